//! Inputs that make parsers slow: one thing over and over, near misses, and things that open and never close.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, anyhow};

use crate::cases;

use super::SIZE;

/// How many times the usual size a mixture has to be for its beginning to be like the rest.
const SCALE: usize = 16;

/// Writes the part of this number, counted from 0.
type Part = Box<dyn Fn(usize, &mut String) + Sync>;

/// A text of any length.
pub struct Input {
    /// What it is made of.
    pub name: String,
    /// What stands once at its start.
    head: String,
    /// How many times the usual size it is: 1, and more for mixtures.
    scale: usize,
    part: Part,
}

impl Input {
    fn new(name: &str, head: &str, part: impl Fn(usize, &mut String) + Sync + 'static) -> Self {
        Self { name: name.to_owned(), head: head.to_owned(), scale: 1, part: Box::new(part) }
    }

    /// As many parts as first make `size` bytes, or some times that for a mixture.
    pub fn text(&self, size: usize) -> String {
        let size = size * self.scale;
        let mut text = self.head.clone();
        for number in 0.. {
            if text.len() >= size {
                break;
            }
            (self.part)(number, &mut text);
        }
        text
    }
}

/// One thing over and over: what it is, what stands before the first, and the thing.
const REPEATED: &[(&str, &str, &str)] = &[
    ("a web page of paragraphs", "<!doctype html>", "<p id=a class=b>修渠"),
    ("a web page of open tables", "<!doctype html>", "<table><tr><td>修"),
    ("a web page of closed tables in cells", "<!doctype html><table><tr><td>", "<table><tr><td>修</table>"),
    ("a web page of rows", "<!doctype html><table>", "<tr><td>修<td>渠"),
    ("a web page of cells that span everything", "<!doctype html><table>", "<tr><td rowspan=0 colspan=99>修<td>渠"),
    ("a web page of lists within lists", "<!doctype html>", "<ol><li>修"),
    ("a web page of end tags", "<!doctype html>", "</td></table></p>"),
    ("a web page of navigation that never ends", "<!doctype html>", "<nav>修"),
    ("a web page of attributes", "<!doctype html><p ", "a=b "),
    ("a web page of references", "<!doctype html>", "&amp;&#x4fee;"),
    ("a web page of comments that never end", "<!doctype html>", "<!--"),
    ("a web page of scripts", "<!doctype html>", "<script>a</script>"),
    ("a web page of lines", "<!doctype html><pre>", "修\n"),
    ("nothing but a letter", "", "a"),
    ("nothing but a character", "", "市"),
    ("nothing but a character of four bytes", "", "𠮷"),
    ("blanks", "", " "),
    ("wide blanks", "", "\u{3000}"),
    ("zero-width blanks", "", "\u{200b}"),
    ("line ends", "", "\n"),
    ("carriage returns", "", "\r"),
    ("form feeds", "", "\u{c}"),
    ("lines with a form feed", "", "修渠\u{c}"),
    ("NUL", "", "\0"),
    ("replacement characters", "", "\u{fffd}"),
    ("open round brackets", "", "（"),
    ("closed round brackets", "", "）"),
    ("open ASCII brackets", "", "("),
    ("closed ASCII brackets", "", ")"),
    ("open square brackets", "", "["),
    ("open lenticular brackets", "", "【"),
    ("closed lenticular brackets", "", "】"),
    ("open tortoise-shell brackets", "", "〔"),
    ("open title marks", "", "《"),
    ("open quotation marks", "", "“"),
    ("pairs of brackets", "", "（）"),
    ("a bracket a line", "", "（\n"),
    ("open and closed in turn, never in order", "", "）市（局"),
    ("brackets of a clause that never close", "", "（责任单位：市水利局"),
    ("tabs", "", "\t"),
    ("bars", "", "|"),
    ("wide bars", "", "｜"),
    ("strokes", "", "│"),
    ("rules", "", "─"),
    ("crossings", "", "┼"),
    ("dashes", "", "-"),
    ("em dashes", "", "—"),
    ("enumeration commas", "", "、"),
    ("commas", "", "，"),
    ("semicolons", "", "；"),
    ("colons", "", "："),
    ("full stops", "", "。"),
    ("points", "", "."),
    ("asterisks", "", "*"),
    ("digits", "", "1"),
    ("Chinese digits", "", "一"),
    ("percent signs", "", "%"),
    ("a tab a line", "", "\t\n"),
    ("a bar a line", "", "|\n"),
    ("a rule a line", "", "├──┼──┤\n"),
    ("a line of dashes", "", "| --- | --- |\n"),
    ("label lines", "", "责任单位\n"),
    ("label lines with a colon", "", "责任单位：\n"),
    ("labels in one line", "", "责任单位："),
    ("remarks, a line each", "1.修渠。\n责任单位：市水利局\n", "备注：急\n"),
    ("dashes in front of units", "1.修渠。", "——市水利局牵头"),
    ("titles in brackets", "1.修渠。\n责任领导：", "钱伟（县委常委、副县长）、"),
    ("lead labels in one line", "", "牵头单位：市水利局 "),
    ("header words in pairs", "", "重点工作\n责任单位\n"),
    ("all header words, one a line", "", "序号\n重点工作\n责任领导\n责任单位\n完成时限\n备注\n"),
    ("header rows with tabs", "", "序号\t重点工作\t责任单位\n"),
    ("header rows with bars", "", "| 序号 | 重点工作 | 责任单位 |\n"),
    ("header rows with blanks", "", "序号   重点工作   责任单位\n"),
    ("header rows with strokes", "", "│ 序号 │ 重点工作 │ 责任单位 │\n"),
    ("header words run together", "", "序号重点工作责任领导责任单位\n"),
    ("lead words", "", "牵头"),
    ("support words", "", "配合"),
    ("role words in turn", "", "牵头配合负责"),
    ("a unit", "", "市水利局"),
    ("a unit a line", "", "市水利局\n"),
    ("a unit a list", "", "市水利局、"),
    ("units that lead", "", "市水利局牵头，"),
    ("units counted in a label", "责任单位：", "1.市水利局；"),
    ("units joined by a word", "（责任单位：", "市水利局和"),
    ("units joined by a word in a cell", "序号\t重点工作\t责任单位\n1\t修渠\t", "市水利局和"),
    ("endings of units", "", "局"),
    ("the same leader", "", "柳青河\n"),
    ("leaders in one line", "", "柳青河、"),
    ("leaders broken by blanks", "", "柳  青 "),
    ("titles", "", "副市长"),
    ("a unit in brackets behind each item", "", "1.修渠。（市水利局）\n"),
    ("clauses in front of tasks", "", "1.（责任单位：市水利局）修渠\n"),
    ("chapters without a mark", "", "1 治水\n1.1 修渠\n"),
    ("decimals at the heads of lines", "", "下降\n3.5%\n"),
    ("clauses in one paragraph", "", "修渠。（责任单位：市水利局）"),
    ("clauses a paragraph", "", "修渠。（责任单位：市水利局、市财政局等）\n"),
    ("verb clauses", "", "由市水利局牵头，市财政局配合。"),
    ("open-ended", "", "等"),
    ("sentences", "", "修渠。"),
    ("sentences a line", "", "全面完成修渠任务，抓好春耕。\n"),
    ("goals", "", "增长7.5%以上，"),
    ("goals a line", "", "到2025年，新建学校20家以上。\n"),
    ("years", "", "2021年"),
    ("dates a line", "", "2021年4月27日\n"),
    ("deadlines", "", "6月底前"),
    ("totals", "", "共146项"),
    ("document numbers", "", "云政发〔2021〕7号\n"),
    ("titles of notices", "", "关于印发分解表的通知\n"),
    ("addressees", "", "各县（市、区）人民政府：\n"),
    ("attachment lines", "", "附件\n"),
    ("attachment lists", "", "附件：1. 分解表\n"),
    ("copies", "", "抄送：市委。\n"),
    ("contents lines", "", "一、总体要求……3\n"),
    ("leaders of dots", "", "……"),
    ("page numbers", "", "— 7 —\n"),
    ("web cards", "", "索 引 号：\n"),
    ("rules of marks", "", "标记*的为牵头单位。\n"),
    ("rules of rows", "", "以下各项均涉及各县（市、区），不再单独列出。\n"),
    ("indicator tables of one row", "", "指标\t2025年\t属性\n生产总值\t5%\t预期性\n\n"),
    ("tags", "", "<td>"),
    ("tables in tables", "", "<table><tr><td>"),
    ("tags that never end", "", "<table "),
    ("open angles", "", "<"),
    ("rows of a web table", "<table>", "<tr><td>1</td><td>修渠</td></tr>"),
    ("cells of one web row", "<table><tr>", "<td>修渠</td>"),
    ("wide cells", "<table>", "<tr><td colspan=64>修渠</td></tr>"),
    ("cells merged downwards", "<table>", "<tr><td rowspan=1000>修</td><td>渠</td></tr>"),
    ("character references", "", "&nbsp;"),
    ("ampersands", "", "&"),
    ("a row of one cell", "序号\t重点工作\t责任单位\n", "修渠\n"),
    ("rows of empty cells", "序号\t重点工作\t责任单位\n", "\t\t\n"),
    ("cells of one row", "序号\t重点工作\t责任单位\n", "修渠\t"),
    (
        "rows of 64 cells",
        "",
        "一\t二\t三\t四\t五\t六\t七\t八\t九\t十\t一\t二\t三\t四\t五\t六\t七\t八\t九\t十\t一\t二\t三\t四\t五\t六\t七\t八\t九\t十\t一\t二\t三\t四\t五\t六\t七\t八\t九\t十\t一\t二\t三\t四\t五\t六\t七\t八\t九\t十\t一\t二\t三\t四\t五\t六\t七\t八\t九\t十\t一\t二\t三\t四\n",
    ),
    (
        "a wide row, then narrow ones",
        "一\t二\t三\t四\t五\t六\t七\t八\t九\t十\t一\t二\t三\t四\t五\t六\t七\t八\t九\t十\t一\t二\t三\t四\t五\t六\t七\t八\t九\t十\t一\t二\t三\t四\t五\t六\t七\t八\t九\t十\n",
        "修\t渠\n",
    ),
    ("cells of one row with bars", "| 序号 | 重点工作 | 责任单位 |\n| --- | --- | --- |\n", "| 修渠 "),
    ("a cell a line with bars", "", "| 修渠\n"),
    ("rows with blanks", "序号   重点工作   责任单位\n", "1   修渠   市水利局\n"),
    ("columns of blanks", "", "修渠   "),
    ("rows that wrap, with blanks", "序号   重点工作   责任单位\n", "     修渠\n"),
    ("rows with strokes", "│序号│重点工作│责任单位│\n├──┼──┼──┤\n", "│1│修渠│市水利局│\n"),
    ("boxes of one row", "", "┌──┬──┐\n│ 一 │ 二 │\n└──┴──┘\n"),
    ("boxes that never close", "", "┌──┬──┐\n"),
    ("a bracket that never closes in a table", "序号\t重点工作\t责任单位\n1\t（修渠\t市水利局\n", "修渠（\t市水利局\n"),
    ("stacked cells", "序号\n重点工作\n责任单位\n", "1\n修渠\n市水利局\n"),
    ("stacked cells of text only", "序号\n重点工作\n责任单位\n", "修渠修渠修渠\n"),
    (
        "lines of a PDF",
        "序号 重点工作 责任领导 责任单位\n",
        "1 修渠，新建学校，增长 柳青河 市水利局、市财\n5%以上。 政局\n",
    ),
    ("lines of a PDF without rows", "序号 重点工作 责任领导 责任单位\n", "修渠，新建学校，增长\n"),
    ("lines of units of a PDF", "序号 重点工作 责任领导 责任单位\n", "市水利局、市财政局、市林业局\n"),
    (
        "rows of a PDF that wrap",
        "目标任务 责任领导 责任单位\n",
        "推进绿湖新城建设，完成投资 5 亿元\n以上。 李雨桐\n市发改委、市建设局、各县（市、\n区）政府等\n",
    ),
    ("brackets under a PDF's header", "目标任务 责任领导 责任单位\n", "（"),
    ("units under a PDF's header", "目标任务 责任领导 责任单位\n", "市局、"),
    ("leaders under a PDF's header", "目标任务 责任领导 责任单位\n", "李 四 "),
    ("headers of a PDF and headings", "", "目标任务 责任领导 责任单位\n一、市政府任务分解表\n"),
    ("goals that never end", "", "新增产值5亿元以上企业和3家乙及（“到2025年占"),
    ("headers of a PDF's pages", "", "序号 重点工作 责任领导 责任单位\n1 修渠。 柳青河 市水利局\n— 1 —\n"),
];

