//! What a responsibility clause says: units with their roles, leaders and the deadline.

use std::ops::Range;

use crate::Span;
use crate::lexicon::columns::Column;
use crate::lexicon::{people as names, roles, units};
use crate::model::{Person, Unit, UnitRole};
use crate::notice::glyphs::{self, Gap, Glyph};
use crate::notice::unit_list::{self, UnitList};
use crate::notice::{labels, people};

/// What a clause says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::notice) struct Body {
    /// Units in order.
    pub units: Vec<Unit>,
    /// The unit list ends in 等.
    pub open_ended: bool,
    /// Leaders in order.
    pub leaders: Vec<Person>,
    /// The deadline's words.
    pub deadline: Vec<Span>,
    /// The words behind 备注.
    pub note: Vec<Span>,
    /// A verb such as 牵头 or 负责 says the roles.
    pub verb: bool,
    /// A label in it is not known.
    pub guess: bool,
}

impl Body {
    pub(super) fn is_empty(&self) -> bool {
        self.units.is_empty() && self.leaders.is_empty() && self.deadline.is_empty()
    }

    /// Whether it names leaders and says nothing else.
    pub(in crate::notice) fn only_leaders(&self) -> bool {
        !self.leaders.is_empty() && self.units.is_empty() && self.deadline.is_empty()
    }

    /// Whether it says nothing but a note.
    pub(in crate::notice) fn only_notes(&self) -> bool {
        self.is_empty() && !self.note.is_empty()
    }

    /// Whether most of its names read as units.
    pub(super) fn only_units(&self) -> bool {
        let units = self.units.iter().filter(|unit| units::is_unit(&key(&unit.name))).count();
        units * 10 >= self.units.len() * 6
    }

    /// Whether all of its names read as units.
    pub(super) fn all_units(&self) -> bool {
        // 市科技局建立工作专班 ends as units do and is a sentence.
        let acts = |name: &str| ["建立", "成立", "组建", "设立", "制定", "开展"].iter().any(|act| name.contains(act));
        self.units.iter().all(|unit| units::is_unit(&key(&unit.name)) && !acts(&unit.name))
    }

    /// Whether a unit in it begins as units of an assignment do (市…, 各…, 国家…), unlike 建设单位 or 企业.
    pub(in crate::notice) fn named(&self) -> bool {
        self.units.iter().any(|unit| units::begins_like_unit(&key(&unit.name)))
    }
}

/// A name as the lexicon writes it.
fn key(name: &str) -> String {
    name.chars().map(|c| crate::lexicon::columns::simplify(crate::text::fold(c))).collect()
}

/// Reads the words of a clause, without the bracket around them.
pub(super) fn read(text: &str, run: &[Glyph]) -> Body {
    let labels = labels::find_in_clause(run);
    let mut body = Body::default();
    let first = labels.first().map_or(run.len(), |label| label.start);
    statements(text, &run[..first], UnitRole::Responsible, &mut body);
    for (at, label) in labels.iter().enumerate() {
        let end = labels.get(at + 1).map_or(run.len(), |next| next.start);
        let part = trim(&run[label.end..end]);
        body.guess |= label.guess;
        match label.column {
            Column::Note if label.guess => {}
            // A remark keeps its full stop.
            Column::Note => body.note.extend(glyphs::spans(if end == run.len() { &run[label.end..] } else { part })),
            Column::Leader => people_and_units(text, part, &mut body),
            Column::Deadline => body.deadline.extend(glyphs::spans(part)),
            column => {
                let role = roles::role_of(column).unwrap_or(UnitRole::Responsible);
                statements(text, part, role, &mut body);
            }
        }
    }
    body
}

/// Reads a cell of people: what reads as a unit there is one.
pub(in crate::notice) fn people_cell(text: &str, pieces: &[Span]) -> (Vec<Person>, UnitList) {
    let mut body = Body::default();
    people_and_units(text, &glyphs::run(text, pieces), &mut body);
    (body.leaders, UnitList { units: body.units, open_ended: body.open_ended })
}

