//! Service accounts of the instance, of top-level groups and of projects.
//!
//! <https://docs.gitlab.com/api/service_accounts/>

pub(crate) mod tokens;

use http::StatusCode;
use serde_json::{Value, json};

use super::place::{self, MAINTAINER, OWNER};
use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::paging::{self, Page};
use crate::refusal::Refusal;
use crate::world::{Place, User, UserKind};

/// `GET /service_accounts`, `GET /{groups,projects}/:id/service_accounts`
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    let mut check = call.check();
    let order = check.one_of("order_by", &["id", "username"]);
    let sort = check.one_of("sort", &["asc", "desc"]);
    let page = Page::read(&mut check);
    check.finish()?;
    let kind = UserKind::ServiceAccount(home(call)?);
    let mut rows: Vec<&User> = call.world.users_of_kind(kind).collect();
    if order.as_deref() == Some("username") {
        rows.sort_by(|left, right| left.username.cmp(&right.username));
    }
    if sort.as_deref() != Some("asc") {
        rows.reverse();
    }
    let (rows, headers) = paging::cut(call, &rows, page, &[("order_by", "id"), ("sort", "desc")]);
    Ok(Answer::list(rows.into_iter().map(shape).collect(), headers))
}

/// `POST /service_accounts`, `POST /{groups,projects}/:id/service_accounts`
pub(crate) fn create(call: &mut Call<'_>) -> Outcome {
    let (name, username, email) = details(call)?;
    let home = home(call)?;
    refuse_taken(call, username.as_deref(), None)?;
    let username = username.unwrap_or_else(|| {
        let hex = call.world.random.hex(32);
        match home {
            Some(place) => format!("service_account_{}_{}_{hex}", place.word(), place.id()),
            None => format!("service_account_{hex}"),
        }
    });
    let name = name.unwrap_or_else(|| "Service account user".to_owned());
    let creator = call.signed_in()?.user_id;
    let id = call.world.add_user(&username, &name, UserKind::ServiceAccount(home), call.now);
    let host = host(call.external_url).to_owned();
    if let Some(place) = home {
        call.world.add_member(place, id, 10);
    }
    let user = call.world.users.get_mut(&id).ok_or(Refusal::RecordNotFound)?;
    user.email = email.unwrap_or_else(|| format!("{username}@noreply.{host}"));
    user.created_by = Some(creator);
    Ok(Answer::created(shape(user)))
}

/// `PATCH /service_accounts/:user_id`, `PATCH /{groups,projects}/:id/service_accounts/:user_id`
pub(crate) fn update(call: &mut Call<'_>) -> Outcome {
    let (name, username, email) = details(call)?;
    let home = home(call)?;
    let id = find(call, home)?;
    refuse_taken(call, username.as_deref(), Some(id))?;
    let user = call.world.users.get_mut(&id).ok_or(Refusal::RecordNotFound)?;
    for (field, wanted) in [(&mut user.name, name), (&mut user.username, username), (&mut user.email, email)]
    {
        if let Some(wanted) = wanted {
            *field = wanted;
        }
    }
    Ok(Answer::ok(shape(user)))
}

/// `DELETE /{groups,projects}/:id/service_accounts/:user_id`
pub(crate) fn delete(call: &mut Call<'_>) -> Outcome {
    let home = home(call)?;
    let id = find(call, home)?;
    call.world.remove_user(id);
    Ok(Answer::no_content())
}

/// Where the accounts of this endpoint live, if the caller may manage them; `None` is the instance.
pub(crate) fn home(call: &Call<'_>) -> Result<Option<Place>, Refusal> {
    if call.argument("id").is_empty() {
        return Ok(None);
    }
    let place = place::find(call)?;
    let needed = match place {
        Place::Project(_) => MAINTAINER,
        Place::Group(_) => OWNER,
    };
    // GITLAB: of groups, only the top-level ones have service accounts.
    let is_root = match place {
        Place::Project(_) => true,
        Place::Group(id) => call.world.root_group(place).is_some_and(|root| root.id == id),
    };
    if is_root && place::role(call, place) >= needed {
        Ok(Some(place))
    } else {
        Err(Refusal::Forbidden(None))
    }
}

/// The account in the path, if it lives here.
pub(crate) fn find(call: &Call<'_>, home: Option<Place>) -> Result<u64, Refusal> {
    let id = call.number("user_id")?;
    let user = call.world.users.get(&id).filter(|user| user.kind == UserKind::ServiceAccount(home));
    user.map(|user| user.id).ok_or_else(|| Refusal::not_found("User"))
}

type Details = (Option<String>, Option<String>, Option<String>);

fn details(call: &Call<'_>) -> Result<Details, Refusal> {
    let mut check = call.check();
    let mut filled = |name| check.text(name).filter(|text| !text.trim().is_empty());
    let details = (filled("name"), filled("username"), filled("email"));
    check.finish()?;
    Ok(details)
}

fn refuse_taken(call: &Call<'_>, username: Option<&str>, own: Option<u64>) -> Result<(), Refusal> {
    let Some(username) = username else { return Ok(()) };
    let mut others = call.world.users.values().filter(|user| Some(user.id) != own);
    if others.any(|user| user.username.eq_ignore_ascii_case(username)) {
        let text = "Username has already been taken".to_owned();
        return Err(Refusal::Message(StatusCode::BAD_REQUEST, text));
    }
    Ok(())
}

fn shape(user: &User) -> Value {
    json!({
        "id": user.id,
        "username": user.username,
        "public_email": null,
        "name": user.name,
        "email": user.email,
    })
}

fn host(external_url: &str) -> &str {
    let rest = external_url.split_once("://").map_or(external_url, |(_, rest)| rest);
    rest.split(['/', ':']).next().unwrap_or(rest)
}
