//! What goes wrong, in three parts each: what is true, what it means, what to do next.

use super::denied::Denied;
use super::silence::Silence;

/// The three parts. `{status}`, `{scopes}`, `{role}` and `{since}` are filled in.
pub struct Say {
    /// What is true.
    pub headline: &'static str,
    /// What it means.
    pub detail: &'static str,
    /// What to do next.
    pub step: &'static str,
}

pub(super) const fn say(headline: &'static str, detail: &'static str, step: &'static str) -> Say {
    Say { headline, detail, step }
}

/// Words for errors.
pub struct ErrorWords {
    /// By what GitLab, or whoever stands in its place, said.
    pub say: &'static Says,
    /// Where no answer came.
    pub silence: &'static Silence,
    /// Where roles and places decide.
    pub denied: &'static Denied,
    /// Tries again.
    pub retry: &'static str,
    /// Heading of a form's list of faults.
    pub faults: fn(usize) -> String,
}

/// One for each cause a person can act on.
pub struct Says {
    /// A web page instead of JSON.
    pub portal: Say,
    /// Something answers, but no GitLab.
    pub not_gitlab: Say,
    /// JSON of another shape.
    pub unreadable: Say,
    /// OAuth: what was granted cannot be had, or not any more.
    pub grant: Say,
    /// OAuth: no such application.
    pub application: Say,
    /// 401 at sign-in.
    pub unknown_credential: Say,
    /// 401 later.
    pub unauthorized: Say,
    /// Expired credential.
    pub expired: Say,
    /// Revoked credential.
    pub revoked: Say,
    /// Impersonation switched off.
    pub impersonation_off: Say,
    /// The credential cannot even sign in.
    pub scope_to_sign_in: Say,
    /// The credential lacks a scope for this.
    pub missing_scope: Say,
    /// Blocked and the like.
    pub user_refused: Say,
    /// Role or administrator rights.
    pub forbidden: Say,
    /// Bad input.
    pub invalid: Say,
    /// No such record.
    pub not_found: Say,
    /// This version has no such endpoint.
    pub no_endpoint: Say,
    /// Rate limit.
    pub too_many: Say,
    /// 5xx.
    pub server_fault: Say,
}

/// English.
pub const ENGLISH: ErrorWords = ErrorWords {
    say: &ENGLISH_SAYS,
    silence: &super::silence::ENGLISH,
    denied: &super::denied::ENGLISH,
    retry: "Try again",
    faults: |number| super::count(number, "thing needs a change", "things need a change"),
};

static ENGLISH_SAYS: Says = Says {
    portal: say(
        "A web page answered instead of GitLab's API",
        "A proxy, a sign-in portal or an error page stands in front of this server (status {status}).",
        "Open the address in another tab, sign in there if asked, then try again. If it is an error page, wait for the \
         server to come back.",
    ),
    not_gitlab: say(
        "This does not look like a GitLab",
        "Something answered (status {status}), but not as a GitLab does. No token was asked for or sent.",
        "Check the address. If GitLab lives below a folder, type that too, such as https://example.com/gitlab.",
    ),
    unreadable: say(
        "The answer could not be read",
        "GitLab answered (status {status}) in a form this version of Keyturn does not understand.",
        "Try again. If it stays like this, a proxy may alter the answers, or Keyturn needs an update.",
    ),
    grant: say(
        "GitLab did not go on with this sign-in",
        "What it granted was used, revoked or too old. It may be that the answer to a first try was lost on the way.",
        "Sign in again.",
    ),
    application: say(
        "GitLab does not know this application",
        "No public application with this id is registered there for the address of this page.",
        "Tell whoever runs this deployment, or use an access token.",
    ),
    unknown_credential: say(
        "GitLab does not know this token",
        "It is mistyped, cut off, deleted, made on another GitLab, or a deploy or job token, which cannot use the API.",
        "Copy a personal access token of this GitLab and try again.",
    ),
    unauthorized: say(
        "GitLab does not allow this",
        "Your sign-in token is alive, but it may not do this, or the record does not exist.",
        "Check your role, or sign in with a token that may.",
    ),
    expired: say(
        "This token has expired",
        "Its last day is over. Tokens end at 00:00 UTC on their date.",
        "Create a new token on GitLab and sign in with it.",
    ),
    revoked: say(
        "This token was revoked",
        "Someone revoked or rotated it. It will not work again.",
        "Sign in with another token.",
    ),
    impersonation_off: say(
        "Impersonation is switched off",
        "This is an impersonation token, and the administrator has switched impersonation off.",
        "Sign in with a personal access token.",
    ),
    scope_to_sign_in: say(
        "This token may not use the API",
        "GitLab knows the token, but it lacks a scope for reading your account. Needed is one of: {scopes}.",
        "Sign in with a token of scope api, or read_api to look only.",
    ),
    missing_scope: say(
        "Your sign-in token lacks a scope",
        "GitLab wants one of these for it: {scopes}. Nothing was changed.",
        "Sign in with a token of scope api.",
    ),
    user_refused: say(
        "GitLab does not let this user in",
        "The token is right, but its user may not use the API: blocked, deactivated, unconfirmed, or with terms to \
         accept.",
        "Open GitLab and see what it asks for, or ask an administrator.",
    ),
    forbidden: say(
        "You may not do this",
        "GitLab refused: a role or administrator rights are missing. Nothing was changed.",
        "Ask an owner or an administrator, or sign in as one.",
    ),
    invalid: say(
        "GitLab did not accept it",
        "Nothing was changed, and what you typed is still here.",
        "Change what GitLab names and try again.",
    ),
    not_found: say(
        "GitLab finds no such thing",
        "It does not exist any more, or you may not see it.",
        "Read the list again.",
    ),
    no_endpoint: say(
        "This GitLab cannot do that",
        "Its version has no such function, or not for this kind of token. Nothing was changed.",
        "Use GitLab's own pages, or ask the administrator for an update.",
    ),
    too_many: say(
        "Too many requests",
        "This GitLab limits how often it may be asked. The limit counts by the minute.",
        "Wait a minute, then try again. Nothing is sent again by itself.",
    ),
    server_fault: say(
        "GitLab has a fault of its own",
        "It answered with status {status}.",
        "Try again in a minute; if it stays, tell its administrator.",
    ),
};

