//! The elements of GB/T 9704-2012, 7.2 to 7.4, and the card above a government web page.
//!
//! Every element is looked for by its own form and by its place among the others; a notice may lack any of them, and
//! a fragment has none. What is found claims its lines, so that no line is two things.

mod card;
mod closing;
mod opening;

use super::lines::Line;
use super::segments::Marks;
use crate::layout::Element;
use crate::lexicon::{documents, units, web};
use crate::model::{Header, SegmentRole};
use crate::text::{fold, is_space, squeeze};

/// Reads the header and paints its places.
pub(super) fn read(text: &str, elements: &[Element], lines: &[Line], marks: &mut Marks) -> Header {
    let mut sheet = Sheet::new(text, lines);
    let card = card::read(&mut sheet, elements, marks);
    let mut header = Header::default();
    let start = opening::read(&mut sheet, &card, &mut header);
    closing::read(&mut sheet, start, &mut header);
    fill_in(&mut header, card);
    sheet.paint(marks);
    header
}

/// What the body does not say may stand on the card; who issues may stand in the title or under the text.
fn fill_in(header: &mut Header, card: card::Card) {
    let from_title = header.title.as_deref().and_then(documents::split_title).map(|(issuer, _)| issuer.to_owned());
    let from_title = from_title.filter(|issuer| !issuer.is_empty());
    if header.issuer.is_none() {
        header.issuer = match (from_title, &header.signatory) {
            // A title may shorten the name that the signature gives in full, or run several names together.
            (Some(short), Some(full)) if full.ends_with(&short) || squeeze(&full.replace('、', "")) == short => {
                Some(full.clone())
            }
            (Some(issuer), _) => Some(issuer),
            (None, signatory) => signatory.clone().filter(|name| documents::is_issuer(name)),
        };
    }
    header.title = header.title.take().or(card.title);
    header.issuer = header.issuer.take().or(card.issuer);
    header.doc_number = header.doc_number.take().or(card.doc_number);
    header.date = header.date.take().or(card.date);
    header.disclosure = header.disclosure.take().or(card.disclosure);
    header.index_number = card.index_number;
}

/// The lines of a manuscript and what has been made of each.
struct Sheet<'a> {
    text: &'a str,
    lines: &'a [Line],
    roles: Vec<Option<SegmentRole>>,
}

impl<'a> Sheet<'a> {
    fn new(text: &'a str, lines: &'a [Line]) -> Self {
        let frame = |line: &Line| {
            let words = line.span.of(text);
            web::is_page_number(words) || web::is_rule(words) || web::is_chrome(words)
        };
        let roles = lines.iter().map(|line| frame(line).then_some(SegmentRole::Furniture)).collect();
        Self { text, lines, roles }
    }

    fn len(&self) -> usize {
        self.lines.len()
    }

    /// The words of line `at` as printed.
    fn of(&self, at: usize) -> &'a str {
        self.lines[at].span.of(self.text)
    }

    /// The words of line `at` without white space.
    fn words(&self, at: usize) -> &str {
        &self.lines[at].words
    }

    fn claim(&mut self, at: usize, role: SegmentRole) {
        self.roles[at] = Some(role);
    }

    fn is_free(&self, at: usize) -> bool {
        self.roles.get(at).is_some_and(Option::is_none)
    }

    /// The first free line from `at` on.
    fn next_free(&self, at: usize) -> Option<usize> {
        (at..self.len()).find(|&line| self.roles[line].is_none())
    }

    /// The last free line before `at`, page numbers and rules between passed over.
    fn free_before(&self, at: usize) -> Option<usize> {
        let line = (0..at).rev().find(|&line| self.roles[line] != Some(SegmentRole::Furniture))?;
        self.is_free(line).then_some(line)
    }

    fn paint(self, marks: &mut Marks) {
        for (line, role) in self.lines.iter().zip(self.roles) {
            match role {
                Some(SegmentRole::Furniture) => marks.ground(line.printed, SegmentRole::Furniture, None),
                Some(role) => marks.paint(line.printed, role),
                None => {}
            }
        }
    }
}

/// The organs that a line names when it names nothing else: one, or several with spaces or 、 between.
fn organs(line: &str) -> Option<Vec<String>> {
    let apart: Vec<String> =
        line.split(|c| is_space(c) || c == '、').map(squeeze).filter(|word| !word.is_empty()).collect();
    if apart.iter().all(|word| word.chars().count() >= 4 && is_organ(word)) && !apart.is_empty() {
        return Some(apart);
    }
    // 某 州 市 人 民 政 府 is one name, spaced out.
    let whole = squeeze(line);
    (whole.chars().count() >= 4 && is_organ(&whole)).then(|| vec![whole])
}

fn is_organ(words: &str) -> bool {
    documents::is_issuer(words) && units::is_unit(&documents::simplified(words)) && !words.contains(['，', ','])
}

/// The items of a list of units (主送机关, 抄送机关): split at 、，, and ；; outside brackets, white space removed.
fn unit_items(list: &str) -> Vec<String> {
    let list = squeeze(list);
    units::items(list.trim_end_matches(['。', '.'])).map(str::to_owned).collect()
}

/// `text` after a label and its colon, if it starts so. White space inside the label is passed over (附 件：), and
/// the colon is needed.
fn after_label<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    let mut wanted = label.chars();
    let mut next = wanted.next();
    for (at, c) in text.char_indices() {
        if is_space(c) {
            continue;
        }
        match next {
            Some(expected) if expected == c => next = wanted.next(),
            None if fold(c) == ':' => return Some(&text[at + c.len_utf8()..]),
            _ => return None,
        }
    }
    None
}

#[cfg(test)]
mod tests;
