//! How the library is filled: progress, what was not added, what it takes, and whether the browser keeps it.

use maud::{Markup, html};

use super::words::{self, words};
use super::{Failure, Keep, Shelf, Why};
use crate::book::library::MOST_BYTES;
use crate::page::text::visible;
use crate::page::words::Lang;
use crate::read::archive::ArchiveError;

/// Most failures that are listed.
const LISTED: usize = 200;

/// All of it.
pub(super) fn state(shelf: &Shelf, lang: Lang) -> Markup {
    let (desk, words) = (&shelf.desk, words(lang));
    html! {
        @if desk.left > 0 {
            div.import role="group" {
                progress max=(desk.total) value=(desk.total - desk.left.min(desk.total))
                    aria-label=(words::progress(lang, desk.total - desk.left.min(desk.total), desk.total)) {}
                @if desk.running {
                    span { (words::progress(lang, desk.total - desk.left.min(desk.total), desk.total)) }
                    button #many-stop type="button" data-many="stop" { (words.stop) }
                } @else {
                    span { (words::left(lang, desk.left)) }
                    button.primary #many-go-on type="button" data-many="go-on" { (words.go_on) }
                }
            }
        } @else if shelf.library.is_empty() && !shelf.failures.is_empty() {
            p { (words.nothing_read) }
        }
        @if !shelf.failures.is_empty() { (failures(&shelf.failures, lang)) }
        @if !shelf.library.is_empty() { (kept(shelf, lang)) }
    }
}

fn failures(failures: &[Failure], lang: Lang) -> Markup {
    html! {
        details.failures #failures {
            summary #failures-summary { (words::failures(lang, failures.len())) }
            ul {
                @for failure in failures.iter().take(LISTED) {
                    li { span.file-name { (visible(&failure.name)) } " " span.quiet { (visible(&why(&failure.why, lang))) } }
                }
                @if failures.len() > LISTED { li.quiet { (words::further(lang, failures.len() - LISTED)) } }
            }
        }
    }
}

/// Why a file was not added, in words.
fn why(why: &Why, lang: Lang) -> String {
    let words = words(lang);
    let fixed = match why {
        Why::File(why) => lang.unreadable(*why).0,
        Why::TooBig | Why::Archive(ArchiveError::TooBig) => words.too_big,
        Why::Same(name) => return words::same_as(lang, name),
        Why::Hidden => words.hidden,
        Why::Full => words.full,
        Why::Archive(ArchiveError::Damaged) => words.damaged,
        Why::Archive(ArchiveError::Encrypted) => words.encrypted,
        Why::Archive(ArchiveError::Method) => words.method,
        Why::Archive(ArchiveError::TooMany) => words.too_many,
        Why::Archive(ArchiveError::Bomb) => words.bomb,
        Why::Unreadable => words.unreadable,
        Why::Crashed => words.crashed,
        Why::Stopped => words.stopped,
    };
    fixed.to_owned()
}

/// What the library takes, and whether it lasts.
fn kept(shelf: &Shelf, lang: Lang) -> Markup {
    let (desk, words) = (&shelf.desk, words(lang));
    html! {
        div.kept {
            p.quiet {
                @match desk.keep {
                    Keep::No => (words.not_kept),
                    Keep::Unavailable => span.warning { (words.no_storage) },
                    Keep::Yes => (words::kept(lang, desk.stored, desk.sources)),
                    Keep::Quota => {
                        (words::kept(lang, desk.stored, desk.sources)) " " span.warning { (words.quota) }
                    }
                }
                " " span.memory { (words::memory(lang, shelf.library.bytes(), MOST_BYTES)) (lang.pick("。", ".")) }
            }
            @if desk.keep != Keep::Yes { button #many-keep type="button" data-many="keep" { (words.keep) } }
            button #many-forget type="button" data-many="forget" data-sure=[(desk.keep != Keep::No).then_some(words.sure)] {
                (if desk.keep == Keep::No { words.clear } else { words.forget })
            }
        }
    }
}
