//! Finding a project or group: by id, by path, by what was typed; moved, hidden and missing ones.

use keyturn::gitlab::calls::{personal, resource, token};
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::{Error, Page, Profile, Request};
use keyturn::tokens::{AccessLevel, Place};
use keyturn::words::Attempt;
use serde_json::json;

use crate::gitlab::{GitLab, headline};

fn paths(page: &Page<Profile>) -> Vec<&str> {
    assert_eq!(page.odd_rows, 0);
    page.rows.iter().map(|row| row.path.as_str()).collect()
}

#[test]
fn a_path_leads_to_an_id_and_the_id_back_to_the_path() {
    for version in ["13.12.15", "16.11.10", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let ann = gitlab.value_of("ann");
        let by_path = gitlab.ask(&ann, &resource::project_at("northlight/storefront")).unwrap();
        assert_eq!(
            (by_path.path.as_str(), by_path.name.as_str()),
            ("northlight/storefront", "Northlight / Storefront")
        );
        assert_eq!(gitlab.ask(&ann, &resource::get(by_path.resource)), Ok(by_path), "{version}");
        let by_path = gitlab.ask(&ann, &resource::group_at("northlight/platform")).unwrap();
        assert_eq!(
            (by_path.path.as_str(), by_path.name.as_str()),
            ("northlight/platform", "Northlight / Platform")
        );
        assert_eq!(gitlab.ask(&ann, &resource::get(by_path.resource)), Ok(by_path), "{version}");
    }
}

#[test]
fn a_project_tells_ones_role_and_the_higher_one_counts() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    for (who, expected) in [
        ("ann", Some(AccessLevel::OWNER)),
        ("dev", Some(AccessLevel::DEVELOPER)),
        ("guest", Some(AccessLevel::REPORTER)),
        ("reader", Some(AccessLevel::MAINTAINER)),
        ("root", None),
    ] {
        let value = gitlab.value_of(who);
        let profile = gitlab.ask(&value, &resource::project_at("northlight/storefront")).unwrap();
        assert_eq!(profile.access_level, expected, "{who}");
    }
}

#[test]
fn what_is_hidden_and_what_is_missing_are_the_same() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let guest = gitlab.value_of("guest");
    let (hidden, hidden_group) = (gitlab.project("fieldwork/driver-app"), gitlab.group("fieldwork"));
    let refused: Vec<Error> = [
        resource::get(hidden),
        resource::get(hidden_group),
        resource::project_at("fieldwork/driver-app"),
        resource::group_at("fieldwork"),
        resource::project_at("fieldwork/no-such-thing"),
        resource::group_at("no/such/group"),
        resource::project_at("northlight"),
        resource::group_at("northlight/storefront"),
    ]
    .iter()
    .map(|call| gitlab.ask(&guest, call).unwrap_err())
    .collect();
    for error in refused {
        assert_eq!(error.reason(), Some(&Reason::NotFound));
        assert_eq!(headline(&error, Attempt::FindPlace), "GitLab finds no such project or group");
    }
    for place in [Place::Resource(hidden), Place::Resource(hidden_group), Place::Deploy(hidden)] {
        let error = gitlab.ask(&guest, &token::list(place, 1)).unwrap_err();
        assert_eq!(error.reason(), Some(&Reason::NotFound), "{place:?}");
        assert_eq!(headline(&error, Attempt::List(place)), "GitLab finds no such project or group");
    }
    assert!(gitlab.ask(&guest, &personal::get_self()).is_ok(), "the credential is alive");
}

