//! OAuth on real sockets: faults on its endpoints, what the control tells and changes, what the log keeps.

use reqwest::blocking::Response;
use reqwest::header::{ACCESS_CONTROL_ALLOW_ORIGIN, LOCATION};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use crate::emulator::{Emulator, json, sent, text};

const CLIENT: &str = "page-under-test";
const CALLBACK: &str = "https://page.example/callback?from=gitlab";
const VERIFIER: &str = "ks02i3jdikdo2k0dkfodf3m39rjfjsdk0wk349rj3jrhf";
const CHALLENGE: &str = "2i0WFA-0AerkjQm4X4oDEhqA17QIAKNjXpagHBXmO_U";

/// An emulator where the page is registered.
fn start(arguments: &[&str]) -> Emulator {
    let emulator = Emulator::start(&[&["--world", "empty"], arguments].concat());
    register(&emulator);
    emulator
}

fn register(emulator: &Emulator) {
    let application = json!({ "client_id": CLIENT, "name": "Page", "redirect_uris": [CALLBACK] });
    emulator.control(Method::POST, "oauth", &json!({ "applications": [application] }));
}

/// Somebody agrees: the way back.
fn approve(emulator: &Emulator, who: &str) -> String {
    let form = [
        ("client_id", CLIENT),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "api"),
        ("state", "known"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
        ("user", who),
    ];
    let answer = sent(emulator.request(Method::POST, "/oauth/authorize").form(&form));
    assert_eq!(answer.status(), StatusCode::FOUND);
    answer.headers()[LOCATION].to_str().unwrap_or_default().to_owned()
}

fn code(emulator: &Emulator, who: &str) -> String {
    let back = approve(emulator, who);
    let code = back.split(['?', '&']).find_map(|pair| pair.strip_prefix("code="));
    code.unwrap_or_else(|| panic!("no code in {back}")).to_owned()
}

fn exchange(emulator: &Emulator, code: &str) -> reqwest::Result<Response> {
    let form = [
        ("grant_type", "authorization_code"),
        ("client_id", CLIENT),
        ("redirect_uri", CALLBACK),
        ("code", code),
        ("code_verifier", VERIFIER),
    ];
    emulator.request(Method::POST, "/oauth/token").header("Origin", "https://page.example").form(&form).send()
}

fn refresh(emulator: &Emulator, value: &str) -> reqwest::Result<Response> {
    let form = [("grant_type", "refresh_token"), ("client_id", CLIENT), ("refresh_token", value)];
    emulator.request(Method::POST, "/oauth/token").form(&form).send()
}

fn answered(outcome: reqwest::Result<Response>) -> Value {
    json(outcome.unwrap_or_else(|error| panic!("no answer: {error:?}")))
}

fn status(emulator: &Emulator, access: &Value) -> u16 {
    let request = emulator.request(Method::GET, "/api/v4/user").bearer_auth(text(access));
    sent(request).status().as_u16()
}

fn told(emulator: &Emulator) -> Value {
    emulator.control(Method::GET, "oauth", &Value::Null)
}

fn live_tokens(emulator: &Emulator) -> Value {
    let told = told(emulator);
    let all = told["applications"].as_array().cloned().unwrap_or_default();
    let own = all.iter().find(|application| application["client_id"] == CLIENT);
    own.map(|application| application["live_tokens"].clone()).unwrap_or_default()
}

#[test]
fn a_lost_answer_leaves_a_token_nobody_has_and_a_code_that_is_used_up() {
    let emulator = start(&["--tls"]);
    let code = code(&emulator, "ann");
    let lost = json!({ "when": "after-commit", "kind": "drop", "match": { "path": "/oauth/token" } });
    emulator.fault(&lost);
    assert!(exchange(&emulator, &code).is_err());
    assert_eq!(live_tokens(&emulator), 1);
    assert_eq!(answered(exchange(&emulator, &code))["error"], "invalid_grant");
}

#[test]
fn a_lost_refresh_has_ended_both_old_values() {
    let emulator = start(&[]);
    let token = answered(exchange(&emulator, &code(&emulator, "ann")));
    emulator.fault(&json!({ "when": "after-commit", "kind": "drop", "match": { "path": "/oauth/token" } }));
    assert!(refresh(&emulator, &text(&token["refresh_token"])).is_err());
    assert_eq!(status(&emulator, &token["access_token"]), 401);
    assert_eq!(answered(refresh(&emulator, &text(&token["refresh_token"])))["error"], "invalid_grant");
    assert_eq!(live_tokens(&emulator), 1);
}

