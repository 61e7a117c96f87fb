//! Members of projects and groups: as much as is needed to see roles and to take a bot away.
//!
//! <https://docs.gitlab.com/api/members/>

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::place::{self, MAINTAINER, OWNER};
use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::dates::timestamp;
use crate::paging::{self, Page};
use crate::refusal::Refusal;
use crate::shapes::user;
use crate::world::{Place, User, World};

/// `GET /{projects,groups}/:id/members`
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    answer(
        call,
        |world, place| world.direct_members(place).collect(),
        |call, user, place| call.world.members.get(&(place, user.id)).copied().unwrap_or(0),
    )
}

/// `GET /{projects,groups}/:id/members/all`
pub(crate) fn list_all(call: &mut Call<'_>) -> Outcome {
    answer(call, World::people_in, |call, user, place| call.world.role(user.id, place))
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
    call.world.remove_member(place, user_id);
    Ok(Answer::no_content())
}

fn answer(
    call: &Call<'_>,
    people: fn(&World, Place) -> BTreeSet<u64>,
    role: fn(&Call<'_>, &User, Place) -> u8,
) -> Outcome {
    let mut check = call.check();
    let page = Page::read(&mut check);
    check.finish()?;
    let place = place::find(call)?;
    let rows: Vec<u64> = people(call.world, place).into_iter().collect();
    let (rows, headers) = paging::cut(call, &rows, page, &[]);
    let rows = rows.iter().filter_map(|id| call.world.users.get(id));
    let rows = rows.map(|user| Value::Object(member(call, user, role(call, user, place))));
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
