//! The doors to JavaScript: the page's worker (feature `page`), its writer of spreadsheets (`sheets`), its readers of formats
//! (`reader`, and whatever else has `handover` and no `page`), what draws pages (`draw`), the npm package (`npm`); and the
//! door at which the parser's work is counted (`meter`).

#[cfg(feature = "page")]
mod app;
#[cfg(feature = "draw")]
mod drawer;
#[cfg(feature = "whole")]
mod library;
#[cfg(feature = "meter")]
mod meter;
#[cfg(feature = "whole")]
mod more;
#[cfg(feature = "npm")]
mod parse;
#[cfg(all(feature = "handover", not(feature = "page")))]
mod reader;
#[cfg(feature = "sheets")]
mod sheets;

use js_sys::{Function, Reflect};
use wasm_bindgen::prelude::*;

#[cfg(any(feature = "page", feature = "npm", feature = "meter", feature = "handover"))]
use crate::read::{Decoder, Encoding};

/// Runs once when the module is instantiated.
#[wasm_bindgen(start)]
fn start() {
    std::panic::set_hook(Box::new(|info| tell_panic(&info.to_string())));
}

/// Hands a panic's message to `globalThis.fenjiePanic(message)` where the host has set that function, else to the
/// console. The trap that follows says only "unreachable", and leaves an instance that must be thrown away.
fn tell_panic(message: &str) {
    let hook = Reflect::get(&js_sys::global(), &"fenjiePanic".into()).and_then(|hook| hook.dyn_into::<Function>());
    let told = hook.and_then(|hook| hook.call1(&JsValue::UNDEFINED, &message.into()));
    if told.is_err() {
        web_sys::console::error_1(&message.into());
    }
}

/// The host's own decoder, so that no table of GB 18030 is shipped.
#[cfg(any(feature = "page", feature = "npm", feature = "meter", feature = "handover"))]
struct Platform;

#[cfg(any(feature = "page", feature = "npm", feature = "meter", feature = "handover"))]
impl Decoder for Platform {
    fn decode(&self, bytes: &[u8], encoding: Encoding) -> Option<String> {
        // Every browser knows gb18030; a Node.js built without full ICU does not.
        web_sys::TextDecoder::new_with_label(encoding.name()).ok()?.decode_with_u8_array(bytes).ok()
    }
}
