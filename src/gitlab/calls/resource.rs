//! Projects and groups: one of them, a search, and the service accounts they manage.
//!
//! - <https://docs.gitlab.com/api/projects/>
//! - <https://docs.gitlab.com/api/groups/>
//! - <https://docs.gitlab.com/api/service_accounts/>

use serde_json::Value;

use super::token::PAGE_SIZE;
use crate::gitlab::http::push_encoded;
use crate::gitlab::wire::{self, Object};
use crate::gitlab::{Call, Error, Page, Profile, Request, Response, User};
use crate::tokens::{AccessLevel, Resource};

/// Rows of a search; whoever needs more types more.
const FOUND: u32 = 20;

/// Where a project's or group's own endpoints lie.
pub(super) fn path(of: Resource) -> String {
    match of {
        Resource::Project(id) => format!("/projects/{id}"),
        Resource::Group(id) => format!("/groups/{id}"),
    }
}

/// One project or group.
pub fn get(of: Resource) -> Call<Profile> {
    match of {
        Resource::Project(_) => Call { request: Request::get(path(of)), read: one_project },
        Resource::Group(_) => {
            Call { request: Request::get(path(of)).with("with_projects", false), read: one_group }
        }
    }
}

/// A project by its full path. A former path is answered with a redirect, which is not followed.
pub fn project_at(full_path: &str) -> Call<Profile> {
    Call { request: Request::get(format!("/projects/{}", encoded(full_path))), read: one_project }
}

/// A group by its full path.
pub fn group_at(full_path: &str) -> Call<Profile> {
    let request = Request::get(format!("/groups/{}", encoded(full_path))).with("with_projects", false);
    Call { request, read: one_group }
}

/// Projects by name or path, the latest active first; all that are visible for an administrator, else those one is a
/// member of.
pub fn search_projects(text: &str, is_admin: bool) -> Call<Page<Profile>> {
    let mut request = Request::get("/projects");
    if !is_admin {
        request = request.with("membership", true);
    }
    request = request.with("archived", false).with("order_by", "last_activity_at").with("per_page", FOUND);
    if !text.is_empty() {
        request = request.with("search", text).with("search_namespaces", true);
    }
    Call { request, read: |response| wire::page(response, project) }
}

/// Groups by name or path in which one has at least this role; every visible one where no role is asked for.
pub fn search_groups(text: &str, least: Option<AccessLevel>) -> Call<Page<Profile>> {
    let mut request = Request::get("/groups").with("per_page", FOUND);
    if let Some(level) = least {
        request = request.with("min_access_level", level.0);
    }
    if !text.is_empty() {
        request = request.with("search", text);
    }
    Call { request, read: |response| wire::page(response, group) }
}

/// The projects in which one is at least Maintainer, by role of one's own or of a group, from this id on: an offset would end at
/// 50,000 rows. The next ones follow the highest id, until a page is empty. Archived ones are among them: their tokens work.
pub fn maintained_projects(after: u64) -> Call<Page<Profile, u64>> {
    let request = Request::get("/projects")
        .with("membership", true)
        .with("min_access_level", AccessLevel::MAINTAINER.0)
        .with("simple", true)
        .with("order_by", "id")
        .with("sort", "asc")
        .with("id_after", after)
        .with("per_page", PAGE_SIZE);
    Call { request, read: projects_by_id }
}

/// A page whose next one follows the highest id: of a row that cannot be read, too, or it would come again. 0, which no project has, where
/// there are rows and none says its id. What GitLab counts is only the rest.
fn projects_by_id(response: &Response) -> Result<Page<Profile, u64>, Error> {
    let Page { rows, odd_rows, .. } = wire::page(response, project)?;
    let mut next = rows.iter().map(|profile| profile.resource.id()).max();
    if odd_rows > 0 {
        let id = |row: &Value| row.get("id").and_then(Value::as_u64).unwrap_or(0);
        next = wire::json(response)?.as_array().and_then(|rows| rows.iter().map(id).max());
    }
    Ok(Page { rows, odd_rows, next, total: None })
}

/// A page of the groups in which one has at least this role, in an order that does not change when one is renamed.
pub fn groups_as(least: AccessLevel, page: u32) -> Call<Page<Profile, u64>> {
    let request = Request::get("/groups")
        .with("min_access_level", least.0)
        .with("order_by", "id")
        .with("per_page", PAGE_SIZE)
        .with("page", page);
    let read = |response: &Response| {
        let Page { rows, odd_rows, next, total } = wire::page(response, group)?;
        Ok(Page { rows, odd_rows, next: next.map(u64::from), total })
    };
    Call { request, read }
}

/// A page of the service accounts a project or group manages.
pub fn service_accounts(of: Resource, page: u32) -> Call<Page<User>> {
    let request = Request::get(format!("{}/service_accounts", path(of)));
    // Oldest first: GitLab's own order is the other one, and a new account would move all others.
    let request = request.with("order_by", "id").with("sort", "asc");
    Call { request: request.with("per_page", PAGE_SIZE).with("page", page), read: wire::users }
}

/// A full path as one segment.
fn encoded(full_path: &str) -> String {
    let mut segment = String::new();
    push_encoded(&mut segment, full_path);
    segment
}

fn one_project(response: &Response) -> Result<Profile, Error> {
    project(&wire::object(response)?).ok_or(Error::Unexpected { status: response.status })
}

fn one_group(response: &Response) -> Result<Profile, Error> {
    group(&wire::object(response)?).ok_or(Error::Unexpected { status: response.status })
}

fn project(object: &Object) -> Option<Profile> {
    let of = |name: &str| wire::level(object.get("permissions")?.get(name)?.get("access_level"));
    Some(Profile {
        resource: Resource::Project(object.get("id")?.as_u64()?),
        path: object.get("path_with_namespace")?.as_str()?.to_owned(),
        name: object.get("name_with_namespace").and_then(Value::as_str).unwrap_or_default().to_owned(),
        access_level: of("project_access").max(of("group_access")),
    })
}

fn group(object: &Object) -> Option<Profile> {
    Some(Profile {
        resource: Resource::Group(object.get("id")?.as_u64()?),
        path: object.get("full_path")?.as_str()?.to_owned(),
        name: object.get("full_name").and_then(Value::as_str).unwrap_or_default().to_owned(),
        access_level: None,
    })
}
