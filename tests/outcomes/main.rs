//! What came of a change: every answer and every silence, for every act; and what a list read afterwards proves.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod judging;
mod places;
mod settling;

use keyturn::changes::{Act, Change};
use keyturn::tokens::date::{parse_day, parse_instant};
use keyturn::tokens::{Expiry, NewToken, Place, Scope, Token};

/// The token that is rotated or revoked: id 7, of user 318.
fn target() -> Token {
    Token { user_id: Some(318), scopes: vec![Scope::READ_API, Scope::READ_USER], ..Token::named(7, "laptop") }
}

/// A change of a personal token, confirmed at 08:00 when 90 was the highest id.
fn change(act: Act) -> Change {
    change_in(Place::User(318), act)
}

/// The same in any place.
fn change_in(place: Place, act: Act) -> Change {
    let started_at = parse_instant("2026-11-21T08:00:00Z").unwrap();
    Change { act, place, highest_known: 90, started_at, not_before: None }
}

fn the_day() -> Expiry {
    Expiry::Day(parse_day("2027-02-28").unwrap())
}

fn create() -> Act {
    let new = NewToken {
        name: String::from("laptop"),
        description: None,
        scopes: vec![Scope::READ_API, Scope::READ_USER],
        expiry: the_day(),
        access_level: None,
        username: None,
    };
    Act::Create { new, as_own: false, replaces: None }
}

fn rotate(is_self: bool) -> Act {
    Act::Rotate { token: target(), expiry: the_day(), is_self }
}

fn revoke(is_self: bool) -> Act {
    Act::Revoke { token: target(), is_self }
}
