//! Sign in: first the server, which is proven to be a GitLab and becomes the only one the page can reach; then the token.

mod credential;
mod server;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::connection::Reach;
use crate::app::preferences::words;
use crate::app::session::{End, Stage, use_session};
use crate::app::shell::TroubleNotice;
use crate::app::widgets::{fault, icon};
use crate::browser::sandbox::Sandbox;
use crate::browser::{location, policy};
use crate::gitlab::Credential;
use crate::words::{Attempt, Words};

/// The two steps, one at a time.
#[component]
pub fn Connect(
    /// A server to suggest, from the link.
    suggested: Option<String>,
) -> impl IntoView {
    let words = words();
    let session = use_session();
    let end = match untrack(|| session.stage()) {
        Stage::Out(end) => end,
        Stage::In(_) => None,
    };
    view! {
        <div class="connect">
            <div class="stack">
                <h1>{words.connect.title}</h1>
                <p class="quiet">{words.connect.lead}</p>
                <ol class="steps" role="list">
                    <li aria-current=move || session.server().is_none().then_some("step")>{words.connect.step_server}</li>
                    <li aria-current=move || session.server().is_some().then_some("step")>{words.connect.step_token}</li>
                </ol>
            </div>
            {end.map(|end| ended(words, end))}
            {move || match session.server() {
                None => view! { <server::ServerStep suggested=suggested.clone()/> <Otherwise/> }.into_any(),
                Some(server) => view! { <credential::CredentialStep server/> }.into_any(),
            }}
        </div>
    }
}

/// Why the last session ended.
fn ended(words: &'static Words, end: End) -> AnyView {
    let connect = &words.connect;
    let text = match end {
        End::Dead(error) => return view! { <TroubleNotice error attempt=Attempt::SignIn/> }.into_any(),
        End::SignedOut => connect.ended_signed_out,
        End::Idle => connect.ended_idle,
        End::Limit => connect.ended_limit,
        End::Restored => connect.ended_restored,
        End::RevokedSelf => connect.ended_revoked,
        End::LostSelf => connect.ended_lost,
    };
    view! {
        <div class="notice" data-tone="note" role="status">
            {icon::view(icon::INFO)}
            <div class="content">
                <h2>{connect.ended_title}</h2>
                <p>{text}</p>
            </div>
        </div>
    }
    .into_any()
}

/// The other way in: the sandbox, fetched only now.
#[component]
fn Otherwise() -> impl IntoView {
    let words = &words().connect;
    let session = use_session();
    let is_busy = RwSignal::new(false);
    let is_missing = RwSignal::new(false);
    let open = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        is_missing.set(false);
        spawn_local(async move {
            let opened = match Sandbox::load().await {
                Some(sandbox) => match sandbox.credential("root") {
                    Some(secret) if policy::lock(policy::Reach::Nowhere) => {
                        session.open(Reach::Sandbox(sandbox), Credential::new(secret)).await.is_ok()
                    }
                    _ => false,
                },
                None => false,
            };
            let _ = is_busy.try_set(false);
            let _ = is_missing.try_set(!opened);
        });
    };
    view! {
        <div class="otherwise">
            <p>{words.or}" "{words.sandbox_hint}</p>
            <button
                type="button"
                class="button"
                aria-busy=move || is_busy.get().then_some("true")
                on:click=open
            >
                {move || if is_busy.get() { words.sandbox_busy } else { words.sandbox }}
            </button>
            {move || is_missing.get().then(|| view! { <p class="error" role="alert">{fault::view(words.sandbox_missing)}</p> })}
        </div>
    }
}

/// Names another server: only a new page can, because the lock cannot be opened.
fn start_over() {
    location::reload("#/connect");
}
