//! Deploy tokens: no rotation, an end to the instant, a row that goes with the token.

use chrono::TimeDelta;
use keyturn::changes::{Act, Outcome, Settlement, settle};
use keyturn::gitlab::calls::{token, user};
use keyturn::gitlab::error::Reason;
use keyturn::tokens::{Expiry, NewToken, Place, Scope, Status, Token};
use keyturn::words::Attempt;

use crate::gitlab::{GitLab, headline, revoke, told};

const TOO_LOW: &str = "Your role here is too low";

fn both(gitlab: &mut GitLab) -> [Place; 2] {
    [Place::Deploy(gitlab.project("northlight/storefront")), Place::Deploy(gitlab.group("northlight"))]
}

fn create(new: NewToken) -> Act {
    Act::Create { new, as_own: false, replaces: None }
}

#[test]
fn a_deploy_token_lives_from_create_over_replace_to_revoke() {
    for version in ["13.12.15", "14.10.5", "16.11.10", "17.11.7", "18.11.5-ee", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let ann = gitlab.value_of("ann");
        for place in both(&mut gitlab) {
            let (old, value) = gitlab.create_in(&ann, place, "pull");
            assert_eq!((old.name.as_str(), old.username.as_deref()), ("pull", Some("puller")), "{version}");
            assert_eq!((old.user_id, old.created_at, old.access_level), (None, None, None));
            assert!(matches!(old.expiry, Expiry::Instant(_)) && !old.revoked, "{version}");
            let dead = gitlab.ask(&value, &user::current()).unwrap_err();
            assert_eq!(dead.reason(), Some(&Reason::Unauthorized), "it is no credential of the API");

            // There is no rotation: a twin is made beside it, then the old one is revoked.
            let (twin, _) = gitlab.create_in(&ann, place, "pull");
            assert!(twin.id > old.id);
            let rows = gitlab.rows(&ann, place);
            for id in [old.id, twin.id] {
                let row = rows.iter().find(|row| row.id == id).unwrap();
                assert!(Status::of(row, gitlab.now).is_alive(), "both work at {version}");
            }
            let change = gitlab.change_in(place, revoke(&old));
            assert_eq!(told(&gitlab.make(&ann, &change)), "revoked", "{version}");
            let rows = gitlab.rows(&ann, place);
            assert!(rows.iter().all(|row| row.id != old.id) && rows.iter().any(|row| row.id == twin.id));
            assert_eq!(settle(&change, &rows), Settlement::Revoked, "{version}");
        }
    }
}

#[test]
fn one_by_itself_is_the_row_of_the_list() {
    for version in ["14.10.5", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let ann = gitlab.value_of("ann");
        for place in both(&mut gitlab) {
            for row in gitlab.rows(&ann, place) {
                assert_eq!(gitlab.ask(&ann, &token::get(place, row.id)), Ok(row), "{version}");
            }
            let missing = gitlab.ask(&ann, &token::get(place, 9_999_999)).unwrap_err();
            assert_eq!(missing.reason(), Some(&Reason::NotFound));
        }
    }
}

#[test]
fn an_end_is_kept_to_the_second_and_none_is_none() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let ann = gitlab.value_of("ann");
    for place in both(&mut gitlab) {
        let far = gitlab.now + TimeDelta::days(5_000) + TimeDelta::seconds(7);
        for expiry in [Expiry::Never, Expiry::Instant(far)] {
            let new = NewToken { expiry, username: None, ..gitlab.new_in(place, "pull") };
            let change = gitlab.change_in(place, create(new));
            let (made, _) = gitlab.issue(&ann, &change);
            assert_eq!(made.expiry, expiry);
            assert_eq!(made.username, Some(format!("gitlab+deploy-token-{}", made.id)), "made up by GitLab");
            assert_eq!(gitlab.row(place, made.id).unwrap().expiry, expiry);
        }
    }
}

#[test]
fn scopes_come_back_in_gitlabs_own_order_and_are_known_as_those_asked_for() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let ann = gitlab.value_of("ann");
    for place in both(&mut gitlab) {
        let scopes = vec![Scope::WRITE_PACKAGE_REGISTRY, Scope::READ_REGISTRY, Scope::READ_REPOSITORY];
        let new = NewToken { scopes, ..gitlab.new_in(place, "pull") };
        let change = gitlab.change_in(place, create(new));
        let (made, _) = gitlab.issue(&ann, &change);
        assert_eq!(
            made.scopes,
            [Scope::READ_REPOSITORY, Scope::READ_REGISTRY, Scope::WRITE_PACKAGE_REGISTRY]
        );
        let rows = gitlab.rows(&ann, place);
        assert_eq!(settle(&change, &rows), Settlement::Created(vec![made.id]));
    }
}

#[test]
fn what_gitlab_calls_expired_is_what_the_page_calls_so() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let root = gitlab.value_of("root");
    let started = gitlab.now;
    let place = both(&mut gitlab)[0];
    let noon = started.date_naive().and_hms_opt(12, 0, 0).unwrap().and_utc() + TimeDelta::days(3);
    let new = NewToken { expiry: Expiry::Instant(noon), ..gitlab.new_in(place, "pull") };
    let change = gitlab.change_in(place, create(new));
    let (made, _) = gitlab.issue(&root, &change);
    for (at, expected) in [
        (noon - TimeDelta::seconds(2), false),
        (noon, false),
        (noon + TimeDelta::hours(11), false),
        (noon + TimeDelta::hours(12), true),
        (noon + TimeDelta::days(9), true),
    ] {
        gitlab.now = at;
        let row = gitlab.ask(&root, &token::get(place, made.id)).unwrap();
        let expired = (String::from("expired"), expected.to_string());
        assert!(row.other_fields.contains(&expired), "{at}: {:?}", row.other_fields);
        assert_eq!(Status::of(&row, gitlab.now) == Status::Expired, expected, "{at}");
    }
}

