//! Rows that come and go beside the API, as if somebody else had been at work: GitLab's own interface removes projects and
//! groups, and makes what the API of this emulator cannot.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Emulator;
use crate::world::{NewToken, Place, UserKind, World};

/// Which rows to take away and which to add others like.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct RowChange {
    /// Rows to take away.
    pub(crate) remove: Rows,
    /// Rows each of which gets one more like it, with the next id.
    pub(crate) copy: Rows,
}

/// Rows by table and id.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Rows {
    /// Access tokens of every kind.
    pub(crate) tokens: Vec<u64>,
    /// Deploy tokens.
    pub(crate) deploy_tokens: Vec<u64>,
    /// Projects; with one go its tokens.
    pub(crate) projects: Vec<u64>,
    /// Groups; what lies in one is no longer seen by anybody.
    pub(crate) groups: Vec<u64>,
}

impl Emulator {
    /// Changes the rows and gives the ids of the new ones. Where an id is unknown it says so; what stood before it is done.
    pub(crate) fn change_rows(&mut self, change: &RowChange, now: DateTime<Utc>) -> Result<Rows, String> {
        let world = &mut self.world;
        world.revision += 1;
        let all = |what: &str, ids: &[u64], act: &mut dyn FnMut(u64) -> Option<u64>| {
            let ids = ids.iter().map(|id| act(*id).ok_or_else(|| format!("there is no {what} {id}")));
            ids.collect::<Result<Vec<u64>, String>>()
        };
        let copied = Rows {
            tokens: all("token", &change.copy.tokens, &mut |id| copy_token(world, id, now))?,
            deploy_tokens: all("deploy token", &change.copy.deploy_tokens, &mut |id| {
                let like = world.deploy_tokens.get(&id)?.clone();
                Some(world.add_deploy_token(like).0)
            })?,
            projects: all("project", &change.copy.projects, &mut |id| copy_project(world, id, now))?,
            groups: all("group", &change.copy.groups, &mut |id| copy_group(world, id, now))?,
        };
        let remove = &change.remove;
        all("token", &remove.tokens, &mut |id| world.remove_token(id).then_some(id))?;
        all("deploy token", &remove.deploy_tokens, &mut |id| world.remove_deploy_token(id).then_some(id))?;
        all("project", &remove.projects, &mut |id| {
            world.projects.remove(&id)?;
            empty(world, Place::Project(id));
            Some(id)
        })?;
        all("group", &remove.groups, &mut |id| {
            world.groups.remove(&id)?;
            empty(world, Place::Group(id));
            Some(id)
        })?;
        Ok(copied)
    }
}

fn copy_token(world: &mut World, id: u64, now: DateTime<Utc>) -> Option<u64> {
    let like = world.tokens.get(&id)?.clone();
    let new = NewToken {
        user_id: like.user_id,
        name: like.name,
        description: like.description,
        scopes: like.scopes,
        expires_at: like.expires_at,
        impersonation: like.impersonation,
    };
    Some(world.add_token(new, now).0)
}

fn copy_project(world: &mut World, id: u64, now: DateTime<Utc>) -> Option<u64> {
    let like = world.projects.get(&id)?.clone();
    let path = format!("{}-copy-{}", like.path, world.projects.len() + 1);
    let new = world.add_project(like.namespace, &like.name, &path, now);
    copy_members(world, Place::Project(id), Place::Project(new));
    Some(new)
}

fn copy_group(world: &mut World, id: u64, now: DateTime<Utc>) -> Option<u64> {
    let like = world.groups.get(&id)?.clone();
    let path = format!("{}-copy-{}", like.path, world.groups.len() + 1);
    let new = world.add_group(like.parent, &like.name, &path, now);
    copy_members(world, Place::Group(id), Place::Group(new));
    Some(new)
}

fn copy_members(world: &mut World, from: Place, to: Place) {
    let people: Vec<u64> = world.direct_members(from).collect();
    for user_id in people {
        let is_person = world.users.get(&user_id).is_some_and(|user| user.kind == UserKind::Human);
        if let Some(role) = world.members.get(&(from, user_id)).copied().filter(|_| is_person) {
            world.add_member(to, user_id, role);
        }
    }
}

/// Removes what lives nowhere else.
fn empty(world: &mut World, place: Place) {
    let tokens: Vec<u64> = world.deploy_tokens_of_place(place).map(|token| token.id).collect();
    let kinds = [UserKind::Bot(place), UserKind::ServiceAccount(Some(place))];
    let users: Vec<u64> =
        kinds.into_iter().flat_map(|kind| world.users_of_kind(kind)).map(|user| user.id).collect();
    for id in tokens {
        world.remove_deploy_token(id);
    }
    for id in users {
        world.remove_user(id);
    }
}
