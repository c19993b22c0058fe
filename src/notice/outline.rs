//! The numbered headings of the body.
//!
//! A heading is a number and a short title on a line of its own, without a stop inside; or, at the two outer levels,
//! the first sentence of a paragraph that goes on (（一）实施创新行动。坚持…). Lists are told from headings by what
//! stands below: a heading has text under it, an item of a list has the next item.

use super::lines;
use super::segments::Marks;
use crate::Span;
use crate::layout::Element;
use crate::lexicon::numbering::{self, Number, Style};
use crate::lexicon::web;
use crate::model::{Heading, SegmentRole};
use crate::read::RowKind;
use crate::text::{fold, is_space, squeeze};

/// Longest heading on a line of its own in characters, by level.
const LONGEST: [usize; 4] = [70, 60, 45, 35];

/// Longest first sentence of a paragraph that is its heading, in characters.
const LONGEST_RUN_IN: usize = 45;

/// Reads the headings in order, without a 目录, and paints their places.
pub(super) fn read(text: &str, elements: &[Element], marks: &mut Marks) -> Vec<Heading> {
    let mut lines = body_lines(text, elements, marks);
    drop_contents(text, &mut lines, marks);
    let wrap = wrap_width(&lines);
    let mut outline: Vec<Heading> = Vec::new();
    for at in 0..lines.len() {
        let Some(found) = heading(text, &lines, at, wrap) else { continue };
        if found.whole {
            marks.paint(found.heading.span, SegmentRole::Heading);
        } else {
            // The first sentence of a paragraph may also be part of a task, which then comes first.
            marks.ground(found.heading.span, SegmentRole::Heading, None);
        }
        if !repeats(&outline, &found.heading) {
            outline.push(found.heading);
        }
    }
    outline
}

/// A line of the body: a paragraph, part of a long one, or a heading row of a table.
struct Line {
    span: Span,
    words: String,
    number: Option<Number>,
    /// A row over the whole width of a table.
    band: bool,
    /// A table: only a sign that something stands here.
    table: bool,
}

impl Line {
    fn new(text: &str, span: Span, band: bool) -> Self {
        Self { span, words: squeeze(span.of(text)), number: numbering::leading(span.of(text)), band, table: false }
    }
}

fn body_lines(text: &str, elements: &[Element], marks: &Marks) -> Vec<Line> {
    let claimed = marks.painted_spans();
    let is_claimed = |span: Span| {
        let behind = claimed.partition_point(|mark| mark.start <= span.start);
        claimed[..behind].last().is_some_and(|mark| span.start < mark.end)
    };
    let mut body = Vec::new();
    for element in elements {
        match element {
            Element::Paragraph(paragraph) => {
                for piece in cut(text, lines::strip(text, *paragraph).0) {
                    let words = piece.of(text);
                    if !is_claimed(piece) && !web::is_page_number(words) && !web::is_rule(words) {
                        body.push(Line::new(text, piece, false));
                    }
                }
            }
            Element::Table(grid) => {
                body.push(Line {
                    table: true,
                    ..Line::new(text, Span::new(grid.span().start, grid.span().start), false)
                });
                for row in grid.rows.iter().filter(|row| row.kind == RowKind::Band) {
                    let pieces = row.cells.iter().find(|cell| !cell.is_empty()).map_or(&[][..], |cell| &cell.pieces);
                    if let Some(span) = pieces.iter().copied().reduce(Span::join) {
                        body.push(Line::new(text, span, true));
                    }
                }
            }
        }
    }
    body
}

/// The pieces of a paragraph that each begin with a number behind a stop or white space, or behind an outer heading
/// (一、总则（一）目标), as when a whole notice is one line.
fn cut(text: &str, paragraph: Span) -> Vec<Span> {
    let words = paragraph.of(text);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = '\n';
    let mut spaced = false;
    let mut heading_open = false;
    for (at, c) in words.char_indices() {
        if is_space(c) {
            spaced = true;
            continue;
        }
        // The second digit of 十 一 begins nothing.
        let can_start = numbering::alone(before.encode_utf8(&mut [0; 4])).is_none()
            && (fold(c) == '(' || c == '第' || numbering::alone(c.encode_utf8(&mut [0; 4])).is_some());
        let behind = matches!(before, '。' | '；' | '）' | ')' | '：' | ':') || spaced;
        if at > start && can_start && (behind || heading_open) {
            let near = near(&words[at..]);
            if let Some(number) = numbering::leading(near)
                && number.style <= Style::ArabicBracket
                && (behind && starts_piece(&number, before, spaced)
                    || heading_open && number.value == 1 && fold(c) == '(')
            {
                pieces.push(paragraph.sub(start, at).trim(text));
                start = at;
                heading_open = number.style == Style::Han;
            }
        }
        heading_open &= !matches!(c, '。' | '；');
        if start == 0 && pieces.is_empty() && before == '\n' {
            heading_open = numbering::leading(near(words)).is_some_and(|number| number.style == Style::Han);
        }
        // White space ends an outer heading inside a long line.
        (before, spaced) = (c, false);
    }
    pieces.push(paragraph.sub(start, words.len()).trim(text));
    pieces.into_iter().flat_map(|piece| split_title(text, piece)).filter(|piece| !piece.is_empty()).collect()
}

