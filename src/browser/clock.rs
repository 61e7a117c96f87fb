//! What time it is, and waiting.

use std::cell::Cell;

use chrono::{DateTime, TimeDelta, Utc};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A wait by the clock looks at it at least so often, in milliseconds.
const TICK: i64 = 5_000;

#[wasm_bindgen]
extern "C" {
    /// Milliseconds since the page began, by a clock that nobody sets.
    #[wasm_bindgen(catch, js_namespace = performance, js_name = now)]
    fn steady() -> Result<f64, JsValue>;
}

thread_local! {
    static SKEW: Cell<TimeDelta> = const { Cell::new(TimeDelta::zero()) };
}

/// What is to be added to this machine's clock to get GitLab's; nothing as long as they are not known to differ.
pub fn set_skew(skew: TimeDelta) {
    SKEW.set(skew);
}

/// Now, by GitLab's clock as far as it is known: it decides what has ended.
pub fn now() -> DateTime<Utc> {
    here() + SKEW.get()
}

/// Now, by this machine's clock: for how long something takes.
pub fn here() -> DateTime<Utc> {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of any date fit in 64 bits")]
    let milliseconds = milliseconds() as i64;
    DateTime::from_timestamp_millis(milliseconds).unwrap_or_default()
}

/// Seconds from now, by GitLab's clock, to a date as headers have it; below 0 where it is past or no date at all.
pub(super) fn seconds_until(date: &str) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "milliseconds of any date fit in 64 bits; none is 0")]
    let then = js_sys::Date::parse(date) as i64;
    (then - now().timestamp_millis()) / 1_000 + 1
}

/// How far this machine's clock is ahead of the page's own, in milliseconds. It stays so until that clock is set, or the
/// machine sleeps. Where the page has none, it grows.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds of any date fit in 64 bits")]
pub fn lead() -> i64 {
    (milliseconds() - steady().unwrap_or_default()) as i64
}

/// Milliseconds since 1970, as JavaScript counts.
#[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
pub(super) fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// Resolves after so many milliseconds; at once where there are no timers.
pub async fn wait(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// Resolves at an instant of this machine's clock, also where it slept in between and its timers stood still.
pub async fn until(end: DateTime<Utc>) {
    loop {
        let left = (end - here()).num_milliseconds();
        if left <= 0 {
            return;
        }
        wait(i32::try_from(left.min(TICK)).unwrap_or(0)).await;
    }
}

/// Runs `tick` every so many milliseconds for as long as the page lives.
pub fn every(milliseconds: i32, tick: impl FnMut() + 'static) {
    let closure = Closure::<dyn FnMut()>::new(tick);
    if let Some(window) = web_sys::window() {
        let callback = closure.as_ref().unchecked_ref();
        let _ = window.set_interval_with_callback_and_timeout_and_arguments_0(callback, milliseconds);
    }
    closure.forget();
}

/// A number between 0 and 1 for the jitter of back-off; not for secrets.
pub fn jitter() -> f64 {
    js_sys::Math::random()
}

/// The same, for a machine that draws its own numbers.
pub fn seed() -> u64 {
    jitter().to_bits()
}
