//! One row: the name opens the details, two buttons change the token.

use leptos::prelude::*;

use super::{Table, no_change, no_rotation, text};
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::token_dialogs::Dialog;
use crate::app::widgets::icon::{self, Icon};
use crate::browser::dates;
use crate::browser::element::{Element, el};
use crate::tokens::{LastUsed, Place, Scope, SortKey, Status, Token};
use crate::words::Words;

/// Scopes shown in a row before the rest is counted.
const SCOPES_SHOWN: usize = 2;

/// The key of a row: it is drawn anew when it is revoked.
pub fn key(token: &Token) -> u64 {
    token.id * 2 + u64::from(token.revoked)
}

/// The row of a key.
pub fn view(table: Table, key: u64) -> Element {
    let words = words();
    let id = key / 2;
    let row = el("tr").attr("role", "row");
    let Some(token) = table.token(id) else { return row };
    let status = Memo::new({
        let token = token.clone();
        move |_| Status::of(&token, table.now.get())
    });
    let position = move || {
        table.rows.tokens.with(|tokens| {
            let is_this = |&index: &usize| tokens.get(index).is_some_and(|row| row.id == id);
            table.shown.with(|shown| shown.iter().position(is_this))
        })
    };
    let badge = el("span")
        .class("badge")
        .attr("data-status", move || text::status_name(status.get()))
        .child(move || (words.list.status)(status.get()));
    row.attr("aria-rowindex", move || position().map(|position| position + 2))
        .attr("data-status", move || text::status_name(status.get()))
        .attr("data-changed", move || table.rows.changed.with(|changed| changed.contains(&id)))
        .child(name(words, table, &token))
        .child((table.rows.place == Place::AllUsers).then(|| owner(&token)))
        .child(cell("scopes").child(scopes(&token.scopes)))
        .child(cell("created").child(created(words, &token)))
        .child(used(words, &token))
        .child(expires(words, table, &token, status))
        .child(cell("status").child(badge))
        .child(cell("actions").child(actions(words, table, &token)))
}

fn cell(class: &'static str) -> Element {
    el("td").attr("role", "cell").class(class)
}

fn name(words: &'static Words, table: Table, token: &Token) -> Element {
    let session = use_session();
    let id = token.id;
    let link = el("a")
        .id(text::row_id(id))
        .attr("href", move || {
            table.list.track();
            table.link_to(id)
        })
        .attr("aria-current", move || table.list.with(|list| list.open == Some(id)).then_some("true"))
        .child(text::plain(&token.name));
    let own = move || {
        let is_own = session.account().is_some_and(|account| account.is_self(id));
        is_own.then(|| el("span").class("badge note").child(words.list.own_mark))
    };
    let second = el("span").class("second").child(own).child(token.description.as_deref().map(text::plain));
    el("th").attr("role", "rowheader").attr("scope", "row").class("name").child(link).child(second)
}

fn owner(token: &Token) -> Element {
    let link = token
        .user_id
        .map(|id| el("a").class("above").attr("href", format!("#/personal/users/{id}")).child(id));
    cell("owner").child(link)
}

fn scopes(scopes: &[Scope]) -> Element {
    let rest = scopes.len().saturating_sub(SCOPES_SHOWN);
    let names = scopes.iter().map(Scope::as_str).collect::<Vec<_>>().join(", ");
    let shown = scopes.iter().take(SCOPES_SHOWN).map(text::chip).collect::<Vec<_>>();
    let more = (rest > 0).then(|| el("span").class("chip more").child(format!("+{rest}")));
    el("span").class("chips").attr("title", names).child(shown).child(more)
}

fn created(words: &Words, token: &Token) -> Option<String> {
    token.created_at.map(|at| dates::day(at.date_naive(), words.tag))
}

fn used(words: &'static Words, token: &Token) -> Element {
    let is_used = matches!(token.last_used, LastUsed::At(_));
    let rest = token.last_used_ips.len().saturating_sub(1);
    let address = token.last_used_ips.first().map(|address| {
        let text = if rest > 0 { format!("{address} +{rest}") } else { address.clone() };
        el("span").class("second").child(text)
    });
    let day = el("span")
        .class((!is_used).then_some("quiet"))
        .attr("title", text::used(words, token.last_used))
        .child(text::used_day(words, token.last_used));
    // Where a row is a card, the date needs its heading; "never used" does not.
    cell("used")
        .attr(
            "data-label",
            (token.last_used != LastUsed::Never).then(|| (words.list.column)(SortKey::LastUsed)),
        )
        .child(day)
        .child(address)
}

fn expires(words: &'static Words, table: Table, token: &Token, status: Memo<Status>) -> Element {
    let (expiry, is_revoked) = (token.expiry, token.revoked);
    let day = el("time")
        .attr("title", move || text::end_seen_from(words, expiry, table.now.get()))
        .child(text::end_day(words, expiry));
    let distance = move || {
        let distance = text::distance(words, expiry, table.now.get()).filter(|_| !is_revoked)?;
        Some(el("span").class("second").attr("data-status", text::status_name(status.get())).child(distance))
    };
    cell("expires").child(day).child(distance)
}

fn actions(words: &'static Words, table: Table, token: &Token) -> Element {
    let name = text::plain(&token.name);
    let id = token.id;
    let (for_rotate, for_revoke) = (token.clone(), token.clone());
    let session = use_session();
    let why_no_rotation = move || no_rotation(&session.account()?, &for_rotate);
    let why_no_change = move || no_change(&session.account()?, &for_revoke);
    el("span")
        .class("row-actions")
        .child(act(icon::ROTATE, (words.list.rotate)(&name), why_no_rotation, move || {
            table.dialog.set(Some(Dialog::Rotate(id)));
        }))
        .child(act(icon::REVOKE, (words.list.revoke)(&name), why_no_change, move || {
            table.dialog.set(Some(Dialog::Revoke(id)));
        }))
}

/// A button that stays in place with its reason when it cannot be used.
fn act(
    mark: Icon,
    label: String,
    reason: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
    run: impl Fn() + 'static,
) -> Element {
    let reason = Memo::new(move |_| reason());
    let (title, name) = (label.clone(), label);
    el("button")
        .attr("type", "button")
        .class("button plain square")
        .attr("aria-label", move || match reason.get() {
            Some(reason) => format!("{name}. {reason}"),
            None => name.clone(),
        })
        .attr("title", move || reason.get().map_or_else(|| title.clone(), str::to_owned))
        .attr("aria-disabled", move || reason.get().map(|_| "true"))
        .child(icon::view(mark))
        .on("click", move |_| {
            if reason.get_untracked().is_none() {
                run();
            }
        })
}
