//! The words of what only the whole engine shows.

use super::{Lang, number};
use crate::book::{Due, Grouping, Party};
use crate::model::Comparator;

impl Lang {
    /// The words of the further views.
    pub(in crate::page) fn more(self) -> &'static MoreWords {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }

    /// A part that a unit or leader has in tasks, as in [`Load::parts`](crate::book::Load::parts).
    pub(in crate::page) fn part(self, party: Party, part: usize) -> &'static str {
        match (party, part) {
            (Party::Unit, 0) => self.pick("牵头", "Lead"),
            (Party::Unit, 1) => self.pick("责任", "Responsible"),
            (Party::Unit, _) => self.pick("配合", "Support"),
            (Party::Leader, 0) => self.pick("独自负责", "Alone"),
            (Party::Leader, _) => self.pick("共同负责", "Shared"),
        }
    }

    /// A period of deadlines.
    pub(in crate::page) fn due(self, due: Due) -> String {
        let quarter = |quarter: u32| {
            let zh = ["第一季度", "第二季度", "第三季度", "第四季度"];
            let en = ["Q1", "Q2", "Q3", "Q4"];
            let at = (quarter as usize).clamp(1, 4) - 1;
            self.pick(zh[at], en[at])
        };
        match due {
            Due::Quarter(0, at) => quarter(at).to_owned(),
            Due::Quarter(year, at) => self.pick(format!("{year}年{}", quarter(at)), format!("{year} {}", quarter(at))),
            Due::Ongoing => self.pick("长期、持续", "Ongoing").to_owned(),
            Due::Unread => self.pick("其他时限", "Other words").to_owned(),
            Due::Missing => self.pick("未写时限", "No deadline").to_owned(),
        }
    }

    /// What rows are put together by.
    pub(in crate::page) fn grouping(self, by: Grouping) -> &'static str {
        match by {
            Grouping::Section => self.pick("章节", "Section"),
            Grouping::Unit => self.pick("单位", "Unit"),
            Grouping::Leader => self.pick("领导", "Leader"),
            Grouping::Due => self.pick("时限", "Deadline"),
        }
    }

    /// How a target's value is to be read: its sign, and in words.
    pub(in crate::page) fn comparator(self, comparator: Comparator) -> (&'static str, &'static str) {
        match comparator {
            Comparator::AtLeast => ("≥", self.pick("不少于", "at least")),
            Comparator::MoreThan => ("＞", self.pick("多于", "more than")),
            Comparator::AtMost => ("≤", self.pick("不超过", "at most")),
            Comparator::LessThan => ("＜", self.pick("少于", "less than")),
            Comparator::Equal => ("＝", self.pick("等于", "exactly")),
            Comparator::About => ("≈", self.pick("约", "about")),
            Comparator::Range => ("～", self.pick("区间", "between")),
            Comparator::Times => ("×", self.pick("倍数", "times")),
        }
    }

    /// How many more there are than those shown.
    pub(in crate::page) fn rest(self, count: usize) -> String {
        self.pick(format!("其余 {} 个", number(count)), format!("{} more", number(count)))
    }

    /// How many tasks say nothing of when they are due.
    pub(in crate::page) fn undated(self, count: usize) -> String {
        self.pick(format!("另有 {} 项任务未写时限", number(count)), format!("{} say no date", self.tasks(count)))
    }

    /// A page, by its number.
    pub(in crate::page) fn page(self, number: usize) -> String {
        self.pick(format!("第 {number} 页"), format!("page {number}"))
    }

    /// What the picture of a page is of.
    pub(in crate::page) fn picture_of(self, number: usize, pages: usize) -> String {
        self.pick(
            format!("原文第 {number} 页的样子，共 {pages} 页；其文字见“文字”"),
            format!("Page {number} of {pages} as it looks; its words are under “Text”"),
        )
    }

    /// What the marks on a page are.
    pub(in crate::page) fn marks_on(self, number: usize) -> String {
        self.pick(format!("第 {number} 页上的任务"), format!("Tasks on page {number}"))
    }

    /// What a cell of the matrix says to those who do not see it.
    pub(in crate::page) fn shared(self, one: &str, other: &str, count: usize) -> String {
        self.pick(format!("{one}、{other}：共 {count} 项"), format!("{one} and {other}: {}", self.tasks(count)))
    }
}

