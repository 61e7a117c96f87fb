//! Rows of token lists, from 13.3 to today.

use keyturn::gitlab::calls::{personal, token};
use keyturn::gitlab::{Error, wire};
use keyturn::tokens::date::{parse_day, parse_instant};
use keyturn::tokens::{AccessLevel, Expiry, LastUsed, Place, Scope, Token};
use serde_json::Value;

use crate::{answer, check_lossless, had};

fn one(body: &str) -> Token {
    (personal::get_self().read)(&answer(200, body)).unwrap()
}

fn list(body: &str) -> Vec<Token> {
    let page = (token::list(Place::User(1), 1).read)(&answer(200, body)).unwrap();
    assert_eq!(page.odd_rows, 0);
    page.rows
}

#[test]
fn the_oldest_form_without_last_use_and_description_is_read() {
    let rows = list(include_str!("../fixtures/13.3/tokens.json"));
    assert_eq!(
        rows[0],
        Token {
            scopes: vec![Scope::API],
            user_id: Some(24),
            created_at: parse_instant("2020-08-24T10:00:00Z"),
            last_used: LastUsed::NotTold,
            other_fields: vec![(String::from("active"), String::from("true"))],
            told: had(&["id", "name", "revoked", "created_at", "scopes", "user_id", "expires_at"]),
            ..Token::named(4, "x")
        }
    );
    assert!(rows[1].revoked);
    assert_eq!(rows[1].expiry, Expiry::Day(parse_day("2020-12-31").unwrap()));
    assert_eq!(rows[1].scopes, [Scope::READ_USER, Scope::API], "the order is GitLab's");
}

#[test]
fn never_used_is_told_apart_from_not_told() {
    assert_eq!(one(include_str!("../fixtures/17.11/token.json")).last_used, LastUsed::Never);
    let at = parse_instant("2026-02-04T00:00:00.001Z").unwrap();
    let token = one(include_str!("../fixtures/18.11/self.json"));
    assert_eq!(token.last_used, LastUsed::At(at));
    assert_eq!(token.last_used_ips, ["203.0.113.9"]);
}

#[test]
fn a_project_token_in_an_administrators_list_keeps_role_and_place() {
    let token = one(include_str!("../fixtures/17.11/project_token.json"));
    assert_eq!(token.access_level, Some(AccessLevel::DEVELOPER));
    assert!(token.other_fields.contains(&(String::from("resource_type"), String::from("\"project\""))));
    assert!(token.other_fields.contains(&(String::from("resource_id"), String::from("88"))));
}

#[test]
fn an_impersonation_token_says_that_it_is_one() {
    let body = include_str!("../fixtures/19.5/impersonation.json");
    let rows = (token::list(Place::Impersonation(318), 1).read)(&answer(200, body)).unwrap().rows;
    assert!(rows[0].impersonation);
    assert!(!list(include_str!("../fixtures/19.5/tokens.json"))[0].impersonation);
}

#[test]
fn every_field_of_every_release_is_kept() {
    for body in [
        include_str!("../fixtures/13.3/tokens.json"),
        include_str!("../fixtures/17.11/token.json"),
        include_str!("../fixtures/17.11/project_token.json"),
        include_str!("../fixtures/18.11/self.json"),
        include_str!("../fixtures/19.5/tokens.json"),
        include_str!("../fixtures/19.5/impersonation.json"),
    ] {
        match serde_json::from_str(body).unwrap() {
            Value::Array(sent) => {
                let rows = list(body);
                assert_eq!(rows.len(), sent.len());
                rows.iter().zip(&sent).for_each(|(row, sent)| check_lossless(row, sent));
            }
            sent => check_lossless(&one(body), &sent),
        }
    }
}

#[test]
fn fields_and_scopes_of_a_later_release_are_kept_as_they_came() {
    let body = r#"{"future":{"a":[1,2.5,null,"\u00e9"],"b":{}},"name":"x","id":18446744073709551615,
        "scopes":["api","brand_new","Zürich"],"user_id":9223372036854775808,"flag":false}"#;
    let token = one(body);
    assert_eq!((token.id, token.user_id), (u64::MAX, Some(1 << 63)));
    assert_eq!(token.scopes, [Scope::API, Scope::named("brand_new"), Scope::named("Zürich")]);
    check_lossless(&token, &serde_json::from_str(body).unwrap());
}

