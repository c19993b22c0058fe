//! The parsed notice: the JSON contract `fenjie.notice/1` as Rust types.
//!
//! Spans count UTF-8 bytes of the manuscript's decoded text; the browser's door converts them to UTF-16.

use serde::{Deserialize, Serialize};

use crate::Span;

/// The value of [`Notice::schema`].
pub const SCHEMA: &str = "fenjie.notice/1";

/// What the schema of a file of corrections begins with, before the number of its version.
pub const CORRECTIONS: &str = "fenjie.corrections/";

/// A parsed notice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null, hashmap_as_object))]
pub struct Notice {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The file it came from.
    pub source: Source,
    /// The elements of GB/T 9704-2012 that the notice shows.
    pub header: Header,
    /// The numbered headings of the body, in order, without a 目录 (table of contents).
    pub outline: Vec<Heading>,
    /// The tasks, in document order.
    pub tasks: Vec<Task>,
    /// Rows of indicator tables (指标).
    pub indicators: Vec<Indicator>,
    /// Measurable goals, in document order.
    pub targets: Vec<Target>,
    /// Units in order of first mention, with how many tasks each carries in which role.
    pub units: Vec<UnitTotal>,
    /// Leaders in order of first mention.
    pub people: Vec<PersonTotal>,
    /// What the reader should look at.
    pub diagnostics: Vec<Diagnostic>,
    /// A partition of the text: no gap, no overlap, in order.
    pub segments: Vec<Segment>,
    /// How much of the text was understood.
    pub coverage: Coverage,
    /// Rules that the notice states once for every row, with their words.
    pub rules: Vec<Rule>,
}

/// Where a manuscript came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Source {
    /// File name as given, without a path.
    pub name: String,
    /// Media type told from the content, e.g. `text/plain`.
    pub media_type: String,
    /// Name of the encoding that the text was decoded from, as in the WHATWG standard: `UTF-8`, `gb18030`.
    pub encoding: String,
    /// Size of the file in bytes.
    pub bytes: usize,
}

/// The elements of GB/T 9704-2012, 7.2 to 7.4, and of the card above a government web page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Header {
    /// 发文机关.
    pub issuer: Option<String>,
    /// 发文字号, white space removed.
    pub doc_number: Option<String>,
    /// Title, joined over its lines, white space removed.
    pub title: Option<String>,
    /// 主送机关, split at 、 and ，.
    pub addressees: Vec<String>,
    /// 署名.
    pub signatory: Option<String>,
    /// 成文日期, ISO 8601.
    pub date: Option<String>,
    /// 附注, such as 此件公开发布.
    pub disclosure: Option<String>,
    /// 索引号, from a web page's own card.
    pub index_number: Option<String>,
    /// 附件说明, list numbers dropped.
    pub attachments: Vec<String>,
    /// 抄送.
    pub cc: Vec<String>,
    /// 印发机关.
    pub printed_by: Option<String>,
    /// 印发日期, ISO 8601.
    pub printed_on: Option<String>,
}

/// A numbered heading.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Heading {
    /// 1 for 一、, 2 for （一）, 3 for 1., 4 for （1）.
    pub level: u8,
    /// The heading with its number, white space removed.
    pub title: String,
    /// Where it stands.
    pub span: Span,
}