/// Fixed phrases.
#[allow(missing_docs)]
pub(in crate::page) struct MoreWords {
    pub unit: &'static str,
    pub leader: &'static str,
    pub total: &'static str,
    pub load: &'static str,
    pub loads_hint: &'static str,
    pub rank: &'static str,
    pub print: &'static str,
    pub print_all: &'static str,
    pub print_all_hint: &'static str,
    pub back_to_list: &'static str,
    pub in_table: &'static str,
    pub nobody: &'static str,
    pub nobody_hint: &'static str,
    pub with_units: &'static str,
    pub with_leaders: &'static str,
    pub under_leaders: &'static str,
    pub units_under: &'static str,
    pub target_subject: &'static str,
    pub target_measure: &'static str,
    pub target_value: &'static str,
    pub target_unit: &'static str,
    pub target_due: &'static str,
    pub target_words: &'static str,
    pub target_task: &'static str,
    pub own_targets: &'static str,
    pub task_targets: &'static str,
    pub no_targets: &'static str,
    pub timeline_hint: &'static str,
    pub no_dates: &'static str,
    pub deadline_tag: &'static str,
    pub target_tag: &'static str,
    pub by_unit: &'static str,
    pub by_leader: &'static str,
    pub by_section: &'static str,
    pub matrix: &'static str,
    pub matrix_hint: &'static str,
    pub all_units: &'static str,
    pub all_leaders: &'static str,
    pub group_by: &'static str,
    pub columns: &'static str,
    pub nobody_named: &'static str,
    pub facet_due: &'static str,
    pub facet_target: &'static str,
    pub with_target: &'static str,
    pub without_target: &'static str,
    pub to_row: &'static str,
    pub rules_hint: &'static str,
    pub no_checks: &'static str,
    pub not_understood: &'static str,
    pub not_understood_hint: &'static str,
    pub line: &'static str,
    pub indicator: &'static str,
    pub category: &'static str,
    pub measure: &'static str,
    pub attribute: &'static str,
    pub as_text: &'static str,
    pub as_pages: &'static str,
    pub show_as: &'static str,
    pub pages: &'static str,
    pub fit_width: &'static str,
    pub actual_size: &'static str,
    pub page_size: &'static str,
    pub letters_only: &'static str,
    pub plain_page: &'static str,
    pub no_picture: &'static str,
    pub stand_on: &'static str,
    pub help: &'static str,
    pub keys: [(&'static str, &'static str); 8],
}

static ZH: MoreWords = MoreWords {
    unit: "单位",
    leader: "责任领导",
    total: "合计",
    load: "任务量",
    loads_hint: "点名称看台账，点数字看任务。",
    rank: "按通知中的先后",
    print: "打印",
    print_all: "全部台账",
    print_all_hint: "每份一页起，供打印",
    back_to_list: "返回列表",
    in_table: "在任务表中看",
    nobody: "没有可列的内容",
    nobody_hint: "当前条件下没有任务，或者通知没有写明。",
    with_units: "共同参与的单位",
    with_leaders: "共同负责的领导",
    under_leaders: "责任领导",
    units_under: "承担单位",
    target_subject: "指标",
    target_measure: "变化",
    target_value: "目标值",
    target_unit: "单位",
    target_due: "期限",
    target_words: "原文",
    target_task: "任务",
    own_targets: "正文提出的目标",
    task_targets: "各项任务的目标",
    no_targets: "没有找到量化目标",
    timeline_hint: "按任务写明的时限和目标写明的期限排列。",
    no_dates: "没有写明时限",
    deadline_tag: "时限",
    target_tag: "目标",
    by_unit: "各单位任务量",
    by_leader: "各领导任务量",
    by_section: "各章节任务数",
    matrix: "单位之间的协作",
    matrix_hint: "两个单位共同参与的任务数；对角线为该单位的任务总数。",
    all_units: "全部单位",
    all_leaders: "全部领导",
    group_by: "分组",
    columns: "列",
    nobody_named: "未写明",
    facet_due: "完成时限",
    facet_target: "量化目标",
    with_target: "有量化目标",
    without_target: "没有量化目标",
    to_row: "查看任务",
    rules_hint: "通知里说一次、对各行都适用的话",
    no_checks: "没有需要核对的地方",
    not_understood: "未识别的文字",
    not_understood_hint: "这些文字没有归入任何一栏，请看看里面有没有任务。",
    line: "行",
    indicator: "指标名称",
    category: "类别",
    measure: "计量单位",
    attribute: "属性",
    as_text: "文字",
    as_pages: "页面",
    show_as: "原文的显示方式",
    pages: "原文各页",
    fit_width: "适合宽度",
    actual_size: "实际大小",
    page_size: "页面大小",
    letters_only: "图片和印章没有画出，字体用本机的。",
    plain_page: "本页只画出文字和线条。",
    no_picture: "本页没有画出来，请看“文字”。",
    stand_on: "所在页",
    help: "键盘操作",
    keys: [
        ("/", "搜索；输入拼音首字母也能找到单位和人名，如 sjyj"),
        ("↑ ↓", "在任务之间移动"),
        ("Enter", "打开所选任务的详情"),
        ("Esc", "关闭详情或这张说明"),
        ("Tab", "到下一个链接或按钮；Shift+Tab 返回"),
        ("Ctrl+V", "粘贴一份通知并打开"),
        ("Ctrl+Z", "撤销一步更正或核对；Ctrl+Shift+Z 重做"),
        ("?", "打开这张说明"),
    ],
};

