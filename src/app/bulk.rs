//! Carries a bulk change out: does what [`Bulk`] says, each item as a change of its own ([`Changing`]), and tells it what
//! happened. All of it is in the journal before the first item is sent.

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, Utc};

use super::activity::Activity;
use super::changing::Changing;
use super::session::Session;
use super::token_dialogs::window;
use super::token_table::Table;
use crate::browser::clock;
use crate::browser::reactive::{Callback, RwSignal, StoredValue, expect_context, on_cleanup};
use crate::browser::task::spawn;
use crate::changes::bulk::{Bulk, Command, Event, How, Standing, State, Why};
use crate::changes::{Act, Change, Entry, Phase, Settlement};
use crate::tokens::{Place, Row};
use crate::words::{AllWords, Attempt};

/// How far apart two changes lie at least, in milliseconds.
const PAUSE: i32 = 1_000;

/// What will be done, to each row in turn.
pub type Will = Vec<(Arc<Row>, Act)>;

/// A bulk change under way.
#[derive(Clone, Copy)]
pub struct Run {
    /// Where it stands.
    pub bulk: RwSignal<Bulk>,
    /// When GitLab's present window is over, as far as one can tell, after it asked to slow down.
    pub window_ends: RwSignal<Option<DateTime<Utc>>>,
    table: Table,
    session: Session,
    activity: Activity,
    items: StoredValue<Rc<Vec<Item>>>,
    is_held: StoredValue<Arc<AtomicBool>>,
}

/// One of the changes.
pub struct Item {
    /// The token it is about.
    pub row: Arc<Row>,
    /// How it is carried out.
    pub changing: Changing,
    act: Act,
    place: Place,
    entry: u64,
}

impl Item {
    /// What is attempted, for the words of a refusal.
    pub fn attempt(&self) -> Attempt {
        match self.act {
            Act::Create { .. } => Attempt::Create(self.place),
            Act::Rotate { .. } => Attempt::Rotate(self.place),
            Act::Revoke { .. } => Attempt::Revoke(self.place),
        }
    }
}

impl Run {
    /// Writes everything down and begins. `None` if nobody is signed in.
    pub fn start(table: Table, will: Will, words: &'static AllWords) -> Option<Self> {
        let (session, activity) = (expect_context::<Session>(), expect_context::<Activity>());
        let account = session.account_now()?;
        let started_at = clock::now();
        let owners: Vec<_> = will.iter().map(|(row, _)| table.owner_of(row)).collect();
        let changes = will.iter().zip(&owners).map(|((row, act), owner)| {
            let place = row.home();
            let highest_known = table.rows.highest_id(place);
            let change = Change { act: act.clone(), place, highest_known, started_at, not_before: None };
            (owner.get_untracked(), change)
        });
        let entries = activity.plan(&account, changes.collect());
        let is_self: Vec<bool> = will.iter().map(|(_, act)| is_self(act)).collect();
        let (bulk, commands) = Bulk::start(&is_self);
        let run = Self {
            bulk: RwSignal::new(bulk),
            window_ends: RwSignal::new(None),
            table,
            session,
            activity,
            items: StoredValue::new(Rc::default()),
            is_held: StoredValue::new(Arc::default()),
        };
        let mut items = Vec::new();
        for (((row, act), owner), entry) in will.into_iter().zip(owners).zip(entries) {
            let number = items.len();
            let on_rest = Callback::new(move || run.rests(number));
            let changing = Changing::of_run(table.rows, owner, words, entry, on_rest);
            let place = row.home();
            items.push(Item { row, changing, act, place, entry });
        }
        run.items.set_value(Rc::new(items));
        let is_held = run.is_held.get_value();
        on_cleanup(move || {
            if is_held.swap(false, Ordering::Relaxed) {
                session.change_settled();
            }
        });
        run.carry_out(commands);
        Some(run)
    }

    /// The changes, in order.
    pub fn items(self) -> Rc<Vec<Item>> {
        self.items.get_value()
    }

    /// Their entries in the journal, in order; not tracked.
    pub fn entries(self) -> Vec<Entry> {
        let first = self.items.with_value(|items| items.first().map(|item| item.entry));
        first.map(|run| self.activity.run(run)).unwrap_or_default()
    }

    /// Tells it what happened.
    pub fn tell(self, event: Event) {
        let mut commands = Vec::new();
        self.bulk.update(|bulk| commands = bulk.on(event));
        self.carry_out(commands);
    }

    fn carry_out(self, commands: Vec<Command>) {
        self.hold();
        for command in commands {
            match command {
                Command::Begin(number) => self.begin(number),
                Command::Rest => spawn(async move {
                    clock::wait(PAUSE).await;
                    self.tell(Event::Rested);
                }),
                // Ended by the session's end, it is found on Activity as not begun.
                Command::Close if self.session.connection().is_none() => {}
                Command::Close => {
                    let items = self.items();
                    self.activity.close_planned(&items.iter().map(|item| item.entry).collect::<Vec<_>>());
                }
            }
        }
    }

    fn begin(self, number: usize) {
        let items = self.items();
        if let Some(item) = items.get(number) {
            item.changing.start(item.act.clone(), item.place);
        }
    }

    /// Nothing goes on by itself with an item.
    fn rests(self, number: usize) {
        let Some(items) = self.items.try_get_value() else { return };
        let Some(item) = items.get(number) else { return };
        let Some(phase) = item.changing.phase.try_get_untracked() else { return };
        // What ended is told once, unless more can be found out about it.
        let standing = self.bulk.with_untracked(|bulk| bulk.standing(number));
        if !matches!(standing, Some(Standing::Running | Standing::Unknown | Standing::Found)) {
            return;
        }
        let how = match How::of(&phase) {
            How::Skipped | How::Held(_) if self.session.connection().is_none() => How::SignedOut,
            how => how,
        };
        match how {
            How::Done => self.table.selection.remove(&[item.row.key()]),
            How::Found if matches!(phase, Phase::Settled(_, Settlement::Revoked)) => {
                self.table.selection.remove(&[item.row.key()]);
            }
            // Not sent, it is planned still.
            How::Skipped | How::Refused => self.activity.close_planned(&[item.entry]),
            How::Held(why) => {
                self.activity.plan_again(item.entry);
                if why == Why::Limit {
                    self.window_ends.set(window::next(clock::now()));
                }
            }
            How::Found | How::Unknown | How::SignedOut => {}
        }
        self.tell(Event::Ended(number, how));
    }

    /// While it goes on by itself the page is not left; while it is paused the session's limits count.
    fn hold(self) {
        let goes_on = self.bulk.try_with_untracked(|bulk| {
            matches!(bulk.state(), State::Going | State::Stopping) || bulk.count(Standing::Running) > 0
        });
        let Some((goes_on, is_held)) = goes_on.zip(self.is_held.try_get_value()) else { return };
        match (is_held.swap(goes_on, Ordering::Relaxed), goes_on) {
            (false, true) => self.session.change_started(),
            (true, false) => self.session.change_settled(),
            _ => {}
        }
    }
}

fn is_self(act: &Act) -> bool {
    matches!(act, Act::Rotate { is_self: true, .. } | Act::Revoke { is_self: true, .. })
}
