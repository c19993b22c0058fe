//! Tasks in running text: paragraphs with responsibility clauses under numbered headings.
//!
//! The lines of a run of paragraphs are joined where they are only wrapped, then cut at the numbers in front of headings
//! and items. What stands between two numbers is an *item*: a heading where a body follows it or no clause stands in
//! it, otherwise the task or tasks of its clauses.

use crate::order;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::clauses::{self, Body, Clause, closes_sentence};
use super::draft::Draft;
use super::glyphs::{self, Gap, Glyph};
use super::sections::{self, Sections};
use super::{labels, people};
use crate::Span;
use crate::lexicon::numbering::{self, Style};
use crate::lexicon::people::is_name;
use crate::lexicon::roles;
use crate::lexicon::units;
use crate::lexicon::web;
use crate::model::Certainty;
use crate::text::{is_han, is_space, is_wordy};

/// Longest heading in characters; what is longer is a paragraph that happens to be one sentence.
const LONGEST_HEADING: usize = 60;

/// How wide a line must be, against the wide lines of its run, to be taken for wrapped: in percent.
const FULL_LINE: usize = 85;

/// How far the closing bracket of a wrapped line is looked for, in characters.
const LONGEST_WRAPPED: usize = 200;

/// Longest page number in characters: 第123页，共456页.
const LONGEST_PAGE_NUMBER: usize = 16;

/// Longest first sentence of a paragraph that is its heading, in characters, as in the outline.
const LONGEST_RUN_IN: usize = 45;

/// Narrowest line that may be wrapped, in half-width columns.
const NARROWEST: usize = 36;

/// The tasks in a run of `paragraphs` (lines of plain text, or a format's own paragraphs) that stand under `sections`.
/// Headings among the paragraphs move `sections` on.
pub(super) fn read(text: &str, paragraphs: &[Span], sections: &mut Sections) -> Vec<Draft> {
    let run = plain(text, paragraphs);
    let paragraphs = wrapped(text, &run);
    let items = close_lists(&run, number_chapters(text, &run, items(text, &run, paragraphs)));
    let reversed = labels_lead(&items);
    let certainty = Certainty::Certain;
    let mut reader = Reader {
        text,
        run: &run,
        sections,
        unassigned: None,
        certainty,
        last: false,
        noted: false,
        drafts: Vec::new(),
    };
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        reader.item(item, items.peek());
    }
    if reversed {
        reader.drafts.iter_mut().for_each(|draft| draft.certainty = Certainty::Doubtful);
    }
    reader.drafts
}

/// Whether labels may stand before what they assign and not behind it: the first thing is a label, and behind the last
/// one an item follows. A text that is cut off at both ends looks the same. 牵头领导：某某 may stand above a group of items
/// that have other clauses.
fn labels_lead(items: &[Item]) -> bool {
    let [first, .., last] = items else { return false };
    let leads = |part: &Part| part.clauses.first().is_some_and(|clause| clause.start == part.words.start);
    first.number.is_none()
        && first.parts.first().is_some_and(leads)
        && last.number.is_some()
        && (last.has_no_clause() || first.names_leaders() && !last.names_leaders())
}

/// The characters of the paragraphs without page numbers and without Markdown's signs for headings and emphasis.
fn plain(text: &str, paragraphs: &[Span]) -> Vec<Glyph> {
    let run = glyphs::run(text, paragraphs);
    let mut plain: Vec<Glyph> = Vec::with_capacity(run.len());
    let numbered = |line: &[Glyph]| is_page_number(line) || is_centred_number(text, line);
    for line in lines(&run).map(|line| &run[line]).filter(|line| !numbered(line)) {
        let hashes = line.iter().take_while(|glyph| glyph.c == '#').count();
        let mut at = hashes;
        let mut gap = Gap::Seam;
        while at < line.len() {
            let stars = line[at..].iter().take_while(|glyph| glyph.key == '*').count();
            // A single star marks the lead unit.
            if stars > 1 {
                gap = gap.max(Gap::Cut);
                at += stars;
                continue;
            }
            let end =
                line[at + 1..].iter().position(|glyph| glyph.key == '*').map_or(line.len(), |words| at + 1 + words);
            plain.push(Glyph { gap: line[at].gap.max(gap), ..line[at] });
            plain.extend_from_slice(&line[at + 1..end]);
            gap = Gap::None;
            at = end;
        }
    }
    plain
}

/// The lines of a run.
fn lines(run: &[Glyph]) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let rest = run.get(start + 1..)?;
        at = rest.iter().position(|glyph| glyph.gap == Gap::Seam).map_or(run.len(), |length| start + 1 + length);
        Some(start..at)
    })
}

