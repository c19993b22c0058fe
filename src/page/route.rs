//! The links of the page: everything that a view shows stands in its link.

#[cfg(feature = "more")]
mod further;

use form_urlencoded::{Serializer, parse};

use super::words::Lang;
use crate::Notice;
use crate::book::{Check, Query, RoleFilter, Sort, SortKey};

#[cfg(feature = "more")]
pub(super) use further::{Column, Edit, Further, LoadSort, due_name};

/// A view with its parameters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Route {
    pub place: Place,
    /// The language, where the link says one.
    pub lang: Option<Lang>,
    /// Rows stand close together, whatever the reader has chosen for other links.
    pub dense: bool,
    pub query: Query,
    /// Id of the task that is chosen.
    pub row: Option<String>,
    /// Line of the source to show, counted from 1.
    pub line: Option<usize>,
    /// What is typed into the search boxes of the lists of units, leaders and sections.
    pub find: [String; 3],
    /// The unit or leader whose tasks [`View::Units`] or [`View::Leaders`] shows instead of all of them.
    pub of: Of,
    /// What only the whole engine shows.
    #[cfg(feature = "more")]
    pub further: Further,
    /// The small engine lacks something that the link shows.
    #[cfg(not(feature = "more"))]
    pub needs_more: bool,
    /// For a message: the file's name, its key, and what else there is to say.
    pub name: String,
    pub key: String,
    pub detail: String,
    /// For the library: what else its link says.
    #[cfg(feature = "more")]
    pub library: super::more::LibraryLink,
}

/// Which view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Place {
    #[default]
    Home,
    /// A document by its key.
    Document(String, View),
    /// Many notices at a time.
    Library(LibraryView),
    /// Something to say instead of a document: `foreign`, `too-big`, `crashed` …
    Message(String),
    NotFound,
}

/// Whose dossier.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Of {
    /// Nobody's: the list of all.
    #[default]
    List,
    /// One unit's or leader's.
    One(String),
    /// Everyone's, one a page, for printing.
    Everyone,
}

/// What of a document stands in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum View {
    Table,
    Units,
    Leaders,
    Timeline,
    Targets,
    Pictures,
    Source,
    Checks,
}

/// What of the library stands in the middle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LibraryView {
    Tasks,
    Notices,
    /// Nothing yet: what a link shows as long as the library is empty.
    #[cfg(feature = "more")]
    Start,
}

impl View {
    pub const ALL: [Self; 8] = [
        Self::Table,
        Self::Units,
        Self::Leaders,
        Self::Timeline,
        Self::Targets,
        Self::Pictures,
        Self::Source,
        Self::Checks,
    ];

    /// The view that a notice opens with: its tasks, or where it has none what else it has to show.
    pub fn opening(notice: &Notice) -> Self {
        match notice.tasks.is_empty() && !(notice.targets.is_empty() && notice.indicators.is_empty()) {
            true => Self::Targets,
            false => Self::Table,
        }
    }

    /// Whether it is one of the two that the small engine has.
    pub fn is_first(self) -> bool {
        matches!(self, Self::Table | Self::Source)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Units => "units",
            Self::Leaders => "leaders",
            Self::Timeline => "timeline",
            Self::Targets => "targets",
            Self::Pictures => "pictures",
            Self::Source => "source",
            Self::Checks => "checks",
        }
    }
}

/// Parameters that only the whole engine knows.
#[cfg(not(feature = "more"))]
const FURTHER: [&str; 13] =
    ["due", "target", "units", "leaders", "group", "hide", "by", "open", "help", "edit", "words", "sheet", "zoom"];

/// The value of [`Route::dense`]; the scripts and styles of the page know it too.
pub(super) const DENSE: &str = "dense";

/// The value of [`Route::of`] for everyone.
const EVERYONE: &str = "*";

/// Names of the parameters of [`Route::find`].
pub(super) const FIND: [&str; 3] = ["find-unit", "find-leader", "find-section"];

const SORTS: [(&str, SortKey); 4] =
    [("order", SortKey::Order), ("leader", SortKey::Leader), ("unit", SortKey::Unit), ("deadline", SortKey::Deadline)];

const ROLES: [(&str, RoleFilter); 4] = [
    ("lead", RoleFilter::Lead),
    ("other", RoleFilter::NotLead),
    ("responsible", RoleFilter::Responsible),
    ("support", RoleFilter::Support),
];

