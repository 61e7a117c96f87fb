//! The machine the emulated GitLab runs on: the emulator itself, its clock, the waiting faults and the log.
//!
//! Everything that changes lies behind one lock, held for the length of one request at most. Nothing waits
//! while holding it.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::watch;

use super::clock::Clock;
use super::log::Log;
use crate::faults::FaultQueue;
use crate::{Emulator, Options};

/// What a host is started with, and what a reset returns to.
#[derive(Clone, Debug)]
pub struct Start {
    /// World, version, seed and switches. Its `started_at` is replaced by the clock's time.
    pub options: Options,
    /// Where the clock starts; `None` follows the machine.
    pub clock: Option<DateTime<Utc>>,
    /// How long every answer of the API is held back.
    pub latency: Duration,
    /// Whether `/__control` exists.
    pub control: bool,
}

/// What changes while the server runs.
#[derive(Debug)]
pub struct Running {
    /// The emulated GitLab.
    pub emulator: Emulator,
    /// The emulated time.
    pub clock: Clock,
    /// How long every answer of the API is held back.
    pub latency: Duration,
    /// The faults that wait for their requests.
    pub faults: FaultQueue,
    /// The requests that came in.
    pub log: Log,
    /// Counts the resets: a request from before one has no place in the world after it.
    pub generation: u64,
}

/// The host; one per server.
#[derive(Debug)]
pub struct Host {
    start: Start,
    running: Mutex<Running>,
    releases: watch::Sender<u64>,
}

impl Host {
    /// Builds the world and starts its clock.
    pub fn new(start: Start) -> Self {
        let running = Mutex::new(Running::new(start.options.clone(), &start, Log::default()));
        Self { start, running, releases: watch::Sender::new(0) }
    }

    /// What it was started with.
    pub fn start(&self) -> &Start {
        &self.start
    }

    /// The one lock. A holder that panicked leaves the state as it was, which is as good as any for a test.
    pub fn running(&self) -> MutexGuard<'_, Running> {
        self.running.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins anew with other options: a fresh world, the first clock, no faults, an empty log.
    /// Requests that still wait lose their connection.
    pub fn reset(&self, options: Options) {
        {
            let mut running = self.running();
            let mut log = std::mem::take(&mut running.log);
            log.clear();
            let generation = running.generation + 1;
            *running = Running { generation, ..Running::new(options, &self.start, log) };
        }
        self.release();
    }

    /// Lets every held answer go and says how many waited.
    pub fn release(&self) -> usize {
        let waiting = self.releases.receiver_count();
        self.releases.send_modify(|count| *count += 1);
        waiting
    }

    /// A receiver that changes at the next release. Take it before the request can be seen in the log.
    pub fn next_release(&self) -> watch::Receiver<u64> {
        self.releases.subscribe()
    }
}

impl Running {
    fn new(mut options: Options, start: &Start, log: Log) -> Self {
        let clock = Clock::new(start.clock);
        options.started_at = clock.now();
        Self {
            emulator: Emulator::new(options),
            clock,
            latency: start.latency,
            faults: FaultQueue::default(),
            log,
            generation: 0,
        }
    }
}
