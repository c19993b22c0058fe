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
use crate::order;
use crate::read::RowKind;
use crate::text::{fold, is_space, squeeze};

/// Longest heading on a line of its own in characters, by level.
const LONGEST: [usize; 4] = [70, 60, 45, 35];

/// Longest first sentence of a paragraph that is its heading, in characters.
const LONGEST_RUN_IN: usize = 45;

/// Reads the headings in order, without a 目录, and paints their places.
pub(super) fn read(text: &str, elements: &[Element], marks: &mut Marks) -> Vec<Heading> {
    let mut lines = body_lines(text, elements, marks);
    number_chapters(text, &mut lines);
    drop_contents(text, &mut lines, marks);
    let wrap = wrap_width(&lines);
    let mut outline: Vec<Heading> = Vec::new();
    for at in 0..lines.len() {
        let Some(found) = heading(text, &lines, at, wrap) else { continue };
        if found.whole {
            marks.paint(found.heading.span, SegmentRole::Heading);
            marks.ground(lines[at].printed, SegmentRole::Heading, None);
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
    /// The same with the marks of Markdown around it.
    printed: Span,
    words: String,
    number: Option<Number>,
    /// A row over the whole width of a table.
    band: bool,
    /// A table: only a sign that something stands here.
    table: bool,
}

impl Line {
    fn new(text: &str, span: Span, band: bool) -> Self {
        Self {
            span,
            printed: span,
            words: squeeze(span.of(text)),
            number: numbering::leading(span.of(text)),
            band,
            table: false,
        }
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
                let inner = lines::strip(text, *paragraph).0;
                for piece in cut(text, inner) {
                    let words = piece.of(text);
                    if !is_claimed(piece) && !web::is_page_number(words) && !web::is_rule(words) {
                        let printed = if piece == inner { paragraph.trim(text) } else { piece };
                        body.push(Line { printed, ..Line::new(text, piece, false) });
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

/// Gives the lines their numbers that have no mark, where 2.1 stands below one of them: 2 重点任务.
fn number_chapters(text: &str, lines: &mut [Line]) {
    let chapter = |line: &Line| if line.number.is_none() { numbering::undotted(line.span.of(text)) } else { None };
    let opens = |two: &[Line]| {
        two[1].number.as_ref().is_some_and(|below| {
            below.style == Style::Dotted(2)
                && chapter(&two[0]).is_some_and(|above| numbering::opens(&above.digits, &below.digits))
        })
    };
    if lines.windows(2).any(opens) {
        for line in lines.iter_mut().filter(|line| !line.table) {
            line.number = line.number.take().or_else(|| numbering::undotted(line.span.of(text)));
        }
    }
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
        // Markdown between the lines of a notice on one line parts them as its spaces do.
        if is_space(c) || matches!(c, '#' | '*') {
            spaced = true;
            continue;
        }
        let behind = matches!(before, '。' | '；' | '）' | ')' | '：' | ':') || spaced;
        // The second digit of 十 一 begins nothing.
        let can_start = || (fold(c) == '(' || c == '第' || numbering::is_numeral(c)) && !numbering::is_numeral(before);
        if at > start && (behind || heading_open) && can_start() {
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
    pieces
        .into_iter()
        .map(|piece| without_marks(text, piece))
        .flat_map(|piece| split_title(text, piece))
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// A piece without the Markdown marks that its line's neighbours left at its end.
fn without_marks(text: &str, piece: Span) -> Span {
    let words = piece.of(text);
    let inner = words.trim_end_matches(|c| is_space(c) || matches!(c, '#' | '-' | '*'));
    let marks = &words[inner.len()..];
    if marks.starts_with(is_space) || marks.starts_with("**") { piece.sub(0, inner.len()) } else { piece }
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
    let (span, words, last) = unwrap(text, lines, at, wrap);
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
        let opens = title.ends_with(['；', '，', ',', '、']) || level > 2 && title.ends_with(['：', ':']);
        return if fits && !opens && stands_over_text(lines, at, last) { make(span, true) } else { None };
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

/// The line with the one or two that follow where it is broken at the width of the page: its place, its words and
/// the last line of it.
fn unwrap(text: &str, lines: &[Line], at: usize, wrap: Option<usize>) -> (Span, String, usize) {
    let (mut span, mut words, mut last) = (lines[at].span, lines[at].words.clone(), at);
    let Some(wrap) = wrap else { return (span, words, last) };
    while last < at + 2 && width_of(&lines[last]) + 2 >= wrap && !words.contains('。') {
        let Some(next) = lines.get(last + 1).filter(|next| next.number.is_none() && !next.table && !next.band) else {
            break;
        };
        span = span.join(next.span);
        words = squeeze(span.of(text));
        last += 1;
    }
    (span, words, last)
}

fn width_of(line: &Line) -> usize {
    line.words.chars().count()
}

/// The characters in a full line, if paragraphs are broken at the width of a page (a PDF's text): most lines then
/// are about as long as the longest.
fn wrap_width(lines: &[Line]) -> Option<usize> {
    let mut widths: Vec<usize> = lines.iter().filter(|line| !line.table && !line.band).map(width_of).collect();
    order::sort_by_key(&mut widths, |&item| item);
    let full = *widths.get(widths.len() * 9 / 10)?;
    let near = widths.iter().filter(|&&width| width + 3 >= full && width <= full + 3).count();
    ((15..=60).contains(&full) && widths.len() >= 10 && near * 3 >= widths.len()).then_some(full)
}

/// A heading has something under it that is not the next number of its own kind.
fn stands_over_text(lines: &[Line], at: usize, last: usize) -> bool {
    let number = |at: usize| lines.get(at).and_then(|line: &Line| line.number.as_ref());
    let Some(own) = number(at) else { return false };
    let runs_on = |from: &Number, to: &Number| from.style == to.style && from.value + 1 == to.value;
    if number(last + 1).is_some_and(|below| runs_on(own, below)) {
        return false;
    }
    // The last of a list: the one before it stands directly above.
    let above = at.checked_sub(1).filter(|&above| width_of(&lines[above]) <= LONGEST[0]).and_then(number);
    let ends_list = above.is_some_and(|above| runs_on(above, own));
    // Where a text is cut off, the last of its outer headings has lost what stood under it.
    let cut_off = own.value > 1 && own.style < Style::Arabic;
    !ends_list && (last + 1 < lines.len() || cut_off)
}

/// A bracket of responsibility or a label inside a title makes it a task.
fn has_clause(title: &str) -> bool {
    let labels = ["责任单位", "牵头单位", "责任部门", "牵头部门", "配合单位", "責任單位"];
    let labelled = |label: &str| {
        let behind = title.find(label).map(|at| &title[at + label.len()..]);
        behind.is_some_and(|behind| behind.starts_with(['：', ':']))
    };
    let closing = title.strip_suffix(['）', ')']).unwrap_or_default();
    labels.into_iter().any(labelled) || ["负责", "牵头", "配合"].iter().any(|verb| closing.ends_with(verb))
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
    let Some(contents) = contents(text, lines) else { return };
    for line in lines.drain(contents) {
        marks.paint(line.span, SegmentRole::Contents);
    }
}

/// The lines of a list of contents: under the word 目录 or with leaders and page numbers, until its first entry
/// stands there again or the text begins; or, without either, a run of headings that begins anew.
fn contents(text: &str, lines: &[Line]) -> Option<std::ops::Range<usize>> {
    let is_entry = |line: &Line| {
        let sentences = line.words.trim_end_matches('。').contains(['。', '；']);
        !sentences && !line.table && line.words.chars().count() <= LONGEST[0]
    };
    let mark = lines.iter().position(|line| is_contents_mark(&line.words));
    let (start, first) = match mark.map(|mark| (mark, mark + 1)).or_else(|| leaders(text, lines).map(|at| (at, at))) {
        Some(found) => found,
        None => {
            let outer = |line: &Line| line.number.as_ref().is_some_and(|own| own.value == 1 && own.style <= Style::Han);
            let first = lines.iter().position(outer)?;
            (first, first)
        }
    };
    let opening = entry_key(text, lines.get(first)?);
    let end = (first + 1..lines.len())
        .find(|&at| !is_entry(&lines[at]) || entry_key(text, &lines[at]) == opening)
        .unwrap_or(lines.len());
    let marked = mark.is_some() || first == start && has_leader(&lines[first]);
    let begins_anew = lines.get(end).is_some_and(|line| entry_key(text, line) == opening);
    let entries = &lines[first..end];
    let repeated = begins_anew && entries.len() > 2 && entries.iter().all(|line| line.number.is_some());
    (is_entry(&lines[first]) && (marked || repeated)).then_some(start..end)
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
        .position(|three| three.iter().all(|line| ends_in_digit(line) && has_leader(line) && with_page(line)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Cell, Grid, Row};

    fn outline(text: &str) -> Vec<(u8, String)> {
        let notice = crate::parse(&crate::read(text.as_bytes(), "notice.txt"));
        notice.outline.into_iter().map(|heading| (heading.level, heading.title)).collect()
    }

    fn titles(text: &str) -> Vec<String> {
        outline(text).into_iter().map(|(_, title)| title).collect()
    }

    #[test]
    fn levels_follow_the_numbers_and_not_the_hashes() {
        let text = "#### **一、总体要求**\n坚持节水优先。\n# （一）目标。\n到年底完成。\n## 1．水库\n除险加固10座。\n##### （1）山塘\n整治20座。\n";
        let expected = [(1, "一、总体要求"), (2, "（一）目标。"), (3, "1．水库"), (4, "（1）山塘")];
        assert_eq!(outline(text), expected.map(|(level, title)| (level, title.to_owned())));
    }

    #[test]
    fn the_first_sentence_of_a_paragraph_is_its_heading() {
        let text = "一、主要任务\n（一）实施水库加固行动。完成除险加固10座，新建山塘5座。\n（二）实施河道整治行动，打造幸福河湖。整治河道30公里。\n";
        assert_eq!(
            titles(text),
            ["一、主要任务", "（一）实施水库加固行动。", "（二）实施河道整治行动，打造幸福河湖。"]
        );
    }

    #[test]
    fn tasks_and_items_of_lists_are_no_headings() {
        for text in [
            "1.完成水库除险加固10座。\n2.新建山塘5座。\n",
            "1.推进水库加固。完成除险加固10座，新建山塘5座。（责任单位：市水利局）\n",
            "一、完成水库除险加固10座，新建山塘5座。（市水利局负责）\n二、整治河道30公里。（市水利局负责）\n",
            "一、推进水库加固（责任单位：市水利局）\n二、整治河道（责任单位：市水利局）\n",
            "包括：\n1.市水利局\n2.市财政局\n3.市发改委\n",
            "2022年，全市完成水库加固10座。\n1.5万亩农田得到灌溉\n抓好落实。",
        ] {
            assert_eq!(titles(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_list_of_contents_is_left_out() {
        let body = "一、总则\n坚持节水优先。\n二、任务\n（一）水库\n加固10座。\n（二）河道\n整治30公里。\n";
        let expected = ["一、总则", "二、任务", "（一）水库", "（二）河道"];
        for contents in [
            "目　录\n一、总则\n二、任务\n（一）水库\n（二）河道\n",
            "目 录\n一、总则……1\n二、任务……3\n（一）水库……3\n（二）河道……5\n",
            "一、总则............1\n二、任务............3\n（一）水库............3\n（二）河道............5\n",
            "一、总则\n二、任务\n（一）水库\n（二）河道\n",
            "",
        ] {
            assert_eq!(titles(&format!("{contents}{body}")), expected, "{contents}");
        }
    }

    #[test]
    fn the_same_heading_in_two_attachments_stands_twice() {
        let text =
            "附件1\n一、市长牵头工作\n完成水库加固。\n二、其他工作\n抓好落实。\n附件2\n一、市长牵头工作\n整治河道。\n";
        assert_eq!(titles(text), ["一、市长牵头工作", "二、其他工作", "一、市长牵头工作"]);
    }

    #[test]
    fn headings_broken_at_the_width_of_a_page_are_joined() {
        let prose = "坚持节水优先空间均衡系统治理两手发力的治水思路不动\n摇全面推进各项水利工作，统筹发展和安全两件大事，着\n力提升水旱灾害防御能力和水资源节约集约利用的能力，\n";
        let text = format!(
            "{prose}{prose}{prose}一、加快构建系统完备安全可靠集约高效的现代化水网，\n筑牢防汛根基\n{prose}（一）推进水库除险加固和山塘整治工作走在全省的前列，\n确保安全。{prose}"
        );
        assert_eq!(
            titles(&text),
            [
                "一、加快构建系统完备安全可靠集约高效的现代化水网，筑牢防汛根基",
                "（一）推进水库除险加固和山塘整治工作走在全省的前列，确保安全。"
            ]
        );
    }

    #[test]
    fn headings_inside_a_line_are_found() {
        let text = "一、总则 坚持节水优先。 二、任务 （一）水库加固。加固水库10座，完成山塘整治。 （二）河道整治。整治河道30公里，建设堤防。";
        assert_eq!(titles(text), ["一、总则", "二、任务", "（一）水库加固。", "（二）河道整治。"]);
        let text = "一、建设现代水网，提升保障能力（一）研究水库加固，提升防御能力。（水利部门负责）具体措施：1．加固水库。（水利部门牵头）";
        assert_eq!(titles(text), ["一、建设现代水网，提升保障能力", "（一）研究水库加固，提升防御能力。"]);
    }

    #[test]
    fn rows_over_a_whole_table_are_headings_if_they_are_numbered() {
        let text = "一、水库 加固 二、河道";
        let at = |words: &str| Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len());
        let row = |kind, span| Row { kind, cells: vec![Cell::of(text, span)], span, ..Row::default() };
        let rows = vec![
            row(RowKind::Band, at("一、水库")),
            row(RowKind::Body, at("加固")),
            // Printed again behind a page break.
            row(RowKind::Band, at("一、水库")),
            row(RowKind::Band, at("二、河道")),
        ];
        let grid = Grid { columns: 1, rows, ..Grid::default() };
        let found = read(text, &[Element::Table(grid)], &mut Marks::default());
        let found: Vec<_> = found.into_iter().map(|heading| heading.title).collect();
        assert_eq!(found, ["一、水库", "二、河道"]);
    }
}
