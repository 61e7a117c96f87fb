//! The one owner of one-time values. They stay here, in memory, until the person says that each is stored.
//!
//! A value is never a prop, never an action's output, never a rendered string and never in an address. It goes into a
//! read-only field as a property, and from there to the clipboard or a file. Nothing else on the page can close it.

mod ready_made;
mod test;
mod view;

use std::rc::Rc;

use crate::browser::reactive::{Callback, Memo, RwSignal, StoredValue};
use crate::tokens::{Place, Secret, Token};

pub use view::dialog;

/// What is shown beside a value; the value itself is kept apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Pending {
    key: u32,
    token: Token,
    place: Place,
    /// The name of the place: a project's or group's path, a user.
    owner: String,
    /// Its entry in the journal.
    entry: u64,
}

/// What was done with a value so far; anything but nothing arms "I have stored it".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Handed {
    Not,
    Copied,
    CopyFailed,
    Shown,
    Downloaded,
}

/// What goes on behind the dialog of a value, and what holds it: it cannot be reached there.
#[derive(Clone, Copy)]
pub struct Behind {
    /// How far it is.
    pub said: Memo<String>,
    /// Whether it goes on by itself.
    pub is_going: Memo<bool>,
    /// Holds it.
    pub hold: Callback,
    /// What the button is called that holds it.
    pub label: &'static str,
}

/// The values that wait to be stored, as a context.
#[derive(Clone, Copy)]
pub struct Reveal {
    pending: RwSignal<Vec<Pending>>,
    values: StoredValue<Vec<(u32, Rc<Secret>)>>,
    next: StoredValue<u32>,
    leaving: RwSignal<bool>,
    behind: RwSignal<Option<Behind>>,
}

impl Reveal {
    /// None.
    pub fn new() -> Self {
        Self {
            pending: RwSignal::new(Vec::new()),
            values: StoredValue::new(Vec::new()),
            next: StoredValue::new(0),
            leaving: RwSignal::new(false),
            behind: RwSignal::new(None),
        }
    }

    /// Takes a value over, with the place it is for, that place's name, and its entry in the journal.
    pub fn push(self, token: Token, value: Secret, place: Place, owner: String, entry: u64) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        self.values.update_value(|values| values.push((key, Rc::new(value))));
        self.pending.update(|pending| pending.push(Pending { key, token, place, owner, entry }));
    }

    /// Something goes on behind; none, nothing any more.
    pub fn set_behind(self, behind: Option<Behind>) {
        self.behind.set(behind);
    }

    /// Whether a value waits; tracked.
    pub fn is_pending(self) -> bool {
        self.pending.with(|pending| !pending.is_empty())
    }

    /// Whether a value waits; not tracked.
    pub fn is_pending_now(self) -> bool {
        self.pending.with_untracked(|pending| !pending.is_empty())
    }

    /// Somebody tried to leave while a value waits.
    pub fn warn_of_leaving(self) {
        if self.is_pending_now() {
            self.leaving.set(true);
        }
    }

    /// The value of a pending one.
    fn value(self, key: u32) -> Option<Rc<Secret>> {
        self.values.with_value(|values| {
            values.iter().find(|(known, _)| *known == key).map(|(_, value)| Rc::clone(value))
        })
    }

    /// It is stored: forgets the value.
    fn dismiss(self, key: u32) {
        self.values.update_value(|values| values.retain(|(known, _)| *known != key));
        self.leaving.set(false);
        self.pending.update(|pending| pending.retain(|known| known.key != key));
    }
}
