//! Widgets know nothing of tokens, session or GitLab.

pub mod combobox;
pub mod dialog;
pub mod hint;
pub mod icon;
pub mod notice;
