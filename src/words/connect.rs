//! Signing in: the server, then the token.

use crate::gitlab::credential::Appearance;
use crate::gitlab::server::ServerFault;

/// Words of the Connect screen.
pub struct Connect {
    /// Title of the screen.
    pub title: &'static str,
    /// What Keyturn is, in one sentence.
    pub lead: &'static str,
    /// Name of the first step.
    pub step_server: &'static str,
    /// What a session holds.
    pub token: &'static str,
    /// Label of the server field.
    pub server_label: &'static str,
    /// What to type there.
    pub server_hint: &'static str,
    /// Name of the list of servers.
    pub servers: &'static str,
    /// The link names a server that is not offered here.
    pub not_offered: fn(&str) -> String,
    /// Others share the origin: nothing is kept.
    pub shared_origin: &'static str,
    /// Goes on to the second step.
    pub server_submit: &'static str,
    /// While it is looked at.
    pub server_busy: fn(&str) -> String,
    /// The server's own host was typed in another script; its technical form is given.
    pub server_punycode: fn(&str) -> String,
    /// http to another machine: what that means.
    pub exposed_title: &'static str,
    /// The person's word that it is meant.
    pub exposed_confirm: fn(&str) -> String,
    /// Above the sandbox.
    pub or: &'static str,
    /// Opens the sandbox.
    pub sandbox: &'static str,
    /// What it is.
    pub sandbox_hint: &'static str,
    /// While it is fetched.
    pub sandbox_busy: &'static str,
    /// It could not be fetched.
    pub sandbox_missing: &'static str,
    /// Says that the page can now reach only this server.
    pub locked: fn(&str) -> String,
    /// Starts over with another server.
    pub other_server: &'static str,
    /// Above the token's field, where GitLab's own page is the first way.
    pub or_token: &'static str,
    /// Label of the token field.
    pub token_label: &'static str,
    /// Which token to use.
    pub token_hint: &'static str,
    /// Link to GitLab's own form.
    pub token_create: &'static str,
    /// Signs in; the second step is called by it, too.
    pub token_submit: &'static str,
    /// While it is checked.
    pub token_busy: &'static str,
    /// Where the token goes and stays.
    pub token_promise: &'static str,
    /// What a text looks like that is not worth sending.
    pub appearance: fn(Appearance) -> Option<&'static str>,
    /// What is wrong with an address.
    pub server_fault: fn(ServerFault) -> &'static str,
    /// The page could not lock itself.
    pub lock_failed: &'static str,
    /// Above the reason why the last session ended.
    pub ended_title: &'static str,
    /// By the person.
    pub ended_signed_out: &'static str,
    /// In a session by OAuth: stands where a session's token would: it was granted by OAuth.
    pub granted: &'static str,
    /// GitLab was not told that the session ended.
    pub not_ended: &'static str,
    /// Link to the applications one allowed.
    pub applications: &'static str,
    /// Idle limit.
    pub ended_idle: fn(i64) -> String,
    /// Absolute limit.
    pub ended_limit: fn(i64) -> String,
    /// Back-forward cache.
    pub ended_restored: &'static str,
    /// Its own token was revoked.
    pub ended_revoked: &'static str,
    /// Its own token was rotated and the answer lost.
    pub ended_lost: &'static str,
    /// The old value is being used once more.
    pub ended_ending: &'static str,
    /// GitLab has revoked what came of it.
    pub ended_family: &'static str,
    /// The lost answer came after all.
    pub ended_found: &'static str,
    /// It was a no.
    pub ended_kept: &'static str,
    /// Another tab changed it.
    pub ended_elsewhere: &'static str,
    /// Uses the old value once more.
    pub kill: &'static str,
    /// What that does.
    pub kill_hint: &'static str,
}

