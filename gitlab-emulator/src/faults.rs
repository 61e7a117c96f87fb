//! What can go wrong on the wire, as values: one [`Fault`] says when it strikes, on which request and how.
//!
//! The queue decides which request meets which fault; carrying the fault out is the server's work. Nothing
//! here touches a socket, a clock or the world.

use std::collections::BTreeMap;

use http::{HeaderName, HeaderValue, Method};
use serde::{Deserialize, Serialize};

/// On which side of the change the fault strikes.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// The emulator never executes the request.
    BeforeCommit,
    /// The emulator executes the request, then misbehaves.
    AfterCommit,
}

/// How the request ends. The names on the wire are the ones of the fault matrix.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// The connection is reset before any header is sent; on HTTP/2 with every stream on it.
    Drop,
    /// The connection is closed in an orderly way before any header is sent.
    Fin,
    /// HTTP/2: this stream alone is reset. On HTTP/1.1 the same as `fin`.
    ResetStream,
    /// Never answered; the connection stays open.
    Hang,
    /// Status, headers with the whole length, half of the body, then the connection is closed.
    Truncate,
    /// 502 with a front proxy's HTML page, without CORS headers.
    #[serde(rename = "502-html")]
    BadGatewayPage,
    /// 200 with an HTML page in place of the answer.
    #[serde(rename = "200-html")]
    OkPage,
    /// The answer without its `token`, or OAuth's `access_token`.
    #[serde(rename = "200-no-token")]
    WithoutToken,
    /// GitLab's own throttle: `text/plain`, `Retry-After`, `RateLimit-*`, with CORS headers.
    #[serde(rename = "429")]
    Throttled,
    /// The same status from an edge proxy, without CORS headers.
    #[serde(rename = "429-no-cors")]
    ThrottledAtTheEdge,
    /// The true answer, its body ending in the middle though nothing else tells so.
    HalfJson,
    /// 302 to `location`.
    Redirect,
    /// A sign-in portal in front of GitLab: 302 to `location` with HTML, without CORS headers.
    Portal,
    /// The true answer after `delay_ms`.
    Delay,
    /// The true answer once `POST /__control/release` is called.
    Hold,
    /// The true answer, after which the server closes the connection.
    Close,
    /// The true answer without CORS headers, as behind a proxy that strips them.
    NoCors,
    /// 401 with GitLab's body for an unknown credential, though the credential is good.
    #[serde(rename = "401", alias = "401-once")]
    Unauthorized,
    /// 500 with GitLab's body.
    #[serde(rename = "500")]
    ServerError,
    /// An answer written out in the fault: `status`, `headers`, `body`.
    Answer,
    /// The true answer with `headers` set (null removes one) and each pair of `replace` replaced in its body.
    Rewrite,
}

impl FaultKind {
    /// Whether the fault changes the true answer, which exists only once the request was executed.
    pub fn needs_true_answer(self) -> bool {
        matches!(self, Self::Close | Self::HalfJson | Self::NoCors | Self::Rewrite)
    }
}

/// Which requests a fault may strike.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Matching {
    /// The method. Absent: any but `OPTIONS`, so that a preflight never uses a fault up. `*`: any.
    pub method: Option<String>,
    /// A part of path and query, such as `/rotate`; a `*` in it stands for any text. Absent: any.
    pub path: Option<String>,
}

impl Matching {
    /// Whether a request with this method, path and query is meant.
    pub fn fits(&self, method: &Method, path: &str) -> bool {
        let by_method = match self.method.as_deref() {
            None => method != Method::OPTIONS,
            Some("*") => true,
            Some(name) => name.eq_ignore_ascii_case(method.as_str()),
        };
        by_method && self.path.as_deref().is_none_or(|pattern| occurs(pattern, path))
    }
}

