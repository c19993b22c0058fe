//! What a link to the library says beyond a link to a notice.

use crate::book::library::LibraryQuery;
use crate::page::route::Route;

/// Name of the parameter of [`Link::find_issuer`].
pub(super) const FIND_ISSUER: &str = "find-issuer";

/// Name of the parameter of [`Link::find_heading`].
pub(super) const FIND_HEADING: &str = "find-heading";

/// Parameters of the library's links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::page) struct Link {
    pub issuers: Vec<String>,
    pub years: Vec<String>,
    /// Outermost headings.
    pub headings: Vec<String>,
    /// Keys of notices.
    pub notices: Vec<String>,
    /// Which page of rows, counted from 0; in links from 1.
    pub page: usize,
    /// What is typed into the search box of the list of issuers.
    pub find_issuer: String,
    /// The same for the list of headings.
    pub find_heading: String,
}

impl Link {
    /// Takes a parameter that it knows.
    pub fn read(&mut self, name: &str, value: &str) {
        let add = |list: &mut Vec<String>| {
            if !list.iter().any(|known| known == value) {
                list.push(value.to_owned());
            }
        };
        match name {
            "issuer" => add(&mut self.issuers),
            "year" => add(&mut self.years),
            "heading" => add(&mut self.headings),
            "notice" => add(&mut self.notices),
            "page" => self.page = value.parse::<usize>().map_or(0, |page| page.saturating_sub(1)),
            FIND_ISSUER => self.find_issuer = value.to_owned(),
            FIND_HEADING => self.find_heading = value.to_owned(),
            _ => {}
        }
    }

    /// Writes the parameters that are not as in a bare link.
    pub fn write(&self, put: &mut dyn FnMut(&str, &str)) {
        self.issuers.iter().for_each(|issuer| put("issuer", issuer));
        self.years.iter().for_each(|year| put("year", year));
        self.headings.iter().for_each(|heading| put("heading", heading));
        self.notices.iter().for_each(|notice| put("notice", notice));
        if self.page > 0 {
            put("page", &(self.page + 1).to_string());
        }
        put(FIND_ISSUER, &self.find_issuer);
        put(FIND_HEADING, &self.find_heading);
    }

    /// How many of its filters are set.
    pub fn filters(&self) -> usize {
        self.issuers.len() + self.years.len() + self.headings.len() + self.notices.len()
    }
}

/// A link without the filters that only one notice has.
pub(super) fn known(route: &Route) -> Route {
    route.with(|route| route.query.sections.clear())
}

/// What a link asks of the library.
pub(super) fn query(route: &Route) -> LibraryQuery {
    let Link { issuers, years, headings, notices, .. } = route.library.clone();
    LibraryQuery { tasks: route.query.clone(), issuers, years, headings, notices }
}
