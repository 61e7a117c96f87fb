//! Projects: lists with GitLab's filters and both kinds of paging, and one of them.
//!
//! <https://docs.gitlab.com/api/projects/>

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use http::StatusCode;
use serde_json::Value;

use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::filters::name_matches;
use crate::paging::{self, Page};
use crate::refusal::Refusal;
use crate::shapes::project as shape;
use crate::world::{Namespace, Project, User};

/// What a list of projects is narrowed to and how it is ordered.
#[expect(clippy::struct_excessive_bools, reason = "each is a parameter of its own")]
#[derive(Debug, Default)]
struct Wanted {
    membership: bool,
    owned: bool,
    min_access_level: Option<i64>,
    simple: bool,
    archived: Option<bool>,
    search: Option<String>,
    search_namespaces: bool,
    visibility: Option<String>,
    id_after: Option<i64>,
    id_before: Option<i64>,
    active_after: Option<DateTime<Utc>>,
    active_before: Option<DateTime<Utc>>,
    order_by: String,
    is_descending: bool,
    is_keyset: bool,
}

/// `GET /projects`
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    answer(call, |_, _| true)
}

/// `GET /users/:user_id/projects`
pub(crate) fn of_user(call: &mut Call<'_>) -> Outcome {
    let named = call.argument("user_id");
    let found = match named.parse::<u64>() {
        Ok(id) => call.world.users.get(&id),
        Err(_) => call.world.users.values().find(|user| user.username == named),
    };
    let owner = found.ok_or_else(|| Refusal::not_found("User"))?.id;
    answer(call, |_, project| project.namespace == Namespace::User(owner))
}

/// `GET /groups/:id/projects`
pub(crate) fn of_group(call: &mut Call<'_>) -> Outcome {
    let group_id = super::groups::find(call)?.id;
    let with_subgroups = call.check().boolean("include_subgroups").unwrap_or(false);
    answer(call, |call, project| match project.namespace {
        Namespace::Group(id) => id == group_id || (with_subgroups && call.world.is_below(id, group_id)),
        Namespace::User(_) => false,
    })
}

/// `GET /projects/:id`
pub(crate) fn read(call: &mut Call<'_>) -> Outcome {
    let project = find(call)?;
    Ok(Answer::ok(Value::Object(shape::full(call, project, call.caller.is_some()))))
}

/// The project named in the path by number or full path, if the caller may see it. A former path leads a reader on
/// and stops everybody else.
pub(crate) fn find<'a>(call: &'a Call<'_>) -> Result<&'a Project, Refusal> {
    let named = call.argument("id");
    let not_found = || Refusal::not_found("Project");
    if let Some(project) = call.world.find_project(named) {
        let is_seen = call.world.sees_project(call.user(), call.is_admin(), project);
        return if is_seen { Ok(project) } else { Err(not_found()) };
    }
    let id =
        call.world.moved.get(&named.to_lowercase()).filter(|_| call.since(16, 7)).ok_or_else(not_found)?;
    let project = call.world.projects.get(id).ok_or_else(not_found)?;
    if !call.world.sees_project(call.user(), call.is_admin(), project) {
        return Err(not_found());
    }
    if call.is_read {
        Err(Refusal::Moved(present_address(call, project.id)))
    } else {
        let text = "Non GET methods are not allowed for moved projects".to_owned();
        Err(Refusal::Message(StatusCode::METHOD_NOT_ALLOWED, text))
    }
}

fn present_address(call: &Call<'_>, id: u64) -> String {
    let mut segments: Vec<String> = call.path.split('/').map(str::to_owned).collect();
    // The path is /api/v4/projects/<former path>/...
    if let Some(segment) = segments.get_mut(4) {
        *segment = id.to_string();
    }
    let pairs = call.params.pairs();
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let mark = if query.is_empty() { "" } else { "?" };
    format!("{}{}{mark}{query}", call.external_url, segments.join("/"))
}

fn answer(call: &Call<'_>, is_inside: impl Fn(&Call<'_>, &Project) -> bool) -> Outcome {
    let mut check = call.check();
    let wanted = Wanted::read(&mut check);
    let page = Page::read(&mut check);
    check.finish()?;
    if wanted.is_keyset && wanted.order_by != "id" {
        let text = "Keyset pagination is not yet available for this type of request".to_owned();
        return Err(Refusal::Rejected(StatusCode::METHOD_NOT_ALLOWED, text));
    }
    if !wanted.is_keyset {
        page.refuse_deep("Project")?;
    }
    let all = call.arranged(&["id_after", "id_before", "pagination", "simple"], || {
        let projects = call.world.projects.values();
        let rows = projects.filter(|project| is_inside(call, project) && wanted.admits(call, project));
        let mut rows: Vec<&Project> = rows.collect();
        wanted.sort(&mut rows);
        rows.into_iter().map(|project| project.id).collect()
    });
    let rows = wanted.within_bounds(&all);
    let json = |project: &Project| {
        let is_simple = wanted.simple || call.caller.is_none();
        Value::Object(if is_simple { shape::simple(call, project) } else { shape::full(call, project, true) })
    };
    let json_of = |ids: &[u64]| ids.iter().filter_map(|id| call.world.projects.get(id)).map(json).collect();
    if wanted.is_keyset {
        let (first, rest) = rows.split_at(rows.len().min(page.size));
        let bound = if wanted.is_descending { "id_before" } else { "id_after" };
        let next = first.last().filter(|_| !rest.is_empty());
        let link = next.map(|last| paging::next_link(call, &[(bound, last.to_string())]));
        return Ok(Answer::list(json_of(first), link.into_iter().collect()));
    }
    let (rows, headers) = paging::cut(call, &rows, page, DEFAULTS);
    Ok(Answer::list(json_of(&rows), headers))
}

