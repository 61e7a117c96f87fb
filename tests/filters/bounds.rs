//! The days between which something is shown, at their very edges.

use chrono::{DateTime, Utc};
use keyturn::tokens::date::parse_day;
use keyturn::tokens::filter::Range;
use keyturn::tokens::{Expiry, Filter, LastUsed, Place, Sort, State, Token};

use crate::rows::{self, at};
use crate::{alone, oracle, shown};

/// Whether a token is shown; the oracle says the same.
fn is_shown(filter: &Filter, token: &Token, now: DateTime<Utc>) -> bool {
    let rows = alone(Place::User(1), token.clone());
    let is_shown = !shown(&rows, filter, Sort::default(), now).is_empty();
    assert_eq!(oracle::is_shown(filter, &rows, 0, now), is_shown, "{filter:?} {token:?}");
    is_shown
}

/// Whether a token of this moment is shown between two days.
fn check_bounds(at: &str, after: &str, before: &str, instants: bool, ends: bool) {
    let moment = rows::at(at);
    let range = Range { after: parse_day(after), before: parse_day(before) };
    let all = Filter { state: State::All, ..Filter::default() };
    let mut token = Token::named(1, "x");
    token.created_at = Some(moment);
    token.last_used = LastUsed::At(moment);
    token.expiry = Expiry::Instant(moment);
    for (filter, expected) in [
        (Filter { created: range, ..all.clone() }, instants),
        (Filter { last_used: range, ..all.clone() }, instants),
        (Filter { expires: range, ..all }, ends),
    ] {
        assert_eq!(is_shown(&filter, &token, DateTime::UNIX_EPOCH), expected, "{at} {filter:?}");
        let undated = Token::named(1, "x");
        assert!(!is_shown(&filter, &undated, DateTime::UNIX_EPOCH), "without a date it matches no bound");
    }
}

#[test]
fn a_bound_lies_at_midnight_in_utc_and_only_ends_leave_the_later_one_out() {
    check_bounds("2026-12-30T23:59:59.999Z", "2026-12-31", "", false, false);
    check_bounds("2026-12-31T00:00:00.000Z", "2026-12-31", "", true, true);
    check_bounds("2026-12-31T00:00:00.001Z", "2026-12-31", "", true, true);
    check_bounds("2026-12-30T23:59:59.999Z", "", "2026-12-31", true, true);
    check_bounds("2026-12-31T00:00:00.000Z", "", "2026-12-31", true, false);
    check_bounds("2026-12-31T00:00:00.001Z", "", "2026-12-31", false, false);
    check_bounds("2026-12-31T00:00:00.000Z", "2026-12-31", "2026-12-31", true, false);
    check_bounds("2026-12-31T00:30:00.000+01:00", "2026-12-31", "", false, false);
    check_bounds("2026-12-30T23:30:00.000-01:00", "2026-12-31", "", true, true);
}

#[test]
fn a_deploy_token_leaves_the_working_ones_only_when_its_last_day_is_over() {
    let token = Token { expiry: Expiry::Instant(at("2026-12-31T10:00:00Z")), ..Token::named(1, "x") };
    for (now, state) in [
        ("2026-12-31T09:59:59Z", State::ExpiringSoon),
        ("2026-12-31T10:00:00Z", State::ExpiringSoon),
        ("2026-12-31T23:59:59.999Z", State::ExpiringSoon),
        ("2027-01-01T00:00:00Z", State::Expired),
    ] {
        for wanted in [State::ExpiringSoon, State::Expired] {
            let filter = Filter { state: wanted, ..Filter::default() };
            assert_eq!(is_shown(&filter, &token, at(now)), wanted == state, "{wanted:?} at {now}");
        }
    }
}
