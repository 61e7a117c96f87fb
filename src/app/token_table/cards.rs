//! Four counts that filter.

use leptos::prelude::*;

use super::{Load, Table};
use crate::app::preferences::words;
use crate::tokens::filter::Counts;
use crate::tokens::{Place, State};

/// The cards above a table. In the list of all users nobody has counted, so they only filter.
#[component]
pub fn Cards(table: Table, counts: Memo<Counts>) -> impl IntoView {
    let words = &words().list;
    // Before the first page is there nothing was counted.
    let is_known = move || table.rows.load.get() == Load::Ready || !table.rows.tokens.with(Vec::is_empty);
    let card = move |state: State, status: &'static str| {
        let number = move || {
            let number = match state {
                State::Active => counts.get().active,
                State::ExpiringSoon => counts.get().soon,
                State::Expired => counts.get().expired,
                _ => counts.get().revoked,
            };
            if is_known() { number.to_string() } else { String::from("–") }
        };
        let is_counted = table.rows.place != Place::AllUsers;
        let is_pressed = move || table.list.with(|list| list.filter.state) == state;
        view! {
            <button
                type="button"
                class="card"
                data-status=status
                aria-pressed=move || is_pressed().to_string()
                on:click=move |_| {
                    let state = if is_pressed() { State::All } else { state };
                    table.refine(|filter| filter.state = state);
                }
            >
                <span class="word">
                    <span class="shape"></span>
                    {(words.state)(state)}
                </span>
                {is_counted.then(|| view! { <span class="count">{number}</span> })}
                <span class="hint">{(words.card_hint)(state)}</span>
            </button>
        }
    };
    view! {
        <div class="cards" role="group" aria-label=words.cards>
            {card(State::Active, "active")}
            {card(State::ExpiringSoon, "expiring")}
            {card(State::Expired, "expired")}
            {card(State::Revoked, "revoked")}
        </div>
    }
}
