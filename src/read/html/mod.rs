//! Web pages (HTML Living Standard): what a browser would show of them, as paragraphs and tables.
//!
//! The tokens come from a parser that follows the standard; of building the tree only what matters for text and tables
//! is done here: which elements end a paragraph, and which end tags of tables may be missing.

mod charset;
mod elements;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::grid::{MOST_COLUMNS, MOST_ROWS_SPANNED};
use super::numerals::Style;
use super::parts::{Contents, DEEPEST_TABLE, Part, Table, TableCell, TableRow};
use super::{Decoder, Encoding, Note, encoding};
use crate::text::is_han;
use elements::Kind;

/// Reads a page in the encoding that it says or looks like. It never fails: whatever the tags, the words between them are
/// text.
pub(super) fn read(bytes: &[u8], decoder: &dyn Decoder) -> Contents {
    read_in(bytes, charset::of(bytes), decoder)
}

/// Reads a page in `encoding`, whatever it says of itself.
pub(super) fn read_in(bytes: &[u8], encoding: Encoding, decoder: &dyn Decoder) -> Contents {
    let (text, encoding) = encoding::decode_as(bytes, encoding, decoder);
    let mut page = Page::default();
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(&text, emitter) {
        match token {
            Ok(Token::StartTag(tag)) => page.open(&tag),
            Ok(Token::EndTag(tag)) => page.close(&tag.name),
            Ok(Token::String(words)) => page.words(&String::from_utf8_lossy(&words)),
            Ok(_) => {}
            Err(never) => match never {},
        }
    }
    page.contents.encoding = Some(encoding);
    page.finish()
}

/// An element inside which everything is set aside.
#[derive(Debug)]
struct Aside {
    name: Vec<u8>,
    /// Elements of the same name that are open, itself included.
    depth: usize,
    how: Kind,
    /// How many tables are open around it, and how many parts stand before it: what it takes is given back if it
    /// never ends.
    tables: usize,
    from: usize,
}

/// A table while it is read.
#[derive(Debug, Default)]
struct Open {
    rows: Vec<TableRow>,
    row: Option<TableRow>,
    /// Cells of the row that are marked as headers.
    headings: usize,
    in_head: bool,
    cell: Option<TableCell>,
    /// What stands in the table and in no cell: a caption, or a mistake. Browsers show it above.
    stray: Vec<Part>,
}

#[derive(Debug, Default)]
struct Page {
    contents: Contents,
    tables: Vec<Open>,
    /// Tables that are open and too deep to be kept apart.
    too_deep: usize,
    /// The paragraph that is open.
    line: String,
    /// White space stands behind it, and whether a line ended there.
    space: Option<bool>,
    aside: Option<Aside>,
    /// `<main>` and `<article>` that are open: what heads them heads the text.
    within: usize,
    preformatted: usize,
    /// The numbers of the lists that are open; of those that do not count nothing.
    lists: Vec<Option<(usize, Style)>>,
    /// The number of the item that begins.
    number: String,
}

