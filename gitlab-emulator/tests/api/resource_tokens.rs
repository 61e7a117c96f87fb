//! Project and group access tokens: the table of statuses, and the life of one.

use serde_json::{Value, json};

use crate::asking::{Lab, Reply};

/// A project of the first group, a project of the group that forbids new tokens, and the groups.
const PROJECT: &str = "/projects/northlight%2Fcatalogue/access_tokens";
const GROUP: &str = "/groups/northlight/access_tokens";
const CLOSED: &str = "/projects/fieldwork%2Fdriver-app/access_tokens";
const CLOSED_GROUP: &str = "/groups/fieldwork/access_tokens";

fn wish(lab: &Lab) -> Value {
    json!({"name": "ship it", "scopes": ["read_api"], "access_level": 30, "expires_at": lab.day(30)})
}

/// Makes one as the administrator.
fn made(lab: &mut Lab, path: &str, role: u8) -> Reply {
    let mut wish = wish(lab);
    wish["access_level"] = json!(role);
    let reply = lab.send("root", "POST", path, &wish);
    assert_eq!(reply.status, 201, "{}", reply.text);
    reply
}

#[test]
fn a_token_lives_from_creation_over_rotation_to_revocation() {
    for (path, kind, place) in
        [(PROJECT, "project", "/projects/northlight%2Fcatalogue"), (GROUP, "group", "/groups/northlight")]
    {
        let mut lab = Lab::demo("19.5");
        let place_id = lab.get("ann", place).body["id"].clone();
        let made = lab.send("ann", "POST", path, &wish(&lab));
        assert_eq!(made.status, 201, "{}", made.text);
        assert_eq!((&made.body["access_level"], &made.body["resource_type"]), (&json!(30), &json!(kind)));
        assert_eq!(made.body["resource_id"], place_id);
        let bot = lab.get("root", &format!("/users/{}", made.body["user_id"]));
        assert_eq!((&bot.body["bot"], &bot.body["name"]), (&json!(true), &json!("ship it")));
        let username = bot.body["username"].as_str().unwrap_or_default().to_owned();
        assert!(username.starts_with(&format!("{kind}_{place_id}_bot_")), "{username}");

        let one = format!("{path}/{}", made.body["id"]);
        assert_eq!(lab.get("ann", &one).body["name"], "ship it");
        let turned = lab.send("ann", "POST", &format!("{one}/rotate"), &json!({"expires_at": lab.day(60)}));
        assert_eq!(turned.status, 200, "{}", turned.text);
        assert_eq!(turned.body["user_id"], made.body["user_id"], "the bot stays");
        assert_eq!(turned.body["access_level"], 30);
        lab.ask("ann", "POST", &format!("{one}/rotate")).says(400, "400 Bad request - Token already revoked");

        let new = format!("{path}/{}", turned.body["id"]);
        assert_eq!(lab.ask("ann", "DELETE", &new).status, 204);
        assert_eq!(lab.ask("ann", "DELETE", &new).status, 204);
        assert_eq!(lab.get("ann", &new).body["revoked"], true, "the row stays");
        let found = lab.get("ann", &format!("{path}?revoked=true&search=ship&sort=id_desc"));
        assert_eq!(found.column("id"), [turned.body["id"].clone(), made.body["id"].clone()]);
    }
}

#[test]
fn an_unknown_or_hidden_place_is_a_404_that_names_its_kind() {
    let mut lab = Lab::demo("18.11");
    let wish = wish(&lab);
    for (who, path, text) in [
        ("ann", "/projects/nowhere/access_tokens", "404 Project Not Found"),
        ("ann", "/groups/nowhere/access_tokens", "404 Group Not Found"),
        ("guest", CLOSED, "404 Project Not Found"),
        ("guest", CLOSED_GROUP, "404 Group Not Found"),
    ] {
        lab.get(who, path).says(404, text);
        lab.get(who, &format!("{path}/1")).says(404, text);
        lab.send(who, "POST", path, &wish).says(404, text);
        lab.ask(who, "POST", &format!("{path}/1/rotate")).says(404, text);
        lab.ask(who, "DELETE", &format!("{path}/1")).says(404, text);
    }
    lab.get("", PROJECT).says(401, "401 Unauthorized");
}

