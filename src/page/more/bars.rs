//! Bars as inline SVG. Their parts differ by pattern and not by colour alone, and each bar's numbers stand beside it.

use maud::{Markup, html};

use crate::book::{Load, Party};
use crate::page::words::{Lang, number};

/// Names of the patterns of the parts in [`Load::parts`]; `www/more.css` gives their colours.
const PATTERNS: [&str; 3] = ["bar-solid", "bar-hatched", "bar-dotted"];

/// The patterns, once a view. They count CSS pixels, so they look the same in bars of every length.
pub(super) fn patterns() -> Markup {
    html! {
        svg.patterns width="0" height="0" aria-hidden="true" {
            pattern id="bar-solid" width="8" height="8" patternUnits="userSpaceOnUse" {
                rect.part-0 width="8" height="8" {}
            }
            pattern id="bar-hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                rect.part-1-ground width="6" height="6" {}
                rect.part-1 width="3" height="6" {}
            }
            pattern id="bar-dotted" width="6" height="6" patternUnits="userSpaceOnUse" {
                rect.part-2-ground width="6" height="6" {}
                circle.part-2 cx="3" cy="3" r="1.25" {}
            }
        }
    }
}

/// A bar of several parts, of which the longest bar has `most` in all.
pub(super) fn bar(parts: &[usize], most: usize) -> Markup {
    html! {
        svg.bar width="100%" height="14" aria-hidden="true" focusable="false" {
            @for (at, (&part, pattern)) in parts.iter().zip(PATTERNS).enumerate() {
                @if part > 0 {
                    @let before = parts[..at].iter().sum();
                    rect x=(percent(before, most)) width=(percent(part, most)) y="1" height="12" fill={ "url(#" (pattern) ")" } {}
                }
            }
        }
    }
}

fn percent(part: usize, most: usize) -> String {
    let thousandths = part * 100_000 / most.max(1);
    format!("{}.{:03}%", thousandths / 1000, thousandths % 1000)
}

/// What the patterns mean, where several occur.
pub(super) fn legend(lang: Lang, party: Party, loads: &[Load]) -> Markup {
    let counts = [0, 1, 2].map(|part| loads.iter().map(|load| load.parts[part]).sum::<usize>());
    let used = || PATTERNS.into_iter().zip(counts).enumerate().filter(|(_, (_, count))| *count > 0);
    html! {
        @if used().count() > 1 {
            ul.bar-legend {
                @for (part, (pattern, count)) in used() {
                    li {
                        svg width="22" height="12" aria-hidden="true" { rect width="22" height="12" fill={ "url(#" (pattern) ")" } {} }
                        " " (lang.part(party, part)) " " small { (number(count)) }
                    }
                }
            }
        }
    }
}

/// The parts of a load in words: `牵头 3，责任 5`.
pub(super) fn said(lang: Lang, party: Party, load: &Load) -> String {
    let parts = load.parts.iter().enumerate().filter(|(_, count)| **count > 0);
    let parts: Vec<String> =
        parts.map(|(part, &count)| format!("{} {}", lang.part(party, part), number(count))).collect();
    parts.join(lang.pick("，", ", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_one_behind_the_other_and_none_is_drawn_empty() {
        let html = bar(&[1, 0, 3], 8).into_string();
        assert_eq!(html.matches("<rect").count(), 2);
        assert!(
            html.contains(r#"x="0.000%" width="12.500%""#) && html.contains(r#"x="12.500%" width="37.500%""#),
            "{html}"
        );
        assert!(bar(&[0, 0, 0], 0).into_string().matches("<rect").count() == 0);
    }
}
