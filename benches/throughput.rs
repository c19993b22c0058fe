//! How fast notices are read, side by side with the floor and with a parser that its field admires.
//!
//! `cargo bench` measures the five notices of `../shared`, or the samples of `www` where they are absent, repeated to
//! 50 MB as documents of their own; `cargo bench -- 5` repeats them to 5 MB.
//! - *UTF-8 validation* of the same bytes: no reader of text can be faster.
//! - *pulldown-cmark* over the same text: a Markdown parser whose output, too, are events with their places.
//! - *fenjie*: [`fenjie::read`] and [`fenjie::parse`], the whole notice as output.
//! - *opened*: the same as the page does it, with what its views need. `cargo xtask throughput` measures this in a
//!   browser.
//! - *one text*: all of them as a single document, which shows whether time grows faster than the text.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use fenjie::page::words::Lang;
use fenjie::page::{Opening, Session};
use fenjie::read::{Decoder, Encoding};

#[path = "../tests/shared/mod.rs"]
#[allow(dead_code, reason = "the ratchets are for tests")]
mod shared;

/// What the documents are repeated to, in MB (10⁶ bytes).
const SIZE: usize = 50;

/// Of so many rounds the fastest counts: other programs can only slow one down.
const ROUNDS: usize = 3;

fn main() {
    let size = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(SIZE) * 1_000_000;
    let documents = documents();
    let once: usize = documents.iter().map(Vec::len).sum();
    let corpus: Vec<&[u8]> =
        documents.iter().cycle().take(documents.len() * size.div_ceil(once)).map(|d| &d[..]).collect();
    let bytes: usize = corpus.iter().map(|document| document.len()).sum();
    println!("{} documents, {:.1} MB, fastest of {ROUNDS} rounds", corpus.len(), bytes as f64 / 1e6);

    let whole = corpus.join(&b'\n');
    let readers: [(&str, &dyn Fn()); 5] = [
        ("UTF-8 validation", &|| {
            for bytes in &corpus {
                _ = black_box(str::from_utf8(bytes));
            }
        }),
        ("pulldown-cmark", &|| {
            for bytes in &corpus {
                let text = str::from_utf8(bytes).expect("the corpus is UTF-8");
                black_box(pulldown_cmark::Parser::new(text).into_offset_iter().map(black_box).count());
            }
        }),
        ("fenjie", &|| {
            for bytes in &corpus {
                black_box(fenjie::parse(&fenjie::read(bytes, "notice.txt")));
            }
        }),
        ("fenjie, opened", &|| corpus.iter().for_each(|bytes| open(bytes))),
        ("fenjie, one text", &|| drop(black_box(fenjie::parse(&fenjie::read(&whole, "notice.txt"))))),
    ];
    let began = Instant::now();
    // The time that this thread was on a processor, so that other programs do not count; where the system (Linux) does
    // not tell it, the time that has passed.
    let now = || {
        let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
        let on_processor = told.and_then(|told| told.split(' ').next()?.parse().ok());
        on_processor.map_or_else(|| began.elapsed(), Duration::from_nanos)
    };
    let mut fastest = [Duration::MAX; 5];
    for _ in 0..ROUNDS {
        for ((_, reader), fastest) in readers.iter().zip(&mut fastest) {
            let start = now();
            reader();
            *fastest = (now() - start).min(*fastest);
        }
    }
    let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
    println!("{:18} {:>10} {:>22} {:>20}", "", "MB/s", "of UTF-8 validation", "of pulldown-cmark");
    for ((name, _), time) in readers.iter().zip(fastest) {
        let share = |of: usize| speed(time) / speed(fastest[of]);
        println!("{name:18} {:10.1} {:22.4} {:20.3}", speed(time), share(0), share(1));
    }
}

/// Opens a document in a session of its own, as the page does.
fn open(bytes: &[u8]) {
    let mut session = Session::new(Lang::Zh);
    black_box(
        session.open(Opening { bytes, name: "notice.txt", path: "/", anyway: true, ..Opening::default() }, &NoDecoder),
    );
}

/// The corpus is UTF-8.
struct NoDecoder;

impl Decoder for NoDecoder {
    fn decode(&self, _bytes: &[u8], _encoding: Encoding) -> Option<String> {
        None
    }
}

/// The bytes of the notices of `../shared`, or of the samples where they are absent.
fn documents() -> Vec<Vec<u8>> {
    let folder = shared::folder("notices").unwrap_or_else(|| {
        println!("measuring the samples of www instead");
        Path::new(env!("CARGO_MANIFEST_DIR")).join("www/samples")
    });
    shared::files(&folder).iter().map(|file| std::fs::read(file).expect("readable")).collect()
}
