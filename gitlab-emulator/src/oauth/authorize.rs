//! `/oauth/authorize`: what an application wants, what a person says to it, and the way back.
//!
//! <https://docs.gitlab.com/api/oauth2/#authorization-code-with-proof-key-for-code-exchange-pkce>

use form_urlencoded::Serializer;
use http::StatusCode;

use super::application::{Application, Iss};
use super::fault::Fault;
use super::registry::{Challenge, Code};
use super::{Visit, page};
use crate::answer::{Answer, Body};
use crate::scopes;
use crate::world::{User, UserKind, UserState};

/// What an application asks for, once that was found to be in order.
#[derive(Debug)]
pub(super) struct Asked<'a> {
    pub(super) application: &'a Application,
    pub(super) redirect_uri: &'a str,
    pub(super) scopes: Vec<String>,
    challenge: Option<Challenge>,
}

/// `GET /oauth/authorize`: asks the person. There is no sign-in here, so the page also asks who that is.
pub(super) fn ask(visit: &Visit<'_>) -> Answer {
    match read(visit) {
        // GITLAB: here every fault stays on GitLab's page, also those the application could be told.
        Err(fault) => page::error(fault),
        Ok(asked) => page::consent(visit, &asked, &people(visit)),
    }
}

/// `POST /oauth/authorize`: the person agrees, and the application gets a code.
pub(super) fn approve(visit: &mut Visit<'_>) -> Answer {
    let asked = match read(visit) {
        Ok(asked) => asked,
        Err(fault) if fault.is_told_to_application() => return send_back(visit, &faults(fault)),
        Err(fault) => return fault.answer(),
    };
    let named = visit.params.string("user");
    let Some(user) = people(visit).into_iter().find(|user| Some(user.username.as_str()) == named) else {
        let sign_in = format!("{}/users/sign_in", visit.options.external_url);
        return redirect(sign_in);
    };
    let code = Code {
        client_id: asked.application.client_id.clone(),
        user_id: user.id,
        redirect_uri: asked.redirect_uri.to_owned(),
        scopes: asked.scopes,
        challenge: asked.challenge,
        created_at: visit.now,
        revoked: false,
    };
    let code = visit.world.oauth.add_code(code);
    send_back(visit, &[("code", code)])
}

/// `DELETE /oauth/authorize`, which a form sends as a POST with `_method`: the person does not agree.
pub(super) fn deny(visit: &Visit<'_>) -> Answer {
    match read(visit) {
        Ok(_) => send_back(visit, &faults(Fault::AccessDenied)),
        Err(fault) if fault.is_told_to_application() => send_back(visit, &faults(Fault::AccessDenied)),
        Err(fault) => fault.answer(),
    }
}

/// Reads the request in doorkeeper's order: the first fault is the one that is told.
fn read<'a>(visit: &'a Visit<'_>) -> Result<Asked<'a>, Fault> {
    let sent = |name: &'static str| visit.params.string(name);
    let client_id = sent("client_id").ok_or(Fault::Missing("client_id"))?;
    let application = visit.world.oauth.application(client_id).ok_or(Fault::UnknownClient)?;
    let redirect_uri = sent("redirect_uri")
        .filter(|address| application.returns_to(address))
        .ok_or(Fault::BadRedirectUri)?;
    if sent("response_type").ok_or(Fault::Missing("response_type"))? != "code" {
        return Err(Fault::BadResponseType);
    }
    let scopes = wanted_scopes(sent("scope"), application, &scopes::oauth(&visit.options.version))?;
    let challenge = match (sent("code_challenge"), sent("code_challenge_method")) {
        (None, _) => None,
        (Some(challenge), Some("S256")) => Some(Challenge::Sha256(challenge.to_owned())),
        (Some(challenge), Some("plain")) => Some(Challenge::Plain(challenge.to_owned())),
        (Some(_), _) => return Err(Fault::BadChallengeMethod),
    };
    Ok(Asked { application, redirect_uri, scopes, challenge })
}

/// The scopes asked for, `api` without a wish; nothing the application does not have.
fn wanted_scopes(
    wish: Option<&str>,
    application: &Application,
    known: &[&str],
) -> Result<Vec<String>, Fault> {
    let wish = wish.unwrap_or("api");
    let mut scopes: Vec<String> = Vec::new();
    for scope in wish.split_whitespace() {
        if !application.scopes.iter().any(|own| own == scope) || !known.contains(&scope) {
            return Err(Fault::BadScope);
        }
        if !scopes.iter().any(|earlier| earlier == scope) {
            scopes.push(scope.to_owned());
        }
    }
    if scopes.is_empty() || wish.contains(['\n', '\r', '\t']) { Err(Fault::BadScope) } else { Ok(scopes) }
}

/// Whoever could be signed in on GitLab's own pages.
fn people<'a>(visit: &'a Visit<'_>) -> Vec<&'a User> {
    let users = visit.world.users.values();
    users.filter(|user| user.kind == UserKind::Human && user.state == UserState::Active).collect()
}

fn faults(fault: Fault) -> [(&'static str, String); 2] {
    [("error", fault.name().to_owned()), ("error_description", fault.description())]
}

/// Sends the person back to the application, with the state as it came. Call it only once the address was found to be the
/// application's.
fn send_back(visit: &Visit<'_>, told: &[(&'static str, String)]) -> Answer {
    let address = visit.params.string("redirect_uri").unwrap_or_default();
    let (address, query) = address.split_once('?').unwrap_or((address, ""));
    let mut pairs = Serializer::new(String::new());
    let kept = form_urlencoded::parse(query.as_bytes());
    pairs.extend_pairs(
        kept.filter(|(name, _)| !told.iter().any(|(known, _)| name == known) && name != "state"),
    );
    pairs.extend_pairs(told);
    if let Some(state) = visit.params.string("state") {
        pairs.append_pair("state", state);
    }
    match &visit.world.oauth.iss {
        Iss::Absent => {}
        Iss::Own => {
            pairs.append_pair("iss", &visit.options.external_url);
        }
        Iss::Other(issuer) => {
            pairs.append_pair("iss", issuer);
        }
    }
    redirect(format!("{address}?{}", pairs.finish()))
}

fn redirect(address: String) -> Answer {
    Answer {
        status: StatusCode::FOUND,
        body: Body::Text("text/html; charset=utf-8", String::new()),
        headers: vec![("location", address)],
    }
}
