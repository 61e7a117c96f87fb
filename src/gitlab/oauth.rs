//! Signing in by OAuth 2.0 with PKCE (RFC 6749, 7636, 9207; <https://docs.gitlab.com/api/oauth2/>), as values: where the
//! browser goes, what is kept until it comes back, what is sent then, and how the answer is read.
//!
//! GitLab's token endpoint answers pages of other origins, but allows them few headers: everything is sent as a plain form,
//! without a credential beside it.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use zeroize::Zeroizing;

use super::error::Reason;
use super::http::push_encoded;
use super::server::PageScheme;
use super::{Credential, Error, Refusal, Response, Server, refusal, wire};
use crate::tokens::{Scope, Secret};

/// So long after it was begun a sign-in may come back: GitLab's codes live no longer.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);
/// What GitLab gives an access token, where it does not say.
const LIFETIME: TimeDelta = TimeDelta::hours(2);
/// What is believed of a lifetime that is told, in seconds: up to a year.
const LONGEST: i64 = 31_536_000;

/// This page as an application that somebody registered on a GitLab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The GitLab.
    pub server: Server,
    /// The application's id there.
    pub id: String,
    /// Where GitLab sends the browser back to: this page, as registered.
    pub redirect_uri: String,
}

/// A sign-in that was begun: kept by the tab until the browser comes back.
pub struct Pending {
    /// Who asks whom.
    pub client: Client,
    /// What is asked for.
    pub scope: Scope,
    /// Ties the answer to this question: at least 128 random bits, in signs that need no encoding.
    pub state: String,
    /// Proves, when the code is redeemed, that it was asked for here: 43 to 128 signs.
    pub verifier: Secret,
    /// When.
    pub begun: DateTime<Utc>,
    /// The fragment one came from.
    pub from: String,
}

impl Pending {
    /// GitLab's page of consent. `challenge` is base64url of the verifier's SHA-256.
    pub fn consent(&self, challenge: &str) -> String {
        let mut address = self.client.server.base();
        address += "/oauth/authorize";
        address.push('?');
        push_pairs(
            &mut address,
            &[
                ("client_id", &self.client.id),
                ("redirect_uri", &self.client.redirect_uri),
                ("response_type", "code"),
                ("state", &self.state),
                ("scope", self.scope.as_str()),
                ("code_challenge", challenge),
                ("code_challenge_method", "S256"),
            ],
        );
        address
    }

    /// As it is kept: a line for each part. It holds the verifier, so it is kept by the tab alone and read once.
    pub fn print(&self) -> Zeroizing<String> {
        let begun = self.begun.timestamp_millis().to_string();
        let parts = [
            self.client.server.base(),
            self.client.id.clone(),
            self.client.redirect_uri.clone(),
            self.scope.as_str().to_owned(),
            self.state.clone(),
            begun,
            self.from.clone(),
        ];
        // EXPOSE: without it the code cannot be redeemed after the page was left; alone it opens nothing.
        Zeroizing::new(format!("{}\n{}", parts.join("\n"), self.verifier.expose()))
    }

    /// Reads what was kept.
    pub fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut next = || lines.next().map(str::to_owned);
        let server = Server::parse(&next()?, PageScheme::Http, |_| None).ok()?;
        let client = Client { server, id: next()?, redirect_uri: next()? };
        let (scope, state) = (Scope::named(&next()?), next()?);
        let begun = DateTime::from_timestamp_millis(next()?.parse().ok()?)?;
        let (from, verifier) = (next()?, Secret::new(next().filter(|verifier| !verifier.is_empty())?));
        Some(Self { client, scope, state, verifier, begun, from })
    }

    /// What is sent for the code.
    pub fn redeem(&self, code: &Secret) -> Form {
        Form::new(
            "/oauth/token",
            &[
                ("grant_type", "authorization_code"),
                ("client_id", &self.client.id),
                ("redirect_uri", &self.client.redirect_uri),
                // EXPOSE: the code and its proof go to the GitLab that was asked, and nowhere else.
                ("code", code.expose()),
                // EXPOSE: as above.
                ("code_verifier", self.verifier.expose()),
            ],
        )
    }
}

