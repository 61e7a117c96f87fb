//! Carries a confirmed change out: does what [`Operation`] says, and tells it what happened.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::activity::Activity;
use super::connection::Connection;
use super::notices::{Notices, Tone};
use super::reveal::Reveal;
use super::session::{End, Session};
use super::token_table::{Load, Rows, read_whole, text};
use crate::browser::clock;
use crate::browser::reactive::{Callback, RwSignal, StoredValue, expect_context};
use crate::browser::task::spawn;
use crate::changes::{Act, Change, Command, Done, Event, Lock, Operation, Outcome, Phase, Stage};
use crate::gitlab::calls::{personal, token};
use crate::gitlab::wire::Issued;
use crate::gitlab::{Error, Transport};
use crate::tokens::{Place, Secret, Token};
use crate::words::Words;

/// After so many milliseconds the person is told that it is still under way.
const STILL_WAITING: i32 = 20_000;
/// After so many more GitLab must have given up itself: the outcome counts as unknown. The request is not aborted.
const GIVE_UP: i32 = 55_000;

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
    running: StoredValue<Option<Rc<Running>>>,
    words: &'static Words,
    close: Callback,
    of_run: Option<OfRun>,
}

/// What differs for one of a bulk change: it is planned in the journal, it says nothing by itself unless somebody must
/// act on it, and `close` tells that nothing more goes on.
#[derive(Clone, Copy)]
struct OfRun {
    entry: u64,
    warning: RwSignal<String>,
}

