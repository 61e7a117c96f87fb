//! What leaves the server in place of, or after, the true answer when a fault strikes.
//!
//! Pure: a fault and the true answer go in, a [`Delivery`] comes out; the connection carries it out.

use chrono::{DateTime, Duration, Utc};
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, CONTENT_LENGTH,
    CONTENT_TYPE, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
};
use http::{HeaderMap, Response, StatusCode};
use serde_json::{Map, Value};

use super::wire::Ending;
use crate::faults::{Fault, FaultKind};

const HTML: &str = "text/html; charset=utf-8";
const JSON: &str = "application/json";
const PAGE: &str = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><h1>Sign in to continue</h1></body></html>\n";
const BAD_GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
/// What a request that was never executed is answered with where the fault wants an answer to spoil.
const INVENTED: &str = r#"{"id":999999999,"name":"never made","revoked":false,"active":true,"scopes":[]}"#;

const CORS_HEADERS: [HeaderName; 6] = [
    ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_HEADERS,
    ACCESS_CONTROL_ALLOW_CREDENTIALS,
    ACCESS_CONTROL_EXPOSE_HEADERS,
    ACCESS_CONTROL_MAX_AGE,
];

/// How an exchange ends.
#[derive(Debug)]
pub enum Delivery {
    /// The answer, whole.
    Answer(Response<Vec<u8>>),
    /// Headers that promise all of the answer, and half of it.
    Half(Response<Vec<u8>>),
    /// The answer, after which the connection is closed.
    Last(Response<Vec<u8>>),
    /// No answer and the end of the connection.
    Nothing(Ending),
    /// No answer and, on HTTP/2, the end of the stream alone.
    NoStream,
    /// No answer and no end.
    Silence,
}

impl Delivery {
    /// The status that leaves, if any does.
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Answer(response) | Self::Half(response) | Self::Last(response) => {
                Some(response.status().as_u16())
            }
            Self::Nothing(_) | Self::NoStream | Self::Silence => None,
        }
    }
}

