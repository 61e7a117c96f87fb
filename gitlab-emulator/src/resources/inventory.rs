//! The inventory of all tokens of a top-level group and of what lies below it. Only GitLab.com has it.
//!
//! <https://docs.gitlab.com/api/group_credentials_inventory/>

use std::collections::BTreeSet;

use super::personal::rotate::{rotate, wanted_end};
use super::place::OWNER;
use super::{groups, place};
use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::filters::{Filters, Known};
use crate::paging::{self, Page};
use crate::refusal::Refusal;
use crate::shapes::token::{self, Form};
use crate::world::{AccessToken, Namespace, Place, UserKind};

/// `GET /groups/:id/manage/personal_access_tokens`: of its people and of its service accounts.
pub(crate) fn list_personal(call: &mut Call<'_>) -> Outcome {
    let root = authorized(call)?;
    let of_tree = |call: &Call<'_>| {
        let places = places(call, root);
        let people = places.iter().flat_map(|place| call.world.direct_members(*place));
        let people: BTreeSet<u64> = people.filter(|user_id| is_managed(call, *user_id, &places)).collect();
        let tokens = people.into_iter().flat_map(|user_id| call.world.tokens_of_user(user_id));
        tokens.filter(|token| !token.impersonation).map(|token| token.id).collect()
    };
    list(call, Known::personal(call.version), of_tree, |call, token| {
        token::personal(token, Form::Row, call.version, call.now)
    })
}

/// `GET /groups/:id/manage/resource_access_tokens`: of the group, of the groups below and of their projects.
pub(crate) fn list_resource(call: &mut Call<'_>) -> Outcome {
    let root = authorized(call)?;
    let of_tree = |call: &Call<'_>| {
        let tokens = places(call, root).into_iter().flat_map(|place| call.world.tokens_of_place(place));
        tokens.map(|token| token.id).collect()
    };
    list(call, Known::resource(call.version), of_tree, |call, token| {
        token::resource(call.world, token, Form::Row, call.version, call.now)
    })
}

/// `DELETE …/personal_access_tokens/:token_id`
pub(crate) fn revoke_personal(call: &mut Call<'_>) -> Outcome {
    let id = personal(call)?;
    call.world.revoke(id, call.now);
    Ok(Answer::no_content())
}

/// `POST …/personal_access_tokens/:token_id/rotate`
pub(crate) fn rotate_personal(call: &mut Call<'_>) -> Outcome {
    let expires_at = wanted_end(call)?;
    let id = personal(call)?;
    let (new_id, secret) = rotate(call, id, expires_at)?;
    let token = call.world.tokens.get(&new_id).ok_or(Refusal::RecordNotFound)?;
    Ok(Answer::ok(token::personal(token, Form::Revealed(&secret), call.version, call.now)))
}

/// `DELETE …/resource_access_tokens/:token_id`
pub(crate) fn revoke_resource(call: &mut Call<'_>) -> Outcome {
    let id = resource(call, "revoke")?;
    call.world.revoke(id, call.now);
    Ok(Answer::no_content())
}

/// `POST …/resource_access_tokens/:token_id/rotate`
pub(crate) fn rotate_resource(call: &mut Call<'_>) -> Outcome {
    let expires_at = wanted_end(call)?;
    let id = resource(call, "rotate")?;
    let (new_id, secret) = rotate(call, id, expires_at)?;
    let token = call.world.tokens.get(&new_id).ok_or(Refusal::RecordNotFound)?;
    Ok(Answer::ok(token::resource(call.world, token, Form::Revealed(&secret), call.version, call.now)))
}

fn list(
    call: &Call<'_>,
    known: Known,
    of_tree: impl Fn(&Call<'_>) -> BTreeSet<u64>,
    shape: fn(&Call<'_>, &AccessToken) -> serde_json::Value,
) -> Outcome {
    let mut check = call.check();
    let filters = Filters::read(&mut check, known);
    let page = Page::read(&mut check);
    check.finish()?;
    // By id, which is by age: GitLab's own default here is the oldest first.
    let rows = call.arranged(&[], || {
        let ids = of_tree(call);
        let tokens = ids.iter().filter_map(|id| call.world.tokens.get(id));
        filters.apply(tokens, call.now).into_iter().map(|token| token.id).collect()
    });
    let (rows, headers) = paging::cut(call, &rows, page, &[("sort", "created_asc")]);
    let rows = rows.iter().filter_map(|id| call.world.tokens.get(id));
    Ok(Answer::list(rows.map(|token| shape(call, token)).collect(), headers))
}

// GITLAB: that there is nothing elsewhere is said first, even to somebody who is not signed in.
fn authorized(call: &Call<'_>) -> Result<u64, Refusal> {
    if !call.settings.is_gitlab_com {
        return Err(Refusal::NotFound(None));
    }
    call.signed_in()?;
    let group = groups::find(call)?;
    let here = Place::Group(group.id);
    if group.parent.is_none() && place::role(call, here) >= OWNER {
        Ok(group.id)
    } else {
        Err(Refusal::Forbidden(None))
    }
}

/// The group, the groups below it and their projects.
fn places(call: &Call<'_>, root: u64) -> BTreeSet<Place> {
    let groups = call.world.groups.keys().filter(|group| call.world.is_below(**group, root));
    let mut places: BTreeSet<Place> = groups.map(|group| Place::Group(*group)).collect();
    let projects = call.world.projects.values().filter(|project| match project.namespace {
        Namespace::Group(group) => places.contains(&Place::Group(group)),
        Namespace::User(_) => false,
    });
    let projects: Vec<Place> = projects.map(|project| Place::Project(project.id)).collect();
    places.extend(projects);
    places
}

/// Whether the inventory answers for a user: a member counts as the group's own, a service account only at home.
fn is_managed(call: &Call<'_>, user_id: u64, places: &BTreeSet<Place>) -> bool {
    call.world.users.get(&user_id).is_some_and(|user| match user.kind {
        UserKind::Human => true,
        UserKind::ServiceAccount(Some(home)) => places.contains(&home),
        UserKind::ServiceAccount(None) | UserKind::Bot(_) => false,
    })
}

fn personal(call: &Call<'_>) -> Result<u64, Refusal> {
    let root = authorized(call)?;
    let token = call.world.tokens.get(&call.number("token_id")?).ok_or(Refusal::RecordNotFound)?;
    let places = places(call, root);
    let is_member = places.iter().any(|place| call.world.members.contains_key(&(*place, token.user_id)));
    if is_member && !token.impersonation && is_managed(call, token.user_id, &places) {
        Ok(token.id)
    } else {
        Err(Refusal::Forbidden(None))
    }
}

fn resource(call: &Call<'_>, act: &str) -> Result<u64, Refusal> {
    let root = authorized(call)?;
    let token = call.world.tokens.get(&call.number("token_id")?).ok_or(Refusal::RecordNotFound)?;
    let reason = match call.world.users.get(&token.user_id).map(|user| user.kind) {
        Some(UserKind::Bot(home)) if places(call, root).contains(&home) => return Ok(token.id),
        Some(UserKind::Bot(_)) => {
            "Cannot access resource access token: Token belongs to a resource outside group's hierarchy"
                .to_owned()
        }
        _ => format!("Cannot {act} resource access token: Token does not belong to bot user"),
    };
    Err(Refusal::Forbidden(Some(reason)))
}
