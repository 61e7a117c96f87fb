//! The dialog of the one-time value.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ready::Ready;
use super::{Pending, Reveal};
use crate::app::connection::Reach;
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::token_table::text;
use crate::app::widgets::{dialog::Modal, icon};
use crate::browser::{clipboard, dom};
use crate::gitlab::calls::personal;
use crate::gitlab::{Credential, Error};
use crate::tokens::Secret;

/// Dots in the place of the value.
const MASK: &str = "••••••••••••";

/// The oldest waiting value, above everything else.
#[component]
pub fn RevealDialog() -> impl IntoView {
    let reveal = expect_context::<Reveal>();
    move || reveal.first().map(|(pending, count)| view! { <One reveal pending count/> })
}

/// What was done with the value so far.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Handed {
    Not,
    Copied,
    CopyFailed,
    Shown,
    Downloaded,
}

#[component]
fn One(reveal: Reveal, pending: Pending, count: usize) -> impl IntoView {
    let words = words();
    let act = &words.act;
    let key = pending.key;
    let field = NodeRef::<html::Input>::new();
    let handed = RwSignal::new(Handed::Not);
    let is_shown = RwSignal::new(false);
    // The value goes into the field as a property: the markup of the page never holds it.
    Effect::new(move |_| {
        if let (Some(field), Some(value)) = (field.get(), reveal.value(key)) {
            // EXPOSE: the read-only field from which the person takes it.
            field.set_value(value.expose());
        }
    });
    // Whoever looks away must find it masked.
    let hidden = window_event_listener(leptos::ev::visibilitychange, move |_| is_shown.set(false));
    let blurred = window_event_listener(leptos::ev::blur, move |_| is_shown.set(false));
    on_cleanup(move || {
        hidden.remove();
        blurred.remove();
    });
    let select = move || {
        is_shown.set(true);
        if let Some(field) = field.get_untracked() {
            dom::select_all(&field);
        }
        handed.set(Handed::CopyFailed);
    };
    let copy = move || {
        spawn_local(async move {
            let Some(value) = reveal.value(key) else { return };
            // EXPOSE: goes to the clipboard at the person's request.
            let copied = clipboard::copy(value.expose()).await;
            if copied {
                handed.set(Handed::Copied);
            } else {
                select();
            }
        });
    };
    let show = move |_| {
        is_shown.update(|shown| *shown = !*shown);
        if is_shown.get_untracked() && handed.get_untracked() == Handed::Not {
            handed.set(Handed::Shown);
        }
    };
    let file_name = format!("{}.txt", pending.token.id);
    let download = move |_| {
        let saved = reveal.value(key).is_some_and(|value| {
            // EXPOSE: goes into a file at the person's request.
            dom::download(&file_name, value.expose())
        });
        if saved {
            handed.set(Handed::Downloaded);
        }
    };
    let return_to = pending.return_to.clone();
    let store = move |_| {
        if handed.get_untracked() != Handed::Not {
            if let Some(field) = field.get_untracked() {
                field.set_value("");
            }
            reveal.dismiss(key);
            dom::focus_soon(vec![return_to.clone(), String::from("main")]);
        }
    };
    let said = move || match handed.get() {
        Handed::Not => act.store_first,
        Handed::Copied => act.copied,
        Handed::CopyFailed => act.copy_failed,
        Handed::Shown => act.shown,
        Handed::Downloaded => act.downloaded,
    };
    let token = pending.token.clone();
    view! {
        <Modal
            title=(act.reveal_title)(&token.name)
            class="reveal wide"
            starts_at_title=true
            is_held=true
            on_close=Callback::new(|()| ())
        >
            <div class="body">
                <p>
                    {act.reveal_once}
                    {(count > 1).then(|| view! { " "<span class="number">{(act.reveal_number)(1, count)}</span> })}
                </p>
                <div class="secret">
                    <label class="visually-hidden" for="reveal-value">{act.reveal_value}</label>
                    <input
                        node_ref=field
                        id="reveal-value"
                        class="value"
                        type=move || if is_shown.get() { "text" } else { "password" }
                        readonly
                        autocomplete="off"
                        autocapitalize="off"
                        spellcheck="false"
                        translate="no"
                        data-1p-ignore=""
                        data-lpignore="true"
                        data-bwignore=""
                        on:copy=move |event| {
                            event.prevent_default();
                            copy();
                        }
                    />
                    <div class="cluster">
                        <button type="button" class="button primary" on:click=move |_| copy()>
                            {icon::view(icon::COPY)}
                            {act.copy}
                        </button>
                        <button
                            type="button"
                            class="button"
                            aria-pressed=move || is_shown.get().to_string()
                            on:click=show
                        >
                            {icon::view(icon::EYE)}
                            {move || if is_shown.get() { act.hide } else { act.show }}
                        </button>
                        <button type="button" class="button plain" on:click=download>
                            {icon::view(icon::DOWNLOAD)}
                            {act.download}
                        </button>
                        <Test reveal key/>
                    </div>
                </div>
                <ReadyMade reveal key handed on_copy_failed=Callback::new(move |()| select())/>
                <dl class="facts framed">
                    <dt>{(words.list.column)(crate::tokens::SortKey::Expires)}</dt>
                    <dd>{text::end(words, token.expiry)}</dd>
                    <dt>{words.list.scopes}</dt>
                    <dd>{text::chips(&token.scopes)}</dd>
                </dl>
            </div>
            <footer>
                <p class="status stored" role="status" data-armed=move || (handed.get() != Handed::Not).then_some("")>
                    {move || if reveal.leaving.get() { act.leave_stopped } else { said() }}
                </p>
                <button
                    type="button"
                    class="button"
                    class:primary=move || handed.get() != Handed::Not
                    aria-disabled=move || (handed.get() == Handed::Not).then_some("true")
                    on:click=store
                >
                    {act.stored}
                </button>
            </footer>
        </Modal>
    }
}

