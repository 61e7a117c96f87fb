//! Asking an emulator and looking at the answer.

use chrono::{DateTime, TimeDelta, Utc};
use gitlab_emulator::{Emulator, Options, WorldChoice};
use http::Request;
use serde_json::Value;

/// An emulator and a clock of its own.
pub struct Lab {
    pub emulator: Emulator,
    pub now: DateTime<Utc>,
}

/// An answer, read.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: http::HeaderMap,
    pub text: String,
    pub body: Value,
}

impl Lab {
    /// The demo world in a given release.
    pub fn demo(version: &str) -> Self {
        Self::with(options(version, WorldChoice::Demo))
    }

    /// The empty world in a given release.
    pub fn empty(version: &str) -> Self {
        Self::with(options(version, WorldChoice::Empty))
    }

    pub fn with(options: Options) -> Self {
        let now = options.started_at;
        Self { emulator: Emulator::new(options), now }
    }

    /// The value a named person signs in with.
    pub fn secret(&self, who: &str) -> String {
        let credentials = self.emulator.credentials();
        let Some(secret) = credentials[who]["token"].as_str() else { panic!("nobody is called {who}") };
        secret.to_owned()
    }

    pub fn id(&self, who: &str) -> u64 {
        self.emulator.credentials()[who]["id"].as_u64().unwrap_or(0)
    }

    pub fn token_id(&self, who: &str) -> u64 {
        self.emulator.credentials()[who]["token_id"].as_u64().unwrap_or(0)
    }

    /// A request without a body, signed in by the bearer header; nobody when `who` is empty.
    pub fn ask(&mut self, who: &str, method: &str, path: &str) -> Reply {
        self.send(who, method, path, &Value::Null)
    }

    pub fn get(&mut self, who: &str, path: &str) -> Reply {
        self.ask(who, "GET", path)
    }

    /// A request with a JSON body.
    pub fn send(&mut self, who: &str, method: &str, path: &str, body: &Value) -> Reply {
        let secret = if who.is_empty() { String::new() } else { self.secret(who) };
        self.send_with(&secret, method, path, body)
    }

    /// The same with a value instead of a name.
    pub fn send_with(&mut self, secret: &str, method: &str, path: &str, body: &Value) -> Reply {
        let mut headers = Vec::new();
        let bearer = format!("Bearer {secret}");
        if !secret.is_empty() {
            headers.push(("authorization", bearer.as_str()));
        }
        let mut text = String::new();
        if !body.is_null() {
            headers.push(("content-type", "application/json"));
            text = body.to_string();
        }
        self.raw(method, &format!("/api/v4{path}"), &headers, &text)
    }

    /// Any request at all.
    pub fn raw(&mut self, method: &str, uri: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let Ok(request) = request.body(body.as_bytes().to_vec()) else {
            panic!("no request: {method} {uri}")
        };
        let response = self.emulator.handle(&request, self.now);
        let text = String::from_utf8_lossy(response.body()).into_owned();
        Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: serde_json::from_str(&text).unwrap_or(Value::Null),
            text,
        }
    }

    pub fn pass(&mut self, time: TimeDelta) {
        self.now += time;
    }

    /// The date so many days from now, as GitLab writes it.
    pub fn day(&self, days: i64) -> String {
        (self.now + TimeDelta::days(days)).date_naive().to_string()
    }

    /// A token made by the administrator: its id and value.
    pub fn made(&mut self, owner: &str, name: &str, scopes: &[&str], days: i64) -> (u64, String) {
        let path = format!("/users/{}/personal_access_tokens", self.id(owner));
        let body = serde_json::json!({"name": name, "scopes": scopes, "expires_at": self.day(days)});
        let reply = self.send("root", "POST", &path, &body);
        assert_eq!(reply.status, 201, "{}", reply.text);
        let value = reply.body["token"].as_str().unwrap_or_default().to_owned();
        (reply.body["id"].as_u64().unwrap_or(0), value)
    }
}

impl Reply {
    /// Checks status and body together, so that a failure shows both.
    #[track_caller]
    pub fn is(&self, status: u16, body: &Value) {
        assert_eq!((self.status, &self.body), (status, body), "{}", self.text);
    }

    /// A refusal under the key `message`.
    #[track_caller]
    pub fn says(&self, status: u16, message: &str) {
        self.is(status, &serde_json::json!({"message": message}));
    }

    /// A refusal under the key `error`.
    #[track_caller]
    pub fn objects(&self, status: u16, error: &str) {
        self.is(status, &serde_json::json!({"error": error}));
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The keys of an object, in the order sent.
    pub fn keys(&self) -> Vec<&str> {
        keys(&self.body)
    }

    pub fn rows(&self) -> &[Value] {
        self.body.as_array().map(Vec::as_slice).unwrap_or_default()
    }

    /// One field of every row.
    pub fn column(&self, name: &str) -> Vec<Value> {
        self.rows().iter().map(|row| row[name].clone()).collect()
    }
}

pub fn keys(value: &Value) -> Vec<&str> {
    value.as_object().map(|fields| fields.keys().map(String::as_str).collect()).unwrap_or_default()
}

pub fn options(version: &str, world: WorldChoice) -> Options {
    let Ok(version) = version.parse() else { panic!("no version: {version}") };
    Options { world, version, ..Options::default() }
}
