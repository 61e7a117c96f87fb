//! The choice of an end: presets, a day of one's own, and what the choice means.

use leptos::prelude::*;

use crate::app::preferences::words;
use crate::app::token_table::text;
use crate::browser::clock;
use crate::browser::element::{Child, Element, el};
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
    let today = clock::now().date_naive();
    let radio = || el("input").attr("type", "radio").attr("name", "expiry");
    let option = |label: String, value: ExpiryChoice| {
        let input =
            radio().flag("checked", move || choice.get() == value).on("change", move |_| choice.set(value));
        el("label").child(input).child(label)
    };
    let is_custom = Memo::new(move |_| matches!(choice.get(), ExpiryChoice::On(_)));
    let custom = radio().flag("checked", move || is_custom.get()).on("change", move |_| {
        let day = choice.get_untracked().resolve(today, lifetime).ok().flatten();
        choice.set(ExpiryChoice::On(day.unwrap_or(date::days_after(today, 30))));
    });
    let is_offered = |days: &u32| *days <= lifetime.max_days && Some(*days) != same_length;
    let presets = PRESETS.into_iter().filter(is_offered);
    let presets =
        presets.map(|days| option((act.days)(days), ExpiryChoice::InDays(days))).collect::<Vec<_>>();
    let presets = el("div")
        .class("presets")
        .child(same_length.map(|days| option((act.same_length)(days), ExpiryChoice::InDays(days))))
        .child(presets)
        .child(lifetime.allows_never.then(|| option(act.never.to_owned(), ExpiryChoice::Never)))
        .child(el("label").child(custom).child(act.custom));
    let day = move || {
        is_custom.get().then(|| {
            let input = el("input")
                .id("expiry-day")
                .class("input")
                .attr("type", "date")
                .attr("min", date::print_day(date::days_after(today, 1)))
                .attr("max", date::print_day(lifetime.latest(today)))
                .attr("aria-invalid", move || fault.with(Option::is_some).then_some("true"))
                .attr("aria-describedby", "expiry-meaning")
                .value(move || match choice.get() {
                    ExpiryChoice::On(day) => date::print_day(day),
                    ExpiryChoice::InDays(_) | ExpiryChoice::Never => String::new(),
                })
                .on("change", move |event| {
                    if let Some(day) = date::parse_day(&event.value()) {
                        choice.set(ExpiryChoice::On(day));
                    }
                });
            let label = el("label").attr("for", "expiry-day").child(act.custom_date);
            el("div").class("field").child(label).child(input)
        })
    };
    let meaning = move || match choice.get().resolve(today, lifetime) {
        Ok(Some(day)) => format!("{} · ", text::end(words, Expiry::Day(day))),
        Ok(None) => format!("{} · ", act.never),
        Err(_) => String::new(),
    };
    let meaning = el("p").class("hint").id("expiry-meaning").child((meaning, (act.limit)(lifetime.max_days)));
    el("fieldset")
        .class("group")
        .child(el("legend").child(legend))
        .child(presets)
        .child(day)
        .child(meaning)
        .child(move || fault.get().map(error).into_piece())
}

/// A fault below a group of fields.
pub fn error(fault: String) -> Element {
    use crate::app::widgets::icon;
    el("p").class("error").child(icon::view(icon::WARNING)).child(el("span").child(fault))
}
