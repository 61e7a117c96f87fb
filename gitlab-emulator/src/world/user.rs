//! People, the hidden users behind project and group tokens, and service accounts: one table, as in GitLab.

use chrono::{DateTime, Utc};

use super::Place;

/// An account.
#[derive(Clone, Debug)]
pub(crate) struct User {
    pub(crate) id: u64,
    pub(crate) namespace_id: u64,
    pub(crate) username: String,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) kind: UserKind,
    pub(crate) state: UserState,
    pub(crate) is_admin: bool,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) created_by: Option<u64>,
    pub(crate) last_activity_on: Option<DateTime<Utc>>,
}

/// Whose account it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum UserKind {
    Human,
    /// Lives only for the access token of a project or group.
    Bot(Place),
    /// A service account of a group or project, or of the whole instance.
    ServiceAccount(Option<Place>),
}

/// Whether the account may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UserState {
    Active,
    Blocked,
    Deactivated,
}

impl User {
    pub(crate) fn new(
        id: u64,
        namespace_id: u64,
        username: &str,
        name: &str,
        kind: UserKind,
        created_at: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            namespace_id,
            username: username.to_owned(),
            name: name.to_owned(),
            email: format!("{username}@example.com"),
            kind,
            state: UserState::Active,
            is_admin: false,
            created_at,
            created_by: None,
            last_activity_on: None,
        }
    }

    pub(crate) fn is_bot(&self) -> bool {
        matches!(self.kind, UserKind::Bot(_))
    }
}

impl UserState {
    pub(crate) fn as_text(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Blocked => "blocked",
            Self::Deactivated => "deactivated",
        }
    }
}
