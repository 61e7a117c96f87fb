//! Filters by ranges of days: the button of their popover, and which are on. The fields come later.

use crate::app::later::Later;
use crate::app::preferences::words;
use crate::app::token_table::Table;
use crate::app::widgets::icon;
use crate::browser::dates;
use crate::browser::element::{Child, Piece, el};
use crate::browser::reactive::{RwSignal, expect_context, untrack};
use crate::tokens::filter::Range;
use crate::tokens::{Filter, SortKey};
use crate::words::Words;

/// Takes one filter back.
pub type Undo = fn(&mut Filter);

/// The three ranges of days a filter has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// When it was made.
    Created,
    /// When it ends.
    Expires,
    /// When it was last used.
    LastUsed,
}

/// In the order of the table's columns.
pub const DAYS: [Days; 3] = [Days::Created, Days::LastUsed, Days::Expires];

impl Days {
    /// The range of a filter.
    pub fn of(self, filter: &mut Filter) -> &mut Range {
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

    /// The column.
    pub fn key(self) -> SortKey {
        match self {
            Days::Created => SortKey::Created,
            Days::Expires => SortKey::Expires,
            Days::LastUsed => SortKey::LastUsed,
        }
    }
}

/// The button and what it opens.
pub fn view(table: Table) -> Piece {
    let later = expect_context::<Later>();
    let is_open = RwSignal::new(false);
    let button = el("button")
        .attr("type", "button")
        .class("button")
        .attr("popovertarget", "filters")
        .child(icon::view(icon::FILTER))
        .child(words().list.more_filters);
    let inside = move || is_open.get().then(|| untrack(|| later.screen(move |parts| (parts.days)(table))));
    let popover = el("div")
        .id("filters")
        .attr("popover", "")
        .class("stack")
        .child(inside)
        .on("toggle", move |event| is_open.set(event.is_popover_open()));
    (button, popover).into_piece()
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
