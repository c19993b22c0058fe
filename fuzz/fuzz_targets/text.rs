//! Text keeps every promise: all that the fuzzer tries goes into the parser, and none into guessing an encoding.
#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    // With a byte order mark the text is read as it is.
    let mut bytes = "\u{feff}".as_bytes().to_vec();
    bytes.extend_from_slice(text.as_bytes());
    let manuscript = fenjie::read(&bytes, "fuzz.txt");
    assert_eq!(manuscript.text, text);
    invariants::check(&manuscript);
});
