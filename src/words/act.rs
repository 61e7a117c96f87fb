//! Create, rotate and revoke.

use crate::tokens::DraftFault;
use crate::tokens::expiry::ExpiryFault;

use super::count;

/// Words of the dialogs that change something.
pub struct ActWords {
    /// The button.
    pub rotate: &'static str,
    /// The button.
    pub revoke: &'static str,
    /// The button.
    pub replace: &'static str,
    /// Opens GitLab's own page.
    pub gitlab_page: &'static str,
    /// What an impersonation token is.
    pub impersonation_note: fn(&str) -> String,
    /// The button.
    pub create: &'static str,
    /// While it is sent.
    pub creating: &'static str,
    /// Choice: GitLab's form.
    pub own_gitlab: &'static str,
    /// What it does.
    pub own_gitlab_hint: fn(&str) -> String,
    /// Choice: here.
    pub own_here: &'static str,
    /// What it does.
    pub own_here_hint: &'static str,
    /// Legend of the choice.
    pub own_how: &'static str,
    /// Opens GitLab's form.
    pub own_open: &'static str,
    /// The expiry cannot be handed over.
    pub own_no_expiry: &'static str,
    /// This GitLab has no such endpoint.
    pub own_too_old: &'static str,
    /// Name.
    pub name: &'static str,
    /// Description.
    pub description: &'static str,
    /// What to write there.
    pub description_hint: &'static str,
    /// A field may stay empty.
    pub optional: &'static str,
    /// Legend of the expiry.
    pub expiry: &'static str,
    /// "30 days".
    pub days: fn(u32) -> String,
    /// Keep the length of life.
    pub same_length: fn(u32) -> String,
    /// A day of one's own.
    pub custom: &'static str,
    /// Label of that day.
    pub custom_date: &'static str,
    /// No end.
    pub never: &'static str,
    /// The limit: days.
    pub limit: fn(u32) -> String,
    /// This version gives one week always.
    pub one_week: &'static str,
    /// Legend of the scopes.
    pub scopes: &'static str,
    /// As few as will do.
    pub scopes_hint: &'static str,
    /// About `api`.
    pub api_warning: &'static str,
    /// What is wrong with a field.
    pub fault: fn(DraftFault, &str) -> String,
    /// Title of the Rotate dialog.
    pub rotate_title: fn(&str) -> String,
    /// While it is sent.
    pub rotating: &'static str,
    /// Legend of the new end.
    pub rotate_expiry: &'static str,
    /// The consequence.
    pub rotate_consequence: &'static str,
    /// It is the session's own token.
    pub rotate_self: &'static str,
    /// The old token has expired already.
    pub rotate_expired: &'static str,
    /// Title of the Revoke dialog.
    pub revoke_title: fn(&str) -> String,
    /// While it is sent.
    pub revoking: &'static str,
    /// The consequence.
    pub revoke_consequence: &'static str,
    /// It is the session's own token.
    pub revoke_self: &'static str,
    /// It was used lately.
    pub used_lately: &'static str,
    /// Kind, in the list of facts.
    pub kind: &'static str,
    /// Checking before a rotation.
    pub checking_first: &'static str,
    /// Another tab is at it.
    pub elsewhere: &'static str,
    /// What must be known first could not be read.
    pub not_looked: &'static str,
    /// The credential is dead, so nothing was done.
    pub nothing_changed: &'static str,
    /// After 20 seconds.
    pub still_waiting: &'static str,
    /// Done: created.
    pub created: fn(&str) -> String,
    /// Done: rotated; the new end.
    pub rotated: fn(&str) -> String,
    /// Done: revoked.
    pub revoked: fn(&str) -> String,
    /// The target was already revoked when looked at again.
    pub gone_before: fn(&str) -> String,
    /// A value came after its token was rotated or revoked.
    pub outlived: fn(&str, u64) -> String,
    /// Another one like it was made at the same time, perhaps by a repeated request: the ids.
    pub twin: fn(&str, &str) -> String,
    /// Whether there is a twin could not be found out.
    pub twins_unread: fn(&str) -> String,
    /// The sign-in token was swapped.
    pub swapped: &'static str,
    /// It was swapped but could not be verified yet.
    pub swapped_unverified: &'static str,
}

