//! The frame around every screen: header, notices, the screen of the route, the one-time value above all.

use leptos::prelude::*;

use super::Address;
use super::notices::NoticeRegion;
use super::preferences::{Preferences, Theme, words};
use super::reveal::RevealDialog;
use super::screens::connect::Connect;
use super::screens::personal::Personal;
use super::screens::unknown::Unknown;
use super::session::{Account, End, Stage, use_session};
use super::widgets::icon;
use crate::browser::{dom, location};
use crate::gitlab::Error;
use crate::route::{List, Route};
use crate::tokens::{Kind, Place};
use crate::words::{Attempt, Language, trouble};

/// Which screen is drawn; a filter or an open token does not draw it anew.
#[derive(Clone, Debug, PartialEq)]
enum Screen {
    Connect(Option<String>),
    Personal(Place, Kind, Account),
    Unknown,
}

/// Everything on the page.
#[component]
pub fn Shell() -> impl IntoView {
    let words = words();
    let address = expect_context::<Address>();
    let session = use_session();
    let list = Memo::new(move |_| match address.route() {
        Route::Personal(list) => list,
        Route::Connect { .. } | Route::Unknown(_) => List::default(),
    });
    let screen = Memo::new(move |_| match (address.route(), session.stage()) {
        (Route::Connect { server }, Stage::Out(_)) => Screen::Connect(server),
        (_, Stage::Out(_)) => Screen::Connect(None),
        (Route::Personal(list), Stage::In(account)) => Screen::Personal(list.place, list.kind, account),
        (Route::Connect { .. }, Stage::In(account)) => {
            Screen::Personal(Place::Myself, Kind::Personal, account)
        }
        (Route::Unknown(_), Stage::In(_)) => Screen::Unknown,
    });
    Effect::new(move |_| {
        let title = match screen.get() {
            Screen::Connect(_) => words.connect.title,
            Screen::Personal(..) => words.shell.personal,
            Screen::Unknown => words.shell.unknown_title,
        };
        dom::set_title(&format!("{title} · Keyturn"));
    });
    view! {
        <a class="skip button" href="#main" on:click=move |event| {
            event.prevent_default();
            dom::focus("main");
        }>{words.shell.skip}</a>
        <div class="shell">
            <header class="bar">
                <a class="brand" href=List::default().href() aria-label="Keyturn">
                    {icon::view(icon::KEY)}
                    <span>"Keyturn"</span>
                </a>
                {move || session.account().map(|account| view! { <Navigation account/> })}
                <div class="session">
                    {move || session.account().map(|account| view! { <Who account/> })}
                    <Switches/>
                </div>
            </header>
            {move || session.account().filter(|account| account.is_sandbox).map(|_| view! { <SandboxBanner/> })}
            <main class="page" id="main" tabindex="-1">
                <NoticeRegion/>
                {move || match screen.get() {
                    Screen::Connect(suggested) => view! { <Connect suggested/> }.into_any(),
                    Screen::Personal(_, _, account) => view! { <Personal list account/> }.into_any(),
                    Screen::Unknown => view! { <Unknown/> }.into_any(),
                }}
            </main>
            <footer class="foot"><span>{words.shell.footer}</span></footer>
        </div>
        <RevealDialog/>
    }
}

#[component]
fn Navigation(account: Account) -> impl IntoView {
    let words = &words().shell;
    let _ = account;
    view! {
        <nav class="nav" aria-label=words.navigation>
            <a href=List::default().href() aria-current="page">{words.personal}</a>
        </nav>
    }
}

