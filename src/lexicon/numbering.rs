//! Numbers in front of headings, rows and list items: 一、（一）1. 1.1（1）①.

use super::measures;
use crate::text::{fold, is_han, is_space};

/// How a number is written, from the outermost to the innermost style (GB/T 9704-2012, 7.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Style {
    /// 第一章, 第一部分, 第一篇.
    Part,
    /// 第一节.
    Section,
    /// 第一条.
    Article,
    /// 一、
    Han,
    /// （一）
    HanBracket,
    /// 1. 1、 1．
    Arabic,
    /// 1.1 and 1.1.1: of how many parts. One part: [`undotted`].
    Dotted(u8),
    /// （1） and 1）
    ArabicBracket,
    /// A. B. a. b.
    Letter,
    /// ①
    Circled,
    /// 一是 二是, 其一
    Shi,
}

impl Style {
    /// Level in the outline of the contract, for the styles that make headings.
    pub fn level(self) -> Option<u8> {
        match self {
            Self::Part | Self::Section | Self::Han => Some(1),
            Self::HanBracket => Some(2),
            Self::Arabic => Some(3),
            Self::Dotted(parts) => Some(parts.min(4)),
            Self::ArabicBracket => Some(4),
            Self::Article | Self::Letter | Self::Circled | Self::Shi => None,
        }
    }
}

/// A number in front of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// How it is written.
    pub style: Style,
    /// Its value.
    pub value: u32,
    /// Its digits as printed (`十一`, `12`), white space removed.
    pub digits: String,
    /// Where the digits stand in the text, in bytes from its start.
    pub digits_at: (usize, usize),
    /// Bytes of the whole number with its mark and the white space around it: what follows is the text.
    pub len: usize,
}

/// Most parts of a dotted number: 1.1.1.1.
const MOST_PARTS: u8 = 4;

/// Units of measure are not looked for beyond so many characters.
const LONGEST_MEASURE: usize = 8;

/// Largest number of digits that a number may have: 99999 rows, or 一百二十三.
const MOST_DIGITS: usize = 6;

/// The number that `text` starts with, white space in front passed over. A decimal (1.5), a date (2021.4) or a
/// quantity (3000 家) is none.
pub(crate) fn leading(text: &str) -> Option<Number> {
    let mut scan = Scan { text, at: 0 };
    scan.spaces();
    // Nearly all texts begin with words.
    if !scan.peek().is_some_and(|c| fold(c) == '(' || c == '第' || is_numeral(c) || fold(c).is_ascii_alphabetic()) {
        return None;
    }
    let open = scan.eat(|c| fold(c) == '(');
    scan.spaces();
    if !open {
        if scan.eat(|c| c == '第') {
            scan.spaces();
            let (value, digits, at) = scan.digits()?;
            scan.spaces();
            let style = match scan.peek()? {
                '章' | '编' | '篇' => Style::Part,
                '节' => Style::Section,
                '条' => Style::Article,
                '部' if scan.rest().starts_with("部分") => {
                    scan.at += '部'.len_utf8();
                    Style::Part
                }
                _ => return None,
            };
            scan.next();
            scan.eat(|c| matches!(c, '、' | ':' | '：'));
            scan.spaces();
            return Some(Number { style, value, digits, digits_at: at, len: scan.at });
        }
        if let Some(number) = scan.letter() {
            return Some(number);
        }
        if let Some(c) = scan.peek()
            && let Some(value) = circled(c)
        {
            let at = (scan.at, scan.at + c.len_utf8());
            scan.next();
            scan.eat(|c| matches!(c, '、' | '.' | '．'));
            scan.spaces();
            return Some(Number {
                style: Style::Circled,
                value,
                digits: value.to_string(),
                digits_at: at,
                len: scan.at,
            });
        }
    }
    if !open && let Some(number) = scan.dotted() {
        return Some(number);
    }
    let (value, digits, at) = scan.digits()?;
    let han = !digits.starts_with(|c: char| c.is_ascii_digit());
    scan.spaces();
    let next = scan.peek();
    let closed = next.is_some_and(|c| fold(c) == ')');
    let style = if open {
        if !closed {
            return None;
        }
        scan.next();
        scan.eat(|c| matches!(c, '、' | '.' | '．'));
        if han { Style::HanBracket } else { Style::ArabicBracket }
    } else if closed {
        scan.next();
        scan.eat(|c| matches!(c, '、'));
        if han { Style::HanBracket } else { Style::ArabicBracket }
    } else if han {
        match next? {
            '、' | '.' | '．' | '，' | ',' => {
                scan.next();
                Style::Han
            }
            '是' => {
                scan.next();
                Style::Shi
            }
            _ => return None,
        }
    } else {
        match next? {
            '、' => {
                scan.next();
                Style::Arabic
            }
            '.' | '．' | '。' => {
                scan.next();
                // 1.5 is a quantity and 2021.4 a date; 1.2021年 and 2.6月 are numbers in front of dates.
                if scan.peek().is_some_and(|c| fold(c).is_ascii_digit())
                    && !starts_with_year(scan.rest())
                    && !(digits.len() < 3 && starts_with_month(scan.rest()))
                {
                    return None;
                }
                scan.eat(|c| c == '、');
                Style::Arabic
            }
            _ => return None,
        }
    };
    scan.spaces();
    Some(Number { style, value, digits, digits_at: at, len: scan.at })
}

