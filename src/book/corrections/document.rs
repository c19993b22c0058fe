//! What a reader does to the rows of an open notice. Each is one step that can be taken back.

use super::{ADDED, Added, Anchor, Cell, Cells, Corrections, File, History, Origin, Part, Removal, Report};
use super::{RowCorrection, Subject, Value, apply};
use crate::Span;
use crate::book::{Document, key_of};
use crate::model::{Field, Notice, Task, Unit};
use crate::text::is_space;

/// The corrections of an open notice, with what they were laid over.
#[derive(Debug)]
pub(in crate::book) struct Work {
    /// The notice as the parser reads it.
    parsed: Notice,
    history: History,
    report: Report,
}

impl Work {
    /// How many corrections no longer fit.
    pub fn unfit(&self) -> usize {
        self.report.unfit.len()
    }
}

/// Changes to the corrections of rows, as [`History::step`] takes them.
type Changes = Vec<(String, Option<RowCorrection>)>;

impl Document {
    /// The corrections; `None` before the first.
    pub fn corrections(&self) -> Option<&Corrections> {
        self.work.as_ref().map(|work| &work.history.now)
    }

    /// What became of the corrections.
    pub fn report(&self) -> Option<&Report> {
        self.work.as_ref().map(|work| &work.report)
    }

    /// The notice as the parser reads it.
    pub fn parsed(&self) -> &Notice {
        self.work.as_ref().map_or(&self.notice, |work| &work.parsed)
    }

    /// The row of this id as the parser reads it.
    pub fn parsed_task(&self, id: &str) -> Option<&Task> {
        self.parsed().tasks.iter().find(|task| task.id == id)
    }

    /// The last row whose words begin at or before byte `at` of the text.
    pub fn row_before(&self, at: usize) -> Option<&Task> {
        let begins = |task: &&Task| task.spans.text.first().is_some_and(|span| span.start <= at);
        self.notice.tasks.iter().rfind(begins)
    }

    /// How many steps can be taken back, and how many again.
    pub fn steps(&self) -> (usize, usize) {
        self.work.as_ref().map_or((0, 0), |work| work.history.steps())
    }

    /// The corrections as a file; `None` where there are none.
    pub fn corrections_file(&self) -> Option<File> {
        let corrections = self.corrections().filter(|corrections| !corrections.is_empty())?;
        let source = &self.parsed().source;
        let notice = Subject {
            key: self.content.clone(),
            name: source.name.clone(),
            title: self.parsed().header.title.clone(),
            bytes: source.bytes,
        };
        Some(File::new(notice, corrections.clone()))
    }

    /// Puts corrections that were kept in the place of any that there are. No step: there is nothing to take back.
    pub fn restore(&mut self, corrections: Corrections) {
        self.work().history = History::of(corrections);
        self.lay();
    }

    /// Takes corrections in; in rows that both correct the new ones count.
    pub fn merge(&mut self, corrections: Corrections) {
        self.step(corrections.rows.into_iter().map(|(id, row)| (id, Some(row))).collect());
    }

    /// Takes all corrections off.
    pub fn clear_corrections(&mut self) {
        let ids: Vec<String> = self.corrections().map(|all| all.rows.keys().cloned().collect()).unwrap_or_default();
        self.step(ids.into_iter().map(|id| (id, None)).collect());
    }

    /// Takes the last step back and says whether there was one.
    pub fn undo(&mut self) -> bool {
        let any = self.work.as_mut().is_some_and(|work| work.history.undo());
        self.lay();
        any
    }

    /// Takes again the step that was last taken back and says whether there was one.
    pub fn redo(&mut self) -> bool {
        let any = self.work.as_mut().is_some_and(|work| work.history.redo());
        self.lay();
        any
    }

    /// Corrects cells of a row.
    pub fn correct(&mut self, row: &str, values: Vec<Value>) {
        let Some((_, task)) = self.task(row) else { return };
        let changes = self.with_values(task, values);
        self.step(changes);
    }

