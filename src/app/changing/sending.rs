//! The one request of a change: written down, sent, waited for; and what is done with its answer.

use std::cell::Cell;
use std::rc::Rc;

use chrono::TimeDelta;

use super::{Changing, OfRun, Running};
use crate::app::connection::Connection;
use crate::app::session::End;
use crate::app::token_table::Replaced;
use crate::app::widgets::notice::Tone;
use crate::browser::clock;
use crate::browser::reactive::Callback;
use crate::browser::task::spawn;
use crate::changes::{Act, Change, Done, Event, GIVE_UP, Lock, Outcome, Stage};
use crate::gitlab::calls::personal;
use crate::gitlab::wire::Issued;
use crate::gitlab::{Error, Transport};
use crate::tokens::Secret;

/// After so long the person is told that it is still under way.
const STILL_WAITING: TimeDelta = TimeDelta::seconds(20);

impl Changing {
    /// Sends it, once. It is written down before: whatever happens to this page, it is found again.
    pub(super) fn send(self, running: &Rc<Running>, change: Change) {
        let Some((connection, entry)) = self.written_down(running, &change) else {
            // Signed out meanwhile: nothing was sent.
            let nothing = Outcome::NotDone(Transport::SignedOut.into());
            return self.tell(running, Event::Answered(nothing));
        };
        let account = self.session.account_now();
        let (sent, abilities) = (Rc::clone(running), running.abilities);
        let is_answered = Rc::new(Cell::new(false));
        self.tell_after(running, &is_answered, STILL_WAITING, Event::Slow);
        spawn(async move {
            if !connection.is_ready_for_change().await {
                is_answered.set(true);
                self.activity.answered(entry, Stage::NotDone(None), None);
                return self.tell(&sent, Event::Answered(Outcome::NotDone(Transport::SignedOut.into())));
            }
            // Only from now on GitLab can be at it.
            self.activity.sent(entry);
            self.tell_after(&sent, &is_answered, GIVE_UP, Event::Overdue);
            let (outcome, request_id) = connection.change(&change, abilities).await;
            is_answered.set(true);
            if let Some(id) = self.outlived(&sent, entry, &outcome) {
                return self.tell(&sent, Event::Outlived(id));
            }
            self.activity.answered(entry, stage(&outcome), request_id);
            if let (Some(account), false) = (&account, matches!(outcome, Outcome::NotDone(_))) {
                self.tabs.tell(account, &change);
            }
            let is_about_credential = match &outcome {
                Outcome::NotDone(error) => {
                    error.is_dead_credential()
                        || matches!(error, Error::Refused(refusal) if refusal.status == 401)
                }
                Outcome::Done(_) | Outcome::Unknown(_) => false,
            };
            self.tell(&sent, Event::Answered(outcome));
            if is_about_credential {
                let _ = self.session.check_alive().await;
            }
        });
    }

    /// Tells that so much time has passed, if the outcome is not known by then. The request is not aborted.
    fn tell_after(self, running: &Rc<Running>, is_answered: &Rc<Cell<bool>>, time: TimeDelta, event: Event) {
        // What only watches the clock does not keep a credential that is done with.
        let (waited, is_answered, end) =
            (Rc::downgrade(running), Rc::clone(is_answered), clock::here() + time);
        spawn(async move {
            clock::until(end).await;
            let Some(waited) = waited.upgrade() else { return };
            // An answer may leave open what GitLab still does.
            if !is_answered.get() || waited.operation.borrow().is_in_doubt() {
                self.tell(&waited, event);
            }
        });
    }

    /// The token whose value comes so late that it was rotated, revoked or looked after meanwhile.
    fn outlived(self, running: &Running, entry: u64, outcome: &Outcome) -> Option<u64> {
        let Outcome::Done(Done::Issued(issued)) = outcome else { return None };
        let id = issued.token.id;
        let is_found = running.operation.borrow().has_found(id);
        let is_past = || self.activity.entry(entry).is_none_or(|entry| !entry.awaits(id));
        (is_found && is_past()).then_some(id)
    }