/// Reads the words of a label for people. 责任单位及责任人 announces both, so what reads as a unit is one.
fn people_and_units(text: &str, run: &[Glyph], body: &mut Body) {
    let parts = |glyph: &Glyph| matches!(glyph.key, '、' | ',' | ';' | '.' | ':' | '/');
    let (mut start, mut at) = (0, 0);
    while at < run.len() {
        let end = (at + 1..run.len()).find(|&end| run[end].gap != Gap::None || parts(&run[end])).unwrap_or(run.len());
        let word = &run[at..end];
        let words = glyphs::keys(trim(word));
        if word.len() >= 3
            && units::is_unit(&words)
            && units::ends_like_unit(&words)
            && !names::is_name(&words)
            && names::title_at_end(&words).is_none()
            && !names::is_office(&words)
        {
            body.leaders.extend(people::read(text, &glyphs::spans(&run[start..at])));
            statements(text, word, UnitRole::Responsible, body);
            start = end;
        }
        at = end;
    }
    body.leaders.extend(people::read(text, &glyphs::spans(&run[start..])));
}

/// A stretch without the signs at its ends, and without the halves of a bracket around the label behind it.
fn trim(mut run: &[Glyph]) -> &[Glyph] {
    let sign = |glyph: &Glyph| matches!(glyph.key, '、' | ',' | ';' | '.' | ':' | '(' | '[');
    while let [first, rest @ ..] = run
        && sign(first)
    {
        run = rest;
    }
    while let [rest @ .., last] = run
        && (sign(last) || matches!(last.key, ')' | ']') && !rest.iter().any(|glyph| matches!(glyph.key, '(' | '[')))
    {
        run = rest;
    }
    run
}

/// Reads the statements of a clause that commas part: deadlines, rules and leaders are taken out, what is left is the
/// list of units with its verbs.
fn statements(text: &str, run: &[Glyph], role: UnitRole, body: &mut Body) {
    let partners = glyphs::brackets(run);
    let mut list: Vec<Glyph> = Vec::with_capacity(run.len());
    let (mut at, mut start) = (0, 0);
    // Where the deadline begins that ends right before this statement, and how many spans the body had before it.
    let mut dated: Option<(usize, usize)> = None;
    while at <= run.len() {
        let sign = run.get(at).map(|glyph| glyph.key);
        if matches!(sign, None | Some(',' | ';' | '.')) {
            let end = run.len().min(at + 1);
            let said = without_rule(&run[start..at]);
            let taken = if let Some(range) = deadline_in(said) {
                let (first, spans) = dated.unwrap_or((start + range.start, body.deadline.len()));
                // 4月底前出台政策，年内持续推进 is one deadline, as printed.
                body.deadline.truncate(spans);
                body.deadline.extend(glyphs::spans(&run[first..start + range.end]));
                dated = Some((first, spans));
                true
            } else {
                dated = None;
                statement(text, said, body)
            };
            if !taken {
                list.extend(said);
                list.extend(&run[at..end]);
            } else if sign == Some(';') {
                list.push(run[at]);
            }
            start = end;
        } else if let Some(close) = partners[at] {
            at = close;
        }
        at += 1;
    }
    let mut read = UnitList::default();
    body.verb |= unit_list::read_group(&list, role, &mut read);
    body.units.append(&mut read.units);
    body.open_ended |= read.open_ended;
}

/// Where the deadline stands in a statement that says nothing else, by positions in it.
pub(super) fn deadline_in(run: &[Glyph]) -> Option<Range<usize>> {
    let words = glyphs::keys(run);
    let range = deadline(&words)?;
    let before = words[..range.start].chars().count();
    Some(before..before + words[range].chars().count())
}

/// Takes a statement that is no list of units.
fn statement(text: &str, run: &[Glyph], body: &mut Body) -> bool {
    let words = glyphs::keys(run);
    if states_rule(&words) {
        // `rules` finds it and applies it to all rows.
    } else if let Some(mut leaders) = leaders_of(text, run) {
        body.leaders.append(&mut leaders);
        body.verb = true;
    } else {
        return false;
    }
    true
}

/// A statement without the bracket that it ends with, where that states a rule: 甲局、乙局〈列第一位的为牵头单位，下同〉.
fn without_rule(run: &[Glyph]) -> &[Glyph] {
    match run {
        [words @ .., last] if last.key == ')' => {
            let open = words.iter().rposition(|glyph| glyph.key == '(').filter(|&open| open > 0);
            open.filter(|&open| states_rule(&glyphs::keys(&words[open + 1..]))).map_or(run, |open| &words[..open])
        }
        _ => run,
    }
}

