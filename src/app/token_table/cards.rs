//! Four counts that filter.

use super::{Load, Table};
use crate::app::preferences::words;
use crate::browser::element::{Element, el};
use crate::browser::reactive::Memo;
use crate::tokens::filter::Counts;
use crate::tokens::{Place, State};

/// The cards above a table. In the list of all users nobody has counted, so they only filter.
pub fn view(table: Table, counts: Memo<Counts>) -> Element {
    let words = &words().list;
    let is_counted = table.rows.place != Place::AllUsers;
    // Before the first page is there nothing was counted.
    let is_known =
        Memo::new(move || table.rows.load.get() == Load::Ready || !table.rows.tokens.with(Vec::is_empty));
    let card = |state: State, status: &'static str| {
        let number = move || {
            let counts = counts.get();
            let number = match state {
                State::Active => counts.active,
                State::ExpiringSoon => counts.soon,
                State::Expired => counts.expired,
                _ => counts.revoked,
            };
            if is_known.get() { number.to_string() } else { String::from("–") }
        };
        let is_pressed = move || table.list.with(|list| list.filter.state) == state;
        el("button")
            .attr("type", "button")
            .class("card")
            .attr("data-status", status)
            .attr("aria-pressed", move || is_pressed().to_string())
            .child(el("span").class("word").child(el("span").class("shape")).child((words.state)(state)))
            .child(is_counted.then(|| el("span").class("count").child(number)))
            .child(el("span").class("hint").child((words.card_hint)(state)))
            .on("click", move |_| {
                let state = if is_pressed() { State::All } else { state };
                table.refine(|filter| filter.state = state);
            })
    };
    el("div")
        .class("cards")
        .attr("role", "group")
        .attr("aria-label", words.cards)
        .child(card(State::Active, "active"))
        .child(card(State::ExpiringSoon, "expiring"))
        .child(card(State::Expired, "expired"))
        .child(card(State::Revoked, "revoked"))
}
