//! Gives every word a column so that all costs together are least.
//!
//! The search goes from word to word (Viterbi's algorithm). A state says where the word before stands: in one of the
//! columns, at the start of a row, or behind the table. Cells follow each other from left to right; what a row lacks
//! costs. Headings of the left columns stand between rows and are taken whole.

use super::evidence::{self, Class, Evidence};
use super::region::Region;
use super::words::{Gap, Stream};
use crate::lexicon::columns::Column;
use crate::lexicon::numbering::{self, Style};
use crate::order;

/// No way leads here.
const NEVER: u32 = u32::MAX / 4;

/// A word moved into another cell although the bracket around it is open.
const BROKEN_BRACKET: u32 = 16;

/// A list that ends with its separator, or a cell that begins with one.
const DANGLING: u32 = 10;

/// Line ends that deny what the other line ends of the notice say ([`Stream::marks`]).
const AGAINST_MARK: u32 = 3;

/// A deadline between gaps that is put elsewhere though the table has a column for it.
const MISPLACED_DATE: u32 = 6;

/// The rest of a row that goes on behind a page break.
const RESUME: u32 = 5;

/// A leader who stands before the task.
const EARLY_LEADER: u32 = 3;

/// The table ends here; each line that stands behind it; each number of a row, leader, unit and deadline that stands behind
/// it where the words of a cell begin or end.
const END: u32 = 6;
const BEHIND: u32 = 1;
const BEHIND_THOUGH_LIKE: u32 = 4;

/// Characters that a line of headings may have more where the header names a column for them.
const NAMED: usize = 2;

/// Characters that a line in a column of groups may have more than one in a column of merged cells.
const WIDER: usize = 4;

/// What every row of a table may cost without being odd: where all rows cost more, all were guessed.
const MOST_USUAL: u32 = 8;

/// Lines of a heading in a narrow column, and its characters, at the most.
const MOST_HEADING_LINES: usize = 14;
const LONGEST_HEADING: usize = 60;

/// What a column holds, as far as its words tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Number,
    /// What groups rows, beside their number.
    Group,
    Prose,
    People,
    Units,
    Time,
    Note,
}

/// A column whose cells are read word by word; the merged columns on the left are not among them.
#[derive(Clone, Copy, Debug)]
struct Plan {
    kind: Kind,
    /// What a row costs that has no such cell.
    absent: u32,
    /// Position among the header's columns.
    header: usize,
}

/// A run of words in one cell.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Position among the header's columns.
    pub column: usize,
    /// Its words, in runs that follow each other in the stream.
    pub runs: Vec<(usize, usize)>,
}

/// A heading between rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heading {
    /// Style of its number.
    pub style: Option<Style>,
    /// Its words.
    pub start: usize,
    pub end: usize,
    /// One line over the whole width.
    pub band: bool,
}

/// A row as read.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub headings: Vec<Heading>,
    pub cells: Vec<Cell>,
    /// First word and one past the last, headings included.
    pub start: usize,
    pub end: usize,
    pub cost: u32,
    /// It has a task and someone to do it.
    pub assigned: bool,
    /// It has a task, leaders and units, as far as the table has columns for them.
    pub whole: bool,
    /// A list of units behind another begins as none is known to, so that its first name may be cut, or one behind people
    /// with the rest of a title or name, or the number of a row stands in another cell, or a space within a deadline.
    pub unsure: bool,
}

/// The cheapest reading.
#[derive(Debug)]
pub(super) struct Reading {
    pub rows: Vec<Row>,
    /// One past the last word of the table.
    end: usize,
}

/// Where a state was entered from: the place, and the state there.
type Back = (u32, u8);

struct Search<'a> {
    text: &'a str,
    stream: &'a Stream,
    evidence: &'a Evidence,
    plans: Vec<Plan>,
    /// Position of the task among `plans`, and of the leaders directly behind it.
    task: usize,
    people: Option<usize>,
    /// There is a column of leaders.
    led: bool,
    /// The header names columns for headings, so that these need no number.
    named_groups: bool,
    /// There is a column of deadlines.
    timed: bool,
    /// Characters on a line of a narrow column at the most.
    narrow: usize,
    /// The table goes on to this word at least.
    least: usize,
}

