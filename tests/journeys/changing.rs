//! Create, rotate, revoke: the good ends, and the refusals.

use keyturn::changes::Act;
use keyturn::gitlab::calls::{personal, token};
use keyturn::gitlab::error::Reason;
use keyturn::tokens::{Expiry, NewToken, Place, Scope, Status};

use crate::gitlab::{GitLab, told};

/// What comes of a change somebody makes to own tokens.
fn check(gitlab: &mut GitLab, who: &str, act: Act, expected: &str) {
    let value = gitlab.value_of(who);
    let label = format!("{who}: {act:?}");
    let change = gitlab.change(&value, gitlab.id_of(who), act);
    let outcome = gitlab.make(&value, &change);
    assert!(told(&outcome).starts_with(expected), "{} of {label}", told(&outcome));
}

#[test]
fn an_administrator_creates_a_token_that_works_at_once() {
    for version in ["13.12.15", "15.11.13", "17.11.7", "19.5.1-ee"] {
        let mut gitlab = GitLab::of(version);
        let (token, value) = gitlab.create("ann", "laptop");
        assert_eq!((token.name.as_str(), token.user_id), ("laptop", Some(gitlab.id_of("ann"))));
        assert_eq!(token.expiry, Expiry::Day(gitlab.in_days(30)), "{version}");
        let rows = gitlab.tokens(&value, gitlab.id_of("ann"));
        let row = rows.iter().find(|row| row.id == token.id).unwrap();
        assert_eq!((row.name.as_str(), &row.scopes), ("laptop", &vec![Scope::API]));
        assert!(Status::of(row, gitlab.now).is_alive());
    }
}

#[test]
fn a_description_is_kept_where_the_release_knows_it() {
    for (version, expected) in
        [("17.6.0", None), ("17.7.0", Some("for the train")), ("19.5.1-ee", Some("for the train"))]
    {
        let mut gitlab = GitLab::of(version);
        let (root, ann) = (gitlab.value_of("root"), gitlab.id_of("ann"));
        let new = NewToken { description: Some(String::from("for the train")), ..gitlab.new_token("x") };
        let change = gitlab.change(&root, ann, Act::Create { new, as_own: false, replaces: None });
        let (token, _) = gitlab.issue(&root, &change);
        assert_eq!(token.description.as_deref(), expected, "{version}");
    }
}

#[test]
fn a_create_that_gitlab_refuses_is_not_done() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let new = gitlab.new_token("x");
    let foreign = Act::Create { new: new.clone(), as_own: false, replaces: None };
    check(&mut gitlab, "ann", foreign.clone(), "not done: Some(Forbidden)");
    check(&mut gitlab, "reader", foreign, "not done: Some(MissingScope([\"api\"");
    let own = |new| Act::Create { new, as_own: true, replaces: None };
    check(
        &mut gitlab,
        "ann",
        own(new.clone()),
        "not done: Some(Invalid([(\"scopes\", \"does not have a valid value\")])",
    );
    let far = NewToken { expiry: gitlab.end_in(500), ..new.clone() };
    check(
        &mut gitlab,
        "root",
        Act::Create { new: far, as_own: false, replaces: None },
        "not done: Some(Invalid([(\"expires_at\", \"Expiration date must be before ",
    );
    let blank = NewToken { scopes: Vec::new(), ..new.clone() };
    check(
        &mut gitlab,
        "root",
        Act::Create { new: blank, as_own: false, replaces: None },
        "not done: Some(Invalid(",
    );
    let few = NewToken { scopes: vec![Scope::K8S_PROXY], ..new };
    check(&mut gitlab, "ann", own(few.clone()), "issued");
    check(&mut GitLab::of("16.4.0"), "ann", own(few), "not done: Some(NoSuchEndpoint)");
}

#[test]
fn a_rotated_token_has_a_new_id_and_value_and_the_old_one_is_dead() {
    for version in ["16.6.0", "16.11.10", "17.11.7", "18.11.5-ee", "19.5.1-ee"] {
        let mut gitlab = GitLab::of(version);
        let (value, ann) = (gitlab.value_of("ann"), gitlab.id_of("ann"));
        let (old, old_value) = gitlab.create("ann", "laptop");
        let act = gitlab.rotate(&old, false);
        let change = gitlab.change(&value, ann, act);
        let (new, new_value) = gitlab.issue(&value, &change);
        assert!(new.id > old.id && new_value != old_value);
        assert_eq!((&new.name, &new.scopes, new.user_id), (&old.name, &old.scopes, old.user_id));
        assert_eq!(new.expiry, Expiry::Day(gitlab.in_days(60)), "{version}");
        assert_eq!(gitlab.ask(&new_value, &personal::get_self()).unwrap().id, new.id);
        let dead = gitlab.ask(&old_value, &personal::get_self()).unwrap_err();
        assert_eq!(dead.reason(), Some(&Reason::Revoked), "{version}");
        let row = gitlab.ask(&value, &token::get(Place::AllUsers, old.id)).unwrap();
        assert_eq!(Status::of(&row, gitlab.now), Status::Revoked);
    }
}

