//! Where the attachments of a notice begin: a line 附件 1 and the title under it (GB/T 9704-2012, 7.3.7).

use super::lines::Line;
use super::segments::Marks;
use crate::Span;
use crate::lexicon::numbering;
use crate::model::SegmentRole;
use crate::text::{fold, squeeze};

/// An attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Attachment {
    /// Position among the elements of the paragraph that marks it: what stands behind belongs to it.
    pub element: usize,
    /// 附件1, white space removed; `None` where the only attachment has no number.
    pub label: Option<String>,
    /// Its title; without words if none was recognised.
    pub title: Span,
}

/// Most lines of an attachment's title.
const MOST_TITLE_LINES: usize = 3;

/// Longest title in characters.
const LONGEST_TITLE: usize = 80;

/// The attachments in order. Paints their marks and titles.
pub(super) fn read(text: &str, lines: &[Line], marks: &mut Marks) -> Vec<Attachment> {
    let painted = marks.painted_spans();
    let mut found = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if painted.binary_search_by_key(&line.printed.start, |span| span.start).is_ok() {
            continue;
        }
        let Some((label, inline)) = label(&line.words) else { continue };
        marks.paint(line.printed, SegmentRole::Attachment);
        let title = if inline.is_empty() {
            title_below(&lines[at + 1..], line.element)
        } else {
            Span::new(line.span.end - tail_len(line.span.of(text), inline), line.span.end)
        };
        if inline.is_empty() {
            marks.paint(title, SegmentRole::Attachment);
        }
        found.push(Attachment { element: line.element, label, title });
    }
    found
}

/// The mark of an attachment that makes up a line: its label, if it is numbered, and the title behind it in the same
/// line. A list of attachments (附件：…) and words in a sentence (附件1所列) are none.
pub(super) fn label(words: &str) -> Option<(Option<String>, &str)> {
    let rest = ["附件", "附表"].iter().find_map(|mark| words.strip_prefix(mark))?;
    let kind = &words[..words.len() - rest.len()];
    let digits = rest.find(|c: char| !is_number(c)).unwrap_or(rest.len());
    let number = &rest[..digits];
    if number.chars().count() > 4 || !number.is_empty() && numbering::alone(number.split('-').next()?).is_none() {
        return None;
    }
    let label = (!number.is_empty()).then(|| format!("{kind}{}", number.chars().map(fold).collect::<String>()));
    let after = &rest[digits..];
    let title = after.trim_start_matches(['：', ':']);
    if title.is_empty() {
        // 附件： alone opens a list whose items follow; 附件1： alone is a mark.
        return (label.is_some() || after.is_empty()).then_some((label, ""));
    }
    // 附件1：甲方案 or 附件1甲方案; a sentence goes on otherwise.
    let whole = label.is_some() && title.len() < after.len() && is_title(title);
    whole.then_some((label, title))
}

fn is_number(c: char) -> bool {
    fold(c).is_ascii_digit()
        || matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '-' | '—')
}

fn is_title(words: &str) -> bool {
    (2..=LONGEST_TITLE).contains(&words.chars().count())
        && !words.contains(['。', '；', '！', '\t', '|'])
        && !words.ends_with(['：', ':', '，'])
}

/// The lines directly under the mark that read as a title.
fn title_below(lines: &[Line], mark: usize) -> Span {
    let mut title: Option<Span> = None;
    for (at, line) in lines.iter().take(MOST_TITLE_LINES).enumerate() {
        let adjacent = line.element <= mark + at + 1;
        let numbered = numbering::leading(&line.words).is_some();
        if !adjacent || numbered || !is_title(&line.words) || label(&line.words).is_some() {
            break;
        }
        // A second line is part of the title only where the first one breaks off.
        if title.is_some() && lines[at - 1].words.ends_with(['表', '案', '解', '单', '划', '法', '则', '点']) {
            break;
        }
        title = Some(title.map_or(line.span, |title| title.join(line.span)));
    }
    title.unwrap_or(Span::new(0, 0))
}

/// Bytes of the end of `printed` that hold `words`, white space in `printed` passed over.
fn tail_len(printed: &str, words: &str) -> usize {
    let mut left = squeeze(words).chars().count();
    for (at, c) in printed.char_indices().rev() {
        if crate::text::is_space(c) {
            continue;
        }
        left -= 1;
        if left == 0 {
            return printed.len() - at;
        }
    }
    printed.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_attachments_are_told_from_lists_and_sentences() {
        assert_eq!(label("附件"), Some((None, "")));
        assert_eq!(label("附件1"), Some((Some("附件1".into()), "")));
        assert_eq!(label("附件２"), Some((Some("附件2".into()), "")));
        assert_eq!(label("附件三："), Some((Some("附件三".into()), "")));
        assert_eq!(label("附件1：岚州市防汛任务分解表"), Some((Some("附件1".into()), "岚州市防汛任务分解表")));
        for words in ["附件：防汛任务分解表", "附件：", "附件1所列任务", "附件1.清单", "详见附件1", "附加"]
        {
            assert_eq!(label(words), None, "{words}");
        }
    }
}
