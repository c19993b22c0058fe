//! Opened notices and what can be asked of them: filters over cells of several values, facets with counts, search
//! and sorting.

#[cfg(feature = "more")]
pub mod corrections;
mod deadline;
mod facets;
mod groups;
#[cfg(feature = "more")]
pub mod library;
#[cfg(feature = "more")]
pub(crate) mod pinyin;
mod query;
#[cfg(feature = "more")]
mod workload;

use std::collections::HashMap;

pub use deadline::Due;
pub use facets::{Facets, SectionValue, Value};
pub use groups::{Grouping, RowGroup};
pub use query::{Check, Query, RoleFilter, Sort, SortKey};
#[cfg(feature = "more")]
pub use workload::{Dated, Load, Party, Together};

use crate::model::{Certainty, Severity, Task, UnitRole};
use crate::read::Encoding;
#[cfg(feature = "more")]
use crate::read::{Block, Pages};
use crate::{Manuscript, Notice};
use deadline::Deadline;

/// Between the headings of a section's path, in [`Section::path`] and in links.
pub(crate) const PATH_SEPARATOR: &str = " › ";

/// The notices that are open, in the order in which they were opened.
#[derive(Debug, Default)]
pub struct Book {
    documents: Vec<Document>,
}

impl Book {
    /// Adds a document, or puts it in the place of the one with the same key.
    pub fn open(&mut self, document: Document) {
        match self.documents.iter_mut().find(|open| open.key == document.key) {
            Some(open) => *open = document,
            None => self.documents.push(document),
        }
    }

    /// Takes a document out.
    pub fn close(&mut self, key: &str) {
        self.documents.retain(|document| document.key != key);
    }

    /// The document with this key.
    pub fn document(&self, key: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.key == key)
    }

    /// The document with this key, to be worked on.
    #[cfg(feature = "more")]
    pub(crate) fn document_mut(&mut self, key: &str) -> Option<&mut Document> {
        self.documents.iter_mut().find(|document| document.key == key)
    }

    /// All of them, to be worked on.
    #[cfg(feature = "more")]
    pub(crate) fn documents_mut(&mut self) -> &mut [Document] {
        &mut self.documents
    }

    /// All of them.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }
}

/// A key that the same bytes always get, so that a link made yesterday fits the file opened today: FNV-1a, as it has
/// to tell apart a reader's own files and nothing more.
pub fn key_of(bytes: &[u8]) -> String {
    let hash = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    format!("{hash:016x}")
}

/// An open notice with its index. Units, leaders and sections are numbered in the order of first mention, which in a
/// notice is the order of rank.
#[derive(Debug)]
pub struct Document {
    /// Names the document in links.
    pub key: String,
    /// [`key_of`] the bytes of its file: what is kept of the reader's work on it goes by this. Differs from `key` where a
    /// link names the document otherwise, as those to samples do.
    pub content: String,
    /// The encoding that the reader chose for its file, where they did.
    pub encoding: Option<Encoding>,
    /// The decoded text that the notice's spans point into.
    pub text: String,
    /// Where in the text its pages end, in bytes.
    #[cfg(feature = "more")]
    pub page_ends: Vec<usize>,
    /// Where the words stand on its pages, if those are fixed.
    #[cfg(feature = "more")]
    pub pages: Pages,
    /// What it says, with the reader's corrections.
    pub notice: Notice,
    /// The corrections, from the first one on.
    #[cfg(feature = "more")]
    work: Option<Box<corrections::Work>>,
    rows: Vec<Row>,
    units: Names,
    leaders: Names,
    sections: Vec<Section>,
    /// How many rows the reader has checked.
    checked: usize,
}

/// A task as the index sees it.
#[derive(Debug)]
struct Row {
    /// Units without repetition, each with the weightiest role that it has.
    units: Vec<(usize, UnitRole)>,
    leaders: Vec<usize>,
    section: Option<usize>,
    /// Everything that search looks at, folded.
    words: String,
    deadline: Option<Deadline>,
    due: Due,
}

/// A heading that has tasks below it.
#[derive(Debug)]
pub struct Section {
    /// The headings from the outermost to this one, joined: unique in the document.
    pub path: String,
    /// The heading itself.
    pub title: String,
    /// How many headings stand above it.
    pub depth: usize,
    parent: Option<usize>,
    /// Position of the first task below it.
    first: usize,
}

