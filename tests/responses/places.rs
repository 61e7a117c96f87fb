//! Tokens of projects, groups and service accounts, from 13.12 to today.

use keyturn::gitlab::calls::token;
use keyturn::gitlab::wire::Issued;
use keyturn::gitlab::{Error, Page, Response};
use keyturn::tokens::date::{parse_day, parse_instant};
use keyturn::tokens::{AccessLevel, Expiry, LastUsed, NewToken, Place, Resource, Scope, Token};
use serde_json::Value;

use crate::{answer, check_lossless, had};

const WEB: Place = Place::Resource(Resource::Project(88));
const ACME: Place = Place::Resource(Resource::Group(12));
const ROBOT: Place = Place::ServiceAccount(Resource::Group(12), 71);

/// A list, each row of which keeps all that was sent.
fn list(place: Place, body: &str) -> Vec<Token> {
    let page: Page<Token> = (token::list(place, 1).read)(&answer(200, body)).unwrap();
    let sent: Vec<Value> = serde_json::from_str(body).unwrap();
    assert_eq!((page.rows.len(), page.odd_rows), (sent.len(), 0));
    page.rows.iter().zip(&sent).for_each(|(row, sent)| check_lossless(row, sent));
    for (row, sent) in page.rows.iter().zip(&sent) {
        let one = (token::get(place, row.id).read)(&answer(200, &sent.to_string()));
        assert_eq!(one.as_ref(), Ok(row), "one by itself is read as in the list");
    }
    page.rows
}

fn issued(read: fn(&Response) -> Result<Issued, Error>, status: u16, body: &str) -> Token {
    let Ok(issued) = read(&answer(status, body)) else { panic!("not read: {body}") };
    let sent: Value = serde_json::from_str(body).unwrap();
    assert_eq!(sent["token"], issued.value.expose());
    assert!(!format!("{:?}", issued.token).contains(issued.value.expose()), "the row holds the value");
    check_lossless(&issued.token, &sent);
    issued.token
}

fn other(row: &Token, name: &str) -> String {
    row.other_fields.iter().find(|(field, _)| field == name).unwrap().1.clone()
}

fn new() -> NewToken {
    NewToken {
        name: String::from("x"),
        description: None,
        scopes: vec![Scope::READ_API],
        expiry: Expiry::Never,
        access_level: Some(AccessLevel::GUEST),
        username: None,
    }
}

#[test]
fn the_oldest_project_tokens_have_no_role_and_no_last_use() {
    let rows = list(WEB, include_str!("../fixtures/13.12/project_tokens.json"));
    assert_eq!(
        rows[0],
        Token {
            scopes: vec![Scope::API],
            user_id: Some(77),
            created_at: parse_instant("2021-05-03T08:00:00Z"),
            other_fields: vec![(String::from("active"), String::from("true"))],
            told: had(&["id", "name", "revoked", "created_at", "scopes", "user_id", "expires_at"]),
            ..Token::named(301, "ci")
        }
    );
    assert_eq!(rows[1].expiry, Expiry::Day(parse_day("2021-06-01").unwrap()));
    assert!(rows.iter().all(|row| row.access_level.is_none() && row.last_used == LastUsed::NotTold));
}

#[test]
fn a_group_token_has_a_bot_a_role_and_the_place_it_belongs_to() {
    let rows = list(ACME, include_str!("../fixtures/17.11/group_tokens.json"));
    assert_eq!(rows[0].access_level, Some(AccessLevel::MAINTAINER));
    assert_eq!((rows[0].user_id, rows[1].user_id), (Some(914), Some(915)), "each its own");
    assert_eq!(rows[0].description.as_deref(), Some("opens merge requests"));
    assert_eq!((rows[0].revoked, rows[1].revoked), (false, true));
    assert_eq!(rows[1].last_used, LastUsed::Never);
    assert_eq!(other(&rows[0], "resource_type"), "\"group\"");
    assert_eq!(other(&rows[0], "resource_id"), "12");
}

