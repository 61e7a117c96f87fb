//! What a list of each place proves: whose token it may be, and what a row that is missing means.

use keyturn::changes::{Act, Settlement, settle, twins};
use keyturn::tokens::date::parse_instant;
use keyturn::tokens::{Place, Resource, Token};

use crate::{change_in, create, revoke, rotate, target};

const WEB: Resource = Resource::Project(88);
const ACME: Resource = Resource::Group(12);

/// A token like the one asked for, made a second after the change began, acting as this user.
fn alike(id: u64, user_id: u64) -> Token {
    let created_at = parse_instant("2026-11-21T08:00:01.500Z");
    Token { id, created_at, user_id: Some(user_id), ..target() }
}

/// A deploy token like the one asked for: it has no user and no date of birth.
fn deploy(id: u64) -> Token {
    Token { id, created_at: None, user_id: None, ..target() }
}

fn gone(tokens: &[Token]) -> Vec<Token> {
    tokens.iter().filter(|token| token.id != 7).cloned().collect()
}

fn check(place: Place, act: Act, tokens: &[Token], expected: &Settlement) {
    let change = change_in(place, act);
    assert_eq!(settle(&change, tokens), *expected, "{place:?} {:?}", change.act);
}

#[test]
fn a_created_project_or_group_token_is_ours_whatever_bot_it_got() {
    for place in [Place::Resource(WEB), Place::Resource(ACME)] {
        let tokens = [target(), alike(91, 9144), alike(92, 9145)];
        check(place, create(), &tokens, &Settlement::Created(vec![91, 92]));
        assert_eq!(change_in(place, create()).user_id(), None);
        assert_eq!(twins(&change_in(place, create()), 92, &tokens), [91]);
    }
}

#[test]
fn a_created_token_of_a_known_user_is_ours_only_if_it_is_that_users() {
    let account = Place::ServiceAccount(ACME, 318);
    for place in [Place::User(318), Place::Impersonation(318), account, Place::ServiceAccount(WEB, 318)] {
        let tokens = [target(), alike(91, 319), alike(92, 318)];
        check(place, create(), &tokens, &Settlement::Created(vec![92]));
        assert_eq!(twins(&change_in(place, create()), 92, &tokens), [] as [u64; 0]);
        assert_eq!(change_in(place, create()).user_id(), Some(318));
    }
}

#[test]
fn a_rotated_project_or_group_token_keeps_its_bot_and_no_other_is_accused() {
    for place in [Place::Resource(WEB), Place::Resource(ACME), Place::AllUsers] {
        for is_self in [false, true] {
            let dead = Token { revoked: true, ..target() };
            let tokens = [dead, alike(91, 9144), alike(92, 318)];
            check(place, rotate(is_self), &tokens, &Settlement::Rotated(vec![92]));
            assert_eq!(twins(&change_in(place, rotate(is_self)), 92, &tokens), [] as [u64; 0]);
            assert_eq!(change_in(place, rotate(is_self)).user_id(), Some(318));
        }
    }
}

#[test]
fn a_created_deploy_token_is_found_without_a_user_and_a_date() {
    for place in [Place::Deploy(WEB), Place::Deploy(ACME)] {
        check(place, create(), &[deploy(7), deploy(90)], &Settlement::NotCreated);
        check(place, create(), &[deploy(7), deploy(91)], &Settlement::Created(vec![91]));
        let ended = Token { revoked: true, ..deploy(92) };
        check(place, create(), &[deploy(91), ended, deploy(93)], &Settlement::Created(vec![91, 93]));
        assert_eq!(twins(&change_in(place, create()), 93, &[deploy(91), deploy(93)]), [91]);
    }
}

#[test]
fn a_row_that_is_missing_proves_a_revocation_only_where_revoking_removes_it() {
    for (place, expected) in [
        (Place::Deploy(WEB), Settlement::Revoked),
        (Place::Deploy(ACME), Settlement::Revoked),
        (Place::Resource(WEB), Settlement::Gone),
        (Place::Resource(ACME), Settlement::Gone),
        (Place::ServiceAccount(WEB, 318), Settlement::Gone),
        (Place::ServiceAccount(ACME, 318), Settlement::Gone),
        (Place::User(318), Settlement::Gone),
        (Place::AllUsers, Settlement::Gone),
        (Place::Impersonation(318), Settlement::Gone),
    ] {
        let rows = gone(&[target(), alike(91, 318)]);
        check(place, revoke(false), &rows, &expected);
        check(place, revoke(false), &[], &expected);
        check(place, revoke(false), &[target()], &Settlement::NotRevoked);
        // A deploy token revoked on GitLab's own page keeps its row.
        check(place, revoke(false), &[Token { revoked: true, ..target() }], &Settlement::Revoked);
        check(place, rotate(false), &rows, &Settlement::Gone);
    }
}
