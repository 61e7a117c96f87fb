//! The tokens of one project or group: its own, its deploy tokens, those of its service accounts; and the deploy tokens
//! of the instance.

use super::personal::segment;
use crate::app::preferences::words;
use crate::app::recent;
use crate::app::session::{Account, use_session};
use crate::app::token_table::{self, text};
use crate::app::widgets::notice::{self, Tone};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Memo, RwSignal};
use crate::browser::task::spawn;
use crate::gitlab::calls::{resource, user};
use crate::route::{Extent, List, Route, Section};
use crate::tokens::{Place, Resource};

/// The screen of one list.
pub fn screen(list: Memo<List>, place: Place, account: &Account) -> Piece {
    let words = words();
    let owner = RwSignal::new(String::new());
    name(place, owner, account.clone());
    let title = move || (words.place.title)(place, &text::plain(&owner.get()));
    let switch = (place == Place::DeployInstance).then(|| deploy_switch(account, None));
    let head = el("div")
        .class("title")
        .child(el("h1").child(title))
        .child(switch)
        .child(place.resource().map(|of| (tabs(of, Some(place), account), another(place, of))))
        .child(token_table::new_button(list, account, place));
    let remark = account.user.bot_of().map(bot_remark);
    (head, remark, token_table::view(list, owner, place)).into_piece()
}

/// Asks what the place is called: of a service account the account, else the project's or group's path. What is found
/// is remembered as opened.
pub fn name(place: Place, owner: RwSignal<String>, account: Account) {
    let session = use_session();
    spawn(async move {
        let name = match place {
            Place::ServiceAccount(_, id) => {
                session.read(user::get(id)).await.ok().map(|user| format!("@{}", user.username))
            }
            place => match place.resource() {
                Some(of) => session.read(resource::get(of)).await.ok().map(|profile| profile.path),
                None => None,
            },
        };
        if let Some(name) = name {
            owner.set(name);
            if let Some(of) = place.resource() {
                recent::opened(&account, of);
            }
        }
    });
}

/// The kinds of tokens a project or group has. `None` is the choice of a service account.
pub fn tabs(of: Resource, current: Option<Place>, account: &Account) -> Element {
    let words = words();
    let link =
        |to: Place| segment((words.place.tab)(to), List::of(Extent::Of(to)).href(), current == Some(to));
    let is_account = matches!(current, None | Some(Place::ServiceAccount(..)));
    let accounts = if account.abilities().has_service_accounts(of) {
        segment(words.place.service_accounts, Route::ServiceAccounts(of).href(), is_account)
    } else {
        let reason = (words.place.service_accounts_old)(of);
        el("span")
            .class("quiet")
            .attr("title", reason)
            .child(words.place.service_accounts)
            .child(el("span").class("visually-hidden").child(reason))
    };
    el("nav")
        .class("segments")
        .attr("aria-label", words.place.tabs)
        .child(link(Place::Resource(of)))
        .child(link(Place::Deploy(of)))
        .child(accounts)
}

/// For what deploy tokens are shown; `None` is the instance.
pub fn deploy_switch(account: &Account, current: Option<Section>) -> Element {
    let words = &words().place;
    let link = |label: &'static str, to: Section| {
        segment(label, Route::Choose { section: to, look: String::new() }.href(), current == Some(to))
    };
    let instance = account.user.is_admin.then(|| {
        segment(words.instance, List::of(Extent::Of(Place::DeployInstance)).href(), current.is_none())
    });
    el("nav")
        .class("segments")
        .attr("aria-label", words.deploy_of)
        .child(link(words.projects, Section::DeployProjects))
        .child(link(words.groups, Section::DeployGroups))
        .child(instance)
}

/// The way back to the choice.
fn another(place: Place, of: Resource) -> Element {
    let section = match (place, of) {
        (Place::Deploy(_), Resource::Project(_)) => Section::DeployProjects,
        (Place::Deploy(_), Resource::Group(_)) => Section::DeployGroups,
        _ => Section::of(of),
    };
    let href = Route::Choose { section, look: String::new() }.href();
    el("a").attr("href", href).child((words().place.another)(of))
}

/// What a project's or group's own token can do when it is what one is signed in with.
pub fn bot_remark(of: Resource) -> Element {
    let words = &words().place;
    let place = Place::Resource(of);
    let link = el("a").attr("href", List::of(Extent::Of(place)).href()).child((words.tab)(place));
    notice::view(Tone::Note, (el("p").child((words.bot_remark)(of)), link))
}