#[derive(Debug, Default)]
struct Names {
    list: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl Names {
    fn number(&mut self, name: &str) -> usize {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        self.list.push(name.to_owned());
        self.numbers.insert(name.to_owned(), self.list.len() - 1);
        self.list.len() - 1
    }

    fn chosen(&self, names: &[String]) -> Vec<usize> {
        // A name that the document does not know must match nothing, not be passed over.
        names.iter().map(|name| self.numbers.get(name).copied().unwrap_or(usize::MAX)).collect()
    }
}

#[cfg(feature = "more")]
fn page_ends(blocks: &[Block]) -> Vec<usize> {
    blocks.iter().filter_map(|block| if let Block::PageBreak(at) = block { Some(*at) } else { None }).collect()
}

impl Document {
    /// Indexes a parsed notice.
    pub fn new(key: String, manuscript: Manuscript, notice: Notice) -> Self {
        let mut document = Self {
            content: key.clone(),
            encoding: None,
            key,
            #[cfg(feature = "more")]
            page_ends: page_ends(&manuscript.blocks),
            #[cfg(feature = "more")]
            pages: manuscript.pages,
            text: manuscript.text,
            notice,
            #[cfg(feature = "more")]
            work: None,
            rows: Vec::new(),
            units: Names::default(),
            leaders: Names::default(),
            sections: Vec::new(),
            checked: 0,
        };
        document.index();
        document
    }

    /// Makes the index of the notice as it is now.
    fn index(&mut self) {
        let notice = &self.notice;
        let (mut units, mut leaders) = (Names::default(), Names::default());
        let mut sections: Vec<Section> = Vec::new();
        let mut paths = HashMap::new();
        let year = year_of(notice);
        let mut rows = Vec::with_capacity(notice.tasks.len());
        for task in &notice.tasks {
            let mut own: Vec<(usize, UnitRole)> = Vec::new();
            for unit in &task.units {
                let number = units.number(&unit.name);
                match own.iter_mut().find(|(other, _)| *other == number) {
                    Some((_, role)) if weight(unit.role) > weight(*role) => *role = unit.role,
                    Some(_) => {}
                    None => own.push((number, unit.role)),
                }
            }
            let mut people: Vec<usize> = task.leaders.iter().map(|person| leaders.number(&person.name)).collect();
            people.dedup();
            rows.push(Row {
                units: own,
                leaders: people,
                section: section(notice, (rows.len(), task), &mut sections, &mut paths),
                words: words(task),
                deadline: task.deadline.as_deref().and_then(|words| Deadline::read(words, year)),
                due: Due::of(task.deadline.as_deref(), year),
            });
        }
        self.checked = notice.tasks.iter().filter(|task| task.checked).count();
        (self.rows, self.units, self.leaders, self.sections) = (rows, units, leaders, sections);
    }

    /// What to call it: its title, or else the name of its file.
    pub fn title(&self) -> &str {
        self.notice.header.title.as_deref().unwrap_or(&self.notice.source.name)
    }

    /// The task with this id, and its position.
    pub fn task(&self, id: &str) -> Option<(usize, &Task)> {
        self.notice.tasks.iter().enumerate().find(|(_, task)| task.id == id)
    }

    /// The headings above a task, outermost first, its attachment among them.
    pub fn sections_of(&self, task: usize) -> Vec<&Section> {
        let mut path: Vec<&Section> =
            std::iter::successors(self.rows[task].section, |&number| self.sections[number].parent)
                .map(|number| &self.sections[number])
                .collect();
        path.reverse();
        path
    }

    /// All sections, in order, each with the position of its first task.
    pub fn sections(&self) -> impl Iterator<Item = (&Section, usize)> {
        self.sections.iter().map(|section| (section, section.first))
    }

    /// How many units, leaders and sections the tasks name.
    pub fn counts(&self) -> (usize, usize, usize) {
        (self.units.list.len(), self.leaders.list.len(), self.sections.len())
    }

    /// How many rows the reader has checked.
    pub fn checked(&self) -> usize {
        self.checked
    }

