//! What is wrong with this deployment's `config.json`, for whoever runs it.

use super::Words;
use crate::deployment::{Expected, Fault, Why};
use crate::gitlab::server::ServerFault;

/// The sentences.
pub struct DeploymentWords {
    /// Above the faults; how many.
    pub title: fn(usize) -> String,
    /// What that means, and who can do something.
    pub lead: &'static str,
    /// One of them: which key, what is wrong with it (for an address: said as where it is typed), what is used instead.
    fault: fn(&Fault, &str) -> String,
}

impl DeploymentWords {
    /// One fault, in the words of the language it belongs to.
    pub fn say(&self, words: &Words, fault: &Fault) -> String {
        let address = match fault.why {
            Why::Address(why) => (words.connect.server_fault)(why),
            _ => "",
        };
        (self.fault)(fault, address)
    }
}

/// The key, and in the language's own signs why, and what is used.
fn english(fault: &Fault, address: &str) -> String {
    let key = if fault.key.is_empty() { "config.json" } else { &fault.key };
    let instead = match &fault.instead {
        Some(value) => format!("{value} is used."),
        None if fault.key.is_empty() => String::from("Safe settings are used."),
        None => String::from("It is left out."),
    };
    format!("{key}: {} {instead}", why_english(&fault.why, address))
}

fn why_english(why: &Why, address: &str) -> String {
    let text = match why {
        Why::Missing => "It could not be fetched.",
        Why::NotJson(line, column) => return format!("It is not JSON: line {line}, column {column}."),
        Why::Unknown => "There is no such key.",
        Why::Required => "It must be given.",
        Why::Not(Expected::Object) => "It must be an object {…}.",
        Why::Not(Expected::Server) => "It must be an address, or an object with a url.",
        Why::Not(Expected::List) => "It must be a list […].",
        Why::Not(Expected::Text) => "It must be a text that is not empty.",
        Why::Not(Expected::Truth) => "It must be true or false.",
        Why::Not(Expected::Number) => "It must be a whole number.",
        Why::NotOneOf(known) => return format!("It must be one of {}.", known.join(", ")),
        Why::NotBetween(least, most) => return format!("It must be from {least} to {most}."),
        Why::Address(ServerFault::Scheme) => "It must begin with https://.",
        Why::Address(ServerFault::Host) => {
            "It is no host. One with letters beyond ASCII is written as xn--…."
        }
        Why::Address(_) => address,
        Why::Origin => {
            "It must be scheme, host and port alone, in small letters and without a default port, like https://portal.example.com."
        }
        Why::Link => "It must be an address that begins with https://.",
        Why::PropertyName => "It must begin with -- and hold small letters, digits and - only.",
        Why::PropertyValue => "It must be a value without addresses and without ; { } \\ <.",
        Why::Again => "This server stands there already.",
        Why::Shared => "It is used with \"isolated_origin\": true only.",
    };
    text.to_owned()
}

fn chinese(fault: &Fault, address: &str) -> String {
    let key = if fault.key.is_empty() { "config.json" } else { &fault.key };
    let instead = match &fault.instead {
        Some(value) => format!("改用 {value}。"),
        None if fault.key.is_empty() => String::from("改用安全的默认设置。"),
        None => String::from("此项被忽略。"),
    };
    format!("{key}：{}{instead}", why_chinese(&fault.why, address))
}

fn why_chinese(why: &Why, address: &str) -> String {
    let text = match why {
        Why::Missing => "无法获取。",
        Why::NotJson(line, column) => return format!("不是 JSON：第 {line} 行，第 {column} 列。"),
        Why::Unknown => "没有这个键。",
        Why::Required => "必须给出。",
        Why::Not(Expected::Object) => "必须是对象 {…}。",
        Why::Not(Expected::Server) => "必须是地址，或带有 url 的对象。",
        Why::Not(Expected::List) => "必须是列表 […]。",
        Why::Not(Expected::Text) => "必须是非空文本。",
        Why::Not(Expected::Truth) => "必须是 true 或 false。",
        Why::Not(Expected::Number) => "必须是整数。",
        Why::NotOneOf(known) => return format!("必须是其中之一：{}。", known.join("、")),
        Why::NotBetween(least, most) => return format!("必须在 {least} 到 {most} 之间。"),
        Why::Address(ServerFault::Scheme) => "必须以 https:// 开头。",
        Why::Address(ServerFault::Host) => "不是主机名。含有非 ASCII 字母的主机名须写作 xn--…。",
        Why::Address(_) => address,
        Why::Origin => "只能是协议、主机和端口，用小写字母且不写默认端口，例如 https://portal.example.com。",
        Why::Link => "必须是以 https:// 开头的地址。",
        Why::PropertyName => "必须以 -- 开头，且只含小写字母、数字和 -。",
        Why::PropertyValue => "值中不能有地址，也不能有 ; { } \\ <。",
        Why::Again => "此服务器已经列出。",
        Why::Shared => "仅在 \"isolated_origin\": true 时使用。",
    };
    text.to_owned()
}

/// English.
pub const ENGLISH: DeploymentWords = DeploymentWords {
    title: |count| match count {
        1 => String::from("One setting of this deployment cannot be used"),
        count => format!("{count} settings of this deployment cannot be used"),
    },
    lead: "Everything else works. Whoever runs this can mend its config.json:",
    fault: english,
};

/// Simplified Chinese.
pub const CHINESE: DeploymentWords = DeploymentWords {
    title: |count| format!("此部署有 {count} 项设置无法使用"),
    lead: "其他一切正常。运营者可以修正其 config.json：",
    fault: chinese,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_names_its_key_the_reason_and_what_is_used() {
        let fault = |key: &str, why, instead: Option<&str>| Fault {
            key: key.to_owned(),
            why,
            instead: instead.map(str::to_owned),
        };
        for (fault, expected) in [
            (
                fault("", Why::NotJson(3, 7), None),
                "config.json: It is not JSON: line 3, column 7. Safe settings are used.",
            ),
            (
                fault("idle_minutes", Why::NotBetween(1, 120), Some("15")),
                "idle_minutes: It must be from 1 to 120. 15 is used.",
            ),
            (
                fault("servers[0]", Why::Address(ServerFault::Port), None),
                "servers[0]: No such host. It is left out.",
            ),
        ] {
            assert_eq!((ENGLISH.fault)(&fault, "No such host."), expected);
        }
    }
}