/// English.
pub const ENGLISH: Connect = Connect {
    title: "Connect to a GitLab",
    lead: "See, create, rotate and revoke access tokens. Everything happens in this page.",
    step_server: "Server",
    token: "Token",
    server_label: "GitLab server",
    server_hint: "Its address as in the browser, for example gitlab.com or https://git.example.com/gitlab.",
    servers: "Servers",
    not_offered: |server| format!("The link names {server}, which this deployment does not offer."),
    shared_origin: "Other sites may share this address, so this browser keeps nothing of Keyturn: no server, language, \
                    theme or open change. Whoever runs it can say \"isolated_origin\": true in config.json, if it is its own.",
    server_submit: "Continue",
    server_busy: |server| format!("Asking {server} whether it is a GitLab…"),
    server_punycode: |host| format!("This name has letters beyond ASCII. On the wire it is {host}."),
    exposed_title: "This connection is not encrypted: whoever is on the way can read the token.",
    exposed_confirm: |server| format!("Use {server} without encryption all the same"),
    or: "No GitLab at hand?",
    sandbox: "Explore the sandbox",
    sandbox_hint: "A made-up company with some 180 tokens, in this page's memory.",
    sandbox_busy: "Opening the sandbox…",
    sandbox_missing: "The sandbox could not be loaded: this deployment has none, or its files do not match. Reload the \
                      page and try again.",
    locked: |server| format!("From now on this page can reach {server} and nothing else."),
    other_server: "Another server",
    or_token: "Or use an access token.",
    token_label: "Access token",
    token_hint: "A personal access token of scope api, or read_api to look only.",
    token_create: "Create one on this GitLab",
    token_submit: "Sign in",
    token_busy: "Checking the token…",
    token_promise: "The token is sent to this GitLab only, kept in memory only, and gone when you sign out or reload.",
    appearance: |appearance| match appearance {
        Appearance::Empty => Some("Paste or type a token first."),
        Appearance::Plausible => None,
        Appearance::NotOneWord => Some(
            "This is not one token: it holds a space, a line break or a character that no \
                                        token has. Copy it again. Nothing was sent.",
        ),
        Appearance::DeployToken => Some(
            "This is a deploy token. It works for Git and registries, not for GitLab's API. \
                                         Use a personal access token. Nothing was sent.",
        ),
        Appearance::OtherGitLabToken => Some(
            "This is a GitLab token of another kind (runner, job, trigger, feed, …), \
                                              which cannot sign in here. Use a personal access token. Nothing was sent.",
        ),
        Appearance::OtherVendor => Some(
            "This looks like a credential of another service, so it was not sent to \
                                         GitLab. Check what you copied.",
        ),
    },
    server_fault: |fault| match fault {
        ServerFault::Empty => "Type the address of your GitLab.",
        ServerFault::Token => {
            "This looks like a token, not a server. It was not sent anywhere; the next step asks for it."
        }
        ServerFault::Scheme => "The address must begin with https:// (or with nothing before the name).",
        ServerFault::Insecure => "http:// works for this machine only. Use https://.",
        ServerFault::UserInfo => "Leave out the user name and password before the @.",
        ServerFault::QueryOrFragment => "Leave out everything from the ? or # on.",
        ServerFault::Character => "The address holds a space or a character that no address has.",
        ServerFault::Host => "This is no name or number a server can have.",
        ServerFault::Port => "The port after the colon must be a number from 1 to 65535.",
        ServerFault::Path => "The part after the server's name must be a plain folder, such as /gitlab.",
    },
    lock_failed: "This browser did not let the page restrict its own connections, so no token is asked for here. \
                  Open Keyturn in a current browser.",
    ended_title: "You are signed out",
    ended_signed_out: "The token and all lists were wiped from this page.",
    granted: "Granted on GitLab's page (OAuth)",
    not_ended: "The session was wiped from this page, but GitLab could not be told. What it granted may still work: take Keyturn off \
                the applications you allowed there.",
    applications: "Applications you allowed",
    ended_idle: |minutes| {
        format!(
            "There was no input for {minutes} minutes. The token and all lists were wiped from this page."
        )
    },
    ended_limit: |hours| {
        format!("A session lasts {hours} hours at most. The token and all lists were wiped from this page.")
    },
    ended_restored: "The page came back from the browser's memory, so its session was not continued.",
    ended_revoked: "You revoked the token you were signed in with. Sign in with another one.",
    ended_lost: "Your sign-in token was being rotated and GitLab's answer was lost. The old value is most likely dead, and a \
                 new token of the same name works whose value nobody has seen. The old value is not sent again by itself. \
                 Sign in with another token to find out on Activity, or on GitLab revoke the newest token of that name and \
                 create another one.",
    ended_ending: "The old value is being sent once more. GitLab should refuse it and revoke the token that came of it.",
    ended_family: "GitLab answered 401: your sign-in token's old value is dead, and GitLab has revoked every token that came of \
                   it (its protection against reuse). No value that was lost works any more. Sign in with another token.",
    ended_found: "GitLab's answer came after all, and the new value with it. Store it, then sign in with it.",
    ended_kept: "GitLab's answer came after all: it refused the rotation. Your sign-in token was not rotated and its value still \
                 works. Sign in with it again.",
    ended_elsewhere: "Another tab of this browser rotated or revoked the token you were signed in with. This tab no longer \
                      uses its old value. Sign in with the new one.",
    kill: "Have the lost token revoked",
    kill_hint: "This sends one more rotation with the old value. If it is dead, GitLab takes that for theft, answers 401 and \
                revokes the new token: that is what you want. If it is not, it is rotated now, and its new value is shown.",
};

