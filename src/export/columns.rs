//! The columns of a table of tasks, and what stands in each cell.

use std::borrow::Cow;
use std::collections::HashSet;

use super::Selection;
use crate::Notice;
use crate::book::Check;
use crate::model::{Certainty, Task, UnitRole};
use crate::page::words::Lang;
use crate::text::{fold, is_space};

/// Most columns made for what a notice's own columns say beyond the fields of the contract; more share one. Notices have
/// two or three of them; a damaged one in which every table seems to have others must not square the size of its files.
const MOST_OTHER: usize = 20;

/// Between the values of a cell that has several.
const SEPARATOR: &str = "；";

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// Name of the notice's file.
    File,
    /// The notice's title.
    Title,
    /// 发文字号.
    DocNumber,
    /// 发文机关.
    Issuer,
    /// 成文日期, ISO 8601.
    Date,
    /// 附件.
    Attachment,
    /// The headings above the task, outermost first.
    Section,
    /// 序号.
    Seq,
    /// The task's words.
    Task,
    /// Leaders with their titles.
    Leaders,
    /// Units of a role.
    Units(UnitRole),
    /// Whether the list of units ends in 等.
    OpenEnded,
    /// 完成时限, as printed.
    Deadline,
    /// 备注.
    Note,
    /// A column of the notice that the contract has no field for, by its heading.
    Other(String),
    /// All such columns that have none of their own here, each cell with its heading.
    Others,
    /// The task's measurable goals.
    Targets,
    /// How sure the parser is; empty where nothing is in doubt.
    Certainty,
    /// What to check.
    ToCheck,
    /// Which fields a reader corrected, and whether they checked the row.
    Corrected,
}

/// The columns that the fields of every task fill, in their order.
const FIELDS: [Column; 11] = [
    Column::Attachment,
    Column::Section,
    Column::Seq,
    Column::Task,
    Column::Leaders,
    Column::Units(UnitRole::Lead),
    Column::Units(UnitRole::Support),
    Column::Units(UnitRole::Responsible),
    Column::OpenEnded,
    Column::Deadline,
    Column::Note,
];

/// The columns after those of the notice's own.
const FINDINGS: [Column; 4] = [Column::Targets, Column::Certainty, Column::ToCheck, Column::Corrected];

/// Columns that are the same for every notice, so that rows of several can stand below each other.
pub fn of_any_notice() -> Vec<Column> {
    [&[Column::File][..], &FIELDS, &[Column::Others], &FINDINGS].concat()
}

/// The columns of a library's rows, which keep no targets: what notice each is from, and what that says.
pub fn of_library() -> Vec<Column> {
    let notice = [Column::Title, Column::DocNumber, Column::Issuer, Column::Date];
    let rest = [Column::Others, Column::Certainty, Column::ToCheck, Column::Corrected, Column::File];
    [&notice[..], &FIELDS, &rest].concat()
}

/// The columns of one notice: all that every notice has, each of its own, and its targets where it has any.
pub fn of_notice(notice: &Notice) -> Vec<Column> {
    let mut columns = FIELDS.to_vec();
    let mut known = HashSet::new();
    let names = notice.tasks.iter().flat_map(|task| &task.other).map(|(name, _)| name);
    let mut names = names.filter(|name| known.insert(name.as_str()));
    columns.extend(names.by_ref().take(MOST_OTHER).cloned().map(Column::Other));
    if names.next().is_some() {
        columns.truncate(FIELDS.len());
        columns.push(Column::Others);
    }
    columns.extend(FINDINGS.into_iter().filter(|column| match column {
        Column::Targets => !notice.targets.is_empty(),
        Column::Corrected => notice.tasks.iter().any(|task| task.checked || !task.corrected.is_empty()),
        _ => true,
    }));
    columns
}

/// Those of [`of_notice`] in which any of the rows has anything: for people, not programs.
pub fn filled(selection: &Selection, lang: Lang) -> Vec<Column> {
    let mut columns = of_notice(selection.notice);
    columns.retain(|column| {
        *column == Column::Task
            || selection.tasks().any(|(_, task)| !column.cell(selection.notice, task, lang).trim().is_empty())
    });
    columns
}

