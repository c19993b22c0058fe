//! Many notices at a time: what a reader searches, filters and lists over all of them, kept compact. The notices
//! themselves are parsed anew from their files when one is opened.

mod counts;
mod search;
mod select;

use std::collections::HashMap;

pub use select::{Choices, Found, LibraryQuery, List, Selection, UNSTATED};

use super::deadline::Deadline;
use super::{Check, Due, Names, fold_into, weight};
use crate::lexicon::numbering;
use crate::model::{
    Certainty, Coverage, Diagnostic, Field, Header, Person, SCHEMA, Severity, Source, Task, Unit, UnitRole,
};
use crate::text::{fold, is_space};
use crate::{Notice, Span};
use counts::Counts;
use search::Search;

/// Most that a library holds, in bytes: some 7,000 notices of 45 KB. Chromium gives a page's worker up to 4 GiB, but an
/// office's old desktop may have no more than that altogether.
pub const MOST_BYTES: usize = 512 * 1024 * 1024;

/// The place of no name.
const NONE: u32 = u32::MAX;

/// Between the parts of a phrase that is made of several (headings, aliases); never in a notice's own words, which have
/// no control characters left where they are squeezed.
const PART: &str = "\u{1f}";

/// Between the head of another column and its cell.
const CELL: char = '\u{1e}';

/// The library cannot take another notice: it would hold more than its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Full;

/// Notices in the order in which they were added.
#[derive(Debug)]
pub struct Library {
    notices: Vec<Shelved>,
    numbers: HashMap<String, u32>,
    units: Pool,
    leaders: Pool,
    issuers: Pool,
    /// Outermost headings, each [`as many notices have it`](common_heading).
    headings: Pool,
    /// Headings, attachments, aliases, titles of leaders, deadlines: whatever is said of many rows.
    phrases: Pool,
    /// Deadlines by their phrase and the year that their notice gives them.
    deadlines: Vec<Until>,
    deadline_numbers: HashMap<(u32, Option<u32>), u32>,
    /// Sections by their phrase.
    sections: Vec<Under>,
    section_numbers: HashMap<u32, u32>,
    /// Diagnostics without their places, each once.
    remarks: Vec<Diagnostic>,
    remark_numbers: HashMap<String, u32>,
    searches: Vec<Search>,
    /// Where nothing is filtered.
    whole: Counts,
    bytes: usize,
    limit: usize,
}

impl Default for Library {
    fn default() -> Self {
        Self::with_limit(MOST_BYTES)
    }
}

/// Names, each once, with what search looks at.
#[derive(Debug, Default)]
struct Pool {
    names: Names,
    folded: Vec<Box<str>>,
    bytes: usize,
}

/// A deadline.
#[derive(Clone, Copy, Debug)]
struct Until {
    /// As printed.
    words: u32,
    time: Option<Deadline>,
    due: Due,
}

/// The headings above a row.
#[derive(Clone, Copy, Debug)]
struct Under {
    /// All of them as printed.
    words: u32,
    /// The outermost.
    heading: u32,
}

/// A notice as the library keeps it. Its rows' words stand behind each other, each row knowing where its own end.
#[derive(Debug)]
struct Shelved {
    key: Box<str>,
    name: Box<str>,
    title: Option<Box<str>>,
    number: Option<Box<str>>,
    date: Option<Box<str>>,
    issuer: u32,
    year: Option<u16>,
    to_check: u32,
    /// Rows that a reader changed, added or took out.
    corrected: u32,
    /// What search finds all its rows by: title, issuer, number and file name, folded.
    head: Box<str>,
    /// The rows' ids, numbers, words, notes and other columns as printed.
    text: Box<str>,
    /// The same without the ids, folded, a row a line.
    words: Box<str>,
    rows: Box<[Row]>,
    units: Box<[UnitMention]>,
    leaders: Box<[LeaderMention]>,
    remarks: Box<[u32]>,
}

