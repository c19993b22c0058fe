//! The notice's card: what it is and how much of it was understood.

use maud::{Markup, html};

use super::Scene;
use super::route::View;
use super::text::visible;
use super::words::number;

/// The card.
pub(super) fn card(scene: &Scene) -> Markup {
    let words = scene.lang.words();
    let notice = &scene.document.notice;
    let header = &notice.header;
    let (units, leaders, _) = scene.document.counts();
    let date = header.date.as_deref().map(|date| scene.lang.date(date));
    let facts =
        [(words.issuer, header.issuer.clone()), (words.doc_number, header.doc_number.clone()), (words.date, date)];
    let list = |items: &[String]| (!items.is_empty()).then(|| items.join("；"));
    let encoding = &notice.source.encoding;
    let more = [
        (words.addressees, list(&header.addressees)),
        (words.cc, list(&header.cc)),
        (words.index_number, header.index_number.clone()),
        (words.disclosure, header.disclosure.clone()),
        (words.file, Some(format!("{} · {} · {encoding}", notice.source.name, scene.lang.size(notice.source.bytes)))),
    ];
    html! {
        h1 lang="zh-CN" {
            @match &header.title {
                Some(title) => (unbroken_years(title)),
                None => span.quiet { (words.no_title) },
            }
        }
        dl.facts {
            @for (name, value) in facts { (fact(name, value)) }
        }
        details.more {
            summary { (words.more) }
            dl.facts {
                @if !header.attachments.is_empty() {
                    div {
                        dt { (words.attachments) }
                        dd lang="zh-CN" { ol { @for title in &header.attachments { li { (visible(title)) } } } }
                    }
                }
                @for (name, value) in more { (fact(name, value)) }
            }
        }
        ul.figures {
            li { b { (number(notice.tasks.len())) } " " (words.count_tasks) }
            @if units > 0 { li { b { (number(units)) } " " (words.count_units) } }
            @if !notice.indicators.is_empty() { li { b { (number(notice.indicators.len())) } " " (words.indicators) } }
            @if leaders > 0 { li { b { (number(leaders)) } " " (words.count_leaders) } }
            (coverage(scene))
        }
    }
}

/// A title none of whose years is parted: where its line breaks, words stay whole (GB/T 9704-2012, 7.3.1: 词意完整), but a
/// browser breaks between 2026 and 年.
fn unbroken_years(title: &str) -> Markup {
    let title = visible(title);
    html! {
        @for part in title.split_inclusive('年') {
            @let words = part.trim_end_matches('年').trim_end_matches(|c: char| c.is_ascii_digit()).len();
            (part[..words])
            @if words < part.len() { span.year { (part[words..]) } }
        }
    }
}

fn fact(name: &str, value: Option<String>) -> Markup {
    html! { @if let Some(value) = value { div { dt { (name) } dd lang="zh-CN" { (visible(&value)) } } } }
}

/// How much of the text was understood, leading to what was not.
fn coverage(scene: &Scene) -> Markup {
    let words = scene.lang.words();
    let coverage = scene.document.notice.coverage;
    if coverage.unassigned == 0 {
        return html! { li.complete { (words.all_understood) } };
    }
    let understood = coverage.characters - coverage.unassigned;
    // In tenths of a percent, rounded down: never 100 % with something left.
    let share = understood * 1000 / coverage.characters.max(1);
    let checks = scene.route.bare(super::Place::Document(scene.document.key.clone(), View::Checks));
    html! {
        li.coverage {
            a href=(checks.href()) {
                (words.coverage) " "
                b { (share / 10) "." (share % 10) "%" }
                meter min="0" max="1000" value=(share) { (share / 10) "%" }
                span { (scene.lang.pick(
                    format!("有 {} 字未识别", number(coverage.unassigned)),
                    format!("{} characters not understood", number(coverage.unassigned)),
                )) }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::unbroken_years;

    #[test]
    fn the_years_of_a_title_stay_whole() {
        let html = unbroken_years("关于<印发>2026年重点工作及2027年1月任务的通知").into_string();
        assert_eq!(
            html,
            "关于&lt;印发&gt;<span class=\"year\">2026年</span>重点工作及<span class=\"year\">2027年</span>1月任务的通知"
        );
        assert_eq!(unbroken_years("工作方案").into_string(), "工作方案");
    }
}