/// The number without a mark in front of the title of a chapter, as it stands above 2.1: `2 重点任务`. Alone it may as
/// well be a quantity, so whoever asks looks for [`opens`] below.
pub(crate) fn undotted(text: &str) -> Option<Number> {
    let mut scan = Scan { text, at: 0 };
    scan.spaces();
    let (value, digits, at) = scan.digits()?;
    let close = scan.at;
    scan.spaces();
    let title = scan.rest();
    let fits = digits.len() <= 2
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && scan.at > close
        && title.starts_with(is_han)
        && !title.contains(['。', '；', '，', '：', '、', '\t', '|'])
        && title.chars().take(LONGEST_TITLE + 1).count() <= LONGEST_TITLE;
    fits.then_some(Number { style: Style::Dotted(1), value, digits, digits_at: at, len: scan.at })
}

/// Longest title behind a number without a mark, in characters.
const LONGEST_TITLE: usize = 24;

/// Whether `first` are the digits of the first number under the one without a mark `chapter`: 2.1 under 2.
pub(crate) fn opens(chapter: &str, first: &str) -> bool {
    first.split(['.', '．']).eq([chapter, "1"])
}

fn starts_with_year(text: &str) -> bool {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    digits == 4 && matches!(&text[..2], "19" | "20") && text[4..].trim_start_matches(is_space).starts_with('年')
}

fn starts_with_month(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let month = text[..text.len() - rest.len()].parse().unwrap_or(0);
    (1..=12).contains(&month) && rest.trim_start_matches(is_space).starts_with('月')
}

/// Whether `c` alone is a number: a digit of either width, a Chinese numeral up to ten, a number in a circle.
pub(crate) fn is_numeral(c: char) -> bool {
    fold(c).is_ascii_digit() || han_digit(c).is_some() || c == '十' || circled(c).is_some()
}

/// The value and printed digits of a cell that holds a number only: `12`, `（三）`, `五、`.
pub(crate) fn alone(cell: &str) -> Option<(u32, String)> {
    let is_mark = |c: char| is_space(c) || matches!(fold(c), '(' | ')' | '[' | ']' | '.' | '、' | ',');
    // Most cells are words.
    if !cell.chars().find(|&c| !is_mark(c)).is_some_and(is_numeral) {
        return None;
    }
    // 2.1.3 is the third of its kind.
    let parts = cell.trim_matches(is_mark);
    if let Some((_, last)) = parts.rsplit_once(['.', '．'])
        && parts.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '．'))
        && parts.split(['.', '．']).all(|part| (1..=2).contains(&part.len()))
    {
        return Some((last.parse().ok()?, parts.to_owned()));
    }
    let inner: String = cell.chars().filter(|&c| !is_mark(c)).collect();
    let mut scan = Scan { text: &inner, at: 0 };
    if let Some(c) = scan.peek()
        && let Some(value) = circled(c)
        && inner.chars().count() == 1
    {
        return Some((value, value.to_string()));
    }
    let (value, digits, _) = scan.digits()?;
    (scan.at == inner.len()).then_some((value, digits))
}

