//! The first step: the server.

use super::offered;
use crate::app::deployment::deployment;
use crate::app::preferences::words;
use crate::app::session::{Session, use_session};
use crate::app::shell::trouble_notice;
use crate::app::widgets::hint;
use crate::app::widgets::notice::{self, Tone};
use crate::browser::element::{Child, Element, el};
use crate::browser::event::Event;
use crate::browser::reactive::RwSignal;
use crate::browser::task::spawn;
use crate::browser::{dom, location};
use crate::gitlab::server::ServerFault;
use crate::gitlab::{Error, Server};
use crate::tokens::plain::plain;
use crate::words::{Attempt, Words};

/// What stands in the way of the second step.
#[derive(Clone, PartialEq)]
enum Hindrance {
    Typed(ServerFault),
    Exposed(Server),
    Answered(Error),
    NotLocked,
}

/// Asks for the server and proves that it is a GitLab.
pub fn step(suggested: Option<String>) -> Element {
    let words = words();
    let connect = &words.connect;
    let session = use_session();
    let deployment = deployment();
    let may_type = deployment.other_servers;
    let in_field = suggested.clone().or_else(|| offered::remembered().into_iter().next());
    let in_field = in_field.filter(|_| may_type).unwrap_or_default();
    let typed = RwSignal::new(in_field.clone());
    let hindrance = RwSignal::new(None::<Hindrance>);
    let is_busy = RwSignal::new(false);
    let go_on = move |server: Server| {
        is_busy.set(true);
        hindrance.set(None);
        spawn(async move {
            let found = Session::prove(&server).await;
            is_busy.set(false);
            match found {
                Ok(()) => {
                    offered::used(&server.base());
                    if session.lock(server) {
                        dom::focus_soon(vec![String::from("consent"), String::from("token")]);
                    } else {
                        hindrance.set(Some(Hindrance::NotLocked));
                    }
                }
                Err(error) => hindrance.set(Some(Hindrance::Answered(error))),
            }
        });
    };
    let enter = move |text: &str| {
        if is_busy.get_untracked() {
            return;
        }
        session.acknowledge();
        match Server::parse(text, location::page_scheme(), location::ascii_host) {
            Ok(server) if server.is_exposed() => hindrance.set(Some(Hindrance::Exposed(server))),
            Ok(server) => go_on(server),
            Err(fault) => {
                hindrance.set(Some(Hindrance::Typed(fault)));
                dom::focus("server");
            }
        }
    };
    let choose = move |base: &str| {
        typed.set(base.to_owned());
        enter(base);
    };
    let submit = move |event: Event| {
        event.prevent_default();
        enter(&typed.get_untracked());
    };
    let in_the_way = move || match hindrance.get()? {
        Hindrance::Typed(fault) => (!may_type).then(|| warning((connect.server_fault)(fault), ())),
        Hindrance::Answered(error) => Some(trouble_notice(&error, Attempt::FindServer, None)),
        Hindrance::NotLocked => Some(warning(connect.lock_failed, ())),
        Hindrance::Exposed(server) => {
            let label = (connect.exposed_confirm)(&server.origin());
            let confirm = el("button")
                .attr("type", "button")
                .class("button danger")
                .child(label)
                .on("click", move |_| go_on(server.clone()));
            Some(warning(connect.exposed_title, confirm))
        }
    };
    let go = el("button")
        .class("button primary")
        .attr("aria-busy", move || is_busy.get().then_some("true"))
        .child(connect.server_submit);
    let busy = move || is_busy.get().then(|| (connect.server_busy)(typed.get().trim()));
    // What a link names is never asked by itself, and where it is not offered that is said.
    let is_offered = |named: &String| {
        let server = Server::parse(named, location::page_scheme(), location::ascii_host);
        server.is_ok_and(|server| deployment.offered(&server).is_some())
    };
    let foreign = suggested.filter(|named| !may_type && !is_offered(named));
    let foreign = foreign.map(|named| el("p").class("hint").child((connect.not_offered)(&plain(&named))));
    el("form")
        .attr("novalidate", true)
        .on("submit", submit)
        .child(in_the_way)
        .child(foreign)
        .child(offered::list(&in_field, choose))
        .child(may_type.then(|| (field(words, typed, hindrance), go)))
        .child(el("p").class("hint").attr("role", "status").child(busy))
}

/// Where an address is typed, with what is wrong with it.
fn field(words: &'static Words, typed: RwSignal<String>, hindrance: RwSignal<Option<Hindrance>>) -> Element {
    let connect = &words.connect;
    let fault = move || match hindrance.get() {
        Some(Hindrance::Typed(fault)) => Some((connect.server_fault)(fault)),
        _ => None,
    };
    let punycode = move || {
        let server = Server::parse(&typed.get(), location::page_scheme(), location::ascii_host).ok()?;
        server.typed_host().is_some().then(|| (connect.server_punycode)(server.host()))
    };
    let input = el("input")
        .id("server")
        .class("input")
        .attr("type", "text")
        .attr("inputmode", "url")
        .attr("autocomplete", "url")
        .attr("autocapitalize", "none")
        .attr("spellcheck", "false")
        .attr("placeholder", "gitlab.example.com")
        .attr("aria-describedby", "server-hint")
        .attr("aria-invalid", move || fault().is_some().then_some("true"))
        .value(move || typed.get())
        .on("input", move |event| {
            typed.set(event.value());
            hindrance.set(None);
        });
    let said = move || {
        fault().map(str::to_owned).or_else(punycode).unwrap_or_else(|| connect.server_hint.to_owned())
    };
    el("div")
        .class("field")
        .child(el("label").attr("for", "server").child(connect.server_label))
        .child(input)
        .child(hint::view("server-hint", move || fault().is_some(), said))
}

fn warning(text: &'static str, act: impl Child) -> Element {
    notice::view(Tone::Warning, (el("p").child(text), act)).attr("role", "alert")
}
