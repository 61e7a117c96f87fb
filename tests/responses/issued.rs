//! Answers to a create or a rotate: the one-time value and the row beside it.

use keyturn::gitlab::calls::{personal, token};
use keyturn::gitlab::{Error, Response, wire};
use keyturn::tokens::{Expiry, NewToken, Place, Scope, Token};
use serde_json::Value;

use crate::{answer, check_lossless, had};

fn check(read: fn(&Response) -> Result<wire::Issued, Error>, status: u16, body: &str, value: &str) {
    let Ok(issued) = read(&answer(status, body)) else { panic!("not read: {body}") };
    assert_eq!(issued.value.expose(), value, "{body}");
    check_lossless(&issued.token, &serde_json::from_str::<Value>(body).unwrap());
    let row = format!("{:?}", issued.token);
    assert!(!row.contains(value), "the row holds the value: {row}");
}

#[test]
fn the_value_is_read_once_and_is_not_in_the_row() {
    let new = NewToken {
        name: String::new(),
        description: None,
        scopes: vec![Scope::API],
        expiry: Expiry::Never,
        access_level: None,
        username: None,
    };
    let create = token::create(Place::User(3), &new).read;
    let rotate = token::rotate(Place::AllUsers, 1, Expiry::Never).read;
    let rotate_self = personal::rotate_self(Expiry::Never).read;
    check(rotate, 200, include_str!("../fixtures/17.11/issued.json"), "glpat-0123456789abcdefghij");
    check(create, 201, include_str!("../fixtures/18.11/created.json"), "glpat-abcdefghij0123456789");
    check(rotate, 200, include_str!("../fixtures/18.11/rotated.json"), "glpat-zyxwvutsrq9876543210");
    let robot = include_str!("../fixtures/18.11/service_account_created.json");
    check(personal::create_own(&new).read, 201, robot, "glpat-Robot_robot-robot_00");
    let routable = "glpat-EXAMPLEexampleEXAMPLE.01.0a1b2c3d4";
    check(rotate_self, 200, include_str!("../fixtures/19.5/rotated.json"), routable);
    let body = r#"{"id":9,"name":"as Ann","impersonation":true,"token":"glpat-as-ann"}"#;
    check(token::create(Place::Impersonation(3), &new).read, 201, body, "glpat-as-ann");
}

#[test]
fn an_answer_without_the_value_is_not_taken_for_a_whole_one() {
    for body in [
        r#"{"id":1,"name":"x"}"#,
        r#"{"id":1,"name":"x","token":null}"#,
        r#"{"id":1,"name":"x","token":""}"#,
        r#"{"id":1,"name":"x","token":7}"#,
        r#"{"token":"glpat-x"}"#,
        r#"{"id":"1","name":"x","token":"glpat-x"}"#,
        r#"[{"id":1,"name":"x","token":"glpat-x"}]"#,
        "null",
    ] {
        for status in [200, 201] {
            let fault = wire::issued(&answer(status, body)).err();
            assert_eq!(fault, Some(Error::Unexpected { status }), "{body}");
        }
    }
}

#[test]
fn a_value_told_once_is_kept_even_if_the_row_beside_it_is_odd() {
    for (odd, kept) in [
        (r#""expires_at":"in a year""#, r#""in a year""#),
        (r#""scopes":"api""#, r#""api""#),
        (r#""created_at":1790000000"#, "1790000000"),
    ] {
        let body = format!(r#"{{"id":1,"name":"x",{odd},"token":"glpat-x"}}"#);
        let Ok(issued) = wire::issued(&answer(201, &body)) else { panic!("lost: {body}") };
        assert_eq!(issued.value.expose(), "glpat-x");
        let (field, _) = odd.trim_start_matches('"').split_once('"').unwrap();
        let other_fields = vec![(String::from(field), String::from(kept))];
        assert_eq!(issued.token, Token { other_fields, told: had(&["id", "name"]), ..Token::named(1, "x") });
    }
}

#[test]
fn a_revocation_is_read_only_from_204() {
    let read = token::revoke(Place::AllUsers, 1).read;
    let mut empty = Response::new(204, "", String::new());
    empty.take_header("X-Request-Id", "01ABC");
    assert_eq!(read(&empty), Ok(()));
    for status in [200, 201, 202] {
        assert_eq!(read(&answer(status, "{}")), Err(Error::Unexpected { status }));
    }
    assert!(read(&answer(404, r#"{"message":"404 Not found"}"#)).is_err());
}
