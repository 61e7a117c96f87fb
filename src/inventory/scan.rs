//! The scan of everything: a machine that is told what was answered and says what to ask next. It finds places, reads the list of each, and
//! says of each whether it is whole. What befalls one list never stops the others.
//!
//! It does nothing itself, and the time is an argument. `tests/inventory/` walks through all it can meet.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

mod changed;
mod credential;
mod event;
mod offers;
mod pace;
mod question;
mod reading;
mod readings;
mod view;
mod what;

pub use credential::{TRUSTED_SECONDS, Verdict};
pub use event::{Command, Event, Job, Leads};
pub use offers::FEW;
pub use pace::{FIRST, GROWS_AFTER, MOST, REPEATS};
pub use question::{Question, place, places, users};
pub use reading::{Cause, MOST_PAGES, Standing};
pub use view::{Gap, Progress, View};
pub use what::{Named, Source, What, instance, roots};

use crate::gitlab::error::Reason;
use crate::gitlab::{Error, Transport};
use crate::tokens::Place;
use credential::{Doubt, MOST_UNANSWERED};
use offers::Offers;
use pace::Pace;
use reading::Reading;
use readings::Readings;

/// After so many requests in a row without any readable answer it is the network, not the lists.
const SILENT: usize = 10;

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
    readings: Readings,
    offers: Offers,
    doubt: Doubt,
    stopped: Option<Why>,
    /// Lists to go on with, each with its run.
    ready: VecDeque<(usize, u32)>,
    /// The same, not before an instant.
    delayed: Vec<(DateTime<Utc>, usize, u32)>,
    /// Requests by their number: a few.
    under_way: Vec<(u64, (usize, u32))>,
    next_number: u64,
    pace: Pace,
    /// Requests in a row that nothing readable came back from.
    silent: usize,
    wakes_at: Option<DateTime<Utc>>,
}

