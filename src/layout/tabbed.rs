//! *Tabbed*: cells split by tabs, a row a line, the header repeated at page breaks.

use super::assemble::{self, RawRow};
use super::{Proposal, header_row};
use crate::Span;
use crate::lexicon::{numbering, units};
use crate::model::Certainty;
use crate::read::{Cell, Grid};

/// Lines without a tab that a table may run over: a page number, a heading in the table, the rest of a cell that is broken after
/// every thirty characters or so.
const LONGEST_BREAK: usize = 8;

/// Proposes a table that starts with `paragraphs[at]`. It needs a header, or two lines with tabs.
pub(super) fn propose(text: &str, paragraphs: &[Span], at: usize) -> Option<Proposal> {
    let first = split(text, paragraphs[at])?;
    let next_has_tab = paragraphs.get(at + 1).is_some_and(|&next| split(text, next).is_some());
    let headed = is_header(text, &first);
    if !headed && !next_has_tab {
        return None;
    }
    let mut lines = vec![Line::new(first, paragraphs[at], headed)];
    let header = headed.then(|| signature(text, &lines[0].cells));
    let mut taken = 1;
    while let Some(&span) = paragraphs.get(at + taken) {
        if let Some(cells) = split(text, span) {
            if let Some(both) = joined_to_header(text, header.as_deref().unwrap_or_default(), &cells) {
                lines.extend([both.0, both.1].map(|cells| Line::of(text, cells, Certainty::Likely)));
                taken += 1;
                continue;
            }
            // Another header means another table, unless it is the same one repeated after a page break or the
            // second row of a header.
            let below_header = lines.last().is_some_and(|line| line.header);
            let is_header = is_header(text, &cells);
            if is_header && !below_header && header.as_ref() != Some(&signature(text, &cells)) {
                break;
            }
            if headed && continues(text, lines.last()?, &cells, lines[0].cells.len()) {
                lines.last_mut()?.append(text, span, &cells);
                taken += 1;
                continue;
            }
            lines.push(Line::new(cells, span, is_header));
            taken += 1;
            continue;
        }
        // The rest of a cell and an empty one behind it.
        let cells: Vec<Span> = raw(text, span);
        if headed && cells.len() == 2 && continues(text, lines.last()?, &cells, lines[0].cells.len()) {
            lines.last_mut()?.append(text, span, &cells);
            taken += 1;
            continue;
        }
        let Some(bridge) = bridge(text, paragraphs, at + taken, lines.last_mut()?) else { break };
        match bridge {
            Bridge::Continued(count) => taken += count,
            Bridge::Furniture => taken += 1,
            Bridge::Band => {
                lines.push(Line::new(vec![span], span, false));
                taken += 1;
            }
        }
    }
    Some(Proposal { grid: grid(text, lines, headed), taken, cost: 0 })
}

struct Line {
    cells: Vec<Span>,
    span: Span,
    certainty: Certainty,
    /// Its cells are column headers.
    header: bool,
}

impl Line {
    fn new(cells: Vec<Span>, span: Span, header: bool) -> Self {
        Self { cells, span, certainty: Certainty::Certain, header }
    }

    /// A line of these cells, found inside another.
    fn of(text: &str, cells: Vec<Span>, certainty: Certainty) -> Self {
        let span = cells[0].join(cells[cells.len() - 1]);
        let header = is_header(text, &cells);
        Self { cells, span, certainty, header }
    }

    /// Adds a line whose first cell continues the last one.
    fn append(&mut self, text: &str, span: Span, cells: &[Span]) {
        if let Some(last) = self.cells.last_mut() {
            *last = last.join(cells[0]);
        }
        self.cells.extend_from_slice(&cells[1..]);
        self.span = self.span.join(span);
        self.certainty = Certainty::Likely;
        self.header = is_header(text, &self.cells);
    }
}

