//! Personal access tokens: list, read, revoke.
//!
//! <https://docs.gitlab.com/api/personal_access_tokens/>

pub(crate) mod associations;
pub(crate) mod create;
pub(crate) mod rotate;

use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::filters::{Filters, Known};
use crate::paging::{self, Page};
use crate::refusal::Refusal;
use crate::shapes::token::{self, Form};
use crate::world::{AccessToken, UserKind};

/// `GET /personal_access_tokens`
///
/// Others see their own personal tokens; an administrator sees every access token of the instance, bots' and
/// impersonation tokens included, unless he names a user.
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    let caller = call.signed_in()?;
    let mut check = call.check();
    let named = check.text("user_id");
    if call.since(19, 2) {
        check.integer("user_id");
    }
    let filters = Filters::read(&mut check, Known::personal(call.version));
    let page = Page::read(&mut check);
    check.finish()?;

    let named = named.map(|named| (named.is_empty(), find_user(call, &named)));
    let owner = match named {
        None if caller.is_admin => None,
        None | Some((true, _)) if !caller.is_admin => Some(caller.user_id),
        Some((_, Some(user_id))) if caller.is_admin || user_id == caller.user_id => Some(user_id),
        _ if caller.is_admin => return Err(Refusal::NotFound(None)),
        _ => return Err(Refusal::Unauthorized),
    };
    let rows = call.arranged(&[], || {
        let all = owner.is_none().then(|| call.world.tokens.values()).into_iter().flatten();
        let own = owner.into_iter().flat_map(|owner| call.world.tokens_of_user(owner));
        let tokens = all.chain(own).filter(|token| caller.is_admin || !token.impersonation);
        filters.apply(tokens, call.now).into_iter().map(|token| token.id).collect()
    });
    let (rows, headers) = paging::cut(call, &rows, page, &[]);
    let rows = rows.iter().filter_map(|id| call.world.tokens.get(id));
    let rows = rows.map(|row| token::personal(row, Form::Row, call.version, call.now));
    Ok(Answer::list(rows.collect(), headers))
}

/// `GET /personal_access_tokens/self`
pub(crate) fn read_self(call: &mut Call<'_>) -> Outcome {
    Ok(Answer::ok(token::personal(call.own_token()?, Form::Single, call.version, call.now)))
}

/// `GET /personal_access_tokens/:id`
pub(crate) fn read(call: &mut Call<'_>) -> Outcome {
    let token = find_owned(call)?;
    Ok(Answer::ok(token::personal(token, Form::Single, call.version, call.now)))
}

/// `DELETE /personal_access_tokens/:id`
pub(crate) fn revoke(call: &mut Call<'_>) -> Outcome {
    refuse_words(call)?;
    let caller = call.signed_in()?;
    // GITLAB: whether the id exists is told to everybody here, unlike when reading.
    let id = call.argument("id").parse().map_err(|_| Refusal::RecordNotFound)?;
    let token: &AccessToken = call.world.tokens.get(&id).ok_or(Refusal::RecordNotFound)?;
    let is_own = token.user_id == caller.user_id && !token.impersonation;
    if !(caller.is_admin || is_own || manages_owner(call, token)) {
        let reason = call.since(19, 2).then(|| "Not permitted to revoke".to_owned());
        return Err(Refusal::BadRequest(reason));
    }
    call.world.revoke(id, call.now);
    Ok(Answer::no_content())
}

/// `DELETE /personal_access_tokens/self`
pub(crate) fn revoke_self(call: &mut Call<'_>) -> Outcome {
    let id = call.own_token()?.id;
    call.world.revoke(id, call.now);
    Ok(Answer::no_content())
}

/// The token named in the path, for its owner and for administrators. Everybody else is told 401, whether or not
/// there is such a token.
fn find_owned<'a>(call: &'a Call<'_>) -> Result<&'a AccessToken, Refusal> {
    refuse_words(call)?;
    let caller = call.signed_in()?;
    let token = call.argument("id").parse().ok().and_then(|id: u64| call.world.tokens.get(&id));
    match token {
        Some(token) if caller.is_admin => Ok(token),
        Some(token) if token.user_id == caller.user_id && !token.impersonation => Ok(token),
        None if caller.is_admin && call.since(15, 3) => Err(Refusal::NotFound(None)),
        _ => Err(Refusal::Unauthorized),
    }
}

/// Whether the token belongs to a service account that the caller manages: the newest releases let him revoke it.
fn manages_owner(call: &Call<'_>, token: &AccessToken) -> bool {
    match call.world.users.get(&token.user_id).map(|owner| owner.kind) {
        Some(UserKind::ServiceAccount(Some(home))) => {
            call.since(19, 2) && super::resource_tokens::manages(call, home)
        }
        _ => false,
    }
}

/// The newest releases declare the id to be a number; older ones read a word as an id that does not exist.
fn refuse_words(call: &Call<'_>) -> Result<(), Refusal> {
    if call.since(19, 2) { call.number("id").map(|_| ()) } else { Ok(()) }
}

fn find_user(call: &Call<'_>, named: &str) -> Option<u64> {
    match named.parse::<u64>() {
        Ok(id) => call.world.users.contains_key(&id).then_some(id),
        Err(_) => call.world.users.values().find(|user| user.username == named).map(|user| user.id),
    }
}
