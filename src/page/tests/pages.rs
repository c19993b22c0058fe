//! The source as its pages.

use super::*;
use crate::read::{Area, Pages, Place};

/// The notice as a PDF of three pages: its first line runs over two of them, the others stand on the second.
fn paged() -> Session {
    let mut document = document();
    document.notice.source.media_type = "application/pdf".into();
    let lines = text::lines(&document.text);
    let place = |span, page, top| Place { span, page, area: Area { left: 100, top, right: 200, bottom: top + 10 } };
    let cut = lines[0].start + "新增".len();
    let mut places = vec![place(Span::new(lines[0].start, cut), 0, 50), place(Span::new(cut, lines[0].end), 1, 10)];
    places.extend(lines[1..].iter().zip(2..).map(|(&line, at)| place(line, 1, 10 * at)));
    document.pages = Pages { sizes: vec![(5953, 8419); 3], places };
    let mut session = Session::new(Lang::Zh);
    session.book.open(document);
    session
}

fn region(path: &str, id: &str) -> String {
    let answer = paged().show(path);
    let found = answer.regions.into_iter().find(|(region, _)| *region == id);
    found.unwrap_or_else(|| panic!("{path} has no region {id}")).1
}

#[test]
fn words_of_tasks_are_marked_where_they_stand() {
    let pages = region("/doc/k/source?sheet=1", "pages");
    assert_eq!(pages.matches("<figure").count(), 3);
    assert!(pages.contains(r#"viewBox="0 0 5953 8419" width="793" height="1122""#), "{pages}");
    let mark = r#"<g role="button" tabindex="0" data-task="t0" aria-label="1 新增&lt;b&gt;规上&lt;/b&gt;企业20家。">"#;
    assert_eq!(pages.matches(mark).count(), 2, "a row over two pages has marks on both: {pages}");
    assert!(pages.contains(r#"<path class="r-task" d="M100 50H200V60H100Z"></path>"#), "{pages}");
    assert!(pages.contains("原文第 3 页的样子，共 3 页"));
    assert_eq!(pages.matches("class=\"marks\"").count(), 2, "nothing stands on the last page");
}

#[test]
fn the_link_says_whether_the_source_is_text_or_pages() {
    assert_eq!(region("/doc/k/source", "pages"), "");
    let switch = region("/doc/k/source?row=t1", "source-as");
    assert!(switch.contains("sheet=2") && switch.contains("row=t1"), "{switch}");
    let switch = region("/doc/k/source?sheet=2&zoom=actual", "source-as");
    assert!(switch.contains(r##"id="as-text" href="#/doc/k/source?zoom=actual" aria-pressed="false""##), "{switch}");
    assert!(switch.contains(r##"id="fit-width" href="#/doc/k/source?sheet=2" aria-pressed="false""##), "{switch}");
    // A text has no pages to show.
    assert_eq!(super::region("/doc/k/source?sheet=1", "pages"), "");
    assert_eq!(super::region("/doc/k/source?sheet=1", "source-as"), "");
}

#[test]
fn details_lead_to_the_pages_on_which_a_task_stands() {
    let detail = region("/doc/k/table?row=t0", "detail");
    assert!(
        detail.contains("所在页")
            && detail.contains(r#"data-sheet="1">第 1 页"#)
            && detail.contains(r#"data-sheet="2">第 2 页"#)
    );
    assert!(!super::region("/doc/k/table?row=t0", "detail").contains("所在页"));
}

#[test]
fn pages_are_sent_once_whatever_is_chosen_on_them() {
    let mut session = paged();
    assert!(session.show("/doc/k/source?sheet=1").regions.iter().any(|(id, _)| *id == "pages"));
    let next = session.show("/doc/k/source?sheet=2&row=t1&unit=市教育局&zoom=actual");
    assert!(!next.regions.iter().any(|(id, _)| *id == "pages"));
}
