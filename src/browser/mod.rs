//! The platform: the only files that name `web_sys` or `js_sys`.
//!
//! Every browser API may be absent or throw (sandboxed frames, privacy modes): nothing here panics, and each function
//! says what it does then. No business rule lives here.

pub mod boot;
pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod crypto;
pub mod dates;
pub mod diagnosis;
pub mod dom;
pub mod element;
pub mod event;
pub mod fetch;
pub mod guard;
pub mod location;
pub mod lock;
pub mod oauth;
mod observer;
pub mod panic;
pub mod policy;
pub mod portal;
pub mod protections;
pub mod reactive;
mod rows;
pub mod sandbox;
pub mod sight;
pub mod storage;
pub mod task;
