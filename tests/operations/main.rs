//! The carrying out of a change as a machine: its stories as tables, everything it can do against a small model of
//! GitLab, the network and other people, and random walks that go further.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod exploring;
mod gitlab;
mod late;
mod losing;
mod rules;
mod shown;
mod stories;
mod walk;
mod wandering;

use gitlab::{Scenario, Work};
use keyturn::changes::{Act, Change};
use keyturn::tokens::date::parse_instant;
use keyturn::tokens::{Expiry, Kind, NewToken, Place, Resource, Scope, Token};

/// The user or bot all tokens here act as.
const USER: u64 = 318;
/// The token that is rotated or revoked.
const TARGET: u64 = 7;
/// A token of the same name, made minutes before the change, which nobody may take for its work.
const BEFORE: u64 = 80;

fn scopes() -> Vec<Scope> {
    vec![Scope::READ_REPOSITORY, Scope::READ_REGISTRY]
}

fn place(kind: Kind) -> Place {
    match kind {
        Kind::Deploy => Place::Deploy(Resource::Project(88)),
        Kind::Project => Place::Resource(Resource::Project(88)),
        _ => Place::User(USER),
    }
}

/// A token as its list shows it, made so many seconds after the change began.
fn token(kind: Kind, id: u64, seconds: i64) -> Token {
    let bare = Token { scopes: scopes(), ..Token::named(id, "ci") };
    if kind == Kind::Deploy {
        return bare;
    }
    let started_at = parse_instant("2026-11-21T08:00:00Z").unwrap();
    let created_at = Some(started_at + chrono::TimeDelta::seconds(seconds));
    Token { user_id: Some(USER), created_at, ..bare }
}

/// What was confirmed at 08:00, when [`BEFORE`] was the highest id.
fn change(scenario: Scenario) -> Change {
    let token = token(scenario.kind, TARGET, -86_400);
    let act = match scenario.work {
        Work::Create => Act::Create {
            new: NewToken {
                name: String::from("ci"),
                description: None,
                scopes: scopes(),
                expiry: Expiry::Never,
                access_level: None,
                username: None,
            },
            as_own: false,
            replaces: None,
        },
        Work::Rotate | Work::RotateSelf => {
            Act::Rotate { token, expiry: Expiry::Never, is_self: scenario.is_self() }
        }
        Work::Revoke | Work::RevokeSelf => Act::Revoke { token, is_self: scenario.is_self() },
    };
    Change {
        act,
        place: place(scenario.kind),
        highest_known: if scenario.is_listed { BEFORE } else { 0 },
        started_at: parse_instant("2026-11-21T08:00:00Z").unwrap(),
        not_before: scenario.is_timed.then(|| parse_instant("2026-11-21T07:59:30Z").unwrap()),
    }
}