/// Simplified Chinese.
pub const CHINESE: ErrorWords = ErrorWords {
    say: &CHINESE_SAYS,
    silence: &super::silence::CHINESE,
    denied: &super::denied::CHINESE,
    retry: "重试",
    faults: |number| format!("有 {number} 处需要修改"),
};

static CHINESE_SAYS: Says = Says {
    portal: say(
        "回答的是网页，而不是 GitLab 的 API",
        "此服务器前面有代理、登录门户或错误页面（状态 {status}）。",
        "请在另一个标签页中打开该地址，如有要求请先登录，然后重试。如果是错误页面，请等待服务器恢复。",
    ),
    not_gitlab: say(
        "这看起来不是 GitLab",
        "有回应（状态 {status}），但与 GitLab 不同。没有询问也没有发送令牌。",
        "请检查地址。如果 GitLab 位于某个目录下，请一并输入，例如 https://example.com/gitlab。",
    ),
    unreadable: say(
        "无法读取回答",
        "GitLab 的回答（状态 {status}）是此版本 Keyturn 不理解的形式。",
        "请重试。如果仍然如此，可能是代理改动了回答，或 Keyturn 需要更新。",
    ),
    grant: say(
        "GitLab 没有继续此登录",
        "它的授权已被使用、撤销或过期。也可能第一次的回答在途中丢失。",
        "请重新登录。",
    ),
    application: say(
        "GitLab 不认识此应用",
        "那里没有为此页面的地址注册具有此 id 的公开应用。",
        "请告知此部署的运营者，或使用访问令牌。",
    ),
    unknown_credential: say(
        "GitLab 不认识此令牌",
        "令牌可能输入有误、不完整、已删除、属于另一个 GitLab，或是不能使用 API 的部署令牌或作业令牌。",
        "请复制此 GitLab 的个人访问令牌后重试。",
    ),
    unauthorized: say(
        "GitLab 不允许此操作",
        "您登录所用的令牌有效，但不能进行此操作，或该记录不存在。",
        "请检查您的角色，或使用有权限的令牌登录。",
    ),
    expired: say(
        "此令牌已过期",
        "它的有效期已结束。令牌在到期日的 00:00 UTC 失效。",
        "请在 GitLab 上创建新令牌并用它登录。",
    ),
    revoked: say("此令牌已被撤销", "有人撤销或轮换了它，它不会再生效。", "请使用另一个令牌登录。"),
    impersonation_off: say(
        "模拟功能已关闭",
        "这是模拟令牌，而管理员已关闭模拟功能。",
        "请使用个人访问令牌登录。",
    ),
    scope_to_sign_in: say(
        "此令牌不能使用 API",
        "GitLab 认识此令牌，但它缺少读取您账户的范围。需要以下之一：{scopes}。",
        "请使用范围为 api 的令牌登录；如果只需查看，用 read_api 即可。",
    ),
    missing_scope: say(
        "您登录所用的令牌缺少范围",
        "GitLab 要求以下之一：{scopes}。没有任何更改。",
        "请使用范围为 api 的令牌登录。",
    ),
    user_refused: say(
        "GitLab 不接受此用户",
        "令牌正确，但其用户不能使用 API：已被禁用、停用、未确认，或有条款待接受。",
        "请打开 GitLab 查看其要求，或询问管理员。",
    ),
    forbidden: say(
        "您不能进行此操作",
        "GitLab 已拒绝：缺少角色或管理员权限。没有任何更改。",
        "请联系所有者或管理员，或以其身份登录。",
    ),
    invalid: say("GitLab 未接受", "没有任何更改，您输入的内容仍在。", "请修改 GitLab 指出的内容后重试。"),
    not_found: say("GitLab 找不到", "它已不存在，或您无权查看。", "请重新读取列表。"),
    no_endpoint: say(
        "此 GitLab 做不到",
        "其版本没有此功能，或不支持此类令牌。没有任何更改。",
        "请使用 GitLab 自己的页面，或请管理员升级。",
    ),
    too_many: say(
        "请求过多",
        "此 GitLab 限制了请求频率，按分钟计算。",
        "请等待一分钟后重试。不会自动再次发送。",
    ),
    server_fault: say(
        "GitLab 自身出错",
        "它回答的状态为 {status}。",
        "请一分钟后重试；如果仍然如此，请告知管理员。",
    ),
};
