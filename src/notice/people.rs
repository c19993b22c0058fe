//! Who a cell or clause of leaders names (FORMS.md, People).

use super::glyphs::{self, Gap, Glyph};
use crate::Span;
use crate::lexicon::people::{self, is_name};
use crate::model::Person;
use crate::order;
use crate::text::is_letter;

/// Longest run of characters that is tried as names run together, in characters: a dozen names.
const LONGEST_RUN: usize = 36;

/// Reads the people named in `pieces` of `text`: 张  兵 is one person, two names run together are two, a title may
/// stand before the name, after it or in brackets behind it. Words that are no name, such as 各分管领导, are kept as
/// printed.
pub(crate) fn read(text: &str, pieces: &[Span]) -> Vec<Person> {
    let run = glyphs::run(text, pieces);
    let partners = glyphs::brackets(&run);
    let mut people = People::default();
    let mut start = 0;
    // Where the bracket with the titles of a person closes: 某某（县委常委、常务副县长）.
    let mut close = 0;
    for at in 0..=run.len() {
        if at < close {
            continue;
        }
        if let Some(&Some(end)) = partners.get(at)
            && at - start <= people::LONGEST
            && is_name(&glyphs::keys(&run[start..at]))
        {
            close = end;
        } else if run.get(at).is_none_or(|glyph| matches!(glyph.key, '、' | ',' | ';' | '/' | '.' | ':')) {
            for part in parts(&run[start..at]) {
                people.add(part);
            }
            // Over a comma a title may still belong to the name before it: 某某市委常委、副市长.
            people.beside = false;
            start = at + 1;
        }
    }
    people.finish()
}

/// Splits a stretch between separators at white space and piece seams, as far as they part people. A single character
/// belongs to what follows it (张  兵) or, at the end, to what stands before it.
fn parts(run: &[Glyph]) -> Vec<&[Glyph]> {
    let mut parts = Vec::new();
    let mut start = 0;
    for at in 1..run.len() {
        if run[at].gap == Gap::None {
            continue;
        }
        let next = run[at + 1..].iter().position(|glyph| glyph.gap != Gap::None).map_or(run.len(), |n| at + 1 + n);
        // A title broken over lines is one: 常务副⏎县长, 常务⏎副县长.
        let broken = matches!((run[at - 2.min(at)].key, run[at - 1].key), (_, '副') | ('常', '务'));
        if at - start >= 2 && next - at >= 2 && !broken {
            parts.push(&run[start..at]);
            start = at;
        }
    }
    if start < run.len() {
        parts.push(&run[start..]);
    }
    parts
}

#[derive(Default)]
struct People<'a> {
    named: Vec<(&'a [Glyph], Vec<&'a [Glyph]>)>,
    /// Titles that wait for their name.
    titles: Vec<&'a [Glyph]>,
    /// The last person stands right before what is added next, with no separator between.
    beside: bool,
    /// The last person's title stands after the name, so that one more may follow.
    trailing: bool,
}

impl<'a> People<'a> {
    fn add(&mut self, part: &'a [Glyph]) {
        let part = trim(part);
        if part.is_empty() {
            return;
        }
        let words = glyphs::keys(part);
        // 常务副区长 is no 常务 with a title.
        let title_only =
            people::title_at_end(&words).is_some_and(|title| title.len() == words.len() || split_title(part).is_none());
        if title_only {
            match self.named.last_mut() {
                Some((_, titles)) if self.titles.is_empty() && (self.beside && titles.is_empty() || self.trailing) => {
                    titles.push(part);
                    self.trailing = true;
                }
                _ => self.titles.push(part),
            }
            return;
        }
        let mut titles = std::mem::take(&mut self.titles);
        self.beside = true;
        self.trailing = false;
        match split_title(part) {
            Some((name, title)) => {
                self.trailing = title.first().map(|g| g.at) > name.first().map(|g| g.at);
                titles.push(title);
                self.named.push((name, titles));
            }
            None => {
                for name in names(part) {
                    self.named.push((name, std::mem::take(&mut titles)));
                }
            }
        }
    }

    fn finish(mut self) -> Vec<Person> {
        // 分管副市长: a title without a name is whom the notice names.
        let nameless = std::mem::take(&mut self.titles);
        self.named.extend(nameless.into_iter().map(|title| (title, Vec::new())));
        let person = |(name, titles): (&[Glyph], Vec<&[Glyph]>)| {
            let mut spans = glyphs::spans(name);
            spans.extend(titles.iter().flat_map(|title| glyphs::spans(title)));
            order::sort_by_key(&mut spans, |&span| span);
            let title = titles.iter().map(|title| glyphs::word(title)).collect::<Vec<_>>().join("、");
            Person { name: glyphs::word(name), title: (!title.is_empty()).then_some(title), spans }
        };
        self.named.into_iter().map(person).collect()
    }
}

/// A part without the signs and the telephone number at its ends that are no part of a name, and without a closing 等.
fn trim(mut part: &[Glyph]) -> &[Glyph] {
    let wordy = |glyph: &Glyph| is_letter(glyph.c);
    while let [first, rest @ ..] = part
        && !wordy(first)
    {
        part = rest;
    }
    while let [rest @ .., last] = part
        && (!wordy(last) && last.key != ')' || last.key == '等' && part.len() > 2)
    {
        part = rest;
    }
    part
}

