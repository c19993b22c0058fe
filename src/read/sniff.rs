//! Files that are no text, told by their first bytes.

#[cfg(feature = "handover")]
use serde::{Deserialize, Serialize};

use super::encoding::{self, Encoding};

/// A kind of file that is no plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
pub enum KnownFormat {
    /// No bytes at all.
    Empty,
    /// Word, Excel, PowerPoint or WPS before 2007: an OLE compound file. Binary workbooks of later (.xlsb) go with them.
    OldOffice,
    /// One of these that is a Word document (.doc, .wps); [`sniff`] does not look so far in.
    Doc,
    /// One of these that is an Excel workbook (.xls, .et); [`sniff`] does not look so far in.
    Xls,
    /// Word document (.docx).
    Docx,
    /// Excel workbook (.xlsx).
    Xlsx,
    /// PowerPoint presentation (.pptx).
    Pptx,
    /// OFD, GB/T 33190-2016.
    Ofd,
    /// Web page.
    Html,
    /// Office document behind a password.
    Locked,
    /// OpenDocument (.odt, .ods), as LibreOffice writes by itself.
    OpenDocument,
    /// A web page with all that belongs to it, as a message of several parts (.mht, RFC 2557).
    Mht,
    /// Another ZIP archive.
    Zip,
    /// RAR or 7z archive.
    Archive,
    /// PDF.
    Pdf,
    /// Rich Text Format.
    Rtf,
    /// A picture.
    Image,
    /// Something else that is not text.
    Binary,
}

impl KnownFormat {
    /// The build that reads this format for the page, by the stem of its files; `None` where none does.
    pub fn reader(self) -> Option<&'static str> {
        match self {
            Self::Docx | Self::Xlsx | Self::OldOffice | Self::Doc | Self::Xls | Self::Ofd | Self::Html => {
                Some("reader")
            }
            Self::Pdf => Some("pdf"),
            _ => None,
        }
    }

    /// The build that draws the pages of a file of this media type, by the stem of its files; `None` where none does.
    #[cfg(feature = "more")]
    pub(crate) fn drawer(media_type: &str) -> Option<&'static str> {
        [(Self::Pdf, "drawer"), (Self::Ofd, "reader")]
            .into_iter()
            .find_map(|(format, drawer)| (format.media_type() == media_type).then_some(drawer))
    }

    /// Its media type; for those that are not told apart further that of any bytes.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Doc => "application/msword",
            Self::Xls => "application/vnd.ms-excel",
            Self::Ofd => "application/ofd",
            Self::Html => "text/html",
            Self::Pdf => "application/pdf",
            _ => "application/octet-stream",
        }
    }
}

/// How many bytes are looked at.
const HEAD: usize = 8192;

/// What a file is that holds no text of its own, or `None` where it reads as text in some encoding.
pub fn sniff(bytes: &[u8]) -> Option<KnownFormat> {
    let head = &bytes[..bytes.len().min(HEAD)];
    let starts = |magic: &[u8]| head.starts_with(magic);
    Some(if head.is_empty() {
        KnownFormat::Empty
    } else if starts(&[0xd0, 0xcf, 0x11, 0xe0]) {
        if is_locked(bytes) { KnownFormat::Locked } else { KnownFormat::OldOffice }
    } else if starts(b"PK\x03\x04") {
        match members(bytes) {
            Some(names) => sniff_members(names.iter().map(Vec::as_slice)),
            // Without its list of members, at the end, an archive is told by what its start holds.
            None => of_archive(|part| head.windows(part.len()).any(|window| window == part)),
        }
    } else if starts(b"PK\x05\x06") {
        KnownFormat::Zip
    } else if starts(b"Rar!") || starts(b"7z\xbc\xaf\x27\x1c") {
        KnownFormat::Archive
    } else if holds_early(head, b"%PDF-") {
        KnownFormat::Pdf
    } else if starts(b"{\\rtf") {
        KnownFormat::Rtf
    } else if starts(b"\x89PNG") || starts(b"\xff\xd8\xff") || starts(b"GIF8") || starts(b"BM") && head.contains(&0) {
        KnownFormat::Image
    } else if is_mht(head) {
        KnownFormat::Mht
    } else if is_html(head) {
        KnownFormat::Html
    } else if is_binary(head) {
        KnownFormat::Binary
    } else {
        return None;
    })
}

