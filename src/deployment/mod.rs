//! What an operator decides about one deployment: `config.json` beside `index.html`.
//!
//! [`Deployment::read`] never gives up: what is wrong is named, key by key, and a safe value takes its place. The page reads
//! the file at its start, `cargo xtask dist` reads the same file to make policy and headers of it, and refuses one with faults.
//! `public/config.schema.json` says the same as a JSON Schema (2020-12); `tests/deployment.rs` holds the two together.

mod reading;

use chrono::TimeDelta;

use crate::gitlab::Server;
use crate::gitlab::server::ServerFault;
use crate::tokens::Scope;

/// The keys of the file, in the order of its schema. `$schema` is for editors and says nothing.
pub const KEYS: [&str; 12] = [
    "$schema",
    "servers",
    "other_servers",
    "language",
    "theme",
    "idle_minutes",
    "absolute_hours",
    "portal_origins",
    "isolated_origin",
    "sandbox",
    "properties",
    "help",
];
/// The keys of an entry of `servers`.
pub const SERVER_KEYS: [&str; 4] = ["url", "label", "client_id", "scopes"];
/// The languages an operator may choose first.
pub const LANGUAGES: [&str; 2] = ["en", "zh-CN"];
/// The themes an operator may choose first.
pub const THEMES: [&str; 3] = ["system", "light", "dark"];
/// What a session by OAuth may be allowed: everything, or to read. The narrowest that works is offered, too.
pub const OAUTH_SCOPES: [&str; 2] = ["api", "read_api"];
/// `idle_minutes`, at least and at most.
pub const IDLE_MINUTES: (i64, i64) = (1, 120);
/// `absolute_hours`, at least and at most.
pub const ABSOLUTE_HOURS: (i64, i64) = (1, 24);

/// What an operator decided, or what is safe where nothing was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deployment {
    /// The servers that are offered, in their order.
    pub servers: Vec<Offered>,
    /// Whether a person may name another server.
    pub other_servers: bool,
    /// The language where the person chose none: one of [`LANGUAGES`].
    pub language: Option<&'static str>,
    /// The theme where the person chose none: one of [`THEMES`].
    pub theme: Option<&'static str>,
    /// A session without input ends after so long.
    pub idle: TimeDelta,
    /// A session ends after so long in any case.
    pub absolute: TimeDelta,
    /// Origins of the pages that may show this one in a frame.
    pub portal_origins: Vec<String>,
    /// Whether nothing else is served from this origin. Unless it is, nothing is kept in the browser.
    pub isolated_origin: bool,
    /// Whether the sandbox is offered.
    pub sandbox: bool,
    /// Custom properties of the style sheets, such as `--accent`, and their values.
    pub properties: Vec<(String, String)>,
    /// The operator's own page of help: an https address.
    pub help: Option<String>,
}

/// Whether an address lies on an origin. Nothing may stand between the two that a browser would read otherwise.
pub fn is_on(address: &str, origin: &str) -> bool {
    let is_origin = origin.starts_with("https://") || origin.starts_with("http://");
    let rest = address.strip_prefix(origin).filter(|_| is_origin);
    let is_plain = |rest: &str| rest.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    rest.is_some_and(|rest| (rest.is_empty() || rest.starts_with(['/', '?', '#'])) && is_plain(rest))
}

/// A server that is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Where it is.
    pub server: Server,
    /// What people call it.
    pub label: Option<String>,
    /// The id of the OAuth application that is registered there for this deployment; none where others share its origin, for
    /// they could sign in in its name.
    pub client_id: Option<String>,
    /// What that application may ask for: some of [`OAUTH_SCOPES`].
    pub scopes: Vec<Scope>,
}

impl Default for Deployment {
    fn default() -> Self {
        Self {
            servers: Vec::new(),
            other_servers: true,
            language: None,
            theme: None,
            idle: TimeDelta::minutes(15),
            absolute: TimeDelta::hours(8),
            portal_origins: Vec::new(),
            isolated_origin: false,
            sandbox: true,
            properties: Vec::new(),
            help: None,
        }
    }
}

impl Deployment {
    /// Reads the file; `None` where it could not be had.
    pub fn read(text: Option<&str>) -> (Self, Vec<Fault>) {
        reading::read(text)
    }

    /// Whether an address is a page of a portal.
    pub fn is_of_portal(&self, page: &str) -> bool {
        self.portal_origins.iter().any(|origin| is_on(page, origin))
    }

    /// The offered server that this is, if it is one of them.
    pub fn offered(&self, server: &Server) -> Option<&Offered> {
        self.servers.iter().find(|offered| offered.server == *server)
    }
}

/// Something in the file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it is: `servers[1].url`; empty for the file as a whole.
    pub key: String,
    /// What is wrong.
    pub why: Why,
    /// What is used in its place; `None` where it is left out.
    pub instead: Option<String>,
}

/// What is wrong with a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// The file is not there, or could not be fetched.
    Missing,
    /// It is not JSON; line and column, from one.
    NotJson(usize, usize),
    /// No such key.
    Unknown,
    /// It must be given.
    Required,
    /// Its value is of another type.
    Not(Expected),
    /// It is none of these.
    NotOneOf(&'static [&'static str]),
    /// Not from the first number to the second one.
    NotBetween(i64, i64),
    /// It is no address of a server.
    Address(ServerFault),
    /// It is no origin: scheme, host and port, and nothing behind.
    Origin,
    /// It is no https address.
    Link,
    /// It does not begin with `--`, or holds other signs than small letters, digits and `-`.
    PropertyName,
    /// It names an address, or holds a sign that ends a value.
    PropertyValue,
    /// The same server stands there already.
    Again,
    /// It works on an origin of its own only.
    Shared,
}

/// A type of JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// `{…}`
    Object,
    /// An address, or an object with a `url`.
    Server,
    /// `[…]`
    List,
    /// `"…"`, not empty.
    Text,
    /// `true` or `false`.
    Truth,
    /// A whole number.
    Number,
}
