//! What the page's door offers with everything built in.

use js_sys::{Object, Uint8Array};
use wasm_bindgen::prelude::*;

use super::app::{App, object};
use crate::page::File;

#[wasm_bindgen]
impl App {
    /// The rows that a document's or the library's link shows in a format: the fields of [`File`], or `null`.
    pub fn export(&mut self, path: &str, format: &str) -> JsValue {
        file(self.0.export(path, format))
    }

    /// Does what a form or a button says: the fields of [`Edited`](crate::page::Edited).
    pub fn edit(&mut self, path: &str, body: &str) -> Object {
        let edited = self.0.edit(path, body);
        object([
            ("path", edited.path.into()),
            ("content", edited.content.into()),
            ("stored", edited.stored.into()),
            ("forget", edited.forget.into()),
            ("file", file(edited.file)),
        ])
    }

    /// Takes up the corrections kept for a document: the fields of [`Restored`](crate::page::Restored).
    pub fn restore(&mut self, key: &str, kept: &str) -> Object {
        let restored = self.0.restore(key, kept);
        object([("unread", restored.unread.into()), ("stored", restored.stored.into())])
    }
}

/// The fields of a file, or `null`.
fn file(file: Option<File>) -> JsValue {
    file.map_or(JsValue::NULL, |file| {
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
