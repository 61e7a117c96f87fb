//! Revoke: names what ends. The focus is on Cancel.

use chrono::TimeDelta;
use leptos::prelude::*;

use super::outcome::Outcome;
use super::{close, progress};
use crate::app::changing::{Changing, Phase};
use crate::app::preferences::words;
use crate::app::session::Account;
use crate::app::shell::TroubleNotice;
use crate::app::token_table::{Table, text};
use crate::app::widgets::{dialog::Modal, icon};
use crate::browser::clock;
use crate::changes::Act;
use crate::tokens::{Kind, LastUsed, SortKey, Token};
use crate::words::Attempt;

/// The dialog of one token.
#[component]
pub fn Revoke(table: Table, token: Token, account: Account) -> impl IntoView {
    let words = words();
    let act = &words.act;
    let on_close = close(table, Some(token.id));
    let changing = Changing::new(table.rows, words, on_close);
    let kind = table.rows.kind;
    let is_self = account.is_self(token.id);
    let user_id = token.user_id.unwrap_or(table.rows.user_id);
    let name = text::plain(&token.name);
    let target = token.clone();
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        changing.start(Act::Revoke { token: target.clone(), is_self }, kind, user_id);
    };
    let phase = changing.phase;
    let is_busy = Signal::derive(move || phase.with(Phase::is_busy));
    let is_unknown = move || phase.with(Phase::is_unknown);
    let is_in_use = matches!(token.last_used, LastUsed::At(at) if clock::now() - at < TimeDelta::hours(1));
    view! {
        <Modal title=(act.revoke_title)(&name) close=words.shell.close is_held=is_busy on_close>
            <Show when=is_unknown>
                <Outcome table changing on_close/>
            </Show>
            <form novalidate on:submit=submit hidden=is_unknown>
                <div class="body">
                    {move || match phase.get() {
                        Phase::Refused(error) => Some(view! { <TroubleNotice error attempt=Attempt::Revoke/> }),
                        _ => None,
                    }}
                    <dl class="facts framed">
                        <dt>{act.kind}</dt>
                        <dd>{if kind == Kind::Personal { act.kind_personal } else { act.kind_impersonation }}</dd>
                        <dt>{words.list.user}</dt>
                        <dd>{move || table.owner.get()}" "<span class="quiet number">{user_id}</span></dd>
                        <dt>{words.list.scopes}</dt>
                        <dd>{text::chips(&token.scopes)}</dd>
                        <dt>{(words.list.column)(SortKey::LastUsed)}</dt>
                        <dd>{text::used(words, token.last_used)}</dd>
                        <dt>{(words.list.column)(SortKey::Expires)}</dt>
                        <dd>{text::end_seen_from(words, token.expiry, clock::now())}</dd>
                    </dl>
                    {(is_self || is_in_use).then(|| view! {
                        <div class="notice" data-tone="warning">
                            {icon::view(icon::WARNING)}
                            <div class="content">
                                {is_self.then(|| view! { <p>{act.revoke_self}</p> })}
                                {is_in_use.then(|| view! { <p>{act.used_lately}</p> })}
                            </div>
                        </div>
                    })}
                    <p class="consequence" data-tone="bad">{act.revoke_consequence}</p>
                </div>
                <footer>
                    {progress(changing)}
                    <button type="button" class="button" autofocus disabled=is_busy on:click=move |_| on_close.run(())>
                        {words.shell.cancel}
                    </button>
                    <button class="button danger" aria-busy=move || is_busy.get().then_some("true") disabled=is_busy>
                        {move || if is_busy.get() { act.revoking } else { act.revoke }}
                    </button>
                </footer>
            </form>
        </Modal>
    }
}
