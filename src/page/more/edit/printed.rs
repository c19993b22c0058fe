//! Cells as a reader sees and types them.

use crate::book::corrections::{NamedPerson, NamedUnit, Value};
use crate::page::words::Lang;

/// Between the headings of a section.
const HEADINGS: &str = " › ";

/// A cell in words; empty where there is nothing in it.
pub(super) fn value(value: &Value, lang: Lang) -> String {
    match value {
        Value::Section(headings) => headings.join(HEADINGS),
        Value::Leaders(leaders) => leaders.iter().map(person).collect::<Vec<_>>().join("、"),
        Value::Units(units) => {
            let unit = |unit: &NamedUnit| format!("{}（{}）", unit.name, lang.role(unit.role));
            let list = units.list.iter().map(unit).collect::<Vec<_>>().join("、");
            if units.open_ended { list + "等" } else { list }
        }
        Value::Text(text) => text.clone(),
        Value::Seq(value) | Value::Deadline(value) | Value::Note(value) => value.clone().unwrap_or_default(),
    }
}

/// `李四（副市长）`.
pub(super) fn person(person: &NamedPerson) -> String {
    match &person.title {
        Some(title) => format!("{}（{title}）", person.name),
        None => person.name.clone(),
    }
}

/// Reads headings as [`value`] prints them.
pub(super) fn read_section(typed: &str) -> Vec<String> {
    names(typed, &['›', '\n'])
}

/// Reads leaders as [`value`] prints them.
pub(super) fn read_leaders(typed: &str) -> Vec<NamedPerson> {
    let read = |typed: String| {
        let brackets = typed.strip_suffix(['）', ')']).and_then(|typed| typed.split_once(['（', '(']));
        match brackets.map(|(name, title)| (name.trim(), title.trim())) {
            Some((name, title)) if !name.is_empty() && !title.is_empty() => {
                NamedPerson { name: name.to_owned(), title: Some(title.to_owned()) }
            }
            _ => NamedPerson { name: typed, title: None },
        }
    };
    names(typed, SEPARATORS).into_iter().map(read).collect()
}

/// Reads names of units, separated outside brackets: 各县（市、区）政府 is one.
pub(super) fn read_units(typed: &str) -> Vec<String> {
    names(typed, SEPARATORS)
}

const SEPARATORS: &[char] = &['、', '，', ',', '；', ';', '\n'];

/// What stands between separators that are in no brackets.
fn names(typed: &str, separators: &[char]) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut depth = 0_usize;
    for c in typed.chars() {
        match c {
            '（' | '(' => depth += 1,
            '）' | ')' => depth = depth.saturating_sub(1),
            // A bracket that is never closed ends with its line.
            '\n' => depth = 0,
            _ => {}
        }
        if depth == 0 && separators.contains(&c) {
            names.push(String::new());
        } else if let Some(name) = names.last_mut() {
            name.push(c);
        }
    }
    names.into_iter().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_separated_outside_brackets() {
        assert_eq!(
            read_units("县水利局、各镇（乡、街道）， 县财政局\n县林业局（"),
            ["县水利局", "各镇（乡、街道）", "县财政局", "县林业局（"]
        );
        assert_eq!(read_units(" 、，\n"), [""; 0]);
        assert_eq!(read_section("一、工业 › （一）A、B"), ["一、工业", "（一）A、B"]);
    }

    #[test]
    fn leaders_read_as_they_are_printed() {
        let leaders = read_leaders("柳承泽（常务副县长）、白芷若");
        assert_eq!(leaders[0], NamedPerson { name: "柳承泽".into(), title: Some("常务副县长".into()) });
        assert_eq!(leaders[1].title, None);
        assert_eq!(value(&Value::Leaders(leaders), Lang::Zh), "柳承泽（常务副县长）、白芷若");
        assert_eq!(read_leaders("（副县长）")[0].name, "（副县长）");
    }
}
