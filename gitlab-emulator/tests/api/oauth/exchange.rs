//! Codes and refresh values become tokens, once.

use chrono::TimeDelta;
use gitlab_emulator::{Application, Options, WorldChoice};
use serde_json::{Value, json};

use super::{BAD_CLIENT, BAD_GRANT, CALLBACK, CHALLENGE, CLIENT, VERIFIER, WISH, values, with};
use crate::asking::{Lab, Reply, options};

const OTHER: &str = "other-client";

/// A world with a second application, which has the same address.
fn lab() -> Lab {
    let second =
        Application::new(OTHER, "Other", vec![CALLBACK.to_owned(), "https://app.example/a".to_owned()]);
    let applications = vec![Application::example(), second];
    Lab::with(Options { applications, ..options("18.11", WorldChoice::Empty) })
}

#[track_caller]
fn refuses(reply: &Reply, status: u16, error: &str, description: &str) {
    reply.is(status, &json!({"error": error, "error_description": description}));
    let told = format!("Bearer realm=\"Doorkeeper\", error=\"{error}\", error_description=\"{description}\"");
    assert_eq!(reply.header("www-authenticate"), Some(told.as_str()));
    assert_eq!(reply.header("cache-control"), Some("no-store"));
}

#[test]
fn a_code_becomes_a_token_that_is_never_kept_by_the_browser() {
    let mut lab = lab();
    let code = lab.approved("ann", &with(WISH, &[("scope", "api read_user")]));
    let reply = lab.exchanged(&code, &[]);
    let (access, refresh) = values(&reply);
    reply.is(
        200,
        &json!({
            "access_token": access, "token_type": "Bearer", "expires_in": 7200, "refresh_token": refresh,
            "scope": "api read_user", "created_at": lab.now.timestamp(),
        }),
    );
    assert_ne!(access, refresh);
    for value in [&access, &refresh] {
        assert!(value.len() == 64 && value.chars().all(|digit| digit.is_ascii_hexdigit()), "{value}");
    }
    for (name, value) in [
        ("content-type", Some("application/json; charset=utf-8")),
        ("cache-control", Some("no-store")),
        ("pragma", Some("no-cache")),
        ("etag", None),
    ] {
        assert_eq!(reply.header(name), value, "{name}");
    }
}

