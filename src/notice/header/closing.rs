//! What stands under the text: 附件说明, 署名, 成文日期, 附注 and the 版记 with 抄送, 印发机关 and 印发日期
//! (GB/T 9704-2012, 7.3.4 to 7.3.6 and 7.4).

use super::super::{attachments, dates};
use super::{Sheet, after_label, is_organ, organs, unit_items};
use crate::lexicon::{documents, numbering, people};
use crate::model::{Header, SegmentRole};
use crate::text::{fold, is_space, squeeze};

/// Most lines that the list of attachments, the signature or 抄送 is looked for in.
const MOST_LINES: usize = 24;

/// Reads the closing elements that stand from line `start` on into `header`, and claims their lines.
pub(super) fn read(sheet: &mut Sheet, start: usize, header: &mut Header) {
    // A notice ends where its attachments begin; only 版记 stands behind them.
    let is_mark = |at: &usize| sheet.is_free(*at) && attachments::label(sheet.words(*at)).is_some();
    let mut end = (start..sheet.len()).find(is_mark).unwrap_or(sheet.len());
    let listed = labelled_items(sheet, end);
    if !listed.is_empty() {
        end = (end + listed.len()..sheet.len()).find(is_mark).unwrap_or(sheet.len());
    }
    for (at, name) in listed {
        header.attachments.push(name);
        sheet.claim(at, SegmentRole::AttachmentList);
    }
    let opened = header.title.is_some() || !header.addressees.is_empty();
    read_signature(sheet, start, end, opened, header);
    read_attachments(sheet, start, end, header);
    read_disclosure(sheet, start, header);
    read_copies(sheet, start, header);
    read_printed(sheet, start, header);
}

/// 署名 and 成文日期: a date on a line of its own, or behind the organ that signs.
fn read_signature(sheet: &mut Sheet, start: usize, end: usize, opened: bool, header: &mut Header) {
    for at in start..end {
        if !sheet.is_free(at) {
            continue;
        }
        let line = sheet.of(at);
        // The longest signature and date together have about a hundred characters.
        if line.len() > 400 {
            continue;
        }
        let Some(date) = dates::find_all(line).pop() else { continue };
        let behind = line[date.span.end..].trim_matches(is_space);
        let organ = line[..date.span.start].trim_matches(is_space);
        if !behind.is_empty() && !is_disclosure(&squeeze(behind)) {
            continue;
        }
        if organ.is_empty() {
            let signed = signatory_above(sheet, start, at, header);
            // A date alone is one of the notice only where its other elements are seen.
            if !signed && !opened {
                continue;
            }
        } else if let Some(names) = organs(organ) {
            header.signatory = Some(names.join("、"));
        } else {
            continue;
        }
        header.date = Some(date.iso);
        sheet.claim(at, SegmentRole::Date);
        if !behind.is_empty() {
            header.disclosure = disclosure(&squeeze(behind));
        }
        return;
    }
}

/// The organs, or for an order the person, that sign above the date on line `date`.
fn signatory_above(sheet: &mut Sheet, start: usize, date: usize, header: &mut Header) -> bool {
    let mut names = Vec::new();
    let mut below = date;
    while let Some(line) = sheet.free_before(below).filter(|&line| line >= start) {
        let person = names.is_empty().then(|| signing_person(sheet.words(line))).flatten();
        let Some(found) = person.map(|person| vec![person]).or_else(|| organs(sheet.of(line))) else { break };
        names.splice(0..0, found);
        sheet.claim(line, SegmentRole::Signatory);
        below = line;
    }
    if names.is_empty() {
        return false;
    }
    header.signatory = Some(names.join("、"));
    true
}

/// 市长　王东, as an order is signed (GB/T 9704-2012, 10.2).
fn signing_person(words: &str) -> Option<String> {
    let title = people::title_at_start(words)?;
    people::is_name(&words[title.len()..]).then(|| words.to_owned())
}

