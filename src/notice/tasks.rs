//! From the rows of a table to tasks.

use super::draft::Draft;
use super::sections::{self, Sections};
use super::segments::Marks;
use super::{clauses, people, prose, unit_list};
use crate::Span;
use crate::layout::header_row;
use crate::lexicon::columns::{self, Column};
use crate::lexicon::{numbering, units};
use crate::model::{Certainty, SegmentRole, UnitRole};
use crate::read::{Cell, Grid, Row, RowKind};
use crate::text::{fold, join, squeeze};

/// Reads the tasks of a table that stands under `sections`. Headings inside the table move `sections` on; those that stand in
/// its columns are painted.
pub(super) fn read(text: &str, grid: &Grid, sections: &mut Sections, marks: &mut Marks) -> Vec<Draft> {
    let plan = Plan::of(text, grid);
    if plan.task.is_none() {
        return Vec::new();
    }
    let mut reader =
        Reader { text, plan: &plan, merges_known: grid.merges_known, above: Vec::new(), group: Vec::new() };
    let mut drafts: Vec<Draft> = Vec::new();
    for row in &grid.rows {
        match row.kind {
            RowKind::Header => {}
            RowKind::Body if is_aside(text, row) => {}
            RowKind::Body if plan.is_chapter(text, row) => {
                let cells: Vec<String> = row.cells.iter().map(|cell| cell.squeezed(text)).collect();
                let mut cells = cells.iter().filter(|cell| !cell.is_empty());
                if let (Some(number), Some(title)) = (cells.next(), cells.next()) {
                    sections.enter(&numbered(number, title), Vec::new());
                    reader.above.clear();
                    marks.paint(row.span, SegmentRole::Heading);
                }
            }
            RowKind::Band => {
                let heading = row.cells.iter().find(|cell| !cell.is_empty());
                if let Some(heading) = heading {
                    let words = join(text, &heading.pieces);
                    let leaders = sections::leaders(text, &heading.pieces);
                    sections.enter(&words, leaders);
                    reader.above.clear();
                }
            }
            RowKind::Body => {
                if let Some(mut draft) = reader.row(row, &mut drafts) {
                    draft.section = sections.titles();
                    draft.section.extend(reader.group.iter().filter(|title| !title.is_empty()).cloned());
                    if draft.leaders.is_empty() {
                        draft.leaders = sections.leaders().to_vec();
                    }
                    let guessed = if plan.guessed { Certainty::Likely } else { Certainty::Certain };
                    draft.certainty = draft.certainty.max(grid.certainty).max(guessed);
                    if draft.units.is_empty() {
                        drafts.append(&mut by_clauses(text, draft));
                    } else {
                        drafts.push(draft);
                    }
                }
            }
        }
    }
    drafts
}

/// The tasks of a row without units whose clauses stand in the cell of the task: 修渠。（责任单位：甲局）, one or several. The
/// row itself where none does.
fn by_clauses(text: &str, row: Draft) -> Vec<Draft> {
    let mut found = match row.text.iter().any(|piece| piece.of(text).contains(CLAUSE_SIGNS)) {
        true => prose::read(text, &row.text, &mut Sections::default()),
        false => Vec::new(),
    };
    if !found.iter().any(|draft| !draft.units.is_empty()) {
        return vec![row];
    }
    let several = found.len() > 1;
    for draft in &mut found {
        draft.section.splice(0..0, row.section.iter().cloned());
        if !several || draft.seq.is_none() {
            draft.seq = row.seq.clone().or(draft.seq.take());
        }
        if draft.leaders.is_empty() {
            draft.leaders.clone_from(&row.leaders);
        }
        if draft.deadline.is_empty() {
            draft.deadline.clone_from(&row.deadline);
        }
        draft.note.clone_from(&row.note);
        draft.other.clone_from(&row.other);
        draft.section_cells.clone_from(&row.section_cells);
        draft.cells.clone_from(&row.cells);
        draft.row = row.row;
        draft.certainty = draft.certainty.max(row.certainty).max(Certainty::Likely);
    }
    found
}

/// Signs without which no clause stands in a cell.
const CLAUSE_SIGNS: [char; 7] = ['（', '(', '：', ':', '【', '[', '〔'];

/// Whether a row is no task: it sums up those above it (合计 | | 12项), or says who made the table (审核人：甲 | | 制表人：乙).
pub(super) fn is_aside(text: &str, row: &Row) -> bool {
    let mut cells = row.cells.iter().filter(|cell| !cell.merged && !cell.is_empty()).map(|cell| cell.squeezed(text));
    let Some(first) = cells.next() else { return false };
    let signs = |cell: &str| cell.split_once(['：', ':']).is_some_and(|(label, _)| columns::signs(label));
    matches!(first.as_str(), "合计" | "总计" | "小计" | "共计") || signs(&first) && cells.all(|cell| signs(&cell))
}

