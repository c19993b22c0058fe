//! *Stacked*: every cell is a paragraph, as when a web page is copied as text. Several leaders are several
//! paragraphs, empty cells are lost, headings run over the whole width.
//!
//! Which paragraph is which cell is decided for the whole table at once: every paragraph may be a cell of any
//! column, a heading, or already behind the table; each of these costs as much as it is unlike the paragraph, each
//! cell that a row lacks costs too, and the cheapest reading wins (Viterbi's algorithm, linear in the paragraphs).

use super::{Proposal, assemble};
use crate::Span;
use crate::lexicon::columns::{self, Column};
use crate::lexicon::{numbering, people, units};
use crate::model::Certainty;
use crate::read::{Cell, Grid, Row, RowKind};
use crate::text::{squeeze, squeezed};

/// Columns at the most.
const MOST_COLUMNS: usize = 12;

/// Column headers one after the other that a table may have: with more the table has ended, and the search, which
/// would start again at each of them, must not read on to the end of the text.
const MOST_BARREN: usize = 4 * MOST_COLUMNS;

/// A paragraph behind the table costs this much: more than a plausible cell, less than a row that lacks its units.
const OUTSIDE: u32 = 6;

/// A reading that is this much cheaper with the table ended cannot be overtaken any more: where it says so, the search
/// stops, so that a long text behind a short table is not read again and again.
const DECIDED: u32 = 60;

/// A paragraph that is numbered 2 or more begins another cell of its row.
const COUNTS_ON: u32 = 4;

/// A cell that costs this much or more makes its row doubtful.
const ODD: u32 = 10;

/// Proposes a table that starts with `paragraphs[at]`: its column headers one below the other, or, where they are
/// lost, at least two rows of task, leaders and units.
pub(super) fn propose(text: &str, paragraphs: &[Span], at: usize) -> Option<Proposal> {
    if let Some(proposal) = periodic(text, paragraphs, at) {
        return Some(proposal);
    }
    let headers = match Headers::read(text, paragraphs, at) {
        Some(headers) => headers,
        None => Headers { roles: implied(text, paragraphs, at)?, ..Headers::default() },
    };
    let reading = Reading::of(text, paragraphs, at, &headers);
    let rows_with_units = reading.rows.iter().filter(|row| row.kind == RowKind::Body).count();
    if rows_with_units == 0 {
        return None;
    }
    let implied = headers.taken == 0;
    let certainty = if implied || headers.odd { Certainty::Likely } else { Certainty::Certain };
    let grid = Grid { columns: headers.roles.len(), rows: reading.rows, certainty, ..Grid::default() };
    Some(Proposal { grid, taken: reading.taken, cost: usize::from(implied) })
}

/// A table some of whose headers no list has (建设地点, 总投资): nothing says what is in such a column, so the numbers of
/// the rows must show that each row has a paragraph for every header.
fn periodic(text: &str, paragraphs: &[Span], at: usize) -> Option<Proposal> {
    let cell = |at: usize| paragraphs.get(at).map(|span| span.of(text));
    let number = |at: usize| cell(at).filter(|cell| cell.len() <= LONGEST_NUMBER).and_then(numbering::alone);
    let header = |at: usize| cell(at).and_then(short).filter(|header| !ends_sentence(header));
    if columns::role(&header(at)?) != Some(Column::Number) {
        return None;
    }
    let width = (1..=MOST_COLUMNS).find(|&ahead| number(at + ahead).is_some())?;
    let roles: Vec<Option<Column>> =
        (at..at + width).map(|at| header(at).map(|header| columns::role(&header))).collect::<Option<_>>()?;
    let units = roles.iter().position(|role| role.is_some_and(is_unit_column))?;
    let known = roles.iter().flatten().count();
    if known == width || known < 3 {
        return None;
    }
    let starts = |row: usize| number(at + row * width).is_some_and(|(value, _)| value as usize == row);
    let reads = |row: usize| cell(at + row * width + units).is_some_and(|cell| units::unit_share(cell) >= 60);
    let whole = |row: usize| at + (row + 1) * width <= paragraphs.len();
    let count = (1..).take_while(|&row| starts(row) && reads(row) && whole(row)).count();
    let row = |row: usize| {
        let cells = &paragraphs[at + row * width..at + (row + 1) * width];
        Row {
            kind: if row == 0 { RowKind::Header } else { RowKind::Body },
            cells: cells.iter().map(|&span| Cell::of(text, span)).collect(),
            span: cells[0].join(cells[width - 1]),
            certainty: Certainty::Certain,
        }
    };
    let grid = || Grid { columns: width, rows: (0..=count).map(row).collect(), ..Grid::default() };
    (count >= 2).then(|| Proposal { grid: grid(), taken: (count + 1) * width, cost: 0 })
}

