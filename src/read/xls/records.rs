//! The records of a workbook of before 2007, and the fields in them ([MS-XLS], 2.1.4).

/// The record that goes on with what its predecessor had no room for.
const CONTINUE: u16 = 0x3c;

/// The records of a stream, one after the other.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
    /// The stream ends within a record, or before it should.
    pub cut_short: bool,
}

/// A record.
pub(super) struct Record<'a> {
    pub kind: u16,
    bytes: &'a [u8],
    /// The bytes of the records that go on with it.
    more: Vec<&'a [u8]>,
}

impl<'a> Records<'a> {
    /// The records from the byte `at` on.
    pub fn from(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at: at.min(stream.len()), cut_short: false }
    }

    /// The byte behind the last record.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next record with all that goes on with it.
    pub fn next(&mut self) -> Option<Record<'a>> {
        let (kind, bytes) = self.take()?;
        let mut more = Vec::new();
        while self.stream.get(self.at..self.at + 2) == Some(&CONTINUE.to_le_bytes()) {
            let Some((_, bytes)) = self.take() else { break };
            more.push(bytes);
        }
        Some(Record { kind, bytes, more })
    }

    fn take(&mut self) -> Option<(u16, &'a [u8])> {
        let (&[kind0, kind1, len0, len1], rest) = self.stream.get(self.at..)?.split_first_chunk()?;
        let length = usize::from(u16::from_le_bytes([len0, len1]));
        self.cut_short |= rest.len() < length;
        let bytes = &rest[..length.min(rest.len())];
        self.at += 4 + bytes.len();
        Some((u16::from_le_bytes([kind0, kind1]), bytes))
    }
}

impl<'a> Record<'a> {
    pub fn fields(&self) -> Fields<'a, '_> {
        Fields { here: self.bytes, rest: &self.more }
    }
}

/// The fields of a record from first to last. Behind the end all are zero.
pub(super) struct Fields<'a, 'b> {
    here: &'a [u8],
    rest: &'b [&'a [u8]],
}

impl Fields<'_, '_> {
    /// Bytes that are left, without those of records that go on.
    pub fn len(&self) -> usize {
        self.here.len()
    }

    /// Whether nothing is left, in the record nor in those that go on with it.
    pub fn is_empty(&self) -> bool {
        self.here.is_empty() && self.rest.iter().all(|piece| piece.is_empty())
    }

    pub fn u8(&mut self) -> u8 {
        self.array::<1>()[0]
    }

    pub fn u16(&mut self) -> u16 {
        u16::from_le_bytes(self.array())
    }

    pub fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }

    pub fn f64(&mut self) -> f64 {
        f64::from_le_bytes(self.array())
    }

    /// Up to `count` bytes.
    pub fn bytes(&mut self, count: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        while bytes.len() < count && self.go_on() {
            let (taken, left) = self.here.split_at(self.here.len().min(count - bytes.len()));
            bytes.extend_from_slice(taken);
            self.here = left;
        }
        bytes
    }

    pub fn skip(&mut self, count: usize) {
        let mut left = count;
        while left > 0 && self.go_on() {
            let step = self.here.len().min(left);
            self.here = &self.here[step..];
            left -= step;
        }
    }

    /// A string in Unicode without its length ([MS-XLS], 2.5.293 and 2.5.294), of `length` units of UTF-16.
    pub fn unicode(&mut self, length: usize) -> String {
        let flags = self.u8();
        self.units(length, flags)
    }

    /// A shared string with its length, formats and pronunciation, of which the words are taken.
    pub fn rich(&mut self) -> String {
        let length = usize::from(self.u16());
        let flags = self.u8();
        let runs = if flags & 8 == 0 { 0 } else { usize::from(self.u16()) };
        let more = if flags & 4 == 0 { 0 } else { self.u32() as usize };
        let words = self.units(length, flags);
        self.skip(runs * 4);
        self.skip(more);
        words
    }

    /// Units of UTF-16, of which each takes one byte where `flags` say that all upper ones are zero. Where a record goes on
    /// with the words, it begins with such flags of its own.
    fn units(&mut self, length: usize, flags: u8) -> String {
        let mut flags = flags;
        let mut units: Vec<u16> = Vec::new();
        while units.len() < length {
            if self.here.is_empty() {
                if !self.go_on() {
                    break;
                }
                flags = self.u8();
            }
            if flags & 1 == 0 {
                let (taken, left) = self.here.split_at(self.here.len().min(length - units.len()));
                units.extend(taken.iter().map(|&byte| u16::from(byte)));
                self.here = left;
            } else if let Some((unit, left)) = self.here.split_first_chunk() {
                units.push(u16::from_le_bytes(*unit));
                self.here = left;
            } else {
                // Half of a character, where the file breaks off.
                self.here = &[];
            }
        }
        String::from_utf16_lossy(&units)
    }

    /// Goes on to the next record where this one is used up. Says whether anything is left.
    fn go_on(&mut self) -> bool {
        while self.here.is_empty() {
            let Some((first, rest)) = self.rest.split_first() else { return false };
            (self.here, self.rest) = (first, rest);
        }
        true
    }

    fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut array = [0; N];
        for byte in &mut array {
            if !self.go_on() {
                break;
            }
            *byte = self.here[0];
            self.here = &self.here[1..];
        }
        array
    }
}
