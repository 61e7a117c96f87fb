//! When a token ends, and what a person may choose for it.
//!
//! GitLab ends access tokens at 00:00 UTC *on* `expires_at` (`app/models/concerns/expirable.rb`), so a token whose
//! day is today is already dead and the earliest useful day is tomorrow in UTC.

use chrono::{DateTime, NaiveDate, Utc};

use super::date;

/// The end of a token's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    /// Whether the token is past its end.
    pub fn is_past(self, now: DateTime<Utc>) -> bool {
        self.ends_at().is_some_and(|end| end <= now)
    }

    /// Whole days of 24 hours still to go, rounded down; negative once its end is behind. `None` without an end.
    pub fn days_left(self, now: DateTime<Utc>) -> Option<i64> {
        self.ends_at().map(|end| (end - now).num_milliseconds().div_euclid(86_400_000))
    }
}

/// How long GitLab lets an access token live, counted from today in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lifetime {
    /// The largest number of days ahead that is accepted.
    pub max_days: u32,
    /// Whether "never" is offered (before 16.0, or where the administrator lifted the rule).
    pub allows_never: bool,
}

impl Lifetime {
    /// GitLab's own default since 16.0: an end is compulsory, at most 365 days ahead.
    pub const DEFAULT: Self = Self { max_days: 365, allows_never: false };

    /// The last day that is accepted.
    pub fn latest(self, today: NaiveDate) -> NaiveDate {
        date::days_after(today, self.max_days)
    }

    /// The nearest allowed day to the one asked for.
    pub fn clamp(self, day: NaiveDate, today: NaiveDate) -> NaiveDate {
        day.clamp(date::days_after(today, 1), self.latest(today))
    }
}

/// What a person picked as the new end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpiryChoice {
    /// So many days from today in UTC.
    InDays(u32),
    /// This very day.
    On(NaiveDate),
    /// No end.
    Never,
}

/// Why a chosen end is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpiryFault {
    /// The day is today (UTC) or earlier: the token would be born dead.
    NotInFuture,
    /// The day is after the latest one allowed, which is given.
    TooFar(NaiveDate),
    /// This GitLab wants an end.
    EndRequired,
}

impl ExpiryChoice {
    /// The end as GitLab takes it, or why it will not.
    pub fn resolve(self, today: NaiveDate, lifetime: Lifetime) -> Result<Option<NaiveDate>, ExpiryFault> {
        let day = match self {
            ExpiryChoice::Never if lifetime.allows_never => return Ok(None),
            ExpiryChoice::Never => return Err(ExpiryFault::EndRequired),
            ExpiryChoice::InDays(days) => date::days_after(today, days),
            ExpiryChoice::On(day) => day,
        };
        if day <= today {
            Err(ExpiryFault::NotInFuture)
        } else if day > lifetime.latest(today) {
            Err(ExpiryFault::TooFar(lifetime.latest(today)))
        } else {
            Ok(Some(day))
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
        let today = day("2026-11-21");
        let check = |choice: ExpiryChoice, expected| {
            assert_eq!(choice.resolve(today, Lifetime::DEFAULT), expected, "{choice:?}");
        };
        check(ExpiryChoice::InDays(30), Ok(Some(day("2026-12-21"))));
        check(ExpiryChoice::InDays(365), Ok(Some(day("2027-11-21"))));
        check(ExpiryChoice::InDays(366), Err(ExpiryFault::TooFar(day("2027-11-21"))));
        check(ExpiryChoice::InDays(0), Err(ExpiryFault::NotInFuture));
        check(ExpiryChoice::On(day("2026-11-21")), Err(ExpiryFault::NotInFuture));
        check(ExpiryChoice::On(day("2026-11-22")), Ok(Some(day("2026-11-22"))));
        check(ExpiryChoice::Never, Err(ExpiryFault::EndRequired));
    }

    #[test]
    fn clamping_keeps_a_day_inside_the_limit() {
        let today = day("2026-11-21");
        assert_eq!(Lifetime::DEFAULT.clamp(day("2020-01-01"), today), day("2026-11-22"));
        assert_eq!(Lifetime::DEFAULT.clamp(day("2030-01-01"), today), day("2027-11-21"));
    }
}
