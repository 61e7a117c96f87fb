//! What a token is: plain data and the rules GitLab gives it.
//!
//! Nothing here sends, waits, reads a clock, knows JSON or the DOM. "Now" always comes in as an argument, in UTC.

pub mod access_level;
pub mod date;
pub mod draft;
pub mod expiry;
pub mod filter;
pub mod kind;
pub mod place;
pub mod plain;
pub mod ready;
pub mod risk;
pub mod row;
pub mod scope;
pub mod secret;
pub mod skew;
pub mod sort;
pub mod status;
pub mod texts;
pub mod token;

pub use access_level::AccessLevel;
pub use draft::{Draft, DraftFault, Field, NewToken};
pub use expiry::{Expiry, ExpiryChoice, Lifetime};
pub use filter::{Filter, State};
pub use kind::Kind;
pub use place::{Place, Resource};
pub use risk::Risk;
pub use row::{Key, Row};
pub use scope::Scope;
pub use secret::Secret;
pub use sort::{Sort, SortKey};
pub use status::Status;
pub use texts::Texts;
pub use token::{LastUsed, Token};
