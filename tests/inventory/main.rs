//! Everything one is responsible for: the scan, its weeks, and its files.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod answers;
mod calendar;
mod doubts;
mod files;
mod lengths;
mod offers;
mod overlaps;
mod pacing;
mod scanning;
mod walking;
mod weeks;

use chrono::{DateTime, Utc};
use keyturn::tokens::date::{parse_day, parse_instant};
use keyturn::tokens::{Expiry, Token};

fn at(text: &str) -> DateTime<Utc> {
    parse_instant(text).unwrap()
}

fn now() -> DateTime<Utc> {
    at("2026-11-21T10:00:00Z")
}

fn day(text: &str) -> Expiry {
    Expiry::Day(parse_day(text).unwrap())
}

fn ends(id: u64, expiry: Expiry) -> Token {
    Token { expiry, ..Token::named(id, "ci") }
}
