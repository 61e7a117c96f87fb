//! Projects, groups and the service accounts they manage.

use keyturn::gitlab::calls::resource;
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::{Error, Profile};
use keyturn::tokens::{AccessLevel, Resource};
use serde_json::Value;

use crate::answer;

const WEB: Resource = Resource::Project(88);
const ACME: Resource = Resource::Group(12);

fn profile(of: Resource, path: &str, name: &str, access_level: Option<AccessLevel>) -> Profile {
    Profile { resource: of, path: String::from(path), name: String::from(name), access_level }
}

/// A list of projects; each is read the same when it is asked for by itself.
fn projects(body: &str) -> Vec<Profile> {
    let page = (resource::search_projects("", false).read)(&answer(200, body)).unwrap();
    assert_eq!(page.odd_rows, 0);
    let sent: Vec<Value> = serde_json::from_str(body).unwrap();
    for (row, sent) in page.rows.iter().zip(&sent) {
        for read in [resource::get(row.resource).read, resource::project_at(&row.path).read] {
            assert_eq!(read(&answer(200, &sent.to_string())).as_ref(), Ok(row));
        }
    }
    page.rows
}

#[test]
fn the_small_form_of_a_project_says_nothing_of_a_role() {
    let rows = projects(include_str!("../fixtures/13.12/projects_simple.json"));
    assert_eq!(rows, [profile(WEB, "acme/web", "Acme / web", None)]);
}

#[test]
fn the_full_form_has_two_roles_and_the_higher_one_counts() {
    let rows = projects(include_str!("../fixtures/18.11/projects.json"));
    let expected = profile(WEB, "acme/tools/web", "Acme / Tools / web", Some(AccessLevel::MAINTAINER));
    assert_eq!(rows[0], expected);
    let roles: Vec<Option<AccessLevel>> = rows.iter().map(|row| row.access_level).collect();
    assert_eq!(roles, [Some(AccessLevel::MAINTAINER), Some(AccessLevel::OWNER), None, None, None]);
}

#[test]
fn a_group_is_known_by_its_full_path() {
    let body = include_str!("../fixtures/18.11/groups.json");
    let page = (resource::search_groups("", None).read)(&answer(200, body)).unwrap();
    let tools = profile(Resource::Group(13), "acme/tools", "Acme / Tools", None);
    assert_eq!(page.rows, [profile(ACME, "acme", "Acme", None), tools.clone()]);
    let sent: Vec<Value> = serde_json::from_str(body).unwrap();
    for read in [resource::get(tools.resource).read, resource::group_at("acme/tools").read] {
        assert_eq!(read(&answer(200, &sent[1].to_string())).as_ref(), Ok(&tools));
    }
}

#[test]
fn a_row_without_id_or_path_is_set_aside_and_one_by_itself_is_refused() {
    let body = r#"[{"id":1,"path_with_namespace":"a/b","full_path":"a"},{"id":2},{"path_with_namespace":"a/b"},
        {"full_path":"a"},{"id":"4","path_with_namespace":"a/b","full_path":"a"},7,null]"#;
    let page = (resource::search_projects("x", true).read)(&answer(200, body)).unwrap();
    assert_eq!((page.rows, page.odd_rows), (vec![profile(Resource::Project(1), "a/b", "", None)], 6));
    let page = (resource::search_groups("x", None).read)(&answer(200, body)).unwrap();
    assert_eq!((page.rows, page.odd_rows), (vec![profile(Resource::Group(1), "a", "", None)], 6));
    let unexpected = Err(Error::Unexpected { status: 200 });
    assert_eq!((resource::get(WEB).read)(&answer(200, r#"{"id":2}"#)), unexpected);
    assert_eq!((resource::get(ACME).read)(&answer(200, r#"{"id":2}"#)), unexpected);
    assert_eq!((resource::get(WEB).read)(&answer(200, "[]")), unexpected);
}

#[test]
fn what_is_not_there_or_hidden_is_not_found() {
    for (of, text) in [(WEB, "Project Not Found"), (ACME, "Group Not Found")] {
        let body = format!(r#"{{"message":"404 {text}"}}"#);
        let Err(Error::Refused(refusal)) = (resource::get(of).read)(&answer(404, &body)) else { panic!() };
        assert_eq!((refusal.reason, refusal.text.as_str()), (Reason::NotFound, text));
    }
}

#[test]
fn a_service_account_is_a_user_without_a_state() {
    let body = include_str!("../fixtures/18.11/service_accounts.json");
    for of in [WEB, ACME] {
        let page = (resource::service_accounts(of, 1).read)(&answer(200, body)).unwrap();
        assert_eq!(page.odd_rows, 0);
        let told: Vec<(u64, &str, &str)> =
            page.rows.iter().map(|user| (user.id, user.name.as_str(), user.state.as_str())).collect();
        assert_eq!(told, [(71, "Rollout robot", ""), (72, "Service account user", "")]);
        assert!(page.rows.iter().all(|user| !user.is_admin && !user.is_bot));
    }
}
