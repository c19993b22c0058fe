//! ZIP archives, of notices or of the parts of one document, read a member at a time so that only one stands in memory.

use std::io::{Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::sniff::sniff_members;
use super::{Decoder, Encoding, KnownFormat};

/// Most members of an archive. Ten years of every notice of a province's counties are fewer.
pub const MOST_MEMBERS: usize = 50_000;

/// Most bytes of one member, unpacked, as for a file of its own.
pub const LARGEST_MEMBER: u64 = 64 * 1024 * 1024;

/// Most bytes of all members together, unpacked: far more than a library holds. Members that share their bytes, by which a
/// small archive unpacks to petabytes, all count.
pub const MOST_UNPACKED: u64 = 4 * 1024 * 1024 * 1024;

/// How many times its packed size a member may have. Text shrinks to a third or a tenth, the XML of real documents to a
/// sixtieth; a file made to fill a memory, to a thousandth.
pub const LARGEST_RATIO: u64 = 300;

/// Under this size, in bytes, the ratio does not matter.
const HARMLESS: u64 = 1024 * 1024;

/// Why an archive or a member of it is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveError {
    /// It breaks off, or contradicts itself.
    Damaged,
    /// It needs a password.
    Encrypted,
    /// It is packed by a method other than those of nearly all archives (stored, deflated).
    Method,
    /// More members than [`MOST_MEMBERS`].
    TooMany,
    /// More bytes than [`LARGEST_MEMBER`], or all together than [`MOST_UNPACKED`].
    TooBig,
    /// More than [`LARGEST_RATIO`] times its packed size.
    Bomb,
}

/// A file in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its position, for [`Archive::read`].
    pub index: usize,
    /// Its name with the folders above it.
    pub name: String,
}

/// An open archive.
pub struct Archive<R>(ZipArchive<R>);

impl<R: Read + Seek> Archive<R> {
    /// Reads the list of members.
    ///
    /// # Errors
    /// When there is none, or more than the limits allow.
    pub fn open(reader: R) -> Result<Self, ArchiveError> {
        let zip = ZipArchive::new(reader).map_err(error)?;
        if zip.len() > MOST_MEMBERS {
            return Err(ArchiveError::TooMany);
        }
        let sizes = (0..zip.len()).filter_map(|index| zip.by_index_data(index).ok()).map(|member| member.size());
        if sizes.fold(0_u64, u64::saturating_add) > MOST_UNPACKED {
            return Err(ArchiveError::TooBig);
        }
        Ok(Self(zip))
    }

    /// The files in it, folders left out.
    pub fn members(&self, decoder: &dyn Decoder) -> Vec<Member> {
        (0..self.0.len())
            .filter_map(|index| Some((index, self.0.by_index_data(index).ok()?)))
            .filter(|(_, member)| !member.is_dir())
            .map(|(index, member)| Member { index, name: name(member.name_raw(), decoder) })
            .collect()
    }

    /// How many bytes the member at this position says that it unpacks to; [`read`](Self::read) gives as many or none.
    pub fn size(&self, index: usize) -> u64 {
        self.0.by_index_data(index).map_or(0, |member| member.size())
    }

    /// The bytes of the member at this position.
    ///
    /// # Errors
    /// When it cannot be unpacked, or only to more than the limits allow.
    pub fn read(&mut self, index: usize) -> Result<Vec<u8>, ArchiveError> {
        let member = self.0.by_index_data(index).map_err(error)?;
        let (size, packed) = (member.size(), member.compressed_size());
        if member.encrypted() {
            return Err(ArchiveError::Encrypted);
        }
        if size > LARGEST_MEMBER {
            return Err(ArchiveError::TooBig);
        }
        if size > HARMLESS && size / LARGEST_RATIO > packed {
            return Err(ArchiveError::Bomb);
        }
        let mut bytes = Vec::new();
        // Whatever it unpacks to, no more than it said is taken.
        self.0
            .by_index(index)
            .map_err(error)?
            .take(size + 1)
            .read_to_end(&mut bytes)
            .map_err(|_| ArchiveError::Damaged)?;
        if bytes.len() as u64 == size { Ok(bytes) } else { Err(ArchiveError::Damaged) }
    }
}

/// What an archive with these members is: a document, or [`KnownFormat::Zip`] where they are files of their own.
pub fn format_of(members: &[Member]) -> KnownFormat {
    sniff_members(members.iter().map(|member| member.name.trim_start_matches('/').as_bytes()))
}

