//! How far this machine's clock is off, as far as GitLab's answers tell.

use chrono::{DateTime, TimeDelta, Utc};

use super::Session;
use crate::browser::clock;
use crate::tokens::{Token, skew};

impl Session {
    /// Takes from the rows of a list whether this machine's clock is off; what was measured counts for more.
    pub fn compare_clocks<'a>(self, tokens: impl IntoIterator<Item = &'a Token>) {
        if !self.is_measured() {
            self.set_skew(skew::skew(tokens, clock::here()), None);
        }
    }

    /// Takes GitLab's time from an answer: a token it made after `asked_at`, an instant by [`clock::now`]. An answer that was long
    /// under way, because the machine slept or GitLab was slow, tells nothing.
    pub fn measure_clock(self, made_at: DateTime<Utc>, asked_at: DateTime<Utc>) {
        let took = clock::now() - asked_at;
        if took.abs() > skew::WORTH_SAYING {
            return;
        }
        let skew = made_at - clock::here();
        self.set_skew(
            if skew.abs() > skew::WORTH_SAYING { skew } else { TimeDelta::zero() },
            Some(clock::lead()),
        );
    }

    /// How far this machine's clock is behind GitLab's, negative if it is ahead; nothing where that is not worth a word.
    /// Tracked.
    pub fn skew(self) -> Option<TimeDelta> {
        Some(self.skew.get().0).filter(|skew| !skew.is_zero())
    }

    /// The earliest time by GitLab's clock at which something that is sent now can be done; nothing before that clock was
    /// measured. The measure may be so much off, and this machine's clock may have been set by as much since.
    pub fn not_before(self) -> Option<DateTime<Utc>> {
        self.is_measured().then(|| clock::now() - skew::WORTH_SAYING - skew::WORTH_SAYING)
    }

    /// Whether GitLab's clock was measured, and this machine's was not set since. Whether it was set or the machine slept
    /// cannot be told: then it counts as not measured.
    fn is_measured(self) -> bool {
        let (_, lead) = self.skew.get_untracked();
        lead.is_some_and(|lead| (clock::lead() - lead).abs() <= skew::WORTH_SAYING.num_milliseconds())
    }

    fn set_skew(self, skew: TimeDelta, lead: Option<i64>) {
        clock::set_skew(skew);
        self.skew.set((skew, lead));
    }
}
