//! One function turns (error, what was attempted) into headline, detail and next step.

use super::Words;
use super::error::Say;
use crate::changes::Before;
use crate::gitlab::error::Reason;
use crate::gitlab::{Error, Refusal, Transport};
use crate::tokens::{AccessLevel, Place};

/// What was attempted when it went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Find out whether a server is a GitLab.
    FindServer,
    /// Sign in with a token.
    SignIn,
    /// Read a record.
    Read,
    /// Find a project or group.
    FindPlace,
    /// Read a list of tokens.
    List(Place),
    /// Look at a token before it is changed, and at the credential.
    Look(Place),
    /// Create a token.
    Create(Place),
    /// Rotate a token.
    Rotate(Place),
    /// Revoke a token.
    Revoke(Place),
}

impl Attempt {
    /// What is read before a change there is sent.
    pub fn before(before: Before, place: Place) -> Self {
        match before {
            Before::List => Attempt::List(place),
            Before::Token => Attempt::Look(place),
        }
    }

    /// The list it was about, and whether something was to be changed there.
    fn place(self) -> Option<(Place, bool)> {
        match self {
            Attempt::FindServer | Attempt::SignIn | Attempt::Read | Attempt::FindPlace => None,
            Attempt::List(place) | Attempt::Look(place) => Some((place, false)),
            Attempt::Create(place) | Attempt::Rotate(place) | Attempt::Revoke(place) => Some((place, true)),
        }
    }

    /// The role GitLab wants for it, where roles decide.
    pub(super) fn least_role(self) -> Option<AccessLevel> {
        self.place().and_then(|(place, is_change)| place.least_role(is_change))
    }
}

/// What a person is told. Shown in exactly one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What is true, in a few words.
    pub headline: String,
    /// What it means.
    pub detail: String,
    /// What to do next.
    pub step: String,
    /// GitLab's own sentence, where it gave one.
    pub quote: Option<String>,
    /// GitLab's request id, where it gave one.
    pub request_id: Option<String>,
}

impl Trouble {
    /// Where it is known what to say, and GitLab gave a sentence of its own or none.
    pub fn of(say: &Say, quote: Option<String>) -> Self {
        Self {
            headline: say.headline.to_owned(),
            detail: say.detail.to_owned(),
            step: say.step.to_owned(),
            quote,
            request_id: None,
        }
    }
}

/// The words for an error. Those for the answer to a change: [`super::trouble_of_change`].
pub fn trouble(words: &Words, error: &Error, attempt: Attempt) -> Trouble {
    fill(choose(words, error, attempt), error, attempt)
}

/// What is said, with what it is about in it.
pub(super) fn fill(say: &Say, error: &Error, attempt: Attempt) -> Trouble {
    let refusal = match error {
        Error::Refused(refusal) => Some(refusal),
        _ => None,
    };
    // Where GitLab names no scope, as to a fine-grained token that lacks a permission: `api` opens everything.
    let scopes = match error.reason() {
        Some(Reason::MissingScope(scopes)) if !scopes.is_empty() => scopes.join(", "),
        _ => String::from("api"),
    };
    let role = attempt.least_role().and_then(AccessLevel::name).unwrap_or_default();
    let since = attempt.place().map(|(place, _)| place.kind().facts().since);
    let since = since.map(|(major, minor)| format!("{major}.{minor}")).unwrap_or_default();
    let filled =
        [("{status}", status(error)), ("{scopes}", scopes), ("{role}", role.to_owned()), ("{since}", since)];
    Trouble {
        headline: say.headline.to_owned(),
        detail: filled.iter().fold(say.detail.to_owned(), |text, (mark, value)| text.replace(mark, value)),
        step: say.step.to_owned(),
        quote: refusal.and_then(quote),
        request_id: refusal.and_then(|refusal| refusal.request_id.clone()),
    }
}

