//! What a person confirmed, as it goes to GitLab.

use chrono::{DateTime, Utc};

use super::place_word::place_word;
use crate::gitlab::calls::{personal, token};
use crate::gitlab::version::Abilities;
use crate::gitlab::wire::{self, Issued};
use crate::gitlab::{Error, Request, Response};
use crate::tokens::{Expiry, NewToken, Place, Token};

/// One confirmed change: at most one request comes of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// What is to be done.
    pub act: Act,
    /// The list it is about: one kind in one place.
    pub place: Place,
    /// The highest token id seen before: only a token above it can come of this change.
    pub highest_known: u64,
    /// When it was confirmed.
    pub started_at: DateTime<Utc>,
    /// What came of it cannot have been made before this, by GitLab's clock; none while that clock is not known.
    pub not_before: Option<DateTime<Utc>>,
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
        /// The token whose place it takes, by id: that one works on until the person revokes it.
        replaces: Option<u64>,
    },
    /// Replace a token's value; the old one dies at once.
    Rotate {
        /// The token as it was seen alive.
        token: Token,
        /// The new end, always sent.
        expiry: Expiry,
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
    /// The one request of this change, to a GitLab of these abilities. Before it could be told to rotate "the token this
    /// comes with", that token was rotated by its id, as any other.
    pub fn request(&self, abilities: Abilities) -> Request {
        match &self.act {
            Act::Create { new, as_own: true, .. } => personal::create_own(new).request,
            Act::Create { new, .. } => token::create(self.place, new).request,
            Act::Rotate { expiry, is_self: true, .. } if abilities.rotates_self() => {
                personal::rotate_self(*expiry).request
            }
            Act::Rotate { token, expiry, .. } => token::rotate(self.place, token.id, *expiry).request,
            Act::Revoke { is_self: true, .. } => personal::revoke_self().request,
            Act::Revoke { token, .. } => token::revoke(self.place, token.id).request,
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

    /// The user every token that comes of it acts as, where that is known before: rotation keeps the bot.
    pub fn user_id(&self) -> Option<u64> {
        self.place.user_id().or_else(|| self.target()?.user_id)
    }

    /// Whether a list read afterwards can tell what came of it: not where none could be read before a new token was made,
    /// since then nothing in it can be told to be new.
    pub fn is_tellable(&self) -> bool {
        matches!(self.act, Act::Revoke { .. }) || self.highest_known != u64::MAX
    }

    /// The token whose place the new one takes, by id.
    pub fn replaces(&self) -> Option<u64> {
        match self.act {
            Act::Create { replaces, .. } => replaces,
            Act::Rotate { .. } | Act::Revoke { .. } => None,
        }
    }

    /// What of a GitLab it changes: two changes of the same name must not go on at once.
    pub fn lock_name(&self) -> String {
        match (self.target(), self.place) {
            (None, place) => format!("new {} {}", place_word(place), self.name()),
            (Some(token), Place::Deploy(_) | Place::DeployInstance) => format!("deploy {}", token.id),
            (Some(token), _) => format!("token {}", token.id),
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
