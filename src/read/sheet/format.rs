//! Numbers and dates as a worksheet shows them (ECMA-376, 18.8.30 and 18.8.31).

/// How a cell shows its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::read) enum Format {
    /// As many digits as it has.
    General,
    /// The first section of a format code.
    Code(String),
}

/// Significant digits that a worksheet shows of a number without a format.
const GENERAL_DIGITS: usize = 11;

/// Characters of a format code, at the most: Excel takes no longer ones.
const LONGEST_CODE: usize = 255;

/// Digits behind the point, at the most: a format code may ask for 30.
const MOST_DECIMALS: usize = 30;

impl Format {
    /// The format of a cell whose style names `id`, `code` being what the workbook defines for it. Ids below 164 are
    /// built in; 27 to 58 are dates whose form depends on the language, here Chinese.
    pub fn of(id: usize, code: Option<&str>) -> Self {
        let built_in = match id {
            1 => "0",
            2 => "0.00",
            3 => "#,##0",
            4 => "#,##0.00",
            9 => "0%",
            10 => "0.00%",
            14 => "yyyy/m/d",
            15 => "d-mmm-yy",
            16 => "d-mmm",
            17 => "mmm-yy",
            18..=20 => "h:mm",
            21 => "h:mm:ss",
            22 => "yyyy/m/d h:mm",
            27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
            28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
            30 => "m/d/yy",
            31 => "yyyy\"年\"m\"月\"d\"日\"",
            32 | 34 | 55 => "h\"时\"mm\"分\"",
            33 | 35 | 56 => "h\"时\"mm\"分\"ss\"秒\"",
            37 | 38 => "#,##0",
            39 | 40 => "#,##0.00",
            45 => "mm:ss",
            47 => "mm:ss",
            _ => "",
        };
        let code = code.unwrap_or(built_in).trim();
        let too_long = code.len() > LONGEST_CODE && code.chars().count() > LONGEST_CODE;
        if too_long || code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@" {
            return Self::General;
        }
        Self::Code(code.to_owned())
    }

    /// `value` as it is shown. `from_1904` says that the workbook counts its days from 1904.
    pub fn show(&self, value: f64, from_1904: bool) -> String {
        let Self::Code(code) = self else { return general(value) };
        let sections = sections(code);
        let section = match sections.as_slice() {
            [_, negative, ..] if value < 0.0 => Part { code: negative, value: -value },
            [_, _, zero, ..] if value == 0.0 => Part { code: zero, value },
            [first, ..] => Part { code: first, value },
            [] => return general(value),
        };
        section.show(from_1904)
    }
}

struct Part<'a> {
    code: &'a str,
    value: f64,
}

impl Part<'_> {
    fn show(&self, from_1904: bool) -> String {
        let tokens = tokens(self.code);
        let dated = tokens.iter().any(|token| matches!(token, Token::Letters('y' | 'm' | 'd' | 'h' | 's', _)));
        if dated {
            return date(&tokens, self.value, from_1904).unwrap_or_else(|| general(self.value));
        }
        number(&tokens, self.value)
    }
}

/// The sections of a code: for positive, negative and zero numbers and for text.
fn sections(code: &str) -> Vec<&str> {
    let mut quoted = false;
    let mut escaped = false;
    code.split(|c| {
        let literal = std::mem::take(&mut escaped);
        match c {
            _ if literal => false,
            '\\' => {
                escaped = true;
                false
            }
            '"' => {
                quoted = !quoted;
                false
            }
            _ => c == ';' && !quoted,
        }
    })
    .collect()
}

