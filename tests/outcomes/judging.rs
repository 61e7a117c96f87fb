//! The table: status × body × act, and every silence.

use keyturn::changes::{Act, Done, Outcome, judge};
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::{Error, Response, Transport};

use crate::{change, create, revoke, rotate};

const JSON: &str = "application/json";
const ISSUED: &str = r#"{"id":91,"name":"laptop","token":"glpat-x"}"#;
const BARE: &str = r#"{"id":91,"name":"laptop"}"#;
const PAGE: &str = "<!DOCTYPE html><title>502</title>";

/// The acts in the order of the table's letters.
fn acts() -> [Act; 5] {
    [create(), rotate(false), rotate(true), revoke(false), revoke(true)]
}

/// `D` done, `N` not done, `U` unknown; `A` unknown, but GitLab accepted it; `R` unknown, but GitLab itself refused it,
/// so that it is not at it any more.
fn letter(outcome: &Outcome) -> char {
    match outcome {
        Outcome::Done(_) => 'D',
        Outcome::NotDone(_) => 'N',
        Outcome::Unknown(doubt) if doubt.accepted => 'A',
        Outcome::Unknown(doubt) if doubt.is_answered() => 'R',
        Outcome::Unknown(_) => 'U',
    }
}

/// One letter for each of: create, rotate, rotate self, revoke, revoke self.
fn check(answer: Result<&Response, Transport>, expected: &str, label: &str) {
    let told: String = acts().into_iter().map(|act| letter(&judge(&change(act), answer))).collect();
    assert_eq!(told, expected, "{label}");
}

