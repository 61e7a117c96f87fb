//! Service accounts and their tokens.

use serde_json::{Value, json};

use crate::asking::Lab;

#[test]
fn the_owner_of_a_top_level_group_makes_accounts_and_their_tokens() {
    let mut lab = Lab::demo("18.11");
    let path = "/groups/northlight/service_accounts";
    let group = lab.get("ann", "/groups/northlight").body["id"].clone();
    let made = lab.send("ann", "POST", path, &json!({}));
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(made.keys(), ["id", "username", "public_email", "name", "email"]);
    assert_eq!(made.body["name"], "Service account user");
    let username = made.body["username"].as_str().unwrap_or_default().to_owned();
    assert!(username.starts_with(&format!("service_account_group_{group}_")), "{username}");
    assert_eq!(made.body["email"], json!(format!("{username}@noreply.gitlab.example.com")));
    assert!(lab.get("ann", path).column("id").contains(&made.body["id"]));

    let tokens = format!("{path}/{}/personal_access_tokens", made.body["id"]);
    let wish = json!({"name": "roll out", "scopes": ["api", "read_user"], "expires_at": lab.day(60)});
    let token = lab.send("ann", "POST", &tokens, &wish);
    assert_eq!(token.status, 201, "{}", token.text);
    assert_eq!(token.body.get("access_level"), None, "the personal form");
    assert_eq!(token.body["user_id"], made.body["id"]);
    let turned = lab.ask("ann", "POST", &format!("{tokens}/{}/rotate", token.body["id"]));
    assert_eq!((turned.status, &turned.body["expires_at"]), (200, &json!(lab.day(7))));
    lab.ask("ann", "POST", &format!("{tokens}/{}/rotate", token.body["id"]))
        .says(400, "400 Bad request - Token already revoked");
    assert_eq!(lab.get("ann", &format!("{tokens}?state=active")).column("id"), [turned.body["id"].clone()]);
    let secret = turned.body["token"].as_str().unwrap_or_default().to_owned();
    assert_eq!(lab.send_with(&secret, "GET", "/user", &Value::Null).body["username"], json!(username));
    assert_eq!(lab.ask("ann", "DELETE", &format!("{tokens}/{}", turned.body["id"])).status, 204);
    lab.ask("ann", "DELETE", &format!("{tokens}/99999")).says(404, "404 Personal Access Token Not Found");

    let renamed = lab.send("ann", "PATCH", &format!("{path}/{}", made.body["id"]), &json!({"name": "Robot"}));
    assert_eq!((renamed.status, &renamed.body["name"]), (200, &json!("Robot")));
    assert_eq!(lab.ask("ann", "DELETE", &format!("{path}/{}?hard_delete=true", made.body["id"])).status, 204);
    lab.get("ann", &tokens).says(404, "404 User Not Found");
}

#[test]
fn the_newest_release_lets_the_manager_of_an_account_revoke_its_tokens_by_id() {
    for (version, status) in [("19.1", 400), ("19.5", 204)] {
        let mut lab = Lab::demo(version);
        let one = format!("/personal_access_tokens/{}", lab.token_id("service_account"));
        assert_eq!(lab.ask("dev", "DELETE", &one).status, 400);
        assert_eq!(lab.ask("ann", "DELETE", &one).status, status, "{version}");
    }
}

#[test]
fn projects_have_them_too_in_newer_releases() {
    let mut lab = Lab::demo("18.11");
    let path = "/projects/northlight%2Fcatalogue/service_accounts";
    let made = lab.send("ann", "POST", path, &json!({"name": "Ship", "username": "ship-robot"}));
    assert_eq!((made.status, &made.body["username"]), (201, &json!("ship-robot")));
    lab.send("ann", "POST", path, &json!({"username": "SHIP-robot"}))
        .says(400, "Username has already been taken");
    Lab::demo("17.11").get("ann", path).objects(404, "404 Not Found");
}

#[test]
fn those_of_the_instance_are_for_administrators() {
    let mut lab = Lab::demo("18.11");
    assert_eq!(lab.get("root", "/service_accounts").column("name"), ["Release robot"]);
    lab.get("ann", "/service_accounts").says(403, "403 Forbidden");
    lab.get("", "/service_accounts").says(401, "401 Unauthorized");
    let made = lab.ask("root", "POST", "/service_accounts");
    let path = format!("/users/{}/personal_access_tokens", made.body["id"]);
    let token = lab.send("root", "POST", &path, &json!({"name": "x", "scopes": ["api"]}));
    assert_eq!(token.status, 201, "{}", token.text);
}

#[test]
fn others_are_refused() {
    let mut lab = Lab::demo("18.11");
    lab.get("", "/groups/northlight/service_accounts").says(401, "401 Unauthorized");
    lab.get("dev", "/groups/northlight/service_accounts").says(403, "403 Forbidden");
    lab.get("ann", "/groups/northlight%2Fplatform/service_accounts").says(403, "403 Forbidden");
    lab.get("ann", "/groups/nowhere/service_accounts").says(404, "404 Group Not Found");
    let someone = format!("/groups/northlight/service_accounts/{}/personal_access_tokens", lab.id("dev"));
    lab.get("ann", &someone).says(404, "404 User Not Found");
}

#[test]
fn the_inventory_of_gitlab_com_is_nowhere_else() {
    let mut lab = Lab::demo("19.5");
    lab.get("ann", "/groups/northlight/manage/resource_access_tokens").says(404, "404 Not Found");
    Lab::demo("16.11").get("ann", "/groups/1/manage/personal_access_tokens").objects(404, "404 Not Found");
}