static EN: MoreWords = MoreWords {
    unit: "Unit",
    leader: "Leader",
    total: "Total",
    load: "Tasks",
    loads_hint: "A name leads to its dossier, a number to the tasks.",
    rank: "As in the notice",
    print: "Print",
    print_all: "All dossiers",
    print_all_hint: "Each on a page of its own, for printing",
    back_to_list: "Back to the list",
    in_table: "Show in the table",
    nobody: "There is nothing to list",
    nobody_hint: "No task fits the filters, or the notice names nobody.",
    with_units: "Together with",
    with_leaders: "Shared with",
    under_leaders: "Leaders",
    units_under: "Units",
    target_subject: "Of what",
    target_measure: "Change",
    target_value: "Value",
    target_unit: "Measured in",
    target_due: "Due",
    target_words: "In the source",
    target_task: "Task",
    own_targets: "Targets of the notice itself",
    task_targets: "Targets of the tasks",
    no_targets: "No measurable target was found",
    timeline_hint: "By the deadlines of tasks and the dates that targets name.",
    no_dates: "No date is named",
    deadline_tag: "Deadline",
    target_tag: "Target",
    by_unit: "Tasks by unit",
    by_leader: "Tasks by leader",
    by_section: "Tasks by section",
    matrix: "Which units work together",
    matrix_hint: "Tasks that two units share; on the diagonal all tasks of the unit.",
    all_units: "All units",
    all_leaders: "All leaders",
    group_by: "Group by",
    columns: "Columns",
    nobody_named: "Nobody named",
    facet_due: "Deadline",
    facet_target: "Targets",
    with_target: "With a target",
    without_target: "Without a target",
    to_row: "Show the task",
    rules_hint: "Said once in the notice, true of every row",
    no_checks: "Nothing needs checking",
    not_understood: "Text not understood",
    not_understood_hint: "These words went into no column. See whether a task is among them.",
    line: "line",
    indicator: "Indicator",
    category: "Category",
    measure: "Measured in",
    attribute: "Kind",
    as_text: "Text",
    as_pages: "Pages",
    show_as: "How the source is shown",
    pages: "Pages of the source",
    fit_width: "Fit width",
    actual_size: "Actual size",
    page_size: "Size of pages",
    letters_only: "Pictures and seals are not drawn; the fonts are this machine’s.",
    plain_page: "Only the words and lines of this page are drawn.",
    no_picture: "This page could not be drawn. Its words are under “Text”.",
    stand_on: "Stands on",
    help: "Keyboard",
    keys: [
        ("/", "Search; the initials of a name in pinyin find it too: sjyj"),
        ("↑ ↓", "Go from task to task"),
        ("Enter", "Show the details of the task"),
        ("Esc", "Close the details or this sheet"),
        ("Tab", "To the next link or button; Shift+Tab goes back"),
        ("Ctrl+V", "Paste a notice and open it"),
        ("Ctrl+Z", "Undo a correction or check; Ctrl+Shift+Z does it again"),
        ("?", "Show this sheet"),
    ],
};