/// The header repeated after a page break and the row behind it, where the end of the line between them is lost: the last
/// header and the first cell of the row stand in one cell.
fn joined_to_header(text: &str, header: &[String], cells: &[Span]) -> Option<(Vec<Span>, Vec<Span>)> {
    let last = header.len().checked_sub(1).filter(|&last| last > 0 && cells.len() > header.len())?;
    let same = |at: usize| crate::text::squeeze(cells[at].of(text)) == header[at];
    let seam = cells[last];
    let words = seam.of(text);
    let start = words.len() - words.trim_start().len();
    if header[last].is_empty() || !words[start..].starts_with(header[last].as_str()) || !(0..last).all(same) {
        return None;
    }
    let cut = start + header[last].len();
    let mut above = cells[..last].to_vec();
    above.push(seam.sub(0, cut));
    let mut below = vec![seam.sub(cut, words.len())];
    below.extend_from_slice(&cells[last + 1..]);
    Some((above, below))
}

/// Whether a line brings the cells that the line before it lacks: its last cell was broken over lines. Where rows are numbered it
/// may bring only some of them.
fn continues(text: &str, before: &Line, cells: &[Span], columns: usize) -> bool {
    let together = before.cells.len() + cells.len() - 1;
    let broken = || number(text, before).is_some() && !ends_sentence(text, before);
    before.cells.len() < columns
        && (together == columns || together < columns && broken())
        && !cells[0].trim(text).is_empty()
        && numbering::alone(cells[0].of(text)).is_none()
        && !before.header
}

/// The number that a row begins with.
fn number(text: &str, line: &Line) -> Option<u32> {
    numbering::alone(line.cells.first()?.of(text)).map(|(value, _)| value)
}

fn ends_sentence(text: &str, line: &Line) -> bool {
    line.span.of(text).trim_end().ends_with(['。', '；'])
}

/// Whether the last cell of a row is a list of units that breaks off within a name, or goes on with `rest`.
fn breaks_off(text: &str, line: &Line, rest: &str) -> bool {
    let Some(cell) = line.cells.last().map(|cell| cell.trim(text).of(text)).filter(|cell| !cell.is_empty()) else {
        return false;
    };
    let unit = |words: &str| units::items(words).last().is_some_and(units::is_unit);
    rest.starts_with(['、', '，']) || !unit(cell) && unit(rest)
}

/// The cells of a line, or `None` where it has no tab between words.
fn split(text: &str, line: Span) -> Option<Vec<Span>> {
    if !line.of(text).contains('\t') {
        return None;
    }
    let cells = raw(text, line);
    let filled = cells.iter().filter(|cell| !cell.trim(text).is_empty()).count();
    // A single word with tabs around it is an indented line, unless the tabs make it a row of its own.
    (filled >= 2 || cells.len() >= 3).then_some(cells)
}

/// What stands between the tabs of a line.
fn raw(text: &str, line: Span) -> Vec<Span> {
    let words = line.of(text);
    let mut cells = Vec::new();
    let mut start = 0;
    for (tab, _) in words.match_indices('\t').take(assemble::MOST_COLUMNS - 1) {
        cells.push(line.sub(start, tab));
        start = tab + 1;
    }
    cells.push(line.sub(start, words.len()));
    cells
}

fn is_header(text: &str, cells: &[Span]) -> bool {
    header_row::is_header(cells.iter().map(|cell| cell.of(text)))
}

fn signature(text: &str, cells: &[Span]) -> Vec<String> {
    cells.iter().map(|cell| crate::text::squeeze(cell.of(text))).collect()
}

enum Bridge {
    /// So many lines were added to the row before.
    Continued(usize),
    Furniture,
    Band,
}

