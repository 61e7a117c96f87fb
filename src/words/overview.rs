//! The Overview: the scan, its cards and their rules.

use crate::inventory::scan::{Standing, Why};
use crate::tokens::Risk;

use super::count;

/// Words of the Overview.
pub struct OverviewWords {
    /// Its name.
    pub title: &'static str,
    /// There are no tokens anywhere.
    pub empty: &'static str,
    /// What is searched here.
    pub search: &'static str,
    /// Label of the choice of kind.
    pub kind_label: &'static str,
    /// No restriction by kind.
    pub any_kind: &'static str,
    /// Puts the rows under a heading for each place.
    pub group: &'static str,
    /// Only what lives in this place.
    pub within: fn(&str) -> String,
    /// A rule, as the name of its card.
    pub risk: fn(Risk) -> &'static str,
    /// What it means, in a few words.
    pub risk_hint: fn(Risk) -> &'static str,
    /// Heading of what the rules say of one token.
    pub findings: &'static str,
    /// Names the part about the scan.
    pub scan: &'static str,
    /// While places are still being found: lists read, found so far.
    pub finding: fn(usize, usize) -> String,
    /// How far it is: lists read, of how many.
    pub progress: fn(usize, usize) -> String,
    /// Everything was read.
    pub whole: fn(usize) -> String,
    /// Read to the end, but not everything.
    pub not_whole: fn(usize, usize) -> String,
    /// Not allowed.
    pub refused: fn(usize) -> String,
    /// Not readable.
    pub failed: fn(usize) -> String,
    /// Not to their end.
    pub partial: fn(usize) -> String,
    /// Places could not be searched.
    pub lost: fn(usize) -> String,
    /// Nothing is known, and not because there is nothing.
    pub unread: &'static str,
    /// Lists of which this GitLab has nothing of the kind.
    pub absent: fn(usize) -> String,
    /// Seconds left, roughly.
    pub time_left: fn(i64) -> String,
    /// GitLab's limit holds everything back until a time of day.
    pub held: fn(&str) -> String,
    /// It was stopped, and why.
    pub stopped: fn(Why) -> &'static str,
    /// Stops.
    pub stop: &'static str,
    /// Goes on.
    pub resume: &'static str,
    /// Reads everything again.
    pub again: &'static str,
    /// Reads the lists of all projects and groups of the instance, too.
    pub widen: &'static str,
    /// So many tokens more were read since and are not shown yet, or others.
    pub unseen: fn(usize) -> String,
    /// Shows them.
    pub show_unseen: &'static str,
    /// Opens what is missing.
    pub gaps: fn(usize) -> String,
    /// Reads one list again.
    pub rescan: fn(&str) -> String,
    /// The same, short.
    pub rescan_short: &'static str,
    /// Opens the choice of a file.
    pub export: &'static str,
    /// While a file is being made.
    pub exporting: &'static str,
    /// Where one list stands, and why.
    pub standing: fn(Standing) -> &'static str,
}

/// English.
pub const ENGLISH: OverviewWords = OverviewWords {
    title: "Overview",
    empty: "In none of the places you manage there is a token. Choose a project or a group to make one.",
    search: "Search name, place, scope or id",
    kind_label: "Kind",
    any_kind: "Any kind",
    group: "By place",
    within: |path| format!("In {path}"),
    risk: |risk| match risk {
        Risk::ExpiringSoon => "Expiring soon",
        Risk::NeverExpires => "Never expires",
        Risk::NeverUsed => "Never used",
        Risk::Idle => "Idle 90 days",
        Risk::Broad => "Broad",
        Risk::ExpiredWithoutReplacement => "Expired without a replacement",
        Risk::SafeToRemove => "Safe to remove",
    },
    risk_hint: |risk| match risk {
        Risk::ExpiringSoon => "within 14 days",
        Risk::NeverExpires => "work until revoked",
        Risk::NeverUsed => "since they were made",
        Risk::Idle => "not used for 90 days",
        Risk::Broad => "api as Maintainer or Owner",
        Risk::ExpiredWithoutReplacement => "something may be broken",
        Risk::SafeToRemove => "older and unused for 90 days",
    },
    findings: "What to look at",
    scan: "Reading everything you manage",
    finding: |read, found| format!("Finding places: {read} of {} read so far", count(found, "list", "lists")),
    progress: |read, all| format!("{read} of {} read", count(all, "list", "lists")),
    whole: |all| format!("Complete: {} read", count(all, "list", "lists")),
    not_whole: |whole, all| format!("Not complete: {whole} of {} read whole", count(all, "list", "lists")),
    refused: |lists| format!("{lists} not allowed"),
    failed: |lists| format!("{lists} failed"),
    partial: |lists| format!("{lists} in part"),
    lost: |searches| {
        format!("{} for places failed, so more may be missing", count(searches, "search", "searches"))
    },
    unread: "Not one of the lists could be read. What is missing, and why, is told above.",
    absent: |lists| format!("{} not offered by this GitLab", count(lists, "list", "lists")),
    time_left: |seconds| match seconds {
        ..10 => String::from("a few seconds left"),
        10..90 => format!("about {} seconds left", (seconds + 9) / 10 * 10),
        _ => format!("about {} minutes left", (seconds + 59) / 60),
    },
    held: |until| format!("GitLab asks to slow down. It goes on at {until}."),
    stopped: |why| match why {
        Why::Person => "Stopped. What was not read yet is missing in the table.",
        Why::Network => "Stopped: GitLab cannot be reached. What was not read yet is missing in the table.",
        Why::Credential => "Stopped: the token you signed in with does not work any more.",
    },
    stop: "Stop",
    resume: "Go on",
    again: "Read everything again",
    widen: "Find where each bot's token lives",
    unseen: |tokens| match tokens {
        0 => String::from("Some have changed meanwhile."),
        _ => format!("{} more read meanwhile.", count(tokens, "token", "tokens")),
    },
    show_unseen: "Show them",
    gaps: |lists| format!("What is missing: {}", count(lists, "list", "lists")),
    rescan: |place| format!("Read {place} again"),
    rescan_short: "Read again",
    export: "Export what is shown",
    exporting: "Writing the file…",
    standing: |standing| match standing {
        Standing::Waiting => "Not read yet",
        Standing::Reading => "Being read",
        Standing::Complete => "Complete",
        Standing::Partial => "Read in part",
        Standing::Refused(_) => "Not allowed",
        Standing::Failed => "Failed",
        Standing::Absent => "Not offered",
    },
};

