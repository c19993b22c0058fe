//! The door of the builds that read formats for the page.

use wasm_bindgen::prelude::*;

use super::Platform;
use crate::read::{handover, open_with};

/// What a file says, or why it says nothing, as the whole engine takes it. The file's name is added there.
#[wasm_bindgen]
pub fn read(bytes: &[u8]) -> Vec<u8> {
    handover::pack(&open_with(bytes, "", &Platform))
}