/// A change under way; it outlives its dialog.
struct Running {
    operation: RefCell<Operation>,
    /// The way it was sent. It outlives a session that a lost answer ended.
    connection: RefCell<Option<Rc<Connection>>>,
    /// Its number in the journal, once it was sent.
    entry: Cell<Option<u64>>,
    /// Whether it is still counted among those under way.
    is_counted: Cell<bool>,
    is_answered: Cell<bool>,
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
            running: StoredValue::new(None),
            words,
            close,
            of_run: None,
        }
    }

    /// One of a bulk change: `entry` is its planned entry in the journal, and `on_rest` hears whenever nothing more goes
    /// on by itself.
    pub fn of_run(
        rows: Rows,
        owner: RwSignal<String>,
        words: &'static Words,
        entry: u64,
        on_rest: Callback,
    ) -> Self {
        let of_run = Some(OfRun { entry, warning: RwSignal::new(String::new()) });
        Self { of_run, ..Self::new(rows, owner, words, on_rest) }
    }

    /// What somebody must look after although it is done; of a bulk change alone; tracked.
    pub fn warning(self) -> String {
        self.of_run.map(|run| run.warning.get()).unwrap_or_default()
    }

    /// Confirms. A second confirmation while the first is under way does nothing.
    pub fn start(self, act: Act, place: Place) {
        if self.phase.with_untracked(Phase::is_busy) {
            return;
        }
        // The list of all users is not the one a new token will be in.
        let is_listed =
            self.rows.place == place && self.rows.load.with_untracked(|load| *load == Load::Ready);
        let highest_known = self.rows.highest_id();
        let started_at = clock::now();
        let change = Change { act, place, highest_known, started_at, not_before: None };
        let (operation, commands) = Operation::confirm(change, is_listed);
        let running = Rc::new(Running {
            operation: RefCell::new(operation),
            connection: RefCell::new(None),
            entry: Cell::new(None),
            is_counted: Cell::new(true),
            is_answered: Cell::new(false),
        });
        self.running.set_value(Some(Rc::clone(&running)));
        self.session.change_started();
        self.carry_out(&running, commands);
    }

    /// Reads again to settle the last doubt.
    pub fn find_out_again(self) {
        if let Some(running) = self.running.get_value() {
            self.tell(&running, Event::Again);
        }
    }

    /// The name of the token it is about.
    pub fn name(self) -> String {
        let running = self.running.get_value();
        running.map(|running| running.operation.borrow().change().name().to_owned()).unwrap_or_default()
    }

    fn tell(self, running: &Rc<Running>, event: Event) {
        let commands = running.operation.borrow_mut().on(event);
        self.carry_out(running, commands);
    }

    fn carry_out(self, running: &Rc<Running>, commands: Vec<Command>) {
        for command in commands {
            self.carry_out_one(running, command);
        }
        if !running.operation.borrow().is_under_way() && running.is_counted.replace(false) {
            self.session.change_settled();
        }
        if self.of_run.is_some() && !running.operation.borrow().is_under_way() {
            self.close.run();
        }
    }

    fn carry_out_one(self, running: &Rc<Running>, command: Command) {
        let change = running.operation.borrow().change().clone();
        match command {
            Command::AskCredential => {
                self.ask(running, async move { Event::Credential(self.session.check_alive().await) });
            }
            Command::ReadTarget => self.ask(running, self.look_again(change)),
            Command::ReadList(number) => {
                let session = self.session;
                self.ask(
                    running,
                    async move { Event::Listed(number, read_whole(session, change.place).await) },
                );
            }
            Command::Send => self.send(running, change),
            Command::Show(phase) => self.show(phase),
            Command::Take(list) => self.rows.take_list(list),
            Command::HandOver(issued) => self.hand_over(running, &change, issued),
            Command::NameTwins(twins) => {
                let said = (self.words.act.twin)(change.name(), &text::ids(&twins));
                self.warn(&said);
                self.notices.say(Tone::Warning, said);
            }
            Command::Revoked => self.revoked(&change),
            Command::GoneBefore => {
                if let Some(token) = change.target() {
                    self.rows.mark_revoked(token.id);
                }
                let said = (self.words.act.gone_before)(change.name());
                self.warn(&said);
                self.finish(Tone::Warning, said);
            }
            Command::TwinsUnread => {
                let said = (self.words.act.twins_unread)(change.name());
                self.warn(&said);
                self.notices.say(Tone::Warning, said);
            }
            Command::Lock(lock) => self.lock(running, &lock),
            Command::Settle(settlement) => {
                if let Some(entry) = running.entry.get() {
                    self.activity.settled(entry, settlement);
                }
            }
        }
    }

    /// What came of a change on its own is said once, and its dialog closes.
    fn finish(self, tone: Tone, said: String) {
        if self.of_run.is_none() {
            self.notices.say(tone, said);
            self.close.run();
        }
    }

    fn warn(self, said: &str) {
        if let Some(run) = self.of_run {
            run.warning.set(said.to_owned());
        }
    }

    /// Reads, and tells what was read.
    fn ask(self, running: &Rc<Running>, reading: impl Future<Output = Event> + 'static) {
        let running = Rc::clone(running);
        spawn(async move {
            let event = reading.await;
            self.tell(&running, event);
        });
    }

    async fn look_again(self, change: Change) -> Event {
        let Some(id) = change.target().map(|token| token.id) else { return Event::Again };
        if !matches!(change.place, Place::ServiceAccount(..)) {
            return Event::Target(self.session.read(token::get(change.place, id)).await);
        }
        // GITLAB: a service account's tokens cannot be asked for one by one.
        let list = read_whole(self.session, change.place).await;
        let find = |list: Vec<Token>| list.into_iter().find(|token| token.id == id);
        Event::Target(list.and_then(|list| find(list).ok_or(Error::Unexpected { status: 200 })))
    }

    /// Sends it, once. It is written down before: whatever happens to this page, it is found again.
    fn send(self, running: &Rc<Running>, change: Change) {
        let Some((connection, entry)) = self.written_down(running, &change) else {
            // Signed out meanwhile: nothing was sent.
            let nothing = Outcome::NotDone(Transport::SignedOut.into());
            return self.tell(running, Event::Answered(nothing));
        };
        let (sent, waited) = (Rc::clone(running), Rc::clone(running));
        spawn(async move {
            let (outcome, request_id) = connection.change(&change).await;
            sent.is_answered.set(true);
            self.activity.answered(entry, stage(&outcome), request_id);
            let is_about_credential = match &outcome {
                Outcome::NotDone(error) => {
                    error.is_dead_credential()
                        || matches!(error, Error::Refused(refusal) if refusal.status == 401)
                }
                Outcome::Done(_) | Outcome::Unknown(_) => false,
            };
            self.tell(&sent, Event::Answered(outcome));
            if is_about_credential {
                self.session.check_alive().await;
            }
        });
        spawn(async move {
            clock::wait(STILL_WAITING).await;
            if !waited.is_answered.get() {
                self.tell(&waited, Event::Slow);
                clock::wait(GIVE_UP).await;
            }
            if !waited.is_answered.get() {
                self.activity.answered(entry, Stage::Unknown, None);
                self.tell(&waited, Event::Overdue);
            }
        });
    }

    /// The way to send it, and its entry in the journal.
    fn written_down(self, running: &Running, change: &Change) -> Option<(Rc<Connection>, u64)> {
        running.is_answered.set(false);
        // The session of a lost credential is over, and what is sent now is about the same change.
        if let (Some(connection), Some(entry)) = (running.connection.borrow().clone(), running.entry.get()) {
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
    fn lock(self, running: &Rc<Running>, lock: &Lock) {
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
        }
    }

    fn hand_over(self, running: &Rc<Running>, change: &Change, issued: Issued) {
        let Issued { token, value } = issued;
        let is_signed_in = self.session.connection().is_some();
        if change.is_self() && is_signed_in {
            // EXPOSE: the new value is the session's credential from now on, and is shown to the person.
            self.session.swap(Secret::new(value.expose().to_owned()), token.clone());
        }
        let owner = self.owner.try_get_untracked().unwrap_or_default();
        let entry = running.entry.get().unwrap_or_default();
        self.reveal.push(token.clone(), value, change.place, owner, entry);
        self.rows.take_issued(change.target().map(|old| old.id), token.clone());
        let said = match change.act {
            Act::Create { .. } => (self.words.act.created)(&token.name),
            _ => (self.words.act.rotated)(&token.name),
        };
        self.finish(Tone::Done, said);
        if let Some(old) = change.replaces().filter(|_| self.of_run.is_none()) {
            self.rows.to_retire.set(Some((old, token.id)));
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
                Ok(_) => (Tone::Done, act.swapped),
                Err(_) => (Tone::Warning, act.swapped_unverified),
            };
            self.notices.say(tone, said.to_owned());
        });
    }

    fn revoked(self, change: &Change) {
        let Some(token) = change.target() else { return };
        self.rows.mark_revoked(token.id);
        self.activity.retired(change.place, token.id);
        self.finish(Tone::Done, (self.words.act.revoked)(&token.name));
        if change.is_self() {
            self.session.end(End::RevokedSelf);
        }
    }

    /// The dialog may be gone by now: an answer may come after the person stopped waiting for it.
    fn show(self, phase: Phase) {
        self.phase.set(phase);
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