/// Whether a statement is no list but a rule for the rows, or a part of one: 列第一位的为牵头单位, 下同, 以下…不再列出
/// (FORMS.md, Rules).
fn states_rule(words: &str) -> bool {
    let first = ["第一", "首位", "首个", "第1", "最前", "排首", "列首"].iter().any(|first| words.contains(first));
    let leads = ["牵头", "主办"].iter().any(|lead| words.contains(lead)) && words.contains(['为', '是']);
    let all = words.starts_with("以下") && ["不再", "下同", "均"].iter().any(|mark| words.contains(mark));
    words == "下同" || first && leads || all || words.starts_with("不再") && words.ends_with("列出")
}

/// The people that lead by a statement of their own: `由某某同志负总责`, `某某副市长牵头`.
pub(in crate::notice) fn leaders_of(text: &str, run: &[Glyph]) -> Option<Vec<Person>> {
    let run = if glyphs::starts_with(run, "由") { &run[1..] } else { run };
    let words = glyphs::keys(run);
    let total = ["负总责", "总负责", "负总责任", "挂帅", "领衔", "任组长", "任总指挥", "任召集人"]
        .iter()
        .find_map(|verb| words.strip_suffix(verb));
    let left = total.map(str::len).or_else(|| roles::verb_at_end(&words).map(|(_, left)| left))?;
    let named = &run[..words[..left].chars().count()];
    if named.len() > 60 || units::is_unit(&words[..left]) {
        return None;
    }
    let leaders = people::read(text, &glyphs::spans(named));
    let listed = 1 + named.iter().filter(|glyph| glyph.gap != Gap::None || glyph.key == '、').count();
    let heads = ["牵头", "负责", "负总责", "总负责", "负总责任", "挂帅", "领衔", "主抓", "抓总", "任"];
    let all = !leaders.is_empty()
        && leaders.iter().all(|person| match person.title {
            Some(_) => names::is_name(&person.name),
            // 安装完成 and 费用由乙方承担 read like names too.
            None => {
                let name = names::is_name(&person.name) && leaders.len() <= listed;
                heads.iter().any(|head| words[left..].contains(head)) && (name || names::is_office(&person.name))
            }
        });
    all.then_some(leaders)
}

/// How often or how long something goes on, where a deadline names no date.
const STANDING: &[&str] = &[
    "长期",
    "持续",
    "常年",
    "常态化",
    "常态",
    "全年",
    "年内",
    "贯穿",
    "动态",
    "立即",
    "定期",
    "适时",
    "即时",
    "每季度",
    "每半年",
    "每年",
    "每月",
    "每周",
    "按季度",
    "按月",
];

/// What goes on.
const GOING_ON: &[&str] = &[
    "推进", "开展", "实施", "坚持", "整改", "落实", "推动", "更新", "调整", "执行", "抓好", "管护", "报送", "通报",
    "调度",
];

/// Whether a statement is a deadline that names no date: 长期坚持, 年内持续推进.
fn is_standing(words: &str) -> bool {
    if matches!(words, "立行立改" | "即知即改" | "贯穿全年") {
        return true;
    }
    let words = words.strip_prefix('并').unwrap_or(words);
    let mut rest = words;
    while let Some(after) = STANDING.iter().find_map(|standing| rest.strip_prefix(standing)) {
        rest = after;
    }
    // 每年评估一次
    rest.len() < words.len() && (rest.is_empty() || GOING_ON.contains(&rest) || rest.ends_with("一次"))
}

/// Where the deadline stands in a statement that says nothing else: 6月底前 in `6月底前完成`.
fn deadline(words: &str) -> Option<Range<usize>> {
    let whole = ["完成", "办结"].iter().find_map(|done| words.strip_suffix(done)).unwrap_or(words);
    if is_standing(whole) {
        return Some(0..whole.len());
    }
    let start = ["力争", "确保", "于", "在", "须", "应"]
        .iter()
        .fold(0, |start, lead| if words[start..].starts_with(lead) { start + lead.len() } else { start });
    let dated = |c: char| {
        c.is_ascii_digit()
            || "零〇一二三四五六七八九十两年月日号第季度周旬个本当今明次每首上下半中初末底内前以之至起-—–~/."
                .contains(c)
    };
    let date = &words[start..];
    // 4月底前上线
    let date = date[..date.find(|c| !dated(c)).unwrap_or(date.len())].trim_end_matches('上');
    let whole = date.contains(['年', '月', '日', '季', '旬', '周'])
        && date.ends_with(['前', '底', '内', '末', '年', '月', '日', '旬', '度', '初', '中', '起']);
    let rest = &words[start + date.len()..];
    const DONE: &[&str] = &[
        "完成", "办结", "到位", "落实", "见效", "成效", "建成", "启动", "实施", "出台", "印发", "结束", "报送", "销号",
        "实现", "审议", "上线", "投用", "开工", "完工", "竣工",
    ];
    let done = rest.is_empty() || rest.chars().count() <= 10 && DONE.iter().any(|done| rest.contains(done));
    (whole && done).then_some(start..start + date.len())
}