/// English.
pub const ENGLISH: ActWords = ActWords {
    rotate: "Rotate",
    revoke: "Revoke",
    replace: "Replace",
    gitlab_page: "Open GitLab's own page (in a new tab)",
    impersonation_note: |user| {
        format!(
            "Whoever has this token acts as {user} in everything. GitLab records it as that user's doing."
        )
    },
    create: "Create token",
    creating: "Creating…",
    own_gitlab: "In GitLab's own form",
    own_gitlab_hint: |server| {
        format!(
            "Opens {server} in a new tab with name, description and scopes filled in. Read the list again afterwards."
        )
    },
    own_here: "Here, with k8s_proxy or self_rotate",
    own_here_hint: "The two scopes GitLab allows through its API.",
    own_how: "How",
    own_open: "Open GitLab's form",
    own_no_expiry: "GitLab's form asks for the end date itself.",
    own_too_old: "This GitLab is older than 16.5 and has only its own form.",
    name: "Name",
    description: "Description",
    description_hint: "Where it is used, and whom to ask before touching it.",
    optional: "(optional)",
    expiry: "Ends",
    days: |days| count(days as usize, "day", "days"),
    same_length: |days| format!("Same length ({})", count(days as usize, "day", "days")),
    custom: "On a day",
    custom_date: "Day (UTC)",
    never: "Never",
    limit: |days| format!("GitLab's usual limit is {days} days; an instance may set another."),
    one_week: "This GitLab is older than 16.6: a rotated token always lives one week.",
    scopes: "Scopes",
    scopes_hint: "As few as will do. They cannot be changed later.",
    api_warning: "api can do everything its owner can, for as long as it lives. If the tool only reads, read_api is enough.",
    fault: |fault, latest| match fault {
        DraftFault::NameMissing => String::from("Give it a name."),
        DraftFault::NameTooLong => String::from("The name may have 255 characters at most."),
        DraftFault::DescriptionTooLong => String::from("The description may have 255 characters at most."),
        DraftFault::UsernameUnfit => {
            String::from("The user name may have letters, digits, _ - + and . only, 255 at most.")
        }
        DraftFault::Expiry(ExpiryFault::NotInFuture) => String::from(
            "The end must be tomorrow (UTC) or later: a token is dead from 00:00 UTC of its day.",
        ),
        DraftFault::Expiry(ExpiryFault::TooFar(_)) => format!("The end may be {latest} at the latest."),
        DraftFault::Expiry(ExpiryFault::EndRequired) => String::from("This GitLab wants an end."),
        DraftFault::ScopesMissing => String::from("Choose at least one scope."),
    },
    rotate_title: |name| format!("Rotate {name}?"),
    rotating: "Rotating…",
    rotate_expiry: "The new value ends",
    rotate_consequence: "The old value stops working at once, everywhere it is used. The new value is shown one time.",
    rotate_self: "This is the token you are signed in with. The new value takes its place in this session. If the answer \
                  is lost on the way, you are signed out and need another token to get in: have one ready.",
    rotate_expired: "This token has already expired. Rotating it makes a new one that works.",
    revoke_title: |name| format!("Revoke {name}?"),
    revoking: "Revoking…",
    revoke_consequence: "Whatever uses this token stops working at once. This cannot be undone.",
    revoke_self: "This is the token you are signed in with. You are signed out as soon as it is revoked.",
    used_lately: "It was used within the last hour: something depends on it.",
    kind: "Kind",
    checking_first: "Looking at the token once more…",
    not_looked: "The change was not sent: before it Keyturn looks at GitLab, and could not. Nothing was changed.",
    nothing_changed: "Nothing was changed. Close this, sign in again, and do it then.",
    elsewhere: "Another tab of this browser is doing this right now. Nothing was sent from here. Wait until it is done there, \
                then look at the list again.",
    still_waiting: "Still waiting for GitLab. It was sent once and is not sent again.",
    created: |name| format!("{name} was created."),
    rotated: |name| format!("{name} was rotated. The old value is dead."),
    revoked: |name| format!("{name} was revoked."),
    gone_before: |name| format!("{name} was already revoked by someone else. Nothing was sent."),
    outlived: |name, id| {
        format!(
            "GitLab's answer about {name} has come after all, with the value of id {id}. That token was rotated, revoked or put aside as \
             looked after meanwhile: the value most likely does not work any more, and is not shown."
        )
    },
    twin: |name, ids| {
        format!(
            "Besides the token whose value you have, {name} exists once more (id {ids}). It was made by this request, if \
             the browser sent it twice, or by somebody else meanwhile. Ask who else may need it; if nobody does, revoke it."
        )
    },
    twins_unread: |name| {
        format!(
            "{name} is done, but the list could not be read to see whether the browser sent the request twice. Read it \
             again, and look for a second {name}."
        )
    },
    swapped: "This session now uses the new value.",
    swapped_unverified: "This session now uses the new value. GitLab could not be asked yet whether it works.",
};

