//! The scan of everything: a machine that is told what was answered and says what to ask next. It finds places, reads the list of each, and
//! says of each whether it is whole. What befalls one list never stops the others.
//!
//! It does nothing itself, and the time is an argument. `tests/inventory/` walks through all it can meet.

use std::collections::{HashMap, VecDeque};

use chrono::{DateTime, Utc};

mod pace;
mod reading;
mod view;
mod what;

pub use pace::{FIRST, GROWS_AFTER, LIMITED_REPEATS, MOST, REPEATS};
pub use reading::{Cause, MOST_PAGES, Standing};
pub use view::{Gap, Progress, View};
pub use what::{Named, Source, What, account, leads, next_projects, roots};

use crate::gitlab::error::Reason;
use crate::gitlab::{Error, Page, Transport};
use crate::tokens::{Place, Row, Token};
use pace::Pace;
use reading::Reading;

/// After so many requests in a row without any readable answer it is the network, not the lists.
const SILENT: usize = 10;

/// A request to send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Job {
    /// The list.
    pub what: What,
    /// Which page; of [`Source::Projects`] the id after which to go on.
    pub cursor: u64,
    /// Tells it from every other.
    pub number: u64,
}

/// What a list of places said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leads {
    /// The lists it leads to ([`leads`], [`account`]).
    pub places: Vec<Named>,
    /// Rows that could not be read.
    pub odd_rows: usize,
    /// Where it goes on: a page, or of [`Source::Projects`] the highest id so far.
    pub next: Option<u64>,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum Event {
    /// A list of tokens was answered.
    Listed(Job, Result<Page<Token>, Error>),
    /// A list of places was answered.
    Found(Job, Result<Leads, Error>),
    /// A request was given up before it was answered, for no fault of its list.
    Dropped(Job),
    /// The moment of [`Command::Wake`] has come.
    Woke,
    /// The person asks to stop. What is under way may still be answered.
    Stop,
    /// The person asks to go on.
    Resume,
    /// The person asks to read this list anew. After a stop it waits for [`Event::Resume`].
    Rescan(What),
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Send it, then tell what was answered.
    Ask(Job),
    /// Tell [`Event::Woke`] then, or a little later.
    Wake(DateTime<Utc>),
}

/// Where the whole stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It goes on by itself.
    Going,
    /// It waits for the person.
    Stopped(Why),
    /// Every list was read as far as it could be.
    Over,
}

/// Why it does not go on by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The person stopped it.
    Person,
    /// GitLab cannot be reached.
    Network,
    /// The credential cannot be used any more.
    Credential,
}

/// A scan under way.
#[derive(Clone, Debug)]
pub struct Scan {
    readings: Vec<Reading>,
    known: HashMap<What, usize>,
    stopped: Option<Why>,
    /// Lists to go on with, each with its run.
    ready: VecDeque<(usize, u32)>,
    /// The same, not before an instant.
    delayed: Vec<(DateTime<Utc>, usize, u32)>,
    under_way: HashMap<u64, (usize, u32)>,
    next_number: u64,
    pace: Pace,
    /// Requests in a row that nothing readable came back from.
    silent: usize,
    wakes_at: Option<DateTime<Utc>>,
}

impl Scan {
    /// Begins with these lists ([`roots`]).
    pub fn start(roots: Vec<Named>, now: DateTime<Utc>) -> (Self, Vec<Command>) {
        let mut scan = Self {
            readings: Vec::new(),
            known: HashMap::new(),
            stopped: None,
            ready: VecDeque::new(),
            delayed: Vec::new(),
            under_way: HashMap::new(),
            next_number: 0,
            pace: Pace::new(),
            silent: 0,
            wakes_at: None,
        };
        scan.add(roots);
        let commands = scan.go_on(now);
        (scan, commands)
    }

    /// Where the whole stands.
    pub fn state(&self) -> State {
        match self.stopped {
            _ if self.readings.iter().all(|reading| reading.standing.is_over()) => State::Over,
            Some(why) => State::Stopped(why),
            None => State::Going,
        }
    }

    /// What follows from an event. Events that mean nothing any more are let pass.
    pub fn on(&mut self, event: Event, now: DateTime<Utc>) -> Vec<Command> {
        match event {
            Event::Listed(job, answer) => {
                if let Some(at) = self.answered(job, now) {
                    match answer {
                        Ok(page) => self.took(at, now, |reading| reading.take(page, now)),
                        Err(error) => self.failed(at, job, error, now),
                    }
                }
            }
            Event::Found(job, answer) => {
                if let Some(at) = self.answered(job, now) {
                    match answer {
                        Ok(found) => {
                            self.add(found.places);
                            self.took(at, now, |reading| reading.go_on(found.odd_rows, found.next, now));
                        }
                        Err(error) => self.failed(at, job, error, now),
                    }
                }
            }
            Event::Dropped(job) => {
                let dropped = self.under_way.remove(&job.number);
                let current = dropped.filter(|(at, run)| self.readings[*at].run == *run);
                self.ready.extend(current);
                self.ready.rotate_right(usize::from(current.is_some()));
            }
            Event::Woke => self.wakes_at = None,
            Event::Stop => {
                self.stopped.get_or_insert(Why::Person);
            }
            Event::Resume => {
                self.stopped = None;
                self.silent = 0;
                self.pace.forget();
            }
            Event::Rescan(what) => {
                if let Some(at) = self.known.get(&what).copied() {
                    self.ready.retain(|(known, _)| *known != at);
                    self.delayed.retain(|(_, known, _)| *known != at);
                    self.readings[at].again();
                    self.ready.push_back((at, self.readings[at].run));
                }
            }
        }
        self.go_on(now)
    }