/// Carries out one fault. `truth` is the true answer if the request was executed, `cors` the CORS headers GitLab
/// would give this request.
pub fn deliver(
    fault: &Fault,
    truth: Option<Response<Vec<u8>>>,
    cors: &HeaderMap,
    now: DateTime<Utc>,
) -> Delivery {
    let invent = |default: bool, status: u16, content_type: &str, body: &str| {
        let mut response = plain(status, content_type, fault.body.as_deref().unwrap_or(body));
        set_headers(response.headers_mut(), fault);
        if fault.cors.unwrap_or(default) {
            response.headers_mut().extend(cors.clone());
        }
        response
    };
    let truth_or_invented = || truth.unwrap_or_else(|| invent(true, 200, JSON, INVENTED));
    match fault.kind {
        FaultKind::Drop => Delivery::Nothing(Ending::Reset),
        FaultKind::Fin => Delivery::Nothing(Ending::Fin),
        FaultKind::ResetStream => Delivery::NoStream,
        FaultKind::Hang => Delivery::Silence,
        FaultKind::Truncate => truncated(truth_or_invented()),
        FaultKind::HalfJson => Delivery::Answer(halved(truth_or_invented())),
        FaultKind::BadGatewayPage => Delivery::Answer(invent(false, 502, HTML, BAD_GATEWAY)),
        FaultKind::OkPage => Delivery::Answer(invent(true, 200, HTML, PAGE)),
        FaultKind::WithoutToken => Delivery::Answer(without_token(truth_or_invented())),
        FaultKind::Throttled => {
            let mut response = invent(true, 429, "text/plain", "Retry later\n");
            set_rate_limit(response.headers_mut(), fault.retry_after, now);
            Delivery::Answer(response)
        }
        FaultKind::ThrottledAtTheEdge => {
            let mut response = invent(false, 429, "text/plain", "Too many requests\n");
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(fault.retry_after));
            Delivery::Answer(response)
        }
        FaultKind::Redirect => Delivery::Answer(leading_to(invent(true, 302, HTML, ""), fault)),
        FaultKind::Portal => Delivery::Answer(leading_to(invent(false, 302, HTML, PAGE), fault)),
        FaultKind::Delay | FaultKind::Hold => Delivery::Answer(truth_or_invented()),
        FaultKind::Close => Delivery::Last(truth_or_invented()),
        FaultKind::NoCors => {
            let mut response = truth_or_invented();
            for name in &CORS_HEADERS {
                response.headers_mut().remove(name);
            }
            Delivery::Answer(response)
        }
        FaultKind::Unauthorized => {
            Delivery::Answer(invent(true, 401, JSON, r#"{"message":"401 Unauthorized"}"#))
        }
        FaultKind::ServerError => {
            Delivery::Answer(invent(true, 500, JSON, r#"{"message":"500 Internal Server Error"}"#))
        }
        FaultKind::Answer => Delivery::Answer(invent(true, fault.status.unwrap_or(500), JSON, "")),
        FaultKind::Rewrite => Delivery::Answer(rewritten(truth_or_invented(), fault)),
    }
}

/// An answer of the server itself, beside GitLab's.
pub fn plain(status: u16, content_type: &str, body: &str) -> Response<Vec<u8>> {
    let mut response = Response::new(body.as_bytes().to_vec());
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Ok(value) = HeaderValue::from_str(content_type) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    response
}

fn truncated(response: Response<Vec<u8>>) -> Delivery {
    // An answer without a body is complete with its headers: only their absence can be felt.
    if response.body().len() < 2 { Delivery::Nothing(Ending::Fin) } else { Delivery::Half(response) }
}

/// Cut after half of its characters; the length told is that of the half.
fn halved(mut response: Response<Vec<u8>>) -> Response<Vec<u8>> {
    let body = String::from_utf8_lossy(response.body()).into_owned();
    let half = body.chars().take(body.chars().count() / 2).collect::<String>();
    *response.body_mut() = half.into_bytes();
    response.headers_mut().remove(CONTENT_LENGTH);
    response
}

fn without_token(mut response: Response<Vec<u8>>) -> Response<Vec<u8>> {
    let object: Option<Map<String, Value>> = serde_json::from_slice(response.body()).ok();
    if let Some(mut members) = object {
        members.remove("token");
        members.remove("access_token");
        *response.body_mut() = Value::Object(members).to_string().into_bytes();
        response.headers_mut().remove(CONTENT_LENGTH);
    }
    response
}

fn rewritten(mut response: Response<Vec<u8>>, fault: &Fault) -> Response<Vec<u8>> {
    let mut body = String::from_utf8_lossy(response.body()).into_owned();
    for (old, new) in &fault.replace {
        body = body.replace(old, new);
    }
    *response.body_mut() = body.into_bytes();
    response.headers_mut().remove(CONTENT_LENGTH);
    set_headers(response.headers_mut(), fault);
    response
}

fn set_headers(headers: &mut HeaderMap, fault: &Fault) {
    for (name, value) in &fault.headers {
        let Ok(name) = name.parse::<HeaderName>() else { continue };
        match value.as_deref().map(HeaderValue::from_str) {
            Some(Ok(value)) => {
                headers.insert(name, value);
            }
            Some(Err(_)) => {}
            None => {
                headers.remove(name);
            }
        }
    }
}

fn leading_to(mut response: Response<Vec<u8>>, fault: &Fault) -> Response<Vec<u8>> {
    let target = fault.location.as_deref().unwrap_or("https://portal.example.com/sign_in");
    if let Ok(value) = HeaderValue::from_str(target) {
        response.headers_mut().insert(LOCATION, value);
    }
    response
}

fn set_rate_limit(headers: &mut HeaderMap, retry_after: u32, now: DateTime<Utc>) {
    let reset = now + Duration::seconds(i64::from(retry_after));
    let pairs = [
        ("retry-after", retry_after.to_string()),
        ("ratelimit-limit", "600".to_owned()),
        ("ratelimit-name", "throttle_authenticated_api".to_owned()),
        ("ratelimit-observed", "601".to_owned()),
        ("ratelimit-remaining", "0".to_owned()),
        ("ratelimit-reset", reset.timestamp().to_string()),
        ("ratelimit-resettime", reset.format("%a, %d %b %Y %H:%M:%S GMT").to_string()),
    ];
    for (name, value) in pairs {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}
