//! Deploy tokens.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::asking::Lab;

const PROJECT: &str = "/projects/northlight%2Fcatalogue/deploy_tokens";
const GROUP: &str = "/groups/northlight/deploy_tokens";

#[test]
fn they_are_made_listed_read_and_deleted_for_good() {
    for path in [PROJECT, GROUP] {
        let mut lab = Lab::demo("18.11");
        let wish = json!({
            "name": "pull", "scopes": ["read_registry", "read_repository"], "expires_at": "2030-01-31T12:00:00Z",
            "username": "puller",
        });
        let made = lab.send("ann", "POST", path, &wish);
        assert_eq!(made.status, 201, "{}", made.text);
        assert_eq!(
            made.keys(),
            ["id", "name", "username", "expires_at", "scopes", "revoked", "expired", "token"]
        );
        assert_eq!(made.body["scopes"], json!(["read_repository", "read_registry"]), "GitLab's own order");
        assert_eq!(made.body["expires_at"], "2030-01-31T12:00:00.000Z");
        let secret = made.body["token"].as_str().unwrap_or_default().to_owned();
        assert!(secret.starts_with("gldt-") && secret.len() == 25, "{secret}");
        lab.send_with(&secret, "GET", "/user", &Value::Null).says(401, "401 Unauthorized");

        let one = format!("{path}/{}", made.body["id"]);
        assert_eq!(lab.get("ann", &one).body["username"], "puller");
        assert!(lab.get("ann", path).column("id").contains(&made.body["id"]));
        assert_eq!(lab.ask("ann", "DELETE", &one).status, 204);
        lab.get("ann", &one).says(404, "404 Not found");
        lab.ask("ann", "DELETE", &one).says(404, "404 Not found");
    }
}

#[test]
fn without_a_username_it_gets_gitlabs_own_and_without_an_end_none() {
    let mut lab = Lab::demo("18.11");
    let made =
        lab.send("ann", "POST", PROJECT, &json!({"name": "x", "scopes": "read_registry,read_repository"}));
    assert_eq!(made.body["username"], json!(format!("gitlab+deploy-token-{}", made.body["id"])));
    assert_eq!(made.body["expires_at"], Value::Null);
}

#[test]
fn roles_differ_between_projects_and_groups_and_refusals_are_403() {
    let mut lab = Lab::demo("18.11");
    let (_, maintainer) = lab.made("reader", "writing", &["api"], 30);
    let wish = json!({"name": "x", "scopes": ["read_repository"]});
    assert_eq!(lab.get("reader", GROUP).status, 200, "a maintainer reads those of a group");
    lab.send_with(&maintainer, "POST", GROUP, &wish).says(403, "403 Forbidden");
    assert_eq!(lab.send_with(&maintainer, "POST", PROJECT, &wish).status, 201);
    lab.get("dev", PROJECT).says(403, "403 Forbidden");
    lab.get("dev", GROUP).says(403, "403 Forbidden");
    lab.send("dev", "POST", PROJECT, &wish).says(403, "403 Forbidden");
    lab.get("", PROJECT).says(404, "404 Project Not Found");
    lab.get("", GROUP).says(404, "404 Group Not Found");
    lab.get("", "/projects/northlight%2Fplatform%2Fdocs/deploy_tokens").says(403, "403 Forbidden");
    lab.get("ann", "/projects/nowhere/deploy_tokens").says(404, "404 Project Not Found");
}

#[test]
fn those_of_the_instance_are_for_administrators() {
    let mut lab = Lab::demo("18.11");
    let all = lab.get("root", "/deploy_tokens?per_page=100");
    assert!((15..=40).contains(&all.rows().len()), "{}", all.rows().len());
    lab.get("", "/deploy_tokens").says(401, "401 Unauthorized");
    lab.get("ann", "/deploy_tokens").says(403, "403 Forbidden");
    lab.ask("root", "POST", "/deploy_tokens").objects(405, "405 Not Allowed");
    lab.ask("root", "POST", &format!("{PROJECT}/1/rotate")).objects(404, "404 Not Found");
}

#[test]
fn the_filter_active_only_ever_narrows_and_expired_counts_whole_days() {
    let mut lab = Lab::demo("18.11");
    let soon = lab.now + TimeDelta::minutes(30);
    let wish = json!({"name": "short", "scopes": ["read_repository"], "expires_at": soon.to_rfc3339()});
    let made = lab.send("ann", "POST", PROJECT, &wish);
    assert_eq!(made.status, 201, "{}", made.text);
    let listed = |lab: &mut Lab, query: &str| lab.get("ann", &format!("{PROJECT}?{query}")).column("id");
    assert!(listed(&mut lab, "active=true").contains(&made.body["id"]));
    lab.pass(TimeDelta::hours(1));
    assert!(!listed(&mut lab, "active=true").contains(&made.body["id"]), "the exact time decides");
    assert!(listed(&mut lab, "active=false").contains(&made.body["id"]), "false does not filter");
    let one = format!("{PROJECT}/{}", made.body["id"]);
    assert_eq!(lab.get("ann", &one).body["expired"], false, "the day decides");
    lab.pass(TimeDelta::days(1));
    assert_eq!(lab.get("ann", &one).body["expired"], true);
}

#[test]
fn faults_have_the_words_of_this_kind() {
    let mut lab = Lab::demo("18.11");
    let mut refused = |body: Value| lab.send("ann", "POST", PROJECT, &body);
    refused(json!({})).objects(400, "name is missing, scopes is missing");
    refused(json!({"name": "x", "scopes": ["api"]})).objects(400, "scopes does not have a valid value");
    refused(json!({"name": "x", "scopes": ["read_registry"], "expires_at": "x"}))
        .objects(400, "expires_at is invalid");
    refused(json!({"name": "x", "scopes": []})).says(400, "Scopes can't be blank");
    refused(json!({"name": "x", "scopes": ["read_registry"], "username": "a b"}))
        .says(400, "Username can contain only letters, digits, '_', '-', '+', and '.'");
}

#[test]
fn old_releases_have_less_of_them() {
    let mut lab = Lab::demo("13.12");
    let made = lab.send("ann", "POST", PROJECT, &json!({"name": "x", "scopes": ["read_registry"]}));
    assert_eq!(made.keys(), ["id", "name", "username", "expires_at", "scopes", "token"]);
    let secret = made.body["token"].as_str().unwrap_or_default();
    assert_eq!(secret.len(), 20, "no prefix yet: {secret}");
    lab.get("ann", &format!("{PROJECT}/{}", made.body["id"])).objects(405, "405 Not Allowed");
    let wish = json!({"name": "x", "scopes": ["read_virtual_registry"]});
    lab.send("ann", "POST", PROJECT, &wish).objects(400, "scopes does not have a valid value");
    assert_eq!(Lab::demo("18.11").send("ann", "POST", GROUP, &wish).status, 201);
}
