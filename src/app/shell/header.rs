//! What stands above every screen: the views, who is signed in where, language and theme.

use super::screen::View;
use crate::app::Address;
use crate::app::activity::Activity;
use crate::app::preferences::{Preferences, Theme, words};
use crate::app::session::{Account, End, use_session};
use crate::app::token_table::text;
use crate::app::widgets::icon;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Memo, expect_context};
use crate::browser::{dom, location};
use crate::route::List;
use crate::tokens::Scope;
use crate::words::Language;

/// The header; in a portal's frame a slim line without what is the portal's.
pub fn view(view: Memo<Option<View>>) -> Element {
    let session = use_session();
    let brand = el("a")
        .class("brand")
        .attr("href", List::default().href())
        .attr("aria-label", "Keyturn")
        .child(icon::view(icon::KEY))
        .child(el("span").child("Keyturn"));
    let who = move || session.account().map(|account| who(&account));
    el("header")
        .class("bar")
        .child((!location::is_framed()).then_some(brand))
        .child(move || session.account().map(|_| navigation(view)))
        .child(
            el("div")
                .class("session")
                .child(who)
                .child((!location::is_framed()).then(|| (language_switch(), theme_switch())))
                .child(location::is_framed().then(full_page)),
        )
}

/// The way out of a portal's frame, to the same screen.
fn full_page() -> Element {
    let (address, label) = (expect_context::<Address>(), words().shell.full_page);
    el("a")
        .class("button plain square")
        .attr("href", move || address.route().href())
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .attr("aria-label", label)
        .attr("title", label)
        .child(icon::view(icon::OPEN))
}

fn navigation(view: Memo<Option<View>>) -> Element {
    let (session, activity) = (use_session(), expect_context::<Activity>());
    let open_changes = move || {
        let open = activity.open(&session.account()?.address);
        (open > 0).then(|| el("span").class("badge").attr("data-status", "expiring").child(open))
    };
    let link = |to: View| {
        el("a")
            .attr("href", to.href())
            .attr("aria-current", move || (view.get() == Some(to)).then_some("page"))
            .child(to.name())
            .child((to == View::Activity).then_some(open_changes))
    };
    let links = [View::Overview, View::Personal, View::Projects, View::Groups, View::Deploy, View::Activity]
        .map(link);
    el("nav").class("nav").attr("aria-label", words().shell.navigation).child(Vec::from(links))
}

/// Who is signed in where, and the way out.
fn who(account: &Account) -> Piece {
    let words = words();
    let (session, address) = (use_session(), expect_context::<Address>());
    let user = &account.user;
    let host = account.address.split("://").nth(1).unwrap_or_default().to_owned();
    let read_only = || el("span").class("badge note").child(words.shell.read_only);
    let can_change = account.may_change();
    let button = el("button")
        .attr("type", "button")
        .class("button plain")
        .attr("popovertarget", "session")
        .child(
            el("span")
                .class("who")
                .child(user.username.clone())
                .child(" · ")
                .child(el("span").class("quiet").child(host)),
        )
        .child((!can_change).then(read_only))
        .child(icon::view(icon::DOWN));
    let administrator = || el("span").class("badge note").child(words.shell.administrator);
    let name = el("dd")
        .child(text::plain(&user.name))
        .child(el("span").class("second").child(format!("@{}", user.username)))
        .child(user.is_admin.then(administrator));
    let release = account.release.as_ref().map(|release| format!("GitLab {}", release.text));
    let server = el("dd")
        .child(el("code").child(account.address.clone()))
        .child(el("span").class("second").child(release));
    let credential = |name: String, scopes: &[Scope]| {
        let scopes = scopes.iter().map(Scope::as_str).collect::<Vec<_>>().join(", ");
        let scopes = el("span").class("second").child(el("code").child(scopes));
        (el("dt").child(words.connect.token), el("dd").child(name).child(scopes))
    };
    let granted = || words.connect.granted.to_owned();
    let token = match (&account.token, &account.granted) {
        (Some(token), _) => Some(credential(text::plain(&token.name), &token.scopes)),
        (None, scopes) => scopes.as_ref().map(|scopes| credential(granted(), scopes)),
    };
    let is_sandbox = account.is_sandbox;
    let sign_out = el("button").attr("type", "button").class("button").child(words.shell.sign_out).on(
        "click",
        move |_| {
            session.end(End::SignedOut);
            dom::focus_soon(vec![String::from("main")]);
            // What was looked for is nobody else's business.
            address.refine(address.route_now().without_look());
            if is_sandbox {
                location::reload("#/connect");
            }
        },
    );
    let facts = el("dl")
        .class("facts")
        .child(el("dt").child(words.list.user))
        .child(name)
        .child(el("dt").child(words.connect.step_server))
        .child(server)
        .child(token);
    let reason = account.read_only_reason(words);
    let popover = el("div")
        .id("session")
        .attr("popover", "")
        .class("stack")
        .child(facts)
        .child((!can_change).then(|| el("p").class("hint").child(reason)))
        .child(sign_out);
    (button, popover).into_piece()
}

fn language_switch() -> Element {
    let preferences = expect_context::<Preferences>();
    let option = |(language, name): (Language, &'static str)| {
        let tag = language.words().tag;
        let is_chosen = language == preferences.language();
        el("option").attr("lang", tag).attr("value", tag).attr("selected", is_chosen).child(name)
    };
    el("select")
        .class("select")
        .attr("aria-label", words().shell.language)
        .child(Language::ALL.into_iter().map(option).collect::<Vec<_>>())
        .on("change", move |event| {
            if let Some(language) = Language::of_tag(&event.value()) {
                preferences.speak(language);
            }
        })
}

fn theme_switch() -> Element {
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
    el("button")
        .attr("type", "button")
        .class("button plain square")
        .attr("aria-label", theme)
        .attr("title", theme)
        .child(icon::view(icon::THEME))
        .on("click", move |_| preferences.turn_theme())
}