#[test]
fn a_role_that_is_too_low_is_a_401_or_a_400_depending_on_the_verb() {
    let mut lab = Lab::demo("18.11");
    let wish = wish(&lab);
    for (who, path, kind) in [
        ("dev", PROJECT, "project"),
        ("guest", PROJECT, "project"),
        ("reader", GROUP, "group"),
        ("dev", GROUP, "group"),
    ] {
        let id = made(&mut lab, path, 30).body["id"].clone();
        let one = format!("{path}/{id}");
        lab.get(who, path).says(401, "401 Unauthorized");
        lab.get(who, &one).says(401, "401 Unauthorized");
        if who == "reader" {
            continue;
        }
        let text = format!("400 Bad request - User does not have permission to create {kind} access token");
        lab.send(who, "POST", path, &wish).says(400, &text);
        lab.ask(who, "POST", &format!("{one}/rotate")).says(401, "401 Unauthorized");
        let name = if who == "dev" { "Devin Park" } else { "Gus Tanner" };
        lab.ask(who, "DELETE", &one).says(400, &format!("400 Bad request - {name} cannot delete ship it"));
    }
}

#[test]
fn a_maintainer_manages_projects_and_only_an_owner_groups() {
    let mut lab = Lab::demo("18.11");
    assert_eq!(lab.get("reader", PROJECT).status, 200);
    lab.get("reader", GROUP).says(401, "401 Unauthorized");
    assert_eq!(lab.get("ann", CLOSED).status, 200);
    lab.get("ann", CLOSED_GROUP).says(401, "401 Unauthorized");
    assert_eq!(lab.get("ann", GROUP).status, 200);
}

#[test]
fn an_unknown_token_is_a_404_for_reading_and_deleting_and_a_401_for_rotating() {
    for (version, text) in [
        ("18.11", "404 project Access Token Not Found"),
        ("16.11", "404 Could not find project access token with token_id: 99999 Not Found"),
    ] {
        let mut lab = Lab::demo(version);
        let one = format!("{PROJECT}/99999");
        lab.get("ann", &one).says(404, text);
        lab.ask("ann", "DELETE", &one).says(404, text);
        lab.ask("ann", "POST", &format!("{one}/rotate")).says(401, "401 Unauthorized");
        lab.ask("root", "POST", &format!("{one}/rotate")).says(404, "404 Not Found");
    }
    let mut lab = Lab::demo("18.11");
    lab.get("ann", &format!("{GROUP}/99999")).says(404, "404 group Access Token Not Found");
    let other = made(&mut lab, GROUP, 30).body["id"].clone();
    lab.get("ann", &format!("{PROJECT}/{other}")).says(404, "404 project Access Token Not Found");
}

#[test]
fn nobody_hands_out_or_renews_a_role_above_his_own() {
    let mut lab = Lab::demo("18.11");
    lab.made("reader", "writing", &["api"], 30);
    let (_, maintainer) = lab.made("reader", "writing", &["api"], 30);
    let mut wish = wish(&lab);
    wish["access_level"] = json!(50);
    lab.send_with(&maintainer, "POST", PROJECT, &wish).says(
        400,
        "400 Bad request - Access level of the token contains permissions not held by the creating user",
    );
    // Planner is no rung of the ladder: a maintainer cannot hand it out either.
    wish["access_level"] = json!(15);
    assert_eq!(lab.send_with(&maintainer, "POST", PROJECT, &wish).status, 400);
    assert_eq!(lab.send("ann", "POST", PROJECT, &wish).status, 201);
    wish["access_level"] = json!(40);
    assert_eq!(lab.send_with(&maintainer, "POST", PROJECT, &wish).status, 201);
    for role in [50, 15] {
        let id = made(&mut lab, PROJECT, role).body["id"].clone();
        lab.send_with(&maintainer, "POST", &format!("{PROJECT}/{id}/rotate"), &Value::Null).says(
            400,
            "400 Bad request - Not eligible to rotate tokens with permissions not held by the user",
        );
    }
    let mut old = Lab::demo("16.11");
    let (_, maintainer) = old.made("reader", "writing", &["api"], 30);
    wish["access_level"] = json!(50);
    old.send_with(&maintainer, "POST", PROJECT, &wish).says(
        400,
        "400 Bad request - Access level of the token can't be greater the access level of the user who created the \
         token",
    );
}

#[test]
fn where_creation_is_switched_off_listing_and_revoking_still_work() {
    let mut lab = Lab::demo("18.11");
    let wish = wish(&lab);
    let ids = lab.get("ann", &format!("{CLOSED}?revoked=false")).column("id");
    let Some(id) = ids.first() else { panic!("no token in the closed group") };
    let text = "400 Bad request - User does not have permission to create project access token";
    lab.send("ann", "POST", CLOSED, &wish).says(400, text);
    lab.send("root", "POST", CLOSED, &wish).says(400, text);
    lab.ask("ann", "POST", &format!("{CLOSED}/{id}/rotate")).says(401, "401 Unauthorized");
    lab.ask("root", "POST", &format!("{CLOSED}/{id}/rotate")).says(401, "401 Unauthorized");
    assert_eq!(lab.ask("ann", "DELETE", &format!("{CLOSED}/{id}")).status, 204);
}

