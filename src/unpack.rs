//! The build that unpacks the engine that the page starts with. It has none of what the other builds share (`wasm`): that
//! alone would make it larger by a third.

use lzma_rust2::{LzmaReader, Read};
use wasm_bindgen::prelude::*;

/// How much is unpacked at a time, in bytes.
const PIECE: usize = 64 * 1024;

/// What a file packed by LZMA holds, whose first bytes say how long that is (`.lzma`). What is no such file is an error.
#[wasm_bindgen]
pub fn unpack(packed: &[u8]) -> Result<Vec<u8>, JsError> {
    let broken = |_| JsError::new("the packed engine is damaged");
    // The build packed it: there is no need to bound what it asks for.
    let mut reader = LzmaReader::new_mem_limit(packed, u32::MAX, None).map_err(broken)?;
    let (mut bytes, mut piece) = (Vec::new(), vec![0; PIECE]);
    loop {
        match reader.read(&mut piece).map_err(broken)? {
            0 => return Ok(bytes),
            count => bytes.extend_from_slice(&piece[..count]),
        }
    }
}
