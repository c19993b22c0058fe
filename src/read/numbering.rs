//! The numbers that Word puts in front of paragraphs (ECMA-376, 17.9): people see them, the text does not hold them. Here they
//! are read from the XML of a newer document; an older one fills in the same lists.

use std::collections::HashMap;

use crate::read::numerals::Style;
use crate::read::xml::{Node, Xml};

/// Levels of a list (ECMA-376, 17.9.3).
pub(super) const LEVELS: usize = 9;

/// Characters of the pattern of a number, at the most: `第%1条` has four.
pub(super) const LONGEST_PATTERN: usize = 64;

/// Styles based on styles, at the most: more is a circle.
const LONGEST_CHAIN: usize = 16;

/// A list and a level of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The list's `numId`; `0` takes a paragraph out of the list of its style.
    pub list: Option<String>,
    /// Counted from 0.
    pub level: Option<usize>,
}

#[derive(Clone, Debug)]
pub(super) struct Level {
    pub start: usize,
    pub style: Style,
    /// `（%1）`: `%1` is the number of the first level, and so on.
    pub pattern: String,
    /// Numbers of all levels are decimal here.
    pub legal: bool,
    /// How many of the outer levels start this one anew.
    pub restart: Option<usize>,
    pub paragraph_style: Option<String>,
}

impl Default for Level {
    fn default() -> Self {
        let style = Style::Decimal;
        Self { start: 1, style, pattern: String::new(), legal: false, restart: None, paragraph_style: None }
    }
}

/// An abstract list: the levels, with the numbers reached so far.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    pub levels: Vec<Level>,
    /// The levels are those of the list that the style of this name uses.
    borrowed: Option<String>,
    reached: [Option<usize>; LEVELS],
}

impl List {
    /// A list with these levels.
    pub fn of(levels: Vec<Level>) -> Self {
        Self { levels, ..Self::default() }
    }
}

/// A use of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct Use {
    pub list: String,
    /// Levels that start with another number when this use begins.
    pub starts: Vec<(usize, usize)>,
    /// Levels that are written otherwise.
    pub levels: HashMap<usize, Level>,
    begun: bool,
}

impl Use {
    /// A use of the list of this name, as it is.
    pub fn of(list: String) -> Self {
        Self { list, ..Self::default() }
    }
}

/// A paragraph style, as far as it numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct ParagraphStyle {
    pub based_on: Option<String>,
    pub place: Place,
}

/// All lists of a document.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    pub lists: HashMap<String, List>,
    pub uses: HashMap<String, Use>,
    pub styles: HashMap<String, ParagraphStyle>,
}

impl Numbering {
    /// From the texts of `numbering.xml` and `styles.xml`.
    pub fn read(numbering: &str, styles: &str) -> Self {
        let mut all = Self::default();
        all.read_styles(styles);
        all.read_lists(numbering);
        all.lend();
        all
    }

    fn read_styles(&mut self, text: &str) {
        let mut xml = Xml::new(text);
        let mut id = None;
        let mut style = ParagraphStyle::default();
        while let Some(node) = xml.next() {
            match node {
                Node::Open(tag) => match tag.name() {
                    "style" => {
                        id = tag.get("styleId");
                        style = ParagraphStyle::default();
                    }
                    "basedOn" => style.based_on = tag.get("val"),
                    "numId" => style.place.list = tag.get("val"),
                    "ilvl" => style.place.level = tag.number("val"),
                    _ => {}
                },
                Node::Close(name) if name == "style" => {
                    if let Some(id) = id.take() {
                        self.styles.insert(id, std::mem::take(&mut style));
                    }
                }
                _ => {}
            }
        }
    }

