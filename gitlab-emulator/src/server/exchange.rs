//! One request of the API from arrival to fate: executed or not, struck by a fault or not, logged either way.

use std::sync::Arc;
use std::time::Duration;

use chrono::SecondsFormat;
use http::header::{AUTHORIZATION, ORIGIN};
use http::{HeaderMap, Request, Response};

use super::delivery::{Delivery, cors_of, deliver};
use super::host::{Host, Running};
use super::log::{Entry, Strike};
use crate::faults::{FaultKind, When};

/// A request and the connection it came on.
#[derive(Debug)]
pub struct Call {
    /// Counts the connections of this server.
    pub connection: u64,
    /// `HTTP/1.1` or `HTTP/2`.
    pub protocol: &'static str,
    /// The request, its body read to the end.
    pub request: Request<Vec<u8>>,
}

/// Answers one request of the API. Execution is never taken back: once it happened, only the answer can go wrong.
pub async fn exchange(host: Arc<Host>, call: Call) -> Delivery {
    let Call { connection, protocol, request } = call;
    let mut release = host.next_release();
    let (sequence, fault, mut truth, latency) = {
        let mut running = host.running();
        let path = request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let at = running.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true);
        let mut entry = Entry::new(&request, at, connection, protocol);
        entry.user = user_of(&running, &request);
        let fault = running.faults.take(request.method(), &path);
        entry.fault = fault.as_ref().map(|fault| Strike { when: fault.when, kind: fault.kind });
        let sequence = running.log.add(entry);
        let postponed = fault.as_ref().is_some_and(|fault| fault.when == When::BeforeCommit);
        let truth = (!postponed).then(|| execute(&mut running, &request, sequence));
        (sequence, fault, truth, running.latency)
    };
    tokio::time::sleep(latency).await;
    let Some(fault) = fault else {
        return finish(&host, sequence, truth.map_or(Delivery::Silence, Delivery::Answer));
    };
    tokio::time::sleep(Duration::from_millis(fault.delay_ms)).await;
    if fault.kind == FaultKind::Hold {
        // The sender lives as long as the host, so this ends by a release alone.
        let _ = release.changed().await;
    }
    let (cors, now) = {
        let mut running = host.running();
        if truth.is_none() && matches!(fault.kind, FaultKind::Delay | FaultKind::Hold) {
            truth = Some(execute(&mut running, &request, sequence));
        }
        let cors = truth.as_ref().map_or_else(|| cors_for(&mut running, &request), cors_of);
        (cors, running.clock.now())
    };
    finish(&host, sequence, deliver(&fault, truth, &cors, now))
}

fn execute(running: &mut Running, request: &Request<Vec<u8>>, sequence: u64) -> Response<Vec<u8>> {
    let now = running.clock.now();
    let response = running.emulator.handle(request, now);
    if let Some(entry) = running.log.entry(sequence) {
        entry.executed = Some(response.status().as_u16());
    }
    response
}

fn finish(host: &Host, sequence: u64, delivery: Delivery) -> Delivery {
    if let Some(entry) = host.running().log.entry(sequence) {
        entry.sent = delivery.status();
        entry.finished = true;
    }
    delivery
}

/// The CORS headers GitLab would give, learnt by asking the same address for nothing: without credential, query
/// and body no request changes anything.
fn cors_for(running: &mut Running, request: &Request<Vec<u8>>) -> HeaderMap {
    let mut question = Request::new(Vec::new());
    *question.method_mut() = request.method().clone();
    if let Ok(path) = request.uri().path().parse() {
        *question.uri_mut() = path;
    }
    if let Some(origin) = request.headers().get(ORIGIN) {
        question.headers_mut().insert(ORIGIN, origin.clone());
    }
    let now = running.clock.now();
    cors_of(&running.emulator.handle(&question, now))
}

fn user_of(running: &Running, request: &Request<Vec<u8>>) -> Option<String> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let bearer = header(AUTHORIZATION.as_str()).and_then(|value| value.strip_prefix("Bearer "));
    let secret = header("private-token").or(bearer)?;
    let credentials = running.emulator.credentials();
    let users = credentials.as_object()?;
    let known = users.iter().find(|(_, user)| user["token"].as_str() == Some(secret));
    known.map(|(name, _)| name.clone())
}