#[derive(Debug, PartialEq)]
enum Token {
    /// Words to print.
    Literal(String),
    /// A run of one letter, in lower case: yyyy, m, dd.
    Letters(char, usize),
    /// 上午/下午, AM/PM.
    HalfDay(bool),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    General,
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let mut len = c.len_utf8();
        match c {
            '"' => {
                let inner = &rest[1..];
                let end = inner.find('"').unwrap_or(inner.len());
                tokens.push(Token::Literal(inner[..end].to_owned()));
                len = (end + 2).min(rest.len());
            }
            '\\' => {
                let next = rest[1..].chars().next();
                tokens.push(Token::Literal(next.map(String::from).unwrap_or_default()));
                len += next.map_or(0, char::len_utf8);
            }
            // A space as wide as a character; a character that fills the cell.
            '_' | '*' => len += rest[1..].chars().next().map_or(0, char::len_utf8),
            '[' => {
                let end = rest.find(']').unwrap_or(rest.len() - 1);
                let inside = &rest[1..end.max(1)];
                // [$¥-804] brings a sign, [Red] a colour, [>=100] a condition, [h] hours that run on past a day.
                if let Some(sign) = inside.strip_prefix('$') {
                    tokens.push(Token::Literal(sign.split('-').next().unwrap_or_default().to_owned()));
                } else if matches!(inside, "h" | "hh" | "m" | "mm" | "s" | "ss") {
                    tokens.push(Token::Letters(inside.as_bytes()[0] as char, inside.len()));
                }
                len = end + 1;
            }
            '0' | '#' | '?' => tokens.push(Token::Digit(c)),
            '.' => tokens.push(Token::Point),
            ',' => tokens.push(Token::Comma),
            '%' => tokens.push(Token::Percent),
            _ if starts(rest, "general") => {
                tokens.push(Token::General);
                len = 7;
            }
            _ if starts(rest, "am/pm") => {
                tokens.push(Token::HalfDay(false));
                len = 5;
            }
            _ if rest.starts_with("上午/下午") => {
                tokens.push(Token::HalfDay(true));
                len = "上午/下午".len();
            }
            'y' | 'm' | 'd' | 'h' | 's' | 'Y' | 'M' | 'D' | 'H' | 'S' => {
                let run = rest.chars().take_while(|other| other.eq_ignore_ascii_case(&c)).count();
                tokens.push(Token::Letters(c.to_ascii_lowercase(), run));
                len = run;
            }
            _ => tokens.push(Token::Literal(c.to_string())),
        }
        rest = &rest[len.min(rest.len())..];
    }
    tokens
}

fn starts(rest: &str, word: &str) -> bool {
    rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// As many digits as a number has, no more than [`GENERAL_DIGITS`].
fn general(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let whole = value.abs().log10().floor().max(0.0) as usize + 1;
    if whole > GENERAL_DIGITS {
        return format!("{value}");
    }
    trimmed(&format!("{value:.*}", GENERAL_DIGITS - whole))
}

fn trimmed(number: &str) -> String {
    if !number.contains('.') {
        return number.to_owned();
    }
    let short = number.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

fn number(tokens: &[Token], value: f64) -> String {
    let first = tokens.iter().position(|token| matches!(token, Token::Digit(_) | Token::Point));
    let last = tokens.iter().rposition(|token| matches!(token, Token::Digit(_) | Token::Point));
    let percent = tokens.iter().filter(|token| **token == Token::Percent).count();
    let mut scaled = value * 100f64.powi(percent as i32);
    let mut out = String::new();
    let (Some(first), Some(last)) = (first, last) else {
        for token in tokens {
            match token {
                Token::Literal(words) => out.push_str(words),
                Token::General => out.push_str(&general(value)),
                Token::Percent => out.push('%'),
                _ => {}
            }
        }
        return out;
    };
    let body = &tokens[first..=last];
    let point = body.iter().position(|token| *token == Token::Point).unwrap_or(body.len());
    let places = |tokens: &[Token], of: &[char]| {
        tokens.iter().filter(|token| matches!(token, Token::Digit(c) if of.contains(c))).count()
    };
    let decimals = places(&body[point..], &['0', '#', '?']).min(MOST_DECIMALS);
    let fixed = places(&body[point..], &['0']).min(MOST_DECIMALS);
    let least = places(&body[..point], &['0']);
    let grouped = body[..point].contains(&Token::Comma);
    // A comma behind the digits counts in thousands.
    let thousands = tokens[last + 1..].iter().take_while(|token| **token == Token::Comma).count();
    scaled /= 1000f64.powi(thousands as i32);
    let mut digits = format!("{:.*}", decimals, scaled.abs());
    let negative = scaled < 0.0 && digits.contains(|c: char| matches!(c, '1'..='9'));
    while decimals > fixed && digits.ends_with('0') && digits.rsplit('.').next().is_some_and(|d| d.len() > fixed) {
        digits.pop();
        if digits.ends_with('.') {
            digits.pop();
            break;
        }
    }
    let (whole, fraction) = digits.split_once('.').map_or((digits.as_str(), None), |(w, f)| (w, Some(f)));
    let mut whole = if whole == "0" && least == 0 { String::new() } else { format!("{whole:0>least$}") };
    if grouped {
        let count = whole.len();
        whole = whole
            .chars()
            .enumerate()
            .flat_map(|(at, c)| [(at > 0 && (count - at) % 3 == 0).then_some(','), Some(c)])
            .flatten()
            .collect();
    }
    if whole.is_empty() && fraction.is_none() {
        whole.push('0');
    }
    let mut written = false;
    if negative {
        out.push('-');
    }
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Literal(words) => out.push_str(words),
            Token::Percent => out.push('%'),
            _ if at >= first && at <= last && !written => {
                written = true;
                out.push_str(&whole);
                if let Some(fraction) = fraction {
                    out.push('.');
                    out.push_str(fraction);
                }
            }
            _ => {}
        }
    }
    out
}

