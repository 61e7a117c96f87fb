//! The checks of a credential, in GitLab's order: known, not expired, not revoked, scope, impersonation, user.

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, Method, Request};

use crate::call::{Caller, Credential};
use crate::options::Options;
use crate::params::Params;
use crate::refusal::Refusal;
use crate::routes::{Login, Route, Scopes};
use crate::world::{User, UserState, World};

const EXPIRED: &str = "Token is expired. You can either do re-authorization or token refresh.";
const REVOKED: &str = "Token was revoked. You have to re-authorize from the user.";
const NO_IMPERSONATION: &str = "Token is an impersonation token but impersonation was disabled.";
const MOST_ADDRESSES: usize = 5;

/// Lets a caller through to the endpoint, or says why not.
pub(crate) fn admit(
    world: &mut World,
    options: &Options,
    route: &Route,
    request: &Request<Vec<u8>>,
    params: &Params,
    now: DateTime<Utc>,
) -> Result<Option<Caller>, Refusal> {
    let signed = match secret_of(request.headers(), params)? {
        Some(secret) => Some(identify(world, options, route, request, &secret, now)?),
        None => None,
    };
    let caller = match signed {
        Some(signed) => Some(act_as(world, &signed, request.headers(), params)?),
        None => None,
    };
    match (route.login, caller) {
        (Login::Required | Login::Admin, None) => Err(Refusal::Unauthorized),
        (Login::Admin, Some(caller)) if !caller.is_admin => Err(Refusal::Forbidden(None)),
        _ => Ok(caller),
    }
}

/// Somebody who proved to be a user, and what the proof was worth.
struct Signed {
    caller: Caller,
    may_sudo: bool,
}

/// The credential as sent: the header of its own, else bearer, else a parameter.
fn secret_of(headers: &HeaderMap, params: &Params) -> Result<Option<String>, Refusal> {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(secret) = header("private-token").map(str::trim).filter(|secret| !secret.is_empty()) {
        return Ok(Some(secret.to_owned()));
    }
    let bearer = header("authorization")
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, secret)| secret.trim())
        .filter(|secret| !secret.is_empty());
    let parameter = params.string("access_token");
    if bearer.is_some() && parameter.is_some() {
        return Err(Refusal::TwoCredentials);
    }
    Ok(bearer.or(parameter).or_else(|| params.string("private_token")).map(str::to_owned))
}

fn identify(
    world: &mut World,
    options: &Options,
    route: &Route,
    request: &Request<Vec<u8>>,
    secret: &str,
    now: DateTime<Utc>,
) -> Result<Signed, Refusal> {
    #[cfg(feature = "oauth")]
    if let Some(token) = world.oauth.by_access(secret).filter(|_| !has_own_header(request.headers())) {
        return identify_application(world, options, route, request.method(), token, now);
    }
    let token = world.token_with_secret(secret).ok_or(Refusal::Unauthorized)?.clone();
    if token.is_expired(now) {
        return Err(Refusal::DeadToken(EXPIRED));
    }
    if token.revoked {
        // GITLAB: a rotation asked for with a revoked token means it leaked; its successors die with it.
        if options.version.at_least(16, 3) && is_rotation(request.uri().path()) {
            world.revoke_descendants(token.id, now);
        }
        return Err(Refusal::DeadToken(REVOKED));
    }
    if token.granular {
        return Err(Refusal::InsufficientPermission);
    }
    check_scopes(&token.scopes, route.scopes, request.method(), options)?;
    if token.impersonation && !options.settings.impersonation_enabled {
        return Err(Refusal::DeadToken(NO_IMPERSONATION));
    }
    let signed = sign(world, options, token.user_id, Credential::AccessToken(token.id), &token.scopes)?;
    let pause = if options.version.at_least(16, 1) { TimeDelta::minutes(10) } else { TimeDelta::hours(24) };
    touch(world, token.id, address_of(request.headers()), pause, now);
    Ok(signed)
}

/// An OAuth token passes the checks of an access token; there is no use to note.
#[cfg(feature = "oauth")]
fn identify_application(
    world: &World,
    options: &Options,
    route: &Route,
    method: &Method,
    token: &crate::oauth::Token,
    now: DateTime<Utc>,
) -> Result<Signed, Refusal> {
    if token.is_expired(now) {
        return Err(Refusal::DeadToken(EXPIRED));
    }
    if token.revoked {
        return Err(Refusal::DeadToken(REVOKED));
    }
    check_scopes(&token.scopes, route.scopes, method, options)?;
    sign(world, options, token.user_id, Credential::OauthToken, &token.scopes)
}

