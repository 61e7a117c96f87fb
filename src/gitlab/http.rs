//! Requests and responses as plain values, without a credential in them.

use zeroize::Zeroizing;

use super::wire;

/// The verbs the API uses here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads; may be repeated.
    Get,
    /// Creates or rotates; sent at most once for one confirmation.
    Post,
    /// Revokes; sent at most once for one confirmation.
    Delete,
}

impl Method {
    /// The verb as it stands on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        }
    }

    /// Whether sending it again changes nothing.
    pub fn is_safe(self) -> bool {
        self == Method::Get
    }
}

/// A request to a GitLab, without its address and without a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The verb.
    pub method: Method,
    /// The path below the server's base, starting with `/`, already percent-encoded.
    pub path: String,
    /// Query parameters, not yet encoded.
    pub query: Vec<(&'static str, String)>,
    /// A JSON body.
    pub body: Option<String>,
}

impl Request {
    /// A read of an API path; `path` starts after `/api/v4`.
    pub fn get(path: impl AsRef<str>) -> Self {
        Self::api(Method::Get, path.as_ref(), None)
    }

    /// A `POST` with a JSON body.
    pub fn post(path: impl AsRef<str>, body: &serde_json::Value) -> Self {
        Self::api(Method::Post, path.as_ref(), Some(wire::print(body)))
    }

    /// A `DELETE` without a body.
    pub fn delete(path: impl AsRef<str>) -> Self {
        Self::api(Method::Delete, path.as_ref(), None)
    }

    /// The same request with one more query parameter.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers and words are given alike")]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// Path and query as they stand behind the server's base.
    pub fn target(&self) -> String {
        let mut target = self.path.clone();
        for (number, (name, value)) in self.query.iter().enumerate() {
            target.push(if number == 0 { '?' } else { '&' });
            target.push_str(name);
            target.push('=');
            push_encoded(&mut target, value);
        }
        target
    }

    fn api(method: Method, path: &str, body: Option<String>) -> Self {
        Self { method, path: format!("/api/v4{path}"), query: Vec::new(), body }
    }
}

/// Percent-encodes all but the unreserved characters of RFC 3986, so that `+` and `/` survive in a query.
pub fn push_encoded(target: &mut String, text: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            target.push(char::from(byte));
        } else {
            target.push('%');
            target.push(char::from(HEX[usize::from(byte >> 4)]));
            target.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

/// An answer whose body was read to its end. The body may hold a new token's value, so it is wiped when dropped.
pub struct Response {
    /// The status code.
    pub status: u16,
    /// `Content-Type`, lower case, without parameters; empty when there is none.
    pub content_type: String,
    /// `X-Next-Page`: the number of the next page, empty or absent at the end.
    pub next_page: Option<String>,
    /// `Link`: where a list by keyset goes on, and others where `X-Next-Page` is absent.
    pub link: Option<String>,
    /// `X-Total`, absent for long lists.
    pub total: Option<u64>,
    /// `X-Request-Id`: what an administrator can look for in GitLab's logs.
    pub request_id: Option<String>,
    /// `Retry-After` in seconds: an hour where it says more, nothing where it says what no number holds. A page of another origin may read it only where something in front of GitLab allows it.
    pub retry_after: Option<u32>,
    /// The text of the body.
    pub body: Zeroizing<String>,
}

impl Response {
    /// An answer with a body and nothing else; for tests and for the sandbox.
    pub fn new(status: u16, content_type: &str, body: String) -> Self {
        Self {
            status,
            content_type: content_type.to_owned(),
            next_page: None,
            link: None,
            total: None,
            request_id: None,
            retry_after: None,
            body: Zeroizing::new(body),
        }
    }

    /// Takes the headers a page may read from a GitLab of another origin; all others are ignored.
    pub fn take_header(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-type") {
            let media_type = value.split(';').next().unwrap_or_default();
            self.content_type = media_type.trim().to_ascii_lowercase();
        } else if name.eq_ignore_ascii_case("x-next-page") {
            self.next_page = Some(value.to_owned());
        } else if name.eq_ignore_ascii_case("link") {
            self.link = Some(value.to_owned());
        } else if name.eq_ignore_ascii_case("x-total") {
            self.total = value.parse().ok();
        } else if name.eq_ignore_ascii_case("x-request-id") {
            self.request_id = Some(value.to_owned());
        } else if name.eq_ignore_ascii_case("retry-after") {
            self.retry_after = value.parse().ok().map(|seconds: u32| seconds.min(3_600));
        }
    }

    /// The headers [`Response::take_header`] understands.
    pub const HEADERS: [&'static str; 6] =
        ["content-type", "x-next-page", "link", "x-total", "x-request-id", "retry-after"];

    /// Whether the status says that it was done.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }
}
