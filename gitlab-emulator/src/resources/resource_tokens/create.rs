//! Making project and group access tokens: each gets a bot of its own, a member with the wanted role.

use chrono::NaiveDate;

use super::may_make;
use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::refusal::Refusal;
use crate::resources::personal::create::{faults, sentence};
use crate::resources::place;
use crate::scopes;
use crate::shapes::token::{self, Form};
use crate::world::{NewToken, Place};

/// `POST /{projects,groups}/:id/access_tokens`
pub(crate) fn create(call: &mut Call<'_>) -> Outcome {
    let mut check = call.check();
    let name = check.required_text("name");
    let description = if call.since(17, 7) { check.text("description") } else { None };
    // GITLAB: alone among the token endpoints this one does not take a text with commas.
    check.require("scopes");
    let scopes = check.strict_list("scopes");
    check.only("scopes", scopes.as_deref(), &scopes::resource(call.version));
    let expires_at = check.day("expires_at");
    let wanted = check.integer("access_level").unwrap_or(40);
    let role = u8::try_from(wanted).ok().filter(|role| roles(call).contains(role));
    if role.is_none() {
        check.fault("access_level", "does not have a valid value");
    }
    check.finish()?;

    let place = place::find(call)?;
    let role = role.unwrap_or(40);
    require_permission(call, place, role)?;
    let expires_at = end(call, expires_at)?;
    let scopes = scopes.unwrap_or_default();
    let faults = faults(call, &name, description.as_deref(), &scopes, expires_at);
    if !faults.is_empty() {
        return Err(Refusal::bad_request(sentence(&faults)));
    }
    let creator = call.signed_in()?.user_id;
    let bot = call.world.add_bot(place, &name, role, call.now);
    if let Some(bot) = call.world.users.get_mut(&bot) {
        bot.created_by = Some(creator);
    }
    let new = NewToken { user_id: bot, name, description, scopes, expires_at, impersonation: false };
    let (id, secret) = call.world.add_token(new, call.now);
    let token = call.world.tokens.get(&id).ok_or(Refusal::RecordNotFound)?;
    Ok(Answer::created(token::resource(call.world, token, Form::Revealed(&secret), call.version, call.now)))
}

/// The roles a token may have in this release.
fn roles(call: &Call<'_>) -> Vec<u8> {
    let mut roles = vec![10, 20, 30, 40, 50];
    if call.since(17, 7) {
        roles.push(15);
    }
    if call.since(19, 0) {
        roles.push(25);
    }
    roles
}

// GITLAB: not being allowed is a 400 here.
fn require_permission(call: &Call<'_>, place: Place, role: u8) -> Result<(), Refusal> {
    if !may_make(call, place) {
        let word = place.word();
        let text = format!("User does not have permission to create {word} access token");
        return Err(Refusal::bad_request(text));
    }
    if place::encompasses(place::role(call, place), role) {
        return Ok(());
    }
    Err(Refusal::bad_request(if call.since(17, 8) {
        "Access level of the token contains permissions not held by the creating user"
    } else {
        "Access level of the token can't be greater the access level of the user who created the token"
    }))
}

/// Left out, the end was never before 16.0, then the last day allowed; since 19.0 it must be sent where ends are
/// enforced.
fn end(call: &Call<'_>, wanted: Option<NaiveDate>) -> Result<Option<NaiveDate>, Refusal> {
    if wanted.is_some() || !call.enforces_expiry() {
        Ok(wanted)
    } else if call.since(19, 0) {
        Err(Refusal::bad_request("expires_at is missing"))
    } else {
        Ok(Some(call.last_day()))
    }
}
