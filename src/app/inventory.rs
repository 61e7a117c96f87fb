//! Everything one is responsible for, in memory and as long as one is signed in: carries the scan out, and tells what it has read.
//! It goes on while another screen is looked at.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::session::Session;
use super::token_table::Load;
use crate::browser::clock;
use crate::browser::reactive::{RwSignal, StoredValue};
use crate::browser::task::spawn;
use crate::gitlab::{Error, Transport};
use crate::inventory::scan::{
    Command, Event, Job, Progress, Question, Source, State, Verdict, What, instance, place, places, roots,
    users,
};
use crate::inventory::{Scan, Standing as Read};
use crate::tokens::row::are_same;
use crate::tokens::{Place, Row, Token};

/// What was read is shown at most so often, in milliseconds: at first after a short pause, then after longer ones. The more is there the
/// less the next lists add, and drawing takes time that reading needs.
const SHORTEST_PAUSE: i32 = 200;
const LONGEST_PAUSE: i32 = 1_000;
/// Showing takes at most one part in so many of the time: while it lasts no answer is read, and nothing more is asked for.
const PART: i32 = 8;

/// How the scan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it goes on by itself.
    pub state: State,
    /// How far it is.
    pub progress: Progress,
    /// Until when GitLab's limit holds it back.
    pub held_until: Option<DateTime<Utc>>,
    /// How long it will take, as far as one can tell.
    pub time_left: Option<TimeDelta>,
}

/// The inventory, as a context.
#[derive(Clone, Copy)]
pub struct Inventory {
    /// Every token that is shown.
    pub rows: RwSignal<Vec<Arc<Row>>>,
    /// Where the reading of the whole stands.
    pub load: RwSignal<Load>,
    /// Rows that could not be read.
    pub odd: RwSignal<usize>,
    /// How the scan stands; nothing before it began.
    pub standing: RwSignal<Option<Standing>>,
    /// Whether what was read since is not shown yet, and how many tokens more these are: none where some only changed.
    pub unseen: RwSignal<Option<usize>>,
    session: Session,
    scan: StoredValue<Option<Rc<RefCell<Scan>>>>,
    /// Whether the rows stay as they are while somebody reads them.
    is_still: StoredValue<bool>,
    /// Whether showing is under way.
    is_due: StoredValue<bool>,
    /// After how many milliseconds it is shown again.
    pause: StoredValue<i32>,
}

impl Inventory {
    /// Nothing read yet.
    pub fn new(session: Session) -> Self {
        Self {
            rows: RwSignal::new(Vec::new()),
            load: RwSignal::new(Load::Reading),
            odd: RwSignal::new(0),
            standing: RwSignal::new(None),
            unseen: RwSignal::new(None),
            session,
            scan: StoredValue::new(None),
            is_still: StoredValue::new(false),
            is_due: StoredValue::new(false),
            pause: StoredValue::new(SHORTEST_PAUSE),
        }
    }

    /// Begins to read everything, unless that was done before.
    pub fn begin(self) {
        let is_begun = self.scan.with_value(Option::is_some);
        let Some(account) = self.session.account_now().filter(|_| !is_begun) else { return };
        let (scan, commands) = Scan::start(&roots(&account.user), clock::seed(), clock::here());
        let scan = Rc::new(RefCell::new(scan));
        self.scan.set_value(Some(Rc::clone(&scan)));
        self.carry_out(&scan, commands);
        self.show();
    }

    /// Forgets everything: the session is over.
    pub fn forget(self) {
        self.scan.set_value(None);
        self.pause.set_value(SHORTEST_PAUSE);
        self.is_still.set_value(false);
        self.standing.set(None);
        self.unseen.set(None);
        self.rows.set(Vec::new());
        self.load.set(Load::Reading);
    }

    /// Stops; what is under way may still be answered.
    pub fn stop(self) {
        self.tell_now(Event::Stop);
    }

    /// Goes on where it was stopped.
    pub fn resume(self) {
        self.tell_now(Event::Resume);
    }

    /// Reads one list again.
    pub fn rescan(self, place: Place) {
        self.rescan_what(What::List(place));
    }

    /// Reads one list again, or one that leads to others.
    pub fn rescan_what(self, what: What) {
        self.tell_now(Event::Rescan(what));
    }

    /// Reads the lists of every project and group of the instance that has tokens, too.
    pub fn widen(self) {
        self.tell_now(Event::Add(instance()));
    }