    fn read_lists(&mut self, text: &str) {
        let mut xml = Xml::new(text);
        let mut list: Option<(String, List)> = None;
        let mut used: Option<(String, Use)> = None;
        let mut level: Option<(usize, Level)> = None;
        let mut overridden = 0;
        while let Some(node) = xml.next() {
            match node {
                Node::Open(tag) => match (tag.name(), &mut level) {
                    ("abstractNum", _) => list = Some((tag.get("abstractNumId").unwrap_or_default(), List::default())),
                    ("num", _) => used = Some((tag.get("numId").unwrap_or_default(), Use::default())),
                    ("lvl", _) => level = Some((tag.number("ilvl").unwrap_or(0), Level::default())),
                    ("start", Some((_, level))) => level.start = tag.number("val").unwrap_or(1),
                    ("numFmt", Some((_, level))) => {
                        level.style = Style::of_word(&tag.get("val").unwrap_or_default());
                    }
                    ("lvlText", Some((_, level))) => {
                        level.pattern = tag.get("val").unwrap_or_default().chars().take(LONGEST_PATTERN).collect();
                    }
                    ("isLgl", Some((_, level))) => level.legal = tag.is_on(),
                    ("lvlRestart", Some((_, level))) => level.restart = tag.number("val"),
                    ("pStyle", Some((_, level))) => level.paragraph_style = tag.get("val"),
                    ("numStyleLink", None) => {
                        if let Some((_, list)) = &mut list {
                            list.borrowed = tag.get("val");
                        }
                    }
                    ("abstractNumId", None) => {
                        if let Some((_, used)) = &mut used {
                            used.list = tag.get("val").unwrap_or_default();
                        }
                    }
                    ("lvlOverride", None) => overridden = tag.number("ilvl").unwrap_or(0),
                    ("startOverride", None) => {
                        if let Some((_, used)) = &mut used {
                            used.starts.push((overridden, tag.number("val").unwrap_or(1)));
                        }
                    }
                    // What Word 2010 writes for programs that do not know its newer styles.
                    ("Fallback", _) => xml.skip(),
                    _ => {}
                },
                Node::Close(name) => match name.as_str() {
                    "lvl" => match (level.take(), &mut used, &mut list) {
                        (Some((at, level)), Some((_, used)), _) => {
                            used.levels.insert(at, level);
                        }
                        (Some((at, level)), None, Some((_, list))) if at < LEVELS => {
                            if list.levels.len() <= at {
                                list.levels.resize(at + 1, Level::default());
                            }
                            list.levels[at] = level;
                        }
                        _ => {}
                    },
                    "abstractNum" => self.lists.extend(list.take()),
                    "num" => self.uses.extend(used.take()),
                    _ => {}
                },
                Node::Text(_) => {}
            }
        }
    }

    /// Gives the lists that borrow the levels of a style's list those levels.
    fn lend(&mut self) {
        let borrowed: Vec<(String, Vec<Level>)> = self
            .lists
            .iter()
            .filter_map(|(id, list)| {
                let place = self.styles.get(list.borrowed.as_deref()?)?.place.list.as_deref()?;
                let lender = self.lists.get(&self.uses.get(place)?.list)?;
                Some((id.clone(), lender.levels.clone()))
            })
            .collect();
        for (id, levels) in borrowed {
            if let Some(list) = self.lists.get_mut(&id) {
                list.levels = levels;
            }
        }
    }

    /// The number of the next paragraph that stands at `place` and has the style `style`, with the space behind it, or
    /// nothing where it has none.
    pub fn next(&mut self, place: &Place, style: Option<&str>) -> String {
        self.number(place, style).unwrap_or_default()
    }

