//! What goes wrong where roles and places decide, in the same three parts.

use super::error::{Say, say};

/// One for each cause a person can act on.
pub struct Denied {
    /// The role in a project or group.
    pub role_too_low: Say,
    /// No such project or group, or hidden.
    pub no_place: Say,
    /// A path that was given to something else, or renamed.
    pub moved: Say,
    /// This release has no such kind of token.
    pub no_kind: Say,
}

/// English.
pub static ENGLISH: Denied = Denied {
    role_too_low: say(
        "Your role here is too low",
        "Your sign-in token is alive. For this, GitLab wants the role {role} in this project or group.",
        "Ask someone with that role, or sign in as a user who has it.",
    ),
    no_place: say(
        "GitLab finds no such project or group",
        "It does not exist on this GitLab, or you may not see it: GitLab does not tell which.",
        "Check the path or id, or choose it from the list.",
    ),
    moved: say(
        "This path leads elsewhere now",
        "GitLab answers it with a redirect: the project was renamed or moved. A redirect is not followed with your token.",
        "Search for it by its name below. Links with its id go on working.",
    ),
    no_kind: say(
        "This GitLab has no such tokens",
        "They came with GitLab {since}, or the licence of this GitLab does not include them.",
        "Use other kinds of tokens, or ask the administrator for an update.",
    ),
};

/// Simplified Chinese.
pub static CHINESE: Denied = Denied {
    role_too_low: say(
        "您在此处的角色不够高",
        "您登录所用的令牌有效。GitLab 要求在此项目或群组中具有 {role} 角色。",
        "请联系具有该角色的人，或以具有该角色的用户登录。",
    ),
    no_place: say(
        "GitLab 找不到这个项目或群组",
        "它在此 GitLab 上不存在，或您无权查看：GitLab 不说明是哪一种。",
        "请检查路径或 ID，或从列表中选择。",
    ),
    moved: say(
        "此路径现在指向别处",
        "GitLab 以重定向回答：项目已改名或移动。不会带着您的令牌跟随重定向。",
        "请在下面按名称搜索。使用其 ID 的链接仍然有效。",
    ),
    no_kind: say(
        "此 GitLab 没有这类令牌",
        "这类令牌始于 GitLab {since}，或此 GitLab 的许可不包含它们。",
        "请使用其他种类的令牌，或请管理员升级。",
    ),
};
