//! The door of the build that writes spreadsheets.

use wasm_bindgen::prelude::*;

use crate::sheets::{self, Workbook};

/// A [`Workbook`] as JSON becomes the bytes of an XLSX file.
#[wasm_bindgen]
pub fn write(workbook: &[u8]) -> Result<Vec<u8>, JsError> {
    let workbook = Workbook::from_json(workbook)?;
    sheets::write(&workbook).map_err(|words| JsError::new(&words))
}