fn circled(c: char) -> Option<u32> {
    match c {
        '①'..='⑳' => Some(c as u32 - '①' as u32 + 1),
        '⑴'..='⒇' => Some(c as u32 - '⑴' as u32 + 1),
        '⒈'..='⒛' => Some(c as u32 - '⒈' as u32 + 1),
        '㈠'..='㈩' => Some(c as u32 - '㈠' as u32 + 1),
        _ => None,
    }
}

fn han_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' => 0,
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    fn eat(&mut self, wanted: impl Fn(char) -> bool) -> bool {
        let hit = self.peek().is_some_and(wanted);
        if hit {
            self.next();
        }
        hit
    }

    fn spaces(&mut self) {
        while self.eat(is_space) {}
    }

    /// A letter in front of a Chinese text: A.整治河道.
    fn letter(&self) -> Option<Number> {
        let mut scan = Self { ..*self };
        let start = scan.at;
        let letter = fold(scan.peek()?);
        scan.next();
        let end = scan.at;
        let marked = letter.is_ascii_alphabetic() && scan.eat(|c| fold(c) == '.');
        scan.spaces();
        (marked && scan.peek().is_some_and(|c| is_han(c) || matches!(c, '“' | '《'))).then(|| Number {
            style: Style::Letter,
            value: letter.to_ascii_uppercase() as u32 - 'A' as u32 + 1,
            digits: letter.to_string(),
            digits_at: (start, end),
            len: scan.at,
        })
    }

    /// 2.1 in front of a text, or 2.1.3: small numbers with dots between them. What white space does not part from a word, or
    /// what is parted from a unit of measure, is a quantity where it has two parts: 1.5万元, 1.5 亿元.
    fn dotted(&self) -> Option<Number> {
        let mut scan = Self { ..*self };
        let start = scan.at;
        let mut parts = 0;
        let value = loop {
            let digits = scan.rest().len() - scan.rest().trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let value = scan.rest()[..digits].parse().ok().filter(|_| digits <= 2 && !scan.rest().starts_with('0'))?;
            scan.at += digits;
            parts += 1;
            let mut ahead = scan.rest().chars();
            if !(matches!(ahead.next(), Some('.' | '．')) && ahead.next().is_some_and(|c| c.is_ascii_digit())) {
                break value;
            }
            scan.next();
        };
        let end = scan.at;
        let marked = scan.eat(|c| matches!(c, '.' | '．' | '、'));
        let close = scan.at;
        scan.spaces();
        let ahead: Vec<char> = scan.rest().chars().take(LONGEST_MEASURE).collect();
        let word = ahead.first().is_some_and(|&c| is_han(c) || matches!(c, '“' | '《'));
        let measured = || measures::unit(&ahead).is_some() || measures::bound_at_start(&ahead).is_some();
        let apart = parts > 2 || marked || scan.at > close && !measured();
        (word && apart && (2..=MOST_PARTS).contains(&parts)).then(|| Number {
            style: Style::Dotted(parts),
            value,
            digits: self.text[start..end].to_owned(),
            digits_at: (start, end),
            len: scan.at,
        })
    }

    /// A run of Arabic digits of either width, or of Chinese numerals up to 九百九十九.
    fn digits(&mut self) -> Option<(u32, String, (usize, usize))> {
        let start = self.at;
        let mut digits = String::new();
        let mut value = 0u32;
        while let Some(d) = self.peek().and_then(|c| fold(c).to_digit(10)) {
            value = value * 10 + d;
            digits.push(char::from(b'0' + d as u8));
            self.next();
            if digits.len() > MOST_DIGITS {
                return None;
            }
        }
        if !digits.is_empty() {
            return Some((value, digits, (start, self.at)));
        }
        let (mut total, mut digit) = (0, None);
        let mut end = start;
        while let Some(c) = self.peek() {
            if let Some(d) = han_digit(c) {
                digit = Some(d);
            } else if c == '十' {
                total += digit.take().unwrap_or(1) * 10;
            } else if c == '百' {
                total += digit.take()? * 100;
            } else if is_space(c) && !digits.is_empty() {
                // 十 一、 with a space inside, as justified headings are copied.
                self.next();
                continue;
            } else {
                break;
            }
            digits.push(c);
            self.next();
            end = self.at;
            if digits.chars().count() > MOST_DIGITS {
                return None;
            }
        }
        self.at = if digits.is_empty() { start } else { end };
        (!digits.is_empty()).then(|| (total + digit.unwrap_or(0), digits, (start, end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Style, u32, String, &str)> {
        leading(text).map(|n| (n.style, n.value, n.digits, &text[n.len..]))
    }

    #[test]
    fn every_style_of_number_is_read() {
        assert_eq!(read("一、总体要求"), Some((Style::Han, 1, "一".into(), "总体要求")));
        assert_eq!(read(" （十二） 抓好落实"), Some((Style::HanBracket, 12, "十二".into(), "抓好落实")));
        assert_eq!(read("3.2031年底前"), Some((Style::Arabic, 3, "3".into(), "2031年底前")));
        assert_eq!(read("3.完善机制"), Some((Style::Arabic, 3, "3".into(), "完善机制")));
        assert_eq!(read("１０、完善机制"), Some((Style::Arabic, 10, "10".into(), "完善机制")));
        assert_eq!(read("(4) 新建"), Some((Style::ArabicBracket, 4, "4".into(), "新建")));
        assert_eq!(read("5）新建"), Some((Style::ArabicBracket, 5, "5".into(), "新建")));
        assert_eq!(read("B．新建"), Some((Style::Letter, 2, "B".into(), "新建")));
        assert_eq!(read("A.I."), None);
        assert_eq!(read("②新建"), Some((Style::Circled, 2, "2".into(), "新建")));
        assert_eq!(read("第三章 保障"), Some((Style::Part, 3, "三".into(), "保障")));
        assert_eq!(read("二是补短板"), Some((Style::Shi, 2, "二".into(), "补短板")));
        assert_eq!(read("二十一、其他"), Some((Style::Han, 21, "二十一".into(), "其他")));
    }

    #[test]
    fn numbers_with_dots_between_their_parts_are_read() {
        assert_eq!(read("2.1 治理大气"), Some((Style::Dotted(2), 1, "2.1".into(), "治理大气")));
        assert_eq!(read("2.1.3 淘汰老旧车"), Some((Style::Dotted(3), 3, "2.1.3".into(), "淘汰老旧车")));
        assert_eq!(read("2.1.3淘汰老旧车"), Some((Style::Dotted(3), 3, "2.1.3".into(), "淘汰老旧车")));
        assert_eq!(read("2.1.治理大气"), Some((Style::Dotted(2), 1, "2.1".into(), "治理大气")));
        for text in
            ["1.5 亿元", "1.5亿元", "3.5 左右", "2.05 万人", "2.1", "1.2.3.4.5 版", "2021.4.5 发布", "1.5 倍以上"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(alone("2.1.3"), Some((3, "2.1.3".into())));
    }

    #[test]
    fn a_number_may_stand_in_front_of_a_year() {
        assert_eq!(read("3.2023年计划"), Some((Style::Arabic, 3, "3".into(), "2023年计划")));
        assert_eq!(read("3.2023亿元"), None);
    }

    #[test]
    fn quantities_and_dates_are_no_numbers() {
        for text in ["1.5万人", "2021年", "一批项目", "3000万平方米", "十分重要", "（一期）工程", "第三产业", ""]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_cell_may_hold_a_number_only() {
        assert_eq!(alone(" 12 "), Some((12, "12".into())));
        assert_eq!(alone("（三）"), Some((3, "三".into())));
        assert_eq!(alone("十五、"), Some((15, "十五".into())));
        assert_eq!(alone("3家"), None);
        assert_eq!(alone(""), None);
    }
}
