//! Widgets know nothing of tokens, session or GitLab.

pub mod dialog;
pub mod fault;
pub mod icon;
