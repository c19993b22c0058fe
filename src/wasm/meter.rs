//! The door at which the parser's work is counted: no JavaScript is called on the way.

use wasm_bindgen::prelude::*;

use super::Platform;
use crate::read;

/// Does with the bytes of a UTF-8 text all that the npm package's `parse` does but hand the notice over, and returns the
/// number of its segments.
#[wasm_bindgen]
pub fn work(bytes: &[u8]) -> usize {
    let manuscript = read::read_with(bytes, "", &Platform);
    crate::parse(&manuscript).into_utf16(&manuscript.text).segments.len()
}