/// Whether the pieces of a pattern stand in a text one after the other.
fn occurs(pattern: &str, text: &str) -> bool {
    let mut rest = text;
    pattern.split('*').all(|piece| match rest.split_once(piece) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

/// One fault as the control API takes it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// On which side of the change it strikes.
    pub when: When,
    /// How the request ends.
    pub kind: FaultKind,
    /// Which requests it may strike.
    #[serde(default, rename = "match")]
    pub matching: Matching,
    /// How many fitting requests it lets pass first.
    #[serde(default)]
    pub skip: u32,
    /// How many requests it strikes; null: all, until it is taken away. One by default.
    #[serde(default = "once")]
    pub times: Option<u32>,
    /// Milliseconds to wait before it strikes. With `before-commit` the wait comes before the execution.
    #[serde(default)]
    pub delay_ms: u64,
    /// Where `redirect` and `portal` lead.
    pub location: Option<String>,
    /// The seconds `429` names in `Retry-After`.
    #[serde(default = "half_a_minute")]
    pub retry_after: u32,
    /// Whether an invented answer carries CORS headers; each kind has its own default.
    pub cors: Option<bool>,
    /// The status of `answer`.
    pub status: Option<u16>,
    /// The headers of `answer` and `rewrite`; null removes one.
    #[serde(default)]
    pub headers: BTreeMap<String, Option<String>>,
    /// The body of `answer`, or of `200-html` and `502-html` in place of the usual page.
    pub body: Option<String>,
    /// What `rewrite` replaces in the body, as pairs of old and new text.
    #[serde(default)]
    pub replace: Vec<(String, String)>,
}

// The signature is the one serde calls: the field's own type, in which null means without end.
#[expect(clippy::unnecessary_wraps, reason = "serde wants the field's type from a default function")]
fn once() -> Option<u32> {
    Some(1)
}

fn half_a_minute() -> u32 {
    30
}

impl Fault {
    /// What forbids queueing it, as a sentence for whoever wrote it.
    pub fn objection(&self) -> Option<&'static str> {
        if self.when == When::BeforeCommit && self.kind.needs_true_answer() {
            return Some("this kind changes the true answer, so it needs \"when\":\"after-commit\"");
        }
        if self.times == Some(0) {
            return Some("\"times\" is at least 1, or null for without end");
        }
        if self.kind == FaultKind::Redirect && self.location.is_none() {
            return Some("\"redirect\" needs a \"location\"");
        }
        if self.kind == FaultKind::Answer && self.status.is_none() {
            return Some("\"answer\" needs a \"status\"");
        }
        if self.status.is_some_and(|status| !(200..=599).contains(&status)) {
            return Some("\"status\" is a number from 200 to 599");
        }
        let fits = |name: &str, value: &str| {
            HeaderName::from_bytes(name.as_bytes()).is_ok() && HeaderValue::from_str(value).is_ok()
        };
        let location = self.location.as_deref().unwrap_or("");
        let mut headers = self.headers.iter().map(|(name, value)| (name, value.as_deref().unwrap_or("")));
        if !headers.all(|(name, value)| fits(name, value)) || !fits("location", location) {
            return Some("a header's name or value cannot be sent");
        }
        None
    }
}

/// A fault in the queue.
#[derive(Clone, Debug, Serialize)]
pub struct Queued {
    /// Given when queued; only grows.
    pub id: u64,
    /// The fault, its `times` counting what is left.
    #[serde(flatten)]
    pub fault: Fault,
    /// How many requests it struck.
    pub struck: u64,
}

/// The faults that wait for their requests, oldest first.
#[derive(Debug, Default)]
pub struct FaultQueue {
    waiting: Vec<Queued>,
    last_id: u64,
}

impl FaultQueue {
    /// Adds a fault behind the others and gives its id.
    pub fn push(&mut self, fault: Fault) -> u64 {
        self.last_id += 1;
        self.waiting.push(Queued { id: self.last_id, fault, struck: 0 });
        self.last_id
    }

