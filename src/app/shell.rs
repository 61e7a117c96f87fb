//! The frame around every screen: header, notices, the screen of the route, the one-time value above all.

mod screen;

use super::activity::Activity;
use super::deployment::deployment;
use super::later::Later;
use super::preferences::{Preferences, Theme, words};
use super::screens::{connect, find, overview, personal, resource, unknown};
use super::session::{Account, End, Stage, use_session};
use super::token_table::text;
use super::widgets::icon;
use super::{Address, notices};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Callback, Memo, effect, expect_context, untrack};
use crate::browser::{dom, location};
use crate::gitlab::Error;
use crate::route::{Extent, List, Route};
use crate::tokens::{Place, Scope};
use crate::words::{Attempt, Language, trouble};
use screen::{Screen, View};

/// Everything on the page.
pub fn page() -> Piece {
    let words = words();
    let address = expect_context::<Address>();
    let session = use_session();
    // A list keeps its look while another screen takes its place: what is left is never read by it.
    let list = Memo::new(move || match address.route() {
        Route::List(list) => list,
        _ => List::default(),
    });
    let screen = Memo::new(move || match (address.route(), session.stage()) {
        (Route::Connect { server }, Stage::Out(_)) => Screen::Connect(server),
        (Route::About, _) => Screen::About,
        (_, Stage::Out(_)) => Screen::Connect(None),
        (route, Stage::In(_) | Stage::Locked(..)) => Screen::of(route),
    });
    let view = Memo::new(move || screen.with(Screen::view));
    effect(move || {
        let title = screen.with(|screen| match screen {
            Screen::Connect(_) => words.connect.title,
            Screen::About => words.shell.about,
            screen => screen.view().map_or(words.shell.unknown_title, View::name),
        });
        dom::set_title(&format!("{title} · Keyturn"));
    });
    let skip =
        el("a").class("skip button").attr("href", "#main").child(words.shell.skip).on("click", |event| {
            event.prevent_default();
            dom::focus("main");
        });
    let main = el("main")
        .class("page")
        .id("main")
        .attr("tabindex", "-1")
        .child((notices::region(), locked()))
        .child(move || {
            let screen = screen.get();
            untrack(|| draw(list, screen))
        });
    let shell = el("div")
        .class("shell")
        .child(header(view))
        .child(move || session.account().filter(|account| account.is_sandbox).map(|_| sandbox_banner()))
        .child(main)
        .child(footer());
    // A value comes of a dialog alone, and this comes with them.
    let later = expect_context::<Later>();
    let values = move || later.arrived().map(|parts| untrack(parts.reveal));
    (skip, shell, values).into_piece()
}

/// What is said above everything when the credential was found dead.
fn locked() -> impl Child {
    let (words, session) = (words(), use_session());
    let error = Memo::new(move || session.locked());
    move || {
        error.get().map(|error| {
            let again = el("button")
                .attr("type", "button")
                .class("button primary")
                .child(words.shell.sign_in_again)
                .on("click", move |_| session.leave());
            el("div")
                .class("stack")
                .id("locked")
                .child(trouble_notice(&error, Attempt::SignIn, None))
                .child(el("p").child(words.shell.locked))
                .child(el("div").class("cluster").child(again))
        })
    }
}

fn draw(list: Memo<List>, screen: Screen) -> Piece {
    let later = expect_context::<Later>();
    let screen = match screen {
        Screen::Connect(suggested) => return connect::screen(suggested),
        Screen::About => return later.screen(|parts| (parts.about)()),
        screen => screen,
    };
    let Some(account) = use_session().account_now() else { return Piece::Nothing };
    match screen {
        Screen::Connect(_) | Screen::About | Screen::Unknown => unknown::screen().into_piece(),
        Screen::Choose(section, look) => {
            later.screen(move |parts| (parts.choose)(section, &look, String::new(), &account))
        }
        Screen::Find(section, path, look) => find::screen(section, path, look, &account),
        Screen::ServiceAccounts(of) => later.screen(move |parts| (parts.service_accounts)(of, &account)),
        Screen::Activity => later.screen(move |parts| (parts.activity)(&account)),
        Screen::List(Extent::Everything) => overview::screen(list, &account),
        Screen::List(Extent::Own) => personal::screen(list, None, &account),
        Screen::List(Extent::Of(place)) => match place {
            Place::User(_) | Place::AllUsers | Place::Impersonation(_) => {
                personal::screen(list, Some(place), &account)
            }
            Place::Resource(_) | Place::Deploy(_) | Place::DeployInstance | Place::ServiceAccount(..) => {
                resource::screen(list, place, &account)
            }
        },
    }
}

/// What Keyturn is, more about it, and the operator's own help.
fn footer() -> Element {
    let words = words();
    let help = deployment().help.clone().map(|href| {
        el("a")
            .attr("href", href)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .child(words.shell.help)
    });
    let about = el("a").attr("href", Route::About.href()).child(words.shell.about);
    el("footer").class("foot").child(el("span").child(words.shell.footer)).child(about).child(help)
}

fn header(view: Memo<Option<View>>) -> Element {
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
        .child(brand)
        .child(move || session.account().map(|_| navigation(view)))
        .child(el("div").class("session").child(who).child(language_switch()).child(theme_switch()))
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
        (el("dt").child(words.connect.step_token), el("dd").child(name).child(scopes))
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
    let popover = el("div")
        .id("session")
        .attr("popover", "")
        .class("stack")
        .child(facts)
        .child((!can_change).then(|| el("p").class("hint").child(words.shell.read_only_reason)))
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

fn sandbox_banner() -> Element {
    let words = &words().shell;
    el("aside")
        .class("banner")
        .attr("aria-label", words.sandbox)
        .child(icon::view(icon::INFO))
        .child(el("span").child(words.sandbox_banner))
}

/// An error in words: what is true, what it means, what to do next. `on_retry` offers to try again.
pub fn trouble_notice(error: &Error, attempt: Attempt, on_retry: Option<Callback>) -> Element {
    let words = words();
    let trouble = trouble(words, error, attempt);
    let hint = |text: String| el("p").class("hint").child(text);
    let quote =
        trouble.quote.map(|quote| hint(format!("{}: “{}”", words.shell.gitlab_says, text::plain(&quote))));
    let retry = on_retry.map(|retry| {
        el("button")
            .attr("type", "button")
            .class("button")
            .child(words.error.retry)
            .on("click", move |_| retry.run())
    });
    let content = el("div")
        .class("content")
        .child(el("h2").child(trouble.headline))
        .child(el("p").child(trouble.detail))
        .child(quote)
        .child(el("p").child(trouble.step))
        .child(trouble.request_id.map(|id| hint((words.shell.request_id)(&id))))
        .child(retry);
    el("div")
        .class("notice")
        .attr("data-tone", "bad")
        .attr("role", "alert")
        .child(icon::view(icon::ERROR))
        .child(content)
}
