//! Personal tokens: one's own; for an administrator any user's, everybody's, and impersonation tokens.

mod find_user;

use leptos::prelude::*;

use crate::app::Address;
use crate::app::preferences::words;
use crate::app::session::{Account, use_session};
use crate::app::token_table::{self, text};
use crate::app::widgets::icon;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::task::spawn;
use crate::gitlab::calls::user;
use crate::route::{List, Route};
use crate::tokens::{Draft, Kind, Place};

/// The screen of one place.
pub fn screen(list: Memo<List>, account: &Account) -> Piece {
    let words = words();
    let session = use_session();
    let address = expect_context::<Address>();
    let first = list.get_untracked();
    let (place, kind) = (first.place, first.kind);
    let owner = RwSignal::new(match place {
        Place::Myself => format!("@{}", account.user.username),
        Place::User(_) | Place::AllUsers => String::new(),
    });
    if let Place::User(id) = place {
        spawn(async move {
            if let Ok(user) = session.read(user::get(id)).await {
                let _ = owner.try_set(format!("@{}", user.username));
            }
        });
    }
    let user_id = match place {
        Place::Myself => account.user.id,
        Place::User(id) => id,
        Place::AllUsers => 0,
    };
    let title = move || {
        let name = text::plain(&owner.get());
        match (place, kind) {
            (Place::Myself, _) => words.list.title_own.to_owned(),
            (Place::AllUsers, _) => words.list.title_all.to_owned(),
            (Place::User(_), Kind::Personal) => (words.list.title_user)(&name),
            (Place::User(_), Kind::Impersonation) => (words.list.title_impersonation)(&name),
        }
    };
    let new_token = el("button")
        .attr("type", "button")
        .class("button primary")
        .id("new-token")
        .attr("aria-keyshortcuts", "n")
        .child(icon::view(icon::PLUS))
        .child(words.list.new_token)
        .on("click", move |_| {
            let mut list = list.get_untracked();
            list.create = Some(Draft::default());
            address.refine(Route::Personal(list));
        });
    let head = el("div")
        .class("title")
        .child(el("h1").child(title))
        .child(account.user.is_admin.then(|| (whose(place), find_user::field(), kinds(place, kind))))
        .child(new_token);
    (head, token_table::view(list, owner, user_id)).into_piece()
}

/// An administrator's choice: one's own, or all users'.
fn whose(place: Place) -> Element {
    let words = &words().list;
    let link = |label: &'static str, to: Place| {
        el("a")
            .attr("href", List::of(to, Kind::Personal).href())
            .attr("aria-current", (place == to).then_some("page"))
            .child(label)
    };
    el("nav")
        .class("segments")
        .attr("aria-label", words.whose)
        .child(link(words.mine, Place::Myself))
        .child(link(words.all_users, Place::AllUsers))
}

/// The two kinds of one user.
fn kinds(place: Place, kind: Kind) -> Option<Element> {
    let words = &words().list;
    let link = |label: &'static str, to: Kind| {
        el("a")
            .attr("href", List::of(place, to).href())
            .attr("aria-current", (kind == to).then_some("page"))
            .child(label)
    };
    matches!(place, Place::User(_)).then(|| {
        el("nav")
            .class("segments")
            .attr("aria-label", words.table)
            .child(link(words.tab_personal, Kind::Personal))
            .child(link(words.tab_impersonation, Kind::Impersonation))
    })
}