/// A task with who does it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Task {
    /// Stable: the same notice parsed again gives the same id.
    pub id: String,
    /// `附件1`; `None` without numbered attachments.
    pub attachment: Option<String>,
    /// Headings from outermost to innermost, white space removed.
    pub section: Vec<String>,
    /// The row's own number (序号) without brackets and stops.
    pub seq: Option<String>,
    /// The task without its number and its responsibility clause.
    pub text: String,
    /// 责任领导.
    pub leaders: Vec<Person>,
    /// Units with their roles, in the order of the notice.
    pub units: Vec<Unit>,
    /// The unit list ends in 等.
    pub open_ended: bool,
    /// 完成时限, as printed.
    pub deadline: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// What columns say that have no field of their own here: header to printed cell, in column order.
    #[serde(with = "ordered_map")]
    #[cfg_attr(feature = "npm", tsify(type = "Record<string, string>"))]
    pub other: Vec<(String, String)>,
    /// Positions in [`Notice::targets`].
    pub targets: Vec<usize>,
    /// Where each field stands.
    pub spans: TaskSpans,
    /// Positions in [`Notice::diagnostics`].
    pub diagnostics: Vec<usize>,
    /// How sure the parser is of this row.
    pub certainty: Certainty,
    /// What a reader corrected; the parser leaves it empty. A row that the reader added has all its fields here.
    pub corrected: Vec<Field>,
    /// Whether a reader has held the row against the source.
    pub checked: bool,
}

/// A field of a task that a reader can correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Field {
    Section,
    Seq,
    Text,
    Leaders,
    Units,
    Deadline,
    Note,
}

/// How sure the parser is of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// Nothing about the row is in doubt.
    #[default]
    Certain,
    /// Right in all likelihood; something about it deserves a look.
    Likely,
    /// Recovered from damage or guessed from context.
    Doubtful,
}

/// Where in the source the fields of a task stand, each in several pieces where it is broken up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
#[allow(missing_docs)]
pub struct TaskSpans {
    pub seq: Vec<Span>,
    pub text: Vec<Span>,
    pub leaders: Vec<Span>,
    pub units: Vec<Span>,
    pub deadline: Vec<Span>,
    pub note: Vec<Span>,
}

/// A person named as a leader.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Person {
    /// Name with inner spaces removed.
    pub name: String,
    /// Title as printed with the name: 常务副市长.
    pub title: Option<String>,
    /// Where this mention stands, in pieces.
    pub spans: Vec<Span>,
}

/// What a unit does for a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum UnitRole {
    /// 牵头, 主办.
    Lead,
    /// 配合, 协办, 参与.
    Support,
    /// 责任, 落实, 负责.
    Responsible,
}

/// A unit in a task's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Unit {
    /// Name as printed, white space removed, shorthand expanded.
    pub name: String,
    /// Its role.
    pub role: UnitRole,
    /// Organisations named in brackets after it (a former or second name).
    pub aliases: Vec<String>,
    /// Where this mention stands, in pieces.
    pub spans: Vec<Span>,
}

/// A row of an indicator table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Indicator {
    /// Title of the table.
    pub table: Option<String>,
    /// 类别.
    pub category: Option<String>,
    /// 序号.
    pub seq: Option<String>,
    /// 指标名称.
    pub name: String,
    /// The indicator's part, where one number covers several.
    pub sub_name: Option<String>,
    /// Unit of measure.
    pub unit: Option<String>,
    /// Column header (rows of a header joined by `/`) to printed value, in column order.
    #[serde(with = "ordered_map")]
    #[cfg_attr(feature = "npm", tsify(type = "Record<string, string>"))]
    pub values: Vec<(String, String)>,
    /// 属性: 预期性 or 约束性.
    pub attribute: Option<String>,
    /// Where the row stands.
    pub span: Span,
}

/// How a target's value is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify))]
#[allow(missing_docs)]
pub enum Comparator {
    #[serde(rename = ">=")]
    AtLeast,
    #[serde(rename = ">")]
    MoreThan,
    #[serde(rename = "<=")]
    AtMost,
    #[serde(rename = "<")]
    LessThan,
    #[serde(rename = "=")]
    Equal,
    #[serde(rename = "~")]
    About,
    #[serde(rename = "range")]
    Range,
    #[serde(rename = "x")]
    Times,
}

