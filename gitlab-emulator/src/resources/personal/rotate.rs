//! Rotating personal access tokens: the old value dies in the same moment.
//!
//! <https://docs.gitlab.com/api/personal_access_tokens/#rotate-a-personal-access-token>

use chrono::{Days, NaiveDate};

use super::find_owned;
use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::refusal::Refusal;
use crate::shapes::token::{self, Form};

/// `POST /personal_access_tokens/:id/rotate`
pub(crate) fn by_id(call: &mut Call<'_>) -> Outcome {
    let expires_at = wanted_end(call)?;
    let id = find_owned(call)?.id;
    personal_answer(call, id, expires_at)
}

/// `POST /personal_access_tokens/self/rotate`
pub(crate) fn own(call: &mut Call<'_>) -> Outcome {
    let expires_at = wanted_end(call)?;
    // GITLAB: what is no access token is refused in another way here than by the other endpoints of `self`.
    let id = call.own_token().map_err(|_| Refusal::MethodNotAllowed)?.id;
    personal_answer(call, id, expires_at)
}

fn personal_answer(call: &mut Call<'_>, id: u64, expires_at: Option<NaiveDate>) -> Outcome {
    let (new_id, secret) = rotate(call, id, expires_at)?;
    let token = call.world.tokens.get(&new_id).ok_or(Refusal::RecordNotFound)?;
    Ok(Answer::ok(token::personal(token, Form::Revealed(&secret), call.version, call.now)))
}

/// Reads `expires_at`, which rotation takes from 16.6 on.
pub(crate) fn wanted_end(call: &Call<'_>) -> Result<Option<NaiveDate>, Refusal> {
    let mut check = call.check();
    let expires_at = if call.since(16, 6) { check.day("expires_at") } else { None };
    check.finish()?;
    Ok(expires_at)
}

/// Rotates any access token: the id and value of its successor. Without a wish it lives for a week, or for ever
/// where nothing must end.
pub(crate) fn rotate(
    call: &mut Call<'_>,
    id: u64,
    expires_at: Option<NaiveDate>,
) -> Result<(u64, String), Refusal> {
    let token = call.world.tokens.get(&id).ok_or(Refusal::RecordNotFound)?;
    if token.revoked {
        let text = if call.since(17, 0) { "Token already revoked" } else { "token already revoked" };
        return Err(Refusal::bad_request(text));
    }
    let week = call.now.date_naive().checked_add_days(Days::new(7));
    let expires_at = expires_at.or(if call.enforces_expiry() { week } else { None });
    if let Some(fault) = call.expiry_fault(expires_at) {
        return Err(Refusal::bad_request(format!("Expiration date {fault}")));
    }
    call.world.rotate(id, expires_at, call.now).ok_or(Refusal::RecordNotFound)
}
