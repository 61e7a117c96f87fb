//! The way round Keyturn: GitLab's own page, and commands for a shell without any secret in them.

use super::preferences::all_words;
use super::session::Account;
use crate::browser::element::{Element, el};
use crate::changes::{Entry, recipe};
use crate::gitlab::pages;
use crate::tokens::Place;

/// For one change, folded up.
pub fn view(account: &Account, entry: &Entry) -> Element {
    let words = &all_words().activity;
    let place = entry.change.place;
    let is_own = place == Place::User(account.user.id);
    let page = pages::tokens(&entry.server, place, &entry.owner, is_own, account.abilities());
    let commands = el("pre")
        .attr("tabindex", "0")
        .attr("aria-label", words.by_shell)
        .child(el("code").child(recipe::commands(entry).join("\n")));
    el("details")
        .class("recipe")
        .child(el("summary").child(words.otherwise))
        .child(el("p").child(link(page)))
        .child(el("p").class("hint").child(words.by_shell))
        .child(commands)
}

/// The way to a page of GitLab's own.
pub fn link(page: String) -> Element {
    named_link(page, all_words().act.gitlab_page)
}

/// The same by a name of its own.
pub fn named_link(page: String, name: &'static str) -> Element {
    el("a").attr("href", page).attr("target", "_blank").attr("rel", "noreferrer noopener").child(name)
}
