//! Ending a token, and asking what is left of it.

use chrono::TimeDelta;
use gitlab_emulator::{Application, Options, WorldChoice};
use serde_json::json;

use super::{CALLBACK, CLIENT};
use crate::asking::{Lab, options};

const REVOKE: &str = "/oauth/revoke";
const INFO: &str = "/oauth/token/info";

#[test]
fn either_value_ends_both() {
    for hint in [None, Some("access_token"), Some("refresh_token")] {
        for by_refresh in [false, true] {
            let mut lab = Lab::empty("18.11");
            let (access, refresh) = lab.signed_in("ann", "api");
            let value = if by_refresh { &refresh } else { &access };
            let mut pairs = vec![("token", value.as_str()), ("client_id", CLIENT)];
            pairs.extend(hint.map(|hint| ("token_type_hint", hint)));
            let reply = lab.post(REVOKE, &pairs);
            reply.is(200, &json!({}));
            // The hint `refresh_token` is taken at its word.
            let lives = hint == Some("refresh_token") && !by_refresh;
            let dead = lab.with_access(&access, "GET", "/user");
            assert_eq!(dead.status, if lives { 200 } else { 401 }, "{hint:?} {by_refresh}");
            assert_eq!(lives, !dead.text.contains("Token was revoked"), "{}", dead.text);
            assert_eq!(
                lab.refreshed(&refresh, &[]).status,
                if lives { 200 } else { 400 },
                "{hint:?} {by_refresh}"
            );
        }
    }
}

#[test]
fn an_access_value_that_has_ended_takes_nothing_along_but_the_refresh_value_does() {
    let mut lab = Lab::empty("18.11");
    let (access, refresh) = lab.signed_in("ann", "api");
    lab.pass(TimeDelta::seconds(7201));
    lab.post(REVOKE, &[("token", &access), ("client_id", CLIENT)]).is(200, &json!({}));
    let (_, refresh) = super::values(&lab.refreshed(&refresh, &[]));
    lab.pass(TimeDelta::seconds(7201));
    lab.post(REVOKE, &[("token", &refresh), ("client_id", CLIENT)]).is(200, &json!({}));
    assert_eq!(lab.refreshed(&refresh, &[]).status, 400);
}

#[test]
fn revoking_twice_or_nothing_is_no_fault_and_revoking_for_others_is() {
    let other = Application::new("other-client", "Other", vec![CALLBACK.to_owned()]);
    let applications = vec![Application::example(), other];
    let mut lab = Lab::with(Options { applications, ..options("18.11", WorldChoice::Empty) });
    let (access, _) = lab.signed_in("ann", "api");
    for client in ["other-client", "unknown", ""] {
        let reply = lab.post(REVOKE, &[("token", &access), ("client_id", client)]);
        let text = "You are not authorized to revoke this token";
        reply.is(403, &json!({"error": "unauthorized_client", "error_description": text}));
    }
    assert_eq!(lab.with_access(&access, "GET", "/user").status, 200);
    for value in [access.as_str(), access.as_str(), "unknown", ""] {
        lab.post(REVOKE, &[("token", value), ("client_id", CLIENT)]).is(200, &json!({}));
    }
    let headers = [("origin", "https://page.example"), ("content-type", "application/x-www-form-urlencoded")];
    let reply = lab.raw("POST", REVOKE, &headers, "token=unknown");
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (200, Some("*")));
}

#[test]
fn the_token_in_use_can_be_looked_at_until_it_ends() {
    let mut lab = Lab::empty("18.11");
    let (access, _) = lab.signed_in("ann", "api read_user");
    let created_at = lab.now.timestamp();
    lab.pass(TimeDelta::seconds(100));
    let expected = json!({
        "resource_owner_id": lab.id("ann"), "scope": ["api", "read_user"], "expires_in": 7100,
        "application": {"uid": CLIENT}, "created_at": created_at, "scopes": ["api", "read_user"],
        "expires_in_seconds": 7100,
    });
    let bearer = format!("Bearer {access}");
    let signed = [("authorization", bearer.as_str()), ("origin", "https://page.example")];
    let reply = lab.raw("GET", INFO, &signed, "");
    reply.is(200, &expected);
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    lab.raw("GET", &format!("{INFO}?access_token={access}"), &[], "").is(200, &expected);

    lab.pass(TimeDelta::seconds(7101));
    let text = json!({
        "error": "invalid_token", "error_description": "The access token is invalid", "state": "unauthorized",
    });
    let ended = lab.raw("GET", INFO, &signed, "");
    ended.is(401, &text);
    let personal = format!("Bearer {}", lab.secret("ann"));
    lab.raw("GET", INFO, &[("authorization", &personal)], "").is(401, &text);
    lab.raw("GET", INFO, &[], "").is(401, &text);
}
