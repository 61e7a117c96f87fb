//! What an OAuth token opens, and what only an access token of the table does.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::asking::Lab;

#[test]
fn an_access_value_acts_for_its_person_within_its_scopes() {
    let mut lab = Lab::empty("18.11");
    let (api, _) = lab.signed_in("ann", "api");
    let (reads, _) = lab.signed_in("dev", "read_api");
    let (user, _) = lab.signed_in("dev", "read_user");
    let own = "/user/personal_access_tokens";
    for (access, method, path, status) in [
        (&api, "GET", "/user", 200),
        (&api, "GET", "/personal_access_tokens", 200),
        (&api, "POST", own, 400),
        (&reads, "GET", "/personal_access_tokens", 200),
        (&reads, "POST", own, 403),
        (&user, "GET", "/user", 200),
        (&user, "GET", "/personal_access_tokens", 403),
        (&api, "GET", "/deploy_tokens", 403),
    ] {
        assert_eq!(lab.with_access(access, method, path).status, status, "{method} {path}");
    }
    assert_eq!(lab.with_access(&api, "GET", "/user").body["username"], "ann");
    let narrow = lab.with_access(&user, "GET", "/personal_access_tokens");
    assert_eq!(narrow.body["error"], "insufficient_scope");
    let body = json!({"name": "made by OAuth", "scopes": ["k8s_proxy"], "expires_at": lab.day(3)});
    assert_eq!(lab.send_with(&api, "POST", own, &body).status, 201);
}

#[test]
fn an_administrators_application_is_one_too() {
    let mut lab = Lab::empty("18.11");
    let (access, _) = lab.signed_in("root", "api");
    assert_eq!(lab.with_access(&access, "GET", "/deploy_tokens").status, 200);
}

#[test]
fn an_access_value_ends_after_two_hours_and_says_so() {
    let mut lab = Lab::empty("18.11");
    let (access, _) = lab.signed_in("ann", "api");
    lab.pass(TimeDelta::seconds(7200));
    assert_eq!(lab.with_access(&access, "GET", "/user").status, 200);
    lab.pass(TimeDelta::milliseconds(1));
    let dead = lab.with_access(&access, "GET", "/user");
    let text = "Token is expired. You can either do re-authorization or token refresh.";
    dead.is(401, &json!({"error": "invalid_token", "error_description": text}));
    let told = format!(
        "Bearer realm=\"Protected by OAuth 2.0\", error=\"invalid_token\", error_description=\"{text}\""
    );
    assert_eq!(dead.header("www-authenticate"), Some(told.as_str()));
}

#[test]
fn what_is_for_access_tokens_of_the_table_is_not_for_an_oauth_token() {
    let mut lab = Lab::empty("18.11");
    let (api, _) = lab.signed_in("ann", "api");
    let (reads, _) = lab.signed_in("ann", "read_api");
    let wrong_kind = "400 Bad request - This endpoint requires token type to be a personal access token";
    for access in [&api, &reads] {
        for (method, path) in [("GET", ""), ("GET", "/associations?min_access_level=x"), ("DELETE", "")] {
            let path = format!("/personal_access_tokens/self{path}");
            lab.with_access(access, method, &path).says(400, wrong_kind);
        }
    }
    let rotate = "/personal_access_tokens/self/rotate";
    lab.with_access(&api, "POST", rotate).says(405, "405 Method Not Allowed");
    assert_eq!(lab.with_access(&reads, "POST", rotate).body["error"], "insufficient_scope");
    assert_eq!(lab.get("ann", "/personal_access_tokens/self").status, 200, "nothing was revoked");
}

#[test]
fn an_oauth_token_is_no_row_among_the_access_tokens() {
    let mut lab = Lab::empty("18.11");
    let count = |lab: &mut Lab| lab.get("root", "/personal_access_tokens?per_page=100").rows().len();
    let before = count(&mut lab);
    lab.signed_in("ann", "api");
    assert_eq!(count(&mut lab), before);
}

#[test]
fn the_value_belongs_in_the_bearer_header_and_a_refresh_value_opens_nothing() {
    let mut lab = Lab::empty("18.11");
    let (access, refresh) = lab.signed_in("ann", "api");
    let user = "/api/v4/user";
    assert_eq!(lab.raw("GET", &format!("{user}?access_token={access}"), &[], "").status, 200);
    for header in ["private-token", "job-token"] {
        lab.raw("GET", user, &[(header, &access)], "").says(401, "401 Unauthorized");
    }
    lab.with_access(&refresh, "GET", "/user").says(401, "401 Unauthorized");
    lab.with_access(&"0".repeat(64), "GET", "/user").says(401, "401 Unauthorized");
}

#[test]
fn a_person_who_is_blocked_meanwhile_takes_the_application_along() {
    let mut lab = Lab::empty("18.11");
    let (access, _) = lab.signed_in("dev", "api");
    let path = format!("/users/{}/block", lab.id("dev"));
    assert_eq!(lab.send("root", "POST", &path, &Value::Null).status, 201);
    lab.with_access(&access, "GET", "/user").says(403, "403 Forbidden - Your account has been blocked.");
}
