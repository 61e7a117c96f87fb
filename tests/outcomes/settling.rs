//! What a list proves after an unknown outcome, and which tokens are twins of one whose value came.

use keyturn::changes::{Act, Change, Settlement, settle, twins};
use keyturn::tokens::date::parse_instant;
use keyturn::tokens::{NewToken, Scope, Token};

use crate::{change, create, revoke, rotate, target};

/// A token like the one asked for, with this id, made a second after the change began.
fn alike(id: u64) -> Token {
    Token { id, created_at: parse_instant("2026-11-21T08:00:01.500Z"), ..target() }
}

fn revoked(token: Token) -> Token {
    Token { revoked: true, ..token }
}

fn check(act: Act, tokens: &[Token], expected: &Settlement) {
    assert_eq!(settle(&change(act), tokens), *expected);
}

#[test]
fn a_create_that_left_nothing_behind_created_nothing() {
    check(create(), &[], &Settlement::NotCreated);
    check(create(), &[target(), alike(50), alike(90)], &Settlement::NotCreated);
}

#[test]
fn a_create_whose_answer_was_lost_is_found_by_its_id_name_scopes_and_time() {
    check(create(), &[target(), alike(91)], &Settlement::Created(vec![91]));
}

#[test]
fn a_create_done_twice_names_both() {
    check(create(), &[alike(91), target(), alike(92)], &Settlement::Created(vec![91, 92]));
}

#[test]
fn a_token_of_the_same_name_from_before_is_never_accused() {
    check(create(), &[alike(12), alike(90), alike(91)], &Settlement::Created(vec![91]));
}

#[test]
fn the_time_says_something_only_where_gitlabs_clock_is_known() {
    let at = |moment: &str| Token { created_at: parse_instant(moment), ..alike(91) };
    let untold = Token { created_at: None, ..alike(91) };
    for (not_before, token, is_ours) in [
        // However wrong the clock of this machine is, the id alone decides.
        (None, at("2001-01-01T00:00:00Z"), true),
        (None, at("2026-11-21T07:49:59Z"), true),
        (None, untold.clone(), true),
        (Some("2026-11-21T07:59:30Z"), at("2026-11-21T07:59:29.999Z"), false),
        (Some("2026-11-21T07:59:30Z"), at("2026-11-21T07:59:30Z"), true),
        (Some("2026-11-21T07:59:30Z"), at("2026-11-22T00:00:00Z"), true),
        (Some("2026-11-21T07:59:30Z"), untold, true),
    ] {
        let change = |act| Change { not_before: not_before.and_then(parse_instant), ..change(act) };
        let expected = if is_ours { vec![91] } else { Vec::new() };
        let tokens = [revoked(target()), token];
        let created = if is_ours { Settlement::Created(expected.clone()) } else { Settlement::NotCreated };
        assert_eq!(settle(&change(create()), &tokens), created, "{not_before:?} {tokens:?}");
        let rotated = Settlement::Rotated(expected.clone());
        assert_eq!(settle(&change(rotate(false)), &tokens), rotated, "{not_before:?} {tokens:?}");
        assert_eq!(twins(&change(create()), 92, &tokens), expected, "{not_before:?} {tokens:?}");
        // The time never makes an older token a new one.
        let older = Token { id: 90, ..tokens[1].clone() };
        assert_eq!(settle(&change(create()), &[older]), Settlement::NotCreated);
    }
}

#[test]
fn only_a_working_token_of_the_same_name_scopes_and_user_can_have_come_of_it() {
    for (other, is_ours) in [
        (alike(91), true),
        (Token { scopes: vec![Scope::READ_USER, Scope::READ_API], ..alike(91) }, true),
        (Token { created_at: parse_instant("2026-11-21T07:50:00Z"), ..alike(91) }, true),
        (Token { created_at: parse_instant("2026-11-21T08:30:00Z"), ..alike(91) }, true),
        (Token { created_at: None, user_id: None, ..alike(91) }, true),
        (Token { name: String::from("Laptop"), ..alike(91) }, false),
        (Token { scopes: vec![Scope::READ_API], ..alike(91) }, false),
        (Token { scopes: vec![Scope::READ_API, Scope::API], ..alike(91) }, false),
        (Token { scopes: vec![Scope::READ_API, Scope::READ_USER, Scope::API], ..alike(91) }, false),
        (Token { user_id: Some(319), ..alike(91) }, false),
        (Token { revoked: true, ..alike(91) }, false),
    ] {
        let expected = if is_ours { Settlement::Created(vec![91]) } else { Settlement::NotCreated };
        check(create(), &[other], &expected);
    }
}

#[test]
fn a_deploy_token_is_told_by_the_user_name_that_was_asked_for() {
    let Act::Create { new, .. } = create() else { return };
    let username = Some(String::from("cluster"));
    let asked = Act::Create { new: NewToken { username, ..new }, as_own: false, replaces: None };
    let named = |id, name: &str| Token {
        username: Some(name.to_owned()),
        created_at: None,
        user_id: None,
        ..alike(id)
    };
    let tokens = [named(91, "gitlab+deploy-token-91"), named(92, "cluster"), alike(93)];
    check(asked, &tokens, &Settlement::Created(vec![92]));
    check(create(), &tokens, &Settlement::Created(vec![91, 92, 93]));
}

#[test]
fn a_token_that_still_works_was_not_rotated() {
    for is_self in [false, true] {
        check(rotate(is_self), &[target()], &Settlement::NotRotated);
        check(rotate(is_self), &[target(), alike(91)], &Settlement::NotRotated);
    }
}

#[test]
fn a_dead_token_with_an_heir_was_rotated_by_whomever() {
    for is_self in [false, true] {
        let tokens = [revoked(target()), alike(91)];
        check(rotate(is_self), &tokens, &Settlement::Rotated(vec![91]));
    }
    // Someone else rotated it half an hour after it was looked at, and once more.
    let tokens = [revoked(target()), revoked(alike(91)), alike(92)];
    check(rotate(false), &tokens, &Settlement::Rotated(vec![92]));
}

#[test]
fn a_family_that_gitlab_revoked_leaves_no_heir() {
    let tokens = [revoked(target()), revoked(alike(91))];
    check(rotate(true), &tokens, &Settlement::Rotated(vec![]));
}

#[test]
fn a_revocation_is_proven_by_the_token_itself() {
    for is_self in [false, true] {
        check(revoke(is_self), &[revoked(target())], &Settlement::Revoked);
        check(revoke(is_self), &[target(), alike(91)], &Settlement::NotRevoked);
    }
}

#[test]
fn a_token_missing_from_the_list_is_said_to_be_missing() {
    check(rotate(false), &[alike(91)], &Settlement::Gone);
    check(revoke(false), &[], &Settlement::Gone);
}

#[test]
fn a_twin_is_what_the_same_confirmation_made_beside_the_value_received() {
    let tokens = [target(), alike(91), alike(92)];
    assert_eq!(twins(&change(create()), 92, &tokens), [91]);
    assert_eq!(twins(&change(create()), 91, &tokens[..2]), [] as [u64; 0]);
    let tokens = [revoked(target()), alike(91)];
    assert_eq!(twins(&change(rotate(false)), 91, &tokens), [] as [u64; 0]);
}
