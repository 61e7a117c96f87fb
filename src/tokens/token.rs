//! One row of a token list, whatever its kind.

use chrono::{DateTime, Utc};

use super::{AccessLevel, Expiry, Scope};

/// When a token was last used, as far as this GitLab tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LastUsed {
    /// This version, or this kind of token, does not say.
    NotTold,
    /// Never yet.
    Never,
    /// At this instant; GitLab refreshes it about every ten minutes.
    At(DateTime<Utc>),
}

/// A token without its value: everything a GitLab list tells about it.
///
/// GitLab's docs: <https://docs.gitlab.com/api/personal_access_tokens/>.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// GitLab's id; only grows, and changes when a token is rotated.
    pub id: u64,
    /// The name a person gave it. Shown as text only, never trusted.
    pub name: String,
    /// Since 17.7.
    pub description: Option<String>,
    /// What a deploy token is used together with.
    pub username: Option<String>,
    /// In the order GitLab gave them, unknown ones included.
    pub scopes: Vec<Scope>,
    /// Whom it acts as: a person, a bot or a service account.
    pub user_id: Option<u64>,
    /// Absent for deploy tokens.
    pub created_at: Option<DateTime<Utc>>,
    /// When it last authenticated a request.
    pub last_used: LastUsed,
    /// Up to five addresses, newest GitLab only.
    pub last_used_ips: Vec<String>,
    /// When it ends.
    pub expiry: Expiry,
    /// Revoked, or replaced by rotation.
    pub revoked: bool,
    /// Role of a project or group token.
    pub access_level: Option<AccessLevel>,
    /// Whether GitLab marks it as an impersonation token.
    pub impersonation: bool,
    /// Every field of the answer that has no place above, as (name, JSON text), in no particular order. GitLab's own
    /// `active` and `expired` are among them: what the page shows it works out itself ([`super::Status`]).
    pub other_fields: Vec<(String, String)>,
    /// Which of [`Token::FIELDS`] the answer had, a bit for each: above, an empty one looks as one that was not told.
    pub told: u16,
}

impl Token {
    /// GitLab's names of the fields that have a place of their own.
    pub const FIELDS: [&str; 13] = [
        "id",
        "name",
        "description",
        "username",
        "scopes",
        "user_id",
        "created_at",
        "last_used_at",
        "last_used_ips",
        "expires_at",
        "revoked",
        "access_level",
        "impersonation",
    ];

    /// A token with nothing but an id and a name: active, without an end.
    pub fn named(id: u64, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            description: None,
            username: None,
            scopes: Vec::new(),
            user_id: None,
            created_at: None,
            last_used: LastUsed::NotTold,
            last_used_ips: Vec::new(),
            expiry: Expiry::Never,
            revoked: false,
            access_level: None,
            impersonation: false,
            other_fields: Vec::new(),
            told: 0,
        }
    }

    /// The length of its life in days, where both ends are known; what "keep the length" means on rotation.
    pub fn lifetime_days(&self) -> Option<u32> {
        let days = (self.expiry.ends_at()?.date_naive() - self.created_at?.date_naive()).num_days();
        u32::try_from(days).ok().filter(|days| *days > 0)
    }
}
