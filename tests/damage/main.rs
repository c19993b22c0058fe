//! The damage test: a few hundred seeded variants of every gold notice, each hurt in one way that copying, scanning and
//! converting hurt notices. Nothing may panic, the partition must hold, rows that the damage did not touch must come
//! out as before, and a row that comes out wrong must say so.
//!
//! Not every changed row can be told: `faithful.rs` says by a rule which are what the damaged text itself says. They are
//! counted apart.
//!
//! `cargo test --release --test damage -- --nocapture` prints the table; with `FENJIE_DAMAGE=1` also every row that is
//! lost or wrong without a word, and what it was, with `FENJIE_DAMAGE='line joined'` those of one kind; `FENJIE_KEEP=FOLDER`
//! writes the texts with such rows there. `FENJIE_SEED=1000` takes other variants, `FENJIE_HURTS=3` hurts each variant so
//! many times, `FENJIE_KINDS='line joined,text cut'` tries only these; then nothing is held against the figures that must not
//! get worse, in `tests/ratchets.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use fenjie::Notice;
use fenjie::model::{Certainty, Task};

mod faithful;
mod hurt;
#[path = "../invariants/mod.rs"]
mod invariants;
#[path = "../shared/mod.rs"]
mod shared;

use faithful::Judge;
use hurt::{DAMAGES, Damage, Damaged, Dice, RARER};

/// Variants of each kind of damage for each notice and seed.
const VARIANTS: u64 = 40;

/// The first seeds of the variants. Whoever mends what they show mends it for these: `FENJIE_SEED` shows how it is with
/// others, and new ones take the place of these when the two differ.
const SEEDS: [u64; 3] = [0, 240_000, 350_000];

/// A number from the environment.
fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |value| value.parse().expect("a number"))
}

/// Hurts a text `times` times in the same way; where more than once, nothing is known of what was touched.
fn hurt_repeatedly(text: &str, hurt: Damage, seed: u64, times: u64) -> Damaged {
    let mut dice = Dice(seed);
    let mut damaged = hurt(text, &mut dice);
    for _ in 1..times {
        damaged = damaged.and(hurt, &mut dice);
    }
    damaged
}

/// What of a row the reader sees, white space removed and width folded, so that only real differences count.
fn row(task: &Task) -> String {
    let mut out = String::new();
    let mut add = |part: &str| {
        out.extend(part.chars().filter(|&c| !is_space(c)).map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            _ => c,
        }));
        out.push('|');
    };
    add(task.attachment.as_deref().unwrap_or_default());
    task.section.iter().for_each(|title| add(title));
    add(task.seq.as_deref().unwrap_or_default());
    add(&task.text);
    task.leaders.iter().for_each(|leader| add(&leader.name));
    task.units.iter().for_each(|unit| add(&format!("{:?}{}", unit.role, unit.name)));
    add(task.deadline.as_deref().unwrap_or_default());
    add(task.note.as_deref().unwrap_or_default());
    out
}

/// Whether a character has no width or is white space.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}')
}

fn touches(task: &Task, touched: &[(usize, usize)]) -> bool {
    let spans = &task.spans;
    [&spans.seq, &spans.text, &spans.leaders, &spans.units, &spans.deadline, &spans.note]
        .into_iter()
        .flatten()
        .any(|span| touched.iter().any(|&(start, end)| span.start < end && start < span.end))
}

#[derive(Default)]
struct Tally {
    variants: usize,
    untouched: usize,
    kept: usize,
    wrong: usize,
    /// Wrong rows without a diagnostic, unless faithful.
    silent: usize,
    /// Wrong rows that are called certain, unless faithful.
    certain: usize,
    /// Changed rows that say what the damaged text says, without a diagnostic or called certain.
    faithful: usize,
}

impl Tally {
    /// The share of untouched rows that were kept.
    fn share(&self) -> f64 {
        if self.untouched == 0 { 1.0 } else { self.kept as f64 / self.untouched as f64 }
    }

    fn add(&mut self, other: &Self) {
        self.variants += other.variants;
        self.untouched += other.untouched;
        self.kept += other.kept;
        self.wrong += other.wrong;
        self.silent += other.silent;
        self.certain += other.certain;
        self.faithful += other.faithful;
    }
}

fn parse(text: &str) -> Notice {
    let manuscript = fenjie::read(text.as_bytes(), "damaged.txt");
    let notice = fenjie::parse(&manuscript);
    if let Some(promise) = invariants::broken(&notice, &manuscript.text) {
        panic!("{promise}");
    }
    notice
}

