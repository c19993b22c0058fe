//! Numbers as word processors and browsers write them in front of paragraphs (ECMA-376, 17.18.59; CSS Counter Styles 3).

/// How the numbers of a list are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// 1, 2, 3
    #[default]
    Decimal,
    /// 01, 02
    DecimalZero,
    /// １, ２
    FullWidth,
    /// ①
    Circled,
    /// ⑴
    Bracketed,
    /// ⒈
    Stopped,
    /// I, II
    UpperRoman,
    /// i, ii
    LowerRoman,
    /// A, B
    UpperLetter,
    /// a, b
    LowerLetter,
    /// 一, 十, 二十一, 一百零五
    Chinese,
    /// 一, 一〇, 二一: digit by digit
    ChineseDigits,
    /// 壹, 贰
    ChineseLegal,
    /// ㊀
    ChineseCircled,
    /// ㈠
    ChineseBracketed,
    /// 甲, 乙
    Stems,
    /// 子, 丑
    Branches,
    /// Nothing, or a mark that does not count.
    Nothing,
}

impl Style {
    /// The style that Word calls `name`.
    pub fn of_word(name: &str) -> Self {
        match name {
            "decimalZero" => Self::DecimalZero,
            "decimalFullWidth" | "decimalFullWidth2" => Self::FullWidth,
            "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => Self::Circled,
            "decimalEnclosedParen" => Self::Bracketed,
            "decimalEnclosedFullstop" => Self::Stopped,
            "upperRoman" => Self::UpperRoman,
            "lowerRoman" => Self::LowerRoman,
            "upperLetter" => Self::UpperLetter,
            "lowerLetter" => Self::LowerLetter,
            "chineseCounting"
            | "chineseCountingThousand"
            | "japaneseCounting"
            | "taiwaneseCounting"
            | "taiwaneseCountingThousand" => Self::Chinese,
            "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => Self::ChineseDigits,
            "chineseLegalSimplified" | "ideographLegalTraditional" | "japaneseLegal" => Self::ChineseLegal,
            "ideographEnclosedCircle" => Self::ChineseCircled,
            "ideographEnclosedParen" => Self::ChineseBracketed,
            "ideographTraditional" => Self::Stems,
            "ideographZodiac" => Self::Branches,
            "none" | "bullet" => Self::Nothing,
            _ => Self::Decimal,
        }
    }

    /// The style of an HTML list whose `type` is `name`.
    pub fn of_html(name: &str) -> Self {
        match name {
            "a" => Self::LowerLetter,
            "A" => Self::UpperLetter,
            "i" => Self::LowerRoman,
            "I" => Self::UpperRoman,
            _ => Self::Decimal,
        }
    }

    /// `number` in this style; as decimal digits where the style does not reach so far.
    pub fn write(self, number: usize) -> String {
        let decimal = || number.to_string();
        let nth = |first: char, most: usize| match number {
            1.. if number <= most => {
                char::from_u32(first as u32 + number as u32 - 1).map_or_else(decimal, String::from)
            }
            _ => decimal(),
        };
        match self {
            Self::Decimal => decimal(),
            Self::DecimalZero => format!("{number:02}"),
            Self::FullWidth => digits(number, &['０', '１', '２', '３', '４', '５', '６', '７', '８', '９']),
            Self::Circled if number > 20 && number <= 35 => one('\u{3251}', number - 20),
            Self::Circled if number > 35 && number <= 50 => one('\u{32b1}', number - 35),
            Self::Circled => nth('①', 20),
            Self::Bracketed => nth('⑴', 20),
            Self::Stopped => nth('⒈', 20),
            Self::UpperRoman => roman(number).unwrap_or_else(decimal),
            Self::LowerRoman => roman(number).map_or_else(decimal, |roman| roman.to_ascii_lowercase()),
            Self::UpperLetter => letters(number, 'A'),
            Self::LowerLetter => letters(number, 'a'),
            Self::Chinese => {
                chinese(number, &['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'], ['十', '百', '千'])
            }
            Self::ChineseLegal => {
                let legal =
                    chinese(number, &['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'], ['拾', '佰', '仟']);
                // 壹拾, where plain numerals say 十.
                if legal.starts_with('拾') { format!("壹{legal}") } else { legal }
            }
            Self::ChineseDigits => digits(number, &['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九']),
            Self::ChineseCircled => nth('㊀', 10),
            Self::ChineseBracketed => nth('㈠', 10),
            Self::Stems => cycle(number, "甲乙丙丁戊己庚辛壬癸"),
            Self::Branches => cycle(number, "子丑寅卯辰巳午未申酉戌亥"),
            Self::Nothing => String::new(),
        }
    }
}

fn one(first: char, number: usize) -> String {
    char::from_u32(first as u32 + number as u32 - 1).map(String::from).unwrap_or_default()
}

fn digits(number: usize, of: &[char; 10]) -> String {
    number.to_string().bytes().map(|digit| of[usize::from(digit - b'0')]).collect()
}

fn cycle(number: usize, of: &str) -> String {
    match number.checked_sub(1).and_then(|at| of.chars().nth(at)) {
        Some(c) => c.to_string(),
        None => number.to_string(),
    }
}

/// A … Z, AA, BB …: Word repeats the letter.
fn letters(number: usize, first: char) -> String {
    let Some(at) = number.checked_sub(1).filter(|&at| at < 26 * 10) else { return number.to_string() };
    one(first, at % 26 + 1).repeat(at / 26 + 1)
}

fn roman(number: usize) -> Option<String> {
    const PARTS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut left = (1..4000).contains(&number).then_some(number)?;
    let mut out = String::new();
    for (value, part) in PARTS {
        out.push_str(&part.repeat(left / value));
        left %= value;
    }
    Some(out)
}

/// A number below ten thousand in Chinese numerals: 十 without 一 in front, 零 for a gap.
fn chinese(number: usize, digits: &[char; 10], units: [char; 3]) -> String {
    if number >= 10_000 {
        return number.to_string();
    }
    if number < 10 {
        return digits[number].to_string();
    }
    let mut out = String::new();
    let mut gap = false;
    for (power, unit) in [(1000, Some(units[2])), (100, Some(units[1])), (10, Some(units[0])), (1, None)] {
        let digit = number / power % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push(digits[0]);
            gap = false;
        }
        if !(power == 10 && digit == 1 && out.is_empty()) {
            out.push(digits[digit]);
        }
        out.extend(unit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_word_does() {
        for (style, number, written) in [
            (Style::Chinese, 1, "一"),
            (Style::Chinese, 10, "十"),
            (Style::Chinese, 21, "二十一"),
            (Style::Chinese, 105, "一百零五"),
            (Style::Chinese, 110, "一百一十"),
            (Style::Chinese, 2003, "二千零三"),
            (Style::ChineseDigits, 21, "二一"),
            (Style::ChineseLegal, 12, "壹拾贰"),
            (Style::Circled, 3, "③"),
            (Style::Circled, 21, "㉑"),
            (Style::Circled, 51, "51"),
            (Style::Bracketed, 2, "⑵"),
            (Style::FullWidth, 12, "１２"),
            (Style::DecimalZero, 7, "07"),
            (Style::UpperLetter, 28, "BB"),
            (Style::LowerRoman, 14, "xiv"),
            (Style::Stems, 3, "丙"),
            (Style::Stems, 11, "11"),
            (Style::Branches, 12, "亥"),
            (Style::Nothing, 3, ""),
            (Style::Decimal, 0, "0"),
        ] {
            assert_eq!(style.write(number), written, "{style:?} {number}");
        }
    }
}
