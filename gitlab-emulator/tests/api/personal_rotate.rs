//! Rotating personal tokens, and what comes of using an old value again.

use gitlab_emulator::{Options, Settings, WorldChoice};
use serde_json::{Value, json};

use crate::asking::{Lab, options};

const OWN: &str = "/personal_access_tokens/self/rotate";

#[test]
fn rotating_keeps_everything_but_id_value_and_end() {
    let mut lab = Lab::empty("18.11");
    let path = format!("/users/{}/personal_access_tokens", lab.id("dev"));
    let wish =
        json!({"name": "x", "description": "d", "scopes": ["api", "read_user"], "expires_at": lab.day(90)});
    let old = lab.send("root", "POST", &path, &wish);
    let new = lab.ask("dev", "POST", &format!("/personal_access_tokens/{}/rotate", old.body["id"]));
    assert_eq!(new.status, 200, "{}", new.text);
    for same in ["name", "description", "scopes", "user_id"] {
        assert_eq!(new.body[same], old.body[same], "{same}");
    }
    assert!(new.body["id"].as_u64() > old.body["id"].as_u64());
    assert_ne!(new.body["token"], old.body["token"]);
    assert_eq!(new.body["expires_at"], json!(lab.day(7)), "a week, not the old length");
    assert_eq!(new.body["last_used_at"], Value::Null);
    let before = lab.get("dev", &format!("/personal_access_tokens/{}", old.body["id"]));
    assert_eq!(before.body["revoked"], true);
}

#[test]
fn the_end_can_be_chosen_within_the_limit() {
    let mut lab = Lab::empty("18.11");
    let (id, _) = lab.made("dev", "x", &["api"], 9);
    let path = format!("/personal_access_tokens/{id}/rotate");
    lab.send("dev", "POST", &path, &json!({"expires_at": "never"})).objects(400, "expires_at is invalid");
    let text = format!("400 Bad request - Expiration date must be before {}", lab.day(365));
    lab.send("dev", "POST", &path, &json!({"expires_at": lab.day(366)})).says(400, &text);
    let wish = json!({"expires_at": lab.day(365)});
    assert_eq!(lab.send("dev", "POST", &path, &wish).body["expires_at"], json!(lab.day(365)));
}

#[test]
fn without_enforcement_a_rotated_token_never_ends() {
    let settings = Settings { enforce_expiry: false, ..Settings::default() };
    let mut lab = Lab::with(Options { settings, ..options("18.11", WorldChoice::Empty) });
    let (id, _) = lab.made("dev", "x", &["api"], 9);
    let reply = lab.ask("dev", "POST", &format!("/personal_access_tokens/{id}/rotate"));
    assert_eq!(reply.body["expires_at"], Value::Null);
}

#[test]
fn before_16_6_the_wish_for_an_end_is_ignored() {
    let mut lab = Lab::empty("16.0");
    let (id, _) = lab.made("dev", "x", &["api"], 9);
    let path = format!("/personal_access_tokens/{id}/rotate");
    let wish = json!({"expires_at": lab.day(100)});
    assert_eq!(lab.send("dev", "POST", &path, &wish).body["expires_at"], json!(lab.day(7)));
}

#[test]
fn a_revoked_token_cannot_be_rotated_and_an_expired_one_can() {
    let mut lab = Lab::empty("18.11");
    let rotate = |lab: &mut Lab, who: &str| {
        let id = lab.token_id(who);
        lab.ask("root", "POST", &format!("/personal_access_tokens/{id}/rotate"))
    };
    rotate(&mut lab, "revoked").says(400, "400 Bad request - Token already revoked");
    assert_eq!(rotate(&mut lab, "expired").status, 200);
}

#[test]
fn others_tokens_are_not_ones_to_rotate() {
    let mut lab = Lab::empty("18.11");
    let (id, _) = lab.made("dev", "x", &["api"], 9);
    lab.ask("ann", "POST", &format!("/personal_access_tokens/{id}/rotate")).says(401, "401 Unauthorized");
    lab.ask("ann", "POST", "/personal_access_tokens/9999/rotate").says(401, "401 Unauthorized");
    lab.ask("root", "POST", "/personal_access_tokens/9999/rotate").says(404, "404 Not Found");
    assert_eq!(lab.ask("reader", "POST", &format!("/personal_access_tokens/{id}/rotate")).status, 403);
}

#[test]
fn a_token_rotates_itself_with_api_or_self_rotate() {
    let mut lab = Lab::demo("18.11");
    for who in ["dev", "self_rotate", "impersonation", "project_bot", "group_bot"] {
        let reply = lab.send(who, "POST", OWN, &json!({"expires_at": lab.day(20)}));
        assert_eq!(reply.status, 200, "{who}: {}", reply.text);
        assert_eq!(reply.body.get("access_level"), None, "{who}: the personal form");
        let new = reply.body["token"].as_str().unwrap_or_default().to_owned();
        let seen = lab.send_with(&new, "GET", "/personal_access_tokens/self", &Value::Null);
        assert_eq!(seen.body["id"], reply.body["id"], "{who}");
        assert_eq!(lab.get(who, "/personal_access_tokens/self").status, 401, "{who}: the old value is dead");
    }
    assert_eq!(lab.ask("repository", "POST", OWN).status, 403);
    lab.ask("", "POST", OWN).says(401, "401 Unauthorized");
}

#[test]
fn repeating_a_self_rotation_with_the_old_value_kills_the_new_one_too() {
    let mut lab = Lab::empty("18.11");
    let old = lab.secret("dev");
    let mut newest = old.clone();
    for _ in 0..3 {
        let reply = lab.send_with(&newest, "POST", OWN, &Value::Null);
        reply.body["token"].as_str().unwrap_or_default().clone_into(&mut newest);
    }
    // Reading with a dead value harms nobody; asking to rotate with it does.
    assert_eq!(lab.send_with(&old, "GET", "/user", &Value::Null).status, 401);
    assert_eq!(lab.send_with(&newest, "GET", "/user", &Value::Null).status, 200);
    let again = lab.send_with(&old, "POST", OWN, &Value::Null);
    assert!(again.status == 401 && again.text.contains("Token was revoked"), "{}", again.text);
    assert!(lab.send_with(&newest, "GET", "/user", &Value::Null).text.contains("Token was revoked"));
}

#[test]
fn rotating_a_revoked_token_by_id_with_a_good_one_kills_nothing() {
    let mut lab = Lab::empty("18.11");
    let (id, _) = lab.made("dev", "x", &["api"], 9);
    let path = format!("/personal_access_tokens/{id}/rotate");
    let new = lab.ask("dev", "POST", &path);
    assert_eq!(lab.ask("dev", "POST", &path).status, 400);
    let successor = lab.get("dev", &format!("/personal_access_tokens/{}", new.body["id"]));
    assert_eq!(successor.body["active"], true);
}

#[test]
fn before_16_3_a_used_up_value_harmed_nobody() {
    let mut lab = Lab::empty("16.2");
    let old = lab.secret("dev");
    let path = format!("/personal_access_tokens/{}/rotate", lab.token_id("dev"));
    let new = lab.send_with(&old, "POST", &path, &Value::Null);
    let value = new.body["token"].as_str().unwrap_or_default().to_owned();
    assert_eq!(lab.send_with(&old, "POST", &path, &Value::Null).status, 401);
    assert_eq!(lab.send_with(&value, "GET", "/user", &Value::Null).status, 200);
}
