//! How a request is signed, and every way it can be turned away before an endpoint runs.

use chrono::TimeDelta;
use gitlab_emulator::{Settings, WorldChoice};
use serde_json::{Value, json};

use crate::asking::{Lab, options};

const SELF: &str = "/api/v4/personal_access_tokens/self";

#[test]
fn a_token_is_accepted_in_either_header_and_as_a_parameter() {
    let mut lab = Lab::empty("18.11");
    let secret = lab.secret("ann");
    let bearer = format!("Bearer {secret}");
    for headers in [
        [("private-token", secret.as_str())],
        [("authorization", bearer.as_str())],
        [("PRIVATE-TOKEN", secret.as_str())],
    ] {
        let reply = lab.raw("GET", SELF, &headers, "");
        assert_eq!(reply.body["user_id"], json!(lab.id("ann")), "{}", reply.text);
    }
    for name in ["private_token", "access_token"] {
        let reply = lab.raw("GET", &format!("{SELF}?{name}={secret}"), &[], "");
        assert_eq!(reply.status, 200, "{name}: {}", reply.text);
    }
    let both = lab.raw("GET", &format!("{SELF}?access_token={secret}"), &[("authorization", &bearer)], "");
    assert_eq!((both.status, &both.body["error"]), (400, &json!("invalid_request")));
}

#[test]
fn nobody_and_an_unknown_value_are_told_the_same() {
    let mut lab = Lab::empty("18.11");
    lab.get("", "/personal_access_tokens/self").says(401, "401 Unauthorized");
    lab.send_with("glpat-unknown", "GET", "/user", &Value::Null).says(401, "401 Unauthorized");
    lab.send_with("glpat-unknown", "GET", "/projects", &Value::Null).says(401, "401 Unauthorized");
    lab.raw("GET", SELF, &[("authorization", "Basic YW5uOmFubg==")], "").says(401, "401 Unauthorized");
}

#[test]
fn an_expired_and_a_revoked_token_are_told_apart_and_expired_comes_first() {
    let mut lab = Lab::empty("18.11");
    let expired = lab.get("expired", "/user");
    let text = "Token is expired. You can either do re-authorization or token refresh.";
    expired.is(401, &json!({"error": "invalid_token", "error_description": text}));
    let revoked = lab.get("revoked", "/user");
    let text = "Token was revoked. You have to re-authorize from the user.";
    revoked.is(401, &json!({"error": "invalid_token", "error_description": text}));
    assert_eq!(
        revoked.header("www-authenticate"),
        Some(
            format!("Bearer realm=\"Protected by OAuth 2.0\", error=\"invalid_token\", error_description=\"{text}\"")
                .as_str()
        ),
    );
    lab.pass(TimeDelta::days(350));
    assert!(lab.get("revoked", "/user").text.contains("Token is expired"));
}

#[test]
fn a_token_dies_at_midnight_utc_at_the_start_of_its_last_date() {
    let mut lab = Lab::empty("18.11");
    let (_, secret) = lab.made("ann", "ends tomorrow", &["api"], 1);
    let midnight = (lab.now + TimeDelta::days(1)).date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    lab.now = midnight - TimeDelta::milliseconds(1);
    assert_eq!(lab.send_with(&secret, "GET", "/user", &Value::Null).status, 200);
    lab.now = midnight;
    assert_eq!(lab.send_with(&secret, "GET", "/user", &Value::Null).status, 401);
}

#[test]
fn a_scope_that_is_too_small_is_a_403_that_names_the_scopes_which_suffice() {
    let mut lab = Lab::empty("18.11");
    let reply = lab.ask("reader", "POST", "/personal_access_tokens/self/rotate");
    assert_eq!(reply.status, 403);
    assert_eq!(reply.body["error"], "insufficient_scope");
    let text = "The request requires higher privileges than provided by the access token.";
    assert_eq!(reply.body["error_description"], text);
    assert_eq!(reply.body["scope"], "self_rotate api read_api");
    for (who, path, status) in [
        ("reader", "/personal_access_tokens", 200),
        ("reader", "/user", 200),
        ("read_user", "/user", 200),
        ("read_user", "/metadata", 200),
        ("read_user", "/users", 200),
        ("read_user", "/projects", 403),
        ("read_user", "/personal_access_tokens", 403),
        ("repository", "/user", 403),
        ("repository", "/metadata", 403),
        ("repository", "/personal_access_tokens/self", 200),
        ("self_rotate", "/personal_access_tokens/self", 200),
        ("self_rotate", "/personal_access_tokens/self/associations", 200),
    ] {
        assert_eq!(lab.get(who, path).status, status, "{who} {path}");
    }
}

