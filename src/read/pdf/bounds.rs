//! How much a file may unpack to, asked before it is read: the library unpacks without a limit, and a stream of a few
//! kilobytes can hold gigabytes.

use std::io::{self, Cursor, Read};

use flate2::read::ZlibDecoder;
use memchr::memmem::find;

use crate::read::Unreadable;

/// Bytes of a single stream, unpacked. Pictures are not unpacked and do not count; the largest Chinese fonts have 30
/// million bytes.
pub(super) const MOST: u64 = 128 << 20;

/// How many times that all streams of a file may have together.
const TOGETHER: u64 = 4;

/// Packed streams within packed streams: programs write one, and now and then text around it.
const DEEPEST: usize = 3;

/// Bytes before a stream in which its dictionary is looked for.
const DICTIONARY: usize = 2_048;

/// Whether no stream of a file unpacks to more than `most` bytes, nor all together to several times as much.
pub(super) fn check(bytes: &[u8], most: u64) -> Result<(), Unreadable> {
    const MARK: &[u8] = b"stream";
    let (mut together, mut scanned) = (0, 0);
    let mut from = 0;
    while let Some(at) = find(&bytes[from..], MARK).map(|at| from + at) {
        from = at + MARK.len();
        let before = &bytes[at.saturating_sub(DICTIONARY)..at];
        let data = bytes[from..].strip_prefix(b"\r").unwrap_or(&bytes[from..]);
        let Some(data) = data.strip_prefix(b"\n").filter(|_| !before.ends_with(b"end")) else { continue };
        let dictionary = memchr::memmem::rfind(before, b"obj").map_or(before, |start| &before[start..]);
        let has = |name: &[u8]| find(dictionary, name).is_some();
        // Neither is ever unpacked.
        let left_alone = (has(b"/Image") || has(b"/EmbeddedFile")) && !has(b"/XRef") && !has(b"/ObjStm");
        if left_alone {
            continue;
        }
        let end = find(data, b"endstream").unwrap_or(data.len());
        // Streams lie side by side: more than once only what is no stream is looked at.
        scanned += end;
        if scanned > bytes.len() * 2 {
            return Err(Unreadable::TooMuch);
        }
        together += unpacked(&data[..end], dictionary, most)?;
        if together > most * TOGETHER {
            return Err(Unreadable::TooMuch);
        }
    }
    Ok(())
}

/// How many bytes a stream unpacks to.
fn unpacked(data: &[u8], dictionary: &[u8], most: u64) -> Result<u64, Unreadable> {
    let has = |names: [&[u8]; 2]| names.iter().any(|name| find(dictionary, name).is_some());
    if has([b"/ASCII85Decode", b"/A85"]) {
        inflated(Box::new(Cursor::new(ascii85(data))), most, 0)
    } else if has([b"/ASCIIHexDecode", b"/AHx"]) {
        inflated(Box::new(Cursor::new(hexadecimal(data))), most, 0)
    } else if has([b"/LZWDecode", b"/LZW"]) {
        within(lzw(data), most)
    } else if has([b"/RunLengthDecode", b"/RL"]) {
        // Two bytes stand for up to 128 (7.4.5).
        within(data.len() as u64 * 64, most)
    } else {
        inflated(Box::new(data), most, 0)
    }
}

fn within(length: u64, most: u64) -> Result<u64, Unreadable> {
    if length > most { Err(Unreadable::TooMuch) } else { Ok(length) }
}

/// How many bytes `data` has, unpacked as often as it begins as packed data does (RFC 1950, 2.2): a stream may be packed
/// more than once, and the dictionary need not say so in so many words.
fn inflated<'a>(mut data: Box<dyn Read + 'a>, most: u64, depth: usize) -> Result<u64, Unreadable> {
    let mut start = Vec::new();
    // A stream that breaks off is as long as it is.
    let _ = data.by_ref().take(2).read_to_end(&mut start);
    let packed = matches!(start[..], [method, flags]
        if method & 15 == 8 && u16::from_be_bytes([method, flags]).is_multiple_of(31));
    let data = Cursor::new(start).chain(data);
    if packed && depth < DEEPEST {
        return inflated(Box::new(ZlibDecoder::new(data)), most, depth + 1);
    }
    if packed {
        return Err(Unreadable::TooMuch);
    }
    let mut counted = Counter(0);
    let _ = io::copy(&mut data.take(most + 1), &mut counted);
    within(counted.0, most)
}

/// Counts what is written.
struct Counter(u64);

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// How many bytes LZW data stands for (7.4.4): codes of 9 to 12 bits, each for a byte or for an earlier code's bytes and
/// one more; 256 begins anew and 257 ends.
fn lzw(data: &[u8]) -> u64 {
    const FULL: usize = 4096;
    let mut lengths: Vec<u32> = Vec::with_capacity(FULL);
    let (mut total, mut held, mut bits) = (0, 0u32, 0);
    let mut before = 0;
    for &byte in data {
        held = held << 8 | u32::from(byte);
        bits += 8;
        // The codes grow one step before the table needs it.
        let next = 258 + lengths.len();
        let width = (next + 1).clamp(256, FULL - 1).ilog2() + 1;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (held >> bits & ((1 << width) - 1)) as usize;
        match code {
            256 => {
                lengths.clear();
                before = 0;
                continue;
            }
            257 => break,
            _ => {}
        }
        let length = if code < 256 { 1 } else { lengths.get(code - 258).copied().unwrap_or(before + 1) };
        if before > 0 && next < FULL {
            lengths.push(before + 1);
        }
        total += u64::from(length);
        before = length;
    }
    total
}

/// The bytes of ASCII base-85 (7.4.3), for a measure: whatever is no sign of it is passed over.
fn ascii85(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(data.len());
    let (mut number, mut count) = (0u32, 0);
    for &sign in data {
        match sign {
            b'z' if count == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                number = number.wrapping_mul(85).wrapping_add(u32::from(sign - b'!'));
                count += 1;
                if count == 5 {
                    bytes.extend(number.to_be_bytes());
                    (number, count) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    bytes
}

/// The bytes of hexadecimal digits (7.4.2), for a measure.
fn hexadecimal(data: &[u8]) -> Vec<u8> {
    let digits: Vec<u8> = data.iter().filter_map(|&sign| Some(char::from(sign).to_digit(16)? as u8)).collect();
    digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}
