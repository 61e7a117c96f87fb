//! The control: reset, clock, log, credentials, and sentences for what it does not understand.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::emulator::{Emulator, json, sent, text};

#[test]
fn a_reset_begins_anew_with_what_it_names_and_the_rest_as_at_the_start() {
    let emulator = Emulator::start(&["--world", "empty", "--gitlab-version", "19.5.1-ee"]);
    let version = |users: &Value| {
        let request = emulator
            .request(Method::GET, "/api/v4/version")
            .header("PRIVATE-TOKEN", text(&users["dev"]["token"]));
        json(sent(request))["version"].clone()
    };
    let reset = |body: Value| emulator.control(Method::POST, "reset", &body)["users"].clone();
    let first = emulator.announcement["users"].clone();
    assert_eq!(version(&first), "19.5.1-ee");
    emulator.fault(&json!({ "when": "before-commit", "kind": "500", "times": null }));

    let older = reset(json!({ "version": "17.11.7-ee", "world": "demo" }));
    assert!(emulator.requests().is_empty());
    assert_eq!(version(&older), "17.11.7-ee");
    assert_eq!(emulator.control(Method::GET, "credentials", &Value::Null), older);

    assert_ne!(reset(json!({ "seed": 2 })), first, "another seed, other secrets");
    assert_eq!(reset(json!({})), first);
    assert_eq!(version(&first), "19.5.1-ee");
}

#[test]
fn a_reset_takes_tokens_away_that_were_made_meanwhile() {
    let emulator = Emulator::start(&["--world", "empty"]);
    let count = || {
        let list = json(sent(emulator.call("root", Method::GET, "/personal_access_tokens?per_page=100")));
        list.as_array().map(Vec::len)
    };
    let before = count();
    let id = &emulator.announcement["users"]["dev"]["id"];
    let path = format!("/users/{id}/personal_access_tokens");
    let create = emulator.call("root", Method::POST, &path).json(&json!({ "name": "x", "scopes": ["api"] }));
    assert_eq!(sent(create).status(), StatusCode::CREATED);
    assert_eq!(count(), before.map(|rows| rows + 1));
    emulator.control(Method::POST, "reset", &json!({}));
    assert_eq!(count(), before);
}

#[test]
fn a_reset_ends_what_was_held_without_executing_it_in_the_new_world() {
    let emulator = Emulator::start(&["--world", "empty"]);
    let id = &emulator.announcement["users"]["dev"]["id"];
    let path = format!("/users/{id}/personal_access_tokens");
    emulator.fault(&json!({ "when": "before-commit", "kind": "hold" }));
    std::thread::scope(|scope| {
        let create =
            emulator.call("root", Method::POST, &path).json(&json!({ "name": "x", "scopes": ["api"] }));
        let held = scope.spawn(|| create.send().is_err());
        while emulator.requests().is_empty() {}
        emulator.control(Method::POST, "reset", &json!({}));
        assert!(held.join().is_ok_and(|lost| lost));
    });
    assert!(emulator.requests().is_empty());
    let list = json(sent(emulator.call("root", Method::GET, "/personal_access_tokens?search=x")));
    assert_eq!(list, json!([]));
}

#[test]
fn the_clock_can_be_set_moved_and_let_go() {
    let emulator = Emulator::start(&["--world", "empty", "--now", "2026-11-21T08:00:00Z"]);
    let now = || emulator.control(Method::GET, "clock", &Value::Null)["now"].to_string();
    assert!(now().starts_with("\"2026-11-21T08:0"), "{}", now());
    emulator.control(Method::POST, "clock", &json!({ "advance_seconds": 86_400 }));
    assert!(now().starts_with("\"2026-11-22T08:0"), "{}", now());
    emulator.control(Method::POST, "clock", &json!({ "now": "2031-01-01T00:00:00Z" }));
    assert!(now().starts_with("\"2031-01-01T00:0"), "{}", now());
    let user = sent(emulator.call("dev", Method::GET, "/user"));
    assert_eq!(user.status(), StatusCode::UNAUTHORIZED, "its token has expired by then");
    emulator.control(Method::POST, "clock", &Value::Null);
    assert!(!now().starts_with("\"2031"), "{}", now());
}

