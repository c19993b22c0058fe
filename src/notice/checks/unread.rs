//! Headers of a table that no form could read.

use super::Finding;
use crate::layout::{Element, header_row};
use crate::lexicon::{columns, roles};
use crate::model::Severity;
use crate::text::is_space;

/// Headers that one line may hold: fewer may be words of a sentence, more are another thing.
const HEADERS: std::ops::RangeInclusive<usize> = 3..=24;

/// Says where a line of column headers, one of them that of units or leaders, stands outside of every table.
pub(super) fn unread(text: &str, elements: &[Element], found: &mut Vec<Finding>) {
    for element in elements {
        let Element::Paragraph(span) = element else { continue };
        let line = span.of(text);
        // Longer lines are not split up.
        if line.len() > *HEADERS.end() * columns::LONGEST_HEADER || line.contains(['。', '，', '：']) {
            continue;
        }
        let words = || line.split(is_space).filter(|word| !word.is_empty());
        let assigns = |word: &str| columns::role(word).and_then(roles::role_of).is_some();
        if HEADERS.contains(&words().count()) && header_row::is_header(words()) && words().any(assigns) {
            found.push(Finding::new(
                "table-unread",
                Severity::Warning,
                "These look like column headers, but no table could be read here.".into(),
                "此处似为表头，但其下未能识别出表格。".into(),
                *span,
                Vec::new(),
            ));
        }
    }
}
