//! What will happen to each token, which are left out and why, and what is asked once for all.

use super::{Choices, Planned, line};
use crate::app::bulk::Will;
use crate::app::preferences::all_words as words;
use crate::app::session::Account;
use crate::app::sight;
use crate::app::token_dialogs::{expiry_field, form};
use crate::app::token_table::{Table, text};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Callback, Memo, RwSignal};
use crate::changes::Act;
use crate::changes::bulk::Work;
use crate::tokens::{Key, Kind, Place};

/// The form.
pub fn view(
    table: Table,
    work: Work,
    account: &Account,
    choices: Choices,
    planned: Memo<Planned>,
    begun: RwSignal<Option<Will>>,
    on_close: Callback,
) -> Element {
    let words = words();
    let act = &words.bulk;
    let number = Memo::new(move || planned.with(|plan| plan.will.len()));
    let left_out = Memo::new(move || planned.with(|plan| plan.left_out.len()));
    let said = move || {
        let rest = match left_out.get() {
            0 => String::new(),
            rest => format!(", {}", (act.left_out)(rest)),
        };
        format!("{}{rest}.", (act.will)(work, number.get()))
    };
    let will = move || {
        let lines = planned.with(|plan| {
            plan.will.iter().map(|(row, act)| line(&row.token, (), happens(work, act))).collect()
        });
        section("bulk-will", (act.will)(work, number.get()), lines)
    };
    let left = move || {
        let lines = planned.with(|plan| {
            plan.left_out.iter().map(|(row, reason)| line(&row.token, (), reason.clone())).collect()
        });
        section("bulk-left-out", (act.left_out)(left_out.get()), lines)
    };
    let tone = if work == Work::Revoke { "bad" } else { "warning" };
    let body = el("div")
        .class("body")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-labelledby", "dialog-title")
        .child(el("p").attr("role", "status").child(said))
        .child((work != Work::Revoke).then(|| expiry(table, work, account, choices)))
        .child(also_self(table, work, account, choices))
        .child(el("p").class("consequence").attr("data-tone", tone).child((act.consequence)(work)))
        .child(el("p").class("hint").child(act.pace))
        .child((will, left));
    let cancel = el("button")
        .attr("type", "button")
        .class("button")
        .attr("data-first", true)
        .child(words.shell.cancel)
        .on("click", move |_| on_close.run());
    let class = if work == Work::Revoke { "button danger" } else { "button primary" };
    let confirm = el("button")
        .class(class)
        .attr("disabled", move || number.get() == 0)
        .child(move || (act.confirm)(work, number.get()));
    el("form")
        .attr("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            let will = planned.with_untracked(|plan| plan.will.clone());
            if !will.is_empty() {
                begun.set(Some(will));
            }
        })
        .child(body)
        .child(el("footer").child(cancel).child(sight::guarded(confirm)))
}

/// Some of the tokens under their heading.
fn section(id: &'static str, title: String, lines: Vec<Element>) -> Option<Element> {
    (!lines.is_empty()).then(|| {
        el("section")
            .attr("aria-labelledby", id)
            .child(el("h3").id(id).child(title))
            .child(el("ul").class("items").attr("role", "list").child(lines))
    })
}

fn happens(work: Work, act: &Act) -> String {
    let words = words();
    let end = match act {
        Act::Rotate { expiry, .. } => text::end(words, *expiry),
        Act::Create { new, .. } => text::end(words, new.expiry),
        Act::Revoke { .. } => String::new(),
    };
    (words.bulk.happens)(work, &end)
}

/// One end for all, or the length each had.
fn expiry(table: Table, work: Work, account: &Account, choices: Choices) -> Piece {
    let words = words();
    if work == Work::Rotate && !account.abilities().rotates_to_date() {
        return el("p").child(words.act.one_week).into_piece();
    }
    let lifetime = form::lifetime(account, table.rows.of.map_or(Kind::Personal, Place::kind));
    let same = choices.is_same_length;
    let choice = choice(words.bulk.same_length, words.bulk.same_length_hint, same);
    let field = move || {
        let legend = words.act.rotate_expiry;
        (!same.get())
            .then(|| expiry_field::view(choices.expiry, legend, lifetime, None, Memo::fixed(None::<String>)))
    };
    (choice, field).into_piece()
}

/// The token that is signed in with is left out unless it is asked for.
fn also_self(table: Table, work: Work, account: &Account, choices: Choices) -> Option<Element> {
    let act = &words().bulk;
    let is_selected = account.token.as_ref().is_some_and(|token| {
        let kind = table.rows.of.map_or(Kind::Personal, Place::kind);
        account.is_self(kind, token.id) && table.selection.has_now(Key::of(kind, token.id))
    });
    (is_selected && work != Work::Replace)
        .then(|| choice(act.also_self, (act.also_self_hint)(work), choices.also_self))
}

fn choice(label: &'static str, hint: &'static str, value: RwSignal<bool>) -> Element {
    let input = el("input")
        .attr("type", "checkbox")
        .flag("checked", move || value.get())
        .on("change", move |_| value.update(|value| *value = !*value));
    let said = el("span").child(label).child(el("span").class("hint").child(hint));
    el("label").class("choice").child(input).child(said)
}
