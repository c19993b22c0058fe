//! Something to say instead of a document.

use maud::{Markup, html};

use super::LARGEST_FILE;
use super::route::{Place, Route};
use super::words::Lang;
use crate::read::{KnownFormat, Unreadable};

/// Files that give no text, by their name in links.
const REFUSALS: [(&str, Unreadable); 18] = [
    ("empty", Unreadable::Format(KnownFormat::Empty)),
    ("old-office", Unreadable::Format(KnownFormat::OldOffice)),
    ("docx", Unreadable::Format(KnownFormat::Docx)),
    ("xlsx", Unreadable::Format(KnownFormat::Xlsx)),
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
pub(super) fn of_refusal(why: Unreadable) -> &'static str {
    REFUSALS.iter().find(|(_, known)| *known == why).map_or("binary", |(name, _)| name)
}

/// The title and the contents of a message of this kind.
pub(super) fn of_kind(kind: &str, route: &Route, lang: Lang) -> (String, Markup) {
    let words = lang.words();
    let name = (!route.name.is_empty()).then_some(route.name.as_str());
    let buttons = |primary: Markup| {
        html! {
            (primary)
            button type="button" data-pick { (words.open_file) }
            a.button href=(route.bare(Place::Home).href()) { (words.go_home) }
        }
    };
    if let Some((_, why)) = REFUSALS.iter().find(|(known, _)| *known == kind) {
        let (title, hint) = lang.unreadable(*why);
        let anyway = *why != Unreadable::Format(KnownFormat::Empty) && !route.key.is_empty();
        let html = message(
            title,
            name,
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
        return (title.to_owned(), html);
    }
    match kind {
        "too-big" => {
            let hint = html! { p { (words.too_big_hint) (lang.size(LARGEST_FILE)) (lang.pick("。", ".")) } };
            (words.too_big.to_owned(), message(words.too_big, name, hint, buttons(html! {})))
        }
        "crashed" => {
            let again = html! {
                @if !route.key.is_empty() {
                    button.primary type="button" data-again=(route.key) { (words.try_again) }
                }
            };
            let text = html! {
                p { (words.crashed_hint) (words.crashed_restarted) }
                @if !route.detail.is_empty() {
                    details { summary { (words.technical) } pre { (super::text::visible(&route.detail)) } }
                }
            };
            (words.crashed.to_owned(), message(words.crashed, name, text, buttons(again)))
        }
        "stopped" => {
            let again = html! {
                @if !route.key.is_empty() {
                    button.primary type="button" data-again=(route.key) { (words.try_again) }
                }
            };
            let text = html! { p { (words.stopped_hint) } };
            (words.stopped.to_owned(), message(words.stopped, name, text, buttons(again)))
        }
        "no-more" => {
            let retry = Route::read(&route.detail);
            let again = html! { a.button.primary href=(retry.href()) { (words.try_again) } };
            let text = html! { p { (words.no_more_hint) } };
            (words.no_more.to_owned(), message(words.no_more, None, text, buttons(again)))
        }
        "unreadable" => {
            let text = html! { p { (words.unreadable_hint) } };
            (words.unreadable.to_owned(), message(words.unreadable, name, text, buttons(html! {})))
        }
        _ => (words.not_found.to_owned(), not_found(route, lang)),
    }
}

/// The link names a document that is not open.
pub(super) fn not_open(lang: Lang) -> Markup {
    let words = lang.words();
    message(
        words.not_open,
        None,
        html! { p { (words.not_open_hint) } },
        html! {
            button.primary type="button" data-pick { (words.open_file) }
            a.button href={ "#/?lang=" (lang.code()) } { (words.go_home) }
        },
    )
}

/// The link names nothing.
pub(super) fn not_found(route: &Route, lang: Lang) -> Markup {
    let words = lang.words();
    message(
        words.not_found,
        None,
        html! { p { (words.not_found_hint) } },
        html! { a.button.primary href=(route.bare(Place::Home).href()) { (words.go_home) } },
    )
}

fn message(title: &str, name: Option<&str>, text: Markup, actions: Markup) -> Markup {
    html! {
        main.message {
            h1 { (title) }
            @if let Some(name) = name { p.file-name { (super::text::visible(name)) } }
            (text)
            div.actions { (actions) }
        }
    }
}