/// 附件说明: 附件： and its items, numbered or not, each on one line or several.
fn read_attachments(sheet: &mut Sheet, start: usize, end: usize, header: &mut Header) {
    if !header.attachments.is_empty() {
        return;
    }
    for at in start..end {
        if !sheet.is_free(at) {
            continue;
        }
        let line = sheet.of(at);
        let line = line.trim_start_matches(['-', '*']);
        let Some(rest) = after_label(line, "附件").or_else(|| after_label(line, "附")) else { continue };
        let mut names = numbered_items(rest);
        sheet.claim(at, SegmentRole::AttachmentList);
        for next in at + 1..(at + MOST_LINES).min(end) {
            if sheet.roles[next] == Some(SegmentRole::Furniture) {
                continue;
            }
            if !sheet.is_free(next) {
                break;
            }
            let words = sheet.of(next);
            if let Some(number) = numbering::leading(words) {
                // Running numbers; a heading of the text begins its own count.
                if number.value as usize != names.len() + 1 || number.style < numbering::Style::Arabic {
                    break;
                }
                names.extend(numbered_items(words));
            } else if names.is_empty() || continues_item(sheet, names.last(), next) {
                let words = sheet.words(next).to_owned();
                match names.last_mut() {
                    Some(name) => name.push_str(&words),
                    None => names.extend(numbered_items(&words)),
                }
            } else {
                break;
            }
            sheet.claim(next, SegmentRole::AttachmentList);
        }
        header.attachments =
            names.into_iter().map(|name| name.trim_end_matches(['。', '；', ';', '.']).to_owned()).collect();
        header.attachments.retain(|name| !name.is_empty());
        return;
    }
}

/// Whether line `at` is the rest of the item above it and not a signature or a sentence.
fn continues_item(sheet: &Sheet, item: Option<&String>, at: usize) -> bool {
    let words = sheet.words(at);
    let open = item.is_some_and(|item| {
        let unclosed = item.matches(['《', '（', '“']).count() > item.matches(['》', '）', '”']).count();
        unclosed || !documents::ends_like_document(item) && !item.ends_with('表')
    });
    open && organs(sheet.of(at)).is_none()
        && words.chars().count() <= 40
        && !words.contains(['。', '：', ':'])
        && dates::alone(words).is_none()
        && !is_disclosure(words)
}

/// A list whose every line has the label (附件1：甲, 附件2：乙), from line `start` on. One such line alone marks an
/// attachment, unless the signature follows it.
fn labelled_items(sheet: &Sheet, start: usize) -> Vec<(usize, String)> {
    let mut items = Vec::new();
    for at in start..(start + MOST_LINES).min(sheet.len()) {
        match attachments::label(sheet.words(at)) {
            Some((Some(_), name)) if sheet.is_free(at) && !name.is_empty() => items.push((at, name.to_owned())),
            _ => break,
        }
    }
    let signed = |at: usize| sheet.is_free(at) && organs(sheet.of(at)).is_some();
    if items.len() >= 2 || items.len() == 1 && signed(start + 1) { items } else { Vec::new() }
}

/// The items of `1.甲 2.乙`, without their numbers; one item if there is no running count.
fn numbered_items(words: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut rest = words.trim_start_matches(is_space);
    let Some(first) = numbering::leading(rest) else {
        let item = squeeze(rest);
        return if item.is_empty() { items } else { vec![item] };
    };
    let mut value = first.value;
    rest = &rest[first.len..];
    loop {
        value += 1;
        let next = rest.char_indices().skip(1).find_map(|(at, c)| {
            let starts = fold(c).is_ascii_digit() && !rest[..at].ends_with(|c: char| fold(c).is_ascii_digit());
            let number = if starts { numbering::leading(&rest[at..]) } else { None }?;
            (number.value == value).then_some((at, at + number.len))
        });
        let Some((end, after)) = next else { break };
        items.push(squeeze(&rest[..end]));
        rest = &rest[after..];
    }
    items.push(squeeze(rest));
    items
}

