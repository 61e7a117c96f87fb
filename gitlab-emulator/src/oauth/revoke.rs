//! `POST /oauth/revoke` and `GET /oauth/token/info`.
//!
//! <https://docs.gitlab.com/api/oauth2/#revoke-a-token>

use http::StatusCode;
use http::header::AUTHORIZATION;
use serde_json::json;

use super::Visit;
use super::exchange::Client;
use super::fault::Fault;
use crate::answer::{Answer, Body};

/// `POST /oauth/revoke`: ends a token by either of its values. An unknown value is as good as revoked.
pub(super) fn revoke(visit: &mut Visit<'_>) -> Answer {
    let value = visit.params.string("token").unwrap_or_default();
    let registry = &visit.world.oauth;
    let by_refresh = registry.by_refresh(value);
    let by_access = match visit.params.string("token_type_hint") {
        Some("refresh_token") => None,
        _ => registry.by_access(value),
    };
    let Some(token) = by_access.or(by_refresh) else { return done() };
    if !Client::of(visit).is(&token.client_id) {
        let text = "You are not authorized to revoke this token";
        let body = Body::Json(json!({"error": "unauthorized_client", "error_description": text}));
        return Answer { status: StatusCode::FORBIDDEN, body, headers: Vec::new() };
    }
    // GITLAB: an access value that has ended revokes nothing, and its refresh value stays good.
    let is_revocable = by_access.is_none_or(|token| !token.is_expired(visit.now));
    let id = token.id;
    if is_revocable {
        visit.world.oauth.revoke(id);
    }
    done()
}

fn done() -> Answer {
    Answer::ok(json!({}))
}

/// `GET /oauth/token/info`: what the token in use may do and for how long. Only OAuth tokens are known here.
pub(super) fn info(visit: &Visit<'_>) -> Answer {
    let header = visit.request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = header
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, value)| value.trim());
    let value =
        visit.params.string("access_token").or(bearer).or_else(|| visit.params.string("bearer_token"));
    let token = value.and_then(|value| visit.world.oauth.by_access(value));
    let Some(token) = token.filter(|token| !token.revoked && !token.is_expired(visit.now)) else {
        return Fault::BadToken.answer();
    };
    let left = token.seconds_left(visit.now);
    Answer::ok(json!({
        "resource_owner_id": token.user_id,
        "scope": token.scopes,
        "expires_in": left,
        "application": {"uid": token.client_id},
        "created_at": token.created_at.timestamp(),
        "scopes": token.scopes,
        "expires_in_seconds": left,
    }))
}
