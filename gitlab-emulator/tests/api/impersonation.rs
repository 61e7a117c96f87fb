//! Impersonation tokens of a user.

use serde_json::json;

use crate::asking::Lab;

#[test]
fn an_administrator_lists_makes_reads_and_revokes_them() {
    let mut lab = Lab::empty("18.11");
    let path = format!("/users/{}/impersonation_tokens", lab.id("ann"));
    let wish = json!({"name": "helping", "scopes": ["api"], "expires_at": lab.day(30)});
    let made = lab.send("root", "POST", &path, &wish);
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(made.body["impersonation"], true);
    assert!(made.body["token"].as_str().is_some_and(|token| token.starts_with("glpat-")));

    let one = format!("{path}/{}", made.body["id"]);
    assert_eq!(lab.get("root", &one).body["name"], "helping");
    assert_eq!(lab.get("root", &path).rows().len(), 1);
    assert_eq!(lab.ask("root", "DELETE", &one).status, 204);
    assert_eq!(lab.ask("root", "DELETE", &one).status, 204);
    assert_eq!(lab.get("root", &one).body["revoked"], true);
    assert_eq!(lab.get("root", &format!("{path}?state=active")).rows().len(), 0);
    assert_eq!(lab.get("root", &format!("{path}?state=inactive")).rows().len(), 1);
    assert_eq!(lab.get("root", &format!("{path}?state=all")).rows().len(), 1);
    lab.get("root", &format!("{path}?state=dead")).objects(400, "state does not have a valid value");
}

#[test]
fn others_are_refused_and_unknown_users_and_tokens_are_named() {
    let mut lab = Lab::empty("18.11");
    let path = format!("/users/{}/impersonation_tokens", lab.id("ann"));
    lab.get("", &path).says(401, "401 Unauthorized");
    lab.get("ann", &path).says(403, "403 Forbidden");
    lab.get("root", "/users/9999/impersonation_tokens").says(404, "404 User Not Found");
    lab.get("root", &format!("{path}/9999")).says(404, "404 Impersonation Token Not Found");
    // A personal token of the same user is none of these.
    let personal = lab.token_id("ann");
    lab.ask("root", "DELETE", &format!("{path}/{personal}")).says(404, "404 Impersonation Token Not Found");
}

#[test]
fn a_removal_is_refused_when_the_token_changed_since_the_client_looked() {
    let mut lab = Lab::empty("18.11");
    let root = lab.secret("root");
    let (user, id) = (lab.id("impersonation"), lab.token_id("impersonation"));
    let path = format!("/api/v4/users/{user}/impersonation_tokens/{id}");
    let mut since = |moment: &str| {
        lab.raw("DELETE", &path, &[("private-token", root.as_str()), ("if-unmodified-since", moment)], "")
    };
    since("Wed, 01 Jan 2020 00:00:00 GMT").says(412, "412 Precondition Failed");
    assert_eq!(since("Tue, 01 Jan 2030 00:00:00 GMT").status, 204);
}

#[test]
fn faults_come_by_field_and_there_is_no_default_end() {
    let mut lab = Lab::empty("18.11");
    let path = format!("/users/{}/impersonation_tokens", lab.id("ann"));
    lab.send("root", "POST", &path, &json!({"scopes": ["api"]})).objects(400, "name is missing");
    let reply = lab.send("root", "POST", &path, &json!({"name": "x"}));
    reply.is(400, &json!({"message": {"scopes": ["can't be blank"], "expires_at": ["can't be blank"]}}));
    let wish = json!({"name": "", "scopes": ["all"], "expires_at": lab.day(30)});
    let reply = lab.send("root", "POST", &path, &wish);
    let faults = json!({"name": ["can't be blank"], "scopes": ["can only contain available scopes"]});
    reply.is(400, &json!({"message": faults}));
    let far = json!({"name": "x", "scopes": ["api"], "expires_at": lab.day(366)});
    let text = format!("must be before {}", lab.day(365));
    lab.send("root", "POST", &path, &far).is(400, &json!({"message": {"expires_at": [text]}}));
}

#[test]
fn they_are_rotated_by_their_id_and_stay_what_they_are() {
    let mut lab = Lab::empty("18.11");
    let id = lab.token_id("impersonation");
    let rotated = lab.ask("root", "POST", &format!("/personal_access_tokens/{id}/rotate"));
    assert_eq!(rotated.status, 200, "{}", rotated.text);
    assert_eq!(rotated.body.get("impersonation"), None, "the answer has the personal form");
    let path = format!("/users/{}/impersonation_tokens/{}", lab.id("impersonation"), rotated.body["id"]);
    assert_eq!(lab.get("root", &path).body["active"], true);
}