/// Column headers that stand one a paragraph.
#[derive(Default)]
struct Headers {
    /// Their words, white space removed, and behind them those that stand over several of them.
    names: Vec<String>,
    /// What they hold.
    roles: Vec<Column>,
    /// How many paragraphs they take: more than the names where one stands twice in a row.
    taken: usize,
    /// Some are such as no list has.
    odd: bool,
}

impl Headers {
    /// The headers from `at` on.
    fn read(text: &str, paragraphs: &[Span], at: usize) -> Option<Self> {
        let mut headers = Self::default();
        for &paragraph in &paragraphs[at..] {
            let Some(name) = short(paragraph.of(text)) else { break };
            let role = match columns::role(&name) {
                Some(role) => role,
                // The first number ends headers of which the first is that of the numbers.
                None if headers.roles.first() == Some(&Column::Number) && columns::may_head(&name) => Column::Other,
                None => break,
            };
            // A long run of one and the same header is no table, and must not be read again from each of its lines.
            if headers.names.len() == MOST_COLUMNS || headers.taken == 2 * MOST_COLUMNS {
                break;
            }
            // The first header again begins them anew.
            if headers.names.len() > 1 && headers.names.first() == Some(&name) {
                break;
            }
            headers.taken += 1;
            if headers.names.last() != Some(&name) {
                headers.names.push(name);
                headers.roles.push(role);
            }
        }
        headers.odd = headers.roles.contains(&Column::Other);
        headers.settle();
        let behind = paragraphs.get(at + headers.taken).map(|span| span.of(text)).unwrap_or_default();
        let others = headers.roles.iter().filter(|&&role| role == Column::Other).count();
        let has = |wanted: &[Column]| headers.roles.iter().any(|role| wanted.contains(role));
        let useful = headers.roles.len() >= 2
            && others * 3 <= headers.roles.len() * 2
            && (others == 0 || behind.len() <= LONGEST_NUMBER && numbering::alone(behind).is_some())
            && has(&[Column::Task, Column::Group])
            && has(&[Column::Leader, Column::Lead, Column::Support, Column::Responsible]);
        // 重点项目⏎序号⏎工作任务 with a number below: the first line is the table's title.
        let titled = headers.roles.get(1) == Some(&Column::Number)
            && paragraphs.get(at + headers.taken).is_some_and(|span| numbering::alone(span.of(text)).is_some());
        (useful && !titled).then_some(headers)
    }

    /// Of several columns of tasks only the last holds tasks. 牵头单位 and 配合单位 that hang from 责任分工 come last in a copy.
    fn settle(&mut self) {
        let task = self.roles.iter().rposition(|&role| role == Column::Task).unwrap_or(0);
        for role in self.roles[..task].iter_mut().filter(|role| **role == Column::Task) {
            *role = Column::Group;
        }
        // A group further out is more often merged over several rows.
        let group = self.roles.iter().rposition(|&role| role == Column::Group).unwrap_or(0);
        for role in self.roles[..group.min(task)].iter_mut().filter(|role| **role == Column::Group) {
            *role = Column::Category;
        }
        let over = self.names.iter().position(|name| columns::spans_units(name));
        if let Some((over, hanging)) = columns::hanging(&self.roles, over) {
            columns::hang(&mut self.names, over, hanging);
            columns::hang(&mut self.roles, over, hanging);
            self.roles.pop();
        }
    }

    /// Whether a paragraph is one of the headers again, as after a page break.
    fn has(&self, words: &str) -> bool {
        !self.names.is_empty() && short(words).is_some_and(|name| self.names.contains(&name))
    }
}