#[test]
fn the_log_tells_who_asked_for_what_and_never_the_secret() {
    let emulator = Emulator::start(&["--world", "empty"]);
    let secret = emulator.token("dev");
    sent(emulator.call("dev", Method::GET, "/user?page=2").header("Origin", "null").header("Cookie", "a=b"));
    sent(emulator.request(Method::GET, &format!("/api/v4/user?private_token={secret}")));
    sent(emulator.request(Method::GET, "/api/v4/user").header("PRIVATE-TOKEN", "wrong"));
    let create = emulator.call("dev", Method::POST, "/user/personal_access_tokens");
    sent(create.json(&json!({ "name": "n", "scopes": ["k8s_proxy"], "expires_at": "2027-01-01" })));

    let log = emulator.requests();
    assert!(!json!(log).to_string().contains(&secret));
    let kept = |entry: &Value| {
        json!([entry["method"], entry["path"], entry["credential"], entry["user"], entry["secret_in_url"]])
    };
    assert_eq!(kept(&log[0]), json!(["GET", "/api/v4/user?page=2", "authorization", "dev", false]));
    assert_eq!(kept(&log[1])[4], true);
    assert_eq!(kept(&log[2]), json!(["GET", "/api/v4/user", "private-token", null, false]));
    assert_eq!(log[3]["body_fields"], json!(["name", "scopes", "expires_at"]));
    assert_eq!((&log[0]["has_cookie"], &log[1]["has_cookie"]), (&json!(true), &json!(false)));
    assert_eq!(log[0]["headers"]["origin"], "null");
    assert_eq!(log[0]["sent"], 200);
    assert!(log[0]["header_names"].as_array().is_some_and(|names| names.contains(&json!("authorization"))));

    let later = emulator.control(Method::GET, "requests?after=3", &Value::Null);
    assert_eq!(later.as_array().map(Vec::len), Some(1));
    assert_eq!(emulator.control(Method::DELETE, "requests", &Value::Null)["cleared"], 4);
    assert!(emulator.requests().is_empty());
}

#[test]
fn the_state_is_what_is_true_whatever_was_answered() {
    let emulator = Emulator::start(&["--world", "empty"]);
    let mine = json(sent(emulator.call("dev", Method::GET, "/personal_access_tokens/self")));
    emulator.fault(&json!({ "when": "after-commit", "kind": "502-html" }));
    let rotate =
        emulator.call("root", Method::POST, &format!("/personal_access_tokens/{}/rotate", mine["id"]));
    assert_eq!(sent(rotate).status(), StatusCode::BAD_GATEWAY);

    let state = emulator.control(Method::GET, "state", &Value::Null);
    assert!(!state.to_string().contains(&emulator.token("dev")));
    let all = state["tokens"].as_array().cloned().unwrap_or_default();
    let old = all.iter().find(|token| token["id"] == mine["id"]);
    let new = all.iter().find(|token| token["previous_id"] == mine["id"]);
    assert!(old.is_some_and(|token| token["revoked"] == true && token["user"] == "dev"));
    assert!(new.is_some_and(|token| token["revoked"] == false && token["name"] == mine["name"]));
}

#[test]
fn what_the_control_does_not_understand_it_says_so() {
    let emulator = Emulator::start(&["--world", "empty"]);
    for (method, path, body, status) in [
        (Method::POST, "faults", json!({ "when": "never", "kind": "drop" }), 400),
        (Method::POST, "faults", json!({ "when": "after-commit", "kind": "drop", "tims": 2 }), 400),
        (Method::POST, "reset", json!({ "world": "mars" }), 400),
        (Method::POST, "reset", json!({ "version": "new" }), 400),
        (Method::POST, "reset", json!({ "external_url": "https://gitlab.example/elsewhere" }), 400),
        (Method::POST, "rows", json!({ "remove": { "tokens": [999_999] } }), 400),
        (Method::POST, "rows", json!({ "remove": { "llamas": [1] } }), 400),
        (Method::POST, "clock", json!({ "now": "yesterday" }), 400),
        (Method::POST, "clock", json!({ "advance_seconds": 1_i64 << 60 }), 400),
        (Method::GET, "nothing", Value::Null, 404),
    ] {
        let response = sent(emulator.request(method, &format!("/__control/{path}")).json(&body));
        assert_eq!(response.status(), status, "{path} {body}");
        assert!(json(response)["error"].is_string(), "{path} {body}");
    }
}

