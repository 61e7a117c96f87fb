//! Deploy tokens of projects, of groups, and of the whole instance.
//!
//! <https://docs.gitlab.com/api/deploy_tokens/>

use http::StatusCode;

use super::place::{self, MAINTAINER, OWNER};
use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::paging::{self, Page};
use crate::refusal::Refusal;
use crate::scopes;
use crate::shapes::deploy_token as shape;
use crate::world::{DeployToken, Place};

/// `GET /deploy_tokens`
pub(crate) fn list_all(call: &mut Call<'_>) -> Outcome {
    answer(call, None)
}

/// `GET /{projects,groups}/:id/deploy_tokens`
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    let place = authorized(call, MAINTAINER)?;
    answer(call, Some(place))
}

/// `GET /{projects,groups}/:id/deploy_tokens/:token_id`
pub(crate) fn read(call: &mut Call<'_>) -> Outcome {
    let place = authorized(call, MAINTAINER)?;
    let token = find(call, place)?;
    Ok(Answer::ok(shape::deploy_token(token, None, call.version, call.now)))
}

/// `POST /{projects,groups}/:id/deploy_tokens`
pub(crate) fn create(call: &mut Call<'_>) -> Outcome {
    let known = scopes::deploy(call.version);
    let mut check = call.check();
    let name = check.required_text("name");
    check.require("scopes");
    let sent = check.list("scopes");
    check.only("scopes", sent.as_deref(), &known);
    let expires_at = check.moment("expires_at");
    let username = check.text("username").unwrap_or_default();
    check.finish()?;
    let place = authorized(call, needed_to_change(call))?;

    let sent = sent.unwrap_or_default();
    // GITLAB: whatever the order sent, scopes are kept as flags and come back in GitLab's own order.
    let scopes = known.iter().filter(|scope| sent.iter().any(|sent| sent == *scope));
    let scopes: Vec<String> = scopes.map(|scope| (*scope).to_owned()).collect();
    if let Some(fault) = fault(&name, &username, &scopes) {
        return Err(Refusal::Message(StatusCode::BAD_REQUEST, fault.to_owned()));
    }
    let new = DeployToken { id: 0, place, name, username, scopes, expires_at, revoked: false };
    let (id, secret) = call.world.add_deploy_token(new);
    let token = call.world.deploy_tokens.get(&id).ok_or(Refusal::RecordNotFound)?;
    Ok(Answer::created(shape::deploy_token(token, Some(&secret), call.version, call.now)))
}

/// `DELETE /{projects,groups}/:id/deploy_tokens/:token_id`: the row is gone, not flagged.
pub(crate) fn delete(call: &mut Call<'_>) -> Outcome {
    let place = authorized(call, needed_to_change(call))?;
    let id = find(call, place)?.id;
    call.world.remove_deploy_token(id);
    Ok(Answer::no_content())
}

fn answer(call: &Call<'_>, place: Option<Place>) -> Outcome {
    let mut check = call.check();
    // GITLAB: `false` does not filter at all.
    let only_active = call.since(14, 0) && check.boolean("active").unwrap_or(false);
    let page = Page::read(&mut check);
    check.finish()?;
    let all = place.is_none().then(|| call.world.deploy_tokens.values()).into_iter().flatten();
    let own = place.into_iter().flat_map(|place| call.world.deploy_tokens_of_place(place));
    let rows: Vec<&DeployToken> =
        all.chain(own).filter(|token| !only_active || token.is_active(call.now)).collect();
    let (rows, headers) = paging::cut(call, &rows, page, &[]);
    let rows = rows.into_iter().map(|row| shape::deploy_token(row, None, call.version, call.now));
    Ok(Answer::list(rows.collect(), headers))
}

/// The place in the path, if the caller has the role there.
fn authorized(call: &Call<'_>, needed: u8) -> Result<Place, Refusal> {
    let place = place::find(call)?;
    if place::role(call, place) >= needed { Ok(place) } else { Err(Refusal::Forbidden(None)) }
}

/// A group wants its owner for changes, a project is content with a maintainer.
fn needed_to_change(call: &Call<'_>) -> u8 {
    if call.path.starts_with("/api/v4/groups/") { OWNER } else { MAINTAINER }
}

fn find<'a>(call: &'a Call<'_>, place: Place) -> Result<&'a DeployToken, Refusal> {
    let id = call.number("token_id")?;
    let token = call.world.deploy_tokens.get(&id).filter(|token| token.place == place);
    token.ok_or(Refusal::RecordNotFound)
}

/// What the model refuses, as a plain sentence without GitLab's usual frame.
fn fault(name: &str, username: &str, scopes: &[String]) -> Option<&'static str> {
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "_-+.".contains(character);
    if scopes.is_empty() {
        Some("Scopes can't be blank")
    } else if name.chars().count() > 255 {
        Some("Name is too long (maximum is 255 characters)")
    } else if username.len() > 255 {
        Some("Username is too long (maximum is 255 characters)")
    } else if !username.chars().all(is_plain) {
        Some("Username can contain only letters, digits, '_', '-', '+', and '.'")
    } else {
        None
    }
}
