//! The second step: the token. Its field exists only once the page is locked to the server.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::start_over;
use crate::app::connection::Reach;
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::shell::TroubleNotice;
use crate::app::widgets::{fault, icon};
use crate::browser::dom;
use crate::gitlab::credential::Appearance;
use crate::gitlab::version::Abilities;
use crate::gitlab::{Credential, Error, Server, pages};
use crate::tokens::{Draft, Scope, Secret};
use crate::words::Attempt;

/// Asks for the token and signs in.
#[component]
pub fn CredentialStep(server: Server) -> impl IntoView {
    let words = words();
    let connect = &words.connect;
    let session = use_session();
    let field = NodeRef::<html::Input>::new();
    let is_shown = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let appearance = RwSignal::new(Appearance::Plausible);
    let error = RwSignal::new(None::<Error>);
    let (base, origin, host) = (server.base(), server.origin(), server.host().to_owned());
    let draft = Draft { name: String::from("Keyturn"), scopes: vec![Scope::API], ..Draft::default() };
    let form_of_gitlab = pages::new_personal_token(&base, Abilities::of(None), &draft);
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(field) = field.get_untracked().filter(|_| !is_busy.get_untracked()) else { return };
        let credential = Credential::new(Secret::new(field.value()));
        let looks = credential.appearance();
        appearance.set(looks);
        error.set(None);
        if looks != Appearance::Plausible {
            dom::focus("token");
            return;
        }
        is_busy.set(true);
        is_shown.set(false);
        let reach = Reach::Server(server.clone());
        spawn_local(async move {
            let opened = session.open(reach, credential).await;
            if let Err(refused) = opened {
                let _ = is_busy.try_set(false);
                let _ = error.try_set(Some(refused));
            } else {
                dom::empty(&field);
                dom::focus_soon(vec![String::from("main")]);
            }
        });
    };
    let wrong = move || (connect.appearance)(appearance.get());
    view! {
        <form novalidate on:submit=submit>
            <div class="chosen">
                <code>{base.clone()}</code>
                <button type="button" class="link" on:click=move |_| start_over()>{connect.other_server}</button>
            </div>
            <p class="hint">{(connect.locked)(&origin)}</p>
            {move || error.get().map(|error| view! { <TroubleNotice error attempt=Attempt::SignIn/> })}
            <input
                class="visually-hidden"
                type="text"
                name="username"
                autocomplete="username"
                tabindex="-1"
                aria-hidden="true"
                readonly
                value=host
            />
            <div class="field">
                <label for="token">{connect.token_label}</label>
                <div class="joined">
                    <input
                        node_ref=field
                        id="token"
                        class="input"
                        type=move || if is_shown.get() { "text" } else { "password" }
                        name="password"
                        autocomplete="current-password"
                        autocapitalize="off"
                        spellcheck="false"
                        aria-describedby="token-hint"
                        aria-invalid=move || wrong().is_some().then_some("true")
                        on:input=move |_| appearance.set(Appearance::Plausible)
                    />
                    <button
                        type="button"
                        class="button square"
                        aria-pressed=move || is_shown.get().to_string()
                        aria-label=words.act.show
                        on:click=move |_| is_shown.update(|shown| *shown = !*shown)
                    >
                        {icon::view(icon::EYE)}
                    </button>
                </div>
                <p id="token-hint" role="status" class=move || if wrong().is_some() { "error" } else { "hint" }>
                    {move || wrong().map_or_else(|| connect.token_hint.into_any(), fault::view)}
                </p>
            </div>
            <button class="button primary" aria-busy=move || is_busy.get().then_some("true")>
                {move || if is_busy.get() { connect.token_busy } else { connect.token_submit }}
            </button>
            <p class="small">
                <a href=form_of_gitlab target="_blank" rel="noopener noreferrer">
                    {connect.token_create}" "{icon::view(icon::OPEN)}
                </a>
            </p>
            <p class="hint">{connect.token_promise}</p>
        </form>
    }
}
