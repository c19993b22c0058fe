//! Indicator tables (指标): what is measured, in which unit, with a value for each year or plan, 预期性 or 约束性.
//!
//! Plans print them with merged cells: a category over several rows, a name over its parts, a header of two rows. Text
//! that was copied from such a table has lost what is merged, and its rows are shifted. Each row is therefore fitted to
//! the columns anew, by what its cells look like ([`align`]).

use super::segments::Marks;
use crate::Span;
use crate::layout::Element;
use crate::lexicon::columns::{self, Column};
use crate::lexicon::{measures, numbering};
use crate::model::{Indicator, SegmentRole};
use crate::read::{Cell, Grid, Row, RowKind};
use crate::text::{fold, is_han, is_space, join, squeeze};

/// Columns at the most for a row to be fitted anew, which takes time in the cube of them. Plans have ten or so.
const MOST_COLUMNS: usize = 24;

/// Longest title of a table in characters.
const LONGEST_TITLE: usize = 50;

/// What a column of an indicator table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Category,
    Number,
    Name,
    /// The parts of an indicator, right of its name.
    Sub,
    Measure,
    Value,
    Attribute,
    /// Remarks, and columns without a header.
    Other,
}

/// A column with its header.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Heading {
    role: Role,
    /// The header's rows joined by `/`, white space removed.
    path: String,
}

/// Whether a table's rows are indicators with values, and not tasks with units and leaders.
pub(crate) fn is_indicator_grid(text: &str, grid: &Grid) -> bool {
    let Some(headings) = (0..grid.rows.len().min(4)).find_map(|at| header(text, grid, at)) else { return false };
    let assigned = |heading: &Heading| {
        heading.path.split('/').any(|words| {
            use Column::{Lead, Leader, Responsible, Support};
            matches!(columns::role(words), Some(Lead | Leader | Responsible | Support))
        })
    };
    !headings.0.iter().any(assigned)
}

/// Reads the rows of the indicator tables among `elements` and paints their places.
pub(super) fn read(text: &str, elements: &[Element], marks: &mut Marks) -> Vec<Indicator> {
    let mut out = Vec::new();
    let mut before = Vec::new();
    let mut table: Option<Table> = None;
    for element in elements {
        match element {
            Element::Paragraph(span) => before.push(*span),
            Element::Table(grid) if is_indicator_grid(text, grid) => {
                let title = title(text, &before);
                let continued = match &title {
                    Title::None => before.iter().all(|&span| is_furniture(span.of(text))),
                    Title::Continued => true,
                    Title::Of(_) => false,
                };
                let mut next = table.take().filter(|_| continued).unwrap_or_default();
                if let Title::Of(words) = title {
                    next.title = Some(words);
                }
                next.read(text, grid, marks, &mut out);
                table = Some(next);
                before.clear();
            }
            Element::Table(_) => {
                table = None;
                before.clear();
            }
        }
    }
    out
}

/// What the paragraphs before a table say of its title.
enum Title {
    None,
    /// 续表: the table before goes on.
    Continued,
    Of(String),
}

/// The title of a table is the paragraph before it; a line such as 单位：亿元 may stand between.
fn title(text: &str, before: &[Span]) -> Title {
    for span in before.iter().rev().take(3) {
        let words = span.of(text).trim_matches(|c: char| is_space(c) || matches!(c, '*' | '#'));
        let count = words.chars().take(LONGEST_TITLE + 1).count();
        if words.starts_with("续表") || words.starts_with("（续") || words.starts_with("(续") {
            return Title::Continued;
        }
        if is_furniture(words) {
            continue;
        }
        let named = ["表", "附表", "专栏", "附件"].iter().any(|start| words.starts_with(start));
        let about = ["指标", "目标", "情况表", "一览表"].iter().any(|word| words.contains(word));
        if count > LONGEST_TITLE || words.ends_with(['。', '；', '，', '、', '：']) || !named && !about {
            return Title::None;
        }
        return Title::Of(join(words, &[Span::new(0, words.len())]));
    }
    Title::None
}

/// A page number, or the unit of measure of a whole table.
fn is_furniture(words: &str) -> bool {
    let words = words.trim_matches(|c: char| is_space(c) || matches!(c, '（' | '(' | '）' | ')' | '*'));
    words.starts_with("单位")
        || words.starts_with("计量单位")
        || words.chars().all(|c| c.is_ascii_digit() || is_space(c) || matches!(c, '-' | '—' | '–' | '·' | '第' | '页'))
}

