//! The parameters of links that only the whole engine knows.

use super::{Route, add, name_of, value_of};
use crate::book::{Due, Grouping};

/// What a link says of views beyond those that a notice opens with. Filters stand in the query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::page) struct Further {
    /// What the rows of the table are put together by.
    pub grouping: Grouping,
    /// Columns of the table that are not shown.
    pub hidden: Vec<Column>,
    /// What the list of units or leaders is sorted by.
    pub by: LoadSort,
    /// The part of the page that was asked for before the whole engine was there, and is shown open: `display`,
    /// `filters`, `contents`, `detail`.
    pub open: String,
    /// The help sheet is shown.
    pub help: bool,
    /// Which form for the reader's work is open.
    pub edit: Edit,
    /// Words of the source that a new row begins with.
    pub words: String,
    /// The source is shown as its pages, this one in sight, counted from 1; else as text.
    pub page: Option<usize>,
    /// Pages are as large as on paper, not as wide as there is room for.
    pub actual_size: bool,
}

/// A form for the reader's work on the chosen row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::page) enum Edit {
    #[default]
    None,
    /// Its cells.
    Row,
    /// Its parts, each to be a row.
    Split,
    /// A new row below it.
    Add,
}

const EDITS: [(&str, Edit); 4] = [("", Edit::None), ("row", Edit::Row), ("split", Edit::Split), ("add", Edit::Add)];

/// An order of the list of units or leaders.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::page) enum LoadSort {
    /// Most tasks first.
    #[default]
    Total,
    /// Most tasks of one part first: a position in [`Load::parts`](crate::book::Load::parts).
    Part(usize),
    /// In order of first mention, which in a notice is the order of rank.
    Rank,
}

/// A column that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::page) enum Column {
    Leaders,
    Units,
    Deadline,
    Note,
}

impl Column {
    pub const ALL: [Self; 4] = [Self::Leaders, Self::Units, Self::Deadline, Self::Note];

    /// Its value in links and its class.
    pub fn name(self) -> &'static str {
        match self {
            Self::Leaders => "leaders",
            Self::Units => "units",
            Self::Deadline => "deadline",
            Self::Note => "note",
        }
    }
}

const GROUPINGS: [(&str, Grouping); 4] = [
    ("section", Grouping::Section),
    ("unit", Grouping::Unit),
    ("leader", Grouping::Leader),
    ("deadline", Grouping::Due),
];

const LOAD_SORTS: [(&str, LoadSort); 5] = [
    ("total", LoadSort::Total),
    ("first", LoadSort::Part(0)),
    ("second", LoadSort::Part(1)),
    ("third", LoadSort::Part(2)),
    ("rank", LoadSort::Rank),
];

/// The value of `target`: whether a task must have a measurable target, or none.
const TARGETS: [(&str, bool); 2] = [("yes", true), ("no", false)];

/// The value of [`Further::actual_size`]; the script that draws pages knows it too.
const ACTUAL_SIZE: &str = "actual";

/// The value of a period in links: `2026-3` for the third quarter, `ongoing`, `unread`, `none`.
pub(in crate::page) fn due_name(due: Due) -> String {
    match due {
        Due::Quarter(year, quarter) => format!("{year}-{quarter}"),
        Due::Ongoing => "ongoing".to_owned(),
        Due::Unread => "unread".to_owned(),
        Due::Missing => "none".to_owned(),
    }
}

fn due(value: &str) -> Option<Due> {
    match value {
        "ongoing" => Some(Due::Ongoing),
        "unread" => Some(Due::Unread),
        "none" => Some(Due::Missing),
        _ => {
            let (year, quarter) = value.split_once('-')?;
            let quarter = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
            Some(Due::Quarter(year.parse().ok()?, quarter))
        }
    }
}

/// Reads a parameter; passes over those that it does not know.
pub(super) fn read(route: &mut Route, name: &str, value: String) {
    let further = &mut route.further;
    match name {
        "due" => add(&mut route.query.dues, due(&value)),
        "target" => route.query.has_target = value_of(&TARGETS, &value),
        "units" => route.query.all_units = value == "all",
        "leaders" => route.query.all_leaders = value == "all",
        "group" => further.grouping = value_of(&GROUPINGS, &value).unwrap_or_default(),
        "hide" => add(&mut further.hidden, Column::ALL.into_iter().find(|column| column.name() == value)),
        "by" => further.by = value_of(&LOAD_SORTS, &value).unwrap_or_default(),
        "open" => further.open = value,
        "help" => further.help = true,
        "edit" => further.edit = value_of(&EDITS, &value).unwrap_or_default(),
        "words" => further.words = value,
        "sheet" => further.page = value.parse().ok().filter(|&page| page > 0),
        "zoom" => further.actual_size = value == ACTUAL_SIZE,
        _ => {}
    }
}

/// Hands each parameter that is set to `put`, as name and value; an empty value is none.
pub(super) fn write(route: &Route, put: &mut dyn FnMut(&str, &str)) {
    let (query, further) = (&route.query, &route.further);
    put("units", if query.all_units { "all" } else { "" });
    put("leaders", if query.all_leaders { "all" } else { "" });
    query.dues.iter().for_each(|&due| put("due", &due_name(due)));
    put("target", query.has_target.map_or("", |wanted| name_of(&TARGETS, wanted)));
    if further.grouping != Grouping::default() {
        put("group", name_of(&GROUPINGS, further.grouping));
    }
    further.hidden.iter().for_each(|column| put("hide", column.name()));
    if further.by != LoadSort::default() {
        put("by", name_of(&LOAD_SORTS, further.by));
    }
    put("open", &further.open);
    put("help", if further.help { "1" } else { "" });
    put("edit", name_of(&EDITS, further.edit));
    put("words", &further.words);
    put("sheet", &further.page.map(|page| page.to_string()).unwrap_or_default());
    put("zoom", if further.actual_size { ACTUAL_SIZE } else { "" });
}