/// Simplified Chinese.
pub const CHINESE: ActWords = ActWords {
    rotate: "轮换",
    revoke: "撤销",
    replace: "更换",
    gitlab_page: "打开 GitLab 自己的页面（在新标签页中）",
    impersonation_note: |user| {
        format!("持有此令牌者在一切操作中都以 {user} 的身份进行，GitLab 会记录为该用户所为。")
    },
    create: "创建令牌",
    creating: "正在创建…",
    own_gitlab: "在 GitLab 自己的表单中",
    own_gitlab_hint: |server| {
        format!("在新标签页中打开 {server}，名称、描述和范围已填好。之后请重新读取列表。")
    },
    own_here: "在这里，使用 k8s_proxy 或 self_rotate",
    own_here_hint: "GitLab 允许通过 API 使用的两个范围。",
    own_how: "方式",
    own_open: "打开 GitLab 的表单",
    own_no_expiry: "到期日由 GitLab 的表单自行询问。",
    own_too_old: "此 GitLab 的版本低于 16.5，只能使用它自己的表单。",
    name: "名称",
    description: "描述",
    description_hint: "用在哪里，改动前应询问谁。",
    optional: "（可选）",
    expiry: "到期",
    days: |days| format!("{days} 天"),
    same_length: |days| format!("保持时长（{days} 天）"),
    custom: "指定日期",
    custom_date: "日期（UTC）",
    never: "永不",
    limit: |days| format!("GitLab 通常的上限为 {days} 天；实例可另行设定。"),
    one_week: "此 GitLab 的版本低于 16.6：轮换后的令牌有效期总是一周。",
    scopes: "范围",
    scopes_hint: "够用即可。之后不能更改。",
    api_warning: "api 在其有效期内可以做所有者能做的一切。如果工具只需读取，read_api 就够了。",
    fault: |fault, latest| match fault {
        DraftFault::NameMissing => String::from("请填写名称。"),
        DraftFault::NameTooLong => String::from("名称最多 255 个字符。"),
        DraftFault::DescriptionTooLong => String::from("描述最多 255 个字符。"),
        DraftFault::UsernameUnfit => {
            String::from("用户名只能包含字母、数字、_、-、+ 和 .，最多 255 个字符。")
        }
        DraftFault::Expiry(ExpiryFault::NotInFuture) => {
            String::from("到期日必须是明天（UTC）或更晚：令牌在当日 00:00 UTC 失效。")
        }
        DraftFault::Expiry(ExpiryFault::TooFar(_)) => format!("到期日最晚为 {latest}。"),
        DraftFault::Expiry(ExpiryFault::EndRequired) => String::from("此 GitLab 要求有到期日。"),
        DraftFault::ScopesMissing => String::from("请至少选择一个范围。"),
    },
    rotate_title: |name| format!("轮换 {name}？"),
    rotating: "正在轮换…",
    rotate_expiry: "新值的到期日",
    rotate_consequence: "旧值会在所有使用之处立即失效。新值只显示一次。",
    rotate_self: "这是您登录所用的令牌。新值会在本会话中取代它。如果回答在途中丢失，您将被退出，需要另一个令牌才能登录：请先准备好。",
    rotate_expired: "此令牌已经过期。轮换会生成一个可用的新令牌。",
    revoke_title: |name| format!("撤销 {name}？"),
    revoking: "正在撤销…",
    revoke_consequence: "使用此令牌的一切将立即停止工作。此操作无法撤回。",
    revoke_self: "这是您登录所用的令牌。撤销后您将立即退出登录。",
    used_lately: "它在最近一小时内被使用过：有东西依赖它。",
    kind: "种类",
    checking_first: "正在再次查看令牌…",
    not_looked: "更改没有发送：Keyturn 会先查看 GitLab，但未能读取。没有任何更改。",
    nothing_changed: "没有更改任何内容。请关闭此窗口，重新登录后再操作。",
    elsewhere: "此浏览器的另一个标签页正在进行此操作。本页没有发送任何内容。请等待那里完成，然后再查看列表。",
    still_waiting: "仍在等待 GitLab。请求只发送了一次，不会重发。",
    created: |name| format!("已创建 {name}。"),
    rotated: |name| format!("已轮换 {name}。旧值已失效。"),
    revoked: |name| format!("已撤销 {name}。"),
    gone_before: |name| format!("{name} 已被其他人撤销。没有发送任何内容。"),
    outlived: |name, id| {
        format!(
            "GitLab 关于 {name} 的回答终于到达，带有 ID {id} 的值。该令牌在此期间已被轮换、撤销或标记为已处理：其值很可能已不能使用，因此不显示。"
        )
    },
    twin: |name, ids| {
        format!(
            "除您手中的值所属的令牌以外，{name} 还有一个（ID {ids}）：可能是浏览器把此请求发送了两次，也可能是其间的其他人所建。请询问是否有人需要它；如果没有，请撤销它。"
        )
    },
    twins_unread: |name| {
        format!(
            "{name} 已完成，但无法读取列表以确认浏览器是否发送了两次请求。请重新读取列表，查看是否有第二个 {name}。"
        )
    },
    swapped: "本会话现在使用新值。",
    swapped_unverified: "本会话现在使用新值。暂时还无法向 GitLab 确认它是否可用。",
};