/// A day and time counted from the workbook's epoch, or `None` where there is no such day.
fn date(tokens: &[Token], value: f64, from_1904: bool) -> Option<String> {
    // 9999-12-31, the last day that a worksheet knows.
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let seconds_all = (value * 86_400.0).round() as i64;
    let (serial, seconds) = (seconds_all.div_euclid(86_400), seconds_all.rem_euclid(86_400));
    // Day 60 is 29 February 1900, which never was: days before it are one later than they say.
    let since_1970 = if from_1904 { serial - 24_107 } else { serial - 25_569 + i64::from(serial < 60) };
    let (year, month, day) = civil(since_1970);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let half = tokens.iter().any(|token| matches!(token, Token::HalfDay(_)));
    let shown_hour = if half { (hour + 11) % 12 + 1 } else { hour };
    let mut out = String::new();
    let mut last = ' ';
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Literal(words) => out.push_str(words),
            Token::HalfDay(chinese) => out.push_str(match (chinese, hour < 12) {
                (true, true) => "上午",
                (true, false) => "下午",
                (false, true) => "AM",
                (false, false) => "PM",
            }),
            Token::Letters(letter, run) => {
                let next =
                    tokens[at + 1..].iter().find_map(|t| if let Token::Letters(c, _) = t { Some(*c) } else { None });
                // Between hours and seconds m is minutes.
                let value = match letter {
                    'y' if *run <= 2 => year.rem_euclid(100),
                    'y' => year,
                    'm' if last == 'h' || next == Some('s') => minute,
                    'm' => month,
                    'd' => day,
                    'h' => shown_hour,
                    _ => second,
                };
                let width = match (letter, run) {
                    ('y', 1 | 2) => 2,
                    ('y', _) => 4,
                    (_, 1) => 1,
                    _ => 2,
                };
                // Names of months and of days of the week, which no Chinese sheet shows, stay numbers.
                let width = if *run > 2 && *letter != 'y' { 1 } else { width };
                out.push_str(&format!("{value:0width$}"));
                last = *letter;
            }
            Token::Point => out.push('.'),
            Token::Comma => out.push(','),
            Token::Digit(_) | Token::Percent | Token::General => {}
        }
    }
    Some(out)
}

/// Year, month and day of a day counted from 1970-01-01 (Howard Hinnant, chrono-Compatible Low-Level Date Algorithms).
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_are_shown_as_a_sheet_shows_them() {
        for (code, value, shown) in [
            ("", 7.0, "7"),
            ("General", 0.1 + 0.2, "0.3"),
            ("General", 12_345_678.5, "12345678.5"),
            ("General", -0.0, "0"),
            ("0", 7.5, "8"),
            ("0.00", -7.456, "-7.46"),
            ("0.0#", 7.5, "7.5"),
            ("#,##0", 1_234_567.0, "1,234,567"),
            ("0%", 0.075, "8%"),
            ("0.0%", 0.075, "7.5%"),
            ("0.0_ ", 3.0, "3.0"),
            ("0\"家\"", 12.0, "12家"),
            ("[$¥-804]#,##0.00;[Red]-#,##0.00", -5.0, "-5.00"),
            ("000", 7.0, "007"),
            ("#", 0.0, "0"),
            ("yyyy/m/d", 44_197.0, "2021/1/1"),
            ("yyyy\"年\"m\"月\"d\"日\"", 44_561.0, "2021年12月31日"),
            ("[$-804]yyyy\\-mm\\-dd", 44_256.0, "2021-03-01"),
            ("yyyy/m/d h:mm:ss", 44_256.5 + 61.0 / 86_400.0, "2021/3/1 12:01:01"),
            ("上午/下午h\"时\"mm\"分\"", 0.75, "下午6时00分"),
            ("yyyy/m/d", 1.0, "1900/1/1"),
            ("yyyy/m/d", -1.0, "-1"),
            ("m\"月底前\"", 44_256.0, "3月底前"),
            ("\"第\"0\"项\"", 4.0, "第4项"),
        ] {
            assert_eq!(Format::of(200, Some(code)).show(value, false), shown, "{code} {value}");
        }
        assert_eq!(Format::of(31, None).show(44_197.0, false), "2021年1月1日");
        assert_eq!(Format::of(14, None).show(0.0, true), "1904/1/1");
    }

    #[test]
    fn broken_codes_show_something() {
        for code in ["\"", "[", "\\", "_", "0.0.0.0", ";;;", "[h", "y年", "，"] {
            Format::of(200, Some(code)).show(1.5, false);
            Format::of(200, Some(code)).show(f64::NAN, false);
            Format::of(200, Some(code)).show(f64::MAX, false);
        }
    }
}
