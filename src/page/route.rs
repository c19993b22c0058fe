//! The links of the page: everything that a view shows stands in its link.

use form_urlencoded::{Serializer, parse};

use super::words::Lang;
use crate::book::{Check, Query, RoleFilter, Sort, SortKey};

/// A view with its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Route {
    pub place: Place,
    /// The language, where the link says one.
    pub lang: Option<Lang>,
    pub query: Query,
    /// Id of the task that is chosen.
    pub row: Option<String>,
    /// Which form for the reader's work is open.
    pub edit: Edit,
    /// Words of the source that a new row begins with.
    pub words: String,
    /// Line of the source to show, counted from 1.
    pub line: Option<usize>,
    /// What is typed into the search boxes of the lists of units, leaders and sections.
    pub find: [String; 3],
    /// For a message: the file's name, its key, and what else there is to say.
    pub name: String,
    pub key: String,
    pub detail: String,
}

/// Which view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Home,
    /// A document by its key.
    Document(String, View),
    /// Something to say instead of a document: `foreign`, `too-big`, `crashed` …
    Message(String),
    NotFound,
}

/// A form for the reader's work on the chosen row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Edit {
    #[default]
    None,
    /// Its cells.
    Row,
    /// Its parts, each to be a row.
    Split,
    /// A new row below it.
    Add,
}

const EDITS: [(&str, Edit); 3] = [("row", Edit::Row), ("split", Edit::Split), ("add", Edit::Add)];

/// What of a document stands in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Table,
    Source,
    Checks,
}

impl View {
    pub const ALL: [Self; 3] = [Self::Table, Self::Source, Self::Checks];

    /// Whether this engine has the view.
    pub fn is_here(self) -> bool {
        cfg!(feature = "more") || matches!(self, Self::Table | Self::Source)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Source => "source",
            Self::Checks => "checks",
        }
    }
}

/// Names of the parameters of [`Route::find`].
pub(super) const FIND: [&str; 3] = ["find-unit", "find-leader", "find-section"];

const SORTS: [(&str, SortKey); 4] =
    [("order", SortKey::Order), ("leader", SortKey::Leader), ("unit", SortKey::Unit), ("deadline", SortKey::Deadline)];

/// The value of a choice of things to check in links.
pub(super) fn check_name(check: Check) -> &'static str {
    match check {
        Check::Doubtful => "doubtful",
        Check::Likely => "likely",
        Check::Noted => "noted",
        Check::NoUnit => "no-unit",
        Check::Corrected => "corrected",
        Check::Checked => "checked",
        Check::Unchecked => "unchecked",
    }
}

/// The value of a sort key in links.
pub(super) fn sort_name(key: SortKey) -> &'static str {
    SORTS.iter().find(|(_, other)| *other == key).map_or("order", |(name, _)| name)
}