/// A member's name. Windows in China packs names in GBK, other systems in UTF-8, and neither always says so.
fn name(raw: &[u8], decoder: &dyn Decoder) -> String {
    let text = match str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => decoder.decode(raw, Encoding::Gb18030).unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned()),
    };
    text.replace('\\', "/")
}

fn error(error: ZipError) -> ArchiveError {
    match error {
        ZipError::UnsupportedArchive(reason) if reason == ZipError::PASSWORD_REQUIRED => ArchiveError::Encrypted,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => ArchiveError::Method,
        _ => ArchiveError::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::read::encoding::BuiltIn;

    fn packed(members: &[(&str, &[u8])]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in members {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn open(bytes: &[u8]) -> Result<Archive<Cursor<&[u8]>>, ArchiveError> {
        Archive::open(Cursor::new(bytes))
    }

    #[test]
    fn members_come_out_as_they_went_in() {
        let text = "一、抓好春耕。（责任单位：县农业农村局）\n".repeat(100);
        let bytes = packed(&[("云川/2026/甲.txt", text.as_bytes()), ("乙.txt", b"x")]);
        let mut archive = open(&bytes).unwrap();
        let members = archive.members(&BuiltIn);
        assert_eq!(
            members.iter().map(|member| member.name.as_str()).collect::<Vec<_>>(),
            ["云川/2026/甲.txt", "乙.txt"]
        );
        assert_eq!(archive.read(members[0].index).unwrap(), text.as_bytes());
        assert_eq!(archive.read(members[1].index).unwrap(), b"x");
        assert_eq!(archive.read(7), Err(ArchiveError::Damaged));
    }

    #[test]
    fn an_archive_of_documents_is_no_document() {
        let docx = packed(&[("word/document.xml", b"<w:document/>")]);
        let of = |bytes: &[u8]| format_of(&open(bytes).unwrap().members(&BuiltIn));
        assert_eq!(of(&docx), KnownFormat::Docx);
        assert_eq!(of(&packed(&[("通知.docx", &docx)])), KnownFormat::Zip);
    }

    #[test]
    #[cfg(feature = "encodings")]
    fn names_in_gbk_are_read() {
        let gbk = encoding_rs::GBK.encode("县级\\春耕.txt").0;
        assert_eq!(name(&gbk, &BuiltIn), "县级/春耕.txt");
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let bytes = packed(&[("zeros.txt", &vec![b'0'; 8 * 1024 * 1024])]);
        assert!(bytes.len() < 40_000);
        assert_eq!(open(&bytes).unwrap().read(0), Err(ArchiveError::Bomb));
    }

    #[test]
    fn a_member_that_says_less_than_it_is_ends_there() {
        let bytes = packed(&[("a.txt", &vec![b'a'; 500_000])]);
        let directory = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
        let mut lying = bytes.clone();
        lying[directory + 24..directory + 28].copy_from_slice(&10_u32.to_le_bytes());
        assert_eq!(open(&lying).unwrap().read(0), Err(ArchiveError::Damaged));
        lying[directory + 24..directory + 28].copy_from_slice(&0xf000_0000_u32.to_le_bytes());
        assert_eq!(open(&lying).unwrap().read(0), Err(ArchiveError::TooBig));
        lying[directory + 24..directory + 28].copy_from_slice(&500_000_u32.to_le_bytes());
        // Its own checksum.
        lying[directory + 16] ^= 1;
        assert_eq!(open(&lying).unwrap().read(0), Err(ArchiveError::Damaged));
        // Bit 0 of the flags says that it is encrypted.
        lying[directory + 8] |= 1;
        assert_eq!(open(&lying).unwrap().read(0), Err(ArchiveError::Encrypted));
    }

    #[test]
    fn whatever_is_cut_off_is_damaged_and_harms_nothing() {
        let bytes = packed(&[("a.txt", b"abc"), ("b.txt", &[b'b'; 3000])]);
        for end in 0..bytes.len() {
            assert_eq!(open(&bytes[..end]).map(|_| ()), Err(ArchiveError::Damaged), "{end}");
        }
        for at in 0..bytes.len() {
            let mut hurt = bytes.clone();
            hurt[at] ^= 0x55;
            let Ok(mut archive) = open(&hurt) else { continue };
            for member in archive.members(&BuiltIn) {
                let _ = archive.read(member.index);
            }
        }
    }
}
