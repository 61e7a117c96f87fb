//! Members of projects and groups: as much as is needed to see roles and to take a bot away.
//!
//! <https://docs.gitlab.com/api/members/>

use serde_json::{Map, Value, json};

use super::place::{self, MAINTAINER, OWNER};
use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::dates::timestamp;
use crate::paging::{self, Page};
use crate::refusal::Refusal;
use crate::shapes::user;
use crate::world::{Place, User};

/// `GET /{projects,groups}/:id/members`
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    answer(call, |call, user, place| call.world.members.get(&(place, user.id)).copied().unwrap_or(0))
}

/// `GET /{projects,groups}/:id/members/all`
pub(crate) fn list_all(call: &mut Call<'_>) -> Outcome {
    answer(call, |call, user, place| call.world.role(user.id, place))
}

/// `DELETE /{projects,groups}/:id/members/:user_id`
pub(crate) fn delete(call: &mut Call<'_>) -> Outcome {
    let place = place::find(call)?;
    let user_id = call.number("user_id")?;
    let needed = match place {
        Place::Project(_) => MAINTAINER,
        Place::Group(_) => OWNER,
    };
    if !call.world.members.contains_key(&(place, user_id)) {
        return Err(Refusal::RecordNotFound);
    }
    if place::role(call, place) < needed {
        return Err(Refusal::Forbidden(None));
    }
    call.world.members.remove(&(place, user_id));
    Ok(Answer::no_content())
}

fn answer(call: &Call<'_>, role: fn(&Call<'_>, &User, Place) -> u8) -> Outcome {
    let mut check = call.check();
    let page = Page::read(&mut check);
    check.finish()?;
    let place = place::find(call)?;
    let rows: Vec<&User> = call.world.users.values().filter(|user| role(call, user, place) > 0).collect();
    let (rows, headers) = paging::cut(call, rows, page, &[]);
    let rows = rows.into_iter().map(|user| Value::Object(member(call, user, role(call, user, place))));
    Ok(Answer::list(rows.collect(), headers))
}

fn member(call: &Call<'_>, user: &User, role: u8) -> Map<String, Value> {
    let mut fields = user::basic(call, user);
    fields.insert("access_level".to_owned(), json!(role));
    fields.insert("created_at".to_owned(), json!(timestamp(user.created_at)));
    fields.insert("expires_at".to_owned(), Value::Null);
    fields.insert("membership_state".to_owned(), json!("active"));
    fields
}