impl Column {
    /// What stands over it.
    pub fn heading(&self, lang: Lang) -> Cow<'_, str> {
        Cow::Borrowed(match self {
            Self::File => lang.words().file,
            Self::Title => lang.pick("通知标题", "Notice"),
            Self::DocNumber => lang.words().doc_number,
            Self::Issuer => lang.words().issuer,
            Self::Date => lang.words().date,
            Self::Attachment => lang.pick("附件", "Attachment"),
            Self::Section => lang.pick("章节", "Section"),
            Self::Seq => lang.pick("序号", "No."),
            Self::Task => lang.pick("任务", "Task"),
            Self::Leaders => lang.pick("责任领导", "Leaders"),
            Self::Units(UnitRole::Lead) => lang.pick("牵头单位", "Lead units"),
            Self::Units(UnitRole::Support) => lang.pick("配合单位", "Supporting units"),
            Self::Units(UnitRole::Responsible) => lang.pick("责任单位", "Responsible units"),
            Self::OpenEnded => lang.pick("单位未列尽", "List left open"),
            Self::Deadline => lang.pick("完成时限", "Deadline"),
            Self::Note => lang.pick("备注", "Note"),
            Self::Other(name) => return own_heading(name, lang),
            Self::Others => lang.pick("其他栏目", "Other columns"),
            Self::Targets => lang.pick("量化目标", "Targets"),
            Self::Certainty => lang.pick("可信程度", "Certainty"),
            Self::ToCheck => lang.pick("核对提示", "To check"),
            Self::Corrected => lang.pick("更正与核对", "Corrected and checked"),
        })
    }

    /// What a task of `notice` has in it, [`clean`].
    pub fn cell<'a>(&self, notice: &'a Notice, task: &'a Task, lang: Lang) -> Cow<'a, str> {
        let field = |field: &'a Option<String>| clean(field.as_deref().unwrap_or_default());
        match self {
            Self::File => clean(&notice.source.name),
            Self::Title => field(&notice.header.title),
            Self::DocNumber => field(&notice.header.doc_number),
            Self::Issuer => field(&notice.header.issuer),
            Self::Date => field(&notice.header.date),
            Self::Attachment => field(&task.attachment),
            Self::Section => joined(&task.section, " / "),
            Self::Seq => field(&task.seq),
            Self::Task => clean(&task.text),
            Self::Leaders => {
                joined(task.leaders.iter().map(|leader| leader.title.clone().unwrap_or_default() + &leader.name), "、")
            }
            Self::Units(role) => {
                joined(task.units.iter().filter(|unit| unit.role == *role).map(|unit| &unit.name), "、")
            }
            Self::OpenEnded => Cow::Borrowed(if task.open_ended { lang.pick("等", "yes") } else { "" }),
            Self::Deadline => field(&task.deadline),
            Self::Note => field(&task.note),
            Self::Other(name) => {
                joined(task.other.iter().filter(|(other, _)| other == name).map(|(_, value)| value), SEPARATOR)
            }
            Self::Others => joined(
                task.other.iter().map(|(name, value)| format!("{name}{}{value}", lang.pick("：", ": "))),
                SEPARATOR,
            ),
            Self::Targets => {
                let targets = task.targets.iter().filter_map(|&number| notice.targets.get(number));
                joined(targets.map(|target| &target.text), SEPARATOR)
            }
            Self::Certainty if task.certainty == Certainty::Certain => Cow::Borrowed(""),
            Self::Certainty => Cow::Borrowed(lang.certainty(task.certainty)),
            Self::ToCheck => {
                let notes = task.diagnostics.iter().filter_map(|&number| notice.diagnostics.get(number));
                joined(notes.map(|note| lang.pick(&note.message_zh, &note.message)), "\n")
            }
            Self::Corrected => {
                let fields = task.corrected.iter().map(|&field| lang.field(field)).collect::<Vec<_>>().join("、");
                let corrected =
                    (!fields.is_empty()).then(|| format!("{}{fields}", lang.pick("已更正：", "Corrected: ")));
                let checked = task.checked.then(|| lang.check(Check::Checked).to_owned());
                joined(corrected.into_iter().chain(checked), SEPARATOR)
            }
        }
    }
}

fn joined<'a, T: AsRef<str>>(parts: impl IntoIterator<Item = T>, separator: &str) -> Cow<'a, str> {
    let mut out = String::new();
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            out.push_str(separator);
        }
        out.push_str(&clean(part.as_ref()));
    }
    Cow::Owned(out)
}

/// What stands over a column of the notice's own; where one of ours is called the same, that it is the notice's.
fn own_heading(name: &str, lang: Lang) -> Cow<'_, str> {
    let name = clean(name);
    let taken = FIELDS.iter().chain(&FINDINGS).any(|column| column.heading(lang) == name);
    if taken { name + lang.pick("（原表）", " (as printed)") } else { name }
}

/// `text` as a cell can hold it: line ends are line feeds, other control characters, which no format has, spaces, all but
/// tabs.
pub fn clean(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| c.is_control() && !matches!(c, '\t' | '\n')) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n");
    Cow::Owned(lines.chars().map(|c| if c.is_control() && !matches!(c, '\t' | '\n') { ' ' } else { c }).collect())
}