/// Damages a notice in each of `ways` with the seeds behind each of `firsts`, and counts what comes of it by notice and way.
fn damage(name: &str, text: &str, whole: &Notice, ways: &[(&'static str, Damage)], firsts: &[u64]) -> Table {
    let mut tallies = Table::new();
    let wanted = std::env::var("FENJIE_DAMAGE").ok();
    let say = |what: &str, row: &str| {
        if wanted.as_ref().is_some_and(|wanted| what.contains(wanted.trim_matches('1'))) {
            println!("{what} {row}");
        }
    };
    let original: Vec<String> = whole.tasks.iter().map(row).collect();
    let known: HashSet<&str> = original.iter().map(String::as_str).collect();
    let kinds = std::env::var("FENJIE_KINDS").unwrap_or_default();
    for &(kind, hurt) in ways.iter().filter(|(kind, _)| kinds.split(',').any(|wanted| kind.contains(wanted))) {
        let tally = tallies.entry((name.to_owned(), kind)).or_default();
        // Some kinds have few variants; each is read once and counts as often as it comes.
        let mut met: HashMap<String, Tally> = HashMap::new();
        for seed in firsts.iter().flat_map(|&first| first..first + VARIANTS) {
            let damaged = hurt_repeatedly(text, hurt, seed, setting("FENJIE_HURTS", 1));
            if let Some(same) = met.get(&damaged.text) {
                tally.add(same);
                continue;
            }
            let label = format!("{name} · {kind} · {seed}:");
            let notice = parse(&damaged.text);
            let mut one = Tally { variants: 1, ..Tally::default() };
            let rows: Vec<String> = notice.tasks.iter().map(row).collect();
            let left: HashSet<&str> = rows.iter().map(String::as_str).collect();
            if let Some(touched) = &damaged.touched {
                for (_, row) in whole.tasks.iter().zip(&original).filter(|(task, _)| !touches(task, touched)) {
                    one.untouched += 1;
                    if left.contains(row.as_str()) {
                        one.kept += 1;
                    } else {
                        say(&format!("{label} lost"), row);
                    }
                }
            }
            let judge = damaged.pieces.as_ref().map(|pieces| Judge::new(text, whole, pieces));
            for (task, row) in notice.tasks.iter().zip(&rows).filter(|(_, row)| !known.contains(row.as_str())) {
                one.wrong += 1;
                let sure = task.diagnostics.is_empty() || task.certainty == Certainty::Certain;
                if sure && judge.as_ref().is_some_and(|judge| judge.is_faithful(task)) {
                    one.faithful += 1;
                    say(&format!("{label} faithful"), row);
                    continue;
                }
                let (silent, certain) = (task.diagnostics.is_empty(), task.certainty == Certainty::Certain);
                one.silent += usize::from(silent);
                one.certain += usize::from(certain);
                if silent || certain {
                    let how = format!(
                        "{label}{}{}",
                        if silent { " silent" } else { "" },
                        if certain { " certain" } else { "" }
                    );
                    say(&how, row);
                    for source in judge.iter().flat_map(|judge| judge.sources(task)) {
                        say(&format!("{how}, was"), &self::row(source));
                    }
                }
            }
            if (one.silent > 0 || one.certain > 0)
                && let Some(folder) = std::env::var_os("FENJIE_KEEP")
            {
                let file = Path::new(&folder).join(format!("{name} {kind} {seed}.txt"));
                std::fs::write(file, &damaged.text).expect("a folder that can be written to");
            }
            tally.add(&one);
            met.insert(damaged.text, one);
        }
    }
    tallies
}

/// What came of the variants, by notice and way.
type Table = BTreeMap<(String, &'static str), Tally>;

/// Prints a table and gives its sum.
fn total(table: &Table) -> Tally {
    println!(
        "{:<58}{:>9}{:>11}{:>9}{:>8}{:>8}{:>9}{:>10}",
        "damage", "variants", "untouched", "kept", "wrong", "silent", "certain", "faithful"
    );
    let mut total = Tally::default();
    for ((name, kind), tally) in table {
        println!(
            "{:<58}{:>9}{:>11}{:>9.4}{:>8}{:>8}{:>9}{:>10}",
            format!("{name} · {kind}"),
            tally.variants,
            tally.untouched,
            tally.share(),
            tally.wrong,
            tally.silent,
            tally.certain,
            tally.faithful
        );
        total.add(tally);
    }
    println!(
        "all: {} variants, {:.4} of untouched rows kept, {} wrong rows, {} of them silent, {} called certain, {} faithful",
        total.variants,
        total.share(),
        total.wrong,
        total.silent,
        total.certain,
        total.faithful
    );
    total
}

#[test]
#[cfg_attr(debug_assertions, ignore = "thousands of notices: cargo test --release --test damage")]
fn damaged_notices_keep_their_other_rows_and_say_what_is_wrong() {
    let Some(folder) = shared::folder("notices") else { return };
    let seeds = match std::env::var_os("FENJIE_SEED") {
        Some(_) => vec![setting("FENJIE_SEED", 0)],
        None => SEEDS.to_vec(),
    };
    let (mut common, mut rarer, mut sure) = (Table::new(), Table::new(), 0);
    for path in shared::files(&folder) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).expect("readable");
        let whole = parse(&text);
        sure += whole.tasks.iter().filter(|task| task.certainty == Certainty::Certain).count();
        common.append(&mut damage(&name, &text, &whole, DAMAGES, &seeds));
        rarer.append(&mut damage(&name, &text, &whole, RARER, &seeds[..1]));
    }
    println!("{sure} rows certain in the whole notices");
    let (all, _) = (total(&common), total(&rarer));
    if ["FENJIE_SEED", "FENJIE_HURTS", "FENJIE_KINDS"].iter().any(|name| std::env::var_os(name).is_some()) {
        return;
    }
    let ratchet = shared::ratchets();
    assert!(
        sure as f64 >= ratchet("damage", "certain when whole"),
        "more rows of whole notices are in doubt than before"
    );
    assert!(all.share() >= ratchet("damage", "kept"), "fewer untouched rows survive than before");
    assert!(all.silent as f64 <= ratchet("damage", "silent"), "more rows come out wrong without a word than before");
    assert!(all.faithful as f64 <= ratchet("damage", "faithful"), "more changed rows pass without a word than before");
    assert!(all.certain as f64 <= ratchet("damage", "certain"), "more wrong rows are called certain than before");
    for (kind, _) in RARER {
        let mut tally = Tally::default();
        rarer.iter().filter(|((_, own), _)| own == kind).for_each(|(_, one)| tally.add(one));
        assert!(
            tally.share() >= ratchet("rarer damage kept", kind),
            "{kind}: fewer untouched rows survive than before"
        );
        let doubted = tally.silent.max(tally.certain);
        assert!(doubted as f64 <= ratchet("rarer damage", kind), "{kind}: {doubted} wrong rows are silent or certain");
    }
}