    /// The way to send it, and its entry in the journal.
    fn written_down(self, running: &Running, change: &Change) -> Option<(Rc<Connection>, u64)> {
        // The session of a lost credential is over, and what is sent now is about the same change.
        if let (Some(connection), Some(entry)) = (running.connection.borrow().clone(), running.entry.get()) {
            self.activity.sent_again(entry);
            return Some((connection, entry));
        }
        let (connection, account) = (self.session.connection()?, self.session.account_now()?);
        let entry = match self.of_run {
            Some(OfRun { entry, .. }) => {
                self.activity.begin_planned(entry, change);
                entry
            }
            None => self.activity.begin(&account, self.owner.try_get_untracked().unwrap_or_default(), change),
        };
        *running.connection.borrow_mut() = Some(Rc::clone(&connection));
        running.entry.set(Some(entry));
        Some((connection, entry))
    }

    /// The credential is not used again by itself; only the person can ask for it.
    pub(super) fn lock(self, running: &Rc<Running>, lock: &Lock) {
        // Somebody may have signed in with another token meanwhile.
        if !self.is_session_of(running) {
            return;
        }
        let running = Rc::clone(running);
        match lock {
            Lock::Lost(_) => {
                let kill = Callback::new(move || {
                    self.session.restate(End::EndingSelf, None);
                    self.tell(&running, Event::Kill);
                });
                self.session.end(End::LostSelf);
                self.session.restate(End::LostSelf, Some(kill));
            }
            Lock::Ended => {
                self.session.end(End::EndedSelf);
                self.session.restate(End::EndedSelf, None);
            }
            Lock::Kept => self.session.restate(End::KeptSelf, None),
        }
    }

    /// Whether nobody has signed in since with another token.
    fn is_session_of(self, running: &Running) -> bool {
        let sent_by = running.connection.borrow();
        self.session
            .connection()
            .is_none_or(|now| sent_by.as_ref().is_some_and(|then| Rc::ptr_eq(&now, then)))
    }

    pub(super) fn hand_over(self, running: &Rc<Running>, change: &Change, issued: Issued) {
        let Issued { token, value } = issued;
        if let Some(made_at) = token.created_at {
            self.session.measure_clock(made_at, change.started_at);
        }
        let is_signed_in = self.session.connection().is_some() && self.is_session_of(running);
        if change.is_self() && is_signed_in {
            // EXPOSE: the new value is the session's credential from now on, and is shown to the person.
            self.session.swap(Secret::new(value.expose().to_owned()), token.clone());
        }
        let owner = self.owner.try_get_untracked().unwrap_or_default();
        let entry = running.entry.get().unwrap_or_default();
        self.reveal.push(token.clone(), value, change.place, owner, entry);
        self.rows.take_issued(change.place, change.target().map(|old| old.id), token.clone());
        let said = match change.act {
            Act::Create { .. } => (self.words.act.created)(&token.name),
            _ => (self.words.act.rotated)(&token.name),
        };
        self.finish(Tone::Good, said);
        let goes_on = change
            .target()
            .and_then(|old| self.activity.token_rotated(&running.server, change.place, old.id, token.id));
        if let Some(old) = change.replaces().or(goes_on).filter(|_| self.of_run.is_none()) {
            self.rows.to_retire.set(Some(Replaced { place: change.place, old, new: token.id }));
        }
        if change.is_self() && is_signed_in {
            self.verify();
        } else if change.is_self() {
            self.session.restate(End::FoundSelf, None);
        }
    }

    /// Asks whether the credential's new value works.
    fn verify(self) {
        let Some(connection) = self.session.connection() else { return };
        spawn(async move {
            let act = &self.words.act;
            let (tone, said) = match connection.read(personal::get_self()).await {
                Ok(_) => (Tone::Good, act.swapped),
                Err(_) => (Tone::Warning, act.swapped_unverified),
            };
            self.notices.say(tone, said.to_owned());
        });
    }

    pub(super) fn revoked(self, running: &Running, change: &Change) {
        let Some(token) = change.target() else { return };
        self.rows.mark_revoked(change.place, token.id);
        self.activity.token_revoked(&running.server, change.place, token.id);
        self.finish(Tone::Good, (self.words.act.revoked)(&token.name));
        if change.is_self() {
            self.session.end(End::RevokedSelf);
        }
    }
}

/// What the journal says of an outcome.
fn stage(outcome: &Outcome) -> Stage {
    match outcome {
        Outcome::Done(Done::Issued(issued)) => Stage::Unstored(issued.token.id),
        Outcome::Done(Done::Revoked) => Stage::Done(None),
        Outcome::NotDone(Error::Refused(refusal)) => Stage::NotDone(Some(refusal.status)),
        Outcome::NotDone(_) => Stage::NotDone(None),
        Outcome::Unknown(_) => Stage::Unknown,
    }
}
