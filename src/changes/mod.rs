//! Create, rotate and revoke: what was confirmed, what came of it, and what is certain afterwards. Pure.
//!
//! Two outcomes are not enough. A browser by itself may send a POST a second time when a connection dies, so a lost
//! or odd answer proves nothing: it is [`Outcome::Unknown`] and is settled by reading ([`reconcile`]).

pub mod bulk;
pub mod change;
pub mod journal;
pub mod operation;
pub mod outcome;
pub mod phase;
mod place_word;
pub mod recipe;
pub mod reconcile;
pub mod replacement;
pub mod sheet;
pub mod telling;

pub use change::{Act, Change, Done};
pub use journal::{Entry, Stage};
pub use operation::{Command, Event, GIVE_UP, Operation};
pub use outcome::{Doubt, Outcome, judge};
pub use phase::{Before, Lock, Phase};
pub use reconcile::{Settlement, settle, twins};
pub use replacement::Proof;
pub use telling::Told;
