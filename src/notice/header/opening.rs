//! What stands above the text: mast (发文机关标志), 发文字号, title, 主送机关 (GB/T 9704-2012, 7.2 and 7.3.1, 7.3.2).

use super::card::Card;
use super::{Sheet, organs, unit_items};
use crate::lexicon::{documents, numbering, people, units};
use crate::model::{Header, SegmentRole};
use crate::text::{fold, is_space, squeeze};

/// A title begins among the first lines that are not furniture.
const DEEPEST: usize = 60;

/// Most lines of a title.
const MOST_TITLE_LINES: usize = 6;

/// Most lines of the addressees.
const MOST_ADDRESSEE_LINES: usize = 6;

/// Most issuers of one document (联合行文).
const MOST_ISSUERS: usize = 8;

/// Reads the opening into `header`, claims its lines, and gives the line behind it.
pub(super) fn read(sheet: &mut Sheet, card: &Card, header: &mut Header) -> usize {
    let title = find_title(sheet, card);
    let top = title.as_ref().map_or_else(|| body_start(sheet), |title| title.first);
    read_mast(sheet, top, header);
    let mut at = 0;
    if let Some(title) = title {
        header.title = Some(title.words);
        if let Some(number) = title.doc_number {
            header.doc_number.get_or_insert(number);
        }
        if header.issuer.is_none() && !title.issuers.is_empty() {
            header.issuer = Some(title.issuers.join("、"));
        }
        // A page's own heading repeats the title above the mast.
        for line in (0..title.first).filter(|&line| sheet.is_free(line)).collect::<Vec<_>>() {
            let full = header.title.as_deref().unwrap_or_default();
            if sheet.words(line).contains(full) || documents::is_title(split_number(sheet.words(line)).0) {
                sheet.claim(line, SegmentRole::Furniture);
            }
        }
        for line in title.first..=title.last {
            sheet.claim(line, SegmentRole::Title);
        }
        at = title.last + 1;
    }
    at = read_below_title(sheet, at, header);
    if let Some(addressees) = addressees_at(sheet, at) {
        header.addressees = unit_items(&addressees.list);
        for line in at..addressees.after {
            sheet.claim(line, SegmentRole::Addressees);
        }
        at = addressees.after;
    } else if let Some(rest) = run_in_addressees(sheet, at) {
        header.addressees = unit_items(&rest);
    }
    at
}

/// Where the text begins that is not frame: the first line with a sentence or a number.
fn body_start(sheet: &Sheet) -> usize {
    let is_body = |at: &usize| {
        sheet.is_free(*at) && (sheet.words(*at).contains('。') || numbering::leading(sheet.words(*at)).is_some())
    };
    (0..sheet.len().min(DEEPEST)).find(is_body).unwrap_or(sheet.len().min(DEEPEST))
}

struct Title {
    first: usize,
    last: usize,
    words: String,
    doc_number: Option<String>,
    /// The organs named in front of 关于, where there are several.
    issuers: Vec<String>,
}

/// The title: the first that addressees follow, else the first that is built as one.
fn find_title(sheet: &Sheet, card: &Card) -> Option<Title> {
    let mut fallback = None;
    let mut tried = 0;
    let mut at = 0;
    while let Some(first) = sheet.next_free(at) {
        at = first + 1;
        tried += 1;
        let words = sheet.words(first);
        // Behind the first words of the text no title of the notice follows, only those of what it announces.
        if tried > DEEPEST || is_sentence(words) || attachment_mark(words) {
            break;
        }
        let Some(title) = title_at(sheet, first, card) else { continue };
        let below = skip_below_title(sheet, title.last + 1);
        if addressees_at(sheet, below).is_some() || run_in_addressees(sheet, below).is_some() {
            return Some(title);
        }
        fallback.get_or_insert(title);
    }
    fallback
}

fn is_sentence(words: &str) -> bool {
    words.contains(['。', '；']) || (numbering::leading(words).is_some() && !documents::is_title(words))
}

fn attachment_mark(words: &str) -> bool {
    super::super::attachments::label(words).is_some()
}

