//! What this session did, and what is still open.

use crate::tokens::Kind;

/// The acts, as a person names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// Create.
    Create,
    /// Create in another's place.
    Replace,
    /// Rotate.
    Rotate,
    /// Revoke.
    Revoke,
}

/// Words of the journal.
pub struct ActivityWords {
    /// Heading of what is open.
    pub open: &'static str,
    /// Heading of what is done.
    pub done: &'static str,
    /// Nothing yet.
    pub empty: &'static str,
    /// What is kept, and how long.
    pub kept: &'static str,
    /// What was done to a token of a kind.
    pub act: fn(Done, Kind) -> String,
    /// Of a bulk change, not begun.
    pub planned: &'static str,
    /// The value is stored, and the token whose place it takes still works: new id, old id.
    pub replacing: fn(u64, u64) -> String,
    /// Whether there is a second one was not found out: the id of the first.
    pub unchecked: fn(u64) -> String,
    /// GitLab has revoked everything that came of it.
    pub ended: &'static str,
    /// Sent; no answer yet.
    pub sent: &'static str,
    /// Nobody knows.
    pub unknown: &'static str,
    /// The value was never confirmed as stored: the token's id.
    pub unstored: fn(u64) -> String,
    /// What to do about that.
    pub do_unstored: &'static str,
    /// What to do about that where it cannot be rotated.
    pub do_unstored_deploy: &'static str,
    /// Done.
    pub is_done: &'static str,
    /// Refused, with a status.
    pub refused: fn(u16) -> String,
    /// Not even sent.
    pub not_sent: &'static str,
    /// The way round this page, folded up.
    pub otherwise: &'static str,
    /// What the commands are.
    pub by_shell: &'static str,
    /// Finds out.
    pub find_out: &'static str,
    /// Takes an entry away.
    pub looked_after: &'static str,
    /// Opens the token: its id.
    pub open_token: fn(u64) -> String,
    /// Opens the list.
    pub open_list: &'static str,
    /// Saves everything as a file.
    pub export: &'static str,
    /// How long it took, in milliseconds.
    pub took: fn(i64) -> String,
}

/// English.
pub const ENGLISH: ActivityWords = ActivityWords {
    open: "To look after",
    done: "Done in this session",
    empty: "Nothing was changed in this session.",
    kept: "Names and ids, never a value. What is open is kept in this tab until you look after it; the rest goes when you sign \
           out.",
    act: |done, kind| {
        let kind = match kind {
            Kind::Personal => "personal token",
            Kind::Impersonation => "impersonation token",
            Kind::Project => "project token",
            Kind::Group => "group token",
            Kind::Deploy => "deploy token",
            Kind::ServiceAccount => "service account token",
        };
        let verb = match done {
            Done::Create => "Create",
            Done::Replace => "Replace",
            Done::Rotate => "Rotate",
            Done::Revoke => "Revoke",
        };
        format!("{verb} {kind}")
    },
    planned: "Its turn had not come: nothing was sent.",
    replacing: |new, old| {
        format!(
            "The new token (id {new}) is stored. The old one (id {old}) still works: revoke it once nothing uses it."
        )
    },
    unchecked: |id| {
        format!(
            "It was done (id {id}). Whether the browser's repeat made a second one could not be read yet."
        )
    },
    ended: "GitLab saw the old value again and has revoked every token that came of it.",
    sent: "Sent; GitLab has not answered yet.",
    unknown: "It was sent, and no answer was seen: nobody knows yet what became of it.",
    unstored: |id| format!("It was done (id {id}), but you never said that its value is stored."),
    do_unstored: "If you do not have the value, rotate the token to get another one, or revoke it.",
    do_unstored_deploy: "If you do not have the value, revoke the token and create another one.",
    is_done: "Done",
    refused: |status| format!("GitLab refused it (status {status}). Nothing was changed."),
    not_sent: "It was not sent. Nothing was changed.",
    otherwise: "Without Keyturn",
    by_shell: "Or in a shell, with a token of yours in GITLAB_TOKEN. Nothing secret stands in these lines.",
    find_out: "Find out",
    looked_after: "I have looked after it",
    open_token: |id| format!("Open token {id}"),
    open_list: "Open the list",
    export: "Save as JSON",
    took: |milliseconds| format!("{milliseconds} ms"),
};

/// Simplified Chinese.
pub const CHINESE: ActivityWords = ActivityWords {
    open: "需要处理",
    done: "本会话中已完成",
    empty: "本会话中没有任何更改。",
    kept: "只有名称和 ID，从不包含值。未处理的内容保留在此标签页中，直到您处理；其余的在您退出登录时清除。",
    act: |done, kind| {
        let kind = match kind {
            Kind::Personal => "个人令牌",
            Kind::Impersonation => "模拟令牌",
            Kind::Project => "项目令牌",
            Kind::Group => "群组令牌",
            Kind::Deploy => "部署令牌",
            Kind::ServiceAccount => "服务账户令牌",
        };
        let verb = match done {
            Done::Create => "创建",
            Done::Replace => "更换",
            Done::Rotate => "轮换",
            Done::Revoke => "撤销",
        };
        format!("{verb}{kind}")
    },
    planned: "还没有轮到它：没有发送任何内容。",
    replacing: |new, old| {
        format!("新令牌（ID {new}）已保存。旧令牌（ID {old}）仍然有效：确认不再使用后请撤销它。")
    },
    unchecked: |id| format!("已完成（ID {id}）。暂时无法读取浏览器的重复请求是否产生了第二个。"),
    ended: "GitLab 再次看到旧值，已撤销由它产生的所有令牌。",
    sent: "已发送；GitLab 尚未回答。",
    unknown: "已发送，但没有看到回答：结果尚不清楚。",
    unstored: |id| format!("已完成（ID {id}），但您没有确认其值已保存。"),
    do_unstored: "如果您没有该值，请轮换令牌以获得新值，或撤销它。",
    do_unstored_deploy: "如果您没有该值，请撤销令牌并另外新建一个。",
    is_done: "完成",
    refused: |status| format!("GitLab 拒绝了它（状态 {status}）。没有任何更改。"),
    not_sent: "没有发送。没有任何更改。",
    otherwise: "不通过 Keyturn",
    by_shell: "或者在命令行中执行，将您的令牌放在 GITLAB_TOKEN 中。这些命令不含任何机密。",
    find_out: "查明结果",
    looked_after: "我已处理",
    open_token: |id| format!("打开令牌 {id}"),
    open_list: "打开列表",
    export: "另存为 JSON",
    took: |milliseconds| format!("{milliseconds} 毫秒"),
};