/// Every refusal GitLab words, with the letters it gets.
const REFUSALS: [(u16, &str, &str); 34] = [
    (400, r#"{"message":"400 Bad request"}"#, "NNNRR"),
    (400, r#"{"message":"400 Bad request - Not permitted to revoke"}"#, "NNRNR"),
    (400, r#"{"message":"400 Bad request - Ann Lee cannot delete ci-deploy"}"#, "NNRNR"),
    (
        400,
        r#"{"message":"400 Bad request - User does not have permission to create project access token"}"#,
        "NNRNR",
    ),
    (400, r#"{"message":"400 Bad request - Failed to find bot user"}"#, "NNNRR"),
    (
        400,
        r#"{"message":"400 Bad request - Not eligible to rotate tokens with permissions not held by the user"}"#,
        "NNRNR",
    ),
    (400, r#"{"message":"Scopes can't be blank"}"#, "NNNRR"),
    (405, r#"{"message":"Non GET methods are not allowed for moved projects"}"#, "NNNNN"),
    (400, r#"{"message":"400 Bad request - Expiration date must be before 2027-11-21"}"#, "NNNRR"),
    (400, r#"{"error":"name is missing"}"#, "NNNRR"),
    (400, r#"{"message":{"scopes":["can't be blank"]}}"#, "NNNRR"),
    (400, r#"{"message":"400 Bad request - Token already revoked"}"#, "RRRRR"),
    (400, r#"{"message":"400 Bad request - token already revoked"}"#, "RRRRR"),
    (422, r#"{"message":"Name is too long"}"#, "NNNRR"),
    (401, r#"{"message":"401 Unauthorized"}"#, "NNRNR"),
    (401, r#"{"error":"invalid_token","error_description":"Token is expired."}"#, "NNRNR"),
    (401, r#"{"error":"invalid_token","error_description":"Token was revoked."}"#, "NNRNR"),
    (401, r#"{"error":"invalid_token","error_description":"impersonation was disabled."}"#, "NNRNR"),
    (403, r#"{"error":"insufficient_scope","scope":"api"}"#, "NNNNN"),
    (403, r#"{"error":"insufficient_granular_scope"}"#, "NNNNN"),
    (403, r#"{"message":"403 Forbidden"}"#, "NNNNN"),
    (403, r#"{"message":"403 Forbidden - Your account has been blocked."}"#, "NNNNN"),
    (404, r#"{"message":"404 Not found"}"#, "NNNRR"),
    (404, r#"{"message":"404 User Not Found"}"#, "NNNRR"),
    (404, r#"{"error":"404 Not Found"}"#, "NNNNN"),
    (405, r#"{"error":"405 Not Allowed"}"#, "NNNNN"),
    (405, r#"{"message":"405 Method Not Allowed"}"#, "NNNNN"),
    (409, r#"{"message":"409 Conflict: Resource lock"}"#, "UUUUU"),
    (412, r#"{"message":"412 Precondition Failed"}"#, "UUUUU"),
    (418, r#"{"message":"I am no GitLab"}"#, "UUUUU"),
    (429, r#"{"message":{"error":"Try again later."}}"#, "NNNNN"),
    (500, r#"{"message":"500 Internal Server Error"}"#, "UUUUU"),
    (503, r#"{"message":"GitLab is being upgraded"}"#, "UUUUU"),
    (400, "[]", "UUUUU"),
];

#[test]
fn a_refusal_is_a_no_only_where_the_same_request_sent_before_cannot_have_caused_it() {
    for (status, body, expected) in REFUSALS {
        let response = Response::new(status, JSON, String::from(body));
        check(Ok(&response), expected, &format!("{status} {body}"));
    }
}

#[test]
fn only_a_whole_answer_is_done() {
    for (status, content_type, body, expected) in [
        (200, JSON, ISSUED, "DDDAA"),
        (201, JSON, ISSUED, "DDDAA"),
        (204, "", "", "UUUDD"),
        (200, JSON, BARE, "AAAAA"),
        (201, JSON, BARE, "AAAAA"),
        (200, JSON, "[]", "AAAAA"),
        (200, JSON, &ISSUED[..20], "AAAAA"),
        (201, JSON, &ISSUED[..20], "AAAAA"),
        (201, JSON, "", "AAAAA"),
        (202, JSON, BARE, "UUUUU"),
    ] {
        let response = Response::new(status, content_type, String::from(body));
        check(Ok(&response), expected, &format!("{status} {content_type} {body}"));
    }
}

#[test]
fn what_a_proxy_or_portal_says_proves_nothing() {
    for status in [200, 201, 301, 302, 400, 401, 403, 404, 500, 502, 503, 504] {
        for (content_type, body) in [("text/html", PAGE), ("text/plain", "ok"), ("", "")] {
            let response = Response::new(status, content_type, String::from(body));
            check(Ok(&response), "UUUUU", &format!("{status} {content_type}"));
        }
    }
    for (status, body) in [(304, "{}"), (301, "{}"), (400, "{\"mess"), (403, ""), (502, "nul")] {
        let response = Response::new(status, JSON, String::from(body));
        check(Ok(&response), "UUUUU", &format!("{status} {body}"));
    }
}

#[test]
fn a_limit_is_a_no_in_every_form_of_the_answer() {
    for (content_type, body) in [("text/plain", "Retry later\n"), ("text/html", PAGE), ("", "")] {
        let response = Response::new(429, content_type, String::from(body));
        check(Ok(&response), "NNNNN", content_type);
    }
}

#[test]
fn a_silence_is_a_no_only_if_nothing_left_the_machine() {
    for (cause, expected) in [
        (Transport::Offline, "NNNNN"),
        (Transport::MixedContent, "NNNNN"),
        (Transport::Policy, "NNNNN"),
        (Transport::SignedOut, "NNNNN"),
        (Transport::Withheld, "UUUUU"),
        (Transport::Redirected, "UUUUU"),
        (Transport::Unreachable, "UUUUU"),
        (Transport::Private, "UUUUU"),
        (Transport::Late, "UUUUU"),
        (Transport::Cut { status: 200 }, "AAAAA"),
        (Transport::Cut { status: 201 }, "AAAAA"),
        (Transport::Cut { status: 204 }, "AAAAA"),
        (Transport::Cut { status: 301 }, "UUUUU"),
        (Transport::Cut { status: 400 }, "UUUUU"),
        (Transport::Cut { status: 401 }, "UUUUU"),
        (Transport::Cut { status: 502 }, "UUUUU"),
    ] {
        check(Err(cause), expected, &format!("{cause:?}"));
    }
}

/// A number for each meaning: a new one does not compile until it has a row above.
fn number(reason: &Reason) -> usize {
    match reason {
        Reason::Unauthorized => 0,
        Reason::Expired => 1,
        Reason::Revoked => 2,
        Reason::ImpersonationOff => 3,
        Reason::MissingScope(_) => 4,
        Reason::MissingPermission => 5,
        Reason::UserRefused => 6,
        Reason::Forbidden => 7,
        Reason::Invalid(_) => 8,
        Reason::AlreadyRevoked => 9,
        Reason::NotFound => 10,
        Reason::NoSuchEndpoint => 11,
        Reason::NotAllowed => 12,
        Reason::Conflict => 13,
        Reason::TooManyRequests => 14,
        Reason::ServerFault => 15,
        Reason::Other => 16,
        Reason::NotPermitted => 17,
        Reason::BotGone => 18,
        Reason::Grant => panic!("only OAuth's own endpoints say this"),
    }
}

#[test]
fn every_meaning_of_a_refusal_is_in_the_table() {
    let mut seen = [false; 19];
    for (status, body, _) in REFUSALS {
        let response = Response::new(status, JSON, String::from(body));
        let fault = change(create()).read(&response).err().unwrap();
        seen[number(fault.reason().unwrap())] = true;
    }
    assert_eq!(seen, [true; 19]);
}

#[test]
fn no_status_of_any_number_is_called_more_than_it_proves() {
    for status in 100..=599 {
        for (content_type, body) in [
            (JSON, ISSUED),
            (JSON, BARE),
            (JSON, "[]"),
            (JSON, "{"),
            (JSON, ""),
            ("text/html", PAGE),
            ("", ""),
        ] {
            for act in acts() {
                let is_revoke = matches!(act, Act::Revoke { .. });
                let response = Response::new(status, content_type, String::from(body));
                let told = letter(&judge(&change(act), Ok(&response)));
                let is_success = (200..300).contains(&status);
                let label = format!("{status} {content_type} {body} gave {told}");
                match told {
                    'D' if is_revoke => assert_eq!(status, 204, "{label}"),
                    'D' => assert!(is_success && body == ISSUED, "{label}"),
                    'N' => assert!((400..500).contains(&status), "{label}"),
                    'A' => assert!(is_success && content_type == JSON, "{label}"),
                    _ => assert!(status != 429, "{label}"),
                }
            }
        }
    }
}

#[test]
fn the_cause_of_a_doubt_and_the_value_of_an_answer_are_handed_on() {
    let response = Response::new(502, "text/html", String::from(PAGE));
    let Outcome::Unknown(doubt) = judge(&change(create()), Ok(&response)) else { panic!("no doubt") };
    assert_eq!(doubt.cause, Error::NotJson { status: 502, html: true });

    let response = Response::new(201, JSON, String::from(ISSUED));
    let Outcome::Done(Done::Issued(issued)) = judge(&change(create()), Ok(&response)) else {
        panic!("not done")
    };
    assert_eq!((issued.token.id, issued.value.expose()), (91, "glpat-x"));

    let response = Response::new(204, "", String::new());
    assert!(matches!(judge(&change(revoke(false)), Ok(&response)), Outcome::Done(Done::Revoked)));
}