/// The paragraphs of a run: its lines, those that only continue a wrapped line joined to it.
fn wrapped(text: &str, run: &[Glyph]) -> Vec<Vec<Range<usize>>> {
    let lines: Vec<Range<usize>> = lines(run).collect();
    let indent = |line: &Range<usize>| {
        let before = text[..run[line.start].at].chars().rev();
        before.take_while(|&c| is_space(c) && c != '\n' && c != '\r').map(columns).sum::<usize>()
    };
    let width = |line: &Range<usize>| {
        let printed = &text[run[line.start].at..run[line.end - 1].at];
        indent(line) + printed.chars().map(columns).sum::<usize>() + columns(run[line.end - 1].c)
    };
    let widths: Vec<usize> = lines.iter().map(width).collect();
    let mut sorted = widths.clone();
    order::sort_by_key(&mut sorted, |&item| item);
    let widest = sorted.get(sorted.len() * 9 / 10).copied().unwrap_or(0).max(NARROWEST);
    let margin = lines.iter().map(indent).min().unwrap_or(0);
    let indented = |line: &Range<usize>| indent(line) > margin + 1;
    let indents = lines.iter().any(indented);
    let mut paragraphs: Vec<Vec<Range<usize>>> = Vec::new();
    // Brackets open at the end of the paragraph so far.
    let mut open = 0usize;
    for (at, line) in lines.into_iter().enumerate() {
        let words = &run[line.clone()];
        let joins = paragraphs.last().and_then(|paragraph| paragraph.last()).is_some_and(|last| {
            let before = &run[last.clone()];
            // The last line of the paragraph so far is the one before this.
            let full = widths[at - 1] * 100 >= widest * FULL_LINE;
            let end = before[before.len() - 1];
            if matches!(words[0].key, ')' | ']' | '、' | ',')
                || matches!(end.key, '(' | '[')
                || open > 0 && closes_soon(run, line.start)
            {
                true
            } else if opens_label(words) {
                false
            } else if opens_with_decimal(words) {
                // 下降⏎3.5%
                is_wordy(end.c)
            } else if full && end.c.is_ascii_digit() && words[0].c.is_ascii_digit() {
                // 1 | 2. is 12. broken at the margin.
                true
            } else if number_at(run, line.start).is_some() {
                // 二、三孩家庭 at the head of a wrapped line is no number where new paragraphs are indented.
                full && indents && !indented(&line) && !closes_sentence(end.c) && !matches!(end.key, ':' | ')')
            } else if matches!(end.key, '、' | ',')
                || open > 0 && full
                || awaits_units(before, words)
                || paragraphs.last().is_some_and(|paragraph| lists_on(run, paragraph, words))
                || breaks_name(before, words)
            {
                true
            } else if closes_sentence(end.c) || matches!(end.key, ':' | ')' | ']') {
                full && indents && !indented(&line)
            } else {
                full && !indented(&line)
            }
        });
        if !joins {
            open = 0;
        }
        for glyph in words {
            match glyph.key {
                '(' | '[' => open += 1,
                ')' | ']' => open = open.saturating_sub(1),
                _ => {}
            }
        }
        match paragraphs.last_mut() {
            Some(paragraph) if joins => paragraph.push(line),
            _ => paragraphs.push(vec![line]),
        }
    }
    paragraphs
}

fn is_page_number(line: &[Glyph]) -> bool {
    line.len() <= LONGEST_PAGE_NUMBER && web::is_page_number(&glyphs::word(line))
}

/// Whether a line is a bare number in the middle of the page, as a PDF's page numbers come out.
fn is_centred_number(text: &str, line: &[Glyph]) -> bool {
    line.len() <= 3 && line.iter().all(|glyph| glyph.c.is_ascii_digit()) && {
        let before = &text[..line[0].at];
        before.len() - before.trim_end_matches(' ').len() >= CENTRED
    }
}

/// Spaces before a number that stands in the middle of a page.
const CENTRED: usize = 16;

