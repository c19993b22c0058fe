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
    /// What the text consists of, in order; `None` where more than that was changed.
    pub pieces: Option<Vec<Piece>>,
}

/// A piece of a damaged text.
#[derive(Clone, Copy)]
pub enum Piece {
    /// A byte range of the original, of which some characters may have been replaced by others of the same length.
    Kept(usize, usize),
    /// So many bytes that the original does not have.
    Added(usize),
}

/// The byte ranges of the original that stand in a byte range of a text that consists of `pieces`.
pub fn origins(pieces: &[Piece], (from, to): (usize, usize)) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut at = 0;
    for piece in pieces {
        match *piece {
            Piece::Kept(start, end) => {
                let (first, last) = (from.max(at), to.min(at + end - start));
                if first < last {
                    out.push((start + first - at, start + last - at));
                }
                at += end - start;
            }
            Piece::Added(length) => at += length,
        }
    }
    out
}

impl Damaged {
    fn of(text: &str, pieces: Vec<(usize, usize)>, touched: (usize, usize)) -> Self {
        let words = pieces.iter().map(|&(start, end)| &text[start..end]).collect();
        let pieces = pieces.into_iter().map(|(start, end)| Piece::Kept(start, end)).collect();
        Self { text: words, touched: Some(vec![touched]), pieces: Some(pieces) }
    }

    /// `text` with `added` words at the places before which they stand, in order: no row is touched.
    fn with(text: &str, added: &[(usize, &str)]) -> Self {
        let mut out = String::with_capacity(text.len() * 2);
        let mut pieces = Vec::new();
        let mut at = 0;
        for &(place, words) in added {
            out.push_str(&text[at..place]);
            out.push_str(words);
            pieces.extend([Piece::Kept(at, place), Piece::Added(words.len())]);
            at = place;
        }
        out.push_str(&text[at..]);
        pieces.push(Piece::Kept(at, text.len()));
        Self { text: out, touched: Some(Vec::new()), pieces: Some(pieces) }
    }

    /// Hurts what is left in another way too.
    pub fn and(self, hurt: Damage, dice: &mut Dice) -> Self {
        let next = hurt(&self.text, dice);
        let Some(pieces) = self.pieces else { return Self { touched: None, pieces: None, ..next } };
        let origin = |range: (usize, usize)| origins(&pieces, range);
        let touched = self.touched.zip(next.touched).map(|(mut touched, new)| {
            touched.extend(new.into_iter().flat_map(origin));
            touched
        });
        let compose = |piece: &Piece| match *piece {
            Piece::Kept(start, end) => between(&pieces, (start, end)),
            added => vec![added],
        };
        let pieces = next.pieces.map(|new| new.iter().flat_map(compose).collect());
        Self { text: next.text, touched, pieces }
    }

    fn changed(text: String, touched: Option<Vec<(usize, usize)>>) -> Self {
        Self { text, touched, pieces: None }
    }
}

