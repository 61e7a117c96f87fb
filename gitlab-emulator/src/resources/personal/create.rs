//! Making personal access tokens: very little for oneself, anything for an administrator.
//!
//! <https://docs.gitlab.com/api/user_tokens/>

use chrono::NaiveDate;

use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::refusal::Refusal;
use crate::scopes;
use crate::shapes::token::{self, Form};
use crate::world::{NewToken, UserKind};

/// `POST /user/personal_access_tokens`: only scopes that open nothing of the API itself.
pub(crate) fn for_oneself(call: &mut Call<'_>) -> Outcome {
    let user_id = call.signed_in()?.user_id;
    create(call, user_id, &scopes::for_oneself(call.version))
}

/// `POST /users/:user_id/personal_access_tokens`
pub(crate) fn for_user(call: &mut Call<'_>) -> Outcome {
    let user_id = call.number("user_id")?;
    create(call, user_id, &scopes::personal(call.version))
}

/// Checks what was sent and makes the token; the answer holds its value.
pub(crate) fn create(call: &mut Call<'_>, user_id: u64, allowed: &[&str]) -> Outcome {
    let takes_permissions = call.since(19, 0);
    let mut check = call.check();
    let name = check.required_text("name");
    let description = if call.since(17, 7) { check.text("description") } else { None };
    let expires_at = check.day("expires_at");
    let is_granular = takes_permissions && check.is_sent("granular_scopes");
    if takes_permissions && is_granular && check.is_sent("scopes") {
        check.fault("scopes, granular_scopes", "are mutually exclusive");
    } else if takes_permissions && !is_granular && !check.is_sent("scopes") {
        check.fault("scopes, granular_scopes", "are missing, exactly one parameter must be provided");
    } else if !is_granular {
        check.require("scopes");
    }
    let scopes = check.list("scopes");
    check.only("scopes", scopes.as_deref(), allowed);
    check.finish()?;
    let owner = call.world.users.get(&user_id).ok_or_else(|| Refusal::not_found("User"))?;
    // GITLAB: fine-grained tokens are behind a flag, which is off here.
    if is_granular {
        return Err(Refusal::NotFound(None));
    }
    let is_service_account = matches!(owner.kind, UserKind::ServiceAccount(_));
    let expires_at = expires_at.or_else(|| default_end(call, is_service_account));
    let scopes = scopes.unwrap_or_default();
    let faults = faults(call, &name, description.as_deref(), &scopes, expires_at);
    if !faults.is_empty() {
        return Err(Refusal::unprocessable(sentence(&faults)));
    }
    let new = NewToken { user_id, name, description, scopes, expires_at, impersonation: false };
    let (id, secret) = call.world.add_token(new, call.now);
    let token = call.world.tokens.get(&id).ok_or(Refusal::RecordNotFound)?;
    Ok(Answer::created(token::personal(token, Form::Revealed(&secret), call.version, call.now)))
}

/// The last day allowed, where tokens must end.
fn default_end(call: &Call<'_>, is_service_account: bool) -> Option<NaiveDate> {
    let may_live_on =
        is_service_account && call.since(17, 3) && !call.settings.enforce_service_account_expiry;
    (call.enforces_expiry() && !may_live_on).then(|| call.last_day())
}

/// What the model would refuse, as sentences.
pub(crate) fn faults(
    call: &Call<'_>,
    name: &str,
    description: Option<&str>,
    scopes: &[String],
    expires_at: Option<NaiveDate>,
) -> Vec<String> {
    let mut faults = Vec::new();
    if name.trim().is_empty() {
        faults.push("Name can't be blank".to_owned());
    } else if name.chars().count() > 255 {
        faults.push("Name is too long (maximum is 255 characters)".to_owned());
    }
    if description.is_some_and(|text| text.chars().count() > 255) {
        faults.push("Description is too long (maximum is 255 characters)".to_owned());
    }
    if scopes.is_empty() {
        faults.push("Scopes can't be blank".to_owned());
    }
    faults.extend(call.expiry_fault(expires_at).map(|fault| format!("Expiration date {fault}")));
    faults
}

/// `A`, `A and B`, `A, B, and C`.
pub(crate) fn sentence(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [first, second] => format!("{first} and {second}"),
        [before @ .., last] => format!("{}, and {last}", before.join(", ")),
    }
}
