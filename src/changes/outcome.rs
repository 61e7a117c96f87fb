//! What came of a change: `Done`, `NotDone` or `Unknown`.
//!
//! Only a 2xx with the expected body is `Done`. Only a refusal that this very request cannot have caused itself, when
//! the browser sent it twice, is `NotDone`. Everything else is `Unknown`, and never called a failure.

use crate::gitlab::error::Reason;
use crate::gitlab::{Error, Response, Transport};

use super::{Act, Change, Done};

/// The outcome of a change.
pub enum Outcome {
    /// It was done, and the answer is whole.
    Done(Done),
    /// It was refused; nothing has changed.
    NotDone(Error),
    /// It cannot be told from the answer.
    Unknown(Doubt),
}

/// What is known of an unknown outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// What came instead of an answer.
    pub cause: Error,
    /// GitLab said 2xx: it was done, only the rest of the answer is missing.
    pub accepted: bool,
}

impl Doubt {
    /// Whether GitLab says that the credential it came with was revoked.
    pub(super) fn is_about_revoked(&self) -> bool {
        self.cause.reason() == Some(&Reason::Revoked)
    }

    /// Whether GitLab itself has spoken, and so is through with it: a yes, or one of its own refusals. A lost connection
    /// and a word from something in between leave it at work.
    pub fn is_answered(&self) -> bool {
        // A conflict may be with the first of two sendings. (`Grant` is never said to a change.)
        let is_open = |reason: &Reason| {
            matches!(reason, Reason::Conflict | Reason::ServerFault | Reason::Other | Reason::Grant)
        };
        self.accepted || self.cause.reason().is_some_and(|reason| !is_open(reason))
    }
}

/// Judges the answer to a change.
pub fn judge(change: &Change, answer: Result<&Response, Transport>) -> Outcome {
    let cause = match answer.map_err(Error::from).and_then(|response| change.read(response)) {
        Ok(done) => return Outcome::Done(done),
        Err(cause) => cause,
    };
    if is_definite(&change.act, &cause) {
        Outcome::NotDone(cause)
    } else {
        Outcome::Unknown(Doubt { accepted: says_success(&cause), cause })
    }
}

/// Whether this refusal proves that nothing was done, even if the request was sent twice.
fn is_definite(act: &Act, cause: &Error) -> bool {
    let reason = match cause {
        // Never left the machine.
        Error::Transport(
            Transport::Offline | Transport::MixedContent | Transport::Policy | Transport::SignedOut,
        ) => return true,
        Error::Refused(refusal) => &refusal.reason,
        _ => return false,
    };
    let own_credential = matches!(act, Act::Rotate { is_self: true, .. } | Act::Revoke { is_self: true, .. });
    match reason {
        Reason::MissingScope(_)
        | Reason::MissingPermission
        | Reason::UserRefused
        | Reason::Forbidden
        | Reason::NoSuchEndpoint
        | Reason::NotAllowed
        // GITLAB: the limiter (Rack::Attack) answers before anything is carried out. That the first of two sendings was
        // carried out and only the second was limited needs a lost connection just where a minute's allowance ends. To
        // settle every limit by reading would ask more of a GitLab that asks for less, and would end the session after
        // each limited rotation of its own token. What was made so is still found: the next attempt knows the same
        // highest id and names it as a twin, or finds its target revoked.
        | Reason::TooManyRequests => true,
        // The first sending may have killed the very credential the second one came with.
        Reason::Unauthorized | Reason::Expired | Reason::Revoked | Reason::ImpersonationOff => {
            !own_credential
        }
        // The role that is missing now was missing before, unless the first sending ended the credential's own token.
        Reason::NotPermitted => !own_credential,
        // A second revoke finds nothing left to revoke, or refuses what the first one ended; old releases remove the bot.
        Reason::Invalid(_) | Reason::NotFound | Reason::BotGone => !matches!(act, Act::Revoke { .. }),
        // A second rotate finds the token the first one revoked. (`Grant` is never said to a change.)
        Reason::AlreadyRevoked | Reason::Grant | Reason::Conflict | Reason::ServerFault | Reason::Other => false,
    }
}

/// Whether it was GitLab that said 2xx: it always does in JSON, portals and proxies do not.
fn says_success(cause: &Error) -> bool {
    match cause {
        Error::Transport(Transport::Cut { status })
        | Error::Malformed { status, .. }
        | Error::Unexpected { status } => matches!(status, 200 | 201 | 204),
        _ => false,
    }
}