/// Which column holds what.
#[derive(Debug, Default)]
struct Plan {
    roles: Vec<Option<Column>>,
    /// Printed headers, for columns that the contract has no field for.
    headers: Vec<String>,
    task: Option<usize>,
    /// What groups tasks, outermost first.
    groups: Vec<Group>,
    /// The column of the tasks' own numbers.
    number: Option<usize>,
    /// More rows are numbered 1, 2, 3 than otherwise.
    counts_in_digits: bool,
    /// The table has no headers: what its columns hold is a guess.
    guessed: bool,
}

/// A column that groups tasks.
#[derive(Clone, Copy, Debug)]
struct Group {
    column: usize,
    /// The column of its numbers.
    number: Option<usize>,
}

impl Plan {
    fn of(text: &str, grid: &Grid) -> Self {
        let mut roles = header_row::roles(text, grid);
        let headed = roles.iter().any(Option::is_some);
        if !headed {
            roles = by_content(text, grid);
        }
        let body = || grid.rows.iter().filter(|row| row.kind == RowKind::Body);
        // 单位 over a column of organisations is not a unit of measure.
        for (column, role) in roles.iter_mut().enumerate() {
            if *role == Some(Column::Measure) {
                let share = average(body().map(|row| units::unit_share(&join(text, &row.cell(column).pieces))));
                *role = (share >= 50).then_some(Column::Responsible);
            }
        }
        let named: Vec<usize> = (0..roles.len()).filter(|&c| roles[c] == Some(Column::Task)).collect();
        let named_groups: Vec<usize> = (0..roles.len()).filter(|&c| roles[c] == Some(Column::Group)).collect();
        // Of several columns of tasks the last holds the tasks and those before it group them, unless it is the
        // only one that is always filled.
        let measured = roles.iter().position(|role| *role == Some(Column::IndicatorName));
        let mut task = named.last().or(named_groups.last()).copied().or(measured);
        let headers = headers(text, grid);
        if headed && task.is_none() {
            task = (0..roles.len()).find(|&c| roles[c].is_none() && columns::may_head_tasks(&headers[c]));
            task.into_iter().for_each(|c| roles[c] = Some(Column::Task));
        }
        let assigned = roles.iter().flatten().any(|&role| crate::lexicon::roles::role_of(role).is_some());
        let mut groups = Vec::new();
        // The first column of numbers that no group has taken.
        let mut number = None;
        for (column, role) in roles.iter().enumerate() {
            match role {
                Some(Column::Number) => number = number.or(Some(column)),
                Some(Column::Category | Column::Group | Column::Task) if Some(column) < task => {
                    // 序号, 领域, 序号, 任务: where another column of numbers follows, the first is the group's.
                    let further = || roles[column + 1..].iter().take_while(|role| **role != Some(Column::Task));
                    let own = number.filter(|&number| {
                        further().any(|role| *role == Some(Column::Number))
                            || numbers_groups(text, grid, number, column, task, assigned)
                    });
                    number = number.filter(|_| own.is_none());
                    groups.push(Group { column, number: own });
                }
                _ => {}
            }
        }
        let counts_in_digits = number.is_some_and(|column| {
            let digits = |row: &&Row| row.cell(column).squeezed(text).starts_with(|c: char| fold(c).is_ascii_digit());
            body().filter(digits).count() * 2 > body().filter(|row| !row.cell(column).is_empty()).count()
        });
        Self { roles, headers, task, groups, number, counts_in_digits, guessed: !headed }
    }

    /// Whether a row is a heading in the columns of a table: 一 | 工业 | | |, above rows that are numbered 1, 2, 3.
    fn is_chapter(&self, text: &str, row: &Row) -> bool {
        let Some(column) = self.number else { return false };
        let han = |cell: &str| !cell.contains(|c: char| fold(c).is_ascii_digit()) && numbering::alone(cell).is_some();
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        self.counts_in_digits
            && filled == 2
            && self.task.is_some_and(|task| column < task)
            && row.cells.iter().all(|cell| !cell.merged)
            && han(&row.cell(column).squeezed(text))
    }

    /// Whether a column is one of a group, or of its numbers.
    fn heads(&self, column: usize) -> bool {
        self.groups.iter().any(|group| group.column == column || group.number == Some(column))
    }
}