#[test]
fn a_fault_before_the_commit_leaves_the_code_as_it_was() {
    let emulator = start(&[]);
    let code = code(&emulator, "ann");
    let fault =
        |kind: &str, when: &str| json!({ "when": when, "kind": kind, "match": { "path": "/oauth/" } });
    for (kind, expected, readable) in [("502-html", 502, false), ("429", 429, true), ("500", 500, true)] {
        emulator.fault(&fault(kind, "before-commit"));
        let answer = exchange(&emulator, &code).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(answer.status().as_u16(), expected);
        assert_eq!(answer.headers().contains_key(ACCESS_CONTROL_ALLOW_ORIGIN), readable, "{kind}");
    }
    emulator.fault(&fault("200-no-token", "after-commit"));
    let spoilt = answered(exchange(&emulator, &code));
    assert!(spoilt.get("access_token").is_none() && spoilt["refresh_token"].is_string(), "{spoilt}");
}

#[test]
fn the_control_counts_what_still_opens_something_and_ends_it_from_elsewhere() {
    let emulator = start(&["--now", "2026-11-21T08:00:00Z"]);
    let token = answered(exchange(&emulator, &code(&emulator, "dev")));
    let row = told(&emulator)["tokens"][0].clone();
    assert_eq!(row["client_id"], CLIENT);
    assert_eq!((&row["user"], &row["scopes"]), (&json!("dev"), &json!(["api"])));
    assert_eq!((&row["access_expired"], &row["revoked"]), (&json!(false), &json!(false)));
    assert_eq!((live_tokens(&emulator), status(&emulator, &token["access_token"])), (json!(1), 200));

    emulator.control(Method::POST, "clock", &json!({ "advance_seconds": 7201 }));
    assert_eq!(told(&emulator)["tokens"][0]["access_expired"], true);
    assert_eq!((live_tokens(&emulator), status(&emulator, &token["access_token"])), (json!(1), 401));
    let token = answered(refresh(&emulator, &text(&token["refresh_token"])));
    assert_eq!((live_tokens(&emulator), status(&emulator, &token["access_token"])), (json!(1), 200));

    emulator.control(Method::POST, "oauth", &json!({ "revoke": [2] }));
    assert_eq!((live_tokens(&emulator), status(&emulator, &token["access_token"])), (json!(0), 401));
    assert_eq!(answered(refresh(&emulator, &text(&token["refresh_token"])))["error"], "invalid_grant");

    let token = answered(exchange(&emulator, &code(&emulator, "dev")));
    let form = [("token", text(&token["refresh_token"])), ("client_id", CLIENT.to_owned())];
    assert_eq!(live_tokens(&emulator), 1);
    assert_eq!(sent(emulator.request(Method::POST, "/oauth/revoke").form(&form)).status(), StatusCode::OK);
    assert_eq!(live_tokens(&emulator), 0);
}

#[test]
fn the_way_back_names_no_issuer_the_right_one_or_another() {
    let emulator = start(&[]);
    let document = || json(sent(emulator.request(Method::GET, "/.well-known/openid-configuration")));
    let supported = "authorization_response_iss_parameter_supported";
    assert!(!approve(&emulator, "ann").contains("iss="));
    assert_eq!(document()[supported], Value::Null);
    emulator.control(Method::POST, "oauth", &json!({ "iss": true }));
    let own = emulator.url.replace(':', "%3A").replace('/', "%2F");
    assert!(approve(&emulator, "ann").ends_with(&format!("&state=known&iss={own}")));
    assert_eq!(document()[supported], true);
    emulator.control(Method::POST, "oauth", &json!({ "iss": "https://other.example" }));
    assert!(approve(&emulator, "ann").ends_with("&iss=https%3A%2F%2Fother.example"));
    emulator.control(Method::POST, "oauth", &json!({ "iss": false }));
    assert!(approve(&emulator, "ann").ends_with("&state=known"));
}

#[test]
fn applications_are_named_at_the_start_and_registered_later_until_a_reset() {
    let emulator = Emulator::start(&[
        "--application",
        "first=https://first.example/",
        "--application",
        "first=https://first.example/again",
        "--iss",
    ]);
    let announced = &emulator.announcement["applications"];
    assert_eq!(announced[1]["client_id"], "first");
    let addresses = json!(["https://first.example/", "https://first.example/again"]);
    assert_eq!(announced[1]["redirect_uris"], addresses);
    assert_eq!(announced.as_array().map(Vec::len), Some(2));
    assert_eq!(told(&emulator)["iss"], true);

    register(&emulator);
    let token = answered(exchange(&emulator, &code(&emulator, "ann")));
    // Registered again, it is the same application: its tokens live on.
    register(&emulator);
    assert_eq!((live_tokens(&emulator), status(&emulator, &token["access_token"])), (json!(1), 200));
    emulator.control(Method::POST, "oauth", &json!({ "iss": false }));
    emulator.control(Method::POST, "reset", &json!({}));
    let told = told(&emulator);
    assert_eq!(told["applications"].as_array().map(Vec::len), Some(2));
    assert_eq!((&told["tokens"], &told["iss"]), (&json!([]), &json!(true)));
    assert_eq!(status(&emulator, &token["access_token"]), 401);
}

