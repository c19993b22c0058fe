//! A selection as Markdown: CommonMark with the tables of GitHub's dialect.

use super::Selection;
use super::columns::filled;
use super::summary::{facts, provenance, title};
use crate::page::words::Lang;

/// Title, facts, the table of tasks, and where they come from. Words of the notice stay words: nothing in them is read as
/// markup.
pub fn document(selection: &Selection, lang: Lang) -> String {
    let mut out = format!("# {}\n\n", escaped(&title(selection)));
    for (name, value) in facts(selection, lang) {
        out.push_str(&format!("- **{name}**{}{}\n", lang.pick("：", ": "), escaped(&value)));
    }
    let columns = filled(selection, lang);
    out.push('\n');
    line(&mut out, columns.iter().map(|column| escaped(&column.heading(lang))));
    line(&mut out, columns.iter().map(|_| "---".to_owned()));
    for (_, task) in selection.tasks() {
        line(&mut out, columns.iter().map(|column| escaped(&column.cell(selection.notice, task, lang))));
    }
    out.push_str(&format!("\n{}\n", escaped(&provenance(selection, lang))));
    out
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    out.push('|');
    for cell in cells {
        out.push(' ');
        out.push_str(&cell);
        out.push_str(" |");
    }
    out.push('\n');
}

/// `text` on one line, with a backslash before every character that could be markup inside a line (CommonMark 0.31.2,
/// section 2.4, lets any ASCII punctuation be escaped; `|` and `~` mean something in GitHub's dialect).
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '\n' => out.push_str("<br>"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '#' => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

    use super::*;
    use crate::export::tests::{formulas, notice};

    /// The cells of all tables, row by row, and every event that is neither text nor part of a table.
    fn read(markdown: &str) -> (Vec<Vec<String>>, Vec<String>) {
        let (mut rows, mut cell, mut others) = (Vec::new(), None, Vec::new());
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Start(Tag::TableHead | Tag::TableRow) => rows.push(Vec::new()),
                Event::Start(Tag::TableCell) => cell = Some(String::new()),
                Event::End(TagEnd::TableCell) => rows.last_mut().unwrap().extend(cell.take()),
                Event::Text(text) if cell.is_some() => cell.as_mut().unwrap().push_str(&text),
                Event::InlineHtml(html) if cell.is_some() && &*html == "<br>" => cell.as_mut().unwrap().push('\n'),
                event if cell.is_some() => others.push(format!("{event:?}")),
                _ => {}
            }
        }
        (rows, others)
    }

    #[test]
    fn a_table_reads_back() {
        let notice = notice();
        let (rows, others) = read(&document(&Selection::of(&notice, &[0, 1]), Lang::Zh));
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0][..4], ["附件", "章节", "序号", "任务"]);
        assert_eq!(rows[1][3], "新增规上企业20家, 产值增长5%，培育\"专精特新\"。");
        assert_eq!(rows[1].len(), rows[0].len());
        assert_eq!(others, [""; 0]);
    }

    #[test]
    fn markup_and_formulas_in_a_notice_are_words() {
        let mut notice = formulas();
        let hostile = "**粗** <b>x</b> `a|b` [链](javascript:alert) &lt; \\ ~~划~~ _斜_ #";
        notice.tasks[0].text = hostile.into();
        notice.header.title = Some("# <img src=x> *通知*".into());
        let rows: Vec<usize> = (0..notice.tasks.len()).collect();
        let markdown = document(&Selection::of(&notice, &rows), Lang::En);
        let (read, others) = read(&markdown);
        let task = read[0].iter().position(|heading| heading == "Task").unwrap();
        assert_eq!(read[1][task], hostile);
        for (row, notice) in read[2..].iter().zip(&notice.tasks[1..]) {
            assert_eq!(row[task].trim(), super::super::columns::clean(&notice.text).trim());
        }
        assert_eq!(others, [""; 0]);
        assert!(!Parser::new(&markdown).any(|event| matches!(event, Event::Html(_) | Event::Start(Tag::Image { .. }))));
    }
}
