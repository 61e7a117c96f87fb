//! What came in, for tests to look at afterwards: enough to judge a client by, and never a secret.

use std::collections::BTreeMap;

use http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};
use http::{HeaderMap, Request};
use serde::Serialize;

use crate::faults::{FaultKind, When};

/// Headers whose values are logged: none of them carries a credential.
const PLAIN_HEADERS: [&str; 14] = [
    "accept",
    "access-control-request-headers",
    "access-control-request-method",
    "cache-control",
    "content-type",
    "host",
    "if-none-match",
    "origin",
    "referer",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
    "sudo",
    "user-agent",
];

/// What GitLab's secrets begin with.
const SECRET_PREFIXES: [&str; 10] =
    ["glpat-", "gldt-", "glsoat-", "glptt-", "glft-", "glimt-", "glrt-", "glcbt-", "glagent-", "gloas-"];

/// Query parameters GitLab takes a credential from.
const SECRET_PARAMETERS: [&str; 3] = ["private_token=", "access_token=", "job_token="];

/// How the names of parameters end whose values are secrets, those above among them.
const SECRET_NAMES: [&str; 4] = ["token=", "code=", "code_verifier=", "client_secret="];

/// Parameters whose values may look like the 64 hexadecimal digits of OAuth's secrets and are none.
const PLAIN_NAMES: [&str; 2] = ["client_id=", "state="];

/// How a request said who it is from.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CredentialForm {
    /// `Authorization: Bearer`, the only form a page should use.
    Authorization,
    /// `PRIVATE-TOKEN`.
    PrivateToken,
    /// A parameter in the address.
    Parameter,
}

/// The fault that struck a request.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Strike {
    /// On which side of the change.
    pub when: When,
    /// How.
    pub kind: FaultKind,
}

/// One request.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Counts from 1 since the start and is never given twice.
    pub sequence: u64,
    /// The emulated time of arrival.
    pub at: String,
    /// Counts the connections of this server; equal numbers mean one connection.
    pub connection: u64,
    /// `HTTP/1.1` or `HTTP/2`.
    pub protocol: &'static str,
    /// The method.
    pub method: String,
    /// Path and query, the values of secrets cut out.
    pub path: String,
    /// The names of all headers, in lower case.
    pub header_names: Vec<String>,
    /// The values of the headers that cannot hold a secret.
    pub headers: BTreeMap<String, String>,
    /// Whether a cookie came along.
    pub has_cookie: bool,
    /// The form of the credential, or null.
    pub credential: Option<CredentialForm>,
    /// The name of the user whose token it is, where the emulator knows it.
    pub user: Option<String>,
    /// Whether something that looks like a secret stood in the address.
    pub secret_in_url: bool,
    /// The names of the members of a JSON body; the values are not kept.
    pub body_fields: Vec<String>,
    /// The length of the body in bytes.
    pub body_length: usize,
    /// The fault that struck, or null.
    pub fault: Option<Strike>,
    /// The status the emulator gave when it executed the request, or null if it never did.
    pub executed: Option<u16>,
    /// The status that was sent, or null: not yet, or nothing was.
    pub sent: Option<u16>,
    /// Whether the exchange is over, with or without an answer.
    pub finished: bool,
}

/// The requests since the last emptying.
#[derive(Debug, Default)]
pub struct Log {
    entries: Vec<Entry>,
    last_sequence: u64,
    open: usize,
    most_open: usize,
}

/// The log in a few numbers.
#[derive(Debug, Serialize)]
pub struct Tally {
    /// Requests other than preflights.
    pub requests: usize,
    /// Preflights.
    pub preflights: usize,
    /// The most that were on their way at the same time, preflights included.
    pub most_at_once: usize,
    /// How many left with each status; those that left with none are not among them.
    pub by_status: BTreeMap<u16, usize>,
}

impl Log {
    /// Notes a request under the next sequence number, which is given back.
    pub fn add(&mut self, mut entry: Entry) -> u64 {
        self.last_sequence += 1;
        entry.sequence = self.last_sequence;
        self.entries.push(entry);
        self.open += 1;
        self.most_open = self.most_open.max(self.open);
        self.last_sequence
    }

    /// Notes that an exchange is over, with the status that left, if one did.
    pub fn finish(&mut self, sequence: u64, sent: Option<u16>) {
        let Some(entry) = self.entry(sequence).filter(|entry| !entry.finished) else { return };
        entry.sent = sent;
        entry.finished = true;
        self.open = self.open.saturating_sub(1);
    }

    /// All of it in a few numbers.
    pub fn tally(&self) -> Tally {
        let preflights = self.entries.iter().filter(|entry| entry.method == "OPTIONS").count();
        let mut by_status = BTreeMap::new();
        for status in self.entries.iter().filter_map(|entry| entry.sent) {
            *by_status.entry(status).or_default() += 1;
        }
        Tally {
            requests: self.entries.len() - preflights,
            preflights,
            most_at_once: self.most_open,
            by_status,
        }
    }

    /// The entry of this number, unless the log was emptied meanwhile.
    pub fn entry(&mut self, sequence: u64) -> Option<&mut Entry> {
        self.entries.iter_mut().rev().find(|entry| entry.sequence == sequence)
    }

    /// All requests after this number; 0 gives all.
    pub fn after(&self, sequence: u64) -> Vec<&Entry> {
        self.entries.iter().filter(|entry| entry.sequence > sequence).collect()
    }

    /// Forgets all requests and says how many there were. The numbers go on.
    pub fn clear(&mut self) -> usize {
        (self.open, self.most_open) = (0, 0);
        self.entries.drain(..).count()
    }
}