/// The words without white space, if they are few enough for a column header.
fn short(words: &str) -> Option<String> {
    (words.len() <= columns::LONGEST_HEADER * 4).then(|| squeeze(words))
}

/// The columns of a table whose headers are lost, read off its first two rows: a number in a paragraph of its own or
/// none, a task, its leaders or none, its units. Without numbers and leaders it is prose for all one can tell.
fn implied(text: &str, paragraphs: &[Span], at: usize) -> Option<Vec<Column>> {
    let words = |ahead: usize| paragraphs.get(at + ahead).map(|span| span.of(text));
    let number = |words: &str| words.len() <= LONGEST_NUMBER && numbering::alone(words).is_some();
    let numbered = number(words(0)?);
    let task = usize::from(numbered);
    // Asked at every paragraph of a notice: most do not end as a task does, or what follows is prose as well.
    let follows = |next: &str| matches!(Kind::of(next), Kind::Names | Kind::Units);
    if !words(task).is_some_and(ends_sentence) || !words(task + 1).is_some_and(follows) {
        return None;
    }
    let mut left = paragraphs[at..].iter().take(IMPLYING).map(|span| span.of(text)).peekable();
    let mut rows = 0;
    let mut leaders = false;
    while rows < 2 {
        if left.next_if(|words| number(words)).is_some() != numbered || Kind::of(left.next()?) != Kind::Sentence {
            return None;
        }
        while left.next_if(|words| Kind::of(words) == Kind::Names).is_some() {
            leaders = true;
        }
        left.next_if(|words| Kind::of(words) == Kind::Units)?;
        rows += 1;
    }
    let columns = [
        numbered.then_some(Column::Number),
        Some(Column::Task),
        leaders.then_some(Column::Leader),
        Some(Column::Responsible),
    ];
    (numbered || leaders).then(|| columns.into_iter().flatten().collect())
}

/// Longest paragraph that can be the number of a row, in bytes: （二十一）.
const LONGEST_NUMBER: usize = 20;

/// Paragraphs in which two rows must stand that show the columns of a table without headers.
const IMPLYING: usize = 14;

/// What a paragraph is at first sight.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Names,
    Units,
    Sentence,
    Other,
}

impl Kind {
    fn of(words: &str) -> Self {
        // 建设停车平台。 ends like a unit, but no list of units is one name that needs a stop.
        let lone = || ends_sentence(words) && !words.contains('、') && !units::begins_like_unit(&squeezed(words));
        if are_names(words) {
            Self::Names
        } else if units::are_units(words, 80) && !lone() {
            Self::Units
        } else if ends_sentence(words) {
            Self::Sentence
        } else {
            Self::Other
        }
    }
}

/// What a paragraph is in a reading: a cell, or one of these two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Cell(usize),
    Band,
    Outside,
}

/// The cheapest reading of a table's paragraphs.
struct Reading {
    rows: Vec<Row>,
    taken: usize,
}

