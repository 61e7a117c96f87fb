//! What protects this page here: what each protection is for, what was measured, and what to ask of whoever runs the host.

use crate::protections::{Ask, Markup, Protection, Seen, State, Way, With};

/// Words of the protections.
pub struct ProtectionWords {
    /// What is true of one.
    pub state: fn(State) -> &'static str,
    /// What one is called, and what it is for.
    pub about: fn(Protection) -> (&'static str, &'static str),
    /// What was measured, and how.
    pub seen: fn(&Seen) -> String,
    /// What to ask of whoever runs the host.
    pub ask: fn(&Ask) -> String,
    /// Such requests as one text; the address of this page.
    pub letter: fn(&str, &[String]) -> String,
}

fn state_english(state: State) -> &'static str {
    match state {
        State::Active => "Active",
        State::Partly => "Partly active",
        State::Missing => "Missing",
        State::Unmeasured => "Not measurable here",
    }
}

fn about_english(protection: Protection) -> (&'static str, &'static str) {
    match protection {
        Protection::Policy => (
            "Policy in the page",
            "So that the browser runs, loads and contacts nothing but what is Keyturn's, from the page's first element on.",
        ),
        Protection::Lock => (
            "Locked to named servers",
            "So that a script that got in cannot send a token elsewhere by a request: only this page's host and named servers \
             can be reached.",
        ),
        Protection::TrustedTypes => (
            "Text stays text",
            "So that no text, whoever wrote it, becomes markup or a script (Trusted Types).",
        ),
        Protection::Integrity => (
            "Checked files",
            "So that nothing runs that does not match the hash which this version of the page names.",
        ),
        Protection::Memory => {
            ("Wiped memory", "So that no copy of a token is left in memory that was let go.")
        }
        Protection::Workers => (
            "No service worker",
            "So that nothing stays in the browser that could alter this page the next time.",
        ),
        Protection::Origin => (
            "An origin of its own",
            "So that no other page shares scheme, host and port with this one: it could read all of it.",
        ),
        Protection::Encryption => {
            ("Encrypted delivery", "So that nobody on the way can read or alter this page.")
        }
        Protection::Hsts => {
            ("Encryption remembered", "So that the browser never comes back without encryption.")
        }
        Protection::PolicyHeader => (
            "Policy from the host",
            "So that the same policy holds before the page is read, and can be reported on.",
        ),
        Protection::Framing => (
            "No foreign frames",
            "So that no other page can show this one in a frame and lead your clicks. By a header the browser refuses; without \
             it the page's own script does.",
        ),
        Protection::Opener => (
            "No hold from other windows",
            "So that a page that opened this one cannot reach into it or send it away.",
        ),
        Protection::Resources => {
            ("Files for this origin only", "So that other sites cannot load Keyturn's files into theirs.")
        }
        Protection::Sniffing => (
            "Types as declared",
            "So that the browser never takes a file for something else than its host says it is.",
        ),
        Protection::Referrer => ("No referrer", "So that no other site is told that you come from here."),
        Protection::Permissions => (
            "Unused abilities off",
            "So that camera, location, reading the clipboard and more are off for this page.",
        ),
        Protection::PageCaching => {
            ("Never a stale page", "So that the page is asked for each time, and versions do not mix.")
        }
        Protection::FileCaching => {
            ("Files kept", "So that files whose names change with their content are fetched once.")
        }
        Protection::Module => (
            "WebAssembly as such",
            "So that the browser takes it under its right type, and fetches it compressed.",
        ),
    }
}

