//! Filters by ranges of days, in a popover.

use chrono::NaiveDate;

use crate::app::preferences::words;
use crate::app::token_table::Table;
use crate::app::widgets::icon;
use crate::browser::dates;
use crate::browser::element::{Child, Element, Piece, el};
use crate::tokens::filter::Range;
use crate::tokens::{Filter, SortKey, date};
use crate::words::Words;

/// Takes one filter back.
pub type Undo = fn(&mut Filter);

/// The three ranges of days a filter has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Days {
    Created,
    Expires,
    LastUsed,
}

/// In the order of the table's columns.
const DAYS: [Days; 3] = [Days::Created, Days::LastUsed, Days::Expires];

impl Days {
    fn of(self, filter: &mut Filter) -> &mut Range {
        match self {
            Days::Created => &mut filter.created,
            Days::Expires => &mut filter.expires,
            Days::LastUsed => &mut filter.last_used,
        }
    }

    fn undo(self) -> Undo {
        match self {
            Days::Created => |filter| filter.created = Range::default(),
            Days::Expires => |filter| filter.expires = Range::default(),
            Days::LastUsed => |filter| filter.last_used = Range::default(),
        }
    }

    fn key(self) -> SortKey {
        match self {
            Days::Created => SortKey::Created,
            Days::Expires => SortKey::Expires,
            Days::LastUsed => SortKey::LastUsed,
        }
    }
}

/// The button and what it opens.
pub fn view(table: Table) -> Piece {
    let words = &words().list;
    let button = el("button")
        .attr("type", "button")
        .class("button")
        .attr("popovertarget", "filters")
        .child(icon::view(icon::FILTER))
        .child(words.more_filters);
    let group = |days: Days| {
        let range = el("div")
            .class("range")
            .child(field(table, days, words.after, |range| &mut range.after))
            .child(field(table, days, words.before, |range| &mut range.before));
        el("fieldset").class("group").child(el("legend").child((words.column)(days.key()))).child(range)
    };
    let columns = super::super::table::columns(table.rows.of);
    let is_told = |days: &Days| columns.contains(&days.key());
    let popover = el("div")
        .id("filters")
        .attr("popover", "")
        .class("stack")
        .child(DAYS.into_iter().filter(is_told).map(group).collect::<Vec<_>>())
        .child(el("p").class("hint").child(words.filter_hint));
    (button, popover).into_piece()
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

/// The ranges that are on, in words, each with what takes it back.
pub fn active(words: &Words, filter: &Filter) -> Vec<(String, Undo)> {
    let mut filter = filter.clone();
    let ranges = DAYS.into_iter().map(|days| (days, *days.of(&mut filter)));
    let is_on = |(_, range): &(Days, Range)| !range.is_open();
    ranges.filter(is_on).map(|(days, range)| (said(words, days, range), days.undo())).collect()
}

fn said(words: &Words, days: Days, range: Range) -> String {
    let mut text = (words.list.column)(days.key()).to_owned();
    for (word, day) in [(words.list.after, range.after), (words.list.before, range.before)] {
        if let Some(day) = day {
            text = format!("{text} {word} {}", dates::day(day, words.tag));
        }
    }
    text
}
