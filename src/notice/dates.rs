//! Dates as notices print them: 2021年4月27日, 二〇二一年四月二十七日, 2021-04-27 (GB/T 9704-2012, 7.3.5.4).

use crate::Span;
use crate::text::{fold, is_space};

/// A date in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    /// ISO 8601: `2021-04-27`.
    pub iso: String,
    /// Where it stands, in bytes of the text searched.
    pub span: Span,
}

/// Years that a notice can be of. Outside of them a number is no year but a quantity or a misread.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2199;

/// The dates of `text` in order. A day that the calendar does not have (2月30日) is no date.
pub(crate) fn find_all(text: &str) -> Vec<Date> {
    let mut dates: Vec<Date> = Vec::new();
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let inside = dates.last().is_some_and(|date| at < date.span.end);
        // A year begins with 1 or 2, and a digit before it would make it part of a longer number.
        if !inside
            && matches!(fold(c), '1' | '2' | '一' | '二')
            && !is_digit(before)
            && let Some((iso, len)) = starting(&text[at..])
        {
            dates.push(Date { iso, span: Span::new(at, at + len) });
        }
        if !is_space(c) {
            before = c;
        }
    }
    dates
}

/// The date that `text` starts with.
pub(crate) fn leading(text: &str) -> Option<Date> {
    starting(text).map(|(iso, len)| Date { iso, span: Span::new(0, len) })
}

/// The date that makes up the whole of `text`, white space and brackets around it passed over.
pub(crate) fn alone(text: &str) -> Option<Date> {
    let edge = |c: char| is_space(c) || matches!(fold(c), '(' | ')' | '[' | ']');
    let start = text.len() - text.trim_start_matches(edge).len();
    let (iso, len) = starting(&text[start..])?;
    let rest = &text[start + len..];
    rest.chars().all(edge).then(|| Date { iso, span: Span::new(start, start + len) })
}

/// The date that `text` starts with and its length in bytes.
fn starting(text: &str) -> Option<(String, usize)> {
    let mut scan = Scan { text, at: 0 };
    let year = scan.number(true)?;
    let (month, day) = match scan.mark()? {
        '年' => {
            let month = scan.number(false)?;
            scan.take('月')?;
            let day = scan.number(false)?;
            // 号 is how people say it; a printed date ends in 日.
            scan.take('日').or_else(|| scan.take('号'))?;
            (month, day)
        }
        separator @ ('-' | '/' | '.') => {
            let month = scan.number(false)?;
            scan.take(separator)?;
            let day = scan.number(false)?;
            if scan.text[scan.at..].chars().next().is_some_and(is_digit) {
                return None;
            }
            (month, day)
        }
        _ => return None,
    };
    let valid = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
    valid.then(|| (format!("{year:04}-{month:02}-{day:02}"), scan.at))
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_digit(c: char) -> bool {
    fold(c).is_ascii_digit() || han_digit(c).is_some()
}

/// 〇 is printed in many ways: the ideograph, the letter O of either width, a circle, 零.
fn han_digit(c: char) -> Option<u32> {
    if matches!(c, '零' | '○' | '０' | 'Ｏ' | 'O' | 'o' | '◯') {
        return Some(0);
    }
    "〇一二三四五六七八九".chars().position(|d| d == c).map(|d| d as u32)
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl Scan<'_> {
    fn spaces(&mut self) {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches(is_space).len();
    }

    fn mark(&mut self) -> Option<char> {
        self.spaces();
        let c = self.text[self.at..].chars().next()?;
        self.at += c.len_utf8();
        Some(fold(c))
    }

    fn take(&mut self, wanted: char) -> Option<()> {
        let at = self.at;
        if self.mark() == Some(wanted) {
            return Some(());
        }
        self.at = at;
        None
    }

    /// A year is four digits one by one (二〇二一); a month or day one or two Arabic digits or a numeral up to 三十一.
    fn number(&mut self, year: bool) -> Option<u32> {
        self.spaces();
        let (mut value, mut count, mut tens) = (0, 0, None);
        let mut end = self.at;
        for (at, c) in self.text[self.at..].char_indices() {
            if let Some(d) = fold(c).to_digit(10).or_else(|| han_digit(c)) {
                value = value * 10 + d;
            } else if c == '十' && !year && tens.is_none() {
                tens = Some(if count == 0 { 1 } else { value });
                value = 0;
            } else if is_space(c) && year && count < 4 {
                continue;
            } else if is_space(c) && !year && count == 1 {
                // 1 9 日: a day or month whose digits a justified line holds apart.
                continue;
            } else {
                break;
            }
            count += 1;
            end = self.at + at + c.len_utf8();
            if count > 4 {
                return None;
            }
        }
        if if year { count != 4 } else { !(1..=3).contains(&count) } {
            return None;
        }
        self.at = end;
        Some(tens.map_or(value, |tens| tens * 10 + value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        alone(text).map(|date| date.iso)
    }

    #[test]
    fn every_way_of_printing_a_date_is_read() {
        for text in [
            "2023年6月9日",
            " 2023 年 6 月 9 日 ",
            "２０２３年６月９日",
            "二〇二三年六月九日",
            "二○二三年六月九日",
            "二 〇 二 三 年 六 月 九 日",
            "2023-06-09",
            "2023/6/9",
            "2023.6.9",
            "（2023年6月9日）",
        ] {
            assert_eq!(iso(text).as_deref(), Some("2023-06-09"), "{text}");
        }
        assert_eq!(iso("二〇二三年十二月三十一日").as_deref(), Some("2023-12-31"));
        assert_eq!(iso("二〇二三年十月二十日").as_deref(), Some("2023-10-20"));
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_date() {
        for text in ["2023年2月29日", "2023年13月1日", "2023年4月31日", "2023年6月", "12023年6月9日", "2023-06-091", ""]
        {
            assert_eq!(iso(text), None, "{text}");
        }
        assert_eq!(iso("2024年2月29日").as_deref(), Some("2024-02-29"));
    }

    #[test]
    fn dates_are_found_in_a_text_with_their_places() {
        let text = "自2023年6月9日起至2024-01-02止，编号12023年6月9日";
        let found: Vec<_> = find_all(text).into_iter().map(|date| (date.span.of(text).to_owned(), date.iso)).collect();
        assert_eq!(
            found,
            [("2023年6月9日".to_owned(), "2023-06-09".to_owned()), ("2024-01-02".to_owned(), "2024-01-02".to_owned())]
        );
    }
}
