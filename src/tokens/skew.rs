//! How far a machine's clock is off, as the rows of a list show: GitLab's own `Date` cannot be read from a page.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Expiry, LastUsed, Token};

/// Less than this is not worth a word, and may come of a slow answer.
pub const WORTH_SAYING: TimeDelta = TimeDelta::minutes(2);

/// What must be added to `here`, the time at which a list was read, for it to agree with its rows: nothing was made or used
/// in the future, and what GitLab calls active has not ended. Zero where it agrees already.
pub fn skew<'a>(tokens: impl IntoIterator<Item = &'a Token>, here: DateTime<Utc>) -> TimeDelta {
    let (mut earliest, mut latest) = (None, None);
    for token in tokens {
        earliest = happened(token).into_iter().flatten().max().max(earliest);
        latest = not_yet_ended(token).into_iter().chain(latest).min();
    }
    let skew = match (earliest, latest) {
        (Some(earliest), _) if here < earliest => earliest - here,
        (_, Some(latest)) if here >= latest => latest - here - TimeDelta::seconds(1),
        _ => TimeDelta::zero(),
    };
    if skew.abs() > WORTH_SAYING { skew } else { TimeDelta::zero() }
}

/// Instants of a row that have passed by GitLab's clock.
fn happened(token: &Token) -> [Option<DateTime<Utc>>; 3] {
    let used = match token.last_used {
        LastUsed::At(at) => Some(at),
        LastUsed::NotTold | LastUsed::Never => None,
    };
    let ended = (active(token) == Some(false) && !token.revoked).then(|| end(token)).flatten();
    [token.created_at, used, ended]
}

/// The end of a row that GitLab calls active: it has not come.
fn not_yet_ended(token: &Token) -> Option<DateTime<Utc>> {
    (active(token) == Some(true)).then(|| end(token)).flatten()
}

/// A day's end is exact; deploy tokens are called ended by the day though they end at an instant.
fn end(token: &Token) -> Option<DateTime<Utc>> {
    matches!(token.expiry, Expiry::Day(_)).then(|| token.expiry.ends_at()).flatten()
}

/// What GitLab itself says of it.
fn active(token: &Token) -> Option<bool> {
    let told = |name: &str| token.other_fields.iter().find(|(known, _)| known == name).map(|(_, text)| text);
    // A fine-grained token is inactive, too, where the instance has switched these off.
    (told("granular").map(String::as_str) != Some("true")).then(|| told("active")?.parse().ok()).flatten()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::tokens::date::{parse_day, parse_instant};

    fn at(text: &str) -> DateTime<Utc> {
        parse_instant(text).unwrap()
    }

    /// Made on 20 November at noon; ends on the 22nd, and GitLab says whether that has come.
    fn token(active: &str) -> Token {
        Token {
            created_at: Some(at("2026-11-20T12:00:00Z")),
            expiry: Expiry::Day(parse_day("2026-11-22").unwrap()),
            other_fields: vec![(String::from("active"), active.to_owned())],
            ..Token::named(1, "x")
        }
    }

    fn check(tokens: &[Token], here: &str, there: &str) {
        let here = at(here);
        assert_eq!(here + skew(tokens, here), at(there), "{here}");
    }

    #[test]
    fn a_clock_that_agrees_with_the_rows_is_believed() {
        for here in
            ["2026-11-20T12:00:00Z", "2026-11-21T23:59:59Z", "2026-11-20T11:58:00Z", "2026-11-22T00:01:00Z"]
        {
            check(&[token("true")], here, here);
        }
        check(&[], "1999-01-01T00:00:00Z", "1999-01-01T00:00:00Z");
    }

    #[test]
    fn a_clock_that_is_ahead_does_not_end_what_gitlab_calls_active() {
        check(&[token("true")], "2026-11-22T14:00:00Z", "2026-11-21T23:59:59Z");
        check(&[token("true")], "2031-01-01T00:00:00Z", "2026-11-21T23:59:59Z");
    }

    #[test]
    fn a_clock_that_is_behind_is_not_before_what_has_happened() {
        check(&[token("true")], "2026-11-19T12:00:00Z", "2026-11-20T12:00:00Z");
        let used = Token { last_used: LastUsed::At(at("2026-11-21T10:00:00Z")), ..token("true") };
        check(&[used], "2026-11-20T12:00:00Z", "2026-11-21T10:00:00Z");
        check(&[token("false")], "2026-11-21T12:00:00Z", "2026-11-22T00:00:00Z");
    }

    #[test]
    fn what_is_inactive_for_another_reason_says_nothing_of_the_time() {
        let revoked = Token { revoked: true, ..token("false") };
        let mut granular = token("false");
        granular.other_fields.push((String::from("granular"), String::from("true")));
        let deploy =
            Token { expiry: Expiry::Instant(at("2026-11-21T10:00:00Z")), created_at: None, ..token("true") };
        check(&[revoked, granular, deploy], "2026-11-21T12:00:00Z", "2026-11-21T12:00:00Z");
    }
}
