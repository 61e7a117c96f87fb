//! What tests may do to the server, under `/__control`: reset it, set its clock, queue faults, read its log.
//!
//! It exists only where the server was started with `--control`. It speaks plain JSON and no CORS: pages have no
//! business here.

use chrono::{DateTime, SecondsFormat, Utc};
use http::{Method, Request, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::clock::Clock;
use super::delivery::plain;
use super::host::Host;
use crate::emulator::{OauthChange, RowChange};
use crate::faults::Fault;

/// The prefix of every path here.
pub const PREFIX: &str = "/__control";

/// What `POST /__control/reset` may change; what is left out is as at the start.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Reset {
    world: Option<String>,
    version: Option<String>,
    seed: Option<u64>,
    max_rows_total: Option<usize>,
    latency_ms: Option<u64>,
    external_url: Option<String>,
    gitlab_com: Option<bool>,
}

/// What `POST /__control/clock` takes: an instant, a step, or `null` for the machine's own time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClockChange {
    now: Option<DateTime<Utc>>,
    advance_seconds: Option<i64>,
}

/// One fault or several.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Faults {
    Several(Vec<Value>),
    One(Value),
}

/// An answer of the control, or the sentence that says what was wrong with the request.
type Outcome = Result<Value, String>;

/// Answers a request to `/__control`.
pub fn control(host: &Host, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    let name = request.uri().path().strip_prefix(PREFIX).unwrap_or("").trim_matches('/');
    let outcome = match (request.method(), name) {
        (&Method::POST, "reset") => reset(host, request.body()),
        (&Method::POST, "clock") => set_clock(host, request.body()),
        (&Method::GET, "clock") => Ok(clock(host)),
        (&Method::POST, "faults") => queue_faults(host, request.body()),
        (&Method::GET, "faults") => Ok(json!(host.running().faults.waiting())),
        (&Method::DELETE, "faults") => Ok(json!({ "cleared": host.running().faults.clear() })),
        (&Method::POST, "release") => Ok(json!({ "released": host.release() })),
        (&Method::GET, "requests") => Ok(json!(host.running().log.after(after(request)))),
        (&Method::DELETE, "requests") => Ok(json!({ "cleared": host.running().log.clear() })),
        (&Method::GET, "tally") => Ok(json!(host.running().log.tally())),
        (&Method::POST, "rows") => change_rows(host, request.body()),
        (&Method::GET, "oauth") => Ok(oauth(host)),
        (&Method::POST, "oauth") => change_oauth(host, request.body()),
        (&Method::GET, "state") => Ok(state(host)),
        (&Method::GET, "credentials") => Ok(host.running().emulator.credentials()),
        _ => return plain(404, "application/json", r#"{"error":"no such control"}"#),
    };
    match outcome {
        Ok(value) => plain(200, "application/json", &value.to_string()),
        Err(sentence) => plain(400, "application/json", &json!({ "error": sentence }).to_string()),
    }
}

fn reset(host: &Host, body: &[u8]) -> Outcome {
    let wanted: Reset = if body.is_empty() { Reset::default() } else { read(body)? };
    let mut options = host.start().options.clone();
    if let Some(world) = wanted.world {
        options.world = world.parse().map_err(|error| format!("{error}"))?;
    }
    if let Some(version) = wanted.version {
        options.version = version.parse().map_err(|error| format!("{error}"))?;
    }
    if let Some(url) = wanted.external_url {
        // What is served where does not change with the name GitLab has for itself.
        if root_of(&url) != root_of(&options.external_url) {
            return Err("the path of \"external_url\" must be the one the server was started with".to_owned());
        }
        options.external_url = url;
    }
    options.settings.is_gitlab_com = wanted.gitlab_com.unwrap_or(options.settings.is_gitlab_com);
    options.seed = wanted.seed.unwrap_or(options.seed);
    options.settings.max_rows_total = wanted.max_rows_total.unwrap_or(options.settings.max_rows_total);
    host.reset(options);
    let mut running = host.running();
    if let Some(milliseconds) = wanted.latency_ms {
        running.latency = std::time::Duration::from_millis(milliseconds);
    }
    Ok(json!({ "users": running.emulator.credentials() }))
}

/// Takes rows away and adds like ones, between two pages of a list, say.
fn change_rows(host: &Host, body: &[u8]) -> Outcome {
    let change: RowChange = read(body)?;
    let mut running = host.running();
    let now = running.clock.now();
    running.emulator.change_rows(&change, now).map(|copied| json!({ "copied": copied }))
}

/// The path of an address, without a slash at its end.
fn root_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').map_or("", |start| rest[start..].trim_end_matches('/'))
}

fn set_clock(host: &Host, body: &[u8]) -> Outcome {
    let change: Option<ClockChange> = read(body)?;
    let changed = {
        let clock = &mut host.running().clock;
        let target = match change {
            None | Some(ClockChange { now: None, advance_seconds: None }) => Some(Clock::Real),
            Some(ClockChange { now, advance_seconds }) => {
                let base = now.map_or(*clock, Clock::starting_at);
                advance_seconds.map_or(Some(base), |seconds| base.moved_by(seconds))
            }
        };
        target.map(|target| *clock = target)
    };
    changed.map(|()| clock(host)).ok_or_else(|| "that instant lies outside the calendar".to_owned())
}

fn clock(host: &Host) -> Value {
    json!({ "now": host.running().clock.now().to_rfc3339_opts(SecondsFormat::Millis, true) })
}

/// What is true, whatever was answered.
fn state(host: &Host) -> Value {
    let running = host.running();
    let now = running.clock.now();
    json!({
        "now": now.to_rfc3339_opts(SecondsFormat::Millis, true),
        "tokens": running.emulator.access_tokens(now),
    })
}

/// Applications and OAuth tokens as they truly are.
fn oauth(host: &Host) -> Value {
    let running = host.running();
    running.emulator.oauth(running.clock.now())
}

/// Registers applications, ends tokens as if somebody had done it elsewhere, and decides about `iss`.
fn change_oauth(host: &Host, body: &[u8]) -> Outcome {
    let change: OauthChange = read(body)?;
    let mut running = host.running();
    let now = running.clock.now();
    running.emulator.change_oauth(change)?;
    Ok(running.emulator.oauth(now))
}

fn queue_faults(host: &Host, body: &[u8]) -> Outcome {
    let values = match read(body)? {
        Faults::Several(values) => values,
        Faults::One(value) => vec![value],
    };
    let mut faults = Vec::with_capacity(values.len());
    for value in values {
        let fault: Fault = serde_json::from_value(value).map_err(|error| error.to_string())?;
        if let Some(objection) = fault.objection() {
            return Err(objection.to_owned());
        }
        faults.push(fault);
    }
    let queue = &mut host.running().faults;
    let ids: Vec<u64> = faults.into_iter().map(|fault| queue.push(fault)).collect();
    Ok(json!({ "queued": ids }))
}

/// The number in `?after=`, 0 without one.
fn after(request: &Request<Vec<u8>>) -> u64 {
    let query = request.uri().query().unwrap_or("");
    let number = query.split('&').find_map(|pair| pair.strip_prefix("after="));
    number.and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, String> {
    serde_json::from_slice(body).map_err(|error| error.to_string())
}