/// Things with a number of their own, or that differ in some other way each time.
fn counted() -> Vec<Input> {
    let mut inputs = vec![
        Input::new("headings 一、", "", |n, out| line(out, &format!("{}、抓好春耕", chinese(n)))),
        Input::new("headings （一）", "", |n, out| line(out, &format!("（{}）抓好春耕", chinese(n)))),
        Input::new("headings 1.", "", |n, out| line(out, &format!("{}. 抓好春耕", n + 1))),
        Input::new("headings 1、", "", |n, out| line(out, &format!("{}、抓好春耕", n + 1))),
        Input::new("headings （1）", "", |n, out| line(out, &format!("（{}）抓好春耕", n + 1))),
        Input::new("headings ①", "", |n, out| line(out, &format!("{}抓好春耕", circled(n)))),
        Input::new("headings 第一章", "", |n, out| line(out, &format!("第{}章 抓好春耕", chinese(n)))),
        Input::new("headings 1.1.1", "", |n, out| line(out, &format!("{}.{}.{} 抓好春耕", n / 100, n / 10, n))),
        Input::new("headings of every style in turn", "", |n, out| {
            let number = chinese(n / 4);
            line(out, &[format!("{number}、"), format!("（{number}）"), format!("{n}. "), format!("（{n}）")][n % 4]);
        }),
        Input::new("headings of Markdown", "", |n, out| line(out, &format!("{} {n}. 抓好春耕", "#".repeat(n % 7)))),
        Input::new("deeper and deeper", "", |n, out| line(out, &format!("{}一、", "　".repeat(n % 97)))),
        Input::new("attachments", "", |n, out| line(out, &format!("附件{}\n分解表", n + 1))),
        Input::new("numbers", "", |n, out| line(out, &n.to_string())),
        Input::new("numbers in one line", "", |n, out| *out += &format!("{n} ")),
        Input::new("units of many names in one line", "", |n, out| *out += &format!("市{}局、", name(n))),
        Input::new("leaders of many names", "", |n, out| line(out, &format!("柳{}", name(n)))),
        Input::new("clauses of many units", "", |n, out| {
            line(out, &format!("{}. 修渠。（责任单位：市{}局，市{}局）", n + 1, name(n), name(n + 1)));
        }),
        Input::new(
            "stacked rows under a header that no list has",
            "序号\n重点工作\n责任单位\n联系人\n",
            |n, out| {
                line(out, &format!("{}\n修渠\n市水利局\n柳青", n + 1));
            },
        ),
        Input::new("a table of numbered rows", "序号\t重点工作\t责任领导\t责任单位\n", |n, out| {
            line(out, &format!("{}\t修渠{n}公里，增长{n}%\t柳{}\t市{}局、市财政局等", n + 1, name(n), name(n)));
        }),
        Input::new("a table of the same row", "序号\t重点工作\t责任领导\t责任单位\n", |_, out| {
            line(out, "1\t修渠。\t柳青河\t市水利局");
        }),
        Input::new(
            "a table of names nearly the same",
            "序号\t重点工作\t责任领导\t责任单位\n",
            |n, out| {
                line(out, &format!("{}\t修渠\t柳青{}\t市农业农{}局", n + 1, one(n), one(n)));
            },
        ),
        Input::new("a table of long names nearly the same", "序号\t重点工作\t责任单位\n", |n, out| {
            line(out, &format!("{}\t修渠\t市水利和{}建设管理服务中心", n + 1, name(n)));
        }),
        Input::new("a table of one name and its misprints", "序号\t重点工作\t责任单位\n", |n, out| {
            let unit = if n % 2 == 0 { "市农业农村局".to_owned() } else { format!("市农{}农村局", one(n)) };
            line(out, &format!("{}\t修渠\t{unit}", n + 1));
        }),
        Input::new("a table with a heading before each row", "序号\t重点工作\t责任单位\n", |n, out| {
            line(out, &format!("{}、春耕\n1\t修渠\t市水利局", chinese(n)));
        }),
        Input::new("a header of 64 columns over rows of a letter", &wide("\t"), |_, out| line(out, "a")),
        Input::new("a header of 64 columns over rows of a cell", &wide("\t"), |_, out| line(out, "a\t")),
        Input::new("a header of 64 columns with bars over rows of a cell", &wide("|"), |_, out| line(out, "|a|")),
        Input::new("a block merged over the whole web table", &block(), |_, out| *out += "<tr><td>a"),
        Input::new("blocks merged over web tables", "", |_, out| {
            *out += &(block() + &"<tr><td>a".repeat(99) + "</table>");
        }),
        Input::new("tables of one row", "", |n, out| line(out, &format!("序号\t重点工作\n{n}\t修渠\n\n春耕\n"))),
        Input::new("rows of more and more cells", "", |n, out| line(out, &"修\t".repeat(n % 70))),
        Input::new("lines longer and longer", "", |n, out| line(out, &"修渠".repeat(n % 200))),
        Input::new("an indicator table", "指标\t单位\t2020年\t2025年\t属性\n", |n, out| {
            line(out, &format!("指标{n}\t亿元\t{n}\t{}\t预期性", n + 5));
        }),
        Input::new("lines of a PDF with numbers", "序号 重点工作 责任领导 责任单位\n", |n, out| {
            line(
                out,
                &format!("{} 修渠{n}公里，新建学校，增长 柳{} 市{}局、市财\n5%以上。 政局", n + 1, name(n), name(n)),
            );
        }),
        Input::new("stacked cells with numbers", "序号\n重点工作\n责任领导\n责任单位\n", |n, out| {
            line(out, &format!("{}\n修渠{n}公里。\n柳{}\n市{}局", n + 1, name(n), name(n)));
        }),
        Input::new(
            "lines of a PDF under headers that no list has",
            "序号 存在问题 整改措施 责任单位\n",
            |n, out| {
                line(out, &format!("{} 河道淤积。 修渠{n}公里。\n市{}局", n + 1, name(n)));
            },
        ),
        Input::new(
            "stacked cells under headers that no list has",
            "序号\n存在问题\n整改措施\n责任单位\n",
            |n, out| {
                line(out, &format!("{}\n河道淤积。\n1.修渠{n}公里。\n2.植树。\n市{}局", n + 1, name(n)));
            },
        ),
        Input::new("rows with blanks and numbers", "序号   重点工作   责任单位\n", |n, out| {
            line(out, &format!("{}   修渠{n}公里   市{}局", n + 1, name(n)));
        }),
        Input::new(
            "rows with cells in the middle of those they span",
            "序号   重点工作   责任单位\n",
            |n, out| {
                let unit = if n % 3 == 1 { format!("市{}局", name(n)) } else { String::new() };
                line(out, &format!("{}   修渠{n}公里   {unit}", n + 1));
            },
        ),
        Input::new("rows with cells that many ways share out", "序号   重点工作   责任单位\n", |n, out| {
            let unit = if matches!(n % 5, 1 | 4) { "   市水利局" } else { "" };
            line(out, &format!("{}   修渠{n}公里{unit}", n + 1));
        }),
        Input::new("web tables without an end", "", |_, out| line(out, "<table>\n<tr><td>修渠</td></tr>")),
        Input::new("web tables in cells that end in words", "", |n, out| {
            line(out, ["<table><tr><td>"; 20].get(n % 40).copied().unwrap_or("</table>修渠"));
        }),
        Input::new("a total of every section", "", |n, out| {
            line(out, &format!("{}、{}（共2项）\n1. 修渠。（责任单位：市水利局）", chinese(n), name(n)));
        }),
        Input::new("numbers out of order in one section", "序号\t重点工作\t责任单位\n", |n, out| {
            line(out, &format!("{}\t修渠\t市水利局", [1, 9, 20, 4][n % 4]));
        }),
        Input::new("web tables in one line", "", |_, out| *out += "<table><tr><td>修渠</td></tr></table>    "),
        Input::new("contents of numbered headings", "目录\n", |n, out| {
            line(out, &format!("{}、抓好春耕……{n}", chinese(n)));
        }),
        Input::new("totals and rows", "", |n, out| line(out, &format!("{}、春耕（共{n}项）\n1. 修渠。", chinese(n)))),
    ];
    for (name, head, part) in REPEATED {
        inputs.push(Input::new(name, head, move |_, out| *out += part));
    }
    inputs
}