/// A table while it is read, and what its next part after a page break takes over.
#[derive(Debug, Default)]
struct Table {
    title: Option<String>,
    category: Option<String>,
    seq: Option<String>,
    name: Option<String>,
    /// The row before was one part of an indicator of several.
    in_parts: bool,
}

impl Table {
    fn read(&mut self, text: &str, grid: &Grid, marks: &mut Marks, out: &mut Vec<Indicator>) {
        let mut headings: Vec<Heading> = Vec::new();
        let mut at = 0;
        while let Some(row) = grid.rows.get(at) {
            if let Some((found, rows)) = header(text, grid, at) {
                headings = found;
                for row in &grid.rows[at..at + rows] {
                    marks.paint(row.span, SegmentRole::ColumnHeader);
                }
                at += rows;
                continue;
            }
            at += 1;
            marks.paint(
                row.span,
                if row.kind == RowKind::Header { SegmentRole::ColumnHeader } else { SegmentRole::Indicator },
            );
            if row.kind == RowKind::Header {
                continue;
            }
            if let Some(band) = band(text, row, &headings) {
                if headings.is_empty() {
                    // Above the header stands the table's title.
                    self.title.get_or_insert(band);
                } else if !is_furniture(&band)
                    && !["注", "续表", "资料来源"].iter().any(|start| band.starts_with(start))
                {
                    self.category = Some(band);
                    self.in_parts = false;
                }
                continue;
            }
            out.extend(self.row(text, grid, row, &headings));
        }
    }

    fn row(&mut self, text: &str, grid: &Grid, row: &Row, headings: &[Heading]) -> Option<Indicator> {
        let cells = match row.kind {
            RowKind::Band => row.cells.len(),
            RowKind::Header | RowKind::Body => row.cells.len().max(grid.columns),
        };
        let words: Vec<String> = (0..cells).map(|column| join(text, &row.cell(column).pieces)).collect();
        let last = self.seq.as_deref().and_then(|seq| seq.parse().ok());
        let places = if grid.merges_known || headings.len() > MOST_COLUMNS {
            None
        } else {
            align(&words, headings, last, self.in_parts)
        };
        let places = places.unwrap_or_else(|| (0..words.len()).map(Place::Column).collect());
        let mut cells: Vec<String> = vec![String::new(); headings.len()];
        let mut part = String::new();
        for (word, place) in words.iter().zip(&places) {
            match *place {
                Place::Column(column) if column < cells.len() => cells[column].clone_from(word),
                Place::Column(_) => {}
                Place::Part => part.clone_from(word),
            }
        }
        let of = |role: Role| {
            let column = headings.iter().position(|heading| heading.role == role)?;
            Some(cells[column].clone()).filter(|words| !words.is_empty())
        };
        if let Some(category) = of(Role::Category) {
            let category = squeeze(&category);
            if self.category.as_ref() != Some(&category) {
                self.in_parts = false;
            }
            self.category = Some(category);
        }
        let mut name = of(Role::Name);
        let mut sub_name = Some(part).filter(|part| !part.is_empty()).or_else(|| of(Role::Sub));
        if sub_name == name {
            // A merged cell over both columns.
            sub_name = None;
        }
        let mut seq = of(Role::Number).map(|words| squeeze(&words));
        if seq.is_none()
            && !headings.iter().any(|heading| heading.role == Role::Number)
            && let Some(words) = &name
            && let Some(number) = numbering::leading(words).filter(|number| number.style == numbering::Style::Arabic)
        {
            seq = Some(number.digits);
            name = Some(words[number.len..].to_owned());
        }
        if let Some(words) = &name
            && sub_name.is_none()
            && self.name.is_some()
            && let Some(rest) = words.trim_start().strip_prefix("其中")
        {
            sub_name = Some(rest.trim_start_matches(|c: char| is_space(c) || matches!(c, '：' | ':')).to_owned());
            name = None;
        }
        if name.is_none() && sub_name.is_some() {
            // The name and the number span all parts.
            name.clone_from(&self.name);
            seq = seq.or_else(|| self.seq.clone());
        }
        let name = name.or_else(|| sub_name.take())?;
        let values: Vec<(String, String)> = headings
            .iter()
            .zip(&cells)
            .filter(|(heading, _)| heading.role == Role::Value)
            .map(|(heading, words)| (heading.path.clone(), words.clone()))
            .collect();
        if values.iter().all(|(_, words)| words.is_empty()) && sub_name.is_none() && of(Role::Measure).is_none() {
            // A name without any value heads the parts below it.
            self.name = Some(name);
            self.seq = seq.or(self.seq.take());
            self.in_parts = true;
            return None;
        }
        self.name = Some(name.clone());
        self.seq.clone_from(&seq);
        self.in_parts = sub_name.is_some();
        let unit = of(Role::Measure)
            .filter(|unit| !is_dash(unit))
            .map(|unit| squeeze(&unit))
            .or_else(|| sub_name.as_deref().and_then(unit_in_brackets))
            .or_else(|| unit_in_brackets(&name));
        Some(Indicator {
            table: self.title.clone(),
            category: self.category.clone(),
            seq,
            name,
            sub_name,
            unit,
            values,
            attribute: of(Role::Attribute).filter(|words| !is_dash(words)).map(|words| squeeze(&words)),
            span: row.span,
        })
    }
}

