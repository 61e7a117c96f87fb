//! Everything GitLab told about one token, beside the list.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Table, text};
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::shell::TroubleNotice;
use crate::app::token_dialogs::Dialog;
use crate::app::widgets::icon;
use crate::browser::{clipboard, dates, dom};
use crate::gitlab::Error;
use crate::gitlab::calls::personal::{self, Association, Associations};
use crate::tokens::{AccessLevel, Draft, ExpiryChoice, SortKey, Status, Token};
use crate::words::{Attempt, Words};

/// Groups and projects asked for at most: twenty pages.
const REACH_PAGES: u32 = 20;

/// The panel of one token; follows the row as it changes.
#[component]
pub fn Details(table: Table, id: u64) -> impl IntoView {
    let words = words();
    let token = Memo::new(move |_| {
        table.rows.tokens.with(|tokens| tokens.iter().find(|token| token.id == id).cloned())
    });
    dom::focus_soon(vec![String::from("details-title")]);
    let close = move |_| {
        table.open(None);
        dom::focus_soon(vec![text::row_id(id), String::from("main")]);
    };
    view! {
        <aside class="details" aria-labelledby="details-title">
            <header>
                <h2 id="details-title" tabindex="-1">
                    {move || token.with(|token| match token {
                        Some(token) => text::plain(&token.name),
                        None => (words.list.not_in_list)(id),
                    })}
                </h2>
                <button type="button" class="button plain square" aria-label=words.shell.close on:click=close>
                    {icon::view(icon::CLOSE)}
                </button>
                {move || token.get().map(|token| head(words, table, &token))}
            </header>
            {move || token.get().map(|token| body(words, table, token))}
        </aside>
    }
}

fn head(words: &Words, table: Table, token: &Token) -> impl IntoView + use<> {
    let now = table.now.get();
    let status = Status::of(token, now);
    view! {
        <div class="cluster">
            <span class="badge" data-status=text::status_name(status)>{(words.list.status)(status)}</span>
            <span class="quiet small">{text::distance(words, token.expiry, now)}</span>
        </div>
    }
}

fn body(words: &'static Words, table: Table, token: Token) -> impl IntoView {
    let session = use_session();
    let is_own = session.account().is_some_and(|account| account.is_self(token.id));
    let description = token.description.clone().filter(|text| !text.is_empty());
    view! {
        <div class="body">
            {description.map(|description| view! { <p>{text::plain(&description)}</p> })}
            {facts(words, table, &token)}
            <section aria-labelledby="details-scopes">
                <h3 id="details-scopes">{words.list.scopes}</h3>
                <ul class="explained" role="list">
                    {token
                        .scopes
                        .iter()
                        .map(|scope| view! {
                            <li>
                                <span class="chip">{scope.as_str().to_owned()}</span>
                                <span class="hint">{(words.scope)(scope.as_str()).unwrap_or(words.list.unknown_scope)}</span>
                            </li>
                        })
                        .collect_view()}
                </ul>
            </section>
            <section aria-labelledby="details-reach">
                <h3 id="details-reach">{words.list.reach}</h3>
                <ReachOf is_own/>
            </section>
            {others(words, &token)}
        </div>
        {acts(words, table, token)}
    }
}

fn facts(words: &'static Words, table: Table, token: &Token) -> impl IntoView + use<> {
    let now = table.now.get_untracked();
    let id = token.id;
    let created = token.created_at.map(|at| dates::instant_utc(at, words.tag));
    let owner = table.owner;
    let user_id = token.user_id;
    view! {
        <dl class="facts">
            <dt>{(words.list.column)(SortKey::Expires)}</dt>
            <dd>{text::end_seen_from(words, token.expiry, now)}</dd>
            <dt>{(words.list.column)(SortKey::Created)}</dt>
            <dd>{created.unwrap_or_else(|| words.list.not_told.to_owned())}</dd>
            <dt>{(words.list.column)(SortKey::LastUsed)}</dt>
            <dd>{text::used(words, token.last_used)}</dd>
            {(!token.last_used_ips.is_empty()).then(|| view! {
                <dt>{words.list.addresses}</dt>
                <dd>{token.last_used_ips.join(", ")}</dd>
            })}
            {user_id.map(|user_id| view! {
                <dt>{words.list.user}</dt>
                <dd>{move || owner.get()}" "<span class="quiet number">{user_id}</span></dd>
            })}
            {token.access_level.map(|level| view! {
                <dt>{words.list.role}</dt>
                <dd>{role(level)}</dd>
            })}
            <dt>{words.list.id}</dt>
            <dd class="cluster">
                <code class="number">{id}</code>
                <button
                    type="button"
                    class="button plain small square"
                    aria-label=words.list.copy_id
                    on:click=move |_| spawn_local(async move {
                        let _ = clipboard::copy(&id.to_string()).await;
                    })
                >
                    {icon::view(icon::COPY)}
                </button>
            </dd>
        </dl>
    }
}

