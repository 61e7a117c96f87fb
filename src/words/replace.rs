//! Replace: a twin first, then the end of the old one. And what the forms of the other kinds say.

use crate::tokens::{AccessLevel, Kind, Place};

/// Words of Replace.
pub struct ReplaceWords {
    /// Title of the dialog that makes the twin.
    pub title: fn(&str) -> String,
    /// What happens.
    pub consequence: &'static str,
    /// Title of what is asked afterwards: the old one's name.
    pub retire_title: fn(&str) -> String,
    /// What is asked: the old id, the new id.
    pub retire_text: fn(u64, u64) -> String,
    /// Label of the new one's last use: its id.
    pub new_used: fn(u64) -> String,
    /// Label of the old one's last use: its id.
    pub old_used: fn(u64) -> String,
    /// GitLab does not tell how they are used.
    pub not_told: &'static str,
    /// The new one has not been used.
    pub unused: &'static str,
    /// Both are.
    pub both_used: &'static str,
    /// Only the new one is.
    pub old_quiet: &'static str,
    /// Asks GitLab again.
    pub look: &'static str,
    /// Which of the two keeps the bot user.
    pub bot: &'static str,
    /// Not yet.
    pub keep: &'static str,
    /// Opens the Revoke dialog.
    pub retire: &'static str,
    /// An orphan of a kind that cannot be rotated.
    pub do_orphan: &'static str,
    /// Copies the link of a form.
    pub copy_link: &'static str,
    /// It is copied.
    pub link_copied: &'static str,
    /// The browser does not let the page copy; the link follows.
    pub link_not_copied: &'static str,
    /// Label of a day with a time.
    pub custom_instant: &'static str,
    /// There is no limit to its life.
    pub no_limit: &'static str,
    /// A deploy token cannot be tested from here.
    pub no_test: &'static str,
    /// Label of a user name that is handed over with its value.
    pub username: &'static str,
    /// Copies it.
    pub copy_username: &'static str,
    /// Title of the Create dialog, likewise.
    pub new: fn(Place, &str) -> String,
    /// What a role lets a token do.
    pub role_help: fn(AccessLevel) -> &'static str,
    /// About the role as a whole.
    pub role_hint: &'static str,
    /// About the user name.
    pub username_hint: &'static str,
}

/// English.
pub const ENGLISH: ReplaceWords = ReplaceWords {
    title: |name| format!("Replace {name}?"),
    consequence: "A second token is made beside it. The old one works on until you revoke it: nothing stops in between.",
    retire_title: |name| format!("Is the new {name} in use everywhere?"),
    retire_text: |old, new| {
        format!(
            "The old one (id {old}) still works beside the new one (id {new}). Revoke it once nothing uses it any more."
        )
    },
    new_used: |id| format!("New one ({id}) last used"),
    old_used: |id| format!("Old one ({id}) last used"),
    not_told: "GitLab does not tell when these were last used: only you can know whether the old one is still needed.",
    unused: "The new one has not been used yet. Put it to use everywhere; this page looks again every half minute, and GitLab \
             notes a use after up to ten minutes.",
    both_used: "Both are in use: somewhere the old value is still there.",
    old_quiet: "The new one is in use, and the old one has been quiet since. What runs seldom may still need it.",
    look: "Look again",
    bot: "The new token acts as a new bot user. The old bot user goes with the old token, and with it its memberships elsewhere \
          and every rule that names it. Rotate instead if the bot user must stay.",
    keep: "Not yet, keep both",
    retire: "Revoke the old one",
    do_orphan: "Its value can never be seen again. Revoke it, then create another one.",
    copy_link: "Copy link to this form",
    link_copied: "The link is copied. Whoever opens it finds this form filled in; it holds no secret.",
    link_not_copied: "The browser does not let this page copy. The link is:",
    custom_instant: "Day and time (UTC)",
    no_limit: "GitLab sets no limit for deploy tokens.",
    no_test: "A deploy token cannot use the API, so it cannot be tested from here.",
    username: "User name",
    copy_username: "Copy user name",
    new: |place, name| {
        let (kind, for_or_of) = match place.kind() {
            Kind::Personal => ("personal", "for"),
            Kind::Impersonation => ("impersonation", "of"),
            Kind::Project => ("project", "for"),
            Kind::Group => ("group", "for"),
            Kind::Deploy => ("deploy", "for"),
            Kind::ServiceAccount => ("service account", "for"),
        };
        if name.is_empty() {
            format!("New {kind} token")
        } else {
            format!("New {kind} token {for_or_of} {name}")
        }
    },
    role_help: |level| match level {
        AccessLevel::GUEST => "Sees what guests see; no code in private projects.",
        AccessLevel::PLANNER => "Plans: issues, epics, boards.",
        AccessLevel::REPORTER => "Reads code, pipelines and packages.",
        AccessLevel::SECURITY_MANAGER => "Manages security policies and findings.",
        AccessLevel::DEVELOPER => "Pushes to unprotected branches, runs pipelines.",
        AccessLevel::MAINTAINER => "Changes settings, members and protected branches.",
        AccessLevel::OWNER => "Everything, deleting included.",
        _ => "",
    },
    role_hint: "The token acts as a bot with this role. A role above your own is refused.",
    username_hint: "GitLab makes one up if you leave it empty. A token named gitlab-deploy-token is given to the \
                    project's CI jobs.",
};

