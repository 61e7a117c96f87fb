//! The lists that were not read whole or are not offered, and why; and what the list of all users does not tell.

use crate::gitlab::Refusal;
use crate::gitlab::error::Reason;
use crate::inventory::scan::{Cause, Source};

/// Words of what is missing.
pub struct GapWords {
    /// Why a list is not whole, where it is no answer of GitLab's.
    pub cause: fn(&Cause) -> &'static str,
    /// Why a list is not offered: by what GitLab answered, or by what it had answered to others, so that it was not asked.
    pub absent: fn(Option<&Refusal>) -> String,
    /// What the refusal of one list is that says there is no such list, though others of the kind are answered.
    pub alone: fn(Option<&Refusal>) -> String,
    /// What is shown of it is from an earlier reading.
    pub older: &'static str,
    /// A list of places.
    pub source: fn(Source) -> &'static str,
    /// Which of all users' tokens are bots' is not known yet.
    pub bots_unknown: &'static str,
    /// Which of them are impersonation tokens or service accounts' is not marked, and where it is seen.
    pub kinds_unmarked: &'static str,
}

/// English.
pub const ENGLISH: GapWords = GapWords {
    cause: |cause| match cause {
        Cause::Error(_) => "",
        Cause::TooLong => "It has more than 100,000 rows. What follows was not read.",
        Cause::BeyondOffset => {
            "GitLab counts no further than 50,000 rows in such a list. What follows is missing."
        }
        Cause::Moving => "It kept changing while it was read: some tokens may be missing.",
        Cause::Astray => "GitLab's answer did not say where the list goes on.",
    },
    absent: |refusal| match refusal {
        None => String::from("It was not asked for: GitLab has just refused others of the kind."),
        Some(Refusal { status, reason, .. }) => match reason {
            Reason::NoSuchEndpoint => {
                format!("GitLab answered {status}, as it does where its release knows no such list.")
            }
            Reason::Forbidden => format!(
                "GitLab answered {status}, as it does where its licence or the plan of the group does not include this."
            ),
            _ => format!("GitLab answered {status}, as it does where this is switched off."),
        },
    },
    alone: |refusal| {
        format!(
            "The answer was {}, as if there were no such list, but this GitLab has lists of the kind. A proxy in front of it may \
             have said so.",
            refusal.map_or(404, |refusal| refusal.status)
        )
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
    bots_unknown: "Bots' tokens count as personal ones until it was found where each lives, and their roles are not known.",
    kinds_unmarked: "What counts as personal here may be an impersonation token, or a service account's: GitLab's list of all users' \
                     tokens does not mark them. A user's page shows which are impersonation tokens.",
};

/// Simplified Chinese.
pub const CHINESE: GapWords = GapWords {
    cause: |cause| match cause {
        Cause::Error(_) => "",
        Cause::TooLong => "它超过 100,000 行，其后的内容未读取。",
        Cause::BeyondOffset => "GitLab 在这类列表中最多只数到 50,000 行，其后的内容缺失。",
        Cause::Moving => "读取期间它一直在变化：可能缺少一些令牌。",
        Cause::Astray => "GitLab 的回应没有说明列表如何继续。",
    },
    absent: |refusal| match refusal {
        None => String::from("未向 GitLab 请求：它刚刚拒绝了其他同类列表。"),
        Some(Refusal { status, reason, .. }) => match reason {
            Reason::NoSuchEndpoint => {
                format!("GitLab 回应 {status}：当它的版本没有这种列表时，它会这样回应。")
            }
            Reason::Forbidden => {
                format!("GitLab 回应 {status}：当许可证或群组的套餐不包含此功能时，它会这样回应。")
            }
            _ => format!("GitLab 回应 {status}：当此功能已关闭时，它会这样回应。"),
        },
    },
    alone: |refusal| {
        format!(
            "回应是 {}，如同没有这个列表，但此 GitLab 有这类列表。这可能来自它前面的代理。",
            refusal.map_or(404, |refusal| refusal.status)
        )
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
    bots_unknown: "在查找每个机器人令牌所在的位置之前，机器人的令牌计为个人令牌，其角色未知。",
    kinds_unmarked: "此处计为个人令牌的，可能是模拟令牌或服务账户的令牌：GitLab 的所有用户令牌列表不作标记。哪些是模拟令牌，\
                     可在用户的页面上查看。",
};