/// Simplified Chinese.
pub const CHINESE: OverviewWords = OverviewWords {
    title: "总览",
    empty: "您管理的所有位置都没有令牌。请选择一个项目或群组来创建。",
    search: "搜索名称、位置、范围或 ID",
    kind_label: "类型",
    any_kind: "任何类型",
    group: "按位置分组",
    within: |path| format!("位于 {path}"),
    risk: |risk| match risk {
        Risk::ExpiringSoon => "即将到期",
        Risk::NeverExpires => "永不到期",
        Risk::NeverUsed => "从未使用",
        Risk::Idle => "闲置 90 天",
        Risk::Broad => "权限过大",
        Risk::ExpiredWithoutReplacement => "已到期且无替代",
        Risk::SafeToRemove => "可安全移除",
    },
    risk_hint: |risk| match risk {
        Risk::ExpiringSoon => "14 天之内",
        Risk::NeverExpires => "撤销之前一直有效",
        Risk::NeverUsed => "自创建以来",
        Risk::Idle => "90 天未使用",
        Risk::Broad => "api，且为 Maintainer 或 Owner",
        Risk::ExpiredWithoutReplacement => "可能已有服务中断",
        Risk::SafeToRemove => "较旧，且 90 天未使用",
    },
    findings: "需要留意",
    scan: "读取您管理的所有内容",
    finding: |read, found| format!("正在查找位置：目前 {found} 个列表中已读取 {read} 个"),
    progress: |read, all| format!("{all} 个列表中已读取 {read} 个"),
    whole: |all| format!("完整：已读取 {all} 个列表"),
    not_whole: |whole, all| format!("不完整：{all} 个列表中有 {whole} 个完整读取"),
    refused: |lists| format!("{lists} 个无权限"),
    failed: |lists| format!("{lists} 个失败"),
    partial: |lists| format!("{lists} 个不完整"),
    lost: |searches| format!("{searches} 次位置查找失败，可能还缺少更多内容"),
    unread: "没有一个列表能够读取。上方说明了缺少什么以及原因。",
    absent: |lists| format!("此 GitLab 不提供其中 {lists} 个列表"),
    time_left: |seconds| match seconds {
        ..10 => String::from("还需几秒"),
        10..90 => format!("大约还需 {} 秒", (seconds + 9) / 10 * 10),
        _ => format!("大约还需 {} 分钟", (seconds + 59) / 60),
    },
    held: |until| format!("GitLab 要求放慢速度。将于 {until} 继续。"),
    stopped: |why| match why {
        Why::Person => "已停止。表格中缺少尚未读取的内容。",
        Why::Network => "已停止：无法连接 GitLab。表格中缺少尚未读取的内容。",
        Why::Credential => "已停止：您登录所用的令牌已失效。",
    },
    stop: "停止",
    resume: "继续",
    again: "全部重新读取",
    widen: "查找每个机器人令牌所在的位置",
    unseen: |tokens| match tokens {
        0 => String::from("其间有令牌发生变化。"),
        _ => format!("其间又读取了 {tokens} 个令牌。"),
    },
    show_unseen: "显示",
    gaps: |lists| format!("缺少的内容：{lists} 个列表"),
    rescan: |place| format!("重新读取 {place}"),
    rescan_short: "重新读取",
    export: "导出显示的内容",
    exporting: "正在写入文件…",
    standing: |standing| match standing {
        Standing::Waiting => "尚未读取",
        Standing::Reading => "正在读取",
        Standing::Complete => "完整",
        Standing::Partial => "部分读取",
        Standing::Refused(_) => "无权限",
        Standing::Failed => "失败",
        Standing::Absent => "未提供",
    },
};