impl Scan {
    /// Begins with these lists ([`roots`]). What waits waits for a random time, which comes from the seed.
    pub fn start(roots: &[Named], seed: u64, now: DateTime<Utc>) -> (Self, Vec<Command>) {
        let mut scan = Self {
            readings: Readings::default(),
            offers: Offers::default(),
            doubt: Doubt::default(),
            stopped: None,
            ready: VecDeque::new(),
            delayed: Vec::new(),
            under_way: Vec::new(),
            next_number: 0,
            pace: Pace::new(seed),
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
            _ if self.readings.open() == 0 => State::Over,
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
                        Ok(page) => {
                            if let What::List(place) = job.what {
                                self.readings.note(place, &page.rows);
                            }
                            self.took(at, now, |reading| reading.take(page, now));
                            self.readings.name_users(job.what);
                        }
                        Err(error) => self.failed(at, job, error, now),
                    }
                }
            }
            Event::Found(job, answer) => {
                if let Some(at) = self.answered(job, now) {
                    match answer {
                        Ok(found) => {
                            self.add(&found.places);
                            self.took(at, now, |reading| reading.find(&found, now));
                            self.readings.learn_users(found.users);
                            self.readings.name_users(job.what);
                        }
                        Err(error) => self.failed(at, job, error, now),
                    }
                }
            }
            Event::Dropped(job) => {
                let dropped = self.came_back(job);
                let current = dropped.filter(|at| self.is_current(*at));
                self.ready.extend(current);
                self.ready.rotate_right(usize::from(current.is_some()));
            }
            Event::Credential(verdict) => self.answered_alive(verdict, now),
            Event::Add(lists) => {
                self.forget_a_stop_that_is_over();
                self.add(&lists);
            }
            Event::Woke => self.wakes_at = None,
            Event::Stop => {
                self.stopped.get_or_insert(Why::Person);
            }
            Event::Resume => {
                self.stopped = None;
                self.silent = 0;
                self.pace.forget();
                self.pace.release();
            }
            Event::Rescan(what) => {
                self.forget_a_stop_that_is_over();
                if let Some(at) = self.readings.at(what) {
                    self.offers.forget(what, &self.readings.get(at).path);
                    self.readings.change(at, Reading::again);
                    self.ready.push_back((at, self.readings.get(at).run));
                } else if let What::List(Place::User(id)) = what
                    && let Some(name) = self.readings.user_name(id)
                {
                    // All users' tokens are many, theirs are few.
                    self.add(&[Named { what, path: name }]);
                }
            }
        }
        self.go_on(now)
    }

    /// Adds lists that are not known yet.
    fn add(&mut self, places: &[Named]) {
        for named in places {
            let Some(at) = self.readings.add(named) else { continue };
            let run = self.readings.get(at).run;
            match named.what {
                // Until all projects and groups are found nobody knows how much there is. What is asked of each comes in its turn.
                What::Find(source) if !source.is_of_one() => self.ready.push_front((at, run)),
                What::List(_) | What::Find(_) => self.ready.push_back((at, run)),
            }
        }
    }

    /// What was to be stopped has ended: what the person asks for now is something new.
    fn forget_a_stop_that_is_over(&mut self) {
        if self.state() == State::Over {
            self.stopped = None;
        }
    }

    fn is_current(&self, (at, run): (usize, u32)) -> bool {
        self.readings.get(at).run == run
    }

    /// A request is under way no more; whose it was.
    fn came_back(&mut self, job: Job) -> Option<(usize, u32)> {
        let at = self.under_way.iter().position(|(number, _)| *number == job.number)?;
        Some(self.under_way.swap_remove(at).1)
    }

    /// The list a request was for; `None` where it was answered already, or has been begun anew since.
    fn answered(&mut self, job: Job, now: DateTime<Utc>) -> Option<usize> {
        let (at, run) = self.came_back(job)?;
        self.pace.answered(now);
        self.is_current((at, run)).then_some(at)
    }

    fn took(&mut self, at: usize, now: DateTime<Utc>, take: impl FnOnce(&mut Reading) -> bool) {
        self.silent = 0;
        self.pace.good();
        let (what, path) = (self.readings.get(at).what, self.readings.get(at).path.clone());
        if self.offers.answered(what, &path) {
            self.reconsider();
        }
        if self.readings.change(at, take) {
            self.again_at(at, now);
        }
    }

    /// Lists that were left out because those like them were refused: now one is answered.
    fn reconsider(&mut self) {
        for at in 0..self.readings.all().len() {
            let other = self.readings.get(at);
            let error = match &other.cause {
                Some(Cause::Error(error)) => Some(error),
                _ => None,
            };
            if other.standing == Standing::Absent
                && !self.offers.leaves_out(other.what, &other.path, error)
                && self.readings.change(at, Reading::reconsider)
            {
                self.ready.push_back((at, self.readings.get(at).run));
            }
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
        if is_limit {
            self.pace.limited(job.number, self.next_number, error.retry_after(), now);
        }
        if error.is_unauthorized() && !self.readings.get(at).is_trusted {
            return self.doubts(at, now);
        }
        let tries = self.readings.get(at).tries;
        // A limit is waited out by everything: this list need not wait on top.
        let wish = error.retry_after().filter(|_| !is_limit);
        if error.is_passing()
            && tries < REPEATS
            && let Some(delay) = self.pace.repeat(tries, wish)
        {
            self.readings.change(at, |reading| reading.tries += 1);
            return self.again_at(at, if is_limit { now } else { now + delay });
        }
        let reading = self.readings.get(at);
        if !reading.is_begun() && self.offers.refused(reading.what, &reading.path, &error) {
            self.readings.change(at, |reading| reading.leave_out(Some(error)));
        } else {
            self.readings.change(at, |reading| reading.fail(error));
        }
    }

    /// GitLab does not take the credential here: it is asked for first, unless it was a moment ago.
    fn doubts(&mut self, at: usize, now: DateTime<Utc>) {
        if self.doubt.is_trusted(now) {
            self.readings.change(at, |reading| reading.is_trusted = true);
            return self.again_at(at, now);
        }
        self.doubt.waiting.push((at, self.readings.get(at).run));
    }

    fn answered_alive(&mut self, verdict: Verdict, now: DateTime<Utc>) {
        for waiting in self.doubt.answered(verdict, now) {
            if !self.is_current(waiting) {
                continue;
            }
            let at = waiting.0;
            if verdict == Verdict::Alive {
                self.readings.change(at, |reading| reading.is_trusted = true);
            }
            let when = match verdict {
                Verdict::Unknown => now + self.pace.wait(self.doubt.unanswered),
                Verdict::Alive | Verdict::Dead => now,
            };
            self.again_at(at, when);
        }
        if verdict == Verdict::Dead {
            self.stopped.get_or_insert(Why::Credential);
        } else if self.doubt.unanswered >= MOST_UNANSWERED {
            self.doubt.unanswered = 0;
            self.stopped.get_or_insert(Why::Network);
        }
    }

    fn again_at(&mut self, at: usize, when: DateTime<Utc>) {
        self.delayed.push((when, at, self.readings.get(at).run));
    }

    fn go_on(&mut self, now: DateTime<Utc>) -> Vec<Command> {
        let mut commands = Vec::new();
        if self.stopped.is_some() {
            return commands;
        }
        if self.doubt.asks() {
            commands.push(Command::AskCredential);
        }
        self.delayed.sort_unstable();
        let due = self.delayed.partition_point(|(when, ..)| *when <= now);
        // What was begun is ended first: a list is of use when it is whole.
        for (_, at, run) in self.delayed.drain(..due).rev() {
            self.ready.push_front((at, run));
        }
        let held = self.pace.held_until(now);
        while held.is_none() && self.under_way.len() + usize::from(self.doubt.is_asked) < self.pace.limit() {
            let Some((at, run)) = self.ready.pop_front() else { break };
            if !self.is_current((at, run)) {
                continue;
            }
            let reading = self.readings.get(at);
            if !reading.is_begun() && self.offers.lacks(reading.what, &reading.path) {
                self.readings.change(at, |reading| reading.leave_out(None));
            } else {
                commands.push(Command::Ask(self.ask(at, run)));
            }
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
        let (what, cursor) = self.readings.change(at, |reading| {
            reading.standing = Standing::Reading;
            (reading.what, reading.cursor)
        });
        let job = Job { what, cursor, number: self.next_number };
        self.under_way.push((job.number, (at, run)));
        self.next_number += 1;
        job
    }
}