/// Half-width columns that a character takes.
fn columns(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Whether the bracket that is open before this position is closed before the sentence ends.
fn closes_soon(run: &[Glyph], from: usize) -> bool {
    let mut depth = 0;
    for glyph in run[from..].iter().take(LONGEST_WRAPPED) {
        match glyph.key {
            '(' | '[' => depth += 1,
            ')' | ']' if depth == 0 => return true,
            ')' | ']' => depth -= 1,
            _ if glyph.c == '。' => return false,
            _ => {}
        }
    }
    false
}

/// Whether a line begins with a decimal, which is no number of an item: 3.5%.
fn opens_with_decimal(words: &[Glyph]) -> bool {
    let digits = |words: &[Glyph]| words.iter().take_while(|glyph| glyph.c.is_ascii_digit()).count();
    let whole = digits(words);
    let after = &words[whole..];
    (1..=4).contains(&whole) && after.first().is_some_and(|glyph| glyph.c == '.') && {
        let decimals = digits(&after[1..]);
        let unit = after.get(1 + decimals);
        decimals > 0 && unit.is_some_and(|unit| unit.gap == Gap::None && matches!(unit.key, '%' | '万' | '亿'))
    }
}

/// Whether a line begins with a label or with the bracket around one.
fn opens_label(words: &[Glyph]) -> bool {
    let ahead = &words[..words.len().min(24)];
    labels::find(ahead)
        .first()
        .is_some_and(|label| label.full && (label.start == 0 || label.start == 1 && matches!(words[0].key, '(' | '[')))
}

/// Whether a line holds nothing but the label of the units on the next one.
fn awaits_units(before: &[Glyph], words: &[Glyph]) -> bool {
    before[before.len() - 1].key == ':'
        && labels::find(&before[before.len().saturating_sub(LONGEST_LABEL_LINE)..])
            .last()
            .is_some_and(|label| label.full && label.end == before.len().min(LONGEST_LABEL_LINE))
        && units::are_units(&glyphs::keys(words), 60)
}

/// Whether a line goes on with the list, a unit a line, below a label on a line of its own.
fn lists_on(run: &[Glyph], paragraph: &[Range<usize>], words: &[Glyph]) -> bool {
    let whole = |line: &[Glyph]| line.len() <= LONGEST_TORN && units::are_units(&glyphs::keys(line), 100);
    if let [first, .., last] = paragraph
        && run[first.end - 1].key == ':'
        && whole(words)
        && whole(&run[last.clone()])
    {
        return true;
    }
    // Several units a line: the separator at the line's end is lost.
    let [.., last] = paragraph else { return false };
    let last = &run[last.clone()];
    let lists = |line: &[Glyph]| {
        line.len() <= LONGEST_LISTING
            && line.iter().any(|glyph| matches!(glyph.key, '、' | ','))
            && units::are_units(&glyphs::keys(line), 100)
    };
    let label = |label: &labels::Label| label.full && roles::role_of(label.column).is_some();
    let listing = || labels::find(last).last().filter(|found| label(found)).map(|found| &last[found.end..]);
    lists(words) && listing().is_some_and(lists)
}

/// Longest line of nothing but units, in characters.
const LONGEST_LISTING: usize = 120;

/// Whether a line ends within a name in a list behind a label and the next one begins with the rest of it:
/// 责任单位：市林草局、市自然⏎资源局.
fn breaks_name(before: &[Glyph], words: &[Glyph]) -> bool {
    let separates = |glyph: &Glyph| matches!(glyph.key, '、' | ',' | ';' | '.' | ':' | ')');
    let tail = &before[before.len().saturating_sub(LONGEST_TORN)..];
    let Some(sign) = tail.iter().rposition(separates) else { return false };
    let (front, back) = (&tail[sign + 1..], &words[..words.iter().position(separates).unwrap_or(words.len())]);
    if front.is_empty() || back.is_empty() || back.len() > LONGEST_TORN {
        return false;
    }
    let (front, back) = (glyphs::keys(front), glyphs::keys(back));
    !units::ends_like_unit(&front)
        && units::begins_like_unit(&front)
        && units::is_unit(&(front + back.as_str()))
        && labels::find(before).iter().any(|label| label.full && roles::role_of(label.column).is_some())
}

/// Longest part of a name that is torn over two lines, in characters.
const LONGEST_TORN: usize = 20;

/// Longest label that is looked for at the end of a line, in characters.
const LONGEST_LABEL_LINE: usize = 16;

/// A number in front of a heading or item.
#[derive(Clone, Debug)]
struct Number {
    style: Style,
    value: u32,
    digits: String,
    digits_at: Span,
    /// Position of its first character, and of the first one after it.
    start: usize,
    end: usize,
}

/// Most characters of a number with its mark and what tells it from a decimal: 第二十一部分, 12.2031年.
const LONGEST_NUMBER: usize = 16;

/// The number that begins at this position of the run. 一是 numbers sentences, not items.
fn number_at(run: &[Glyph], at: usize) -> Option<Number> {
    let ahead = &run[at..run.len().min(at + LONGEST_NUMBER)];
    if !may_begin_number(ahead[0]) {
        return None;
    }
    // White space as one space; digits broken over lines, or by zero-width characters, stand together.
    let mut words = String::with_capacity(4 * LONGEST_NUMBER);
    let mut offsets = Vec::with_capacity(LONGEST_NUMBER + 1);
    for (i, glyph) in ahead.iter().enumerate() {
        let torn = glyph.gap == Gap::Seam && glyph.c.is_ascii_digit() && i > 0 && ahead[i - 1].c.is_ascii_digit();
        if i > 0 && glyph.gap != Gap::None && !torn {
            words.push(' ');
        }
        offsets.push(words.len());
        words.push(glyph.c);
    }
    let number = numbering::leading(&words).filter(|number| number.style != Style::Shi)?;
    let glyphs_before = |offset: usize| offsets.partition_point(|&start| start < offset);
    let end = at + glyphs_before(number.len);
    // 1. 5 is a decimal with a space in it.
    if number.style == Style::Arabic
        && run.get(end).is_some_and(|glyph| glyph.gap == Gap::Space && glyph.c.is_ascii_digit())
        && run[end - 1].c == '.'
    {
        let digits = run[end..].iter().take_while(|glyph| glyph.c.is_ascii_digit()).count();
        if run.get(end + digits).is_none_or(|glyph| !matches!(glyph.c, '年' | '月')) {
            return None;
        }
    }
    let (start, stop) = number.digits_at;
    let (first, last) = (ahead[glyphs_before(start)], ahead[glyphs_before(stop) - 1]);
    Some(Number {
        style: number.style,
        value: number.value,
        digits: number.digits,
        digits_at: Span::new(first.at, last.at + last.c.len_utf8()),
        start: at,
        end,
    })
}

/// Whether a number can begin with this character.
fn may_begin_number(glyph: Glyph) -> bool {
    glyph.key.is_ascii_digit()
        || matches!(glyph.key, 'A'..='Z' | 'a'..='z' | '(' | '第' | '①'..='⒛' | '㈠'..='㈩')
        || "〇零一二三四五六七八九十百".contains(glyph.key)
}

/// A paragraph, or the part of one that belongs to an item.
#[derive(Clone, Debug)]
struct Part {
    words: Range<usize>,
    clauses: Vec<Clause>,
}

/// What stands between two numbers.
#[derive(Clone, Debug, Default)]
struct Item {
    number: Option<Number>,
    parts: Vec<Part>,
}

impl Item {
    fn has_no_clause(&self) -> bool {
        self.parts.iter().all(|part| part.clauses.is_empty())
    }

    /// Whether its last paragraph is a line of labels that names leaders and nothing else.
    fn names_leaders(&self) -> bool {
        self.parts.last().is_some_and(|part| match &part.clauses[..] {
            [Clause { start, end, body, .. }] => (*start..*end) == part.words && body.only_leaders(),
            _ => false,
        })
    }
}

/// Cuts paragraphs into items.
fn items(text: &str, run: &[Glyph], paragraphs: Vec<Vec<Range<usize>>>) -> Vec<Item> {
    let mut items = vec![Item::default()];
    let paragraphs = paragraphs.into_iter().map(|lines| lines[0].start..lines[lines.len() - 1].end);
    let mut found: Vec<(Range<usize>, Vec<Clause>)> =
        paragraphs.map(|words| (words.clone(), clauses::find(text, &run[words]))).collect();
    // （甲局） behind a sentence says who does it only in a notice that says so in brackets elsewhere.
    let in_brackets = |(words, clauses): &(Range<usize>, Vec<Clause>)| {
        clauses.iter().any(|clause| !clause.lone && matches!(run[words.start + clause.start].key, '(' | '['))
    };
    if !found.iter().any(in_brackets) && !each_is_assigned(run, &found) {
        found.iter_mut().for_each(|(_, clauses)| clauses.retain(|clause| !clause.lone));
    }
    for (words, mut clauses) in found {
        for clause in &mut clauses {
            clause.start += words.start;
            clause.end += words.start;
        }
        let mut clauses = clauses.into_iter().peekable();
        let clause_places: Vec<(usize, usize)> = clauses.clone().map(|clause| (clause.start, clause.end)).collect();
        let numbers = numbers(run, &words, &clause_places);
        let flat = numbers.len() > 1;
        let first = numbers.first().map_or(words.end, |number| number.start);
        let ends: Vec<usize> = numbers.iter().skip(1).map(|number| number.start).chain([words.end]).collect();
        let mut push = |words: Range<usize>, items: &mut Vec<Item>| {
            let mut own = Vec::new();
            while let Some(clause) = clauses.next_if(|clause| clause.start < words.end) {
                own.push(clause);
            }
            if let Some(item) = items.last_mut()
                && !words.is_empty()
            {
                item.parts.push(Part { words, clauses: own });
            }
        };
        push(words.start..first, &mut items);
        for (number, end) in numbers.into_iter().zip(ends) {
            let start = number.end.min(end);
            items.push(Item { number: Some(number), parts: Vec::new() });
            // Where a whole notice stands on one line, white space is what is left of the line end behind a heading.
            let title = if flat { title_before_gap(text, run, start..end) } else { None };
            if let Some(title) = title {
                push(start..title, &mut items);
                push(title..end, &mut items);
            } else {
                push(start..end, &mut items);
            }
        }
    }
    items
}

/// Whether every numbered paragraph, and there are some, closes with the name of a unit in brackets behind its sentence.
fn each_is_assigned(run: &[Glyph], paragraphs: &[(Range<usize>, Vec<Clause>)]) -> bool {
    let mut numbered = paragraphs.iter().filter(|(words, _)| number_at(run, words.start).is_some());
    let assigned = |(words, clauses): &(Range<usize>, Vec<Clause>)| {
        clauses.last().is_some_and(|clause| {
            let open = words.start + clause.start;
            clause.body.named() && words.start + clause.end == words.end && closes_sentence(run[open.max(1) - 1].c)
        })
    };
    numbered.clone().count() >= FEWEST_ASSIGNED && numbered.all(assigned)
}

/// Fewest numbered paragraphs that show that units in brackets at their ends assign them.
const FEWEST_ASSIGNED: usize = 3;

/// Makes items of the lines whose number has no mark, where 2.1 stands below one of them: 2 重点任务.
fn number_chapters(text: &str, run: &[Glyph], items: Vec<Item>) -> Vec<Item> {
    let chapter = |part: &Part| {
        let first = run[part.words.start];
        let line = part.clauses.is_empty() && first.key.is_ascii_digit() && first.gap == Gap::Seam;
        let words = Span::new(first.at, run[part.words.end - 1].at + run[part.words.end - 1].c.len_utf8());
        let number = numbering::undotted(words.of(text)).filter(|_| line)?;
        let end = part.words.start + run[part.words.clone()].partition_point(|glyph| glyph.at < first.at + number.len);
        Some((number, end))
    };
    let opens = |two: &[Item]| {
        two[1].number.as_ref().is_some_and(|below| {
            let above = two[0].parts.last().filter(|_| below.style == Style::Dotted(2)).and_then(chapter);
            above.is_some_and(|(above, _)| numbering::opens(&above.digits, &below.digits))
        })
    };
    if !items.windows(2).any(opens) {
        return items;
    }
    let mut numbered: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        let mut rest = Item { number: item.number, parts: Vec::new() };
        for mut part in item.parts {
            if let Some((number, end)) = chapter(&part) {
                let (start, at) = (part.words.start, run[part.words.start].at);
                numbered.push(std::mem::take(&mut rest));
                let (from, to) = number.digits_at;
                let digits_at = Span::new(at + from, at + to);
                let (style, value, digits) = (number.style, number.value, number.digits);
                rest.number = Some(Number { style, value, digits, digits_at, start, end });
                part.words.start = end;
            }
            rest.parts.push(part);
        }
        numbered.push(rest);
    }
    numbered
}