/// The name and the title of a part that holds one of each, in either order or with the title in brackets.
fn split_title(part: &[Glyph]) -> Option<(&[Glyph], &[Glyph])> {
    if let [head @ .., last] = part
        && last.key == ')'
    {
        let open = head.iter().rposition(|glyph| glyph.key == '(')?;
        return is_name(&glyphs::keys(&head[..open])).then(|| (&head[..open], &head[open + 1..]));
    }
    // After the name: where the longest title begins, so that 副 goes with 副市长 and not with the name.
    let title_after = |len: usize| {
        let rest = glyphs::keys(&part[len..]);
        people::title_at_end(&rest)?;
        is_name(&glyphs::keys(&part[..len])).then_some(())?;
        let plain = people::title_at_start(&rest).map_or(0, str::len);
        (plain > 0 || rest.starts_with(['市', '县', '区', '省', '州', '党'])).then_some((plain, len))
    };
    if let Some((_, len)) = (2..=4.min(part.len().saturating_sub(2))).filter_map(title_after).max() {
        return Some((&part[..len], &part[len..]));
    }
    // Before it: what ends in a title and leaves a name.
    let fits = |len: usize| {
        let (title, name) = part.split_at(part.len() - len);
        people::title_at_end(&glyphs::keys(title)).is_some() && is_name(&glyphs::keys(name))
    };
    let len = (2..=4.min(part.len().saturating_sub(2))).rev().find(|&len| fits(len))?;
    let (title, name) = part.split_at(part.len() - len);
    Some((name, title))
}

/// The names in a part without a title: one, or several run together where each can be a name.
fn names(part: &[Glyph]) -> Vec<&[Glyph]> {
    if part.len() < 4 || part.len() > LONGEST_RUN || is_name(&glyphs::keys(part)) {
        return vec![part];
    }
    // The fewest names that explain the run: three characters are likelier than two, and white space parts names.
    let mut best: Vec<Option<(usize, usize)>> = vec![None; part.len() + 1];
    best[0] = Some((0, 0));
    for end in 2..=part.len() {
        for len in 2..=4.min(end) {
            let Some((cost, _)) = best[end - len] else { continue };
            let name = &part[end - len..end];
            if !is_name(&glyphs::keys(name)) {
                continue;
            }
            // A gap inside a name of three is odd (王小 明); 张  兵 is the custom.
            let torn = len > 2 && name[1..].iter().any(|glyph| glyph.gap != Gap::None);
            let cost = cost + usize::from(len != 3) + 2 * usize::from(torn);
            if best[end].is_none_or(|(known, _)| cost < known) {
                best[end] = Some((cost, len));
            }
        }
    }
    let mut names = Vec::new();
    let mut end = part.len();
    while let Some((_, len)) = best[end]
        && len > 0
    {
        names.push(&part[end - len..end]);
        end -= len;
    }
    names.reverse();
    if names.is_empty() { vec![part] } else { names }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The people of a cell as `name:title`.
    fn named(text: &str) -> String {
        let people = read(text, &[Span::new(0, text.len())]);
        let show = |person: Person| match person.title {
            Some(title) => format!("{}:{title}", person.name),
            None => person.name,
        };
        people.into_iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_are_parted_by_signs_lines_and_each_other() {
        for (text, read) in [
            ("钱  伟", "钱伟"),
            ("钱伟、孙晓东，周  敏", "钱伟 孙晓东 周敏"),
            ("孙晓东\n周敏之", "孙晓东 周敏之"),
            ("钱伟 孙晓东", "钱伟 孙晓东"),
            ("孙晓东周敏之", "孙晓东 周敏之"),
            ("钱伟孙晓东", "钱伟 孙晓东"),
            ("钱  伟孙晓东", "钱伟 孙晓东"),
            ("钱 伟 周 敏", "钱伟 周敏"),
            ("欧阳若兰", "欧阳若兰"),
            ("欧阳若兰钱伟", "欧阳若兰 钱伟"),
            ("钱伟等", "钱伟"),
            ("", ""),
            ("—", ""),
        ] {
            assert_eq!(named(text), read, "{text}");
        }
    }

    #[test]
    fn titles_stand_before_after_or_in_brackets() {
        for (text, read) in [
            ("孙晓东常务副市长", "孙晓东:常务副市长"),
            ("副市长钱伟", "钱伟:副市长"),
            ("市委常委、副市长孙晓东", "孙晓东:市委常委、副市长"),
            ("孙晓东市委常委、副市长", "孙晓东:市委常委、副市长"),
            ("钱伟（副县长）、周敏", "钱伟:副县长 周敏"),
            ("钱伟 副区长", "钱伟:副区长"),
            ("市教育局局长周敏", "周敏:市教育局局长"),
            ("周敏市长、钱伟副市长", "周敏:市长 钱伟:副市长"),
            ("周敏同志", "周敏:同志"),
            ("分管副市长", "分管副市长"),
            ("各分管市领导", "各分管市领导"),
        ] {
            assert_eq!(named(text), read, "{text}");
        }
    }
}
