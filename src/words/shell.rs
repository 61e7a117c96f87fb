//! The frame around every screen.

/// Words used everywhere.
pub struct Shell {
    /// The link that skips the header.
    pub skip: &'static str,
    /// Name of the main navigation.
    pub navigation: &'static str,
    /// The personal view, in navigation and title.
    pub personal: &'static str,
    /// Closes a notice.
    pub dismiss: &'static str,
    /// Leaves a dialog without doing anything.
    pub cancel: &'static str,
    /// Closes a dialog or panel.
    pub close: &'static str,
    /// Leaves after something was settled.
    pub done: &'static str,
    /// Label of the language switch.
    pub language: &'static str,
    /// Label of the theme switch.
    pub theme: &'static str,
    /// Follow the system.
    pub theme_system: &'static str,
    /// Light.
    pub theme_light: &'static str,
    /// Dark.
    pub theme_dark: &'static str,
    /// Ends the session.
    pub sign_out: &'static str,
    /// Marks a session that can only read.
    pub read_only: &'static str,
    /// Why nothing can be changed in it.
    pub read_only_reason: &'static str,
    /// The same where one chose to look only, or may do no more in this deployment.
    pub looks_only_reason: &'static str,
    /// The credential is dead: what is still to be seen.
    pub locked: &'static str,
    /// Why nothing can be changed then.
    pub locked_reason: &'static str,
    /// Leads back to the sign-in.
    pub sign_in_again: &'static str,
    /// Marks an administrator.
    pub administrator: &'static str,
    /// Marks the sandbox.
    pub sandbox: &'static str,
    /// What the sandbox is.
    pub sandbox_banner: &'static str,
    /// No such screen.
    pub unknown_title: &'static str,
    /// What to do then.
    pub unknown_text: &'static str,
    /// Link to one's own tokens.
    pub unknown_link: &'static str,
    /// Heading above GitLab's own text.
    pub gitlab_says: &'static str,
    /// GitLab's request id.
    pub request_id: fn(&str) -> String,
    /// Says what Keyturn and its version are.
    pub footer: &'static str,
    /// Link to the operator's own help.
    pub help: &'static str,
    /// Leads out of the page that stands around this one.
    pub full_page: &'static str,
    /// Which version, what protects it, what is kept: link and title.
    pub about: &'static str,
}

/// English.
pub const ENGLISH: Shell = Shell {
    skip: "Skip to content",
    navigation: "Main",
    personal: "Personal tokens",
    dismiss: "Dismiss",
    cancel: "Cancel",
    close: "Close",
    done: "Done",
    language: "Language",
    theme: "Theme",
    theme_system: "System",
    theme_light: "Light",
    theme_dark: "Dark",
    sign_out: "Sign out",
    read_only: "Read-only",
    locked: "Nothing is sent any more. What you see is as it was read last, and may be out of date.",
    locked_reason: "The token you signed in with does not work any more.",
    sign_in_again: "Sign in again",
    looks_only_reason: "This session may look only. Sign out, and sign in without \"Look only\" or with a token of scope api to make \
                        changes.",
    read_only_reason: "The token you signed in with can only read. Sign in with a token of scope api to make changes.",
    administrator: "Administrator",
    sandbox: "Sandbox",
    sandbox_banner: "This is the sandbox: a made-up company in this page's memory. Nothing here is real, and a reload \
                     starts it anew.",
    unknown_title: "There is no such page",
    unknown_text: "The link may be mistyped, or made by another version of Keyturn.",
    unknown_link: "Go to your personal tokens",
    gitlab_says: "GitLab's own words",
    request_id: |id| format!("Request {id}"),
    footer: "Keyturn runs in this page only: it has no server of its own and keeps no token.",
    help: "Help",
    full_page: "Open in a full page",
    about: "About",
};

/// Simplified Chinese.
pub const CHINESE: Shell = Shell {
    skip: "跳到正文",
    navigation: "主导航",
    personal: "个人令牌",
    dismiss: "关闭提示",
    cancel: "取消",
    close: "关闭",
    done: "完成",
    language: "语言",
    theme: "主题",
    theme_system: "跟随系统",
    theme_light: "浅色",
    theme_dark: "深色",
    sign_out: "退出登录",
    read_only: "只读",
    locked: "不会再发送任何请求。您看到的是最后一次读取的内容，可能已经过时。",
    locked_reason: "您登录所用的令牌已失效。",
    sign_in_again: "重新登录",
    looks_only_reason: "此会话仅可查看。如需更改，请退出后不勾选“仅查看”重新登录，或使用范围为 api 的令牌登录。",
    read_only_reason: "您登录所用的令牌只能读取。如需更改，请使用范围为 api 的令牌登录。",
    administrator: "管理员",
    sandbox: "沙盒",
    sandbox_banner: "这是沙盒：一家虚构的公司，只存在于本页的内存中。这里没有任何真实数据，重新载入后会从头开始。",
    unknown_title: "没有这个页面",
    unknown_text: "链接可能有误，或来自另一个版本的 Keyturn。",
    unknown_link: "前往您的个人令牌",
    gitlab_says: "GitLab 的原文",
    request_id: |id| format!("请求 {id}"),
    footer: "Keyturn 只在本页中运行：没有自己的服务器，也不保存任何令牌。",
    help: "帮助",
    full_page: "在整页中打开",
    about: "关于",
};
