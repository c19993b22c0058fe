//! What the page's door offers with everything built in.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::app::{App, object};

#[wasm_bindgen]
impl App {
    /// The rows that a document's or the library's link shows as a file, `{name, type, bytes}`, or `null`.
    pub fn export(&mut self, path: &str) -> JsValue {
        self.0.export(path).map_or(JsValue::NULL, |file| {
            let bytes = Uint8Array::from(file.bytes.as_slice());
            object([("name", file.name.into()), ("type", file.media_type.into()), ("bytes", bytes.into())]).into()
        })
    }
}