    /// Marks a row as checked, or not.
    pub fn check(&mut self, row: &str, checked: bool) {
        let Some((_, task)) = self.task(row) else { return };
        let (mut changes, mut correction) = self.corrected(task);
        correction.checked = checked.then(|| Cells::of(task));
        changes.push((row.to_owned(), Some(correction)));
        self.step(changes);
    }

    /// Says that a row is none.
    pub fn remove(&mut self, row: &str) {
        let Some((_, task)) = self.task(row) else { return };
        let changes = self.without(task, None);
        self.step(changes);
    }

    /// Joins a row with the next, and says whether there is one: their words one after the other, their leaders and
    /// units together.
    pub fn join(&mut self, row: &str) -> bool {
        let Some((at, task)) = self.task(row) else { return false };
        let Some(next) = self.notice.tasks.get(at + 1) else { return false };
        let mut changes = self.with_values(task, joined(task, next));
        changes.extend(self.without(next, Some(row.to_owned())));
        self.step(changes);
        true
    }

    /// Splits a row into one for each of `parts`, which share its leaders, units, deadline and note.
    pub fn split(&mut self, row: &str, parts: &[String]) {
        let Some((_, task)) = self.task(row) else { return };
        let [first, others @ ..] = parts else { return };
        let places = self.places(task, parts);
        let mut changes = self.with_values(task, vec![Value::Text(first.clone())]);
        let mut below = Anchor::of(task);
        let number = self.next_number();
        for (at, part) in others.iter().enumerate() {
            let shared = [Field::Section, Field::Leaders, Field::Units, Field::Deadline, Field::Note];
            let values = shared.into_iter().map(|field| Value::of(field, task)).chain([Value::Text(part.clone())]);
            let place = places.get(at + 1).cloned().unwrap_or_else(|| task.spans.text.clone());
            let added = Added { number: number + at, below: Some(below), from: Some(row.to_owned()), place };
            let (id, correction) = addition(added, values.collect());
            below = Anchor { id: id.clone(), seq: None, text: part.clone(), place: vec![] };
            changes.push((id, Some(correction)));
        }
        self.step(changes);
    }

    /// Adds a row with these cells below another, or above all, and returns its id. `place` says where its words stand
    /// in the source, if they do.
    pub fn add(&mut self, below: Option<&str>, values: Vec<Value>, place: Vec<Span>) -> String {
        let below = below.and_then(|id| self.task(id)).map(|(_, task)| Anchor::of(task));
        let (id, correction) = addition(Added { number: self.next_number(), below, from: None, place }, values);
        self.step(vec![(id.clone(), Some(correction))]);
        id
    }

    /// Takes one part of a row's corrections back. `row` is its id as in [`Corrections::row`].
    pub fn take_back(&mut self, row: &str, part: Part) {
        let Some(correction) = self.corrections().and_then(|all| all.row(row)) else { return };
        let mut correction = correction.clone();
        match part {
            Part::Added => {
                let changes = self.forget(row);
                return self.step(changes);
            }
            Part::Removed => correction.removed = None,
            Part::Checked => correction.checked = None,
            // An added row has no other words than the reader's.
            Part::Cell(_) if matches!(correction.origin, Origin::Added(_)) => return,
            Part::Cell(field) => correction.unset(field),
        }
        self.step(vec![(row.to_owned(), Some(correction))]);
    }

    /// Holds on to a part that no longer fits: it is made anew to what the parser reads now.
    pub fn insist(&mut self, row: &str, part: Part) {
        let Some(work) = &self.work else { return };
        let unfit = work.report.unfit.iter().find(|unfit| unfit.row == row && unfit.part == part);
        let Some(now) = unfit.and_then(|unfit| unfit.now.as_deref()) else { return };
        let (Some(old), Some(parsed)) = (work.history.now.row(row), self.parsed_task(now)) else { return };
        let mut renewed = old.clone();
        renewed.origin = Origin::Parsed(Anchor::of(parsed));
        match part {
            Part::Cell(field) => {
                if let Some(cell) = old.cell(field) {
                    renewed.set(Cell { was: Some(Value::of(field, parsed)), now: cell.now.clone() });
                }
            }
            Part::Removed => {
                renewed.removed = renewed.removed.map(|removal| Removal { was: parsed.text.clone(), ..removal });
            }
            Part::Checked => renewed.checked = self.task(now).map(|(_, task)| Cells::of(task)),
            Part::Added => {}
        }
        let changes = vec![(row.to_owned(), None), (now.to_owned(), Some(renewed))];
        self.step(changes);
    }

