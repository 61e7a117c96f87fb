//! The JSON of groups: a row, a single group, and the form inside `self/associations`.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::template;
use super::user::object;
use crate::call::Call;
use crate::dates::timestamp;
use crate::world::Group;

/// Every key of a single group in GitLab's order, with what a fresh group has.
static FULL: LazyLock<Map<String, Value>> = LazyLock::new(|| template(include_str!("group.json")));

/// What only a single group has.
const SINGLE_ONLY: &[&str] = &[
    "shared_with_groups",
    "enabled_git_access_protocol",
    "prevent_sharing_groups_outside_hierarchy",
    "projects",
    "shared_projects",
    "shared_runners_minutes_limit",
    "extra_shared_runners_minutes_limit",
    "prevent_forking_outside_group",
    "service_access_tokens_expiration_enforced",
    "membership_lock",
];

/// What only a top-level group has.
const ROOT_ONLY: &[&str] = &[
    "duo_namespace_access_rules",
    "enabled_git_access_protocol",
    "prevent_sharing_groups_outside_hierarchy",
    "service_access_tokens_expiration_enforced",
];

/// A row of a list.
pub(crate) fn row(call: &Call<'_>, group: &Group) -> Map<String, Value> {
    let mut fields = single(call, group, None);
    fields.retain(|key, _| !SINGLE_ONLY.contains(&key.as_str()));
    fields
}

/// A single group; with its projects unless they were declined.
pub(crate) fn single(call: &Call<'_>, group: &Group, projects: Option<Vec<Value>>) -> Map<String, Value> {
    let mut fields = FULL.clone();
    let full_path = call.world.group_path(group.id);
    fields.extend(object(json!({
        "id": group.id,
        "web_url": format!("{}/groups/{full_path}", call.external_url),
        "name": group.name,
        "path": group.path,
        "description": group.description,
        "visibility": group.visibility.as_text(),
        "full_name": call.world.group_name(group.id),
        "full_path": full_path,
        "created_at": timestamp(group.created_at),
        "parent_id": group.parent,
    })));
    if group.parent.is_some() {
        fields.retain(|key, _| !ROOT_ONLY.contains(&key.as_str()));
    }
    if let Some(projects) = projects {
        fields.insert("projects".to_owned(), Value::Array(projects));
    } else {
        fields.shift_remove("projects");
        fields.shift_remove("shared_projects");
    }
    fields
}

/// A group inside `self/associations`.
pub(crate) fn association(call: &Call<'_>, group: &Group) -> Value {
    let level = call.caller.map(|caller| call.world.group_role(caller.user_id, group.id));
    json!({
        "id": group.id,
        "web_url": format!("{}/groups/{}", call.external_url, call.world.group_path(group.id)),
        "name": group.name,
        "parent_id": group.parent,
        "organization_id": 1,
        "access_levels": level.filter(|level| *level > 0),
        "visibility": group.visibility.as_text(),
    })
}
