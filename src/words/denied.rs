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
    /// 400 or 401 on rotating a project or group token.
    pub rotation_refused: Say,
    /// 400 on creating one.
    pub creation_refused: Say,
    /// 400 on revoking one, or another person's.
    pub revocation_refused: Say,
    /// The bot behind the token is no member any more.
    pub bot_gone: Say,
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
    rotation_refused: say(
        "GitLab does not let you rotate it",
        "Nothing was changed. Your role is below {role} or below the token's own, or the top-level group has switched off \
         creating such tokens, which stops rotating them, too.",
        "Ask an owner of the top-level group. Listing and revoking go on working.",
    ),
    creation_refused: say(
        "GitLab does not let you create it here",
        "Nothing was created. Your role is below {role}, the top-level group has switched off creating such tokens, or \
         you are signed in with a project or group token, which may never create others.",
        "Ask an owner of the top-level group, or sign in with a personal token. What you typed is still here.",
    ),
    revocation_refused: say(
        "GitLab does not let you revoke it",
        "Nothing was changed: it still works. It belongs to someone else, or your role here is too low.",
        "Ask its owner, an owner of the group, or an administrator.",
    ),
    bot_gone: say(
        "The bot of this token is no member any more",
        "Someone removed it from the project or group, so GitLab cannot revoke the token this way. It reaches nothing \
         here any more, but it may still sign in.",
        "Ask an administrator to revoke it by its id, or wait for its end.",
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
    rotation_refused: say(
        "GitLab 不允许您轮换它",
        "没有任何更改。您的角色低于 {role} 或低于令牌自身的角色，或顶级群组已关闭创建此类令牌，这也会阻止轮换。",
        "请联系顶级群组的所有者。列出和撤销仍然可用。",
    ),
    creation_refused: say(
        "GitLab 不允许您在此处创建",
        "没有创建任何令牌。您的角色低于 {role}，或顶级群组已关闭创建此类令牌，或您使用项目令牌或群组令牌登录，它们不能创建其他令牌。",
        "请联系顶级群组的所有者，或使用个人令牌登录。您输入的内容仍在。",
    ),
    revocation_refused: say(
        "GitLab 不允许您撤销它",
        "没有任何更改：它仍然有效。它属于其他人，或您在此处的角色不够高。",
        "请联系其所有者、群组的所有者或管理员。",
    ),
    bot_gone: say(
        "此令牌的机器人已不是成员",
        "有人将它移出了项目或群组，因此 GitLab 不能以此方式撤销令牌。它在此处已无法访问任何内容，但可能仍能登录。",
        "请管理员按 ID 撤销它，或等待其到期。",
    ),
};
