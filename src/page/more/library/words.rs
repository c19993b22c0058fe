//! The words of the library, beside those of all views.

use crate::page::words::{Lang, number};

/// Fixed phrases.
pub(super) struct Words {
    pub intro: &'static str,
    pub pick_folder: &'static str,
    pub pick_files: &'static str,
    pub add_folder: &'static str,
    pub add_files: &'static str,
    pub view_tasks: &'static str,
    pub view_notices: &'static str,
    pub notice: &'static str,
    pub issuers: &'static str,
    pub years: &'static str,
    pub unstated: &'static str,
    pub search_hint: &'static str,
    pub stop: &'static str,
    pub go_on: &'static str,
    pub not_kept: &'static str,
    pub keep: &'static str,
    pub forget: &'static str,
    pub clear: &'static str,
    pub sure: &'static str,
    pub quota: &'static str,
    pub no_storage: &'static str,
    pub hidden: &'static str,
    pub full: &'static str,
    pub too_big: &'static str,
    pub unreadable: &'static str,
    pub crashed: &'static str,
    pub stopped: &'static str,
    pub damaged: &'static str,
    pub encrypted: &'static str,
    pub method: &'static str,
    pub too_many: &'static str,
    pub bomb: &'static str,
    pub pages: &'static str,
    pub previous_page: &'static str,
    pub next_page: &'static str,
    pub open_here: &'static str,
    pub as_workbook: &'static str,
    pub as_csv: &'static str,
    pub as_lines: &'static str,
    pub left_out: &'static str,
    pub nothing_read: &'static str,
}

static ZH: Words = Words {
    intro: "把一个文件夹或一个 .zip 压缩包拖到这里，里面的通知会逐份分解，可以一起搜索、筛选、对照。",
    pick_folder: "选择文件夹",
    pick_files: "选择文件或 .zip",
    add_folder: "添加文件夹",
    add_files: "添加文件",
    view_tasks: "全部任务",
    view_notices: "通知目录",
    notice: "通知",
    issuers: "发文机关",
    years: "年份",
    unstated: "未注明",
    search_hint: "搜索所有通知的任务、单位、领导、标题",
    stop: "停止",
    go_on: "继续",
    not_kept: "文件库只在本页打开期间保留，关闭或刷新后即清空。",
    keep: "保留在这台电脑的浏览器里",
    forget: "全部忘掉",
    clear: "清空文件库",
    sure: "确定吗？浏览器里保留的文件都会删除，您电脑上的原文件不受影响。",
    quota: "浏览器给本页的存储空间不够，没有全部保留。没有保留的文件，关闭本页后要重新打开。",
    no_storage: "浏览器不让本页保存文件（例如无痕模式），所以没有保留。",
    hidden: "系统或隐藏文件，已跳过",
    full: "文件库已满，没有收入",
    too_big: "文件太大",
    unreadable: "浏览器读不出这个文件",
    crashed: "分解时程序出错（程序的缺陷，不是文件的问题）",
    stopped: "处理时间太长，您停止了它",
    damaged: "压缩包已损坏",
    encrypted: "压缩包有密码，请先解压",
    method: "压缩方式少见，请先解压",
    too_many: "压缩包里的文件太多",
    bomb: "压缩比异常，为安全起见没有解压",
    pages: "分页",
    previous_page: "上一页",
    next_page: "下一页",
    open_here: "打开这份通知，看这一项",
    as_workbook: "概要、通知目录、全部任务",
    as_csv: "一张表",
    as_lines: "每行一项任务，不含量化目标",
    left_out: "没有写入",
    nothing_read: "还没有收入任何通知。",
};

static EN: Words = Words {
    intro: "Drop a folder or a .zip archive here. Its notices are read one after the other, to be searched, filtered and compared together.",
    pick_folder: "Choose a folder",
    pick_files: "Choose files or a .zip",
    add_folder: "Add a folder",
    add_files: "Add files",
    view_tasks: "All tasks",
    view_notices: "Notices",
    notice: "Notice",
    issuers: "Issued by",
    years: "Year",
    unstated: "not stated",
    search_hint: "Search tasks, units, leaders and titles of all notices",
    stop: "Stop",
    go_on: "Go on",
    not_kept: "The library lasts as long as this page is open. Closing or reloading the page empties it.",
    keep: "Keep it in this computer's browser",
    forget: "Forget everything",
    clear: "Empty the library",
    sure: "Are you sure? All files kept in the browser are deleted. The originals on your computer stay as they are.",
    quota: "The browser gives this page too little storage, so not everything is kept. What is not kept must be opened again after the page is closed.",
    no_storage: "The browser does not let this page store files (in a private window, for instance), so nothing is kept.",
    hidden: "System or hidden file, passed over",
    full: "The library is full: not added",
    too_big: "The file is too big",
    unreadable: "The browser could not read this file",
    crashed: "The program failed at it (a fault of the program, not of the file)",
    stopped: "It took too long and you stopped it",
    damaged: "The archive is damaged",
    encrypted: "The archive has a password: unpack it first",
    method: "Packed by a rare method: unpack it first",
    too_many: "Too many files in the archive",
    bomb: "Packed beyond all measure: not unpacked, to be safe",
    pages: "Pages",
    previous_page: "Previous page",
    next_page: "Next page",
    open_here: "Open this notice at this task",
    as_workbook: "summary, notices, all tasks",
    as_csv: "one table",
    as_lines: "a task a line, no targets",
    left_out: "Left out",
    nothing_read: "No notice has been added yet.",
};