/// A choice of texts with the value in them; shown with dots, copied whole.
#[component]
fn ReadyMade(
    reveal: Reveal,
    key: u32,
    handed: RwSignal<Handed>,
    /// The person must take the value by hand.
    on_copy_failed: Callback<()>,
) -> impl IntoView {
    let act = &words().act;
    let session = use_session();
    let address = session.account_now().map(|account| account.address).unwrap_or_default();
    let chosen = RwSignal::new(0_usize);
    let ready = |chosen: usize| Ready::ALL.get(chosen).map_or(Ready::Curl, |(ready, _)| *ready);
    let shown = address.clone();
    let copy = move |_| {
        let address = address.clone();
        spawn_local(async move {
            let Some(value) = reveal.value(key) else { return };
            let text = ready(chosen.get_untracked()).with_value(&address, &value);
            if clipboard::copy(&text).await {
                handed.set(Handed::Copied);
            } else {
                on_copy_failed.run(());
            }
        });
    };
    view! {
        <div class="ready">
            <div class="cluster">
                <label for="reveal-form">{act.ready_for}</label>
                <select
                    id="reveal-form"
                    class="select"
                    on:change=move |event| chosen.set(event_target_value(&event).parse().unwrap_or(0))
                >
                    {Ready::ALL
                        .iter()
                        .enumerate()
                        .map(|(number, (_, name))| view! { <option value=number.to_string()>{*name}</option> })
                        .collect_view()}
                </select>
                <button type="button" class="button" on:click=copy>
                    {icon::view(icon::COPY)}
                    {act.copy_text}
                </button>
            </div>
            <pre tabindex="0" role="group" aria-label=act.ready_for>{move || ready(chosen.get()).text(&shown, MASK)}</pre>
        </div>
    }
}

/// What the test of a value said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tested {
    Not,
    Asking,
    Works,
    Fails,
    Unknown,
}

/// Asks the same GitLab who the new value is.
#[component]
fn Test(reveal: Reveal, key: u32) -> impl IntoView {
    let act = &words().act;
    let session = use_session();
    let tested = RwSignal::new(Tested::Not);
    let test = move |_| {
        let (Some(value), Some(connection)) = (reveal.value(key), session.connection()) else { return };
        tested.set(Tested::Asking);
        // EXPOSE: sent to the GitLab that issued it, as a credential.
        let credential = Credential::new(Secret::new(value.expose().to_owned()));
        let reach = connection.reach().clone();
        spawn_local(async move { tested.set(try_out(reach, credential).await) });
    };
    view! {
        <button
            type="button"
            class="button plain"
            aria-busy=move || (tested.get() == Tested::Asking).then_some("true")
            on:click=test
        >
            {move || match tested.get() {
                Tested::Asking => act.testing,
                _ => act.test,
            }}
        </button>
        <span class="quiet" role="status">
            {move || match tested.get() {
                Tested::Not | Tested::Asking => "",
                Tested::Works => act.test_works,
                Tested::Fails => act.test_fails,
                Tested::Unknown => act.test_unknown,
            }}
        </span>
    }
}

async fn try_out(reach: Reach, credential: Credential) -> Tested {
    let connection = crate::app::connection::Connection::new(reach, credential);
    match connection.read(personal::get_self()).await {
        Ok(_) => Tested::Works,
        Err(Error::Refused(refusal)) if refusal.status == 401 => Tested::Fails,
        Err(_) => Tested::Unknown,
    }
}
