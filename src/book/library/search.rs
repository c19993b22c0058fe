//! Which rows a word of the search is found in. What was found is kept for the words asked for last: a click on a filter
//! does not search again, and a word that goes on from another is looked for only where that one was found.

use memchr::memmem::Finder;

use super::{Library, NONE, Pool, Shelved};
use crate::book::pinyin;

/// How many words are remembered: those of a search of a few words while one of them is typed.
const REMEMBERED: usize = 8;

/// A word and the rows that have it.
#[derive(Debug)]
pub(super) struct Search {
    term: String,
    /// For each notice searched so far the rows, a bit each.
    rows: Vec<Bits>,
}

/// A set of rows.
#[derive(Debug, Default)]
pub(super) struct Bits(Box<[u64]>);

impl Bits {
    fn with_room(rows: usize) -> Self {
        Self(vec![0; rows.div_ceil(64)].into())
    }

    fn all(rows: usize) -> Self {
        Self(vec![u64::MAX; rows.div_ceil(64)].into())
    }

    fn set(&mut self, row: usize) {
        self.0[row / 64] |= 1 << (row % 64);
    }

    pub fn has(&self, row: usize) -> bool {
        self.0[row / 64] >> (row % 64) & 1 == 1
    }
}

/// The names that have a word in them, by their numbers.
struct Named {
    units: Vec<bool>,
    leaders: Vec<bool>,
    phrases: Vec<bool>,
}

impl Library {
    /// Searches every notice for each of the folded `terms` that are not remembered, and forgets those not asked for
    /// lately. [`remembered`](Self::remembered) then has them all.
    pub(super) fn search(&mut self, terms: &[String]) {
        for term in terms {
            let known = self.searches.iter().position(|search| search.term == *term);
            let mut search = match known {
                Some(at) => self.searches.remove(at),
                None => Search { term: term.clone(), rows: Vec::new() },
            };
            if search.rows.len() < self.notices.len() {
                self.complete(&mut search);
            }
            self.searches.push(search);
        }
        let spare = self.searches.len().saturating_sub(REMEMBERED.max(terms.len()));
        self.searches.drain(..spare);
    }

    /// The rows of each notice that have `term`, which [`search`](Self::search) was given last.
    pub(super) fn remembered(&self, term: &str) -> Option<&[Bits]> {
        self.searches.iter().find(|search| search.term == term).map(|search| search.rows.as_slice())
    }

    /// Searches the notices that were added since.
    fn complete(&self, search: &mut Search) {
        let finder = Finder::new(&search.term);
        let holding = |pool: &Pool| -> Vec<bool> {
            pool.folded.iter().map(|name| finder.find(name.as_bytes()).is_some()).collect()
        };
        // Units and leaders also by the first letters of their syllables, as in one notice.
        let initials = pinyin::is_initials(&search.term);
        let abbreviated = |pool: &Pool| -> Vec<bool> {
            let names = holding(pool).into_iter().zip(&pool.names.list);
            names.map(|(holds, name)| holds || initials && pinyin::found(name, &search.term)).collect()
        };
        let named = Named {
            units: abbreviated(&self.units),
            leaders: abbreviated(&self.leaders),
            phrases: holding(&self.phrases),
        };
        let wider = self
            .searches
            .iter()
            .filter(|other| search.term.contains(&other.term) && other.rows.len() == self.notices.len())
            .max_by_key(|other| other.term.len());
        for (at, notice) in self.notices.iter().enumerate().skip(search.rows.len()) {
            let within = wider.map(|wider| &wider.rows[at]);
            search.rows.push(self.rows_with(notice, &finder, &named, within));
        }
    }

    fn rows_with(&self, notice: &Shelved, finder: &Finder, named: &Named, within: Option<&Bits>) -> Bits {
        let count = notice.rows.len();
        if finder.find(notice.head.as_bytes()).is_some() {
            return Bits::all(count);
        }
        let mut found = Bits::with_room(count);
        for row in (0..count).filter(|&row| within.is_none_or(|within| within.has(row))) {
            if self.is_named(notice, row, named)
                || within.is_some() && finder.find(notice.words_of(row).as_bytes()).is_some()
            {
                found.set(row);
            }
        }
        if within.is_none() {
            // All rows in one pass: most of them have it nowhere.
            let (words, mut start, mut row) = (notice.words.as_bytes(), 0, 0);
            while let Some(at) = words.get(start..).and_then(|rest| finder.find(rest)) {
                row += notice.rows[row..].partition_point(|row| row.words as usize <= start + at);
                found.set(row);
                start = notice.rows[row].words as usize;
            }
        }
        found
    }

    fn is_named(&self, notice: &Shelved, row: usize, named: &Named) -> bool {
        let own = &notice.rows[row];
        let phrase = |number: u32| number != NONE && named.phrases[number as usize];
        self.deadlines.get(own.deadline as usize).is_some_and(|deadline| phrase(deadline.words))
            || self.sections.get(own.section as usize).is_some_and(|section| phrase(section.words))
            || phrase(own.attachment)
            || notice.units_of(row).iter().any(|unit| named.units[unit.unit as usize] || phrase(unit.aliases))
            || notice.leaders_of(row).iter().any(|person| named.leaders[person.leader as usize] || phrase(person.title))
    }
}