impl Reading {
    fn of(text: &str, paragraphs: &[Span], at: usize, headers: &Headers) -> Self {
        let roles = headers.roles.as_slice();
        let width = roles.len();
        // States 0..width are cells, then a heading, then behind the table.
        let (band, outside) = (width, width + 1);
        let state = |index: usize| match index {
            _ if index == band => State::Band,
            _ if index == outside => State::Outside,
            _ => State::Cell(index),
        };
        let mut cost: Vec<u32> = vec![u32::MAX; width + 2];
        // The table begins as if a row had just ended.
        let mut ended = true;
        let mut came: Vec<Vec<u8>> = Vec::new();
        let numbered = roles.contains(&Column::Number);
        let dates = roles.contains(&Column::Deadline);
        let mut barren = 0;
        let mut steps: Vec<Step> = Vec::new();
        let mut index = at;
        while index < paragraphs.len() {
            let words = paragraphs[index].of(text);
            if headers.has(words) {
                barren += 1;
                // Before the first row the headers may stand there twice, by a slip; more is no table.
                if barren > if came.is_empty() { headers.taken + headers.names.len() } else { MOST_BARREN } {
                    break;
                }
                steps.push(Step::Header(index));
                index += 1;
                continue;
            }
            barren = 0;
            if super::is_page_number(words) && !(numbered && numbering::alone(words).is_some()) {
                steps.push(Step::Furniture);
                index += 1;
                continue;
            }
            let look = Look::of(words);
            // 2. goes on where 1. stands.
            let counts_on =
                numbering::leading(words).is_some_and(|number| number.value > 1 && number.len < words.len());
            // A unit above a date signs the notice.
            let dated = !dates && paragraphs.get(index + 1).is_some_and(|next| is_date(next.of(text)));
            let emission: Vec<u32> = (0..width + 2)
                .map(|to| match state(to) {
                    State::Cell(column) if dated && is_unit_column(roles[column]) => 2 * ODD,
                    State::Cell(column) => cell_cost(&look, roles[column]),
                    State::Band => band_cost(words),
                    State::Outside => OUTSIDE,
                })
                .collect();
            let mut next = vec![u32::MAX; width + 2];
            let mut from = vec![0u8; width + 2];
            for to in 0..width + 2 {
                if ended {
                    next[to] = emission[to].saturating_add(enter_cost(state(to), roles));
                    continue;
                }
                for (origin, &so_far) in cost.iter().enumerate() {
                    let total =
                        so_far.saturating_add(step_cost(state(origin), state(to), roles)).saturating_add(emission[to]);
                    let heads = |role: Column| matches!(role, Column::Number | Column::Category | Column::Group);
                    let parted = counts_on && origin < to && to < width && !heads(roles[origin]);
                    let total = total.saturating_add(if parted { COUNTS_ON } else { 0 });
                    if total < next[to] {
                        next[to] = total;
                        from[to] = origin as u8;
                    }
                }
            }
            ended = false;
            cost = next;
            came.push(from);
            steps.push(Step::Paragraph(index, look));
            index += 1;
            let inside = (0..=width).map(|to| cost[to]).min().unwrap_or(0);
            if cost[outside].saturating_add(DECIDED) < inside {
                break;
            }
        }
        if came.is_empty() {
            return Self { rows: Vec::new(), taken: 0 };
        }
        // A row that the text breaks off in lacks its last cells.
        let mut best = (0..width + 2)
            .min_by_key(|&end| cost[end].saturating_add(leave_cost(state(end), roles)))
            .unwrap_or(outside);
        let mut states = vec![State::Outside; came.len()];
        for place in (0..came.len()).rev() {
            states[place] = state(best);
            best = usize::from(came[place][best]);
        }
        Self::build(text, paragraphs, headers, &steps, &states)
    }