    /// Takes a list as somebody else has read it, whole.
    pub fn put(&mut self, place: Place, tokens: Vec<Token>, now: DateTime<Utc>) {
        if let Some(reading) = self.reading(place) {
            reading.put(tokens, now);
        }
    }

    /// Changes the tokens of a place, wherever they were read: what is known of them now, or nothing where it is the same.
    pub fn amend(&mut self, place: Place, change: impl Fn(&Token) -> Option<Token>) {
        let change = &|row: &Row| (row.home() == place).then(|| change(&row.token)).flatten();
        for reading in &mut self.readings {
            reading.amend(change);
        }
    }

    /// Adds a token that was made in a place a moment ago.
    pub fn issue(&mut self, place: Place, token: Token) {
        if let Some(reading) = self.reading(place) {
            reading.add(token);
        }
    }

    fn reading(&mut self, place: Place) -> Option<&mut Reading> {
        self.readings.get_mut(*self.known.get(&What::List(place))?)
    }

    /// Adds lists that are not known yet.
    fn add(&mut self, places: Vec<Named>) {
        for Named { what, path } in places {
            let at = self.readings.len();
            if *self.known.entry(what).or_insert(at) != at {
                continue;
            }
            let reading = Reading::new(what, &path);
            // Places first: until they are all found nobody knows how much there is.
            match what {
                What::Find(_) => self.ready.push_front((at, reading.run)),
                What::List(_) => self.ready.push_back((at, reading.run)),
            }
            self.readings.push(reading);
        }
    }

    /// The list a request was for; `None` where it was answered already, or has been begun anew since.
    fn answered(&mut self, job: Job, now: DateTime<Utc>) -> Option<usize> {
        let (at, run) = self.under_way.remove(&job.number)?;
        self.pace.answered(now);
        (self.readings[at].run == run).then_some(at)
    }

    fn took(&mut self, at: usize, now: DateTime<Utc>, take: impl FnOnce(&mut Reading) -> bool) {
        self.silent = 0;
        self.pace.good();
        if take(&mut self.readings[at]) {
            self.again_at(at, now);
        }
    }

    fn failed(&mut self, at: usize, job: Job, error: Error, now: DateTime<Utc>) {
        let is_limit = error.reason() == Some(&Reason::TooManyRequests);
        let is_silent = matches!(&error, Error::Transport(_));
        self.silent = if is_silent { self.silent + 1 } else { 0 };
        let why = match &error {
            Error::Transport(Transport::SignedOut) => Some(Why::Credential),
            Error::Transport(Transport::Offline) => Some(Why::Network),
            Error::Transport(_) if self.silent >= SILENT => Some(Why::Network),
            error if error.is_dead_credential() => Some(Why::Credential),
            _ => None,
        };
        if let Some(why) = why {
            // It is no fault of this list: it is asked again as if it had not been.
            self.stopped.get_or_insert(why);
            return self.again_at(at, now);
        }
        let reading = &mut self.readings[at];
        if is_limit {
            self.pace.limited(job.number, self.next_number, now);
            reading.limits += 1;
            if reading.limits <= LIMITED_REPEATS {
                return self.again_at(at, now);
            }
        } else if error.is_passing()
            && reading.tries < REPEATS
            && let Some(delay) = self.pace.repeat(reading.tries)
        {
            reading.tries += 1;
            return self.again_at(at, now + delay);
        }
        reading.fail(error);
    }

    fn again_at(&mut self, at: usize, when: DateTime<Utc>) {
        self.delayed.push((when, at, self.readings[at].run));
    }

    fn go_on(&mut self, now: DateTime<Utc>) -> Vec<Command> {
        let mut commands = Vec::new();
        if self.stopped.is_some() {
            return commands;
        }
        self.delayed.sort_unstable();
        let due = self.delayed.partition_point(|(when, ..)| *when <= now);
        // What was begun is ended first: a list is of use when it is whole.
        for (_, at, run) in self.delayed.drain(..due).rev() {
            self.ready.push_front((at, run));
        }
        let held = self.pace.not_before.filter(|at| *at > now);
        while held.is_none() && self.under_way.len() < self.pace.limit() {
            let Some((at, run)) = self.ready.pop_front() else { break };
            commands.push(Command::Ask(self.ask(at, run)));
        }
        let waits_for = match held {
            Some(at) if !self.ready.is_empty() => Some(at),
            held => self.delayed.first().map(|(when, ..)| held.map_or(*when, |at| at.max(*when))),
        };
        if let Some(at) = waits_for.filter(|at| self.wakes_at.is_none_or(|known| known > *at || known <= now))
        {
            // Where all slots are taken the next answer goes on by itself.
            if at > now {
                self.wakes_at = Some(at);
                commands.push(Command::Wake(at));
            }
        }
        commands
    }

    fn ask(&mut self, at: usize, run: u32) -> Job {
        let reading = &mut self.readings[at];
        reading.standing = Standing::Reading;
        let job = Job { what: reading.what, cursor: reading.cursor, number: self.next_number };
        self.under_way.insert(job.number, (at, run));
        self.next_number += 1;
        job
    }
}
