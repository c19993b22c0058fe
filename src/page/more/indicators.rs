//! The notice's indicator tables (指标).

use maud::{Markup, html};

use crate::model::Indicator;
use crate::page::Scene;
use crate::page::source::to_line;
use crate::page::text::{line_of, lines, visible};

/// The tables, or nothing where the notice has none.
pub(super) fn indicators(scene: &Scene) -> Markup {
    let words = scene.lang.words();
    let indicators = &scene.document.notice.indicators;
    if indicators.is_empty() {
        return html! {};
    }
    let lines = lines(&scene.document.text);
    html! {
        section.indicators aria-labelledby="indicators-title" {
            h2 #indicators-title { (words.indicators) }
            @for table in indicators.chunk_by(|a, b| a.table == b.table) {
                @let title = table[0].table.as_deref().unwrap_or(words.indicators);
                div.scroll role="region" tabindex="0" aria-label=(visible(title)) { (rows(scene, title, table, &lines)) }
            }
        }
    }
}

/// One table, with those columns that it has anything for.
fn rows(scene: &Scene, title: &str, table: &[Indicator], lines: &[crate::Span]) -> Markup {
    let more = scene.lang.more();
    let category = table.iter().any(|row| row.category.is_some());
    let unit = table.iter().any(|row| row.unit.is_some());
    let attribute = table.iter().any(|row| row.attribute.is_some());
    let mut values: Vec<&str> = Vec::new();
    for (header, _) in table.iter().flat_map(|row| &row.values) {
        if !values.contains(&header.as_str()) {
            values.push(header);
        }
    }
    html! {
        table.data lang="zh-CN" {
            caption { (visible(title)) }
            thead {
                tr lang=(scene.lang.tag()) {
                    th scope="col" { (more.line) }
                    @if category { th scope="col" { (more.category) } }
                    th scope="col" { (more.indicator) }
                    @if unit { th scope="col" { (more.measure) } }
                    @for header in &values { th.value scope="col" lang="zh-CN" { (visible(header)) } }
                    @if attribute { th scope="col" { (more.attribute) } }
                }
            }
            tbody {
                @for row in table {
                    tr {
                        @let line = line_of(lines, row.span.start) + 1;
                        td { (to_line(scene, line, None, "line-number", html! { (line) })) }
                        @if category { td { (visible(row.category.as_deref().unwrap_or_default())) } }
                        th scope="row" {
                            @if let Some(seq) = &row.seq { span.quiet { (visible(seq)) } " " }
                            (visible(&row.name))
                            @if let Some(part) = &row.sub_name { span.quiet { " · " (visible(part)) } }
                        }
                        @if unit { td { (visible(row.unit.as_deref().unwrap_or_default())) } }
                        @for header in &values {
                            @let value = row.values.iter().find(|(own, _)| own == header);
                            td.value { (visible(value.map_or("", |(_, value)| value))) }
                        }
                        @if attribute { td { (visible(row.attribute.as_deref().unwrap_or_default())) } }
                    }
                }
            }
        }
    }
}
