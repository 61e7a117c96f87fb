//! The kinds of token and the facts in which they differ: one static row a kind.
//!
//! Screens ask facts; only `tokens`, `gitlab::calls` and `gitlab::wire` match on the kind itself.

use super::Scope;

/// A kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person's own token; also a service account's.
    Personal,
    /// A token with which an administrator acts as a user.
    Impersonation,
}

/// Where tokens live: the list one looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The signed-in user.
    Myself,
    /// A user chosen by an administrator.
    User(u64),
    /// Every user of the instance, for an administrator.
    AllUsers,
}

/// How a kind differs from the others.
#[derive(Debug)]
pub struct Facts {
    /// The scopes one may choose for it, in the order of GitLab's own page.
    pub scopes: &'static [Scope],
    /// Whether its list takes the common filters (else the page filters alone).
    pub server_filters: bool,
    /// Whether a description can be given.
    pub has_description: bool,
    /// Whether leaving the end out is refused even though the field is optional.
    pub needs_expiry: bool,
}

static PERSONAL: Facts = Facts {
    scopes: &[
        Scope::READ_API,
        Scope::READ_USER,
        Scope::READ_REPOSITORY,
        Scope::WRITE_REPOSITORY,
        Scope::READ_REGISTRY,
        Scope::WRITE_REGISTRY,
        Scope::READ_VIRTUAL_REGISTRY,
        Scope::WRITE_VIRTUAL_REGISTRY,
        Scope::CREATE_RUNNER,
        Scope::MANAGE_RUNNER,
        Scope::AI_FEATURES,
        Scope::K8S_PROXY,
        Scope::SELF_ROTATE,
        Scope::READ_SERVICE_PING,
        Scope::API,
        Scope::ADMIN_MODE,
        Scope::SUDO,
    ],
    server_filters: true,
    has_description: true,
    needs_expiry: false,
};

// GITLAB: POST impersonation_tokens has no default for `expires_at`; an enforcing instance answers 400 without it.
static IMPERSONATION: Facts =
    Facts { scopes: PERSONAL.scopes, server_filters: false, has_description: true, needs_expiry: true };

/// The scopes `POST /user/personal_access_tokens` accepts from a person who is no administrator.
pub static OWN_TOKEN_SCOPES: &[Scope] = &[Scope::K8S_PROXY, Scope::SELF_ROTATE];

impl Kind {
    /// The row of facts of this kind.
    pub fn facts(self) -> &'static Facts {
        match self {
            Kind::Personal => &PERSONAL,
            Kind::Impersonation => &IMPERSONATION,
        }
    }
}
