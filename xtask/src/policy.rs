//! What browsers are told to forbid: the Content-Security-Policy and the other headers, in one place.
//!
//! index.html carries the policy as its first element, because some hosts cannot send headers; a release is refused when
//! the two differ. A deployment whose config.json lists its servers gets a policy that allows these and no other.

use std::fs;
use std::path::Path;

use keyturn::words::Language;

use crate::problem::Problem;
use crate::project::Project;

/// The policy, without what only a header can say. `connect-src` is filled in.
const DIRECTIVES: [(&str, &str); 14] = [
    ("default-src", "'none'"),
    ("script-src", "'self' 'wasm-unsafe-eval'"),
    ("style-src", "'self'"),
    ("img-src", "'self' data:"),
    ("font-src", "'self'"),
    ("connect-src", ""),
    ("manifest-src", "'self'"),
    ("frame-src", "'none'"),
    ("worker-src", "'none'"),
    ("object-src", "'none'"),
    ("base-uri", "'none'"),
    ("form-action", "'none'"),
    ("require-trusted-types-for", "'script'"),
    ("trusted-types", "default"),
];

/// Any GitLab, because a person may name any: the page narrows this to the one named before it asks for a token.
/// Loopback is for a GitLab on one's own machine. An address in brackets cannot be written in a policy: `localhost` can.
const ANY_SERVER: &str = "https: http://localhost:* http://127.0.0.1:*";

/// The headers beside the policy that are the same for every file.
const HEADERS: [(&str, &str); 6] = [
    ("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    (
        "Permissions-Policy",
        "clipboard-write=(self), clipboard-read=(), camera=(), microphone=(), geolocation=(), display-capture=(), \
         usb=(), serial=(), hid=(), payment=(), browsing-topics=()",
    ),
];

/// For files whose name changes with their content.
pub const CACHE_FOREVER: &str = "public, max-age=31536000, immutable";
/// For files whose name stays: asked for again each time, and not sent again if unchanged.
pub const CACHE_NEVER: &str = "no-cache";

/// What an operator decided, as far as the policy depends on it, and the file itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Deployment {
    /// Origins of the only servers the page may call; empty means any.
    servers: Vec<String>,
    /// Origins of pages that may frame this one.
    portals: Vec<String>,
    /// What becomes `config.json`.
    pub text: String,
}

impl Deployment {
    /// The deployment that a file describes; public/config.json where none is named. One with faults is refused: here
    /// somebody can still mend it.
    pub fn read(project: &Project, named: Option<&Path>) -> Result<Self, Problem> {
        let path = named.map_or_else(|| project.root.join("public/config.json"), Path::to_owned);
        let shown = path.display().to_string();
        let text = fs::read_to_string(&path).map_err(Problem::while_doing(format!("reading {shown}")))?;
        Self::of(text).map_err(|faults| {
            Problem::new(format!("{shown} cannot be used\n  {}", faults.join("\n  ")))
                .next("docs/DEPLOY.md and public/config.schema.json say what may stand there.")
        })
    }

    fn of(text: String) -> Result<Self, Vec<String>> {
        let (read, faults) = keyturn::deployment::Deployment::read(Some(&text));
        let words = Language::English.all_words();
        let mut said: Vec<String> = faults.iter().map(|fault| words.deployment.say(words, fault)).collect();
        let servers: Vec<String> = if read.other_servers {
            Vec::new()
        } else {
            read.servers.iter().map(|offered| offered.server.origin()).collect()
        };
        // No browser reads an address in brackets in a policy.
        let in_brackets = servers.iter().filter(|origin| origin.contains('['));
        said.extend(
            in_brackets.map(|origin| format!("servers: {origin} cannot stand in a policy; give it a name.")),
        );
        if said.is_empty() { Ok(Self { servers, portals: read.portal_origins, text }) } else { Err(said) }
    }

    /// The policy as the page's first element states it.
    pub fn meta(&self) -> String {
        let connect = match self.servers.as_slice() {
            [] => format!("'self' {ANY_SERVER}"),
            servers => format!("'self' {}", servers.join(" ")),
        };
        let directive = |(name, value): &(&str, &str)| match *name {
            "connect-src" => format!("connect-src {connect}"),
            _ => format!("{name} {value}"),
        };
        DIRECTIVES.iter().map(directive).collect::<Vec<_>>().join("; ")
    }