#[test]
fn the_newest_project_tokens_have_every_role_and_a_bot_that_left_has_none() {
    let rows = list(WEB, include_str!("../fixtures/19.5/project_tokens.json"));
    let roles: Vec<Option<AccessLevel>> = rows.iter().map(|row| row.access_level).collect();
    assert_eq!(roles, [Some(AccessLevel::DEVELOPER), Some(AccessLevel::PLANNER), None]);
    assert_eq!(rows[1].last_used_ips, ["203.0.113.7"]);
    assert_eq!(rows[1].expiry, Expiry::Never);
    assert_eq!(other(&rows[2], "resource_id"), "null");
    assert!(rows.iter().all(|row| !row.impersonation && row.username.is_none()));
}

#[test]
fn a_role_no_release_has_yet_is_kept_as_its_number() {
    let body = r#"[{"id":1,"name":"x","access_level":4294967295},{"id":2,"name":"y","access_level":0}]"#;
    let rows = list(WEB, body);
    assert_eq!(rows[0].access_level, Some(AccessLevel(u32::MAX)));
    assert_eq!(rows[0].access_level.and_then(AccessLevel::name), None);
    assert_eq!(rows[1].access_level.and_then(AccessLevel::name), Some("No access"));
    let odd = r#"[{"id":1,"name":"x","access_level":4294967296},{"id":2,"name":"y","access_level":"40"}]"#;
    let page = (token::list(WEB, 1).read)(&answer(200, odd)).unwrap();
    assert_eq!((page.rows.len(), page.odd_rows), (0, 2));
}

#[test]
fn a_service_accounts_tokens_are_plain_ones() {
    let rows = list(ROBOT, include_str!("../fixtures/18.11/service_account_tokens.json"));
    assert!(rows.iter().all(|row| row.user_id == Some(71) && row.access_level.is_none()));
    assert_eq!((rows[0].revoked, rows[1].revoked), (false, true));
    assert_eq!(rows[1].scopes, [Scope::READ_API, Scope::SELF_ROTATE]);
    assert_eq!(rows[1].expiry, Expiry::Never);
}

#[test]
fn the_value_of_each_kind_is_read_once_and_is_not_in_the_row() {
    let body = include_str!("../fixtures/17.11/project_token_created.json");
    let row = issued(token::create(WEB, &new()).read, 201, body);
    assert_eq!((row.id, row.access_level), (44, Some(AccessLevel::REPORTER)));
    let body = include_str!("../fixtures/19.5/group_token_rotated.json");
    let row = issued(token::rotate(ACME, 7, Expiry::Never).read, 200, body);
    assert_eq!((row.id, row.access_level), (950, Some(AccessLevel::SECURITY_MANAGER)));
    let body = include_str!("../fixtures/18.11/service_account_created.json");
    for read in [token::create(ROBOT, &new()).read, token::rotate(ROBOT, 7, Expiry::Never).read] {
        assert_eq!(issued(read, 201, body).user_id, Some(71));
    }
}

#[test]
fn a_value_is_kept_even_if_the_role_beside_it_is_odd() {
    let body = r#"{"id":9,"name":"x","access_level":"owner","username":["a"],"token":"glpat-x"}"#;
    let Ok(issued) = (token::create(WEB, &new()).read)(&answer(201, body)) else { panic!("lost") };
    assert_eq!(issued.value.expose(), "glpat-x");
    assert_eq!((issued.token.id, issued.token.access_level), (9, None));
    assert_eq!(other(&issued.token, "access_level"), "\"owner\"");
    assert_eq!(other(&issued.token, "username"), "[\"a\"]");
}

#[test]
fn a_revocation_in_any_place_is_read_only_from_204() {
    let deploy = Place::Deploy(Resource::Project(88));
    for place in [WEB, ACME, ROBOT, deploy] {
        let read = token::revoke(place, 7).read;
        assert_eq!(read(&Response::new(204, "", String::new())), Ok(()));
        for status in [200, 202] {
            assert_eq!(read(&answer(status, "{}")), Err(Error::Unexpected { status }));
        }
    }
}
