//! What is loaded after the first screen: while it is on its way, and where it does not come.

use super::error::{Say, say};

/// Words for the rest of the page.
pub struct LaterWords {
    /// Heading while it is on its way.
    pub wait_title: &'static str,
    /// What happens then.
    pub wait: &'static str,
    /// Heading where it did not come.
    pub missing_title: &'static str,
    /// A file is missing or altered.
    pub mismatch: Say,
    /// The host does not answer.
    pub unreachable: Say,
    /// The same in a line, where nobody asked for it.
    pub left_out: &'static str,
    /// Loads the page again.
    pub reload: &'static str,
}

/// English.
pub const ENGLISH: LaterWords = LaterWords {
    wait_title: "One moment",
    wait: "The rest of this page is being loaded. It goes on by itself.",
    missing_title: "Not loaded",
    mismatch: say(
        "The files of this deployment do not match",
        "The rest of this page is missing, or is not what belongs to this version: perhaps a newer one was put in its \
         place. Nothing of this was sent to GitLab.",
        "Reload the page and sign in again. If that does not help, tell whoever runs it.",
    ),
    unreachable: say(
        "The rest of this page could not be loaded",
        "The connection was lost before it had arrived. Nothing of this was sent to GitLab.",
        "Check the connection, then try again.",
    ),
    left_out: "This part of the page could not be loaded.",
    reload: "Reload the page",
};

/// Simplified Chinese.
pub const CHINESE: LaterWords = LaterWords {
    wait_title: "请稍候",
    wait: "正在载入此页面的其余部分，完成后会自动继续。",
    missing_title: "未载入",
    mismatch: say(
        "此部署的文件不一致",
        "此页面的其余部分缺失或不属于此版本：可能已换成较新的版本。此操作没有向 GitLab 发送任何内容。",
        "请重新载入页面并重新登录。如果仍然如此，请告知运营者。",
    ),
    unreachable: say(
        "无法载入此页面的其余部分",
        "在其到达之前连接中断。此操作没有向 GitLab 发送任何内容。",
        "请检查网络连接，然后重试。",
    ),
    left_out: "无法载入页面的这一部分。",
    reload: "重新载入页面",
};
