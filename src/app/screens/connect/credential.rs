//! The second step: the token. Its field exists only once the page is locked to the server.

use crate::app::Address;
use crate::app::connection::Reach;
use crate::app::preferences::words;
use crate::app::session::{Entry, use_session};
use crate::app::shell::trouble_notice;
use crate::app::widgets::{hint, icon};
use crate::browser::dom;
use crate::browser::element::{Element, el};
use crate::browser::event::Event;
use crate::browser::reactive::{RwSignal, expect_context};
use crate::browser::task::spawn;
use crate::gitlab::credential::Appearance;
use crate::gitlab::version::Abilities;
use crate::gitlab::{Credential, Error, Server, pages};
use crate::tokens::{Draft, Scope, Secret};
use crate::words::Attempt;

/// Asks for the token and signs in. `is_second_way` where GitLab's own page is the first one.
pub fn step(server: Server, is_second_way: bool) -> Element {
    let words = words();
    let connect = &words.connect;
    let (session, address) = (use_session(), expect_context::<Address>());
    let field = el("input")
        .id("token")
        .class("input")
        .attr("name", "password")
        .attr("autocomplete", "current-password")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", "token-hint");
    let typed = field.clone();
    let is_shown = RwSignal::new(false);
    let is_busy = RwSignal::new(false);
    let appearance = RwSignal::new(Appearance::Plausible);
    let error = RwSignal::new(None::<Error>);
    let base = server.base();
    let draft = Draft { name: String::from("Keyturn"), scopes: vec![Scope::API], ..Draft::default() };
    let form_of_gitlab = pages::new_personal_token(&base, Abilities::of(None), &draft);
    let submit = move |event: Event| {
        event.prevent_default();
        if is_busy.get_untracked() {
            return;
        }
        let credential = Credential::new(Secret::new(dom::value_of(&typed)));
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
        let (typed, to) = (typed.clone(), address.route_now());
        spawn(async move {
            let opened = session.open(reach, Entry::Token(credential), &to).await;
            if let Err(refused) = opened {
                is_busy.set(false);
                error.set(Some(refused));
            } else {
                dom::set_value(&typed, "");
                dom::focus_soon(vec![String::from("main")]);
            }
        });
    };
    let fault = move || (connect.appearance)(appearance.get());
    let input = field
        .attr("type", move || if is_shown.get() { "text" } else { "password" })
        .attr("aria-invalid", move || fault().is_some().then_some("true"))
        .on("input", move |_| appearance.set(Appearance::Plausible));
    let show = el("button")
        .attr("type", "button")
        .class("button square")
        .attr("aria-pressed", move || is_shown.get().to_string())
        .attr("aria-label", words.offer.show)
        .child(icon::view(icon::EYE))
        .on("click", move |_| is_shown.update(|shown| *shown = !*shown));
    let said = move || fault().unwrap_or(connect.token_hint).to_owned();
    let field = el("div")
        .class("field")
        .child(el("label").attr("for", "token").child(connect.token_label))
        .child(el("div").class("joined").child(input).child(show))
        .child(hint::view("token-hint", move || fault().is_some(), said));
    let go = el("button")
        .class(if is_second_way { "button" } else { "button primary" })
        .attr("aria-busy", move || is_busy.get().then_some("true"))
        .child(move || if is_busy.get() { connect.token_busy } else { connect.token_submit });
    let make_one = el("a")
        .attr("href", form_of_gitlab)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .child(connect.token_create)
        .child(" ")
        .child(icon::view(icon::OPEN));
    el("form")
        .attr("novalidate", true)
        .on("submit", submit)
        .child(is_second_way.then(|| el("p").class("quiet").child(connect.or_token)))
        .child(move || error.get().map(|error| trouble_notice(&error, Attempt::SignIn, None)))
        .child(companion(base))
        .child(field)
        .child(go)
        .child(el("p").class("small").child(make_one))
        .child(el("p").class("hint").child(connect.token_promise))
}

/// Password managers keep a token under the server's whole address: one host may have several, by port or folder.
fn companion(base: String) -> Element {
    el("input")
        .class("visually-hidden")
        .attr("type", "text")
        .attr("name", "username")
        .attr("autocomplete", "username")
        .attr("tabindex", "-1")
        .attr("aria-hidden", "true")
        .attr("readonly", true)
        .attr("value", base)
}
