//! Signing in by OAuth: on GitLab's own page, and back.

use super::error::{Say, say};
use crate::gitlab::oauth::Mismatch;

/// The sentences.
pub struct OauthWords {
    /// Goes to GitLab's page of consent.
    pub go: &'static str,
    /// What happens then.
    pub hint: &'static str,
    /// Asks for no more than reading.
    pub look_only: &'static str,
    /// What that means.
    pub look_only_hint: &'static str,
    /// In a frame: where GitLab's page opens, and why.
    pub whole_window: &'static str,
    /// This page came by plain http: the browser has no cryptography for it.
    pub needs_https: &'static str,
    /// The tab cannot keep what is needed until the browser comes back.
    pub needs_storage: &'static str,
    /// While the code is redeemed, at this GitLab.
    pub busy: fn(&str) -> String,
    /// What came back does not fit what was begun.
    pub mismatch: fn(Mismatch) -> Say,
    /// The person, or GitLab, said no.
    pub declined: Say,
    /// The application may not ask for this.
    pub scope: Say,
    /// GitLab says something else.
    pub refused: Say,
}

/// English.
pub const ENGLISH: OauthWords = OauthWords {
    go: "Sign in with GitLab",
    hint: "GitLab asks whether Keyturn may act for you, then leads back here. No token is pasted; signing out ends it.",
    look_only: "Look only",
    look_only_hint: "Asks for read_api: everything can be seen, nothing changed.",
    whole_window: "GitLab's page opens in the whole window, because it does not open inside another page. Other frames of this \
                   window are signed out by that.",
    needs_https: "Signing in with GitLab needs this page to come over https.",
    needs_storage: "This browser keeps nothing for this page, so it could not find back after GitLab's page. Use an access token.",
    busy: |server| format!("Finishing the sign-in at {server}…"),
    mismatch: |mismatch| match mismatch {
        Mismatch::NotBegun => say(
            "This sign-in was not begun in this tab",
            "Somebody else's link, a second use of one, or another tab. Nothing was sent to any GitLab.",
            "Begin the sign-in here.",
        ),
        Mismatch::OtherState => say(
            "This answer belongs to another sign-in",
            "It does not name the one that was begun in this tab, so it was not used. Nothing was sent to any GitLab.",
            "Begin the sign-in again.",
        ),
        Mismatch::OtherIssuer => say(
            "This answer comes from another GitLab",
            "It names another issuer than the GitLab that was asked, so it was not used. Nothing was sent to either.",
            "Begin the sign-in again; if this repeats, tell whoever runs this deployment.",
        ),
        Mismatch::Late => say(
            "The sign-in took too long",
            "GitLab's answer is good for ten minutes. Nothing was sent.",
            "Begin the sign-in again.",
        ),
    },
    declined: say(
        "GitLab granted nothing",
        "The consent was declined, by you or by a rule of this GitLab. Nobody is signed in.",
        "Try again, or use an access token.",
    ),
    scope: say(
        "The application may not ask for this",
        "The application that is registered on this GitLab does not have the scope that was asked for.",
        "Tell whoever runs this deployment, or use an access token.",
    ),
    refused: say(
        "GitLab refused the sign-in",
        "It led back with the reason below. Nobody is signed in.",
        "Try again, or use an access token.",
    ),
};

/// Simplified Chinese.
pub const CHINESE: OauthWords = OauthWords {
    go: "使用 GitLab 登录",
    hint: "GitLab 会询问是否允许 Keyturn 代表您操作，然后返回此处。无需粘贴令牌；退出登录即结束授权。",
    look_only: "仅查看",
    look_only_hint: "请求 read_api：可以查看一切，不能更改。",
    whole_window: "GitLab 的页面会在整个窗口中打开，因为它不能在其他页面中打开。此窗口中的其他框架会因此退出登录。",
    needs_https: "使用 GitLab 登录要求此页面通过 https 提供。",
    needs_storage: "浏览器不为此页面保存任何内容，离开后无法从 GitLab 的页面返回。请使用访问令牌。",
    busy: |server| format!("正在 {server} 完成登录…"),
    mismatch: |mismatch| match mismatch {
        Mismatch::NotBegun => say(
            "此登录不是在本标签页中开始的",
            "可能是他人的链接、重复使用的链接或另一个标签页。没有向任何 GitLab 发送内容。",
            "请在此处开始登录。",
        ),
        Mismatch::OtherState => say(
            "此回答属于另一次登录",
            "它与本标签页中开始的登录不符，因此没有使用。没有向任何 GitLab 发送内容。",
            "请重新开始登录。",
        ),
        Mismatch::OtherIssuer => say(
            "此回答来自另一个 GitLab",
            "其签发者与所询问的 GitLab 不同，因此没有使用。没有向任何一方发送内容。",
            "请重新开始登录；如果再次出现，请告知此部署的运营者。",
        ),
        Mismatch::Late => {
            say("登录用时过长", "GitLab 的回答十分钟内有效。没有发送任何内容。", "请重新开始登录。")
        }
    },
    declined: say(
        "GitLab 没有授权",
        "授权被您或此 GitLab 的规则拒绝。没有人登录。",
        "请重试，或使用访问令牌。",
    ),
    scope: say(
        "该应用不能请求此范围",
        "在此 GitLab 上注册的应用没有所请求的范围。",
        "请告知此部署的运营者，或使用访问令牌。",
    ),
    refused: say("GitLab 拒绝了登录", "它带着下面的原因返回。没有人登录。", "请重试，或使用访问令牌。"),
};