    /// Whether there is more that an administrator may read; tracked.
    pub fn can_widen(self) -> bool {
        let is_admin = self.session.account_now().is_some_and(|account| account.user.is_admin);
        let is_wide = self.look(|scan| scan.knows(What::Find(Source::Bots)));
        is_admin && is_wide == Some(false)
    }

    /// Reads every list again; each keeps what is known of it until its new answer is whole.
    pub fn again(self) {
        let Some(scan) = self.scan.get_value() else { return self.begin() };
        // Without a credential that lives, what was read is all there is.
        if self.session.connection().is_none() {
            return;
        }
        let all = scan.borrow().whats();
        for what in all {
            self.tell(&scan, Event::Rescan(what));
        }
        self.tell(&scan, Event::Resume);
    }

    /// Whether the rows stay as they are: somebody reads them.
    pub fn keep_still(self, is_still: bool) {
        if self.is_still.with_value(|was| *was != is_still) {
            self.is_still.set_value(is_still);
            if !is_still {
                self.show();
            }
        }
    }

    /// Shows what was read, even to somebody who reads.
    pub fn show_all(self) {
        if let Some(scan) = self.scan.get_value() {
            self.show_rows(&scan.borrow());
        }
    }

    /// Looks at the scan; tracked. Nothing before it began.
    pub fn look<R>(self, look: impl FnOnce(&Scan) -> R) -> Option<R> {
        self.standing.with(|_| ());
        let scan = self.scan.try_get_value()??;
        let scan = scan.borrow();
        Some(look(&scan))
    }

    /// Where the reading of one list stands; tracked.
    pub fn look_at(self, place: Place) -> Option<Read> {
        self.look(|scan| scan.view(place).map(|view| view.standing)).flatten()
    }

    /// Whether all tokens of a list are known; not tracked.
    pub fn is_whole(self, place: Place) -> bool {
        self.scan.get_value().is_some_and(|scan| scan.borrow().is_list_whole(place))
    }

    /// The highest id in a list as it was read whole last, and as it was changed since; none where it is not among the lists.
    pub fn highest_id(self, place: Place) -> u64 {
        let highest = |scan: &Scan| scan.view(place)?.rows.iter().map(|row| row.token.id).max();
        self.scan.get_value().and_then(|scan| highest(&scan.borrow())).unwrap_or(0)
    }

    /// When a list was read whole last.
    pub fn read_at(self, place: Place) -> Option<DateTime<Utc>> {
        let scan = self.scan.get_value()?;
        let scan = scan.borrow();
        let view = scan.view(place)?;
        view.read_at
    }

    /// Takes a list as it was read for a change.
    pub fn put(self, place: Place, list: Vec<Token>) {
        self.alter(|scan| scan.put(place, list, clock::here()));
    }

    /// Changes the tokens of a place: what is known of them now, or nothing where it is the same.
    pub fn amend(self, place: Place, change: impl Fn(&Token) -> Option<Token>) {
        self.alter(|scan| scan.amend(place, change));
    }

    /// Adds a token that was made in a place a moment ago.
    pub fn issue(self, place: Place, token: Token) {
        self.alter(|scan| scan.issue(place, token));
    }

    /// What the person did is seen at once.
    fn alter(self, change: impl FnOnce(&mut Scan)) {
        if let Some(scan) = self.scan.get_value() {
            change(&mut scan.borrow_mut());
            let scan = scan.borrow();
            self.show_rows(&scan);
            self.show_standing(&scan);
        }
    }

    fn tell_now(self, event: Event) {
        if let Some(scan) = self.scan.get_value() {
            self.tell(&scan, event);
            self.show();
        }
    }

    fn tell(self, scan: &Rc<RefCell<Scan>>, event: Event) {
        let commands = scan.borrow_mut().on(event, clock::here());
        self.carry_out(scan, commands);
        let is_going = scan.borrow().state() == State::Going;
        if is_going { self.show_soon() } else { self.show() }
    }

    fn carry_out(self, scan: &Rc<RefCell<Scan>>, commands: Vec<Command>) {
        for command in commands {
            let scan = Rc::clone(scan);
            match command {
                Command::Ask(job) => spawn(async move {
                    let event = self.ask(&scan, job).await;
                    self.tell_if_current(&scan, event);
                }),
                Command::AskCredential => spawn(async move {
                    let verdict = self.ask_credential().await;
                    self.tell_if_current(&scan, Event::Credential(verdict));
                }),
                Command::Wake(at) => {
                    // What only waits does not keep what was read in a session that is over.
                    let waiting = Rc::downgrade(&scan);
                    spawn(async move {
                        clock::until(at).await;
                        if let Some(scan) = waiting.upgrade() {
                            self.tell_if_current(&scan, Event::Woke);
                        }
                    });
                }
            }
        }
    }