impl Page {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = tag.name.0.as_slice();
        if let Some(aside) = &mut self.aside {
            if aside.name == name {
                aside.depth += 1;
            }
            if aside.how == Kind::Hidden {
                return;
            }
        }
        let attribute = |wanted: &[u8]| tag.attributes.get(wanted).map(|value| String::from_utf8_lossy(value));
        if self.aside.is_none()
            && let Some(how) = elements::sets_aside(name, attribute, self.within > 0)
        {
            self.end_paragraph();
            if how == Kind::Hidden && !elements::never_shown(name) {
                self.contents.note(Note::HiddenText);
            }
            if !elements::is_void(name) {
                let from = self.holder().len();
                let tables = self.tables.len();
                self.aside = Some(Aside { name: name.to_vec(), depth: 1, how, tables, from });
            }
            if how == Kind::Hidden {
                return;
            }
        }
        match name {
            b"br" => self.break_line(),
            b"hr" => self.end_paragraph(),
            b"main" | b"article" => {
                self.end_paragraph();
                self.within += 1;
            }
            b"pre" => {
                self.end_paragraph();
                self.preformatted += 1;
            }
            b"ol" => {
                self.end_paragraph();
                let start = attribute(b"start").and_then(|start| start.trim().parse().ok()).unwrap_or(1);
                self.lists.push(Some((start, Style::of_html(&attribute(b"type").unwrap_or_default()))));
            }
            b"ul" | b"menu" => {
                self.end_paragraph();
                self.lists.push(None);
            }
            b"li" => {
                self.end_paragraph();
                if let Some(Some((next, style))) = self.lists.last_mut() {
                    if let Some(value) = attribute(b"value").and_then(|value| value.trim().parse().ok()) {
                        *next = value;
                    }
                    self.number = format!("{}. ", style.write(*next));
                    *next = next.saturating_add(1);
                }
            }
            b"table" => {
                self.end_paragraph();
                if self.tables.len() < DEEPEST_TABLE {
                    self.tables.push(Open::default());
                } else {
                    self.too_deep += 1;
                }
            }
            // Parts of a table that is too deep are words of the cell around it.
            b"tr" | b"td" | b"th" | b"thead" | b"tbody" | b"tfoot" | b"caption" if self.too_deep > 0 => {
                self.end_paragraph();
            }
            b"thead" | b"tbody" | b"tfoot" => {
                self.end_row();
                if let Some(table) = self.tables.last_mut() {
                    table.in_head = name == b"thead";
                }
            }
            b"tr" => {
                self.end_row();
                if let Some(table) = self.tables.last_mut() {
                    table.row = Some(TableRow::default());
                }
            }
            b"td" | b"th" => {
                self.end_cell();
                let span = |name: &[u8]| attribute(name).and_then(|span| leading_number(&span));
                let down = match span(b"rowspan") {
                    // All rows to the end.
                    Some(0) => MOST_ROWS_SPANNED,
                    down => down.unwrap_or(1).min(MOST_ROWS_SPANNED),
                };
                let across = span(b"colspan").unwrap_or(1).clamp(1, MOST_COLUMNS);
                if let Some(table) = self.tables.last_mut() {
                    table.row.get_or_insert_default();
                    table.headings += usize::from(name == b"th");
                    table.cell = Some(TableCell { parts: Vec::new(), across, down, ..TableCell::default() });
                }
            }
            _ if elements::is_block(name) => self.end_paragraph(),
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) {
        if let Some(aside) = &mut self.aside {
            if aside.name == name {
                aside.depth -= 1;
            }
            if aside.depth == 0 {
                self.end_paragraph();
                self.aside = None;
            }
            if self.aside.as_ref().is_some_and(|aside| aside.how == Kind::Hidden) {
                return;
            }
        }
        match name {
            b"br" => self.break_line(),
            b"p" => self.end_paragraph(),
            b"main" | b"article" => {
                self.end_paragraph();
                self.within = self.within.saturating_sub(1);
            }
            b"pre" => {
                self.end_paragraph();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            b"ol" | b"ul" | b"menu" => {
                self.end_paragraph();
                self.lists.pop();
            }
            b"table" if self.too_deep > 0 => {
                self.end_paragraph();
                self.too_deep -= 1;
            }
            b"table" => self.end_table(),
            b"tr" if self.too_deep == 0 => self.end_row(),
            b"td" | b"th" if self.too_deep == 0 => self.end_cell(),
            b"thead" if self.too_deep == 0 => {
                self.end_row();
                if let Some(table) = self.tables.last_mut() {
                    table.in_head = false;
                }
            }
            _ if elements::is_block(name) => self.end_paragraph(),
            _ => {}
        }
    }

    /// Adds words to the open paragraph. White space is one space, as browsers show it, and none where a line ends
    /// between Chinese characters (CSS Text 4, segment breaks).
    fn words(&mut self, words: &str) {
        if self.aside.as_ref().is_some_and(|aside| aside.how == Kind::Hidden) {
            return;
        }
        if self.preformatted > 0 {
            self.begin();
            self.line.push_str(words);
            return;
        }
        for c in words.chars() {
            if c.is_ascii_whitespace() {
                let line_end = matches!(c, '\n' | '\r');
                self.space = Some(line_end | self.space.unwrap_or(false));
                continue;
            }
            self.begin();
            let wide = |c: char| is_han(c) || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}');
            if let Some(line_end) = self.space.take()
                && let Some(before) = self.line.chars().next_back().filter(|c| *c != '\n')
                && !(line_end && wide(before) && wide(c))
            {
                self.line.push(' ');
            }
            self.line.push(c);
        }
    }

