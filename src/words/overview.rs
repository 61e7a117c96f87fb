//! The Overview: the scan, its cards and their rules, what is missing.

use crate::inventory::scan::{Cause, Source, Standing, Why};
use crate::tokens::Risk;
use crate::tokens::risk::{IDLE_DAYS, Missing};

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
    /// Its role, api: why it is broad.
    pub broad: fn(&str) -> String,
    /// Why a rule applies: it has no end.
    pub no_end: &'static str,
    /// It was never used; since a day where that is told.
    pub unused: fn(Option<&str>) -> String,
    /// It was last used on a day.
    pub idle_since: fn(&str) -> String,
    /// Nothing should miss it; the reason stands before.
    pub safe: fn(&str) -> String,
    /// It ended, and nothing took its place.
    pub ended_alone: fn(&str) -> String,
    /// What a rule would have to know.
    pub missing: fn(Missing) -> &'static str,
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
    /// So many tokens were read since, and are not shown yet.
    pub unseen: fn(usize) -> String,
    /// Shows them.
    pub show_unseen: &'static str,
    /// Opens what is missing.
    pub gaps: fn(usize) -> String,
    /// Where one list stands, and why.
    pub standing: fn(Standing) -> &'static str,
    /// Why a list is not whole, where it is no answer of GitLab's.
    pub cause: fn(&Cause) -> &'static str,
    /// What is shown of it is from an earlier reading.
    pub older: &'static str,
    /// A list of places.
    pub source: fn(Source) -> &'static str,
    /// Reads one list again.
    pub rescan: fn(&str) -> String,
    /// The same, short.
    pub rescan_short: &'static str,
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
    broad: |role| format!("It can do everything through the API, as {role}."),
    no_end: "It has no end: it works until somebody revokes it.",
    unused: |since| match since {
        Some(since) => format!("It was never used since {since}."),
        None => String::from("It was never used."),
    },
    idle_since: |day| format!("It was last used on {day}, {IDLE_DAYS} days ago or more."),
    safe: |reason| format!("{reason} Nothing should miss it: it is safe to remove."),
    ended_alone: |day| {
        format!(
            "It ended on {day}, and no working token of the same name with its scopes and role took its place. \
             Something may be broken."
        )
    },
    missing: |missing| match missing {
        Missing::LastUse => {
            "GitLab does not tell when it was last used, so nobody can say whether it is idle."
        }
        Missing::Creation => "GitLab does not tell when it was made.",
        Missing::Role => "A personal token acts with whatever role its person has in each place.",
        Missing::RestOfList => {
            "Whether another one took its place is not known: its list was not read to the end."
        }
    },
    scan: "Reading everything you manage",
    finding: |read, found| format!("Finding places: {read} of {} read so far", count(found, "list", "lists")),
    progress: |read, all| format!("{read} of {} read", count(all, "list", "lists")),
    whole: |all| format!("Complete: {} read", count(all, "list", "lists")),
    not_whole: |whole, all| format!("Not complete: {whole} of {} read whole", count(all, "list", "lists")),
    refused: |lists| format!("{lists} not allowed"),
    failed: |lists| format!("{lists} failed"),
    partial: |lists| format!("{lists} in part"),
    absent: |lists| format!("{} not offered by this GitLab", count(lists, "list", "lists")),
    time_left: |seconds| match seconds {
        ..10 => String::from("a few seconds left"),
        10..90 => format!("about {} seconds left", (seconds + 9) / 10 * 10),
        _ => format!("about {} minutes left", (seconds + 59) / 60),
    },
    held: |until| format!("GitLab asks to slow down. It goes on at {until}."),
    stopped: |why| match why {
        Why::Person => "Stopped. What is not read yet is missing below.",
        Why::Network => "Stopped: GitLab cannot be reached. What is not read yet is missing below.",
        Why::Credential => "Stopped: the token you signed in with does not work any more.",
    },
    stop: "Stop",
    resume: "Go on",
    again: "Read everything again",
    widen: "Find where each bot's token lives",
    unseen: |tokens| format!("{} more read meanwhile.", count(tokens, "token", "tokens")),
    show_unseen: "Show them",
    gaps: |lists| format!("What is missing: {}", count(lists, "list", "lists")),
    standing: |standing| match standing {
        Standing::Waiting => "Not read yet",
        Standing::Reading => "Being read",
        Standing::Complete => "Complete",
        Standing::Partial => "Read in part",
        Standing::Refused(_) => "Not allowed",
        Standing::Failed => "Failed",
        Standing::Absent => "Not offered",
    },
    cause: |cause| match cause {
        Cause::Error(_) => "",
        Cause::TooLong => "It has more than 100,000 rows. What follows was not read.",
        Cause::BeyondOffset => {
            "GitLab counts no further than 50,000 rows in such a list. What follows is missing."
        }
        Cause::Moving => "It kept changing while it was read: some tokens may be missing.",
        Cause::Astray => "GitLab's answer did not say where the list goes on.",
    },
    older: "Shown is what was read before.",
    source: |source| match source {
        Source::Projects => "Your projects",
        Source::OwnedGroups => "Groups you own",
        Source::MaintainedGroups => "Groups you maintain",
        Source::ServiceAccounts(_) => "Service accounts",
        Source::Bots => "All users",
        Source::Home(_) => "Where a bot lives:",
    },
    rescan: |place| format!("Read {place} again"),
    rescan_short: "Read again",
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
    broad: |role| format!("它能以 {role} 身份通过 API 执行任何操作。"),
    no_end: "它没有到期日：在有人撤销之前一直有效。",
    unused: |since| match since {
        Some(since) => format!("自 {since} 以来从未使用。"),
        None => String::from("从未使用。"),
    },
    idle_since: |day| format!("上次使用于 {day}，距今已有 {IDLE_DAYS} 天或更久。"),
    safe: |reason| format!("{reason}应该没有任何服务依赖它：可以安全移除。"),
    ended_alone: |day| {
        format!("它已于 {day} 到期，且没有同名、范围和角色相当的有效令牌来接替。可能已有服务中断。")
    },
    missing: |missing| match missing {
        Missing::LastUse => "GitLab 不提供它的上次使用时间，因此无法判断是否闲置。",
        Missing::Creation => "GitLab 不提供它的创建时间。",
        Missing::Role => "个人令牌在每个位置都以其所有者的角色行事。",
        Missing::RestOfList => "不知道是否有其他令牌接替：所在列表未读完。",
    },
    scan: "读取您管理的所有内容",
    finding: |read, found| format!("正在查找位置：目前 {found} 个列表中已读取 {read} 个"),
    progress: |read, all| format!("{all} 个列表中已读取 {read} 个"),
    whole: |all| format!("完整：已读取 {all} 个列表"),
    not_whole: |whole, all| format!("不完整：{all} 个列表中有 {whole} 个完整读取"),
    refused: |lists| format!("{lists} 个无权限"),
    failed: |lists| format!("{lists} 个失败"),
    partial: |lists| format!("{lists} 个不完整"),
    absent: |lists| format!("此 GitLab 不提供其中 {lists} 个列表"),
    time_left: |seconds| match seconds {
        ..10 => String::from("还需几秒"),
        10..90 => format!("大约还需 {} 秒", (seconds + 9) / 10 * 10),
        _ => format!("大约还需 {} 分钟", (seconds + 59) / 60),
    },
    held: |until| format!("GitLab 要求放慢速度。将于 {until} 继续。"),
    stopped: |why| match why {
        Why::Person => "已停止。尚未读取的内容不在下方列出。",
        Why::Network => "已停止：无法连接 GitLab。尚未读取的内容不在下方列出。",
        Why::Credential => "已停止：您登录所用的令牌已失效。",
    },
    stop: "停止",
    resume: "继续",
    again: "全部重新读取",
    widen: "查找每个机器人令牌所在的位置",
    unseen: |tokens| format!("其间又读取了 {tokens} 个令牌。"),
    show_unseen: "显示",
    gaps: |lists| format!("缺少的内容：{lists} 个列表"),
    standing: |standing| match standing {
        Standing::Waiting => "尚未读取",
        Standing::Reading => "正在读取",
        Standing::Complete => "完整",
        Standing::Partial => "部分读取",
        Standing::Refused(_) => "无权限",
        Standing::Failed => "失败",
        Standing::Absent => "未提供",
    },
    cause: |cause| match cause {
        Cause::Error(_) => "",
        Cause::TooLong => "它超过 100,000 行，其后的内容未读取。",
        Cause::BeyondOffset => "GitLab 在这类列表中最多只数到 50,000 行，其后的内容缺失。",
        Cause::Moving => "读取期间它一直在变化：可能缺少一些令牌。",
        Cause::Astray => "GitLab 的回应没有说明列表如何继续。",
    },
    older: "显示的是之前读取的内容。",
    source: |source| match source {
        Source::Projects => "您的项目",
        Source::OwnedGroups => "您拥有的群组",
        Source::MaintainedGroups => "您维护的群组",
        Source::ServiceAccounts(_) => "服务账户",
        Source::Bots => "所有用户",
        Source::Home(_) => "机器人所在位置：",
    },
    rescan: |place| format!("重新读取 {place}"),
    rescan_short: "重新读取",
};