/// What the browser came back with.
pub struct Callback {
    /// The state it names.
    pub state: String,
    /// The code, or what GitLab says instead (RFC 6749 4.1.2.1), such as `access_denied`.
    pub answer: Result<Secret, String>,
    /// Whom it says it comes from, if it does (RFC 9207).
    pub issuer: Option<String>,
}

/// Between the random part of a state and the portal's page: in no base64url, and needs no encoding.
const BACK_TO: char = '~';

/// The state of a sign-in that leaves a portal's frame: GitLab leads the whole window back to this page, and this page on to the
/// portal's, whose frame kept the question.
pub fn state_for_portal(random: &str, page: &str) -> String {
    format!("{random}{BACK_TO}{page}")
}

impl Callback {
    /// The portal's page from which it was asked, if it was.
    pub fn portal(&self) -> Option<&str> {
        self.state.split_once(BACK_TO).map(|(_, page)| page)
    }

    /// The portal's page, with this answer at the end of its fragment: `keyturn=` and the query that this page was led back with. The
    /// code in it opens nothing without what the frame kept.
    pub fn handed_to(&self, page: &str) -> Zeroizing<String> {
        let mut query = Zeroizing::new(String::new());
        let answer = match &self.answer {
            // EXPOSE: on its way to the frame that asked for it; see above.
            Ok(code) => ("code", code.expose()),
            Err(error) => ("error", error.as_str()),
        };
        push_pairs(&mut query, &[answer, ("state", &self.state)]);
        if let Some(issuer) = &self.issuer {
            query.push('&');
            push_pairs(&mut query, &[("iss", issuer)]);
        }
        let mut address = Zeroizing::new(page.to_owned());
        address.push(if page.contains('#') { '&' } else { '#' });
        push_pairs(&mut address, &[("keyturn", &query)]);
        address
    }
}

/// Why a sign-in that came back is not gone on with. Nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mismatch {
    /// This tab began none, or has finished it.
    NotBegun,
    /// It belongs to another one.
    OtherState,
    /// It comes from another GitLab than the one that was asked.
    OtherIssuer,
    /// It was begun too long ago.
    Late,
}

impl Callback {
    /// Whether this is the answer to what is pending. Whoever asks has forgotten it by then: each is good for one answer.
    pub fn check(&self, pending: Option<Pending>, now: DateTime<Utc>) -> Result<Pending, Mismatch> {
        let pending = pending.ok_or(Mismatch::NotBegun)?;
        if self.state != pending.state {
            return Err(Mismatch::OtherState);
        }
        let base = pending.client.server.base();
        if self.issuer.as_ref().is_some_and(|issuer| issuer.trim_end_matches('/') != base) {
            return Err(Mismatch::OtherIssuer);
        }
        if now < pending.begun || now - pending.begun > PATIENCE {
            return Err(Mismatch::Late);
        }
        Ok(pending)
    }
}

/// A form for one of OAuth's endpoints, already encoded. It may hold secrets: it is wiped when dropped.
pub struct Form {
    /// The path below the server's base.
    pub path: &'static str,
    /// `application/x-www-form-urlencoded`.
    pub body: Zeroizing<String>,
}

impl Form {
    fn new(path: &'static str, pairs: &[(&str, &str)]) -> Self {
        // Room for all of it at once: what grows leaves copies.
        let size = pairs.iter().map(|(name, value)| name.len() + 3 * value.len() + 2).sum();
        let mut body = Zeroizing::new(String::with_capacity(size));
        push_pairs(&mut body, pairs);
        Self { path, body }
    }