#[test]
fn maintainers_read_those_of_a_group_and_only_owners_change_them() {
    for version in ["13.12.15", "17.11.7", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let ann = gitlab.value_of("ann");
        let maintainer = gitlab.with_api("reader");
        let [project, group] = both(&mut gitlab);
        let (old, _) = gitlab.create_in(&ann, group, "pull");
        assert!(gitlab.rows(&maintainer, group).iter().any(|row| row.id == old.id), "{version}");
        for act in [create(gitlab.new_in(group, "x")), revoke(&old)] {
            let change = gitlab.change_in(group, act);
            let Outcome::NotDone(cause) = gitlab.make(&maintainer, &change) else { panic!("{version}") };
            assert_eq!(cause.reason(), Some(&Reason::Forbidden));
            assert_eq!(headline(&cause, Attempt::Create(group)), TOO_LOW);
        }
        let (new, _) = gitlab.create_in(&maintainer, project, "pull");
        assert_eq!(gitlab.make_in(&maintainer, project, revoke(&new)), "revoked", "{version}");

        let dev = gitlab.value_of("dev");
        for place in [project, group] {
            let refused = gitlab.ask(&dev, &token::list(place, 1)).unwrap_err();
            assert_eq!(refused.reason(), Some(&Reason::Forbidden), "{version}");
            assert_eq!(headline(&refused, Attempt::List(place)), TOO_LOW);
            let act = create(gitlab.new_in(place, "x"));
            assert_eq!(gitlab.make_in(&dev, place, act), "not done: Some(Forbidden)", "{version}");
        }
    }
}

#[test]
fn creating_them_is_not_switched_off_with_project_and_group_tokens() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let (ann, place) = (gitlab.value_of("ann"), Place::Deploy(gitlab.project("fieldwork/driver-app")));
    let (made, _) = gitlab.create_in(&ann, place, "pull");
    assert_eq!(gitlab.make_in(&ann, place, revoke(&made)), "revoked");
}

#[test]
fn all_of_an_instance_are_for_an_administrator_and_none_is_left_out() {
    for version in ["13.12.15", "17.11.7", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let (root, ann) = (gitlab.value_of("root"), gitlab.value_of("ann"));
        let all = gitlab.rows(&root, Place::DeployInstance);
        let ids: Vec<u64> = all.iter().map(|row| row.id).collect();
        assert!(ids.len() > 15 && ids.is_sorted(), "{version}");
        for place in both(&mut gitlab) {
            let rows = gitlab.rows(&root, place);
            assert!(!rows.is_empty() && rows.iter().all(|row| all.contains(row)), "{version}");
        }
        let refused = gitlab.ask(&ann, &token::list(Place::DeployInstance, 1)).unwrap_err();
        assert_eq!(refused.reason(), Some(&Reason::Forbidden), "{version}");
        assert_eq!(headline(&refused, Attempt::List(Place::DeployInstance)), "You may not do this");
    }
}

#[test]
fn what_gitlab_does_not_accept_is_shown_at_its_field() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let ann = gitlab.value_of("ann");
    for place in both(&mut gitlab) {
        let good = gitlab.new_in(place, "pull");
        let with_api = NewToken { scopes: vec![Scope::API], ..good.clone() };
        let without = NewToken { scopes: Vec::new(), ..good.clone() };
        let spaced = NewToken { username: Some(String::from("two words")), ..good.clone() };
        let long = NewToken { name: "x".repeat(256), ..good };
        for (new, field, text) in [
            (with_api, "scopes", "does not have a valid value"),
            (without, "scopes", "Scopes can't be blank"),
            (spaced, "username", "Username can contain only letters, digits, '_', '-', '+', and '.'"),
            (long, "name", "Name is too long (maximum is 255 characters)"),
        ] {
            let expected = format!("not done: Some(Invalid([({field:?}, {text:?})]))");
            assert_eq!(gitlab.make_in(&ann, place, create(new)), expected);
        }
    }
}

#[test]
fn a_missing_one_and_a_hidden_project_are_not_found() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let (ann, guest) = (gitlab.value_of("ann"), gitlab.value_of("guest"));
    let [project, group] = both(&mut gitlab);
    let elsewhere = gitlab.rows(&ann, group).remove(0);
    // A first sending may have removed it: no proof.
    for target in [Token::named(9_999_999, "x"), elsewhere] {
        assert_eq!(gitlab.make_in(&ann, project, revoke(&target)), "unknown: Some(NotFound)");
    }
    let hidden = Place::Deploy(gitlab.project("fieldwork/driver-app"));
    for value in [guest.as_str(), ""] {
        let missing = gitlab.ask(value, &token::list(hidden, 1)).unwrap_err();
        assert_eq!(missing.reason(), Some(&Reason::NotFound));
        assert_eq!(headline(&missing, Attempt::List(hidden)), "GitLab finds no such project or group");
    }
}