/// The headings that begin at row `at`, and how many rows they take.
fn header(text: &str, grid: &Grid, at: usize) -> Option<(Vec<Heading>, usize)> {
    let row = grid.rows.get(at)?;
    let columns = row.cells.len().max(grid.columns);
    let first: Vec<String> = (0..columns).map(|column| row.cell(column).squeezed(text)).collect();
    let roles: Vec<Option<Role>> = first.iter().map(|words| role(words)).collect();
    let name = roles.iter().position(|role| *role == Some(Role::Name))?;
    let values = roles.iter().filter(|role| **role == Some(Role::Value)).count();
    let known = roles.iter().flatten().filter(|role| **role != Role::Value).count();
    // 指标 alone may be a word of a row; a header names a year, a unit or an attribute as well.
    let telling = first
        .iter()
        .any(|words| is_value_header(words) || matches!(role(words), Some(Role::Measure | Role::Attribute)));
    if values == 0 || known + values < 2 || !telling {
        return None;
    }
    let mut rows = 1;
    while rows < 3 && grid.rows.get(at + rows).is_some_and(|row| continues_header(text, row, &first, name)) {
        rows += 1;
    }
    let mut headings: Vec<Heading> = Vec::with_capacity(columns);
    for column in 0..columns {
        let mut path: Vec<String> = Vec::new();
        for row in &grid.rows[at..at + rows] {
            let words = row.cells.get(column).map(|cell| cell.squeezed(text)).unwrap_or_default();
            if !words.is_empty() && path.last() != Some(&words) {
                path.push(words);
            }
        }
        // A header over several columns whose copies were not filled in: 规划目标 | (blank).
        if rows > 1
            && grid.rows[at].cell(column).is_empty()
            && !path.is_empty()
            && column > 0
            && let Some((over, _)) = headings[column - 1].path.split_once('/')
        {
            path.insert(0, over.to_owned());
        }
        let left = column.checked_sub(1).map(|left| headings[left].role);
        let of_name = matches!(left, Some(Role::Name)) && (path.is_empty() || first[column] == first[column - 1]);
        let role = if of_name { Role::Sub } else { path.first().and_then(|words| role(words)).unwrap_or(Role::Other) };
        headings.push(Heading { role, path: path.join("/") });
    }
    while headings.last().is_some_and(|heading| heading.path.is_empty() && heading.role == Role::Other) {
        headings.pop();
    }
    Some((headings, rows))
}

/// Whether a row is the second of a header: nothing new under the name, and only years, plans and the like elsewhere.
fn continues_header(text: &str, row: &Row, first: &[String], name: usize) -> bool {
    let blank_or_copy = |cell: Option<&Cell>, over: Option<&String>| {
        cell.is_none_or(|cell| cell.is_empty() || cell.merged || over == Some(&cell.squeezed(text)))
    };
    let mut fresh = 0;
    for (column, cell) in row.cells.iter().enumerate() {
        if blank_or_copy(Some(cell), first.get(column)) {
            continue;
        }
        let words = cell.squeezed(text);
        // Where the format says that the row is a header, any words will do that are no other table's.
        let fits = row.kind == RowKind::Header && role(&words) == Some(Role::Value);
        if !fits && !is_value_header(&words) {
            return false;
        }
        fresh += 1;
    }
    fresh > 0 && blank_or_copy(row.cells.get(name), first.get(name))
}

/// Headers of columns of values: 2025年, 年均增速（%）, 累计, 目标值.
fn is_value_header(words: &str) -> bool {
    let marks = [
        "年均", "累计", "增幅", "增速", "增长", "目标", "完成", "实际", "预期", "现状", "基期", "规划", "基数", "数值",
        "值", "情况",
    ];
    let year = words
        .chars()
        .collect::<Vec<_>>()
        .windows(5)
        .any(|five| five[..4].iter().all(char::is_ascii_digit) && five[4] == '年');
    let count = words.chars().count();
    count <= columns::LONGEST_HEADER
        && (year && !matches!(words.chars().next_back(), Some('0'..='9'))
            || marks.iter().any(|mark| words.contains(mark)))
}

