//! Labels that announce what follows: `牵头单位：`, `责 任 单 位：`, `【完成时限】`.

use super::glyphs::{self, Gap, Glyph};
use crate::lexicon::columns::Column;
use crate::lexicon::{roles, units};
use crate::text::{is_han, is_wordy};

/// A label, by positions in its run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    /// What it announces.
    pub column: Column,
    /// Its first character.
    pub start: usize,
    /// What it announces begins here, after the colon.
    pub end: usize,
    /// It is a full header such as 责任单位, not a short word such as 牵头.
    pub full: bool,
    /// No list has it: what it announces is a guess.
    pub guess: bool,
}

/// Shortest label that is clear enough in running text, in characters.
const FULL: usize = 3;

/// The labels of a run in order.
pub(crate) fn find(run: &[Glyph]) -> Vec<Label> {
    find_by(run, false)
}

/// The labels of a run that is a clause. There 包片领导： and 承接单位： are labels too, though no list has them.
pub(crate) fn find_in_clause(run: &[Glyph]) -> Vec<Label> {
    find_by(run, true)
}

fn find_by(run: &[Glyph], clause: bool) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    for at in 0..run.len() {
        let floor = labels.last().map_or(0, |label| label.end);
        if at < floor {
            continue;
        }
        let label = match run[at].key {
            ':' => before_colon(run, floor, at).or_else(|| if clause { unknown(run, floor, at) } else { None }),
            '为' | '是' if announces(run, at) => before_colon(run, floor, at).filter(|label| label.full),
            ']' | ')' => in_brackets(run, floor, at),
            _ if run[at].gap == Gap::Seam => bare(run, at),
            _ if clause && begins_word(run, floor, at) => glued(run, at),
            _ => None,
        };
        labels.extend(label);
    }
    labels
}

/// The longest label in front of the colon at `colon` that begins where a word may begin: in `主要 责任单位：` the word
/// before belongs to it, in `市财政局 责任单位：` the list before does not.
fn before_colon(run: &[Glyph], floor: usize, colon: usize) -> Option<Label> {
    let mut last = colon;
    while last > floor && run[last - 1].key == '*' {
        last -= 1;
    }
    let mut found: Option<(usize, Column)> = None;
    let lowest = last.saturating_sub(roles::LONGEST_LABEL).max(floor);
    for start in (lowest..last).rev() {
        if !is_han(run[start].c) && !matches!(run[start].key, '(' | ')') {
            break;
        }
        // （一）责任单位： the bracket is the number of an item.
        if begins_word(run, floor, start)
            && run[start].key != '('
            && let Some(column) = roles::label(&glyphs::keys(&run[start..last]))
        {
            found = Some((start, column));
        }
    }
    // 市财政局责任单位：the sign between the list and the next label is lost.
    let found = found.or_else(|| {
        let words = glyphs::keys(&run[lowest..last]);
        let label = roles::full_label_at_end(&words)?;
        let name = words[..words.len() - label.len()].trim_end_matches('等');
        units::ends_like_unit(name).then_some((last - label.chars().count(), roles::label(label)?))
    });
    let (start, column) = found?;
    Some(Label {
        column,
        start,
        end: after_stars(run, colon + 1),
        full: last - start >= FULL || column == Column::Note,
        guess: false,
    })
}

/// Whether 为 or 是 stands for a colon: 责任单位为市教育局, 完成时限为6月底.
fn announces(run: &[Glyph], at: usize) -> bool {
    let ahead = || glyphs::keys(&run[at + 1..run.len().min(at + 3)]);
    at > 0
        && match run[at - 1].key {
            '位' | '门' | '导' => units::begins_like_unit(&ahead()),
            '限' | '间' => run.get(at + 1).is_some_and(|glyph| glyph.c.is_ascii_digit()),
            _ => false,
        }
}

/// A word in front of the colon that says no more than that units or people follow.
fn unknown(run: &[Glyph], floor: usize, colon: usize) -> Option<Label> {
    let start = (floor..colon).rev().find(|&at| begins_word(run, floor, at))?;
    let words = glyphs::keys(&run[start..colon]);
    let column = if ["单位", "部门", "科室", "处室"].iter().any(|end| words.ends_with(end)) {
        Column::Responsible
    } else if ["领导", "责任人", "负责人"].iter().any(|end| words.ends_with(end)) {
        Column::Leader
    } else if units::is_unit(&words) || words.ends_with('级') {
        return None;
    } else {
        // 依据：, 联系电话：.
        Column::Note
    };
    let likely = (2..=roles::LONGEST_LABEL).contains(&(colon - start));
    likely.then_some(Label { column, start, end: colon + 1, full: true, guess: true })
}

