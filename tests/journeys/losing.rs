//! Answers that never arrive, and requests that a browser sent twice: what is certain, and how nothing stays lost.

use keyturn::changes::{Act, Change, Outcome, Settlement, judge, settle, twins};
use keyturn::gitlab::Transport;
use keyturn::gitlab::calls::{personal, token};
use keyturn::gitlab::error::Reason;
use keyturn::tokens::{Expiry, Place, Token};

use crate::gitlab::{GitLab, told};

/// The request arrives and is carried out, the answer is lost.
pub fn lose(gitlab: &mut GitLab, value: &str, change: &Change) {
    let response = gitlab.send(value, &change.request(gitlab.abilities));
    assert!(response.is_success(), "it was to be carried out: {}", response.status);
    let outcome = judge(change, Err(Transport::Unreachable));
    assert!(matches!(outcome, Outcome::Unknown(_)));
}

/// A change that root makes to a token of Ann's.
fn of_anns(gitlab: &mut GitLab, act: impl FnOnce(&GitLab, &Token) -> Act) -> (String, Token, Change) {
    let (token, _) = gitlab.create("ann", "laptop");
    let root = gitlab.value_of("root");
    let act = act(gitlab, &token);
    let change = gitlab.change(&root, gitlab.id_of("ann"), act);
    (root, token, change)
}

fn create(gitlab: &mut GitLab) -> (String, Change) {
    let (root, _, change) = of_anns(gitlab, |gitlab, _| Act::Create {
        new: gitlab.new_token("laptop"),
        as_own: false,
        replaces: None,
    });
    (root, change)
}

fn settled(gitlab: &mut GitLab, value: &str, change: &Change) -> Settlement {
    let rows = gitlab.tokens(value, change.user_id().unwrap());
    settle(change, &rows)
}

#[test]
fn a_create_that_never_arrived_created_nothing_though_an_older_one_has_the_same_name() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let (root, change) = create(&mut gitlab);
    assert_eq!(settled(&mut gitlab, &root, &change), Settlement::NotCreated);
}

#[test]
fn a_create_whose_answer_was_lost_is_found_and_its_value_replaced() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let (root, change) = create(&mut gitlab);
    lose(&mut gitlab, &root, &change);
    let Settlement::Created(ids) = settled(&mut gitlab, &root, &change) else { panic!("not found") };
    assert_eq!(ids.len(), 1);
    // The value is lost, the token is not: rotating the orphan gives a value that works.
    let issued = gitlab.ask(&root, &token::rotate(Place::AllUsers, ids[0], gitlab.end_in(30)));
    let Ok(issued) = issued else { panic!("not rotated") };
    let value = issued.value.expose().to_owned();
    assert_eq!(gitlab.ask(&value, &personal::get_self()).unwrap().name, "laptop");
}

#[test]
fn a_create_the_browser_sent_twice_leaves_a_twin_that_is_named() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let (root, change) = create(&mut gitlab);
    lose(&mut gitlab, &root, &change);
    let (received, _) = gitlab.issue(&root, &change);
    let rows = gitlab.tokens(&root, change.user_id().unwrap());
    let twins = twins(&change, received.id, &rows);
    assert_eq!(twins.len(), 1);
    assert!(twins[0] != received.id && twins[0] > change.highest_known);

    let (root, change) = create(&mut gitlab);
    lose(&mut gitlab, &root, &change);
    lose(&mut gitlab, &root, &change);
    let Settlement::Created(ids) = settled(&mut gitlab, &root, &change) else { panic!("not found") };
    assert_eq!(ids.len(), 2);
}

#[test]
fn a_rotation_sent_twice_is_refused_by_gitlab_and_never_called_a_failure() {
    for version in ["16.11.10", "19.5.1-ee"] {
        let mut gitlab = GitLab::of(version);
        let (root, _, change) = of_anns(&mut gitlab, |gitlab, token| gitlab.rotate(token, false));
        lose(&mut gitlab, &root, &change);
        let outcome = gitlab.make(&root, &change);
        assert_eq!(told(&outcome), "unknown: Some(AlreadyRevoked)", "{version}");
        let Settlement::Rotated(ids) = settled(&mut gitlab, &root, &change) else { panic!("not rotated") };
        assert_eq!(ids.len(), 1);
        assert!(gitlab.ask(&root, &token::rotate(Place::AllUsers, ids[0], gitlab.end_in(30))).is_ok());
    }
}

