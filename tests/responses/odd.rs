//! Answers that are not GitLab's: proxies, portals, broken connections. Each has its own name, and none leaks.

use keyturn::gitlab::calls::{token, user};
use keyturn::gitlab::error::{Reason, Transport};
use keyturn::gitlab::{Error, Response, wire};
use keyturn::tokens::Place;

use crate::answer;

fn check(status: u16, content_type: &str, body: &str, expected: &Error, passing: bool) {
    let response = Response::new(status, content_type, body.to_owned());
    for fault in [
        wire::tokens(&response).err(),
        wire::one_token(&response).err(),
        wire::issued(&response).err(),
        (user::current().read)(&response).err(),
    ] {
        assert_eq!(fault.as_ref(), Some(expected), "{status} {content_type} {body:?}");
    }
    assert_eq!(expected.is_passing(), passing, "{expected:?}");
}

#[test]
fn a_web_page_in_place_of_an_answer_is_called_one() {
    let page = "<!DOCTYPE html><title>Sign in</title>";
    for (status, passing) in
        [(200, false), (302, false), (401, false), (403, false), (502, true), (503, true)]
    {
        check(status, "text/html", page, &Error::NotJson { status, html: true }, passing);
    }
    check(200, "application/xhtml+xml", page, &Error::NotJson { status: 200, html: true }, false);
}

#[test]
fn an_answer_of_no_type_or_another_is_not_read() {
    check(200, "", "", &Error::NotJson { status: 200, html: false }, false);
    check(200, "text/plain", "[]", &Error::NotJson { status: 200, html: false }, false);
    check(500, "", "", &Error::NotJson { status: 500, html: false }, true);
}

#[test]
fn broken_json_is_named_by_its_place_only() {
    check(200, "application/json", "", &Error::Malformed { status: 200, line: 1, column: 0 }, false);
    let fault = Error::Malformed { status: 200, line: 2, column: 5 };
    check(200, "application/json", "{\n\"id\":", &fault, false);
    check(200, "application/json", "<html>", &Error::Malformed { status: 200, line: 1, column: 1 }, false);
}

#[test]
fn a_byte_order_mark_does_not_stop_the_reader() {
    let page = wire::tokens(&answer(200, "\u{feff}[{\"id\":1,\"name\":\"x\"}]")).unwrap();
    assert_eq!(page.rows.len(), 1);
    let error = wire::one_token(&answer(404, "\u{feff}{\"message\":\"404 Not found\"}")).unwrap_err();
    assert_eq!(error.reason(), Some(&Reason::NotFound));
}

#[test]
fn a_throttled_request_is_known_in_every_form_of_the_answer() {
    for (content_type, body) in [
        ("text/plain", "Retry later\n"),
        ("text/html", "<h1>Too many</h1>"),
        ("", ""),
        (
            "application/json",
            r#"{"message":{"error":"This endpoint has been requested too many times. Try again later."}}"#,
        ),
    ] {
        let fault = wire::tokens(&Response::new(429, content_type, body.to_owned())).unwrap_err();
        assert_eq!(fault.reason(), Some(&Reason::TooManyRequests), "{content_type}");
        assert!(fault.is_passing());
    }
}

#[test]
fn an_object_is_no_list_and_a_list_no_object() {
    let unexpected = Error::Unexpected { status: 200 };
    assert_eq!(wire::tokens(&answer(200, r#"{"id":1,"name":"x"}"#)), Err(unexpected.clone()));
    assert_eq!(wire::tokens(&answer(200, "null")), Err(unexpected.clone()));
    assert_eq!(wire::one_token(&answer(200, r#"[{"id":1,"name":"x"}]"#)), Err(unexpected));
    assert!(!Error::Unexpected { status: 200 }.is_passing());
}

#[test]
fn a_value_in_an_answer_cut_anywhere_is_in_no_error() {
    let body = include_str!("../fixtures/18.11/created.json").trim();
    for length in 0..body.len() {
        let Err(fault) = wire::issued(&answer(201, &body[..length])) else { panic!("read at {length}") };
        assert!(matches!(fault, Error::Malformed { status: 201, .. }), "{length}");
        assert!(!format!("{fault:?}").contains("glpat"), "{fault:?}");
    }
    for (status, content_type) in [(201, "text/plain"), (500, "application/json"), (400, "application/json")]
    {
        let fault = wire::issued(&Response::new(status, content_type, body.to_owned())).err();
        assert!(!format!("{fault:?}").contains("glpat"), "{fault:?}");
    }
}

#[test]
fn only_what_may_pass_by_itself_is_worth_reading_again() {
    for (cause, passing) in [
        (Transport::Offline, false),
        (Transport::MixedContent, false),
        (Transport::Policy, false),
        (Transport::Redirected, false),
        (Transport::Withheld, true),
        (Transport::Unreachable, true),
        (Transport::Private, false),
        (Transport::Cut { status: 200 }, true),
        (Transport::Late, true),
    ] {
        let fault = Error::from(cause);
        assert_eq!(fault.is_passing(), passing, "{cause:?}");
        assert_eq!((fault.reason(), fault.is_dead_credential()), (None, false));
    }
    let list = token::list(Place::User(1), 1);
    assert!(list.request.method.is_safe());
}