    fn build(text: &str, paragraphs: &[Span], headers: &Headers, steps: &[Step<'_>], states: &[State]) -> Self {
        let roles = headers.roles.as_slice();
        let mut rows: Vec<Row> = Vec::new();
        let mut taken = 0;
        let mut states = states.iter();
        let mut last_column: Option<usize> = None;
        let mut behind = 0;
        for step in steps {
            match *step {
                Step::Header(index) => {
                    add_header(text, &mut rows, headers, paragraphs[index]);
                    behind += 1;
                    // The table's own headers; one behind its last row is taken with the rows that follow.
                    if taken == 0 {
                        taken += std::mem::take(&mut behind);
                    }
                }
                Step::Furniture => behind += 1,
                Step::Paragraph(index, look) => {
                    let span = paragraphs[index];
                    match states.next() {
                        Some(State::Cell(column)) => {
                            let column = *column;
                            let fresh = last_column.is_none_or(|last| {
                                column < last || column == last && starts_row(roles, column, span.of(text))
                            });
                            // A header repeated in the middle of a row does not end the row.
                            let open = rows.iter().rposition(|row| row.kind != RowKind::Header);
                            let open = open.filter(|&at| !fresh && rows[at].kind == RowKind::Body);
                            let place = open.unwrap_or_else(|| {
                                rows.push(Row {
                                    kind: RowKind::Body,
                                    cells: vec![Cell::default(); roles.len()],
                                    span,
                                    certainty: Certainty::Certain,
                                });
                                rows.len() - 1
                            });
                            let row = &mut rows[place];
                            row.cells[column].pieces.extend(Cell::of(text, span).pieces);
                            row.span = row.span.join(span);
                            if cell_cost(&look, roles[column]) >= ODD {
                                row.certainty = Certainty::Doubtful;
                            }
                            last_column = Some(column);
                        }
                        Some(State::Band) => {
                            let cells = vec![Cell::of(text, span)];
                            rows.push(Row { kind: RowKind::Band, cells, span, certainty: Certainty::Certain });
                            last_column = None;
                        }
                        Some(State::Outside) | None => break,
                    }
                    behind += 1;
                    taken += std::mem::take(&mut behind);
                }
            }
        }
        for row in &mut rows {
            let lacks = |wanted: &dyn Fn(Column) -> bool| {
                roles.iter().zip(&row.cells).filter(|(role, _)| wanted(**role)).all(|(_, cell)| cell.is_empty())
            };
            // Two paragraphs that may be of two cells.
            let joined = roles.iter().zip(&row.cells).any(|(role, cell)| match (role, &cell.pieces[..]) {
                (Column::Deadline, pieces) => pieces.len() > 1,
                (Column::Task, [above @ .., _]) => above.iter().any(|piece| !ends_sentence(piece.of(text))),
                _ => false,
            });
            if row.kind == RowKind::Body && joined {
                row.certainty = row.certainty.max(Certainty::Likely);
            }
            if row.kind == RowKind::Body && (lacks(&is_unit_column) || lacks(&|role| role == Column::Task)) {
                row.certainty = Certainty::Doubtful;
            }
        }
        Self { rows, taken }
    }
}

/// What the paragraphs behind the header are, one after the other.
enum Step<'a> {
    /// A column header: the table's own, or one repeated.
    Header(usize),
    /// A page number.
    Furniture,
    /// This paragraph is for the search to place.
    Paragraph(usize, Look<'a>),
}

/// Adds a header cell to the header row that is being read, or begins one.
fn add_header(text: &str, rows: &mut Vec<Row>, headers: &Headers, span: Span) {
    let cell = Cell::of(text, span);
    let name = cell.squeezed(text);
    let named = |column: usize| headers.names.get(column) == Some(&name);
    let columns = headers.roles.len();
    if let Some(row) = rows.last_mut().filter(|row| row.kind == RowKind::Header) {
        let free = |column: &usize| row.cells.get(*column).is_none_or(Cell::is_empty);
        let place = (0..headers.names.len()).filter(|&column| named(column)).find(free);
        let twice = row.cells.iter().rfind(|cell| !cell.is_empty()).is_some_and(|last| last.squeezed(text) == name);
        if twice || place.is_some() {
            row.span = row.span.join(span);
            if let Some(at) = place.and_then(|column| row.cells.get_mut(column)).filter(|_| !twice) {
                *at = cell;
            }
            return;
        }
    }
    let mut cells = vec![Cell::default(); columns];
    if let Some(at) = (0..columns).find(|&column| named(column)) {
        cells[at] = cell;
    }
    rows.push(Row { kind: RowKind::Header, cells, span, certainty: Certainty::Certain });
}

fn is_unit_column(role: Column) -> bool {
    matches!(role, Column::Lead | Column::Support | Column::Responsible)
}

/// What it costs when a row lacks this cell.
fn absence(role: Column) -> u32 {
    match role {
        Column::Task => 25,
        Column::Responsible | Column::Lead => 9,
        Column::Leader => 5,
        Column::Number => 5,
        Column::Deadline | Column::Group | Column::Other => 3,
        _ => 0,
    }
}

fn absences(roles: &[Column]) -> u32 {
    roles.iter().map(|&role| absence(role)).sum()
}

/// From the end of a row (or a heading) to the first cell of the next, a heading, or out of the table.
fn enter_cost(to: State, roles: &[Column]) -> u32 {
    match to {
        State::Cell(column) => absences(&roles[..column]),
        State::Band | State::Outside => 0,
    }
}

/// From a row's last cell to the row's end.
fn leave_cost(from: State, roles: &[Column]) -> u32 {
    match from {
        State::Cell(column) => absences(&roles[column + 1..]),
        State::Band | State::Outside => 0,
    }
}

fn step_cost(from: State, to: State, roles: &[Column]) -> u32 {
    match (from, to) {
        (State::Outside, State::Outside) => 0,
        (State::Outside, _) => u32::MAX,
        (State::Cell(left), State::Cell(right)) if left == right => match roles[left] {
            // Several leaders are several paragraphs; a task or a list of units seldom is.
            Column::Leader => 0,
            Column::Number => 20,
            _ => 3,
        },
        (State::Cell(left), State::Cell(right)) if left < right => absences(&roles[left + 1..right]),
        _ => leave_cost(from, roles) + enter_cost(to, roles),
    }
}

/// Whether a cell in the column of the cell before begins a new row: a number does, anything else continues the cell.
fn starts_row(roles: &[Column], column: usize, words: &str) -> bool {
    roles[column] == Column::Number && numbering::alone(words).is_some()
}

/// A paragraph, and what the costs of all columns ask of it.
#[derive(Clone, Copy)]
struct Look<'a> {
    words: &'a str,
    /// Whether it is nothing but names.
    names: bool,
    /// How much of it reads as a list of units, from 0 to 100.
    units: usize,
}

