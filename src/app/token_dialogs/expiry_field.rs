//! The choice of an end: presets, a day of one's own, and what the choice means.

use chrono::{DateTime, Utc};

use crate::app::preferences::all_words as words;
use crate::app::token_table::text;
use crate::browser::clock;
use crate::browser::element::{Child, Element, el};
use crate::browser::reactive::{Memo, RwSignal};
use crate::tokens::{Expiry, ExpiryChoice, Lifetime, date};

/// The presets, in days.
const PRESETS: [u32; 5] = [30, 60, 90, 180, 365];

/// The field. So many days are offered as "the same length"; `fault` says what is wrong with the choice.
pub fn view(
    choice: RwSignal<ExpiryChoice>,
    legend: &'static str,
    lifetime: Lifetime,
    same_length: Option<u32>,
    fault: Memo<Option<String>>,
) -> Element {
    let words = words();
    let act = &words.act;
    let now = clock::now();
    let today = now.date_naive();
    let radio = || el("input").attr("type", "radio").attr("name", "expiry");
    let option = |label: String, value: ExpiryChoice| {
        let input =
            radio().flag("checked", move || choice.get() == value).on("change", move |_| choice.set(value));
        el("label").child(input).child(label)
    };
    let is_custom = Memo::new(move || matches!(choice.get(), ExpiryChoice::On(_) | ExpiryChoice::At(_)));
    let custom = radio().flag("checked", move || is_custom.get()).on("change", move |_| {
        let end = choice.get_untracked().resolve(now, lifetime).ok().and_then(Expiry::ends_at);
        let end = end.unwrap_or(date::start_of(date::days_after(today, 30)));
        choice.set(if lifetime.is_instant {
            ExpiryChoice::At(end)
        } else {
            ExpiryChoice::On(end.date_naive())
        });
    });
    // A link or a token to be copied may ask for another number of days.
    let drafted = match choice.get_untracked() {
        ExpiryChoice::InDays(days) if !PRESETS.contains(&days) => Some(days),
        _ => None,
    };
    let is_offered = |days: &u32| lifetime.admits(*days) && Some(*days) != same_length;
    let presets = drafted.into_iter().chain(PRESETS).filter(is_offered);
    let presets =
        presets.map(|days| option((act.days)(days), ExpiryChoice::InDays(days))).collect::<Vec<_>>();
    let presets = el("div")
        .class("presets")
        .child(same_length.map(|days| option((act.same_length)(days), ExpiryChoice::InDays(days))))
        .child(presets)
        .child(lifetime.allows_never.then(|| option(act.never.to_owned(), ExpiryChoice::Never)))
        .child(el("label").child(custom).child(act.custom));
    let day = move || is_custom.get().then(|| custom_end(choice, lifetime, fault));
    let meaning = move || match choice.get().resolve(now, lifetime) {
        Ok(Expiry::Never) => format!("{} · ", act.never),
        Ok(end) => format!("{} · ", text::end(words, end)),
        Err(_) => String::new(),
    };
    let limit = lifetime.max_days.map_or_else(|| words.replace.no_limit.to_owned(), act.limit);
    let meaning = el("p").class("hint").id("expiry-meaning").child((meaning, limit));
    el("fieldset")
        .class("group")
        .child(el("legend").child(legend))
        .child(presets)
        .child(day)
        .child(meaning)
        .child(move || fault.get().map(error).into_piece())
}

/// A day of one's own; with a time where the kind ends at an instant. Both are UTC.
fn custom_end(choice: RwSignal<ExpiryChoice>, lifetime: Lifetime, fault: Memo<Option<String>>) -> Element {
    let words = words();
    let today = clock::now().date_naive();
    let input = el("input")
        .id("expiry-day")
        .class("input")
        .attr("aria-invalid", move || fault.with(Option::is_some).then_some("true"))
        .attr("aria-describedby", "expiry-meaning");
    let (label, input) = if lifetime.is_instant {
        let input = input
            .attr("type", "datetime-local")
            .value(move || match choice.get() {
                ExpiryChoice::At(instant) => minute(instant),
                ExpiryChoice::On(day) => minute(date::start_of(day)),
                ExpiryChoice::InDays(_) | ExpiryChoice::Never => String::new(),
            })
            .on("change", move |event| {
                let text = event.value();
                let seconds = if text.len() == MINUTE { ":00Z" } else { "Z" };
                if let Some(instant) = date::parse_instant(&format!("{text}{seconds}")) {
                    choice.set(ExpiryChoice::At(instant));
                }
            });
        (words.replace.custom_instant, input)
    } else {
        let input = input
            .attr("type", "date")
            .attr("min", date::print_day(date::days_after(today, 1)))
            .attr("max", date::print_day(lifetime.latest(today)))
            .value(move || match choice.get() {
                ExpiryChoice::On(day) => date::print_day(day),
                ExpiryChoice::At(instant) => date::print_day(instant.date_naive()),
                ExpiryChoice::InDays(_) | ExpiryChoice::Never => String::new(),
            })
            .on("change", move |event| {
                if let Some(day) = date::parse_day(&event.value()) {
                    choice.set(ExpiryChoice::On(day));
                }
            });
        (words.act.custom_date, input)
    };
    el("div").class("field").child(el("label").attr("for", "expiry-day").child(label)).child(input)
}

/// The length of `2027-01-31T12:30`.
const MINUTE: usize = 16;

/// An instant as the field takes it, to the minute.
fn minute(instant: DateTime<Utc>) -> String {
    let mut text = date::print_instant(instant);
    text.truncate(MINUTE);
    text
}

/// A fault below a group of fields.
pub fn error(fault: String) -> Element {
    use crate::app::widgets::icon;
    el("p").class("error").child(icon::view(icon::WARNING)).child(el("span").child(fault))
}
