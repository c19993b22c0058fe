//! XML as the formats use it: names without their prefixes, every element with an end, references resolved.

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Elements within elements, at most: real documents go down to some forty.
pub(super) const DEEPEST: usize = 256;

/// What comes next in a document.
#[derive(Debug)]
pub(super) enum Node<'a> {
    Open(Tag<'a>),
    /// The end of the innermost open element; its name without prefix.
    Close(String),
    Text(Cow<'a, str>),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// Its name without prefix.
    pub fn name(&self) -> &str {
        let name = self.0.name().into_inner();
        name.rsplit_once(':').map_or(name, |(_, name)| name)
    }

    /// The value of the attribute that is called `name`, whatever its prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        self.0.attributes().with_checks(false).flatten().find_map(|attribute| {
            let key = attribute.key.into_inner();
            let key = key.rsplit_once(':').map_or(key, |(_, key)| key);
            (key == name).then(|| match attribute.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => value.into_owned(),
                Err(_) => attribute.value.into_owned(),
            })
        })
    }

    /// The number that the attribute `name` gives.
    pub fn number(&self, name: &str) -> Option<usize> {
        self.get(name)?.trim().parse().ok()
    }

    /// Whether an element that switches something on does so: its `val` is absent or true (ECMA-376, 17.17.4).
    pub fn is_on(&self) -> bool {
        self.get("val").is_none_or(|value| !matches!(value.as_str(), "0" | "false" | "off" | "none"))
    }
}

/// Reads a document from start to end.
pub(super) struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    /// Names of the open elements.
    open: Vec<String>,
    /// The document breaks off or is deeper than [`DEEPEST`]: no more comes.
    pub cut_short: bool,
}

impl<'a> Xml<'a> {
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        Self { reader, open: Vec::new(), cut_short: false }
    }

    /// What comes next. After an error in the document nothing does, but the ends of what is open.
    pub fn next(&mut self) -> Option<Node<'a>> {
        while !self.cut_short {
            match self.reader.read_event() {
                Ok(Event::Start(start)) => {
                    if self.open.len() == DEEPEST {
                        self.cut_short = true;
                        break;
                    }
                    let tag = Tag(start);
                    self.open.push(tag.name().to_owned());
                    return Some(Node::Open(tag));
                }
                Ok(Event::End(_)) => {
                    if let Some(name) = self.open.pop() {
                        return Some(Node::Close(name));
                    }
                }
                Ok(Event::Text(text)) => return Some(Node::Text(text.xml10_content())),
                Ok(Event::CData(text)) => return Some(Node::Text(text.xml10_content())),
                Ok(Event::GeneralRef(reference)) => {
                    let c = match &*reference {
                        "amp" => Some('&'),
                        "lt" => Some('<'),
                        "gt" => Some('>'),
                        "quot" => Some('"'),
                        "apos" => Some('\''),
                        // Entities of its own are not expanded: no format here declares any.
                        _ => reference.resolve_char_ref().ok().flatten(),
                    };
                    if let Some(c) = c {
                        return Some(Node::Text(Cow::Owned(c.to_string())));
                    }
                }
                Ok(Event::Eof) => {
                    self.cut_short = !self.open.is_empty();
                    break;
                }
                Ok(_) => {}
                Err(_) => self.cut_short = true,
            }
        }
        self.open.pop().map(Node::Close)
    }

    /// Passes over the rest of the element that was opened last.
    pub fn skip(&mut self) {
        let depth = self.open.len();
        while self.open.len() >= depth && self.next().is_some() {}
    }

    /// The text of the rest of the element that was opened last, whatever elements are in it.
    pub fn text(&mut self) -> String {
        let depth = self.open.len();
        let mut text = String::new();
        while self.open.len() >= depth {
            match self.next() {
                Some(Node::Text(part)) => text.push_str(&part),
                Some(_) => {}
                None => break,
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> (String, bool) {
        let mut xml = Xml::new(text);
        let mut out = String::new();
        while let Some(node) = xml.next() {
            match node {
                Node::Open(tag) => out.push_str(&format!("({}", tag.name())),
                Node::Close(name) => out.push_str(&format!("{name})")),
                Node::Text(text) => out.push_str(&text),
            }
        }
        (out, xml.cut_short)
    }

    #[test]
    fn names_lose_their_prefixes_and_references_are_resolved() {
        assert_eq!(
            shown("<w:p xmlns:w='x'><w:t>甲&amp;&#x4E59;&unknown;</w:t><w:br/></w:p>"),
            ("(p(t甲&乙t)(brbr)p)".into(), false)
        );
    }

    #[test]
    fn a_document_that_breaks_off_is_closed() {
        assert_eq!(shown("<a><b>甲"), ("(a(b甲b)a)".into(), true));
        assert_eq!(shown("<a><b>甲</b><c x='"), ("(a(b甲b)a)".into(), true));
    }

    #[test]
    fn what_is_nested_without_end_is_cut() {
        let (out, cut) = shown(&"<a>".repeat(100_000));
        assert!(cut);
        assert_eq!(out.len(), DEEPEST * 4);
    }

    #[test]
    fn entities_that_a_document_declares_are_not_expanded() {
        let bomb = "<!DOCTYPE a [<!ENTITY b '甲甲'><!ENTITY c '&b;&b;'>]><a>&c;乙</a>";
        assert_eq!(shown(bomb), ("(a乙a)".into(), false));
    }

    #[test]
    fn attributes_are_found_without_their_prefix() {
        let mut xml = Xml::new("<w:p w:val='&lt;7' n=' 12 '/>");
        let Some(Node::Open(tag)) = xml.next() else { panic!("a tag") };
        assert_eq!((tag.get("val").as_deref(), tag.number("n"), tag.get("x")), (Some("<7"), Some(12), None));
    }
}
