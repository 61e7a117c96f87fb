//! Tokens of the service accounts of a group or project.

use super::{find, home};
use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::filters::{Filters, Known};
use crate::paging::{self, Page};
use crate::refusal::Refusal;
use crate::resources::personal::create;
use crate::resources::personal::rotate::{rotate as turn, wanted_end};
use crate::scopes;
use crate::shapes::token::{self, Form};
use crate::world::AccessToken;

/// `GET /{groups,projects}/:id/service_accounts/:user_id/personal_access_tokens`
pub(crate) fn list(call: &mut Call<'_>) -> Outcome {
    let mut check = call.check();
    let filters = Filters::read(&mut check, Known::personal(call.version));
    let page = Page::read(&mut check);
    check.finish()?;
    let account = account(call)?;
    let rows = filters.apply(call.world.tokens_of_user(account), call.now);
    let (rows, headers) = paging::cut(call, &rows, page, &[]);
    let rows = rows.into_iter().map(|row| token::personal(row, Form::Row, call.version, call.now));
    Ok(Answer::list(rows.collect(), headers))
}

/// `POST /{groups,projects}/:id/service_accounts/:user_id/personal_access_tokens`
pub(crate) fn create(call: &mut Call<'_>) -> Outcome {
    let account = account(call)?;
    create::create(call, account, &scopes::personal(call.version))
}

/// `POST …/personal_access_tokens/:token_id/rotate`
pub(crate) fn rotate(call: &mut Call<'_>) -> Outcome {
    let expires_at = wanted_end(call)?;
    let id = token_of(call)?.id;
    let (new_id, secret) = turn(call, id, expires_at)?;
    let token = call.world.tokens.get(&new_id).ok_or(Refusal::RecordNotFound)?;
    Ok(Answer::ok(token::personal(token, Form::Revealed(&secret), call.version, call.now)))
}

/// `DELETE …/personal_access_tokens/:token_id`
pub(crate) fn revoke(call: &mut Call<'_>) -> Outcome {
    let id = token_of(call)?.id;
    call.world.revoke(id, call.now);
    Ok(Answer::no_content())
}

fn account(call: &Call<'_>) -> Result<u64, Refusal> {
    find(call, home(call)?)
}

fn token_of<'a>(call: &'a Call<'_>) -> Result<&'a AccessToken, Refusal> {
    let account = account(call)?;
    let id = call.number("token_id")?;
    let token = call.world.tokens.get(&id).filter(|token| token.user_id == account);
    token.ok_or_else(|| Refusal::not_found("Personal Access Token"))
}