/// Simplified Chinese.
pub const CHINESE: Connect = Connect {
    title: "连接到 GitLab",
    lead: "查看、创建、轮换和撤销访问令牌。一切都在本页中进行。",
    step_server: "服务器",
    token: "令牌",
    server_label: "GitLab 服务器",
    server_hint: "与浏览器中的地址相同，例如 gitlab.com 或 https://git.example.com/gitlab。",
    servers: "服务器",
    not_offered: |server| format!("链接中的 {server} 不在此部署提供的服务器之中。"),
    shared_origin: "此地址可能与其他网站共用，因此浏览器不会保存 Keyturn 的任何内容：服务器、语言、主题和未完成的更改都不保存。如果此地址为其独有，运营者可以在 config.json 中写明 \"isolated_origin\": true。",
    server_submit: "继续",
    server_busy: |server| format!("正在确认 {server} 是否为 GitLab…"),
    server_punycode: |host| format!("该名称含有 ASCII 以外的字符。实际传输时为 {host}。"),
    exposed_title: "此连接未加密：途中的任何人都能读取令牌。",
    exposed_confirm: |server| format!("仍然以不加密方式使用 {server}"),
    or: "手边没有 GitLab？",
    sandbox: "进入沙盒",
    sandbox_hint: "一家虚构的公司，约有 180 个令牌，只存在于本页的内存中。",
    sandbox_busy: "正在打开沙盒…",
    sandbox_missing: "无法载入沙盒：此部署不含沙盒，或其文件不一致。请重新载入页面后再试。",
    locked: |server| format!("从现在起，本页只能访问 {server}。"),
    other_server: "换一个服务器",
    or_token: "或使用访问令牌。",
    token_label: "访问令牌",
    token_hint: "范围为 api 的个人访问令牌；如果只需查看，用 read_api 即可。",
    token_create: "在此 GitLab 上创建一个",
    token_submit: "登录",
    token_busy: "正在检查令牌…",
    token_promise: "令牌只发送给此 GitLab，只保存在内存中，退出或重新载入后即消失。",
    appearance: |appearance| match appearance {
        Appearance::Empty => Some("请先粘贴或输入令牌。"),
        Appearance::Plausible => None,
        Appearance::NotOneWord => {
            Some("这不是一个令牌：其中含有空格、换行或令牌不会有的字符。请重新复制。没有发送任何内容。")
        }
        Appearance::DeployToken => Some(
            "这是部署令牌。它可用于 Git 和镜像库，但不能用于 GitLab API。请使用个人访问令牌。没有发送任何内容。",
        ),
        Appearance::OtherGitLabToken => Some(
            "这是另一种 GitLab 令牌（Runner、作业、触发器、订阅等），不能在此登录。请使用个人访问令牌。没有发送任何内容。",
        ),
        Appearance::OtherVendor => {
            Some("这看起来是其他服务的凭据，因此没有发送给 GitLab。请检查您复制的内容。")
        }
    },
    server_fault: |fault| match fault {
        ServerFault::Empty => "请输入您的 GitLab 地址。",
        ServerFault::Token => "这看起来是令牌，而不是服务器。没有发送到任何地方；下一步会询问令牌。",
        ServerFault::Scheme => "地址必须以 https:// 开头（或直接以名称开头）。",
        ServerFault::Insecure => "http:// 仅可用于本机。请使用 https://。",
        ServerFault::UserInfo => "请去掉 @ 之前的用户名和密码。",
        ServerFault::QueryOrFragment => "请去掉 ? 或 # 及其后的内容。",
        ServerFault::Character => "地址中含有空格或地址不会有的字符。",
        ServerFault::Host => "服务器不可能有这样的名称或号码。",
        ServerFault::Port => "冒号后的端口必须是 1 到 65535 之间的数字。",
        ServerFault::Path => "服务器名称之后必须是普通的目录，例如 /gitlab。",
    },
    lock_failed: "此浏览器不允许页面限制自身的连接，因此不会在此询问令牌。请使用较新的浏览器打开 Keyturn。",
    ended_title: "您已退出登录",
    ended_signed_out: "令牌和所有列表已从本页清除。",
    granted: "在 GitLab 页面上授权（OAuth）",
    not_ended: "会话已从本页清除，但无法通知 GitLab。授权可能仍然有效：请在 GitLab 的已授权应用中移除 Keyturn。",
    applications: "您授权的应用",
    ended_idle: |minutes| format!("已有 {minutes} 分钟没有操作。令牌和所有列表已从本页清除。"),
    ended_limit: |hours| format!("会话最长 {hours} 小时。令牌和所有列表已从本页清除。"),
    ended_restored: "页面是从浏览器的缓存中恢复的，因此没有继续其会话。",
    ended_revoked: "您撤销了登录所用的令牌。请使用另一个令牌登录。",
    ended_lost: "您登录所用的令牌正在轮换时，GitLab 的回答丢失了。旧值很可能已失效，而同名的新令牌有效，其值无人看到过。旧值不会自动再次发送。请用另一个令牌登录后在“活动”中查明，或在 GitLab 上撤销该名称下最新的令牌并另建一个。",
    ended_ending: "正在再发送一次旧值。GitLab 应当拒绝它，并撤销由它产生的令牌。",
    ended_family: "GitLab 回答 401：您登录所用令牌的旧值已失效，并且 GitLab 已撤销由它产生的所有令牌（重复使用保护）。丢失的值都不再有效。请使用另一个令牌登录。",
    ended_found: "GitLab 的回答终于到达，新值也随之到达。请保存它，然后用它登录。",
    ended_kept: "GitLab 的回答终于到达：它拒绝了轮换。您登录所用的令牌没有被轮换，其值仍然有效。请重新用它登录。",
    ended_elsewhere: "此浏览器的另一个标签页轮换或撤销了您登录所用的令牌。本标签页不再使用其旧值。请使用新的令牌登录。",
    kill: "让 GitLab 撤销丢失的令牌",
    kill_hint: "这会用旧值再发送一次轮换请求。如果旧值已失效，GitLab 会视为盗用，回答 401 并撤销新令牌：这正是所需的结果。如果仍有效，则现在被轮换，并显示其新值。",
};
