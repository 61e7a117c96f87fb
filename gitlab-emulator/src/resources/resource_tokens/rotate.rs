//! Rotating project and group access tokens: the bot stays, the value changes.

use super::{find, may_make};
use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::refusal::Refusal;
use crate::resources::personal::rotate::{rotate, wanted_end};
use crate::resources::place;
use crate::shapes::token::{self, Form};
use crate::world::UserKind;

/// `POST /{projects,groups}/:id/access_tokens/:token_id/rotate`
pub(crate) fn by_id(call: &mut Call<'_>) -> Outcome {
    let expires_at = wanted_end(call)?;
    let place = place::find(call)?;
    let Some(token) = find(call, place) else {
        return Err(if call.is_admin() { Refusal::NotFound(None) } else { Refusal::Unauthorized });
    };
    if !may_make(call, place) {
        return Err(Refusal::Unauthorized);
    }
    let id = token.id;
    let held = place::role(call, place);
    let role = call.world.members.get(&(place, token.user_id)).copied().unwrap_or(0);
    if !place::encompasses(held, role) {
        let text = "Not eligible to rotate tokens with permissions not held by the user";
        return Err(Refusal::bad_request(text));
    }
    let rotated = rotate(call, id, expires_at)?;
    answer(call, rotated)
}

/// `POST /{projects,groups}/:id/access_tokens/self/rotate`: for the token itself, and only where it belongs.
pub(crate) fn own(call: &mut Call<'_>) -> Outcome {
    let expires_at = wanted_end(call)?;
    let Some(UserKind::Bot(home)) = call.user().map(|user| user.kind) else {
        return Err(Refusal::MethodNotAllowed);
    };
    if place::find(call)? != home {
        return Err(Refusal::Unauthorized);
    }
    let id = call.own_token()?.id;
    let rotated = rotate(call, id, expires_at)?;
    answer(call, rotated)
}

fn answer(call: &Call<'_>, (id, secret): (u64, String)) -> Outcome {
    let token = call.world.tokens.get(&id).ok_or(Refusal::RecordNotFound)?;
    Ok(Answer::ok(token::resource(call.world, token, Form::Revealed(&secret), call.version, call.now)))
}