#[test]
fn bad_input_is_told_before_anything_is_looked_up() {
    let mut lab = Lab::demo("18.11");
    let mut refused = |body: Value, text: &str| lab.send("ann", "POST", PROJECT, &body).objects(400, text);
    refused(json!({}), "name is missing, scopes is missing");
    refused(json!({"name": "x", "scopes": ["sudo"]}), "scopes does not have a valid value");
    refused(json!({"name": "x", "scopes": ["read_user"]}), "scopes does not have a valid value");
    refused(json!({"name": "x", "scopes": "api,read_api"}), "scopes is invalid");
    refused(
        json!({"name": "x", "scopes": ["api"], "access_level": 35}),
        "access_level does not have a valid value",
    );
    refused(
        json!({"name": "x", "scopes": ["api"], "access_level": -1}),
        "access_level does not have a valid value",
    );
    refused(json!({"name": "x", "scopes": ["api"], "expires_at": "later"}), "expires_at is invalid");
    let far = json!({"name": "x", "scopes": ["api"], "expires_at": lab.day(366)});
    let text = format!("400 Bad request - Expiration date must be before {}", lab.day(365));
    lab.send("ann", "POST", PROJECT, &far).says(400, &text);
    let id = made(&mut lab, PROJECT, 30).body["id"].clone();
    let path = format!("{PROJECT}/{id}/rotate");
    lab.send("ann", "POST", &path, &json!({"expires_at": lab.day(366)})).says(400, &text);
    lab.send("ann", "POST", &path, &json!({"expires_at": "x"})).objects(400, "expires_at is invalid");
}

#[test]
fn without_a_role_it_is_maintainer_and_without_an_end_it_depends_on_the_release() {
    let plain = json!({"name": "x", "scopes": ["api"]});
    for (version, end) in [("15.11", Value::Null), ("16.11", json!(365)), ("18.11", json!(365))] {
        let mut lab = Lab::demo(version);
        let made = lab.send("ann", "POST", PROJECT, &plain);
        assert_eq!(made.body["access_level"], 40, "{version}: {}", made.text);
        let expected = end.as_i64().map_or(Value::Null, |days| json!(lab.day(days)));
        assert_eq!(made.body["expires_at"], expected, "{version}");
    }
    Lab::demo("19.5")
        .send("ann", "POST", PROJECT, &plain)
        .says(400, "400 Bad request - expires_at is missing");
}

#[test]
fn a_resource_token_sees_and_revokes_its_siblings_but_makes_and_rotates_none() {
    let mut lab = Lab::demo("18.11");
    let home = lab.get("project_bot", "/user").body["username"].as_str().unwrap_or_default().to_owned();
    let id: String =
        home.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    let path = format!("/projects/{id}/access_tokens");
    let sibling = made(&mut lab, &path, 30).body["id"].clone();
    assert!(lab.get("project_bot", &path).column("id").contains(&sibling));
    assert_eq!(lab.get("project_bot", &format!("{path}/{sibling}")).status, 200);
    let wish = wish(&lab);
    lab.send("project_bot", "POST", &path, &wish)
        .says(400, "400 Bad request - User does not have permission to create project access token");
    lab.ask("project_bot", "POST", &format!("{path}/{sibling}/rotate")).says(401, "401 Unauthorized");
    assert_eq!(lab.ask("project_bot", "DELETE", &format!("{path}/{sibling}")).status, 204);
    let turned = lab.ask("project_bot", "POST", &format!("{path}/self/rotate"));
    assert_eq!((turned.status, &turned.body["resource_type"]), (200, &json!("project")), "{}", turned.text);
}

