//! Carries a confirmed change out: sends it once, and does not end before it is known what is true.

use std::cell::Cell;
use std::rc::Rc;

use super::activity::Activity;
use super::connection::Connection;
use super::notices::{Notices, Tone};
use super::reveal::Reveal;
use super::session::{End, Session};
use super::token_table::{Load, Rows, text};
use crate::browser::clock;
use crate::browser::reactive::{Callback, RwSignal, expect_context};
use crate::browser::task::spawn;
use crate::changes::{Act, Change, Done, Doubt, Outcome, Settlement, Stage, settle, twins};
use crate::gitlab::calls::{personal, token};
use crate::gitlab::wire::Issued;
use crate::gitlab::{Error, Transport};
use crate::tokens::{Place, Secret, Token};
use crate::words::Words;

/// After so many milliseconds the person is told that it is still under way.
const STILL_WAITING: i32 = 20_000;
/// After so many more GitLab must have given up itself: the outcome counts as unknown. The request is not aborted.
const GIVE_UP: i32 = 55_000;

/// Where a change stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The form is open.
    Editing,
    /// The target is looked at once more.
    Checking,
    /// Sent; no answer yet.
    Sending,
    /// Sent long ago; no answer yet.
    Waiting,
    /// Surely not done.
    Refused(Error),
    /// Unknown; being found out.
    Settling(Doubt),
    /// Unknown, and it could not be found out.
    Unsettled(Doubt),
    /// What is certain.
    Settled(Doubt, Settlement),
}

impl Phase {
    /// Whether the form must stay as it is.
    pub fn is_busy(&self) -> bool {
        matches!(self, Phase::Checking | Phase::Sending | Phase::Waiting | Phase::Settling(_))
    }

    /// Whether the outcome is not known from the answer.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Phase::Settling(_) | Phase::Unsettled(_) | Phase::Settled(..))
    }
}

/// Everything a change touches.
#[derive(Clone, Copy)]
pub struct Changing {
    /// Where it stands.
    pub phase: RwSignal<Phase>,
    session: Session,
    reveal: Reveal,
    notices: Notices,
    activity: Activity,
    rows: Rows,
    owner: RwSignal<String>,
    replaces: Option<u64>,
    words: &'static Words,
    close: Callback,
}

impl Changing {
    /// Nothing confirmed yet. `owner` names whose tokens these are; `close` closes the dialog.
    pub fn new(rows: Rows, owner: RwSignal<String>, words: &'static Words, close: Callback) -> Self {
        Self {
            phase: RwSignal::new(Phase::Editing),
            session: expect_context(),
            reveal: expect_context(),
            notices: expect_context(),
            activity: expect_context(),
            rows,
            owner,
            replaces: None,
            words,
            close,
        }
    }

    /// What is made takes the place of this one, which is asked about afterwards.
    pub fn replacing(self, id: Option<u64>) -> Self {
        Self { replaces: id, ..self }
    }

    /// Confirms. A second confirmation while the first is under way does nothing.
    pub fn start(self, act: Act, place: Place) {
        if self.phase.with_untracked(Phase::is_busy) {
            return;
        }
        self.phase.set(Phase::Checking);
        self.session.change_started();
        spawn(async move {
            if let Some(highest_known) = self.highest_known(&act, place).await {
                let change = Change { act, place, highest_known, started_at: clock::now() };
                self.carry_out(&change).await;
            }
            self.session.change_settled();
        });
    }

    /// The highest id of the list. Where it was not read yet and a new token must be told from older ones, it is read
    /// first; `None` if that fails now and may not later: then nothing is sent.
    async fn highest_known(self, act: &Act, place: Place) -> Option<u64> {
        let is_read = self.rows.load.with_untracked(|load| *load == Load::Ready);
        if is_read || !matches!(act, Act::Create { .. }) {
            return Some(self.rows.highest_id());
        }
        match self.rows.read_whole(place).await {
            Ok(list) => Some(list.iter().map(|token| token.id).max().unwrap_or(0)),
            Err(error) if error.is_passing() => {
                self.set(Phase::Refused(error));
                None
            }
            // The list may not be read by this credential: then nothing in it can be told to be new.
            Err(_) => Some(u64::MAX),
        }
    }

    async fn carry_out(self, change: &Change) {
        let Some(connection) = self.session.connection() else { return };
        if let (Act::Rotate { token, .. }, false) = (&change.act, change.is_self())
            && !self.is_worth_rotating(change, token).await
        {
            return;
        }
        if change.is_self() && !self.session.check_alive().await {
            return;
        }
        let Some(account) = self.session.account_now() else { return };
        // Written down before it is sent: whatever happens to this page, it is found again.
        let entry = self.activity.begin(&account, change);
        self.set(Phase::Sending);
        let answered = Rc::new(Cell::new(false));
        self.watch_the_clock(Rc::clone(&answered), change.clone(), entry);
        let (outcome, request_id) = connection.change(change).await;
        answered.set(true);
        self.activity.answered(entry, stage(&outcome), request_id);
        match outcome {
            Outcome::Done(Done::Issued(issued)) => self.issued(&connection, change, issued, entry).await,
            Outcome::Done(Done::Revoked) => self.revoked(change),
            Outcome::NotDone(error) => {
                self.set(Phase::Refused(error.clone()));
                if error.is_dead_credential()
                    || matches!(&error, Error::Refused(refusal) if refusal.status == 401)
                {
                    self.session.check_alive().await;
                }
            }
            Outcome::Unknown(doubt) => self.find_out(change, doubt, entry).await,
        }
    }

