//! Promise 1: any input gives a notice, and every character of it stands in exactly one segment.

mod cases;
mod invariants;

use std::path::Path;

use fenjie::model::{Notice, SegmentRole};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

fn check_bytes(bytes: &[u8]) -> Notice {
    invariants::check(&fenjie::read(bytes, "case.txt"))
}

fn pieces() -> Vec<String> {
    cases::pieces(Path::new(env!("CARGO_MANIFEST_DIR")))
}

fn seed() -> u64 {
    std::env::var("FENJIE_SEED").map_or(1, |seed| seed.parse().expect("FENJIE_SEED is a whole number"))
}

proptest! {
    // The same cases in every run: a landing must not hang on luck. `FENJIE_SEED=7 cargo test --test lossless` tries others.
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(seed()), ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_partitioned(text in any::<String>()) {
        check_bytes(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_partitioned(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        check_bytes(&bytes);
    }

    #[test]
    fn any_mixture_of_notice_parts_is_partitioned(
        parts in proptest::collection::vec(proptest::sample::select(pieces()), 0..60)
    ) {
        check_bytes(parts.concat().as_bytes());
    }
}

#[test]
fn a_broken_promise_is_found() {
    let text = "一、抓好春耕。\n（责任单位：市农业农村局）\n二、修渠。（责任单位：𠮷水局）\n";
    let notice = fenjie::parse(&fenjie::read(text.as_bytes(), "case.txt"));
    assert_eq!((notice.tasks.len(), invariants::broken(&notice, text)), (2, None));
    let breaks: [fn(&mut Notice); 9] = [
        |notice| drop(notice.segments.pop()),
        |notice| notice.segments[0].end += 1,
        |notice| notice.segments[1].start = 0,
        |notice| notice.coverage.unassigned = notice.coverage.characters + 1,
        |notice| notice.tasks[0].spans.text[0].start += 1,
        |notice| notice.tasks[1].units[0].spans[0].end = 1000,
        |notice| notice.tasks[1].id = notice.tasks[0].id.clone(),
        |notice| notice.units[0].tasks[0] = "no task".to_owned(),
        |notice| notice.tasks[0].diagnostics.push(1000),
    ];
    for (at, harm) in breaks.into_iter().enumerate() {
        let mut notice = notice.clone();
        harm(&mut notice);
        assert!(invariants::broken(&notice, text).is_some(), "harm {at} is not seen");
    }
}

/// Bytes of a line that nothing reads as one: ten million where the parser is optimised, else as many as take seconds.
const LONG_LINE: usize = if cfg!(debug_assertions) { 200_000 } else { 10_000_000 };

/// What the recognisers open, close and part cells with, all in one line: nothing in the parser goes as deep as its
/// input. (That it takes no more time than its length is counted by `cargo xtask work`.)
#[test]
fn one_endless_line_is_read() {
    for part in ["（", "<table><tr><td>", "修渠（责任单位：市水利局）"] {
        let text = part.repeat(LONG_LINE / part.len());
        let notice = fenjie::parse(&fenjie::read(text.as_bytes(), "case.txt"));
        assert_eq!(notice.segments.last().map(|segment| segment.end), Some(text.len()), "{part}");
    }
}

#[test]
fn nothing_gives_an_empty_notice() {
    let notice = check_bytes(b"");
    assert_eq!((notice.segments.len(), notice.tasks.len()), (0, 0));
}

#[test]
fn what_is_not_understood_is_said_so() {
    let notice = check_bytes("今天天气不错\nhello".as_bytes());
    assert!(notice.segments.iter().all(|segment| segment.role == SegmentRole::Unassigned));
    assert_eq!((notice.coverage.characters, notice.coverage.unassigned), (11, 11));
}
