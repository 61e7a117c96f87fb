//! The first step: the server.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::preferences::words;
use crate::app::session::{Session, use_session};
use crate::app::shell::TroubleNotice;
use crate::app::widgets::{fault, icon};
use crate::browser::storage::{Remembered, recall, remember};
use crate::browser::{dom, location};
use crate::gitlab::server::ServerFault;
use crate::gitlab::{Error, Server};
use crate::words::Attempt;

/// What stands in the way of the second step.
#[derive(Clone, PartialEq)]
enum Hindrance {
    Typed(ServerFault),
    Exposed(Server),
    Answered(Error),
    NotLocked,
}

/// Asks for the server and proves that it is a GitLab.
#[component]
pub fn ServerStep(suggested: Option<String>) -> impl IntoView {
    let words = words();
    let connect = &words.connect;
    let session = use_session();
    let last = recall(Remembered::Server).filter(|last| Some(last) != suggested.as_ref());
    let typed = RwSignal::new(suggested.or_else(|| last.clone()).unwrap_or_default());
    let hindrance = RwSignal::new(None::<Hindrance>);
    let is_busy = RwSignal::new(false);
    let go_on = move |server: Server| {
        is_busy.set(true);
        hindrance.set(None);
        spawn_local(async move {
            let found = Session::prove(&server).await;
            is_busy.set(false);
            match found {
                Ok(()) => {
                    remember(Remembered::Server, &server.base());
                    if session.lock(server) {
                        dom::focus_soon(vec![String::from("token")]);
                    } else {
                        hindrance.set(Some(Hindrance::NotLocked));
                    }
                }
                Err(error) => hindrance.set(Some(Hindrance::Answered(error))),
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        session.acknowledge();
        match Server::parse(&typed.get_untracked(), location::page_scheme(), location::ascii_host) {
            Ok(server) if server.is_exposed() => hindrance.set(Some(Hindrance::Exposed(server))),
            Ok(server) => go_on(server),
            Err(fault) => {
                hindrance.set(Some(Hindrance::Typed(fault)));
                dom::focus("server");
            }
        }
    };
    let typed_fault = move || match hindrance.get() {
        Some(Hindrance::Typed(fault)) => Some((connect.server_fault)(fault)),
        _ => None,
    };
    let punycode = move || {
        let server = Server::parse(&typed.get(), location::page_scheme(), location::ascii_host).ok()?;
        server.typed_host().is_some().then(|| (connect.server_punycode)(server.host()))
    };
    view! {
        <form novalidate on:submit=submit>
            {move || match hindrance.get() {
                Some(Hindrance::Answered(error)) => {
                    Some(view! { <TroubleNotice error attempt=Attempt::FindServer/> }.into_any())
                }
                Some(Hindrance::NotLocked) => Some(warning(connect.lock_failed, ()).into_any()),
                Some(Hindrance::Exposed(server)) => {
                    let label = (connect.exposed_confirm)(&server.origin());
                    let confirm = view! {
                        <button type="button" class="button danger" on:click=move |_| go_on(server.clone())>
                            {label}
                        </button>
                    };
                    Some(warning(connect.exposed_title, confirm).into_any())
                }
                _ => None,
            }}
            <div class="field">
                <label for="server">{connect.server_label}</label>
                <input
                    id="server"
                    class="input"
                    type="text"
                    inputmode="url"
                    autocomplete="url"
                    autocapitalize="none"
                    spellcheck="false"
                    placeholder="gitlab.example.com"
                    aria-describedby="server-hint"
                    aria-invalid=move || typed_fault().is_some().then_some("true")
                    prop:value=move || typed.get()
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        hindrance.set(None);
                    }
                />
                <p id="server-hint" role="status" class=move || if typed_fault().is_some() { "error" } else { "hint" }>
                    {move || match typed_fault() {
                        Some(sentence) => fault::view(sentence),
                        None => punycode().unwrap_or_else(|| connect.server_hint.to_owned()).into_any(),
                    }}
                </p>
            </div>
            <button class="button primary" aria-busy=move || is_busy.get().then_some("true")>
                {connect.server_submit}
            </button>
            <p class="hint" role="status">
                {move || is_busy.get().then(|| (connect.server_busy)(typed.get().trim()))}
            </p>
        </form>
    }
}

fn warning(text: &'static str, act: impl IntoView) -> impl IntoView {
    view! {
        <div class="notice" data-tone="warning" role="alert">
            {icon::view(icon::WARNING)}
            <div class="content">
                <p>{text}</p>
                {act}
            </div>
        </div>
    }
}
