//! Whole stories against the emulator: what Keyturn asks, in the order in which it asks, and what it makes of it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod changing;
mod gitlab;
mod impersonation;
mod listing;
mod losing;
mod signing_in;
