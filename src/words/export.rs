//! What is shown, as a file or on paper.

use super::count;

/// Words of the exports and the report.
pub struct ExportWords {
    /// What goes into it: so many tokens of how many.
    pub what: fn(usize, usize) -> String,
    /// For a spreadsheet.
    pub csv: &'static str,
    /// What is in it.
    pub csv_hint: &'static str,
    /// For a machine.
    pub json: &'static str,
    /// What is in it.
    pub json_hint: &'static str,
    /// For a calendar.
    pub ics: &'static str,
    /// What is in it.
    pub ics_hint: &'static str,
    /// Why there is none.
    pub ics_none: &'static str,
    /// On paper.
    pub print: &'static str,
    /// What is on it: at most so many.
    pub print_hint: fn(usize) -> String,
    /// No file and no paper has a value.
    pub no_value: &'static str,
    /// The browser did not take it.
    pub not_saved: &'static str,
    /// An event: a token's name and kind.
    pub event: fn(&str, &str) -> String,
    /// What a calendar and its events say where so many lists are not whole.
    pub not_whole: fn(usize) -> String,
    /// Title of the report: the server.
    pub report: fn(&str) -> String,
    /// When the report was made.
    pub made: &'static str,
    /// How far everything was read.
    pub read: &'static str,
    /// When: between two instants.
    pub read_between: fn(&str, &str) -> String,
    /// Which rows it shows.
    pub shown: &'static str,
    /// The filters it was narrowed by.
    pub filters: &'static str,
    /// Lists that are not whole.
    pub missing: &'static str,
    /// Only the first of the rows are printed: so many, of how many.
    pub cut: fn(usize, usize) -> String,
    /// Only the first of the lists that are not whole: how many more there are.
    pub more: fn(usize) -> String,
    /// How days are written.
    pub days: &'static str,
}

/// English.
pub const ENGLISH: ExportWords = ExportWords {
    what: |shown, all| {
        if shown == all {
            format!("All {}, in the order of the table.", count(all, "token", "tokens"))
        } else {
            format!(
                "{shown} of {}, as filtered and in the order of the table.",
                count(all, "token", "tokens")
            )
        }
    },
    csv: "Spreadsheet (CSV)",
    csv_hint: "A line for each token, then one for each list that is not whole.",
    json: "Everything (JSON)",
    json_hint: "Every field that GitLab told, without loss, and the filters that are on.",
    ics: "Calendar (ICS)",
    ics_hint: "An event for each end, with reminders 14, 7 and 1 days before.",
    ics_none: "Nothing that is shown ends: there would be no event in it.",
    print: "Print a report",
    print_hint: |most| {
        format!("On paper or as PDF, with at most {most} tokens. For more take the spreadsheet.")
    },
    no_value: "No file holds the value of a token.",
    not_saved: "The browser did not take the file. Allow downloads for this page, then try again.",
    event: |name, kind| format!("{name} ends ({kind})"),
    not_whole: |lists| {
        let (lists, were) = (count(lists, "list", "lists"), if lists == 1 { "was" } else { "were" });
        format!("Not complete: {lists} {were} not read whole when this was written. Ends may be missing.")
    },
    report: |server| format!("Tokens on {server}"),
    made: "Made",
    read: "Read",
    read_between: |first, last| format!("between {first} and {last}"),
    shown: "Shown",
    filters: "Filters",
    missing: "What is missing",
    cut: |shown, all| {
        format!("Only the first {shown} of {all} are printed here. The spreadsheet (CSV) has all of them.")
    },
    more: |lists| format!("and {}", count(lists, "more list", "more lists")),
    days: "Days are UTC days, written year-month-day.",
};

/// Simplified Chinese.
pub const CHINESE: ExportWords = ExportWords {
    what: |shown, all| {
        if shown == all {
            format!("全部 {all} 个令牌，按表格中的顺序。")
        } else {
            format!("{all} 个令牌中的 {shown} 个，按筛选结果和表格中的顺序。")
        }
    },
    csv: "电子表格 (CSV)",
    csv_hint: "每个令牌一行，之后每个不完整的列表一行。",
    json: "全部内容 (JSON)",
    json_hint: "GitLab 提供的每个字段（无损），以及当前的筛选条件。",
    ics: "日历 (ICS)",
    ics_hint: "每个到期日一个日程，提前 14、7 和 1 天提醒。",
    ics_none: "显示的令牌都不会到期：日历中不会有日程。",
    print: "打印报告",
    print_hint: |most| format!("打印或存为 PDF，最多 {most} 个令牌。更多请使用电子表格。"),
    no_value: "任何文件都不包含令牌的值。",
    not_saved: "浏览器没有接收文件。请允许此页面下载，然后重试。",
    event: |name, kind| format!("{name} 到期（{kind}）"),
    not_whole: |lists| format!("不完整：写入时有 {lists} 个列表未完整读取，可能缺少一些到期日。"),
    report: |server| format!("{server} 上的令牌"),
    made: "生成于",
    read: "读取",
    read_between: |first, last| format!("{first} 至 {last}"),
    shown: "显示",
    filters: "筛选条件",
    missing: "缺少的内容",
    cut: |shown, all| format!("此处只打印 {all} 个中的前 {shown} 个。电子表格 (CSV) 包含全部。"),
    more: |lists| format!("另有 {lists} 个列表"),
    days: "日期按 UTC 计算，格式为年-月-日。",
};