/// The role of a column by one row of its header; `None` without words.
fn role(words: &str) -> Option<Role> {
    let count = words.chars().count();
    if count == 0 || count > columns::LONGEST_HEADER {
        return None;
    }
    match columns::role(words) {
        Some(Column::Number) => return Some(Role::Number),
        Some(Column::Category) => return Some(Role::Category),
        Some(Column::IndicatorName) => return Some(Role::Name),
        Some(Column::Measure) => return Some(Role::Measure),
        Some(Column::Attribute) => return Some(Role::Attribute),
        Some(Column::Note) => return Some(Role::Other),
        _ => {}
    }
    let is = |names: &[&str]| names.contains(&words);
    Some(if is(&["一级指标", "指标类别", "指标分类", "分类指标", "维度"]) {
        Role::Category
    } else if is(&["三级指标", "分项指标", "分指标"]) {
        Role::Sub
    } else if ["属性", "性质", "指标类型"].iter().any(|end| words.ends_with(end)) {
        Role::Attribute
    } else if words.ends_with("指标") || words.ends_with("指标名称") || words.ends_with("指标内容") {
        Role::Name
    } else {
        Role::Value
    })
}

/// The words of a row that is one cell over the table: a category, a note.
fn band(text: &str, row: &Row, headings: &[Heading]) -> Option<String> {
    let mut filled = row.cells.iter().filter(|cell| !cell.is_empty());
    let first = filled.next()?;
    let whole = row.kind == RowKind::Band || filled.all(|cell| cell.merged && cell.pieces == first.pieces);
    let words = first.squeezed(text);
    // In a table with numbers, a name alone in its column heads the parts below it.
    let column = row.cells.iter().position(|cell| !cell.is_empty())?;
    let is_name = headings.get(column).is_some_and(|heading| heading.role == Role::Name)
        && row.cells.len() > 1
        && column > 0
        && row.kind != RowKind::Band;
    (whole && !is_name && matches!(look(&words), Look::Text | Look::Unit)).then_some(words)
}

/// Where a cell of a row belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Column(usize),
    /// A part of an indicator in a table without a column for parts.
    Part,
}

/// What a cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Dash,
    /// A whole number that can be the row's own: 1 to 999.
    Integer(u32),
    Value,
    Unit,
    Attribute,
    Text,
    /// Text that closes with a unit in brackets, as names of indicators do.
    Name,
}

fn is_dash(words: &str) -> bool {
    !words.is_empty()
        && words
            .chars()
            .all(|c| is_space(c) || matches!(fold(c), '-' | '—' | '–' | '−' | '―' | '─' | '/' | '~' | '…' | '*'))
}

fn look(words: &str) -> Look {
    let words: String = words.chars().filter(|&c| !is_space(c)).map(fold).collect();
    if is_dash(&words) {
        return Look::Dash;
    }
    if ["预期性", "约束性", "指导性", "引导性", "导向性", "参考性", "考核性", "预期", "约束"].contains(&words.as_str())
    {
        return Look::Attribute;
    }
    if let Ok(number) = words.parse::<u32>()
        && (1..1000).contains(&number)
        && !words.starts_with('0')
    {
        return Look::Integer(number);
    }
    // 7以上, 2019年760, [10], ≥93.3: digits, and hardly a word that does not belong to a number.
    let plain = |c: char| is_han(c) && !"年以上下左右内约累计均万亿千百个点分之不低高于少超过达到前比".contains(c);
    let foreign = words.chars().filter(|&c| plain(c)).count();
    if words.contains(|c: char| c.is_ascii_digit())
        && foreign <= 2
        && !words.starts_with(|c: char| c.is_ascii_alphabetic())
    {
        return Look::Value;
    }
    if measures::is_unit(&words) {
        return Look::Unit;
    }
    if unit_in_brackets(&words).is_some() { Look::Name } else { Look::Text }
}

