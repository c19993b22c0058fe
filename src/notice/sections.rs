//! The headings that a place in the notice stands under.

use crate::Span;
use crate::lexicon::numbering::{self, Style};
use crate::lexicon::people;
use crate::model::Person;
use crate::text::{join, squeeze};

/// A stack of headings, outermost first. What contains what is told by the style of the numbers, not by how deep they
/// stand in the file: 一、 contains （一）, which contains 1.; a heading without a number is the innermost.
#[derive(Clone, Debug, Default)]
pub(super) struct Sections {
    stack: Vec<Section>,
}

#[derive(Clone, Debug)]
struct Section {
    style: Option<Style>,
    title: String,
    leaders: Vec<Person>,
}

impl Sections {
    /// Enters the section with this heading (white space in it does not matter); `leaders` are those that the heading
    /// names for all that stands under it. The heading of a section that is already open, as repeated after a page
    /// break, changes nothing.
    pub fn enter(&mut self, heading: &str, leaders: Vec<Person>) {
        let title = squeeze(heading);
        if self.stack.iter().any(|open| open.title == title) {
            return;
        }
        let number = numbering::leading(heading).or_else(|| numbering::undotted(heading));
        let style = number.map(|number| number.style);
        let outside = |open: &Section| match (open.style, style) {
            (Some(open), Some(new)) => open < new,
            (Some(_), None) => true,
            (None, _) => false,
        };
        let keep = self.stack.iter().position(|open| !outside(open)).unwrap_or(self.stack.len());
        self.stack.truncate(keep);
        self.stack.push(Section { style, title, leaders });
    }

    /// Leaves the sections that an item numbered in this style stands beside, not in: after （二） a task numbered （三）
    /// is no part of （二）.
    pub fn leave(&mut self, style: Style) {
        let keep = self.stack.iter().position(|open| open.style.is_none_or(|open| open >= style));
        self.stack.truncate(keep.unwrap_or(self.stack.len()));
    }

    /// Leaves all sections: a new attachment begins.
    pub fn clear(&mut self) {
        self.stack.clear();
    }

    /// The headings from outermost to innermost, white space removed.
    pub fn titles(&self) -> Vec<String> {
        self.stack.iter().map(|section| section.title.clone()).collect()
    }

    /// The leaders that the innermost heading with leaders names.
    pub fn leaders(&self) -> &[Person] {
        self.stack.iter().rev().find(|section| !section.leaders.is_empty()).map_or(&[], |section| &section.leaders)
    }
}

/// The leaders that a heading names for all that stands under it: 三、柳青副市长牵头重点工作 (FORMS.md, Clauses).
pub(super) fn leaders(text: &str, pieces: &[Span]) -> Vec<Person> {
    let words = squeeze(&join(text, pieces));
    let marks = ["牵头", "负责", "分管", "领办", "主抓", "联系"];
    let Some(end) = marks.iter().filter_map(|mark| words.find(mark)).min() else { return Vec::new() };
    let start = numbering::leading(&words).map_or(0, |number| number.len);
    if start >= end {
        return Vec::new();
    }
    let named = &words[start..end];
    let found = words_of_people(named);
    found
        .into_iter()
        .map(|(name, title)| Person { name, title: title.map(str::to_owned), spans: pieces.to_vec() })
        .collect()
}

/// The people that `named` consists of, each with a title before or after the name; none where anything else stands in it.
fn words_of_people(named: &str) -> Vec<(String, Option<&'static str>)> {
    let mut out = Vec::new();
    for item in named.trim_start_matches('由').split(['、', '，', ',', '和']) {
        let word = squeeze(item);
        // 由市委常委、常务副市长某某同志牵头: a title alone is one more of the next one.
        let word = match word.strip_suffix("同志") {
            Some(titled) if people::title_at_start(titled).is_some_and(|title| title.len() < titled.len()) => titled,
            _ if people::title_at_start(&word) == Some(word.as_str()) => continue,
            _ => &word,
        };
        let (name, title) = if let Some(title) = people::title_at_end(word) {
            (&word[..word.len() - title.len()], title)
        } else if let Some(title) = people::title_at_start(word) {
            (&word[title.len()..], title)
        } else {
            return Vec::new();
        };
        if !people::is_name(name) {
            return Vec::new();
        }
        out.push((name.to_owned(), Some(title)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(headings: &[&str]) -> Vec<String> {
        let mut sections = Sections::default();
        for heading in headings {
            sections.enter(heading, Vec::new());
        }
        sections.titles()
    }

    #[test]
    fn the_style_of_the_number_says_what_contains_what() {
        assert_eq!(titles(&["一、农业", "（一）种植", "1. 水稻", "（二）养殖"]), ["一、农业", "（二）养殖"]);
        assert_eq!(titles(&["一、农业", "1. 水稻", "二、工业"]), ["二、工业"]);
        assert_eq!(titles(&["一、农业", "专项行动", "其他行动"]), ["一、农业", "其他行动"]);
    }

    #[test]
    fn a_heading_repeated_after_a_page_break_changes_nothing() {
        assert_eq!(titles(&["一、农业", "1. 水稻", "一、 农 业"]), ["一、农业", "1.水稻"]);
    }

    #[test]
    fn a_heading_may_name_the_leaders_of_its_rows() {
        let read = |heading: &str| {
            let people = leaders(heading, &[Span::new(0, heading.len())]);
            people.into_iter().map(|p| (p.name, p.title.unwrap_or_default())).collect::<Vec<_>>()
        };
        assert_eq!(read("三、柳青常务副市长牵头重点工作"), [("柳青".into(), "常务副市长".into())]);
        assert_eq!(read("（二）县长何思远、副县长柳青负责事项").len(), 2);
        assert_eq!(read("八、市政府各部门共同推进重点工作"), []);
        assert_eq!(read("四、市发改委牵头重点工作"), []);
    }
}
