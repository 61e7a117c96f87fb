//! What a bare 401 means. GitLab answers so to a credential that is dead, and to one that lives and may not do this: only the
//! credential itself can tell, and it is asked once for all lists that are in doubt.

use chrono::{DateTime, TimeDelta, Utc};

/// For how long a credential that was found alive is not asked again.
pub const TRUSTED_SECONDS: i64 = 30;
/// After so many questions in a row without an answer it is the network.
pub(super) const MOST_UNANSWERED: u32 = 3;

/// What became of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It lives.
    Alive,
    /// It is dead.
    Dead,
    /// It could not be asked.
    Unknown,
}

/// The question, and who waits for its answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Doubt {
    alive_at: Option<DateTime<Utc>>,
    /// Whether the answer is awaited: it is one of the requests under way.
    pub(super) is_asked: bool,
    /// Lists, each with its run.
    pub(super) waiting: Vec<(usize, u32)>,
    /// Questions in a row that nobody answered.
    pub(super) unanswered: u32,
}

impl Doubt {
    /// Whether it was found alive a short time ago.
    pub(super) fn is_trusted(&self, now: DateTime<Utc>) -> bool {
        // A clock that was set back says nothing.
        let age = self.alive_at.map(|at| now - at);
        age.is_some_and(|age| age >= TimeDelta::zero() && age < TimeDelta::seconds(TRUSTED_SECONDS))
    }

    /// Whether it is to be asked now.
    pub(super) fn asks(&mut self) -> bool {
        let asks = !self.is_asked && !self.waiting.is_empty();
        self.is_asked |= asks;
        asks
    }

    /// Takes the answer; which lists waited for it.
    pub(super) fn answered(&mut self, verdict: Verdict, now: DateTime<Utc>) -> Vec<(usize, u32)> {
        self.is_asked = false;
        self.alive_at = (verdict == Verdict::Alive).then_some(now);
        self.unanswered = if verdict == Verdict::Unknown { self.unanswered + 1 } else { 0 };
        std::mem::take(&mut self.waiting)
    }
}
