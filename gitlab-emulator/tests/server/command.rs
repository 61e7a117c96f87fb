//! The program as one starts it: its one line, its end, and a control that is off unless asked for.

use std::process::Command;

use reqwest::{Method, StatusCode};

use crate::emulator::{Emulator, sent};

#[test]
fn the_ready_line_names_the_address_that_was_taken() {
    let emulator = Emulator::start_plain(&[]);
    assert!(emulator.url.starts_with("http://127.0.0.1:"), "{}", emulator.url);
    assert!(!emulator.url.ends_with(":0"));
    assert!(emulator.announcement["users"].is_object());
    assert!(emulator.announcement["spki"].is_null());
}

#[test]
fn the_control_is_off_unless_asked_for() {
    let emulator = Emulator::start_plain(&[]);
    for (method, name) in [
        (Method::GET, "requests"),
        (Method::GET, "credentials"),
        (Method::POST, "reset"),
        (Method::POST, "faults"),
        (Method::GET, ""),
    ] {
        let response = sent(emulator.request(method, &format!("/__control/{name}")));
        assert_eq!(response.status(), StatusCode::NOT_FOUND, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn sigterm_and_sigint_end_it_in_good_order() {
    for signal in ["-TERM", "-INT"] {
        let mut emulator = Emulator::start_plain(&[]);
        let number = emulator.process().id().to_string();
        let told = Command::new("kill").args([signal, &number]).status();
        assert!(told.is_ok_and(|status| status.success()));
        let ended = emulator.process().wait();
        assert!(ended.is_ok_and(|status| status.success()), "{signal}");
    }
}
