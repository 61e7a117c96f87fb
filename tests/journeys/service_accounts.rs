//! Service accounts of groups and projects, and their tokens.

use gitlab_emulator::{Options, Settings, WorldChoice};
use keyturn::changes::{Act, Settlement, settle};
use keyturn::gitlab::Request;
use keyturn::gitlab::calls::{personal, resource, token, user};
use keyturn::gitlab::error::Reason;
use keyturn::tokens::{Expiry, NewToken, Place, Resource, Scope, Token};
use keyturn::words::Attempt;
use serde_json::{Value, json};

use crate::gitlab::{GitLab, headline, revoke, told};

/// The account that the group has in every world of this kind.
fn robot(gitlab: &mut GitLab) -> Place {
    Place::ServiceAccount(gitlab.group("northlight"), gitlab.id_of("service_account"))
}

/// An account of a project, made as on GitLab's own page.
fn of_project(gitlab: &mut GitLab) -> Place {
    let (ann, project) = (gitlab.value_of("ann"), gitlab.project("northlight/storefront"));
    let path = format!("/projects/{}/service_accounts", project.id());
    let response = gitlab.send(&ann, &Request::post(path, &json!({ "name": "Deployer" })));
    let body: Value = serde_json::from_str(&response.body).unwrap();
    Place::ServiceAccount(project, body["id"].as_u64().unwrap())
}

#[test]
fn a_groups_accounts_are_listed_for_its_owner() {
    for version in ["17.11.7", "18.11.5-ee", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let (ann, group) = (gitlab.value_of("ann"), gitlab.group("northlight"));
        let page = gitlab.ask(&ann, &resource::service_accounts(group, 1)).unwrap();
        assert_eq!((page.rows.len(), page.odd_rows, page.next), (1, 0, None), "{version}");
        let account = &page.rows[0];
        assert_eq!((account.id, account.name.as_str()), (gitlab.id_of("service_account"), "Rollout robot"));
        assert!(account.username.starts_with("service_account_group_"), "{version}");
        let (dev, reader) = (gitlab.value_of("dev"), gitlab.value_of("reader"));
        for value in [&dev, &reader] {
            let refused = gitlab.ask(value, &resource::service_accounts(group, 1)).unwrap_err();
            assert_eq!(refused.reason(), Some(&Reason::Forbidden), "{version}");
        }
        // Only groups at the top have accounts, whatever the role.
        let below = gitlab.group("northlight/platform");
        let refused = gitlab.ask(&ann, &resource::service_accounts(below, 1)).unwrap_err();
        assert_eq!(refused.reason(), Some(&Reason::Forbidden), "{version}");
    }
}

#[test]
fn a_projects_accounts_are_listed_for_its_maintainers() {
    for version in ["18.11.5-ee", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let place = of_project(&mut gitlab);
        let (reader, project) = (gitlab.value_of("reader"), place.resource().unwrap());
        let page = gitlab.ask(&reader, &resource::service_accounts(project, 1)).unwrap();
        let ids: Vec<u64> = page.rows.iter().map(|account| account.id).collect();
        assert_eq!(ids, [place.user_id().unwrap()], "{version}");
    }
}

fn check_life(gitlab: &mut GitLab, place: Place, version: &str) {
    let ann = gitlab.value_of("ann");
    let (made, value) = gitlab.create_in(&ann, place, "nightly");
    assert_eq!((made.user_id, made.access_level), (place.user_id(), None), "{version}");
    assert_eq!(made.expiry, gitlab.end_in(30), "{version}");
    assert_eq!(gitlab.ask(&value, &personal::get_self()).unwrap().id, made.id);
    assert!(gitlab.rows(&ann, place).iter().any(|row| row.id == made.id), "{version}");

    let act = gitlab.rotate(&made, false);
    let change = gitlab.change_in(place, act);
    let (heir, heirs_value) = gitlab.issue(&ann, &change);
    assert!(heir.id > made.id && heir.user_id == made.user_id, "{version}");
    let rows = gitlab.rows(&ann, place);
    assert_eq!(settle(&change, &rows), Settlement::Rotated(vec![heir.id]), "{version}");
    let act = gitlab.rotate(&made, false);
    assert_eq!(gitlab.make_in(&ann, place, act), "unknown: Some(AlreadyRevoked)", "{version}");

    let change = gitlab.change_in(place, revoke(&heir));
    assert_eq!(told(&gitlab.make(&ann, &change)), "revoked", "{version}");
    let dead = gitlab.ask(&heirs_value, &personal::get_self()).unwrap_err();
    assert_eq!(dead.reason(), Some(&Reason::Revoked), "{version}");
    let rows = gitlab.rows(&ann, place);
    assert_eq!(settle(&change, &rows), Settlement::Revoked, "{version}");
    assert_eq!(gitlab.make_in(&ann, place, revoke(&heir)), "revoked", "again at {version}");
}

#[test]
fn a_service_accounts_token_lives_from_create_over_rotate_to_revoke() {
    for version in ["17.11.7", "18.11.5-ee", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let place = robot(&mut gitlab);
        check_life(&mut gitlab, place, version);
    }
    for version in ["18.11.5-ee", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let place = of_project(&mut gitlab);
        check_life(&mut gitlab, place, version);
    }
}

