//! Corrections laid over a parsed notice.

use std::collections::HashMap;

use super::resolve::Finder;
use super::{Added, Anchor, Cells, Corrections, Origin, Part, RowCorrection, Value};
use crate::Span;
use crate::model::{Field, Notice, Task};
use crate::notice;
use crate::order;
use crate::text::squeeze;

/// What became of the corrections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Those that no longer fit, which [`apply`] left alone.
    pub unfit: Vec<Unfit>,
    /// Those that are no longer needed, since the parser reads so by itself: ids of corrected rows, and which part.
    pub satisfied: Vec<(String, Part)>,
    /// Ids of corrected rows by the ids that these rows have now, where the two differ.
    renamed: HashMap<String, String>,
}

/// A correction that no longer fits: the parser now reads neither what it read then nor what the reader wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Id of the corrected row, as in [`Corrections::row`].
    pub row: String,
    /// What was corrected.
    pub part: Part,
    /// Id of the row that it is about now; `None` where the notice no longer has it.
    pub now: Option<String>,
}

impl Report {
    /// The id under which the corrections of a row of the notice stand.
    pub fn corrected_as<'a>(&'a self, row: &'a str) -> &'a str {
        self.renamed.get(row).map_or(row, String::as_str)
    }
}

/// Lays corrections over a notice that was parsed from `text`. Cells keep their places in the source, segments their
/// roles; tasks, totals, diagnostics and what names a task are those of the corrected rows. What no longer fits is
/// left as the parser reads it and told.
pub fn apply(text: &str, parsed: &Notice, corrections: &Corrections) -> (Notice, Report) {
    let mut notice = parsed.clone();
    let mut report = Report::default();
    if !corrections.is_empty() {
        let mut sheet = Sheet::new(text, parsed, corrections);
        sheet.correct(&mut report);
        sheet.add(&mut report);
        sheet.write(&mut notice);
    }
    (notice, report)
}

/// The rows while they are being corrected, the parser's first and the added ones behind them.
struct Sheet<'a> {
    text: &'a str,
    parsed: &'a Notice,
    corrections: &'a Corrections,
    finder: Finder<'a>,
    tasks: Vec<Task>,
    /// For each row, whether it stays.
    fates: Vec<Fate<'a>>,
    /// Whether a correction is about the parser's row.
    meant: Vec<bool>,
    /// The rows by the ids that the corrections know them by.
    rows: HashMap<&'a str, usize>,
    /// The added rows below each row, and those above all.
    below: Vec<Vec<usize>>,
    above_all: Vec<usize>,
}

/// What becomes of a row.
#[derive(Clone, Copy)]
enum Fate<'a> {
    Stays,
    /// It goes, its words perhaps into the row that the corrections know by this id.
    Goes(Option<&'a str>),
}

impl<'a> Sheet<'a> {
    fn new(text: &'a str, parsed: &'a Notice, corrections: &'a Corrections) -> Self {
        let count = parsed.tasks.len();
        Self {
            text,
            parsed,
            corrections,
            finder: Finder::new(parsed),
            tasks: parsed.tasks.clone(),
            fates: vec![Fate::Stays; count],
            meant: vec![false; count],
            rows: HashMap::new(),
            below: vec![Vec::new(); count],
            above_all: Vec::new(),
        }
    }

    /// Corrects the parser's rows.
    fn correct(&mut self, report: &mut Report) {
        let anchored: Vec<(&str, &RowCorrection, &Anchor)> = self
            .corrections
            .rows()
            .into_iter()
            .filter_map(|(id, row)| match &row.origin {
                Origin::Parsed(anchor) => Some((id, row, anchor)),
                Origin::Added(_) => None,
            })
            .collect();
        let found = self.finder.all(&anchored.iter().map(|(_, _, anchor)| *anchor).collect::<Vec<_>>());
        for ((id, correction, _), found) in anchored.into_iter().zip(found) {
            let now = found.map(|row| self.parsed.tasks[row].id.clone());
            let unfit = |part| Unfit { row: id.to_owned(), part, now: now.clone() };
            let Some(row) = found else {
                report.unfit.extend(correction.cells.iter().map(|cell| unfit(Part::Cell(cell.now.field()))));
                report.unfit.extend(correction.checked.iter().map(|_| unfit(Part::Checked)));
                report.satisfied.extend(correction.removed.iter().map(|_| (id.to_owned(), Part::Removed)));
                continue;
            };
            self.meant[row] = true;
            self.rows.insert(id, row);
            let task = &mut self.tasks[row];
            if task.id != id {
                report.renamed.insert(task.id.clone(), id.to_owned());
            }
            for cell in &correction.cells {
                let field = cell.now.field();
                let read = Value::of(field, &self.parsed.tasks[row]);
                if read == cell.now {
                    report.satisfied.push((id.to_owned(), Part::Cell(field)));
                } else if cell.was.as_ref() == Some(&read) {
                    cell.now.put(task);
                    task.corrected.push(field);
                } else {
                    report.unfit.push(unfit(Part::Cell(field)));
                }
            }
            task.corrected.sort_unstable();
            match &correction.checked {
                Some(seen) if *seen == Cells::of(task) => task.checked = true,
                Some(_) => report.unfit.push(unfit(Part::Checked)),
                None => {}
            }
            match &correction.removed {
                Some(removal) if squeeze(&removal.was) == squeeze(&self.parsed.tasks[row].text) => {
                    self.fates[row] = Fate::Goes(removal.into.as_deref());
                }
                Some(_) => report.unfit.push(unfit(Part::Removed)),
                None => {}
            }
        }
    }

