//! What only personal tokens have: the list of all users, and the endpoints of the token one asks with.
//! <https://docs.gitlab.com/api/personal_access_tokens/>

use serde_json::Value;

use super::token::{PAGE_SIZE, creation, rotation};
use crate::gitlab::credential::looks_like_a_token;
use crate::gitlab::wire::{self, Issued};
use crate::gitlab::{Call, Error, Page, Request, Response};
use crate::tokens::filter::{Filter, Range, State};
use crate::tokens::{AccessLevel, Expiry, NewToken, Token, date};
use crate::tokens::{Sort, SortKey};

/// A page of the whole instance's tokens for an administrator, narrowed and ordered by GitLab.
pub fn list_all(filter: &Filter, sort: Sort, page: u32) -> Call<Page<Token>> {
    let request = Request::get("/personal_access_tokens").with("per_page", PAGE_SIZE).with("page", page);
    Call { request: with_filter(request, filter, sort), read: wire::tokens }
}

/// The token the request is made with (15.5).
pub fn get_self() -> Call<Token> {
    Call { request: Request::get("/personal_access_tokens/self"), read: wire::one_token }
}

/// What a token reaches (17.4).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Associations {
    /// Groups by full name, with the role.
    pub groups: Vec<Association>,
    /// Projects by path, with the higher of the project's and the group's role.
    pub projects: Vec<Association>,
}

/// One group or project a token reaches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Association {
    /// Its path, or its name where no path is told.
    pub name: String,
    /// The role there.
    pub access_level: Option<AccessLevel>,
}

/// A page of both lists at once; go on until both are empty.
pub fn associations(page: u32) -> Call<Associations> {
    Call {
        request: Request::get("/personal_access_tokens/self/associations")
            .with("min_access_level", 10)
            .with("per_page", PAGE_SIZE)
            .with("page", page),
        read: read_associations,
    }
}

/// Creates a token for oneself (16.5); GitLab takes only the scopes of [`crate::tokens::kind::OWN_TOKEN_SCOPES`].
pub fn create_own(new: &NewToken) -> Call<Issued> {
    Call { request: Request::post("/user/personal_access_tokens", &creation(new)), read: wire::issued }
}

/// Rotates the token the request is made with (16.10).
pub fn rotate_self(expiry: Expiry) -> Call<Issued> {
    let path = "/personal_access_tokens/self/rotate";
    Call { request: Request::post(path, &rotation(expiry)), read: wire::issued }
}

/// Revokes the token the request is made with (15.0).
pub fn revoke_self() -> Call<()> {
    Call { request: Request::delete("/personal_access_tokens/self"), read: wire::nothing }
}

fn with_filter(mut request: Request, filter: &Filter, sort: Sort) -> Request {
    // GitLab knows active and inactive; the finer ones are narrowed further in the page.
    let state = match filter.state {
        State::Active | State::ExpiringSoon => Some("active"),
        State::Inactive | State::Expired | State::Revoked => Some("inactive"),
        State::All => None,
    };
    if let Some(state) = state {
        request = request.with("state", state);
    }
    let revoked = match filter.state {
        State::Revoked => Some(true),
        State::Expired => Some(false),
        _ => filter.revoked,
    };
    if let Some(revoked) = revoked {
        request = request.with("revoked", revoked);
    }
    // GITLAB: words under three letters only match whole names, so the page's own search would find more.
    // A token that was pasted by mistake would stand in GitLab's log.
    let is_told = !looks_like_a_token(&filter.search);
    if is_told && filter.terms().iter().any(|term| term.chars().count() >= 3) {
        request = request.with("search", &filter.search);
    }
    request = with_range(request, filter.created, "created_after", "created_before");
    request = with_range(request, filter.expires, "expires_after", "expires_before");
    request = with_range(request, filter.last_used, "last_used_after", "last_used_before");
    match sort_name(sort) {
        Some(name) => request.with("sort", name),
        None => request,
    }
}

fn with_range(mut request: Request, range: Range, after: &'static str, before: &'static str) -> Request {
    if let Some(day) = range.after {
        request = request.with(after, date::print_day(day));
    }
    if let Some(day) = range.before {
        request = request.with(before, date::print_day(day));
    }
    request
}

/// GitLab's name of an order; scopes, status and user are ordered in the page only.
fn sort_name(sort: Sort) -> Option<&'static str> {
    Some(match (sort.key, sort.descending) {
        (SortKey::Name, false) => "name_asc",
        (SortKey::Name, true) => "name_desc",
        (SortKey::Created, false) => "created_asc",
        (SortKey::Created, true) => "created_desc",
        (SortKey::LastUsed, false) => "last_used_asc",
        (SortKey::LastUsed, true) => "last_used_desc",
        (SortKey::Expires, false) => "expires_asc",
        (SortKey::Expires, true) => "expires_desc",
        (
            SortKey::Place
            | SortKey::Scopes
            | SortKey::Status
            | SortKey::User
            | SortKey::Role
            | SortKey::Username,
            _,
        ) => {
            return None;
        }
    })
}

fn read_associations(response: &Response) -> Result<Associations, Error> {
    let object = wire::object(response)?;
    let list = |name: &str, read: fn(&Value) -> Option<Association>| -> Vec<Association> {
        object.get(name).and_then(Value::as_array).into_iter().flatten().filter_map(read).collect()
    };
    Ok(Associations { groups: list("groups", group), projects: list("projects", project) })
}

fn group(value: &Value) -> Option<Association> {
    // The web address is the only place where the path stands: `https://host/groups/acme/tools`.
    let path = value.get("web_url").and_then(Value::as_str).and_then(|url| url.split_once("/groups/"));
    let name = path.map(|(_, path)| path).or_else(|| value.get("name")?.as_str())?;
    Some(Association { name: name.to_owned(), access_level: wire::level(value.get("access_levels")) })
}

fn project(value: &Value) -> Option<Association> {
    let name = value.get("path_with_namespace").or_else(|| value.get("name"))?.as_str()?;
    // GITLAB: a number for groups, an object of two for projects.
    let of = |name: &str| wire::level(value.get("access_levels").and_then(|levels| levels.get(name)));
    let access_level = of("project_access_level").max(of("group_access_level"));
    Some(Association { name: name.to_owned(), access_level })
}