impl Route {
    /// Reads a path with its query. Parameters that it does not know are passed over.
    pub fn read(path: &str) -> Self {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let mut parts = path.split('/').filter(|part| !part.is_empty());
        let place = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (None, ..) => Place::Home,
            (Some("doc"), Some(key), view, None) => {
                let view = View::ALL.into_iter().find(|known| Some(known.name()) == view);
                view.map_or(Place::NotFound, |view| Place::Document(key.to_owned(), view))
            }
            (Some("message"), Some(kind), None, None) => Place::Message(kind.to_owned()),
            _ => Place::NotFound,
        };
        let mut route = Self { place, ..Self::default() };
        for (name, value) in parse(query.as_bytes()).filter(|(_, value)| !value.is_empty()) {
            let value = value.into_owned();
            match &*name {
                "q" => route.query.search = value,
                "unit" => add(&mut route.query.units, value),
                "role" => {
                    route.query.role = match value.as_str() {
                        "lead" => Some(RoleFilter::Lead),
                        "other" => Some(RoleFilter::NotLead),
                        _ => None,
                    }
                }
                "leader" => add(&mut route.query.leaders, value),
                "section" => add(&mut route.query.sections, value),
                "check" => route.query.checks.extend(Check::ALL.into_iter().find(|&check| check_name(check) == value)),
                "sort" => route.query.sort = sort(&value),
                "row" => route.row = Some(value),
                "edit" => {
                    route.edit = EDITS.iter().find(|(name, _)| *name == value).map_or(Edit::None, |&(_, edit)| edit);
                }
                "words" => route.words = value,
                "line" => route.line = value.parse().ok(),
                "lang" => route.lang = Lang::ALL.into_iter().find(|lang| lang.code() == value),
                "name" => route.name = value,
                "key" => route.key = value,
                "detail" => route.detail = value,
                other => {
                    if let Some(at) = FIND.iter().position(|name| *name == other) {
                        route.find[at] = value;
                    }
                }
            }
        }
        route
    }

    /// The path that reads as this route.
    pub fn path(&self) -> String {
        let mut path = match &self.place {
            Place::Home | Place::NotFound => "/".to_owned(),
            Place::Document(key, view) => format!("/doc/{key}/{}", view.name()),
            Place::Message(kind) => format!("/message/{kind}"),
        };
        let mut query = Serializer::new(String::new());
        let mut put = |name: &str, value: &str| {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        };
        put("q", &self.query.search);
        self.query.units.iter().for_each(|unit| put("unit", unit));
        match self.query.role {
            Some(RoleFilter::Lead) => put("role", "lead"),
            Some(RoleFilter::NotLead) => put("role", "other"),
            None => {}
        }
        self.query.leaders.iter().for_each(|leader| put("leader", leader));
        self.query.sections.iter().for_each(|section| put("section", section));
        self.query.checks.iter().for_each(|&check| put("check", check_name(check)));
        if self.query.sort != Sort::default() {
            put("sort", &sort_value(self.query.sort));
        }
        put("row", self.row.as_deref().unwrap_or_default());
        put("edit", EDITS.iter().find(|(_, edit)| *edit == self.edit).map_or("", |(name, _)| name));
        put("words", &self.words);
        put("line", &self.line.map(|line| line.to_string()).unwrap_or_default());
        FIND.iter().zip(&self.find).for_each(|(name, value)| put(name, value));
        put("lang", self.lang.map_or("", Lang::code));
        put("name", &self.name);
        put("key", &self.key);
        put("detail", &self.detail);
        let query = query.finish();
        if !query.is_empty() {
            path.push('?');
            path.push_str(&query);
        }
        path
    }

    /// The `href` of a link to this route.
    pub fn href(&self) -> String {
        format!("#{}", self.path())
    }

    /// This route with something changed.
    pub fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut route = self.clone();
        change(&mut route);
        route
    }

    /// The start page, or a document's table without any filter, in the same language.
    pub fn bare(&self, place: Place) -> Self {
        Self { place, lang: self.lang, ..Self::default() }
    }
}

/// A sort as the value of its parameter: `deadline`, `deadline-desc`.
pub(super) fn sort_value(sort: Sort) -> String {
    format!("{}{}", sort_name(sort.key), if sort.descending { "-desc" } else { "" })
}

fn sort(value: &str) -> Sort {
    let (name, descending) = value.strip_suffix("-desc").map_or((value, false), |name| (name, true));
    SORTS.iter().find(|(known, _)| *known == name).map_or(Sort::default(), |&(_, key)| Sort { key, descending })
}

fn add(list: &mut Vec<String>, value: String) {
    if !list.contains(&value) {
        list.push(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_reads_back_as_it_was_written() {
        let route = Route {
            place: Place::Document("00ff".into(), View::Checks),
            lang: Some(Lang::En),
            query: Query {
                search: "小升规 & 50%+".into(),
                units: vec!["市教育局".into(), "各县（市、区）政府".into()],
                role: Some(RoleFilter::NotLead),
                leaders: vec!["柳承泽".into()],
                sections: vec!["附件1 › 一、工业 › （一）A/B".into()],
                checks: vec![Check::NoUnit, Check::Noted],
                sort: Sort { key: SortKey::Deadline, descending: true },
            },
            row: Some("t12".into()),
            edit: Edit::Split,
            words: "修渠 & 造林".into(),
            line: Some(7),
            find: ["教".into(), String::new(), "一".into()],
            ..Route::default()
        };
        assert_eq!(Route::read(&route.path()), route);
        assert!(route.path().is_ascii());
    }

    #[test]
    fn odd_links_do_no_harm() {
        for path in ["", "/", "?", "/?&&=&q", "//"] {
            assert_eq!(Route::read(path), Route::default(), "{path}");
        }
        for path in ["/doc", "/doc/1", "/doc/1/nothing", "/doc/1/table/2", "/%00", "/x"] {
            assert_eq!(Route::read(path).place, Place::NotFound, "{path}");
        }
        let route = Route::read("/doc/1/table?role=boss&sort=colour&check=x&line=-1&unit=%FF%zz");
        assert_eq!(route.query, Query { units: vec!["\u{fffd}%zz".into()], ..Query::default() });
    }
}
