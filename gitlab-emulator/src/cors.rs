//! Cross-origin rules, as GitLab has them: any origin without credentials on `/api/*`, its own origin with them,
//! and a few of the sign-in paths. The one place that knows them.

use http::header::{self, HeaderMap, HeaderName, HeaderValue};
use http::{Method, Request, Response, StatusCode};

use crate::version::Version;

const EXPOSED: &str = "Link, X-Total, X-Total-Pages, X-Per-Page, X-Page, X-Next-Page, X-Prev-Page, \
     X-Gitlab-Blob-Id, X-Gitlab-Commit-Id, X-Gitlab-Content-Sha256, X-Gitlab-Encoding, X-Gitlab-File-Name, \
     X-Gitlab-File-Path, X-Gitlab-Last-Commit-Id, X-Gitlab-Ref, X-Gitlab-Size, X-Request-Id, ETag, \
     X-Streaming-Format";
const EXPOSED_BEFORE_17: &str = "Link, X-Total, X-Total-Pages, X-Per-Page, X-Page, X-Next-Page, X-Prev-Page, \
     X-Gitlab-Blob-Id, X-Gitlab-Commit-Id, X-Gitlab-Content-Sha256, X-Gitlab-Encoding, X-Gitlab-File-Name, \
     X-Gitlab-File-Path, X-Gitlab-Last-Commit-Id, X-Gitlab-Ref, X-Gitlab-Size";
const SIMPLE: &[&str] = &["accept", "accept-language", "content-language", "content-type"];

/// What one path allows a foreign page.
struct Rule {
    methods: &'static [&'static str],
    /// `None` is any header.
    request_headers: Option<&'static [&'static str]>,
    exposed: &'static str,
}

/// Answers a preflight at once; `None` lets the request through to the rest of the pipeline.
pub(crate) fn preflight(
    request: &Request<Vec<u8>>,
    path: &str,
    own_origin: &str,
    version: &Version,
) -> Option<Response<Vec<u8>>> {
    let headers = request.headers();
    let wanted = headers.get(header::ACCESS_CONTROL_REQUEST_METHOD)?;
    let origin = headers.get(header::ORIGIN)?;
    if request.method() != Method::OPTIONS {
        return None;
    }
    let mut response = Response::new(Vec::new());
    *response.status_mut() = StatusCode::OK;
    let asked = headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS);
    // GITLAB: a refused preflight is also a 200, only without the headers that would allow anything.
    if let Some(rule) = rule(path, version)
        && rule.methods.iter().any(|method| wanted.as_bytes().eq_ignore_ascii_case(method.as_bytes()))
        && rule.allows_headers(asked)
    {
        rule.write(response.headers_mut(), origin, path, own_origin);
        if let Some(asked) = asked {
            response.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
        }
    }
    vary(response.headers_mut());
    Some(response)
}

/// Adds what an ordinary response carries: always `Vary: Origin`, the rest when a page asked from elsewhere.
pub(crate) fn decorate(
    request: &Request<Vec<u8>>,
    path: &str,
    own_origin: &str,
    version: &Version,
    response: &mut Response<Vec<u8>>,
) {
    if let Some(origin) = request.headers().get(header::ORIGIN)
        && let Some(rule) = rule(path, version)
        && rule.methods.contains(&request.method().as_str())
    {
        rule.write(response.headers_mut(), origin, path, own_origin);
    }
    vary(response.headers_mut());
}

fn rule(path: &str, version: &Version) -> Option<Rule> {
    let open = version.at_least(15, 1);
    let rule = |methods, request_headers| Rule { methods, request_headers, exposed: "" };
    match path {
        _ if path.starts_with("/api/") => Some(Rule {
            methods: &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
            request_headers: None,
            exposed: if version.at_least(17, 0) { EXPOSED } else { EXPOSED_BEFORE_17 },
        }),
        "/oauth/token" | "/oauth/revoke" if open => {
            Some(rule(&["POST", "OPTIONS"], Some(&["authorization", "x-csrf-token", "x-requested-with"])))
        }
        "/oauth/token/info" => Some(rule(
            &["GET", "HEAD", "OPTIONS"],
            Some(&["authorization", "x-gitlab-language-server-version", "user-agent"]),
        )),
        "/oauth/userinfo" if open => {
            Some(rule(&["GET", "HEAD", "POST", "OPTIONS"], Some(&["authorization"])))
        }
        "/oauth/discovery/keys" | "/.well-known/openid-configuration" | "/.well-known/webfinger" => {
            Some(rule(&["GET", "HEAD"], Some(&[])))
        }
        _ => None,
    }
}

impl Rule {
    fn allows_headers(&self, asked: Option<&HeaderValue>) -> bool {
        let (Some(allowed), Some(asked)) = (self.request_headers, asked) else { return true };
        let Ok(asked) = asked.to_str() else { return false };
        asked.split(',').map(|name| name.trim().to_ascii_lowercase()).all(|name| {
            name.is_empty() || SIMPLE.contains(&name.as_str()) || allowed.contains(&name.as_str())
        })
    }

    fn write(&self, headers: &mut HeaderMap, origin: &HeaderValue, path: &str, own_origin: &str) {
        let is_own = path.starts_with("/api/") && origin.as_bytes() == own_origin.as_bytes();
        let allowed = if is_own { origin.clone() } else { HeaderValue::from_static("*") };
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed);
        if is_own {
            headers.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        }
        put(headers, header::ACCESS_CONTROL_ALLOW_METHODS, &self.methods.join(", "));
        put(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, self.exposed);
        put(headers, header::ACCESS_CONTROL_MAX_AGE, "7200");
    }
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn vary(headers: &mut HeaderMap) {
    headers.insert(header::VARY, HeaderValue::from_static("Origin"));
}
