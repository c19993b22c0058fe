//! WebAssembly as the site ships it: packed by the build, which takes more pains than a host that packs while it answers, and
//! so packed wherever the site stands: on a host that packs nothing, in the single file, in the browser's cache.

use std::fs;
use std::io::{Read, Write};
use std::num::NonZeroU64;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use lzma_rust2::{LzmaOptions, LzmaReader, LzmaWriter};
use zopfli::{Format, Options};

use crate::{columns, order};

/// How a build is packed.
#[derive(Clone, Copy)]
pub enum Packing {
    /// In gzip's format, which every browser unpacks in no time.
    Gzip,
    /// By LZMA with the header of `.lzma`: a seventh smaller, but unpacked by a build of our own, which must be fetched for it
    /// and takes some 60 ms for each 740 KB.
    Lzma,
}

impl Packing {
    /// What it is called among the figures of sizes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Lzma => "lzma",
        }
    }

    /// How the names of such files end.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            // Some hosts (IIS) serve no file whose ending they have no media type for, and they have one for this.
            Self::Lzma => "lzma.bin",
        }
    }
}

/// How often gzip's packing is improved. Further rounds, up to 40, bettered it by 0.03 %.
const ROUNDS: NonZeroU64 = NonZeroU64::new(5).unwrap();

/// How many bits of the byte before a byte LZMA foretells it by. Of 0 to 4 the most is best for WebAssembly.
const CONTEXT: u32 = 4;

/// How many earlier places LZMA compares with each; more no longer betters it.
const DEPTH: i32 = 1000;

/// Writes a WebAssembly to `packed`, its functions in the order that suits that, and without the columns of panics.
pub fn pack(wasm: &Path, packed: &Path, packing: Packing) -> Result<()> {
    let mut bytes = fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    columns::take_out(&mut bytes)?;
    let bytes = order::arrange(&bytes)?;
    let out = match packing {
        Packing::Gzip => gzip(&bytes)?,
        Packing::Lzma => lzma(&bytes)?,
    };
    Ok(fs::write(packed, out)?)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let options = Options { iteration_count: ROUNDS, ..Options::default() };
    zopfli::compress(options, Format::Gzip, bytes, &mut out)?;
    Ok(out)
}

fn lzma(bytes: &[u8]) -> Result<Vec<u8>> {
    let options = LzmaOptions {
        // All that came before, and no more: unpacking holds that much in memory.
        dict_size: u32::try_from(bytes.len())?.next_power_of_two(),
        lc: CONTEXT,
        // Nothing in WebAssembly stands at even places.
        pb: 0,
        nice_len: LzmaOptions::NICE_LEN_MAX,
        depth_limit: DEPTH,
        ..LzmaOptions::with_preset(9)
    };
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(bytes.len() as u64))?;
    writer.write_all(bytes)?;
    Ok(writer.finish()?)
}

/// What a packed file holds.
pub fn unpack(packed: &[u8], packing: Packing) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    match packing {
        Packing::Gzip => GzDecoder::new(packed).read_to_end(&mut bytes)?,
        Packing::Lzma => LzmaReader::new_mem_limit(packed, u32::MAX, None)?.read_to_end(&mut bytes)?,
    };
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_there_again() {
        let bytes = "牵头单位与配合单位".repeat(999).into_bytes();
        for (packed, packing) in [(gzip(&bytes).unwrap(), Packing::Gzip), (lzma(&bytes).unwrap(), Packing::Lzma)] {
            assert!(packed.len() < bytes.len() / 10);
            assert_eq!(unpack(&packed, packing).unwrap(), bytes);
            assert!(unpack(&packed[..packed.len() / 2], packing).is_err());
        }
    }
}
