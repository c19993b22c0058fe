//! Finds the tables in a run of plain paragraphs and turns each into the [`Grid`] that other formats
//! deliver directly. Each form of FORMS.md has a file of its own with one function
//! `propose(text, paragraphs, at) -> Option<Proposal>`: starting exactly at paragraph `at`, is there a table of
//! this form, and how many paragraphs does it take? The proposal with the lowest cost wins; a paragraph that no
//! form explains stays a paragraph.

mod assemble;
mod boxed;
mod centred;
mod flowed;
pub(crate) mod header_row;
mod marked;
mod markup;
mod piped;
mod spaced;
mod stacked;
mod tabbed;

pub(crate) use crate::text::is_page_number;
pub(crate) use stacked::are_names;

use crate::Span;
use crate::read::{Block, Grid, MARKED, Manuscript};
use marked::Marked;

/// A manuscript after layout.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Element {
    /// A paragraph of running text.
    Paragraph(Span),
    /// A table.
    Table(Grid),
}

/// A table that a form recognised.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Proposal {
    /// The table.
    pub grid: Grid,
    /// How many of the paragraphs it takes, counted from where it was asked to start.
    pub taken: usize,
    /// What it costs to believe this: the characters of the taken paragraphs that the form does not explain well, each
    /// weighed by how odd it is there. Zero for a table without any doubt.
    pub cost: usize,
}

/// A form's recogniser: `paragraphs[at..]` of `text`, starting exactly at `at`.
type Form = fn(text: &str, paragraphs: &[Span], at: usize) -> Option<Proposal>;

/// The forms, those that are cheapest to rule out first.
const FORMS: &[Form] = &[
    tabbed::propose,
    boxed::propose,
    piped::propose,
    markup::propose,
    spaced::propose,
    stacked::propose,
    flowed::propose,
];

/// Lays out a manuscript: its own tables, and those found among its paragraphs.
pub(crate) fn lay_out(manuscript: &Manuscript) -> Vec<Element> {
    let text = manuscript.text.as_str();
    let mut elements = Vec::new();
    let mut run: Vec<Span> = Vec::new();
    // A table that may go on, and the numbers of pages behind it.
    let mut table: Option<(Marked, Vec<Span>)> = None;
    let mut new_page = false;
    let end = |table: Option<(Marked, Vec<Span>)>, elements: &mut Vec<Element>, run: &mut Vec<Span>| {
        if let Some((table, numbers)) = table {
            elements.extend(table.elements(text));
            run.extend(numbers);
        }
    };
    for block in &manuscript.blocks {
        match block {
            Block::Paragraph(span) => match &mut table {
                Some((_, numbers)) if is_page_number(span.of(text)) => numbers.push(*span),
                _ => {
                    end(table.take(), &mut elements, &mut run);
                    run.extend(markup::apart(text, *span));
                }
            },
            // A page break does not end a table: the header is repeated on the next page.
            Block::PageBreak(_) => new_page = true,
            Block::Table(grid) if MARKED => {
                let taken = match &mut table {
                    Some((table, _)) => table.takes(text, grid, new_page),
                    None => false,
                };
                if !taken {
                    end(table.take(), &mut elements, &mut run);
                    flush(text, &mut run, &mut elements);
                    table = Some((Marked::new(grid), Vec::new()));
                }
                if let Some((_, numbers)) = &mut table {
                    numbers.clear();
                }
                new_page = false;
            }
            Block::Furniture(_) | Block::Table(_) => {}
        }
    }
    end(table, &mut elements, &mut run);
    flush(text, &mut run, &mut elements);
    elements
}

fn flush(text: &str, run: &mut Vec<Span>, elements: &mut Vec<Element>) {
    let mut at = 0;
    while at < run.len() {
        let best = FORMS
            .iter()
            .filter_map(|form| form(text, run, at))
            // Equal costs go to the proposal that explains more, then to the form listed first.
            .min_by_key(|proposal| (proposal.cost, std::cmp::Reverse(proposal.taken)));
        match best {
            Some(proposal) => {
                at += proposal.taken.max(1);
                elements.push(Element::Table(proposal.grid));
            }
            None => {
                elements.push(Element::Paragraph(run[at]));
                at += 1;
            }
        }
    }
    run.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Real notices whose tables are tabbed, stacked or flowed, and real fragments that are prose: forms that hold their
    /// cells apart in other ways must leave them alone.
    #[test]
    fn forms_with_strokes_bars_and_gaps_leave_the_real_notices_alone() {
        let shared = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
        if !shared.is_dir() {
            assert!(std::env::var_os("FENJIE_REQUIRE_SHARED").is_none(), "../shared is absent but required");
            println!("SKIPPED: ../shared is absent");
            return;
        }
        for folder in ["notices", "excerpts/notices"] {
            for entry in shared.join(folder).read_dir().expect("a folder of notices") {
                let path = entry.expect("a notice").path();
                let manuscript = crate::read(&std::fs::read(&path).expect("readable"), "notice.txt");
                let paragraphs: Vec<Span> = manuscript
                    .blocks
                    .iter()
                    .filter_map(|block| if let Block::Paragraph(span) = block { Some(*span) } else { None })
                    .collect();
                for at in 0..paragraphs.len() {
                    for form in [boxed::propose, piped::propose, markup::propose, spaced::propose] {
                        let proposal = form(&manuscript.text, &paragraphs, at);
                        let words = paragraphs[at].of(&manuscript.text);
                        assert!(proposal.is_none(), "{}: {words}", path.display());
                    }
                }
            }
        }
    }
}
