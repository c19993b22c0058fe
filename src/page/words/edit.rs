//! The words of the reader's own work, in both languages.

use crate::book::corrections::{Part, Refusal};
use crate::model::Field;
use crate::page::words::{Lang, number};

/// Fixed phrases.
pub(in crate::page) struct EditWords {
    pub save: &'static str,
    pub cancel: &'static str,
    pub new_row: &'static str,
    pub split_title: &'static str,
    pub split_label: &'static str,
    pub split_hint: &'static str,
    pub split_needed: &'static str,
    pub split: &'static str,
    pub join: &'static str,
    pub remove: &'static str,
    pub text_needed: &'static str,
    pub section_hint: &'static str,
    pub leaders_hint: &'static str,
    pub units_hint: &'static str,
    pub unit_name: &'static str,
    pub unit_role: &'static str,
    pub more_units: &'static str,
    pub more_units_role: &'static str,
    pub open_ended: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub save_file: &'static str,
    pub corrections: &'static str,
    pub see_all: &'static str,
    pub kept_here: &'static str,
    pub not_kept: &'static str,
    pub unread: &'static str,
    pub forget: &'static str,
    pub forget_all: &'static str,
    pub forget_all_hint: &'static str,
    pub unfit: &'static str,
    pub unfit_hint: &'static str,
    pub gone: &'static str,
    pub parsed: &'static str,
    pub nothing: &'static str,
    pub insist: &'static str,
    pub take_back: &'static str,
    pub drop_it: &'static str,
    pub restore_row: &'static str,
    pub removed: &'static str,
    pub joined: &'static str,
    pub added: &'static str,
    pub take_out: &'static str,
    pub wait_title: &'static str,
    pub wait_hint: &'static str,
    pub newer: &'static str,
    pub newer_hint: &'static str,
    pub damaged: &'static str,
    pub damaged_hint: &'static str,
}

static ZH: EditWords = EditWords {
    save: "保存",
    cancel: "取消",
    new_row: "补一行",
    split_title: "拆成几行",
    split_label: "每行写一项任务",
    split_hint: "在要拆开的地方按回车。拆出的各行沿用原来的领导、单位、时限和备注，可再逐行更正。",
    split_needed: "至少要有两行",
    split: "拆成几行…",
    join: "与下一行合并",
    remove: "不是任务，删去",
    text_needed: "请填写任务内容；如果这一行不是任务，请删去",
    section_hint: "各级标题用 › 隔开",
    leaders_hint: "几位领导用顿号隔开，职务写在括号里：张某（副市长）",
    units_hint: "清空名称即去掉这个单位",
    unit_name: "单位",
    unit_role: "角色",
    more_units: "增加单位，用顿号隔开",
    more_units_role: "所增单位的角色",
    open_ended: "名单以“等”结尾，未列尽",
    undo: "撤销",
    redo: "重做",
    save_file: "存为更正文件",
    corrections: "更正与核对",
    see_all: "查看更正",
    kept_here: "更正和核对记录只保存在这台电脑的浏览器里，不上传；再次打开同一份文件时自动带出。换电脑或交给同事，请存为更正文件（.fenjie.json），像通知一样拖进本页即可。",
    not_kept: "浏览器没有保存成功（存储已满或被禁用）：关闭本页后更正会丢失，请现在存为更正文件。",
    unread: "这份通知以前保存的更正读不出来（可能由更新的版本保存），原样留着没有动。",
    forget: "清除这份通知的更正",
    forget_all: "清除所有通知的更正…",
    forget_all_hint: "这个浏览器里保存的全部通知的更正和核对记录都会删除；未打开的通知无法恢复。",
    unfit: "不再适用的更正",
    unfit_hint: "更正之后，识别结果变了，与当时看到的不同，所以没有套用。请对照原文，选择以哪个为准。",
    gone: "现在的识别结果里找不到这一行：请对照原文，需要时重新更正。",
    parsed: "识别为",
    nothing: "（空）",
    insist: "以更正为准",
    take_back: "恢复识别结果",
    drop_it: "放弃这处更正",
    restore_row: "恢复这一行",
    removed: "已删去的行",
    joined: "已并入其他行",
    added: "补的行",
    take_out: "去掉这一行",
    wait_title: "请打开这些更正所属的通知",
    wait_hint: "这是一份更正文件。打开下面这份通知，更正就会套用上去：",
    newer: "这份更正文件由更新的版本保存",
    newer_hint: "请重新载入本页以更新程序，再打开它。",
    damaged: "这份更正文件读不出来",
    damaged_hint: "文件可能不完整或被改动过。请向保存它的人再要一份。",
};