    /// How many of the reader's corrections no longer fit what the parser reads.
    pub fn unfit(&self) -> usize {
        #[cfg(feature = "more")]
        let unfit = self.work.as_ref().map_or(0, |work| work.unfit());
        #[cfg(not(feature = "more"))]
        let unfit = 0;
        unfit
    }

    /// Whether any unit leads any task.
    pub fn has_leads(&self) -> bool {
        self.rows.iter().any(|row| row.units.iter().any(|&(_, role)| role == UnitRole::Lead))
    }

    /// Whether a task has a measurable target.
    pub fn has_target(&self, task: usize) -> bool {
        !self.notice.tasks[task].targets.is_empty()
    }

    /// Whether a task falls under `check`.
    pub fn falls_under(&self, task: usize, check: Check) -> bool {
        let task = &self.notice.tasks[task];
        match check {
            // Who has checked a row has answered what was doubtful about it.
            Check::Doubtful | Check::Likely | Check::Noted if task.checked => false,
            Check::Doubtful => task.certainty == Certainty::Doubtful,
            Check::Likely => task.certainty == Certainty::Likely,
            Check::Noted => task
                .diagnostics
                .iter()
                .any(|&number| self.notice.diagnostics.get(number).is_some_and(|note| note.severity > Severity::Info)),
            Check::NoUnit => task.units.is_empty(),
            Check::Corrected => !task.corrected.is_empty(),
            Check::Checked => task.checked,
            Check::Unchecked => !task.checked && self.checked > 0,
        }
    }
}

/// The year of a notice's date.
fn year_of(notice: &Notice) -> Option<u32> {
    notice.header.date.as_deref().and_then(|date| date.get(..4)).and_then(|year| year.parse().ok())
}

/// How much a role binds: a unit that a row names twice has the weightier one.
fn weight(role: UnitRole) -> u8 {
    match role {
        UnitRole::Lead => 2,
        UnitRole::Responsible => 1,
        UnitRole::Support => 0,
    }
}

/// The number of the section that a task stands in, with all its ancestors entered.
fn section(
    notice: &Notice,
    (first, task): (usize, &Task),
    sections: &mut Vec<Section>,
    paths: &mut HashMap<String, usize>,
) -> Option<usize> {
    let mut parent = None;
    let mut path = String::new();
    let attachment = task.attachment.as_deref().map(|name| (name, attachment_title(notice, name)));
    let headings = task.section.iter().map(|title| (title.as_str(), title.clone()));
    for (depth, (name, title)) in attachment.into_iter().chain(headings).enumerate() {
        if !path.is_empty() {
            path.push_str(PATH_SEPARATOR);
        }
        path.push_str(name);
        let number = *paths.entry(path.clone()).or_insert_with(|| {
            sections.push(Section { path: path.clone(), title, depth, parent, first });
            sections.len() - 1
        });
        parent = Some(number);
    }
    parent
}

/// `附件2` with the title that the list of attachments gives it.
fn attachment_title(notice: &Notice, name: &str) -> String {
    let digits: String = name.chars().map(crate::text::fold).filter(char::is_ascii_digit).collect();
    let number = digits.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    match number.and_then(|number| notice.header.attachments.get(number)) {
        Some(title) => format!("{name}　{title}"),
        None => name.to_owned(),
    }
}

/// What search looks at.
fn words(task: &Task) -> String {
    let mut words = String::new();
    let mut add = |part: &str| {
        fold_into(part, &mut words);
        words.push('\n');
    };
    add(&task.text);
    task.seq.iter().chain(&task.deadline).chain(&task.note).for_each(|part| add(part));
    task.other.iter().for_each(|(_, part)| add(part));
    task.attachment.iter().chain(&task.section).for_each(|part| add(part));
    for unit in &task.units {
        add(&unit.name);
        unit.aliases.iter().for_each(|alias| add(alias));
    }
    for person in &task.leaders {
        add(&person.name);
        person.title.iter().for_each(|title| add(title));
    }
    words
}

/// Appends `text` without white space, in half width and lower case.
fn fold_into(text: &str, to: &mut String) {
    let kept = text.chars().filter(|&c| !crate::text::is_space(c));
    to.extend(kept.map(|c| crate::text::fold(c).to_ascii_lowercase()));
}
