//! The list of keys.

use super::close;
use crate::app::preferences::all_words as words;
use crate::app::token_table::Table;
use crate::app::widgets::dialog::Modal;
use crate::browser::dom::Focused;
use crate::browser::element::{Element, el};
use crate::browser::reactive::{Callback, Memo};

/// The dialog.
pub fn view(table: Table) -> Element {
    let (words, bulk, close_label) = (&words().keys, &words().bulk, words().shell.close);
    let key = |(key, meaning): &(&'static str, &'static str)| {
        (el("dt").child(el("kbd").child(*key)), el("dd").child(*meaning))
    };
    let create = table.can_create.get_untracked().then_some(&words.create);
    let keys = el("dl").class("keys").child(
        create
            .into_iter()
            .chain(&words.all)
            .chain(table.selection.is_offered.then_some(&bulk.keys).into_iter().flatten())
            .map(key)
            .collect::<Vec<_>>(),
    );
    // It may be opened from anywhere, and that is where one goes on.
    let (before, otherwise) = (Focused::now(), close(table, None));
    let on_close = Callback::new(move || {
        if before.as_ref().is_some_and(Focused::again_soon) {
            table.dialog.set(None);
        } else {
            otherwise.run();
        }
    });
    // Nothing in it takes the focus, yet it scrolls on a small screen.
    let body = el("div")
        .class("body")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-labelledby", "dialog-title")
        .child(keys);
    Modal {
        title: Memo::fixed(words.title.to_owned()),
        class: "",
        close: Some(close_label),
        is_held: Memo::fixed(false),
        on_close,
    }
    .view(body)
}