    /// Every header but `Cache-Control`, in the order they are written.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let ancestors = if self.portals.is_empty() { "'none'".to_owned() } else { self.portals.join(" ") };
        let mut headers =
            vec![("Content-Security-Policy", format!("{}; frame-ancestors {ancestors}", self.meta()))];
        if self.portals.is_empty() {
            headers.push(("X-Frame-Options", "DENY".to_owned()));
        }
        headers.extend(HEADERS.map(|(name, value)| (name, value.to_owned())));
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn deployment(config: &serde_json::Value) -> Option<Deployment> {
        Deployment::of(config.to_string()).ok()
    }

    #[test]
    fn the_header_is_the_meta_policy_and_what_only_a_header_can_say() {
        let open = Deployment::default();
        let header = &open.headers()[0].1;
        assert_eq!(*header, format!("{}; frame-ancestors 'none'", open.meta()));
        assert!(open.headers().iter().any(|(name, value)| *name == "X-Frame-Options" && value == "DENY"));
    }

    #[test]
    fn listed_servers_and_portals_replace_the_open_policy() {
        let config = json!({ "servers": [{ "url": "https://gitlab.example.com/git" }], "portal_origins": ["https://portal.example.com"] });
        let closed = deployment(&config).unwrap_or_default();
        assert!(closed.meta().contains("connect-src 'self' https://gitlab.example.com; "));
        assert!(!closed.meta().contains("https: "));
        assert!(closed.headers()[0].1.ends_with("frame-ancestors https://portal.example.com"));
        assert!(closed.headers().iter().all(|(name, _)| *name != "X-Frame-Options"));
    }

    #[test]
    fn where_other_servers_may_be_named_the_policy_stays_open() {
        let config = json!({ "servers": ["https://gitlab.example.com"], "other_servers": true });
        assert_eq!(deployment(&config).map(|open| open.meta()), Some(Deployment::default().meta()));
    }

    #[test]
    fn what_cannot_be_used_is_said_key_by_key() {
        let said = Deployment::of(json!({ "servers": ["gitlab.example"], "theme": "pink" }).to_string());
        assert_eq!(
            said.err().unwrap_or_default(),
            [
                "servers[0]: It must begin with https://. It is left out.",
                "theme: It must be one of system, light, dark. It is left out."
            ]
        );
    }

    #[test]
    fn an_entry_that_could_change_the_policy_is_refused() {
        for address in [
            "https://a.example; script-src *",
            "https://*",
            "javascript://a",
            "gitlab.example.com",
            "https://",
            "https://[::1]",
        ] {
            assert_eq!(deployment(&json!({ "servers": [address] })), None, "{address}");
        }
    }

    /// What the screen About looks for, and asks an operator to send, is what is sent.
    #[test]
    fn with_these_headers_the_page_finds_nothing_missing_on_its_host() {
        use keyturn::protections::{Answer, Facts, State, Way, judge};

        let ours = Deployment::default();
        let headers = |cache: &str| {
            let all = ours.headers().into_iter().chain([("Cache-Control", cache.to_owned())]);
            Some(Answer(all.map(|(name, value)| (name.to_ascii_lowercase(), value)).collect()))
        };
        let mut module = headers(CACHE_FOREVER);
        if let Some(Answer(headers)) = &mut module {
            headers.push(("content-type".to_owned(), "application/wasm".to_owned()));
        }
        let facts = Facts {
            page: headers(CACHE_NEVER),
            module,
            policies: vec![ours.meta()],
            is_policy_first: true,
            way: Way::Https,
            folder: "/".to_owned(),
            ..Facts::default()
        };
        let here = keyturn::deployment::Deployment { isolated_origin: true, ..Default::default() };
        let findings = judge(&facts, &here).into_iter();
        let left: Vec<_> = findings
            .filter(|finding| finding.protection.is_of_host() && finding.state != State::Active)
            .filter(|finding| finding.ask != Some(keyturn::protections::Ask::Compress))
            .collect();
        assert_eq!(left, []);
        let policy = judge(&facts, &here).into_iter().next();
        assert_eq!(policy.map(|finding| finding.state), Some(State::Active));
    }
}