    /// A new access token for a refresh token, which dies of it.
    pub fn refresh(client: &Client, refresh: &Secret) -> Self {
        Self::new(
            "/oauth/token",
            &[
                ("grant_type", "refresh_token"),
                ("client_id", &client.id),
                ("redirect_uri", &client.redirect_uri),
                // EXPOSE: to the GitLab that issued it.
                ("refresh_token", refresh.expose()),
            ],
        )
    }

    /// Ends both tokens, by either of them.
    pub fn revoke(client: &Client, access: &Credential, refresh: Option<&Secret>) -> Self {
        // GITLAB: an access token that has ended by itself ends nothing, and GitLab says 200 all the same.
        let (token, hint) = match refresh {
            Some(refresh) => (refresh, "refresh_token"),
            None => (access.secret(), "access_token"),
        };
        // EXPOSE: to the GitLab that issued it.
        let token = token.expose();
        Self::new("/oauth/revoke", &[("client_id", &client.id), ("token", token), ("token_type_hint", hint)])
    }
}

/// What GitLab granted.
pub struct Grant {
    /// Opens the API.
    pub access: Secret,
    /// Good for the next one, once.
    pub refresh: Option<Secret>,
    /// How long the access token lives from now on.
    pub lifetime: TimeDelta,
    /// What it allows.
    pub scopes: Vec<Scope>,
}

/// The answer to a code or a refresh token.
pub fn grant(response: &Response) -> Result<Grant, Error> {
    if !response.is_success() {
        return Err(refused(response));
    }
    let mut object = wire::object(response)?;
    let lifetime = object.get("expires_in").and_then(Value::as_i64);
    let lifetime = lifetime.filter(|seconds| (0..=LONGEST).contains(seconds)).map(TimeDelta::seconds);
    let scopes = object.get("scope").and_then(Value::as_str).unwrap_or_default();
    let scopes = scopes.split_whitespace().map(Scope::named).collect();
    let is_bearer = |kind: &Value| kind.as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("bearer"));
    let is_bearer = object.get("token_type").is_none_or(is_bearer);
    let mut take = |name: &str| match object.remove(name) {
        Some(Value::String(text)) if !text.is_empty() => Some(Secret::new(text)),
        _ => None,
    };
    let (access, refresh) = (take("access_token"), take("refresh_token"));
    match access {
        Some(access) if is_bearer => {
            Ok(Grant { access, refresh, lifetime: lifetime.unwrap_or(LIFETIME), scopes })
        }
        _ => Err(Error::Unexpected { status: response.status }),
    }
}

/// The answer to a revocation: 200, whether or not there was anything to revoke.
pub fn revoked(response: &Response) -> Result<(), Error> {
    if response.is_success() { Ok(()) } else { Err(refused(response)) }
}

/// A 400 or 401 of these endpoints speaks by a code of RFC 6749 5.2.
fn refused(response: &Response) -> Error {
    let code = wire::parse(response).ok().and_then(|body| Some(body.get("error")?.as_str()?.to_owned()));
    match (response.status, code) {
        (400 | 401 | 403, Some(text)) => Error::Refused(Refusal {
            status: response.status,
            reason: Reason::Grant,
            text,
            request_id: response.request_id.clone(),
            retry_after: response.retry_after,
        }),
        _ => refusal::read(response),
    }
}

/// base64url (RFC 4648 5) without padding, as PKCE wants it.
pub fn base64url(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number = three.iter().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte));
        let number = number << (8 * (3 - three.len()));
        for sign in 0..=three.len() {
            let at = (number >> (18 - 6 * sign)) & 63;
            text.extend(usize::try_from(at).ok().and_then(|at| SIGNS.get(at)).map(|sign| char::from(*sign)));
        }
    }
    text
}

fn push_pairs(target: &mut String, pairs: &[(&str, &str)]) {
    for (number, (name, value)) in pairs.iter().enumerate() {
        if number > 0 {
            target.push('&');
        }
        target.push_str(name);
        target.push('=');
        push_encoded(target, value);
    }
}
