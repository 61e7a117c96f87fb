//! What is shown, as a file or on paper. Here is only the way in; what writes and prints comes later.

pub mod choice;
pub mod report;

use crate::app::inventory::Inventory;
use crate::app::later::Later;
use crate::app::notices::{Notices, use_notices};
use crate::app::preferences::{Preferences, words};
use crate::app::session::Account;
use crate::app::token_table::Table;
use crate::app::widgets::icon;
use crate::browser::dom;
use crate::browser::element::{self, Child, Piece, el};
use crate::browser::event::on_window;
use crate::browser::reactive::{RwSignal, expect_context, on_cleanup, untrack};
use crate::words::{AllWords, Language};

/// The id of the choice.
const CHOICE: &str = "export";

/// What is shown, and everything one must know to write it down.
#[derive(Clone)]
pub struct Shown {
    language: Language,
    table: Table,
    inventory: Inventory,
    account: Account,
    notices: Notices,
    /// Whether a file is being written.
    is_writing: RwSignal<bool>,
}

impl Shown {
    /// All sentences; for what comes later.
    fn words(&self) -> &'static AllWords {
        self.language.all_words()
    }
}

/// The button with its choice. Whoever prints the page gets the report, too.
pub fn view(table: Table, account: &Account) -> Piece {
    let words = words();
    let say = &words.overview;
    let (inventory, later) = (expect_context::<Inventory>(), expect_context::<Later>());
    let (is_writing, is_open) = (RwSignal::new(false), RwSignal::new(false));
    let account = account.clone();
    let language = expect_context::<Preferences>().language();
    let shown = Shown { language, table, inventory, account, notices: use_notices(), is_writing };
    let printed = shown.clone();
    on_window("beforeprint", move |_| {
        if let Some(parts) = untrack(|| later.arrived()) {
            dom::remove(report::SELECTOR);
            element::mount((parts.report)(&printed));
        }
    });
    on_window("afterprint", |_| dom::remove(report::SELECTOR));
    on_cleanup(|| dom::remove(report::SELECTOR));
    let button = el("button")
        .attr("type", "button")
        .class("button small")
        .attr("popovertarget", CHOICE)
        .attr("aria-busy", move || is_writing.get().then_some("true"))
        .child(icon::view(icon::DOWNLOAD))
        .child(move || if is_writing.get() { say.exporting } else { say.export });
    let choice = move || {
        let shown = shown.clone();
        is_open.get().then(|| untrack(|| later.screen(move |parts| (parts.exports)(&shown))))
    };
    let popover = el("div")
        .id(CHOICE)
        .attr("popover", "")
        .class("stack")
        .child(choice)
        .on("toggle", move |event| is_open.set(event.is_popover_open()));
    (button, popover).into_piece()
}
