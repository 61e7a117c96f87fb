//! The JSON of projects: the small form, the full form, and the form inside `self/associations`.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::template;
use super::user::object;
use crate::call::Call;
use crate::dates::timestamp;
use crate::world::{Namespace, Project, World};

/// Every key of the full form in GitLab's order, with what a fresh project has.
static FULL: LazyLock<Map<String, Value>> = LazyLock::new(|| template(include_str!("project.json")));

/// The keys of a project inside `self/associations`.
const ASSOCIATION_KEYS: &[&str] = &[
    "id",
    "description",
    "name",
    "name_with_namespace",
    "path",
    "path_with_namespace",
    "created_at",
    "access_levels",
    "visibility",
    "web_url",
    "namespace",
];

/// The small form of a list.
pub(crate) fn simple(call: &Call<'_>, project: &Project) -> Map<String, Value> {
    let path = call.world.project_path(project);
    let (_, namespace_name) = call.world.namespace_names(project.namespace);
    let web_url = format!("{}/{path}", call.external_url);
    let host = host_of(call.external_url);
    object(json!({
        "id": project.id,
        "description": project.description,
        "name": project.name,
        "name_with_namespace": format!("{namespace_name} / {}", project.name),
        "path": project.path,
        "path_with_namespace": path,
        "created_at": timestamp(project.created_at),
        "default_branch": "main",
        "tag_list": [],
        "topics": [],
        "ssh_url_to_repo": format!("git@{host}:{path}.git"),
        "http_url_to_repo": format!("{web_url}.git"),
        "web_url": web_url,
        "readme_url": format!("{web_url}/-/blob/main/README.md"),
        "forks_count": 0,
        "avatar_url": null,
        "star_count": 0,
        "last_activity_at": timestamp(project.last_activity_at),
        "visibility": project.visibility.as_text(),
        "namespace": namespace(call.world, call.external_url, project.namespace),
    }))
}

/// The full form, with the caller's own roles where GitLab sends them.
pub(crate) fn full(call: &Call<'_>, project: &Project, with_permissions: bool) -> Map<String, Value> {
    let mut fields = FULL.clone();
    fields.extend(simple(call, project));
    let address = format!("{}/api/v4/projects/{}", call.external_url, project.id);
    fields.extend(object(json!({
        "_links": {
            "self": address,
            "issues": format!("{address}/issues"),
            "merge_requests": format!("{address}/merge_requests"),
            "repo_branches": format!("{address}/repository/branches"),
            "labels": format!("{address}/labels"),
            "events": format!("{address}/events"),
            "members": format!("{address}/members"),
            "cluster_agents": format!("{address}/cluster_agents"),
        },
        "marked_for_deletion_at": project.marked_for_deletion_on.map(|date| date.to_string()),
        "marked_for_deletion_on": project.marked_for_deletion_on.map(|date| date.to_string()),
        "archived": project.is_archived,
        "creator_id": 1,
        "description_html": "",
        "updated_at": timestamp(project.last_activity_at),
    })));
    if with_permissions {
        fields.insert("permissions".to_owned(), permissions(call, project));
    } else {
        fields.shift_remove("import_error");
    }
    fields
}

/// A project inside `self/associations`.
pub(crate) fn association(call: &Call<'_>, project: &Project) -> Value {
    let mut all = simple(call, project);
    let (direct, inherited) = roles(call, project);
    let levels = json!({"project_access_level": direct, "group_access_level": inherited});
    all.insert("access_levels".to_owned(), levels);
    let picked = ASSOCIATION_KEYS.iter().map(|key| ((*key).to_owned(), all.remove(*key).unwrap_or_default()));
    Value::Object(picked.collect())
}

fn permissions(call: &Call<'_>, project: &Project) -> Value {
    let access = |level: Option<u8>| {
        level.map_or(Value::Null, |level| json!({"access_level": level, "notification_level": 3}))
    };
    let (direct, inherited) = roles(call, project);
    json!({"project_access": access(direct), "group_access": access(inherited)})
}

/// The caller's role in the project itself and the one from above.
fn roles(call: &Call<'_>, project: &Project) -> (Option<u8>, Option<u8>) {
    let Some(caller) = call.caller else { return (None, None) };
    let place = crate::world::Place::Project(project.id);
    let direct = call.world.members.get(&(place, caller.user_id)).copied();
    let inherited = call.world.namespace_role(caller.user_id, project);
    (direct, (inherited > 0).then_some(inherited))
}

fn namespace(world: &World, external_url: &str, namespace: Namespace) -> Value {
    let (full_path, _) = world.namespace_names(namespace);
    match namespace {
        Namespace::Group(id) => world.groups.get(&id).map_or(Value::Null, |group| {
            json!({
                "id": group.id,
                "name": group.name,
                "path": group.path,
                "kind": "group",
                "full_path": full_path,
                "parent_id": group.parent,
                "avatar_url": null,
                "web_url": format!("{external_url}/groups/{full_path}"),
            })
        }),
        Namespace::User(id) => world.users.get(&id).map_or(Value::Null, |user| {
            json!({
                "id": user.namespace_id,
                "name": user.name,
                "path": user.username,
                "kind": "user",
                "full_path": full_path,
                "parent_id": null,
                "avatar_url": null,
                "web_url": format!("{external_url}/{full_path}"),
            })
        }),
    }
}

fn host_of(external_url: &str) -> &str {
    let rest = external_url.split_once("://").map_or(external_url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}
