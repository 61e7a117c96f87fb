//! A token that takes another's place: both work until the person revokes the old one, and how both are used tells when
//! that is safe.

use chrono::{DateTime, TimeDelta, Utc};

use crate::tokens::{LastUsed, Token};

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
    /// From the two rows as GitLab tells them now. It notes a use about every so often: two notes that close together say nothing of
    /// which came first.
    pub fn of(old: &Token, new: &Token, noted_every: TimeDelta) -> Self {
        match (new.last_used, old.last_used) {
            (LastUsed::NotTold, _) | (_, LastUsed::NotTold) => Proof::NotTold,
            (LastUsed::Never, _) => Proof::Unused,
            (LastUsed::At(_), LastUsed::Never) => Proof::OldQuiet(None),
            (LastUsed::At(new), LastUsed::At(old)) if new - old > noted_every => Proof::OldQuiet(Some(old)),
            (LastUsed::At(_), LastUsed::At(_)) => Proof::Both,
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::tokens::date::parse_instant;

    fn used(last_used: LastUsed) -> Token {
        Token { last_used, ..Token::named(1, "x") }
    }

    #[test]
    fn only_a_quiet_old_one_beside_a_used_new_one_may_go() {
        let at = |text| parse_instant(text).unwrap();
        let now = LastUsed::At(at("2026-11-21T10:00:00Z"));
        let near = LastUsed::At(at("2026-11-21T09:50:00Z"));
        let before = LastUsed::At(at("2026-11-21T09:49:59Z"));
        for (old, new, proof) in [
            (LastUsed::NotTold, now, Proof::NotTold),
            (now, LastUsed::NotTold, Proof::NotTold),
            (LastUsed::Never, LastUsed::Never, Proof::Unused),
            (now, LastUsed::Never, Proof::Unused),
            (LastUsed::Never, now, Proof::OldQuiet(None)),
            (before, now, Proof::OldQuiet(Some(at("2026-11-21T09:49:59Z")))),
            (near, now, Proof::Both),
            (now, now, Proof::Both),
            (now, before, Proof::Both),
        ] {
            assert_eq!(Proof::of(&used(old), &used(new), TimeDelta::minutes(10)), proof, "{old:?} {new:?}");
        }
        // Before 16.1 a use is noted once a day.
        assert_eq!(Proof::of(&used(before), &used(now), TimeDelta::hours(24)), Proof::Both);
    }
}
