//! Carries a confirmed change out: does what [`Operation`] says, and tells it what happened.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::activity::Activity;
use super::connection::Connection;
use super::notices::{Notices, Tone};
use super::reveal::Reveal;
use super::session::{End, Session};
use super::tabs::Tabs;
use super::token_table::{Rows, read_whole, text};
use crate::browser::clock;
use crate::browser::lock::{self, Lock as TabLock};
use crate::browser::reactive::{Callback, RwSignal, StoredValue, expect_context};
use crate::browser::task::spawn;
use crate::changes::{
    Act, Change, Command, Done, Entry, Event, Lock, Operation, Outcome, Phase, Settlement, Stage,
};
use crate::gitlab::calls::{personal, token};
use crate::gitlab::wire::Issued;
use crate::gitlab::{Error, Transport};
use crate::tokens::{Place, Secret, Token};
use crate::words::Words;

/// After so many seconds the person is told that it is still under way.
const STILL_WAITING: i64 = 20;
/// After so many more GitLab must have given up itself: the outcome counts as unknown. The request is not aborted.
const GIVE_UP: i64 = 55;

/// Everything a change touches.
#[derive(Clone, Copy)]
pub struct Changing {
    /// Where it stands.
    pub phase: RwSignal<Phase>,
    session: Session,
    reveal: Reveal,
    notices: Notices,
    activity: Activity,
    tabs: Tabs,
    rows: Rows,
    owner: RwSignal<String>,
    running: StoredValue<Option<Rc<Running>>>,
    words: &'static Words,
    close: Callback,
}