    fn work(&mut self) -> &mut Work {
        let notice = &self.notice;
        self.work.get_or_insert_with(|| {
            Box::new(Work { parsed: notice.clone(), history: History::default(), report: Report::default() })
        })
    }

    fn step(&mut self, changes: Changes) {
        self.work().history.step(changes);
        self.lay();
    }

    /// Lays the corrections over the notice anew.
    fn lay(&mut self) {
        let Some(work) = &mut self.work else { return };
        (self.notice, work.report) = apply(&self.text, &work.parsed, &work.history.now);
        self.index();
    }

    /// The corrections of a row, to be changed, and the changes that go before: corrections move to the id that their row
    /// has now.
    fn corrected(&self, task: &Task) -> (Changes, RowCorrection) {
        let known_as = self.report().map_or(task.id.as_str(), |report| report.corrected_as(&task.id));
        let old = self.corrections().and_then(|all| all.row(known_as)).cloned();
        let mut correction = old.unwrap_or_else(|| RowCorrection::of_parsed(task));
        if let Some(parsed) = self.parsed_task(&task.id) {
            correction.origin = Origin::Parsed(Anchor::of(parsed));
        }
        let moved = known_as != task.id;
        (if moved { vec![(known_as.to_owned(), None)] } else { Vec::new() }, correction)
    }

    /// The changes that give a row these values.
    fn with_values(&self, task: &Task, values: Vec<Value>) -> Changes {
        let (mut changes, mut correction) = self.corrected(task);
        let parsed = self.parsed_task(&task.id);
        let mut shown = task.clone();
        for value in values {
            value.put(&mut shown);
            let was = parsed.map(|parsed| Value::of(value.field(), parsed));
            let idle = if parsed.is_some() { was.as_ref() == Some(&value) } else { value.is_empty() };
            if idle {
                correction.unset(value.field());
            } else {
                correction.set(Cell { was, now: value });
            }
        }
        // Who corrects a row that they checked has looked at it again.
        if correction.checked.is_some() && task.checked {
            correction.checked = Some(Cells::of(&shown));
        }
        changes.push((task.id.clone(), Some(correction)));
        changes
    }

    /// The changes that take a row out, its words going into another.
    fn without(&self, task: &Task, into: Option<String>) -> Changes {
        match self.parsed_task(&task.id) {
            Some(parsed) => {
                let (mut changes, mut correction) = self.corrected(task);
                correction.removed = Some(Removal { was: parsed.text.clone(), into });
                changes.push((task.id.clone(), Some(correction)));
                changes
            }
            None => self.forget(&task.id),
        }
    }

    /// The changes that take an added row out: those below it move to the row above it.
    fn forget(&self, id: &str) -> Changes {
        let Some(all) = self.corrections() else { return Vec::new() };
        let upper = all.row(id).and_then(|row| match &row.origin {
            Origin::Added(added) => added.below.clone(),
            Origin::Parsed(_) => None,
        });
        let mut changes = vec![(id.to_owned(), None)];
        for (other, row, added) in all.added() {
            if added.below.as_ref().is_some_and(|below| below.id == id) {
                let added = Added { below: upper.clone(), ..added.clone() };
                changes.push((other.to_owned(), Some(RowCorrection { origin: Origin::Added(added), ..row.clone() })));
            }
        }
        changes
    }

    fn next_number(&self) -> usize {
        let last = self.corrections().and_then(|all| all.added().last().map(|(_, _, added)| added.number));
        last.map_or(1, |last| last.saturating_add(1))
    }

