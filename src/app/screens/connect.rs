//! Sign in: first the server, which is proven to be a GitLab and becomes the only one the page can reach; then the token.

pub mod consent;
mod credential;
pub mod kill;
mod offered;
mod server;

use crate::app::Address;
use crate::app::connection::Reach;
use crate::app::deployment::{self, deployment};
use crate::app::later::Later;
use crate::app::preferences::words;
use crate::app::recipe;
use crate::app::session::{End, Entry, Stage, use_session};
use crate::app::shell::trouble_notice;
use crate::app::widgets::icon;
use crate::app::widgets::notice::{self, Tone};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Memo, RwSignal, expect_context, untrack};
use crate::browser::sandbox::Sandbox;
use crate::browser::task::spawn;
use crate::browser::{boot, location, policy};
use crate::gitlab::{Credential, Server, pages};
use crate::words::{Attempt, Words};

/// The two steps, one at a time. `suggested` is a server from the link.
pub fn screen(suggested: Option<String>) -> Piece {
    let words = words();
    let session = use_session();
    let end = Memo::new(move || match session.stage() {
        Stage::Out(end) => end,
        Stage::In(_) | Stage::Locked(..) => None,
    });
    let step = move |name: &'static str, is_second: bool| {
        let is_current = move || (session.server().is_some() == is_second).then_some("step");
        el("li").attr("aria-current", is_current).child(name)
    };
    let steps = el("ol")
        .class("steps")
        .attr("role", "list")
        .child(step(words.connect.step_server, false))
        .child(step(words.connect.token_submit, true));
    let head = el("div")
        .class("stack")
        .child(el("h1").child(words.connect.title))
        .child(el("p").class("quiet").child(words.connect.lead))
        .child(steps);
    el("div")
        .class("connect")
        .child(head)
        .child(move || end.get().map(|end| ended(words, end)))
        .child(move || session.server().map(|server| chosen(&server)))
        .child(consent())
        .child(move || match session.server() {
            None => (server::step(suggested.clone()), otherwise(), deployment::remarks()).into_piece(),
            Some(server) => {
                let is_second_way = is_registered_at(&server);
                credential::step(server, is_second_way).into_piece()
            }
        })
        .into_piece()
}

/// Why the last session ended.
fn ended(words: &'static Words, end: End) -> Element {
    let connect = &words.connect;
    let applications = match &end {
        End::NotGivenBack(base) => {
            Some(recipe::named_link(pages::applications(base), words.connect.applications))
        }
        _ => None,
    };
    let text = match end {
        End::Dead(error) => return trouble_notice(&error, Attempt::SignIn, None),
        End::SignedOut => connect.ended_signed_out.to_owned(),
        End::NotGivenBack(_) => words.connect.not_ended.to_owned(),
        End::Idle(limit) => (connect.ended_idle)(limit.num_minutes()),
        End::Limit(limit) => (connect.ended_limit)(limit.num_hours()),
        End::Restored => connect.ended_restored.to_owned(),
        End::RevokedSelf => connect.ended_revoked.to_owned(),
        End::LostSelf => connect.ended_lost.to_owned(),
        End::EndingSelf => connect.ended_ending.to_owned(),
        End::EndedSelf => connect.ended_family.to_owned(),
        End::FoundSelf => connect.ended_found.to_owned(),
        End::KeptSelf => connect.ended_kept.to_owned(),
        End::ChangedElsewhere => connect.ended_elsewhere.to_owned(),
    };
    let session = use_session();
    let later = expect_context::<Later>();
    let kill = move || {
        let kill = session.kill_switch()?;
        Some(later.part("stack", move |parts| (parts.kill)(kill)))
    };
    let what = (el("h2").child(connect.ended_title), el("p").child(text));
    notice::view(Tone::Note, (what, applications, kill)).attr("role", "status")
}

/// The server that was chosen, in full, and the way back.
fn chosen(server: &Server) -> Element {
    let connect = &words().connect;
    let another = el("button").attr("type", "button").class("link").child(connect.other_server);
    let label = deployment().offered(server).and_then(|offered| offered.label.clone());
    let line = el("div")
        .class("chosen")
        .child(label.map(|label| el("span").child(label)))
        .child(el("code").child(server.base()))
        .child(another.on("click", |_| start_over()));
    el("div")
        .class("stack")
        .child(line)
        .child(el("p").class("hint").child((connect.locked)(&server.origin())))
}

/// Whether one can sign in on this server's own page: the operator registered this page there.
fn is_registered_at(server: &Server) -> bool {
    deployment().offered(server).is_some_and(|offered| offered.client_id.is_some())
}

/// What GitLab's own page has to do with it, where the operator registered this one there or the browser comes back from it.
/// All of it is in the second module.
fn consent() -> Piece {
    let (session, later) = (use_session(), expect_context::<Later>());
    let is_coming = boot::has_callback();
    // What it needs is there by the time a server is chosen.
    if deployment().servers.iter().any(|offered| is_registered_at(&offered.server)) {
        later.fetch_when_idle();
    }
    let is_wanted =
        Memo::new(move || is_coming || session.server().is_some_and(|server| is_registered_at(&server)));
    let piece = move || is_wanted.get().then(|| untrack(|| later.part("stack", |parts| (parts.consent)())));
    piece.into_piece()
}

/// The other way in, where the operator offers it: the sandbox, fetched only now.
fn otherwise() -> Option<Element> {
    if !deployment().sandbox {
        return None;
    }
    let words = &words().connect;
    let (session, address) = (use_session(), expect_context::<Address>());
    let is_busy = RwSignal::new(false);
    let is_missing = RwSignal::new(false);
    let open = move |_| {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        is_missing.set(false);
        let to = address.route_now();
        spawn(async move {
            let opened = match Sandbox::load().await {
                Some(sandbox) => match sandbox.credential("root") {
                    Some(secret) if policy::lock(policy::Reach::Nowhere) => session
                        .open(Reach::Sandbox(sandbox), Entry::Token(Credential::new(secret)), &to)
                        .await
                        .is_ok(),
                    _ => false,
                },
                None => false,
            };
            is_busy.set(false);
            is_missing.set(!opened);
        });
    };
    let button = el("button")
        .attr("type", "button")
        .class("button")
        .attr("aria-busy", move || is_busy.get().then_some("true"))
        .child(move || if is_busy.get() { words.sandbox_busy } else { words.sandbox })
        .on("click", open);
    let missing = move || {
        is_missing.get().then(|| {
            let sentence = el("span").child(words.sandbox_missing);
            el("p").class("error").attr("role", "alert").child(icon::view(icon::WARNING)).child(sentence)
        })
    };
    let otherwise = el("div")
        .class("otherwise")
        .child(el("p").child(words.or).child(" ").child(words.sandbox_hint))
        .child(button)
        .child(missing);
    Some(otherwise)
}

/// Names another server: only a new page can, because the lock cannot be opened.
fn start_over() {
    location::reload("#/connect");
}