/// The words of a language.
pub(super) fn words(lang: Lang) -> &'static Words {
    lang.pick(&ZH, &EN)
}

/// `3 份通知`, `1 notice`, `3 notices`.
pub(super) fn notices(lang: Lang, count: usize) -> String {
    let noun = if count == 1 { "notice" } else { "notices" };
    lang.pick(format!("{} 份通知", number(count)), format!("{} {noun}", number(count)))
}

/// `共 3 项任务`, or so many of them.
pub(super) fn found(lang: Lang, found: usize, all: usize) -> String {
    match (lang, found == all) {
        (Lang::Zh, true) => format!("共 {} 项任务", number(all)),
        (Lang::Zh, false) => format!("{} 项任务（全库共 {} 项）", number(found), number(all)),
        (Lang::En, _) => lang.shown(found, all),
    }
}

/// A workbook that holds fewer tasks than were found.
pub(super) fn written(lang: Lang, written: usize, found: usize) -> String {
    let (written, rest) = (number(written), number(found - written));
    lang.pick(
        format!("只写入前 {written} 项任务，另有 {rest} 项没有写入。请缩小筛选范围，或导出 CSV。"),
        format!("Only the first {written} tasks are written, {rest} are left out. Narrow the filters, or export CSV."),
    )
}

/// How far the reading of files is.
pub(super) fn progress(lang: Lang, done: usize, total: usize) -> String {
    let (done, total) = (number(done), number(total));
    lang.pick(format!("已处理 {done} / {total} 个文件"), format!("{done} of {total} files read"))
}

/// Reading was stopped with so many files left.
pub(super) fn left(lang: Lang, left: usize) -> String {
    let left = number(left);
    lang.pick(format!("已停止，还有 {left} 个文件没有处理。"), format!("Stopped. {left} files are left."))
}

/// What the library takes and may take.
pub(super) fn memory(lang: Lang, bytes: usize, most: usize) -> String {
    let (bytes, most) = (lang.size(bytes), lang.size(most));
    lang.pick(format!("占用内存约 {bytes}，上限 {most}"), format!("About {bytes} of memory, at most {most}"))
}

/// Heads the list of files that were not added.
pub(super) fn failures(lang: Lang, count: usize) -> String {
    lang.pick(format!("{} 个文件没有收入", number(count)), format!("{} files were not added", number(count)))
}

/// More failures than are listed.
pub(super) fn further(lang: Lang, count: usize) -> String {
    lang.pick(format!("另有 {} 个", number(count)), format!("and {} more", number(count)))
}

/// Two files of the same contents.
pub(super) fn same_as(lang: Lang, name: &str) -> String {
    lang.pick(format!("与“{name}”内容相同"), format!("The same as “{name}”"))
}

/// How many files the browser keeps.
pub(super) fn kept(lang: Lang, stored: usize, all: usize) -> String {
    let (stored, all) = (number(stored), number(all));
    lang.pick(
        format!("已保留在这台电脑的浏览器里：{stored} / {all} 个文件。"),
        format!("Kept in this computer's browser: {stored} of {all} files."),
    )
}

/// More values than a list shows.
pub(super) fn more_values(lang: Lang, count: usize) -> String {
    lang.pick(format!("另有 {} 个，可在上面查找", number(count)), format!("{} more: find them above", number(count)))
}

/// Which rows of how many a page shows.
pub(super) fn range(lang: Lang, from: usize, to: usize, all: usize) -> String {
    let (from, to, all) = (number(from), number(to), number(all));
    lang.pick(format!("第 {from}–{to} 项，共 {all} 项"), format!("{from}–{to} of {all}"))
}