/// Who is signed in where, and the way out.
#[component]
fn Who(account: Account) -> impl IntoView {
    let words = words();
    let session = use_session();
    let host = account.address.split("://").nth(1).unwrap_or_default().to_owned();
    let release = account.release.as_ref().map(|release| format!("GitLab {}", release.text));
    let token = account.token.as_ref().map(|token| {
        let scopes = token.scopes.iter().map(crate::tokens::Scope::as_str).collect::<Vec<_>>().join(", ");
        (super::token_table::text::plain(&token.name), scopes)
    });
    let is_sandbox = account.is_sandbox;
    view! {
        <button type="button" class="button plain" popovertarget="session">
            <span class="who">{account.user.username.clone()}" · "<span class="quiet">{host}</span></span>
            {(!account.can_change()).then(|| view! { <span class="badge note">{words.shell.read_only}</span> })}
            {icon::view(icon::DOWN)}
        </button>
        <div id="session" popover class="stack">
            <dl class="facts">
                <dt>{words.list.user}</dt>
                <dd>
                    {super::token_table::text::plain(&account.user.name)}
                    <span class="second">{format!("@{}", account.user.username)}</span>
                    {account.user.is_admin.then(|| view! { <span class="badge note">{words.shell.administrator}</span> })}
                </dd>
                <dt>{words.connect.step_server}</dt>
                <dd>
                    <code>{account.address.clone()}</code>
                    <span class="second">{release}</span>
                </dd>
                {token.map(|(name, scopes)| view! {
                    <dt>{words.connect.step_token}</dt>
                    <dd>{name}<span class="second"><code>{scopes}</code></span></dd>
                })}
            </dl>
            {(!account.can_change()).then(|| view! { <p class="hint">{words.shell.read_only_reason}</p> })}
            <button
                type="button"
                class="button"
                on:click=move |_| {
                    session.end(End::SignedOut);
                    if is_sandbox {
                        location::reload("#/connect");
                    }
                }
            >
                {words.shell.sign_out}
            </button>
        </div>
    }
}

/// Language and theme.
#[component]
fn Switches() -> impl IntoView {
    let words = &words().shell;
    let preferences = expect_context::<Preferences>();
    let theme = move || {
        let theme = match preferences.theme() {
            Theme::System => words.theme_system,
            Theme::Light => words.theme_light,
            Theme::Dark => words.theme_dark,
        };
        format!("{}: {theme}", words.theme)
    };
    view! {
        <select
            class="select"
            aria-label=words.language
            on:change=move |event| {
                if let Some(language) = Language::of_tag(&event_target_value(&event)) {
                    preferences.speak(language);
                }
            }
        >
            {Language::ALL
                .map(|(language, name)| {
                    let tag = language.words().tag;
                    view! { <option lang=tag value=tag selected=language == preferences.language()>{name}</option> }
                })
                .collect_view()}
        </select>
        <button
            type="button"
            class="button plain square"
            aria-label=theme
            title=theme
            on:click=move |_| preferences.turn_theme()
        >
            {icon::view(icon::THEME)}
        </button>
    }
}

#[component]
fn SandboxBanner() -> impl IntoView {
    let words = &words().shell;
    view! {
        <aside class="banner" aria-label=words.sandbox>
            {icon::view(icon::INFO)}
            <span>{words.sandbox_banner}</span>
        </aside>
    }
}

/// An error in words: what is true, what it means, what to do next.
#[component]
pub fn TroubleNotice(
    error: Error,
    attempt: Attempt,
    /// Offers to try again.
    #[prop(optional)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let words = words();
    let trouble = trouble(words, &error, attempt);
    view! {
        <div class="notice" data-tone="bad" role="alert">
            {icon::view(icon::ERROR)}
            <div class="content">
                <h2>{trouble.headline}</h2>
                <p>{trouble.detail}</p>
                {trouble.quote.map(|quote| view! {
                    <p class="hint">{words.shell.gitlab_says}": “"{super::token_table::text::plain(&quote)}"”"</p>
                })}
                <p>{trouble.step}</p>
                {trouble.request_id.map(|id| view! { <p class="hint">{(words.shell.request_id)(&id)}</p> })}
                {on_retry.map(|retry| view! {
                    <button type="button" class="button" on:click=move |_| retry.run(())>{words.error.retry}</button>
                })}
            </div>
        </div>
    }
}