impl<'a> Look<'a> {
    fn of(words: &'a str) -> Self {
        Self { words, names: are_names(words), units: units::unit_share(words) }
    }
}

/// How unlike a cell of this column the words are: 0 for a typical one.
fn cell_cost(look: &Look, role: Column) -> u32 {
    let words = look.words;
    match role {
        Column::Number => {
            if numbering::alone(words).is_some() {
                0
            } else {
                50
            }
        }
        Column::Leader => {
            if look.names {
                0
            } else {
                40
            }
        }
        Column::Lead | Column::Support | Column::Responsible => match look.units {
            80.. if !words.trim_end().ends_with('。') => 0,
            80.. => 4,
            50..80 => 10,
            _ if look.names => 40,
            _ => 30,
        },
        Column::Deadline => {
            let time =
                ["年", "月", "季度", "底", "日", "全年", "长期", "持续", "按"].iter().any(|mark| words.contains(mark));
            match words.chars().count() {
                ..=20 if time => 0,
                ..=20 => 15,
                _ => 30,
            }
        }
        Column::Task => {
            if numbering::alone(words).is_some() || look.names {
                30
            } else if ends_sentence(words) {
                0
            } else if assemble::is_time(words) && words.chars().count() <= 12 {
                20
            } else if look.units >= 80 {
                25
            } else if heading_number(words) {
                6
            } else {
                3
            }
        }
        Column::Group | Column::Category => match words.chars().count() {
            _ if look.names => 30,
            ..=20 if assemble::is_time(words) => 12,
            ..=20 if !ends_sentence(words) => 1,
            _ => 12,
        },
        Column::Note => {
            if look.names {
                20
            } else {
                8
            }
        }
        Column::Other if look.names || look.units >= 80 => 15,
        Column::Other => 4,
        Column::IndicatorName | Column::Measure | Column::Attribute | Column::Value => 20,
    }
}

/// How unlike a heading the words are.
fn band_cost(words: &str) -> u32 {
    let long = words.chars().count() > 60;
    match (heading_number(words), ends_sentence(words) || long) {
        (true, false) => 0,
        (true, true) => 12,
        (false, _) => 25,
    }
}

/// Whether the words are a day and nothing else.
fn is_date(words: &str) -> bool {
    words.len() <= LONGEST_DATE && {
        let day = squeeze(words);
        let (from, to) = (day.find('年'), day.find('月'));
        day.ends_with('日') && from.is_some() && from < to
    }
}

/// Longest day, in bytes, with white space around its digits.
const LONGEST_DATE: usize = 60;

fn heading_number(words: &str) -> bool {
    numbering::leading(words).is_some_and(|number| number.style.level().is_some() && number.len < words.len())
}

fn ends_sentence(words: &str) -> bool {
    words.trim_end().trim_end_matches(['”', '"', '）', ')', '’']).ends_with(['。', '；', '！', ';'])
}