#[test]
fn a_release_that_cannot_rotate_or_not_to_a_date_is_known_by_what_comes_back() {
    let mut gitlab = GitLab::of("15.11.13");
    let (old, _) = gitlab.create("ann", "laptop");
    let act = gitlab.rotate(&old, false);
    check(&mut gitlab, "ann", act, "not done: Some(NoSuchEndpoint)");

    let mut gitlab = GitLab::of("16.0.0");
    let value = gitlab.value_of("ann");
    let (old, _) = gitlab.create("ann", "laptop");
    let act = gitlab.rotate(&old, false);
    let change = gitlab.change(&value, gitlab.id_of("ann"), act);
    let (new, _) = gitlab.issue(&value, &change);
    assert_eq!(new.expiry, Expiry::Day(gitlab.in_days(7)), "before 16.6 it is always a week");
}

#[test]
fn a_rotation_that_gitlab_refuses_is_not_done() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let (hers, _) = gitlab.create("ann", "hers");
    let act = gitlab.rotate(&hers, false);
    check(&mut gitlab, "dev", act.clone(), "not done: Some(Unauthorized)");
    check(&mut gitlab, "reader", act, "not done: Some(MissingScope(");
    let far = Act::Rotate { token: hers, expiry: gitlab.end_in(500), is_self: false };
    check(
        &mut gitlab,
        "ann",
        far,
        "not done: Some(Invalid([(\"expires_at\", \"Expiration date must be before ",
    );
}

#[test]
fn rotating_the_credential_itself_hands_the_session_over() {
    for version in ["16.10.0", "17.11.7", "19.5.1-ee"] {
        let mut gitlab = GitLab::of(version);
        let (old_value, ann) = (gitlab.value_of("ann"), gitlab.id_of("ann"));
        let own = gitlab.ask(&old_value, &personal::get_self()).unwrap();
        let act = gitlab.rotate(&own, true);
        let change = gitlab.change(&old_value, ann, act);
        let (new, new_value) = gitlab.issue(&old_value, &change);
        assert_eq!(gitlab.ask(&new_value, &personal::get_self()).unwrap().id, new.id, "{version}");
        let dead = gitlab.ask(&old_value, &token::list(Place::User(ann), 1)).unwrap_err();
        assert!(dead.is_dead_credential(), "{version}");
    }
}

#[test]
fn a_token_of_the_scope_self_rotate_rotates_itself_and_nothing_else() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let value = gitlab.value_of("self_rotate");
    let own = gitlab.ask(&value, &personal::get_self()).unwrap();
    let list = gitlab.ask(&value, &token::list(Place::User(own.user_id.unwrap()), 1)).unwrap_err();
    assert!(matches!(list.reason(), Some(Reason::MissingScope(_))));
    let rotated = gitlab.ask(&value, &personal::rotate_self(gitlab.end_in(9)));
    assert!(rotated.is_ok_and(|issued| issued.token.id > own.id));
}

#[test]
fn a_revoked_token_is_dead_and_revoking_it_again_is_done_again() {
    for version in ["13.12.15", "16.11.10", "19.5.1-ee"] {
        let mut gitlab = GitLab::of(version);
        let (token, value) = gitlab.create("ann", "laptop");
        let act = Act::Revoke { token: token.clone(), is_self: false };
        check(&mut gitlab, "ann", act.clone(), "revoked");
        check(&mut gitlab, "ann", act, "revoked");
        let dead = gitlab.ask(&value, &token::list(Place::User(token.user_id.unwrap()), 1)).unwrap_err();
        assert_eq!(dead.reason(), Some(&Reason::Revoked), "{version}");
    }
}

#[test]
fn revoking_the_credential_itself_ends_it_whatever_its_scope() {
    for (version, who) in [("15.0.5", "ann"), ("15.11.13", "reader"), ("19.5.1-ee", "reader")] {
        let mut gitlab = GitLab::of(version);
        let value = gitlab.value_of(who);
        let row = gitlab.tokens(&value, gitlab.id_of(who)).remove(0);
        check(&mut gitlab, who, Act::Revoke { token: row, is_self: true }, "revoked");
        let dead = gitlab.ask(&value, &token::list(Place::User(1), 1)).unwrap_err();
        assert_eq!(dead.reason(), Some(&Reason::Revoked), "{version}");
    }
}

#[test]
fn a_token_whose_day_has_come_is_dead_at_midnight_in_utc() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let (token, value) = gitlab.create("ann", "laptop");
    let end = token.expiry.ends_at().unwrap();
    gitlab.now = end - chrono::TimeDelta::seconds(2);
    assert!(gitlab.ask(&value, &personal::get_self()).is_ok());
    assert!(Status::of(&token, gitlab.now).is_alive());
    let dead = gitlab.ask(&value, &personal::get_self()).unwrap_err();
    assert_eq!((gitlab.now, dead.reason()), (end, Some(&Reason::Expired)));
    assert_eq!(Status::of(&token, gitlab.now), Status::Expired);
}