#[test]
fn a_rotation_that_never_arrived_left_the_old_token_working() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let (root, _, change) = of_anns(&mut gitlab, |gitlab, token| gitlab.rotate(token, false));
    assert_eq!(settled(&mut gitlab, &root, &change), Settlement::NotRotated);
}

#[test]
fn a_self_rotation_sent_twice_kills_the_whole_family() {
    for version in ["16.9.0", "16.11.10", "19.5.1-ee"] {
        let mut gitlab = GitLab::of(version);
        let (value, ann) = (gitlab.value_of("ann"), gitlab.id_of("ann"));
        let own = gitlab.ask(&value, &personal::get_self()).unwrap();
        let act = gitlab.rotate(&own, true);
        let change = gitlab.change(&value, ann, act);
        let (_, heir) = gitlab.issue(&value, &change);
        assert!(gitlab.ask(&heir, &personal::get_self()).is_ok());

        let outcome = gitlab.make(&value, &change);
        assert_eq!(told(&outcome), "unknown: Some(Revoked)", "{version}");
        let dead = gitlab.ask(&heir, &personal::get_self()).unwrap_err();
        assert_eq!(dead.reason(), Some(&Reason::Revoked), "reuse protection at {version}");
        let root = gitlab.value_of("root");
        assert_eq!(settled(&mut gitlab, &root, &change), Settlement::Rotated(vec![]));
    }
}

#[test]
fn a_dead_credential_kills_its_heir_whatever_token_it_tries_to_rotate() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let value = gitlab.value_of("ann");
    let (other, _) = gitlab.create("ann", "other");
    let Ok(first) = gitlab.ask(&value, &personal::rotate_self(gitlab.end_in(60))) else { panic!() };
    let heir = first.value.expose().to_owned();
    // Reading with it does no harm; that is why it is read before every rotation.
    assert!(gitlab.ask(&value, &personal::get_self()).unwrap_err().is_dead_credential());
    assert!(gitlab.ask(&heir, &personal::get_self()).is_ok());
    assert!(gitlab.ask(&value, &token::rotate(Place::AllUsers, other.id, Expiry::Never)).is_err());
    assert!(gitlab.ask(&heir, &personal::get_self()).is_err());
    let root = gitlab.value_of("root");
    assert!(!gitlab.ask(&root, &token::get(Place::AllUsers, other.id)).unwrap().revoked);
}

#[test]
fn the_sign_in_token_is_rotated_before_16_10_too() {
    let mut gitlab = GitLab::of("16.9.0");
    let value = gitlab.value_of("ann");
    assert!(
        gitlab.ask(&value, &personal::rotate_self(gitlab.end_in(60))).is_err(),
        "there is no such endpoint"
    );
    let own = gitlab.ask(&value, &personal::get_self()).unwrap();
    let act = gitlab.rotate(&own, true);
    let change = gitlab.change(&value, gitlab.id_of("ann"), act);
    let (fresh, heir) = gitlab.issue(&value, &change);
    assert_eq!(gitlab.ask(&heir, &personal::get_self()).unwrap().id, fresh.id);
    assert!(gitlab.ask(&value, &personal::get_self()).unwrap_err().is_dead_credential());
}

#[test]
fn a_revocation_whose_answer_was_lost_is_proven_by_the_list() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let revoke = |_: &GitLab, token: &Token| Act::Revoke { token: token.clone(), is_self: false };
    let (root, _, change) = of_anns(&mut gitlab, revoke);
    assert_eq!(settled(&mut gitlab, &root, &change), Settlement::NotRevoked);
    lose(&mut gitlab, &root, &change);
    assert_eq!(settled(&mut gitlab, &root, &change), Settlement::Revoked);
}

#[test]
fn a_revocation_gitlab_does_not_permit_is_settled_as_not_done() {
    // The newest release says what is wrong, older ones only that something is.
    for (version, expected) in
        [("18.11.5-ee", "unknown: Some(Invalid([]))"), ("19.5.1-ee", "not done: Some(NotPermitted)")]
    {
        let mut gitlab = GitLab::of(version);
        let (token, _) = gitlab.create("ann", "hers");
        let dev = gitlab.value_of("dev");
        let act = Act::Revoke { token: token.clone(), is_self: false };
        let change = gitlab.change(&dev, gitlab.id_of("dev"), act);
        assert_eq!(told(&gitlab.make(&dev, &change)), expected, "{version}");
        let root = gitlab.value_of("root");
        let rows = gitlab.tokens(&root, token.user_id.unwrap());
        assert_eq!(settle(&change, &rows), Settlement::NotRevoked, "{version}");
    }
}