#[test]
fn a_json_body_and_a_client_in_the_header_will_do_as_well() {
    let mut lab = lab();
    let code = lab.approved("ann", WISH);
    let body = json!({
        "grant_type": "authorization_code", "client_id": CLIENT, "code": code, "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    });
    let reply = lab.raw("POST", "/oauth/token", &[("content-type", "application/json")], &body.to_string());
    assert_eq!(reply.status, 200, "{}", reply.text);

    let code = lab.approved("ann", &with(WISH, &[("client_id", OTHER)]));
    let pairs = [
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("authorization", "Basic b3RoZXItY2xpZW50Og=="),
    ];
    let reply = lab.raw("POST", "/oauth/token", &headers, &super::form(&pairs));
    assert_eq!(reply.status, 200, "{}", reply.text);
}

#[test]
fn a_code_is_good_once() {
    let mut lab = lab();
    let code = lab.approved("ann", WISH);
    let (access, _) = values(&lab.exchanged(&code, &[]));
    refuses(&lab.exchanged(&code, &[]), 400, "invalid_grant", BAD_GRANT);
    assert_eq!(lab.with_access(&access, "GET", "/user").status, 200);
}

#[test]
fn a_code_waits_for_ten_minutes() {
    let mut lab = lab();
    let (first, second) = (lab.approved("ann", WISH), lab.approved("ann", WISH));
    lab.pass(TimeDelta::minutes(10));
    values(&lab.exchanged(&first, &[]));
    lab.pass(TimeDelta::seconds(1));
    refuses(&lab.exchanged(&second, &[]), 400, "invalid_grant", BAD_GRANT);
}

#[test]
fn what_does_not_belong_to_the_code_is_refused_and_does_not_use_it_up() {
    let mut lab = lab();
    let code = lab.approved("ann", WISH);
    let missing = |name: &str| format!("Missing required parameter: {name}.");
    for (change, status, error, description) in [
        (("code_verifier", CHALLENGE), 400, "invalid_grant", BAD_GRANT.to_owned()),
        (("code_verifier", ""), 400, "invalid_request", missing("code_verifier")),
        (("redirect_uri", "http://127.0.0.1/"), 400, "invalid_grant", BAD_GRANT.to_owned()),
        (("redirect_uri", ""), 400, "invalid_request", missing("redirect_uri")),
        (("client_id", OTHER), 400, "invalid_grant", BAD_GRANT.to_owned()),
        (("client_id", "unknown"), 401, "invalid_client", BAD_CLIENT.to_owned()),
        (("client_id", ""), 401, "invalid_client", BAD_CLIENT.to_owned()),
        (("client_secret", "guessed"), 401, "invalid_client", BAD_CLIENT.to_owned()),
        (("code", "0"), 400, "invalid_grant", BAD_GRANT.to_owned()),
        (("code", ""), 400, "invalid_request", missing("code")),
        (("grant_type", ""), 400, "invalid_request", missing("grant_type")),
        (
            ("grant_type", "implicit"),
            400,
            "unsupported_grant_type",
            "The authorization grant type is not supported by the authorization server.".to_owned(),
        ),
    ] {
        refuses(&lab.exchanged(&code, &[change]), status, error, &description);
    }
    values(&lab.exchanged(&code, &[]));
}

#[test]
fn the_proof_may_be_the_challenge_itself_or_left_out_where_there_was_none() {
    let mut lab = lab();
    let plain = with(WISH, &[("code_challenge", VERIFIER), ("code_challenge_method", "plain")]);
    let code = lab.approved("ann", &plain);
    refuses(&lab.exchanged(&code, &[("code_verifier", CHALLENGE)]), 400, "invalid_grant", BAD_GRANT);
    values(&lab.exchanged(&code, &[]));

    let code = lab.approved("ann", &with(WISH, &[("code_challenge", ""), ("code_challenge_method", "")]));
    refuses(&lab.exchanged(&code, &[]), 400, "invalid_grant", BAD_GRANT);
    values(&lab.exchanged(&code, &[("code_verifier", "")]));
}

#[test]
fn a_refresh_gives_new_values_and_ends_both_old_ones() {
    let mut lab = lab();
    let (access, refresh) = lab.signed_in("ann", "api read_user");
    lab.pass(TimeDelta::seconds(60));
    let reply = lab.refreshed(&refresh, &[("redirect_uri", CALLBACK)]);
    let (new_access, new_refresh) = values(&reply);
    assert_eq!(reply.body["scope"], "api read_user");
    assert_eq!(
        (&reply.body["created_at"], &reply.body["expires_in"]),
        (&json!(lab.now.timestamp()), &json!(7200))
    );
    let dead = lab.with_access(&access, "GET", "/user");
    assert_eq!((dead.status, &dead.body["error"]), (401, &json!("invalid_token")));
    assert!(dead.text.contains("Token was revoked"), "{}", dead.text);
    assert_eq!(lab.with_access(&new_access, "GET", "/user").body["username"], "ann");
    refuses(&lab.refreshed(&refresh, &[]), 400, "invalid_grant", BAD_GRANT);
    values(&lab.refreshed(&new_refresh, &[]));
}

#[test]
fn a_refresh_works_long_after_the_access_value_has_ended() {
    let mut lab = lab();
    let (_, refresh) = lab.signed_in("ann", "api");
    lab.pass(TimeDelta::days(90));
    values(&lab.refreshed(&refresh, &[]));
}

#[test]
fn a_refresh_is_for_the_same_client_and_for_no_more_scopes() {
    let mut lab = lab();
    let (access, refresh) = lab.signed_in("ann", "api read_user");
    for (change, status, error, description) in [
        (("client_id", ""), 400, "invalid_grant", BAD_GRANT),
        (("client_id", OTHER), 400, "invalid_grant", BAD_GRANT),
        (("client_id", "unknown"), 401, "invalid_client", BAD_CLIENT),
        (("refresh_token", access.as_str()), 400, "invalid_grant", BAD_GRANT),
        (("refresh_token", ""), 400, "invalid_request", "Missing required parameter: refresh_token."),
        (
            ("scope", "read_api"),
            400,
            "invalid_scope",
            "The requested scope is invalid, unknown, or malformed.",
        ),
    ] {
        refuses(&lab.refreshed(&refresh, &[change]), status, error, description);
    }
    let reply = lab.refreshed(&refresh, &[("scope", "read_user")]);
    assert_eq!((reply.status, &reply.body["scope"]), (200, &json!("read_user")));
}

#[test]
fn a_page_elsewhere_can_read_every_answer_and_send_the_headers_it_needs() {
    let mut lab = lab();
    let code = lab.approved("ann", WISH);
    let headers = [("origin", "https://page.example"), ("content-type", "application/x-www-form-urlencoded")];
    let pairs = [
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
        ("code", code.as_str()),
    ];
    for status in [200, 400] {
        let reply = lab.raw("POST", "/oauth/token", &headers, &super::form(&pairs));
        assert_eq!(reply.status, status);
        for (name, value) in [
            ("access-control-allow-origin", Some("*")),
            ("access-control-allow-credentials", None),
            ("access-control-allow-methods", Some("POST, OPTIONS")),
            ("vary", Some("Origin")),
        ] {
            assert_eq!(reply.header(name), value, "{name}");
        }
    }
    assert_eq!(lab.raw("GET", "/oauth/token", &[], "").status, 404);
    let unread = lab.raw("POST", "/oauth/token", &[("content-type", "application/json")], "{");
    assert_eq!((unread.status, &unread.body["error"]), (400, &json!("invalid_request")));
    assert_eq!(unread.body["error_description"], Value::from("Missing required parameter: grant_type."));
}
