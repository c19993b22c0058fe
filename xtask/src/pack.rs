//! WebAssembly as the site ships it: packed by the build, which takes more pains than a host that packs while it answers, and
//! so packed wherever the site stands: on a host that packs nothing, in the single file, in the browser's cache.

use std::fs;
use std::io::Read;
use std::num::NonZeroU64;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::read::GzDecoder;
use zopfli::{Format, Options};

use crate::order;

/// How often the packing is improved. Further rounds, up to 40, bettered it by 0.03 %.
const ROUNDS: NonZeroU64 = NonZeroU64::new(5).unwrap();

/// Writes a WebAssembly to `packed` in gzip's format, its functions in the order that suits that.
pub fn pack(wasm: &Path, packed: &Path) -> Result<()> {
    let bytes = fs::read(wasm).with_context(|| format!("reading {}", wasm.display()))?;
    let bytes = order::arrange(&bytes)?;
    let mut out = Vec::new();
    let options = Options { iteration_count: ROUNDS, ..Options::default() };
    zopfli::compress(options, Format::Gzip, &bytes[..], &mut out)?;
    Ok(fs::write(packed, out)?)
}

/// What a file in gzip's format holds.
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    GzDecoder::new(packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}
