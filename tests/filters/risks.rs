//! Every rule against the rows at its edges.

use chrono::{DateTime, Utc};
use keyturn::tokens::date::parse_day;
use keyturn::tokens::risk::{Finding, List, Missing, Reason};
use keyturn::tokens::{AccessLevel, Expiry, LastUsed, Place, Resource, Risk, Scope, Token};

use crate::rows::at;

const PROJECT: Place = Place::Resource(Resource::Project(1));

fn now() -> DateTime<Utc> {
    at("2026-11-21T10:00:00Z")
}

fn day(text: &str) -> Expiry {
    Expiry::Day(parse_day(text).unwrap())
}

fn ends(id: u64, expiry: Expiry) -> Token {
    Token { expiry, ..Token::named(id, "ci") }
}

fn of(risk: Risk, token: &Token) -> Finding {
    risk.of(token, List { place: PROJECT, namesakes: &[], is_complete: true }, now())
}

fn used(last_used: LastUsed, created: Option<&str>) -> Token {
    Token { last_used, created_at: created.map(at), ..Token::named(1, "ci") }
}

#[test]
fn an_end_is_near_by_the_rule_of_the_status() {
    for (expiry, expected) in [
        (Expiry::Never, Finding::Clear),
        (day("2026-12-06"), Finding::Clear),
        (day("2026-12-05"), Finding::Found(Reason::Ends { at: at("2026-12-05"), urgent: false })),
        (day("2026-11-28"), Finding::Found(Reason::Ends { at: at("2026-11-28"), urgent: true })),
        (day("2026-11-21"), Finding::Clear),
    ] {
        assert_eq!(of(Risk::ExpiringSoon, &ends(1, expiry)), expected, "{expiry:?}");
    }
}

#[test]
fn only_what_works_and_has_no_end_never_expires() {
    let revoked = Token { revoked: true, ..Token::named(1, "ci") };
    for (token, expected) in [
        (Token::named(1, "ci"), Finding::Found(Reason::NoEnd)),
        (ends(1, day("2027-01-01")), Finding::Clear),
        (revoked, Finding::Clear),
    ] {
        assert_eq!(of(Risk::NeverExpires, &token), expected);
    }
}

#[test]
fn use_is_judged_only_where_it_is_told() {
    let day_89 = LastUsed::At(at("2026-08-23T10:00:01Z"));
    let day_90 = LastUsed::At(at("2026-08-23T10:00:00Z"));
    let since = Finding::Found(Reason::IdleSince(at("2026-08-23T10:00:00Z")));
    let (old, young) = (Some("2026-01-01"), Some("2026-11-01"));
    let unused = |created: Option<&str>| Finding::Found(Reason::Unused(created.map(at)));
    let no_use = Finding::NotTold(Missing::LastUse);
    for (last_used, created, never_used, idle, safe) in [
        (LastUsed::NotTold, old, no_use, no_use, no_use),
        (LastUsed::Never, old, unused(old), Finding::Clear, unused(old)),
        (LastUsed::Never, young, unused(young), Finding::Clear, Finding::Clear),
        (LastUsed::Never, None, unused(None), Finding::Clear, Finding::NotTold(Missing::Creation)),
        (day_89, old, Finding::Clear, Finding::Clear, Finding::Clear),
        (day_89, None, Finding::Clear, Finding::Clear, Finding::Clear),
        (day_90, old, Finding::Clear, since, since),
        (day_90, None, Finding::Clear, since, Finding::NotTold(Missing::Creation)),
    ] {
        let token = used(last_used, created);
        let found = [Risk::NeverUsed, Risk::Idle, Risk::SafeToRemove].map(|risk| of(risk, &token));
        assert_eq!(found, [never_used, idle, safe], "{last_used:?} {created:?}");
    }
}

#[test]
fn everything_as_maintainer_or_above_is_broad() {
    let with =
        |scope: Scope, access_level| Token { scopes: vec![scope], access_level, ..Token::named(1, "ci") };
    let level = |level| Some(AccessLevel(level));
    for (token, expected) in [
        (with(Scope::API, level(30)), Finding::Clear),
        (with(Scope::API, level(40)), Finding::Found(Reason::ApiAs(AccessLevel(40)))),
        (with(Scope::API, level(50)), Finding::Found(Reason::ApiAs(AccessLevel(50)))),
        (with(Scope::API, None), Finding::NotTold(Missing::Role)),
        (with(Scope::READ_API, level(50)), Finding::Clear),
        (with(Scope::READ_API, None), Finding::Clear),
    ] {
        assert_eq!(of(Risk::Broad, &token), expected, "{token:?}");
    }
}

#[test]
fn an_ended_token_is_replaced_by_one_that_can_do_as_much() {
    let ended = Token {
        scopes: vec![Scope::READ_API],
        access_level: Some(AccessLevel::DEVELOPER),
        user_id: Some(7),
        ..ends(1, day("2026-11-01"))
    };
    let twin = Token { id: 2, expiry: day("2027-11-01"), ..ended.clone() };
    let alone = Finding::Found(Reason::EndedAlone(at("2026-11-01")));
    let check = |place, other: &Token, expected| {
        let list = List { place, namesakes: &[&ended, other], is_complete: true };
        assert_eq!(Risk::ExpiredWithoutReplacement.of(&ended, list, now()), expected, "{other:?}");
    };
    check(PROJECT, &twin, Finding::Clear);
    check(PROJECT, &Token { user_id: Some(8), ..twin.clone() }, Finding::Clear);
    check(Place::AllUsers, &Token { user_id: Some(8), ..twin.clone() }, alone);
    check(PROJECT, &Token { revoked: true, ..twin.clone() }, alone);
    check(PROJECT, &Token { name: String::from("cd"), ..twin.clone() }, alone);
    check(PROJECT, &Token { scopes: vec![Scope::READ_USER], ..twin.clone() }, alone);
    check(PROJECT, &Token { access_level: Some(AccessLevel::GUEST), ..twin.clone() }, alone);
    check(PROJECT, &Token { expiry: day("2026-11-20"), ..twin.clone() }, alone);
    // Deploy tokens end at an instant, though GitLab lists them until the day is over.
    let instant = |hours| Expiry::Instant(now() + chrono::TimeDelta::hours(hours));
    check(PROJECT, &Token { expiry: instant(-1), ..twin.clone() }, alone);
    check(PROJECT, &Token { expiry: instant(1), ..twin.clone() }, Finding::Clear);
    // Of an instance's deploy tokens nobody knows which project's they are.
    let untold = Finding::NotTold(Missing::Place);
    check(Place::DeployInstance, &twin, untold);
    check(Place::DeployInstance, &Token { revoked: true, ..twin.clone() }, alone);
    check(PROJECT, &Token { id: 1, ..twin }, alone);
    let list = List { place: PROJECT, namesakes: &[], is_complete: false };
    let unknown = Finding::NotTold(Missing::RestOfList);
    assert_eq!(Risk::ExpiredWithoutReplacement.of(&ended, list, now()), unknown);
}

#[test]
fn what_is_revoked_bears_no_risk() {
    let token = Token {
        revoked: true,
        scopes: vec![Scope::API],
        access_level: Some(AccessLevel::OWNER),
        ..used(LastUsed::Never, Some("2020-01-01"))
    };
    assert!(Risk::ALL.iter().all(|risk| of(*risk, &token) == Finding::Clear));
    assert!(!of(Risk::Broad, &token).is_found());
}
