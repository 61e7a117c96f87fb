//! GitLab.com's inventory of the tokens of a group, and its absence elsewhere.

use gitlab_emulator::{Options, Settings, WorldChoice};
use serde_json::json;

use crate::asking::{Lab, options};

const PERSONAL: &str = "/groups/northlight/manage/personal_access_tokens";
const RESOURCE: &str = "/groups/northlight/manage/resource_access_tokens";

fn hosted() -> Lab {
    let settings = Settings { is_gitlab_com: true, ..Settings::default() };
    Lab::with(Options { settings, ..options("19.5", WorldChoice::Demo) })
}

#[test]
fn elsewhere_there_is_nothing_whoever_asks() {
    let mut lab = Lab::demo("19.5");
    for who in ["", "ann", "root"] {
        lab.get(who, PERSONAL).says(404, "404 Not Found");
        lab.ask(who, "DELETE", &format!("{RESOURCE}/1")).says(404, "404 Not Found");
    }
}

#[test]
fn an_owner_of_a_top_level_group_sees_all_below_it() {
    let mut lab = hosted();
    let resource = lab.get("ann", &format!("{RESOURCE}?per_page=100"));
    let kinds = resource.column("resource_type");
    assert!(kinds.contains(&json!("group")) && kinds.contains(&json!("project")), "{}", resource.text);
    let personal = lab.get("ann", &format!("{PERSONAL}?per_page=100"));
    let owners = personal.column("user_id");
    assert!(owners.contains(&json!(lab.id("ann"))) && owners.contains(&json!(lab.id("service_account"))));
    assert!(!personal.column("id").contains(&resource.rows()[0]["id"]));
    let ids: Vec<u64> = resource.column("id").iter().filter_map(serde_json::Value::as_u64).collect();
    assert!(ids.is_sorted(), "the oldest first");
    let active = lab.get("ann", &format!("{RESOURCE}?per_page=100&state=active"));
    assert!(active.rows().len() < ids.len() && active.column("active").iter().all(|active| *active == true));
}

#[test]
fn everybody_else_is_refused() {
    let mut lab = hosted();
    lab.get("", RESOURCE).says(401, "401 Unauthorized");
    lab.get("dev", RESOURCE).says(403, "403 Forbidden");
    lab.get("ann", "/groups/fieldwork/manage/resource_access_tokens").says(403, "403 Forbidden");
    lab.get("ann", "/groups/northlight%2Fplatform/manage/resource_access_tokens").says(403, "403 Forbidden");
    lab.get("ann", "/groups/nowhere/manage/resource_access_tokens").says(404, "404 Group Not Found");
}

#[test]
fn tokens_are_revoked_and_rotated_where_they_belong_to_the_group() {
    let mut lab = hosted();
    let active = lab.get("ann", &format!("{RESOURCE}?state=active"));
    let (first, second) = (active.rows()[0]["id"].clone(), active.rows()[1]["id"].clone());
    let own = lab.token_id("ann");
    assert_eq!(lab.ask("ann", "DELETE", &format!("{RESOURCE}/{first}")).status, 204);
    let rotated = lab.ask("ann", "POST", &format!("{RESOURCE}/{second}/rotate"));
    assert_eq!((rotated.status, rotated.body["token"].is_string()), (200, true), "{}", rotated.text);
    lab.ask("ann", "DELETE", &format!("{RESOURCE}/{own}"))
        .says(403, "403 Forbidden - Cannot revoke resource access token: Token does not belong to bot user");
    let outside = lab.get("root", "/projects/fieldwork%2Fdriver-app/access_tokens").rows()[0]["id"].clone();
    lab.ask("ann", "DELETE", &format!("{RESOURCE}/{outside}")).says(
        403,
        "403 Forbidden - Cannot access resource access token: Token belongs to a resource outside group's hierarchy",
    );
    lab.ask("ann", "DELETE", &format!("{RESOURCE}/999999")).says(404, "404 Not found");
    let (made, _) = lab.made("dev", "of a member", &["api"], 9);
    assert_eq!(lab.ask("ann", "DELETE", &format!("{PERSONAL}/{made}")).status, 204);
    let root = lab.token_id("root");
    lab.ask("ann", "DELETE", &format!("{PERSONAL}/{root}")).says(403, "403 Forbidden");
}
