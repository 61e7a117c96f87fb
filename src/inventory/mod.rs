//! Everything one is responsible for: which lists to read and what is missing ([`scan`]), what ends when
//! ([`horizon`]), and the whole as a file ([`export`]).
//!
//! Pure: the time and every answer are arguments. Sending is `app`'s, words are `words`'.

pub mod export;
pub mod horizon;
pub mod scan;

pub use horizon::Horizon;
pub use scan::{Scan, Standing};
