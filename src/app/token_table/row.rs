//! One row: the name opens the details, two buttons change the token.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::reason::{held, no_change, no_creation, no_replacement, no_rotation};
use super::{Table, selection, table, text};
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::token_dialogs::Dialog;
use crate::app::widgets::icon::{self, Icon};
use crate::browser::dates;
use crate::browser::element::{Element, el};
use crate::route::{Extent, List};
use crate::tokens::{LastUsed, Row, Scope, SortKey, Status, Token};
use crate::words::Words;

/// Scopes shown in a row before the rest is counted.
const SCOPES_SHOWN: usize = 2;

/// A row in one number: when anything in it changes it is drawn anew, so little in it needs to follow anything.
pub fn number(row: &Row, status: Status) -> u64 {
    let mut hasher = DefaultHasher::new();
    let token = &row.token;
    (row.key(), status, &row.path, &token.name, &token.description).hash(&mut hasher);
    (&token.scopes, token.user_id, token.access_level, token.created_at, token.last_used).hash(&mut hasher);
    (&token.last_used_ips, token.expiry, &token.username).hash(&mut hasher);
    hasher.finish()
}

/// A row; `position` tells which of those that are shown it is.
pub fn view(table: Table, row: &Arc<Row>, position: impl Fn() -> Option<usize> + 'static) -> Element {
    let words = words();
    let key = row.key();
    let status = Status::of(&row.token, table.now.get_untracked());
    el("tr")
        .attr("role", "row")
        .attr("aria-rowindex", move || position().map(|position| position + 2))
        .attr("data-status", text::status_name(status))
        .attr("data-open", move || table.list.with(|list| list.open == Some(key)))
        .attr("data-selected", move || table.selection.has(key))
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
fn cells(words: &'static Words, table: Table, row: &Row, status: Status) -> Vec<Element> {
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
            el("span").class("badge").attr("data-status", text::status_name(status)).child((words
                .list
                .status)(
                status
            )),
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
    let is_own = session.account_now().is_some_and(|account| account.is_self(kind, key.id()));
    let own = is_own.then(|| el("span").class("badge note").child(words.list.own_mark));
    let second = el("span").class("second").child(own).child(token.description.as_deref().map(text::plain));
    el("th").attr("role", "rowheader").attr("scope", "row").class("name").child(link).child(second)
}

/// Where it lives, and which kind it is: the list of its place.
fn place(words: &'static Words, row: &Row) -> Element {
    let link = el("a")
        .class("above")
        .attr("href", List::of(Extent::Of(row.home())).href())
        .attr("title", row.path.to_string())
        .child(match (&*row.path, row.token.user_id) {
            // The list of all users names nobody; who they are is asked only with everything.
            ("", Some(id)) => format!("{} {id}", words.list.user),
            (path, _) => text::plain(path),
        });
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

fn expires(words: &'static Words, table: Table, token: &Token, status: Status) -> Element {
    let (expiry, is_revoked) = (token.expiry, token.revoked);
    let day = el("time")
        .attr("title", text::end_seen_from(words, expiry, table.now.get_untracked()))
        .child(text::end_day(words, expiry));
    let distance = move || {
        let distance = text::distance(words, expiry, table.now.get()).filter(|_| !is_revoked)?;
        Some(el("span").class("second").attr("data-status", text::status_name(status)).child(distance))
    };
    cell("expires").child(day).child(distance)
}

fn actions(words: &'static Words, table: Table, row: &Arc<Row>, status: Status) -> Element {
    let name = text::plain(&row.token.name);
    let (key, place) = (row.key(), row.home());
    let Some(account) = use_session().account_now() else { return el("span") };
    let renew = if place.kind().facts().rotates {
        let reason = no_rotation(&account, place, &row.token);
        act(icon::ROTATE, (words.list.rotate)(&name), reason, move || {
            table.dialog.set(Some(Dialog::Rotate(key)));
        })
    } else {
        let reason = no_replacement(&account, place, &row.token);
        act(icon::REPLACE, (words.offer.replace_one)(&name), reason, move || {
            table.dialog.set(Some(Dialog::Replace(key)));
        })
    };
    let like_this = (!status.is_alive()).then(|| {
        let row = Arc::clone(row);
        let reason = no_creation(&account, place);
        act(icon::COPY, (words.offer.like_this)(&name), reason, move || table.create_like(&row))
    });
    let reason = no_change(&account, place, &row.token);
    let revoke = act(icon::REVOKE, (words.list.revoke)(&name), reason, move || {
        table.dialog.set(Some(Dialog::Revoke(key)));
    });
    el("span").class("row-actions").child(like_this).child(renew).child(revoke)
}

/// A button that stays in place with its reason when it cannot be used.
fn act(mark: Icon, label: String, reason: Option<&'static str>, run: impl Fn() + 'static) -> Element {
    let name = reason.map_or_else(|| label.clone(), |reason| format!("{label}. {reason}"));
    let button = el("button")
        .attr("type", "button")
        .class("button plain square")
        .attr("aria-label", name)
        .child(icon::view(mark));
    let button = held(button, reason, run);
    if reason.is_none() { button.attr("title", label) } else { button }
}
