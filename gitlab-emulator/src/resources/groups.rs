//! Groups: lists with GitLab's filters, one of them, what lies below it.
//!
//! <https://docs.gitlab.com/api/groups/>

use http::StatusCode;
use serde_json::Value;

use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::filters::name_matches;
use crate::paging::{self, Page};
use crate::refusal::Refusal;
use crate::shapes::{group as shape, project};
use crate::world::{Group, Namespace, Visibility};

/// `GET /groups`
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    answer(call, |_| true)
}

/// `GET /groups/:id/subgroups`
pub(crate) fn subgroups(call: &mut Call<'_>) -> Outcome {
    let id = find(call)?.id;
    answer(call, |group| group.parent == Some(id))
}

/// `GET /groups/:id/descendant_groups`
pub(crate) fn descendants(call: &mut Call<'_>) -> Outcome {
    let id = find(call)?.id;
    answer(call, |group| group.id != id && call.world.is_below(group.id, id))
}

/// `GET /groups/:id`
pub(crate) fn read(call: &mut Call<'_>) -> Outcome {
    let mut check = call.check();
    let with_projects = check.boolean("with_projects").unwrap_or(true);
    check.finish()?;
    let group = find(call)?;
    let projects = with_projects.then(|| {
        let own = call.world.projects.values().filter(|project| {
            project.namespace == Namespace::Group(group.id)
                && call.world.sees_project(call.user(), call.is_admin(), project)
        });
        own.take(100).map(|project| Value::Object(project::full(call, project, false))).collect()
    });
    Ok(Answer::ok(Value::Object(shape::single(call, group, projects))))
}

/// The group named in the path by number or full path, if the caller may see it.
pub(crate) fn find<'a>(call: &'a Call<'_>) -> Result<&'a Group, Refusal> {
    call.world
        .find_group(call.argument("id"))
        .filter(|group| call.world.sees_group(call.user(), call.is_admin(), group))
        .ok_or_else(|| Refusal::not_found("Group"))
}

fn answer(call: &Call<'_>, is_inside: impl Fn(&Group) -> bool) -> Outcome {
    let mut check = call.check();
    let least = check.integer("min_access_level");
    let owned = check.boolean("owned").unwrap_or(false);
    let all_available = check.boolean("all_available");
    let top_level_only = check.boolean("top_level_only").unwrap_or(false);
    let search = check.text("search").filter(|search| !search.trim().is_empty());
    let visibility = check.one_of("visibility", &["private", "internal", "public"]);
    let skipped = check.list("skip_groups").unwrap_or_default();
    let order = check.one_of("order_by", &["name", "path", "id", "similarity"]);
    let sort = check.one_of("sort", &["asc", "desc"]);
    let pagination = check.one_of("pagination", &["keyset", "legacy"]);
    let page = Page::read(&mut check);
    check.finish()?;
    // GITLAB: keyset paging of groups is documented for callers who are not signed in.
    if pagination.as_deref() == Some("keyset") && call.caller.is_some() {
        let text = "Keyset pagination is not yet available for this type of request".to_owned();
        return Err(Refusal::Rejected(StatusCode::METHOD_NOT_ALLOWED, text));
    }
    page.refuse_deep("Group")?;

    let all = all_available.unwrap_or(call.is_admin() || call.caller.is_none());
    let user_id = call.caller.map_or(0, |caller| caller.user_id);
    let around = call.world.groups_around(user_id);
    let role = |group: &Group| call.world.group_role(user_id, group.id);
    let belongs = |group: &Group| around.contains(&group.id) || role(group) > 0;
    let mut rows: Vec<&Group> = call
        .world
        .groups
        .values()
        .filter(|group| is_inside(group))
        .filter(|group| match group.visibility {
            Visibility::Public => true,
            Visibility::Internal => call.caller.is_some(),
            Visibility::Private => call.is_admin() || belongs(group),
        })
        .filter(|group| all || belongs(group))
        .filter(|group| least.is_none_or(|least| i64::from(role(group)) >= least))
        .filter(|group| !owned || role(group) >= 50)
        .filter(|group| !top_level_only || group.parent.is_none())
        .filter(|group| visibility.as_deref().is_none_or(|wanted| group.visibility.as_text() == wanted))
        .filter(|group| !skipped.contains(&group.id.to_string()))
        .filter(|group| search.as_deref().is_none_or(|search| matches(call, group, search)))
        .collect();
    match order.as_deref() {
        Some("id") => {}
        Some("path") => rows.sort_by_key(|group| (call.world.group_path(group.id), group.id)),
        _ => rows.sort_by_key(|group| (group.name.to_lowercase(), group.id)),
    }
    if sort.as_deref() == Some("desc") {
        rows.reverse();
    }
    let (rows, headers) = paging::cut(call, &rows, page, DEFAULTS);
    let rows = rows.into_iter().map(|group| Value::Object(shape::row(call, group)));
    Ok(Answer::list(rows.collect(), headers))
}

/// What `Link` repeats though nobody sent it.
const DEFAULTS: &[(&str, &str)] =
    &[("order_by", "name"), ("owned", "false"), ("sort", "asc"), ("statistics", "false")];

fn matches(call: &Call<'_>, group: &Group, search: &str) -> bool {
    name_matches(&group.name, search) || name_matches(&call.world.group_path(group.id), search)
}
