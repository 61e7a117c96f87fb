//! What this session did, and what of it is still open. Open entries are written to the tab's storage before anything is
//! sent, and found there again after a reload; no entry holds a secret.

use crate::app::session::Account;
use crate::browser::clock;
use crate::browser::reactive::{RwSignal, StoredValue};
use crate::browser::storage::{Remembered, recall, remember};
use crate::changes::{Change, Entry, Settlement, Stage, journal};
use crate::tokens::Place;

/// The journal, as a context.
#[derive(Clone, Copy)]
pub struct Activity {
    entries: RwSignal<Vec<Entry>>,
    next: StoredValue<u64>,
    /// Whether the last writing failed: then a reload forgets.
    is_in_memory: RwSignal<bool>,
}

impl Activity {
    /// With what an earlier page of this tab left open.
    pub fn recall() -> Self {
        let entries = recall(Remembered::Journal).map(|text| journal::read(&text)).unwrap_or_default();
        let next = entries.iter().map(|entry| entry.key).max().unwrap_or(0) + 1;
        Self {
            entries: RwSignal::new(entries),
            next: StoredValue::new(next),
            is_in_memory: RwSignal::new(false),
        }
    }

    /// Writes down what is about to be sent; the key of its entry.
    pub fn begin(self, account: &Account, owner: String, change: &Change) -> u64 {
        let key = self.take_keys(1);
        let entry = Entry::new(key, account.address.clone(), owner, change.clone(), Stage::Sent);
        let entry = Entry { sent_at: Some(clock::here()), ..entry };
        self.entries.update(|entries| entries.push(entry));
        self.write();
        key
    }

    /// Writes a whole bulk change down before its first item is sent, each with its owner's name; the keys of its entries, the first of which is the
    /// key of the whole.
    pub fn plan(self, account: &Account, changes: Vec<(String, Change)>) -> Vec<u64> {
        let run = self.take_keys(changes.len() as u64);
        let keys: Vec<u64> = (run..).take(changes.len()).collect();
        let entries = keys.iter().zip(changes).map(|(key, (owner, change))| {
            let server = account.address.clone();
            Entry { run: Some(run), ..Entry::new(*key, server, owner, change, Stage::Planned) }
        });
        self.entries.update(|all| all.extend(entries));
        self.write();
        keys
    }

    /// The turn of a planned one has come: writes down that it is about to be sent.
    pub fn begin_planned(self, key: u64, change: &Change) {
        self.alter(key, |entry| {
            entry.change = change.clone();
            entry.stage = Stage::Sent;
            entry.sent_at = Some(clock::here());
            entry.request_id = None;
            entry.took = None;
        });
    }

    /// It is sent now: what had to be done before has taken its time.
    pub fn sent(self, key: u64) {
        self.alter(key, |entry| entry.sent_at = Some(clock::here()));
    }

    /// It is sent once more: no answer counts as the answer to the first.
    pub fn sent_again(self, key: u64) {
        self.alter(key, |entry| {
            entry.answer(Stage::Unknown);
            entry.sent_at = Some(clock::here());
        });
    }

    /// It was not done and will be begun again.
    pub fn plan_again(self, key: u64) {
        self.alter(key, |entry| entry.stage = Stage::Planned);
    }

    /// What of a bulk change was not begun will not be begun any more.
    pub fn close_planned(self, keys: &[u64]) {
        self.entries.update(|entries| {
            for entry in entries.iter_mut().filter(|entry| keys.contains(&entry.key)) {
                if entry.stage == Stage::Planned {
                    entry.stage = Stage::NotDone(None);
                }
            }
        });
        self.write();
    }

    /// The entries of a bulk change, in order; not tracked.
    pub fn run(self, run: u64) -> Vec<Entry> {
        self.entries
            .with_untracked(|all| all.iter().filter(|entry| entry.run == Some(run)).cloned().collect())
    }

    /// An answer came.
    pub fn answered(self, key: u64, stage: Stage, request_id: Option<String>) {
        self.alter(key, |entry| {
            entry.answer(stage);
            entry.request_id = request_id;
            entry.took = Some((clock::now() - entry.change.started_at).num_milliseconds());
        });
    }

    /// Reading found out what is true for good.
    pub fn settled(self, key: u64, settlement: Settlement) {
        self.alter(key, |entry| entry.settle(settlement));
    }

    /// Beside what came of a change something else is open: a twin, or whether there is one.
    pub fn found_beside(self, key: Option<u64>, stage: Stage) {
        let Some(entry) = key.and_then(|key| self.entry(key)) else { return };
        let key = self.take_keys(1);
        self.entries.update(|entries| entries.push(Entry { key, stage, run: None, ..entry }));
        self.write();
    }

