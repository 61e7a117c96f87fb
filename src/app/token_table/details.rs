//! One token beside the list: its name and how it stands. Everything else about it comes later.

pub mod inside;
mod reach;

use super::{Table, text};
use crate::app::later::Later;
use crate::app::preferences::words;
use crate::app::widgets::icon;
use crate::browser::dom;
use crate::browser::element::{Element, el};
use crate::browser::reactive::{Memo, expect_context};
use crate::tokens::{Key, Status, Token};
use crate::words::Words;

/// The panel of one token; follows the row as it changes.
pub fn view(table: Table, key: Key) -> Element {
    let words = words();
    let row = Memo::new(move || table.row_now(key));
    dom::focus_soon(vec![String::from("details-title")]);
    let name = move || {
        row.with(|row| match row {
            Some(row) => text::plain(&row.token.name),
            None => (words.list.not_in_list)(key.id()),
        })
    };
    let close = el("button")
        .attr("type", "button")
        .class("button plain square")
        .attr("aria-label", words.shell.close)
        .child(icon::view(icon::CLOSE))
        .on("click", move |_| {
            table.open(None);
            dom::focus_soon(vec![text::row_id(key), String::from("main")]);
        });
    let header = el("header")
        .child(el("h2").id("details-title").attr("tabindex", "-1").child(name))
        .child(close)
        .child(move || row.get().map(|row| standing(words, table, &row.token)));
    el("aside")
        .class("details")
        .attr("aria-labelledby", "details-title")
        .child(header)
        .child(expect_context::<Later>().part("body", move |parts| (parts.details)(table, row)))
}

fn standing(words: &'static Words, table: Table, token: &Token) -> Element {
    let now = table.now.get();
    let status = Status::of(token, now);
    let badge = el("span").class("badge").attr("data-status", text::status_name(status)).child((words
        .list
        .status)(
        status
    ));
    let distance = el("span").class("quiet small").child(text::distance(words, token.expiry, now));
    el("div").class("cluster").child(badge).child(distance)
}