    /// The first fault that fits this request, used up by one.
    pub fn take(&mut self, method: &Method, path: &str) -> Option<Fault> {
        let index = self.waiting.iter_mut().position(|queued| {
            let fits = queued.fault.matching.fits(method, path);
            let passes = fits && queued.fault.skip > 0;
            queued.fault.skip -= u32::from(passes);
            fits && !passes
        })?;
        let queued = &mut self.waiting[index];
        let fault = queued.fault.clone();
        queued.struck += 1;
        queued.fault.times = queued.fault.times.map(|times| times.saturating_sub(1));
        if queued.fault.times == Some(0) {
            self.waiting.remove(index);
        }
        Some(fault)
    }

    /// Every fault that still waits.
    pub fn waiting(&self) -> &[Queued] {
        &self.waiting
    }

    /// Takes all faults away and says how many there were.
    pub fn clear(&mut self) -> usize {
        self.waiting.drain(..).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> Fault {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    #[test]
    fn a_fault_strikes_once_and_leaves_preflights_alone() {
        let mut queue = FaultQueue::default();
        queue.push(fault(r#"{"when":"after-commit","kind":"drop","match":{"path":"/rotate"}}"#));
        assert!(queue.take(&Method::OPTIONS, "/api/v4/personal_access_tokens/7/rotate").is_none());
        assert!(queue.take(&Method::GET, "/api/v4/user").is_none());
        assert!(queue.take(&Method::POST, "/api/v4/personal_access_tokens/7/rotate").is_some());
        assert!(queue.take(&Method::POST, "/api/v4/personal_access_tokens/7/rotate").is_none());
    }

    #[test]
    fn times_counts_down_and_null_never_ends() {
        let mut queue = FaultQueue::default();
        queue.push(fault(r#"{"when":"before-commit","kind":"502-html","times":2}"#));
        queue.push(fault(r#"{"when":"before-commit","kind":"429","times":null,"match":{"method":"*"}}"#));
        let mut kinds = Vec::new();
        for method in [Method::GET, Method::OPTIONS, Method::POST, Method::GET, Method::GET] {
            kinds.push(queue.take(&method, "/api/v4/user").map(|fault| fault.kind));
        }
        let expected = [
            FaultKind::BadGatewayPage,
            FaultKind::Throttled,
            FaultKind::BadGatewayPage,
            FaultKind::Throttled,
            FaultKind::Throttled,
        ];
        assert_eq!(kinds, expected.map(Some));
        assert_eq!(queue.waiting().len(), 1);
    }

    #[test]
    fn a_fault_lets_requests_pass_first_and_fits_a_pattern() {
        let mut queue = FaultQueue::default();
        queue.push(fault(
            r#"{"when":"before-commit","kind":"500","match":{"path":"/projects/*/access_tokens?*page=2"},"skip":1}"#,
        ));
        for (path, is_struck) in [
            ("/api/v4/groups/7/access_tokens?page=2", false),
            ("/api/v4/projects/7/deploy_tokens?page=2", false),
            ("/api/v4/projects/7/access_tokens?per_page=9&page=1", false),
            ("/api/v4/projects/7/access_tokens?per_page=9&page=2", false),
            ("/api/v4/projects/8/access_tokens?page=2", true),
            ("/api/v4/projects/9/access_tokens?page=2", false),
        ] {
            assert_eq!(queue.take(&Method::GET, path).is_some(), is_struck, "{path}");
        }
    }

    #[test]
    fn a_fault_that_cannot_be_carried_out_is_refused_with_a_reason() {
        let cases = [
            (r#"{"when":"before-commit","kind":"no-cors"}"#, true),
            (r#"{"when":"after-commit","kind":"no-cors"}"#, false),
            (r#"{"when":"after-commit","kind":"drop","times":0}"#, true),
            (r#"{"when":"after-commit","kind":"redirect"}"#, true),
            (r#"{"when":"after-commit","kind":"answer"}"#, true),
            (r#"{"when":"after-commit","kind":"answer","status":42}"#, true),
            (r#"{"when":"before-commit","kind":"answer","status":503}"#, false),
            (r#"{"when":"after-commit","kind":"rewrite","headers":{"x y":"1"}}"#, true),
        ];
        for (text, refused) in cases {
            assert_eq!(fault(text).objection().is_some(), refused, "{text}");
        }
    }
}
