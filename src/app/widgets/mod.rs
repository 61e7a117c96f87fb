//! Widgets know nothing of tokens, session or GitLab.

pub mod dialog;
pub mod hint;
pub mod icon;