    /// A dead token must not be rotated, nor anything with a dead credential: GitLab would take it for theft.
    async fn is_worth_rotating(self, change: &Change, token: &Token) -> bool {
        if !self.session.check_alive().await {
            return false;
        }
        let seen = match self.look_again(change.place, token.id).await {
            Ok(seen) => seen,
            // Not seen, not sent. A refusal to look (a fine-grained credential) says nothing against rotating.
            Err(error) if error.is_passing() => {
                self.set(Phase::Refused(error));
                return false;
            }
            Err(_) => return true,
        };
        if seen.revoked {
            self.rows.mark_revoked(token.id);
            self.notices.say(Tone::Warning, (self.words.act.gone_before)(&token.name));
            self.close_dialog();
            return false;
        }
        true
    }

    async fn look_again(self, place: Place, id: u64) -> Result<Token, Error> {
        if !matches!(place, Place::ServiceAccount(..)) {
            return self.session.read(token::get(place, id)).await;
        }
        // GITLAB: a service account's tokens cannot be asked for one by one.
        let list = self.rows.read_whole(place).await?;
        list.into_iter().find(|token| token.id == id).ok_or(Error::Unexpected { status: 200 })
    }

    fn watch_the_clock(self, answered: Rc<Cell<bool>>, change: Change, entry: u64) {
        spawn(async move {
            clock::wait(STILL_WAITING).await;
            if answered.get() {
                return;
            }
            self.set(Phase::Waiting);
            clock::wait(GIVE_UP).await;
            if !answered.get() {
                let doubt = Doubt { cause: Error::Transport(Transport::Late), accepted: false };
                self.activity.answered(entry, Stage::Unknown, None);
                self.find_out(&change, doubt, entry).await;
            }
        });
    }

    async fn issued(self, connection: &Rc<Connection>, change: &Change, issued: Issued, entry: u64) {
        let Issued { token, value } = issued;
        if change.is_self() {
            // EXPOSE: the new value is the session's credential from now on, and is shown to the person.
            self.session.swap(Secret::new(value.expose().to_owned()), token.clone());
        }
        let owner = self.owner.try_get_untracked().unwrap_or_default();
        self.reveal.push(token.clone(), value, change.place, owner, entry);
        self.rows.take_issued(change.target().map(|old| old.id), token.clone());
        let said = match change.act {
            Act::Create { .. } => (self.words.act.created)(&token.name),
            _ => (self.words.act.rotated)(&token.name),
        };
        self.notices.say(Tone::Done, said);
        self.close_dialog();
        if let Some(old) = self.replaces {
            self.rows.to_retire.set(Some((old, token.id)));
        }
        if change.is_self() {
            let verified = connection.read(personal::get_self()).await.is_ok();
            let act = &self.words.act;
            let (tone, said) =
                if verified { (Tone::Done, act.swapped) } else { (Tone::Warning, act.swapped_unverified) };
            self.notices.say(tone, said.to_owned());
        }
        if let Ok(list) = self.rows.read_whole(change.place).await {
            let twins = twins(change, token.id, &list);
            if !twins.is_empty() {
                self.notices.say(Tone::Warning, (self.words.act.twin)(&token.name, &text::ids(&twins)));
            }
            self.rows.take_list(list);
        }
    }

    fn revoked(self, change: &Change) {
        let Some(token) = change.target() else { return };
        self.rows.mark_revoked(token.id);
        self.notices.say(Tone::Done, (self.words.act.revoked)(&token.name));
        self.close_dialog();
        if change.is_self() {
            self.session.end(End::RevokedSelf);
        }
    }

    /// Settles an unknown outcome by reading; asked for again by the person if reading fails.
    pub async fn find_out(self, change: &Change, doubt: Doubt, entry: u64) {
        self.rows.remember_doubt(change.clone(), entry);
        if matches!(change.act, Act::Rotate { is_self: true, .. }) {
            // The old value is most likely dead: nothing is sent with it again.
            self.session.end(End::LostSelf);
            return;
        }
        self.set(Phase::Settling(doubt.clone()));
        match self.rows.read_whole(change.place).await {
            Ok(list) => {
                let settlement = settle(change, &list);
                self.activity.settled(entry, settlement.clone());
                self.rows.take_list(list);
                self.set(Phase::Settled(doubt, settlement));
            }
            Err(_) => self.set(Phase::Unsettled(doubt)),
        }
    }

    /// Reads again to settle the last doubt.
    pub fn find_out_again(self, doubt: Doubt) {
        if let Some((change, entry)) = self.rows.doubtful() {
            spawn(async move { self.find_out(&change, doubt, entry).await });
        }
    }

    /// The dialog may be gone by now: an answer may come after the person stopped waiting for it.
    fn set(self, phase: Phase) {
        self.phase.set(phase);
    }

    fn close_dialog(self) {
        self.close.run();
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