fn seen_english(seen: &Seen) -> String {
    match seen {
        Seen::Unreadable => "The page may not read its host's answers here.".to_owned(),
        Seen::Header(name, value) => format!("Read in the host's answer: {name}: {value}"),
        Seen::NoHeader(name) => format!("The host's answer has no {name}."),
        Seen::Element(value) => format!("Read in an element of this page: {value}"),
        Seen::Whole => "Read directive by directive: all are there.".to_owned(),
        Seen::Lacks(names) => format!("Read directive by directive. Missing or stated otherwise: {}.", names.join(", ")),
        Seen::NoPolicy => "No element of this page states a policy.".to_owned(),
        Seen::NotFirst => "Other elements stand before it; it does not cover them.".to_owned(),
        Seen::Reach(servers) if servers.is_empty() => "By the policies in force: its own host, no server.".to_owned(),
        Seen::Reach(servers) => format!("By the policies in force: its own host and {}.", servers.join(", ")),
        Seen::ReachAny => "By the policies in force: any https server, until you name one when connecting.".to_owned(),
        Seen::Markup(Markup::Unknown, _) => "This browser does not know Trusted Types. The policy holds all the same.".to_owned(),
        Seen::Markup(Markup::Refused, true) => "The page's rule was given markup and refused it; the policy makes it compulsory.".to_owned(),
        Seen::Markup(Markup::Refused, false) => "The page's rule was given markup and refused it, but no policy makes it compulsory.".to_owned(),
        Seen::Markup(Markup::Passes, _) => "The page's rule was given markup and let it through, or is not there.".to_owned(),
        Seen::Checked(count) => format!("All {count} files that run or style the page have a hash."),
        Seen::Unchecked(names) => format!("Without a hash: {}.", names.join(", ")),
        Seen::Wiped(true) => "Half a kilobyte was written, let go and read again: it was overwritten.".to_owned(),
        Seen::Wiped(false) => "Half a kilobyte was written, let go and read again: it was still there.".to_owned(),
        Seen::Workers(None) => "The browser allows none here.".to_owned(),
        Seen::Workers(Some(0)) => "The browser was asked: there is none.".to_owned(),
        Seen::Workers(Some(count)) => format!("The browser was asked: there are {count}. They are removed when the page is loaded."),
        Seen::NotDeclared => "The operator has not said that nothing else is served from here (isolated_origin), so nothing is kept.".to_owned(),
        Seen::Declared(folder, strangers) => declared_english(folder, *strangers),
        Seen::Way(Way::Https) => "The page came by https.".to_owned(),
        Seen::Way(Way::Loopback) => "The page came from this very machine, without https.".to_owned(),
        Seen::Way(Way::Open) => "The page came over a network by http.".to_owned(),
        Seen::Opener => "The window that opened this one still has a hold on it.".to_owned(),
        Seen::Development => "Files of a page under development have no lasting names.".to_owned(),
        Seen::Module(kind, packed) => match packed {
            Some(packed) => format!("Read in the host's answer: {kind}, compressed ({packed})."),
            None => format!("Read in the host's answer: {kind}, not compressed."),
        },
    }
}

fn declared_english(folder: &str, strangers: usize) -> String {
    let mut said = vec![String::from("The operator says so (isolated_origin).")];
    if folder != "/" {
        said.push(format!("But the page lies in the folder {folder}, so others may lie beside it."));
    }
    if strangers > 0 {
        let things = super::count(strangers, "entry", "entries");
        said.push(format!("But the browser's storage for this origin holds {things} not of Keyturn."));
    }
    said.join(" ")
}

fn ask_english(ask: &Ask) -> String {
    match ask {
        Ask::Send { name, value, with } => {
            let with = match with {
                With::All => "every file",
                With::Standing => "index.html, boot.js and config.json",
                With::Hashed => "the files that have a fingerprint in their names",
                With::Modules => "the files that end in .wasm",
            };
            format!("Please send this header with {with}: {name}: {value}")
        }
        Ask::Release => "Please serve the files that cargo xtask dist made, each as it is: something has altered or left out parts of the page.".to_owned(),
        Ask::Servers => "Please list your GitLab servers under servers in config.json and build with cargo xtask dist --config: the page is then locked to them from the start.".to_owned(),
        Ask::OwnOrigin => "Please serve Keyturn from a host name that serves nothing else, at its root, and set isolated_origin to true in config.json.".to_owned(),
        Ask::Encrypt => "Please serve it by https only.".to_owned(),
        Ask::Compress => "Please send the .br or .gz file that lies beside each file, with the fitting Content-Encoding.".to_owned(),
        Ask::NoWorkers => "Please find out which page on this origin registers a service worker, and give Keyturn an origin of its own.".to_owned(),
    }
}

