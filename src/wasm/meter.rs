//! The door at which the parser's work is counted: no JavaScript is called on the way.

use wasm_bindgen::prelude::*;

use super::Platform;
use crate::read;

/// Does with the bytes of a UTF-8 text or web page all that the page does until it shows them, and returns the number of the
/// notice's segments.
#[wasm_bindgen]
pub fn work(bytes: &[u8]) -> usize {
    let manuscript = read::read_with(bytes, "", &Platform);
    crate::parse(&manuscript).into_utf16(&manuscript.text).segments.len()
}