#[test]
fn the_latency_slows_the_api_and_never_the_control() {
    let emulator = Emulator::start(&["--world", "empty", "--latency", "70ms"]);
    let started = std::time::Instant::now();
    sent(emulator.call("dev", Method::GET, "/user"));
    assert!(started.elapsed() >= std::time::Duration::from_millis(70));
    emulator.control(Method::POST, "reset", &json!({ "latency_ms": 3_600_000 }));
    emulator.control(Method::POST, "reset", &json!({ "latency_ms": 0 }));
    sent(emulator.call("dev", Method::GET, "/user"));
}

#[test]
fn rows_come_and_go_between_two_pages() {
    let emulator = Emulator::start(&["--world", "demo"]);
    let column = |path: &str| -> Vec<u64> {
        let rows = json(sent(emulator.call("root", Method::GET, path)));
        rows.as_array().into_iter().flatten().filter_map(|row| row["id"].as_u64()).collect()
    };
    for (table, path) in [
        ("tokens", "/personal_access_tokens?sort=id_asc&per_page=5"),
        ("projects", "/projects?order_by=id&sort=asc&per_page=5"),
        ("groups", "/groups?order_by=id&per_page=2"),
        ("deploy_tokens", "/deploy_tokens?per_page=3"),
    ] {
        let (first, second) = (column(path), column(&format!("{path}&page=2")));
        let row = first.last().copied().unwrap_or_default();
        let copied = emulator.control(Method::POST, "rows", &json!({ "copy": { table: [row] } }));
        let new = copied["copied"][table][0].as_u64().unwrap_or_default();
        assert!(new > *second.iter().chain(&first).max().unwrap_or(&0), "{table}: {copied}");
        emulator.control(Method::POST, "rows", &json!({ "remove": { table: [row] } }));
        let shifted = column(&format!("{path}&page=2"));
        assert_eq!(
            shifted.first(),
            second.get(1).or(Some(&new)),
            "{table}: {first:?} {second:?} {shifted:?}"
        );
        assert!(!column(path).contains(&row), "{table}");
    }
}

#[test]
fn gitlab_may_believe_in_another_address_and_be_gitlab_com() {
    let emulator = Emulator::start(&["--world", "demo"]);
    let inventory = "/groups/northlight/manage/resource_access_tokens";
    assert_eq!(sent(emulator.call("ann", Method::GET, inventory)).status(), StatusCode::NOT_FOUND);
    let url = "https://gitlab.elsewhere.example";
    emulator.control(Method::POST, "reset", &json!({ "external_url": url, "gitlab_com": true }));
    let answer = sent(emulator.call("ann", Method::GET, inventory));
    let link = answer.headers()["link"].to_str().unwrap_or_default();
    assert!(link.contains(&format!("<{url}/api/v4{inventory}?")), "{link}");
    assert_eq!(answer.status(), StatusCode::OK);
}

#[test]
fn the_tally_counts_requests_statuses_and_how_many_ran_at_once() {
    let emulator = Emulator::start(&["--world", "empty"]);
    emulator
        .fault(&json!({ "when": "after-commit", "kind": "hold", "match": { "path": "/user" }, "times": 2 }));
    let tally = || emulator.control(Method::GET, "tally", &Value::Null);
    std::thread::scope(|scope| {
        let waiting =
            [(); 2].map(|()| scope.spawn(|| sent(emulator.call("dev", Method::GET, "/user")).status()));
        while tally()["requests"] != 2 {
            std::thread::yield_now();
        }
        emulator.control(Method::POST, "release", &Value::Null);
        for one in waiting {
            assert!(one.join().is_ok_and(|status| status == StatusCode::OK));
        }
    });
    sent(emulator.call("dev", Method::GET, "/nowhere"));
    sent(emulator.request(Method::OPTIONS, "/api/v4/user"));
    let counted = tally();
    assert_eq!((&counted["requests"], &counted["most_at_once"]), (&json!(3), &json!(2)), "{counted}");
    assert_eq!(counted["by_status"]["404"], 1);
    assert_eq!(counted["preflights"], 1);
    emulator.control(Method::DELETE, "requests", &Value::Null);
    assert_eq!(tally()["requests"], 0);
}