impl Entry {
    /// What can be said of a request on arrival; its fate is filled in later.
    pub fn new(request: &Request<Vec<u8>>, at: String, connection: u64, protocol: &'static str) -> Self {
        let headers = request.headers();
        let address = request.uri().path_and_query().map_or("/", |path| path.as_str());
        Self {
            sequence: 0,
            at,
            connection,
            protocol,
            method: request.method().to_string(),
            path: without_secrets(address),
            header_names: headers.keys().map(HeaderName::to_string).collect(),
            headers: PLAIN_HEADERS
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), text(headers, name)?)))
                .collect(),
            has_cookie: headers.contains_key(COOKIE),
            credential: credential_form(request),
            user: None,
            secret_in_url: without_secrets(address) != address,
            body_fields: body_fields(request),
            body_length: request.body().len(),
            fault: None,
            executed: None,
            sent: None,
            finished: false,
        }
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name).map(|value| without_secrets(&String::from_utf8_lossy(value.as_bytes())))
}

fn credential_form(request: &Request<Vec<u8>>) -> Option<CredentialForm> {
    let query = request.uri().query().unwrap_or("");
    if request.headers().contains_key("private-token") {
        Some(CredentialForm::PrivateToken)
    } else if request.headers().contains_key(AUTHORIZATION) {
        Some(CredentialForm::Authorization)
    } else if SECRET_PARAMETERS.iter().any(|parameter| query.contains(parameter)) {
        Some(CredentialForm::Parameter)
    } else {
        None
    }
}

/// The names of what a body holds. What stands in place of a name might be a secret all the same.
fn body_fields(request: &Request<Vec<u8>>) -> Vec<String> {
    let form = b"application/x-www-form-urlencoded";
    let content_type = request.headers().get(CONTENT_TYPE).map(HeaderValue::as_bytes);
    if content_type.is_some_and(|sent| sent.to_ascii_lowercase().starts_with(form)) {
        return form_urlencoded::parse(request.body()).map(|(name, _)| without_secrets(&name)).collect();
    }
    let object: Option<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_slice(request.body()).ok();
    object.map(|members| members.keys().map(|name| without_secrets(name)).collect()).unwrap_or_default()
}

/// The text with everything that looks like a secret replaced.
fn without_secrets(address: &str) -> String {
    let mut clean = String::with_capacity(address.len());
    let mut rest = address;
    while let Some((start, length)) = next_secret(rest) {
        clean.push_str(&rest[..start]);
        clean.push_str("[secret]");
        rest = &rest[start + length..];
    }
    clean.push_str(rest);
    clean
}

/// Where the first secret of a text starts, and its length: at least ten characters after a known prefix, the value of a
/// parameter that is a credential by its name, or 64 hexadecimal digits, as OAuth's codes and tokens have.
fn next_secret(text: &str) -> Option<(usize, usize)> {
    let length_of = |start: usize| {
        text[start..]
            .find(|letter: char| !(letter.is_ascii_alphanumeric() || "-_.%".contains(letter)))
            .unwrap_or(text.len() - start)
    };
    let by_prefix = SECRET_PREFIXES.iter().flat_map(|prefix| {
        text.match_indices(prefix)
            .map(|(start, _)| (start, length_of(start)))
            .filter(|(_, length)| *length >= prefix.len() + 10)
            .collect::<Vec<_>>()
    });
    let by_name = SECRET_NAMES.iter().flat_map(|name| {
        text.match_indices(name)
            .map(|(at, _)| at + name.len())
            .map(|start| (start, length_of(start)))
            .collect::<Vec<_>>()
    });
    by_prefix.chain(by_name).chain(next_digits(text)).filter(|(_, length)| *length > 0).min()
}

/// The first run of exactly 64 hexadecimal digits that is not the value of a parameter known to be none.
fn next_digits(text: &str) -> Option<(usize, usize)> {
    let mut start = 0;
    for run in text.split(|letter: char| !letter.is_ascii_hexdigit()) {
        let is_plain = PLAIN_NAMES.iter().any(|name| text[..start].ends_with(name));
        if run.len() == 64 && !is_plain {
            return Some((start, run.len()));
        }
        // What separates two runs may have several bytes.
        let separator = text[start + run.len()..].chars().next().map_or(0, char::len_utf8);
        start += run.len() + separator;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::without_secrets;

    #[test]
    fn an_address_is_logged_without_its_secrets() {
        let cases = [
            ("/api/v4/user", "/api/v4/user"),
            ("/api/v4/user?private_token=abc&page=2", "/api/v4/user?private_token=[secret]&page=2"),
            ("/api/v4/users?search=glpat-abcdefghijklmnopqrst", "/api/v4/users?search=[secret]"),
            ("/api/v4/projects/glrt-runner", "/api/v4/projects/glrt-runner"),
            ("/api/v4/user?private_token=", "/api/v4/user?private_token="),
            ("/?code=abc&state=def", "/?code=[secret]&state=def"),
            (
                "/oauth/revoke?token=abc&refresh_token=d",
                "/oauth/revoke?token=[secret]&refresh_token=[secret]",
            ),
            (
                "/oauth/authorize?code_challenge=abc&scope=api",
                "/oauth/authorize?code_challenge=abc&scope=api",
            ),
        ];
        for (address, logged) in cases {
            assert_eq!(without_secrets(address), logged);
        }
        let digits = "0123456789abcdef".repeat(4);
        for (before, after, secret) in [
            ("/api/v4/é/", "?page=2", true),
            ("/oauth/authorize?client_id=", "&scope=api", false),
            ("/oauth/authorize?state=", "", false),
            ("/api/v4/", "0", false),
        ] {
            let kept = if secret { "[secret]" } else { digits.as_str() };
            assert_eq!(
                without_secrets(&format!("{before}{digits}{after}")),
                format!("{before}{kept}{after}")
            );
        }
    }
}
