//! Where no answer came: why not, what that means, what to do next.

use super::error::{Say, say};

/// One for each cause a page can tell from the others.
pub struct Silence {
    /// The machine is offline.
    pub offline: Say,
    /// The session had ended before it was sent.
    pub signed_out: Say,
    /// https page, http server.
    pub mixed_content: Say,
    /// The page's policy.
    pub policy: Say,
    /// Reachable, but not for this page.
    pub withheld: Say,
    /// Nothing answers.
    pub unreachable: Say,
    /// Nothing answers, and the browser keeps this page from private networks.
    pub private: Say,
    /// The answer broke off.
    pub cut: Say,
    /// No answer in time.
    pub late: Say,
}

/// English.
pub static ENGLISH: Silence = Silence {
    offline: say(
        "This machine is offline",
        "The browser says that there is no network connection. Nothing was sent.",
        "Connect, then try again.",
    ),
    signed_out: say(
        "You were signed out",
        "The session ended before this was sent. Nothing was sent.",
        "Sign in and try again.",
    ),
    mixed_content: say(
        "The browser does not allow it",
        "This page came over https and may not call a server over plain http. Nothing was sent.",
        "Use the server's https address, or open Keyturn from an http address inside the same network.",
    ),
    policy: say(
        "This page may not call that server",
        "The page's own security policy refused the connection. It is locked to the server named first, or its operator \
         allows only certain servers. Nothing was sent.",
        "Reload the page to name another server, or ask whoever runs this page to allow it.",
    ),
    withheld: say(
        "Something answers, but not to this page",
        "The address can be reached, yet the answer is kept from this page. A sign-in portal, a firewall or a proxy \
         stands in front, or it is no GitLab: GitLab itself lets pages call its API.",
        "Open the address in another tab and sign in to the portal if there is one. Otherwise ask the administrator to \
         let /api through with GitLab's own CORS headers.",
    ),
    unreachable: say(
        "No answer from that address",
        "The name may be wrong, the server or its port down, its certificate not trusted, or the browser was not allowed \
         to reach a private network.",
        "Check the address by opening it in another tab. If that works, allow this page to reach devices on the local \
         network when the browser asks.",
    ),
    private: say(
        "The browser keeps this page from your network",
        "No answer came, and this browser was told not to let this page reach devices on the local network. A GitLab inside \
         that network cannot be reached like this.",
        "Allow local network access in the browser's settings for this site, then try again. If the GitLab is not inside \
         your network, check its address by opening it in another tab.",
    ),
    cut: say(
        "The answer broke off",
        "The server began to answer (status {status}) and the connection ended before the end of it.",
        "Try again. If it happens often, tell the administrator of the network.",
    ),
    late: say(
        "No answer within 20 seconds",
        "The server is reachable but too slow just now.",
        "Try again in a minute.",
    ),
};

/// Simplified Chinese.
pub static CHINESE: Silence = Silence {
    offline: say("本机处于离线状态", "浏览器表示没有网络连接。没有发送任何内容。", "请连接网络后重试。"),
    signed_out: say("您已退出登录", "会话在发送之前已结束。没有发送任何内容。", "请登录后重试。"),
    mixed_content: say(
        "浏览器不允许此连接",
        "本页通过 https 载入，不能以不加密的 http 访问服务器。没有发送任何内容。",
        "请使用该服务器的 https 地址，或在同一网络内从 http 地址打开 Keyturn。",
    ),
    policy: say(
        "本页不能访问该服务器",
        "页面自身的安全策略拒绝了连接：它已锁定到最先指定的服务器，或运营者只允许某些服务器。没有发送任何内容。",
        "请重新载入页面以指定另一个服务器，或请运营者放行。",
    ),
    withheld: say(
        "有回应，但不对本页开放",
        "该地址可以访问，但回答不向本页开放。前面可能有登录门户、防火墙或代理，或者它不是 GitLab：GitLab 本身允许页面调用其 API。",
        "请在另一个标签页中打开该地址，如有门户请先登录；否则请管理员放行 /api 并保留 GitLab 自己的 CORS 标头。",
    ),
    unreachable: say(
        "该地址没有回应",
        "名称可能有误，服务器或端口未开启，证书不受信任，或浏览器未获准访问专用网络。",
        "请在另一个标签页中打开该地址进行检查。如果可以打开，请在浏览器询问时允许本页访问本地网络中的设备。",
    ),
    private: say(
        "浏览器不让本页访问您的网络",
        "没有收到回答，并且此浏览器被设置为不让本页访问本地网络中的设备。这样无法访问该网络中的 GitLab。",
        "请在浏览器的网站设置中为本页允许访问本地网络，然后重试。如果 GitLab 不在您的网络中，请在另一个标签页中打开其地址进行检查。",
    ),
    cut: say(
        "回答中断了",
        "服务器已开始回答（状态 {status}），但连接在结束前中断。",
        "请重试。如果经常发生，请告知网络管理员。",
    ),
    late: say("20 秒内没有回答", "服务器可以访问，但目前太慢。", "请一分钟后重试。"),
};
