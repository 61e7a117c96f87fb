//! How far a machine's clock is off, as the rows of a list show: GitLab's own `Date` cannot be read from a page.

use chrono::{DateTime, TimeDelta, Utc};

use super::{Expiry, LastUsed, Token};

/// Less than this is not worth a word, and may come of a slow answer.
pub const WORTH_SAYING: TimeDelta = TimeDelta::minutes(2);

/// What must be added to `here`, the time at which a list was read, for it to agree with its rows: nothing was made or used
/// in the future, and what GitLab calls active has not ended. Zero where it agrees already.
pub fn skew(tokens: &[Token], here: DateTime<Utc>) -> TimeDelta {
    let earliest = tokens.iter().flat_map(happened).flatten().max();
    let latest = tokens.iter().filter_map(not_yet_ended).min();
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
