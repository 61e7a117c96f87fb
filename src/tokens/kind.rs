//! The kinds of token and the facts in which they differ: one static row a kind.
//!
//! Screens ask facts; only `tokens`, `gitlab::calls` and `gitlab::wire` match on the kind itself.

use super::{Lifetime, Scope, SortKey};

/// A kind of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A person's own token.
    Personal,
    /// A token with which an administrator acts as a user.
    Impersonation,
    /// A project access token.
    Project,
    /// A group access token.
    Group,
    /// A deploy token.
    Deploy,
    /// A token of a service account that a project or group manages.
    ServiceAccount,
}

/// How a kind differs from the others.
#[expect(clippy::struct_excessive_bools, reason = "a row of a table of yes and no")]
#[derive(Debug)]
pub struct Facts {
    /// The release, `(major, minor)`, since which its list exists.
    pub since: (u32, u32),
    /// The columns of its list, in order.
    pub columns: &'static [SortKey],
    /// The scopes one may choose for it, in the order of GitLab's own page.
    pub scopes: &'static [Scope],
    /// Whether a description can be given, where the release has them.
    pub has_description: bool,
    /// Whether it is made with a role of its own.
    pub has_role: bool,
    /// Whether it is used together with a user name.
    pub has_username: bool,
    /// When it may end.
    pub ending: Ending,
    /// Whether GitLab can rotate it; else it can only be replaced by another one.
    pub rotates: bool,
    /// Whether revoking it removes its row.
    pub leaves_no_row: bool,
}

/// The rule for the end of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// A UTC day within GitLab's limit; never, where the instance does not enforce an end.
    Day,
    /// The same, but leaving it out is refused even where GitLab calls the field optional.
    CompulsoryDay,
    /// Any instant, or never.
    Instant,
}

const PERSONAL_COLUMNS: &[SortKey] =
    &[SortKey::Name, SortKey::Scopes, SortKey::Created, SortKey::LastUsed, SortKey::Expires, SortKey::Status];

const RESOURCE_COLUMNS: &[SortKey] = &[
    SortKey::Name,
    SortKey::Role,
    SortKey::Scopes,
    SortKey::Created,
    SortKey::LastUsed,
    SortKey::Expires,
    SortKey::Status,
];

const DEPLOY_COLUMNS: &[SortKey] =
    &[SortKey::Name, SortKey::Username, SortKey::Scopes, SortKey::Expires, SortKey::Status];

static PERSONAL: Facts = Facts {
    since: (13, 6),
    columns: PERSONAL_COLUMNS,
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
    has_description: true,
    has_role: false,
    has_username: false,
    ending: Ending::Day,
    rotates: true,
    leaves_no_row: false,
};

// GITLAB: POST impersonation_tokens has no default for `expires_at`; an enforcing instance answers 400 without it.
static IMPERSONATION: Facts = Facts { since: (9, 0), ending: Ending::CompulsoryDay, ..PERSONAL };

static PROJECT: Facts = Facts {
    since: (13, 9),
    columns: RESOURCE_COLUMNS,
    scopes: &[
        Scope::READ_API,
        Scope::READ_REPOSITORY,
        Scope::WRITE_REPOSITORY,
        Scope::READ_REGISTRY,
        Scope::WRITE_REGISTRY,
        Scope::CREATE_RUNNER,
        Scope::MANAGE_RUNNER,
        Scope::AI_FEATURES,
        Scope::K8S_PROXY,
        Scope::SELF_ROTATE,
        Scope::API,
    ],
    has_role: true,
    ..PERSONAL
};

static GROUP: Facts = Facts {
    since: (14, 7),
    scopes: &[
        Scope::READ_API,
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
        Scope::API,
    ],
    ..PROJECT
};

static DEPLOY: Facts = Facts {
    since: (12, 9),
    columns: DEPLOY_COLUMNS,
    scopes: &[
        Scope::READ_REPOSITORY,
        Scope::READ_REGISTRY,
        Scope::WRITE_REGISTRY,
        Scope::READ_PACKAGE_REGISTRY,
        Scope::WRITE_PACKAGE_REGISTRY,
        Scope::READ_VIRTUAL_REGISTRY,
        Scope::WRITE_VIRTUAL_REGISTRY,
    ],
    has_description: false,
    has_role: false,
    has_username: true,
    ending: Ending::Instant,
    rotates: false,
    leaves_no_row: true,
};

// Service accounts of groups came with 16.1; when their tokens could be listed is not documented to the release.
static SERVICE_ACCOUNT: Facts = Facts { since: (17, 8), ..PERSONAL };

/// The scopes `POST /user/personal_access_tokens` accepts from a person who is no administrator.
pub static OWN_TOKEN_SCOPES: &[Scope] = &[Scope::K8S_PROXY, Scope::SELF_ROTATE];

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 6] =
        [Kind::Personal, Kind::Impersonation, Kind::Project, Kind::Group, Kind::Deploy, Kind::ServiceAccount];

    /// The row of facts of this kind.
    pub fn facts(self) -> &'static Facts {
        match self {
            Kind::Personal => &PERSONAL,
            Kind::Impersonation => &IMPERSONATION,
            Kind::Project => &PROJECT,
            Kind::Group => &GROUP,
            Kind::Deploy => &DEPLOY,
            Kind::ServiceAccount => &SERVICE_ACCOUNT,
        }
    }

    /// Its name in files that are written for machines, the same in every language.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Personal => "personal",
            Kind::Impersonation => "impersonation",
            Kind::Project => "project",
            Kind::Group => "group",
            Kind::Deploy => "deploy",
            Kind::ServiceAccount => "service account",
        }
    }

    /// The kind of a [`Self::word`].
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// How long it may live on an instance that does or does not enforce an end.
    pub fn lifetime(self, is_enforced: bool) -> Lifetime {
        match self.facts().ending {
            Ending::Instant => Lifetime::UNLIMITED,
            Ending::Day => Lifetime { allows_never: !is_enforced, ..Lifetime::DEFAULT },
            Ending::CompulsoryDay => Lifetime::DEFAULT,
        }
    }
}
