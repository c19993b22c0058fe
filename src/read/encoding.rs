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
    /// Big5, of Taiwan, Hong Kong and Macao.
    Big5,
}

impl Encoding {
    /// Its name in the WHATWG Encoding Standard.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "Big5",
        }
    }
}

/// Turns bytes of a legacy encoding into text.
pub trait Decoder {
    /// The text, with U+FFFD for what is malformed, or `None` where this decoder does not know `encoding`.
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String>;
}

/// The decoders compiled into this build.
pub struct BuiltIn;

impl Decoder for BuiltIn {
    #[cfg(feature = "encodings")]
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String> {
        let table = match encoding {
            Encoding::Gb18030 => encoding_rs::GB18030,
            Encoding::Big5 => encoding_rs::BIG5,
            Encoding::Utf8 | Encoding::Utf16Le | Encoding::Utf16Be => return None,
        };
        Some(table.decode_without_bom_handling(bytes).0.into_owned())
    }

    #[cfg(not(feature = "encodings"))]
    fn decode(&self, _bytes: &[u8], _encoding: Encoding) -> Option<String> {
        None
    }
}

/// The text of `bytes` and the encoding it was in.
pub(super) fn decode(bytes: &[u8], decoder: &dyn Decoder) -> (String, Encoding) {
    decode_as(bytes, detect(bytes), decoder)
}

/// The text of `bytes` in `encoding`, without its byte order mark, and the encoding that was used: UTF-8 where the
/// decoder does not know the one asked for.
pub(super) fn decode_as(bytes: &[u8], encoding: Encoding, decoder: &dyn Decoder) -> (String, Encoding) {
    let body = |mark: &[u8]| bytes.strip_prefix(mark).unwrap_or(bytes);
    let text = match encoding {
        Encoding::Utf8 => None,
        Encoding::Utf16Le => Some(utf16(body(&[0xff, 0xfe]), u16::from_le_bytes)),
        Encoding::Utf16Be => Some(utf16(body(&[0xfe, 0xff]), u16::from_be_bytes)),
        Encoding::Gb18030 | Encoding::Big5 => decoder.decode(bytes, encoding),
    };
    match text {
        Some(text) => (text, encoding),
        None => (String::from_utf8_lossy(body(&[0xef, 0xbb, 0xbf])).into_owned(), Encoding::Utf8),
    }
}

/// The encoding of `bytes`. A byte order mark decides; then UTF-8 if the bytes are valid UTF-8 (GB 18030 text of any
/// length practically never is); then UTF-16 if one byte in two is nearly always a zero or a CJK lead; else
/// GB 18030, or Big5 where that is what the bytes look like.
pub(super) fn detect(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => return Encoding::Utf8,
        [0xff, 0xfe, ..] => return Encoding::Utf16Le,
        [0xfe, 0xff, ..] => return Encoding::Utf16Be,
        _ => {}
    }
    if looks_like_utf16(bytes) {
        let big = line_ends(bytes, u16::from_be_bytes) > line_ends(bytes, u16::from_le_bytes);
        return if big { Encoding::Utf16Be } else { Encoding::Utf16Le };
    }
    if str::from_utf8(bytes).is_ok() {
        return Encoding::Utf8;
    }
    #[cfg(feature = "formats")]
    if is_ambiguous(bytes) && guessed_big5(bytes) {
        return Encoding::Big5;
    }
    Encoding::Gb18030
}

/// Whether text in a legacy encoding may be Big5. Of the characters of GB 2312, which make up nearly all of a Chinese
/// text in GB 18030, none has a second byte below 0xA1; of those of Big5 four in ten have.
pub(super) fn is_ambiguous(bytes: &[u8]) -> bool {
    if bytes.len() < 4 || looks_like_utf16(bytes) || str::from_utf8(bytes).is_ok() {
        return false;
    }
    let (mut pairs, mut low) = (0usize, 0usize);
    let mut rest = bytes;
    while let Some((&lead, after)) = rest.split_first() {
        rest = after;
        if lead >= 0x81
            && let Some((&trail, after)) = rest.split_first()
            && trail >= 0x40
        {
            pairs += 1;
            low += usize::from(trail < 0x80);
            rest = after;
        }
    }
    low * 6 > pairs
}

/// Bytes that a guess is made from.
#[cfg(feature = "formats")]
const SAMPLE: usize = 1 << 16;

#[cfg(feature = "formats")]
fn guessed_big5(bytes: &[u8]) -> bool {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], bytes.len() <= SAMPLE);
    detector.guess(None, chardetng::Utf8Detection::Deny).name() == Encoding::Big5.name()
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

    #[cfg(feature = "formats")]
    #[test]
    fn big5_is_told_from_gb18030() {
        let text = "各縣市政府應於六月底前完成防汛整備，由水利局主辦，農業局協辦。\n";
        assert_eq!(decoded(&encoding_rs::BIG5.encode(text).0), (text.into(), "Big5"));
        // Traditional characters stand beyond GB 2312, and are GB 18030 all the same.
        assert_eq!(decoded(&encoding_rs::GB18030.encode(text).0), (text.into(), "gb18030"));
    }

    #[test]
    fn broken_utf16_keeps_its_odd_byte_as_a_replacement() {
        assert_eq!(decoded(&[0xff, 0xfe, 0x32, 0x75, 0x41]).0, "甲\u{fffd}");
    }
}