/// 附注: （此件公开发布） and the like, and how a letterhead states it: 信息公开选项：主动公开.
fn is_disclosure(words: &str) -> bool {
    disclosure(words).is_some()
}

fn disclosure(words: &str) -> Option<String> {
    let inner = words.trim_matches(|c| matches!(fold(c), '(' | ')' | '[' | ']' | '.'));
    let known = inner.starts_with("此件") || inner.starts_with("信息公开选项") || inner.starts_with("公开选项");
    (known && (4..=30).contains(&inner.chars().count())).then(|| inner.to_owned())
}

fn read_disclosure(sheet: &mut Sheet, start: usize, header: &mut Header) {
    for at in start..sheet.len() {
        if sheet.is_free(at)
            && let Some(words) = disclosure(sheet.words(at))
        {
            header.disclosure.get_or_insert(words);
            sheet.claim(at, SegmentRole::Disclosure);
            return;
        }
    }
}

/// 抄送 (and 抄报), over as many lines as it takes to its full stop.
fn read_copies(sheet: &mut Sheet, start: usize, header: &mut Header) {
    for at in start..sheet.len() {
        if !sheet.is_free(at) {
            continue;
        }
        let line = sheet.of(at);
        let Some(first) = ["抄送", "抄报", "抄送单位", "抄送机关"].iter().find_map(|label| after_label(line, label))
        else {
            continue;
        };
        let (mut list, printed) = split_printed(first);
        sheet.claim(at, SegmentRole::Cc);
        if printed {
            // Printing organ and date run on in the same line.
            read_printed_in(sheet, at, header);
        }
        for next in at + 1..(at + MOST_LINES).min(sheet.len()) {
            let words = sheet.words(next);
            if list.ends_with('。') || printed || !sheet.is_free(next) || is_printed(words) {
                break;
            }
            if organs(sheet.of(next)).is_some_and(|names| names.len() == 1) && !list.ends_with(['，', '、', ',']) {
                break;
            }
            list.push_str(words);
            sheet.claim(next, SegmentRole::Cc);
        }
        header.cc.extend(unit_items(&list));
    }
}

/// The list of 抄送 up to its full stop, and whether 印发 follows in the same line.
fn split_printed(list: &str) -> (String, bool) {
    match list.split_once('。') {
        Some((names, rest)) if is_printed(&squeeze(rest)) => (format!("{}。", squeeze(names)), true),
        _ => (squeeze(list), false),
    }
}

fn is_printed(words: &str) -> bool {
    dates::find_all(words).pop().is_some_and(|date| words[date.span.end..].starts_with("印发"))
}

/// 印发机关 and 印发日期: 甲市人民政府办公室　2022年3月5日印发, in one line or two.
fn read_printed(sheet: &mut Sheet, start: usize, header: &mut Header) {
    for at in (start..sheet.len()).rev() {
        if header.printed_on.is_some() {
            return;
        }
        if sheet.is_free(at) && sheet.of(at).len() <= 400 {
            read_printed_in(sheet, at, header);
        }
    }
}

fn read_printed_in(sheet: &mut Sheet, at: usize, header: &mut Header) {
    let line = sheet.of(at);
    let Some(date) = dates::find_all(line).pop() else { return };
    if !squeeze(&line[date.span.end..]).starts_with("印发") {
        return;
    }
    let before = line[..date.span.start].rsplit(['。']).next().unwrap_or_default().trim_matches(is_space);
    if is_organ(&squeeze(before)) {
        header.printed_by = Some(squeeze(before));
    } else if before.is_empty() {
        let above = sheet.free_before(at).filter(|&line| is_organ(sheet.words(line)));
        if let Some(above) = above {
            header.printed_by = Some(sheet.words(above).to_owned());
            sheet.claim(above, SegmentRole::Printed);
        }
    } else {
        return;
    }
    header.printed_on = Some(date.iso);
    if sheet.is_free(at) {
        sheet.claim(at, SegmentRole::Printed);
    }
}
