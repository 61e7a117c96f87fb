//! Many tokens at once: first what will happen to each, then how it goes.

mod planned;
mod running;
mod standing;

pub use running::save;

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::form;
use crate::app::bulk::Will;
use crate::app::preferences::all_words as words;
use crate::app::session::Account;
use crate::app::token_table::{Table, reason, text};
use crate::app::widgets::dialog::Modal;
use crate::browser::element::{Child, Element, el};
use crate::browser::reactive::{Callback, Memo, RwSignal};
use crate::browser::{clock, dom};
use crate::changes::Act;
use crate::changes::bulk::{Plan, Work, new_end, plan};
use crate::tokens::{Draft, DraftFault, Expiry, ExpiryChoice, Lifetime, Place, Row, Token};
use crate::words::AllWords;

/// What will happen to each row, and why not to the others.
type Planned = Plan<Arc<Row>, String>;

/// What is asked once for all of them.
#[derive(Clone, Copy)]
struct Choices {
    /// Each lives as long as it did.
    is_same_length: RwSignal<bool>,
    /// Else all end so.
    expiry: RwSignal<ExpiryChoice>,
    /// The token that is signed in with, too.
    also_self: RwSignal<bool>,
}

/// The dialog of a work, for what is selected.
pub fn view(table: Table, work: Work, account: &Account) -> Element {
    let words = words();
    let choices = Choices {
        is_same_length: RwSignal::new(true),
        expiry: RwSignal::new(ExpiryChoice::InDays(30)),
        also_self: RwSignal::new(false),
    };
    let rows = table.selected();
    let planned = Memo::new({
        let account = account.clone();
        move || make(words, work, &account, rows.clone(), choices)
    });
    let begun = RwSignal::new(None::<Will>);
    let is_held = RwSignal::new(false);
    let on_close = Callback::new(move || {
        table.dialog.set(None);
        dom::focus_soon(vec![String::from(crate::app::token_table::selection::BAR), String::from("main")]);
    });
    let title = Memo::new(move || {
        let number = begun.with(|begun| begun.as_ref().map(Vec::len));
        (words.bulk.title)(work, number.unwrap_or_else(|| planned.with(|plan| plan.will.len())))
    });
    let account = account.clone();
    let inside = move || match begun.get() {
        None => planned::view(table, work, &account, choices, planned, begun, on_close).into_piece(),
        Some(will) => running::view(table, work, will, is_held, on_close).into_piece(),
    };
    let is_held = Memo::new(move || is_held.get());
    Modal { title, class: "wide bulk", close: Some(words.shell.close), is_held, on_close }.view(inside)
}

/// What would happen now; the reasons in words.
fn make(
    words: &'static AllWords,
    work: Work,
    account: &Account,
    rows: Vec<Arc<Row>>,
    choices: Choices,
) -> Planned {
    let now = clock::now();
    let (also_self, chosen) =
        (choices.also_self.get(), (!choices.is_same_length.get()).then(|| choices.expiry.get()));
    let is_self = |row: &Arc<Row>| account.is_self(row.place.kind(), row.token.id);
    // A twin takes nothing away from the token that is signed in with.
    let is_apart = work != Work::Replace && !also_self;
    let why_not_self = is_apart.then(|| words.bulk.left_out_self.to_owned());
    plan(rows, is_self, why_not_self, |row| {
        let (token, place) = (&row.token, row.home());
        let lifetime = form::lifetime(account, place.kind());
        if let Some(reason) = reason::no_work_on(work, account, place, token) {
            return Err(reason.to_owned());
        }
        let is_self = is_self(row);
        let new_end = || ending(words, account, token, chosen, now, lifetime);
        Ok(match work {
            Work::Revoke => Act::Revoke { token: token.clone(), is_self },
            Work::Rotate => Act::Rotate { token: token.clone(), expiry: new_end()?, is_self },
            Work::Replace => twin(words, token, place, new_end()?, now, lifetime)?,
        })
    })
}

fn ending(
    words: &'static AllWords,
    account: &Account,
    token: &Token,
    chosen: Option<ExpiryChoice>,
    now: DateTime<Utc>,
    lifetime: Lifetime,
) -> Result<Expiry, String> {
    // Older releases give a rotated token a week, whatever is asked for.
    let chosen = if account.abilities().rotates_to_date() { chosen } else { Some(ExpiryChoice::InDays(7)) };
    new_end(token, chosen, now, lifetime).map_err(|fault| form::said(words, DraftFault::Expiry(fault)))
}

/// One like it, in its place.
fn twin(
    words: &'static AllWords,
    token: &Token,
    place: Place,
    expiry: Expiry,
    now: DateTime<Utc>,
    lifetime: Lifetime,
) -> Result<Act, String> {
    let draft = Draft { expiry: ExpiryChoice::InDays(1), ..Draft::like(token, now) };
    let new = draft.check(place.kind(), now, lifetime).map_err(|faults| {
        faults.into_iter().map(|fault| form::said(words, fault)).collect::<Vec<_>>().join(" ")
    })?;
    let new = crate::tokens::NewToken { expiry, ..new };
    Ok(Act::Create { new, as_own: false, replaces: Some(token.id) })
}

/// One token in a list: its name, its id, where it stands in a word, and what there is to say.
fn line(token: &Token, standing: impl Child, said: impl Child) -> Element {
    let name = el("span")
        .child(el("strong").child(text::plain(&token.name)))
        .child(" ")
        .child(el("span").class("quiet number").child(token.id));
    el("li").child(name).child(standing).child(el("div").class("more").child(said))
}
