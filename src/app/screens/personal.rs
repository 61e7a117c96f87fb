//! Personal tokens: one's own; for an administrator any user's, everybody's, and impersonation tokens.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::preferences::words;
use crate::app::session::{Account, use_session};
use crate::app::token_table::TokenTable;
use crate::app::{Address, token_table::text};
use crate::gitlab::User;
use crate::gitlab::calls::user;
use crate::route::{List, Route};
use crate::tokens::{Draft, Kind, Place};

/// GitLab finds parts of names from so many letters on; with fewer it wants the whole name.
const LETTERS_TO_SEARCH: usize = 3;

/// The screen of one place.
#[component]
pub fn Personal(list: Memo<List>, account: Account) -> impl IntoView {
    let words = words();
    let session = use_session();
    let address = expect_context::<Address>();
    let first = list.get_untracked();
    let (place, kind) = (first.place, first.kind);
    let own = (account.user.username.clone(), account.user.id);
    let owner = RwSignal::new(match place {
        Place::Myself => format!("@{}", own.0),
        Place::User(_) | Place::AllUsers => String::new(),
    });
    if let Place::User(id) = place {
        spawn_local(async move {
            if let Ok(user) = session.read(user::get(id)).await {
                let _ = owner.try_set(format!("@{}", user.username));
            }
        });
    }
    let user_id = match place {
        Place::Myself => own.1,
        Place::User(id) => id,
        Place::AllUsers => 0,
    };
    let title = move || {
        let name = owner.get();
        match (place, kind) {
            (Place::Myself, _) => words.list.title_own.to_owned(),
            (Place::AllUsers, _) => words.list.title_all.to_owned(),
            (Place::User(_), Kind::Personal) => (words.list.title_user)(&text::plain(&name)),
            (Place::User(_), Kind::Impersonation) => (words.list.title_impersonation)(&text::plain(&name)),
        }
    };
    let create = move |_| {
        let mut list = list.get_untracked();
        list.create = Some(Draft::default());
        address.refine(Route::Personal(list));
    };
    view! {
        <div class="title">
            <h1>{title}</h1>
            {account.user.is_admin.then(|| view! { <Whose place/> })}
            {account.user.is_admin.then(|| view! { <Kinds place kind/> })}
            <button type="button" class="button primary" id="new-token" aria-keyshortcuts="n" on:click=create>
                {crate::app::widgets::icon::view(crate::app::widgets::icon::PLUS)}
                {words.list.new_token}
            </button>
        </div>
        <TokenTable list owner user_id/>
    }
}

/// An administrator's choice: one's own, all users', or a user found by name.
#[component]
fn Whose(place: Place) -> impl IntoView {
    let words = &words().list;
    let link = move |label: &'static str, to: Place| {
        view! {
            <a href=List::of(to, Kind::Personal).href() aria-current=(place == to).then_some("page")>{label}</a>
        }
    };
    view! {
        <nav class="segments" aria-label=words.whose>
            {link(words.mine, Place::Myself)}
            {link(words.all_users, Place::AllUsers)}
        </nav>
        <FindUser/>
    }
}

/// A field that proposes users as one types.
#[component]
fn FindUser() -> impl IntoView {
    let words = &words().list;
    let session = use_session();
    let address = expect_context::<Address>();
    let typed = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Vec<User>>);
    let active = RwSignal::new(0_usize);
    let search = move |text: String| {
        typed.set(text.clone());
        active.set(0);
        if text.trim().chars().count() < LETTERS_TO_SEARCH {
            found.set(None);
            return;
        }
        spawn_local(async move {
            let answer = session.read(user::search(text.trim())).await;
            if typed.try_get_untracked() == Some(text) {
                found.set(answer.ok().map(|page| page.rows));
            }
        });
    };
    let choose = move |user: &User| {
        found.set(None);
        typed.set(String::new());
        address.go(&Route::Personal(List::of(Place::User(user.id), Kind::Personal)));
    };
    let is_short = move || (1..LETTERS_TO_SEARCH).contains(&typed.with(|text| text.trim().chars().count()));
    let press = move |event: leptos::ev::KeyboardEvent| {
        let count = found.with(|found| found.as_ref().map_or(0, Vec::len));
        match event.key().as_str() {
            "ArrowDown" if count > 0 => active.update(|active| *active = (*active + 1) % count),
            "ArrowUp" if count > 0 => active.update(|active| *active = (*active + count - 1) % count),
            "Enter" => {
                let user = found.with_untracked(|found| found.as_ref()?.get(active.get_untracked()).cloned());
                if let Some(user) = user {
                    choose(&user);
                }
            }
            "Escape" => found.set(None),
            _ => return,
        }
        event.prevent_default();
    };
    let has_choice = move || found.with(|found| found.as_ref().is_some_and(|users| !users.is_empty()));
    let option = move |number: usize, user: User| {
        let label = text::plain(&user.name);
        let second = if user.state.is_empty() || user.state == "active" {
            format!("@{}", user.username)
        } else {
            format!("@{} · {}", user.username, user.state)
        };
        view! {
            <li
                id=format!("user-{number}")
                role="option"
                aria-selected=move || (active.get() == number).to_string()
                on:mousedown=move |event| {
                    event.prevent_default();
                    choose(&user);
                }
            >
                <span>{label}</span>
                <span class="quiet small">{second}</span>
            </li>
        }
    };
    view! {
        <div class="combobox">
            <input
                class="input"
                role="combobox"
                autocomplete="off"
                spellcheck="false"
                placeholder=words.find_user
                aria-label=words.find_user
                aria-autocomplete="list"
                aria-controls=move || found.with(Option::is_some).then_some("found-users")
                aria-describedby="find-user-hint"
                aria-expanded=move || found.with(Option::is_some).to_string()
                aria-activedescendant=move || has_choice().then(|| format!("user-{}", active.get()))
                prop:value=move || typed.get()
                on:input=move |event| search(event_target_value(&event))
                on:keydown=press
                on:blur=move |_| found.set(None)
            />
            <p class="hint" id="find-user-hint" role="status">{move || is_short().then_some(words.find_user_short)}</p>
            {move || found.get().map(|users| view! {
                <ul id="found-users" role="listbox" aria-label=words.find_user>
                    {if users.is_empty() {
                        view! { <li role="option" aria-selected="false" aria-disabled="true">{words.find_user_none}</li> }
                            .into_any()
                    } else {
                        users
                            .into_iter()
                            .enumerate()
                            .map(|(number, user)| option(number, user))
                            .collect_view()
                            .into_any()
                    }}
                </ul>
            })}
        </div>
    }
}

/// The two kinds of one user.
#[component]
fn Kinds(place: Place, kind: Kind) -> impl IntoView {
    let words = &words().list;
    let Place::User(_) = place else { return ().into_any() };
    let link = move |label: &'static str, to: Kind| {
        view! { <a href=List::of(place, to).href() aria-current=(kind == to).then_some("page")>{label}</a> }
    };
    view! {
        <nav class="segments" aria-label=words.table>
            {link(words.tab_personal, Kind::Personal)}
            {link(words.tab_impersonation, Kind::Impersonation)}
        </nav>
    }
    .into_any()
}