/// A cell so that no spreadsheet program takes it for a formula where text and formulas look alike: one that
/// [might run](runs) gets an apostrophe in front.
pub fn inert(cell: Cow<'_, str>) -> Cow<'_, str> {
    if runs(&cell) { Cow::Owned(format!("'{cell}")) } else { cell }
}

/// Whether a spreadsheet program may take words for a formula: they begin with `= + - @`, in either width and after any
/// white space, or with a tab or line end.
pub fn runs(cell: &str) -> bool {
    cell.starts_with(['\t', '\n', '\r'])
        || cell.trim_start_matches(is_space).starts_with(|c| matches!(fold(c), '=' | '+' | '-' | '@'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::tests::{notice, row};
    use crate::model::Field;

    #[test]
    fn what_a_reader_corrected_and_checked_is_told() {
        let mut notice = notice();
        notice.tasks[0].corrected = vec![Field::Units, Field::Deadline];
        notice.tasks[0].checked = true;
        notice.tasks[1].checked = true;
        assert!(of_notice(&notice).contains(&Column::Corrected));
        let cell = |row: usize, lang| Column::Corrected.cell(&notice, &notice.tasks[row], lang).into_owned();
        assert_eq!(cell(0, Lang::Zh), "已更正：责任单位、完成时限；已核对");
        assert_eq!(cell(1, Lang::En), "Checked");
        assert_eq!(cell(2, Lang::En), "");
    }

    #[test]
    fn a_cell_has_the_words_of_its_field() {
        let notice = notice();
        let cell = |column: Column| column.cell(&notice, &notice.tasks[0], Lang::Zh).into_owned();
        assert_eq!(cell(Column::Section), "一、工业 / （一）企业");
        assert_eq!(cell(Column::Leaders), "副市长柳承泽、白芷若");
        assert_eq!(cell(Column::Units(UnitRole::Lead)), "市经信局");
        assert_eq!(cell(Column::Units(UnitRole::Support)), "市科技局、市财政局");
        assert_eq!(cell(Column::Units(UnitRole::Responsible)), "");
        assert_eq!(cell(Column::OpenEnded), "等");
        assert_eq!(cell(Column::Other("任务来源".into())), "市长工作会");
        assert_eq!(cell(Column::Others), "任务来源：市长工作会");
        assert_eq!(cell(Column::Targets), "新增规上企业20家；产值增长5%");
        assert_eq!((cell(Column::Certainty), cell(Column::ToCheck)), (String::new(), String::new()));
        let doubtful = Column::ToCheck.cell(&notice, &notice.tasks[1], Lang::En);
        assert_eq!(doubtful, "No unit is named.");
    }

    #[test]
    fn a_column_that_is_called_as_one_of_ours_says_that_it_is_the_notices() {
        let heading = |name: &str, lang| Column::Other(name.into()).heading(lang).into_owned();
        assert_eq!(heading("备注", Lang::Zh), "备注（原表）");
        assert_eq!(heading("Note", Lang::En), "Note (as printed)");
        assert_eq!(heading("任务来源", Lang::Zh), "任务来源");
    }

    #[test]
    fn a_notice_has_its_own_columns_and_people_see_only_those_with_words() {
        let notice = notice();
        let all = of_notice(&notice);
        // Nobody has corrected anything.
        assert_eq!(all.len(), FIELDS.len() + FINDINGS.len());
        assert_eq!(all[FIELDS.len()], Column::Other("任务来源".into()));
        let selection = Selection::of(&notice, &[1]);
        let filled: Vec<_> =
            filled(&selection, Lang::Zh).iter().map(|column| column.heading(Lang::Zh).into_owned()).collect();
        assert_eq!(filled, ["附件", "章节", "序号", "任务", "可信程度", "核对提示"]);
    }

    #[test]
    fn many_columns_of_its_own_share_one() {
        let mut notice = notice();
        notice.tasks = (0..=MOST_OTHER)
            .map(|number| Task { other: vec![(format!("栏{number}"), "是".into())], ..row("修渠。") })
            .collect();
        assert!(of_notice(&notice).contains(&Column::Others));
        notice.tasks.pop();
        assert!(!of_notice(&notice).contains(&Column::Others));
    }

    #[test]
    fn no_cell_runs_as_a_formula() {
        for cell in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "＝1",
            "＋1",
            "－1",
            "＠x",
            " =1",
            "\u{3000}＝1",
            "\u{feff}=1",
            "\t=1",
            "\u{0}=1",
            "\r=1",
            "\n=1",
            "\tx",
        ] {
            let safe = inert(clean(cell));
            assert!(safe.starts_with('\''), "{cell:?} became {safe:?}");
        }
        for cell in ["", "增长5%", "（一）=", "5-6月", "'=1"] {
            assert_eq!(inert(clean(cell)), cell);
        }
        assert_eq!(clean("a\u{7}b\r\nc"), "a b\nc");
    }
}
