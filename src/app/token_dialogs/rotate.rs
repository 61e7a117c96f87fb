//! Rotate: asks for the new end, says when the old value dies.

use leptos::prelude::*;

use super::create::lifetime;
use super::expiry_field::ExpiryField;
use super::outcome::Outcome;
use super::{close, progress};
use crate::app::changing::{Changing, Phase};
use crate::app::preferences::words;
use crate::app::session::Account;
use crate::app::shell::TroubleNotice;
use crate::app::token_table::{Table, text};
use crate::app::widgets::{dialog::Modal, icon};
use crate::browser::{clock, dates};
use crate::changes::Act;
use crate::tokens::expiry::ExpiryFault;
use crate::tokens::{DraftFault, ExpiryChoice, Status, Token};
use crate::words::Attempt;

/// The dialog of one token.
#[component]
pub fn Rotate(table: Table, token: Token, account: Account) -> impl IntoView {
    let words = words();
    let act = &words.act;
    let on_close = close(table, Some(token.id));
    let changing = Changing::new(table.rows, words, on_close);
    let kind = table.rows.kind;
    let lifetime = lifetime(&account, kind);
    let same_length = token.lifetime_days().filter(|days| *days <= lifetime.max_days);
    let choice = RwSignal::new(ExpiryChoice::InDays(same_length.unwrap_or(30)));
    let fault = RwSignal::new(None::<ExpiryFault>);
    let is_self = account.is_self(token.id) && account.abilities().rotates_self();
    let is_expired = Status::of(&token, clock::now()) == Status::Expired;
    let to_date = account.abilities().rotates_to_date();
    let user_id = token.user_id.unwrap_or(table.rows.user_id);
    let name = text::plain(&token.name);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        match choice.get_untracked().resolve(clock::now().date_naive(), lifetime) {
            Ok(expires_at) => {
                fault.set(None);
                changing.start(Act::Rotate { token: token.clone(), expires_at, is_self }, kind, user_id);
            }
            Err(found) => fault.set(Some(found)),
        }
    };
    let said = Signal::derive(move || {
        let fault = fault.get()?;
        let latest = match fault {
            ExpiryFault::TooFar(day) => dates::day(day, words.tag),
            _ => String::new(),
        };
        Some((act.fault)(DraftFault::Expiry(fault), &latest))
    });
    let phase = changing.phase;
    let is_busy = Signal::derive(move || phase.with(Phase::is_busy));
    let is_unknown = move || phase.with(Phase::is_unknown);
    view! {
        <Modal title=(act.rotate_title)(&name) close=words.shell.close is_held=is_busy on_close>
            <Show when=is_unknown>
                <Outcome table changing on_close/>
            </Show>
            <form novalidate on:submit=submit hidden=is_unknown>
                <div class="body">
                    {move || match phase.get() {
                        Phase::Refused(error) => Some(view! { <TroubleNotice error attempt=Attempt::Rotate/> }),
                        _ => None,
                    }}
                    {if to_date {
                        view! {
                            <ExpiryField choice legend=act.rotate_expiry lifetime same_length fault=said/>
                        }
                        .into_any()
                    } else {
                        view! { <p>{act.one_week}</p> }.into_any()
                    }}
                    {is_self.then(|| view! {
                        <div class="notice" data-tone="warning">
                            {icon::view(icon::WARNING)}
                            <div class="content"><p>{act.rotate_self}</p></div>
                        </div>
                    })}
                    <p class="consequence" data-tone="warning">
                        {if is_expired { act.rotate_expired } else { act.rotate_consequence }}
                    </p>
                </div>
                <footer>
                    {progress(changing)}
                    <button type="button" class="button" disabled=is_busy on:click=move |_| on_close.run(())>
                        {words.shell.cancel}
                    </button>
                    <button class="button primary" aria-busy=move || is_busy.get().then_some("true") disabled=is_busy>
                        {move || if is_busy.get() { act.rotating } else { act.rotate }}
                    </button>
                </footer>
            </form>
        </Modal>
    }
}
