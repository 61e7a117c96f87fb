//! Project and group access tokens: list, read, revoke. One file for both, as in GitLab.
//!
//! <https://docs.gitlab.com/api/project_access_tokens/>, <https://docs.gitlab.com/api/group_access_tokens/>

pub(crate) mod create;
pub(crate) mod rotate;

use super::place::{self, MAINTAINER, OWNER};
use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::filters::{Filters, Known};
use crate::paging::{self, Page};
use crate::refusal::Refusal;
use crate::shapes::token::{self, Form};
use crate::world::{AccessToken, Place, User, UserKind};

/// `GET /projects/:id/access_tokens`, `GET /groups/:id/access_tokens`
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    let mut check = call.check();
    let filters = Filters::read(&mut check, Known::resource(call.version));
    let page = Page::read(&mut check);
    check.finish()?;
    let place = place::find(call)?;
    require_role(call, place)?;
    // GITLAB: the list is made from the members of the place; the token of a bot that left is missing.
    let rows = call.arranged(&[], || {
        let tokens = call.world.tokens_of_place(place).into_iter();
        let tokens = tokens.filter(|token| call.world.members.contains_key(&(place, token.user_id)));
        filters.apply(tokens, call.now).into_iter().map(|token| token.id).collect()
    });
    let (rows, headers) = paging::cut(call, &rows, page, &[]);
    let rows = rows.iter().filter_map(|id| call.world.tokens.get(id));
    let rows = rows.map(|row| token::resource(call.world, row, Form::Row, call.version, call.now));
    Ok(Answer::list(rows.collect(), headers))
}

/// `GET /{projects,groups}/:id/access_tokens/:token_id`
pub(crate) fn read(call: &mut Call<'_>) -> Outcome {
    let place = place::find(call)?;
    require_role(call, place)?;
    let token = find(call, place).ok_or_else(|| not_found(call, place))?;
    Ok(Answer::ok(token::resource(call.world, token, Form::Single, call.version, call.now)))
}

/// `DELETE /{projects,groups}/:id/access_tokens/:token_id`
pub(crate) fn revoke(call: &mut Call<'_>) -> Outcome {
    let place = place::find(call)?;
    let token = find(call, place).ok_or_else(|| not_found(call, place))?;
    let (id, bot_id) = (token.id, token.user_id);
    let bot = call.world.users.get(&bot_id).map(|bot| bot.name.as_str()).unwrap_or_default();
    if !manages(call, place) {
        let caller = call.user().map(|user| user.name.as_str()).unwrap_or_default();
        return Err(Refusal::bad_request(format!("{caller} cannot delete {bot}")));
    }
    if !call.world.members.contains_key(&(place, bot_id)) {
        return Err(Refusal::bad_request("Failed to find bot user"));
    }
    if call.since(17, 2) {
        call.world.revoke(id, call.now);
    } else {
        // GITLAB: the bot was deleted, and its token vanished from all lists.
        call.world.remove_user(bot_id);
    }
    Ok(Answer::no_content())
}

/// Whether the caller's role is the one that reads and revokes the tokens of a place.
pub(crate) fn manages(call: &Call<'_>, place: Place) -> bool {
    let needed = match place {
        Place::Project(_) => MAINTAINER,
        Place::Group(_) => OWNER,
    };
    place::role(call, place) >= needed
}

/// Whether the caller may make and rotate tokens here: not for bots, nor where the top-level group forbids it.
pub(crate) fn may_make(call: &Call<'_>, place: Place) -> bool {
    let is_allowed = call.world.root_group(place).is_none_or(|root| root.allows_resource_tokens);
    let is_bot = call.user().is_some_and(User::is_bot);
    is_allowed && !is_bot && manages(call, place)
}

// GITLAB: a role that is too low is told 401 by a list that can be seen, with a perfectly good credential.
fn require_role(call: &Call<'_>, place: Place) -> Result<(), Refusal> {
    if manages(call, place) { Ok(()) } else { Err(Refusal::Unauthorized) }
}

/// The token in the path, if it belongs to the place.
pub(crate) fn find<'a>(call: &'a Call<'_>, place: Place) -> Option<&'a AccessToken> {
    let id = call.argument("token_id").parse().ok()?;
    call.world.tokens.get(&id).filter(|token| belongs(call, token, place))
}

fn not_found(call: &Call<'_>, place: Place) -> Refusal {
    let word = place.word();
    if call.since(17, 0) {
        Refusal::not_found(&format!("{word} Access Token"))
    } else {
        let id = call.argument("token_id");
        Refusal::not_found(&format!("Could not find {word} access token with token_id: {id}"))
    }
}

fn belongs(call: &Call<'_>, token: &AccessToken, place: Place) -> bool {
    call.world.users.get(&token.user_id).is_some_and(|user| user.kind == UserKind::Bot(place))
}