/// The title that begins exactly with line `first`.
fn title_at(sheet: &Sheet, first: usize, card: &Card) -> Option<Title> {
    let mut joined = String::new();
    let mut best: Option<Title> = None;
    for last in first..(first + MOST_TITLE_LINES).min(sheet.len()) {
        if !sheet.is_free(last) {
            break;
        }
        let words = without_status(sheet.words(last));
        let continues = last > first;
        if continues
            && (ends_title_block(words) || best.as_ref().is_some_and(|title| documents::closes_title(&title.words)))
        {
            break;
        }
        joined.push_str(words);
        let (core, number) = split_number(&joined);
        let fits = match &best {
            // What follows a title of its own kind belongs to it only where it closes it.
            Some(_) => documents::is_title(core) && documents::closes_title(core),
            None => {
                documents::is_title(core)
                    || card.title.as_deref() == Some(core)
                    || !continues && is_bare_title(sheet, first, core)
            }
        };
        if fits {
            let printed = &sheet.text[sheet.lines[first].span.start..sheet.lines[last].span.end];
            let issuers =
                documents::split_title(core).and_then(|(issuer, _)| organs(keep_words(printed, issuer.len())));
            let issuers = issuers.filter(|names| names.len() > 1).unwrap_or_default();
            best = Some(Title { first, last, words: core.to_owned(), doc_number: number, issuers });
        }
    }
    best
}

/// A line that cannot be part of a title that began above it.
fn ends_title_block(words: &str) -> bool {
    !documents::is_short_line(words)
        || documents::doc_number(words).is_some()
        || attachment_mark(words)
        || super::super::dates::alone(words).is_some()
        || numbering::leading(words).is_some_and(|number| number.digits.len() < 4)
}

/// A title without 关于, such as the heading of a table (岚州市2022年重点工作责任分解表): only as the very first line
/// of the text, with nothing of a sentence, and when it is not the name of a page's section.
fn is_bare_title(sheet: &Sheet, first: usize, words: &str) -> bool {
    let count = words.chars().count();
    (8..=60).contains(&count)
        && sheet.next_free(0) == Some(first)
        && documents::is_short_line(words)
        && documents::ends_like_document(words)
        && numbering::leading(words).is_none()
        && !words.starts_with(['（', '(', '注', '现'])
        && !words.contains(['：', ':', '，', ','])
        && (sheet.lines[first].hashed || words.contains('年') || words.contains("政府工作报告"))
}

/// Words such as [已废止] that a page puts in front of a title.
fn without_status(words: &str) -> &str {
    let Some(rest) = words.strip_prefix(['[', '【', '［', '(', '（']) else { return words };
    match rest.split_once([']', '】', '］', ')', '）']) {
        Some((status, title)) if STATUS.contains(&status) => title,
        _ => words,
    }
}

const STATUS: &[&str] =
    &["已废止", "废止", "已失效", "失效", "有效", "现行有效", "已修改", "已修订", "部分有效", "图解", "转载"];

/// A title and the 发文字号 that stands in brackets behind it.
fn split_number(words: &str) -> (&str, Option<String>) {
    if let Some(number) = documents::doc_number(words)
        && matches!(words[number.end..].chars().next().map(fold), Some(')' | ']'))
        && words[number.end..].chars().count() == 1
        && let Some((open, c)) = words[..number.start].char_indices().next_back()
        && matches!(fold(c), '(' | '[')
    {
        return (&words[..open], Some(number.of(words).to_owned()));
    }
    (words, None)
}

/// Reads issuers and number above the title, and claims their lines.
fn read_mast(sheet: &mut Sheet, top: usize, header: &mut Header) {
    let free: Vec<usize> = (0..top).filter(|&line| sheet.is_free(line)).collect();
    let mut last_organ = None;
    for &line in &free {
        if let Some(number) = number_line(sheet.of(line)) {
            header.doc_number.get_or_insert(number);
            sheet.claim(line, SegmentRole::DocNumber);
            // The mast of a letter or an order is the organ alone (信函格式, 命令格式: 10.1, 10.2).
            if header.issuer.is_none()
                && let Some(organ) = last_organ
            {
                header.issuer = claim_issuers(sheet, organ, sheet.of(organ));
            }
            continue;
        }
        let words = sheet.words(line);
        let mast = words.strip_suffix("文件").or_else(|| words.strip_suffix('令')).map(|name| name.len());
        if header.issuer.is_none()
            && let Some(kept) = mast.filter(|_| words.chars().count() <= 60)
        {
            let printed = keep_words(sheet.of(line), kept);
            if organs(printed).is_some() {
                header.issuer = claim_issuers(sheet, line, printed);
                continue;
            }
        }
        if organs(sheet.of(line)).is_some() {
            last_organ = Some(line);
        }
    }
}

/// The first `len` bytes of `printed`, white space not counted.
fn keep_words(printed: &str, len: usize) -> &str {
    let mut left = len;
    for (at, c) in printed.char_indices() {
        if is_space(c) {
            continue;
        }
        if left == 0 {
            return &printed[..at];
        }
        left = left.saturating_sub(c.len_utf8());
    }
    printed
}