/// English.
pub const ENGLISH: ProtectionWords = ProtectionWords {
    state: state_english,
    about: about_english,
    seen: seen_english,
    ask: ask_english,
    letter: |address, asks| format!("About Keyturn at {address}\n\n- {}\n", asks.join("\n- ")),
};

fn state_chinese(state: State) -> &'static str {
    match state {
        State::Active => "已生效",
        State::Partly => "部分生效",
        State::Missing => "缺失",
        State::Unmeasured => "此处无法测量",
    }
}

fn about_chinese(protection: Protection) -> (&'static str, &'static str) {
    match protection {
        Protection::Policy => {
            ("页面中的策略", "使浏览器从页面的第一个元素起，只运行、载入和联系属于 Keyturn 的内容。")
        }
        Protection::Lock => (
            "锁定到指定的服务器",
            "使混入的脚本无法通过请求把令牌发往别处：只能访问本页的主机和指定的服务器。",
        ),
        Protection::TrustedTypes => {
            ("文本始终是文本", "使任何文本，无论由谁编写，都不会变成标记或脚本（Trusted Types）。")
        }
        Protection::Integrity => ("文件经过校验", "使与本版本页面所列哈希不符的内容一律不运行。"),
        Protection::Memory => ("内存会被清除", "使释放的内存中不留下令牌的副本。"),
        Protection::Workers => ("没有 Service Worker", "使浏览器中不会留下能在下次篡改此页面的东西。"),
        Protection::Origin => {
            ("独享的来源", "使其他页面不与本页共用协议、主机和端口：否则它们可以读取本页的一切。")
        }
        Protection::Encryption => ("加密传送", "使途中的任何人都无法读取或篡改此页面。"),
        Protection::Hsts => ("记住加密", "使浏览器再次访问时绝不会不加密。"),
        Protection::PolicyHeader => {
            ("来自主机的策略", "使同一策略在读取页面之前就已生效，并且可以上报违规。")
        }
        Protection::Framing => (
            "不嵌入其他页面",
            "使其他页面不能在框架中显示本页来误导您的点击。有标头时由浏览器拒绝；没有时由页面自己的脚本拒绝。",
        ),
        Protection::Opener => ("其他窗口无法操控", "使打开本页的页面不能访问它，也不能让它跳转。"),
        Protection::Resources => ("文件仅供此来源", "使其他网站不能把 Keyturn 的文件载入自己的页面。"),
        Protection::Sniffing => ("类型以声明为准", "使浏览器绝不会把文件当成主机声明以外的类型。"),
        Protection::Referrer => ("不透露来路", "使其他网站不会得知您来自这里。"),
        Protection::Permissions => ("关闭不用的能力", "使摄像头、位置、读取剪贴板等对此页面关闭。"),
        Protection::PageCaching => ("页面不会过时", "使浏览器每次都询问页面，不同版本不会混在一起。"),
        Protection::FileCaching => ("文件得以保留", "使名称随内容变化的文件只需获取一次。"),
        Protection::Module => ("WebAssembly 类型正确", "使浏览器以正确的类型接收它，并以压缩形式获取。"),
    }
}

