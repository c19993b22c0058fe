//! Makes the table of initials that names are searched by, for `src/book/pinyin.rs`: the `pinyin` crate knows far more
//! of each character, and would weigh ten times as much in WebAssembly.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "more")]
    initials::write();
}

#[cfg(feature = "more")]
mod initials {
    use std::fmt::Write;
    use std::path::Path;
    use std::{env, fs};

    use pinyin::{Pinyin, ToPinyinMulti};

    /// Most different initials that are kept of one character: further readings are rare ones, and with two all
    /// combinations fit in a byte.
    const MOST: usize = 2;

    pub fn write() {
        let mut readings: Vec<String> = Vec::new();
        let mut letters = Vec::new();
        // The CJK unified ideographs.
        for c in '\u{4e00}'..='\u{9fff}' {
            let mut own: Vec<char> = Vec::new();
            for reading in c.to_pinyin_multi().into_iter().flatten().map(Pinyin::plain) {
                own.extend(reading.chars().next().filter(|first| own.len() < MOST && !own.contains(first)));
            }
            own.sort_unstable();
            let own = String::from_iter(own);
            let at = readings.iter().position(|other| *other == own).unwrap_or_else(|| {
                readings.push(own);
                readings.len() - 1
            });
            letters.push(u8::try_from(at).expect("all combinations of initials fit in a byte"));
        }
        let mut source = String::new();
        writeln!(source, "pub static READINGS: &[&str] = &{readings:?};").expect("a String takes anything");
        writeln!(source, "pub static LETTERS: &[u8] = include_bytes!(\"letters\");").expect("a String takes anything");
        let folder = env::var_os("OUT_DIR").expect("cargo names the folder");
        fs::write(Path::new(&folder).join("pinyin.rs"), source).expect("the folder takes files");
        fs::write(Path::new(&folder).join("letters"), letters).expect("the folder takes files");
    }
}