/// The printed header of each column, white space removed.
fn headers(text: &str, grid: &Grid) -> Vec<String> {
    let mut headers = vec![String::new(); grid.columns];
    for row in grid.rows.iter().filter(|row| row.kind == RowKind::Header) {
        for (column, cell) in row.cells.iter().enumerate().take(grid.columns) {
            if headers[column].is_empty() {
                headers[column] = cell.squeezed(text);
            }
        }
    }
    headers
}

/// Whether the numbers in `column` count the groups and not the tasks: where one stands, so does the other (a damaged
/// row aside), and the tasks are more than the groups or have numbers of their own.
fn numbers_groups(text: &str, grid: &Grid, column: usize, group: usize, task: Option<usize>, assigned: bool) -> bool {
    let body: Vec<&Row> = grid.rows.iter().filter(|row| row.kind == RowKind::Body).collect();
    let count = |fits: &dyn Fn(&Row) -> bool| body.iter().filter(|row| fits(row)).count();
    let together = count(&|row| row.cell(group).is_empty() == row.cell(column).is_empty());
    let bare = count(&|row| row.cell(group).is_empty() && row.cell(column).is_empty());
    let merged = count(&|row| row.cell(group).merged && row.cell(column).merged);
    // A converter repeats a merged cell in every row that it spans.
    let same = |pair: &[&Row], column: usize| {
        let cells = (pair[0].cell(column).squeezed(text), pair[1].cell(column).squeezed(text));
        cells.0 == cells.1 && !cells.0.is_empty()
    };
    let repeated = body.windows(2).filter(|pair| same(pair, column) && same(pair, group)).count();
    let own_number = |row: &Row| numbering::leading(&join(text, &row.cell(task?).pieces)).map(|number| number.value);
    let numbered_tasks = count(&|row| own_number(row).is_some());
    // （1）…；（2）… in each of the cells counts the parts of one task, where a column `assigned` it.
    let count_on = !assigned || body.iter().any(|row| own_number(row).is_some_and(|value| value > 1));
    together * 10 >= body.len() * 9 && (bare + merged + repeated > 0 || count_on && numbered_tasks * 2 > body.len())
}

/// The roles of the columns of a table without a header: a column of numbers, of names, of units; of what is left the
/// one with most words holds the tasks, a column of short words left of it groups them, one right of it holds notes.
fn by_content(text: &str, grid: &Grid) -> Vec<Option<Column>> {
    let mut roles = vec![None; grid.columns];
    let mut lengths = vec![0; grid.columns];
    let body = grid.rows.iter().filter(|row| row.kind == RowKind::Body).count();
    for (column, role) in roles.iter_mut().enumerate() {
        let cells: Vec<String> = grid
            .rows
            .iter()
            .filter(|row| row.kind == RowKind::Body)
            .map(|row| join(text, &row.cell(column).pieces))
            .filter(|cell| !cell.is_empty())
            .collect();
        let most = |fits: &dyn Fn(&str) -> bool| {
            !cells.is_empty() && cells.iter().filter(|cell| fits(cell)).count() * 2 > cells.len()
        };
        *role = if most(&|cell| numbering::alone(cell).is_some()) {
            Some(Column::Number)
        } else if most(&crate::layout::are_names) {
            Some(Column::Leader)
        } else if most(&|cell| units::are_units(cell, 60)) {
            Some(Column::Responsible)
        } else {
            lengths[column] = cells.iter().map(String::len).sum();
            None
        };
    }
    let Some(task) = (0..grid.columns).filter(|&column| roles[column].is_none()).max_by_key(|&column| lengths[column])
    else {
        return roles;
    };
    if lengths[task] < body * SHORTEST_TASKS || !roles.contains(&Some(Column::Responsible)) {
        return vec![None; grid.columns];
    }
    roles[task] = Some(Column::Task);
    for column in 0..grid.columns {
        if roles[column].is_none() && lengths[column] > 0 {
            roles[column] = Some(if column < task { Column::Group } else { Column::Note });
        }
    }
    roles
}

/// Fewest bytes that the tasks of a table without headers have on average: five characters. A list of people and where they
/// work has less.
const SHORTEST_TASKS: usize = 15;

fn average(values: impl Iterator<Item = usize>) -> usize {
    let (mut sum, mut count) = (0, 0);
    for value in values {
        sum += value;
        count += 1;
    }
    sum.checked_div(count).unwrap_or(0)
}

struct Reader<'a> {
    text: &'a str,
    plan: &'a Plan,
    merges_known: bool,
    /// The last words of each column, for cells merged with the one above.
    above: Vec<Vec<Span>>,
    /// The titles of the groups that the row stands in.
    group: Vec<String>,
}

