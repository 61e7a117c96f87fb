//! The search for a project or group, by GitLab itself: part of a name or path, a whole path, an address, an id.

use crate::app::preferences::all_words as words;
use crate::app::screens::personal::is_enough;
use crate::app::session::{Account, Session, use_session};
use crate::app::token_table::text;
use crate::app::widgets::combobox::{Combobox, Found, Proposal};
use crate::browser::dom;
use crate::browser::element::{Child, Piece, el};
use crate::browser::task::spawn;
use crate::gitlab::calls::resource;
use crate::gitlab::credential::looks_like_a_token;
use crate::gitlab::{Error, Page, Profile};
use crate::route::{Route, Section};
use crate::tokens::AccessLevel;
use crate::words::choose::ChooseWords;

/// The field, and what may be typed into it.
pub fn field(section: Section, look: String, typed: String, account: &Account) -> Piece {
    let (words, token_in_search) = (&words().choose, words().list.token_in_search);
    let session = use_session();
    let is_admin = account.user.is_admin;
    let address = account.address.clone();
    let label = if section.is_of_groups() { words.find_group } else { words.find_project };
    let field = Combobox::new(typed.clone());
    let search = move |typed: String| {
        if looks_like_a_token(&typed) {
            return field.found.set(Found::Remark(token_in_search));
        }
        let direct = direct(words, section, &typed, &address, &look);
        if !is_enough(&typed) {
            field.found.set(direct.map_or(Found::Closed, |one| Found::Proposals(vec![one])));
            return;
        }
        let look = look.clone();
        spawn(async move {
            let text = typed.trim().to_owned();
            find(session, section, &text, is_admin, move |answer| {
                if field.typed.try_get_untracked().as_deref() != Some(typed.as_str()) {
                    return;
                }
                // A search that failed found nothing out.
                let nothing = answer.as_ref().map_or(Found::Closed, |_| Found::Remark(words.found_none));
                let all = answer.unwrap_or_default();
                let found = all.first.iter().map(|profile| proposal(section, profile, &look));
                let all: Vec<Proposal> = found.chain(direct.clone()).collect();
                field.found.set(if all.is_empty() { nothing } else { Found::Proposals(all) });
            })
            .await;
        });
    };
    if !typed.is_empty() {
        search(typed);
        // What is proposed belongs to a field that has the focus.
        dom::focus_soon(vec![String::from("found-places-field")]);
    }
    let hint = el("p").class("hint").child(words.find_hint);
    (field.view("found-places", label, search), hint).into_piece()
}

/// Projects or groups that were found, and whether there are more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    /// The first of them.
    pub first: Vec<Profile>,
    /// Whether others are left out.
    pub has_more: bool,
}

/// Finds projects or groups; roles in groups are asked for apart, so `tell` may be called again with more.
pub async fn find(
    session: Session,
    section: Section,
    text: &str,
    is_admin: bool,
    mut tell: impl FnMut(Result<Results, Error>),
) {
    if !section.is_of_groups() {
        return tell(session.read(resource::search_projects(text, is_admin)).await.map(results));
    }
    let least = (!is_admin).then_some(AccessLevel::GUEST);
    let mut all = match session.read(resource::search_groups(text, least)).await {
        Ok(page) => results(page),
        Err(error) => return tell(Err(error)),
    };
    tell(Ok(all.clone()));
    for level in [AccessLevel::MAINTAINER, AccessLevel::OWNER] {
        let Ok(page) = session.read(resource::search_groups(text, Some(level))).await else { return };
        for known in &mut all.first {
            if page.rows.iter().any(|found| found.resource == known.resource) {
                known.access_level = Some(level);
            }
        }
    }
    tell(Ok(all));
}

fn results(page: Page<Profile>) -> Results {
    Results { has_more: page.next.is_some(), first: page.rows }
}

fn proposal(section: Section, profile: &Profile, look: &str) -> Proposal {
    Proposal {
        first: text::plain(&profile.path),
        second: profile.access_level.map(text::role).unwrap_or_default(),
        href: Route::chosen(section, profile.resource.id(), look).href(),
    }
}

/// What was typed taken as an id, a path or an address of this GitLab.
fn direct(words: &ChooseWords, section: Section, typed: &str, address: &str, look: &str) -> Option<Proposal> {
    let typed = typed.trim();
    let path = typed.strip_prefix(address).unwrap_or(typed).trim_matches('/');
    let path = path.split("/-/").next().unwrap_or(path).trim_end_matches(".git");
    let path = path.strip_prefix("groups/").unwrap_or(path);
    if path.is_empty() || path.contains("://") || path.contains(char::is_whitespace) {
        return None;
    }
    let is_path = path.contains('/') || (section.is_of_groups() && is_enough(path));
    let route = match path.parse() {
        Ok(id) => Route::chosen(section, id, look),
        Err(_) if is_path => Route::Find { section, path: path.to_owned(), look: look.to_owned() },
        Err(_) => return None,
    };
    let first = (words.open_path)(&text::plain(path));
    Some(Proposal { first, second: String::new(), href: route.href() })
}
