//! The emulated time: the machine's own, or an instant that was set and then runs on.

use std::time::{Instant, SystemTime};

use chrono::{DateTime, Duration, Utc};

/// Where `now` comes from.
#[derive(Clone, Copy, Debug)]
pub enum Clock {
    /// The machine's time.
    Real,
    /// It was `base` at `since`, and time has run on from there.
    Set {
        /// The instant that was set.
        base: DateTime<Utc>,
        /// When it was set, by a clock nobody can move.
        since: Instant,
    },
}

impl Clock {
    /// A clock that shows `base` now and runs on.
    pub fn starting_at(base: DateTime<Utc>) -> Self {
        Self::Set { base, since: Instant::now() }
    }

    /// A clock that starts at the given instant, or follows the machine where there is none.
    pub fn new(start: Option<DateTime<Utc>>) -> Self {
        start.map_or(Self::Real, Self::starting_at)
    }

    /// The emulated time.
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Self::Real => SystemTime::now().into(),
            Self::Set { base, since } => Duration::from_std(since.elapsed())
                .ok()
                .and_then(|passed| base.checked_add_signed(passed))
                .unwrap_or(base),
        }
    }

    /// The same clock moved by a number of seconds; `None` outside the calendar.
    pub fn moved_by(self, seconds: i64) -> Option<Self> {
        let target = self.now().checked_add_signed(Duration::try_seconds(seconds)?)?;
        Some(Self::starting_at(target))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_clock_starts_where_it_was_set_and_moves() {
        let noon = DateTime::<Utc>::UNIX_EPOCH + Duration::hours(12);
        let clock = Clock::starting_at(noon);
        assert!(clock.now() >= noon);
        let later = clock.moved_by(86_400).map(Clock::now);
        assert!(later >= Some(noon + Duration::days(1)));
        assert!(later < Some(noon + Duration::days(1) + Duration::minutes(10)));
        assert!(clock.moved_by(i64::MAX).is_none());
    }
}