    /// Adds the reader's own rows, but for those that the parser now gives.
    fn add(&mut self, report: &mut Report) {
        for (id, correction, added) in self.corrections.added() {
            let place = self.valid(&added.place);
            let known = self.finder.words(correction.words(), &place, |row| {
                let spans = &self.parsed.tasks[row].spans.text;
                let meets = |one: &Span| place.iter().any(|other| one.start < other.end && other.start < one.end);
                !self.meant[row] && (place.is_empty() || spans.iter().any(meets))
            });
            if let Some(row) = known {
                self.meant[row] = true;
                self.rows.insert(id, row);
                let read = &self.parsed.tasks[row];
                report.renamed.insert(read.id.clone(), id.to_owned());
                let others = correction.cells.iter().filter(|cell| Value::of(cell.now.field(), read) != cell.now);
                let before = report.unfit.len();
                report.unfit.extend(others.map(|cell| Unfit {
                    row: id.to_owned(),
                    part: Part::Cell(cell.now.field()),
                    now: Some(read.id.clone()),
                }));
                if report.unfit.len() == before {
                    report.satisfied.push((id.to_owned(), Part::Added));
                }
                continue;
            }
            let upper = added.below.as_ref().map(|anchor| self.row(anchor, &place));
            let task = self.added_task(id, correction, added, upper.flatten(), place);
            let row = self.tasks.len();
            self.tasks.push(task);
            self.fates.push(Fate::Stays);
            self.below.push(Vec::new());
            self.rows.insert(id, row);
            match upper.flatten() {
                Some(upper) => self.below[upper].push(row),
                None => self.above_all.push(row),
            }
        }
    }

    /// The row below which an added one stands: the one that it names or else the last before its place, or of all.
    fn row(&self, anchor: &Anchor, place: &[Span]) -> Option<usize> {
        let last = self.parsed.tasks.len().checked_sub(1);
        let named = self.rows.get(anchor.id.as_str()).copied().or_else(|| self.finder.any(anchor));
        named.or_else(|| self.finder.before(place)).or(last)
    }

    fn added_task(
        &self,
        id: &str,
        correction: &RowCorrection,
        added: &Added,
        upper: Option<usize>,
        place: Vec<Span>,
    ) -> Task {
        let mut task = Task { id: id.to_owned(), ..Task::default() };
        task.attachment = upper.and_then(|upper| self.tasks[upper].attachment.clone());
        let from = added.from.as_deref();
        if let Some(from) = from.and_then(|id| self.known(id)) {
            // What it shares with the row that it was split from stands at the same places.
            let from = &self.tasks[from];
            task.leaders.clone_from(&from.leaders);
            task.units.clone_from(&from.units);
            task.spans.clone_from(&from.spans);
            task.spans.seq.clear();
        }
        for field in Field::ALL {
            let value = correction.cell(field).map(|cell| &cell.now);
            value.unwrap_or(&Value::empty(field)).put(&mut task);
        }
        task.spans.text = place;
        task.corrected = Field::ALL.to_vec();
        task.corrected.sort_unstable();
        task.checked = correction.checked.is_some();
        task
    }

    /// Those of `spans` that are places of the text. A file of corrections may have been changed by hand.
    fn valid(&self, spans: &[Span]) -> Vec<Span> {
        spans.iter().copied().filter(|span| self.text.get(span.start..span.end).is_some()).collect()
    }