/// What an archive with members of these names is.
pub(super) fn sniff_members<'a>(names: impl Iterator<Item = &'a [u8]> + Clone) -> KnownFormat {
    of_archive(|part| names.clone().any(|name| name.starts_with(part)))
}

/// What an archive is that `holds` a member whose name begins like that.
fn of_archive(holds: impl Fn(&[u8]) -> bool) -> KnownFormat {
    if holds(b"word/") {
        KnownFormat::Docx
    } else if holds(b"xl/workbook.bin") {
        KnownFormat::OldOffice
    } else if holds(b"xl/") {
        KnownFormat::Xlsx
    } else if holds(b"ppt/") {
        KnownFormat::Pptx
    } else if holds(b"OFD.xml") {
        KnownFormat::Ofd
    } else if holds(b"mimetype") && holds(b"content.xml") {
        KnownFormat::OpenDocument
    } else {
        KnownFormat::Zip
    }
}

/// The names of an archive's first members from the list at its end (APPNOTE.TXT, 4.3.12 and 4.3.16), or `None` where
/// that is missing. Slashes are all `/` in them, and none stands in front.
fn members(bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    /// The record of the end has 22 bytes, and a comment of up to 65 535 may follow.
    const END: usize = 22 + 0xffff;
    /// What a file is shows in its first members.
    const MOST: usize = 1000;
    let tail = bytes.len().saturating_sub(END);
    let end = tail + bytes[tail..].windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let number = |at: usize, width: usize| {
        let field = bytes.get(at..at + width)?;
        Some(field.iter().rev().fold(0usize, |number, &byte| number << 8 | usize::from(byte)))
    };
    let mut at = number(end + 16, 4)?;
    let mut names = Vec::new();
    while names.len() < MOST && bytes.get(at..)?.starts_with(b"PK\x01\x02") {
        let (name, extra, comment) = (number(at + 28, 2)?, number(at + 30, 2)?, number(at + 32, 2)?);
        let raw = bytes.get(at + 46..at + 46 + name)?;
        let slashes: Vec<u8> = raw.iter().map(|&byte| if byte == b'\\' { b'/' } else { byte }).collect();
        names.push(slashes.strip_prefix(b"/").map(<[u8]>::to_vec).unwrap_or(slashes));
        at += 46 + name + extra + comment;
    }
    (!names.is_empty()).then_some(names)
}

/// A document of Office 2007 and later that is encrypted stands as a stream of this name in a compound file
/// ([MS-OFFCRYPTO], 2.3). Entries of its directory begin with their names, at every 128th byte ([MS-CFB], 2.6).
fn is_locked(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.chunks(128).any(|entry| entry.starts_with(&name))
}

