//! The fields of the filters by ranges of days.

use chrono::NaiveDate;

use super::Table;
use super::table::columns;
use super::toolbar::dates::{DAYS, Days};
use crate::app::preferences::all_words as words;
use crate::browser::element::{Child, Element, Piece, el};
use crate::tokens::date;
use crate::tokens::filter::Range;

/// A range for each day that is told of the tokens here.
pub fn view(table: Table) -> Piece {
    let words = &words().list;
    let group = |days: Days| {
        let range = el("div")
            .class("range")
            .child(field(table, days, words.after, |range| &mut range.after))
            .child(field(table, days, words.before, |range| &mut range.before));
        el("fieldset").class("group").child(el("legend").child((words.column)(days.key()))).child(range)
    };
    let columns = columns(table.rows.of);
    let is_told = |days: &Days| columns.contains(&days.key());
    let groups = DAYS.into_iter().filter(is_told).map(group).collect::<Vec<_>>();
    (groups, el("p").class("hint").child(words.filter_hint)).into_piece()
}

fn field(
    table: Table,
    days: Days,
    label: &'static str,
    bound: fn(&mut Range) -> &mut Option<NaiveDate>,
) -> Element {
    let value = move || {
        let mut filter = table.list.with(|list| list.filter.clone());
        bound(days.of(&mut filter)).map(date::print_day).unwrap_or_default()
    };
    let input = el("input").class("input").attr("type", "date").value(value).on("change", move |event| {
        let day = date::parse_day(&event.value());
        table.refine(|filter| *bound(days.of(filter)) = day);
    });
    el("label").class("field").child(el("span").class("hint").child(label)).child(input)
}
