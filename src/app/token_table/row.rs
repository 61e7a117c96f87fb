//! One row: the name opens the details, two buttons change the token.

use super::reason::{no_change, no_creation, no_replacement, no_rotation};
use super::{Table, selection, table, text};
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::token_dialogs::Dialog;
use crate::app::widgets::icon::{self, Icon};
use crate::browser::dates;
use crate::browser::element::{Element, el};
use crate::browser::reactive::Memo;
use crate::tokens::{LastUsed, Scope, SortKey, Status, Token};
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
        move || Status::of(&token, table.now.get())
    });
    let position = move || {
        table.rows.tokens.with(|tokens| {
            let is_this = |&index: &usize| tokens.get(index).is_some_and(|row| row.id == id);
            table.shown.with(|shown| shown.iter().position(is_this))
        })
    };
    row.attr("aria-rowindex", move || position().map(|position| position + 2))
        .attr("data-status", move || text::status_name(status.get()))
        .attr("data-changed", move || table.rows.changed.with(|changed| changed.contains(&id)))
        .child(
            table
                .selection
                .is_offered
                .then(|| cell("pick").child(selection::checkbox(table, id, &text::plain(&token.name)))),
        )
        .child(cells(words, table, &token, status))
        .child(cell("actions").child(actions(words, table, &token, status)))
}

/// The cells of the columns this kind has.
fn cells(words: &'static Words, table: Table, token: &Token, status: Memo<Status>) -> Vec<Element> {
    let one = |key: SortKey| match key {
        SortKey::Name => name(words, table, token),
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
    table::columns(table.rows.place).into_iter().map(one).collect()
}

fn cell(class: &'static str) -> Element {
    el("td").attr("role", "cell").class(class)
}

fn name(words: &'static Words, table: Table, token: &Token) -> Element {
    let session = use_session();
    let (id, kind) = (token.id, table.rows.place.kind());
    let link = el("a")
        .id(text::row_id(id))
        .attr("href", move || {
            table.list.track();
            table.link_to(id)
        })
        .attr("aria-current", move || table.list.with(|list| list.open == Some(id)).then_some("true"))
        .child(text::plain(&token.name));
    let own = move || {
        let is_own = session.account().is_some_and(|account| account.is_self(kind, id));
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

fn actions(words: &'static Words, table: Table, token: &Token, status: Memo<Status>) -> Element {
    let name = text::plain(&token.name);
    let (id, place) = (token.id, table.rows.place);
    let session = use_session();
    let (first, second, ended) = (token.clone(), token.clone(), token.clone());
    let renew = if place.kind().facts().rotates {
        let reason = move || no_rotation(&session.account()?, place, &first);
        act(icon::ROTATE, (words.list.rotate)(&name), reason, move || {
            table.dialog.set(Some(Dialog::Rotate(id)));
        })
    } else {
        let reason = move || no_replacement(&session.account()?, place, &first);
        act(icon::REPLACE, (words.offer.replace_one)(&name), reason, move || {
            table.dialog.set(Some(Dialog::Replace(id)));
        })
    };
    let why_no_change = move || no_change(&session.account()?, place, &second);
    let like_this = (words.offer.like_this)(&name);
    let like_this = move || {
        let (label, token) = (like_this.clone(), ended.clone());
        let why_not = move || no_creation(&session.account()?, place);
        let make = move || {
            act(icon::COPY, label.clone(), why_not, {
                let token = token.clone();
                move || table.create_like(&token)
            })
        };
        (!status.get().is_alive()).then(make)
    };
    el("span").class("row-actions").child(like_this).child(renew).child(act(
        icon::REVOKE,
        (words.list.revoke)(&name),
        why_no_change,
        move || {
            table.dialog.set(Some(Dialog::Revoke(id)));
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
