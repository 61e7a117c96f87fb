//! Every fault before and after the commit, over both protocols: what the client sees and what GitLab did.

use reqwest::blocking::Response;
use reqwest::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CONTENT_TYPE, LOCATION};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::emulator::{Emulator, json, sent};

/// What a client sees of one exchange.
#[derive(Debug, Eq, PartialEq)]
enum Seen {
    /// No status at all.
    Nothing,
    /// A status and headers, but the body breaks off.
    Cut(u16),
    /// A whole answer: status, content type, and whether a page on another origin may read it.
    Whole(u16, String, bool),
}

fn whole(status: u16, content_type: &str, readable: bool) -> Seen {
    Seen::Whole(status, content_type.to_owned(), readable)
}

/// Kind, what is seen when it strikes before the commit (`None`: such a fault is refused), and after it.
fn cases() -> Vec<(&'static str, Option<Seen>, Seen)> {
    let html = "text/html; charset=utf-8";
    let json = "application/json";
    let same = |kind, seen: fn() -> Seen| (kind, Some(seen()), seen());
    vec![
        same("drop", || Seen::Nothing),
        same("fin", || Seen::Nothing),
        same("reset-stream", || Seen::Nothing),
        ("truncate", Some(Seen::Cut(200)), Seen::Cut(201)),
        ("502-html", Some(whole(502, html, false)), whole(502, html, false)),
        ("200-html", Some(whole(200, html, true)), whole(200, html, true)),
        ("200-no-token", Some(whole(200, json, true)), whole(201, json, true)),
        ("429", Some(whole(429, "text/plain", true)), whole(429, "text/plain", true)),
        ("429-no-cors", Some(whole(429, "text/plain", false)), whole(429, "text/plain", false)),
        ("redirect", Some(whole(302, html, true)), whole(302, html, true)),
        ("portal", Some(whole(302, html, false)), whole(302, html, false)),
        ("delay", Some(whole(201, json, true)), whole(201, json, true)),
        ("half-json", None, whole(201, json, true)),
        ("close", None, whole(201, json, true)),
        ("no-cors", None, whole(201, json, false)),
        ("401", Some(whole(401, json, true)), whole(401, json, true)),
        ("500", Some(whole(500, json, true)), whole(500, json, true)),
        ("answer", Some(whole(403, json, true)), whole(403, json, true)),
        ("rewrite", None, whole(201, json, true)),
    ]
}

/// Asks for a token as a page on another origin would.
fn create(emulator: &Emulator, name: &str) -> reqwest::Result<Response> {
    let id = &emulator.announcement["users"]["dev"]["id"];
    emulator
        .call("root", Method::POST, &format!("/users/{id}/personal_access_tokens"))
        .header("Origin", "http://127.0.0.1:1")
        .json(&json!({ "name": name, "scopes": ["read_api"] }))
        .send()
}

fn look(outcome: reqwest::Result<Response>) -> Seen {
    let Ok(response) = outcome else { return Seen::Nothing };
    let status = response.status().as_u16();
    let readable = response.headers().contains_key(ACCESS_CONTROL_ALLOW_ORIGIN);
    let content_type = response.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let content_type = content_type.unwrap_or("").to_owned();
    match response.bytes() {
        Ok(_) => Seen::Whole(status, content_type, readable),
        Err(_) => Seen::Cut(status),
    }
}

fn exists(emulator: &Emulator, name: &str) -> bool {
    let list = emulator.call("root", Method::GET, &format!("/personal_access_tokens?search={name}"));
    json(sent(list)).as_array().is_some_and(|rows| !rows.is_empty())
}

fn every_fault(arguments: &[&str]) {
    let emulator = Emulator::start(arguments);
    for (kind, before, after) in cases() {
        for (when, expected) in [("before-commit", before), ("after-commit", Some(after))] {
            let fault = json!({
                "when": when, "kind": kind, "match": { "method": "POST", "path": "/personal_access_tokens" },
                "location": "http://127.0.0.1:1/", "status": 403,
            });
            let Some(expected) = expected else {
                let refused = sent(emulator.request(Method::POST, "/__control/faults").json(&fault));
                assert_eq!(refused.status(), StatusCode::BAD_REQUEST, "{when} {kind}");
                continue;
            };
            let name = format!("{kind}-{when}");
            emulator.fault(&fault);
            emulator.control(Method::DELETE, "requests", &Value::Null);
            assert_eq!(look(create(&emulator, &name)), expected, "{when} {kind}");

            let log = emulator.requests();
            let commits = when == "after-commit" || kind == "delay";
            assert_eq!(log.len(), 1, "{when} {kind}: the client sent it once");
            assert_eq!(log[0]["executed"], if commits { json!(201) } else { Value::Null }, "{when} {kind}");
            assert_eq!(log[0]["fault"], json!({ "when": when, "kind": kind }));
            assert_eq!(exists(&emulator, &name), commits, "{when} {kind}");
            assert_eq!(
                look(create(&emulator, "next")),
                whole(201, "application/json", true),
                "{when} {kind}"
            );
        }
    }
}