/// Simplified Chinese.
pub const CHINESE: ReplaceWords = ReplaceWords {
    title: |name| format!("更换 {name}？"),
    consequence: "会在旁边新建第二个令牌。旧令牌在您撤销之前一直有效：中间不会中断。",
    retire_title: |name| format!("新的 {name} 已在各处使用了吗？"),
    retire_text: |old, new| {
        format!("旧令牌（ID {old}）与新令牌（ID {new}）同时有效。确认不再使用后请撤销旧令牌。")
    },
    new_used: |id| format!("新令牌（{id}）上次使用"),
    old_used: |id| format!("旧令牌（{id}）上次使用"),
    not_told: "GitLab 不提供它们的上次使用时间：只有您能知道是否还需要旧令牌。",
    unused: "新令牌尚未使用。请在各处投入使用；本页每半分钟再查看一次，GitLab 最多十分钟后才记录一次使用。",
    both_used: "两个都在使用：某处仍然保留着旧值。",
    old_quiet: "新令牌正在使用，旧令牌此后没有动静。很少运行的任务可能仍需要它。",
    look: "再查看一次",
    bot: "新令牌以一个新的机器人用户行事。旧的机器人用户随旧令牌消失，它在别处的成员身份和指定它的规则也随之消失。如果必须保留机器人用户，请改为轮换。",
    keep: "暂不撤销，两个都保留",
    retire: "撤销旧令牌",
    do_orphan: "它的值再也无法看到。请撤销它，然后另外新建一个。",
    copy_link: "复制此表单的链接",
    link_copied: "链接已复制。打开链接的人会看到已填好的表单；其中不含任何机密。",
    link_not_copied: "浏览器不允许本页复制。链接如下：",
    custom_instant: "日期和时间（UTC）",
    no_limit: "GitLab 对部署令牌没有期限限制。",
    no_test: "部署令牌不能使用 API，因此无法在此测试。",
    username: "用户名",
    copy_username: "复制用户名",
    new: |place, name| {
        let kind = match place.kind() {
            Kind::Personal => "个人",
            Kind::Impersonation => "模拟",
            Kind::Project => "项目",
            Kind::Group => "群组",
            Kind::Deploy => "部署",
            Kind::ServiceAccount => "服务账户",
        };
        if name.is_empty() { format!("新建{kind}令牌") } else { format!("为 {name} 新建{kind}令牌") }
    },
    role_help: |level| match level {
        AccessLevel::GUEST => "能看到访客可见的内容；看不到私有项目的代码。",
        AccessLevel::PLANNER => "规划：议题、史诗、看板。",
        AccessLevel::REPORTER => "读取代码、流水线和软件包。",
        AccessLevel::SECURITY_MANAGER => "管理安全策略和发现。",
        AccessLevel::DEVELOPER => "推送到未受保护的分支，运行流水线。",
        AccessLevel::MAINTAINER => "更改设置、成员和受保护的分支。",
        AccessLevel::OWNER => "一切操作，包括删除。",
        _ => "",
    },
    role_hint: "令牌以具有此角色的机器人身份操作。高于您自己的角色会被拒绝。",
    username_hint: "留空则由 GitLab 生成。名为 gitlab-deploy-token 的令牌会提供给项目的 CI 作业。",
};