/// A task. All that it "ends" at begins where the row before ends.
#[derive(Clone, Copy, Debug)]
struct Row {
    /// Ends in [`Shelved::text`] of the id, the number, the words, the note and the other columns.
    text: [u32; 5],
    words: u32,
    units: u32,
    leaders: u32,
    remarks: u32,
    attachment: u32,
    section: u32,
    deadline: u32,
    certainty: Certainty,
    open_ended: bool,
    has_target: bool,
    /// The fields that a reader corrected, a bit each in the order of [`FIELDS`].
    corrected: u8,
    checked: bool,
    /// The things to check that it falls under, a bit each in the order of [`Check::ALL`].
    checks: u8,
}

/// The fields that can be corrected.
const FIELDS: [Field; 7] =
    [Field::Section, Field::Seq, Field::Text, Field::Leaders, Field::Units, Field::Deadline, Field::Note];

#[derive(Clone, Copy, Debug)]
struct UnitMention {
    unit: u32,
    aliases: u32,
    role: UnitRole,
    /// The weightiest role of all mentions of this unit in the row; on the first of them.
    weightiest: UnitRole,
    /// Whether the row has named it before.
    again: bool,
}

#[derive(Clone, Copy, Debug)]
struct LeaderMention {
    leader: u32,
    title: u32,
    again: bool,
}

/// What a list of notices says of one.
#[derive(Debug, PartialEq, Eq)]
pub struct NoticeLine<'a> {
    /// Names it in links.
    pub key: &'a str,
    /// Its title, or else the name of its file.
    pub title: &'a str,
    /// Name of its file, with the folders in which it was found.
    pub name: &'a str,
    /// 发文机关.
    pub issuer: Option<&'a str>,
    /// 发文字号.
    pub number: Option<&'a str>,
    /// 成文日期, ISO 8601.
    pub date: Option<&'a str>,
    /// Its tasks.
    pub tasks: usize,
    /// Of these, tasks with a diagnostic graver than a remark or recovered from damage.
    pub to_check: usize,
    /// Rows that a reader changed, added or took out.
    pub corrected: usize,
}

impl Pool {
    fn number(&mut self, name: &str) -> u32 {
        let number = self.names.number(name);
        if number == self.folded.len() {
            let mut folded = String::new();
            fold_into(name, &mut folded);
            self.folded.push(folded.into());
            // Printed in the list and in the look-up, folded, and what holds them.
            self.bytes += 3 * name.len() + 96;
        }
        number as u32
    }

    fn optional(&mut self, name: Option<&str>) -> u32 {
        name.map_or(NONE, |name| self.number(name))
    }

    fn get(&self, number: u32) -> Option<&str> {
        self.names.list.get(number as usize).map(String::as_str)
    }
}

impl Library {
    /// An empty library that holds about so many bytes at most.
    pub fn with_limit(limit: usize) -> Self {
        Self {
            notices: Vec::new(),
            numbers: HashMap::new(),
            units: Pool::default(),
            leaders: Pool::default(),
            issuers: Pool::default(),
            headings: Pool::default(),
            phrases: Pool::default(),
            deadlines: Vec::new(),
            deadline_numbers: HashMap::new(),
            sections: Vec::new(),
            section_numbers: HashMap::new(),
            remarks: Vec::new(),
            remark_numbers: HashMap::new(),
            searches: Vec::new(),
            whole: Counts::default(),
            bytes: 0,
            limit,
        }
    }

    /// How many notices it has.
    pub fn len(&self) -> usize {
        self.notices.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.notices.is_empty()
    }

    /// How many tasks they have.
    pub fn tasks(&self) -> usize {
        self.whole.rows()
    }

    /// Whether a reader corrected or checked anything in it.
    pub fn is_corrected(&self) -> bool {
        self.notices.iter().any(|notice| notice.corrected > 0 || notice.rows.iter().any(|row| row.checked))
    }