#[test]
fn every_fault_strikes_once_and_on_the_right_side_of_the_commit_over_http1() {
    every_fault(&["--world", "empty"]);
}

#[test]
fn every_fault_strikes_once_and_on_the_right_side_of_the_commit_over_http2() {
    every_fault(&["--world", "empty", "--tls"]);
}

#[test]
fn an_answer_without_its_token_is_otherwise_the_true_one() {
    let emulator = Emulator::start(&["--world", "empty"]);
    emulator.fault(&json!({ "when": "after-commit", "kind": "200-no-token" }));
    let answer = json(create(&emulator, "half").unwrap_or_else(|error| panic!("{error}")));
    assert_eq!(answer["name"], "half");
    assert!(answer["id"].is_u64());
    assert!(answer.get("token").is_none());
}

#[test]
fn a_half_answer_is_whole_to_the_network_and_not_to_a_reader() {
    let emulator = Emulator::start(&["--world", "empty"]);
    emulator.fault(&json!({ "when": "after-commit", "kind": "half-json", "match": { "method": "GET" } }));
    let list = || sent(emulator.call("root", Method::GET, "/personal_access_tokens")).text();
    let (half, whole) = (list().unwrap_or_default(), list().unwrap_or_default());
    assert_eq!(half.len(), whole.len() / 2);
    assert!(whole.starts_with(&half) && serde_json::from_str::<Value>(&half).is_err(), "{half}");
}

#[test]
fn a_list_can_fail_so_many_times_and_then_be_fine() {
    let emulator = Emulator::start(&["--world", "demo"]);
    emulator.fault(&json!({
        "when": "before-commit", "kind": "answer", "status": 503, "body": "<html>busy</html>",
        "headers": { "content-type": "text/html" }, "match": { "path": "/projects/*/access_tokens" }, "times": 2,
    }));
    let status = |path: &str| sent(emulator.call("ann", Method::GET, path)).status().as_u16();
    let statuses = [
        "/groups?min_access_level=50",
        "/projects/1/access_tokens",
        "/projects/2/access_tokens",
        "/projects/1/access_tokens",
    ]
    .map(status);
    assert_eq!(statuses, [200, 503, 503, 200]);
}

#[test]
fn a_throttled_answer_carries_the_headers_a_page_cannot_read() {
    let emulator = Emulator::start(&["--world", "empty"]);
    emulator.fault(&json!({ "when": "before-commit", "kind": "429", "retry_after": 7 }));
    let response = create(&emulator, "later").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(response.headers()["retry-after"], "7");
    assert_eq!(response.headers()["ratelimit-remaining"], "0");
    assert_eq!(response.text().ok().as_deref(), Some("Retry later\n"));
}

#[test]
fn a_redirect_leads_where_it_was_told_to() {
    let emulator = Emulator::start(&["--world", "empty"]);
    let target = "http://127.0.0.1:9/elsewhere";
    emulator.fault(&json!({ "when": "before-commit", "kind": "redirect", "location": target }));
    let response = create(&emulator, "moved").unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(response.status(), StatusCode::FOUND);
    assert_eq!(response.headers()[LOCATION], target);
}

#[test]
fn a_written_out_answer_and_a_rewritten_one_are_what_the_fault_says() {
    let emulator = Emulator::start(&["--world", "empty"]);
    emulator.fault(&json!([
        { "when": "before-commit", "kind": "answer", "status": 403, "cors": false,
          "headers": { "content-type": "text/html" }, "body": "<h1>Forbidden</h1>" },
        { "when": "after-commit", "kind": "rewrite", "replace": [["\"revoked\":false", "\"revoked\":\"no\""]],
          "headers": { "link": "<http://other.example/>; rel=\"next\"", "x-total": null } },
    ]));
    let list = || sent(emulator.call("root", Method::GET, "/personal_access_tokens"));
    let first = list();
    assert_eq!(first.headers()[CONTENT_TYPE], "text/html");
    assert!(!first.headers().contains_key(ACCESS_CONTROL_ALLOW_ORIGIN));
    assert_eq!(first.text().ok().as_deref(), Some("<h1>Forbidden</h1>"));
    let second = list();
    assert_eq!(second.headers()["link"], "<http://other.example/>; rel=\"next\"");
    assert!(!second.headers().contains_key("x-total"));
    assert_eq!(json(second)[0]["revoked"], "no");
}

#[test]
fn a_lost_rotation_answers_its_repetition_with_already_revoked() {
    let emulator = Emulator::start(&["--world", "empty"]);
    let made = json(create(&emulator, "rotated").unwrap_or_else(|error| panic!("{error}")));
    let path = format!("/personal_access_tokens/{}/rotate", made["id"]);
    emulator.fault(&json!({ "when": "after-commit", "kind": "drop", "match": { "path": "/rotate" } }));
    assert!(emulator.call("root", Method::POST, &path).send().is_err());
    let repeated = sent(emulator.call("root", Method::POST, &path));
    assert_eq!(repeated.status(), StatusCode::BAD_REQUEST);
    assert_eq!(json(repeated)["message"], "400 Bad request - Token already revoked");
}
