//! What browsers are told to forbid: the Content-Security-Policy and the other headers, in one place.
//!
//! index.html carries the policy as its first element, because some hosts cannot send headers; a release is refused when
//! the two differ. A deployment whose config.json lists its servers gets a policy that allows these and no other.

use std::fs;

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

/// What config.json says that the policy depends on.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Deployment {
    /// Origins of the only servers the page may call; empty means any.
    servers: Vec<String>,
    /// Origins of pages that may frame this one.
    portals: Vec<String>,
}

impl Deployment {
    /// The deployment that public/config.json describes.
    pub fn read(project: &Project) -> Result<Self, Problem> {
        let path = project.root.join("public/config.json");
        let text = fs::read_to_string(&path).map_err(Problem::while_doing("reading public/config.json"))?;
        let config =
            serde_json::from_str(&text).map_err(Problem::while_doing("public/config.json is not JSON"))?;
        Self::of(&config)
    }

    fn of(config: &serde_json::Value) -> Result<Self, Problem> {
        let list = |name: &str| config[name].as_array().cloned().unwrap_or_default();
        let servers =
            list("servers").iter().map(|server| origin(server.get("url").unwrap_or(server))).collect();
        let portals = list("portal_origins").iter().map(origin).collect();
        Ok(Self { servers: all(servers, "servers")?, portals: all(portals, "portal_origins")? })
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

/// Scheme, host and port of an address; `None` for anything that could end the directive or widen it.
fn origin(value: &serde_json::Value) -> Option<String> {
    let (scheme, rest) = value.as_str()?.split_once("://")?;
    let host = rest.split('/').next()?;
    let is_plain = |character: char| character.is_ascii_alphanumeric() || ".-:".contains(character);
    let is_usable = ["https", "http"].contains(&scheme) && !host.is_empty() && host.chars().all(is_plain);
    is_usable.then(|| format!("{scheme}://{host}"))
}

fn all(origins: Vec<Option<String>>, list: &str) -> Result<Vec<String>, Problem> {
    origins.into_iter().collect::<Option<Vec<_>>>().ok_or_else(|| {
        Problem::new(format!("public/config.json: an entry of `{list}` is not an address"))
            .next("Write it like https://gitlab.example.com, with a host name.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn deployment(config: &serde_json::Value) -> Option<Deployment> {
        Deployment::of(config).ok()
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
    fn an_entry_that_could_change_the_policy_is_refused() {
        for address in [
            "https://a.example; script-src *",
            "https://*",
            "javascript://a",
            "gitlab.example.com",
            "https://",
        ] {
            assert_eq!(deployment(&json!({ "servers": [address] })), None, "{address}");
        }
    }
}
