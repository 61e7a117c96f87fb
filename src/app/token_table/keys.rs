//! The keys of a list: `/` search, `n` new, arrows from row to row, Escape closes the details, `?` lists the keys.

use super::{Table, text, toolbar};
use crate::app::token_dialogs::Dialog;
use crate::browser::dom;
use crate::browser::event::on_window;
use crate::tokens::Draft;

/// Listens as long as the list is there.
pub fn listen(table: Table) {
    on_window("keydown", move |event| {
        if !event.is_combined() && !dom::is_typing() && press(table, &event.key()) {
            event.prevent_default();
        }
    });
}

/// `true` if the key was used.
fn press(table: Table, key: &str) -> bool {
    match key {
        "/" => dom::focus(toolbar::SEARCH),
        "n" => {
            table.create(Draft::default());
            true
        }
        "?" => {
            table.dialog.set(Some(Dialog::Keys));
            true
        }
        "ArrowDown" => step(table, 1),
        "ArrowUp" => step(table, -1),
        "Escape" => match table.list.get_untracked().open {
            Some(id) => {
                table.open(None);
                dom::focus(&text::row_id(id))
            }
            None => false,
        },
        _ => false,
    }
}

fn step(table: Table, by: isize) -> bool {
    let ids = table.rows.tokens.with_untracked(|tokens| {
        let id = |&index: &usize| tokens.get(index).map(|token| token.id);
        table.shown.with_untracked(|shown| shown.iter().filter_map(id).collect::<Vec<_>>())
    });
    let focused = dom::focused_id();
    let place = ids.iter().position(|id| focused.as_deref() == Some(&text::row_id(*id)));
    let next = match place {
        Some(place) => place.checked_add_signed(by),
        None => Some(0),
    };
    next.and_then(|next| ids.get(next)).is_some_and(|id| dom::focus(&text::row_id(*id)))
}
