//! The words of the interface, in both languages.

#[cfg(feature = "more")]
mod edit;
#[cfg(feature = "more")]
mod more;
#[cfg(feature = "more")]
mod refusals;
#[cfg(feature = "more")]
pub(super) use edit::EditWords;

use crate::book::{Check, SortKey};
use crate::model::{Certainty, SegmentRole, Severity, UnitRole};

/// A language of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// Of a BCP 47 tag, such as a browser gives; anything that is not Chinese reads English.
    pub fn of_tag(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("zh") { Self::Zh } else { Self::En }
    }

    /// The value in links.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    /// The BCP 47 tag for the `lang` attribute.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// Its own name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Zh => "中文",
            Self::En => "English",
        }
    }

    /// The words.
    pub fn words(self) -> &'static Words {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }

    /// One of two, by language.
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// `3 项`, `1 task`, `3 tasks`.
    pub fn tasks(self, count: usize) -> String {
        match self {
            Self::Zh => format!("{} 项", number(count)),
            Self::En => format!("{} {}", number(count), if count == 1 { "task" } else { "tasks" }),
        }
    }

    /// What is shown of the whole table, for sight and for the live region.
    pub fn shown(self, found: usize, all: usize) -> String {
        match (self, found == all) {
            (Self::Zh, true) => format!("共 {} 项任务", number(all)),
            (Self::Zh, false) => format!("{} 项任务，全文共 {} 项", number(found), number(all)),
            (Self::En, true) => self.tasks(all),
            (Self::En, false) => format!("{} of {}", number(found), self.tasks(all)),
        }
    }

    /// How many of the rows shown someone leads.
    pub fn led(self, lead: usize) -> String {
        self.pick(format!("其中牵头 {} 项", number(lead)), format!("{} as lead", number(lead)))
    }

    /// A calendar date in ISO 8601 as the language writes it.
    pub fn date(self, iso: &str) -> String {
        let mut parts = iso.splitn(3, '-').map(|part| part.trim_start_matches('0'));
        match (self, parts.next(), parts.next(), parts.next()) {
            (Self::Zh, Some(year), Some(month), Some(day)) => format!("{year}年{month}月{day}日"),
            _ => iso.to_owned(),
        }
    }

    /// A size of a file.
    pub fn size(self, bytes: usize) -> String {
        match bytes {
            0..1024 => self.pick(format!("{bytes} 字节"), format!("{bytes} bytes")),
            1024..1_048_576 => format!("{} KB", bytes.div_ceil(1024)),
            _ => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
        }
    }

    /// What a unit does.
    pub fn role(self, role: UnitRole) -> &'static str {
        match role {
            UnitRole::Lead => self.pick("牵头", "Lead"),
            UnitRole::Support => self.pick("配合", "Support"),
            UnitRole::Responsible => self.pick("责任", "Responsible"),
        }
    }

    /// How sure the parser is.
    pub fn certainty(self, certainty: Certainty) -> &'static str {
        match certainty {
            Certainty::Certain => self.pick("无疑问", "Nothing in doubt"),
            Certainty::Likely => self.pick("大致无误，可复核", "Very likely right"),
            Certainty::Doubtful => {
                self.pick("由残缺内容还原，请核对原文", "Recovered from damage: compare with the source")
            }
        }
    }

    /// How grave a diagnostic is.
    pub fn severity(self, severity: Severity) -> &'static str {
        match severity {
            Severity::Info => self.pick("提示", "Note"),
            Severity::Warning => self.pick("存疑", "Check"),
            Severity::Error => self.pick("有误", "Wrong"),
        }
    }

    /// A view of a document, by its name in links.
    pub fn view(self, name: &str) -> &'static str {
        match name {
            "units" => self.pick("单位", "Units"),
            "leaders" => self.pick("领导", "Leaders"),
            "timeline" => self.pick("时限", "Timeline"),
            "targets" => self.pick("目标指标", "Targets"),
            "pictures" => self.pick("图示", "Pictures"),
            "source" => self.pick("原文", "Source"),
            "checks" => self.pick("核对", "Checks"),
            _ => self.pick("任务表", "Tasks"),
        }
    }

    /// A choice of the facet of things to check.
    pub fn check(self, check: Check) -> &'static str {
        match check {
            Check::Doubtful => self.pick("由残缺还原", "Recovered"),
            Check::Likely => self.pick("大致无误", "Very likely right"),
            Check::Noted => self.pick("有核对提示", "With something to check"),
            Check::NoUnit => self.pick("未写明单位", "No unit named"),
            Check::Corrected => self.pick("已更正", "Corrected"),
            Check::Checked => self.pick("已核对", "Checked"),
            Check::Unchecked => self.pick("未核对", "Not checked"),
        }
    }

    /// Heads a column that can be sorted.
    pub fn sort(self, key: SortKey) -> &'static str {
        match key {
            SortKey::Order => self.pick("序号", "No."),
            SortKey::Leader => self.pick("责任领导", "Leaders"),
            SortKey::Unit => self.pick("责任单位", "Units"),
            SortKey::Deadline => self.pick("完成时限", "Deadline"),
        }
    }

    /// What stands in a segment, as the source's legend says it; empty where it says nothing.
    pub fn segment(self, role: SegmentRole) -> &'static str {
        match role {
            SegmentRole::Task => self.pick("任务", "Task"),
            SegmentRole::Leader => self.pick("领导", "Leader"),
            SegmentRole::Unit => self.pick("单位", "Unit"),
            SegmentRole::Deadline => self.pick("时限", "Deadline"),
            SegmentRole::Note => self.pick("备注", "Note"),
            SegmentRole::Heading => self.pick("标题", "Heading"),
            SegmentRole::Rule => self.pick("通则", "Rule"),
            SegmentRole::Indicator => self.pick("指标", "Indicator"),
            SegmentRole::Furniture => self.pick("页码、表头", "Page furniture"),
            SegmentRole::Unassigned => self.pick("未识别", "Not understood"),
            _ => "",
        }
    }
}