    fn number(&mut self, place: &Place, style: Option<&str>) -> Option<String> {
        let mut list = place.list.clone();
        let mut level = place.level;
        let mut namer = None;
        let mut next = style;
        for _ in 0..LONGEST_CHAIN {
            let (Some(id), None) = (next, &list) else { break };
            let Some(style) = self.styles.get(id) else { break };
            if style.place.list.is_some() {
                list.clone_from(&style.place.list);
                level = level.or(style.place.level);
                namer = Some(id);
            }
            next = style.based_on.as_deref();
        }
        let used = self.uses.get_mut(&list?)?;
        let list = self.lists.get_mut(&used.list)?;
        let named = |level: &Level| level.paragraph_style.is_some() && level.paragraph_style.as_deref() == namer;
        let at = level.or_else(|| list.levels.iter().position(named)).unwrap_or(0);
        if at >= LEVELS {
            return None;
        }
        if !used.begun {
            used.begun = true;
            for &(level, start) in used.starts.iter().filter(|(level, _)| *level < LEVELS) {
                list.reached[level] = start.checked_sub(1);
                if start == 0 {
                    list.reached[level] = None;
                }
            }
        }
        let level_of = |at: usize| used.levels.get(&at).or_else(|| list.levels.get(at));
        let here = level_of(at)?.clone();
        list.reached[at] = Some(list.reached[at].map_or(here.start, |number| number.saturating_add(1)));
        for deeper in at + 1..LEVELS {
            // Started anew by any level above, unless it says by which.
            let restart = level_of(deeper).and_then(|level| level.restart).unwrap_or(deeper);
            if at < restart {
                list.reached[deeper] = None;
            }
        }
        let mut out = String::new();
        let mut chars = here.pattern.chars().peekable();
        while let Some(c) = chars.next() {
            let named = (c == '%').then(|| chars.peek()?.to_digit(10)).flatten().filter(|&n| n > 0);
            let Some(shown) = named.map(|n| n as usize - 1) else {
                out.push(c);
                continue;
            };
            chars.next();
            let Some(level) = level_of(shown) else { continue };
            let style = if here.legal && level.style != Style::Nothing { Style::Decimal } else { level.style };
            out.push_str(&style.write(list.reached[shown].unwrap_or(level.start)));
        }
        // The mark in front of items that are not counted says nothing.
        if here.style == Style::Nothing && !here.pattern.contains('%') {
            return None;
        }
        if out.ends_with(|c: char| c.is_ascii()) {
            out.push(' ');
        }
        Some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="5">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:pStyle w:val="H1"/><w:lvlText w:val="%1、"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
            <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
            <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%4"/></w:lvl>
            <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="2"><w:abstractNumId w:val="5"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
    </w:numbering>"#;

    const STYLES: &str = r#"<w:styles>
        <w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
        <w:style w:styleId="H1b"><w:basedOn w:val="H1"/></w:style>
        <w:style w:styleId="Round"><w:basedOn w:val="Round"/></w:style>
    </w:styles>"#;

    fn at(list: &str, level: usize) -> Place {
        Place { list: Some(list.into()), level: Some(level) }
    }

    #[test]
    fn levels_count_and_start_anew() {
        let mut numbering = Numbering::read(LISTS, STYLES);
        let mut next = |list, level| numbering.next(&at(list, level), None);
        assert_eq!(next("2", 0), "一、");
        assert_eq!(next("2", 1), "（一）");
        assert_eq!(next("2", 2), "1. ");
        assert_eq!(next("2", 2), "2. ");
        assert_eq!(next("2", 1), "（二）");
        assert_eq!(next("2", 2), "1. ");
        assert_eq!(next("2", 0), "二、");
        assert_eq!(next("2", 3), "2.1 ");
        assert_eq!(next("2", 4), "");
        // A second use goes on, unless it says where it starts.
        assert_eq!(next("3", 0), "四、");
        assert_eq!(next("3", 0), "五、");
    }

    #[test]
    fn styles_number_paragraphs_and_paragraphs_can_opt_out() {
        let mut numbering = Numbering::read(LISTS, STYLES);
        assert_eq!(numbering.next(&Place::default(), Some("H1")), "一、");
        assert_eq!(numbering.next(&Place::default(), Some("H1b")), "二、");
        assert_eq!(numbering.next(&at("0", 0), Some("H1")), "");
        assert_eq!(numbering.next(&Place::default(), Some("Round")), "");
        assert_eq!(numbering.next(&at("2", 77), None), "");
    }
}
