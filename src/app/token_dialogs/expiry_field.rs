//! The choice of an end: presets, a day of one's own, and what the choice means.

use leptos::prelude::*;

use crate::app::preferences::words;
use crate::app::token_table::text;
use crate::app::widgets::fault;
use crate::browser::clock;
use crate::tokens::{Expiry, ExpiryChoice, Lifetime, date};

/// The presets, in days.
const PRESETS: [u32; 5] = [30, 60, 90, 180, 365];

/// The field.
#[component]
pub fn ExpiryField(
    choice: RwSignal<ExpiryChoice>,
    legend: &'static str,
    lifetime: Lifetime,
    /// So many days are offered as "the same length".
    same_length: Option<u32>,
    /// What is wrong with the choice.
    #[prop(into)]
    fault: Signal<Option<String>>,
) -> impl IntoView {
    let words = words();
    let act = &words.act;
    let today = clock::now().date_naive();
    let option = move |label: String, value: ExpiryChoice| {
        view! {
            <label>
                <input
                    type="radio"
                    name="expiry"
                    prop:checked=move || choice.get() == value
                    on:change=move |_| choice.set(value)
                />
                {label}
            </label>
        }
    };
    let is_custom = move || matches!(choice.get(), ExpiryChoice::On(_));
    let presets =
        PRESETS.into_iter().filter(move |days| *days <= lifetime.max_days && Some(*days) != same_length);
    let meaning = move || match choice.get().resolve(today, lifetime) {
        Ok(Some(day)) => format!("{} · ", text::end(words, Expiry::Day(day))),
        Ok(None) => format!("{} · ", act.never),
        Err(_) => String::new(),
    };
    view! {
        <fieldset class="group">
            <legend>{legend}</legend>
            <div class="presets">
                {same_length.map(|days| option((act.same_length)(days), ExpiryChoice::InDays(days)))}
                {presets.map(|days| option((act.days)(days), ExpiryChoice::InDays(days))).collect_view()}
                {lifetime.allows_never.then(|| option(act.never.to_owned(), ExpiryChoice::Never))}
                <label>
                    <input
                        type="radio"
                        name="expiry"
                        prop:checked=is_custom
                        on:change=move |_| {
                            let day = choice.get_untracked().resolve(today, lifetime).ok().flatten();
                            choice.set(ExpiryChoice::On(day.unwrap_or(date::days_after(today, 30))));
                        }
                    />
                    {act.custom}
                </label>
            </div>
            {move || is_custom().then(|| view! {
                <div class="field">
                    <label for="expiry-day">{act.custom_date}</label>
                    <input
                        id="expiry-day"
                        class="input"
                        type="date"
                        min=date::print_day(date::days_after(today, 1))
                        max=date::print_day(lifetime.latest(today))
                        aria-invalid=move || fault.get().is_some().then_some("true")
                        aria-describedby="expiry-meaning"
                        prop:value=move || match choice.get() {
                            ExpiryChoice::On(day) => date::print_day(day),
                            _ => String::new(),
                        }
                        on:change=move |event| {
                            if let Some(day) = date::parse_day(&event_target_value(&event)) {
                                choice.set(ExpiryChoice::On(day));
                            }
                        }
                    />
                </div>
            })}
            <p class="hint" id="expiry-meaning">{meaning}{(act.limit)(lifetime.max_days)}</p>
            {move || fault.get().map(|sentence| view! { <p class="error">{fault::view(sentence)}</p> })}
        </fieldset>
    }
}
