//! ZIP archives that hold a document, unpacked within limits.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::Unreadable;
use super::encoding;

/// Most members of an archive. A Word document has some dozen, an OFD of a hundred pages some three hundred.
pub(super) const MOST_ENTRIES: usize = 10_000;

/// Largest member when unpacked, in bytes. The text of a long plan with all its attachments is some 5 MB of XML.
pub(super) const LARGEST_ENTRY: u64 = 64 << 20;

/// Most bytes that are unpacked of one archive, all members together. Pictures and fonts are not unpacked.
pub(super) const LARGEST_TOTAL: u64 = 192 << 20;

/// How much larger a member may be than it is when packed, from [`SMALL`] on. Deflate reaches 1000 only with one
/// byte repeated; the XML of real documents reaches some 60.
pub(super) const STEEPEST: u64 = 300;

/// Members up to this size, in bytes, may be packed as tightly as they like.
const SMALL: u64 = 1 << 20;

/// An archive and what may still be unpacked of it.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Positions of members by name: without leading slash, in lower case, with `/` between folders.
    places: HashMap<String, usize>,
    left: u64,
    /// What to say of an archive that cannot be read.
    damaged: Unreadable,
}

impl<'a> Archive<'a> {
    /// Opens an archive; `damaged` is the error for one that is broken.
    pub fn open(bytes: &'a [u8], damaged: Unreadable) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged)?;
        if zip.len() > MOST_ENTRIES {
            return Err(Unreadable::TooMuch);
        }
        let names = (0..zip.len()).filter_map(|at| Some((normal(&zip.name_for_index(at)?.ok()?), at)));
        let places = names.collect();
        Ok(Self { zip, places, left: LARGEST_TOTAL, damaged })
    }

    /// The bytes of a member, or `None` where there is none of this name. Upper and lower case are the same, as in the
    /// programs that write such files.
    pub fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let Some(&at) = self.places.get(&normal(name)) else { return Ok(None) };
        let damaged = self.damaged;
        let file = self.zip.by_index(at).map_err(|error| match error {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => Unreadable::Locked,
            _ => damaged,
        })?;
        let steepest = (file.compressed_size().saturating_mul(STEEPEST)).max(SMALL);
        let most = LARGEST_ENTRY.min(self.left).min(steepest);
        let mut bytes = Vec::new();
        // What an archive says of its sizes may be a lie: what comes out is counted.
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| damaged)?;
        if bytes.len() as u64 > most {
            return Err(Unreadable::TooMuch);
        }
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
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
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
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
    use std::io::Write;

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
        let mut archive = Archive::open(&bytes, DAMAGED).expect("an archive");
        assert_eq!(archive.main("/word/document.xml").as_deref(), Ok("<甲/>"));
        assert_eq!(archive.xml("word/other.xml"), Ok(None));
    }

    #[test]
    fn a_broken_archive_is_told() {
        let bytes = archive(&[("word/document.xml", &"甲".repeat(500))]);
        assert_eq!(Archive::open(&bytes[..bytes.len() - 30], DAMAGED).err(), Some(DAMAGED));
        let mut hurt = bytes.clone();
        hurt[60] ^= 0x55;
        let mut archive = Archive::open(&hurt, DAMAGED).expect("the list of members is whole");
        assert_eq!(archive.main("word/document.xml"), Err(DAMAGED));
    }

    #[test]
    fn a_member_that_unpacks_to_far_more_than_it_takes_is_refused() {
        let bytes = archive(&[("a.xml", &" ".repeat(4 << 20))]);
        assert!(bytes.len() < 8192);
        let mut archive = Archive::open(&bytes, DAMAGED).expect("an archive");
        assert_eq!(archive.xml("a.xml"), Err(Unreadable::TooMuch));
    }

    #[test]
    fn all_members_together_are_bounded() {
        let bytes = archive(&[("a.xml", "12345"), ("b.xml", "12345")]);
        let mut archive = Archive::open(&bytes, DAMAGED).expect("an archive");
        archive.left = 8;
        assert!(archive.xml("a.xml").is_ok());
        assert_eq!(archive.xml("b.xml"), Err(Unreadable::TooMuch));
    }

    #[test]
    fn too_many_members_are_refused() {
        let names: Vec<String> = (0..=MOST_ENTRIES).map(|n| n.to_string()).collect();
        let members: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), "")).collect();
        assert_eq!(Archive::open(&archive(&members), DAMAGED).err(), Some(Unreadable::TooMuch));
    }

    #[test]
    fn targets_are_resolved_like_links() {
        assert_eq!(resolve("word/document.xml", "header1.xml"), "word/header1.xml");
        assert_eq!(resolve("xl/workbook.xml", "/xl/worksheets/sheet1.xml"), "xl/worksheets/sheet1.xml");
        assert_eq!(resolve("Doc_0/Document.xml", "../Doc_1/./Page.xml"), "Doc_1/Page.xml");
    }
}
