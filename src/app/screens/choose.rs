//! Which project or group? A search, what was opened in this tab, and what one belongs to.

mod search;

use super::resource::deploy_switch;
use crate::app::preferences::all_words as words;
use crate::app::recent;
use crate::app::session::{Account, use_session};
use crate::app::shell::trouble_notice;
use crate::app::token_table::text;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Callback, RwSignal};
use crate::browser::task::spawn;
use crate::gitlab::calls::resource;
use crate::gitlab::{Error, Profile};
use crate::route::{Route, Section};
use crate::tokens::{Place, Resource};
use crate::words::Attempt;

/// The choice for one view. `look` is what the link says about the list to come, `typed` what the search starts with.
pub fn screen(section: Section, look: &str, typed: String, account: &Account) -> Piece {
    let words = &words().choose;
    let title = if section.is_of_groups() { words.group } else { words.project };
    let head = el("div")
        .class("title")
        .child(el("h1").child(title))
        .child(section.is_deploy().then(|| deploy_switch(account, Some(section))));
    let lists = el("div")
        .class("places")
        .child(opened(section, look, account))
        .child(belonging(section, look, account));
    (head, search::field(section, look.to_owned(), typed, account), lists).into_piece()
}

/// What was opened in this tab. Only ids are kept: the names are asked for anew.
fn opened(section: Section, look: &str, account: &Account) -> Option<Element> {
    let session = use_session();
    let is_wanted = |of: &Resource| matches!(of, Resource::Group(_)) == section.is_of_groups();
    let kept: Vec<Resource> = recent::of(account).into_iter().filter(is_wanted).collect();
    let line = |of: Resource| {
        let name = RwSignal::new(format!("{} {}", (words().place.owner)(Place::Resource(of)), of.id()));
        spawn(async move {
            if let Ok(profile) = session.read(resource::get(of)).await {
                name.set(profile.path);
            }
        });
        let href = Route::chosen(section, of.id(), look).href();
        el("li").child(el("a").attr("href", href).child(move || text::plain(&name.get())))
    };
    (!kept.is_empty()).then(|| {
        let lines = kept.into_iter().map(line).collect::<Vec<_>>();
        list("places-opened", words().choose.recent, lines)
    })
}

/// What one belongs to, or, for an administrator, what there is: the first page of it.
fn belonging(section: Section, look: &str, account: &Account) -> Element {
    let words = words();
    let session = use_session();
    let is_admin = account.user.is_admin;
    let found = RwSignal::new(None::<Result<search::Results, Error>>);
    let ask = move || {
        spawn(
            async move { search::find(session, section, "", is_admin, |answer| found.set(Some(answer))).await },
        );
    };
    ask();
    let look = look.to_owned();
    let title = if is_admin { words.choose.all } else { words.choose.yours };
    let inside = move || match found.get() {
        None => el("p").class("hint").child(words.list.loading).into_piece(),
        Some(Err(error)) => trouble_notice(&error, Attempt::Read, Some(Callback::new(ask))).into_piece(),
        Some(Ok(all)) if all.first.is_empty() => {
            el("p").class("hint").child(words.choose.yours_none).into_piece()
        }
        Some(Ok(all)) => {
            let lines = all.first.iter().map(|profile| line(section, profile, &look)).collect::<Vec<_>>();
            let more = all
                .has_more
                .then(|| el("p").class("hint").child((words.choose.more_by_search)(all.first.len())));
            list("places-yours", title, lines).child(more).into_piece()
        }
    };
    el("div").attr("aria-live", "polite").child(inside)
}

fn line(section: Section, profile: &Profile, look: &str) -> Element {
    let href = Route::chosen(section, profile.resource.id(), look).href();
    let role = profile.access_level.map(text::role);
    el("li")
        .child(el("a").attr("href", href).child(text::plain(&profile.path)))
        .child(el("span").class("quiet small").child(role))
}

fn list(id: &'static str, title: &'static str, lines: Vec<Element>) -> Element {
    el("section")
        .attr("aria-labelledby", id)
        .child(el("h2").id(id).child(title))
        .child(el("ul").attr("role", "list").child(lines))
}
