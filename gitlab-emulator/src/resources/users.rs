//! Users: the caller, the list, one of them.
//!
//! <https://docs.gitlab.com/api/users/>

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use http::StatusCode;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::paging::{self, Headers, Page};
use crate::refusal::Refusal;
use crate::shapes::user as shape;
use crate::world::{User, UserKind, UserState};

/// What `Link` repeats though nobody sent it.
const DEFAULTS: &[(&str, &str)] = &[
    ("active", "false"),
    ("admins", "false"),
    ("auditors", "false"),
    ("blocked", "false"),
    ("exclude_active", "false"),
    ("exclude_external", "false"),
    ("exclude_humans", "false"),
    ("exclude_internal", "false"),
    ("external", "false"),
    ("humans", "false"),
    ("order_by", "id"),
    ("skip_ldap", "false"),
    ("sort", "desc"),
    ("with_custom_attributes", "false"),
    ("without_project_bots", "false"),
    ("without_projects", "false"),
];

/// `GET /user`
pub(crate) fn read_self(call: &mut Call<'_>) -> Outcome {
    let user = call.user().ok_or(Refusal::Unauthorized)?;
    Ok(Answer::ok(Value::Object(shape::own(call, user, call.is_admin()))))
}

/// `GET /users/:id`
pub(crate) fn read(call: &mut Call<'_>) -> Outcome {
    let id = call.number("id")?;
    if call.caller.is_none() {
        return Err(Refusal::Forbidden(Some("Not authorized!".to_owned())));
    }
    let user = call.world.users.get(&id).ok_or_else(|| Refusal::not_found("User"))?;
    let is_admin = call.is_admin();
    let fields = if is_admin { shape::single_for_admin(call, user) } else { shape::public(call, user) };
    Ok(Answer::ok(Value::Object(fields)))
}

/// `DELETE /users/:id`
pub(crate) fn delete(call: &mut Call<'_>) -> Outcome {
    let id = call.number("id")?;
    if !call.world.users.contains_key(&id) {
        return Err(Refusal::not_found("User"));
    }
    call.world.remove_user(id);
    Ok(Answer::no_content())
}

/// `POST /users/:id/block`
pub(crate) fn block(call: &mut Call<'_>) -> Outcome {
    change_state(call, UserState::Blocked)
}

/// `POST /users/:id/unblock`
pub(crate) fn unblock(call: &mut Call<'_>) -> Outcome {
    change_state(call, UserState::Active)
}

fn change_state(call: &mut Call<'_>, state: UserState) -> Outcome {
    let id = call.number("id")?;
    let user = call.world.users.get_mut(&id).ok_or_else(|| Refusal::not_found("User"))?;
    user.state = state;
    Ok(Answer::created(Value::Bool(true)))
}

/// `GET /users`
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    let mut check = call.check();
    let username = check.text("username");
    let search = check.text("search").filter(|search| !search.is_empty());
    let only_active = check.boolean("active").unwrap_or(false);
    let only_blocked = check.boolean("blocked").unwrap_or(false);
    let only_humans = check.boolean("humans").unwrap_or(false);
    let only_admins = check.boolean("admins").unwrap_or(false);
    let without_bots = check.boolean("without_project_bots").unwrap_or(false);
    let order = check.one_of("order_by", &["id", "name", "username", "created_at", "updated_at"]);
    let sort = check.one_of("sort", &["asc", "desc"]);
    let page = Page::read(&mut check);
    let is_keyset =
        check.one_of("pagination", &["keyset", "legacy"]).as_deref() == Some("keyset") && call.since(16, 5);
    let cursor = check.text("cursor").filter(|cursor| !cursor.is_empty());
    check.finish()?;
    if is_keyset && order.as_deref().is_some_and(|order| order != "id") {
        let text = "Keyset pagination is not yet available for this type of request".to_owned();
        return Err(Refusal::Rejected(StatusCode::METHOD_NOT_ALLOWED, text));
    }
    if !is_keyset && call.since(17, 0) {
        page.refuse_deep("User")?;
    }

    // GITLAB: without signing in one may only ask about a name one knows.
    if call.caller.is_none() && username.as_deref().is_none_or(str::is_empty) {
        return Err(Refusal::Forbidden(Some("Not authorized to access /api/v4/users".to_owned())));
    }
    let is_admin = call.is_admin();
    let is_ascending = sort.as_deref() == Some("asc");
    let rows = call.arranged(&["cursor", "pagination"], || {
        let mut rows: Vec<&User> = call
            .world
            .users
            .values()
            .filter(|user| username.as_deref().is_none_or(|name| user.username.eq_ignore_ascii_case(name)))
            .filter(|user| search.as_deref().is_none_or(|search| matches(user, search)))
            .filter(|user| !only_active || (user.state == UserState::Active && !user.is_bot()))
            .filter(|user| !only_blocked || user.state == UserState::Blocked)
            .filter(|user| !only_humans || user.kind == UserKind::Human)
            .filter(|user| !only_admins || !is_admin || user.is_admin)
            .filter(|user| !without_bots || !user.is_bot())
            .collect();
        match order.as_deref() {
            Some("name") => rows.sort_by(|left, right| left.name.cmp(&right.name)),
            Some("username") => rows.sort_by(|left, right| left.username.cmp(&right.username)),
            Some("created_at" | "updated_at") => rows.sort_by_key(|user| user.created_at),
            _ => {}
        }
        if !is_ascending {
            rows.reverse();
        }
        rows.into_iter().map(|user| user.id).collect()
    });
    let (rows, headers) = if is_keyset {
        after(call, &rows, page, cursor.as_deref(), is_ascending)?
    } else {
        paging::cut(call, &rows, page, DEFAULTS)
    };
    let rows = rows.iter().filter_map(|id| call.world.users.get(id));
    let rows = rows.map(|user| {
        Value::Object(if is_admin { shape::for_admin(call, user) } else { shape::basic(call, user) })
    });
    Ok(Answer::list(rows.collect(), headers))
}

/// What follows the row that a cursor names, whether that is still there or not; the next cursor names the last one given.
fn after(
    call: &Call<'_>,
    all: &[u64],
    page: Page,
    cursor: Option<&str>,
    is_ascending: bool,
) -> Result<(Vec<u64>, Headers), Refusal> {
    let last = cursor.map(|cursor| id_in(cursor).ok_or_else(|| Refusal::bad_request("cursor is invalid")));
    let last = last.transpose()?;
    let is_left = |id: &u64| last.is_none_or(|last| if is_ascending { *id > last } else { *id < last });
    let mut rows: Vec<u64> = all.iter().copied().filter(is_left).collect();
    let has_more = rows.len() > page.size;
    rows.truncate(page.size);
    let next = rows.last().filter(|_| has_more).map(|id| {
        let cursor = URL_SAFE.encode(json!({ "id": id.to_string(), "_kd": "n" }).to_string());
        paging::next_link(call, &[("cursor", cursor)])
    });
    Ok((rows, next.into_iter().collect()))
}

fn id_in(cursor: &str) -> Option<u64> {
    let text = URL_SAFE.decode(cursor).ok()?;
    serde_json::from_slice::<Value>(&text).ok()?.get("id")?.as_str()?.parse().ok()
}

/// A part of the name or username, or the whole e-mail address.
fn matches(user: &User, search: &str) -> bool {
    let search = search.to_lowercase();
    user.email.to_lowercase() == search
        || if search.chars().count() < 3 {
            user.username.to_lowercase() == search || user.name.to_lowercase() == search
        } else {
            user.username.to_lowercase().contains(&search) || user.name.to_lowercase().contains(&search)
        }
}