/// A number inside a line begins a piece behind a stop. Inside a sentence （1） counts its parts.
fn starts_piece(number: &Number, before: char, spaced: bool) -> bool {
    match number.style {
        Style::Part | Style::Section | Style::Han | Style::HanBracket => true,
        Style::Arabic => !before.is_ascii_digit() && (spaced || before != ':'),
        _ => matches!(before, '。' | '）' | ')') && spaced,
    }
}

/// A piece of a long line whose first words, up to white space, are an outer heading with text behind it.
fn split_title(text: &str, piece: Span) -> Vec<Span> {
    let words = piece.of(text);
    let Some(number) = numbering::leading(near(words)).filter(|number| number.style <= Style::Han) else {
        return vec![piece];
    };
    let title: &str = words[number.len..].split(|c| is_space(c) || c == '。').next().unwrap_or_default();
    let end = number.len + title.len();
    let rest = words[end..].trim_start_matches(is_space);
    // Short lines may hold a space by chance; a paragraph behind it has a stop.
    if rest.len() < words[end..].len() && rest.contains('。') && title.chars().count() >= 2 {
        return vec![piece.sub(0, end), piece.sub(words.len() - rest.len(), words.len())];
    }
    vec![piece]
}

/// The front of `words`, long enough for any number.
fn near(words: &str) -> &str {
    let end = words.char_indices().nth(16).map_or(words.len(), |(at, _)| at);
    &words[..end]
}

struct Found {
    heading: Heading,
    /// The heading is a line of its own.
    whole: bool,
}

fn heading(text: &str, lines: &[Line], at: usize, wrap: Option<usize>) -> Option<Found> {
    let line = &lines[at];
    let number = line.number.as_ref()?;
    let level = number.style.level()?;
    let make = |span: Span, whole: bool| {
        let title = squeeze(span.of(text)).replace("**", "");
        Some(Found { heading: Heading { level, title, span }, whole })
    };
    if line.band {
        return make(line.span, true);
    }
    let (span, words) = unwrap(text, lines, at, wrap);
    let stop = words.find(['。', '！', '？', '；']);
    let title_end = match stop {
        Some(stop) => stop + words[stop..].chars().next().map_or(0, char::len_utf8),
        None => words.len(),
    };
    let title = &words[..title_end];
    let has_text = title.chars().count() > number.digits.chars().count() + 2;
    if !has_text || has_clause(title) || title.contains(['\t', '|']) {
        return None;
    }
    if title_end == words.len() {
        let count = title.chars().count();
        // At the inner levels a sentence with its stop is a task or an item.
        let fits = count <= LONGEST[usize::from(level) - 1] && (level <= 2 || stop.is_none());
        let closed = !title.ends_with(['；', '，', ',', '、']) && !(level > 2 && title.ends_with(['：', ':']));
        let last_line = if span.end > line.span.end { at + 1 } else { at };
        return if fits && closed && stands_over_text(lines, at, last_line) { make(span, true) } else { None };
    }
    // The stop of a sentence, with the text of the section behind it.
    let count = title.chars().count();
    let runs_in = level <= 2 && words[..title_end].ends_with('。') && count <= LONGEST_RUN_IN;
    if !runs_in || only_clause(&words[title_end..]) {
        return None;
    }
    let end = span.of(text).find('。')? + '。'.len_utf8();
    make(span.sub(0, end), false)
}

/// The line with the one or two that follow where it is broken at the width of the page.
fn unwrap(text: &str, lines: &[Line], at: usize, wrap: Option<usize>) -> (Span, String) {
    let line = &lines[at];
    let (mut span, mut words) = (line.span, line.words.clone());
    let Some(wrap) = wrap else { return (span, words) };
    for next in lines.iter().skip(at + 1).take(2) {
        let broken = words.chars().count() + 2 >= wrap && !words.contains('。');
        if !broken || next.number.is_some() || next.table || next.band || width_of(&lines[at]) + 2 < wrap {
            break;
        }
        span = span.join(next.span);
        words = squeeze(span.of(text));
        if next.words.chars().count() + 2 < wrap {
            break;
        }
    }
    (span, words)
}

fn width_of(line: &Line) -> usize {
    line.words.chars().count()
}

/// The characters in a full line, if paragraphs are broken at the width of a page (a PDF's text): most lines then
/// are about as long as the longest.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().filter(|line| !line.table && !line.band).map(width_of).collect();
    widths.sort_unstable();
    let full = *widths.get(widths.len() * 9 / 10)?;
    let near = widths.iter().filter(|&&width| width + 3 >= full && width <= full + 3).count();
    ((15..=60).contains(&full) && widths.len() >= 10 && near * 3 >= widths.len()).then_some(full)
}

