//! Everything about one token, beside its list: why a rule applies to it, its scopes, what it reaches.

use crate::tokens::risk::{IDLE_DAYS, Missing};

use super::{count, scope};

/// Words of the details.
pub struct DetailWords {
    /// What each scope allows; unknown scopes have no sentence.
    pub scope: fn(&str) -> Option<&'static str>,
    /// Of those.
    pub unknown_scope: &'static str,
    /// Copies the id.
    pub copy_id: &'static str,
    /// Where it was last used from.
    pub addresses: &'static str,
    /// What else GitLab told.
    pub other_fields: &'static str,
    /// What it reaches.
    pub reach: &'static str,
    /// Only one's own token can be asked for that.
    pub reach_own_only: &'static str,
    /// It reaches nothing.
    pub reach_none: &'static str,
    /// It reaches groups and projects.
    pub reach_count: fn(usize, usize) -> String,
    /// Asks for it.
    pub reach_show: &'static str,
    /// Makes one like a working one.
    pub duplicate: &'static str,
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
    /// Heading of the rules that cannot know whether they apply.
    pub untold: &'static str,
    /// What such a rule would have to know.
    pub missing: fn(Missing) -> &'static str,
}

/// English.
pub const ENGLISH: DetailWords = DetailWords {
    scope: scope::english,
    unknown_scope: "This version of Keyturn does not know what it allows.",
    copy_id: "Copy id",
    addresses: "Last addresses",
    other_fields: "Everything else GitLab told",
    reach: "What it reaches",
    reach_own_only: "GitLab tells this only to the token itself.",
    reach_none: "No group and no project.",
    reach_count: |groups, projects| {
        format!("{}, {}", count(groups, "group", "groups"), count(projects, "project", "projects"))
    },
    reach_show: "Show groups and projects",
    duplicate: "Duplicate",
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
    untold: "What cannot be told",
    missing: |missing| match missing {
        Missing::LastUse => {
            "GitLab does not tell when it was last used, so nobody can say whether it is idle."
        }
        Missing::Creation => "GitLab does not tell when it was made.",
        Missing::Role => "A personal token acts with whatever role its person has in each place.",
        Missing::RestOfList => {
            "Whether another one took its place is not known: its list was not read whole."
        }
        Missing::Place => {
            "Another one of its name works; whether it took its place is not known, for GitLab does not tell here of which \
             project or group they are."
        }
    },
};

/// Simplified Chinese.
pub const CHINESE: DetailWords = DetailWords {
    scope: scope::chinese,
    unknown_scope: "此版本的 Keyturn 不知道它允许什么。",
    copy_id: "复制 ID",
    addresses: "最近使用的地址",
    other_fields: "GitLab 提供的其他内容",
    reach: "它能访问什么",
    reach_own_only: "GitLab 只将此告知令牌本身。",
    reach_none: "没有群组，也没有项目。",
    reach_count: |groups, projects| format!("{groups} 个群组，{projects} 个项目"),
    reach_show: "显示群组和项目",
    duplicate: "复制为新令牌",
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
    untold: "无法判断的内容",
    missing: |missing| match missing {
        Missing::LastUse => "GitLab 不提供它的上次使用时间，因此无法判断是否闲置。",
        Missing::Creation => "GitLab 不提供它的创建时间。",
        Missing::Role => "个人令牌在每个位置都以其所有者的角色行事。",
        Missing::RestOfList => "不知道是否有其他令牌接替：所在列表未完整读取。",
        Missing::Place => "有同名令牌仍有效，但不知道是否由它接替：GitLab 在此不提供它们所属的项目或群组。",
    },
};
