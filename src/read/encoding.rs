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
    /// All of them, those first that files most often have.
    pub const ALL: [Self; 5] = [Self::Utf8, Self::Gb18030, Self::Big5, Self::Utf16Le, Self::Utf16Be];

    /// The encoding of this [`name`](Self::name), in upper or lower case.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.name().eq_ignore_ascii_case(name))
    }

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

    /// Its name as people write it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Utf16Le => "UTF-16 LE",
            Self::Utf16Be => "UTF-16 BE",
            Self::Gb18030 => "GB 18030",
            Self::Utf8 | Self::Big5 => self.name(),
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
        None => {
            let bytes = body(&[0xef, 0xbb, 0xbf]);
            // To validate is several times as fast as to look for what is broken.
            let whole = str::from_utf8(bytes).map(str::to_owned);
            (whole.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned()), Encoding::Utf8)
        }
    }
}

/// The encoding of `bytes`. A byte order mark decides; then UTF-16 if one byte in two is nearly always a zero or a CJK
/// lead; then UTF-8 if hardly any bytes are not; else GB 18030, or Big5 where that is what the bytes look like.
pub(super) fn detect(bytes: &[u8]) -> Encoding {
    match bytes {
        [0xef, 0xbb, 0xbf, ..] => return Encoding::Utf8,
        [0xff, 0xfe, ..] => return Encoding::Utf16Le,
        [0xfe, 0xff, ..] => return Encoding::Utf16Be,
        _ => {}
    }
    let utf8 = is_utf8(bytes);
    if let Some(utf16) = utf16_order(bytes, utf8) {
        utf16
    } else if utf8 {
        Encoding::Utf8
    } else if is_big5(bytes) {
        Encoding::Big5
    } else {
        Encoding::Gb18030
    }
}

/// Whether at most one byte in [`HURT`] of those beyond ASCII is no UTF-8: a file that was cut off inside a character, or
/// into which a line of another encoding was pasted, still is. Of GB 18030 some eight in ten are not.
fn is_utf8(bytes: &[u8]) -> bool {
    if str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut wide, mut broken) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        broken += chunk.invalid().len();
    }
    // A few characters at least, or one that is cut off would be nothing but broken.
    broken * HURT <= wide
}

/// Of so many bytes of a text one may be damaged, and the encoding is told all the same.
const HURT: usize = 20;

