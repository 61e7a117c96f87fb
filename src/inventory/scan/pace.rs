//! How fast a scan goes: how many requests at a time, how long after a failure, and what that means for the time left.
//!
//! GitLab's headers about limits cannot be read from a page of another origin, so mostly the only signal is the 429 itself; where
//! `Retry-After` can be read it is honoured. What waits waits for a random time, within a bound: many pages that met the same limit must
//! not come back together.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};

/// Requests at a time at the beginning.
pub const FIRST: usize = 6;
/// Requests at a time, never more.
pub const MOST: usize = 10;
/// How many good answers in a row allow one more at a time.
pub const GROWS_AFTER: usize = 40;
/// How often one request is repeated after a passing failure, a 429 among them.
pub const REPEATS: u32 = 2;
/// Repetitions the whole scan may spend at once. One comes back with every [`EARNED_BY`] good answers.
const BUDGET: usize = 20;
const EARNED_BY: usize = 5;
/// The bound of the first wait before a repetition, in milliseconds; each further one doubles it, up to the last.
const FIRST_WAIT: i64 = 2_000;
const LONGEST_WAIT: i64 = 60_000;
/// The bound of what is waited beyond the minute in which a limit was met, in milliseconds.
const BEYOND_LIMIT: i64 = 3_000;
/// `Retry-After` counts up to an hour; a little more for what is beyond.
const LONGEST_HOLD: TimeDelta = TimeDelta::seconds(3_700);
/// Answers the rate is measured over, and from how many it is worth saying.
const MEASURED: usize = 50;
const WORTH_SAYING: usize = 10;

/// The pace.
#[derive(Clone, Debug)]
pub(super) struct Pace {
    limit: usize,
    /// Good answers since the limit changed.
    row: usize,
    good: usize,
    budget: usize,
    /// Requests with a lower number were sent before the last halving: their 429 tells nothing new.
    halved_at: u64,
    /// Nothing is asked before.
    pub(super) not_before: Option<DateTime<Utc>>,
    answered: VecDeque<DateTime<Utc>>,
    /// Where the random numbers are.
    random: u64,
}

impl Pace {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            limit: FIRST,
            row: 0,
            good: 0,
            budget: BUDGET,
            halved_at: 0,
            not_before: None,
            answered: VecDeque::new(),
            random: seed,
        }
    }

    /// A number from 0 to below a bound: `SplitMix64`, which takes any seed.
    fn random_below(&mut self, bound: i64) -> i64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        i64::try_from((mixed ^ (mixed >> 31)) >> 1).unwrap_or_default() % bound
    }

    pub(super) fn limit(&self) -> usize {
        self.limit
    }

    /// An answer came, of whatever kind.
    pub(super) fn answered(&mut self, now: DateTime<Utc>) {
        self.answered.push_back(now);
        if self.answered.len() > MEASURED {
            self.answered.pop_front();
        }
    }

    /// It was a good one.
    pub(super) fn good(&mut self) {
        self.row += 1;
        self.good += 1;
        if self.row >= GROWS_AFTER {
            self.row = 0;
            self.limit = MOST.min(self.limit + 1);
        }
        if self.good.is_multiple_of(EARNED_BY) {
            self.budget = BUDGET.min(self.budget + 1);
        }
    }

    /// It was a 429 to this request; `next` is the number of the next one. Nothing is asked before so many seconds are over as it says.
    /// Where it does not, GitLab counts by the minute: nothing is asked before the next one begins.
    pub(super) fn limited(&mut self, number: u64, next: u64, wish: Option<u32>, now: DateTime<Utc>) {
        self.row = 0;
        if number >= self.halved_at {
            self.limit = 1.max(self.limit / 2);
            self.halved_at = next;
        }
        let minute = (now.timestamp().div_euclid(60) + 1) * 60;
        let minute = DateTime::from_timestamp(minute, 0).unwrap_or(now);
        let end = wish.map_or(minute, |seconds| now + TimeDelta::seconds(seconds.into()));
        // A moment past it, because the two clocks differ a little; what is longest holds.
        let beyond = TimeDelta::milliseconds(1_000 + self.random_below(BEYOND_LIMIT));
        if self.not_before.is_none_or(|at| at < end) {
            self.not_before = Some(end + beyond);
        }
    }

    /// How long to wait before a request is repeated for the `tries`th time, and as many seconds as GitLab asks for; `None` where these
    /// are too many, or the whole scan has spent its repetitions.
    pub(super) fn repeat(&mut self, tries: u32, wish: Option<u32>) -> Option<TimeDelta> {
        let wish = i64::from(wish.unwrap_or(0)) * 1_000;
        self.budget = self.budget.checked_sub(1).filter(|_| wish <= LONGEST_WAIT)?;
        Some(self.wait(tries).max(TimeDelta::milliseconds(wish)))
    }

    /// A random wait within a bound that doubles with each try.
    pub(super) fn wait(&mut self, tries: u32) -> TimeDelta {
        let bound = LONGEST_WAIT.min(FIRST_WAIT << tries.min(16));
        TimeDelta::milliseconds(1 + self.random_below(bound))
    }

    /// What was measured says nothing about what comes after a pause.
    pub(super) fn forget(&mut self) {
        self.answered.clear();
    }

    /// Until when a limit holds everything back. What lies further off than any limit does comes of a clock that was set back.
    pub(super) fn held_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.not_before.filter(|at| *at > now && *at - now < LONGEST_HOLD)
    }

    /// The person wants it to go on: if the limit still holds, GitLab says so again.
    pub(super) fn release(&mut self) {
        self.not_before = None;
    }

    /// How long so many requests take at the rate of the latest answers.
    pub(super) fn time_for(&self, requests: usize, now: DateTime<Utc>) -> Option<TimeDelta> {
        let first = *self.answered.front().filter(|_| self.answered.len() >= WORTH_SAYING)?;
        let each = (now - first).num_milliseconds().max(1) / i64::try_from(self.answered.len() - 1).ok()?;
        let left = each.checked_mul(i64::try_from(requests).ok()?)?;
        let waits = self.held_until(now).map_or(TimeDelta::zero(), |at| at - now);
        TimeDelta::try_milliseconds(left)?.checked_add(&waits)
    }
}
