//! Create for a person who is no administrator: GitLab's API gives two scopes, its own form gives all.

use leptos::prelude::*;

use super::create::{Faults, Form, NameAndDescription, lifetime};
use super::expiry_field::ExpiryField;
use super::outcome::Outcome;
use super::scopes_field::ScopesField;
use super::{close, progress};
use crate::app::changing::{Changing, Phase};
use crate::app::preferences::words;
use crate::app::session::Account;
use crate::app::shell::TroubleNotice;
use crate::app::token_table::Table;
use crate::app::widgets::dialog::Modal;
use crate::app::widgets::icon;
use crate::browser::{clock, dom};
use crate::changes::Act;
use crate::gitlab::pages;
use crate::tokens::kind::OWN_TOKEN_SCOPES;
use crate::tokens::{Draft, DraftFault, Kind};
use crate::words::Attempt;

/// The dialog: where to make it is the first question.
#[component]
pub fn CreateOwn(table: Table, draft: Draft, account: Account) -> impl IntoView {
    let words = words();
    let act = &words.act;
    let form = Form::new(draft);
    let on_close = close(table, None);
    let changing = Changing::new(table.rows, words, on_close);
    let can_here = account.can_change() && account.abilities().creates_own();
    let is_here = RwSignal::new(false);
    let lifetime = lifetime(&account, Kind::Personal);
    let user_id = account.user.id;
    let (address, abilities) = (account.address.clone(), account.abilities());
    let form_address = move || pages::new_personal_token(&address, abilities, &form.draft());
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let mut draft = form.draft();
        draft.scopes.retain(|scope| OWN_TOKEN_SCOPES.contains(scope));
        match draft.check(clock::now().date_naive(), lifetime) {
            Ok(new) => {
                form.faults.set(Vec::new());
                changing.start(Act::Create { new, as_own: true }, Kind::Personal, user_id);
            }
            Err(faults) => {
                form.faults.set(faults);
                dom::focus_soon(vec![String::from("faults")]);
            }
        }
    };
    let phase = changing.phase;
    let is_busy = Signal::derive(move || phase.with(Phase::is_busy));
    let is_unknown = move || phase.with(Phase::is_unknown);
    let how = move |label: &'static str, hint: String, here: bool| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="how"
                    disabled=here && !can_here
                    prop:checked=move || is_here.get() == here
                    on:change=move |_| is_here.set(here)
                />
                <span>{label}<span class="hint">{hint}</span></span>
            </label>
        }
    };
    let here_hint = if account.abilities().creates_own() {
        if account.can_change() { act.own_here_hint } else { words.shell.read_only_reason }
    } else {
        act.own_too_old
    };
    view! {
        <Modal title=act.create_title class="wide" close=words.shell.close is_held=is_busy on_close>
            <Show when=is_unknown>
                <Outcome table changing on_close/>
            </Show>
            <form novalidate on:submit=submit hidden=is_unknown>
                <div class="body">
                    <Faults form/>
                    {move || match phase.get() {
                        Phase::Refused(error) => Some(view! { <TroubleNotice error attempt=Attempt::Create/> }),
                        _ => None,
                    }}
                    <p>{act.own_explained}</p>
                    <fieldset class="group">
                        <legend>{act.own_how}</legend>
                        <div class="choices">
                            {how(act.own_gitlab, (act.own_gitlab_hint)(&account.address), false)}
                            {how(act.own_here, here_hint.to_owned(), true)}
                        </div>
                    </fieldset>
                    <NameAndDescription form describes=account.abilities().describes()/>
                    {move || if is_here.get() {
                        view! {
                            <ExpiryField
                                choice=form.expiry
                                legend=act.expiry
                                lifetime
                                same_length=None
                                fault=form.fault(words, |fault| matches!(fault, DraftFault::Expiry(_)))
                            />
                            <ScopesField
                                offered=OWN_TOKEN_SCOPES
                                chosen=form.scopes
                                fault=form.fault(words, |fault| fault == DraftFault::ScopesMissing)
                            />
                        }
                        .into_any()
                    } else {
                        view! {
                            <p class="hint">{act.own_no_expiry}</p>
                            <ScopesField
                                offered=Kind::Personal.facts().scopes
                                chosen=form.scopes
                                fault=Signal::stored(None::<String>)
                            />
                        }
                        .into_any()
                    }}
                </div>
                <footer>
                    {progress(changing)}
                    <button type="button" class="button" disabled=is_busy on:click=move |_| on_close.run(())>
                        {words.shell.cancel}
                    </button>
                    <button
                        class="button primary"
                        hidden=move || !is_here.get()
                        aria-busy=move || is_busy.get().then_some("true")
                        disabled=is_busy
                    >
                        {move || if is_busy.get() { act.creating } else { act.create }}
                    </button>
                    <a
                        class="button primary"
                        hidden=move || is_here.get()
                        href=move || {
                            form.name.track();
                            form.description.track();
                            form.scopes.track();
                            form_address()
                        }
                        target="_blank"
                        rel="noopener noreferrer"
                    >
                        {act.own_open}
                        {icon::view(icon::OPEN)}
                    </a>
                </footer>
            </form>
        </Modal>
    }
}