#[test]
fn a_service_accounts_token_may_have_any_scope_and_signs_in_as_the_account() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let (ann, place) = (gitlab.value_of("ann"), robot(&mut gitlab));
    let new = NewToken { scopes: vec![Scope::API, Scope::READ_USER], ..gitlab.new_in(place, "nightly") };
    let change = gitlab.change_in(place, Act::Create { new, as_own: false, replaces: None });
    let (_, value) = gitlab.issue(&ann, &change);
    let me = gitlab.ask(&value, &user::current()).unwrap();
    assert_eq!((Some(me.id), me.is_bot, me.is_admin), (place.user_id(), false, false));
}

#[test]
fn a_role_too_low_is_a_403_for_every_verb() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let (ann, dev) = (gitlab.value_of("ann"), gitlab.value_of("dev"));
    let maintainer = gitlab.with_api("reader");
    let (group, project) = (robot(&mut gitlab), of_project(&mut gitlab));
    for (value, place) in [(&dev, group), (&maintainer, group), (&dev, project)] {
        let (made, _) = gitlab.create_in(&ann, place, "nightly");
        let refused = gitlab.ask(value, &token::list(place, 1)).unwrap_err();
        assert_eq!(refused.reason(), Some(&Reason::Forbidden));
        assert_eq!(headline(&refused, Attempt::List(place)), "Your role here is too low");
        let create = Act::Create { new: gitlab.new_in(place, "x"), as_own: false, replaces: None };
        let rotate = gitlab.rotate(&made, false);
        for act in [create, rotate, revoke(&made)] {
            assert_eq!(gitlab.make_in(value, place, act), "not done: Some(Forbidden)");
        }
        assert!(!gitlab.row(place, made.id).unwrap().revoked);
    }
    check_life(&mut gitlab, project, "19.5.1-ee");
}

#[test]
fn an_unknown_account_or_token_is_not_found() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let (ann, place) = (gitlab.value_of("ann"), robot(&mut gitlab));
    let group = gitlab.group("northlight");
    // A person is no service account, nor is one of another place.
    let (people, elsewhere) = (gitlab.id_of("dev"), of_project(&mut gitlab).user_id().unwrap());
    for user_id in [9_999_999, people, elsewhere] {
        let missing = gitlab.ask(&ann, &token::list(Place::ServiceAccount(group, user_id), 1)).unwrap_err();
        assert_eq!(missing.reason(), Some(&Reason::NotFound), "{user_id}");
    }
    let hidden = Place::ServiceAccount(Resource::Group(9_999_999), 1);
    let missing = gitlab.ask(&ann, &token::list(hidden, 1)).unwrap_err();
    assert_eq!(missing.reason(), Some(&Reason::NotFound));
    let anns = gitlab.tokens(&ann, gitlab.id_of("ann")).remove(0);
    for target in [Token::named(9_999_999, "x"), anns] {
        let act = gitlab.rotate(&target, false);
        assert_eq!(gitlab.make_in(&ann, place, act), "not done: Some(NotFound)");
        assert_eq!(gitlab.make_in(&ann, place, revoke(&target)), "unknown: Some(NotFound)");
    }
}

#[test]
fn what_gitlab_does_not_accept_is_shown_at_its_field() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let (ann, place) = (gitlab.value_of("ann"), robot(&mut gitlab));
    let good = gitlab.new_in(place, "nightly");
    let far = NewToken { expiry: gitlab.end_in(500), ..good.clone() };
    let strange = NewToken { scopes: vec![Scope::named("brand_new")], ..good.clone() };
    let blank = NewToken { name: String::from(" "), ..good };
    for (new, expected) in [
        (far, "not done: Some(Invalid([(\"expires_at\", \"Expiration date must be before "),
        (strange, "not done: Some(Invalid([(\"scopes\", \"does not have a valid value\")]))"),
        (blank, "not done: Some(Invalid([(\"name\", \"Name can't be blank\")]))"),
    ] {
        let said = gitlab.make_in(&ann, place, Act::Create { new, as_own: false, replaces: None });
        assert!(said.starts_with(expected), "{said}");
    }
}

#[test]
fn robots_may_live_for_ever_where_that_is_allowed() {
    for (is_enforced, expected) in [(true, Some(365)), (false, None)] {
        let settings = Settings { enforce_service_account_expiry: is_enforced, ..Settings::default() };
        let mut gitlab = GitLab::with(Options { world: WorldChoice::Demo, settings, ..Options::default() });
        let (ann, place) = (gitlab.value_of("ann"), robot(&mut gitlab));
        let new = NewToken { expiry: Expiry::Never, ..gitlab.new_in(place, "nightly") };
        let change = gitlab.change_in(place, Act::Create { new, as_own: false, replaces: None });
        let (made, _) = gitlab.issue(&ann, &change);
        assert_eq!(made.expiry, expected.map_or(Expiry::Never, |days| gitlab.end_in(days)));
    }
}