/// Whether text in a legacy encoding is Big5, by the bytes of its characters alone (Big5-2003; GB 18030-2022, 4).
///
/// - A second byte below 0x80 has four in ten characters of Big5, and none of GB 2312, which make up nearly all of a
///   Chinese text in GB 18030.
/// - Traditional characters, which stand beyond GB 2312, have such bytes in GB 18030 too. But half of them begin with a byte
///   below 0xA1 or have a second one from 0x80 to 0xA0, which no character of Big5 does.
/// - Nearly all characters of a text are among the 5401 frequent ones of Big5 and its punctuation, up to 0xC6.
fn is_big5(bytes: &[u8]) -> bool {
    let (mut pairs, mut low, mut foreign, mut frequent) = (0usize, 0usize, 0usize, 0usize);
    let mut rest = bytes;
    while let Some((&lead, after)) = rest.split_first() {
        rest = after;
        if lead < 0x81 {
            continue;
        }
        let Some((&trail, after)) = rest.split_first() else { break };
        pairs += 1;
        if trail < 0x40 {
            // Four bytes of GB 18030, or a character that is cut off.
            foreign += 1;
            continue;
        }
        rest = after;
        low += usize::from(trail < 0x7f);
        foreign += usize::from(!matches!(lead, 0xa1..=0xf9) || !matches!(trail, 0x40..=0x7e | 0xa1..=0xfe));
        frequent += usize::from(matches!(lead, 0xa1..=0xc6));
    }
    low * 6 > pairs && foreign * HURT <= pairs && frequent * 10 >= pairs * 9
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

/// UTF-16 without a byte order mark shows itself by its ASCII: half of line ends, digits and spaces is a zero byte, which no
/// other text encoding has. As a file of another may hold some all the same, its other units must be such as stand in
/// Chinese text, too. `utf8`: whether the bytes are UTF-8.
fn utf16_order(bytes: &[u8], utf8: bool) -> Option<Encoding> {
    let sample = bytes[..bytes.len().min(4096)].as_chunks::<2>().0;
    // Zeros in UTF-8 are damage, and few. Without any other bytes than ASCII each of UTF-16 has one.
    let zeros = sample.as_flattened().iter().filter(|&&byte| byte == 0).count();
    if utf8 && zeros * 8 < sample.len() * 2 {
        return None;
    }
    let told = |unit: fn([u8; 2]) -> u16| {
        let units = || sample.iter().map(|&pair| unit(pair));
        let ascii = units().filter(|unit| matches!(unit, 0x09..=0x0d | 0x20..=0x7e)).count();
        // Punctuation and symbols, characters, forms of full width.
        let usual = units().filter(|unit| matches!(unit, 0x2000..=0x27ff | 0x3000..=0x9fff | 0xfe30..=0xffef)).count();
        (sample.len() >= 2 && ascii * 100 >= sample.len() && (ascii + usual) * 10 >= sample.len() * 8).then_some(ascii)
    };
    let (little, big) = (told(u16::from_le_bytes), told(u16::from_be_bytes));
    Some(if big > little { Encoding::Utf16Be } else { little.map(|_| Encoding::Utf16Le)? })
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

    #[cfg(feature = "encodings")]
    #[test]
    fn big5_is_told_from_gb18030() {
        let text = "各縣市政府應於六月底前完成防汛整備，由水利局主辦，農業局協辦。\n";
        assert_eq!(decoded(&encoding_rs::BIG5.encode(text).0), (text.into(), "Big5"));
        // Traditional characters stand beyond GB 2312, and are GB 18030 all the same.
        assert_eq!(decoded(&encoding_rs::GB18030.encode(text).0), (text.into(), "gb18030"));
    }

    #[test]
    fn utf8_that_is_hurt_is_still_utf8() {
        let text = "一、抓好春耕。\n二、清淤河道三公里。\n";
        // Two bytes of the last full stop and the line's end are missing.
        let cut = text.len() - 3;
        assert_eq!(decoded(&text.as_bytes()[..cut]), (format!("{}\u{fffd}", text.trim_end_matches("。\n")), "UTF-8"));
        assert_eq!(decoded(b"\xd2\xbb\xa1\xa2").1, "gb18030");
    }

    #[cfg(feature = "encodings")]
    #[test]
    fn of_two_encodings_in_one_file_the_one_with_more_text_is_read() {
        let (more, less) = ("责任单位：市水利局，完成时限：年底。\n".repeat(30), "附：联系人名单\n");
        let mixed = [more.as_bytes(), &encoding_rs::GB18030.encode(less).0].concat();
        let (text, name) = decoded(&mixed);
        assert_eq!((name, text.starts_with(&more)), ("UTF-8", true));
        let mixed = [&encoding_rs::GB18030.encode(&more).0, less.as_bytes()].concat();
        let (text, name) = decoded(&mixed);
        assert_eq!((name, text.starts_with(&more)), ("gb18030", true));
    }

    #[test]
    fn zero_bytes_are_text_like_others() {
        let text = "一、\0抓好春耕。\0\n";
        assert_eq!(decoded(text.as_bytes()), (text.into(), "UTF-8"));
        let log = "a line with \0 and \0\n".repeat(9);
        assert_eq!(decoded(log.as_bytes()), (log, "UTF-8"));
        #[cfg(feature = "encodings")]
        assert_eq!(decoded(&encoding_rs::GB18030.encode(text).0), (text.into(), "gb18030"));
    }

    #[test]
    fn encodings_are_named_in_upper_or_lower_case() {
        assert_eq!(Encoding::named("GB18030"), Some(Encoding::Gb18030));
        assert_eq!(Encoding::named("utf-16le"), Some(Encoding::Utf16Le));
        assert_eq!(Encoding::named("ebcdic"), None);
    }

    #[test]
    fn broken_utf16_keeps_its_odd_byte_as_a_replacement() {
        assert_eq!(decoded(&[0xff, 0xfe, 0x32, 0x75, 0x41]).0, "甲\u{fffd}");
    }
}
