//! After a replacement: may the old token go? Both work until the person says so.

use super::{Dialog, close};
use crate::app::preferences::words;
use crate::app::token_table::{Table, text};
use crate::app::widgets::dialog::Modal;
use crate::browser::element::{Element, el};
use crate::browser::reactive::Memo;
use crate::tokens::Token;

/// The question. Revoking has its own dialog.
pub fn view(table: Table, old: &Token, new: u64) -> Element {
    let words = words();
    let on_close = close(table, Some(new));
    let id = old.id;
    let body = el("div").class("body").child(el("p").child((words.replace.retire_text)(id, new)));
    let keep = el("button")
        .attr("type", "button")
        .class("button")
        .attr("data-first", true)
        .child(words.replace.keep)
        .on("click", move |_| on_close.run());
    let retire = el("button")
        .attr("type", "button")
        .class("button danger")
        .child(words.replace.retire)
        .on("click", move |_| table.dialog.set(Some(Dialog::Revoke(id))));
    Modal {
        title: Memo::fixed((words.replace.retire_title)(&text::plain(&old.name))),
        class: "",
        close: Some(words.shell.close),
        is_held: Memo::fixed(false),
        on_close,
    }
    .view((body, el("footer").child(keep).child(retire)))
}
