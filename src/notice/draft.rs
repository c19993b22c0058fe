//! A task while it is being put together, before it has an id.

use super::unit_list::UnitList;
use crate::Span;
use crate::lexicon::numbering::{self, Style};
use crate::model::{Certainty, Person, Unit};

/// What a table row or a responsibility clause says, every value with its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Draft {
    /// `附件1`, without white space.
    pub attachment: Option<String>,
    /// Headings from outermost to innermost, white space removed.
    pub section: Vec<String>,
    /// The row's own number: printed digits and their place.
    pub seq: Option<(String, Span)>,
    /// The task's words.
    pub text: Vec<Span>,
    /// 责任领导.
    pub leaders: Vec<Person>,
    /// Units with their roles.
    pub units: Vec<Unit>,
    /// The unit list ends in 等.
    pub open_ended: bool,
    /// 完成时限.
    pub deadline: Vec<Span>,
    /// 备注.
    pub note: Vec<Span>,
    /// Cells of columns that the contract has no field for, with their headers.
    pub other: Vec<(String, Vec<Span>)>,
    /// Where the responsibility clause stands, brackets and labels included (empty for table rows).
    pub clause: Vec<Span>,
    /// The cells that leaders and units stand in, those of earlier rows left out (empty for clauses).
    pub cells: Cells,
    /// Cells of the row that belong to its section: group names and their numbers.
    pub section_cells: Vec<Span>,
    /// The whole table row (empty for clauses).
    pub row: Span,
    /// How sure the reader is.
    pub certainty: Certainty,
}

/// Where the cells of a row stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cells {
    /// Cells of leaders.
    pub leaders: Vec<Span>,
    /// Cells of units.
    pub units: Vec<Span>,
}

impl Draft {
    /// Adds a list of units.
    pub fn add_units(&mut self, list: UnitList) {
        self.units.extend(list.units);
        self.open_ended |= list.open_ended;
    }

    /// Takes the number in front of the task's words as the row's own (`3. 修渠。`), unless the words are a numbered list
    /// of their own (`1. 修渠；2. 植树。`).
    pub fn take_number(&mut self, text: &str) {
        let Some(&first) = self.text.first() else { return };
        let words = first.of(text);
        let Some(number) = numbering::leading(words) else { return };
        if matches!(number.style, Style::Part | Style::Section | Style::Shi) || number.len >= words.len() {
            return;
        }
        if number.value == 1 && self.lists_further(text, number.style) {
            return;
        }
        let (start, end) = number.digits_at;
        self.seq = Some((number.digits, first.sub(start, end)));
        self.text[0] = first.sub(number.len, words.len());
    }

    /// Whether a second item of a numbered list of this style follows in the words.
    fn lists_further(&self, text: &str, style: Style) -> bool {
        self.text.iter().any(|piece| {
            let words = piece.of(text);
            let starts = words.match_indices(['。', '；', ';', '\n', ' ']).map(|(at, mark)| at + mark.len());
            std::iter::once(0)
                .chain(starts)
                .filter_map(|at| numbering::leading(&words[at..]))
                .any(|number| number.style == style && number.value == 2)
        })
    }
}
