//! When a token ends, and what a person may choose for it.
//!
//! GitLab ends access tokens at 00:00 UTC *on* `expires_at` (`app/models/concerns/expirable.rb`), so a token whose
//! day is today is already dead and the earliest useful day is tomorrow in UTC.

use chrono::{DateTime, NaiveDate, Utc};

use super::date;

/// The end of a token's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expiry {
    /// No end date.
    Never,
    /// Access tokens: dead from 00:00 UTC on this day.
    Day(NaiveDate),
    /// Deploy tokens: dead from this instant.
    Instant(DateTime<Utc>),
}

impl Expiry {
    /// The first instant at which the token no longer works.
    pub fn ends_at(self) -> Option<DateTime<Utc>> {
        match self {
            Expiry::Never => None,
            Expiry::Day(day) => Some(date::start_of(day)),
            Expiry::Instant(instant) => Some(instant),
        }
    }

    /// The first instant at which GitLab calls it expired.
    // GITLAB: a deploy token's `expired` compares days, so it turns true on the day after; signing in compares instants.
    pub fn listed_until(self) -> Option<DateTime<Utc>> {
        match self {
            Expiry::Never => None,
            Expiry::Day(day) => Some(date::start_of(day)),
            Expiry::Instant(instant) => Some(date::start_of(date::days_after(instant.date_naive(), 1))),
        }
    }

    /// Whether the token is past its end.
    pub fn is_past(self, now: DateTime<Utc>) -> bool {
        self.ends_at().is_some_and(|end| end <= now)
    }

    /// Whole days of 24 hours still to go, rounded down; negative once its end is behind. `None` without an end.
    pub fn days_left(self, now: DateTime<Utc>) -> Option<i64> {
        self.ends_at().map(|end| (end - now).num_milliseconds().div_euclid(86_400_000))
    }
}

/// How long GitLab lets a token live, counted from today in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// The largest number of days ahead that is accepted; `None` where there is no limit.
    pub max_days: Option<u32>,
    /// Whether "never" is offered (deploy tokens; before 16.0, or where the administrator lifted the rule).
    pub allows_never: bool,
    /// Whether the end is an instant, not the start of a day.
    pub is_instant: bool,
}

impl Lifetime {
    /// GitLab's own default for access tokens since 16.0: an end is compulsory, at most 365 days ahead.
    pub const DEFAULT: Self = Self { max_days: Some(365), allows_never: false, is_instant: false };
    /// Deploy tokens: any instant, or never.
    pub const UNLIMITED: Self = Self { max_days: None, allows_never: true, is_instant: true };

    /// The last day that is accepted.
    pub fn latest(self, today: NaiveDate) -> NaiveDate {
        self.max_days.map_or(NaiveDate::MAX, |days| date::days_after(today, days))
    }

    /// The nearest allowed day to the one asked for.
    pub fn clamp(self, day: NaiveDate, today: NaiveDate) -> NaiveDate {
        day.clamp(date::days_after(today, 1), self.latest(today))
    }

    /// Whether a life of so many days is accepted.
    pub fn admits(self, days: u32) -> bool {
        self.max_days.is_none_or(|max| days <= max)
    }
}

/// What a person picked as the new end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpiryChoice {
    /// So many days from today in UTC.
    InDays(u32),
    /// This very day.
    On(NaiveDate),
    /// This very instant; where only days are taken, the day it falls on in UTC.
    At(DateTime<Utc>),
    /// No end.
    Never,
}

/// Why a chosen end is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpiryFault {
    /// It is over already, or will be at once: the token would be born dead.
    NotInFuture,
    /// The day is after the latest one allowed, which is given.
    TooFar(NaiveDate),
    /// This GitLab wants an end.
    EndRequired,
}

