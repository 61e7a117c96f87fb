//! Everything one is responsible for: what to look at ([`risk`]), what ends
//! when ([`horizon`]).
//!
//! Pure: the time and every answer are arguments. Sending is `app`'s, words are `words`'.

pub mod horizon;
pub mod risk;
pub mod row;

pub use horizon::Horizon;
pub use risk::{Finding, Reason, Risk};
pub use row::Row;
