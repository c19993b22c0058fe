//! The page's door: a session, with answers as plain objects.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::Platform;
use crate::page::words::Lang;
use crate::page::{Answer, LARGEST_FILE, Opening, Session};
use crate::read::Encoding;
#[cfg(feature = "handover")]
use crate::read::handover;

/// The page's session.
#[wasm_bindgen]
pub struct App(pub(super) Session, #[cfg(feature = "whole")] pub(super) Option<super::library::OpenArchive>);

#[wasm_bindgen]
impl App {
    /// A session in a browser whose language has this BCP 47 tag.
    #[wasm_bindgen(constructor)]
    pub fn new(language: &str) -> Self {
        Self(
            Session::new(Lang::of_tag(language)),
            #[cfg(feature = "whole")]
            None,
        )
    }

    /// Largest file that is opened, in bytes.
    #[wasm_bindgen(js_name = largestFile)]
    pub fn largest_file() -> usize {
        LARGEST_FILE
    }

    /// Reads a file: the fields of [`Opened`](crate::page::Opened). `encoding` is the name of one, or empty; `read` what the
    /// build in `reader` of an earlier answer made of the file.
    pub fn open(
        &mut self,
        bytes: &[u8],
        name: &str,
        path: &str,
        anyway: bool,
        encoding: &str,
        read: Option<Vec<u8>>,
    ) -> Object {
        #[cfg(feature = "handover")]
        let read = read.and_then(|read| handover::unpack(&read));
        #[cfg(not(feature = "handover"))]
        let read = read.and(None);
        let encoding = Encoding::named(encoding);
        let opened = self.0.open(Opening { bytes, name, path, anyway, encoding, read }, &Platform);
        object([
            ("path", opened.path.into()),
            ("key", opened.key.into()),
            ("open", opened.open.into()),
            ("content", opened.content.into()),
            ("stored", opened.stored.into()),
            ("more", opened.more.into()),
            ("archive", opened.archive.into()),
            ("reader", opened.reader.into()),
        ])
    }

    /// Closes a document and returns the link to show then.
    pub fn close(&mut self, key: &str, path: &str) -> String {
        self.0.close(key, path)
    }

    /// What a link shows: the fields of [`Answer`].
    pub fn show(&mut self, path: &str) -> Object {
        let answer: Answer = self.0.show(path);
        let regions = answer.regions.into_iter().map(|(id, html)| Array::of2(&id.into(), &html.into()));
        object([
            ("title", answer.title.into()),
            ("announce", answer.announce.into()),
            ("language", answer.language.into()),
            ("view", answer.view.into()),
            ("regions", regions.collect::<Array>().into()),
            ("row", answer.row.into()),
            ("line", answer.line.map_or(JsValue::NULL, JsValue::from)),
            ("sample", answer.sample.into()),
            ("reopen", answer.reopen.into()),
            ("more", answer.more.into()),
        ])
    }
}

pub(super) fn object<const N: usize>(fields: [(&str, JsValue); N]) -> Object {
    let object = Object::new();
    for (name, value) in fields {
        Reflect::set(&object, &name.into(), &value).expect("a new object takes any field");
    }
    object
}
