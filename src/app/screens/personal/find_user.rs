//! A field that proposes users as one types, for an administrator.

use leptos::prelude::*;

use crate::app::Address;
use crate::app::preferences::words;
use crate::app::session::{Session, use_session};
use crate::app::token_table::text;
use crate::browser::element::{Element, el};
use crate::browser::event::Event;
use crate::browser::task::spawn;
use crate::gitlab::User;
use crate::gitlab::calls::user;
use crate::route::{List, Route};
use crate::tokens::{Kind, Place};

/// GitLab finds parts of a name from three letters on, and shorter names as a whole: enough where a name has two signs.
fn is_enough(typed: &str) -> bool {
    let typed = typed.trim();
    typed.chars().count() >= 3 || (typed.chars().count() == 2 && !typed.is_ascii())
}

/// What is typed, and what was found for it.
#[derive(Clone, Copy)]
struct Search {
    typed: RwSignal<String>,
    found: RwSignal<Option<Vec<User>>>,
    active: RwSignal<usize>,
    session: Session,
    address: Address,
}

impl Search {
    fn type_in(self, text: String) {
        self.active.set(0);
        self.typed.set(text.clone());
        if !is_enough(&text) {
            self.found.set((!text.is_empty()).then(Vec::new));
            return;
        }
        spawn(async move {
            let answer = self.session.read(user::search(text.trim())).await;
            if self.typed.try_get_untracked() == Some(text) {
                self.found.set(answer.ok().map(|page| page.rows));
            }
        });
    }

    fn choose(self, user: &User) {
        self.found.set(None);
        self.typed.set(String::new());
        self.address.go(&Route::Personal(List::of(Place::User(user.id), Kind::Personal)));
    }

    fn press(self, event: &Event) {
        let count = self.found.with_untracked(|found| found.as_ref().map_or(0, Vec::len));
        match event.key().as_str() {
            "ArrowDown" if count > 0 => self.active.update(|active| *active = (*active + 1) % count),
            "ArrowUp" if count > 0 => self.active.update(|active| *active = (*active + count - 1) % count),
            "Enter" => {
                let active = self.active.get_untracked();
                let user = self.found.with_untracked(|found| found.as_ref()?.get(active).cloned());
                if let Some(user) = user {
                    self.choose(&user);
                }
            }
            "Escape" => self.found.set(None),
            _ => return,
        }
        event.prevent_default();
    }
}

/// The field.
pub fn field() -> Element {
    let words = &words().list;
    let search = Search {
        typed: RwSignal::new(String::new()),
        found: RwSignal::new(None),
        active: RwSignal::new(0),
        session: use_session(),
        address: expect_context(),
    };
    let is_open = move || search.found.with(Option::is_some);
    let proposes = move || search.found.with(|found| found.as_ref().is_some_and(|found| !found.is_empty()));
    let input = el("input")
        .class("input")
        .attr("role", "combobox")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", words.find_user)
        .attr("aria-label", words.find_user)
        .attr("aria-autocomplete", "list")
        .attr("aria-expanded", move || is_open().to_string())
        .attr("aria-controls", move || is_open().then_some("found-users"))
        .attr("aria-activedescendant", move || proposes().then(|| format!("user-{}", search.active.get())))
        .value(move || search.typed.get())
        .on("input", move |event| search.type_in(event.value()))
        .on("keydown", move |event| search.press(&event))
        .on("blur", move |_| search.found.set(None));
    let list = move || {
        search.found.get().map(|users| {
            let list = el("ul").id("found-users").attr("role", "listbox").attr("aria-label", words.find_user);
            if users.is_empty() {
                let few = !search.typed.with(|typed| is_enough(typed));
                let said = if few { words.find_user_short } else { words.find_user_none };
                let nobody = el("li").attr("role", "option").attr("aria-selected", "false");
                return list.child(nobody.attr("aria-disabled", "true").child(said));
            }
            let options = users.into_iter().enumerate().map(|(number, user)| option(search, number, user));
            list.child(options.collect::<Vec<_>>())
        })
    };
    el("div").class("combobox").child(input).child(list)
}

fn option(search: Search, number: usize, user: User) -> Element {
    let second = if user.state.is_empty() || user.state == "active" {
        format!("@{}", user.username)
    } else {
        format!("@{} · {}", user.username, user.state)
    };
    el("li")
        .id(format!("user-{number}"))
        .attr("role", "option")
        .attr("aria-selected", move || (search.active.get() == number).to_string())
        .child(el("span").child(text::plain(&user.name)))
        .child(el("span").class("quiet small").child(second))
        // Before the field loses the focus, and with it the list.
        .on("mousedown", move |event| {
            event.prevent_default();
            search.choose(&user);
        })
}
