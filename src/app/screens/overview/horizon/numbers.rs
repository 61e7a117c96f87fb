//! The same as a table: for whoever reads rather than looks, or needs a larger thing to press than a bar.

use super::{Counted, button, cliff_button, days, of_kinds, range_of};
use crate::app::token_table::Table;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::RwSignal;
use crate::inventory::Horizon;
use crate::inventory::horizon::{Tally, WEEKS};
use crate::tokens::Kind;
use crate::words::AllWords;

/// The table, made when it is opened.
pub fn view(words: &'static AllWords, table: Table, horizon: Counted) -> Element {
    let is_open = RwSignal::new(false);
    let body = move || {
        let numbers = |horizon: &Horizon| numbers(words, horizon, Some(table));
        is_open.get().then(|| el("div").class("numbers").child(horizon.with(|horizon| numbers(horizon))))
    };
    el("details")
        .child(el("summary").child(words.horizon.table))
        .child(body)
        .on("toggle", move |event| is_open.set(event.is_open()))
}

/// Every week with what ends in it, and the days on which many end. On paper nothing can be pressed.
pub fn numbers(words: &AllWords, horizon: &Horizon, pressed: Option<Table>) -> Piece {
    let say = &words.horizon;
    let all = Tally::sum([&horizon.ends(), &horizon.later, &horizon.never]);
    let kinds: Vec<Kind> = of_kinds(&all).map(|(kind, _)| kind).collect();
    let row = |head: Piece, tally: &Tally| {
        let cell = |number: usize| {
            let shade = if number == 0 { "number quiet" } else { "number" };
            el("td").class(shade).child(number)
        };
        el("tr")
            .child(el("th").attr("scope", "row").child(head))
            .child(kinds.iter().map(|kind| cell(tally.of(*kind))).collect::<Vec<_>>())
            .child(cell(tally.total()))
    };
    let week = |week: usize| {
        let days = days(words, horizon, week);
        match pressed {
            Some(table) => button(table, range_of(horizon, week), days).into_piece(),
            None => days.into_piece(),
        }
    };
    let weeks = horizon.weeks.iter().enumerate().take(WEEKS);
    let weeks: Vec<Element> = weeks.map(|(number, tally)| row(week(number), tally)).collect();
    let heading = |text: &'static str| el("th").attr("scope", "col").child(text);
    let head = el("tr")
        .child(heading(say.week_column))
        .child(kinds.iter().map(|kind| heading((words.place.kind)(*kind))).collect::<Vec<_>>())
        .child(heading(say.total));
    let rest = el("tbody")
        .child(row(say.later_row.into_piece(), &horizon.later))
        .child(row(say.never_row.into_piece(), &horizon.never));
    let numbers = el("table")
        .child(el("caption").child(say.caption))
        .child(el("thead").child(head))
        .child(el("tbody").child(weeks))
        .child(rest);
    (numbers, cliffs(words, horizon, pressed)).into_piece()
}

fn cliffs(words: &AllWords, horizon: &Horizon, pressed: Option<Table>) -> Option<Element> {
    let cliff = |cliff| match pressed {
        Some(table) => el("li").child(cliff_button(words, table, cliff)),
        None => el("li").child(super::cliff_said(words, cliff)),
    };
    let all: Vec<Element> = horizon.cliffs.iter().map(cliff).collect();
    let title = || el("h3").child(words.horizon.cliffs);
    let list = |all| el("ul").attr("role", "list").child(all);
    (!all.is_empty()).then(|| el("div").child(title()).child(list(all)))
}
