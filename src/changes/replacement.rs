//! A token that takes another's place: both work until the person revokes the old one, and how both are used tells when
//! that is safe.

use chrono::{DateTime, TimeDelta, Utc};

use crate::tokens::{LastUsed, Token};

/// GitLab notes a use about this often, so two notes this close together say nothing of which came first.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(10);

/// What the last uses of both prove.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// This kind, or this version, does not tell: only the person can know.
    NotTold,
    /// The new one has not been used yet.
    Unused,
    /// Both are in use.
    Both,
    /// The new one is in use, and the old one has not been used for a while: since this instant, or never.
    OldQuiet(Option<DateTime<Utc>>),
}

impl Proof {
    /// From the two rows as GitLab tells them now.
    pub fn of(old: &Token, new: &Token) -> Self {
        match (new.last_used, old.last_used) {
            (LastUsed::NotTold, _) | (_, LastUsed::NotTold) => Proof::NotTold,
            (LastUsed::Never, _) => Proof::Unused,
            (LastUsed::At(_), LastUsed::Never) => Proof::OldQuiet(None),
            (LastUsed::At(new), LastUsed::At(old)) if new - old > NOTED_EVERY => Proof::OldQuiet(Some(old)),
            (LastUsed::At(_), LastUsed::At(_)) => Proof::Both,
        }
    }
}
