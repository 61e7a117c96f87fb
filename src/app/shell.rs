//! The frame around every screen: header, notices, the screen of the route, the one-time value above all.

mod header;
mod screen;

use super::deployment::deployment;
use super::later::Later;
use super::preferences::words;
use super::screens::{connect, find, overview, personal, resource, unknown};
use super::session::{Stage, use_session};
use super::token_table::text;
use super::widgets::notice::Tone;
use super::widgets::{icon, notice};
use super::{Address, notices};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Callback, Memo, effect, expect_context, untrack};
use crate::browser::{dom, location};
use crate::gitlab::Error;
use crate::route::{Extent, List, Route};
use crate::tokens::Place;
use crate::words::{Attempt, Trouble, trouble};
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
        .child(header::view(view))
        .child(move || session.account().filter(|account| account.is_sandbox).map(|_| sandbox_banner()))
        .child(main)
        .child((!location::is_framed()).then(footer));
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
    told(trouble(words(), error, attempt), on_retry)
}

/// The same where it is known what to say.
pub fn told(trouble: Trouble, on_retry: Option<Callback>) -> Element {
    let words = words();
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
    let what = (el("h2").child(trouble.headline), el("p").child(trouble.detail), quote);
    let id = trouble.request_id.map(|id| hint((words.shell.request_id)(&id)));
    notice::view(Tone::Bad, (what, el("p").child(trouble.step), (id, retry))).attr("role", "alert")
}