/// Puts the items of a list that one clause closes back into the item above it: with 3.…：⏎（1）…；⏎（2）…。（责任单位：…）
/// the whole of 3. is the task.
fn close_lists(run: &[Glyph], items: Vec<Item>) -> Vec<Item> {
    let mut closed: Vec<Item> = Vec::with_capacity(items.len());
    let mut items = items.into_iter().peekable();
    while let Some(mut item) = items.next() {
        let style = |item: &Item| item.number.as_ref().map(|number| number.style);
        let mut list = Vec::new();
        if item.number.is_some() && item.has_no_clause() {
            let inner = items.peek().and_then(style).filter(|&inner| Some(inner) > style(&item));
            while inner.is_some()
                && let Some(next) = items.next_if(|next| style(next) == inner)
            {
                list.push(next);
            }
        }
        if is_closed_list(run, &item, &list) {
            for mut inner in list {
                if let (Some(number), Some(first)) = (inner.number, inner.parts.first_mut()) {
                    first.words.start = number.start;
                }
                item.parts.append(&mut inner.parts);
            }
            closed.push(item);
        } else {
            closed.push(item);
            closed.append(&mut list);
        }
    }
    closed
}

/// Whether `list` is one sentence, or stands on the colon of the item above it, and has no clause but the one that
/// closes it.
fn is_closed_list(run: &[Glyph], above: &Item, list: &[Item]) -> bool {
    let Some((last, others)) = list.split_last() else { return false };
    let ends_in = |item: &Item, signs: [char; 2]| {
        item.parts.last().is_some_and(|part| signs.contains(&run[part.words.end - 1].key))
    };
    let clauses: usize = last.parts.iter().map(|part| part.clauses.len()).sum();
    !others.is_empty()
        && clauses == 1
        && others.iter().all(Item::has_no_clause)
        && (ends_in(above, [':'; 2]) || others.iter().all(|item| ends_in(item, [';', ','])))
}