/// Every input.
pub fn all(root: &Path) -> Result<Vec<Input>> {
    let mut inputs = counted();
    inputs.extend(mixed(root)?);
    Ok(inputs)
}

/// Lines of the spec cases in a random order, and pieces of notices with no order at all; both the same in every run.
fn mixed(root: &Path) -> Result<Vec<Input>> {
    let mut lines: Vec<String> = Vec::new();
    let mut whole: Vec<String> = Vec::new();
    let mut files: Vec<_> = fs::read_dir(cases::folder(root))?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::path);
    for path in files.iter().map(fs::DirEntry::path).filter(|path| path.extension().is_some_and(|name| name == "txt")) {
        let source = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        let cases = cases::read(&source).map_err(|error| anyhow!("{}:{error}", path.display()))?;
        lines.extend(cases.iter().flat_map(|case| case.input.lines()).map(|line| format!("{line}\n")));
        whole.extend(cases.iter().map(|case| format!("{}\n", case.input)));
    }
    let pieces = cases::pieces(root);
    let mut mixtures = Vec::new();
    for (name, from, count) in
        [("lines of the spec cases", lines, 12), ("spec cases", whole, 8), ("pieces of notices", pieces, 4)]
    {
        mixtures.extend((1..=count).map(|seed| mixture(&format!("{name}, mixed in way {seed}"), seed, &from)));
    }
    Ok(mixtures)
}

