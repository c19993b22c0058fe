//! Deadlines in the order of time, and the periods that they fall in.

use crate::text::fold;

/// When a deadline falls, as far as its words say: enough to sort by, no calendar. Ordered by time, open-ended
/// ones (长期坚持, 持续推进) last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Deadline {
    year: u32,
    month: u32,
    day: u32,
}

/// The period that a deadline falls in; in the order of time, those without one last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// A quarter from 1 to 4 of a year; of year 0 where neither the words nor the notice's date name one.
    Quarter(u32, u32),
    /// Without an end: 长期坚持, 持续推进.
    Ongoing,
    /// Words that name no date: 按上级要求.
    Unread,
    /// No words at all.
    Missing,
}

impl Due {
    /// The period of a deadline as printed; `year` is the notice's own.
    pub(super) fn of(words: Option<&str>, year: Option<u32>) -> Self {
        match words.map(|words| Deadline::read(words, year)) {
            None => Self::Missing,
            Some(None) => Self::Unread,
            Some(Some(Deadline { year: u32::MAX, .. })) => Self::Ongoing,
            Some(Some(Deadline { year, month, .. })) => Self::Quarter(year, month.clamp(1, 12).div_ceil(3)),
        }
    }
}

impl Deadline {
    /// Reads `6月底前`, `2025年底`, `第三季度`, `10月15日`. `year` is the notice's own, for words without one. Of
    /// several dates (3月底前启动，9月底前完成) the last counts. `None` where the words name no time at all.
    pub fn read(words: &str, year: Option<u32>) -> Option<Self> {
        let text: String = words.chars().map(fold).collect();
        if ["长期", "持续", "常态"].iter().any(|mark| text.contains(mark)) {
            return Some(Self { year: u32::MAX, month: 0, day: 0 });
        }
        let (mut named_year, mut month, mut day) = (None, None, None);
        let mut number = None;
        for (at, c) in text.char_indices() {
            let rest = &text[at..];
            match c {
                '0'..='9' => {
                    let digit = c as u32 - '0' as u32;
                    number = Some(number.unwrap_or(0_u32).saturating_mul(10).saturating_add(digit));
                    continue;
                }
                '一'..='龥' if "一二三四".contains(c) && rest.contains("季度") => {
                    number = Some(match c {
                        '一' => 1,
                        '二' => 2,
                        '三' => 3,
                        _ => 4,
                    });
                    continue;
                }
                '年' => {
                    if let Some(value) = number {
                        named_year = Some(value);
                        (month, day) = (None, None);
                    }
                    // 今年, 全年, 年底 and the like are the notice's own year where no number stands before them.
                    let own = ["今", "本", "全", "当"].iter().any(|which| text[..at].ends_with(which));
                    if own || ["年底", "年末", "年内", "年终"].iter().any(|end| rest.starts_with(end)) {
                        month = Some(12);
                    }
                }
                '月' => {
                    month = number.or(month);
                    day = rest.starts_with("月底").then_some(31).or_else(|| rest.starts_with("月中").then_some(15));
                }
                '日' => day = number.or(day),
                '季' => month = number.map(|quarter| quarter * 3).or(month),
                '上' if rest.starts_with("上半年") => month = Some(6),
                '下' if rest.starts_with("下半年") => month = Some(12),
                _ if c.is_whitespace() => continue,
                _ => {}
            }
            number = None;
        }
        if named_year.is_none() && month.is_none() {
            return None;
        }
        // A year or month without a day is due at its end.
        Some(Self { year: named_year.or(year).unwrap_or(0), month: month.unwrap_or(12), day: day.unwrap_or(31) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deadlines_sort_by_time_whatever_their_words() {
        let order =
            ["3月15日前", "3月底前", "上半年", "第三季度", "11月", "年底前", "2027年6月", "2027年底", "长期坚持"];
        let read: Vec<_> = order.iter().map(|words| Deadline::read(words, Some(2026)).unwrap()).collect();
        assert!(read.is_sorted(), "{read:?}");
    }

    #[test]
    fn the_last_of_several_dates_counts() {
        let both = Deadline::read("3月底前启动，9月底前完成", Some(2026));
        assert_eq!(both, Deadline::read("9月底前", Some(2026)));
        assert_eq!(Deadline::read("按上级要求", Some(2026)), None);
    }

    #[test]
    fn deadlines_fall_in_quarters() {
        let due = |words| Due::of(Some(words), Some(2026));
        assert_eq!(due("6月底前"), Due::Quarter(2026, 2));
        assert_eq!(due("7月1日前"), Due::Quarter(2026, 3));
        assert_eq!(due("到2027年"), Due::Quarter(2027, 4));
        assert_eq!(due("今年"), Due::Quarter(2026, 4));
        assert_eq!(due("0月99日"), Due::Quarter(2026, 1));
        assert_eq!(due("99月"), Due::Quarter(2026, 4));
        assert_eq!((due("长期坚持"), due("按上级要求")), (Due::Ongoing, Due::Unread));
        assert_eq!(Due::of(Some("9月底前"), None), Due::Quarter(0, 3));
        assert_eq!(Due::of(None, Some(2026)), Due::Missing);
    }
}
