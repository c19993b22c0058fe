//! The door of the builds that read formats for the page.

use wasm_bindgen::prelude::*;

use super::Platform;
use crate::read::{Encoding, handover, open_with, read_in};

/// What a file says, or why it says nothing, as the whole engine takes it. The file's name is added there. `encoding` is the
/// name of the one that the reader chose for a web page, if they did.
#[wasm_bindgen]
pub fn read(bytes: &[u8], encoding: Option<String>) -> Vec<u8> {
    handover::pack(&match encoding.as_deref().and_then(Encoding::named) {
        Some(encoding) => Ok(read_in(bytes, "", encoding, &Platform)),
        None => open_with(bytes, "", &Platform),
    })
}
