//! One request of the API from arrival to fate: executed or not, struck by a fault or not, logged either way.

use std::sync::Arc;
use std::time::Duration;

use chrono::SecondsFormat;
use http::header::{AUTHORIZATION, ORIGIN};
use http::{HeaderMap, Request, Response};
use tokio::sync::watch;

use super::delivery::{Delivery, cors_of, deliver};
use super::host::{Host, Running};
use super::log::{Entry, Strike};
use super::wire::Ending;
use crate::faults::{Fault, FaultKind, When};

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

/// What is known once a request has arrived, and was executed unless a fault postpones that.
struct Arrival {
    sequence: u64,
    generation: u64,
    fault: Option<Fault>,
    truth: Option<Response<Vec<u8>>>,
    latency: Duration,
    release: Option<watch::Receiver<u64>>,
}

/// Answers one request of the API. Execution is never taken back: once it happened, only the answer can go wrong.
pub async fn exchange(host: Arc<Host>, call: Call) -> Delivery {
    let arrival = arrive(&host, &call);
    wait(arrival.latency).await;
    let Some(fault) = &arrival.fault else {
        let delivery = arrival.truth.map_or(Delivery::Silence, Delivery::Answer);
        return finish(&host, arrival.sequence, delivery);
    };
    wait(Duration::from_millis(fault.delay_ms)).await;
    if let Some(mut release) = arrival.release {
        // The sender lives as long as the host, so this ends by a release alone.
        let _ = release.changed().await;
    }
    let (truth, cors, now) = {
        let mut running = host.running();
        if running.generation != arrival.generation {
            return Delivery::Nothing(Ending::Fin);
        }
        let late = matches!(fault.kind, FaultKind::Delay | FaultKind::Hold);
        let truth = match arrival.truth {
            None if late => Some(execute(&mut running, &call.request, arrival.sequence)),
            truth => truth,
        };
        let cors = truth.as_ref().map_or_else(|| cors_for(&mut running, &call.request), cors_of);
        (truth, cors, running.clock.now())
    };
    finish(&host, arrival.sequence, deliver(fault, truth, &cors, now))
}

fn arrive(host: &Host, call: &Call) -> Arrival {
    let request = &call.request;
    let mut running = host.running();
    let at = running.clock.now().to_rfc3339_opts(SecondsFormat::Millis, true);
    let mut entry = Entry::new(request, at, call.connection, call.protocol);
    entry.user = user_of(&running, request);
    let path = request.uri().path_and_query().map_or("/", |path| path.as_str());
    let fault = running.faults.take(request.method(), path);
    entry.fault = fault.as_ref().map(|fault| Strike { when: fault.when, kind: fault.kind });
    let sequence = running.log.add(entry);
    let postponed = fault.as_ref().is_some_and(|fault| fault.when == When::BeforeCommit);
    let held = fault.as_ref().is_some_and(|fault| fault.kind == FaultKind::Hold);
    Arrival {
        sequence,
        generation: running.generation,
        truth: (!postponed).then(|| execute(&mut running, request, sequence)),
        fault,
        latency: running.latency,
        // Taken under the lock: whoever sees the request in the log can release it.
        release: held.then(|| host.next_release()),
    }
}

/// Waits without the timer's least step where there is nothing to wait for.
async fn wait(duration: Duration) {
    if !duration.is_zero() {
        tokio::time::sleep(duration).await;
    }
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
