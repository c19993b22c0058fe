//! Places counted as JavaScript counts them.

use crate::Span;
use crate::model::{Diagnostic, Heading, Indicator, Notice, Person, Rule, Segment, Target, Task, TaskSpans, Unit};

impl Notice {
    /// The notice with its places in `text`, the manuscript it was parsed from, counted in UTF-16 code units instead
    /// of UTF-8 bytes, so that `text.slice(start, end)` in JavaScript gives the same words.
    pub fn into_utf16(mut self, text: &str) -> Self {
        let units = Units::of(text);
        // Every field is named, so that a new one cannot be forgotten here.
        let Self {
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
            segments,
            coverage: _,
            rules,
        } = &mut self;
        for Heading { level: _, title: _, span } in outline {
            units.count(span);
        }
        for task in tasks {
            units.count_task(task);
        }
        for Indicator { table: _, category: _, seq: _, name: _, sub_name: _, unit: _, values: _, attribute: _, span } in
            indicators
        {
            units.count(span);
        }
        for Target { subject: _, measure: _, comparator: _, value: _, unit: _, due: _, text: _, span, task: _ } in
            targets
        {
            units.count(span);
        }
        for Diagnostic { code: _, severity: _, message: _, message_zh: _, span, task: _ } in diagnostics {
            units.count(span);
        }
        for Segment { start, end, role: _, task: _ } in segments {
            (*start, *end) = (units.before(*start), units.before(*end));
        }
        for Rule { kind: _, text: _, span } in rules {
            units.count(span);
        }
        self
    }
}

/// How far apart in bytes the counts of [`Units`] are kept: one number for so many bytes of memory, and at most so
/// many bytes to look at for a place.
const STEP: usize = 64;

/// UTF-16 code units before any byte of a text.
struct Units<'a> {
    bytes: &'a [u8],
    /// Units before byte 0, [`STEP`], 2 × [`STEP`] …
    counts: Vec<usize>,
}

impl<'a> Units<'a> {
    fn of(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut total = 0;
        let mut counts = vec![0];
        for chunk in bytes.chunks(STEP) {
            total += units(chunk);
            counts.push(total);
        }
        Self { bytes, counts }
    }

    fn before(&self, byte: usize) -> usize {
        let mark = byte / STEP;
        self.counts[mark] + units(&self.bytes[mark * STEP..byte])
    }

    fn count(&self, span: &mut Span) {
        *span = Span::new(self.before(span.start), self.before(span.end));
    }

    fn count_all(&self, spans: &mut [Span]) {
        spans.iter_mut().for_each(|span| self.count(span));
    }

    fn count_task(&self, task: &mut Task) {
        let Task {
            id: _,
            attachment: _,
            section: _,
            seq: _,
            text: _,
            leaders,
            units,
            open_ended: _,
            deadline: _,
            note: _,
            other: _,
            targets: _,
            spans,
            diagnostics: _,
            certainty: _,
            corrected: _,
            checked: _,
        } = task;
        for Person { name: _, title: _, spans } in leaders {
            self.count_all(spans);
        }
        for Unit { name: _, role: _, aliases: _, spans } in units {
            self.count_all(spans);
        }
        let TaskSpans { seq, text, leaders, units, deadline, note } = spans;
        for spans in [seq, text, leaders, units, deadline, note] {
            self.count_all(spans);
        }
    }
}

/// UTF-16 code units of the characters that begin in `bytes`: the first byte of each says whether it takes two.
fn units(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .map(|byte| match byte {
            0x80..=0xbf => 0,
            0xf0.. => 2,
            _ => 1,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_counted_as_javascript_does() {
        // Characters of one, two, three and four bytes; long enough for several steps at every offset.
        let text = "𠮷野县：a é 增长5%。".repeat(20);
        let units = Units::of(&text);
        for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
            assert_eq!(units.before(byte), text[..byte].encode_utf16().count(), "byte {byte}");
        }
    }

    #[test]
    fn a_text_that_ends_at_a_step_can_be_counted_to_its_end() {
        let text = "a".repeat(STEP * 2);
        assert_eq!(Units::of(&text).before(text.len()), text.len());
    }

    /// The words at a place counted in UTF-16 code units.
    fn words(units: &[u16], start: usize, end: usize) -> String {
        String::from_utf16(&units[start..end]).unwrap()
    }

    #[test]
    fn the_places_of_a_notice_name_the_same_words() {
        let text = "一、𠮷水项目\n1. 修建𠮷水大桥。（责任单位：市交通局、𠮷水镇政府；责任领导：𠮷小明）\n";
        let manuscript = crate::read(text.as_bytes(), "notice.txt");
        let bytes = crate::parse(&manuscript);
        let counted = bytes.clone().into_utf16(text);
        let units: Vec<u16> = text.encode_utf16().collect();
        for (byte, unit) in bytes.segments.iter().zip(&counted.segments) {
            assert_eq!(words(&units, unit.start, unit.end), text[byte.start..byte.end]);
        }
        assert_eq!(counted.segments.last().map(|segment| segment.end), Some(units.len()));
        let spans = |notice: &Notice| -> Vec<Span> {
            let of_task = |task: &Task| {
                let fields = &task.spans;
                let of_units = task.units.iter().flat_map(|unit| &unit.spans);
                let of_leaders = task.leaders.iter().flat_map(|leader| &leader.spans);
                let of_fields = [&fields.seq, &fields.text, &fields.leaders, &fields.units].into_iter().flatten();
                of_units.chain(of_leaders).chain(of_fields).copied().collect::<Vec<_>>()
            };
            notice.tasks.iter().flat_map(of_task).chain(notice.outline.iter().map(|heading| heading.span)).collect()
        };
        for (byte, unit) in spans(&bytes).into_iter().zip(spans(&counted)) {
            assert_eq!(words(&units, unit.start, unit.end), byte.of(text));
        }
    }
}
