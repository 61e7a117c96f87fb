//! Which version this is, what is kept where, and what Keyturn cannot protect from.

/// Words of the screen About.
pub struct AboutWords {
    /// Title of the screen.
    pub title: &'static str,
    /// The way to the sign-in, for who is signed out.
    pub connect: &'static str,
    /// Label of the version.
    pub version: &'static str,
    /// In its place while developing.
    pub development: &'static str,
    /// Label of the commit.
    pub commit: &'static str,
    /// Label of the fingerprint.
    pub fingerprint: &'static str,
    /// Where the browser computes none.
    pub no_fingerprint: &'static str,
    /// How to compare it with the release.
    pub compare: &'static str,
    /// What the comparison does not prove.
    pub compare_limit: &'static str,
    /// Label of the licence.
    pub licence: &'static str,
    /// Label of the list of what it was compiled from.
    pub made_of: &'static str,
    /// Heading of the protections.
    pub protections: &'static str,
    /// While they are measured.
    pub measuring: &'static str,
    /// How many are active, of how many that could be measured.
    pub summary: fn(usize, usize) -> String,
    /// That nothing is taken on trust.
    pub measured: &'static str,
    /// Heading of what the page has wherever it lies.
    pub of_page: &'static str,
    /// Heading of what the host adds.
    pub of_host: &'static str,
    /// Label above a request to the operator.
    pub for_operator: &'static str,
    /// Copies it.
    pub copy: &'static str,
    /// Copies all of them.
    pub copy_all: fn(usize) -> String,
    /// Done.
    pub copied: &'static str,
    /// The browser did not allow it.
    pub not_copied: &'static str,
    /// Measures once more.
    pub again: &'static str,
    /// Heading of what is kept.
    pub kept: &'static str,
    /// Label of what is in memory.
    pub in_memory: &'static str,
    /// What that is.
    pub memory: &'static str,
    /// Label of what the browser keeps for this origin.
    pub in_browser: &'static str,
    /// Label of what it keeps until the tab is closed.
    pub in_tab: &'static str,
    /// Nothing there now.
    pub nothing: &'static str,
    /// Storage is closed, because others may share the origin.
    pub closed: &'static str,
    /// Label of everything else.
    pub elsewhere: &'static str,
    /// What is never used.
    pub never: &'static str,
    /// The servers used last.
    pub servers: &'static str,
    /// The language.
    pub language: &'static str,
    /// The theme.
    pub theme: &'static str,
    /// Projects and groups.
    pub places: &'static str,
    /// A sign-in under way.
    pub sign_in: &'static str,
    /// Changes to look after.
    pub journal: &'static str,
    /// Heading of what is out of reach.
    pub limits_title: &'static str,
    /// What that is.
    pub limits: [&'static str; 8],
}

/// English.
pub const ENGLISH: AboutWords = AboutWords {
    title: "About Keyturn",
    connect: "Connect to a GitLab",
    version: "Version",
    development: "under development, not a release",
    commit: "Commit",
    fingerprint: "Fingerprint",
    no_fingerprint: "This browser computes no hashes here.",
    compare: "The fingerprint is computed now, from the hashes that this page checks its files against. cargo xtask dist in a clone \
              of this commit ends with the same one.",
    compare_limit: "A page that was altered may show any fingerprint: to be sure, fetch index.html yourself and compare it with the one \
                    that was made.",
    licence: "Licence",
    made_of: "Made of",
    protections: "Protections on this host",
    measuring: "Measuring…",
    summary: |active, all| format!("{active} of {all} that can be measured here are active."),
    measured: "The page measures this itself: it reads its own elements, asks its host for its own files, and asks the browser. \
               Nobody else is asked.",
    of_page: "What the page has wherever it lies",
    of_host: "What the host adds",
    for_operator: "For whoever runs this page",
    copy: "Copy",
    copy_all: |count| format!("Copy all {count} requests to the operator"),
    copied: "Copied.",
    not_copied: "The browser does not let this page copy. Select the text instead.",
    again: "Measure again",
    kept: "What is kept where",
    in_memory: "In this page's memory",
    memory: "What you signed in with, lists, new values until you have stored them. It is wiped when you sign out, reload or \
             close the page, and at both limits of a session; what GitLab granted is given back then.",
    in_browser: "In this browser, until you clear it",
    in_tab: "In this tab, until it is closed",
    nothing: "Nothing now.",
    closed: "Nothing: others may share this origin, so storage is closed.",
    elsewhere: "Anywhere else",
    never: "Nothing: no cookies, no databases, no caches of its own, no server of its own, no statistics.",
    servers: "the addresses of the servers you used last",
    language: "the language you chose",
    theme: "the theme you chose",
    places: "the projects and groups you opened, by id",
    sign_in: "a sign-in on GitLab's own page that is under way: its proofs, useless once you are back",
    journal: "changes you still have to look after: names and ids, never a value",
    limits_title: "What Keyturn cannot protect from",
    limits: [
        "Hostile code in this very origin: an altered build or host, or another site beside this one. It acts as you. So give Keyturn an \
         origin of its own, and tokens a short life.",
        "Whoever can change index.html: the hashes are in it.",
        "Leaving with data after that. A policy stops requests, not navigation, new windows or WebRTC.",
        "Browser extensions, malware, and tools that keep what was in the clipboard. What you copy or download is yours to look after.",
        "Copies that the browser itself keeps of what was sent and received. Only the memory of the application is wiped.",
        "The administrator of your GitLab, and whoever ends its encryption. They see what GitLab sees.",
        "A lost answer when the sign-in token itself is rotated: its new value cannot be had from here again.",
        "A host without headers: there only the page's own script refuses to be framed.",
    ],
};

/// Simplified Chinese.
pub const CHINESE: AboutWords = AboutWords {
    title: "关于 Keyturn",
    connect: "连接到 GitLab",
    version: "版本",
    development: "开发中，不是正式版本",
    commit: "提交",
    fingerprint: "指纹",
    no_fingerprint: "此浏览器在此处不计算哈希。",
    compare: "指纹是刚刚根据本页用来校验文件的哈希计算的。在该提交的克隆中运行 cargo xtask dist，最后会给出相同的指纹。",
    compare_limit: "被篡改的页面可以显示任何指纹：如需确认，请自行获取 index.html，并与构建所得的文件比较。",
    licence: "许可证",
    made_of: "组成",
    protections: "此主机上的保护",
    measuring: "正在测量…",
    summary: |active, all| format!("此处可测量的 {all} 项中有 {active} 项已生效。"),
    measured: "由页面自己测量：读取自身的元素，向主机请求自己的文件，并询问浏览器。不询问其他任何人。",
    of_page: "页面无论位于何处都具备的",
    of_host: "由主机提供的",
    for_operator: "致此页面的运营者",
    copy: "复制",
    copy_all: |count| format!("复制全部 {count} 项对运营者的请求"),
    copied: "已复制。",
    not_copied: "浏览器不允许此页面复制。请改为选中文本。",
    again: "重新测量",
    kept: "什么保存在哪里",
    in_memory: "在本页的内存中",
    memory: "您登录所用的凭据、列表，以及在您保存之前的新值。退出登录、重新载入或关闭页面时清除。会话达到两个时限时也会清除；GitLab 的授权随之归还。",
    in_browser: "在此浏览器中，直到您清除",
    in_tab: "在此标签页中，直到关闭",
    nothing: "目前没有。",
    closed: "没有：此来源可能与其他网站共用，因此不使用存储。",
    elsewhere: "其他任何地方",
    never: "没有：不用 Cookie、数据库或自己的缓存，没有自己的服务器，不做统计。",
    servers: "您最近使用的服务器地址",
    language: "您选择的语言",
    theme: "您选择的主题",
    places: "您打开过的项目和群组的 ID",
    sign_in: "正在 GitLab 自己的页面上进行的登录：其凭证在您返回后即失效",
    journal: "仍需您处理的更改：名称和 ID，从不包含值",
    limits_title: "Keyturn 无法防范的",
    limits: [
        "同一来源中的恶意代码：被篡改的构建或主机，或旁边的其他网站。它能以您的身份行事。因此请为 Keyturn 提供独享的来源，并让令牌的有效期尽量短。",
        "能够更改 index.html 的人：哈希就在其中。",
        "此后带走数据。策略能阻止请求，但不能阻止跳转、新窗口或 WebRTC。",
        "浏览器扩展、恶意软件，以及保留剪贴板内容的工具。您复制或下载的内容由您自己保管。",
        "浏览器自身保留的收发内容的副本。只有应用程序的内存会被清除。",
        "您的 GitLab 的管理员，以及终结其加密的人。GitLab 能看到的，他们都能看到。",
        "轮换登录所用的令牌时丢失了回答：无法再从这里取得其新值。",
        "不发送标头的主机：那里只有页面自己的脚本拒绝被嵌入。",
    ],
};
