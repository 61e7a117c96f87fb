//! The other credential of the second step: what GitLab grants on its own page.

use crate::app::deployment::deployment;
use crate::app::oauth::{COMING, Coming, Failure, use_sign_in};
use crate::app::preferences::all_words as words;
use crate::app::session::use_session;
use crate::app::shell::{told, trouble_notice};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{RwSignal, untrack};
use crate::browser::{crypto, location};
use crate::deployment::Offered;
use crate::gitlab::Server;
use crate::tokens::Scope;
use crate::words::error::Say;
use crate::words::{Attempt, Trouble};

/// The way there, where the operator registered this page at the named GitLab, and how it stands after the browser came back.
pub fn view() -> Piece {
    use_sign_in().come_back();
    let session = use_session();
    let way = move || session.server().and_then(|server| untrack(|| way(server)));
    (coming(), way).into_piece()
}

fn way(server: Server) -> Option<Element> {
    let deployment = deployment();
    let offered = deployment.offered(&server)?;
    let client_id = offered.client_id.clone()?;
    let words = &words().oauth;
    let inside = if crypto::is_there() {
        choice(offered, server, client_id)
    } else {
        el("p").class("hint").child(words.needs_https).into_piece()
    };
    Some(el("div").class("step").child(inside))
}

fn choice(offered: &Offered, server: Server, client_id: String) -> Piece {
    let words = &words().oauth;
    let sign_in = use_sign_in();
    let grants = |scope: &Scope| offered.scopes.contains(scope);
    let has_both = grants(&Scope::API) && grants(&Scope::READ_API);
    let asked = sign_in.asked().filter(|_| has_both);
    let is_reading = RwSignal::new(asked.map_or(!grants(&Scope::API), |asked| asked == Scope::READ_API));
    let go = move |_| {
        let scope = if is_reading.get_untracked() { Scope::READ_API } else { Scope::API };
        sign_in.leave(server.clone(), client_id.clone(), scope);
    };
    let tick = el("input")
        .attr("type", "checkbox")
        .attr("aria-describedby", "look-only-hint")
        .flag("checked", move || is_reading.get())
        .on("change", move |_| is_reading.update(|only| *only = !*only));
    let look_only = has_both.then(|| {
        el("div")
            .class("field")
            .child(el("label").class("choice").child(tick).child(el("span").child(words.look_only)))
            .child(el("p").class("hint").id("look-only-hint").child(words.look_only_hint))
    });
    let button = el("button")
        .id("consent")
        .attr("type", "button")
        .class("button primary")
        .child(words.go)
        .on("click", go);
    let framed = location::is_framed().then(|| el("p").class("hint").child(words.whole_window));
    let hint = el("p").class("hint").child(words.hint);
    (look_only, button, (hint, framed)).into_piece()
}

/// How a sign-in on GitLab's page stands, after the browser came back from it.
fn coming() -> Piece {
    let words = words();
    let oauth = &words.oauth;
    let sign_in = use_sign_in();
    let notice = |say: &Say, quote| told(Trouble::of(say, quote), None).into_piece();
    let standing = move || match sign_in.coming() {
        Coming::Not => Piece::Nothing,
        Coming::Busy(server) => el("p").attr("role", "status").child((oauth.busy)(&server)).into_piece(),
        Coming::Failed(Failure::Failed(error)) => trouble_notice(&error, Attempt::SignIn, None).into_piece(),
        Coming::Failed(Failure::Mismatch(mismatch)) => notice(&(oauth.mismatch)(mismatch), None),
        Coming::Failed(Failure::NotKept) => {
            el("p").class("error").attr("role", "alert").child(oauth.needs_storage).into_piece()
        }
        Coming::Failed(Failure::NotLocked) => {
            el("p").class("error").attr("role", "alert").child(words.connect.lock_failed).into_piece()
        }
        Coming::Failed(Failure::Declined(code)) => match code.as_str() {
            "access_denied" => notice(&oauth.declined, None),
            "invalid_scope" => notice(&oauth.scope, None),
            _ => notice(&oauth.refused, Some(code)),
        },
    };
    el("div").id(COMING).class("stack").attr("tabindex", "-1").child(standing).into_piece()
}
