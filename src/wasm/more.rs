//! What the page's door offers with everything built in.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::app::{App, object};

#[wasm_bindgen]
impl App {
    /// The rows that a document's link shows in a format: the fields of [`File`](crate::page::File), or `null`.
    pub fn export(&self, path: &str, format: &str) -> JsValue {
        self.0.export(path, format).map_or(JsValue::NULL, |file| {
            object([
                ("name", file.name.into()),
                ("type", file.media_type.into()),
                ("bytes", Uint8Array::from(file.bytes.as_slice()).into()),
                ("step", file.step.name().into()),
                ("said", file.said.into()),
            ])
            .into()
        })
    }
}
