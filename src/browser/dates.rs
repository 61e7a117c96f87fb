//! Dates as a person reads them, by the platform's `Intl`.

use std::cell::RefCell;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::tokens::date::{print_day, start_of};

/// A form in which dates are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Day,
    Month,
    MonthOfYear,
    Utc,
    Local,
}

impl Form {
    fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Form::Day => &[("dateStyle", "medium"), ("timeZone", "UTC")],
            Form::Month => &[("month", "short"), ("timeZone", "UTC")],
            Form::MonthOfYear => &[("month", "short"), ("timeZone", "UTC"), ("year", "numeric")],
            Form::Utc => {
                &[("dateStyle", "medium"), ("timeStyle", "short"), ("hourCycle", "h23"), ("timeZone", "UTC")]
            }
            Form::Local => &[("dateStyle", "medium"), ("timeStyle", "short"), ("hourCycle", "h23")],
        }
    }
}

/// A writer of dates in one form and language.
type Writer = (Form, String, Function);

thread_local! {
    /// Those that were made: making one takes far longer than writing a date with it.
    static WRITERS: RefCell<Vec<Writer>> = const { RefCell::new(Vec::new()) };
}

/// A day, medium long, such as "1 Mar 2026" or "2026年3月1日".
pub fn day(day: NaiveDate, locale: &str) -> String {
    format(start_of(day), locale, Form::Day).unwrap_or_else(|| print_day(day))
}

/// A month, short; with its year where that begins: "Mar", "Jan 2027".
pub fn month(day: NaiveDate, locale: &str) -> String {
    let form = if day.month() == 1 { Form::MonthOfYear } else { Form::Month };
    format(start_of(day), locale, form).unwrap_or_default()
}

/// An instant in UTC, such as "1 Mar 2026, 09:15 UTC".
pub fn instant_utc(instant: DateTime<Utc>, locale: &str) -> String {
    match format(instant, locale, Form::Utc) {
        Some(text) => text + " UTC",
        None => print_day(instant.date_naive()),
    }
}

/// An instant in the time zone of this machine, such as "28 Feb 2026, 16:00".
pub fn instant_local(instant: DateTime<Utc>, locale: &str) -> String {
    format(instant, locale, Form::Local).unwrap_or_default()
}

fn format(instant: DateTime<Utc>, locale: &str, form: Form) -> Option<String> {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of any calendar date are exact in a double")]
    let date = Date::new(&JsValue::from_f64(instant.timestamp_millis() as f64));
    writer(locale, form)?.call1(&JsValue::UNDEFINED, &date).ok()?.as_string()
}

fn writer(locale: &str, form: Form) -> Option<Function> {
    WRITERS.with_borrow_mut(|writers| {
        let is_it = |(known, of, _): &&Writer| *known == form && of == locale;
        if let Some((.., writer)) = writers.iter().find(is_it) {
            return Some(writer.clone());
        }
        let writer = made(locale, form)?;
        writers.push((form, locale.to_owned(), writer.clone()));
        Some(writer)
    })
}

fn made(locale: &str, form: Form) -> Option<Function> {
    let bag = Object::new();
    for (name, value) in form.options() {
        Reflect::set(&bag, &JsValue::from_str(name), &JsValue::from_str(value)).ok()?;
    }
    // British order reads the same everywhere English is read: day, month as a word, year.
    let locale = if locale == "en" { "en-GB" } else { locale };
    Some(Intl::DateTimeFormat::new(&Array::of1(&JsValue::from_str(locale)), &bag).format())
}
