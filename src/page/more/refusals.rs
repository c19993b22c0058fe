//! What is said of a file that gives no text.

use maud::{Markup, html};

use crate::page::message::message;
use crate::page::route::{Place, Route};
use crate::page::words::Lang;
use crate::read::{KnownFormat, Unreadable};

/// Files that give no text, by their name in links.
const REFUSALS: [(&str, Unreadable); 20] = [
    ("empty", Unreadable::Format(KnownFormat::Empty)),
    ("old-office", Unreadable::Format(KnownFormat::OldOffice)),
    ("docx", Unreadable::Format(KnownFormat::Docx)),
    ("xlsx", Unreadable::Format(KnownFormat::Xlsx)),
    ("doc", Unreadable::Format(KnownFormat::Doc)),
    ("xls", Unreadable::Format(KnownFormat::Xls)),
    ("pptx", Unreadable::Format(KnownFormat::Pptx)),
    ("ofd", Unreadable::Format(KnownFormat::Ofd)),
    ("html", Unreadable::Format(KnownFormat::Html)),
    ("opendocument", Unreadable::Format(KnownFormat::OpenDocument)),
    ("mht", Unreadable::Format(KnownFormat::Mht)),
    ("zip", Unreadable::Format(KnownFormat::Zip)),
    ("archive", Unreadable::Format(KnownFormat::Archive)),
    ("pdf", Unreadable::Format(KnownFormat::Pdf)),
    ("rtf", Unreadable::Format(KnownFormat::Rtf)),
    ("image", Unreadable::Format(KnownFormat::Image)),
    ("binary", Unreadable::Format(KnownFormat::Binary)),
    ("locked", Unreadable::Locked),
    ("no-text", Unreadable::NoText),
    ("too-much", Unreadable::TooMuch),
];

/// The name of a refusal in links.
pub(in crate::page) fn refusal(why: Unreadable) -> &'static str {
    REFUSALS.iter().find(|(_, known)| *known == why).map_or("binary", |(name, _)| name)
}

/// The title and the contents of the message of this kind, if it is a refusal.
pub(in crate::page) fn refused(kind: &str, route: &Route, lang: Lang) -> Option<(String, Markup)> {
    let words = lang.words();
    let (_, why) = REFUSALS.iter().find(|(known, _)| *known == kind)?;
    let (title, hint) = lang.unreadable(*why);
    let anyway = *why != Unreadable::Format(KnownFormat::Empty) && !route.key.is_empty();
    let html = message(
        title,
        (!route.name.is_empty()).then_some(route.name.as_str()),
        html! { p { (hint) } },
        html! {
            button.primary type="button" data-pick { (words.open_file) }
            @if anyway {
                button type="button" data-anyway=(route.key) aria-describedby="anyway-hint" { (words.open_anyway) }
            }
            a.button href=(route.bare(Place::Home).href()) { (words.go_home) }
            @if anyway { p.quiet #anyway-hint { (words.open_anyway) "：" (words.open_anyway_hint) } }
        },
    );
    Some((title.to_owned(), html))
}
