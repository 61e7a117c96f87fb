//! What a person confirmed, as it goes to GitLab.

use chrono::{DateTime, NaiveDate, Utc};

use crate::gitlab::calls::{impersonation, personal};
use crate::gitlab::wire::{self, Issued};
use crate::gitlab::{Error, Request, Response};
use crate::tokens::{Kind, NewToken, Token};

/// One confirmed change: at most one request comes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is to be done.
    pub act: Act,
    /// The kind of token.
    pub kind: Kind,
    /// The user whose tokens these are.
    pub user_id: u64,
    /// The highest token id seen before: only a token above it can come of this change.
    pub highest_known: u64,
    /// When it was confirmed.
    pub started_at: DateTime<Utc>,
}

/// The three acts.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Make a new token.
    Create {
        /// What is asked for.
        new: NewToken,
        /// For oneself, without administrator rights: few scopes are accepted.
        as_own: bool,
    },
    /// Replace a token's value; the old one dies at once.
    Rotate {
        /// The token as it was seen alive.
        token: Token,
        /// The new end, always sent.
        expires_at: Option<NaiveDate>,
        /// Whether it is the credential of this session.
        is_self: bool,
    },
    /// End a token.
    Revoke {
        /// The token as it was seen.
        token: Token,
        /// Whether it is the credential of this session.
        is_self: bool,
    },
}

/// What a done change leaves.
#[cfg_attr(
    not(target_arch = "wasm32"),
    expect(clippy::large_enum_variant, reason = "one exists at a time, and it is taken apart at once")
)]
pub enum Done {
    /// A new token with its one-time value.
    Issued(Issued),
    /// Revoked; nothing to show.
    Revoked,
}

impl Change {
    /// The one request of this change.
    pub fn request(&self) -> Request {
        match (&self.act, self.kind) {
            (Act::Create { new, as_own: true }, Kind::Personal) => personal::create_own(new).request,
            (Act::Create { new, .. }, Kind::Personal) => personal::create_for(self.user_id, new).request,
            (Act::Create { new, .. }, Kind::Impersonation) => {
                impersonation::create(self.user_id, new).request
            }
            (Act::Rotate { expires_at, is_self: true, .. }, _) => personal::rotate_self(*expires_at).request,
            (Act::Rotate { token, expires_at, .. }, _) => personal::rotate(token.id, *expires_at).request,
            (Act::Revoke { is_self: true, .. }, _) => personal::revoke_self().request,
            (Act::Revoke { token, .. }, Kind::Personal) => personal::revoke(token.id).request,
            (Act::Revoke { token, .. }, Kind::Impersonation) => {
                impersonation::revoke(self.user_id, token.id).request
            }
        }
    }

    /// Reads the answer to [`Change::request`].
    pub fn read(&self, response: &Response) -> Result<Done, Error> {
        match self.act {
            Act::Create { .. } | Act::Rotate { .. } => wire::issued(response).map(Done::Issued),
            Act::Revoke { .. } => wire::nothing(response).map(|()| Done::Revoked),
        }
    }

    /// The token it is about; none for a creation.
    pub fn target(&self) -> Option<&Token> {
        match &self.act {
            Act::Create { .. } => None,
            Act::Rotate { token, .. } | Act::Revoke { token, .. } => Some(token),
        }
    }

    /// The name it is about, for every sentence.
    pub fn name(&self) -> &str {
        match &self.act {
            Act::Create { new, .. } => &new.name,
            Act::Rotate { token, .. } | Act::Revoke { token, .. } => &token.name,
        }
    }

    /// Whether the credential of this session is what it changes.
    pub fn is_self(&self) -> bool {
        match self.act {
            Act::Create { .. } => false,
            Act::Rotate { is_self, .. } | Act::Revoke { is_self, .. } => is_self,
        }
    }
}