#[test]
fn self_rotation_is_for_the_token_itself_where_it_belongs() {
    let mut lab = Lab::demo("18.11");
    lab.ask("ann", "POST", &format!("{PROJECT}/self/rotate")).says(405, "405 Method Not Allowed");
    lab.ask("group_bot", "POST", &format!("{PROJECT}/self/rotate")).says(401, "401 Unauthorized");
    let plain = json!({"name": "x", "scopes": ["read_api"], "expires_at": lab.day(9)});
    let secret = lab.send("ann", "POST", GROUP, &plain).body["token"].as_str().unwrap_or_default().to_owned();
    let reply = lab.send_with(&secret, "POST", &format!("{GROUP}/self/rotate"), &Value::Null);
    assert_eq!((reply.status, &reply.body["error"]), (403, &json!("insufficient_scope")));
    assert_eq!(lab.ask("group_bot", "POST", &format!("{GROUP}/self/rotate")).status, 200);
    let again = lab.ask("group_bot", "POST", &format!("{GROUP}/self/rotate"));
    assert!(again.status == 401 && again.text.contains("Token was revoked"), "{}", again.text);
}

#[test]
fn the_token_of_a_bot_that_left_is_missing_from_the_list_and_cannot_be_revoked_there() {
    let mut lab = Lab::demo("18.11");
    let made = made(&mut lab, PROJECT, 30);
    let bot = made.body["user_id"].clone();
    assert_eq!(
        lab.ask("ann", "DELETE", &format!("/projects/northlight%2Fcatalogue/members/{bot}")).status,
        204
    );
    assert!(!lab.get("ann", PROJECT).column("id").contains(&made.body["id"]));
    let one = format!("{PROJECT}/{}", made.body["id"]);
    lab.ask("ann", "DELETE", &one).says(400, "400 Bad request - Failed to find bot user");
    assert_eq!(
        lab.ask("root", "DELETE", &format!("/personal_access_tokens/{}", made.body["id"])).status,
        204
    );
}

#[test]
fn before_17_2_a_revoked_token_vanished_with_its_bot() {
    let mut lab = Lab::demo("16.11");
    let made = made(&mut lab, PROJECT, 30);
    let one = format!("{PROJECT}/{}", made.body["id"]);
    assert_eq!(lab.ask("ann", "DELETE", &one).status, 204);
    assert_eq!(lab.get("ann", &one).status, 404);
    assert_eq!(lab.get("root", &format!("/users/{}", made.body["user_id"])).status, 404);
    assert!(lab.get("root", PROJECT).column("revoked").iter().all(|revoked| *revoked == false));
}

#[test]
fn endpoints_and_filters_came_one_by_one() {
    let wrong_verb = "405 Not Allowed";
    let none = "404 Not Found";
    Lab::demo("13.8").get("ann", PROJECT).objects(404, none);
    Lab::demo("14.6").get("ann", GROUP).objects(404, none);
    Lab::demo("13.12").get("ann", &format!("{PROJECT}/1")).objects(405, wrong_verb);
    Lab::demo("15.11").ask("ann", "POST", &format!("{PROJECT}/1/rotate")).objects(404, none);
    let mut lab = Lab::demo("17.1");
    assert_eq!(lab.get("ann", &format!("{PROJECT}?state=wrong")).status, 200);
    let mut lab = Lab::demo("17.2");
    lab.get("ann", &format!("{PROJECT}?state=wrong")).objects(400, "state does not have a valid value");
    assert_eq!(lab.get("ann", &format!("{PROJECT}?revoked=wrong")).status, 200);
    Lab::demo("18.11").get("ann", &format!("{PROJECT}?revoked=wrong")).objects(400, "revoked is invalid");
    let keys = |version: &str| {
        let mut lab = Lab::demo(version);
        made(&mut lab, PROJECT, 30).keys().iter().map(|key| (*key).to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(keys("13.12"), "id name revoked created_at scopes user_id active expires_at token");
    assert_eq!(
        keys("17.11"),
        "id name revoked created_at description scopes user_id last_used_at active expires_at access_level \
         resource_type resource_id token"
    );
    assert_eq!(
        keys("19.5"),
        "id name active revoked expired granular created_at description scopes user_id last_used_at expires_at \
         last_used_ips access_level resource_type resource_id token"
    );
}

#[test]
fn a_moved_project_answers_readers_and_nobody_else() {
    let mut lab = Lab::demo("18.11");
    let id = lab.get("ann", "/projects/northlight%2Fsite").body["id"].clone();
    let old = "/projects/northlight%2Fwebsite/access_tokens";
    let reply = lab.get("ann", &format!("{old}?state=active"));
    let address = format!("http://gitlab.example.com/api/v4/projects/{id}/access_tokens?state=active");
    assert_eq!((reply.status, reply.header("location")), (301, Some(address.as_str())));
    let wish = wish(&lab);
    lab.send("ann", "POST", old, &wish).says(405, "Non GET methods are not allowed for moved projects");
}
