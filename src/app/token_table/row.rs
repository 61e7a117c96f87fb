//! One row: the name opens the details, two buttons change the token.

use std::sync::Arc;

use super::reason::{no_change, no_creation, no_replacement, no_rotation};
use super::{Table, selection, table, text};
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::token_dialogs::Dialog;
use crate::app::widgets::icon::{self, Icon};
use crate::browser::dates;
use crate::browser::element::{Element, el};
use crate::browser::reactive::Memo;
use crate::route::{Extent, List};
use crate::tokens::{Key, LastUsed, Row, Scope, SortKey, Status, Token};
use crate::words::Words;

/// Scopes shown in a row before the rest is counted.
const SCOPES_SHOWN: usize = 2;

/// A row in one number: when it is revoked it is drawn anew.
pub fn number(row: &Row) -> u64 {
    let is_deploy = matches!(row.key(), Key::Deploy(_));
    row.token.id * 4 + u64::from(is_deploy) * 2 + u64::from(row.token.revoked)
}

/// A row; `position` tells which of those that are shown it is.
pub fn view(table: Table, row: &Arc<Row>, position: impl Fn() -> Option<usize> + 'static) -> Element {
    let words = words();
    let key = row.key();
    let status = Memo::new({
        let row = Arc::clone(row);
        move || Status::of(&row.token, table.now.get())
    });
    el("tr")
        .attr("role", "row")
        .attr("aria-rowindex", move || position().map(|position| position + 2))
        .attr("data-status", move || text::status_name(status.get()))
        .attr("data-changed", move || table.rows.changed.with(|changed| changed.contains(&key)))
        .child(
            table
                .selection
                .is_offered
                .then(|| cell("pick").child(selection::checkbox(table, key, &text::plain(&row.token.name)))),
        )
        .child(cells(words, table, row, status))
        .child(cell("actions").child(actions(words, table, row, status)))
}

/// The cells of the columns this kind has.
fn cells(words: &'static Words, table: Table, row: &Row, status: Memo<Status>) -> Vec<Element> {
    let token = &row.token;
    let one = |key: SortKey| match key {
        SortKey::Name => name(words, table, row),
        SortKey::Place => place(words, row),
        SortKey::User => owner(token),
        SortKey::Role => cell("role").child(token.access_level.map(text::role)),
        SortKey::Username => cell("username").child(
            el("code")
                .attr("title", token.username.clone())
                .child(token.username.as_deref().map(text::plain)),
        ),
        SortKey::Scopes => cell("scopes").child(scopes(&token.scopes)),
        SortKey::Created => cell("created").child(created(words, token)),
        SortKey::LastUsed => used(words, token),
        SortKey::Expires => expires(words, table, token, status),
        SortKey::Status => cell("status").child(
            el("span")
                .class("badge")
                .attr("data-status", move || text::status_name(status.get()))
                .child(move || (words.list.status)(status.get())),
        ),
    };
    table::columns(table.rows.of).into_iter().map(one).collect()
}

fn cell(class: &'static str) -> Element {
    el("td").attr("role", "cell").class(class)
}

fn name(words: &'static Words, table: Table, row: &Row) -> Element {
    let session = use_session();
    let (key, kind, token) = (row.key(), row.place.kind(), &row.token);
    let link = el("a")
        .id(text::row_id(key))
        .attr("href", move || {
            table.list.track();
            table.link_to(key)
        })
        .attr("aria-current", move || table.list.with(|list| list.open == Some(key)).then_some("true"))
        .child(text::plain(&token.name));
    let own = move || {
        let is_own = session.account().is_some_and(|account| account.is_self(kind, key.id()));
        is_own.then(|| el("span").class("badge note").child(words.list.own_mark))
    };
    let second = el("span").class("second").child(own).child(token.description.as_deref().map(text::plain));
    el("th").attr("role", "rowheader").attr("scope", "row").class("name").child(link).child(second)
}

/// Where it lives, and which kind it is: the list of its place.
fn place(words: &'static Words, row: &Row) -> Element {
    let link = el("a")
        .class("above")
        .attr("href", List::of(Extent::Of(row.home())).href())
        .attr("title", row.path.to_string())
        .child(text::plain(&row.path));
    let kind = el("span").class("second").child((words.place.kind)(row.place.kind()));
    cell("place").child(link).child(kind)
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

fn actions(words: &'static Words, table: Table, row: &Arc<Row>, status: Memo<Status>) -> Element {
    let name = text::plain(&row.token.name);
    let (key, place) = (row.key(), row.home());
    let session = use_session();
    let (first, second, ended) = (Arc::clone(row), Arc::clone(row), Arc::clone(row));
    let renew = if place.kind().facts().rotates {
        let reason = move || no_rotation(&session.account()?, place, &first.token);
        act(icon::ROTATE, (words.list.rotate)(&name), reason, move || {
            table.dialog.set(Some(Dialog::Rotate(key)));
        })
    } else {
        let reason = move || no_replacement(&session.account()?, place, &first.token);
        act(icon::REPLACE, (words.replace.replace_one)(&name), reason, move || {
            table.dialog.set(Some(Dialog::Replace(key)));
        })
    };
    let why_no_change = move || no_change(&session.account()?, place, &second.token);
    let like_this = (words.replace.like_this)(&name);
    let like_this = move || {
        let (label, row) = (like_this.clone(), Arc::clone(&ended));
        let why_not = move || no_creation(&session.account()?, place);
        let make = move || {
            act(icon::COPY, label.clone(), why_not, {
                let row = Arc::clone(&row);
                move || table.create_like(&row)
            })
        };
        (!status.get().is_alive()).then(make)
    };
    el("span").class("row-actions").child(like_this).child(renew).child(act(
        icon::REVOKE,
        (words.list.revoke)(&name),
        why_no_change,
        move || {
            table.dialog.set(Some(Dialog::Revoke(key)));
        },
    ))
}

/// A button that stays in place with its reason when it cannot be used.
fn act(
    mark: Icon,
    label: String,
    reason: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
    run: impl Fn() + 'static,
) -> Element {
    let reason = Memo::new(reason);
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