fn role(level: AccessLevel) -> String {
    level.name().map_or_else(|| format!("Level {}", level.0), str::to_owned)
}

/// Fields this version has no place for are shown as GitLab sent them.
fn others(words: &Words, token: &Token) -> Option<impl IntoView + use<>> {
    let fields = token.other_fields.clone();
    (!fields.is_empty()).then(|| {
        view! {
            <section aria-labelledby="details-other">
                <h3 id="details-other">{words.list.other_fields}</h3>
                <dl class="facts">
                    {fields
                        .into_iter()
                        .map(|(name, value)| view! {
                            <dt><code>{text::plain(&name)}</code></dt>
                            <dd><code>{text::plain(&value)}</code></dd>
                        })
                        .collect_view()}
                </dl>
            </section>
        }
    })
}

fn acts(words: &'static Words, table: Table, token: Token) -> impl IntoView {
    let session = use_session();
    let id = token.id;
    let account = session.account();
    let no_rotation = account.as_ref().and_then(|account| table.no_rotation(account, &token));
    let no_change = account.as_ref().and_then(|account| table.no_change(account, &token));
    let act = move |label: &'static str, mark, reason: Option<&'static str>, dialog: Dialog| {
        view! {
            <button
                type="button"
                class="button"
                aria-disabled=reason.map(|_| "true")
                title=reason
                on:click=move |_| {
                    if reason.is_none() {
                        table.dialog.set(Some(dialog.clone()));
                    }
                }
            >
                {icon::view(mark)}
                {label}
            </button>
        }
    };
    let draft = Draft {
        name: token.name.clone(),
        description: token.description.clone().unwrap_or_default(),
        scopes: token.scopes.clone(),
        expiry: token.lifetime_days().map_or(Draft::default().expiry, ExpiryChoice::InDays),
    };
    view! {
        <footer>
            {act(words.act.rotate, icon::ROTATE, no_rotation, Dialog::Rotate(id))}
            {act(words.act.revoke, icon::REVOKE, no_change, Dialog::Revoke(id))}
            <button type="button" class="button plain" on:click=move |_| table.create(draft.clone())>
                {icon::view(icon::COPY)}
                {words.list.duplicate}
            </button>
            {no_change.map(|reason| view! { <p class="hint">{reason}</p> })}
        </footer>
    }
}

/// What a token reaches; GitLab tells it only to the token itself, since 17.4.
#[component]
fn ReachOf(is_own: bool) -> impl IntoView {
    let words = words();
    let session = use_session();
    let can_ask =
        is_own && session.account_now().is_some_and(|account| account.abilities().lists_associations());
    let reach = RwSignal::new(None::<Result<Associations, Error>>);
    let is_asking = RwSignal::new(false);
    let ask = move || {
        is_asking.set(true);
        spawn_local(async move {
            let mut all = Associations::default();
            let mut result = Ok(());
            for page in 1..=REACH_PAGES {
                match session.read(personal::associations(page)).await {
                    Ok(page) if page.groups.is_empty() && page.projects.is_empty() => break,
                    Ok(page) => {
                        all.groups.extend(page.groups);
                        all.projects.extend(page.projects);
                    }
                    Err(error) => {
                        result = Err(error);
                        break;
                    }
                }
            }
            let _ = is_asking.try_set(false);
            let _ = reach.try_set(Some(result.map(|()| all)));
        });
    };
    if !can_ask {
        return view! { <p class="hint">{words.list.reach_own_only}</p> }.into_any();
    }
    view! {
        {move || match reach.get() {
            None => view! {
                <button
                    type="button"
                    class="link"
                    aria-busy=move || is_asking.get().then_some("true")
                    on:click=move |_| ask()
                >
                    {words.list.reach_show}
                </button>
            }
            .into_any(),
            Some(Ok(all)) => associations(words, &all).into_any(),
            Some(Err(error)) => {
                view! { <TroubleNotice error attempt=Attempt::Read on_retry=Callback::new(move |()| ask())/> }.into_any()
            }
        }}
    }
    .into_any()
}

fn associations(words: &Words, all: &Associations) -> impl IntoView + use<> {
    if all.groups.is_empty() && all.projects.is_empty() {
        return view! { <p class="hint">{words.list.reach_none}</p> }.into_any();
    }
    let line = |association: &Association| {
        let role = association.access_level.map(role).unwrap_or_default();
        view! { <li>{text::plain(&association.name)}" "<span class="quiet">{role}</span></li> }
    };
    view! {
        <p class="hint">{(words.list.reach_count)(all.groups.len(), all.projects.len())}</p>
        <ul class="explained" role="list">
            {all.groups.iter().map(line).collect_view()}
            {all.projects.iter().map(line).collect_view()}
        </ul>
    }
    .into_any()
}
