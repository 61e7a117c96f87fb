//! What a handler gives back, and the headers GitLab puts around it.

use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::Value;

use crate::refusal::Refusal;

/// A response before the headers every response has.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Body,
    pub(crate) headers: Vec<(&'static str, String)>,
}

#[derive(Debug)]
pub(crate) enum Body {
    Empty,
    Json(Value),
    Text(&'static str, String),
}

impl Answer {
    pub(crate) fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, body: Body::Json(body), headers: Vec::new() }
    }

    pub(crate) fn created(body: Value) -> Self {
        Self { status: StatusCode::CREATED, body: Body::Json(body), headers: Vec::new() }
    }

    pub(crate) fn no_content() -> Self {
        Self { status: StatusCode::NO_CONTENT, body: Body::Empty, headers: Vec::new() }
    }

    /// A page of a list with its paging headers.
    pub(crate) fn list(rows: Vec<Value>, headers: Vec<(&'static str, String)>) -> Self {
        Self { headers, ..Self::ok(Value::Array(rows)) }
    }

    /// Finishes the response: body bytes, caching headers, the headers of every answer.
    pub(crate) fn into_response(self, request_id: &str, runtime: &str) -> Response<Vec<u8>> {
        let (content_type, bytes) = match self.body {
            Body::Empty => (None, Vec::new()),
            Body::Json(value) => (Some("application/json"), value.to_string().into_bytes()),
            Body::Text(content_type, text) => (Some(content_type), text.into_bytes()),
        };
        // GITLAB: an ETag and the revalidating Cache-Control go together; errors and 204 have neither.
        let cached = matches!(self.status, StatusCode::OK | StatusCode::CREATED) && !bytes.is_empty();
        let tag = cached.then(|| entity_tag(&bytes));
        let mut response = Response::new(bytes);
        *response.status_mut() = self.status;
        let headers = response.headers_mut();
        let mut put = |name: &'static str, value: &str| {
            if let Ok(value) = HeaderValue::from_str(value) {
                headers.append(HeaderName::from_static(name), value);
            }
        };
        if let Some(content_type) = content_type {
            put("content-type", content_type);
        }
        match &tag {
            Some(tag) => {
                put("cache-control", "max-age=0, private, must-revalidate");
                put("etag", tag);
            }
            None => put("cache-control", "no-cache"),
        }
        for (name, value) in &self.headers {
            put(name, value);
        }
        put("x-content-type-options", "nosniff");
        put("x-frame-options", "SAMEORIGIN");
        put("referrer-policy", "strict-origin-when-cross-origin");
        put("strict-transport-security", "max-age=63072000");
        put("x-gitlab-meta", &format!("{{\"correlation_id\":\"{request_id}\",\"version\":\"1\"}}"));
        put("x-request-id", request_id);
        put("x-runtime", runtime);
        response
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let body = match refusal.body() {
            Some(body) => Body::Json(body),
            None => Body::Text("text/plain", refusal.text()),
        };
        Self { status: refusal.status(), body, headers: refusal.headers() }
    }
}

/// A weak tag of 32 hex digits. Two FNV-1a sums are enough to tell bodies apart in tests.
fn entity_tag(bytes: &[u8]) -> String {
    let sum = |start: u64| {
        bytes.iter().fold(start, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01B3))
    };
    format!("W/\"{:016x}{:016x}\"", sum(0xCBF2_9CE4_8422_2325), sum(0x8422_2325_CBF2_9CE4))
}
