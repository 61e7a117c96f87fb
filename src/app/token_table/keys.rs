//! The keys of a list: `/` search, `n` new, arrows from row to row, `x` selects, Escape closes the details or clears the
//! selection, `?` lists the keys.

use super::selection::{BAR, CHECKBOX};
use super::{Table, text, toolbar};
use crate::app::token_dialogs::Dialog;
use crate::browser::dom;
use crate::browser::event::{Event, on_window};
use crate::tokens::{Draft, Key};

/// Listens as long as the list is there.
pub fn listen(table: Table) {
    on_window("keydown", move |event| {
        if dom::is_typing() {
            return;
        }
        let is_used = if event.is_combined() {
            press_combined(table, &event)
        } else {
            press(table, &event.key(), event.is_shifted())
        };
        if is_used {
            event.prevent_default();
        }
    });
}

/// `true` if the key was used.
fn press(table: Table, key: &str, is_shifted: bool) -> bool {
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
        "ArrowDown" => step(table, 1, is_shifted),
        "ArrowUp" => step(table, -1, is_shifted),
        "x" => select(table, is_shifted),
        // A checkbox and a button take it themselves.
        " " if focused(table).is_some_and(|(_, is_link)| is_link) => select(table, is_shifted),
        "b" => dom::focus(BAR),
        "Escape" => close(table),
        _ => false,
    }
}

/// The details, or else the selection. `true` if there was anything to close.
fn close(table: Table) -> bool {
    if let Some(key) = table.list.get_untracked().open {
        table.open(None);
        return dom::focus(&text::row_id(key));
    }
    // The bar goes, and what has the focus in it.
    if dom::is_within(".selection") {
        dom::focus_soon(vec![String::from("main")]);
    }
    table.selection.clear()
}

fn press_combined(table: Table, event: &Event) -> bool {
    let is_all = event.is_command() && event.key() == "a" && table.selection.is_offered;
    if is_all && focused(table).is_some() {
        table.selection.add(&table.shown_keys());
        return true;
    }
    false
}

/// The row that has the focus, and whether it is on its link.
fn focused(table: Table) -> Option<(Key, bool)> {
    let focused = dom::focused_id()?;
    let key = |prefix: &str| focused.strip_prefix(prefix).and_then(Key::parse);
    let link = key(text::ROW).map(|key| (key, true));
    link.or_else(|| Some((key(CHECKBOX)?, false))).filter(|(key, _)| table.row(*key).is_some())
}

fn select(table: Table, is_shifted: bool) -> bool {
    let row = focused(table).filter(|_| table.selection.is_offered);
    if let Some((key, _)) = row {
        if is_shifted {
            table.selection.extend(key, &table.shown_keys());
        } else {
            table.selection.toggle(key);
        }
    }
    row.is_some()
}

/// To the next row, or the one before; the selection follows if it is extended.
fn step(table: Table, by: isize, extends: bool) -> bool {
    let keys = table.shown_keys();
    let here = focused(table).map(|(key, _)| key);
    let next = match here.and_then(|here| keys.iter().position(|key| *key == here)) {
        Some(place) => place.checked_add_signed(by),
        None => Some(0),
    };
    let Some(next) = next.and_then(|next| keys.get(next)).copied() else { return false };
    if let Some(here) = here.filter(|_| extends && table.selection.is_offered) {
        table.selection.begin(here);
        table.selection.extend(next, &keys);
    }
    dom::focus(&text::row_id(next))
}
