//! Personal tokens: one's own; for an administrator any user's, everybody's, and impersonation tokens.

pub mod find_user;

use super::resource;
use crate::app::later::Later;
use crate::app::preferences::words;
use crate::app::session::{Account, use_session};
use crate::app::token_table::{self, text};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Memo, RwSignal, expect_context};
use crate::browser::task::spawn;
use crate::gitlab::calls::user;
use crate::route::{Extent, List};
use crate::tokens::Place;

pub use find_user::is_enough;

/// The screen of one list; `place` is that of the link, `None` oneself.
pub fn screen(list: Memo<List>, place: Option<Place>, account: &Account) -> Piece {
    let words = words();
    let session = use_session();
    let owner = RwSignal::new(match place {
        None => format!("@{}", account.user.username),
        Some(_) => String::new(),
    });
    if let Some(id) = place.and_then(Place::user_id) {
        spawn(async move {
            if let Ok(user) = session.read(user::get(id)).await {
                owner.set(format!("@{}", user.username));
            }
        });
    }
    let title = move || {
        let name = if place.is_some() { text::plain(&owner.get()) } else { String::new() };
        (words.place.title)(place.unwrap_or(Place::User(0)), &name)
    };
    let lived_in = place.unwrap_or(Place::User(account.user.id));
    let head = el("div")
        .class("title")
        .child(el("h1").child(title))
        .child(account.user.is_admin.then(|| (whose(place), find_user(), kinds(place))))
        .child(token_table::new_button(list, account, lived_in));
    let remark = account.user.bot_of().map(resource::bot_remark);
    (head, remark, token_table::view(list, owner, lived_in)).into_piece()
}

/// The search for a user; its place is kept until it is there.
fn find_user() -> Piece {
    let label = words().list.find_user;
    let meanwhile = move || {
        let field = el("input").class("input").attr("placeholder", label).attr("aria-label", label);
        el("div").class("combobox").child(field.attr("disabled", true)).into_piece()
    };
    expect_context::<Later>().place(|parts| (parts.find_user)().into_piece(), meanwhile)
}

/// A link among others of which one is the present place.
pub fn segment(label: &'static str, href: String, is_current: bool) -> Element {
    el("a").attr("href", href).attr("aria-current", is_current.then_some("page")).child(label)
}

/// An administrator's choice: one's own, or all users'.
fn whose(place: Option<Place>) -> Element {
    let words = &words().list;
    let link = |label: &'static str, to: Option<Place>| {
        segment(label, List::of(to.map_or(Extent::Own, Extent::Of)).href(), place == to)
    };
    el("nav")
        .class("segments")
        .attr("aria-label", words.whose)
        .child(link(words.mine, None))
        .child(link(words.all_users, Some(Place::AllUsers)))
}

/// The two kinds of one user.
fn kinds(place: Option<Place>) -> Option<Element> {
    let words = words();
    let (Place::User(id) | Place::Impersonation(id)) = place? else { return None };
    let link = |to: Place| segment((words.place.tab)(to), List::of(Extent::Of(to)).href(), place == Some(to));
    let links = (link(Place::User(id)), link(Place::Impersonation(id)));
    Some(el("nav").class("segments").attr("aria-label", words.list.table).child(links))
}