pub(super) fn choose(words: &Words, error: &Error, attempt: Attempt) -> &'static Say {
    let (say, silence) = (words.error.say, words.error.silence);
    match error {
        Error::Transport(cause) => match cause {
            Transport::Offline => &silence.offline,
            Transport::MixedContent => &silence.mixed_content,
            Transport::Policy => &silence.policy,
            Transport::Withheld => &silence.withheld,
            Transport::Unreachable => &silence.unreachable,
            Transport::Private => &silence.private,
            Transport::Cut { .. } => &silence.cut,
            Transport::Late => &silence.late,
            Transport::SignedOut => &silence.signed_out,
            Transport::Redirected if attempt == Attempt::FindPlace => &words.error.denied.moved,
            Transport::Redirected => &say.portal,
        },
        Error::NotJson { html: true, .. } => &say.portal,
        // A limit or a fault of a server says nothing about what it is.
        Error::Refused(Refusal { reason: Reason::TooManyRequests, .. }) => &say.too_many,
        Error::Refused(Refusal { reason: Reason::ServerFault, .. }) => &say.server_fault,
        _ if attempt == Attempt::FindServer => &say.not_gitlab,
        Error::NotJson { .. } | Error::Malformed { .. } | Error::Unexpected { .. } => &say.unreadable,
        Error::Refused(refusal) => refused(words, refusal, attempt),
    }
}

fn refused(words: &Words, refusal: &Refusal, attempt: Attempt) -> &'static Say {
    let (say, denied) = (words.error.say, words.error.denied);
    let roles_decide = attempt.least_role().is_some();
    match (&refusal.reason, attempt) {
        (Reason::Unauthorized, Attempt::SignIn) => &say.unknown_credential,
        // GITLAB: 401 to a living credential is a role that is too low.
        (Reason::Unauthorized | Reason::Forbidden, _) if roles_decide => &denied.role_too_low,
        (Reason::Unauthorized, _) => &say.unauthorized,
        (Reason::Expired, _) => &say.expired,
        (Reason::Revoked, _) => &say.revoked,
        (Reason::ImpersonationOff, _) => &say.impersonation_off,
        (Reason::MissingScope(_) | Reason::MissingPermission, Attempt::SignIn) => &say.scope_to_sign_in,
        (Reason::MissingScope(_) | Reason::MissingPermission, _) => &say.missing_scope,
        (Reason::UserRefused, _) => &say.user_refused,
        (Reason::Forbidden | Reason::NotPermitted | Reason::BotGone, _) => &say.forbidden,
        (Reason::Invalid(_) | Reason::AlreadyRevoked | Reason::Conflict | Reason::Other, _) => &say.invalid,
        (Reason::NotFound, Attempt::FindPlace) => &denied.no_place,
        // GITLAB: for a service account that is gone it says "User Not Found".
        (Reason::NotFound, Attempt::List(_)) if roles_decide && !refusal.text.starts_with("User") => {
            &denied.no_place
        }
        (Reason::NotFound, _) => &say.not_found,
        (Reason::NoSuchEndpoint, Attempt::List(_)) => &denied.no_kind,
        (Reason::NoSuchEndpoint | Reason::NotAllowed, _) => &say.no_endpoint,
        (Reason::Grant, _) if refusal.text.contains("client") => &say.application,
        (Reason::Grant, _) => &say.grant,
        (Reason::TooManyRequests | Reason::ServerFault, _) => &say.server_fault,
    }
}

fn quote(refusal: &Refusal) -> Option<String> {
    Some(refusal.text.clone()).filter(|text| !text.is_empty())
}

fn status(error: &Error) -> String {
    match error {
        Error::Refused(refusal) => refusal.status.to_string(),
        Error::NotJson { status, .. }
        | Error::Malformed { status, .. }
        | Error::Unexpected { status }
        | Error::Transport(Transport::Cut { status }) => status.to_string(),
        Error::Transport(_) => String::new(),
    }
}
