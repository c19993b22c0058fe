//! What holds for every notice, whatever the input: one list for the property tests, the spec cases, the damage test
//! and the fuzz targets, which include this file by its path.

#![allow(dead_code, reason = "no user of this file needs every check")]

use std::collections::HashSet;

use fenjie::model::{Diagnostic, Heading, Indicator, Notice, Person, Rule, Target, Task, TaskSpans, Unit};
use fenjie::{Manuscript, Span};

/// Parses a manuscript, fails unless [`broken`] finds nothing and the same text gives the same notice, and returns it.
pub fn check(manuscript: &Manuscript) -> Notice {
    let notice = fenjie::parse(manuscript);
    if let Some(promise) = broken(&notice, &manuscript.text) {
        panic!("{promise}");
    }
    assert_eq!(notice, fenjie::parse(manuscript), "the same text gives another notice");
    notice
}

/// The first promise that the notice of `text` breaks, in words.
pub fn broken(notice: &Notice, text: &str) -> Option<String> {
    partition(notice, text)
        .or_else(|| places(notice, text))
        .or_else(|| references(notice))
        .or_else(|| utf16(notice, text))
}

/// Segments cover the text without gap or overlap, and the coverage counts what they say.
fn partition(notice: &Notice, text: &str) -> Option<String> {
    let mut at = 0;
    for segment in &notice.segments {
        if segment.start != at || segment.end <= at || !text.is_char_boundary(segment.end) {
            return Some(format!("the segments reach {at}, and then comes {segment:?}"));
        }
        at = segment.end;
    }
    if at != text.len() {
        return Some(format!("the segments end at {at} of {} bytes", text.len()));
    }
    let coverage = notice.coverage;
    let over = coverage.unassigned > coverage.characters || coverage.characters > text.chars().count();
    over.then(|| format!("{coverage:?} is more than there is"))
}

/// Every span can be sliced out of the text.
fn places(notice: &Notice, text: &str) -> Option<String> {
    let outside = |span: &&Span| text.get(span.start..span.end).is_none();
    spans(notice).iter().find(outside).map(|span| format!("{span:?} is no place of the text"))
}

/// Ids are unique, and every id and position names something.
fn references(notice: &Notice) -> Option<String> {
    let ids: HashSet<&str> = notice.tasks.iter().map(|task| task.id.as_str()).collect();
    if ids.len() != notice.tasks.len() {
        return Some("two tasks have the same id".to_owned());
    }
    for task in &notice.tasks {
        if task
            .targets
            .iter()
            .any(|&at| notice.targets.get(at).is_none_or(|target| target.task.as_ref() != Some(&task.id)))
        {
            return Some(format!("task {:?} has a target that is not its own", task.text));
        }
        if task.diagnostics.iter().any(|&at| at >= notice.diagnostics.len()) {
            return Some(format!("task {:?} has a diagnostic that is not there", task.text));
        }
    }
    let named = (notice.segments.iter().filter_map(|segment| segment.task.as_ref()))
        .chain(notice.targets.iter().filter_map(|target| target.task.as_ref()))
        .chain(notice.diagnostics.iter().filter_map(|diagnostic| diagnostic.task.as_ref()))
        .chain(notice.units.iter().flat_map(|unit| &unit.tasks))
        .chain(notice.people.iter().flat_map(|person| &person.tasks));
    let mut unknown = named.filter(|id| !ids.contains(id.as_str()));
    unknown.next().map(|id| format!("no task has the id {id}, which is named"))
}

/// Counted in UTF-16 code units, the places name the same words.
fn utf16(notice: &Notice, text: &str) -> Option<String> {
    let mut units = vec![0; text.len() + 1];
    let mut count = 0;
    for (at, c) in text.char_indices() {
        units[at] = count;
        count += c.len_utf16();
    }
    units[text.len()] = count;
    let counted = notice.clone().into_utf16(text);
    for (byte, unit) in spans(notice).into_iter().zip(spans(&counted)) {
        if (units[byte.start], units[byte.end]) != (unit.start, unit.end) {
            return Some(format!("{byte:?} is {unit:?} in UTF-16"));
        }
    }
    let ends = |notice: &Notice| notice.segments.iter().map(|segment| (segment.start, segment.end)).collect::<Vec<_>>();
    let same = ends(notice).iter().map(|&(start, end)| (units[start], units[end])).eq(ends(&counted));
    (!same).then(|| "segments counted in UTF-16 are elsewhere".to_owned())
}

/// Every span of a notice. All fields are named, so that a new one cannot be forgotten here.
fn spans(notice: &Notice) -> Vec<Span> {
    let Notice {
        schema: _,
        source: _,
        header: _,
        outline,
        tasks,
        indicators,
        targets,
        units: _,
        people: _,
        diagnostics,
        segments: _,
        coverage: _,
        rules,
    } = notice;
    let mut all = Vec::new();
    all.extend(outline.iter().map(|Heading { level: _, title: _, span }| *span));
    all.extend(targets.iter().map(|target: &Target| target.span));
    all.extend(indicators.iter().map(|row: &Indicator| row.span));
    all.extend(diagnostics.iter().map(|diagnostic: &Diagnostic| diagnostic.span));
    all.extend(rules.iter().map(|rule: &Rule| rule.span));
    for Task { leaders, units, spans, .. } in tasks {
        let TaskSpans { seq, text, leaders: of_leaders, units: of_units, deadline, note } = spans;
        all.extend([seq, text, of_leaders, of_units, deadline, note].into_iter().flatten());
        all.extend(leaders.iter().flat_map(|Person { spans, .. }| spans));
        all.extend(units.iter().flat_map(|Unit { spans, .. }| spans));
    }
    all
}