/// The pieces of which a byte range of a text that consists of `pieces` consists.
fn between(pieces: &[Piece], (from, to): (usize, usize)) -> Vec<Piece> {
    let mut out = Vec::new();
    let mut at = 0;
    for piece in pieces {
        let length = match *piece {
            Piece::Kept(start, end) => end - start,
            Piece::Added(length) => length,
        };
        let (first, last) = (from.max(at), to.min(at + length));
        if first < last {
            out.push(match *piece {
                Piece::Kept(start, _) => Piece::Kept(start + first - at, start + last - at),
                Piece::Added(_) => Piece::Added(last - first),
            });
        }
        at += length;
    }
    out
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

/// Further ways that are rarer, or that no reader can quite see through: each is held to figures of its own.
pub const RARER: &[(&str, Damage)] = &[
    ("lines swapped", lines_swapped),
    ("line split", line_split),
    ("lines wrapped", lines_wrapped),
    ("page numbers within rows", page_numbers),
    ("page doubled", page_doubled),
    ("look-alikes", look_alikes),
    ("characters unreadable", unreadable),
    ("invisible characters", invisible),
    ("right edge cut", edge_cut),
    ("two ways at once", two_ways),
];

/// Two of the common ways, one after the other.
fn two_ways(text: &str, dice: &mut Dice) -> Damaged {
    let [first, second] = [(); 2].map(|()| DAMAGES[dice.below(DAMAGES.len())].1);
    first(text, dice).and(second, dice)
}

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

/// A line; all of a text that has none.
fn some_line(text: &str, dice: &mut Dice) -> (usize, usize) {
    let all = lines(text);
    all.get(dice.below(all.len())).copied().unwrap_or((0, text.len()))
}

/// A line and the one behind it, where there are two.
fn some_pair(text: &str, dice: &mut Dice) -> Option<[(usize, usize); 2]> {
    let all = lines(text);
    let at = dice.below(all.len().saturating_sub(1));
    Some([*all.get(at)?, *all.get(at + 1)?])
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
    let Some([(start, end), (next, after)]) = some_pair(text, dice) else { return line_dropped(text, dice) };
    let kept = start + text[start..end].trim_end_matches(['\n', '\r']).len();
    Damaged::of(text, vec![(0, kept), (next, text.len())], (start, after))
}

/// PDF extraction puts spaces around digits and Latin letters and inside justified words.
fn spaces_inserted(text: &str, dice: &mut Dice) -> Damaged {
    let mut added = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let edge = before.is_ascii_alphanumeric() != c.is_ascii_alphanumeric();
        if edge && (is_han(before) || is_han(c)) && dice.below(2) == 0 {
            added.push((at, " "));
        }
        before = c;
    }
    Damaged::with(text, &added)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
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

/// Lines of a page.
const PAGE: usize = 30;

/// Two neighbouring stretches of thirty lines change places, as pages do.
fn blocks_reordered(text: &str, dice: &mut Dice) -> Damaged {
    let all = lines(text);
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

/// Two neighbouring lines change places, as where extraction takes cells in another order.
fn lines_swapped(text: &str, dice: &mut Dice) -> Damaged {
    let Some([(start, end), (next, after)]) = some_pair(text, dice) else { return line_dropped(text, dice) };
    Damaged::of(text, vec![(0, start), (next, after), (start, end), (after, text.len())], (start, after))
}

/// A line is broken into two.
fn line_split(text: &str, dice: &mut Dice) -> Damaged {
    let (start, end) = some_line(text, dice);
    let places: Vec<usize> = text[start..end].trim_end().char_indices().skip(1).map(|(at, _)| start + at).collect();
    let Some(&place) = places.get(dice.below(places.len())) else { return line_dropped(text, dice) };
    Damaged { touched: Some(vec![(start, end)]), ..Damaged::with(text, &[(place, "\n")]) }
}

/// All lines are broken after so many characters, as in mails.
fn lines_wrapped(text: &str, dice: &mut Dice) -> Damaged {
    let width = 30 + dice.below(30);
    let mut added = Vec::new();
    for (start, end) in lines(text) {
        let ends = text[start..end].trim_end().char_indices().skip(1);
        added.extend(
            ends.filter(|(at, _)| text[start..start + at].chars().count().is_multiple_of(width))
                .map(|(at, _)| (start + at, "\n")),
        );
    }
    Damaged::with(text, &added)
}

/// Numbers of pages stand between some lines, as where pages end within rows.
fn page_numbers(text: &str, dice: &mut Dice) -> Damaged {
    const PAGES: [&str; 4] = ["— 7 —\n", "- 12 -\n", "第 3 页 共 20 页\n", "9\n"];
    let page = PAGES[dice.below(PAGES.len())];
    let all = lines(text);
    let added: Vec<(usize, &str)> =
        all.into_iter().skip(1).filter(|_| dice.below(25) == 0).map(|(start, _)| (start, page)).collect();
    Damaged::with(text, &added)
}

/// Thirty lines stand there twice.
fn page_doubled(text: &str, dice: &mut Dice) -> Damaged {
    let all = lines(text);
    if all.len() <= PAGE {
        return line_doubled(text, dice);
    }
    let at = dice.below(all.len() - PAGE);
    let (start, end) = (all[at].0, all[at + PAGE].0);
    Damaged::of(text, vec![(0, end), (start, text.len())], (start, end))
}

/// Some characters are read as others that look like them.
fn look_alikes(text: &str, dice: &mut Dice) -> Damaged {
    const PAIRS: [(char, char); 14] = [
        ('已', '己'),
        ('日', '曰'),
        ('0', 'O'),
        ('1', 'l'),
        ('市', '巿'),
        ('未', '末'),
        ('土', '士'),
        ('干', '千'),
        ('大', '太'),
        ('人', '入'),
        ('局', '同'),
        ('委', '季'),
        ('设', '没'),
        ('农', '衣'),
    ];
    replaced(
        text,
        |c, dice| {
            let other = PAIRS.iter().find_map(|&(one, other)| (c == one).then_some(other))?;
            (dice.below(40) == 0).then_some(other)
        },
        dice,
    )
}

/// Some characters come out as none: of a private font, or not to be decoded.
fn unreadable(text: &str, dice: &mut Dice) -> Damaged {
    let sign = ['\u{fffd}', '\u{e123}', '□'][dice.below(3)];
    replaced(text, |c, dice| (is_han(c) && dice.below(400) == 0).then_some(sign), dice)
}

/// `text` with some characters replaced by others of the same length in bytes.
fn replaced(text: &str, other: impl Fn(char, &mut Dice) -> Option<char>, dice: &mut Dice) -> Damaged {
    let mut touched = Vec::new();
    let words = text
        .char_indices()
        .map(|(at, c)| {
            let other = other(c, dice);
            touched.extend(other.map(|_| (at, at + c.len_utf8())));
            other.unwrap_or(c)
        })
        .collect();
    Damaged { text: words, touched: Some(touched), pieces: Some(vec![Piece::Kept(0, text.len())]) }
}

/// Characters without width or of another width stand between others.
fn invisible(text: &str, dice: &mut Dice) -> Damaged {
    const SIGNS: [&str; 6] = ["\u{a0}", "\u{3000}", "\u{200b}", "\u{ad}", "\u{feff}", "\u{2060}"];
    let sign = SIGNS[dice.below(SIGNS.len())];
    let added: Vec<(usize, &str)> =
        text.char_indices().filter(|&(_, c)| is_han(c) && dice.below(30) == 0).map(|(at, _)| (at, sign)).collect();
    Damaged::with(text, &added)
}

/// The last characters of thirty lines are lost, as at the edge of a scan.
fn edge_cut(text: &str, dice: &mut Dice) -> Damaged {
    let all = lines(text);
    let at = dice.below(all.len().saturating_sub(PAGE));
    let letters = 1 + dice.below(2);
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut touched = Vec::new();
    for &(start, end) in all.iter().skip(at).take(PAGE) {
        let line = text[start..end].trim_end();
        let Some((cut, _)) = line.char_indices().rev().nth(letters - 1) else { continue };
        pieces.push((from, start + cut));
        from = start + line.len();
        touched.push((start + cut, from));
    }
    pieces.push((from, text.len()));
    Damaged { touched: Some(touched), ..Damaged::of(text, pieces, (0, 0)) }
}
