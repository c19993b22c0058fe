//! The damage test: a few hundred seeded variants of every gold notice, each hurt in one way that copying, scanning and
//! converting hurt notices. Nothing may panic, the partition must hold, rows that the damage did not touch must come
//! out as before, and a row that comes out wrong must say so.
//!
//! `cargo test --release --test damage -- --nocapture` prints the table; with `FENJIE_DAMAGE=1` also every row that is
//! lost or wrong without a word, with `FENJIE_DAMAGE='line joined'` those of one kind. The figures that must not get worse stand in
//! `tests/ratchets.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use fenjie::Notice;
use fenjie::model::{Certainty, Task};

mod invariants;
mod shared;

/// Variants of each kind of damage for each notice.
const VARIANTS: u64 = 40;

/// A generator of numbers that is the same everywhere (SplitMix64): the variants must not change with a library.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}

/// A damaged text and what of the original it touched, as byte ranges; `None` where everything may have changed.
struct Damaged {
    text: String,
    touched: Option<Vec<(usize, usize)>>,
}

type Damage = fn(&str, &mut Dice) -> Damaged;

const DAMAGES: &[(&str, Damage)] = &[
    ("line dropped", line_dropped),
    ("line doubled", line_doubled),
    ("line joined with the next", line_joined),
    ("spaces inserted", spaces_inserted),
    ("line breaks lost", line_breaks_lost),
    ("punctuation width swapped", width_swapped),
    ("header line dropped", header_dropped),
    ("header line repeated", header_repeated),
    ("cell emptied", cell_emptied),
    ("heading lost", heading_lost),
    ("blocks reordered", blocks_reordered),
    ("text cut", text_cut),
];

/// The lines of a text that are not blank, with their places, line end included.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            at += line.len();
            (at - line.len(), at)
        })
        .filter(|&(start, end)| !text[start..end].trim().is_empty())
        .collect()
}

fn some_line(text: &str, dice: &mut Dice) -> (usize, usize) {
    let all = lines(text);
    all[dice.below(all.len())]
}

fn line_dropped(text: &str, dice: &mut Dice) -> Damaged {
    let (start, end) = some_line(text, dice);
    Damaged { text: format!("{}{}", &text[..start], &text[end..]), touched: Some(vec![(start, end)]) }
}

fn line_doubled(text: &str, dice: &mut Dice) -> Damaged {
    let (start, end) = some_line(text, dice);
    Damaged { text: format!("{}{}", &text[..end], &text[start..]), touched: Some(vec![(start, end)]) }
}

fn line_joined(text: &str, dice: &mut Dice) -> Damaged {
    let all = lines(text);
    let at = dice.below(all.len() - 1);
    let ((start, end), (next, after)) = (all[at], all[at + 1]);
    let joined = format!("{}{}{}", &text[..start], text[start..end].trim_end_matches(['\n', '\r']), &text[next..]);
    Damaged { text: joined, touched: Some(vec![(start, after)]) }
}

