//! Where the words of a document of fixed pages stand on them.

#[cfg(feature = "handover")]
use serde::{Deserialize, Serialize};

use crate::Span;
#[cfg(any(feature = "formats", feature = "pdf"))]
use crate::text::is_space;
use crate::text::width;

/// Places at the most, of a whole document: a page of text has some fifty lines, a page of a table some two hundred lines
/// of cells. Words beyond are on their pages all the same, only nobody knows where.
#[cfg(any(feature = "formats", feature = "pdf"))]
const MOST_PLACES: usize = 1_000_000;

/// The pages of a document, and where on them its words stand. A file whose pages are not fixed has none.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
pub struct Pages {
    /// Width and height of each page in tenths of a point, as it is shown.
    pub sizes: Vec<(u16, u16)>,
    /// In the order of the text. No two of them share words.
    pub places: Vec<Place>,
}

/// Words that stand beside each other in one line, without a gap as between columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
pub struct Place {
    /// The words in the manuscript's text.
    pub span: Span,
    /// Position of their page in [`Pages::sizes`].
    pub page: usize,
    /// Where they stand on it.
    pub area: Area,
}

/// A rectangle on a page, in tenths of a point from its upper left corner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "handover", derive(Serialize, Deserialize))]
#[allow(missing_docs)]
pub struct Area {
    pub left: u16,
    pub top: u16,
    pub right: u16,
    pub bottom: u16,
}

/// Words as a reader finds them, before they have a place in a text.
#[cfg(any(feature = "formats", feature = "pdf"))]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Standing {
    /// How many characters that are no white space.
    pub characters: usize,
    /// The page, and where on it; nothing for words that stand in no line.
    pub place: Option<(usize, Area)>,
}

impl Pages {
    /// The pages of a text that holds all these words in this order, and none but these. White space may have been changed.
    #[cfg(any(feature = "formats", feature = "pdf"))]
    pub(super) fn of(sizes: Vec<(u16, u16)>, words: &[Standing], text: &str) -> Self {
        let mut ends = text.char_indices().filter(|(_, c)| !is_space(*c)).map(|(at, c)| (at, at + c.len_utf8()));
        let mut places = Vec::new();
        for Standing { characters, place } in words {
            let Some(last) = characters.checked_sub(1) else { continue };
            let Some((start, first)) = ends.next() else { break };
            let end = if last == 0 { first } else { ends.nth(last - 1).map_or(text.len(), |(_, end)| end) };
            if let Some((page, area)) = *place
                && places.len() < MOST_PLACES
            {
                places.push(Place { span: Span::new(start, end), page, area });
            }
        }
        Self { sizes, places }
    }

    /// Where the words of `span` stand, line by line: each page with the rectangle on it. Of a line that is only in part
    /// among them it is reckoned how far they reach, Chinese characters being twice as wide as others.
    pub fn areas<'a>(&'a self, text: &'a str, span: Span) -> impl Iterator<Item = (usize, Area)> + 'a {
        let first = self.places.partition_point(|place| place.span.end <= span.start);
        let within = self.places[first..].iter().take_while(move |place| place.span.start < span.end);
        within.map(move |place| (place.page, place.part(text, span)))
    }
}

impl Place {
    /// The part of its rectangle in which the words of `span` stand.
    fn part(&self, text: &str, span: Span) -> Area {
        let own = Span::new(self.span.start.max(span.start), self.span.end.min(span.end));
        if own == self.span {
            return self.area;
        }
        let columns = |span: Span| span.of(text).chars().map(width).sum::<usize>();
        let all = columns(self.span).max(1);
        let Area { left, right, .. } = self.area;
        let along = |columns: usize| left + (usize::from(right.saturating_sub(left)) * columns / all) as u16;
        let before = columns(Span::new(self.span.start, own.start));
        Area { left: along(before), right: along(before + columns(own)), ..self.area }
    }
}

#[cfg(all(test, any(feature = "formats", feature = "pdf")))]
mod tests {
    use super::*;

    fn line(characters: usize, page: usize, left: u16, right: u16) -> Standing {
        Standing { characters, place: Some((page, Area { left, top: 10, right, bottom: 20 })) }
    }

    #[test]
    fn words_find_their_places_whatever_became_of_white_space() {
        let text = "一、修 渠\n\t植树\n页脚\n";
        let none = Standing { characters: 2, place: None };
        let pages = Pages::of(vec![(100, 100); 2], &[line(4, 0, 0, 80), line(2, 1, 20, 40), none], text);
        let found: Vec<(&str, usize)> = pages.places.iter().map(|place| (place.span.of(text), place.page)).collect();
        assert_eq!(found, [("一、修 渠", 0), ("植树", 1)]);
    }

    #[test]
    fn a_part_of_a_line_takes_its_part_of_the_place_and_a_span_may_run_over_pages() {
        let text = "修渠ab\n植树";
        let pages = Pages::of(vec![(100, 100); 2], &[line(4, 0, 0, 60), line(2, 1, 20, 40)], text);
        let area = |left, right| Area { left, top: 10, right, bottom: 20 };
        let of = |words: &str| {
            let start = text.find(words).expect("its words");
            pages.areas(text, Span::new(start, start + words.len())).collect::<Vec<_>>()
        };
        assert_eq!(of("渠"), [(0, area(20, 40))]);
        assert_eq!(of("b\n植树"), [(0, area(50, 60)), (1, area(20, 40))]);
        assert_eq!(of("\n"), []);
        assert_eq!(of(text), [(0, area(0, 60)), (1, area(20, 40))]);
    }

    #[test]
    fn more_words_than_the_text_has_do_no_harm() {
        let pages = Pages::of(vec![(10, 10)], &[line(0, 0, 0, 1), line(9, 0, 0, 9), line(3, 0, 0, 9)], "修渠");
        assert_eq!(pages.places.iter().map(|place| place.span).collect::<Vec<_>>(), [Span::new(0, 6)]);
    }
}
