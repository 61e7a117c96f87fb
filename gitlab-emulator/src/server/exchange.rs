//! One request of the API from arrival to fate: executed or not, struck by a fault or not, logged either way.

use std::sync::Arc;
use std::time::Duration;

use chrono::SecondsFormat;
use http::{HeaderValue, Request, Response};
use tokio::sync::watch;

use super::delivery::{Delivery, deliver};
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
        let mut bare = Response::new(Vec::new());
        running.emulator.allow_origins(&call.request, &mut bare);
        (truth, bare.into_parts().0.headers, running.clock.now())
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
        async_io::Timer::after(duration).await;
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
    host.running().log.finish(sequence, delivery.status());
    delivery
}

/// The name of the user a request's credential belongs to.
fn user_of(running: &Running, request: &Request<Vec<u8>>) -> Option<String> {
    let header = |name| request.headers().get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let bearer = header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    let secret = header("private-token").or(bearer)?;
    running.emulator.owner_of(secret.trim()).map(str::to_owned)
}