/// How ill a cell fits a column: 0 for well, 10 for hardly.
fn misfit(look: Look, words: &str, role: Role, expected: Option<u32>) -> u32 {
    let long = words.chars().count() > 15;
    match (role, look) {
        (Role::Other, _) => 1,
        (Role::Number, Look::Integer(number)) => u32::from(expected.is_some_and(|expected| expected != number)),
        (Role::Number, _) => 10,
        (Role::Category, Look::Text) => 0,
        (Role::Category, Look::Name) => 3,
        (Role::Name | Role::Sub, Look::Text | Look::Name) => 0,
        (Role::Name | Role::Sub, Look::Unit | Look::Value) => 8,
        (Role::Name | Role::Sub, Look::Dash) => 20,
        (Role::Measure, Look::Unit) => 0,
        (Role::Measure, Look::Dash) => 1,
        (Role::Measure, Look::Text) => 5,
        (Role::Value, Look::Value | Look::Integer(_) | Look::Dash) => 0,
        (Role::Value, Look::Text) => 3 + if long { 3 } else { 0 },
        (Role::Attribute, Look::Attribute) => 0,
        (Role::Attribute, Look::Dash) => 2,
        (Role::Attribute, Look::Text) => 4,
        (Role::Measure, _) => 8,
        _ => 10,
    }
}

/// Fits the cells of a row to the columns, in order, at the least cost: how ill each cell fits its column, how often the
/// row slips sideways against where its cells stand, and what is skipped. `last` is the number of the row before,
/// `in_parts` whether that row was a part of an indicator. `None` where there are more cells than columns.
fn align(words: &[String], headings: &[Heading], last: Option<u32>, in_parts: bool) -> Option<Vec<Place>> {
    const NO_NAME: u32 = 20;
    const NO_NUMBER: u32 = 3;
    const PART_ALONE: u32 = 6;
    const NEW_PART: u32 = 4;
    const SLIP: u32 = 2;
    const LEFT_SHIFT: u32 = 1;

    let name = headings.iter().position(|heading| heading.role == Role::Name)?;
    let numbered = headings[..name].iter().any(|heading| heading.role == Role::Number);
    // The places in order, each with the column it stands at.
    let mut slots: Vec<(Place, usize, Role)> =
        headings.iter().enumerate().map(|(column, heading)| (Place::Column(column), column, heading.role)).collect();
    let has_sub = headings.iter().any(|heading| heading.role == Role::Sub);
    if !has_sub {
        slots.insert(name + 1, (Place::Part, name + 1, Role::Sub));
    }
    let cells: Vec<usize> = (0..words.len()).filter(|&at| !words[at].is_empty()).collect();
    let looks: Vec<Look> = cells.iter().map(|&at| look(&words[at])).collect();
    let expected = last.map(|last| last + 1);
    let names = |role: Role| matches!(role, Role::Name | Role::Sub);
    let offset = |slot: usize, cell: usize| slots[slot].1 as isize - cells[cell] as isize;
    // best[cell][slot]: least cost with this cell in this slot, and the slot of the cell before.
    let mut best: Vec<Vec<Option<(u32, usize)>>> = vec![vec![None; slots.len()]; cells.len()];
    for cell in 0..cells.len() {
        for slot in cell..slots.len() {
            let (place, _, role) = slots[slot];
            let mut own = misfit(looks[cell], &words[cells[cell]], role, expected);
            if place == Place::Part && !in_parts {
                own += NEW_PART;
            }
            let step = |before: Option<usize>| {
                let mut cost = own;
                let from = before.map_or(0, |before| before + 1);
                let before_role = before.map(|before| slots[before].2);
                // Nothing names the row.
                if !names(role)
                    && !before_role.is_some_and(names)
                    && slots[from..slot].iter().any(|slot| slot.2 == Role::Name)
                {
                    cost += NO_NAME;
                }
                if role == Role::Name && numbered && before_role != Some(Role::Number) {
                    cost += NO_NUMBER;
                }
                if role == Role::Sub && before_role != Some(Role::Name) && !in_parts {
                    cost += PART_ALONE;
                }
                cost
            };
            if cell == 0 {
                let shift = match offset(slot, cell) {
                    0 => 0,
                    right if right > 0 => LEFT_SHIFT,
                    _ => SLIP,
                };
                best[cell][slot] = Some((step(None) + shift, slot));
                continue;
            }
            for before in cell - 1..slot {
                let Some((cost, _)) = best[cell - 1][before] else { continue };
                let slip = if offset(slot, cell) == offset(before, cell - 1) { 0 } else { SLIP };
                let cost = cost + step(Some(before)) + slip;
                if best[cell][slot].is_none_or(|(least, _)| cost < least) {
                    best[cell][slot] = Some((cost, before));
                }
            }
        }
    }
    let end = best.last()?;
    let mut slot =
        (0..slots.len()).filter(|&slot| end[slot].is_some()).min_by_key(|&slot| end[slot].map(|(cost, _)| cost))?;
    let mut places: Vec<Place> = (0..words.len()).map(|_| Place::Column(usize::MAX)).collect();
    for cell in (0..cells.len()).rev() {
        places[cells[cell]] = slots[slot].0;
        slot = best[cell][slot]?.1;
    }
    Some(places)
}