#[test]
fn everything_but_id_and_name_may_be_missing_or_null() {
    let bare = |told| Token { told, ..Token::named(1, "x") };
    assert_eq!(one(r#"{"id":1,"name":"x"}"#), bare(had(&["id", "name"])));
    let nulls = r#"{"id":1,"name":"x","description":null,"scopes":null,"user_id":null,"username":null,"created_at":null,
        "last_used_ips":null,"expires_at":null,"revoked":null,"access_level":null,"impersonation":null}"#;
    let but_last_use: Vec<&str> = Token::FIELDS.into_iter().filter(|name| *name != "last_used_at").collect();
    assert_eq!(one(nulls), bare(had(&but_last_use)));
}

#[test]
fn an_end_may_be_a_day_or_an_instant() {
    for (text, expected) in [
        ("\"2027-02-28\"", Some(Expiry::Day(parse_day("2027-02-28").unwrap()))),
        (
            "\"2027-01-01T10:30:00.000Z\"",
            Some(Expiry::Instant(parse_instant("2027-01-01T10:30:00Z").unwrap())),
        ),
        ("null", Some(Expiry::Never)),
        ("\"soon\"", None),
        ("\"2027-02-30\"", None),
    ] {
        let body = format!(r#"{{"id":1,"name":"x","expires_at":{text}}}"#);
        let read = wire::one_token(&answer(200, &body)).map(|token| token.expiry);
        assert_eq!(read, expected.ok_or(Error::Unexpected { status: 200 }), "{text}");
    }
}

#[test]
fn a_row_that_cannot_be_a_token_is_set_aside_and_counted() {
    for odd in [
        "null",
        "7",
        "[]",
        "{}",
        r#"{"id":1}"#,
        r#"{"name":"x"}"#,
        r#"{"id":"1","name":"x"}"#,
        r#"{"id":-1,"name":"x"}"#,
        r#"{"id":1.5,"name":"x"}"#,
        r#"{"id":18446744073709551616,"name":"x"}"#,
        r#"{"id":1,"name":null}"#,
        r#"{"id":1,"name":"x","scopes":"api"}"#,
        r#"{"id":1,"name":"x","scopes":[1]}"#,
        r#"{"id":1,"name":"x","revoked":"no"}"#,
        r#"{"id":1,"name":"x","expires_at":20270228}"#,
        r#"{"id":1,"name":"x","created_at":"yesterday"}"#,
        r#"{"id":1,"name":"x","last_used_at":"never"}"#,
        r#"{"id":1,"name":"x","last_used_ips":[null]}"#,
        r#"{"id":1,"name":"x","access_level":-5}"#,
        r#"{"id":1,"name":"x","description":{}}"#,
        r#"{"id":1,"name":"x","user_id":"ann"}"#,
        r#"{"id":1,"name":"x","impersonation":1}"#,
        r#"{"id":1,"name":"x","username":7}"#,
    ] {
        let body = format!(r#"[{{"id":1,"name":"a"}},{odd},{{"id":3,"name":"c"}}]"#);
        let page = wire::tokens(&answer(200, &body)).unwrap();
        let ids: Vec<u64> = page.rows.iter().map(|token| token.id).collect();
        assert_eq!((ids, page.odd_rows), (vec![1, 3], 1), "{odd}");
    }
}

#[test]
fn what_a_token_reaches_is_read_from_numbers_and_objects_alike() {
    let body = include_str!("../fixtures/19.5/associations.json");
    let reached = (personal::associations(1).read)(&answer(200, body)).unwrap();
    let told = |list: &[personal::Association]| -> Vec<(String, Option<u32>)> {
        list.iter().map(|one| (one.name.clone(), one.access_level.map(|level| level.0))).collect()
    };
    let named = |name: &str, level| (String::from(name), level);
    assert_eq!(told(&reached.groups), [named("acme/tools", Some(50)), named("No address", Some(10))]);
    assert_eq!(
        told(&reached.projects),
        [named("acme/web", Some(50)), named("acme/api", Some(40)), named("open/source", None)]
    );
    let none = (personal::associations(2).read)(&answer(200, r#"{"groups":[],"projects":[]}"#)).unwrap();
    assert_eq!(none, personal::Associations::default());
}
