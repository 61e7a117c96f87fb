//! `POST /oauth/token`: a code, or an older token's refresh value, becomes a new token.
//!
//! <https://docs.gitlab.com/api/oauth2/#authorization-code-with-proof-key-for-code-exchange-pkce>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::AUTHORIZATION;
use serde_json::json;

use super::Visit;
use super::application::{Application, is_same_address};
use super::fault::Fault;
use super::registry::Issued;
use crate::answer::Answer;

/// `POST /oauth/token`
pub(super) fn token(visit: &mut Visit<'_>) -> Answer {
    let outcome = match visit.params.string("grant_type") {
        None => Err(Fault::Missing("grant_type")),
        Some("authorization_code") => by_code(visit),
        Some("refresh_token") => by_refresh(visit),
        Some(_) => Err(Fault::BadGrantType),
    };
    match outcome {
        Ok(issued) => {
            let token = &issued.token;
            let body = json!({
                "access_token": issued.access,
                "token_type": "Bearer",
                "expires_in": token.seconds_left(visit.now),
                "refresh_token": issued.refresh,
                "scope": token.scopes.join(" "),
                "created_at": token.created_at.timestamp(),
            });
            Answer { headers: vec![("pragma", "no-cache".to_owned())], ..Answer::ok(body) }
        }
        Err(fault) => fault.answer(),
    }
}

/// The client a request says it is from.
#[derive(Debug)]
pub(super) enum Client<'a> {
    /// It does not say.
    Unnamed,
    /// There is none of this name, or it showed a secret, which none here has.
    Unknown,
    /// This one.
    Known(&'a Application),
}

impl<'a> Client<'a> {
    /// The client named by Basic authentication, or else by parameters.
    pub(super) fn of(visit: &'a Visit<'_>) -> Self {
        let basic = visit.request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let basic = basic.and_then(|value| value.strip_prefix("Basic "));
        let basic = basic.and_then(|pair| STANDARD.decode(pair.trim()).ok());
        let basic = basic.and_then(|pair| String::from_utf8(pair).ok());
        let (id, secret) = match &basic {
            Some(pair) => pair.split_once(':').unwrap_or((pair, "")),
            None => (
                visit.params.string("client_id").unwrap_or_default(),
                visit.params.string("client_secret").unwrap_or_default(),
            ),
        };
        match visit.world.oauth.application(id) {
            _ if id.is_empty() => Self::Unnamed,
            Some(application) if secret.is_empty() => Self::Known(application),
            _ => Self::Unknown,
        }
    }

    pub(super) fn is(&self, client_id: &str) -> bool {
        matches!(self, Self::Known(application) if application.client_id == client_id)
    }
}

fn by_code(visit: &mut Visit<'_>) -> Result<Issued, Fault> {
    let sent = |name: &'static str| visit.params.string(name).ok_or(Fault::Missing(name));
    let value = sent("code")?.to_owned();
    let code = visit.world.oauth.code(&value);
    let challenge = code.and_then(|code| code.challenge.as_ref());
    let verifier = match challenge {
        Some(_) => Some(sent("code_verifier")?),
        None => visit.params.string("code_verifier"),
    };
    let redirect_uri = sent("redirect_uri")?;
    let Client::Known(client) = Client::of(visit) else { return Err(Fault::UnknownClient) };
    let code = code
        .filter(|code| code.client_id == client.client_id && code.is_open(visit.now))
        .filter(|code| is_same_address(redirect_uri, &code.redirect_uri))
        .ok_or(Fault::BadGrant)?
        .clone();
    let is_proven = match (&code.challenge, verifier) {
        (Some(challenge), Some(verifier)) => challenge.is_met_by(verifier),
        (None, None) => true,
        _ => false,
    };
    if !is_proven {
        return Err(Fault::BadGrant);
    }
    visit.world.oauth.use_code_up(&value);
    Ok(visit.world.oauth.issue(code.client_id, code.user_id, code.scopes, visit.now))
}

/// Both old values die with the answer. The access value may have ended long ago.
fn by_refresh(visit: &mut Visit<'_>) -> Result<Issued, Fault> {
    let value = visit.params.string("refresh_token").ok_or(Fault::Missing("refresh_token"))?;
    let old = visit.world.oauth.by_refresh(value).filter(|token| !token.revoked).ok_or(Fault::BadGrant)?;
    let client = match Client::of(visit) {
        Client::Unknown => return Err(Fault::UnknownClient),
        Client::Known(client) if client.client_id == old.client_id => client,
        Client::Known(_) | Client::Unnamed => return Err(Fault::BadGrant),
    };
    let scopes: Vec<String> = match visit.params.string("scope") {
        None => old.scopes.iter().filter(|scope| client.scopes.contains(scope)).cloned().collect(),
        Some(wish) => {
            let wish: Vec<String> = wish.split_whitespace().map(str::to_owned).collect();
            if wish.is_empty() || wish.iter().any(|scope| !old.scopes.contains(scope)) {
                return Err(Fault::BadScope);
            }
            wish
        }
    };
    let old = old.clone();
    visit.world.oauth.revoke(old.id);
    Ok(visit.world.oauth.issue(old.client_id, old.user_id, scopes, visit.now))
}
