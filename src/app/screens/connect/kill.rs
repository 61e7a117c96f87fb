//! The kill switch: the last means against a new value of the sign-in token that was lost.

use crate::app::preferences::all_words as words;
use crate::app::recipe;
use crate::app::session::use_session;
use crate::app::sight;
use crate::browser::element::{Child, Piece, el};
use crate::browser::reactive::Callback;
use crate::gitlab::pages;
use crate::gitlab::version::Abilities;
use crate::tokens::Place;

/// GitLab's own page, what the switch does, and the switch.
pub fn view(kill: Callback) -> Piece {
    let connect = &words().connect;
    let button = el("button")
        .attr("type", "button")
        .class("button danger")
        .child(connect.kill)
        .on("click", move |_| kill.run());
    let base = use_session().server().map(|server| server.base()).unwrap_or_default();
    let page = pages::tokens(&base, Place::AllUsers, "", true, Abilities::of(None));
    (
        el("p").child(recipe::link(page)),
        el("p").class("hint").child(connect.kill_hint),
        el("div").class("cluster").child(sight::guarded(button)),
    )
        .into_piece()
}
