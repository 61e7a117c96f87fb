//! The keys of a list: `/` search, `n` new, arrows from row to row, Home, End and the keys for pages further, `x` selects, Escape
//! closes the details or clears the selection, `?` lists the keys.

use super::selection::BAR;
use super::{Table, text, toolbar};
use crate::app::token_dialogs::Dialog;
use crate::browser::dom;
use crate::browser::event::{Event, on_window};
use crate::browser::reactive::RwSignal;
use crate::tokens::{Draft, Key};

/// Rows that the keys for pages go further.
const PAGE: usize = 10;

/// Where one is in a table by keyboard.
#[derive(Clone, Copy)]
pub struct Cursor {
    /// The row that is to take the focus as soon as it is drawn.
    pub sought: RwSignal<Option<Key>>,
    /// The row that one is at: it has the focus, or lost it because it is not drawn any more.
    at: RwSignal<Option<Key>>,
}

impl Cursor {
    /// Nowhere yet.
    pub fn new() -> Self {
        Self { sought: RwSignal::new(None), at: RwSignal::new(None) }
    }

    /// Gives the focus to a row, also to one that must be drawn first.
    pub fn focus(self, key: Key) {
        if !dom::focus(&text::row_id(key)) {
            self.at.set(Some(key));
            self.sought.set(Some(key));
        }
    }
}

/// Listens as long as the list is there.
pub fn listen(table: Table) {
    // A row that is drawn no more loses the focus without a word: one is still at it. A click elsewhere leaves it.
    let cursor = table.cursor;
    for event in ["focusin", "click"] {
        on_window(event, move |_| {
            cursor.at.set(focused(table).map(|(key, _)| key));
            cursor.sought.set(None);
        });
    }
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
        // Without a row only the arrows lead into the list; the others move the page.
        "ArrowDown" => step(table, true, is_shifted, |here| here + 1),
        "ArrowUp" => step(table, true, is_shifted, |here| here.saturating_sub(1)),
        "PageDown" => step(table, false, is_shifted, |here| here + PAGE),
        "PageUp" => step(table, false, is_shifted, |here| here.saturating_sub(PAGE)),
        "Home" => step(table, false, is_shifted, |_| 0),
        "End" => step(table, false, is_shifted, |_| usize::MAX),
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
        table.cursor.focus(key);
        return true;
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
    let link = dom::id_in_focused_row(text::LINK)?;
    let key = link.strip_prefix(text::ROW).and_then(Key::parse).filter(|key| table.row(*key).is_some())?;
    Some((key, dom::focused_id() == Some(link)))
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

/// To another row, from the one that one is at, or to the first if this leads in; the selection follows if it is extended. `false`
/// where there is none to go to.
fn step(table: Table, leads_in: bool, extends: bool, to: fn(usize) -> usize) -> bool {
    let keys = table.shown_keys();
    let at = table.cursor.at.get_untracked();
    let here = at.and_then(|at| keys.iter().position(|key| *key == at));
    let next = match here {
        Some(here) => to(here).min(keys.len() - 1),
        None if leads_in => 0,
        None => return false,
    };
    let Some(row) = keys.get(next).copied() else { return false };
    if let Some(at) = at.filter(|_| here.is_some() && extends && table.selection.is_offered) {
        table.selection.begin(at);
        table.selection.extend(row, &keys);
    }
    table.cursor.focus(row);
    here != Some(next)
}
