//! *Flowed*: the text layer of a PDF. After a line of column headers come the rows, every cell wrapped over several
//! lines; the last line of one cell and the first of the next may share a line, and the merged cells of the left
//! columns stand between the rows (FORMS.md, Tables).
//!
//! Nothing but the words tells where a cell ends, so the whole table is decided at once:
//! - `region` finds the header, what repeats it on later pages, and how far the table can reach;
//! - `words` splits the lines into words and the gaps between them: a cell can only begin at a gap;
//! - `evidence` learns the leaders and units of this very notice and says of each word and gap what they look like;
//! - `reading` gives every word a column so that all costs together are least (Viterbi's algorithm, linear in
//!   the words);
//! - `merged` spreads the headings of the left columns over the rows that they span.

mod evidence;
mod merged;
mod reading;
mod region;
#[cfg(test)]
mod tests;
mod words;

use super::Proposal;
use crate::Span;
use crate::model::Certainty;
use crate::read::RowKind;
use crate::text::is_space;

/// A table of more lines than this is kept however odd it is. Shorter ones are read again at their next line if
/// they are given up, which for long ones would no longer be linear.
const LONGEST_GIVEN_UP: usize = 400;

/// A row that costs this much more than is usual in its table deserves a look.
const LIKELY: u32 = 8;

/// A row that costs this much more than is usual in its table was guessed.
const DOUBTFUL: u32 = 14;

/// A table without a row that costs less than this is none.
const NO_TABLE: u32 = 24;

/// Proposes a table whose line of column headers is `paragraphs[at]`.
pub(super) fn propose(text: &str, paragraphs: &[Span], at: usize) -> Option<Proposal> {
    let header = region::Header::read(text, paragraphs, at)?;
    if region::is_spaced(text, paragraphs, at) {
        return None;
    }
    let region = region::Region::gather(text, paragraphs, at, header);
    let stream = words::Stream::of(text, &region);
    let evidence = evidence::Evidence::of(text, &stream);
    let reading = reading::Reading::of(text, &region, &stream, &evidence);
    let usual = reading.usual_cost();
    let cheapest = reading.rows.iter().filter(|row| row.assigned).map(|row| row.cost).min()?;
    if cheapest >= NO_TABLE && region.lines.len() <= LONGEST_GIVEN_UP {
        return None;
    }
    let taken = region.taken(reading.end_line(&stream)) - at;
    let mut grid = merged::grid(text, &region, &stream, &reading, usual);
    // Where much of a table was guessed, what looks well may be the end of another row.
    let (mut rows, mut odd) = (0, 0);
    for row in grid.rows.iter().filter(|row| row.kind == RowKind::Body) {
        rows += 1;
        odd += usize::from(row.certainty > Certainty::Certain);
    }
    if odd * 3 > rows {
        grid.certainty = Certainty::Likely;
    }
    let doubtful = grid.rows.iter().filter(|row| row.kind == RowKind::Body && row.certainty == Certainty::Doubtful);
    // Nothing but content holds these columns apart: a form that sees separators explains them better.
    let doubt: usize = doubtful.map(|row| row.span.of(text).chars().filter(|&c| !is_space(c)).count()).sum();
    Some(Proposal { grid, taken, cost: 2 + doubt })
}
