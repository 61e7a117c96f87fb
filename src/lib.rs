//! Keyturn: every kind of GitLab token on one page, without a backend.
//!
//! The folders, in the order in which they may use each other (`docs/ARCHITECTURE.md`):
//!
//! - [`tokens`]: what a token is. Plain data and rules; no IO, clock, JSON or DOM.
//! - [`gitlab`]: the REST API as values. Builds requests, reads answers, sends nothing.
//! - [`changes`]: create, rotate and revoke as pure values: what is sent, what came of it, what is certain.
//! - [`csv`]: one row of a file for spreadsheets.
//! - [`inventory`]: everything one is responsible for: the scan, its risks, its weeks, its files. Pure.
//! - [`deployment`]: what an operator decided, read from `config.json`; what is wrong with it is named.
//! - [`protections`]: what the page measured about itself and its host, judged. Pure.
//! - [`words`]: every sentence, in each language.
//! - [`route`]: every screen and what its link carries.
//! - [`portal`]: what Keyturn and the page around it say to each other. Pure.
//! - `browser`: the platform, and the only files that name it (feature `browser`).
//! - `app`: the screens (feature `browser`).

#[cfg(feature = "browser")]
pub mod app;
#[cfg(feature = "browser")]
pub mod browser;
pub mod changes;
pub mod csv;
pub mod deployment;
pub mod gitlab;
pub mod inventory;
pub mod portal;
pub mod protections;
pub mod route;
pub mod tokens;
pub mod words;