/// `【责任单位】` with or without a colon after it.
fn in_brackets(run: &[Glyph], floor: usize, close: usize) -> Option<Label> {
    let lowest = close.saturating_sub(roles::LONGEST_LABEL + 1).max(floor);
    let open = (lowest..close).rev().find(|&at| matches!(run[at].key, '[' | '('))?;
    let words = &run[open + 1..close];
    let column = (words.len() > FULL).then(|| roles::label(&glyphs::keys(words)))??;
    // Round brackets alone are a remark on the unit before them: 市教育局（牵头单位）.
    let colon = run.get(close + 1).is_some_and(|glyph| glyph.key == ':');
    if run[open].key == '(' && !colon {
        return None;
    }
    Some(Label { column, start: open, end: after_stars(run, close + 1 + usize::from(colon)), full: true, guess: false })
}

/// A label at a line's start with white space in place of the colon.
fn bare(run: &[Glyph], start: usize) -> Option<Label> {
    let ahead = &run[start..run.len().min(start + roles::LONGEST_LABEL)];
    if !roles::may_begin_label(run[start].key) {
        return None;
    }
    let words = glyphs::keys(ahead);
    let label = roles::full_label(&words)?;
    let end = start + label.chars().count();
    let open = run.get(end).is_some_and(|glyph| glyph.gap == Gap::Space && is_han(glyph.c));
    let column = roles::label(label)?;
    open.then_some(Label { column, start, end, full: true, guess: false })
}

/// A label in a clause whose colon is lost: 牵头单位市教育局.
fn glued(run: &[Glyph], start: usize) -> Option<Label> {
    let label = roles::full_label(&glyphs::keys(&run[start..run.len().min(start + roles::LONGEST_LABEL)]))?;
    let end = start + label.chars().count();
    let stop = |glyph: &Glyph| matches!(glyph.key, '、' | ',' | ';' | '.');
    let name = &run[end..run.len().min(end + LONGEST_NAME)];
    let name = glyphs::keys(&name[..name.iter().position(stop).unwrap_or(name.len())]);
    let column = roles::label(label)?;
    let unit = roles::role_of(column).is_some()
        && run.get(end).is_some_and(|glyph| is_han(glyph.c) && glyph.key != '为')
        && units::is_unit(&name)
        && !units::is_ending(&name);
    unit.then_some(Label { column, start, end, full: true, guess: false })
}

/// Longest name of a unit behind a label without a colon, in characters.
const LONGEST_NAME: usize = 40;

fn begins_word(run: &[Glyph], floor: usize, at: usize) -> bool {
    at == floor || run[at].gap != Gap::None || !is_wordy(run[at - 1].c)
}

/// Markdown emphasis that closes behind the colon.
fn after_stars(run: &[Glyph], at: usize) -> usize {
    match run.get(at..at + 2) {
        Some([a, b]) if a.key == '*' && b.key == '*' => at + 2,
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Span;

    fn read(text: &str) -> Vec<(Column, String)> {
        let run = glyphs::run(text, &[Span::new(0, text.len())]);
        let labels = find(&run);
        let ends = labels.iter().skip(1).map(|label| label.start).chain([run.len()]);
        labels.iter().zip(ends).map(|(label, end)| (label.column, glyphs::word(&run[label.end..end]))).collect()
    }

    #[test]
    fn labels_are_found_whatever_their_spaces_and_brackets() {
        for text in [
            "责任单位：市林草局",
            "责 任 单 位 ： 市林草局",
            "責任單位:市林草局",
            "【责任单位】市林草局",
            "**责任单位：**市林草局",
            "责任\n单位：市林草局",
            "责任单位　市林草局",
        ] {
            assert_eq!(read(text), [(Column::Responsible, "市林草局".to_owned())], "{text}");
        }
        assert_eq!(
            read("牵头单位：甲局 配合 单位：乙局；完成时限：6月"),
            [
                (Column::Lead, "甲局".to_owned()),
                (Column::Support, "乙局；".to_owned()),
                (Column::Deadline, "6月".to_owned())
            ]
        );
        assert_eq!(read("主要 责任单位：甲局"), [(Column::Lead, "甲局".to_owned())]);
        assert_eq!(
            read("牵头单位：甲局责任单位：乙局"),
            [(Column::Lead, "甲局".to_owned()), (Column::Responsible, "乙局".to_owned())]
        );
        assert_eq!(read("各地要明确责任单位：乙局"), []);
        assert_eq!(read("市教育局（牵头单位）"), []);
        assert_eq!(read("现将有关事项通知如下：各单位"), []);
    }
}
