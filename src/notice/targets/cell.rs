//! Goals that a table has a column for: 粮食产量 | 万吨 | 2026年目标 12.6以上.

use super::parts::Part;
use super::words::Words;
use super::{Reader, goal, quantity, tense};
use crate::Span;
use crate::lexicon::measures;
use crate::model::Target;
use crate::text::squeeze;

/// Longest words of a task that a bare value can be a value of, in characters: an indicator's name, no sentence.
const LONGEST_NAME: usize = 24;

/// A cell of a column of goals, and what its row says with it.
pub(crate) struct Cell<'a> {
    /// Header of the column, which may say when: 2026年目标.
    pub header: &'a str,
    /// The words of the cell.
    pub pieces: &'a [Span],
    /// The words of the task.
    pub task: &'a str,
    /// The unit of measure, where the table has a column for it; else empty.
    pub unit: &'a str,
}

/// The goals in a cell: those that its words set, or the value of what the task names. `year` as in [`super::find`].
pub(crate) fn find(text: &str, cell: &Cell, year: Option<u32>) -> Vec<Target> {
    let mut targets = super::find(text, cell.pieces, year);
    if targets.is_empty() {
        targets.extend(value(text, cell, year));
    }
    let header = Words::of(cell.header, &[Span::new(0, cell.header.len())]);
    let due = tense::due_at(&header.chars, 0, 0).map(|len| header.printed(cell.header, 0, len));
    let name = squeeze(cell.task);
    for target in &mut targets {
        if target.subject.is_none() && is_name(&name) {
            target.subject = Some(name.clone());
        }
        target.due = target.due.take().or_else(|| due.clone());
    }
    targets
}

fn is_name(words: &str) -> bool {
    !words.contains(['，', ',', '。', '；', ';']) && words.chars().count() <= LONGEST_NAME
}

/// A cell that is a number and what bounds it, and nothing else: 6.5左右, ≥92, 增长8%.
fn value(text: &str, cell: &Cell, year: Option<u32>) -> Option<Target> {
    let mut reader = Reader::new(text, cell.pieces, year, Part::Outlook);
    let chars = &reader.words.chars;
    let at = chars.iter().position(char::is_ascii_digit)?;
    let quantity = quantity::at(&reader.words, at, chars.len()).filter(|quantity| quantity.end == chars.len())?;
    let front = &chars[..at];
    let (len, comparator) = measures::level_at_end(front).or(measures::approach_at_end(front)).unwrap_or_default();
    if len < at || !is_name(cell.task) {
        return None;
    }
    let comparator = comparator.or(quantity.bound);
    let found = goal::Found { subject: None, measure: None, deed: None, start: 0, end: chars.len(), comparator };
    reader.write_quantity(found, &quantity);
    let mut target = reader.targets.pop()?;
    if target.unit.is_none() && measures::is_unit(cell.unit) {
        target.unit = Some(cell.unit.to_owned()).filter(|unit| !unit.is_empty());
    }
    Some(target)
}

#[cfg(test)]
mod tests {
    use super::super::tests::show;
    use super::*;

    fn goals(header: &str, words: &str, task: &str, unit: &str) -> Vec<String> {
        let cell = Cell { header, pieces: &[Span::new(0, words.len())], task, unit };
        find(words, &cell, Some(2026)).iter().map(show).collect()
    }

    #[test]
    fn a_cell_sets_goals_in_words() {
        assert_eq!(
            goals("年度目标", "新建食堂4家，新增托位320个", "一老一小", ""),
            ["食堂|新建|=|4|家|-", "托位|新增|=|320|个|-"]
        );
        assert_eq!(goals("2026年目标", "增长6.5%以上", "生产总值", ""), ["生产总值|增长|>=|6.5|%|2026年"]);
    }

    #[test]
    fn a_cell_is_the_value_of_what_the_task_names() {
        for (words, unit, goal) in [
            ("6.5左右", "%", "粮食产量|-|~|6.5|%|2026年"),
            ("≥12.6", "万吨", "粮食产量|-|>=|12.6|万吨|2026年"),
            ("12.6万吨", "", "粮食产量|-|=|12.6|万吨|2026年"),
            ("12—13", "万吨", "粮食产量|-|range|12—13|万吨|2026年"),
        ] {
            assert_eq!(goals("2026年目标", words, "粮食产量", unit), [goal], "{words}");
        }
        assert!(goals("目标", "见附表3", "粮食产量", "").is_empty(), "more than a value");
        assert!(goals("目标", "3", "开展排查，完成整改。", "").is_empty(), "a sentence is no name");
    }
}
