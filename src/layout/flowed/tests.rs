use std::path::Path;

use super::*;
use crate::read::{Block, Grid, read};

/// The paragraphs of a text.
fn paragraphs(text: &str) -> Vec<Span> {
    let paragraph = |block: &Block| match block {
        Block::Paragraph(span) => Some(*span),
        _ => None,
    };
    read(text.as_bytes(), "t.txt").blocks.iter().filter_map(paragraph).collect()
}

/// The first table found in a text.
fn first(text: &str) -> Option<Proposal> {
    let paragraphs = paragraphs(text);
    (0..paragraphs.len()).find_map(|at| propose(text, &paragraphs, at))
}

fn squeezed(text: &str, grid: &Grid) -> Vec<Vec<String>> {
    let rows = grid.rows.iter().filter(|row| row.kind != RowKind::Header);
    rows.map(|row| row.cells.iter().map(|cell| cell.squeezed(text)).collect()).collect()
}

/// Every character of the paragraphs taken stands in a row's span, and every one of the body in exactly one cell.
fn covers_everything(text: &str, proposal: &Proposal) {
    let grid = &proposal.grid;
    let mut at = grid.span().start;
    let mut own = 0;
    for row in &grid.rows {
        assert!(row.span.start >= at, "rows overlap at {at}");
        assert!(crate::text::is_blank(&text[at..row.span.start]), "lost: {}", &text[at..row.span.start]);
        at = row.span.end;
        if row.kind == RowKind::Header {
            own += row.span.of(text).chars().filter(|&c| !crate::text::is_space(c)).count();
            continue;
        }
        for cell in row.cells.iter().filter(|cell| !cell.merged) {
            own += cell.squeezed(text).chars().count();
            for piece in &cell.pieces {
                assert!(piece.start >= row.span.start && piece.end <= row.span.end, "{}", piece.of(text));
            }
        }
    }
    let all = grid.span().of(text).chars().filter(|&c| !crate::text::is_space(c)).count();
    assert!(own <= all, "{own} of {all}");
    let paragraphs = paragraphs(text);
    let from = paragraphs.iter().position(|p| p.end > grid.span().start).unwrap();
    let last = paragraphs[from + proposal.taken - 1];
    assert_eq!(last.trim(text).end, grid.span().end, "{}", last.of(text));
}

#[test]
fn a_real_notice_comes_out_as_its_gold_says() {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    if !shared.exists() {
        assert!(std::env::var_os("CI").is_none(), "../shared is missing");
        eprintln!("SKIPPED: ../shared with the real notices is not here");
        return;
    }
    let text = std::fs::read_to_string(shared.join("notices/taizhou-2020-assignments.txt")).unwrap();
    let gold = std::fs::read_to_string(shared.join("gold/taizhou-2020-assignments.jsonl")).unwrap();
    let proposal = first(&text).unwrap();
    covers_everything(&text, &proposal);
    let rows = squeezed(&text, &proposal.grid);
    let mut wrong = Vec::new();
    for (at, line) in gold.lines().enumerate() {
        let gold: serde_json::Value = serde_json::from_str(line).unwrap();
        let strings = |value: &serde_json::Value| -> Vec<String> {
            value.as_array().unwrap().iter().map(|item| crate::text::squeeze(item.as_str().unwrap())).collect()
        };
        let mut task = crate::text::squeeze(gold["task"].as_str().unwrap());
        if let Some(number) = gold["seq"].as_str() {
            task = format!("{number}.{task}");
        }
        let unit = crate::text::squeeze(gold["units"][0]["name"].as_str().unwrap());
        let section = strings(&gold["section"]);
        let Some([chapter, subsection, found, leaders, units]) = rows.get(at).map(Vec::as_slice) else {
            wrong.push(format!("{at}: no row"));
            continue;
        };
        let sections: Vec<String> = [chapter, subsection].into_iter().filter(|s| !s.is_empty()).cloned().collect();
        if *found != task
            || *leaders != strings(&gold["leaders"]).concat()
            || sections != section
            || !units.starts_with(&unit)
            || units.ends_with('等') != gold["open_ended"].as_bool().unwrap()
        {
            wrong.push(format!("{at}: {} is not {task}", rows[at].join(" | ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(rows.len(), gold.lines().count());
    let doubted: Vec<&str> = proposal
        .grid
        .rows
        .iter()
        .filter(|row| row.certainty != Certainty::Certain)
        .map(|row| row.span.of(&text))
        .collect();
    assert_eq!(doubted, Vec::<&str>::new());
    assert_eq!(proposal.cost, 2, "no row costs anything");
}

#[test]
fn damage_loses_nothing_and_takes_no_more_than_its_rows() {
    let lines = [
        "目标任务 责任领导 责任单位",
        "1. 新增就业 2 万人。 柳成蹊 ",
        "市人力社保局，各县（市、区）政府等 ",
        "一、主要",
        "预 期 目",
        "标 ",
        "2. 粮食播种面积 30 万亩以上，建成高标准",
        "农田 2 万亩。 何思远 ",
        "市农业农村局，各县（市、区）政府等 ",
        "— 2 —",
        "目标任务 责任领导 责任单位",
        "培育丝绸、陶瓷两个百亿产业。 ",
        "柳成蹊 ",
        "何思远 ",
        "市经信局、市财政局，各县（市、",
        "区）政府等 ",
        "二、做强",
        "产业 ",
        "建成丝绸博览中心。 柳成蹊 ",
        "市经信局等 ",
    ];
    let whole = rows_of(&lines);
    assert_eq!(whole, 4);
    for at in 1..lines.len() {
        let mut dropped = lines.to_vec();
        dropped.remove(at);
        let mut doubled = lines.to_vec();
        doubled.insert(at, lines[at]);
        let joined: Vec<String> =
            [&lines[..at - 1], &[""], &lines[at + 1..]].concat().iter().map(|l| (*l).to_owned()).collect();
        let mut joined = joined;
        joined[at - 1] = format!("{}{}", lines[at - 1], lines[at]);
        let joined: Vec<&str> = joined.iter().map(String::as_str).collect();
        for damaged in [&dropped, &doubled, &joined] {
            let rows = rows_of(damaged);
            assert!(at == 1 || (3..=5).contains(&rows), "{rows} rows of {damaged:#?}");
        }
    }
}

/// How many rows the table of these lines has, every character accounted for.
fn rows_of(lines: &[&str]) -> usize {
    let text = lines.join("\n");
    first(&text).map_or(0, |proposal| {
        covers_everything(&text, &proposal);
        proposal.grid.rows.iter().filter(|row| row.kind == RowKind::Body).count()
    })
}

#[test]
fn other_forms_and_prose_are_left_alone() {
    for text in [
        "目标任务\n责任领导\n责任单位\n新建食堂 20 家。\n何思远\n市民政局",
        "序号\t重点工作\t责任单位\n1\t新建食堂 20 家。\t市民政局",
        "| 重点工作 | 责任单位 |\n| 新建食堂 20 家。 | 市民政局 |",
        "重点工作            责任单位\n新建食堂 20 家。    市民政局\n改造养老院 4 所。   市民政局",
        "指标名称 单位 责任单位\n人均可支配收入 元 市统计局",
        "责任领导和责任单位要对照目标任务 抓好落实\n市民政局",
        "目标任务 责任单位",
    ] {
        assert_eq!(first(text), None, "{text}");
    }
}