static EN: EditWords = EditWords {
    save: "Save",
    cancel: "Cancel",
    new_row: "Add a row",
    split_title: "Split into rows",
    split_label: "One task on each line",
    split_hint: "Press Enter where the row is to be split. The parts keep its leaders, units, deadline and note; each can be corrected after.",
    split_needed: "At least two lines are needed",
    split: "Split…",
    join: "Join with the next",
    remove: "No task: remove",
    text_needed: "Say what the task is; if this row is none, remove it",
    section_hint: "Headings separated by ›",
    leaders_hint: "Separated by 、 with titles in brackets: 张某（副市长）",
    units_hint: "Empty a name to take the unit out",
    unit_name: "Unit",
    unit_role: "Role",
    more_units: "Further units, separated by 、",
    more_units_role: "Role of the further units",
    open_ended: "The list is left open (ends in 等)",
    undo: "Undo",
    redo: "Redo",
    save_file: "Save corrections as a file",
    corrections: "Corrections and checks",
    see_all: "See corrections",
    kept_here: "Corrections and checks are kept in this browser on this machine only and never uploaded; they are there again when the same file is opened. For another machine or a colleague save them as a file (.fenjie.json) and drop it on this page like a notice.",
    not_kept: "The browser could not keep them (its storage is full or switched off): they will be lost when this page is closed. Save them as a file now.",
    unread: "Corrections that were kept for this notice cannot be read (perhaps a later version kept them); they were left as they are.",
    forget: "Forget this notice's corrections",
    forget_all: "Forget those of all notices…",
    forget_all_hint: "Everything that was corrected and checked in any notice is deleted from this browser; for notices that are not open there is no way back.",
    unfit: "Corrections that no longer fit",
    unfit_hint: "The notice is read otherwise now than when these were made, so they were not applied. Compare with the source and choose which is right.",
    gone: "The notice as it is read now has no such row: compare with the source and correct anew where needed.",
    parsed: "Read as",
    nothing: "(empty)",
    insist: "Keep mine",
    take_back: "Back to what was read",
    drop_it: "Drop this correction",
    restore_row: "Restore the row",
    removed: "Removed row",
    joined: "Joined with another row",
    added: "Added row",
    take_out: "Take this row out",
    wait_title: "Open the notice that these corrections belong to",
    wait_hint: "This is a file of corrections. They are applied when this notice is opened:",
    newer: "This file of corrections was saved by a later version",
    newer_hint: "Load this page again to bring it up to date, then open the file.",
    damaged: "This file of corrections cannot be read",
    damaged_hint: "It may be incomplete or was changed. Ask who saved it for another copy.",
};

impl Lang {
    pub(in crate::page) fn edit_words(self) -> &'static EditWords {
        self.pick(&ZH, &EN)
    }

    /// Names a cell.
    pub(crate) fn field(self, field: Field) -> &'static str {
        match field {
            Field::Section => self.pick("章节", "Section"),
            Field::Seq => self.pick("序号", "No."),
            Field::Text => self.pick("任务", "Task"),
            Field::Leaders => self.pick("责任领导", "Leaders"),
            Field::Units => self.pick("责任单位", "Units"),
            Field::Deadline => self.pick("完成时限", "Deadline"),
            Field::Note => self.pick("备注", "Note"),
        }
    }

    /// Names what was corrected.
    pub(in crate::page) fn corrected_part(self, part: Part) -> &'static str {
        match part {
            Part::Cell(field) => self.field(field),
            Part::Removed => self.pick("删去这一行", "Removing the row"),
            Part::Checked => self.pick("已核对", "Checked"),
            Part::Added => self.pick("补这一行", "Adding the row"),
        }
    }

    /// How far the reader has come.
    pub(in crate::page) fn progress(self, checked: usize, all: usize) -> String {
        let (checked, all) = (number(checked), number(all));
        self.pick(format!("已核对 {checked} / {all} 项"), format!("{checked} of {all} checked"))
    }

    /// How many rows were corrected.
    pub(in crate::page) fn rows_corrected(self, count: usize) -> String {
        let rows = if count == 1 { "row" } else { "rows" };
        self.pick(format!("更正 {} 行", number(count)), format!("{} {rows} corrected", number(count)))
    }

    /// What the parser reads by itself by now.
    pub(in crate::page) fn satisfied(self, count: usize) -> String {
        self.pick(
            format!("另有 {} 处，现在的识别结果已与更正一致。", number(count)),
            format!("In {} more places the notice is now read as corrected.", number(count)),
        )
    }

    /// Why a file of corrections was refused, and what to do.
    pub(in crate::page) fn refusal(self, refusal: &Refusal) -> (&'static str, &'static str) {
        let words = self.edit_words();
        match refusal {
            Refusal::Newer => (words.newer, words.newer_hint),
            Refusal::Damaged(_) => (words.damaged, words.damaged_hint),
        }
    }
}