    /// The keys of its notices.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.notices.iter().map(|notice| &*notice.key)
    }

    /// How many bytes it takes, about.
    pub fn bytes(&self) -> usize {
        let pools = [&self.units, &self.leaders, &self.issuers, &self.headings, &self.phrases];
        self.bytes + pools.map(|pool| pool.bytes).iter().sum::<usize>()
    }

    /// The notice with this key.
    pub fn line_of(&self, key: &str) -> Option<NoticeLine<'_>> {
        Some(self.line(*self.numbers.get(key)?))
    }

    /// A notice by its number, which is under [`len`](Self::len).
    pub fn line(&self, notice: u32) -> NoticeLine<'_> {
        let shelved = &self.notices[notice as usize];
        NoticeLine {
            key: &shelved.key,
            title: shelved.title.as_deref().unwrap_or(&shelved.name),
            name: &shelved.name,
            issuer: self.issuers.get(shelved.issuer),
            number: shelved.number.as_deref(),
            date: shelved.date.as_deref(),
            tasks: shelved.rows.len(),
            to_check: shelved.to_check as usize,
            corrected: shelved.corrected as usize,
        }
    }

    /// Adds a notice, in the place of the one that has its key, if one has; `name` is its file's, with the folders above it,
    /// `removed` how many rows a reader took out.
    ///
    /// # Errors
    /// When the library would hold more than its limit; it is then as before.
    pub fn add(&mut self, key: &str, name: &str, notice: &Notice, removed: usize) -> Result<(), Full> {
        let known = self.numbers.get(key).copied();
        if known.is_none() && self.bytes() >= self.limit {
            return Err(Full);
        }
        let shelved = self.shelved(key, name, notice, removed);
        self.bytes += shelved.bytes();
        match known {
            Some(number) => {
                let before = std::mem::replace(&mut self.notices[number as usize], shelved);
                self.bytes -= before.bytes();
                self.searches.clear();
                self.whole = Counts::of(self, &self.notices);
            }
            None => {
                self.numbers.insert(key.to_owned(), self.notices.len() as u32);
                self.notices.push(shelved);
                let mut whole = std::mem::take(&mut self.whole);
                whole.count_all(self, &self.notices[self.notices.len() - 1..]);
                self.whole = whole;
            }
        }
        Ok(())
    }

    /// A notice as it is kept, with its names entered.
    fn shelved(&mut self, key: &str, name: &str, notice: &Notice, removed: usize) -> Shelved {
        let header = &notice.header;
        let year = year(header);
        let mut text = String::new();
        let mut words = String::new();
        let mut rows = Vec::with_capacity(notice.tasks.len());
        let (mut units, mut leaders, mut remarks) = (Vec::new(), Vec::new(), Vec::new());
        let some_checked = notice.tasks.iter().any(|task| task.checked);
        for task in &notice.tasks {
            let mut ends = [0; 5];
            let other = task.other.iter().map(|(column, cell)| format!("{column}{CELL}{cell}"));
            let other = other.collect::<Vec<_>>().join(PART);
            let (seq, note) = (task.seq.as_deref().unwrap_or_default(), task.note.as_deref().unwrap_or_default());
            for (end, piece) in ends.iter_mut().zip([&task.id, seq, &task.text, note, &other]) {
                text.push_str(piece);
                *end = text.len() as u32;
            }
            for piece in [seq, &task.text, note, &other] {
                fold_into(piece, &mut words);
                // A search must not find what stands in two fields; no term has a line end.
                words.push('\n');
            }
            self.add_units(task, &mut units);
            self.add_leaders(task, &mut leaders);
            let own = task.diagnostics.iter().filter_map(|&number| notice.diagnostics.get(number));
            remarks.extend(own.clone().map(|note| self.remark(note)));
            rows.push(Row {
                text: ends,
                words: words.len() as u32,
                units: units.len() as u32,
                leaders: leaders.len() as u32,
                remarks: remarks.len() as u32,
                attachment: self.phrases.optional(task.attachment.as_deref()),
                section: self.section(&task.section),
                deadline: self.deadline(task.deadline.as_deref(), year.map(u32::from)),
                certainty: task.certainty,
                open_ended: task.open_ended,
                has_target: !task.targets.is_empty(),
                corrected: bits(FIELDS.map(|field| task.corrected.contains(&field))),
                checked: task.checked,
                // As in one notice (`Document::falls_under`).
                checks: check_bits(|check| match check {
                    Check::Doubtful | Check::Likely | Check::Noted if task.checked => false,
                    Check::Doubtful => task.certainty == Certainty::Doubtful,
                    Check::Likely => task.certainty == Certainty::Likely,
                    Check::Noted => own.clone().any(|note| note.severity > Severity::Info),
                    Check::NoUnit => task.units.is_empty(),
                    Check::Corrected => !task.corrected.is_empty(),
                    Check::Checked => task.checked,
                    Check::Unchecked => !task.checked && some_checked,
                }),
            });
        }
        let mut head = String::new();
        for part in [&header.title, &header.issuer, &header.doc_number, &Some(name.to_owned())].into_iter().flatten() {
            fold_into(part, &mut head);
            head.push('\n');
        }
        let grave = check_bits(|check| matches!(check, Check::Doubtful | Check::Noted));
        let to_check = rows.iter().filter(|row| row.checks & grave != 0).count() as u32;
        let corrected = rows.iter().filter(|row| row.corrected != 0).count();
        Shelved {
            key: key.into(),
            name: name.into(),
            title: header.title.as_deref().map(Into::into),
            number: header.doc_number.as_deref().map(Into::into),
            date: header.date.as_deref().map(Into::into),
            issuer: self.issuers.optional(header.issuer.as_deref()),
            year,
            to_check,
            corrected: (corrected + removed) as u32,
            head: head.into(),
            text: text.into(),
            words: words.into(),
            rows: rows.into(),
            units: units.into(),
            leaders: leaders.into(),
            remarks: remarks.into(),
        }
    }

    fn add_units(&mut self, task: &Task, units: &mut Vec<UnitMention>) {
        let first = units.len();
        for unit in &task.units {
            let number = self.units.number(&unit.name);
            let before = units[first..].iter_mut().find(|mention| mention.unit == number);
            let again = before.is_some();
            if let Some(mention) = before
                && weight(unit.role) > weight(mention.weightiest)
            {
                mention.weightiest = unit.role;
            }
            let aliases = (!unit.aliases.is_empty()).then(|| unit.aliases.join(PART));
            let aliases = self.phrases.optional(aliases.as_deref());
            units.push(UnitMention { unit: number, aliases, role: unit.role, weightiest: unit.role, again });
        }
    }

    fn add_leaders(&mut self, task: &Task, leaders: &mut Vec<LeaderMention>) {
        let first = leaders.len();
        for person in &task.leaders {
            let number = self.leaders.number(&person.name);
            let again = leaders[first..].iter().any(|mention| mention.leader == number);
            leaders.push(LeaderMention {
                leader: number,
                title: self.phrases.optional(person.title.as_deref()),
                again,
            });
        }
    }

    fn deadline(&mut self, words: Option<&str>, year: Option<u32>) -> u32 {
        let Some(words) = words else { return NONE };
        let phrase = self.phrases.number(words);
        let deadlines = &mut self.deadlines;
        *self.deadline_numbers.entry((phrase, year)).or_insert_with(|| {
            let (time, due) = (Deadline::read(words, year), Due::of(Some(words), year));
            deadlines.push(Until { words: phrase, time, due });
            deadlines.len() as u32 - 1
        })
    }

    /// The number of a section.
    fn section(&mut self, path: &[String]) -> u32 {
        let Some(outermost) = path.first() else { return NONE };
        let phrase = self.phrases.number(&path.join(PART));
        let (headings, sections) = (&mut self.headings, &mut self.sections);
        *self.section_numbers.entry(phrase).or_insert_with(|| {
            sections.push(Under { words: phrase, heading: headings.number(&common_heading(outermost)) });
            sections.len() as u32 - 1
        })
    }

    fn remark(&mut self, note: &Diagnostic) -> u32 {
        if let Some(&known) = self.remark_numbers.get(&note.message) {
            return known;
        }
        let number = self.remarks.len() as u32;
        self.bytes += 2 * note.message.len() + note.message_zh.len() + note.code.len() + 160;
        self.remark_numbers.insert(note.message.clone(), number);
        self.remarks.push(Diagnostic { span: Span::new(0, 0), task: None, ..note.clone() });
        number
    }

    /// Some rows of a notice (their positions in it) as a notice of its own, for views and exports that know notices: its
    /// header as far as the library keeps it, and the tasks as they were added, without their places in the source and their
    /// targets.
    pub fn excerpt(&self, notice: u32, rows: impl IntoIterator<Item = u32>) -> Notice {
        let shelved = &self.notices[notice as usize];
        let mut diagnostics = Vec::new();
        let tasks = rows.into_iter().map(|row| self.task(shelved, row as usize, &mut diagnostics)).collect();
        Notice {
            schema: SCHEMA.to_owned(),
            source: Source { name: shelved.name.to_string(), ..Source::default() },
            header: Header {
                issuer: self.issuers.get(shelved.issuer).map(str::to_owned),
                doc_number: shelved.number.as_deref().map(str::to_owned),
                title: shelved.title.as_deref().map(str::to_owned),
                date: shelved.date.as_deref().map(str::to_owned),
                ..Header::default()
            },
            tasks,
            diagnostics,
            outline: Vec::new(),
            indicators: Vec::new(),
            targets: Vec::new(),
            units: Vec::new(),
            people: Vec::new(),
            segments: Vec::new(),
            coverage: Coverage::default(),
            rules: Vec::new(),
        }
    }

    fn task(&self, shelved: &Shelved, row: usize, diagnostics: &mut Vec<Diagnostic>) -> Task {
        let own = &shelved.rows[row];
        let phrase = |number| self.phrases.get(number).map(str::to_owned);
        let parts = |number| -> Vec<String> {
            self.phrases.get(number).into_iter().flat_map(|parts| parts.split(PART)).map(str::to_owned).collect()
        };
        let [id, seq, text, note, other] = shelved.pieces(row);
        let given = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        let units = shelved.units_of(row).iter().map(|mention| Unit {
            name: self.units.get(mention.unit).unwrap_or_default().to_owned(),
            role: mention.role,
            aliases: parts(mention.aliases),
            spans: Vec::new(),
        });
        let leaders = shelved.leaders_of(row).iter().map(|mention| Person {
            name: self.leaders.get(mention.leader).unwrap_or_default().to_owned(),
            title: phrase(mention.title),
            spans: Vec::new(),
        });
        let notes = shelved.remarks_of(row).iter().map(|&number| self.remarks[number as usize].clone());
        let first = diagnostics.len();
        diagnostics.extend(notes);
        Task {
            id: id.to_owned(),
            attachment: phrase(own.attachment),
            section: self.sections.get(own.section as usize).map_or_else(Vec::new, |section| parts(section.words)),
            seq: given(seq),
            text: text.to_owned(),
            leaders: leaders.collect(),
            units: units.collect(),
            open_ended: own.open_ended,
            deadline: self.deadlines.get(own.deadline as usize).and_then(|deadline| phrase(deadline.words)),
            note: given(note),
            other: other
                .split(PART)
                .filter_map(|pair| pair.split_once(CELL))
                .map(|(column, cell)| (column.into(), cell.into()))
                .collect(),
            diagnostics: (first..diagnostics.len()).collect(),
            certainty: own.certainty,
            corrected: FIELDS
                .into_iter()
                .zip(0..)
                .filter(|(_, at)| own.corrected >> at & 1 == 1)
                .map(|(field, _)| field)
                .collect(),
            checked: own.checked,
            ..Task::default()
        }
    }
}