fn seen_chinese(seen: &Seen) -> String {
    match seen {
        Seen::Unreadable => "页面在此处不能读取其主机的回答。".to_owned(),
        Seen::Header(name, value) => format!("读自主机的回答：{name}: {value}"),
        Seen::NoHeader(name) => format!("主机的回答中没有 {name}。"),
        Seen::Element(value) => format!("读自本页的元素：{value}"),
        Seen::Whole => "逐条指令读取：全部存在。".to_owned(),
        Seen::Lacks(names) => format!("逐条指令读取。缺失或不同：{}。", names.join("、")),
        Seen::NoPolicy => "本页没有声明策略的元素。".to_owned(),
        Seen::NotFirst => "它之前还有其他元素，不受其约束。".to_owned(),
        Seen::Reach(servers) if servers.is_empty() => {
            "根据生效的策略：只有自己的主机，没有服务器。".to_owned()
        }
        Seen::Reach(servers) => format!("根据生效的策略：自己的主机和 {}。", servers.join("、")),
        Seen::ReachAny => "根据生效的策略：任何 https 服务器，直到您在连接时指定一个。".to_owned(),
        Seen::Markup(Markup::Unknown, _) => "此浏览器不支持 Trusted Types。策略仍然有效。".to_owned(),
        Seen::Markup(Markup::Refused, true) => {
            "向页面的规则提交了标记，被拒绝；策略使其强制执行。".to_owned()
        }
        Seen::Markup(Markup::Refused, false) => {
            "向页面的规则提交了标记，被拒绝，但没有策略使其强制执行。".to_owned()
        }
        Seen::Markup(Markup::Passes, _) => "向页面的规则提交了标记，被放行，或者没有该规则。".to_owned(),
        Seen::Checked(count) => format!("用于运行页面或其样式的 {count} 个文件都有哈希。"),
        Seen::Unchecked(names) => format!("没有哈希：{}。", names.join("、")),
        Seen::Wiped(true) => "写入半千字节，释放后再读取：已被覆盖。".to_owned(),
        Seen::Wiped(false) => "写入半千字节，释放后再读取：仍在那里。".to_owned(),
        Seen::Workers(None) => "浏览器在此处不允许使用。".to_owned(),
        Seen::Workers(Some(0)) => "已询问浏览器：没有。".to_owned(),
        Seen::Workers(Some(count)) => format!("已询问浏览器：有 {count} 个。载入页面时会将其移除。"),
        Seen::NotDeclared => {
            "运营者没有声明此来源不提供其他内容（isolated_origin），因此不保存任何内容。".to_owned()
        }
        Seen::Declared(folder, strangers) => declared_chinese(folder, *strangers),
        Seen::Way(Way::Https) => "页面通过 https 传送。".to_owned(),
        Seen::Way(Way::Loopback) => "页面来自本机，没有使用 https。".to_owned(),
        Seen::Way(Way::Open) => "页面通过网络以 http 传送。".to_owned(),
        Seen::Opener => "打开本窗口的窗口仍能操控它。".to_owned(),
        Seen::Development => "开发中的页面文件没有固定的名称。".to_owned(),
        Seen::Module(kind, packed) => match packed {
            Some(packed) => format!("读自主机的回答：{kind}，已压缩（{packed}）。"),
            None => format!("读自主机的回答：{kind}，未压缩。"),
        },
    }
}

fn declared_chinese(folder: &str, strangers: usize) -> String {
    let mut said = vec![String::from("运营者如此声明（isolated_origin）。")];
    if folder != "/" {
        said.push(format!("但页面位于目录 {folder} 中，旁边可能有其他页面。"));
    }
    if strangers > 0 {
        said.push(format!("但浏览器为此来源保存了 {strangers} 项不属于 Keyturn 的内容。"));
    }
    said.concat()
}