/// What a line without tabs means between lines with tabs.
fn bridge(text: &str, paragraphs: &[Span], at: usize, before: &mut Line) -> Option<Bridge> {
    let following = paragraphs[at + 1..].iter().take(LONGEST_BREAK).position(|&next| split(text, next).is_some())?;
    let words = paragraphs[at].trim(text).of(text);
    if super::is_page_number(words) {
        return Some(Bridge::Furniture);
    }
    let next = split(text, paragraphs[at + 1 + following])?;
    if following == 0
        && !is_header(text, &next)
        && let Some(number) = numbering::leading(words)
        && number.style.level().is_some()
        && words.chars().count() <= 60
        && !words.ends_with(['。', '；', '，', '、'])
    {
        return Some(Bridge::Band);
    }
    // A cell that was broken over lines: its pieces are lines without tabs, the last of them up to the next tab.
    let own_row =
        numbering::alone(next[0].of(text)).is_some() || next[0].trim(text).is_empty() || is_header(text, &next);
    let follows = || {
        number(text, before)
            .is_some_and(|own| numbering::alone(next[0].of(text)).is_some_and(|(next, _)| next == own + 1))
    };
    if following == 0 && follows() && breaks_off(text, before, words) {
        before.append(text, paragraphs[at], &[paragraphs[at]]);
        return Some(Bridge::Continued(1));
    }
    if own_row || ends_sentence(text, before) {
        return None;
    }
    let last = before.cells.last_mut()?;
    *last = last.join(paragraphs[at + following]);
    before.append(text, paragraphs[at + 1 + following], &next);
    Some(Bridge::Continued(following + 2))
}

fn grid(text: &str, lines: Vec<Line>, headed: bool) -> Grid {
    let rows = lines.into_iter().map(|line| {
        let mut cells: Vec<Cell> = line.cells.iter().map(|&cell| Cell::of(text, cell)).collect();
        // Without headers tabs at a line's end do not say how many columns there are.
        while !headed && cells.last().is_some_and(Cell::is_empty) {
            cells.pop();
        }
        RawRow { cells, span: line.span, marked_header: false, certainty: line.certainty }
    });
    assemble::grid(text, rows.collect(), false)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Block;

    fn table(text: &str) -> Option<(Vec<Vec<String>>, usize)> {
        let manuscript = crate::read(text.as_bytes(), "t.txt");
        let paragraphs: Vec<Span> = manuscript
            .blocks
            .iter()
            .filter_map(|block| if let Block::Paragraph(span) = block { Some(*span) } else { None })
            .collect();
        propose(text, &paragraphs, 0).map(|proposal| {
            let rows = proposal
                .grid
                .rows
                .iter()
                .map(|row| row.cells.iter().map(|cell| cell.squeezed(text)).collect())
                .collect();
            (rows, proposal.taken)
        })
    }

    #[test]
    fn a_header_repeated_after_a_page_number_stays_in_the_table() {
        let (rows, taken) = table(
            "序号\t重点工作\t责任单位\n1\t修渠。\t市水利局\n— 2 —\n序号\t重点工作\t责任单位\n2\t植树。\t市林业局\n",
        )
        .unwrap();
        assert_eq!(taken, 5);
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[3], ["2", "植树。", "市林业局"]);
    }

    #[test]
    fn a_cell_broken_over_lines_is_joined() {
        let (rows, taken) =
            table("序号\t重点工作\t责任单位\n1\t修好北干\n渠和南干渠。\t市水利局\n2\t植树。\t市林业局\n").unwrap();
        assert_eq!(taken, 4);
        assert_eq!(rows[1], ["1", "修好北干渠和南干渠。", "市水利局"]);
    }

    #[test]
    fn two_header_rows_are_one_header() {
        let text = "序号\t重点工作\t责任分工\t\t备注\n\t\t牵头单位\t配合单位\t\n1\t修渠。\t市水利局\t市财政局\t\n";
        let manuscript = crate::read(text.as_bytes(), "t.txt");
        let crate::layout::Element::Table(grid) = &crate::layout::lay_out(&manuscript)[0] else { panic!("no table") };
        use crate::lexicon::columns::Column::{Lead, Note, Number, Support, Task};
        assert_eq!(header_row::roles(text, grid), [Some(Number), Some(Task), Some(Lead), Some(Support), Some(Note)]);
    }

    #[test]
    fn one_tab_in_prose_is_no_table() {
        assert_eq!(table("第一段\t有一个制表符。\n第二段没有。\n"), None);
    }
}