/// The unit of measure in brackets that a name ends with: 地区生产总值（亿元）.
fn unit_in_brackets(name: &str) -> Option<String> {
    let name = name.trim_end_matches(is_space);
    let inner = name.strip_suffix(['）', ')', '〕', ']'])?;
    let open = inner.rfind(['（', '(', '〔', '['])?;
    let unit = &inner[open..].trim_start_matches(['（', '(', '〔', '[']);
    measures::is_unit(unit).then(|| squeeze(unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table from rows whose cells are held apart by `|`: `!` begins a header row, a row of one cell is a band. In a
    /// table with known merges `^` repeats the cell above and `<` the cell to the left.
    fn grid(rows: &[&str], merges_known: bool) -> (String, Grid) {
        let mut text = String::new();
        let mut grid = Grid { merges_known, ..Grid::default() };
        for line in rows {
            let kind = match (line.starts_with('!'), line.contains('|')) {
                (true, _) => RowKind::Header,
                (false, true) => RowKind::Body,
                (false, false) => RowKind::Band,
            };
            let start = text.len();
            let mut cells: Vec<Cell> = Vec::new();
            for words in line.trim_start_matches('!').split('|') {
                let above = grid.rows.last().and_then(|row: &Row| row.cells.get(cells.len()));
                let copy = match words {
                    "^" => above,
                    "<" => cells.last(),
                    _ => None,
                };
                let cell = match copy {
                    Some(cell) => Cell { merged: true, ..cell.clone() },
                    None => Cell::of(&format!("{text}{words}"), Span::new(text.len(), text.len() + words.len())),
                };
                if copy.is_none() {
                    text.push_str(words);
                }
                text.push('\t');
                cells.push(cell);
            }
            grid.columns = grid.columns.max(cells.len());
            grid.rows.push(Row { kind, cells, span: Span::new(start, text.len()), ..Row::default() });
            text.push('\n');
        }
        let columns = grid.columns;
        for row in grid.rows.iter_mut().filter(|row| row.kind != RowKind::Band) {
            row.cells.resize(columns, Cell::default());
        }
        (text, grid)
    }

    /// `category|seq|name|sub_name|unit|values|attribute`, values as `header=words`, blank for what is not said.
    fn show(row: &Indicator) -> String {
        let values: Vec<String> = row.values.iter().map(|(path, words)| format!("{path}={words}")).collect();
        let field = |field: &Option<String>| field.clone().unwrap_or_default();
        let fields = [
            field(&row.category),
            field(&row.seq),
            row.name.clone(),
            field(&row.sub_name),
            field(&row.unit),
            values.join(" "),
            field(&row.attribute),
        ];
        fields.join("|")
    }

    fn rows_of(rows: &[&str], merges_known: bool) -> Vec<String> {
        let (text, grid) = grid(rows, merges_known);
        assert!(is_indicator_grid(&text, &grid), "{rows:?}");
        read(&text, &[Element::Table(grid)], &mut Marks::default()).iter().map(show).collect()
    }

    #[test]
    fn a_plain_table_with_a_column_of_units() {
        assert_eq!(
            rows_of(
                &[
                    "!指标|单位|2020年|2025年|年均增长〔累计〕|属性",
                    "粮食产量|万吨|21|23|〔4〕|约束性",
                    "公共充电桩|个|310|>950|25左右|预期性",
                    "水质达标率|%|—|完成省下达任务||约束性",
                ],
                false
            ),
            [
                "||粮食产量||万吨|2020年=21 2025年=23 年均增长〔累计〕=〔4〕|约束性",
                "||公共充电桩||个|2020年=310 2025年=>950 年均增长〔累计〕=25左右|预期性",
                "||水质达标率||%|2020年=— 2025年=完成省下达任务 年均增长〔累计〕=|约束性",
            ]
        );
    }

    #[test]
    fn rows_that_lost_a_merged_category_are_shifted_back() {
        assert_eq!(
            rows_of(
                &[
                    "!类别|序号|指标|单位|2022年|2027年|属性",
                    "创新|1|研发强度|%|2.1|3.0|预期性",
                    "2|授权专利|件|300|500|预期性",
                    "|3|人才总量|万人|4|6|预期性",
                    "绿色|4|森林面积|万亩|88|90|约束性",
                ],
                false
            ),
            [
                "创新|1|研发强度||%|2022年=2.1 2027年=3.0|预期性",
                "创新|2|授权专利||件|2022年=300 2027年=500|预期性",
                "创新|3|人才总量||万人|2022年=4 2027年=6|预期性",
                "绿色|4|森林面积||万亩|2022年=88 2027年=90|约束性",
            ]
        );
    }

    #[test]
    fn a_category_can_be_a_row_of_its_own() {
        assert_eq!(
            rows_of(
                &[
                    "!序号|指标名称|单位|2025年目标值",
                    "一、经济活力",
                    "1|商品进出口|亿元|75",
                    "二、民生改善",
                    "2|托位数|个|4.5"
                ],
                false
            ),
            ["一、经济活力|1|商品进出口||亿元|2025年目标值=75|", "二、民生改善|2|托位数||个|2025年目标值=4.5|"]
        );
    }

    #[test]
    fn two_header_rows_make_paths() {
        for (rows, known) in [
            (
                ["!序号|指标|规划目标|<|完成情况|<", "!^|^|2018年|年均|2018年|年均", "1|高速里程(公里)|80|3.1|82|3.4"],
                true,
            ),
            (["!序号|指标|规划目标||完成情况|", "||2018年|年均|2018年|年均", "1|高速里程(公里)|80|3.1|82|3.4"], false),
        ] {
            assert_eq!(
                rows_of(&rows, known),
                ["|1|高速里程(公里)||公里|规划目标/2018年=80 规划目标/年均=3.1 完成情况/2018年=82 完成情况/年均=3.4|"]
            );
        }
    }

    #[test]
    fn parts_share_the_name_and_number_of_the_row_above() {
        let expected = [
            "民生|7|住房保障|新建套数(套)|套|2020年=120 2025年=400|预期性",
            "民生|7|住房保障|改造户数(户)|户|2020年=60 2025年=90|约束性",
            "民生|8|人均道路面积(平方米)||平方米|2020年=14 2025年=16|预期性",
        ];
        // With merged cells known, with a blank header for the parts and the second row shifted, without a column.
        assert_eq!(
            rows_of(
                &[
                    "!类别|序号|指标名称|<|2020年|2025年|属性",
                    "民生|7|住房保障|新建套数(套)|120|400|预期性",
                    "^|^|^|改造户数(户)|60|90|约束性",
                    "^|8|人均道路面积(平方米)|<|14|16|预期性",
                ],
                true
            ),
            expected
        );
        assert_eq!(
            rows_of(
                &[
                    "!类别|序号|指标名称||2020年|2025年|属性",
                    "民生|7|住房保障|新建套数(套)|120|400|预期性",
                    "改造户数(户)|||60|90|约束性",
                    "|8|人均道路面积(平方米)||14|16|预期性",
                ],
                false
            ),
            expected
        );
        assert_eq!(
            rows_of(
                &[
                    "!类别|序号|指标名称|2020年|2025年|属性|备注",
                    "民生|7|住房保障|新建套数(套)|120|400|预期性",
                    "改造户数(户)|||60|90|约束性",
                    "|8|人均道路面积(平方米)|14|16|预期性",
                ],
                false
            ),
            expected
        );
    }

    #[test]
    fn a_name_alone_and_of_which_rows_head_and_make_parts() {
        assert_eq!(
            rows_of(
                &[
                    "!序号|指标|单位|2025年",
                    "1|污染物减排||",
                    "|其中：氨氮|%|8",
                    "|其中：总磷|%|5",
                    "2|湿地保护率|%|52"
                ],
                false
            ),
            ["|1|污染物减排|氨氮|%|2025年=8|", "|1|污染物减排|总磷|%|2025年=5|", "|2|湿地保护率||%|2025年=52|"]
        );
    }

    #[test]
    fn a_number_can_stand_in_the_name() {
        assert_eq!(
            rows_of(&["!主要指标|2023年|2024年预期目标", "1. 固定资产投资增速（%）|4.1|6左右"], false),
            ["|1|固定资产投资增速（%）||%|2023年=4.1 2024年预期目标=6左右|"]
        );
    }

    #[test]
    fn levels_of_indicators_are_category_and_name() {
        assert_eq!(
            rows_of(
                &["!一级指标|二级指标|计量单位|目标值", "数字政府|一网通办率|%|≥90", "|数据共享接口|个|120"],
                false
            ),
            ["数字政府||一网通办率||%|目标值=≥90|", "数字政府||数据共享接口||个|目标值=120|"]
        );
    }

    #[test]
    fn traditional_headers_and_an_attribute_that_is_missing() {
        assert_eq!(
            rows_of(&["!序號|指標|單位|2025年|屬性", "1|綠道里程|公里|300|", "2|公園面積|公頃|90|預期性"], false),
            ["|1|綠道里程||公里|2025年=300|", "|2|公園面積||公頃|2025年=90|預期性"]
        );
    }

    #[test]
    fn a_title_and_a_category_reach_over_a_page_break() {
        let first = grid(&["!类别|序号|指标|单位|2025年", "开放|1|外资额|万美元|700"], false);
        let second = grid(&["!类别|序号|指标|单位|2025年", "|2|外贸额|亿元|40", "治理|3|办结率|%|98"], false);
        let before = "**表3  甲川县主要指标**\n（单位：见表）\n";
        let between = "— 7 —\n";
        let text = format!("{before}{}{between}{}", first.0, second.0);
        let shift = |grid: &Grid, by: usize| {
            let mut grid = grid.clone();
            for row in &mut grid.rows {
                row.span = Span::new(row.span.start + by, row.span.end + by);
                for piece in row.cells.iter_mut().flat_map(|cell| &mut cell.pieces) {
                    *piece = Span::new(piece.start + by, piece.end + by);
                }
            }
            grid
        };
        let title_end = before.find('\n').unwrap();
        let later = before.len() + first.0.len();
        let elements = [
            Element::Paragraph(Span::new(0, title_end)),
            Element::Paragraph(Span::new(title_end + 1, before.len() - 1)),
            Element::Table(shift(&first.1, before.len())),
            Element::Paragraph(Span::new(later, later + between.len() - 1)),
            Element::Table(shift(&second.1, later + between.len())),
        ];
        let found = read(&text, &elements, &mut Marks::default());
        assert!(found.iter().all(|row| row.table.as_deref() == Some("表3  甲川县主要指标")), "{found:?}");
        assert_eq!(
            found.iter().map(show).collect::<Vec<_>>(),
            ["开放|1|外资额||万美元|2025年=700|", "开放|2|外贸额||亿元|2025年=40|", "治理|3|办结率||%|2025年=98|"]
        );
    }

    #[test]
    fn a_band_above_the_header_is_the_title() {
        let (text, grid) = grid(&["乙山市发展指标", "!指标|单位|2030年", "绿电占比|%|45"], false);
        let found = read(&text, &[Element::Table(grid)], &mut Marks::default());
        assert_eq!(found[0].table.as_deref(), Some("乙山市发展指标"));
    }

    #[test]
    fn tables_of_tasks_are_no_indicator_tables() {
        for rows in [
            &["!序号|重点工作|责任单位", "1|抓好春耕|市农业局"][..],
            &["!序号|指标名称|2025年目标|牵头单位", "1|粮食产量|30万吨|市农业局"],
            &["!项目名称|建设内容|2025年计划", "甲桥|新建|开工"],
            &["1|2|3", "4|5|6"],
            &["指标|甲", "乙|丙"],
        ] {
            let (text, grid) = grid(rows, false);
            assert!(!is_indicator_grid(&text, &grid), "{rows:?}");
        }
    }

    #[test]
    fn damaged_tables_lose_no_row_and_never_panic() {
        let rows = ["!类别|序号|指标|单位|2020年|2025年|属性", "甲|1|乙率|%|2|3|预期性", "|2|丙量|吨|4|5|约束性"];
        let line = rows[1];
        for skip in 0..line.split('|').count() {
            let cut: Vec<&str> =
                line.split('|').enumerate().filter(|&(at, _)| at != skip).map(|(_, cell)| cell).collect();
            let cut = cut.join("|");
            let (text, grid) = grid(&[rows[0], &cut, rows[2]], false);
            let found = read(&text, &[Element::Table(grid)], &mut Marks::default());
            assert!(found.iter().any(|row| row.name == "丙量" && row.values[1].1 == "5"), "{found:?}");
        }
        let wide = "|".repeat(40);
        for odd in [
            &["!指标|2025年", &wide][..],
            &["!指标|2025年"],
            &["!指标|2025年", "|||||||"],
            &["!指标|2025年", "—|—|—|—"],
        ] {
            let (text, grid) = grid(odd, false);
            read(&text, &[Element::Table(grid)], &mut Marks::default());
        }
    }
}