fn ask_chinese(ask: &Ask) -> String {
    match ask {
        Ask::Send { name, value, with } => {
            let with = match with {
                With::All => "每个文件",
                With::Standing => " index.html、boot.js 和 config.json ",
                With::Hashed => "名称中带有指纹的文件",
                With::Modules => "以 .wasm 结尾的文件",
            };
            format!("请随{with}发送此标头：{name}: {value}")
        }
        Ask::Release => "请原样提供 cargo xtask dist 生成的文件：页面的某些部分被更改或遗漏了。".to_owned(),
        Ask::Servers => "请在 config.json 的 servers 中列出您的 GitLab 服务器，并用 cargo xtask dist --config 构建：页面从一开始就会锁定到它们。".to_owned(),
        Ask::OwnOrigin => "请在不提供其他内容的主机名的根目录下提供 Keyturn，并在 config.json 中将 isolated_origin 设为 true。".to_owned(),
        Ask::Encrypt => "请只通过 https 提供。".to_owned(),
        Ask::Compress => "请发送每个文件旁边的 .br 或 .gz 文件，并附上相应的 Content-Encoding。".to_owned(),
        Ask::NoWorkers => "请查明此来源上的哪个页面注册了 Service Worker，并为 Keyturn 提供独享的来源。".to_owned(),
    }
}

/// Simplified Chinese.
pub const CHINESE: ProtectionWords = ProtectionWords {
    state: state_chinese,
    about: about_chinese,
    seen: seen_chinese,
    ask: ask_chinese,
    letter: |address, asks| format!("关于 {address} 上的 Keyturn\n\n- {}\n", asks.join("\n- ")),
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Each form a sentence can take.
    fn seen() -> Vec<Seen> {
        let names = || vec![String::from("style-src")];
        let mut all = vec![
            Seen::Unreadable,
            Seen::Header("Referrer-Policy", String::from("origin")),
            Seen::NoHeader("Referrer-Policy"),
            Seen::Element(String::from("no-referrer")),
            Seen::Whole,
            Seen::Lacks(names()),
            Seen::NoPolicy,
            Seen::NotFirst,
            Seen::Reach(vec![]),
            Seen::Reach(names()),
            Seen::ReachAny,
            Seen::Checked(7),
            Seen::Unchecked(names()),
            Seen::NotDeclared,
            Seen::Declared(String::from("/"), 0),
            Seen::Declared(String::from("/x/"), 2),
            Seen::Opener,
            Seen::Development,
            Seen::Module(String::from("application/wasm"), None),
            Seen::Module(String::from("application/wasm"), Some(String::from("br"))),
        ];
        all.extend([Way::Https, Way::Loopback, Way::Open].map(Seen::Way));
        all.extend([true, false].map(Seen::Wiped));
        all.extend([None, Some(0), Some(2)].map(Seen::Workers));
        for markup in [Markup::Unknown, Markup::Refused, Markup::Passes] {
            all.extend([true, false].map(|is_required| Seen::Markup(markup, is_required)));
        }
        all
    }

    #[test]
    fn whatever_is_seen_or_asked_is_said_in_the_language_of_the_page() {
        let is_chinese = |text: &str| text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
        for seen in seen() {
            assert!(!is_chinese(&(ENGLISH.seen)(&seen)) && is_chinese(&(CHINESE.seen)(&seen)), "{seen:?}");
        }
        let send = |with| Ask::Send { name: "Referrer-Policy", value: String::from("no-referrer"), with };
        let mut asks: Vec<Ask> = [With::All, With::Standing, With::Hashed, With::Modules].map(send).into();
        asks.extend([
            Ask::Release,
            Ask::Servers,
            Ask::OwnOrigin,
            Ask::Encrypt,
            Ask::Compress,
            Ask::NoWorkers,
        ]);
        for ask in asks {
            let (english, chinese) = ((ENGLISH.ask)(&ask), (CHINESE.ask)(&ask));
            assert!(english.starts_with("Please ") && chinese.starts_with('请'), "{ask:?}");
            // What stands in code is the same in each.
            if matches!(ask, Ask::Send { .. }) {
                assert!(english.ends_with("Referrer-Policy: no-referrer"), "{english}");
                assert!(chinese.ends_with("Referrer-Policy: no-referrer"), "{chinese}");
            }
        }
    }
}
