//! Dates as a person reads them, by the platform's `Intl`.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use js_sys::{Array, Date, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::tokens::date::{print_day, start_of};

/// A day, medium long, such as "1 Mar 2026" or "2026年3月1日".
pub fn day(day: NaiveDate, locale: &str) -> String {
    format(start_of(day), locale, &[("dateStyle", "medium"), ("timeZone", "UTC")])
        .unwrap_or_else(|| print_day(day))
}

/// A month, short; with its year where that begins: "Mar", "Jan 2027".
pub fn month(day: NaiveDate, locale: &str) -> String {
    let options = [("month", "short"), ("timeZone", "UTC"), ("year", "numeric")];
    let options = if day.month() == 1 { &options[..] } else { &options[..2] };
    format(start_of(day), locale, options).unwrap_or_default()
}

/// An instant in UTC, such as "1 Mar 2026, 09:15 UTC".
pub fn instant_utc(instant: DateTime<Utc>, locale: &str) -> String {
    let options =
        [("dateStyle", "medium"), ("timeStyle", "short"), ("hourCycle", "h23"), ("timeZone", "UTC")];
    match format(instant, locale, &options) {
        Some(text) => text + " UTC",
        None => print_day(instant.date_naive()),
    }
}

/// An instant in the time zone of this machine, such as "28 Feb 2026, 16:00".
pub fn instant_local(instant: DateTime<Utc>, locale: &str) -> String {
    let options = [("dateStyle", "medium"), ("timeStyle", "short"), ("hourCycle", "h23")];
    format(instant, locale, &options).unwrap_or_default()
}

fn format(instant: DateTime<Utc>, locale: &str, options: &[(&str, &str)]) -> Option<String> {
    let bag = Object::new();
    for (name, value) in options {
        Reflect::set(&bag, &JsValue::from_str(name), &JsValue::from_str(value)).ok()?;
    }
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of any calendar date are exact in a double")]
    let date = Date::new(&JsValue::from_f64(instant.timestamp_millis() as f64));
    // British order reads the same everywhere English is read: day, month as a word, year.
    let locale = if locale == "en" { "en-GB" } else { locale };
    let formatter = Intl::DateTimeFormat::new(&Array::of1(&JsValue::from_str(locale)), &bag);
    formatter.format().call1(&JsValue::UNDEFINED, &date).ok()?.as_string()
}
