//! The lines that the header and the outline are read from: paragraphs without their Markdown, and the lines inside
//! a paragraph that holds many, as when a whole notice is pasted as one.

use super::dates;
use crate::Span;
use crate::layout::Element;
use crate::lexicon::affixes::{Beginnings, beginnings};
use crate::lexicon::{documents, numbering, units, web};
use crate::order;
use crate::text::{fold, is_han, is_space, squeeze};

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    /// Position of its paragraph among the elements.
    pub element: usize,
    /// Where its words stand, without Markdown marks in front and behind.
    pub span: Span,
    /// The same with the marks.
    pub printed: Span,
    /// Its words without white space and emphasis marks.
    pub words: String,
    /// Markdown says that it is a heading.
    pub hashed: bool,
}

/// Paragraphs with more characters than this can hold several lines of a notice.
const LONG: usize = 100;

/// No number of a list or heading is longer than this, in bytes: （二十一）.
const LONGEST_NUMBER: usize = 40;

/// The lines of all paragraphs in order.
pub(super) fn all(text: &str, elements: &[Element]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (element, part) in elements.iter().enumerate() {
        let Element::Paragraph(paragraph) = part else { continue };
        for piece in cut(text, *paragraph) {
            let (span, hashed) = strip(text, piece);
            let mut words = squeeze(span.of(text));
            if words.contains("**") {
                words = words.replace("**", "");
            }
            if !words.is_empty() {
                lines.push(Line { element, span, printed: piece.trim(text), words, hashed });
            }
        }
    }
    lines
}

/// A paragraph without the marks of Markdown around its words, and whether they made it a heading.
pub(super) fn strip(text: &str, paragraph: Span) -> (Span, bool) {
    let words = paragraph.trim(text).of(text);
    let mut inner = words;
    let hashed = inner.starts_with('#');
    inner = inner.trim_start_matches(|c| c == '#' || is_space(c));
    // A list mark is followed by a space; `*` without one marks a lead unit, `-` without one is a dash.
    if let Some(item) = inner.strip_prefix(['-', '*', '+', '>'])
        && item.starts_with(is_space)
    {
        inner = item.trim_start_matches(is_space);
    }
    inner = inner.strip_prefix("**").unwrap_or(inner).trim_start_matches(is_space);
    let start = words.len() - inner.len();
    let inner = inner.strip_suffix("**").unwrap_or(inner).trim_end_matches(is_space);
    let whole = paragraph.trim(text);
    // Never strip a line away altogether: `---` is a rule, `- ` a dash.
    if inner.is_empty() { (whole, false) } else { (whole.sub(start, start + inner.len()), hashed) }
}

/// The pieces of a paragraph between its seams.
fn cut(text: &str, paragraph: Span) -> Vec<Span> {
    let words = paragraph.of(text);
    let mut seams: Vec<usize> = if words.chars().count() > LONG {
        spaces(words).chain(frame(words)).collect()
    } else {
        mast(words).map_or(Vec::new(), |number| vec![number.start, number.end])
    };
    order::sort_by_key(&mut seams, |&item| item);
    let mut pieces = Vec::new();
    let mut start = 0;
    for seam in seams.into_iter().chain([words.len()]).skip_while(|&seam| seam == 0) {
        let piece = paragraph.sub(start, seam.max(start)).trim(text);
        let number = if piece.len() <= LONGEST_NUMBER { numbering::leading(piece.of(text)) } else { None };
        // White space behind a number does not part it from its text.
        if seam < words.len() && number.is_some_and(|number| number.len == piece.len()) {
            continue;
        }
        if !piece.is_empty() {
            pieces.push(piece);
        }
        start = seam.max(start);
    }
    pieces
}

/// White space that stands where a line ended. Spaces around digits and Latin letters are those that PDF extraction
/// adds; only a number of a list, or a date, begins a line there.
fn spaces(words: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    let mut after_space = false;
    words.char_indices().filter_map(move |(at, c)| {
        if is_space(c) {
            after_space = true;
            return None;
        }
        let seam = after_space && before != ' ' && begins_line(before, c, &words[at..]);
        (before, after_space) = (c, false);
        seam.then_some(at)
    })
}

