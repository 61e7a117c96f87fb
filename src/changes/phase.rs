//! What a person is shown of a change under way.

use super::{Doubt, Settlement};
use crate::gitlab::Error;

/// What a person sees of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    /// The form is open.
    Editing,
    /// What must be known first is read.
    Checking,
    /// Another tab is at it; nothing was sent.
    Elsewhere,
    /// Sent; no answer yet.
    Sending,
    /// Sent long ago; no answer yet.
    Waiting,
    /// Surely not done.
    Refused(Error),
    /// Unknown; being found out.
    Settling(Doubt),
    /// Unknown, and it could not be found out.
    Unsettled(Doubt),
    /// So far nothing was done, and GitLab may still be carrying it out: looked up again once that cannot be.
    NotYet(Doubt, Settlement),
    /// What is certain.
    Settled(Doubt, Settlement),
    /// Done.
    Done,
    /// Nothing was sent: the credential or the token it is about was found dead.
    NotSent,
    /// Nothing was sent: what must be known before could not be read.
    NotLooked(Before, Error),
}

/// What is read before a change is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    /// The list, to tell a new token from older ones.
    List,
    /// The session's credential, or the token it is about.
    Token,
}

/// Why a credential is not used any more after its own rotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lock {
    /// The answer was lost, and the new value with it.
    Lost(Doubt),
    /// GitLab took the browser's repeat for theft and has revoked what came of it; or the token was revoked before.
    Ended,
    /// The answer came after all, and it is a no: the old value still works.
    Kept,
}

impl Phase {
    /// Whether the form must stay as it is.
    pub fn is_busy(&self) -> bool {
        matches!(self, Phase::Checking | Phase::Sending | Phase::Waiting | Phase::Settling(_))
    }

    /// Whether the outcome is not known from the answer.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Phase::Settling(_) | Phase::Unsettled(_) | Phase::NotYet(..) | Phase::Settled(..))
    }
}