#[test]
fn what_cannot_be_registered_or_ended_is_refused_with_a_reason_and_nothing_is_done() {
    let emulator = start(&[]);
    let good = json!({ "client_id": "good", "redirect_uris": ["https://good.example/"] });
    for change in [
        json!({ "applications": [good, { "client_id": "x", "redirect_uris": [] }] }),
        json!({ "applications": [good, { "client_id": "", "redirect_uris": ["https://x.example/"] }] }),
        json!({ "applications": [good, { "client_id": "x", "redirect_uris": ["/callback"] }] }),
        json!({ "applications": [good, { "client_id": "x", "redirect_uris": ["https://x.example/#"] }] }),
        json!({ "applications": [good, { "client_id": "x", "redirect_uris": ["https://x.example/"], "scopes": ["llamas"] }] }),
        json!({ "applications": [good], "revoke": [7] }),
        json!({ "applications": [good], "iss": 1 }),
        json!({ "applications": [good], "iss": "https://x.example", "llamas": 1 }),
    ] {
        let response = sent(emulator.request(Method::POST, "/__control/oauth").json(&change));
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{change}");
        assert!(json(response)["error"].is_string(), "{change}");
    }
    let told = told(&emulator);
    assert_eq!(told["applications"].as_array().map(Vec::len), Some(2), "{told}");
    assert_eq!(told["iss"], false);
}

#[test]
fn the_log_shows_the_whole_way_and_keeps_no_value_of_it() {
    let emulator = start(&[]);
    let first = code(&emulator, "ann");
    let token = answered(exchange(&emulator, &first));
    let (access, refreshing) = (text(&token["access_token"]), text(&token["refresh_token"]));
    assert_eq!(status(&emulator, &token["access_token"]), 200);
    let query = format!("/oauth/authorize?client_id={CLIENT}&state=known&code_challenge={CHALLENGE}");
    sent(emulator.request(Method::GET, &query));
    // What a careless client does.
    sent(emulator.request(Method::POST, &format!("/oauth/revoke?token={refreshing}")));
    sent(emulator.request(Method::GET, &format!("/api/v4/projects/{access}")));
    let back = format!("https://page.example/?code={first}&state=known");
    sent(emulator.request(Method::GET, "/api/v4/user").header("Referer", back));
    let form = [(access.as_str(), ""), ("token", refreshing.as_str())];
    sent(emulator.request(Method::POST, "/oauth/token").form(&form));
    sent(emulator.request(Method::POST, "/oauth/token").json(&json!({ &access: 1 })));

    let log = emulator.requests();
    let shown = json!(log).to_string();
    for value in [&first, &access, &refreshing] {
        assert!(!shown.contains(value.as_str()), "{shown}");
    }
    assert!(!shown.contains(VERIFIER));
    let kept = |entry: &Value| {
        json!([entry["method"], entry["path"], entry["user"], entry["executed"], entry["secret_in_url"]])
    };
    assert_eq!(kept(&log[0]), json!(["POST", "/oauth/authorize", null, 302, false]));
    assert_eq!(kept(&log[1]), json!(["POST", "/oauth/token", null, 200, false]));
    let fields = json!(["grant_type", "client_id", "redirect_uri", "code", "code_verifier"]);
    assert_eq!(log[1]["body_fields"], fields);
    assert_eq!(kept(&log[2]), json!(["GET", "/api/v4/user", "ann", 200, false]));
    assert_eq!(kept(&log[3]), json!(["GET", query, null, 200, false]));
    assert_eq!(kept(&log[4]), json!(["POST", "/oauth/revoke?token=[secret]", null, 403, true]));
    assert_eq!(log[5]["path"], "/api/v4/projects/[secret]");
    assert_eq!(log[7]["body_fields"], json!(["[secret]", "token"]));
    assert_eq!(log[8]["body_fields"], json!(["[secret]"]));
    assert_eq!(emulator.control(Method::GET, "tally", &Value::Null)["by_status"]["302"], 1);
}
