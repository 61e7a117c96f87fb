//! HTTP/1.1 and HTTP/2, TLS, preflights, and which connection a request came on.

use reqwest::blocking::RequestBuilder;
use reqwest::{Method, StatusCode, Version};
use serde_json::{Value, json};

use crate::emulator::{Emulator, json, sent, trusting};

#[test]
fn tls_speaks_http2_to_those_who_ask_and_http1_to_the_others() {
    let emulator = Emulator::start(&["--world", "empty", "--tls"]);
    assert!(emulator.url.starts_with("https://"));
    assert_eq!(emulator.announcement["spki"].as_str().map(str::len), Some(44));
    let second = sent(emulator.call("dev", Method::GET, "/user"));
    assert_eq!((second.version(), second.status()), (Version::HTTP_2, StatusCode::OK));

    let old = trusting(&emulator.announcement).http1_only().build();
    let old = old.unwrap_or_else(|error| panic!("no client: {error}"));
    let address = format!("{}/api/v4/user", emulator.url);
    let first = sent(old.get(address).header("PRIVATE-TOKEN", emulator.token("dev")));
    assert_eq!((first.version(), first.status()), (Version::HTTP_11, StatusCode::OK));
    let protocols: Vec<Value> = emulator.requests().iter().map(|entry| entry["protocol"].clone()).collect();
    assert_eq!(protocols, ["HTTP/2", "HTTP/1.1"]);
}

#[test]
fn without_tls_there_is_http1_alone() {
    let emulator = Emulator::start(&["--world", "empty"]);
    assert_eq!(sent(emulator.call("dev", Method::GET, "/user")).version(), Version::HTTP_11);
}

fn preflight(emulator: &Emulator) -> RequestBuilder {
    emulator
        .request(Method::OPTIONS, "/api/v4/personal_access_tokens/1/rotate")
        .header("Origin", "null")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,content-type")
}

#[test]
fn a_preflight_is_answered_as_gitlab_does_and_uses_no_fault_up() {
    for arguments in [vec!["--world", "empty"], vec!["--world", "empty", "--tls"]] {
        let emulator = Emulator::start(&arguments);
        emulator.fault(&json!({ "when": "before-commit", "kind": "500" }));
        let response = sent(preflight(&emulator));
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["access-control-allow-origin"], "*");
        assert_eq!(response.headers()["access-control-allow-headers"], "authorization,content-type");
        assert_eq!(response.headers()["access-control-max-age"], "7200");
        assert_eq!(response.bytes().map_or(1, |bytes| bytes.len()), 0);
        assert_eq!(sent(emulator.call("dev", Method::GET, "/user")).status(), 500);
    }
}

#[test]
fn a_fault_that_names_every_method_strikes_preflights_too() {
    let emulator = Emulator::start(&["--world", "empty"]);
    let fault =
        json!({ "when": "after-commit", "kind": "no-cors", "times": null, "match": { "method": "*" } });
    emulator.fault(&fault);
    assert!(!sent(preflight(&emulator)).headers().contains_key("access-control-allow-origin"));
    let user = emulator.call("dev", Method::GET, "/user").header("Origin", "null");
    assert!(!sent(user).headers().contains_key("access-control-allow-origin"));
    assert_eq!(emulator.control(Method::DELETE, "faults", &Value::Null)["cleared"], 1);
    assert!(sent(preflight(&emulator)).headers().contains_key("access-control-allow-origin"));
}

/// The connections the last requests came on.
fn connections(emulator: &Emulator) -> Vec<Value> {
    emulator.requests().iter().map(|entry| entry["connection"].clone()).collect()
}

#[test]
fn over_http2_a_stream_can_die_alone_or_with_its_connection() {
    let emulator = Emulator::start(&["--world", "empty", "--tls"]);
    let user = || emulator.call("dev", Method::GET, "/user").send();
    assert!(user().is_ok());
    emulator.fault(&json!({ "when": "before-commit", "kind": "reset-stream" }));
    assert!(user().is_err());
    assert!(user().is_ok());
    let seen = connections(&emulator);
    assert!(seen.iter().all(|number| *number == seen[0]), "{seen:?}");

    emulator.fault(&json!({ "when": "before-commit", "kind": "drop" }));
    assert!(user().is_err());
    assert!(user().is_ok());
    let seen = connections(&emulator);
    assert_ne!(seen.first(), seen.last());
}

#[test]
fn over_http2_close_answers_and_sends_the_next_request_elsewhere() {
    let emulator = Emulator::start(&["--world", "empty", "--tls"]);
    emulator.fault(&json!({ "when": "after-commit", "kind": "close" }));
    // The client may have sent one more request before it hears of the end; none of them is lost.
    let moved = (0..100).any(|_| {
        assert_eq!(sent(emulator.call("dev", Method::GET, "/user")).status(), StatusCode::OK);
        let seen = connections(&emulator);
        seen.first() != seen.last()
    });
    assert!(moved);
}

#[test]
fn a_head_request_gets_the_headers_alone() {
    for arguments in [vec!["--world", "empty"], vec!["--world", "empty", "--tls"]] {
        let emulator = Emulator::start(&arguments);
        let response = sent(emulator.call("dev", Method::HEAD, "/personal_access_tokens"));
        assert_eq!(response.status(), StatusCode::OK);
        assert!(response.headers().contains_key("x-page"));
        assert_eq!(response.bytes().map_or(1, |bytes| bytes.len()), 0);
    }
}

#[test]
fn below_a_relative_root_everything_is_where_the_url_says() {
    let emulator = Emulator::start(&["--world", "empty", "--relative-url-root", "/gitlab"]);
    assert!(emulator.url.ends_with("/gitlab"), "{}", emulator.url);
    let user = json(sent(emulator.call("dev", Method::GET, "/user")));
    assert_eq!(user["username"], "dev");
    let outside = emulator.url.replace("/gitlab", "/api/v4/user");
    assert_eq!(sent(emulator.client.get(outside)).status(), StatusCode::NOT_FOUND);
}
