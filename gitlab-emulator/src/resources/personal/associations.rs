//! What the token in use can reach: one page of groups and one of projects in the same answer.
//!
//! <https://docs.gitlab.com/api/personal_access_tokens/#list-all-token-associations>

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::paging::{self, Page};
use crate::shapes::{group, project};
use crate::world::{Group, Project};

/// `GET /personal_access_tokens/self/associations`
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    let caller = call.signed_in()?;
    call.own_token()?;
    let mut check = call.check();
    let least = check.integer("min_access_level");
    if least.is_some_and(|level| ![0, 5, 10, 15, 20, 25, 30, 40, 50].contains(&level)) {
        check.fault("min_access_level", "does not have a valid value");
    }
    let page = Page::read(&mut check);
    check.finish()?;

    let reaches = |role: u8| least.is_none_or(|least| i64::from(role) >= least);
    let mut groups: Vec<&Group> = call
        .world
        .groups
        .values()
        .filter(|group| call.world.sees_group(call.user(), call.is_admin(), group))
        .filter(|group| reaches(call.world.group_role(caller.user_id, group.id)))
        .collect();
    groups.sort_by_key(|group| (group.name.to_lowercase(), group.id));
    let mut projects: Vec<&Project> = call
        .world
        .projects
        .values()
        .filter(|project| call.world.sees_project(call.user(), call.is_admin(), project))
        .filter(|project| reaches(call.world.project_role(caller.user_id, project)))
        .collect();
    projects.reverse();

    // GITLAB: both lists set the same headers; those of the projects are set last and win.
    let (groups, _) = paging::cut(call, &groups, page, &[]);
    let (projects, headers) = paging::cut(call, &projects, page, &[]);
    let groups: Vec<Value> = groups.into_iter().map(|row| group::association(call, row)).collect();
    let projects: Vec<Value> = projects.into_iter().map(|row| project::association(call, row)).collect();
    let mut answer = Answer::ok(json!({"groups": groups, "projects": projects}));
    answer.headers = headers;
    Ok(answer)
}
