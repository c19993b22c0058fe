//! Something to say instead of a document.

use maud::{Markup, html};

use super::LARGEST_FILE;
use super::route::{Place, Route};
use super::words::Lang;

/// The messages that the small engine has, too.
#[cfg(not(feature = "more"))]
pub(super) const FIRST: [&str; 5] = ["too-big", "crashed", "stopped", "no-more", "unreadable"];

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

/// A message with the name of the file that it is about.
pub(super) fn message(title: &str, name: Option<&str>, text: Markup, actions: Markup) -> Markup {
    html! {
        main.message {
            h1 { (title) }
            @if let Some(name) = name { p.file-name { (super::text::visible(name)) } }
            (text)
            div.actions { (actions) }
        }
    }
}