fn begins_line(before: char, c: char, rest: &str) -> bool {
    let loose = |c: char| fold(c).is_ascii_alphanumeric();
    if loose(before) || matches!(before, '、' | '，' | ',') {
        return false;
    }
    // The longest date in Chinese numerals with spaces between has about sixty bytes, numbers have fewer.
    let mut near = rest.len().min(80);
    while !rest.is_char_boundary(near) {
        near -= 1;
    }
    !loose(c) || numbering::leading(&rest[..near]).is_some() || dates::leading(&rest[..near]).is_some()
}

/// The 发文字号 behind the mast 某某文件 at the front of `words`.
fn mast(words: &str) -> Option<Span> {
    let front = words.char_indices().nth(LONG).map_or(words, |(end, _)| &words[..end]);
    front.contains("文件").then_some(())?;
    let number = documents::doc_number(words)?;
    let named = words[..number.start].trim_end_matches(is_space).ends_with("文件");
    (named && number.end < words.len().min(600)).then_some(number)
}

/// Seams that the elements of a notice make when its line ends are lost altogether: around the mast and the
/// 发文字号, after the title, after the addressees, around signature, date and 附注, before 附件 and 抄送.
fn frame(words: &str) -> Vec<usize> {
    let mut seams = Vec::new();
    let mut title_start = 0;
    if let Some(number) = mast(words) {
        seams.extend([number.start, number.end]);
        title_start = number.end;
    }
    let mut issuer = String::new();
    if let Some(title) = title_end(words).filter(|&end| end > title_start) {
        seams.push(title);
        if let Some(colon) = addressees_end(&words[title..]) {
            seams.push(title + colon);
        }
        let title = squeeze(&words[title_start..title]);
        issuer.push_str(documents::split_title(&title).map_or("", |(issuer, _)| issuer));
    }
    let mut stop = 0;
    for date in dates::find_all(words) {
        let sentence = words[stop..date.span.start]
            .rfind(['。', '：', '；', '）', ')'])
            .map_or(stop, |at| stop + at + words[stop + at..].chars().next().map_or(1, char::len_utf8));
        let signature = words[sentence..date.span.start].trim_matches(is_space);
        let after = words[date.span.end..].trim_start_matches(is_space);
        let mut end = date.span.end;
        if after.starts_with("印发") {
            end = words.len() - after.len() + "印发".len();
        } else if !date.span.of(words).contains('日') {
            // 2022-03-05 10:20 is a date of a web page's card, and what follows is none of it.
            let time = |c: char| is_space(c) || fold(c).is_ascii_digit() || fold(c) == ':';
            seams.push(words.len() - words[end..].trim_start_matches(time).len());
        }
        let closed = after.is_empty() || CLOSING.begin(after);
        if closed && !issuer.is_empty() && signature.ends_with(&issuer) {
            // Whatever stands before the issuer's name, such as a list of attachments without a stop.
            let name = words[..date.span.start].trim_end_matches(is_space).len();
            seams.extend([name - issuer.len(), date.span.start, end]);
        } else if closed && documents::is_issuer(&squeeze(signature)) && units::is_unit(&squeeze(signature)) {
            seams.extend([sentence, date.span.start, end]);
        }
        stop = date.span.end;
    }
    let ends_before = |at: usize| words[..at].trim_end_matches(is_space).ends_with(['。', '！', '）', ')', '日', '发']);
    OPENINGS.all_in(words).for_each(|(at, (_, opens))| match opens {
        Opens::Disclosure => {
            seams.push(at);
            let close = words[at..].char_indices().take(40).find(|&(_, c)| fold(c) == ')');
            seams.extend(close.map(|(end, c)| at + end + c.len_utf8()));
        }
        Opens::List if ends_before(at) => seams.push(at),
        Opens::List => {}
    });
    seams.extend(card_labels(words));
    seams
}

/// Where the labels of a web page's card begin in a long line.
fn card_labels(words: &str) -> impl Iterator<Item = usize> {
    words.match_indices(['：', ':']).filter_map(|(colon, _)| {
        let front = words[..colon].trim_end_matches(is_space);
        // The longest label that ends at the colon.
        let starts = front.char_indices().rev().take(LONGEST_LABEL).map(|(at, _)| at);
        starts.filter(|&at| web::label(&front[at..]).is_some_and(|(_, len)| len == front.len() - at)).last()
    })
}

/// No label of a card has more characters.
const LONGEST_LABEL: usize = 8;

/// What begins with a word of [`OPENINGS`].
#[derive(Clone, Copy)]
enum Opens {
    /// 附注.
    Disclosure,
    /// The attachments, or those who get a copy.
    List,
}