impl ExpiryChoice {
    /// The end as GitLab takes it, or why it will not.
    pub fn resolve(self, now: DateTime<Utc>, lifetime: Lifetime) -> Result<Expiry, ExpiryFault> {
        let today = now.date_naive();
        let expiry = match self {
            ExpiryChoice::Never if lifetime.allows_never => return Ok(Expiry::Never),
            ExpiryChoice::Never => return Err(ExpiryFault::EndRequired),
            ExpiryChoice::At(instant) if lifetime.is_instant => Expiry::Instant(instant),
            ExpiryChoice::At(instant) => Expiry::Day(instant.date_naive()),
            ExpiryChoice::InDays(days) => Expiry::Day(date::days_after(today, days)),
            ExpiryChoice::On(day) => Expiry::Day(day),
        };
        if expiry.is_past(now) {
            return Err(ExpiryFault::NotInFuture);
        }
        match expiry {
            Expiry::Day(day) if day > lifetime.latest(today) => {
                Err(ExpiryFault::TooFar(lifetime.latest(today)))
            }
            Expiry::Day(day) if lifetime.is_instant => Ok(Expiry::Instant(date::start_of(day))),
            expiry => Ok(expiry),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::tokens::date::{parse_day, parse_instant};

    fn day(text: &str) -> NaiveDate {
        parse_day(text).unwrap()
    }

    #[test]
    fn a_token_ends_at_midnight_utc_at_the_start_of_its_day() {
        let expiry = Expiry::Day(day("2026-03-01"));
        for (now, past, days) in [
            ("2026-02-28T23:59:59.999Z", false, 0),
            ("2026-03-01T00:00:00Z", true, 0),
            ("2026-03-01T00:00:00.001Z", true, -1),
            ("2026-03-01T00:00:01Z", true, -1),
            ("2026-02-28T00:00:00Z", false, 1),
            ("2026-02-27T23:59:59Z", false, 1),
            ("2026-03-01T13:59:59+14:00", false, 0),
        ] {
            let now = parse_instant(now).unwrap();
            assert_eq!((expiry.is_past(now), expiry.days_left(now)), (past, Some(days)), "{now}");
        }
    }

    #[test]
    fn the_chosen_day_lies_between_tomorrow_and_the_limit() {
        let now = parse_instant("2026-11-21T10:00:00Z").unwrap();
        let check = |choice: ExpiryChoice, expected| {
            assert_eq!(choice.resolve(now, Lifetime::DEFAULT), expected, "{choice:?}");
        };
        let noon = |text: &str| ExpiryChoice::At(parse_instant(text).unwrap());
        check(ExpiryChoice::InDays(30), Ok(Expiry::Day(day("2026-12-21"))));
        check(ExpiryChoice::InDays(365), Ok(Expiry::Day(day("2027-11-21"))));
        check(noon("2026-12-01T12:00:00Z"), Ok(Expiry::Day(day("2026-12-01"))));
        check(noon("2026-11-21T12:00:00Z"), Err(ExpiryFault::NotInFuture));
        check(ExpiryChoice::InDays(366), Err(ExpiryFault::TooFar(day("2027-11-21"))));
        check(ExpiryChoice::InDays(0), Err(ExpiryFault::NotInFuture));
        check(ExpiryChoice::On(day("2026-11-21")), Err(ExpiryFault::NotInFuture));
        check(ExpiryChoice::On(day("2026-11-22")), Ok(Expiry::Day(day("2026-11-22"))));
        check(ExpiryChoice::Never, Err(ExpiryFault::EndRequired));
    }

    #[test]
    fn a_deploy_token_ends_at_any_instant_or_never() {
        let at = |text: &str| parse_instant(text).unwrap();
        let now = at("2026-11-21T10:00:00Z");
        let check = |choice: ExpiryChoice, expected| {
            assert_eq!(choice.resolve(now, Lifetime::UNLIMITED), expected, "{choice:?}");
        };
        check(ExpiryChoice::Never, Ok(Expiry::Never));
        check(ExpiryChoice::InDays(30), Ok(Expiry::Instant(at("2026-12-21T00:00:00Z"))));
        check(ExpiryChoice::InDays(4000), Ok(Expiry::Instant(at("2037-11-03T00:00:00Z"))));
        check(ExpiryChoice::At(now), Err(ExpiryFault::NotInFuture));
        let soon = at("2026-11-21T10:00:01Z");
        check(ExpiryChoice::At(soon), Ok(Expiry::Instant(soon)));
        check(ExpiryChoice::On(day("2026-11-21")), Err(ExpiryFault::NotInFuture));
    }

    #[test]
    fn clamping_keeps_a_day_inside_the_limit() {
        let today = day("2026-11-21");
        assert_eq!(Lifetime::DEFAULT.clamp(day("2020-01-01"), today), day("2026-11-22"));
        assert_eq!(Lifetime::DEFAULT.clamp(day("2030-01-01"), today), day("2027-11-21"));
    }
}