/// Whether the words are nothing but people's names, each perhaps with a title.
pub(crate) fn are_names(words: &str) -> bool {
    let mut any = false;
    for item in words.split(['、', '，', ',', '；', ';']) {
        let squeezed = squeezed(item);
        if squeezed.is_empty() {
            continue;
        }
        let bare =
            people::title_at_end(&squeezed).map_or(&*squeezed, |title| &squeezed[..squeezed.len() - title.len()]);
        let bare = people::title_at_start(bare).map_or(bare, |title| &bare[title.len()..]);
        // Names set apart by spaces only: each of two or three characters, or 张  兵 with a space inside.
        let apart = item.split_whitespace().all(people::is_name) || people::is_name(bare);
        if !apart {
            return false;
        }
        any = true;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Element, lay_out};

    fn rows(text: &str) -> Vec<(RowKind, Vec<String>)> {
        let manuscript = crate::read(text.as_bytes(), "t.txt");
        lay_out(&manuscript)
            .into_iter()
            .find_map(|element| match element {
                Element::Table(grid) => Some(grid),
                Element::Paragraph(_) => None,
            })
            .map(|grid| {
                grid.rows
                    .iter()
                    .map(|row| (row.kind, row.cells.iter().map(|cell| cell.squeezed(text)).collect()))
                    .collect()
            })
            .unwrap_or_default()
    }

    const NOTICE: &str = "目标任务\n责任领导\n责任单位\n一、预期指标\n1. 新增造林3万亩。\n柳  青\n市林业局、各县(市、区)政府等\n\
        二、产业提升\n1. 做强茶产业\n新建生态茶园20个。\n柳  青\n何思远\n市农业农村局、市供销社等\n\
        二、产业提升\n2. 做优文旅产业\n建成古驿道步道。\n何思远\n市文旅局，桐溪县政府等\n打印本页 关闭窗口\n";

    #[test]
    fn headings_tasks_leaders_and_units_are_told_apart() {
        let rows = rows(NOTICE);
        let kinds: Vec<RowKind> = rows.iter().map(|row| row.0).collect();
        use RowKind::{Band, Body, Header};
        assert_eq!(kinds, [Header, Band, Body, Band, Band, Body, Band, Band, Body]);
        assert_eq!(rows[2].1, ["1.新增造林3万亩。", "柳青", "市林业局、各县(市、区)政府等"]);
        assert_eq!(rows[5].1, ["新建生态茶园20个。", "柳青何思远", "市农业农村局、市供销社等"]);
    }

    #[test]
    fn lost_headers_are_made_up_for() {
        let text = "新增造林3万亩。\n柳青\n市林业局\n新建生态茶园20个。\n柳青\n何思远\n市农业农村局、市供销社等\n";
        assert_eq!(rows(text).len(), 2);
    }

    #[test]
    fn a_row_may_lack_its_leader() {
        let text = "目标任务\n责任领导\n责任单位\n新增造林3万亩。\n市林业局\n新建生态茶园20个。\n柳青\n市农业农村局\n";
        let rows = rows(text);
        assert_eq!(rows[1].1, ["新增造林3万亩。", "", "市林业局"]);
        assert_eq!(rows[2].1, ["新建生态茶园20个。", "柳青", "市农业农村局"]);
    }

    #[test]
    fn numbered_rows_with_notes_are_kept_apart() {
        let text = "序号\n重点工作\n责任单位\n备注\n1\n修渠。\n市水利局\n2\n植树。\n市林业局\n结合国土绿化行动\n3\n修路。\n市交通运输局\n";
        let rows = rows(text);
        assert_eq!(rows.len(), 4);
        assert_eq!(rows[2].1, ["2", "植树。", "市林业局", "结合国土绿化行动"]);
        assert_eq!(rows[3].1, ["3", "修路。", "市交通运输局", ""]);
    }

    #[test]
    fn a_header_that_stands_twice_is_one() {
        let text = "目标任务\n责任领导\n责任单位\n责任单位\n新增造林3万亩。\n柳青\n市林业局\n";
        let rows = rows(text);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].1, ["目标任务", "责任领导", "责任单位"]);
        assert_eq!(rows[1].1, ["新增造林3万亩。", "柳青", "市林业局"]);
    }
}
