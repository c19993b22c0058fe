//! Which encoding a text file is in.

/// An encoding that notices come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// GB 18030 and the GBK and GB 2312 that it contains.
    Gb18030,
}

impl Encoding {
    /// Its name in the WHATWG Encoding Standard.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "gb18030",
        }
    }
}

/// Turns bytes of a legacy encoding into text.
pub trait Decoder {
    /// The text, with U+FFFD for what is malformed, or `None` where this decoder does not know `encoding`.
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String>;
}

/// The decoders compiled into this build.
pub(super) struct BuiltIn;

impl Decoder for BuiltIn {
    #[cfg(feature = "encodings")]
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String> {
        (encoding == Encoding::Gb18030).then(|| encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned())
    }

    #[cfg(not(feature = "encodings"))]
    fn decode(&self, _bytes: &[u8], _encoding: Encoding) -> Option<String> {
        None
    }
}

/// The text of `bytes` and the encoding it was in. A byte order mark decides; then UTF-8 if the bytes are valid
/// UTF-8 (GB 18030 text of any length practically never is); then UTF-16 if one byte in two is nearly always a
/// zero or a CJK lead; else GB 18030.
pub(super) fn decode(bytes: &[u8], decoder: &dyn Decoder) -> (String, Encoding) {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => return (String::from_utf8_lossy(rest).into_owned(), Encoding::Utf8),
        [0xff, 0xfe, rest @ ..] => return (utf16(rest, u16::from_le_bytes), Encoding::Utf16Le),
        [0xfe, 0xff, rest @ ..] => return (utf16(rest, u16::from_be_bytes), Encoding::Utf16Be),
        _ => {}
    }
    if let Ok(text) = str::from_utf8(bytes)
        && !looks_like_utf16(bytes)
    {
        return (text.to_owned(), Encoding::Utf8);
    }
    if looks_like_utf16(bytes) {
        let little = line_ends(bytes, u16::from_le_bytes);
        let big = line_ends(bytes, u16::from_be_bytes);
        return if big > little {
            (utf16(bytes, u16::from_be_bytes), Encoding::Utf16Be)
        } else {
            (utf16(bytes, u16::from_le_bytes), Encoding::Utf16Le)
        };
    }
    match decoder.decode(bytes, Encoding::Gb18030) {
        Some(text) => (text, Encoding::Gb18030),
        None => (String::from_utf8_lossy(bytes).into_owned(), Encoding::Utf8),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let mut text: String =
        char::decode_utf16(pairs.iter().map(|&pair| unit(pair))).map(|c| c.unwrap_or('\u{fffd}')).collect();
    if !odd.is_empty() {
        text.push('\u{fffd}');
    }
    text
}

/// UTF-16 without a byte order mark shows itself by its ASCII: half of line ends, digits and spaces is a zero
/// byte, which no other text encoding has.
fn looks_like_utf16(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4096)];
    let marks = line_ends(sample, u16::from_le_bytes).max(line_ends(sample, u16::from_be_bytes));
    sample.len() >= 4 && marks * 200 >= sample.len()
}

/// How many UTF-16 units are ASCII, if the bytes are in this order.
fn line_ends(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> usize {
    bytes.as_chunks::<2>().0.iter().filter(|&&pair| matches!(unit(pair), 0x09..=0x0d | 0x20..=0x7e)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8]) -> (String, &'static str) {
        let (text, encoding) = decode(bytes, &BuiltIn);
        (text, encoding.name())
    }

    #[test]
    fn byte_order_marks_decide_and_are_dropped() {
        assert_eq!(decoded("\u{feff}甲局".as_bytes()), ("甲局".into(), "UTF-8"));
        assert_eq!(decoded(&[0xff, 0xfe, 0x32, 0x75]), ("甲".into(), "UTF-16LE"));
        assert_eq!(decoded(&[0xfe, 0xff, 0x75, 0x32]), ("甲".into(), "UTF-16BE"));
    }

    #[test]
    fn utf16_without_a_mark_is_told_by_its_line_ends() {
        let le: Vec<u8> = "一、甲局\n2021年\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&le), ("一、甲局\n2021年\n".into(), "UTF-16LE"));
        let be: Vec<u8> = "一、甲局\n2021年\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decoded(&be), ("一、甲局\n2021年\n".into(), "UTF-16BE"));
    }

    #[cfg(feature = "encodings")]
    #[test]
    fn other_bytes_are_gb18030() {
        let (bytes, ..) = encoding_rs::GB18030.encode("责任单位：市发改委\n");
        assert_eq!(decoded(&bytes), ("责任单位：市发改委\n".into(), "gb18030"));
    }

    #[test]
    fn broken_utf16_keeps_its_odd_byte_as_a_replacement() {
        assert_eq!(decoded(&[0xff, 0xfe, 0x32, 0x75, 0x41]).0, "甲\u{fffd}");
    }
}