/// How elements of a notice begin that may stand behind others in a line.
static OPENINGS: Beginnings<Opens> = beginnings![
    "（此件" => Opens::Disclosure,
    "(此件" => Opens::Disclosure,
    "附件：" => Opens::List,
    "附件:" => Opens::List,
    "抄送：" => Opens::List,
    "抄送:" => Opens::List,
];

/// What follows a date under a signature.
static CLOSING: Beginnings = beginnings!["（此件", "(此件", "附件", "抄送", "（联系人", "(联系人", "（公开", "印发"];

/// The kinds of documents that a title is known by where addressees follow it.
static TITLE_ENDS: Beginnings =
    beginnings!["的通知", "的意见", "的决定", "的通报", "的函", "的批复", "方案", "措施", "办法"];

/// Where the title at the front of `words` ends, if addressees follow it at once.
fn title_end(words: &str) -> Option<usize> {
    let near: usize = words.chars().take(220).map(char::len_utf8).sum();
    let near = &words[..near];
    let about = near.find("关于")?;
    TITLE_ENDS
        .all_in(&near[about..])
        .map(|(at, (kind, ()))| about + at + kind.len())
        .find(|&end| addressees_end(&words[end..]).is_some())
}

/// Where the addressees at the front of `words` end, their colon included.
fn addressees_end(words: &str) -> Option<usize> {
    let (at, colon) = words.char_indices().take(200).find(|&(_, c)| matches!(c, '：' | ':' | '。'))?;
    let list = squeeze(&words[..at]);
    (colon != '。' && list.chars().next().is_some_and(|c| is_han(c) && c != '的') && units::are_units(&list, 80))
        .then_some(at + colon.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str) -> Vec<&str> {
        cut(text, Span::new(0, text.len())).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn markdown_around_a_line_is_passed_over() {
        for (line, inner, hashed) in [
            ("## **一、总则**", "一、总则", true),
            ("- 附件：1. 清单", "附件：1. 清单", false),
            ("*市水利局", "*市水利局", false),
            ("---", "---", false),
            ("  正文  ", "正文", false),
        ] {
            let (span, heading) = strip(line, Span::new(0, line.len()));
            assert_eq!((span.of(line), heading), (inner, hashed), "{line}");
        }
    }

    #[test]
    fn a_notice_on_one_line_falls_into_its_lines() {
        let text = "岚州市人民政府关于印发 2022 年防汛工作方案的通知 各县（市、区）人民政府，市级有关部门： 现将《2022 年防汛工作方案》印发给你们，请结合实际认真抓好贯彻执行，确保安全度汛，遇有重大情况及时报告市防指。 岚州市人民政府 2022 年 3 月 5 日 （此件公开发布） 一、目标 1. 全年不发生溃堤。";
        assert_eq!(
            pieces(text),
            [
                "岚州市人民政府关于印发 2022 年防汛工作方案的通知",
                "各县（市、区）人民政府，市级有关部门：",
                "现将《2022 年防汛工作方案》印发给你们，请结合实际认真抓好贯彻执行，确保安全度汛，遇有重大情况及时报告市防指。",
                "岚州市人民政府",
                "2022 年 3 月 5 日",
                "（此件公开发布）",
                "一、目标",
                "1. 全年不发生溃堤。",
            ]
        );
    }

    #[test]
    fn a_notice_without_any_space_falls_into_its_elements() {
        let text = "岚州市人民政府文件岚政发〔2022〕5号岚州市人民政府关于印发防汛工作方案的通知各县（市、区）人民政府，市级有关部门：现将方案印发给你们，请结合实际认真抓好贯彻执行，确保安全度汛，遇有重大情况及时报告。附件：防汛工作方案岚州市人民政府2022年3月5日（此件公开发布）";
        assert_eq!(
            pieces(text),
            [
                "岚州市人民政府文件",
                "岚政发〔2022〕5号",
                "岚州市人民政府关于印发防汛工作方案的通知",
                "各县（市、区）人民政府，市级有关部门：",
                "现将方案印发给你们，请结合实际认真抓好贯彻执行，确保安全度汛，遇有重大情况及时报告。",
                "附件：防汛工作方案",
                "岚州市人民政府",
                "2022年3月5日",
                "（此件公开发布）",
            ]
        );
    }
}
