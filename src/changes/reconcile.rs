//! Settles an unknown outcome by reading: what the list proves, and which tokens may have come of the change.

use crate::tokens::Token;

use super::{Act, Change};

/// What a fresh list says about a change of unknown outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// Nothing was created.
    NotCreated,
    /// These were created, by this request or by someone else meanwhile; their values were never seen.
    Created(Vec<u64>),
    /// The token still works; it was not rotated.
    NotRotated,
    /// The old value is dead. These replaced it, by this request or someone else's; none if it was just revoked.
    Rotated(Vec<u64>),
    /// The token is revoked.
    Revoked,
    /// The token is not revoked.
    NotRevoked,
    /// The token is not in the list any more.
    Gone,
    /// GitLab saw a used-up value again and has revoked every token that came of it.
    Ended,
}

impl Settlement {
    /// Whether it says that nothing was done: while GitLab may still be carrying the request out, that is so only so far.
    pub fn is_only_yet(&self) -> bool {
        match self {
            Settlement::NotCreated | Settlement::NotRotated | Settlement::NotRevoked | Settlement::Gone => {
                true
            }
            Settlement::Created(_) | Settlement::Rotated(_) | Settlement::Revoked | Settlement::Ended => {
                false
            }
        }
    }
}

/// What the list, read after the change, proves.
pub fn settle(change: &Change, tokens: &[Token]) -> Settlement {
    let target = change.target().and_then(|target| tokens.iter().find(|token| token.id == target.id));
    match (&change.act, target) {
        (Act::Create { .. }, _) => match candidates(change, tokens) {
            ids if ids.is_empty() => Settlement::NotCreated,
            ids => Settlement::Created(ids),
        },
        (Act::Rotate { .. }, Some(token)) if !token.revoked => Settlement::NotRotated,
        (Act::Rotate { .. }, Some(_)) => Settlement::Rotated(candidates(change, tokens)),
        (Act::Revoke { .. }, Some(token)) if !token.revoked => Settlement::NotRevoked,
        (Act::Revoke { .. }, Some(_)) => Settlement::Revoked,
        (Act::Revoke { .. }, None) if change.place.kind().facts().leaves_no_row => Settlement::Revoked,
        (Act::Rotate { .. } | Act::Revoke { .. }, None) => Settlement::Gone,
    }
}

/// Tokens that came of the same confirmation beside the one whose value was received: the browser sent it twice.
pub fn twins(change: &Change, received: u64, tokens: &[Token]) -> Vec<u64> {
    let mut ids = candidates(change, tokens);
    ids.retain(|id| *id != received);
    ids
}

/// Working tokens above the highest id known before, of the same user where that is known, name and scopes, made since
/// where GitLab's clock is known: the id alone proves that a token is newer than the list that was read.
fn candidates(change: &Change, tokens: &[Token]) -> Vec<u64> {
    let (name, scopes) = match &change.act {
        Act::Create { new, .. } => (&new.name, &new.scopes),
        Act::Rotate { token, .. } | Act::Revoke { token, .. } => (&token.name, &token.scopes),
    };
    let user_id = change.user_id();
    // A deploy token has neither a creation date nor a user: the name it is used with tells it from another's.
    let asked = match &change.act {
        Act::Create { new, .. } => new.username.as_deref(),
        Act::Rotate { .. } | Act::Revoke { .. } => None,
    };
    let has_username = |token: &Token| asked.is_none_or(|asked| token.username.as_deref() == Some(asked));
    let is_since = |token: &Token| match (token.created_at, change.not_before) {
        (Some(created_at), Some(not_before)) => created_at >= not_before,
        _ => true,
    };
    let is_candidate = |token: &&Token| {
        token.id > change.highest_known
            && !token.revoked
            && &token.name == name
            && same_scopes(&token.scopes, scopes)
            && (token.user_id.is_none() || user_id.is_none() || token.user_id == user_id)
            && is_since(token)
            && has_username(token)
    };
    tokens.iter().filter(is_candidate).map(|token| token.id).collect()
}

fn same_scopes(a: &[crate::tokens::Scope], b: &[crate::tokens::Scope]) -> bool {
    a.len() == b.len() && a.iter().all(|scope| b.contains(scope))
}
