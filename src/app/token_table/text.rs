//! Facts of a token as a person reads them.

use chrono::{DateTime, Utc};

use crate::browser::dates;
use crate::browser::element::{Element, el};
pub use crate::tokens::plain::plain;
use crate::tokens::{AccessLevel, Expiry, Key, LastUsed, Scope, Status};
use crate::words::Words;

/// What the ids of the elements begin with that open a token.
pub const ROW: &str = "token-";
/// The same elements, as a selector.
pub const LINK: &str = "[id^=token-]";

/// The id of the element that opens a token: where the focus returns to.
pub fn row_id(key: Key) -> String {
    format!("{ROW}{key}")
}

/// Ids in a sentence.
pub fn ids(ids: &[u64]) -> String {
    ids.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
}

/// A status as the style sheets know it.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::ExpiringSoon { urgent: false } => "expiring",
        Status::ExpiringSoon { urgent: true } => "urgent",
        Status::Expired => "expired",
        Status::Revoked => "revoked",
    }
}

/// The day of an end, short.
pub fn end_day(words: &Words, expiry: Expiry) -> String {
    match expiry {
        Expiry::Never => words.list.never_ends.to_owned(),
        Expiry::Day(day) => dates::day(day, words.tag),
        Expiry::Instant(instant) => dates::day(instant.date_naive(), words.tag),
    }
}

/// The rule and the local time of an end, whole.
pub fn end(words: &Words, expiry: Expiry) -> String {
    let Some(instant) = expiry.ends_at() else { return words.list.never_ends.to_owned() };
    let (utc, local) = (dates::instant_utc(instant, words.tag), dates::instant_local(instant, words.tag));
    (words.list.ends_at)(&utc, &local)
}

/// The same, past or future.
pub fn end_seen_from(words: &Words, expiry: Expiry, now: DateTime<Utc>) -> String {
    match expiry.ends_at() {
        Some(instant) if instant <= now => {
            let (utc, local) =
                (dates::instant_utc(instant, words.tag), dates::instant_local(instant, words.tag));
            (words.list.ended_at)(&utc, &local)
        }
        _ => end(words, expiry),
    }
}

/// How far away an end is.
pub fn distance(words: &Words, expiry: Expiry, now: DateTime<Utc>) -> Option<String> {
    let is_listed = expiry.listed_until().is_some_and(|end| now < end);
    if expiry.is_past(now) && is_listed {
        return Some(words.offer.ended_today.to_owned());
    }
    expiry.days_left(now).map(|days| (words.list.in_days)(days))
}

/// The day of a last use, short.
pub fn used_day(words: &Words, last_used: LastUsed) -> String {
    match last_used {
        LastUsed::NotTold => words.list.not_told.to_owned(),
        LastUsed::Never => words.list.never_used.to_owned(),
        LastUsed::At(instant) => dates::day(instant.date_naive(), words.tag),
    }
}

/// A last use, whole.
pub fn used(words: &Words, last_used: LastUsed) -> String {
    match last_used {
        LastUsed::At(instant) => dates::instant_utc(instant, words.tag),
        LastUsed::NotTold | LastUsed::Never => used_day(words, last_used),
    }
}

/// Scopes as chips.
pub fn chips(scopes: &[Scope]) -> Element {
    el("span").class("chips").child(scopes.iter().map(chip).collect::<Vec<_>>())
}

/// One scope as a chip.
pub fn chip(scope: &Scope) -> Element {
    el("span").class("chip").child(plain(scope.as_str()))
}

/// A role in GitLab's word, or as a number this version does not know.
pub fn role(level: AccessLevel) -> String {
    level.name().map_or_else(|| format!("Level {}", level.0), str::to_owned)
}
