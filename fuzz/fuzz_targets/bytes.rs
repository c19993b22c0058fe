//! Bytes as they come from a file, in any encoding or none, keep every promise.
#![no_main]

#[path = "../../tests/invariants/mod.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Whatever it is taken for, it is read.
    let _ = fenjie::read::sniff(bytes);
    invariants::check(&fenjie::read(bytes, "fuzz.txt"));
});
