//! What only a bare socket can tell apart: a reset, an orderly end, silence, and half an answer.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use crate::emulator::{Emulator, json, sent};

/// Sends one request and gives the socket, which waits for a minute at most.
fn ask(emulator: &Emulator) -> TcpStream {
    let mut socket =
        TcpStream::connect(emulator.address()).unwrap_or_else(|error| panic!("no connection: {error}"));
    let request = format!(
        "GET /api/v4/user HTTP/1.1\r\nHost: {}\r\nPRIVATE-TOKEN: {}\r\n\r\n",
        emulator.address(),
        emulator.token("dev")
    );
    let asked = socket
        .set_read_timeout(Some(Duration::from_mins(1)))
        .and_then(|()| socket.write_all(request.as_bytes()));
    assert!(asked.is_ok(), "{asked:?}");
    socket
}

#[test]
fn drop_is_a_reset_and_fin_is_an_orderly_end() {
    let emulator = Emulator::start(&["--world", "empty"]);
    for when in ["before-commit", "after-commit"] {
        emulator.fault(&json!({ "when": when, "kind": "drop" }));
        let outcome = ask(&emulator).read(&mut [0; 64]);
        assert_eq!(outcome.map_err(|error| error.kind()), Err(ErrorKind::ConnectionReset), "{when}");
        emulator.fault(&json!({ "when": when, "kind": "fin" }));
        let outcome = ask(&emulator).read(&mut [0; 64]);
        assert_eq!(outcome.map_err(|error| error.kind()), Ok(0), "{when}");
    }
}

#[test]
fn hang_keeps_the_connection_open_and_silent() {
    let emulator = Emulator::start(&["--world", "empty"]);
    emulator.fault(&json!({ "when": "after-commit", "kind": "hang" }));
    let mut socket = ask(&emulator);
    while !emulator.requests().first().is_some_and(|entry| entry["finished"] == true) {}
    assert!(socket.set_nonblocking(true).is_ok());
    let outcome = socket.read(&mut [0; 64]);
    assert_eq!(outcome.map_err(|error| error.kind()), Err(ErrorKind::WouldBlock));
    let entry = &emulator.requests()[0];
    assert_eq!((&entry["executed"], &entry["sent"]), (&json!(200), &Value::Null));
}

#[test]
fn truncate_sends_the_headers_and_half_of_what_they_promise() {
    let emulator = Emulator::start(&["--world", "empty"]);
    let real = sent(emulator.call("dev", Method::GET, "/user")).bytes().map_or(0, |bytes| bytes.len());
    emulator.fault(&json!({ "when": "after-commit", "kind": "truncate" }));
    let mut received = Vec::new();
    let ended = ask(&emulator).read_to_end(&mut received);
    assert!(ended.is_ok(), "{ended:?}");
    let text = String::from_utf8_lossy(&received);
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    assert!(head.starts_with("HTTP/1.1 200"), "{head}");
    assert!(head.to_lowercase().contains(&format!("content-length: {real}")), "{head}");
    assert_eq!(body.len(), real / 2);
}

#[test]
fn close_answers_and_ends_the_connection() {
    let emulator = Emulator::start(&["--world", "empty"]);
    emulator.fault(&json!({ "when": "after-commit", "kind": "close" }));
    let mut received = String::new();
    let ended = ask(&emulator).read_to_string(&mut received);
    assert!(ended.is_ok(), "{ended:?}");
    assert!(received.to_lowercase().contains("connection: close"), "{received}");
    assert!(received.ends_with('}'), "{received}");
}

#[test]
fn delay_waits_and_hold_waits_for_the_release() {
    let emulator = Emulator::start(&["--world", "empty"]);
    emulator.fault(&json!({ "when": "before-commit", "kind": "delay", "delay_ms": 80 }));
    let started = Instant::now();
    sent(emulator.call("dev", Method::GET, "/user"));
    assert!(started.elapsed() >= Duration::from_millis(80));

    for (when, executed) in [("before-commit", Value::Null), ("after-commit", json!(200))] {
        emulator.control(Method::DELETE, "requests", &Value::Null);
        emulator.fault(&json!({ "when": when, "kind": "hold" }));
        thread::scope(|scope| {
            let held = scope.spawn(|| json(sent(emulator.call("dev", Method::GET, "/user"))));
            while emulator.requests().is_empty() {}
            let entry = &emulator.requests()[0];
            assert_eq!((&entry["executed"], &entry["finished"]), (&executed, &json!(false)), "{when}");
            assert_eq!(emulator.control(Method::POST, "release", &Value::Null)["released"], 1);
            assert!(held.join().is_ok_and(|user| user["username"] == "dev"), "{when}");
        });
    }
}

#[test]
fn a_client_that_goes_away_does_not_stop_what_it_asked_for() {
    let emulator = Emulator::start(&["--world", "empty"]);
    emulator.fault(&json!({ "when": "before-commit", "kind": "hold" }));
    let socket = ask(&emulator);
    while emulator.requests().is_empty() {}
    drop(socket);
    emulator.control(Method::POST, "release", &Value::Null);
    while emulator.requests()[0]["finished"] == false {}
    assert_eq!(emulator.requests()[0]["executed"], 200);
}
