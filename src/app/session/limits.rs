//! When a session ends by itself: without input, after so long, when the page is left or comes back; and what holds that off: a change
//! that is under way.

use super::{End, Session, Stage};
use crate::app::reveal::Reveal;
use crate::browser::{clock, dom};

impl Session {
    /// Counts a change that is under way.
    pub fn change_started(self) {
        self.in_flight.update(|count| *count += 1);
    }

    /// Counts it off again.
    pub fn change_settled(self) {
        self.in_flight.update(|count| *count = count.saturating_sub(1));
    }

    /// Whether a change is under way; tracked.
    pub fn is_changing(self) -> bool {
        self.in_flight.get() > 0
    }

    /// Notes that the person did something.
    pub fn touch(self) {
        self.active_at.set_value(clock::here());
    }

    /// Ends the session if a limit is over, by the wall clock; waits while `is_held`.
    pub fn enforce_limits(self, is_held: bool) {
        let signed_in = !matches!(self.stage.get_untracked(), Stage::Out(_));
        if !signed_in || is_held || self.in_flight.get_untracked() > 0 {
            return;
        }
        let now = clock::here();
        if now - self.started_at.get_value() >= self.absolute {
            self.end(End::Limit(self.absolute));
        } else if now - self.active_at.get_value() >= self.idle {
            self.end(End::Idle(self.idle));
        }
    }
}

/// Ends the session when a limit is over or the page comes back from the browser's cache; never while a value waits.
pub fn watch_limits(session: Session, reveal: Reveal) {
    // After a sleep the first movement comes before the next look at the clock.
    dom::on_activity(move || {
        session.enforce_limits(reveal.is_pending_now());
        session.touch();
    });
    dom::on_restored(move || session.end(End::Restored));
    // Whoever reloads or closes the page signs out.
    dom::on_left(move || {
        if let Some(connection) = session.connection() {
            session.give_back(connection);
        }
    });
    clock::every(10_000, move || session.enforce_limits(reveal.is_pending_now()));
}
