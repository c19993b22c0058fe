//! Which encoding a web page is in.

use crate::read::Encoding;
use crate::read::encoding;

/// How far into a page its declaration is looked for, in bytes. The standard says 1024; pages with scripts in front
/// have it later.
const HEAD: usize = 8192;

/// The encoding of a page: what its byte order mark or its `<meta>` says, unless the bytes are not in it; else what they
/// look like.
pub(super) fn of(bytes: &[u8]) -> Encoding {
    let detected = encoding::detect(bytes);
    if matches!(detected, Encoding::Utf16Le | Encoding::Utf16Be) || bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        return detected;
    }
    match declared(&bytes[..bytes.len().min(HEAD)]) {
        // Saved anew by a browser or an editor, while the declaration stayed as it was.
        Some(Encoding::Gb18030 | Encoding::Big5) if detected == Encoding::Utf8 => Encoding::Utf8,
        Some(Encoding::Utf8) | None => detected,
        Some(declared) => declared,
    }
}

/// The encoding behind the first `charset=`, if it is one that notices come in.
fn declared(head: &[u8]) -> Option<Encoding> {
    let lower = head.to_ascii_lowercase();
    let label = b"charset";
    let mut from = 0;
    while let Some(at) = lower[from..].windows(label.len()).position(|window| window == label) {
        from += at + label.len();
        let rest = lower[from..].trim_ascii_start();
        let Some(rest) = rest.strip_prefix(b"=") else { continue };
        let value = rest.trim_ascii_start();
        let value = value.strip_prefix(b"\"").or(value.strip_prefix(b"'")).unwrap_or(value).trim_ascii_start();
        let end = value.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_".contains(byte));
        // The names of the WHATWG Encoding Standard for each.
        return match &value[..end.unwrap_or(value.len())] {
            b"utf-8" | b"utf8" => Some(Encoding::Utf8),
            b"gb2312" | b"gbk" | b"gb18030" | b"gb_2312-80" | b"gb_2312" | b"x-gbk" | b"chinese" => {
                Some(Encoding::Gb18030)
            }
            b"big5" | b"big5-hkscs" | b"x-x-big5" | b"cn-big5" => Some(Encoding::Big5),
            _ => None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_declaration_decides_unless_the_bytes_are_not_in_it() {
        let page = |charset: &str| format!("<html><head><meta charset=\"{charset}\"></head><body>甲局乙局");
        let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
        assert_eq!(of(&gb(&page("gb2312"))), Encoding::Gb18030);
        assert_eq!(of(&gb(&page("utf-8"))), Encoding::Gb18030);
        assert_eq!(of(page("gbk").as_bytes()), Encoding::Utf8);
        let old = "<meta http-equiv=Content-Type content='text/html; charset = big5'>縣市政府";
        assert_eq!(of(&encoding_rs::BIG5.encode(old).0), Encoding::Big5);
    }
}
