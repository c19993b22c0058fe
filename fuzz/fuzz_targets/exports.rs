//! Every file made from a notice can be read back and says the same.
#![no_main]

#[path = "../../tests/exports/back.rs"]
mod back;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let notice = fenjie::parse(&fenjie::read(text.as_bytes(), "fuzz.txt"));
    for (_, read_back) in back::EXPORTS {
        read_back(&notice);
    }
});
