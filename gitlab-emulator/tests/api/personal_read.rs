//! Reading one personal token, the own one, and what it reaches.

use serde_json::json;

use crate::asking::{Lab, keys};

#[test]
fn one_reads_ones_own_and_is_told_401_of_every_other_existing_or_not() {
    let mut lab = Lab::empty("18.11");
    let (id, _) = lab.made("dev", "x", &["api"], 9);
    assert_eq!(lab.get("dev", &format!("/personal_access_tokens/{id}")).body["name"], "x");
    assert_eq!(lab.get("root", &format!("/personal_access_tokens/{id}")).status, 200);
    lab.get("ann", &format!("/personal_access_tokens/{id}")).says(401, "401 Unauthorized");
    lab.get("ann", "/personal_access_tokens/9999").says(401, "401 Unauthorized");
    lab.get("root", "/personal_access_tokens/9999").says(404, "404 Not Found");
    let hidden = lab.token_id("impersonation");
    lab.get("impersonation", &format!("/personal_access_tokens/{hidden}")).says(401, "401 Unauthorized");
}

#[test]
fn a_word_in_place_of_the_id_is_unknown_and_in_the_newest_release_invalid() {
    let mut lab = Lab::empty("18.11");
    lab.get("ann", "/personal_access_tokens/mine").says(401, "401 Unauthorized");
    let mut lab = Lab::empty("19.5");
    lab.get("ann", "/personal_access_tokens/mine").objects(400, "id is invalid");
}

#[test]
fn self_tells_about_the_token_in_use_whatever_its_kind() {
    let mut lab = Lab::demo("18.11");
    for who in ["root", "ann", "reader", "repository", "impersonation", "project_bot", "group_bot"] {
        let reply = lab.get(who, "/personal_access_tokens/self");
        assert_eq!((reply.status, &reply.body["id"]), (200, &json!(lab.token_id(who))), "{who}");
        assert_eq!(reply.body.get("access_level"), None);
    }
}

#[test]
fn associations_hold_a_page_of_groups_and_one_of_projects() {
    let mut lab = Lab::demo("18.11");
    let path = "/personal_access_tokens/self/associations";
    let reply = lab.get("ann", &format!("{path}?min_access_level=40&per_page=100"));
    assert_eq!(reply.keys(), ["groups", "projects"]);
    let groups = reply.body["groups"].as_array().cloned().unwrap_or_default();
    let projects = reply.body["projects"].as_array().cloned().unwrap_or_default();
    assert_eq!((groups.len(), projects.len()), (3, 40));
    assert_eq!(
        keys(&groups[0]),
        ["id", "web_url", "name", "parent_id", "organization_id", "access_levels", "visibility"]
    );
    assert_eq!(
        keys(&projects[0]),
        [
            "id",
            "description",
            "name",
            "name_with_namespace",
            "path",
            "path_with_namespace",
            "created_at",
            "access_levels",
            "visibility",
            "web_url",
            "namespace"
        ]
    );
    assert_eq!(keys(&projects[0]["access_levels"]), ["project_access_level", "group_access_level"]);
    assert_eq!(reply.header("x-total"), Some("40"), "the headers are those of the projects");
    let none = lab.get("guest", &format!("{path}?min_access_level=50"));
    none.is(200, &json!({"groups": [], "projects": []}));
    lab.get("ann", &format!("{path}?min_access_level=7"))
        .objects(400, "min_access_level does not have a valid value");
}