impl Reader<'_> {
    /// Reads a row; where it only continues the row before it, adds to the last of `drafts`.
    fn row(&mut self, row: &Row, drafts: &mut [Draft]) -> Option<Draft> {
        let text = self.text;
        let plan = self.plan;
        let task = plan.task?;
        self.above.resize(plan.roles.len(), Vec::new());
        let cell = |column: usize| row.cell(column);
        let lost = cell(task).is_empty() && self.begins(row);
        if !lost && (cell(task).is_empty() || self.continues(row, drafts)) {
            self.attach(row, drafts.last_mut()?);
            return None;
        }
        self.enter_groups(row);
        let certainty = if lost { Certainty::Doubtful } else { row.certainty };
        let mut draft = Draft { certainty, row: row.span, ..Draft::default() };
        let filled = |column: usize| !cell(column).is_empty();
        let assigned = |role: &Option<Column>| {
            matches!(role, Some(Column::Leader | Column::Lead | Column::Support | Column::Responsible))
        };
        let unit_column =
            |role: &Option<Column>| matches!(role, Some(Column::Lead | Column::Support | Column::Responsible));
        let none_assigned = (0..plan.roles.len()).all(|column| !assigned(&plan.roles[column]) || !filled(column));
        let no_units = (0..plan.roles.len()).all(|column| !unit_column(&plan.roles[column]) || !filled(column));
        let mut pieces: Vec<Vec<Span>> = Vec::with_capacity(plan.roles.len());
        for (column, role) in plan.roles.iter().enumerate() {
            let own = &cell(column).pieces;
            if says_same(text, cell(column)) && !self.above[column].is_empty() {
                pieces.push(self.above[column].clone());
                draft.certainty = draft.certainty.max(Certainty::Likely);
                continue;
            }
            if !own.is_empty() || self.merges_known {
                pieces.push(own.clone());
                continue;
            }
            // An empty cell of an unmarked table is the rest of a merged one where that is the way of such tables.
            let merged = match role {
                Some(Column::Leader) => true,
                Some(Column::Lead | Column::Support | Column::Responsible) => no_units,
                Some(Column::Deadline) => none_assigned,
                _ => false,
            };
            if merged && !self.above[column].is_empty() {
                pieces.push(self.above[column].clone());
                draft.certainty = draft.certainty.max(Certainty::Likely);
            } else {
                pieces.push(Vec::new());
            }
        }
        for (column, role) in plan.roles.iter().enumerate() {
            let pieces = &pieces[column];
            if pieces.is_empty() {
                continue;
            }
            let inherited = cell(column).is_empty() || cell(column).merged;
            match role {
                Some(Column::Leader) => {
                    // 责任科室及责任人 holds both.
                    let (leaders, units) = clauses::people_cell(text, pieces);
                    draft.leaders.extend(leaders);
                    draft.add_units(units);
                }
                Some(Column::Lead) => draft.add_units(unit_list::read(text, pieces, UnitRole::Lead)),
                Some(Column::Support) => draft.add_units(unit_list::read(text, pieces, UnitRole::Support)),
                Some(Column::Responsible) => draft.add_units(unit_list::read(text, pieces, UnitRole::Responsible)),
                Some(Column::Deadline) if draft.deadline.is_empty() => draft.deadline.clone_from(pieces),
                Some(Column::Note) if draft.note.is_empty() => draft.note.clone_from(pieces),
                Some(Column::Task) if column == task => draft.text.clone_from(pieces),
                Some(Column::Group | Column::IndicatorName) if column == task => draft.text.clone_from(pieces),
                Some(Column::Number) if plan.number == Some(column) => {
                    draft.seq = Some((number(text, pieces), pieces[0].join(pieces[pieces.len() - 1])));
                }
                _ if plan.heads(column) => {
                    draft.section_cells.extend(if inherited { Vec::new() } else { pieces.clone() });
                }
                _ => draft.other.push((plan.headers[column].clone(), pieces.clone())),
            }
            match role {
                _ if inherited => {}
                Some(Column::Leader) => draft.cells.leaders.clone_from(pieces),
                Some(Column::Lead | Column::Support | Column::Responsible) => draft.cells.units.extend(pieces),
                _ => {}
            }
            self.above[column].clone_from(pieces);
        }
        if draft.seq.is_none() {
            draft.take_number(text);
        }
        Some(draft)
    }

    /// Whether a row without a task is one of its own whose task is lost, not the rest of the row before it: it has a
    /// number, and units.
    fn begins(&self, row: &Row) -> bool {
        let filled = |column: usize| row.cells.get(column).is_some_and(|cell| !cell.is_empty() && !cell.merged);
        let columns = || self.plan.roles.iter().enumerate();
        let numbered = columns().any(|(column, role)| {
            *role == Some(Column::Number)
                && filled(column)
                && numbering::alone(&row.cell(column).squeezed(self.text)).is_some()
        });
        let is_unit =
            |role: &Option<Column>| matches!(role, Some(Column::Lead | Column::Support | Column::Responsible));
        numbered && columns().any(|(column, role)| is_unit(role) && filled(column))
    }

    /// Whether a row is the rest of the row before it, cut in two at a page break: nothing but the end of a sentence.
    fn continues(&self, row: &Row, drafts: &[Draft]) -> bool {
        let Some(last) = drafts.last() else { return false };
        let Some(number) = self.plan.number else { return false };
        let lone = row.cells.iter().enumerate().all(|(column, cell)| cell.is_empty() || Some(column) == self.plan.task);
        let unfinished =
            last.text.last().is_some_and(|piece| !piece.of(self.text).ends_with(['。', '；', '！', '”', '）']));
        lone && unfinished && row.cell(number).is_empty() && last.seq.is_some() && !self.merges_known
    }

    /// Adds the cells of a row without a task of its own to the row before it.
    fn attach(&mut self, row: &Row, draft: &mut Draft) {
        for (column, role) in self.plan.roles.iter().enumerate() {
            let Some(cell) = row.cells.get(column).filter(|cell| !cell.is_empty() && !cell.merged) else { continue };
            let text = self.text;
            match role {
                Some(Column::Task) if Some(column) == self.plan.task => draft.text.extend(&cell.pieces),
                Some(Column::Leader) => draft.leaders.extend(people::read(text, &cell.pieces)),
                Some(Column::Lead) => draft.add_units(unit_list::read(text, &cell.pieces, UnitRole::Lead)),
                Some(Column::Support) => draft.add_units(unit_list::read(text, &cell.pieces, UnitRole::Support)),
                Some(Column::Responsible) => {
                    draft.add_units(unit_list::read(text, &cell.pieces, UnitRole::Responsible));
                }
                Some(Column::Deadline) => draft.deadline.extend(&cell.pieces),
                Some(Column::Note) => draft.note.extend(&cell.pieces),
                _ => draft.section_cells.extend(&cell.pieces),
            }
            draft.certainty = Certainty::Doubtful;
        }
    }

    /// Works out the titles of the groups that a row stands in.
    fn enter_groups(&mut self, row: &Row) {
        let text = self.text;
        let groups = &self.plan.groups;
        self.group.resize(groups.len(), String::new());
        for (level, group) in groups.iter().enumerate() {
            let number = group.number.and_then(|number| row.cells.get(number)).filter(|cell| !cell.is_empty());
            let own = row.cells.get(group.column).filter(|cell| !cell.is_empty());
            if own.is_none() && number.is_none() {
                // Where merged cells are known, an empty one is no group; elsewhere it belongs to the group above.
                if self.merges_known {
                    self.group[level].clear();
                }
                continue;
            }
            let mut title = own.map_or(String::new(), |cell| cell.squeezed(text));
            if let Some(number) = number {
                title = numbered(&number.squeezed(text), &title);
            }
            if self.group[level] != title {
                self.group[level] = title;
                self.group[level + 1..].iter_mut().for_each(String::clear);
            }
        }
    }
}

/// Whether a cell says that it holds what the one above holds.
fn says_same(text: &str, cell: &Cell) -> bool {
    cell.pieces.iter().map(|piece| piece.len()).sum::<usize>() <= LONGEST_SAME
        && matches!(cell.squeezed(text).as_str(), "同上" | "〃" | "″" | "\"" | "”")
}

/// Longest cell, in bytes, that only points to the one above: 同 上.
const LONGEST_SAME: usize = 12;

/// A group's number and name as one heading: 一 and 供水 give 一、供水, 1 and 供水 give 1.供水.
fn numbered(number: &str, title: &str) -> String {
    if number.ends_with(['、', '.', '．', '）', ')']) {
        return format!("{number}{title}");
    }
    let mark = if number.ends_with(|c: char| c.is_ascii_digit()) { '.' } else { '、' };
    format!("{number}{mark}{title}")
}

fn number(text: &str, pieces: &[Span]) -> String {
    let printed = squeeze(&join(text, pieces));
    numbering::alone(&printed).map_or(printed, |(_, digits)| digits)
}