impl Reading {
    pub fn of(text: &str, region: &Region, stream: &Stream, evidence: &Evidence) -> Self {
        let columns = &region.header.columns;
        let least = stream.words.iter().position(|word| word.line >= region.least).unwrap_or(stream.words.len());
        let plans = plans(columns.iter().map(|&(column, _)| column));
        let task = super::merged::task_column(region);
        let task = plans.iter().position(|plan| plan.header == task).unwrap_or(0);
        let leaders = plans.iter().position(|plan| plan.kind == Kind::People);
        let (led, people) = (leaders.is_some(), leaders.filter(|&people| people == task + 1));
        let named_groups = plans.len() < columns.len();
        let narrow = (stream.width * 3 / 10).clamp(4, 8);
        let timed = plans.iter().any(|plan| plan.kind == Kind::Time);
        Search { text, stream, evidence, plans, task, people, led, named_groups, timed, narrow, least }.run()
    }

    /// The region's line that follows the table.
    pub fn end_line(&self, stream: &Stream) -> usize {
        self.end.checked_sub(1).map_or(0, |last| stream.words[last].line + 1)
    }

    /// What a row costs in this table as a rule: a notice in which no task ends with a full stop is not odd in every row.
    pub fn usual_cost(&self) -> u32 {
        let mut costs: Vec<u32> = self.rows.iter().map(|row| row.cost).collect();
        order::sort_by_key(&mut costs, |&item| item);
        costs.get(costs.len() / 2).map_or(NEVER, |&usual| usual.min(MOST_USUAL))
    }
}

/// The columns that are read word by word. Category and group columns left of the numbers hold headings.
fn plans(columns: impl Iterator<Item = Column> + Clone) -> Vec<Plan> {
    let has = |wanted: Column| columns.clone().any(|column| column == wanted);
    let (led, tasks) = (has(Column::Lead), has(Column::Task));
    let last_group =
        columns.clone().enumerate().filter(|&(_, column)| column == Column::Group).map(|(at, _)| at).last();
    let last_task = columns.clone().enumerate().filter(|&(_, column)| column == Column::Task).map(|(at, _)| at).last();
    let mut plans: Vec<Plan> = Vec::new();
    for (header, column) in columns.enumerate() {
        let (kind, absent) = match column {
            Column::Category | Column::Group | Column::Task if Some(header) < last_task => {
                if plans.iter().all(|plan| plan.kind != Kind::Number) {
                    continue;
                }
                (Kind::Group, 2)
            }
            // 工作目标 behind 工作任务.
            Column::Category | Column::Group if last_task.is_some_and(|task| task < header) => (Kind::Prose, 4),
            Column::Category => continue,
            Column::Group if tasks || Some(header) != last_group => continue,
            Column::Number => (Kind::Number, 4),
            Column::Leader => (Kind::People, 4),
            Column::Lead => (Kind::Units, 5),
            Column::Support => (Kind::Units, 2),
            Column::Responsible => (Kind::Units, if led { 3 } else { 6 }),
            Column::Deadline => (Kind::Time, 1),
            Column::Note => (Kind::Note, 0),
            Column::Other => (Kind::Prose, 4),
            _ => (Kind::Prose, 12),
        };
        plans.push(Plan { kind, absent, header });
    }
    plans
}