    /// Where in the source each part of a row's words stands, as far as the parts are these words one after the other.
    fn places(&self, task: &Task, parts: &[String]) -> Vec<Vec<Span>> {
        let mut characters = task.spans.text.iter().flat_map(|span| {
            span.of(&self.text).char_indices().map(move |(at, c)| (span.start + at, c)).filter(|(_, c)| !is_space(*c))
        });
        let mut places = Vec::new();
        for part in parts {
            let mut place: Vec<Span> = Vec::new();
            for wanted in part.chars().filter(|&c| !is_space(c)) {
                let Some((at, _)) = characters.next().filter(|(_, c)| *c == wanted) else { return places };
                let end = at + wanted.len_utf8();
                match place.last_mut().filter(|last| self.text[last.end..at].chars().all(is_space)) {
                    Some(last) => last.end = end,
                    None => place.push(Span::new(at, end)),
                }
            }
            places.push(place);
        }
        places
    }

    /// Where `words` stand in the source, white space aside: the first such place at or after byte `from`, or else the
    /// first of all.
    pub fn find(&self, words: &str, from: usize) -> Option<Span> {
        let wanted: Vec<char> = words.chars().filter(|&c| !is_space(c)).collect();
        let text: Vec<(usize, char)> = self.text.char_indices().filter(|&(_, c)| !is_space(c)).collect();
        let starts = occurrences(&text, &wanted);
        let start = starts.iter().find(|&&start| text[start].0 >= from).or(starts.first())?;
        let (last, c) = text[start + wanted.len() - 1];
        Some(Span::new(text[*start].0, last + c.len_utf8()))
    }
}

/// Where `wanted` occurs in `text`, as positions in it (Knuth, Morris and Pratt: in linear time).
fn occurrences(text: &[(usize, char)], wanted: &[char]) -> Vec<usize> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut fallback = vec![0; wanted.len()];
    let mut length = 0;
    for at in 1..wanted.len() {
        while length > 0 && wanted[at] != wanted[length] {
            length = fallback[length - 1];
        }
        length += usize::from(wanted[at] == wanted[length]);
        fallback[at] = length;
    }
    let mut starts = Vec::new();
    length = 0;
    for (at, (_, c)) in text.iter().enumerate() {
        while length > 0 && (length == wanted.len() || *c != wanted[length]) {
            length = fallback[length - 1];
        }
        length += usize::from(*c == wanted[length]);
        if length == wanted.len() {
            starts.push(at + 1 - length);
        }
    }
    starts
}

/// An added row with its id: its number, and a hash of it so that those of two readers can be told apart.
fn addition(added: Added, values: Vec<Value>) -> (String, RowCorrection) {
    let cells: Vec<Cell> =
        values.into_iter().filter(|value| !value.is_empty()).map(|now| Cell { was: None, now }).collect();
    let number = added.number;
    let correction = RowCorrection { origin: Origin::Added(added), cells, removed: None, checked: None };
    let bytes = serde_json::to_vec(&correction).expect("strings and numbers have a form in JSON");
    (format!("{ADDED}{number}-{}", key_of(&bytes)), correction)
}

/// What a row and the next hold together.
fn joined(task: &Task, next: &Task) -> Vec<Value> {
    let mut whole = task.clone();
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    if latin(whole.text.chars().next_back()) && latin(next.text.chars().next()) {
        whole.text.push(' ');
    }
    whole.text.push_str(&next.text);
    let new = |unit: &&Unit| task.units.iter().all(|other| other.name != unit.name);
    whole.units.extend(next.units.iter().filter(new).cloned());
    whole.open_ended |= next.open_ended;
    let new = next.leaders.iter().filter(|person| task.leaders.iter().all(|other| other.name != person.name));
    whole.leaders.extend(new.cloned());
    for (own, next) in [(&mut whole.deadline, &next.deadline), (&mut whole.note, &next.note)] {
        match (own.as_mut(), next) {
            (Some(own), Some(next)) if own != next => {
                own.push('；');
                own.push_str(next);
            }
            (None, next) => own.clone_from(next),
            _ => {}
        }
    }
    Field::ALL.into_iter().map(|field| Value::of(field, &whole)).collect()
}