impl Shelved {
    /// Id, number, words, note and other columns of a row.
    fn pieces(&self, row: usize) -> [&str; 5] {
        let mut start = self.before(row).map_or(0, |before| before.text[4]) as usize;
        self.rows[row].text.map(|end| {
            let piece = &self.text[start..end as usize];
            start = end as usize;
            piece
        })
    }

    /// What search looks at in a row.
    fn words_of(&self, row: usize) -> &str {
        &self.words[self.before(row).map_or(0, |before| before.words) as usize..self.rows[row].words as usize]
    }

    fn units_of(&self, row: usize) -> &[UnitMention] {
        &self.units[self.before(row).map_or(0, |before| before.units) as usize..self.rows[row].units as usize]
    }

    fn leaders_of(&self, row: usize) -> &[LeaderMention] {
        &self.leaders[self.before(row).map_or(0, |before| before.leaders) as usize..self.rows[row].leaders as usize]
    }

    fn remarks_of(&self, row: usize) -> &[u32] {
        &self.remarks[self.before(row).map_or(0, |before| before.remarks) as usize..self.rows[row].remarks as usize]
    }

    fn before(&self, row: usize) -> Option<&Row> {
        row.checked_sub(1).map(|before| &self.rows[before])
    }

    fn bytes(&self) -> usize {
        let words = [self.key.len() * 2, self.name.len(), self.head.len(), self.text.len(), self.words.len()];
        let header = [&self.title, &self.number, &self.date].into_iter().flatten().map(|part| part.len());
        words.into_iter().chain(header).sum::<usize>()
            + size_of::<Self>()
            + size_of_val(&*self.rows)
            + size_of_val(&*self.units)
            + size_of_val(&*self.leaders)
            + size_of_val(&*self.remarks)
    }
}