/// An OAuth token is not taken from GitLab's own header.
#[cfg(feature = "oauth")]
fn has_own_header(headers: &HeaderMap) -> bool {
    headers.get("private-token").is_some_and(|value| !value.as_bytes().trim_ascii().is_empty())
}

/// Lets the owner of a good credential in, unless the owner is not let in at all.
fn sign(
    world: &World,
    options: &Options,
    user_id: u64,
    credential: Credential,
    scopes: &[String],
) -> Result<Signed, Refusal> {
    let has = |wanted: &str| scopes.iter().any(|scope| scope == wanted);
    let user = world.users.get(&user_id).ok_or(Refusal::Unauthorized)?;
    if let Some(reason) = denial(user, &options.external_url) {
        return Err(Refusal::Forbidden(Some(reason)));
    }
    let is_admin = user.is_admin && (!options.settings.admin_mode || has("admin_mode"));
    Ok(Signed { caller: Caller { user_id, credential, is_admin }, may_sudo: has("sudo") })
}

fn check_scopes(held: &[String], scopes: Scopes, method: &Method, options: &Options) -> Result<(), Refusal> {
    let has = |wanted: &str| held.iter().any(|scope| scope == wanted);
    let more = match scopes {
        Scopes::AnySince(major, minor) if options.version.at_least(major, minor) => return Ok(()),
        Scopes::AnySince(..) => &[],
        Scopes::Api(more) => more,
    };
    let reads = method == Method::GET || method == Method::HEAD;
    let suffices = has("api") || (reads && has("read_api")) || more.iter().any(|scope| has(scope));
    if suffices {
        return Ok(());
    }
    let registered: Vec<&str> = more.iter().copied().chain(["api", "read_api"]).collect();
    Err(Refusal::InsufficientScope(registered.join(" ")))
}

/// Why a user may not use the API at all, in the words GitLab shows.
fn denial(user: &User, external_url: &str) -> Option<String> {
    match user.state {
        UserState::Active => None,
        UserState::Blocked => Some("Your account has been blocked.".to_owned()),
        UserState::Deactivated => Some(format!(
            "Your account has been deactivated by your administrator. Please log back in from a web browser to \
             reactivate your account at {external_url}"
        )),
    }
}

/// `Sudo` lets an administrator act as somebody else.
fn act_as(world: &World, signed: &Signed, headers: &HeaderMap, params: &Params) -> Result<Caller, Refusal> {
    let Signed { caller, may_sudo } = *signed;
    let named = headers.get("sudo").and_then(|value| value.to_str().ok()).or_else(|| params.string("sudo"));
    let Some(named) = named.filter(|name| !name.is_empty()) else { return Ok(caller) };
    if !caller.is_admin {
        return Err(Refusal::Forbidden(Some("Must be admin to use sudo".to_owned())));
    }
    if !may_sudo {
        return Err(Refusal::InsufficientScope("sudo".to_owned()));
    }
    let found = match named.parse::<u64>() {
        Ok(id) => world.users.get(&id),
        Err(_) => world.users.values().find(|user| user.username.eq_ignore_ascii_case(named)),
    };
    let user = found.ok_or_else(|| Refusal::not_found(&format!("User with ID or username '{named}'")))?;
    Ok(Caller { user_id: user.id, is_admin: user.is_admin, ..caller })
}

fn is_rotation(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    parts.next() == Some("rotate")
        && parts.next().is_some_and(|id| id == "self" || id.parse::<u64>().is_ok())
        && parts.next().is_some_and(|kind| kind.ends_with("access_tokens"))
}

fn address_of(headers: &HeaderMap) -> &str {
    headers
        .get("x-forwarded-for")
        .and_then(|value| value.to_str().ok())
        .and_then(|list| list.split(',').next())
        .map(str::trim)
        .filter(|address| !address.is_empty())
        .unwrap_or("127.0.0.1")
}

/// Notes the use of a token, but not more often than GitLab does.
fn touch(world: &mut World, token_id: u64, address: &str, pause: TimeDelta, now: DateTime<Utc>) {
    let Some(token) = world.tokens.get_mut(&token_id) else { return };
    let is_due = token.last_used_at.is_none_or(|last| now - last >= pause);
    if is_due {
        token.last_used_at = Some(now);
        world.revision += 1;
    }
    if token.last_used_ips.last().is_none_or(|last| last != address) {
        token.last_used_ips.retain(|known| known != address);
        token.last_used_ips.push(address.to_owned());
        let excess = token.last_used_ips.len().saturating_sub(MOST_ADDRESSES);
        token.last_used_ips.drain(..excess);
    }
}
