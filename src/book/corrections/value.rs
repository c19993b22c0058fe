//! What stands in a cell, as a reader sees and corrects it: without places.

use serde::{Deserialize, Serialize};

use crate::model::{Field, Person, Task, Unit, UnitRole};

impl Field {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 7] =
        [Self::Text, Self::Seq, Self::Section, Self::Leaders, Self::Units, Self::Deadline, Self::Note];
}

/// The contents of one cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Value {
    /// Headings, outermost first.
    Section(Vec<String>),
    Seq(Option<String>),
    Text(String),
    Leaders(Vec<NamedPerson>),
    Units(NamedUnits),
    Deadline(Option<String>),
    Note(Option<String>),
}

/// A leader without a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct NamedPerson {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// A list of units without places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct NamedUnits {
    pub list: Vec<NamedUnit>,
    /// The list ends in 等.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open_ended: bool,
}

/// A unit without a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct NamedUnit {
    pub name: String,
    pub role: UnitRole,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
}

impl Value {
    /// What stands in this cell of `task`.
    pub fn of(field: Field, task: &Task) -> Self {
        match field {
            Field::Section => Self::Section(task.section.clone()),
            Field::Seq => Self::Seq(task.seq.clone()),
            Field::Text => Self::Text(task.text.clone()),
            Field::Leaders => {
                let named = |person: &Person| NamedPerson { name: person.name.clone(), title: person.title.clone() };
                Self::Leaders(task.leaders.iter().map(named).collect())
            }
            Field::Units => {
                let named =
                    |unit: &Unit| NamedUnit { name: unit.name.clone(), role: unit.role, aliases: unit.aliases.clone() };
                Self::Units(NamedUnits { list: task.units.iter().map(named).collect(), open_ended: task.open_ended })
            }
            Field::Deadline => Self::Deadline(task.deadline.clone()),
            Field::Note => Self::Note(task.note.clone()),
        }
    }

    /// An empty cell.
    pub fn empty(field: Field) -> Self {
        Self::of(field, &Task::default())
    }

    /// Which cell it is for.
    pub fn field(&self) -> Field {
        match self {
            Self::Section(_) => Field::Section,
            Self::Seq(_) => Field::Seq,
            Self::Text(_) => Field::Text,
            Self::Leaders(_) => Field::Leaders,
            Self::Units(_) => Field::Units,
            Self::Deadline(_) => Field::Deadline,
            Self::Note(_) => Field::Note,
        }
    }

    /// Writes it into `task`. Units and leaders that the cell named before keep their places in the source.
    pub(super) fn put(&self, task: &mut Task) {
        match self {
            Self::Section(headings) => task.section.clone_from(headings),
            Self::Seq(seq) => task.seq.clone_from(seq),
            Self::Text(text) => task.text.clone_from(text),
            Self::Leaders(leaders) => {
                let before = std::mem::take(&mut task.leaders);
                task.leaders.extend(leaders.iter().map(|leader| Person {
                    name: leader.name.clone(),
                    title: leader.title.clone(),
                    spans: spans_of(&leader.name, before.iter().map(|person| (&person.name, &person.spans))),
                }));
            }
            Self::Units(units) => {
                let before = std::mem::take(&mut task.units);
                task.units.extend(units.list.iter().map(|unit| Unit {
                    name: unit.name.clone(),
                    role: unit.role,
                    aliases: unit.aliases.clone(),
                    spans: spans_of(&unit.name, before.iter().map(|unit| (&unit.name, &unit.spans))),
                }));
                task.open_ended = units.open_ended;
            }
            Self::Deadline(deadline) => task.deadline.clone_from(deadline),
            Self::Note(note) => task.note.clone_from(note),
        }
    }

    /// Whether the cell has nothing in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Section(list) => list.is_empty(),
            Self::Leaders(list) => list.is_empty(),
            Self::Units(units) => units.list.is_empty() && !units.open_ended,
            Self::Text(text) => text.is_empty(),
            Self::Seq(value) | Self::Deadline(value) | Self::Note(value) => value.is_none(),
        }
    }
}

fn spans_of<'a>(name: &str, mut known: impl Iterator<Item = (&'a String, &'a Vec<crate::Span>)>) -> Vec<crate::Span> {
    known.find(|(other, _)| *other == name).map(|(_, spans)| spans.clone()).unwrap_or_default()
}

/// The cells of a row that hold something, at most one of each field, in the order of [`Field::ALL`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Value>", into = "Vec<Value>")]
pub struct Cells(Vec<Value>);

impl From<Vec<Value>> for Cells {
    fn from(values: Vec<Value>) -> Self {
        let value = |field| values.iter().rfind(|value| value.field() == field && !value.is_empty()).cloned();
        Self(Field::ALL.into_iter().filter_map(value).collect())
    }
}

impl From<Cells> for Vec<Value> {
    fn from(cells: Cells) -> Self {
        cells.0
    }
}

impl Cells {
    /// All cells of `task` that hold something.
    pub fn of(task: &Task) -> Self {
        Self(Field::ALL.into_iter().map(|field| Value::of(field, task)).filter(|value| !value.is_empty()).collect())
    }

    /// The cell, where it is among these.
    pub fn get(&self, field: Field) -> Option<&Value> {
        self.0.iter().find(|value| value.field() == field)
    }

    /// The cells.
    pub fn iter(&self) -> impl Iterator<Item = &Value> {
        self.0.iter()
    }
}