impl Search<'_> {
    /// States: a column each, then a leader before the task, the start of a row, behind the table.
    fn early(&self) -> usize {
        self.plans.len()
    }
    fn start(&self) -> usize {
        self.plans.len() + 1
    }
    fn behind(&self) -> usize {
        self.plans.len() + 2
    }

    fn run(&self) -> Reading {
        let count = self.stream.words.len();
        let states = self.plans.len() + 3;
        let mut back: Vec<Back> = vec![(0, 0); (count + 1) * states];
        // Arrivals at the start of a row behind a heading, and what each start of a row has cost.
        let mut arrivals: Vec<(u32, u32)> = vec![(NEVER, 0); count + 1];
        let mut starts: Vec<u32> = vec![NEVER; count + 1];
        let mut now = vec![NEVER; states];
        now[self.start()] = 0;
        for at in 0..=count {
            let row = &mut back[at * states..(at + 1) * states];
            self.end_row(at, &mut now, row);
            let (arrived, from) = arrivals[at];
            if arrived < now[self.start()] {
                now[self.start()] = arrived;
                row[self.start()] = (from, self.start() as u8);
            }
            starts[at] = now[self.start()];
            let may_end = at >= self.least.max(1) && (at == count || self.stream.begins_line(at));
            if may_end && now[self.start()] + END < now[self.behind()] {
                now[self.behind()] = now[self.start()] + END;
                row[self.behind()] = (at as u32, self.start() as u8);
            }
            if at == count {
                break;
            }
            if now[self.start()] < NEVER {
                self.headings(at, |heading, cost| {
                    let cost = now[self.start()] + cost + self.cut(heading.end);
                    if cost < arrivals[heading.end].0 {
                        arrivals[heading.end] = (cost, at as u32);
                    }
                });
            }
            let mut next = vec![NEVER; states];
            self.take(at, &now, &mut next, &mut back[(at + 1) * states..(at + 2) * states]);
            now = next;
        }
        let last = if now[self.behind()] < now[self.start()] { self.behind() } else { self.start() };
        self.trace(&back, &starts, last)
    }

    /// The row may end before the word at `at`.
    fn end_row(&self, at: usize, now: &mut [u32], back: &mut [Back]) {
        if at == 0 {
            return;
        }
        let cut = self.cut(at);
        for column in 0..self.plans.len() {
            let absent: u32 = self.plans[column + 1..].iter().map(|plan| plan.absent).sum();
            let cost = now[column] + cut + self.leave(column, at) + absent;
            if cost < now[self.start()] {
                now[self.start()] = cost;
                back[self.start()] = (at as u32, column as u8);
            }
        }
    }

    /// Puts the word at `at` into every column.
    fn take(&self, at: usize, now: &[u32], next: &mut [u32], back: &mut [Back]) {
        let cut = self.cut(at);
        let page = self.stream.words[at].page;
        let mut reach = |state: usize, from: usize, cost: u32| {
            if cost < next[state] {
                next[state] = cost;
                back[state] = (at as u32, from as u8);
            }
        };
        let mut absent_before = 0;
        for column in 0..self.plans.len() {
            let word = self.cost(column, at);
            let enter = self.enter(column, at);
            reach(column, self.start(), now[self.start()] + absent_before + enter + word);
            reach(column, column, now[column] + self.stay(column, at) + word);
            let mut absent = 0;
            for left in (0..column).rev() {
                reach(column, left, now[left] + cut + self.leave(left, at) + absent + enter + word);
                absent += self.plans[left].absent;
            }
            if page && !matches!(self.plans[column].kind, Kind::Number | Kind::Group) {
                // A list that goes on says so; what stands between was given on the page before.
                let unfinished = self.around(at).0.is_some_and(evidence::goes_on);
                let mut given = 0;
                for (right, plan) in self.plans.iter().enumerate().skip(column + 1) {
                    let resume = if unfinished { RESUME } else { 2 * RESUME };
                    reach(column, right, now[right] + resume - given.min(RESUME - 1) + word);
                    given += plan.absent;
                }
            }
            if column == self.task {
                let early = now[self.early()] + cut + enter + word;
                reach(column, self.early(), early);
            }
            absent_before += self.plans[column].absent;
        }
        if let Some(people) = self.people {
            let word = self.cost(people, at) + EARLY_LEADER;
            reach(self.early(), self.start(), now[self.start()] + word);
            reach(self.early(), self.early(), now[self.early()] + word);
        }
        let mut behind = if self.stream.begins_line(at) { BEHIND } else { 0 };
        let (before, after) = (self.evidence.gaps[at], self.evidence.gaps[at + 1]);
        let unit = before.head == Class::Known || before.head == Class::UnitLike && self.begins_like_unit(at);
        if self.led && self.evidence.words[at].people == 0 || unit || after.closed {
            behind += BEHIND_THOUGH_LIKE;
        }
        if self.timed && self.evidence.words[at].dated {
            behind += BEHIND_THOUGH_LIKE;
        }
        if self.is_number(at) {
            behind += BEHIND_THOUGH_LIKE;
        }
        reach(self.behind(), self.behind(), now[self.behind()] + behind);
    }

    /// What the word costs in a column.
    fn cost(&self, column: usize, at: usize) -> u32 {
        let costs = &self.evidence.words[at];
        // The number of a row is in no other column, and a leader hardly stands between spaces inside a task or a list.
        let number = if costs.number == 0 && self.plans[0].kind == Kind::Number { 8 } else { 0 };
        let (in_prose, in_units) = match costs.people {
            _ if !self.led => (0, 0),
            0 => (8, 8),
            1 | 2 => (1, 3),
            _ => (0, 0),
        };
        let dated = if costs.dated && self.timed { MISPLACED_DATE } else { 0 };
        match self.plans[column].kind {
            Kind::Number => costs.number,
            // The words of a narrow column, of which none is a sentence.
            Kind::Group => {
                let over = self.stream.words[at].count.saturating_sub(self.narrow + WIDER) as u32;
                let sentence = self.stream.words[at].span.of(self.text).contains(['，', '；', '。']);
                number + in_units + dated + 2 * over + if sentence { 12 } else { 0 }
            }
            Kind::Prose => costs.prose + number + in_prose + dated,
            Kind::People => costs.people + number,
            Kind::Units => costs.units + number + in_units + dated,
            Kind::Time => costs.time + number,
            Kind::Note => costs.note + number,
        }
    }

    /// The characters on both sides of the gap before the word at `at`.
    fn around(&self, at: usize) -> (Option<char>, Option<char>) {
        let before = at.checked_sub(1).and_then(|at| self.stream.words[at].span.of(self.text).chars().next_back());
        let after = self.stream.words.get(at).and_then(|word| word.span.of(self.text).chars().next());
        (before, after)
    }

    /// What it costs that any cell ends and another begins at the gap before the word at `at`.
    fn cut(&self, at: usize) -> u32 {
        let (before, after) = self.around(at);
        let mut cost = match self.stream.words.get(at).map(|word| word.gap) {
            Some(Gap::Line { marked: false }) if self.stream.marks && at > 0 => AGAINST_MARK,
            Some(Gap::Space) if evidence::around_digits(before, after) && !self.beside_number(at) => 3,
            Some(Gap::Seam) => 5,
            _ => 0,
        };
        let sides = self.evidence.gaps[at];
        if sides.inside {
            cost += BROKEN_BRACKET;
        }
        if sides.bridged {
            cost += 6;
        }
        if before.is_some_and(evidence::goes_on) || after.is_some_and(evidence::cannot_begin) {
            // What a page break or a leader cuts may well be unfinished.
            cost += if self.is_surely_cut(at) { DANGLING / 3 } else { DANGLING };
        }
        cost
    }

    /// Whether a page ends at the gap, or a leader stands behind it.
    fn is_surely_cut(&self, at: usize) -> bool {
        self.stream.words.get(at).is_some_and(|word| word.page)
            || self.led && self.evidence.words.get(at).is_some_and(|word| word.people == 0)
    }

    /// Whether a word at the gap is one of the row numbers, which go up by one.
    fn beside_number(&self, at: usize) -> bool {
        self.plans.iter().any(|plan| plan.kind == Kind::Number)
            && self.evidence.words[at.saturating_sub(1)..=at].iter().any(|word| word.number == 0)
    }

    /// What it costs that a cell goes on across the gap before the word at `at`.
    fn stay(&self, column: usize, at: usize) -> u32 {
        let kind = self.plans[column].kind;
        if matches!(kind, Kind::People | Kind::Time) {
            return 0;
        }
        let (before, after) = self.around(at);
        let punctuated =
            before.is_some_and(|c| !crate::text::is_han(c)) || after.is_some_and(|c| !crate::text::is_han(c));
        let mut cost = match self.stream.words[at].gap {
            Gap::Line { marked: true } if self.stream.marks => AGAINST_MARK,
            Gap::Space if !punctuated => 2,
            _ => 0,
        };
        let sides = self.evidence.gaps[at];
        if sides.inside {
            return cost;
        }
        match kind {
            Kind::Number => cost += 20,
            Kind::Units if before.is_some_and(evidence::goes_on) || after.is_some_and(evidence::cannot_begin) => {}
            Kind::Units if sides.bridged => {}
            Kind::Units => {
                cost += match (sides.closed, sides.tail, sides.head) {
                    (true, ..) => 6,
                    (_, Class::Known, Class::Known) => 4,
                    (_, Class::Known | Class::UnitLike, Class::Known | Class::UnitLike) => 2,
                    (_, Class::Known, _) => 1,
                    _ => 0,
                };
            }
            // A list of units ended or begins where no sentence goes on.
            Kind::Prose if sides.closed => cost += if sides.tail == Class::Known { 5 } else { 4 },
            Kind::Prose if before == Some('。') && sides.head == Class::Known => cost += 4,
            Kind::Prose if sides.head == Class::Known => cost += 2,
            Kind::Prose if sides.head == Class::UnitLike && self.begins_like_unit(at) => {
                cost += if before == Some('。') { 3 } else { 2 };
            }
            Kind::Prose if before == Some('。') && sides.head == Class::UnitLike => cost += 1,
            // A line that is much shorter than the column and not the end of a sentence was cut there on purpose.
            Kind::Prose if self.short_line_before(at) => cost += 3,
            _ => {}
        }
        cost
    }

    /// Whether the word at `at` begins as most units of a local government do.
    fn begins_like_unit(&self, at: usize) -> bool {
        self.around(at).1.is_some_and(evidence::begins_unit)
    }

    /// Whether the line before the gap is unfinished and much shorter than the line behind it: the lines of one cell are
    /// about as long as its column is wide. A numbered line is a heading even if it is not that short.
    fn short_line_before(&self, at: usize) -> bool {
        if at == 0 || !self.stream.begins_line(at) || !self.around(at).0.is_some_and(crate::text::is_han) {
            return false;
        }
        let words = &self.stream.words;
        let line = words[at - 1].line;
        let start = if at >= 2 && words[at - 2].line == line { at - 2 } else { at - 1 };
        let number = numbering::leading(words[start].span.join(words[at - 1].span).of(self.text));
        if !self.stream.begins_line(start) || start + 2 == at && number.is_none() {
            return false;
        }
        let (before, behind) = (self.stream.lengths[line], self.stream.lengths[words[at].line]);
        before * 10 < behind * if number.is_some() { 8 } else { 6 }
    }

    /// What it costs that the cell of a column ends at the gap before the word at `at`.
    fn leave(&self, column: usize, at: usize) -> u32 {
        let sides = self.evidence.gaps[at];
        match self.plans[column].kind {
            Kind::Prose => {
                let stopped = |c: char| matches!(c, '。' | '；' | ';' | '！' | '.');
                let (before, _) = self.around(at);
                match before {
                    Some(c) if stopped(c) => 0,
                    _ if self.is_surely_cut(at) => 1,
                    _ => 3,
                }
            }
            Kind::Units => match (sides.closed, sides.tail) {
                (true, _) | (_, Class::Known) => 0,
                (_, Class::UnitLike) => 2,
                (_, Class::Other) => 8,
            },
            Kind::Group => {
                let (before, after) = self.around(at);
                if evidence::around_digits(before, after) { 4 } else { 0 }
            }
            _ => 0,
        }
    }

    /// What it costs that the cell of a column begins with the word at `at`.
    fn enter(&self, column: usize, at: usize) -> u32 {
        let word = &self.stream.words[at];
        match self.plans[column].kind {
            Kind::Prose => {
                let listed = match self.evidence.gaps[at].head {
                    Class::Known => 4,
                    Class::UnitLike => 1,
                    Class::Other => 0,
                };
                // Headings are numbered 一、 and （一） more often than tasks are.
                let like_heading = numbering::leading(word.span.of(self.text))
                    .is_some_and(|number| matches!(number.style, Style::Part | Style::Han | Style::HanBracket));
                listed + u32::from(like_heading || !evidence::begins_like_task(word.span.of(self.text)))
            }
            Kind::Units => match self.evidence.gaps[at].head {
                // A second name in brackets belongs to the unit before it.
                _ if self.around(at).1.is_some_and(|c| matches!(c, '（' | '(')) => 8,
                Class::Known => 0,
                Class::UnitLike if evidence::begins_like_task(word.span.of(self.text)) => 3,
                Class::UnitLike => 1,
                Class::Other => 5,
            },
            Kind::Number if !self.stream.begins_line(at) => 2,
            _ => 0,
        }
    }

    /// The headings that can begin with the word at `at`, each with its cost.
    fn headings(&self, at: usize, mut tell: impl FnMut(Heading, u32)) {
        let words = &self.stream.words;
        let line_end = |from: usize| {
            let line = words[from].line;
            words[from..].iter().take(16).take_while(|word| word.line == line).count() + from
        };
        let rest = |from: usize| {
            let last = line_end(from) - 1;
            words[from].span.join(words[last].span).of(self.text)
        };
        let number = numbering::leading(rest(at));
        let style = number.as_ref().map(|number| number.style);
        let heads = |style: Option<Style>| style.is_some_and(|style| style.level().is_some());
        let title_from = number.as_ref().map_or(0, |number| number.digits.chars().count() + 1);
        let mut cost = match style {
            style if heads(style) => 0,
            None if self.named_groups && words[at].gap != Gap::Seam => 1,
            None if self.stream.begins_line(at) => 8,
            _ => return,
        };
        if self.around(at).1.is_some_and(evidence::cannot_begin) {
            return;
        }
        let narrow = self.narrow + if self.named_groups { NAMED } else { 0 };
        let (mut stretch, mut total, mut lines) = (0, 0, 1);
        for end in at + 1..=words.len() {
            let word = &words[end - 1];
            if end - 1 > at && self.stream.begins_line(end - 1) {
                lines += 1;
                stretch = 0;
            }
            let another = end - 1 > at && heads(numbering::leading(rest(end - 1)).map(|number| number.style));
            if another
                || lines > MOST_HEADING_LINES
                || self.evidence.words[end - 1].people == 0
                || self.timed && self.evidence.words[end - 1].dated
            {
                break;
            }
            let over = |stretch: usize| stretch.saturating_sub(narrow) as u32;
            cost += (over(stretch + word.count) - over(stretch)) * 2;
            stretch += word.count;
            total += word.count;
            if stretch > narrow + 4 || total > LONGEST_HEADING || word.span.of(self.text).contains(['。', '；']) {
                break;
            }
            let list =
                style.is_none() && (self.evidence.gaps[end].closed || self.evidence.gaps[end].tail > Class::Other);
            if list || total < title_from + 2 || words.get(end).is_some_and(|next| next.gap == Gap::Seam) {
                continue;
            }
            let beside = if end < words.len() && !self.stream.begins_line(end) { 1 } else { 0 };
            tell(Heading { style, start: at, end, band: false }, cost + beside);
        }
        // A heading over the whole width: one numbered line that is no sentence.
        let end = line_end(at);
        let whole = self.stream.begins_line(at) && words.get(end).is_none_or(|next| next.line != words[at].line);
        let length: usize = words[at..end].iter().map(|word| word.count).sum();
        if whole
            && heads(style)
            && length > self.narrow
            && length <= 40
            && !rest(at).ends_with(['。', '；', '，', '、'])
        {
            // The first line of a wrapped task is full.
            let full = if length * 10 >= self.stream.width * 9 { 1 } else { 0 };
            tell(Heading { style, start: at, end, band: true }, full);
        }
    }

    /// Follows the cheapest way back and gathers its rows.
    fn trace(&self, back: &[Back], starts: &[u32], last: usize) -> Reading {
        let states = self.plans.len() + 3;
        let mut rows: Vec<Row> = Vec::new();
        let (mut at, mut state) = (starts.len() - 1, last);
        let mut end = at;
        // The headings met since, which belong to the row read after them, that is: before them on the way back.
        let mut row: Option<Row> = None;
        let mut close = |row: &mut Option<Row>, start: usize| {
            if let Some(mut done) = row.take() {
                done.start = start;
                done.cost = starts[done.end].saturating_sub(starts[start]);
                done.headings.reverse();
                done.cells.reverse();
                rows.push(done);
            }
        };
        loop {
            let (from, before) = back[at * states + state];
            let (from, before) = (from as usize, usize::from(before));
            if state == self.behind() {
                end = from;
            } else if state == self.start() {
                if at == 0 {
                    break;
                }
                if before == self.start() {
                    let heading = self.heading(from, at);
                    row.get_or_insert_with(|| Row { end: at, ..Row::default() }).headings.push(heading);
                } else {
                    close(&mut row, at);
                    row = Some(Row { end: at, ..Row::default() });
                }
            } else if let Some(row) = &mut row {
                let column = if state == self.early() { self.people.unwrap_or(self.task) } else { state };
                put(&mut row.cells, self.plans[column].header, from);
            }
            (at, state) = (from, before);
        }
        close(&mut row, 0);
        rows.reverse();
        for row in &mut rows {
            row.unsure = self.is_unsure(row);
            for cell in &mut row.cells {
                if self.kind(cell) == Some(Kind::Group) {
                    for (start, end) in std::mem::take(&mut cell.runs) {
                        row.headings.push(Heading { style: None, start, end, band: false });
                    }
                }
            }
            let has = |kinds: &[Kind]| {
                self.plans
                    .iter()
                    .any(|plan| kinds.contains(&plan.kind) && row.cells.iter().any(|cell| cell.column == plan.header))
            };
            row.assigned = has(&[Kind::Prose]) && has(&[Kind::People, Kind::Units]);
            let planned = |kind: Kind| self.plans.iter().any(|plan| plan.kind == kind);
            row.whole = [Kind::Prose, Kind::People, Kind::Units].into_iter().all(|kind| has(&[kind]) || !planned(kind));
        }
        self.settle_bands(&mut rows);
        Reading { rows, end }
    }

    /// See [`Row::unsure`].
    fn is_unsure(&self, row: &Row) -> bool {
        let mut above = None;
        for cell in &row.cells {
            let kind = self.kind(cell);
            for (index, &(start, end)) in cell.runs.iter().enumerate() {
                for at in start..end {
                    let word = &self.stream.words[at];
                    let first = at == start && index == 0;
                    let odd = match (kind, above) {
                        _ if self.is_number(at) => kind != Some(Kind::Number),
                        (Some(Kind::Units), Some(Kind::Units)) => {
                            first && self.evidence.gaps[at].head < Class::Known && !self.begins_like_unit(at)
                        }
                        (Some(Kind::Units), Some(Kind::People)) => {
                            let rest = ["副", "长", "常务"];
                            first && (word.count == 1 || rest.iter().any(|r| word.span.of(self.text).starts_with(r)))
                        }
                        (Some(Kind::Time), _) => {
                            let (before, after) = self.around(at);
                            !first && word.gap == Gap::Space && !evidence::around_digits(before, after)
                        }
                        _ => false,
                    };
                    if odd {
                        return true;
                    }
                }
            }
            above = kind;
        }
        false
    }

    /// What a cell holds.
    fn kind(&self, cell: &Cell) -> Option<Kind> {
        self.plans.iter().find(|plan| plan.header == cell.column).map(|plan| plan.kind)
    }

    /// Whether a word is one of the row numbers.
    fn is_number(&self, at: usize) -> bool {
        self.plans[0].kind == Kind::Number && self.evidence.words[at].number == 0
    }

    /// Where no heading is wrapped, headings stand over the whole width; the short ones among them do, too.
    fn settle_bands(&self, rows: &mut [Row]) {
        let headings = || rows.iter().flat_map(|row| &row.headings);
        let line = |at: usize| self.stream.words[at].line;
        let wrapped = headings().any(|heading| line(heading.start) != line(heading.end - 1));
        // Left of the numbers there is no column that they could stand in.
        let numbered = self.plans[0].kind == Kind::Number && self.plans[0].header == 0;
        if !wrapped && (numbered || headings().any(|heading| heading.band)) {
            for heading in rows.iter_mut().flat_map(|row| &mut row.headings) {
                let after = self.stream.words.get(heading.end);
                heading.band |= self.stream.begins_line(heading.start)
                    && after.is_none_or(|word| matches!(word.gap, Gap::Line { .. }))
                    && heading.style.is_some();
            }
        }
        // A heading over the whole width does not stand behind one in a column.
        for row in rows {
            let plain = row.headings.iter().position(|heading| !heading.band).unwrap_or(row.headings.len());
            row.headings[plain..].iter_mut().for_each(|heading| heading.band = false);
        }
    }

    /// The heading that was taken from `start` to `end`.
    fn heading(&self, start: usize, end: usize) -> Heading {
        let mut found = None;
        self.headings(start, |heading, cost| {
            if heading.end == end && found.is_none_or(|(_, least)| cost < least) {
                found = Some((heading, cost));
            }
        });
        found.map_or(Heading { style: None, start, end, band: false }, |(heading, _)| heading)
    }
}

/// Puts the word at `at` before the words that the cell of this column has already.
fn put(cells: &mut Vec<Cell>, column: usize, at: usize) {
    match cells.iter_mut().find(|cell| cell.column == column) {
        Some(cell) => match cell.runs.first_mut() {
            Some(run) if run.0 == at + 1 => run.0 = at,
            _ => cell.runs.insert(0, (at, at + 1)),
        },
        None => cells.push(Cell { column, runs: vec![(at, at + 1)] }),
    }
}