/// A heading has something under it that is not the next number of its own kind.
fn stands_over_text(lines: &[Line], at: usize, last: usize) -> bool {
    let number = |at: usize| lines.get(at).and_then(|line: &Line| line.number.as_ref());
    let Some(own) = number(at) else { return false };
    let is_item = |at: usize| number(at).is_some_and(|next| next.style == own.style);
    let follows = |at: usize| is_item(at) && number(at).is_some_and(|next| next.value == own.value + 1);
    if follows(last + 1) {
        return false;
    }
    // The last of a list: the one before it stood directly above.
    let ends_list = own.value > 1
        && at > 0
        && is_item(at - 1)
        && number(at - 1).is_some_and(|above| above.value + 1 == own.value)
        && width_of(&lines[at - 1]) <= LONGEST[0];
    !ends_list && last + 1 < lines.len()
        || (own.value > 1 && !ends_list && last + 1 == lines.len() && own.style < Style::Arabic)
}

/// A bracket of responsibility or a label inside a title makes it a task.
fn has_clause(title: &str) -> bool {
    ["责任单位", "牵头单位", "责任部门", "牵头部门", "配合单位", "責任單位"].iter().any(|label| {
        title.find(label).is_some_and(|at| {
            let after = title[at + label.len()..].chars().next();
            after.is_some_and(|c| fold(c) == ':')
        })
    }) || title.ends_with(['）', ')'])
        && ["负责）", "负责)", "牵头）", "牵头)", "配合）", "配合)"].iter().any(|end| title.ends_with(end))
}

/// Nothing but a bracket stands behind the first sentence: the sentence is a task with its clause.
fn only_clause(rest: &str) -> bool {
    let bracket = rest.starts_with(['（', '(', '［', '[', '〔', '【'])
        && rest.trim_end_matches('。').ends_with(['）', ')', '］', ']', '〕', '】']);
    (bracket && !rest.trim_end_matches(['）', ')', '。']).contains('。'))
        || has_clause(&rest[..rest.len().min(label_len(rest))])
}

/// Bytes at the front of `rest` in which a label of responsibility would stand.
fn label_len(rest: &str) -> usize {
    rest.char_indices().nth(12).map_or(rest.len(), |(at, _)| at)
}

/// The heading printed again behind a page break, with nothing of its kind between.
fn repeats(outline: &[Heading], heading: &Heading) -> bool {
    let last = outline.iter().rev().find(|before| before.level <= heading.level);
    last.is_some_and(|before| before.level == heading.level && before.title == heading.title)
}

/// Takes the lines of a 目录 out and paints them.
fn drop_contents(text: &str, lines: &mut Vec<Line>, marks: &mut Marks) {
    let start = lines.iter().position(|line| is_contents_mark(&line.words));
    let (start, first) = match start {
        Some(mark) => (mark, mark + 1),
        None => match leaders(text, lines) {
            Some(first) => (first, first),
            None => return,
        },
    };
    let Some(opening) = lines.get(first).map(|line| entry_key(text, line)) else { return };
    let mut end = first;
    while let Some(line) = lines.get(end) {
        let repeated = end > first && entry_key(text, line) == opening;
        let long = line.words.contains(['。', '；']) && line.words.trim_end_matches('。').contains(['。', '；']);
        if repeated || long || line.table || line.words.chars().count() > LONGEST[0] {
            break;
        }
        end += 1;
    }
    // A mark that no list follows is a heading of something else.
    if end == first {
        return;
    }
    for line in lines.drain(start..end) {
        marks.paint(line.span, SegmentRole::Contents);
    }
}

fn is_contents_mark(words: &str) -> bool {
    matches!(words.trim_matches(['*', '【', '】', '[', ']', '：', ':']), "目录" | "目次" | "目錄" | "内容目录")
}

/// Where three lines in a row end in leaders and a page number, a list of contents begins.
fn leaders(text: &str, lines: &[Line]) -> Option<usize> {
    let with_page =
        |line: &Line| entry_key(text, line).len() < line.words.len() && line.words.contains(['…', '.', '·', '．']);
    let ends_in_digit = |line: &Line| line.words.ends_with(|c: char| fold(c).is_ascii_digit()) && !line.table;
    lines
        .windows(3)
        .position(|three| three.iter().all(|line| with_page(line) && ends_in_digit(line) && has_leader(line)))
}

fn has_leader(line: &Line) -> bool {
    ["……", "....", "····", "．．．", "…"].iter().any(|leader| line.words.contains(leader))
}

/// The words of an entry without leaders, page number, and stop, to know them again in the text.
fn entry_key(text: &str, line: &Line) -> String {
    let words = squeeze(line.span.of(text)).replace("**", "");
    let page = |c: char| fold(c).is_ascii_digit() || matches!(c, '…' | '.' | '·' | '．' | '-' | '—' | '。' | '(' | ')');
    let core = words.trim_end_matches(page);
    core.chars().map(fold).filter(|&c| c != '.').collect()
}