/// The issuers named by line `last`, whose words are `printed`, and by the organs above it (联合行文).
fn claim_issuers(sheet: &mut Sheet, last: usize, printed: &str) -> Option<String> {
    let mut issuers = organs(printed)?;
    sheet.claim(last, SegmentRole::Issuer);
    let mut line = last;
    while issuers.len() < MOST_ISSUERS
        && line > 0
        && sheet.is_free(line - 1)
        && let Some(above) = organs(sheet.of(line - 1))
    {
        line -= 1;
        sheet.claim(line, SegmentRole::Issuer);
        issuers.splice(0..0, above);
    }
    Some(issuers.join("、"))
}

/// The 发文字号 of a line that holds nothing else but 签发人, the organ above it or brackets: its number without white
/// space; also the number of an order (第12号).
fn number_line(line: &str) -> Option<String> {
    if let Some(number) = documents::doc_number(line) {
        let before = squeeze(&line[..number.start]);
        let after = squeeze(&line[number.end..]);
        let signer = after.starts_with("签发人") || before.starts_with("签发人");
        let labelled = ["文号：", "发文字号：", "文号:", "发文字号:"].contains(&before.as_str());
        let edge = |words: &str| words.chars().all(|c| matches!(fold(c), '(' | ')' | '[' | ']'));
        let alone = (edge(&before) || labelled) && edge(&after);
        return (alone || signer).then(|| squeeze(number.of(line)));
    }
    let words = squeeze(line);
    let inner = words.trim_matches(|c| matches!(fold(c), '(' | ')'));
    let digits = inner.strip_prefix('第')?.strip_suffix('号')?;
    let valid = !digits.is_empty() && numbering::alone(digits).is_some();
    valid.then(|| inner.to_owned())
}

/// Behind a title can stand its number, the date of a meeting that passed the text, and lines of a web page.
fn skip_below_title(sheet: &Sheet, start: usize) -> usize {
    let mut at = start;
    while at < sheet.len() && (!sheet.is_free(at) || number_line(sheet.of(at)).is_some() || note(sheet.words(at))) {
        at += 1;
    }
    at
}

/// A note in brackets under the title: （2022年3月5日岚州市人民政府第3次常务会议通过）.
fn note(words: &str) -> bool {
    let whole = words.starts_with(['（', '(']) && words.ends_with(['）', ')']);
    whole && words.chars().count() <= 80 && !words.contains("此件") && words.contains('日')
}

fn read_below_title(sheet: &mut Sheet, start: usize, header: &mut Header) -> usize {
    let end = skip_below_title(sheet, start);
    for line in start..end {
        if !sheet.is_free(line) {
            continue;
        }
        if let Some(number) = number_line(sheet.of(line)) {
            header.doc_number.get_or_insert(number);
            sheet.claim(line, SegmentRole::DocNumber);
        } else if header.title.is_some() {
            // 成文日期 of a text that a meeting passed is the day it was passed (GB/T 9704-2012, 7.3.5.4).
            let date = super::super::dates::find_all(sheet.of(line)).into_iter().next();
            header.date = header.date.take().or(date.map(|date| date.iso));
            sheet.claim(line, SegmentRole::Date);
        }
    }
    end
}

struct Addressees {
    /// Without the colon.
    list: String,
    /// The line behind them.
    after: usize,
}

/// The addressees that begin with line `at` and end in a colon at a line's end.
fn addressees_at(sheet: &Sheet, at: usize) -> Option<Addressees> {
    let mut list = String::new();
    for line in at..(at + MOST_ADDRESSEE_LINES).min(sheet.len()) {
        if !sheet.is_free(line) || sheet.words(line).contains(['。', '；']) {
            return None;
        }
        list.push_str(sheet.words(line));
        if let Some(names) = list.strip_suffix(['：', ':']) {
            return is_addressees(names).then(|| Addressees { list: names.to_owned(), after: line + 1 });
        }
    }
    None
}

/// The addressees at the front of line `at` when the text runs on behind the colon.
fn run_in_addressees(sheet: &Sheet, at: usize) -> Option<String> {
    if !sheet.is_free(at) {
        return None;
    }
    let line = sheet.of(at);
    let (colon, c) = line.char_indices().take(300).find(|&(_, c)| matches!(c, '：' | ':' | '。'))?;
    let names = squeeze(&line[..colon]);
    (c != '。' && is_addressees(&names)).then_some(names)
}

/// Whether `names` (without white space) are units to which a document is sent, and no sentence or label.
fn is_addressees(names: &str) -> bool {
    let count = names.chars().count();
    (2..=400).contains(&count)
        && !names.starts_with(['为', '按', '根', '现', '经', '附', '抄', '注', '填', '审'])
        && !names.contains("责任单位")
        && !names.contains('|')
        && !names.contains("牵头")
        && people::title_at_end(names).is_none_or(|title| title != "同志")
        && units::are_units(&documents::simplified(names), 70)
}
