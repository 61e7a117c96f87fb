//! Users, and which GitLab this is.

use serde_json::json;

use crate::asking::{Lab, Reply};

#[test]
fn one_sees_oneself_and_only_an_administrator_sees_that_he_is_one() {
    let mut lab = Lab::demo("18.11");
    let ann = lab.get("ann", "/user");
    assert_eq!((&ann.body["username"], ann.body.get("is_admin")), (&json!("ann"), None));
    assert_eq!(lab.get("root", "/user").body["is_admin"], true);
    let bot = lab.get("project_bot", "/user");
    assert_eq!(bot.body["bot"], true);
    let name = bot.body["username"].as_str().unwrap_or_default().to_owned();
    assert!(name.starts_with("project_") && name.contains("_bot_"), "{name}");
}

#[test]
fn users_are_found_by_name_and_by_parts_of_it() {
    let mut lab = Lab::demo("18.11");
    let names = |reply: Reply| reply.column("username");
    assert_eq!(names(lab.get("ann", "/users?username=DEV")), ["dev"]);
    assert_eq!(names(lab.get("root", "/users?search=tanaka")), ["mei.tanaka"]);
    assert_eq!(names(lab.get("root", "/users?blocked=true")), ["blocked"]);
    assert_eq!(names(lab.get("root", "/users?admins=true")), ["root"]);
    assert_eq!(names(lab.get("root", "/users?search=no-such-person")), [""; 0]);
    let all = lab.get("root", "/users?humans=true&sort=asc&per_page=3");
    assert_eq!(names(all), ["root", "ann", "dev"]);
    let bots = lab.get("root", "/users?per_page=100");
    assert!(bots.rows().iter().any(|row| row["bot"] == true));
    let people = lab.get("root", "/users?per_page=100&without_project_bots=true");
    assert!(people.rows().iter().all(|row| row["bot"] == false));
}

#[test]
fn a_stranger_may_ask_only_for_a_name_he_knows() {
    let mut lab = Lab::empty("18.11");
    lab.get("", "/users").says(403, "403 Forbidden - Not authorized to access /api/v4/users");
    assert_eq!(lab.get("", "/users?username=ann").rows().len(), 1);
    lab.get("", "/users/1").says(403, "403 Forbidden - Not authorized!");
}

#[test]
fn one_user_is_read_by_number() {
    let mut lab = Lab::empty("18.11");
    let id = lab.id("ann");
    assert_eq!(lab.get("dev", &format!("/users/{id}")).body["name"], "Ann Lee");
    assert_eq!(lab.get("dev", &format!("/users/{id}")).body.get("email"), None);
    assert_eq!(lab.get("root", &format!("/users/{id}")).body["is_admin"], false);
    lab.get("dev", "/users/9999").says(404, "404 User Not Found");
    lab.get("dev", "/users/ann").objects(400, "id is invalid");
}

#[test]
fn an_administrator_blocks_and_unblocks() {
    let mut lab = Lab::empty("18.11");
    let path = format!("/users/{}", lab.id("dev"));
    lab.ask("root", "POST", &format!("{path}/block")).is(201, &json!(true));
    lab.get("dev", "/user").says(403, "403 Forbidden - Your account has been blocked.");
    lab.ask("root", "POST", &format!("{path}/unblock")).is(201, &json!(true));
    assert_eq!(lab.get("dev", "/user").status, 200);
    lab.ask("dev", "POST", &format!("{path}/block")).says(403, "403 Forbidden");
}

#[test]
fn metadata_tells_the_version_to_everybody_signed_in() {
    let mut lab = Lab::empty("18.11.5-ee");
    let reply = lab.get("ann", "/metadata");
    assert_eq!(reply.keys(), ["version", "revision", "kas", "enterprise"]);
    assert_eq!((&reply.body["version"], &reply.body["enterprise"]), (&json!("18.11.5-ee"), &json!(true)));
    assert_eq!(lab.get("ann", "/version").body, reply.body);
    lab.get("", "/metadata").says(401, "401 Unauthorized");
}

#[test]
fn the_discovery_document_proves_a_gitlab_without_any_credential() {
    let mut lab = Lab::empty("18.11");
    let reply =
        lab.raw("GET", "/.well-known/openid-configuration", &[("origin", "https://page.example")], "");
    assert_eq!((reply.status, &reply.body["issuer"]), (200, &json!("http://gitlab.example.com")));
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    assert!(reply.body["scopes_supported"].as_array().is_some_and(|all| all.contains(&json!("api"))));
}

#[test]
fn outside_the_api_there_are_pages_and_no_json() {
    let mut lab = Lab::empty("18.11");
    let start = lab.raw("GET", "/", &[], "");
    assert_eq!(
        (start.status, start.header("location")),
        (302, Some("http://gitlab.example.com/users/sign_in"))
    );
    let lost = lab.raw("GET", "/lost", &[], "");
    assert_eq!((lost.status, lost.header("content-type")), (404, Some("text/html; charset=utf-8")));
    lab.raw("GET", "/api/v3/projects", &[], "")
        .objects(410, "API V3 is no longer supported. Use API V4 instead.");
}
