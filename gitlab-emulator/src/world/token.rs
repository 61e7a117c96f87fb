//! The two tables of tokens: access tokens of all kinds in one, deploy tokens in the other.

use chrono::{DateTime, NaiveDate, Utc};

use super::Place;
use crate::dates::midnight;

/// A personal, impersonation, project, group or service-account token.
#[derive(Clone, Debug)]
pub(crate) struct AccessToken {
    pub(crate) id: u64,
    pub(crate) user_id: u64,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) updated_at: DateTime<Utc>,
    pub(crate) expires_at: Option<NaiveDate>,
    pub(crate) last_used_at: Option<DateTime<Utc>>,
    /// At most five, the newest last.
    pub(crate) last_used_ips: Vec<String>,
    pub(crate) revoked: bool,
    pub(crate) impersonation: bool,
    pub(crate) granular: bool,
    /// The token this one replaced by rotation.
    pub(crate) previous_id: Option<u64>,
}

/// What a new access token is made of.
#[derive(Clone, Debug)]
pub(crate) struct NewToken {
    pub(crate) user_id: u64,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) scopes: Vec<String>,
    pub(crate) expires_at: Option<NaiveDate>,
    pub(crate) impersonation: bool,
}

/// A deploy token of a project or group.
#[derive(Clone, Debug)]
pub(crate) struct DeployToken {
    pub(crate) id: u64,
    pub(crate) place: Place,
    pub(crate) name: String,
    /// Empty means GitLab's own, made from the id.
    pub(crate) username: String,
    pub(crate) scopes: Vec<String>,
    pub(crate) expires_at: Option<DateTime<Utc>>,
    pub(crate) revoked: bool,
}

impl AccessToken {
    pub(crate) fn new(id: u64, new: NewToken, now: DateTime<Utc>) -> Self {
        Self {
            id,
            user_id: new.user_id,
            name: new.name,
            description: new.description,
            scopes: new.scopes,
            created_at: now,
            updated_at: now,
            expires_at: new.expires_at,
            last_used_at: None,
            last_used_ips: Vec::new(),
            revoked: false,
            impersonation: new.impersonation,
            granular: false,
            previous_id: None,
        }
    }

    /// A token ends at 00:00 UTC at the start of its date: with today's date it has ended.
    pub(crate) fn is_expired(&self, now: DateTime<Utc>) -> bool {
        self.expires_at.is_some_and(|date| midnight(date) <= now)
    }

    pub(crate) fn is_active(&self, now: DateTime<Utc>) -> bool {
        !self.revoked && !self.is_expired(now)
    }
}

impl DeployToken {
    pub(crate) fn username(&self) -> String {
        if self.username.is_empty() {
            format!("gitlab+deploy-token-{}", self.id)
        } else {
            self.username.clone()
        }
    }

    /// GitLab compares days here, and moments in the filter `active`: for part of a day they differ.
    pub(crate) fn is_expired(&self, now: DateTime<Utc>) -> bool {
        self.expires_at.is_some_and(|end| end.date_naive() < now.date_naive())
    }

    pub(crate) fn is_active(&self, now: DateTime<Utc>) -> bool {
        !self.revoked && self.expires_at.is_none_or(|end| end > now)
    }
}
