//! A document that is a ZIP archive inside (Word, Excel, OFD): its members by name, unpacked within limits.

use std::collections::HashMap;
use std::io::Cursor;

use super::Unreadable;
use super::archive::{Archive, ArchiveError};
use super::encoding;

/// Most members of a document. A Word document has some dozen, an OFD of a hundred pages some three hundred.
pub(super) const MOST_PARTS: usize = 10_000;

/// Most bytes that are unpacked of one document, all members together. Pictures and fonts are not unpacked, and the text
/// of a long plan with all its attachments is some 5 MB of XML.
pub(super) const LARGEST_TOTAL: u64 = 192 << 20;

/// A document and what may still be unpacked of it.
pub(super) struct Container<'a> {
    archive: Archive<Cursor<&'a [u8]>>,
    /// Positions of members by name: without leading slash, in lower case, with `/` between folders.
    places: HashMap<String, usize>,
    left: u64,
    /// What to say of a document that is broken.
    damaged: Unreadable,
}

impl<'a> Container<'a> {
    /// Opens a document; `damaged` is the error for one that is broken.
    pub fn open(bytes: &'a [u8], damaged: Unreadable) -> Result<Self, Unreadable> {
        let archive = Archive::open(Cursor::new(bytes)).map_err(|error| told(error, damaged))?;
        let members = archive.members(&encoding::BuiltIn);
        if members.len() > MOST_PARTS {
            return Err(Unreadable::TooMuch);
        }
        let places = members.into_iter().map(|member| (normal(&member.name), member.index)).collect();
        Ok(Self { archive, places, left: LARGEST_TOTAL, damaged })
    }

    /// The bytes of a member, or `None` where there is none of this name. Upper and lower case are the same, as in the
    /// programs that write such files.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(&at) = self.places.get(&normal(name)) else { return Ok(None) };
        // An archive gives no more than it says of itself.
        let size = self.archive.size(at);
        self.left = self.left.checked_sub(size).ok_or(Unreadable::TooMuch)?;
        self.archive.read(at).map(Some).map_err(|error| told(error, self.damaged))
    }

    /// The text of a member that is XML: UTF-8, or UTF-16 with a byte order mark.
    pub fn xml(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        Ok(self.bytes(name)?.map(|bytes| match String::from_utf8(bytes) {
            Ok(text) if !text.starts_with('\u{feff}') => text,
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(error) => encoding::decode(error.as_bytes(), &encoding::BuiltIn).0,
        }))
    }

    /// [`xml`](Self::xml) of a member without which there is no document.
    pub fn main(&mut self, name: &str) -> Result<String, Unreadable> {
        self.xml(name)?.ok_or(self.damaged)
    }
}

fn normal(name: &str) -> String {
    name.trim_start_matches('/').to_ascii_lowercase()
}

fn told(error: ArchiveError, damaged: Unreadable) -> Unreadable {
    match error {
        ArchiveError::Damaged | ArchiveError::Method => damaged,
        ArchiveError::Encrypted => Unreadable::Locked,
        ArchiveError::TooMany | ArchiveError::TooBig | ArchiveError::Bomb => Unreadable::TooMuch,
    }
}

/// The name of what `target` points to from the member `from`; an absolute target starts at the root.
pub(super) fn resolve(from: &str, target: &str) -> String {
    if target.starts_with('/') {
        return target.trim_start_matches('/').to_owned();
    }
    let mut folders: Vec<&str> = from.split('/').collect();
    folders.pop();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => {
                folders.pop();
            }
            _ => folders.push(step),
        }
    }
    folders.join("/")
}

#[cfg(test)]
pub(super) mod tests {
    use std::io::{Cursor, Write};

    use super::*;
    use crate::read::KnownFormat;

    const DAMAGED: Unreadable = Unreadable::Format(KnownFormat::Docx);

    /// An archive of these members.
    pub fn archive(members: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, contents) in members {
            zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a new member");
            zip.write_all(contents.as_bytes()).expect("memory takes it");
        }
        zip.finish().expect("memory takes it").into_inner()
    }

    #[test]
    fn members_are_found_whatever_slashes_and_case_their_names_have() {
        let bytes = archive(&[("Word\\Document.XML", "\u{feff}<甲/>")]);
        let mut archive = Container::open(&bytes, DAMAGED).expect("an archive");
        assert_eq!(archive.main("/word/document.xml").as_deref(), Ok("<甲/>"));
        assert_eq!(archive.xml("word/other.xml"), Ok(None));
    }

    #[test]
    fn a_broken_archive_is_told() {
        let bytes = archive(&[("word/document.xml", &"甲".repeat(500))]);
        assert_eq!(Container::open(&bytes[..bytes.len() - 30], DAMAGED).err(), Some(DAMAGED));
        let mut hurt = bytes.clone();
        hurt[60] ^= 0x55;
        let mut archive = Container::open(&hurt, DAMAGED).expect("the list of members is whole");
        assert_eq!(archive.main("word/document.xml"), Err(DAMAGED));
    }

    #[test]
    fn a_member_that_unpacks_to_far_more_than_it_takes_is_refused() {
        let bytes = archive(&[("a.xml", &" ".repeat(4 << 20))]);
        assert!(bytes.len() < 8192);
        let mut archive = Container::open(&bytes, DAMAGED).expect("an archive");
        assert_eq!(archive.xml("a.xml"), Err(Unreadable::TooMuch));
    }

    #[test]
    fn all_members_together_are_bounded() {
        let bytes = archive(&[("a.xml", "12345"), ("b.xml", "12345")]);
        let mut archive = Container::open(&bytes, DAMAGED).expect("an archive");
        archive.left = 8;
        assert!(archive.xml("a.xml").is_ok());
        assert_eq!(archive.xml("b.xml"), Err(Unreadable::TooMuch));
    }

    #[test]
    fn too_many_members_are_refused() {
        let names: Vec<String> = (0..=MOST_PARTS).map(|n| n.to_string()).collect();
        let members: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        assert_eq!(Container::open(&archive(&members), DAMAGED).err(), Some(Unreadable::TooMuch));
    }

    #[test]
    fn targets_are_resolved_like_links() {
        assert_eq!(resolve("word/document.xml", "header1.xml"), "word/header1.xml");
        assert_eq!(resolve("xl/workbook.xml", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("Doc_0/Document.xml", "../Doc_1/./Page.xml"), "Doc_1/Page.xml");
    }
}
