//! What ends when: a bar a week for the next 53 weeks, and the days on which many end.
//!
//! Weeks are counted from today in UTC, not by the calendar: the first bar is then always seven whole days.
//! 53 of them hold the longest life GitLab gives by default, 365 days; what ends after them is told apart.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use crate::tokens::risk::Judged;
use crate::tokens::{Kind, date};

/// How many weeks are shown.
pub const WEEKS: usize = 53;
const DAYS: usize = WEEKS * 7;
/// Fewer ends on one day are never a cliff.
pub const CLIFF_LEAST: usize = 5;
/// A cliff has at least so many times the ends of an average day of the horizon.
pub const CLIFF_TIMES: usize = 4;

/// How many tokens of each kind, in the order of [`Kind::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally([usize; Kind::ALL.len()]);

/// A day on which many end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cliff {
    /// The UTC day.
    pub day: NaiveDate,
    /// What ends on it.
    pub ends: Tally,
}

/// The ends of everything that works now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Horizon {
    /// Today in UTC, the first day of the first week.
    pub first: NaiveDate,
    /// What ends in each of the [`WEEKS`].
    pub weeks: Vec<Tally>,
    /// What ends after the last of them.
    pub later: Tally,
    /// What has no end.
    pub never: Tally,
    /// The days that stand out, in order: at least [`CLIFF_LEAST`] ends, and [`CLIFF_TIMES`] as many as on an average day.
    pub cliffs: Vec<Cliff>,
}

impl Tally {
    /// How many of one kind.
    pub fn of(&self, kind: Kind) -> usize {
        Kind::ALL.iter().position(|known| *known == kind).map_or(0, |at| self.0[at])
    }

    /// How many in all.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }

    fn add(&mut self, kind: Kind) {
        if let Some(at) = Kind::ALL.iter().position(|known| *known == kind) {
            self.0[at] += 1;
        }
    }

    /// Several together.
    pub fn sum<'a>(tallies: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        for tally in tallies {
            for (sum, more) in sum.0.iter_mut().zip(tally.0) {
                *sum += more;
            }
        }
        sum
    }
}

impl Horizon {
    /// Counts every row whose token works now: once over the rows, then over the days.
    pub fn of(rows: impl IntoIterator<Item = Judged>, now: DateTime<Utc>) -> Self {
        let first = now.date_naive();
        let today = first.num_days_from_ce();
        let (mut later, mut never) = (Tally::default(), Tally::default());
        let mut days = vec![Tally::default(); DAYS];
        for row in rows.into_iter().filter(|row| row.status.is_alive()) {
            let Some(end) = row.end_day else {
                never.add(row.kind);
                continue;
            };
            // A deploy token whose instant has passed is called working until the day is over: it ends today.
            let ahead = usize::try_from(end - today).unwrap_or(0);
            days.get_mut(ahead).unwrap_or(&mut later).add(row.kind);
        }
        let weeks = days.chunks(7).map(Tally::sum).collect();
        Self { first, weeks, later, never, cliffs: cliffs(first, &days) }
    }

    /// The first day after the last week.
    pub fn after(&self) -> NaiveDate {
        day_ahead(self.first, DAYS)
    }

    /// Everything that ends in one of the weeks.
    pub fn ends(&self) -> Tally {
        Tally::sum(&self.weeks)
    }

    /// The days of a week that stand out.
    pub fn cliffs_of(&self, week: usize) -> impl Iterator<Item = &Cliff> {
        let (first, after) = self.days_of(week);
        self.cliffs.iter().filter(move |cliff| cliff.day >= first && cliff.day < after)
    }

    /// The first day of a week, and the first day after it.
    pub fn days_of(&self, week: usize) -> (NaiveDate, NaiveDate) {
        (week_after(self.first, week), week_after(self.first, week + 1))
    }
}

/// The first day of a week, where the weeks begin on a day.
pub fn week_after(first: NaiveDate, week: usize) -> NaiveDate {
    day_ahead(first, week * 7)
}

fn cliffs(first: NaiveDate, days: &[Tally]) -> Vec<Cliff> {
    let total: usize = days.iter().map(Tally::total).sum();
    let stands_out = |count: usize| count >= CLIFF_LEAST && count * DAYS >= CLIFF_TIMES * total;
    let many = days.iter().enumerate().filter(|(_, ends)| stands_out(ends.total()));
    many.map(|(ahead, ends)| Cliff { day: day_ahead(first, ahead), ends: *ends }).collect()
}

fn day_ahead(first: NaiveDate, days: usize) -> NaiveDate {
    date::days_after(first, u32::try_from(days).unwrap_or(u32::MAX))
}