/// A count with its thousands apart.
pub fn number(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Fixed phrases.
#[allow(missing_docs)]
pub struct Words {
    pub product: &'static str,
    pub tagline: &'static str,
    pub lead_text: &'static str,
    pub privacy: &'static str,
    pub open_file: &'static str,
    pub open_another: &'static str,
    pub drop_here: &'static str,
    pub drop_now: &'static str,
    pub paste: &'static str,
    pub paste_label: &'static str,
    pub paste_hint: &'static str,
    pub paste_open: &'static str,
    pub pasted_name: &'static str,
    pub samples: &'static str,
    pub samples_hint: &'static str,
    pub documents: &'static str,
    pub library: &'static str,
    pub many: &'static str,
    pub close: &'static str,
    pub theme: &'static str,
    pub theme_auto: &'static str,
    pub theme_light: &'static str,
    pub theme_dark: &'static str,
    pub appearance: &'static str,
    pub text_size: &'static str,
    pub text_normal: &'static str,
    pub text_large: &'static str,
    pub contrast: &'static str,
    pub contrast_normal: &'static str,
    pub contrast_high: &'static str,
    pub row_height: &'static str,
    pub rows_roomy: &'static str,
    pub rows_dense: &'static str,
    pub busy: &'static str,
    pub cancel: &'static str,
    pub issuer: &'static str,
    pub doc_number: &'static str,
    pub date: &'static str,
    pub addressees: &'static str,
    pub attachments: &'static str,
    pub cc: &'static str,
    pub index_number: &'static str,
    pub disclosure: &'static str,
    pub file: &'static str,
    pub more: &'static str,
    pub no_title: &'static str,
    pub count_tasks: &'static str,
    pub count_units: &'static str,
    pub count_leaders: &'static str,
    pub coverage: &'static str,
    pub all_understood: &'static str,
    pub views: &'static str,
    pub view_table: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub filters: &'static str,
    pub show_filters: &'static str,
    pub active_filters: &'static str,
    pub remove_filter: &'static str,
    pub clear_all: &'static str,
    pub facet_role: &'static str,
    pub role_any: &'static str,
    pub role_lead: &'static str,
    pub role_other: &'static str,
    pub role_some_lead: &'static str,
    pub role_no_lead: &'static str,
    pub facet_units: &'static str,
    pub facet_leaders: &'static str,
    pub facet_sections: &'static str,
    pub facet_checks: &'static str,
    pub more_filters: &'static str,
    pub all_of_them: &'static str,
    pub display: &'static str,
    pub find_in_list: &'static str,
    pub nothing_in_list: &'static str,
    pub export: &'static str,
    pub column_task: &'static str,
    pub column_note: &'static str,
    pub open_ended: &'static str,
    pub to_check: &'static str,
    pub no_tasks: &'static str,
    pub no_tasks_hint: &'static str,
    pub see_source: &'static str,
    pub nothing_found: &'static str,
    pub nothing_found_hint: &'static str,
    pub details: &'static str,
    pub details_hint: &'static str,
    pub check: &'static str,
    pub correct: &'static str,
    pub add_row: &'static str,
    pub add_row_hint: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub aliases: &'static str,
    pub targets: &'static str,
    pub certainty: &'static str,
    pub diagnostics: &'static str,
    pub quoted: &'static str,
    pub only_this: &'static str,
    pub dossier: &'static str,
    pub neighbours: &'static str,
    pub show: &'static str,
    pub contents: &'static str,
    pub source: &'static str,
    pub source_hint: &'static str,
    pub encoding: &'static str,
    pub automatic: &'static str,
    pub rules: &'static str,
    pub not_open: &'static str,
    pub not_open_hint: &'static str,
    pub not_found: &'static str,
    pub not_found_hint: &'static str,
    pub go_home: &'static str,
    pub open_anyway: &'static str,
    pub open_anyway_hint: &'static str,
    pub too_big: &'static str,
    pub too_big_hint: &'static str,
    pub crashed: &'static str,
    pub crashed_hint: &'static str,
    pub crashed_restarted: &'static str,
    pub try_again: &'static str,
    pub technical: &'static str,
    pub offline_hint: &'static str,
    pub get_single: &'static str,
    pub no_more: &'static str,
    pub no_more_hint: &'static str,
    pub stopped: &'static str,
    pub stopped_hint: &'static str,
    pub indicators: &'static str,
    pub unreadable: &'static str,
    pub unreadable_hint: &'static str,
}

static ZH: Words = Words {
    product: "分解",
    tagline: "把通知里的任务分解表，变成看得清、查得到的一张表",
    lead_text: "打开一份政府通知，立刻看到谁牵头、谁配合、哪位领导负责、什么时候完成，每一格都能点回原文。",
    privacy: "文件只在您的电脑上处理，不上传，不联网。",
    open_file: "选择文件",
    open_another: "打开",
    drop_here: "把通知拖到这里，也可以直接粘贴（Ctrl+V）",
    drop_now: "松开鼠标即可打开",
    paste: "粘贴文字",
    paste_label: "通知全文",
    paste_hint: "从网页、Word、WPS 或 PDF 复制通知全文，粘贴到这里",
    paste_open: "分解这段文字",
    pasted_name: "粘贴的文字",
    samples: "先看看示例",
    samples_hint: "地名、人名、数字均为虚构",
    documents: "已打开的通知",
    library: "文件库",
    many: "通知很多？一次打开整个文件夹或 .zip",
    close: "关闭",
    theme: "颜色",
    theme_auto: "跟随系统",
    theme_light: "浅色",
    theme_dark: "深色",
    appearance: "外观与字号",
    text_size: "字号",
    text_normal: "标准",
    text_large: "大字",
    contrast: "对比度",
    contrast_normal: "标准",
    contrast_high: "高",
    row_height: "行距",
    rows_roomy: "宽松",
    rows_dense: "紧凑",
    busy: "正在分解……",
    cancel: "停止",
    issuer: "发文机关",
    doc_number: "发文字号",
    date: "成文日期",
    addressees: "主送机关",
    attachments: "附件",
    cc: "抄送",
    index_number: "索引号",
    disclosure: "附注",
    file: "文件",
    more: "通知的其他信息",
    no_title: "（未找到标题）",
    count_tasks: "任务",
    count_units: "单位",
    count_leaders: "领导",
    coverage: "已识别的文字",
    all_understood: "全文均已识别",
    views: "视图",
    view_table: "任务表",
    search: "搜索",
    search_hint: "搜索任务、单位、领导、备注",
    filters: "筛选",
    show_filters: "筛选",
    active_filters: "当前条件",
    remove_filter: "去掉条件",
    clear_all: "全部清除",
    facet_role: "牵头情况",
    role_any: "不限",
    role_lead: "牵头",
    role_other: "不牵头",
    role_some_lead: "有牵头",
    role_no_lead: "无牵头",
    facet_units: "单位",
    facet_leaders: "责任领导",
    facet_sections: "章节",
    facet_checks: "需核对",
    more_filters: "更多条件：时限、量化目标……",
    all_of_them: "须同时包含所选各项",
    display: "显示",
    find_in_list: "在列表中查找",
    nothing_in_list: "列表中没有",
    export: "导出",
    column_task: "任务",
    column_note: "备注",
    open_ended: "等",
    to_check: "需核对",
    no_tasks: "这份通知里没有找到任务",
    no_tasks_hint: "没有认出任务分解表，也没有认出“责任单位：……”之类的分工说明。原文在旁边，一字未少。",
    see_source: "查看原文",
    nothing_found: "没有符合条件的任务",
    nothing_found_hint: "去掉一些条件再看。",
    details: "任务详情",
    details_hint: "点选一行，看它的出处和详情",
    check: "核对无误",
    correct: "更正",
    add_row: "补一行",
    add_row_hint: "识别漏了一项任务时用；先在原文里选中它的文字，可以直接带入",
    previous: "上一项",
    next: "下一项",
    aliases: "又名",
    targets: "量化目标",
    certainty: "可信程度",
    diagnostics: "核对提示",
    quoted: "原文摘录",
    only_this: "只看",
    dossier: "台账",
    neighbours: "前后任务",
    show: "显示",
    contents: "目录",
    source: "原文",
    source_hint: "点选原文中的文字，表中对应的任务会被选中",
    encoding: "编码",
    automatic: "自动",
    rules: "通则",
    not_open: "这个链接指向的通知还没有打开",
    not_open_hint: "本页不保存文件。再打开同一份文件，就会回到链接所指的视图。",
    not_found: "没有这个页面",
    not_found_hint: "链接可能不完整。",
    go_home: "回到首页",
    open_anyway: "仍然当作文本打开",
    open_anyway_hint: "多半会是乱码，但不会丢字，也不会有任何危险。",
    too_big: "文件太大",
    too_big_hint: "一份通知通常只有几十 KB。请只保留正文再打开；单个文件的上限是 ",
    crashed: "分解这份文件时出错了",
    crashed_hint: "这是程序的缺陷，不是您的文件的问题。",
    crashed_restarted: "程序已自动重新启动，其他已打开的通知已恢复。",
    try_again: "再打开一次",
    technical: "技术信息",
    offline_hint: "打开过一次后，断网也能使用。",
    get_single: "下载单文件版（一个网页文件，拷到任何电脑都能用）",
    no_more: "这项功能没有载入",
    no_more_hint: "它在第一次使用时才从网站下载，刚才没有成功。请检查网络后再试一次；已打开的通知不受影响。",
    stopped: "已停止",
    stopped_hint: "您停止了对这份文件的处理。其他已打开的通知不受影响。",
    indicators: "指标",
    unreadable: "读不了这个文件",
    unreadable_hint: "浏览器没能读出它的内容。它可能已被移动、改名或正被别的程序占用，请重新选择。",
};

static EN: Words = Words {
    product: "fenjie 分解",
    tagline: "The assignment table of a Chinese government notice, made plain",
    lead_text: "Open a notice and see at once who leads, who supports, which leader answers for it and when it is due. Every cell leads back to its words.",
    privacy: "Files are read on your own computer. Nothing is uploaded.",
    open_file: "Choose a file",
    open_another: "Open",
    drop_here: "Drop a notice here, or simply paste it (Ctrl+V)",
    drop_now: "Let go to open",
    paste: "Paste text",
    paste_label: "The whole notice",
    paste_hint: "Copy the whole notice from a web page, Word, WPS or a PDF and paste it here",
    paste_open: "Read this text",
    pasted_name: "Pasted text",
    samples: "Try a sample",
    samples_hint: "Places, people and figures are invented",
    documents: "Open notices",
    library: "Library",
    many: "Many notices? Open a whole folder or a .zip",
    close: "Close",
    theme: "Colours",
    theme_auto: "As the system",
    theme_light: "Light",
    theme_dark: "Dark",
    appearance: "Appearance and text size",
    text_size: "Text",
    text_normal: "Normal",
    text_large: "Large",
    contrast: "Contrast",
    contrast_normal: "Normal",
    contrast_high: "High",
    row_height: "Rows",
    rows_roomy: "Roomy",
    rows_dense: "Dense",
    busy: "Reading…",
    cancel: "Stop",
    issuer: "Issued by",
    doc_number: "Number",
    date: "Date",
    addressees: "To",
    attachments: "Attachments",
    cc: "Copies to",
    index_number: "Index number",
    disclosure: "Disclosure",
    file: "File",
    more: "More about this notice",
    no_title: "(no title found)",
    count_tasks: "tasks",
    count_units: "units",
    count_leaders: "leaders",
    coverage: "Text understood",
    all_understood: "All of the text is understood",
    views: "Views",
    view_table: "Tasks",
    search: "Search",
    search_hint: "Search tasks, units, leaders, notes",
    filters: "Filters",
    show_filters: "Filters",
    active_filters: "Filters in use",
    remove_filter: "Remove",
    clear_all: "Clear all",
    facet_role: "Role",
    role_any: "Any",
    role_lead: "Leads",
    role_other: "Not lead",
    role_some_lead: "Led",
    role_no_lead: "No lead",
    facet_units: "Units",
    facet_leaders: "Leaders",
    facet_sections: "Sections",
    facet_checks: "To check",
    more_filters: "More: deadlines, targets…",
    all_of_them: "Must have all that are chosen",
    display: "Display",
    find_in_list: "Find in this list",
    nothing_in_list: "Not in this list:",
    export: "Export",
    column_task: "Task",
    column_note: "Note",
    open_ended: "and others",
    to_check: "To check",
    no_tasks: "No task was found in this notice",
    no_tasks_hint: "There is neither an assignment table nor a clause such as “责任单位：…” that could be recognised. The source is here, to the last character.",
    see_source: "See the source",
    nothing_found: "No task fits",
    nothing_found_hint: "Remove some filters.",
    details: "Task",
    details_hint: "Choose a row to see its details and where it stands",
    check: "Checked, it is right",
    correct: "Correct",
    add_row: "Add a row",
    add_row_hint: "For a task that was missed; select its words in the source first and they are filled in",
    previous: "Previous",
    next: "Next",
    aliases: "also",
    targets: "Targets",
    certainty: "Certainty",
    diagnostics: "To check",
    quoted: "In the source",
    only_this: "Only this",
    dossier: "Dossier",
    neighbours: "Beside it",
    show: "Show",
    contents: "Contents",
    source: "Source",
    source_hint: "Click words in the source to choose their row in the table",
    encoding: "Encoding",
    automatic: "Automatic",
    rules: "Rules for all rows",
    not_open: "The notice of this link is not open",
    not_open_hint: "This page keeps no files. Open the same file again and it will show what the link shows.",
    not_found: "There is no such page",
    not_found_hint: "The link may be incomplete.",
    go_home: "Start page",
    open_anyway: "Open it as text anyway",
    open_anyway_hint: "It will most likely be gibberish, but nothing is lost and nothing can do harm.",
    too_big: "The file is too big",
    too_big_hint: "A notice is usually some dozen KB. Keep only its text and open that; the limit for one file is ",
    crashed: "Something went wrong with this file",
    crashed_hint: "This is a fault of the program, not of your file.",
    crashed_restarted: "The program has restarted and your other notices are open again.",
    try_again: "Open it once more",
    technical: "Technical details",
    offline_hint: "After the first visit it works without a network.",
    get_single: "Download the single-file version (one web page that works on any computer)",
    no_more: "This part could not be loaded",
    no_more_hint: "It is fetched from the site when first used, and that failed just now. Check the connection and try again; your open notices are not affected.",
    stopped: "Stopped",
    stopped_hint: "You stopped the work on this file. Your other notices are still open.",
    indicators: "indicators",
    unreadable: "This file cannot be read",
    unreadable_hint: "The browser could not read it. It may have been moved or renamed, or another program holds it. Choose it again.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_and_dates_read_as_each_language_writes_them() {
        assert_eq!(number(7), "7");
        assert_eq!(number(1234567), "1,234,567");
        assert_eq!((Lang::En.tasks(1), Lang::En.tasks(2)), ("1 task".into(), "2 tasks".into()));
        assert_eq!(Lang::Zh.date("2026-03-09"), "2026年3月9日");
        assert_eq!(Lang::En.date("2026-03-09"), "2026-03-09");
        assert_eq!(Lang::Zh.date("2026-03"), "2026-03");
        assert_eq!((Lang::of_tag("zh-Hant-TW"), Lang::of_tag("de")), (Lang::Zh, Lang::En));
    }
}