/// Where the body begins behind a heading that only white space parts from it.
fn title_before_gap(text: &str, run: &[Glyph], words: Range<usize>) -> Option<usize> {
    let limit = words.end.min(words.start + LONGEST_HEADING);
    // PDF extraction puts white space around all digits; where it does not, white space before one means something.
    let beside_digit = |pair: &&[Glyph]| {
        is_han(pair[0].c) && pair[1].c.is_ascii_digit() || pair[0].c.is_ascii_digit() && is_han(pair[1].c)
    };
    let (mut spaced, mut tight) = (0, 0);
    for pair in run[words.clone()].windows(2).filter(beside_digit) {
        *(if pair[1].gap == Gap::None { &mut tight } else { &mut spaced }) += 1;
    }
    let tight_digits = tight > 2 * spaced;
    for at in words.start + 4..limit {
        let before = run[at - 1];
        if before.c == '。' && run[at].gap == Gap::Space {
            // 标题。 正文。正文。: mostly no white space stands behind a stop.
            let stops = || (at + 1..words.end).filter(|&next| run[next - 1].c == '。');
            let tight = stops().filter(|&next| run[next].gap == Gap::None).count();
            return (2 * tight > stops().count()).then_some(at);
        }
        if closes_sentence(before.c) || matches!(before.key, ',' | ':' | '(' | ')') {
            return None;
        }
        let wide = run[at].at.saturating_sub(before.at + before.c.len_utf8()) > 2;
        let apart = |c: char| is_han(c) || matches!(c, '“' | '”' | '《' | '》') || tight_digits && c.is_ascii_digit();
        if run[at].gap == Gap::Space && (wide || apart(before.c) && apart(run[at].c)) {
            let body = &text[run[at].at..run[words.end - 1].at];
            return body.contains('。').then_some(at);
        }
    }
    None
}

/// The numbers of headings and items in a paragraph. One at its head is always taken; one further on must stand where
/// a paragraph may have begun before a notice was put on one line.
fn numbers(run: &[Glyph], words: &Range<usize>, clauses: &[(usize, usize)]) -> Vec<Number> {
    let mut found: Vec<(Number, Place)> = Vec::new();
    let mut next_clause = 0;
    let mut depth = 0usize;
    let mut at = words.start;
    while at < words.end {
        while clauses.get(next_clause).is_some_and(|&(_, end)| end <= at) {
            next_clause += 1;
        }
        if let Some(&(start, end)) = clauses.get(next_clause)
            && (start..end).contains(&at)
        {
            at = end;
            depth = 0;
            continue;
        }
        let place = place(run, words, clauses, next_clause, at);
        if let Some(place) = place
            && depth == 0
            && let Some(number) = number_at(run, at)
        {
            at = number.end.max(at + 1);
            found.push((number, place));
            continue;
        }
        match run[at].key {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    let mut taken: Vec<Number> = Vec::new();
    // The last number of each style that was taken, and how many were taken before it.
    let mut last: BTreeMap<Style, (u32, usize)> = BTreeMap::new();
    let mut passed: BTreeSet<Style> = BTreeSet::new();
    for (at, (number, place)) in found.iter().enumerate() {
        let follows = || {
            let open = last.range(..=number.style).max_by_key(|(_, (_, order))| *order);
            open.is_some_and(|(style, (value, _))| *style == number.style && value + 1 == number.value)
        };
        // Items may be numbered through all sections: 3. is the first of its own.
        let runs_on = || match last.get(&number.style) {
            Some((value, _)) => value + 1 == number.value,
            None => number.value > 1 && !passed.contains(&number.style),
        };
        let assigned = || {
            let end = found[at + 1..]
                .iter()
                .take(SIBLINGS)
                .find(|(next, _)| next.style <= number.style)
                .map_or(words.end, |(next, _)| next.start);
            let first = clauses.partition_point(|&(start, _)| start < number.start);
            clauses.get(first).is_some_and(|&(start, _)| start < end)
        };
        let under_heading = || {
            taken.last().is_some_and(|open| {
                open.style < number.style
                    && number.start - open.end <= LONGEST_HEADING
                    && !run[open.end..number.start].iter().any(|glyph| closes_sentence(glyph.c))
            })
        };
        // 10.…，即：1.甲、2.乙: a list within the item has the same numbers.
        let nested = || taken.last().is_some_and(|open| open.style == number.style);
        let take = match place {
            Place::Head | Place::AfterClause => true,
            Place::Apart => number.style <= Style::HanBracket || under_heading() || follows() || assigned(),
            Place::AfterSentence => {
                number.style <= Style::Han && (number.value == 1 || follows())
                    || assigned() && (number.value == 1 && !nested() || follows() || runs_on())
            }
            Place::Inside => under_heading() && assigned() && (number.value == 1 || runs_on()),
        };
        if take {
            last.insert(number.style, (number.value, taken.len()));
            taken.push(number.clone());
        } else {
            passed.insert(number.style);
        }
    }
    taken
}

/// How many numbers ahead are looked at for the next item of the same list.
const SIBLINGS: usize = 64;

/// Where a number stands in its paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// At its head.
    Head,
    /// Right behind a clause.
    AfterClause,
    /// Behind white space.
    Apart,
    /// Behind a sentence or a colon.
    AfterSentence,
    /// Right behind a word.
    Inside,
}

fn place(run: &[Glyph], words: &Range<usize>, clauses: &[(usize, usize)], next: usize, at: usize) -> Option<Place> {
    if at == words.start {
        return Some(Place::Head);
    }
    let before = run[at - 1];
    // The full stop may stand behind the clause's bracket.
    let clause = next.checked_sub(1).map(|last| clauses[last].1);
    if clause == Some(at) || clause == Some(at - 1) && closes_sentence(before.c) {
        return Some(Place::AfterClause);
    }
    if closes_sentence(before.c) || before.key == ':' {
        let apart = run[at].gap != Gap::None;
        // 2:1。 is a ratio at the end of a sentence, 1. no item.
        if before.key == ':' && !apart && at > words.start + 1 && run[at - 2].c.is_ascii_digit() {
            return None;
        }
        return Some(if apart { Place::Apart } else { Place::AfterSentence });
    }
    if run[at].gap == Gap::Space && before.c != '第' && !before.c.is_ascii_digit() {
        return Some(Place::Apart);
    }
    let opens = run[at].key == '(' || run[at].key.is_ascii_digit();
    (opens && is_han(before.c)).then_some(Place::Inside)
}

struct Reader<'a> {
    text: &'a str,
    run: &'a [Glyph],
    sections: &'a mut Sections,
    /// The number that would follow on the item before, where no clause assigns that.
    unassigned: Option<(Style, u32)>,
    /// How sure it is at most that the clauses of the item at hand assign that item and no more.
    certainty: Certainty,
    /// No item stands behind it.
    last: bool,
    /// A task before has a remark on a line of its own.
    noted: bool,
    drafts: Vec<Draft>,
}

