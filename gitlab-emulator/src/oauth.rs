//! The OAuth 2 authorization server: applications ask, people approve, codes become tokens, tokens are refreshed and revoked.
//!
//! GitLab has it from the gem doorkeeper, whose order of checks and texts these are. Every application here is a public
//! one: it has no secret and proves by PKCE that a code is its own.
//!
//! <https://docs.gitlab.com/api/oauth2/>

mod application;
mod authorize;
mod exchange;
mod fault;
mod page;
mod registry;
mod revoke;

use chrono::{DateTime, Utc};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, X_FRAME_OPTIONS};
use http::{HeaderValue, Method, Request, Response};

#[cfg(feature = "server")]
pub(crate) use application::is_address;
pub use application::{Application, EXAMPLE_CLIENT_ID, Iss};
pub(crate) use registry::{Registry, Token};

use crate::answer::Answer;
use crate::options::Options;
use crate::params::Params;
use crate::world::World;

/// One request on its way.
#[derive(Debug)]
struct Visit<'a> {
    world: &'a mut World,
    options: &'a Options,
    request: &'a Request<Vec<u8>>,
    params: Params,
    now: DateTime<Utc>,
}

/// Answers what belongs to OAuth; `None` where there is no such page.
pub(crate) fn answer(
    world: &mut World,
    options: &Options,
    request: &Request<Vec<u8>>,
    path: &str,
    now: DateTime<Utc>,
) -> Option<Answer> {
    let path = path.strip_prefix("/oauth/")?;
    let query = request.uri().query();
    // GITLAB: outside the API a body nobody can read is no fault by itself; what it should have said is then missing.
    let params = Params::read(query, request.headers(), request.body())
        .or_else(|_| Params::read(query, request.headers(), &[]))
        .unwrap_or_default();
    let asks_to_delete = params.string("_method").is_some_and(|word| word.eq_ignore_ascii_case("delete"));
    let mut visit = Visit { world, options, request, params, now };
    let answer = match (request.method(), path) {
        (&Method::GET | &Method::HEAD, "authorize") => authorize::ask(&visit),
        (&Method::DELETE, "authorize") => authorize::deny(&visit),
        (&Method::POST, "authorize") if asks_to_delete => authorize::deny(&visit),
        (&Method::POST, "authorize") => authorize::approve(&mut visit),
        (&Method::POST, "token") => exchange::token(&mut visit),
        (&Method::POST, "revoke") => revoke::revoke(&mut visit),
        (&Method::GET | &Method::HEAD, "token/info") => revoke::info(&visit),
        _ => return None,
    };
    Some(answer)
}

/// Sets what the headers of these pages have other than those of the API: nothing of them is kept, and none is framed.
pub(crate) fn finish(path: &str, response: &mut Response<Vec<u8>>) {
    if !path.starts_with("/oauth/") {
        return;
    }
    let headers = response.headers_mut();
    headers.remove(ETAG);
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    if headers.get(CONTENT_TYPE).is_some_and(|kind| kind == "application/json") {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8"));
    }
}
