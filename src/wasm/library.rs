//! What the page's door offers for the library.

use std::io::{self, Read, Seek, SeekFrom};

use js_sys::{Array, Object, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, FileReaderSync};

use super::Platform;
use super::app::{App, object};
use crate::page::{Desk, Keep, LARGEST_FILE, Shelved, Why};
use crate::read::archive::{Archive, ArchiveError, Member, format_of};
use crate::read::{KnownFormat, handover, sniff};

/// How much of an archive is read from disk at a time, in bytes.
const WINDOW: u64 = 256 * 1024;

/// How much of a broken archive is looked at to tell what it is, in bytes.
const SNIFFED: f64 = 8192.0;

/// How an archive begins (APPNOTE.TXT, 4.3).
const MARK: &[u8] = b"PK";

/// The archive that was read last, with the number that the page gave it.
pub(super) struct OpenArchive {
    number: u32,
    archive: Archive<BlobReader>,
}

#[wasm_bindgen]
impl App {
    /// Adds a file, or the member at position `entry` of the archive `file` that the page calls by `number`, to the library.
    /// `{key}` where it was added, `{members: [[entry, name]]}` where it is an archive itself, `{key, reader, bytes}` where
    /// that build must read these bytes first, `{}` where it was not added and the library says why.
    pub fn shelve(&mut self, file: &Blob, name: &str, number: u32, entry: Option<u32>) -> Object {
        match self.shelved(file, name, number, entry) {
            Ok(what) => what,
            Err(why) => {
                self.0.not_shelved(name, why);
                object([])
            }
        }
    }

    /// Adds a file to the library that another build read: `{key}`, or `{}` where it was not added and the library says why.
    #[wasm_bindgen(js_name = shelveRead)]
    pub fn shelve_read(&mut self, name: &str, key: &str, read: &[u8]) -> Object {
        let read = handover::unpack(read).ok_or(Why::Unreadable);
        match read.and_then(|read| self.0.shelve_read(key, name, read)) {
            Ok(()) => object([("key", key.into())]),
            Err(why) => {
                self.0.not_shelved(name, why);
                object([])
            }
        }
    }

    /// Notes that a file was not added: `why` is `unreadable`, `crashed` or `stopped`.
    #[wasm_bindgen(js_name = notShelved)]
    pub fn not_shelved(&mut self, name: &str, why: &str) {
        let why = match why {
            "crashed" => Why::Crashed,
            "stopped" => Why::Stopped,
            _ => Why::Unreadable,
        };
        self.0.not_shelved(name, why);
    }

    /// The bytes of a file or of a member, or `null` where they cannot be had any more.
    #[wasm_bindgen(js_name = bytesOf)]
    pub fn bytes(&mut self, file: &Blob, number: u32, entry: Option<u32>) -> JsValue {
        self.bytes_of(file, number, entry).map_or(JsValue::NULL, |bytes| Uint8Array::from(bytes.as_slice()).into())
    }

    /// Takes the corrections that the browser keeps: of each notice in `keys` those in `kept` at the same position. Gives the
    /// keys of the notices that have others, whose files are to be added once more.
    pub fn corrections(&mut self, keys: Vec<String>, kept: Vec<String>) -> Vec<String> {
        self.0.set_corrections(keys.into_iter().zip(kept).collect())
    }

    /// Takes note of what the page knows: files given, files left, whether they are being read; files as given, files kept;
    /// `keep` is empty, `yes`, `quota` or `unavailable`.
    pub fn desk(&mut self, total: usize, left: usize, running: bool, sources: usize, stored: usize, keep: &str) {
        let keep = match keep {
            "yes" => Keep::Yes,
            "quota" => Keep::Quota,
            "unavailable" => Keep::Unavailable,
            _ => Keep::No,
        };
        self.0.set_desk(Desk { total, left, running, sources, stored, keep });
    }

    /// Empties the library.
    pub fn forget(&mut self) {
        self.1 = None;
        self.0.forget_library();
    }
}

