//! What stands in the margins of pages: their numbers, and the headers and footers that repeat.

use std::collections::HashMap;

use super::{Item, Laid, Line};
use crate::text::{is_page_number, squeeze};

/// Lines at the top and at the bottom of a page, each, among which headers and footers are sought.
const MOST_LINES: usize = 2;

/// Of how many pages, at the least one in so many has to have a header for it to be one: left and right pages may
/// differ, and a chapter's pages from another's.
const PAGES: usize = 3;

/// How much larger than the page's other letters those of a title are, which may be repeated above each page.
const TITLE: f64 = 1.2;

/// Finds the headers, footers and numbers of pages.
pub(super) fn mark(pages: &mut [Laid]) {
    let mut seen: HashMap<(bool, String), usize> = HashMap::new();
    let count = pages.len();
    for page in pages.iter() {
        for (at_top, at) in margins(page) {
            if let Item::Line(line) = &page.items[at] {
                *seen.entry((at_top, likeness(line))).or_default() += 1;
            }
        }
    }
    let mut met: Vec<(bool, String)> = Vec::new();
    for page in pages {
        let (usual, alone) = (page.usual, page.items.len() == 1);
        for (at_top, at) in margins(page) {
            let outermost = at == 0 || at + 1 == page.items.len();
            let Item::Line(line) = &mut page.items[at] else { continue };
            let key = (at_top, likeness(line));
            let times = seen.get(&key).copied().unwrap_or(0);
            let repeated = times > 1 && times * PAGES >= count;
            // The first time a title is the title, and the mark of an attachment its mark.
            let title = (line.size > usual * TITLE || marks_attachment(&key.1)) && !met.contains(&key);
            line.furniture |= repeated && !title || outermost && !alone && is_page_number(&line.words());
            if repeated && !met.contains(&key) {
                met.push(key);
            }
        }
    }
}

/// Which items of a page are its first and last lines, with nothing but lines above or below them; and whether each is
/// one of the first.
fn margins(page: &Laid) -> Vec<(bool, usize)> {
    let is_line = |at: &usize| page.items[*at].line().is_some();
    let count = page.items.len();
    let top: Vec<usize> = (0..count).take_while(is_line).take(MOST_LINES).collect();
    let bottom = (0..count).rev().take_while(is_line).take(MOST_LINES).filter(|at| !top.contains(at));
    bottom.map(|at| (false, at)).chain(top.iter().map(|&at| (true, at))).collect()
}

/// Whether squeezed words are what a page of an attachment begins with (GB/T 9704-2012, 7.3.7): 附件2.
fn marks_attachment(words: &str) -> bool {
    words.starts_with("附件") || words.starts_with("附表")
}

/// What is the same in a header on all pages: its words without white space, whatever their digits; but 附件1 is another line
/// than 附件2.
fn likeness(line: &Line) -> String {
    let words = squeeze(&line.words());
    if marks_attachment(&words) {
        return words;
    }
    words.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
}