    /// Puts the corrected rows in the place of the parsed ones.
    fn write(mut self, notice: &mut Notice) {
        let heirs: Vec<Option<usize>> = self.heirs();
        for (row, heir) in heirs.iter().enumerate() {
            if let Some(heir) = heir.filter(|&heir| heir != row) {
                let gone = self.tasks[row].clone();
                bequeath(gone, &mut self.tasks[heir]);
            }
        }
        let heir_of = |id: &str| self.finder.id(id).and_then(|row| heirs[row]);
        for target in &mut notice.targets {
            target.task = target.task.take().and_then(|id| Some(self.tasks[heir_of(&id)?].id.clone()));
        }
        for segment in &mut notice.segments {
            segment.task = segment.task.take().and_then(|id| Some(self.tasks[heir_of(&id)?].id.clone()));
        }
        // A diagnostic goes with its row, or when the cell that it is about was corrected.
        let mut places: Vec<Option<usize>> = Vec::with_capacity(notice.diagnostics.len());
        let mut kept = Vec::new();
        for mut diagnostic in std::mem::take(&mut notice.diagnostics) {
            let heir = diagnostic.task.as_deref().map(heir_of);
            let settled = heir.is_some_and(|heir| {
                heir.is_none_or(|row| about(&diagnostic.code).is_some_and(|f| self.tasks[row].corrected.contains(&f)))
            });
            places.push((!settled).then_some(kept.len()));
            if !settled {
                diagnostic.task = heir.flatten().map(|row| self.tasks[row].id.clone());
                kept.push(diagnostic);
            }
        }
        notice.diagnostics = kept;
        for task in &mut self.tasks {
            task.diagnostics = task.diagnostics.iter().filter_map(|&at| places.get(at).copied().flatten()).collect();
        }
        let order = self.order();
        let mut tasks: Vec<Option<Task>> = self.tasks.into_iter().map(Some).collect();
        notice.tasks = order
            .into_iter()
            .filter(|&row| matches!(self.fates[row], Fate::Stays))
            .filter_map(|row| tasks[row].take())
            .collect();
        (notice.units, notice.people) = notice::totals_of(&notice.tasks);
    }

    /// For each row the one that has its words in the end; `None` where no row has.
    fn heirs(&self) -> Vec<Option<usize>> {
        let mut heirs: Vec<Option<Option<usize>>> = vec![None; self.tasks.len()];
        for start in 0..heirs.len() {
            let mut path = Vec::new();
            let mut row = start;
            let heir = loop {
                if let Some(known) = heirs[row] {
                    break known;
                }
                // A file made by hand may join rows in a circle: then all of them go.
                heirs[row] = Some(None);
                path.push(row);
                match self.fates[row] {
                    Fate::Stays => break Some(row),
                    Fate::Goes(into) => match into.and_then(|id| self.known(id)) {
                        Some(into) => row = into,
                        None => break None,
                    },
                }
            };
            path.into_iter().for_each(|row| heirs[row] = Some(heir));
        }
        heirs.into_iter().map(Option::flatten).collect()
    }

    /// The row that the corrections know by this id.
    fn known(&self, id: &str) -> Option<usize> {
        self.rows.get(id).copied().or_else(|| self.finder.id(id))
    }

    /// All rows from the first to the last, each followed by those added below it.
    fn order(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.tasks.len());
        let mut next: Vec<usize> = (0..self.parsed.tasks.len()).rev().collect();
        next.extend(&self.above_all);
        while let Some(row) = next.pop() {
            order.push(row);
            next.extend(&self.below[row]);
        }
        order
    }
}

/// Gives what stands at the places of a row that goes, and what was said of it, to the row that takes its words.
fn bequeath(gone: Task, heir: &mut Task) {
    let (from, to) = (gone.spans, &mut heir.spans);
    for (from, to) in [
        (from.text, &mut to.text),
        (from.leaders, &mut to.leaders),
        (from.units, &mut to.units),
        (from.deadline, &mut to.deadline),
        (from.note, &mut to.note),
    ] {
        to.extend(from);
        order::sort_by_key(to, |&span| span);
        to.dedup();
    }
    for (from, to) in [(gone.targets, &mut heir.targets), (gone.diagnostics, &mut heir.diagnostics)] {
        to.extend(from);
        to.sort_unstable();
        to.dedup();
    }
}

/// The cell that a diagnostic of this code is about, where it is about one.
fn about(code: &str) -> Option<Field> {
    match code {
        "task-without-unit" => Some(Field::Units),
        "task-without-leader" => Some(Field::Leaders),
        _ => match code.split_once('-')?.0 {
            "unit" => Some(Field::Units),
            "person" | "leader" => Some(Field::Leaders),
            "seq" => Some(Field::Seq),
            "task" | "words" | "marks" => Some(Field::Text),
            "heading" => Some(Field::Section),
            _ => None,
        },
    }
}
