//! fenjie 分解 opens a Chinese government notice and says who must do what.
//!
//! ```
//! let manuscript = fenjie::read("一、抓好春耕。\n（责任单位：市农业农村局）".as_bytes(), "notice.txt");
//! let notice = fenjie::parse(&manuscript);
//! assert_eq!(notice.tasks[0].units[0].name, "市农业农村局");
//! ```
//!
//! What is guaranteed, of every input:
//! - [`read`] and [`parse`] never fail and never panic.
//! - [`Notice::segments`](model::Notice::segments) partition the manuscript's text: no gap, no overlap, none empty.
//! - Every [`Span`] lies on character boundaries of that text and counts UTF-8 bytes;
//!   [`Notice::into_utf16`](model::Notice::into_utf16) counts UTF-16 code units instead.
//! - Ids of tasks are unique in their notice, and every id or position that a notice names is one of its own.
//! - The same bytes give the same notice, ids included.
//! - Time and memory grow with the length of the input and no faster. Nothing recurses as deep as the input goes.
//!
//! The steps are folders, and each knows only those before it: [`read`](mod@read) turns bytes into a
//! [`Manuscript`], `layout` finds the tables in it, `notice` reads what they mean, `book` holds notices and answers
//! queries, `page` and `export` show them.

#[cfg(feature = "views")]
pub mod book;
#[cfg(feature = "more")]
pub mod export;
mod layout;
mod lexicon;
pub mod model;
mod notice;
mod order;
#[cfg(feature = "views")]
pub mod page;
pub mod read;
#[cfg(any(feature = "more", feature = "xlsx"))]
pub mod sheets;
mod span;
mod text;
#[cfg(feature = "unpack")]
mod unpack;
mod utf16;
#[cfg(feature = "wasm")]
mod wasm;

pub use model::Notice;
pub use notice::parse;
pub use read::{Manuscript, read};
pub use span::Span;
