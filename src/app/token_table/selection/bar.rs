//! The bar that acts on what is selected.

use super::{BAR, Counts};
use crate::app::preferences::all_words as words;
use crate::app::token_dialogs::Dialog;
use crate::app::token_table::{Table, reason};
use crate::app::widgets::icon::{self, Icon};
use crate::browser::dom;
use crate::browser::element::{Element, el};
use crate::changes::bulk::Work;

/// The bar.
pub fn view(table: Table) -> Element {
    let words = &words().bulk;
    let counts = table.selection.counts;
    let said = move || {
        let Counts { all, shown, .. } = counts.get();
        (words.selected)(all, all - shown.min(all))
    };
    let rotates = table.rows.rotates();
    el("div")
        .class("selection")
        .attr("role", "region")
        .attr("aria-label", words.bar)
        .child(el("p").attr("role", "status").child(said))
        .child(rotates.then(|| button(table, icon::ROTATE, Work::Rotate)))
        .child(button(table, icon::REPLACE, Work::Replace))
        .child(button(table, icon::REVOKE, Work::Revoke))
        .child(all_shown(table))
        .child(clear(table))
}

fn button(table: Table, mark: Icon, work: Work) -> Element {
    let label = (words().bulk.work)(work);
    let reason = table.rows.of.and_then(|place| reason::no_work(work, place));
    // The first one is where the key leads.
    let is_first = work == Work::Rotate || !table.rows.rotates() && work == Work::Replace;
    let button = el("button")
        .attr("type", "button")
        .class("button small")
        .id(is_first.then_some(BAR))
        .attr("aria-label", reason.map(|reason| format!("{label} {reason}")))
        .child(icon::view(mark))
        .child(label);
    reason::held(button, reason, move || table.dialog.set(Some(Dialog::Bulk(work))))
}

/// Where there is little room, the headings with their checkbox are not there.
fn all_shown(table: Table) -> Element {
    let counts = table.selection.counts;
    el("button")
        .attr("type", "button")
        .class("button plain small")
        .attr("hidden", move || counts.with(|counts| counts.shown == counts.rows))
        .child(words().offer.select_all)
        .on("click", move |_| table.selection.add(&table.shown_keys()))
}

fn clear(table: Table) -> Element {
    el("button").attr("type", "button").class("button plain small").child(words().bulk.clear).on(
        "click",
        move |_| {
            table.selection.clear();
            dom::focus_soon(vec![String::from("main")]);
        },
    )
}