/// Whether a clause without a label may say a role: a verb, or a rule after it, stands at the end of a statement.
pub(super) fn may_say_role(run: &[Glyph]) -> bool {
    run.split(|glyph| matches!(glyph.key, ',' | ';' | '.')).any(|statement| {
        let tail = &statement[statement.len().saturating_sub(6)..];
        roles::verb_at_end(&glyphs::keys(tail)).is_some() || glyphs::ends_with(tail, "负总责")
    })
}

/// Whether a bracket may hold units, and what else belongs to a clause.
pub(super) fn may_list_units(run: &[Glyph]) -> bool {
    let last = &run[run.len().saturating_sub(12)..];
    units::ends_like_unit(glyphs::keys(last).trim_end_matches('等')) || {
        let first = run.iter().take(40).position(|glyph| matches!(glyph.key, '、' | ',' | ';'));
        first.is_some_and(|end| {
            let first = glyphs::keys(&run[..end]);
            units::begins_like_unit(&first) && units::ends_like_unit(&first)
        })
    }
}

/// Whether a sentence divides the work among those it names: 甲局、乙局按职责分工负责.
pub(super) fn divides_work(run: &[Glyph]) -> bool {
    let named = !glyphs::keys(&run[..run.len().min(2)]).starts_with(['各', '有', '相']);
    named && ["按职责分工负责", "按照职责分工负责", "按职责负责"].iter().any(|end| glyphs::ends_with(run, end))
}

/// Whether one of the statements ends in 牵头.
pub(super) fn names_a_lead(run: &[Glyph]) -> bool {
    run.split(|glyph| matches!(glyph.key, ',' | ';' | '.')).any(|statement| {
        // 市政府负总责，各县抓落实 is how speeches talk.
        !glyphs::ends_with(statement, "总责")
            && roles::verb_at_end(&glyphs::keys(&statement[statement.len().saturating_sub(12)..]))
                .is_some_and(|(role, _)| role == UnitRole::Lead)
    })
}

/// Whether the words of a label without brackets go on over white space: what stands there is part of the name before
/// it, or a further one.
pub(super) fn goes_on(column: Column, before: &[Glyph], after: &[Glyph]) -> bool {
    let short = |run: &[Glyph]| glyphs::keys(&run[run.len().saturating_sub(40)..]);
    let words = glyphs::keys(&after[..after.len().min(40)]);
    match column {
        Column::Leader => {
            let spaced = before.len() == 1 || after.len() == 1;
            spaced || names::is_name(&words) || names::title_at_end(&words).is_some()
        }
        Column::Deadline => {
            // PDF extraction puts white space around digits.
            let date = |c: char| c.is_ascii_digit() || "年月日底前季度-—".contains(c);
            after[0].gap != Gap::Seam
                && after.len() <= 12
                && (date(after[0].c) && before.last().is_some_and(|last| date(last.c)) || deadline(&words).is_some())
        }
        _ => {
            let name = roles::verb_at_end(&words).map_or(words.as_str(), |(_, left)| &words[..left]);
            let name = name.trim_end_matches(['等', '。']);
            let further = units::is_unit(name) && (name.chars().count() <= 6 || units::begins_like_unit(name));
            // 县 委 宣 传 部 is printed with a space behind every character.
            let spaced = after.len() == 1 && before.last().is_some_and(|last| last.gap == Gap::Space);
            let broken = spaced || units::is_ending(name) || !units::ends_like_unit(&short(before));
            after.len() <= 40 && (name.is_empty() || further || broken)
        }
    }
}