/// The value of `wanted` in links.
fn name_of<T: Copy + PartialEq>(names: &[(&'static str, T)], wanted: T) -> &'static str {
    names.iter().find(|(_, value)| *value == wanted).map_or("", |(name, _)| name)
}

/// What a value of links means.
fn value_of<T: Copy>(names: &[(&'static str, T)], wanted: &str) -> Option<T> {
    names.iter().find(|(name, _)| *name == wanted).map(|&(_, value)| value)
}

/// The value of a role filter in links.
pub(super) fn role_name(role: RoleFilter) -> &'static str {
    name_of(&ROLES, role)
}

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
fn sort_name(key: SortKey) -> &'static str {
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
            (Some("library"), None, ..) => Place::Library(LibraryView::Tasks),
            (Some("library"), Some("notices"), None, None) => Place::Library(LibraryView::Notices),
            (Some("message"), Some(kind), None, None) => Place::Message(kind.to_owned()),
            _ => Place::NotFound,
        };
        let mut route = Self { place, ..Self::default() };
        for (name, value) in parse(query.as_bytes()).filter(|(_, value)| !value.is_empty()) {
            #[cfg(feature = "more")]
            route.library.read(&name, &value);
            let value = value.into_owned();
            match &*name {
                "q" => route.query.search = value,
                "unit" => add(&mut route.query.units, Some(value)),
                "role" => route.query.role = value_of(&ROLES, &value),
                "leader" => add(&mut route.query.leaders, Some(value)),
                "section" => add(&mut route.query.sections, Some(value)),
                "check" => route.query.checks.extend(Check::ALL.into_iter().find(|&check| check_name(check) == value)),
                "of" => route.of = if value == EVERYONE { Of::Everyone } else { Of::One(value) },
                "sort" => route.query.sort = sort(&value),
                "row" => route.row = Some(value),
                "line" => route.line = value.parse().ok(),
                "rows" => route.dense = value == DENSE,
                "lang" => route.lang = Lang::ALL.into_iter().find(|lang| lang.code() == value),
                "name" => route.name = value,
                "key" => route.key = value,
                "detail" => route.detail = value,
                other => {
                    if let Some(at) = FIND.iter().position(|name| *name == other) {
                        route.find[at] = value;
                    } else {
                        #[cfg(feature = "more")]
                        further::read(&mut route, other, value);
                        #[cfg(not(feature = "more"))]
                        {
                            route.needs_more |= FURTHER.contains(&other);
                        }
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
            Place::Library(LibraryView::Notices) => "/library/notices".to_owned(),
            Place::Library(_) => "/library".to_owned(),
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
        put("role", self.query.role.map_or("", role_name));
        self.query.leaders.iter().for_each(|leader| put("leader", leader));
        self.query.sections.iter().for_each(|section| put("section", section));
        self.query.checks.iter().for_each(|&check| put("check", check_name(check)));
        if self.query.sort != Sort::default() {
            put("sort", &sort_value(self.query.sort));
        }
        #[cfg(feature = "more")]
        further::write(self, &mut put);
        match &self.of {
            Of::List => {}
            Of::One(name) => put("of", name),
            Of::Everyone => put("of", EVERYONE),
        }
        put("row", self.row.as_deref().unwrap_or_default());
        put("line", &self.line.map(|line| line.to_string()).unwrap_or_default());
        FIND.iter().zip(&self.find).for_each(|(name, value)| put(name, value));
        put("rows", if self.dense { DENSE } else { "" });
        put("lang", self.lang.map_or("", Lang::code));
        put("name", &self.name);
        put("key", &self.key);
        put("detail", &self.detail);
        #[cfg(feature = "more")]
        self.library.write(&mut put);
        let query = query.finish();
        if !query.is_empty() {
            path.push('?');
            path.push_str(&query);
        }
        path
    }

    /// Whether the small engine lacks something that the link shows.
    #[cfg(not(feature = "more"))]
    pub fn needs_more(&self) -> bool {
        self.needs_more
            || matches!(self.query.role, Some(RoleFilter::Responsible | RoleFilter::Support))
            || self.find.iter().chain([&self.query.search]).any(|typed| has_letters(typed))
            || matches!(&self.place, Place::Message(kind) if !super::message::FIRST.contains(&kind.as_str()))
            || matches!(self.place, Place::Document(_, view) if !view.is_first())
    }

    /// A link by which the whole engine takes over and shows a part of the page that the small one lacks, unfolded.
    #[cfg(not(feature = "more"))]
    pub fn href_to_open(&self, part: &str) -> String {
        self.href_and("open", part)
    }

    /// The `href` of a link to this route with one more parameter, whose value is of letters.
    pub fn href_and(&self, name: &str, value: &str) -> String {
        let href = self.href();
        format!("{href}{}{name}={value}", if href.contains('?') { '&' } else { '?' })
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
        Self { place, lang: self.lang, dense: self.dense, ..Self::default() }
    }
}

/// A sort as the value of its parameter: `deadline`, `deadline-desc`.
fn sort_value(sort: Sort) -> String {
    format!("{}{}", sort_name(sort.key), if sort.descending { "-desc" } else { "" })
}

fn sort(value: &str) -> Sort {
    let (name, descending) = value.strip_suffix("-desc").map_or((value, false), |name| (name, true));
    SORTS.iter().find(|(known, _)| *known == name).map_or(Sort::default(), |&(_, key)| Sort { key, descending })
}

/// Whether a search may mean the initials of a name.
#[cfg(not(feature = "more"))]
fn has_letters(typed: &str) -> bool {
    typed.contains(|c: char| c.is_ascii_alphabetic())
}

fn add<T: PartialEq>(list: &mut Vec<T>, value: Option<T>) {
    list.extend(value.filter(|value| !list.contains(value)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::{Due, Grouping};

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
                all_units: true,
                all_leaders: true,
                dues: vec![Due::Quarter(2026, 2), Due::Ongoing, Due::Unread, Due::Missing],
                has_target: Some(false),
                checks: vec![Check::NoUnit, Check::Noted],
                sort: Sort { key: SortKey::Deadline, descending: true },
            },
            of: Of::One("市教育局".into()),
            further: Further {
                grouping: Grouping::Due,
                hidden: vec![Column::Note, Column::Leaders],
                by: LoadSort::Part(2),
                open: "filters".into(),
                help: true,
                edit: Edit::Split,
                words: "修渠 & 造林".into(),
                page: Some(3),
                actual_size: true,
            },
            row: Some("t12".into()),
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
        let route = Route::read(
            "/doc/1/table?role=boss&sort=colour&check=x&line=-1&unit=%FF%zz&due=2026-5&target=x&hide=x&group=x",
        );
        assert_eq!(route.query, Query { units: vec!["\u{fffd}%zz".into()], ..Query::default() });
    }
}
