//! The npm package's door: the parser alone.

use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;

use super::Platform;
use crate::model::Notice;
use crate::read;

/// Parses the bytes of a notice; `name` is the file's name. It accepts every input. The places in the result count
/// UTF-16 code units of the text that `decode` gives for the same bytes.
#[wasm_bindgen]
pub fn parse(bytes: &[u8], name: &str) -> Result<Ts<Notice>, JsError> {
    let manuscript = read::read_with(bytes, name, &Platform);
    Ok(crate::parse(&manuscript).into_utf16(&manuscript.text).into_ts()?)
}

/// The text of a notice, as the places in the result of `parse` count it: `decode(bytes).slice(start, end)`.
#[wasm_bindgen]
pub fn decode(bytes: &[u8]) -> String {
    read::read_with(bytes, "", &Platform).text
}