/// A web page starts with one of its outermost tags, behind nothing but white space, comments and an XML declaration.
/// Text that holds a table as markup is text.
fn is_html(head: &[u8]) -> bool {
    // In UTF-16 every other byte is a zero.
    let ascii: Vec<u8> =
        head.iter().copied().filter(|&byte| byte != 0 && byte < 0x80).map(|byte| byte.to_ascii_lowercase()).collect();
    let mut rest = ascii.as_slice();
    loop {
        rest = rest.trim_ascii_start();
        let end: &[u8] = if rest.starts_with(b"<!--") {
            b"-->"
        } else if rest.starts_with(b"<?xml") {
            b"?>"
        } else {
            break;
        };
        let Some(at) = rest.windows(end.len()).position(|window| window == end) else { return false };
        rest = &rest[at + end.len()..];
    }
    [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<meta "].iter().any(|tag| rest.starts_with(tag))
}

/// The head of a message that has parts.
fn is_mht(head: &[u8]) -> bool {
    let lower = head.to_ascii_lowercase();
    let starts = [&b"mime-version:"[..], b"from:", b"content-type:"].iter().any(|field| lower.starts_with(field));
    starts && lower.windows(18).any(|window| window == b"multipart/related;")
}

/// PDF readers accept their mark anywhere in the first 1024 bytes.
fn holds_early(head: &[u8], mark: &[u8]) -> bool {
    head[..head.len().min(1024)].windows(mark.len()).any(|window| window == mark)
}

/// Text in whatever encoding holds hardly any control characters; of the bytes of pictures and programs they are a
/// tenth and more.
fn is_binary(head: &[u8]) -> bool {
    let (text, encoding) = encoding::decode(head, &encoding::BuiltIn);
    let odd = |c: &char| match c {
        '\t'..='\r' | '\u{1b}' => false,
        // In other encodings it may stand for Chinese that this build cannot decode by itself.
        '\u{fffd}' => matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be),
        _ => c.is_ascii_control(),
    };
    text.chars().filter(odd).count() * 20 > text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_content() {
        assert_eq!(sniff(b""), Some(KnownFormat::Empty));
        assert_eq!(sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Some(KnownFormat::OldOffice));
        assert_eq!(sniff(b"PK\x03\x04....[Content_Types].xml....word/document.xml"), Some(KnownFormat::Docx));
        assert_eq!(sniff(b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml"), Some(KnownFormat::Xlsx));
        assert_eq!(sniff(b"PK\x03\x04....OFD.xml"), Some(KnownFormat::Ofd));
        assert_eq!(sniff(b"PK\x03\x04....a.txt"), Some(KnownFormat::Zip));
        assert_eq!(sniff(b"PK\x03\x04....[Content_Types].xml....xl/workbook.bin"), Some(KnownFormat::OldOffice));
        assert_eq!(sniff(b"PK\x03\x04....mimetype....content.xml"), Some(KnownFormat::OpenDocument));
        let saved =
            b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"\r\n\r\n";
        assert_eq!(sniff(saved), Some(KnownFormat::Mht));
        assert_eq!(sniff(b"{\\rtf1\\ansi"), Some(KnownFormat::Rtf));
        assert_eq!(sniff(b"\n%PDF-1.7"), Some(KnownFormat::Pdf));
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Some(KnownFormat::Image));
        let noise: Vec<u8> = (0..4000_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
        assert_eq!(sniff(&noise), Some(KnownFormat::Binary));
    }

    #[test]
    fn a_web_page_starts_with_its_outermost_tags() {
        for page in
            ["\u{feff}\r\n<!DOCTYPE HTML PUBLIC \"\">", "<!-- 甲 --><html lang=zh>", "<meta charset='utf-8'><p>乙"]
        {
            assert_eq!(sniff(page.as_bytes()), Some(KnownFormat::Html), "{page}");
            let utf16: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(sniff(&utf16), Some(KnownFormat::Html), "{page}");
        }
        assert_eq!(sniff("重点工作表\n<table><tr><td>1</td></tr></table>".as_bytes()), None);
        assert_eq!(sniff("<table><tr><td>1</td></tr></table>".as_bytes()), None);
    }

    #[cfg(feature = "formats")]
    #[test]
    fn archives_are_told_by_their_members() {
        use crate::read::container::tests::archive;
        let noise: String =
            (0..9000_u32).map(|n| char::from(b'!' + (n.wrapping_mul(2_654_435_761) >> 26) as u8)).collect();
        let docx = archive(&[("docProps/thumbnail.jpeg", &noise), ("/word\\document.xml", "")]);
        assert_eq!(sniff(&docx), Some(KnownFormat::Docx));
        // What is packed in a member says nothing.
        let inner = "PK\u{3}\u{4}....[Content_Types].xml....word/document.xml";
        assert_eq!(sniff(&archive(&[("通知.docx", inner)])), Some(KnownFormat::Zip));
    }

    #[test]
    fn a_password_is_told_from_an_old_format() {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(1024, 0);
        bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(sniff(&bytes), Some(KnownFormat::Locked));
    }

    #[test]
    fn text_in_any_encoding_is_text() {
        let text = "一、抓好春耕。\r\n（责任单位：市农业农村局）\t2026年3月底前\r\n".repeat(3);
        assert_eq!(sniff(text.as_bytes()), None);
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let utf16: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
            assert_eq!(sniff(&utf16), None);
        }
        let ascii: Vec<u8> = "PLAIN ASCII TEXT\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&ascii), None);
        #[cfg(feature = "encodings")]
        assert_eq!(sniff(&encoding_rs::GB18030.encode(&text).0), None);
    }

    #[test]
    fn one_stray_control_character_does_not_make_a_file_binary() {
        assert_eq!(sniff("一、抓好\u{0}春耕。\u{7}责任单位：市农业农村局，市水利局，市气象局等有关单位，各镇（街道）。完成时限：长期坚持，年底前报送总结材料。".as_bytes()), None);
    }
}
