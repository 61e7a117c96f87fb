//! Keyturn: every kind of GitLab token on one page, without a backend.
//!
//! The folders, in the order in which they may use each other (`docs/ARCHITECTURE.md`):
//!
//! - [`tokens`]: what a token is. Plain data and rules; no IO, clock, JSON or DOM.
//! - [`gitlab`]: the REST API as values. Builds requests, reads answers, sends nothing.
//! - [`changes`]: create, rotate and revoke as pure values: what is sent, what came of it, what is certain.

pub mod changes;
pub mod gitlab;
pub mod tokens;
