//! How long GitLab's present window lasts: its limits usually count by the minute, and its `Retry-After` cannot be read from a
//! page of another origin.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Timelike, Utc};

use crate::app::preferences::all_words as words;
use crate::browser::clock;
use crate::browser::element::{Element, el};
use crate::browser::reactive::{RwSignal, on_cleanup, set_interval_with_handle};

/// Counts down to an instant. Nothing is sent when it is reached.
pub fn view(ends: DateTime<Utc>) -> Element {
    let words = words();
    let now = RwSignal::new(clock::now());
    if let Ok(ticking) = set_interval_with_handle(move || now.set(clock::now()), Duration::from_secs(1)) {
        on_cleanup(move || ticking.clear());
    }
    let left = move || (words.bulk.window)((ends - now.get()).num_milliseconds().max(0).div_euclid(1_000));
    // Every second would be too much to be read out.
    el("p").attr("aria-live", "off").attr("role", "timer").child(left)
}

/// When the window after this instant begins.
pub fn next(now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    Some(now.with_second(0)?.with_nanosecond(0)? + TimeDelta::minutes(1))
}
