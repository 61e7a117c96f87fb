//! The one rule that turns dates into a status, the same for badge, card and filter.

use chrono::{DateTime, TimeDelta, Utc};

use super::Token;

/// Days ahead from which a token counts as expiring soon.
pub const SOON_DAYS: i64 = 14;
/// Days ahead from which it is marked urgent.
pub const URGENT_DAYS: i64 = 7;

/// What a token is good for now. Revoked wins over expired, as in GitLab's own list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Works, and goes on working for more than [`SOON_DAYS`].
    Active,
    /// Works, but ends within [`SOON_DAYS`]; `urgent` within [`URGENT_DAYS`].
    ExpiringSoon {
        /// Ends within [`URGENT_DAYS`].
        urgent: bool,
    },
    /// Its day has come.
    Expired,
    /// Was revoked, or replaced by rotation.
    Revoked,
}

impl Status {
    /// The status of a token at an instant, decided in UTC.
    pub fn of(token: &Token, now: DateTime<Utc>) -> Self {
        if token.revoked {
            return Status::Revoked;
        }
        let (Some(end), Some(listed)) = (token.expiry.ends_at(), token.expiry.listed_until()) else {
            return Status::Active;
        };
        let left = end - now;
        if listed <= now {
            Status::Expired
        } else if left <= TimeDelta::days(SOON_DAYS) {
            Status::ExpiringSoon { urgent: left <= TimeDelta::days(URGENT_DAYS) }
        } else {
            Status::Active
        }
    }

    /// Whether the token still works.
    pub fn is_alive(self) -> bool {
        matches!(self, Status::Active | Status::ExpiringSoon { .. })
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::tokens::Expiry;
    use crate::tokens::date::{parse_day, parse_instant};

    fn check(now: &str, revoked: bool, expected: Status) {
        let mut token = Token::named(1, "x");
        token.expiry = Expiry::Day(parse_day("2026-03-15").unwrap());
        token.revoked = revoked;
        assert_eq!(Status::of(&token, parse_instant(now).unwrap()), expected, "{now}");
    }

    #[test]
    fn the_status_changes_at_utc_midnight_and_at_fourteen_and_seven_days() {
        check("2026-02-28T23:59:59Z", false, Status::Active);
        check("2026-02-28T23:59:59.999Z", false, Status::Active);
        check("2026-03-01T00:00:00Z", false, Status::ExpiringSoon { urgent: false });
        check("2026-03-07T23:59:59Z", false, Status::ExpiringSoon { urgent: false });
        check("2026-03-08T00:00:00Z", false, Status::ExpiringSoon { urgent: true });
        check("2026-03-14T23:59:59.999Z", false, Status::ExpiringSoon { urgent: true });
        check("2026-03-15T00:00:00Z", false, Status::Expired);
        check("2026-03-15T13:59:59+14:00", false, Status::ExpiringSoon { urgent: true });
        check("2026-03-14T13:00:00-12:00", false, Status::Expired);
    }

    #[test]
    fn a_deploy_token_counts_as_working_until_its_last_day_is_over_as_gitlab_lists_it() {
        let mut token = Token::named(1, "x");
        token.expiry = Expiry::Instant(parse_instant("2026-03-15T10:00:00Z").unwrap());
        let at = |now| Status::of(&token, parse_instant(now).unwrap());
        assert_eq!(at("2026-03-01T09:59:59Z"), Status::Active);
        assert_eq!(at("2026-03-01T10:00:00Z"), Status::ExpiringSoon { urgent: false });
        assert_eq!(at("2026-03-15T23:59:59.999Z"), Status::ExpiringSoon { urgent: true });
        assert_eq!(at("2026-03-16T00:00:00Z"), Status::Expired);
    }

    #[test]
    fn revoked_wins_over_every_date() {
        check("2026-01-01T00:00:00Z", true, Status::Revoked);
        check("2027-01-01T00:00:00Z", true, Status::Revoked);
    }

    #[test]
    fn a_token_without_an_end_stays_active() {
        let token = Token::named(1, "x");
        assert_eq!(Status::of(&token, parse_instant("2999-01-01").unwrap()), Status::Active);
    }
}
