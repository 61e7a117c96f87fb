//! Whole stories against the emulator: what Keyturn asks, in the order in which it asks, and what it makes of it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bots;
mod changing;
mod deploy_tokens;
mod gitlab;
mod impersonation;
mod listing;
mod losing;
mod losing_elsewhere;
mod oauth;
mod places;
mod releases;
mod resource_tokens;
mod scanning;
mod service_accounts;
mod signing_in;
