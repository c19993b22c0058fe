//! The ways in which copying, scanning and converting hurt notices, each seeded.

/// A generator of numbers that is the same everywhere (SplitMix64): the variants must not change with a library.
pub struct Dice(pub u64);

impl Dice {
    /// A number from 0 to below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }
}

/// A damaged text.
pub struct Damaged {
    /// What is left.
    pub text: String,
    /// What of the original the damage touched, as byte ranges; `None` where everything may have changed.
    pub touched: Option<Vec<(usize, usize)>>,
    /// The byte ranges of the original that the text consists of, in order; `None` where characters were changed.
    pub pieces: Option<Vec<(usize, usize)>>,
}

impl Damaged {
    fn of(text: &str, pieces: Vec<(usize, usize)>, touched: (usize, usize)) -> Self {
        let words = pieces.iter().map(|&(start, end)| &text[start..end]).collect();
        Self { text: words, touched: Some(vec![touched]), pieces: Some(pieces) }
    }

    fn changed(text: String, touched: Option<Vec<(usize, usize)>>) -> Self {
        Self { text, touched, pieces: None }
    }
}

/// Hurts a text in one way, somewhere.
pub type Damage = fn(&str, &mut Dice) -> Damaged;

/// The ways, with their names.
pub const DAMAGES: &[(&str, Damage)] = &[
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
    Damaged::of(text, vec![(0, start), (end, text.len())], (start, end))
}

fn line_doubled(text: &str, dice: &mut Dice) -> Damaged {
    let (start, end) = some_line(text, dice);
    Damaged::of(text, vec![(0, end), (start, text.len())], (start, end))
}

fn line_joined(text: &str, dice: &mut Dice) -> Damaged {
    let all = lines(text);
    let at = dice.below(all.len() - 1);
    let ((start, end), (next, after)) = (all[at], all[at + 1]);
    let kept = start + text[start..end].trim_end_matches(['\n', '\r']).len();
    Damaged::of(text, vec![(0, kept), (next, text.len())], (start, after))
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
    Damaged::changed(out, Some(Vec::new()))
}

fn line_breaks_lost(text: &str, _: &mut Dice) -> Damaged {
    Damaged::changed(text.replace(['\n', '\r'], " "), None)
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
    Damaged::changed(text.chars().map(swap).collect(), Some(Vec::new()))
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
    Damaged::of(text, vec![(0, start), (end, text.len())], (start, next))
}

fn header_repeated(text: &str, dice: &mut Dice) -> Damaged {
    let all = header_lines(text);
    let Some(&(start, end)) = all.get(dice.below(all.len())) else { return line_doubled(text, dice) };
    Damaged::of(text, vec![(0, end), (start, text.len())], (start, end))
}

fn cell_emptied(text: &str, dice: &mut Dice) -> Damaged {
    let tabbed: Vec<(usize, usize)> =
        lines(text).into_iter().filter(|&(s, e)| text[s..e].matches('\t').count() > 1).collect();
    let Some(&(start, end)) = tabbed.get(dice.below(tabbed.len())) else { return line_dropped(text, dice) };
    let line = text[start..end].trim_end_matches(['\n', '\r']);
    let cells: Vec<&str> = line.split('\t').collect();
    let emptied = dice.below(cells.len());
    let before: usize = start + cells[..emptied].iter().map(|cell| cell.len() + 1).sum::<usize>();
    Damaged::of(text, vec![(0, before), (before + cells[emptied].len(), text.len())], (start, end))
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
    Damaged::of(text, vec![(0, start), (end, text.len())], (start, next))
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
    // The sections change for what moved and for what follows up to the next heading: only rows before are untouched.
    Damaged::of(text, vec![(0, a), (b, c), (a, b), (c, text.len())], (a, text.len()))
}

fn text_cut(text: &str, dice: &mut Dice) -> Damaged {
    let mut at = dice.below(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    // The line that is cut, and the one before it, which may have gone on.
    let line = text[..at].rfind('\n').and_then(|end| text[..end].rfind('\n')).unwrap_or(0);
    Damaged::of(text, vec![(0, at)], (line, text.len()))
}