/// Things to check as bits, in the order of [`Check::ALL`].
fn check_bits(has: impl Fn(Check) -> bool) -> u8 {
    bits(Check::ALL.map(has))
}

/// A bit each, the first the lowest.
fn bits<const N: usize>(set: [bool; N]) -> u8 {
    set.into_iter().enumerate().map(|(at, set)| u8::from(set) << at).sum()
}

/// A heading as other notices have it too: without its number, without how many tasks stand below it (（9项）), in half width
/// and without white space.
fn common_heading(heading: &str) -> String {
    let words = numbering::leading(heading).map_or(heading, |number| &heading[number.len..]);
    let folded = |words: &str| words.chars().filter(|&c| !is_space(c)).map(fold).collect::<String>();
    let words = folded(words);
    let mut common = words.trim_end_matches(['.', ':', ';']);
    if let Some((before, inside)) = common.strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
        && let Some(count) = inside.strip_suffix(['项', '条', '个', '件'])
        && count.strip_prefix('共').unwrap_or(count).chars().all(numbering::is_numeral)
    {
        common = before;
    }
    // A number alone is still a heading.
    if common.is_empty() { folded(heading) } else { common.to_owned() }
}

/// The year of a notice: of its date, or else of its number (发文字号 has it in 〔〕, GB/T 9704-2012, 7.2.5).
fn year(header: &Header) -> Option<u16> {
    let dated = header.date.as_deref().and_then(|date| date.get(..4)?.parse().ok());
    let numbered = || {
        let folded: String = header.doc_number.as_deref()?.chars().map(fold).collect();
        folded.split_once('[')?.1.split_once(']')?.0.parse().ok()
    };
    dated.or_else(numbered)
}

#[cfg(test)]
mod tests;