    /// Puts the number of an item in front of its first words.
    fn begin(&mut self) {
        if !self.number.is_empty() {
            self.line.push_str(&std::mem::take(&mut self.number));
            self.space = None;
        }
    }

    fn break_line(&mut self) {
        self.space = None;
        if !self.line.is_empty() {
            self.line.push('\n');
        }
    }

    /// Where parts go now: into the cell that is open, or beside the table, or into the page.
    fn holder(&mut self) -> &mut Vec<Part> {
        match self.tables.last_mut() {
            Some(Open { cell: Some(cell), .. }) => &mut cell.parts,
            Some(table) => &mut table.stray,
            None => &mut self.contents.parts,
        }
    }

    fn end_paragraph(&mut self) {
        self.space = None;
        let line = std::mem::take(&mut self.line);
        if line.trim().is_empty() {
            return;
        }
        let part = if self.aside.is_some() { Part::Furniture(line) } else { Part::Paragraph(line) };
        self.holder().push(part);
    }

    fn end_cell(&mut self) {
        self.end_paragraph();
        if let Some(table) = self.tables.last_mut()
            && let Some(cell) = table.cell.take()
            && let Some(row) = &mut table.row
        {
            row.cells.push(cell);
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if let Some(table) = self.tables.last_mut()
            && let Some(mut row) = table.row.take().filter(|row| !row.cells.is_empty())
        {
            let all = table.headings == row.cells.len() || table.in_head;
            row.header = all && row.cells.len() > 1;
            table.headings = 0;
            table.rows.push(row);
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        let Some(table) = self.tables.pop() else { return };
        let furniture = self.aside.is_some();
        if self.aside.as_ref().is_some_and(|aside| aside.tables > self.tables.len()) {
            // What was set aside in a cell cannot reach beyond the table.
            self.aside = None;
        }
        let holder = self.holder();
        holder.extend(table.stray);
        if table.rows.is_empty() {
            return;
        }
        let whole = Part::Table(Table { rows: table.rows, ..Table::default() });
        if furniture {
            holder.push(Part::Furniture(super::parts::words(&[whole])));
        } else {
            holder.push(whole);
        }
    }

    fn finish(mut self) -> Contents {
        self.end_paragraph();
        let unending = self.aside.take();
        while !self.tables.is_empty() {
            self.end_table();
        }
        // An element that was to hold only the frame of the page and never ends holds the text too.
        if let Some(aside) = unending.filter(|aside| aside.tables == 0 && aside.how == Kind::Furniture) {
            for part in self.contents.parts.iter_mut().skip(aside.from) {
                if let Part::Furniture(words) = part {
                    *part = Part::Paragraph(std::mem::take(words));
                }
            }
        }
        self.contents
    }
}

/// The number that a value of an attribute begins with (HTML, rules for parsing non-negative integers).
fn leading_number(value: &str) -> Option<usize> {
    let value = value.trim_start();
    let end = value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len());
    value[..end.min(6)].parse().ok()
}

#[cfg(test)]
mod tests;
