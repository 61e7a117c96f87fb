//! Impersonation tokens of a user, for administrators.
//!
//! <https://docs.gitlab.com/api/user_tokens/>

use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::paging::{self, Page};
use crate::refusal::Refusal;
use crate::scopes;
use crate::shapes::token::{self, Form};
use crate::world::{AccessToken, NewToken};

/// `GET /users/:user_id/impersonation_tokens`
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    let user_id = call.number("user_id")?;
    let mut check = call.check();
    let state = check.one_of("state", &["all", "active", "inactive"]);
    let page = Page::read(&mut check);
    check.finish()?;
    owner(call, user_id)?;
    let now = call.now;
    let rows: Vec<&AccessToken> = of_user(call, user_id)
        .filter(|token| match state.as_deref() {
            Some("active") => token.is_active(now),
            Some("inactive") => !token.is_active(now),
            _ => true,
        })
        .collect();
    let (rows, headers) = paging::cut(call, &rows, page, &[("state", "all")]);
    let rows = rows.into_iter().map(|row| token::impersonation(row, Form::Row, call.version, now));
    Ok(Answer::list(rows.collect(), headers))
}

/// `POST /users/:user_id/impersonation_tokens`
pub(crate) fn create(call: &mut Call<'_>) -> Outcome {
    let user_id = call.number("user_id")?;
    let mut check = call.check();
    let name = check.required_text("name");
    let expires_at = check.day("expires_at");
    let scopes = check.list("scopes").unwrap_or_default();
    let description = if call.since(17, 7) { check.text("description") } else { None };
    check.finish()?;
    owner(call, user_id)?;

    let known = scopes::personal(call.version);
    let mut faults = Vec::new();
    if name.trim().is_empty() {
        faults.push(("name", "can't be blank".to_owned()));
    }
    if scopes.is_empty() {
        faults.push(("scopes", "can't be blank".to_owned()));
    } else if scopes.iter().any(|scope| !known.contains(&scope.as_str())) {
        faults.push(("scopes", "can only contain available scopes".to_owned()));
    }
    // GITLAB: unlike for personal tokens there is no default end here.
    if call.enforces_expiry() && expires_at.is_none() {
        faults.push(("expires_at", "can't be blank".to_owned()));
    }
    faults.extend(call.expiry_fault(expires_at).map(|fault| ("expires_at", fault)));
    if !faults.is_empty() {
        return Err(Refusal::Faults(faults));
    }
    let new = NewToken { user_id, name, description, scopes, expires_at, impersonation: true };
    let (id, secret) = call.world.add_token(new, call.now);
    let token = call.world.tokens.get(&id).ok_or(Refusal::RecordNotFound)?;
    Ok(Answer::created(token::impersonation(token, Form::Revealed(&secret), call.version, call.now)))
}

/// `GET /users/:user_id/impersonation_tokens/:impersonation_token_id`
pub(crate) fn read(call: &mut Call<'_>) -> Outcome {
    let token = find(call)?;
    Ok(Answer::ok(token::impersonation(token, Form::Single, call.version, call.now)))
}

/// `DELETE /users/:user_id/impersonation_tokens/:impersonation_token_id`
pub(crate) fn revoke(call: &mut Call<'_>) -> Outcome {
    let token = find(call)?;
    call.require_unmodified(token.updated_at)?;
    let id = token.id;
    call.world.revoke(id, call.now);
    Ok(Answer::no_content())
}

fn find<'a>(call: &'a Call<'_>) -> Result<&'a AccessToken, Refusal> {
    let user_id = call.number("user_id")?;
    let id = call.number("impersonation_token_id")?;
    owner(call, user_id)?;
    let mut own = of_user(call, user_id);
    own.find(|token| token.id == id).ok_or_else(|| Refusal::not_found("Impersonation Token"))
}

fn owner(call: &Call<'_>, user_id: u64) -> Result<(), Refusal> {
    if call.world.users.contains_key(&user_id) { Ok(()) } else { Err(Refusal::not_found("User")) }
}

fn of_user<'a>(call: &'a Call<'_>, user_id: u64) -> impl Iterator<Item = &'a AccessToken> {
    call.world.tokens_of_user(user_id).filter(|token| token.impersonation)
}