#[test]
fn a_former_path_is_answered_with_a_redirect_that_nobody_follows() {
    for (version, status) in [("16.6.0", 404), ("16.7.0", 301), ("17.11.7", 301), ("19.5.1-ee", 301)] {
        let mut gitlab = GitLab::demo(version);
        let ann = gitlab.value_of("ann");
        let former = resource::project_at("northlight/website");
        let response = gitlab.send(&ann, &former.request);
        assert_eq!(response.status, status, "{version}");
        let error = (former.read)(&response).unwrap_err();
        if status == 301 {
            assert_eq!(error, Error::NotJson { status, html: false }, "{version}");
        } else {
            assert_eq!(error.reason(), Some(&Reason::NotFound), "{version}");
        }
        assert!(!error.is_passing(), "{version}");
        assert!(gitlab.ask(&ann, &resource::project_at("northlight/site")).is_ok(), "{version}");
    }
}

#[test]
fn nothing_is_changed_by_a_former_path() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let (ann, site) = (gitlab.value_of("ann"), gitlab.project("northlight/site"));
    let before = gitlab.rows(&ann, Place::Resource(site));
    let path = "/projects/northlight%2Fwebsite/access_tokens";
    let body = json!({"name": "x", "scopes": ["api"], "expires_at": "2026-12-01"});
    let requests = [Request::post(path, &body), Request::delete(format!("{path}/{}", before[0].id))];
    let ways = [Attempt::Create(Place::Resource(site)), Attempt::Revoke(Place::Resource(site))];
    for (request, attempt) in requests.iter().zip(ways) {
        let response = gitlab.send(&ann, request);
        assert_eq!(response.status, 405);
        let error = keyturn::gitlab::refusal::read(&response);
        assert_eq!(error.reason(), Some(&Reason::NotAllowed));
        assert_eq!(headline(&error, attempt), "This GitLab cannot do that");
    }
    assert_eq!(gitlab.rows(&ann, Place::Resource(site)), before);
}

#[test]
fn people_choose_from_what_they_belong_to_and_administrators_from_everything() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let root = gitlab.value_of("root");
    let (guest, ann) = (gitlab.value_of("guest"), gitlab.value_of("ann"));
    let all = gitlab.ask(&root, &resource::search_projects("", true)).unwrap();
    assert_eq!((all.rows.len(), all.next, all.total), (20, Some(2), Some(38)), "two are archived");
    let own = gitlab.ask(&root, &resource::search_projects("", false)).unwrap();
    assert!(own.rows.is_empty(), "an administrator belongs to nothing here");
    let guests = gitlab.ask(&guest, &resource::search_projects("", false)).unwrap();
    assert!(guests.rows.iter().all(|row| row.path.starts_with("northlight/")));
    let found = gitlab.ask(&ann, &resource::search_projects("storefront", false)).unwrap();
    assert_eq!(paths(&found), ["northlight/storefront"]);
    let by_group = gitlab.ask(&ann, &resource::search_projects("fieldwork", false)).unwrap();
    assert_eq!(by_group.rows.len(), 9, "its path is searched, too; one of ten is archived");
    assert!(gitlab.ask(&ann, &resource::search_projects("gift", false)).unwrap().rows.is_empty());
    assert!(gitlab.ask(&guest, &resource::search_projects("fieldwork", false)).unwrap().rows.is_empty());
}

#[test]
fn groups_are_offered_by_the_role_one_has_there() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    for (who, least, expected) in [
        ("ann", Some(AccessLevel::OWNER), &["northlight", "northlight/platform"][..]),
        ("ann", Some(AccessLevel::MAINTAINER), &["fieldwork", "northlight", "northlight/platform"]),
        ("reader", Some(AccessLevel::OWNER), &["northlight/platform"]),
        ("dev", Some(AccessLevel::OWNER), &[]),
        ("guest", None, &["northlight", "northlight/platform"]),
        ("root", None, &["fieldwork", "northlight", "northlight/platform"]),
    ] {
        let value = gitlab.value_of(who);
        let page = gitlab.ask(&value, &resource::search_groups("", least)).unwrap();
        assert_eq!(paths(&page), expected, "{who} {least:?}");
    }
    let root = gitlab.value_of("root");
    let found = gitlab.ask(&root, &resource::search_groups("platf", None)).unwrap();
    assert_eq!(paths(&found), ["northlight/platform"]);
}