    /// A list told whether there are twins.
    pub fn checked(self, key: u64, id: u64, twins: Vec<u64>) {
        let stage =
            if twins.is_empty() { Stage::Done(Some(id)) } else { Stage::Settled(Settlement::Created(twins)) };
        self.alter(key, |entry| entry.stage = stage);
    }

    /// The person says that a value is stored.
    pub fn stored(self, key: u64) {
        self.alter(key, |entry| {
            if let Stage::Unstored(id) = entry.stage {
                let is_replacing = entry.change.replaces().is_some();
                entry.stage = if is_replacing { Stage::Replacing(id) } else { Stage::Done(Some(id)) };
            }
        });
    }

    /// A token is revoked: what was open about it is looked after, and a replacement of it complete.
    pub fn token_revoked(self, server: &str, place: Place, id: u64) {
        self.alter_all(server, place, |entry| entry.token_revoked(id));
    }

    /// A token is rotated: what was open about it goes on with the new one. The old token of a replacement that does.
    pub fn token_rotated(self, server: &str, place: Place, id: u64, new: u64) -> Option<u64> {
        let mut replaced = None;
        self.alter_all(server, place, |entry| replaced = entry.token_rotated(id, new).or(replaced));
        replaced
    }

    /// A token is rotated, and the new value was lost: what was open about it goes on in the entry of that. `new` is what may stand
    /// in its place.
    pub fn token_lost(self, server: &str, place: Place, id: u64, new: &[u64]) {
        self.alter_all(server, place, |entry| entry.token_lost(id, new));
    }

    fn alter_all(self, server: &str, place: Place, mut change: impl FnMut(&mut Entry)) {
        let is_of = |entry: &&mut Entry| entry.server == server && entry.change.place == place;
        self.entries.update(|entries| entries.iter_mut().filter(is_of).for_each(&mut change));
        self.write();
    }

    /// The replacements of a place whose old token still works: entry, old id, new id; tracked.
    pub fn replacements(self, server: &str, place: Place) -> Vec<(u64, u64, u64)> {
        let open = |entry: &Entry| match (&entry.stage, entry.change.replaces()) {
            (Stage::Replacing(new), Some(old)) if entry.server == server && entry.change.place == place => {
                Some((entry.key, old, *new))
            }
            _ => None,
        };
        self.entries.with(|entries| entries.iter().filter_map(open).collect())
    }

    /// The person says that it is looked after.
    pub fn dismiss(self, key: u64) {
        self.entries.update(|entries| entries.retain(|entry| entry.key != key));
        self.write();
    }

    /// The entries of a GitLab, the latest first; tracked.
    pub fn of(self, server: &str) -> Vec<Entry> {
        self.entries
            .with(|entries| entries.iter().rev().filter(|entry| entry.server == server).cloned().collect())
    }

    /// How many of a GitLab's entries are open; tracked.
    pub fn open(self, server: &str) -> usize {
        let is_open = |entry: &&Entry| entry.server == server && entry.is_open();
        self.entries.with(|entries| entries.iter().filter(is_open).count())
    }

    /// One entry; not tracked.
    pub fn entry(self, key: u64) -> Option<Entry> {
        self.entries.with_untracked(|entries| entries.iter().find(|entry| entry.key == key).cloned())
    }

    /// All of them as a file.
    pub fn report(self, server: &str) -> String {
        let of_server = |entry: &&Entry| entry.server == server;
        self.entries.with_untracked(|entries| {
            journal::report(&entries.iter().filter(of_server).cloned().collect::<Vec<_>>())
        })
    }

    /// Whether a reload would forget what is open; tracked.
    pub fn is_in_memory(self) -> bool {
        self.is_in_memory.get()
    }

    /// Forgets what is done: it names tokens. What is open stays.
    pub fn end_session(self) {
        self.entries.update(journal::forget_done);
    }

    /// The first of so many keys that were never used.
    fn take_keys(self, count: u64) -> u64 {
        let key = self.next.get_value();
        self.next.set_value(key + count);
        key
    }

    fn alter(self, key: u64, change: impl FnOnce(&mut Entry)) {
        self.entries.update(|entries| {
            if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
                change(entry);
            }
        });
        self.write();
    }

    fn write(self) {
        let text = self.entries.with_untracked(|entries| journal::print(entries));
        self.is_in_memory.set(!remember(Remembered::Journal, &text));
    }
}