/// What `Link` repeats though nobody sent it.
const DEFAULTS: &[(&str, &str)] = &[
    ("membership", "false"),
    ("order_by", "created_at"),
    ("owned", "false"),
    ("repository_checksum_failed", "false"),
    ("simple", "false"),
    ("sort", "desc"),
    ("starred", "false"),
    ("statistics", "false"),
    ("wiki_checksum_failed", "false"),
    ("with_custom_attributes", "false"),
    ("with_issues_enabled", "false"),
    ("with_merge_requests_enabled", "false"),
];

const LEVELS: &[i64] = &[5, 10, 15, 20, 25, 30, 40, 50];

impl Wanted {
    fn read(check: &mut crate::check::Check<'_>) -> Self {
        let order = check.one_of(
            "order_by",
            &[
                "id",
                "name",
                "path",
                "created_at",
                "updated_at",
                "star_count",
                "last_activity_at",
                "similarity",
            ],
        );
        let sort = check.one_of("sort", &["asc", "desc"]);
        let min_access_level = check.integer("min_access_level");
        if min_access_level.is_some_and(|level| !LEVELS.contains(&level)) {
            check.fault("min_access_level", "does not have a valid value");
        }
        Self {
            membership: check.boolean("membership").unwrap_or(false),
            owned: check.boolean("owned").unwrap_or(false),
            min_access_level,
            simple: check.boolean("simple").unwrap_or(false),
            archived: check.boolean("archived"),
            search: check.text("search").filter(|search| !search.trim().is_empty()),
            search_namespaces: check.boolean("search_namespaces").unwrap_or(false),
            visibility: check.one_of("visibility", &["private", "internal", "public"]),
            id_after: check.integer("id_after"),
            id_before: check.integer("id_before"),
            active_after: check.moment("last_activity_after"),
            active_before: check.moment("last_activity_before"),
            order_by: order.unwrap_or_else(|| "created_at".to_owned()),
            is_descending: sort.as_deref() != Some("asc"),
            is_keyset: check.one_of("pagination", &["keyset", "legacy"]).as_deref() == Some("keyset"),
        }
    }

    fn admits(&self, call: &Call<'_>, project: &Project) -> bool {
        self.archived.is_none_or(|archived| project.is_archived == archived)
            && self.visibility.as_deref().is_none_or(|wanted| project.visibility.as_text() == wanted)
            && self.active_after.is_none_or(|bound| project.last_activity_at >= bound)
            && self.active_before.is_none_or(|bound| project.last_activity_at <= bound)
            && call.world.sees_project(call.user(), call.is_admin(), project)
            && self.fits_role(call, call.user(), project)
            && self.search.as_deref().is_none_or(|search| self.matches(call, project, search))
    }

    /// The rows between `id_after` and `id_before`; in a list by id they are a piece of it.
    fn within_bounds<'a>(&self, rows: &'a [u64]) -> Cow<'a, [u64]> {
        let above =
            |id: &u64| self.id_after.is_none_or(|bound| i64::try_from(*id).is_ok_and(|id| id > bound));
        let below =
            |id: &u64| self.id_before.is_none_or(|bound| i64::try_from(*id).is_ok_and(|id| id < bound));
        if self.order_by != "id" {
            return rows.iter().copied().filter(|id| above(id) && below(id)).collect();
        }
        let (start, end) = if self.is_descending {
            (rows.partition_point(|id| !below(id)), rows.partition_point(above))
        } else {
            (rows.partition_point(|id| !above(id)), rows.partition_point(below))
        };
        Cow::Borrowed(rows.get(start..end).unwrap_or_default())
    }

    // GITLAB: an administrator sees everything, but these three ask about roles he really has.
    fn fits_role(&self, call: &Call<'_>, user: Option<&User>, project: &Project) -> bool {
        let role = || user.map_or(0, |user| i64::from(call.world.project_role(user.id, project)));
        (!self.membership || role() > 0)
            && (!self.owned || role() >= 50)
            && self.min_access_level.is_none_or(|least| role() >= least)
    }

    fn matches(&self, call: &Call<'_>, project: &Project, search: &str) -> bool {
        name_matches(&project.name, search)
            || name_matches(&project.path, search)
            || name_matches(project.description.as_deref().unwrap_or_default(), search)
            || (self.search_namespaces && name_matches(&call.world.project_path(project), search))
    }

    fn sort(&self, rows: &mut [&Project]) {
        match self.order_by.as_str() {
            "name" => rows.sort_by_key(|project| (project.name.to_lowercase(), project.id)),
            "path" => rows.sort_by_key(|project| (project.path.to_lowercase(), project.id)),
            "created_at" => rows.sort_by_key(|project| (project.created_at, project.id)),
            "updated_at" | "last_activity_at" => {
                rows.sort_by_key(|project| (project.last_activity_at, project.id));
            }
            _ => rows.sort_by_key(|project| project.id),
        }
        if self.is_descending {
            rows.reverse();
        }
    }
}
