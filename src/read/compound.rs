//! Compound files ([MS-CFB]): what Word, Excel and WPS wrote before 2007, a file system within a file.

use std::io::{Cursor, Read};

use super::Unreadable;

/// A compound file.
pub(super) struct Compound<'a> {
    file: cfb::CompoundFile<Cursor<&'a [u8]>>,
    /// Bytes of the whole file: none of its streams is longer.
    size: usize,
}

impl<'a> Compound<'a> {
    /// Opens a compound file, or says that it is `damaged`.
    pub fn open(bytes: &'a [u8], damaged: Unreadable) -> Result<Self, Unreadable> {
        if !is_bounded(bytes) {
            return Err(Unreadable::TooMuch);
        }
        let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| damaged)?;
        Ok(Self { file, size: bytes.len() })
    }

    /// Whether there is a stream of this name outside of any folder.
    pub fn has(&self, name: &str) -> bool {
        self.file.is_stream(format!("/{name}"))
    }

    /// The bytes of the stream of this name outside of any folder: what can be had of it, nothing where there is none.
    pub fn stream(&mut self, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        if let Ok(stream) = self.file.open_stream(format!("/{name}")) {
            // Of one whose end cannot be read its start is there.
            _ = stream.take(self.size as u64).read_to_end(&mut bytes);
        }
        bytes
    }
}

/// Whether the list of sectors that say where sectors are is no longer than such a file needs ([MS-CFB], 2.5): the library
/// reads what it names, however often it names the same.
fn is_bounded(bytes: &[u8]) -> bool {
    /// Where the header holds the power of two that is the size of a sector, and the first sector of the list.
    const SHIFT: usize = 30;
    const FIRST: usize = 68;
    let number = |at: usize| {
        let field = bytes.get(at..at.checked_add(4)?)?;
        Some(u32::from_le_bytes(field.try_into().ok()?) as usize)
    };
    // Versions 3 and 4 have sectors of these sizes; of others the library says that it does not know them.
    let sector = match bytes.get(SHIFT) {
        Some(9) => 512,
        Some(12) => 4096,
        _ => return true,
    };
    let sectors = bytes.len() / sector;
    // Each entry stands for a sector of entries for sectors; the last of a sector names the next one.
    let entries = sector / 4;
    let most = sectors / entries / (entries - 1) + 1;
    let mut next = number(FIRST);
    for _ in 0..=most {
        match next {
            Some(at) if at < sectors => next = number((at + 2) * sector - 4),
            _ => return true,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::KnownFormat;
    use crate::read::old_files::compound;

    const DAMAGED: Unreadable = Unreadable::Format(KnownFormat::OldOffice);

    #[test]
    fn streams_are_found_by_name_outside_of_folders() {
        let long: Vec<u8> = (0..9000_u32).map(|n| n as u8).collect();
        let bytes = compound(&[("Workbook", &long), ("Inner/WordDocument", b"1"), ("1Table", b"2")]);
        let mut file = Compound::open(&bytes, DAMAGED).expect("a compound file");
        assert_eq!(file.stream("workbook"), long);
        assert_eq!(file.stream("1Table"), b"2");
        assert!(!file.has("WordDocument"));
        assert_eq!(file.stream("WordDocument"), b"");
    }

    #[test]
    fn damaged_files_are_told() {
        let bytes = compound(&[("Workbook", &[7; 9000])]);
        for cut in [8, 100, 511, 512, 1024, bytes.len() - 512] {
            assert_eq!(Compound::open(&bytes[..cut], DAMAGED).err(), Some(DAMAGED), "{cut} of {}", bytes.len());
        }
    }
}