/// A measurable goal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Target {
    /// What is measured: 生产总值.
    pub subject: Option<String>,
    /// The verb of change: 增长, 达到, 控制在.
    pub measure: Option<String>,
    /// How the value is to be read.
    pub comparator: Comparator,
    /// The number as printed, without its unit: `7.5`, `5—6`.
    pub value: String,
    /// Unit of measure: `%`, 家, 亿元.
    pub unit: Option<String>,
    /// When it is due, as printed.
    pub due: Option<String>,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// Id of the task it belongs to.
    pub task: Option<String>,
}

/// A unit and the tasks it has part in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct UnitTotal {
    /// Name as in [`Unit::name`].
    pub name: String,
    /// Tasks that it leads.
    pub lead: usize,
    /// Tasks that it supports.
    pub support: usize,
    /// Tasks that it is responsible for without leading them.
    pub responsible: usize,
    /// Ids of its tasks.
    pub tasks: Vec<String>,
}

/// A leader and the tasks under them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct PersonTotal {
    /// Name as in [`Person::name`].
    pub name: String,
    /// First title met.
    pub title: Option<String>,
    /// Ids of their tasks.
    pub tasks: Vec<String>,
}

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Probably something to check.
    Warning,
    /// Something is wrong or missing.
    Error,
}

/// Something the reader should look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Diagnostic {
    /// Kind, in kebab case: `unit-near-miss`.
    pub code: String,
    /// How grave.
    pub severity: Severity,
    /// What is the matter and what to check, in English.
    pub message: String,
    /// The same in Chinese.
    pub message_zh: String,
    /// Where.
    pub span: Span,
    /// Id of the task concerned.
    pub task: Option<String>,
}

/// A rule that a notice states once for every row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Rule {
    /// Which rule.
    pub kind: RuleKind,
    /// The words that state it.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// Rules that FORMS.md lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
pub enum RuleKind {
    /// 标记*的为牵头单位.
    MarkedLeads,
    /// 列第一位的责任单位为牵头单位.
    FirstLeads,
    /// 无牵头单位的，责任单位即为牵头单位.
    ResponsibleLeads,
    /// 以下各项均涉及各县（市、区），不再单独列出.
    AllRowsConcern,
    /// 责任领导职务变动的，由继任者接任.
    SuccessorTakesOver,
}

/// What a stretch of the text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify))]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum SegmentRole {
    Issuer,
    DocNumber,
    Title,
    Addressees,
    /// Prose of the notice.
    Body,
    AttachmentList,
    Signatory,
    Date,
    Disclosure,
    Cc,
    Printed,
    /// The 附件 1 line and the attachment's title.
    Attachment,
    Heading,
    Rule,
    ColumnHeader,
    Seq,
    Task,
    Leader,
    Unit,
    Deadline,
    Note,
    /// The words of a responsibility clause that are neither unit nor leader: brackets, labels, separators.
    Clause,
    Indicator,
    /// 目录.
    Contents,
    /// Card of a web page: 索引号, 发布机构, and so on.
    Card,
    /// Page numbers, repeated headers, web chrome.
    Furniture,
    /// White space between other segments.
    Space,
    /// Not understood.
    Unassigned,
}

/// One stretch of the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Segment {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub role: SegmentRole,
    /// Id of the task it belongs to.
    pub task: Option<String>,
}

/// How much of the text was understood, in characters that are not white space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "npm", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Coverage {
    /// All of them.
    pub characters: usize,
    /// Those in segments of role [`SegmentRole::Unassigned`].
    pub unassigned: usize,
}

mod ordered_map {
    //! A list of pairs as a JSON object that keeps its order.

    use serde::de::{MapAccess, Visitor};
    use serde::ser::SerializeMap;
    use serde::{Deserializer, Serializer};

    pub fn serialize<S: Serializer>(pairs: &[(String, String)], to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(pairs.len()))?;
        for (key, value) in pairs {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(String, String)>, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Vec<(String, String)>;

            fn expecting(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
                f.write_str("an object of strings")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(pairs)
            }
        }
        from.deserialize_map(Pairs)
    }
}