/// Some of the parts in a random order, and that over and over, so that the beginning is like the rest.
fn mixture(name: &str, seed: u64, from: &[String]) -> Input {
    let mut left = 2 * SIZE;
    let mut some = Vec::new();
    for part in (0..).map(|n| from[random(seed, n) as usize % from.len()].clone()) {
        let Some(rest) = left.checked_sub(part.len()) else { break };
        left = rest;
        some.push(part);
    }
    Input { scale: SCALE, ..Input::new(name, "", move |n, out: &mut String| *out += &some[n % some.len()]) }
}

/// A header of as many columns as a table can have, all of them known.
fn wide(separator: &str) -> String {
    ["序号", "重点工作", "责任单位", "备注"].repeat(16).join(separator) + "\n"
}

/// The start of a web table with a cell of many lines that spans as many rows and columns as a cell can.
fn block() -> String {
    format!("<table><tr><td rowspan=1000 colspan=63>{}", "渠<br>".repeat(64))
}

fn line(out: &mut String, words: &str) {
    let _ = writeln!(out, "{words}");
}

/// A number from `seed` and `n` that looks random: SplitMix64.
fn random(seed: u64, n: usize) -> u64 {
    let mut z = (seed << 32).wrapping_add(n as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The `n`th character of some thousands.
fn one(n: usize) -> char {
    char::from_u32(0x4e00 + (n % 5000) as u32).expect("a Chinese character")
}

/// Two characters that are the `n`th name of some millions.
fn name(n: usize) -> String {
    [one(n), one(n / 5000 + 77)].iter().collect()
}

/// `n` counted from 一 in Chinese, up to 九千九百九十九.
fn chinese(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let n = (n + 1) % 10_000;
    let mut out = String::new();
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        match n / unit % 10 {
            0 => {}
            1 if unit == 10 && n < 20 => out += name,
            digit => out += &format!("{}{name}", DIGITS[digit]),
        }
    }
    out
}

fn circled(n: usize) -> char {
    char::from_u32(0x2460 + (n % 20) as u32).expect("① to ⑳")
}