/// A change under way; it outlives its dialog.
struct Running {
    operation: RefCell<Operation>,
    /// The way it was sent. It outlives a session that a lost answer ended.
    connection: RefCell<Option<Rc<Connection>>>,
    /// Keeps other tabs from the same change.
    lock: Cell<Option<TabLock>>,
    /// Its number in the journal, once it was sent.
    entry: Cell<Option<u64>>,
    /// Whether it is still counted among those under way.
    is_counted: Cell<bool>,
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
            tabs: expect_context(),
            rows,
            owner,
            running: StoredValue::new(None),
            words,
            close,
        }
    }

    /// Confirms. A second confirmation while the first is under way does nothing.
    pub fn start(self, act: Act, place: Place) {
        if self.phase.with_untracked(Phase::is_busy) {
            return;
        }
        // The list of all users is narrowed by GitLab, and the place of one of them is another list.
        let is_listed = self.rows.place == place && self.rows.is_fresh();
        let highest_known = self.rows.highest_id();
        let started_at = clock::now();
        let change = Change { act, place, highest_known, started_at, not_before: self.session.not_before() };
        let lock_name = change.lock_name();
        let (operation, commands) = Operation::confirm(change, is_listed);
        let running = Rc::new(Running {
            operation: RefCell::new(operation),
            connection: RefCell::new(None),
            lock: Cell::new(None),
            entry: Cell::new(None),
            is_counted: Cell::new(true),
        });
        self.running.set_value(Some(Rc::clone(&running)));
        self.session.change_started();
        self.phase.set(Phase::Checking);
        spawn(async move {
            if let Some(lock) = self.take_lock(&lock_name).await {
                running.lock.set(Some(lock));
                self.carry_out(&running, commands);
            } else {
                self.session.change_settled();
                self.phase.set(Phase::Elsewhere);
            }
        });
    }

    /// A sandbox belongs to its own tab, and so do its changes.
    async fn take_lock(self, name: &str) -> Option<TabLock> {
        let account = self.session.account_now()?;
        let tab =
            if account.is_sandbox { clock::here().timestamp_micros().to_string() } else { String::new() };
        lock::take(&format!("keyturn {} {tab} {name}", account.address)).await
    }

    /// Reads again to settle the last doubt.
    pub fn find_out_again(self) {
        if let Some(running) = self.running.get_value() {
            self.tell(&running, Event::Again);
        }
    }

    /// Confirms the same once more, after it was found not to have been done.
    pub fn try_again(self) {
        let Some(running) = self.running.get_value() else { return };
        let (act, place) = {
            let operation = running.operation.borrow();
            (operation.change().act.clone(), operation.change().place)
        };
        self.start(act, place);
    }

    /// Goes back to the form, with everything that was typed.
    pub fn go_back(self) {
        self.phase.set(Phase::Editing);
    }

    /// Whether the answer is still out: what was not done yet may still be done.
    pub fn is_out(self) -> bool {
        self.entry().is_some_and(|entry| entry.stage == Stage::Sent)
    }

    /// The name of the token it is about.
    pub fn name(self) -> String {
        let running = self.running.get_value();
        running.map(|running| running.operation.borrow().change().name().to_owned()).unwrap_or_default()
    }

    /// What the journal holds of it; nothing before it was sent.
    pub fn entry(self) -> Option<Entry> {
        let running = self.running.get_value()?;
        self.activity.entry(running.entry.get()?)
    }

    fn tell(self, running: &Rc<Running>, event: Event) {
        let commands = running.operation.borrow_mut().on(event);
        self.carry_out(running, commands);
    }

    fn carry_out(self, running: &Rc<Running>, commands: Vec<Command>) {
        for command in commands {
            self.carry_out_one(running, command);
        }
        if running.operation.borrow().is_under_way() {
            return;
        }
        running.lock.set(None);
        // It holds the credential.
        if !running.operation.borrow().is_locked() {
            *running.connection.borrow_mut() = None;
        }
        if running.is_counted.replace(false) {
            self.session.change_settled();
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
                self.notices.say(Tone::Warning, said);
                let stage = Stage::Settled(Settlement::Created(twins));
                self.activity.found_beside(running.entry.get(), stage);
            }
            Command::Revoked => self.revoked(&change),
            Command::GoneBefore => {
                if let Some(token) = change.target() {
                    self.rows.mark_revoked(token.id);
                }
                self.notices.say(Tone::Warning, (self.words.act.gone_before)(change.name()));
                self.close.run();
            }
            Command::TwinsUnread => {
                self.notices.say(Tone::Warning, (self.words.act.twins_unread)(change.name()));
                if let Some(id) = self.issued_id(running) {
                    self.activity.found_beside(running.entry.get(), Stage::Unchecked(id));
                }
            }
            Command::Lock(lock) => self.lock(running, &lock),
            Command::Settle(settlement) => {
                if let (Settlement::Revoked, Some(token)) = (&settlement, change.target()) {
                    self.activity.retired(change.place, token.id);
                }
                if let Some(entry) = running.entry.get() {
                    self.activity.settled(entry, settlement);
                }
            }
        }
    }

    /// The token whose value this change brought.
    fn issued_id(self, running: &Running) -> Option<u64> {
        match self.activity.entry(running.entry.get()?)?.stage {
            Stage::Unstored(id) | Stage::Replacing(id) | Stage::Done(Some(id)) => Some(id),
            _ => None,
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
        let account = self.session.account_now();
        let (sent, waited) = (Rc::clone(running), Rc::clone(running));
        let is_answered = Rc::new(Cell::new(false));
        let is_heard = Rc::clone(&is_answered);
        spawn(async move {
            let (outcome, request_id) = connection.change(&change).await;
            is_heard.set(true);
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
        spawn(async move {
            clock::pass(STILL_WAITING).await;
            if !is_answered.get() {
                self.tell(&waited, Event::Slow);
                clock::pass(GIVE_UP).await;
            }
            if !is_answered.get() {
                self.tell(&waited, Event::Overdue);
            }
        });
    }

    /// The way to send it, and its entry in the journal.
    fn written_down(self, running: &Running, change: &Change) -> Option<(Rc<Connection>, u64)> {
        // The session of a lost credential is over, and what is sent now is about the same change.
        if let (Some(connection), Some(entry)) = (running.connection.borrow().clone(), running.entry.get()) {
            self.activity.answered(entry, Stage::Unknown, None);
            return Some((connection, entry));
        }
        let (connection, account) = (self.session.connection()?, self.session.account_now()?);
        let entry = self.activity.begin(&account, self.owner.try_get_untracked().unwrap_or_default(), change);
        *running.connection.borrow_mut() = Some(Rc::clone(&connection));
        running.entry.set(Some(entry));
        Some((connection, entry))
    }

    /// The credential is not used again by itself; only the person can ask for it.
    fn lock(self, running: &Rc<Running>, lock: &Lock) {
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

    fn hand_over(self, running: &Rc<Running>, change: &Change, issued: Issued) {
        let Issued { token, value } = issued;
        if let Some(made_at) = token.created_at {
            self.session.measure_clock(made_at);
        }
        let is_signed_in = self.session.connection().is_some() && self.is_session_of(running);
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
        self.notices.say(Tone::Done, said);
        self.close.run();
        if let Some(old) = change.replaces() {
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
        self.notices.say(Tone::Done, (self.words.act.revoked)(&token.name));
        self.close.run();
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