#[test]
fn a_blocked_user_is_told_so() {
    let mut lab = Lab::empty("18.11");
    lab.get("blocked", "/user").says(403, "403 Forbidden - Your account has been blocked.");
    lab.get("blocked", "/personal_access_tokens/self")
        .says(403, "403 Forbidden - Your account has been blocked.");
    lab.get("deactivated", "/user").says(
        403,
        "403 Forbidden - Your account has been deactivated by your administrator. Please log back in from a web \
         browser to reactivate your account at http://gitlab.example.com",
    );
}

#[test]
fn an_impersonation_token_works_only_while_impersonation_is_switched_on() {
    let mut lab = Lab::empty("18.11");
    assert_eq!(lab.get("impersonation", "/user").status, 200);
    let settings = Settings { impersonation_enabled: false, ..Settings::default() };
    let mut lab = Lab::with(gitlab_emulator::Options { settings, ..options("18.11", WorldChoice::Empty) });
    let reply = lab.get("impersonation", "/user");
    let text = "Token is an impersonation token but impersonation was disabled.";
    reply.is(401, &json!({"error": "invalid_token", "error_description": text}));
}

#[test]
fn with_admin_mode_an_administrator_needs_its_scope() {
    let settings = Settings { admin_mode: true, ..Settings::default() };
    let mut lab = Lab::with(gitlab_emulator::Options { settings, ..options("18.11", WorldChoice::Empty) });
    let (_, plain) = lab.made("root", "without admin mode", &["api"], 30);
    let path = format!("/users/{}/impersonation_tokens", lab.id("ann"));
    assert_eq!(lab.get("root", &path).status, 200);
    lab.send_with(&plain, "GET", &path, &Value::Null).says(403, "403 Forbidden");
}

#[test]
fn an_administrator_may_act_as_somebody_else_and_nobody_else_may() {
    let mut lab = Lab::empty("18.11");
    let root = lab.secret("root");
    let ann = lab.secret("ann");
    let mut sudo = |secret: &str, who: &str| {
        lab.raw("GET", "/api/v4/user", &[("private-token", secret), ("sudo", who)], "")
    };
    assert_eq!(sudo(&root, "dev").body["username"], "dev");
    sudo(&root, "nobody").says(404, "404 User with ID or username 'nobody' Not Found");
    sudo(&ann, "dev").says(403, "403 Forbidden - Must be admin to use sudo");
}

#[test]
fn signing_in_comes_before_parameters_and_an_unknown_route_before_both() {
    let mut lab = Lab::empty("18.11");
    lab.get("", "/personal_access_tokens?state=wrong").says(401, "401 Unauthorized");
    lab.get("ann", "/personal_access_tokens?state=wrong").objects(400, "state does not have a valid value");
    lab.get("", "/no_such_thing").objects(404, "404 Not Found");
    lab.ask("", "PATCH", "/personal_access_tokens").objects(405, "405 Not Allowed");
    let path = format!("/users/{}/personal_access_tokens", lab.id("ann"));
    lab.send("dev", "POST", &path, &json!({})).says(403, "403 Forbidden");
}

#[test]
fn use_is_noted_at_most_every_ten_minutes_with_at_most_five_addresses() {
    let mut lab = Lab::empty("18.11");
    let used = |lab: &mut Lab, address: &str| {
        let secret = lab.secret("ann");
        let headers = [("private-token", secret.as_str()), ("x-forwarded-for", address)];
        lab.raw("GET", SELF, &headers, "").body
    };
    let first = used(&mut lab, "198.51.100.1")["last_used_at"].clone();
    lab.pass(TimeDelta::minutes(9));
    assert_eq!(used(&mut lab, "198.51.100.1")["last_used_at"], first);
    lab.pass(TimeDelta::minutes(1));
    assert_ne!(used(&mut lab, "198.51.100.1")["last_used_at"], first);
    for number in 2..=6 {
        used(&mut lab, &format!("198.51.100.{number}"));
    }
    let addresses = used(&mut lab, "198.51.100.6")["last_used_ips"].clone();
    let expected: Vec<String> = (2..=6).map(|number| format!("198.51.100.{number}")).collect();
    assert_eq!(addresses, json!(expected));
}

#[test]
fn a_throttled_client_is_answered_in_plain_text() {
    let settings = Settings { requests_per_minute: Some(2), ..Settings::default() };
    let mut lab = Lab::with(gitlab_emulator::Options { settings, ..options("18.11", WorldChoice::Empty) });
    assert_eq!(lab.get("ann", "/user").status, 200);
    assert_eq!(lab.get("ann", "/user").status, 200);
    let reply = lab.get("ann", "/user");
    assert_eq!((reply.status, reply.text.as_str()), (429, "Retry later\n"));
    assert_eq!(reply.header("content-type"), Some("text/plain"));
    assert!(reply.header("retry-after").is_some());
    assert_eq!(lab.get("dev", "/user").status, 200, "each credential has its own count");
    lab.pass(TimeDelta::minutes(1));
    assert_eq!(lab.get("ann", "/user").status, 200);
}
