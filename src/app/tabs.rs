//! The other tabs of this browser: they are told what changed, ids and places only, and what they tell is heeded.

use std::rc::Rc;

use super::session::{Account, End, Session};
use crate::browser::channel::Channel;
use crate::browser::reactive::{RwSignal, StoredValue};
use crate::changes::{Change, Told};
use crate::tokens::{Kind, Place};

/// What the tabs talk through, as a context.
#[derive(Clone, Copy)]
pub struct Tabs {
    channel: StoredValue<Rc<Channel>>,
    /// The place another tab changed last, and how often one did.
    changed: RwSignal<Option<(Place, u32)>>,
}

impl Tabs {
    /// Listens from now on.
    pub fn open(session: Session) -> Self {
        let changed = RwSignal::new(None::<(Place, u32)>);
        let heard = move |text: String| {
            let (Some(told), Some(account)) = (Told::read(&text), session.account_now()) else { return };
            match told {
                Told::Ended { server, id } => {
                    if is_of(&account, &server) && account.is_self(Kind::Personal, id) {
                        session.end(End::ChangedElsewhere);
                    }
                }
                Told::Changed { server, place } => {
                    if is_of(&account, &server) {
                        let times = changed.with_untracked(|last| last.map_or(0, |(_, times)| times));
                        changed.set(Some((place, times + 1)));
                    }
                }
            }
        };
        Self { channel: StoredValue::new(Rc::new(Channel::open("keyturn", heard))), changed }
    }

    /// The place another tab changed last; tracked, and told again each time.
    pub fn changed(self) -> Option<Place> {
        self.changed.get().map(|(place, _)| place)
    }

    /// Tells the others what a change may have altered. A sandbox belongs to its own tab.
    pub fn tell(self, account: &Account, change: &Change) {
        if account.is_sandbox {
            return;
        }
        let server = account.address.clone();
        if let (true, Some(token)) = (change.is_self(), change.target()) {
            self.say(&Told::Ended { server: server.clone(), id: token.id });
        }
        self.say(&Told::Changed { server, place: change.place });
    }

    fn say(self, told: &Told) {
        // Where nobody can be told, every tab looks before it rotates.
        let _ = self.channel.get_value().say(&told.print());
    }
}

fn is_of(account: &Account, server: &str) -> bool {
    !account.is_sandbox && account.address == server
}
