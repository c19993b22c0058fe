//! Corrections as a small file, and as the page keeps them: JSON, described in `docs/corrections.md`.

use serde::{Deserialize, Serialize};

use super::{ADDED, Corrections, Origin};
use crate::model::CORRECTIONS;

/// The version that is written, and the newest that is read.
const VERSION: u32 = 1;

/// The corrections of one notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// `fenjie.corrections/1`.
    schema: String,
    /// Which notice they belong to.
    pub notice: Subject,
    /// The corrections.
    pub rows: Corrections,
}

/// Which notice corrections belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// [`key_of`](crate::book::key_of) the bytes of its file.
    pub key: String,
    /// The name of its file.
    pub name: String,
    /// Its title, if it has one.
    #[serde(default)]
    pub title: Option<String>,
    /// The size of its file in bytes.
    pub bytes: usize,
}

/// Why a file of corrections cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It was written by a later version.
    Newer,
    /// It is damaged or something else; what the JSON reader says, in English.
    Damaged(String),
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Newer => f.write_str("it was written by a later version of fenjie"),
            Self::Damaged(why) => write!(f, "it is no file of corrections, or damaged: {why}"),
        }
    }
}

impl File {
    /// A file of these corrections.
    pub fn new(notice: Subject, rows: Corrections) -> Self {
        Self { schema: format!("{CORRECTIONS}{VERSION}"), notice, rows }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// When it is no file of corrections, or of a later version than is known here.
    pub fn read(json: &str) -> Result<Self, Refusal> {
        #[derive(Deserialize)]
        struct Version {
            schema: String,
        }
        let damaged = |error: serde_json::Error| Refusal::Damaged(error.to_string());
        let json = json.trim_start_matches('\u{feff}');
        let version: Version = serde_json::from_str(json).map_err(damaged)?;
        match version.schema.strip_prefix(CORRECTIONS).and_then(|number| number.parse::<u32>().ok()) {
            Some(VERSION) => {}
            Some(number) if number > VERSION => return Err(Refusal::Newer),
            _ => return Err(Refusal::Damaged(format!("its schema is {:?}", version.schema))),
        }
        let file: Self = serde_json::from_str(json).map_err(damaged)?;
        for (id, row) in &file.rows.rows {
            // The two kinds of ids must not meet: ids are unique in a notice.
            if id.starts_with(ADDED) != matches!(row.origin, Origin::Added(_)) {
                return Err(Refusal::Damaged(format!("the id {id:?} does not fit its row's origin")));
            }
        }
        Ok(file)
    }

    /// The file's contents: JSON with line ends, so that two versions of it can be compared.
    pub fn write(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("strings and numbers have a form in JSON");
        json.push('\n');
        json
    }
}