    /// The scan of a session that is over is not told anything more.
    fn tell_if_current(self, scan: &Rc<RefCell<Scan>>, event: Event) {
        let is_current = self.scan.with_value(|now| now.as_ref().is_some_and(|now| Rc::ptr_eq(now, scan)));
        if is_current {
            self.tell(scan, event);
        }
    }

    async fn ask(self, scan: &RefCell<Scan>, job: Job) -> Event {
        let session = self.session;
        let generation = session.generation();
        let question = scan.borrow().question(job, session.abilities());
        let event = match question {
            Question::Tokens(call) => Event::Listed(job, session.read_once(call).await),
            Question::Place(source, call) => {
                let answer = session.read_once(call).await;
                Event::Found(job, answer.map(|found| place(source, &found, session.abilities())))
            }
            Question::Places(source, call) => {
                let answer = session.read_once(call).await;
                Event::Found(job, answer.map(|page| places(source, &page, session.abilities())))
            }
            Question::Users(source, call) => {
                Event::Found(job, session.read_once(call).await.map(|page| users(source, &page)))
            }
        };
        // What was asked with a value that was rotated meanwhile says nothing about the new one.
        let error = match &event {
            Event::Listed(_, answer) => answer.as_ref().err(),
            Event::Found(_, answer) => answer.as_ref().err(),
            _ => None,
        };
        let is_former = session.generation() != generation && error.is_some_and(Error::is_unauthorized);
        if is_former { Event::Dropped(job) } else { event }
    }

    async fn ask_credential(self) -> Verdict {
        match self.session.check_alive().await {
            Ok(()) => Verdict::Alive,
            Err(error) if error.is_unauthorized() => Verdict::Dead,
            Err(Error::Transport(Transport::SignedOut)) => Verdict::Dead,
            Err(_) => Verdict::Unknown,
        }
    }

    /// Shows what was read, in a moment: more is read meanwhile.
    fn show_soon(self) {
        if self.is_due.with_value(|is_due| *is_due) {
            return;
        }
        self.is_due.set_value(true);
        spawn(async move {
            clock::wait(self.pause.get_value()).await;
            self.is_due.set_value(false);
            // What takes long is done less often. The page follows what was set only after this.
            let begun = clock::here();
            self.show();
            clock::wait(0).await;
            let took = i32::try_from((clock::here() - begun).num_milliseconds()).unwrap_or(LONGEST_PAUSE);
            self.pause.update_value(|pause| *pause = LONGEST_PAUSE.min(*pause + *pause / 4).max(took * PART));
        });
    }

    fn show(self) {
        let Some(scan) = self.scan.get_value() else { return };
        let scan = scan.borrow();
        let is_first = self.rows.with_untracked(Vec::is_empty);
        if is_first || !self.is_still.with_value(|is_still| *is_still) {
            self.show_rows(&scan);
        } else {
            let rows = scan.rows();
            self.unseen.set(self.rows.with_untracked(|shown| {
                (!are_same(shown, &rows)).then(|| rows.len().saturating_sub(shown.len()))
            }));
        }
        self.show_standing(&scan);
    }

    fn show_standing(self, scan: &Scan) {
        let (now, state, progress) = (clock::here(), scan.state(), scan.progress());
        self.odd.set(progress.odd_rows);
        self.standing.set(Some(Standing {
            state,
            progress,
            held_until: scan.held_until(now),
            time_left: scan.time_left(now),
        }));
        let is_reading = state == State::Going && progress.rows == 0;
        self.load.set(if is_reading { Load::Reading } else { Load::Ready });
    }

    fn show_rows(self, scan: &Scan) {
        let rows = scan.rows();
        self.unseen.set(None);
        let is_same = self.rows.with_untracked(|shown| are_same(shown, &rows));
        if !is_same {
            // At the first rows and at the last: in between they tell little more, and there are many.
            if scan.state() != State::Going || self.rows.with_untracked(Vec::is_empty) {
                self.session.compare_clocks(rows.iter().map(|row| &row.token));
            }
            self.rows.set(rows);
        }
    }
}