/// PDF extraction puts spaces around digits and Latin letters and inside justified words.
fn spaces_inserted(text: &str, dice: &mut Dice) -> Damaged {
    let mut out = String::with_capacity(text.len() * 2);
    let mut before = ' ';
    for c in text.chars() {
        let edge = before.is_ascii_alphanumeric() != c.is_ascii_alphanumeric();
        let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        if edge && (han(before) || han(c)) && dice.below(2) == 0 {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    Damaged { text: out, touched: Some(Vec::new()) }
}

fn line_breaks_lost(text: &str, _: &mut Dice) -> Damaged {
    Damaged { text: text.replace(['\n', '\r'], " "), touched: None }
}

/// All of one kind of mark in the other width: commas, brackets, colons.
fn width_swapped(text: &str, dice: &mut Dice) -> Damaged {
    const PAIRS: [(char, char); 5] = [('，', ','), ('（', '('), ('）', ')'), ('：', ':'), ('；', ';')];
    let chosen = dice.below(PAIRS.len() + 1);
    let swap = |c: char| {
        for (index, (wide, narrow)) in PAIRS.into_iter().enumerate() {
            if chosen == index || chosen == PAIRS.len() {
                if c == wide {
                    return narrow;
                }
                if c == narrow {
                    return wide;
                }
            }
        }
        c
    };
    Damaged { text: text.chars().map(swap).collect(), touched: Some(Vec::new()) }
}

/// The lines that hold 责任单位 and little else: column headers.
fn header_lines(text: &str) -> Vec<(usize, usize)> {
    lines(text)
        .into_iter()
        .filter(|&(start, end)| text[start..end].contains("责任单位") && text[start..end].chars().count() < 40)
        .collect()
}

fn header_dropped(text: &str, dice: &mut Dice) -> Damaged {
    let all = header_lines(text);
    let Some(&(start, end)) = all.get(dice.below(all.len())) else { return line_dropped(text, dice) };
    // The rows below lose what their columns mean: they count as touched up to the next header.
    let next = all.iter().map(|line| line.0).find(|&at| at > start).unwrap_or(text.len());
    Damaged { text: format!("{}{}", &text[..start], &text[end..]), touched: Some(vec![(start, next)]) }
}

fn header_repeated(text: &str, dice: &mut Dice) -> Damaged {
    let all = header_lines(text);
    let Some(&(start, end)) = all.get(dice.below(all.len())) else { return line_doubled(text, dice) };
    Damaged { text: format!("{}{}", &text[..end], &text[start..]), touched: Some(vec![(start, end)]) }
}

fn cell_emptied(text: &str, dice: &mut Dice) -> Damaged {
    let tabbed: Vec<(usize, usize)> =
        lines(text).into_iter().filter(|&(s, e)| text[s..e].matches('\t').count() > 1).collect();
    let Some(&(start, end)) = tabbed.get(dice.below(tabbed.len())) else { return line_dropped(text, dice) };
    let line = text[start..end].trim_end_matches(['\n', '\r']);
    let cells: Vec<&str> = line.split('\t').collect();
    let emptied = dice.below(cells.len());
    let kept: Vec<&str> = cells.iter().enumerate().map(|(at, cell)| if at == emptied { "" } else { *cell }).collect();
    let out = format!("{}{}{}", &text[..start], kept.join("\t"), &text[start + line.len()..]);
    Damaged { text: out, touched: Some(vec![(start, end)]) }
}

fn heading_lost(text: &str, dice: &mut Dice) -> Damaged {
    let headings: Vec<(usize, usize)> = lines(text)
        .into_iter()
        .filter(|&(start, end)| {
            let line = text[start..end].trim();
            line.chars().take(3).any(|c| c == '、') && line.starts_with(|c| "一二三四五六七八九十".contains(c))
        })
        .collect();
    let Some(&(start, end)) = headings.get(dice.below(headings.len())) else { return line_dropped(text, dice) };
    // What stood under it now stands under the heading before: touched up to the next heading.
    let next = headings.iter().map(|line| line.0).find(|&at| at > start).unwrap_or(text.len());
    Damaged { text: format!("{}{}", &text[..start], &text[end..]), touched: Some(vec![(start, next)]) }
}

/// Two neighbouring stretches of thirty lines change places, as pages do.
fn blocks_reordered(text: &str, dice: &mut Dice) -> Damaged {
    let all = lines(text);
    const PAGE: usize = 30;
    if all.len() < 2 * PAGE + 2 {
        return line_dropped(text, dice);
    }
    let at = dice.below(all.len() - 2 * PAGE - 1);
    let (a, b, c) = (all[at].0, all[at + PAGE].0, all[at + 2 * PAGE].0);
    let swapped = format!("{}{}{}{}", &text[..a], &text[b..c], &text[a..b], &text[c..]);
    // The sections change for what moved and for what follows up to the next heading: only rows before are untouched.
    Damaged { text: swapped, touched: Some(vec![(a, text.len())]) }
}

fn text_cut(text: &str, dice: &mut Dice) -> Damaged {
    let mut at = dice.below(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    // The line that is cut, and the one before it, which may have gone on.
    let line = text[..at].rfind('\n').and_then(|end| text[..end].rfind('\n')).unwrap_or(0);
    Damaged { text: text[..at].to_owned(), touched: Some(vec![(line, text.len())]) }
}

/// What of a row the reader sees, white space removed and width folded, so that only real differences count.
fn row(task: &Task) -> String {
    let mut out = String::new();
    let mut add = |part: &str| {
        out.extend(part.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
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
    /// Wrong rows without a diagnostic.
    silent: usize,
    /// Wrong rows that are called certain.
    certain: usize,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.variants += other.variants;
        self.untouched += other.untouched;
        self.kept += other.kept;
        self.wrong += other.wrong;
        self.silent += other.silent;
        self.certain += other.certain;
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

fn damage(name: &str, path: &Path, tallies: &mut BTreeMap<String, Tally>) {
    let wanted = std::env::var("FENJIE_DAMAGE").ok();
    let say = |what: &str, row: &str| {
        if wanted.as_ref().is_some_and(|wanted| what.contains(wanted.trim_matches('1'))) {
            println!("{what} {row}");
        }
    };
    let text = std::fs::read_to_string(path).expect("readable");
    let whole = parse(&text);
    let original: Vec<String> = whole.tasks.iter().map(row).collect();
    let known: HashSet<&str> = original.iter().map(String::as_str).collect();
    for &(kind, hurt) in DAMAGES {
        let tally = tallies.entry(format!("{name} · {kind}")).or_default();
        // Some kinds have few variants; each is read once and counts as often as it comes.
        let mut met: HashMap<String, Tally> = HashMap::new();
        for seed in 0..VARIANTS {
            let damaged = hurt(&text, &mut Dice(seed));
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
            for (task, row) in notice.tasks.iter().zip(&rows).filter(|(_, row)| !known.contains(row.as_str())) {
                one.wrong += 1;
                if task.diagnostics.is_empty() {
                    one.silent += 1;
                    say(&format!("{label} silent"), row);
                }
                if task.certainty == Certainty::Certain {
                    one.certain += 1;
                    say(&format!("{label} certain"), row);
                }
            }
            tally.add(&one);
            met.insert(damaged.text, one);
        }
    }
}

#[test]
#[cfg_attr(debug_assertions, ignore = "thousands of notices: cargo test --release --test damage")]
fn damaged_notices_keep_their_other_rows_and_say_what_is_wrong() {
    let Some(folder) = shared::folder("notices") else { return };
    let mut tallies = BTreeMap::new();
    for path in shared::files(&folder) {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        damage(&name, &path, &mut tallies);
    }
    println!(
        "{:<58}{:>9}{:>11}{:>9}{:>8}{:>8}{:>9}",
        "damage", "variants", "untouched", "kept", "wrong", "silent", "certain"
    );
    let mut total = Tally::default();
    for (name, tally) in &tallies {
        let share = if tally.untouched == 0 { 1.0 } else { tally.kept as f64 / tally.untouched as f64 };
        println!(
            "{:<58}{:>9}{:>11}{:>9.4}{:>8}{:>8}{:>9}",
            name, tally.variants, tally.untouched, share, tally.wrong, tally.silent, tally.certain
        );
        total.add(tally);
    }
    let share = total.kept as f64 / total.untouched.max(1) as f64;
    println!(
        "all: {} variants, {share:.4} of untouched rows kept, {} wrong rows, {} of them silent, {} called certain",
        total.variants, total.wrong, total.silent, total.certain
    );
    let ratchet = shared::ratchets();
    assert!(share >= ratchet("damage", "kept"), "fewer untouched rows survive than before");
    assert!(total.silent as f64 <= ratchet("damage", "silent"), "more rows come out wrong without a word than before");
    assert!(total.certain as f64 <= ratchet("damage", "certain"), "more wrong rows are called certain than before");
}