impl App {
    fn shelved(&mut self, file: &Blob, name: &str, number: u32, entry: Option<u32>) -> Result<Object, Why> {
        if entry.is_none() {
            let head = read(file, 0, file.size().min(SNIFFED) as u64).map_err(|_| Why::Unreadable)?;
            if head.starts_with(MARK) {
                // Documents are archives too, and what an archive of them starts with may look like one.
                match self.archive(file, number).map(|archive| archive.members(&Platform)) {
                    Ok(members) if format_of(&members) == KnownFormat::Zip => {
                        let members = members.into_iter();
                        let pair = |member: Member| Array::of2(&(member.index as u32).into(), &member.name.into());
                        return Ok(object([("members", members.map(pair).collect::<Array>().into())]));
                    }
                    Err(error) if sniff(&head) == Some(KnownFormat::Zip) => return Err(Why::Archive(error)),
                    _ => {}
                }
            }
            if file.size() > LARGEST_FILE as f64 {
                return Err(Why::TooBig);
            }
        }
        let bytes = self.bytes_of(file, number, entry)?;
        Ok(match self.0.shelve(&bytes, name, &Platform)? {
            Shelved::Added { key } => object([("key", key.into())]),
            Shelved::Unread { key, reader } => {
                let bytes = Uint8Array::from(bytes.as_slice());
                object([("key", key.into()), ("reader", reader.into()), ("bytes", bytes.into())])
            }
        })
    }

    fn bytes_of(&mut self, file: &Blob, number: u32, entry: Option<u32>) -> Result<Vec<u8>, Why> {
        match entry {
            Some(entry) => {
                self.archive(file, number).and_then(|archive| archive.read(entry as usize)).map_err(Why::Archive)
            }
            None => read(file, 0, file.size() as u64).map_err(|_| Why::Unreadable),
        }
    }

    /// The archive, opened unless it is the one read last.
    fn archive(&mut self, file: &Blob, number: u32) -> Result<&mut Archive<BlobReader>, ArchiveError> {
        if self.1.as_ref().is_none_or(|open| open.number != number) {
            let archive = Archive::open(BlobReader::new(file.clone()))?;
            self.1 = Some(OpenArchive { number, archive });
        }
        self.1.as_mut().map(|open| &mut open.archive).ok_or(ArchiveError::Damaged)
    }
}

/// A file on the reader's disk, read in pieces: an archive is never in memory as a whole.
pub(super) struct BlobReader {
    file: Blob,
    size: u64,
    at: u64,
    window: Vec<u8>,
    window_start: u64,
}

impl BlobReader {
    fn new(file: Blob) -> Self {
        let size = file.size() as u64;
        Self { file, size, at: 0, window: Vec::new(), window_start: 0 }
    }
}

impl Read for BlobReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at >= self.size {
            return Ok(0);
        }
        let end = self.window_start + self.window.len() as u64;
        if !(self.window_start..end).contains(&self.at) {
            self.window = read(&self.file, self.at, self.size.min(self.at + WINDOW))?;
            self.window_start = self.at;
        }
        let held = self.window.get((self.at - self.window_start) as usize..).unwrap_or_default();
        let count = held.len().min(buffer.len());
        buffer[..count].copy_from_slice(&held[..count]);
        self.at += count as u64;
        Ok(count)
    }
}

impl Seek for BlobReader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(back) => self.size.checked_add_signed(back),
            SeekFrom::Current(on) => self.at.checked_add_signed(on),
        };
        self.at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.at)
    }
}

/// Bytes of a file.
fn read(file: &Blob, start: u64, end: u64) -> io::Result<Vec<u8>> {
    let failed = |_| io::Error::other("the browser could not read the file");
    let piece = file.slice_with_f64_and_f64(start as f64, end as f64).map_err(failed)?;
    let buffer = FileReaderSync::new().and_then(|reader| reader.read_as_array_buffer(&piece)).map_err(failed)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