impl Reader<'_> {
    /// Reads an item; `next` is the one that stands behind it in the run.
    fn item(&mut self, item: Item, next: Option<&Item>) {
        self.last = next.is_none();
        let bare = item.has_no_clause();
        let Item { number, mut parts } = item;
        let Some(number) = number else {
            self.tasks(None, parts, false);
            return;
        };
        let above = next.and_then(|next| next.number.as_ref()).is_some_and(|next| next.style > number.style);
        // One clause behind a list, or in a heading over one, may assign all of it.
        let shared =
            self.unassigned == Some((number.style, number.value)) || above && next.is_some_and(Item::has_no_clause);
        self.certainty = if shared { Certainty::Likely } else { Certainty::Certain };
        self.unassigned = bare.then_some((number.style, number.value + 1));
        if let Some((title, leaders)) = self.heading_of_leaders(&parts).filter(|_| above) {
            let words = number.start..title.end;
            self.sections.enter(&self.heading(&self.run[words]), leaders);
        } else if let Some(clause) = self.heading_of_body(&parts) {
            self.enter(&self.run[number.start..clause.start]);
            // A clause closes what stands before it.
            parts.retain(|part| part.words.end > clause.start);
            parts.rotate_left(1);
            if let Some(title) = parts.last_mut() {
                title.words.start = clause.start;
            }
            self.tasks(None, parts, true);
        } else if self.opens_section(&parts, self.last) {
            let end = parts.first().map_or(number.end, |title| title.words.end);
            self.enter(&self.run[number.start..end]);
            parts.drain(..parts.len().min(1));
            self.tasks(None, parts, true);
        } else {
            self.sections.leave(number.style);
            if number.style <= Style::HanBracket && parts.iter().all(|part| part.clauses.is_empty()) {
                self.enter_run_in(&number, &parts);
            }
            let heading = self.assigned_heading(&parts).map(|title| number.start..title.end);
            self.tasks(Some(number), parts, true);
            if let Some(heading) = heading {
                self.enter(&self.run[heading]);
            }
        }
    }

    /// The words of a heading that has its own clause behind it or in lines of labels below it, and no body:
    /// 一、修复湿地（牵头单位：甲局）. Items with further clauses may stand under it.
    fn assigned_heading(&self, parts: &[Part]) -> Option<Range<usize>> {
        let (title, labels) = parts.split_first()?;
        let words = title.words.start..title.clauses.first().map_or(title.words.end, |clause| clause.start);
        let heading = (1..=LONGEST_HEADING).contains(&words.len())
            && title.clauses.last().is_none_or(|clause| clause.end == title.words.end)
            && title.clauses.len() <= 1
            && !self.run[words.clone()].iter().any(|glyph| closes_sentence(glyph.c) || glyph.key == ',');
        let assigned = |part: &Part| {
            part.clauses.first().is_some_and(|clause| self.is_blank(&(part.words.start..clause.start)))
                && part.clauses.last().is_some_and(|clause| self.is_blank(&(clause.end..part.words.end)))
        };
        (heading && labels.iter().all(assigned)).then_some(words)
    }

    /// The words of a heading and the leaders whom its clause, which says nothing else, names for all that stands below:
    /// 一、修复湿地（责任领导：某某）.
    fn heading_of_leaders(&self, parts: &[Part]) -> Option<(Range<usize>, Vec<crate::model::Person>)> {
        let title = self.assigned_heading(parts)?;
        let ([Part { clauses, .. }] | [_, Part { clauses, .. }]) = parts else { return None };
        let [Clause { body, .. }] = &clauses[..] else { return None };
        let alone = parts.len() == 1 || parts[0].clauses.is_empty();
        (alone && body.only_leaders()).then(|| (title, body.leaders.clone()))
    }

    /// The clause of a heading that assigns the body below it: （一）修复湿地（责任单位：甲局）⏎修复湿地5处。 The bracket may stand on
    /// a line of its own between them.
    fn heading_of_body(&self, parts: &[Part]) -> Option<Range<usize>> {
        let (title, mut body) = parts.split_first()?;
        let mut clauses = &title.clauses[..];
        if let Some((line, rest)) = body.split_first()
            && clauses.is_empty()
            && matches!(self.run[line.words.start].key, '(' | '[')
            && line.clauses.iter().map(|clause| clause.start..clause.end).eq([line.words.clone()])
        {
            (clauses, body) = (&line.clauses, rest);
        }
        let [clause] = clauses else { return None };
        self.assigned_heading(std::slice::from_ref(title))?;
        // 本措施自印发之日起施行 closes the notice, not the item.
        let sentence = |part: &Part| {
            let words = &self.run[part.words.clone()];
            let closing = words.windows(3).any(|at| glyphs::starts_with(at, "之日起"));
            part.clauses.is_empty() && closes_sentence(words[words.len() - 1].c) && !closing
        };
        (!body.is_empty() && body.iter().all(sentence)).then_some(clause.start..clause.end)
    }

    /// Whether the first paragraph behind a number is a heading and not itself the task: no clause stands in the item, or
    /// a body stands between the heading and the clause.
    fn opens_section(&self, parts: &[Part], last: bool) -> bool {
        let Some(title) = parts.first() else { return true };
        // The colon of a sentence that goes on in a list opens no section.
        let list = parts.get(1).is_some_and(|list| number_at(self.run, list.words.start).is_some());
        if !self.is_heading(title) || list && self.run[title.words.end - 1].key == ':' {
            return false;
        }
        if parts.iter().any(|part| !part.clauses.is_empty()) {
            let body = |part: &Part| {
                part.clauses.first().is_none_or(|clause| !self.is_blank(&(part.words.start..clause.start)))
            };
            return parts.get(1).is_some_and(body);
        }
        // A sentence at the very end is no heading: nothing stands under it.
        !last || parts.len() > 1 || self.run[title.words.end - 1].c != '。'
    }

    /// Enters the section that the first sentence of a long paragraph opens: `（一）推进创新。坚持…`
    fn enter_run_in(&mut self, number: &Number, parts: &[Part]) {
        let Some(first) = parts.first() else { return };
        let words = &self.run[first.words.clone()];
        if let Some(stop) = words.iter().take(LONGEST_RUN_IN).position(|glyph| glyph.c == '。')
            && self.leader_first(words).is_none()
        {
            self.enter(&self.run[number.start..=first.words.start + stop]);
        }
    }

    /// Enters the section that a numbered heading opens.
    fn enter(&mut self, title: &[Glyph]) {
        self.sections.enter(&self.heading(title), sections::leaders(self.text, &glyphs::spans(title)));
    }

    /// The words of a heading with its white space, which tells the number 2.1 from a quantity.
    fn heading(&self, title: &[Glyph]) -> String {
        let mut words = String::new();
        for glyph in title {
            words.extend((glyph.gap != Gap::None).then_some(' '));
            words.push(glyph.c);
        }
        words
    }

    /// Whether a numbered paragraph may be a heading: short, one sentence, no clause.
    fn is_heading(&self, part: &Part) -> bool {
        let words = &self.run[part.words.clone()];
        words.len() <= LONGEST_HEADING
            && part.clauses.is_empty()
            && !words[..words.len() - 1].iter().any(|glyph| closes_sentence(glyph.c))
            && self.leader_first(words).is_none()
    }

    /// The tasks of an item's paragraphs. `whole`: what stands before the first clause belongs to it, over paragraphs.
    fn tasks(&mut self, mut number: Option<Number>, parts: Vec<Part>, whole: bool) {
        let first_draft = self.drafts.len();
        let mut pending: Vec<Range<usize>> = Vec::new();
        if number.is_some()
            && let [part] = &parts[..]
            && let [clause] = &part.clauses[..]
            && clause.start == part.words.start
            && matches!(self.run[clause.start].key, '(' | '[')
            && !self.is_blank(&(clause.end..part.words.end))
        {
            // 1.【责任单位：甲局】整治河道。
            let place = glyphs::spans(&self.run[clause.start..clause.end]);
            let words = clause.end..part.words.end;
            let clause = Clause { certainty: clause.certainty.max(Certainty::Likely), ..clause.clone() };
            self.clause(&mut number, &[words], clause, place, first_draft);
            return;
        }
        for part in parts {
            let mut at = part.words.start;
            if part.clauses.is_empty()
                && let Some(draft) = self.leader_task(&mut number, &part.words)
            {
                self.drafts.push(draft);
                pending.clear();
                continue;
            }
            for clause in part.clauses {
                // 备注： stands below the other labels of a task; behind the last one it may as well be about all of them.
                if clause.body.only_notes()
                    && (self.drafts.len() == first_draft || !pending.is_empty() || self.last && !self.noted)
                {
                    at = clause.end;
                    continue;
                }
                self.noted |= clause.body.only_notes();
                let mut own = at..clause.start;
                // 整治河道，责任单位：甲局: the comma leads to the labels.
                if !own.is_empty()
                    && self.run[own.end - 1].key == ','
                    && !matches!(self.run[clause.start].key, '(' | '[')
                {
                    own.end -= 1;
                }
                let clause_start = own.end;
                at = clause.end;
                let mut words = std::mem::take(&mut pending);
                let first_of_item = self.drafts.len() == first_draft;
                if !self.is_blank(&own) {
                    // A clause closes its own paragraph, the first one under a heading or number all before it.
                    if !(whole && first_of_item) {
                        words.clear();
                    }
                    words.push(own);
                } else if !whole && first_of_item {
                    // A line of labels closes what stands since the last task; without a heading, one paragraph.
                    words.drain(..words.len().saturating_sub(1));
                }
                // The stop behind a bracket stays with the task, unless the task has its own.
                let stop =
                    self.run[..part.words.end].get(at).filter(|glyph| closes_sentence(glyph.c) || glyph.key == ',');
                let has_stop = words.last().is_none_or(|last| closes_sentence(self.run[last.end - 1].c));
                let mut stop_in_clause = None;
                if let Some(stop) = stop {
                    if stop.key == ',' || has_stop {
                        stop_in_clause = Some(at);
                    } else {
                        words.push(at..at + 1);
                    }
                    at += 1;
                }
                let clause_end = stop_in_clause.map_or(clause.end, |stop| stop + 1);
                let place = glyphs::spans(&self.run[clause_start..clause_end]);
                self.clause(&mut number, &words, clause, place, first_draft);
            }
            if !self.is_blank(&(at..part.words.end)) {
                pending.push(at..part.words.end);
            }
        }
    }

    /// Whether nothing but signs stands here.
    fn is_blank(&self, words: &Range<usize>) -> bool {
        !self.run[words.clone()].iter().any(|glyph| is_wordy(glyph.c))
    }

    /// A clause behind `words`: a task, or, without words, more of the task before it.
    fn clause(
        &mut self,
        number: &mut Option<Number>,
        words: &[Range<usize>],
        clause: Clause,
        place: Vec<Span>,
        first: usize,
    ) {
        if words.iter().all(|words| self.is_blank(words)) {
            if self.drafts.len() > first
                && let Some(draft) = self.drafts.last_mut()
            {
                add(draft, clause.body, clause.certainty);
                draft.clause.extend(place);
            }
            return;
        }
        let mut draft = self.draft(number);
        draft.clause.extend(place);
        for (at, words) in words.iter().enumerate() {
            let mut words = words.clone();
            if at == 0 {
                // What a clause before left behind.
                while words.start < words.end && matches!(self.run[words.start].key, '.' | ',' | ';' | '、' | ':') {
                    words.start += 1;
                }
                if let Some((leaders, colon)) = self.leader_first(&self.run[words.clone()]) {
                    draft.leaders = leaders;
                    draft.clause.extend(glyphs::spans(&self.run[words.start..words.start + colon + 1]));
                    words.start += colon + 1;
                }
            }
            draft.text.extend(glyphs::spans(&self.run[words]));
        }
        // 重点工作（责任单位：甲局） may as well be the title of what follows.
        let stopped = |piece: &Span| piece.of(self.text).ends_with(['。', '；', '.', ';']);
        let bare = draft.seq.is_none() && !draft.text.last().is_some_and(stopped);
        let certainty = if bare { clause.certainty.max(Certainty::Likely) } else { clause.certainty };
        add(&mut draft, clause.body, certainty.max(self.certainty));
        if draft.leaders.is_empty() {
            draft.leaders = self.sections.leaders().to_vec();
        }
        self.drafts.push(draft);
    }

    /// A draft under the open sections with the item's number, if no task has taken it yet.
    fn draft(&self, number: &mut Option<Number>) -> Draft {
        let mut draft = Draft { section: self.sections.titles(), ..Draft::default() };
        if let Some(number) = number.take() {
            draft.clause.extend(glyphs::spans(&self.run[number.start..number.end]));
            draft.seq = Some((number.digits, number.digits_at));
        }
        draft
    }

    /// The task of a paragraph without a clause that names its leader: `副市长某某：负责抓好…`, `…由某某同志负总责。`
    fn leader_task(&mut self, number: &mut Option<Number>, words: &Range<usize>) -> Option<Draft> {
        let run = &self.run[words.clone()];
        if let Some((leaders, colon)) = self.leader_first(run) {
            let mut draft = self.draft(number);
            draft.clause.extend(glyphs::spans(&run[..=colon]));
            draft.leaders = leaders;
            draft.text = glyphs::spans(&run[colon + 1..]);
            return Some(draft);
        }
        let leaders = run.split(|glyph| closes_sentence(glyph.c) || glyph.key == ',').find_map(|part| {
            let by = part.iter().rposition(|glyph| glyph.c == '由')?;
            let leaders = clauses::leaders_of(self.text, &part[by..])?;
            leaders.iter().all(|person| person.title.is_some()).then_some(leaders)
        })?;
        let mut draft = self.draft(number);
        draft.leaders = leaders;
        draft.text = glyphs::spans(run);
        draft.certainty = Certainty::Likely;
        Some(draft)
    }

    /// The leaders that a paragraph begins with, and the position of the colon behind them.
    fn leader_first(&self, run: &[Glyph]) -> Option<(Vec<crate::model::Person>, usize)> {
        let colon = run.iter().take(LONGEST_LEADERS).position(|glyph| glyph.key == ':')?;
        if colon < 3 || colon + 1 >= run.len() || run[..colon].iter().any(|glyph| closes_sentence(glyph.c)) {
            return None;
        }
        let leaders = people::read(self.text, &glyphs::spans(&run[..colon]));
        let all = leaders.iter().all(|person| is_name(&person.name) && person.title.is_some());
        (all && !leaders.is_empty()).then_some((leaders, colon))
    }
}

/// Longest list of leaders in front of a task, in characters.
const LONGEST_LEADERS: usize = 40;

/// Adds what a clause says to its task.
fn add(draft: &mut Draft, body: Body, certainty: Certainty) {
    draft.units.extend(body.units);
    draft.open_ended |= body.open_ended;
    draft.leaders.extend(body.leaders);
    draft.deadline.extend(body.deadline);
    draft.note.extend(body.note);
    draft.certainty = draft.certainty.max(certainty);
}

#[cfg(test)]
mod tests;
