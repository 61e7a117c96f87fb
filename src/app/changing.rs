//! Carries a confirmed change out: does what [`Operation`] says, and tells it what happened.

mod sending;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::activity::Activity;
use super::connection::Connection;
use super::notices::Notices;
use super::reveal::Reveal;
use super::session::Session;
use super::tabs::Tabs;
use super::token_table::{Rows, read_apart, read_whole, text};
use super::widgets::notice::Tone;
use crate::browser::clock;
use crate::browser::lock::{self, Lock as TabLock};
use crate::browser::reactive::{Callback, RwSignal, StoredValue, expect_context};
use crate::browser::task::spawn;
use crate::changes::{Act, Change, Command, Entry, Event, Operation, Phase, Settlement, Stage};
use crate::gitlab::Error;
use crate::gitlab::calls::token;
use crate::gitlab::version::Abilities;
use crate::tokens::{Place, Token};
use crate::words::AllWords;

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
    words: &'static AllWords,
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
    /// The address of the GitLab.
    server: String,
    /// What it can do. A lost credential is used once more when nobody is signed in to say it.
    abilities: Abilities,
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
    pub fn new(rows: Rows, owner: RwSignal<String>, words: &'static AllWords, close: Callback) -> Self {
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
            of_run: None,
        }
    }

    /// One of a bulk change: `entry` is its planned entry in the journal, and `on_rest` hears whenever nothing more goes
    /// on by itself.
    pub fn of_run(
        rows: Rows,
        owner: RwSignal<String>,
        words: &'static AllWords,
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
        let is_listed = self.rows.is_fresh(place);
        let highest_known = self.rows.highest_id(place);
        let started_at = clock::now();
        let change = Change { act, place, highest_known, started_at, not_before: self.session.not_before() };
        let lock_name = change.lock_name();
        let (operation, commands) = Operation::confirm(change, is_listed);
        let account = self.session.account_now();
        let abilities = self.session.abilities();
        let server = account.map(|account| account.address).unwrap_or_default();
        let running = Rc::new(Running {
            server,
            abilities,
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
                if self.of_run.is_some() {
                    self.close.run();
                }
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

    /// Where the token it is about lives; nothing before it was confirmed.
    pub fn place(self) -> Option<Place> {
        self.running.get_value().map(|running| running.operation.borrow().change().place)
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
        if self.of_run.is_some() {
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
                let (session, place) = (self.session, change.place);
                // As long as nothing was sent the list is asked for its highest id only: there a row that cannot be read may lie.
                let is_sent = running.operation.borrow().is_sent();
                self.ask(running, async move {
                    let list = if is_sent {
                        read_whole(session, place).await
                    } else {
                        read_apart(session, place).await.map(|list| list.rows)
                    };
                    Event::Listed(number, list)
                });
            }
            Command::Send => self.send(running, change),
            Command::Show(phase) => self.show(phase),
            Command::Take(list) => self.rows.take_list(change.place, list),
            Command::HandOver(issued) => self.hand_over(running, &change, issued),
            Command::Outlived(id) => {
                let said = (self.words.act.outlived)(change.name(), id);
                self.warn(&said);
                self.notices.say(Tone::Warning, said);
            }
            Command::NameTwins(twins) => {
                let said = (self.words.act.twin)(change.name(), &text::ids(&twins));
                self.warn(&said);
                self.notices.say(Tone::Warning, said);
                let stage = Stage::Settled(Settlement::Created(twins));
                self.activity.found_beside(running.entry.get(), stage);
            }
            Command::Revoked => self.revoked(running, &change),
            Command::GoneBefore => {
                if let Some(token) = change.target() {
                    self.rows.mark_revoked(change.place, token.id);
                }
                let said = (self.words.act.gone_before)(change.name());
                self.warn(&said);
                self.finish(Tone::Warning, said);
            }
            Command::TwinsUnread => {
                let said = (self.words.act.twins_unread)(change.name());
                self.warn(&said);
                self.notices.say(Tone::Warning, said);
                if let Some(id) = self.issued_id(running) {
                    self.activity.found_beside(running.entry.get(), Stage::Unchecked(id));
                }
            }
            Command::Lock(lock) => self.lock(running, &lock),
            Command::Settle(settlement) => {
                let (server, place) = (&running.server, change.place);
                match (&settlement, change.target()) {
                    (Settlement::Revoked, Some(token)) => {
                        self.activity.token_revoked(server, place, token.id);
                    }
                    (Settlement::Rotated(new), Some(token)) => {
                        self.activity.token_lost(server, place, token.id, new);
                    }
                    _ => {}
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

    /// The dialog may be gone by now: an answer may come after the person stopped waiting for it.
    fn show(self, phase: Phase) {
        self.phase.set(phase);
    }
}
