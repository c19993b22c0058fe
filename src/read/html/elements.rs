//! What the elements of a page mean for its text.

use std::borrow::Cow;

/// What an element does with everything in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing of it is shown.
    Hidden,
    /// It is shown, and frames the text.
    Furniture,
}

/// Whether and how an element with these attributes sets aside what is in it. `within` says that it stands in the main
/// part of the page, where a header or footer belongs to the text.
pub(super) fn sets_aside<'a>(
    name: &[u8],
    attribute: impl Fn(&[u8]) -> Option<Cow<'a, str>>,
    within: bool,
) -> Option<Kind> {
    if never_shown(name) {
        return Some(Kind::Hidden);
    }
    if attribute(b"hidden").is_some_and(|how| how != "until-found")
        || attribute(b"style").is_some_and(|style| is_hidden(&style))
    {
        return Some(Kind::Hidden);
    }
    let frames = match name {
        b"nav" | b"aside" => true,
        b"header" | b"footer" => !within,
        _ => {
            attribute(b"role").is_some_and(|role| {
                matches!(&*role, "navigation" | "banner" | "contentinfo" | "search" | "complementary")
            }) || matches!(name, b"div" | b"ul" | b"section" | b"p")
                && (named_as_frame(attribute(b"class")) || named_as_frame(attribute(b"id")))
        }
    };
    frames.then_some(Kind::Furniture)
}

/// Elements whose contents no browser shows as text.
pub(super) fn never_shown(name: &[u8]) -> bool {
    matches!(
        name,
        b"script"
            | b"style"
            | b"template"
            | b"noscript"
            | b"title"
            | b"svg"
            | b"math"
            | b"iframe"
            | b"noframes"
            | b"select"
            | b"datalist"
            | b"object"
            | b"audio"
            | b"video"
            | b"canvas"
            | b"textarea"
            | b"button"
            | b"xml"
    )
}

/// Words by which pages call what frames their text. Whole words only: `header` and `top` also name the head of the
/// text itself, and are not among them.
fn named_as_frame(names: Option<Cow<str>>) -> bool {
    const NAMES: [&str; 14] = [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "footer",
        "foot",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "crumbs",
        "sidebar",
        "copyright",
        "share",
        "toolbar",
    ];
    names.is_some_and(|names| names.split_ascii_whitespace().any(|name| NAMES.contains(&&*name.to_ascii_lowercase())))
}

fn is_hidden(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    style.split(';').any(|rule| {
        let value = |property: &str| rule.strip_prefix(property).map(|value| value.trim_end_matches("!important"));
        value("display:") == Some("none") || value("visibility:") == Some("hidden") || value("mso-hide:") == Some("all")
    })
}

/// Elements that have no end tag (HTML, 13.1.2).
pub(super) fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Elements that stand on lines of their own (HTML, 15.3: those that are shown as blocks).
pub(super) fn is_block(name: &[u8]) -> bool {
    matches!(
        name,
        b"address"
            | b"article"
            | b"aside"
            | b"blockquote"
            | b"body"
            | b"caption"
            | b"center"
            | b"dd"
            | b"details"
            | b"dialog"
            | b"dir"
            | b"div"
            | b"dl"
            | b"dt"
            | b"fieldset"
            | b"figcaption"
            | b"figure"
            | b"footer"
            | b"form"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"head"
            | b"header"
            | b"hgroup"
            | b"html"
            | b"legend"
            | b"li"
            | b"main"
            | b"nav"
            | b"optgroup"
            | b"option"
            | b"p"
            | b"search"
            | b"section"
            | b"summary"
    )
}
