//! One row: the name opens the details, two buttons change the token.

use leptos::prelude::*;

use super::{Table, text};
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::token_dialogs::Dialog;
use crate::app::widgets::icon::{self, Icon};
use crate::tokens::{LastUsed, Place, Scope, Status, Token};
use crate::words::Words;

/// Scopes shown in a row before the rest is counted.
const SCOPES_SHOWN: usize = 2;

/// The row of a token.
pub fn row(table: Table, id: u64) -> AnyView {
    let words = words();
    let Some(token) = table.token(id) else { return ().into_any() };
    let session = use_session();
    let status = Status::of(&token, table.now.get_untracked());
    let row_index = move || {
        table
            .rows
            .tokens
            .with(|tokens| {
                table.shown.with(|shown| {
                    shown.iter().position(|&index| tokens.get(index).is_some_and(|row| row.id == id))
                })
            })
            .map(|position| position + 2)
    };
    let is_changed = move || table.rows.changed.with(|changed| changed.contains(&id)).then_some("");
    let is_own = Signal::derive(move || session.account().is_some_and(|account| account.is_self(id)));
    view! {
        <tr role="row" aria-rowindex=row_index data-status=text::status_name(status) data-changed=is_changed>
            {name(words, table, &token, is_own)}
            {(table.rows.place == Place::AllUsers).then(|| owner(&token))}
            <td role="cell" class="scopes">{scopes(&token.scopes)}</td>
            <td role="cell" class="created">{created(words, &token)}</td>
            {used(words, &token)}
            {expires(words, table, &token)}
            <td role="cell" class="status">
                <span class="badge" data-status=text::status_name(status)>{(words.list.status)(status)}</span>
            </td>
            <td role="cell" class="actions">{actions(words, table, token)}</td>
        </tr>
    }
    .into_any()
}

fn name(words: &'static Words, table: Table, token: &Token, is_own: Signal<bool>) -> impl IntoView + use<> {
    let id = token.id;
    let is_open = move || table.list.with(|list| list.open == Some(id)).then_some("true");
    let description = token.description.as_deref().map(text::plain).unwrap_or_default();
    view! {
        <th role="rowheader" scope="row" class="name">
            <a id=text::row_id(id) href=move || { table.list.track(); table.link_to(id) } aria-current=is_open>
                {text::plain(&token.name)}
            </a>
            <span class="second">
                {move || is_own.get().then(|| view! { <span class="badge note">{words.list.own_mark}</span> })}
                {description}
            </span>
        </th>
    }
}

fn owner(token: &Token) -> impl IntoView + use<> {
    let id = token.user_id.map(|id| id.to_string()).unwrap_or_default();
    let href = token.user_id.map(|id| format!("#/personal/users/{id}"));
    view! { <td role="cell" class="owner"><a class="above" href=href>{id}</a></td> }
}

fn scopes(scopes: &[Scope]) -> impl IntoView + use<> {
    let rest = scopes.len().saturating_sub(SCOPES_SHOWN);
    let names = scopes.iter().map(Scope::as_str).collect::<Vec<_>>().join(", ");
    let shown = scopes[..scopes.len() - rest]
        .iter()
        .map(|scope| view! { <span class="chip">{scope.as_str().to_owned()}</span> })
        .collect_view();
    view! {
        <span class="chips" title=names>
            {shown}
            {(rest > 0).then(|| view! { <span class="chip more">{format!("+{rest}")}</span> })}
        </span>
    }
}

fn created(words: &Words, token: &Token) -> String {
    token.created_at.map(|at| crate::browser::dates::day(at.date_naive(), words.tag)).unwrap_or_default()
}

fn used(words: &'static Words, token: &Token) -> impl IntoView + use<> {
    let last_used = token.last_used;
    let rest = token.last_used_ips.len().saturating_sub(1);
    let address = token
        .last_used_ips
        .first()
        .map(|address| if rest > 0 { format!("{address} +{rest}") } else { address.clone() });
    let is_quiet = !matches!(last_used, LastUsed::At(_));
    let label =
        (last_used != LastUsed::Never).then_some((words.list.column)(crate::tokens::SortKey::LastUsed));
    view! {
        <td role="cell" class="used" data-label=label>
            <span class:quiet=is_quiet title=text::used(words, last_used)>{text::used_day(words, last_used)}</span>
            {address.map(|address| view! { <span class="second">{address}</span> })}
        </td>
    }
}

fn expires(words: &'static Words, table: Table, token: &Token) -> impl IntoView + use<> {
    let now = table.now.get_untracked();
    let status = Status::of(token, now);
    let whole = text::end_seen_from(words, token.expiry, now);
    let distance = if token.revoked { None } else { text::distance(words, token.expiry, now) };
    view! {
        <td role="cell" class="expires">
            <time title=whole.clone()>{text::end_day(words, token.expiry)}</time>
            {distance.map(|distance| view! {
                <span class="second" data-status=text::status_name(status)>{distance}</span>
            })}
        </td>
    }
}

fn actions(words: &'static Words, table: Table, token: Token) -> impl IntoView {
    let session = use_session();
    let account = move || session.account();
    let (for_rotate, for_revoke) = (token.clone(), token.clone());
    let no_rotation = move || account().and_then(|account| table.no_rotation(&account, &for_rotate));
    let no_change = move || account().and_then(|account| table.no_change(&account, &for_revoke));
    let id = token.id;
    let name = text::plain(&token.name);
    view! {
        <span class="row-actions">
            {act(icon::ROTATE, (words.list.rotate)(&name), no_rotation, move || {
                table.dialog.set(Some(Dialog::Rotate(id)));
            })}
            {act(icon::REVOKE, (words.list.revoke)(&name), no_change, move || {
                table.dialog.set(Some(Dialog::Revoke(id)));
            })}
        </span>
    }
}

/// A button that stays in place with its reason when it cannot be used.
fn act(
    mark: Icon,
    label: String,
    reason: impl Fn() -> Option<&'static str> + Clone + Send + 'static,
    run: impl Fn() + 'static,
) -> impl IntoView {
    let title = {
        let (reason, label) = (reason.clone(), label.clone());
        move || reason().map_or(label.clone(), str::to_owned)
    };
    let name = {
        let (reason, label) = (reason.clone(), label);
        move || match reason() {
            Some(reason) => format!("{label}. {reason}"),
            None => label.clone(),
        }
    };
    let disabled = {
        let reason = reason.clone();
        move || reason().map(|_| "true")
    };
    view! {
        <button
            type="button"
            class="button plain square"
            aria-label=name
            title=title
            aria-disabled=disabled
            on:click=move |_| {
                if untrack(&reason).is_none() {
                    run();
                }
            }
        >
            {icon::view(mark)}
        </button>
    }
}
