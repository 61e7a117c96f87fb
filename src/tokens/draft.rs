//! A token as typed into the Create form, and as GitLab can take it.

use chrono::{DateTime, Utc};

use super::expiry::ExpiryFault;
use super::{AccessLevel, Expiry, ExpiryChoice, Kind, Lifetime, Scope, Token};

/// Longest description GitLab accepts, in characters.
pub const DESCRIPTION_LIMIT: usize = 255;
/// Longest name GitLab accepts, in characters; also of a deploy token's user name.
pub const NAME_LIMIT: usize = 255;

/// How a deploy token's user name begins where nobody chose one (`gitlab+deploy-token-<id>`).
const MADE_UP_USERNAME: &str = "gitlab+deploy-token-";

/// What was typed so far. Survives every failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Required.
    pub name: String,
    /// Optional, at most [`DESCRIPTION_LIMIT`] characters.
    pub description: String,
    /// At least one.
    pub scopes: Vec<Scope>,
    /// Always sent.
    pub expiry: ExpiryChoice,
    /// The role of a project or group token. GitLab's own default is Maintainer; less is the better start.
    pub access_level: AccessLevel,
    /// A deploy token's user name; GitLab makes one up where it is empty.
    pub username: String,
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            scopes: Vec::new(),
            expiry: ExpiryChoice::InDays(30),
            access_level: AccessLevel::DEVELOPER,
            username: String::new(),
        }
    }
}

/// A draft that can be sent: the only way to ask GitLab for a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// Trimmed, not empty.
    pub name: String,
    /// Trimmed; `None` when empty, or where the kind has none.
    pub description: Option<String>,
    /// Not empty.
    pub scopes: Vec<Scope>,
    /// When it shall end, in the form the kind takes.
    pub expiry: Expiry,
    /// The role, where the kind has one.
    pub access_level: Option<AccessLevel>,
    /// Trimmed; `None` when empty, or where the kind has none.
    pub username: Option<String>,
}

/// The fields of the form, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// `name`
    Name,
    /// `description`
    Description,
    /// `username`
    Username,
    /// `expires_at`
    Expiry,
    /// `access_level`
    Role,
    /// `scopes`
    Scopes,
}

impl Field {
    /// The field of one of GitLab's parameter names.
    pub fn named(parameter: &str) -> Option<Self> {
        Some(match parameter {
            "name" => Field::Name,
            "description" => Field::Description,
            "username" => Field::Username,
            "expires_at" => Field::Expiry,
            "access_level" => Field::Role,
            "scopes" => Field::Scopes,
            _ => return None,
        })
    }
}

/// What is wrong with a draft, field by field, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftFault {
    /// The name is empty.
    NameMissing,
    /// The name is over [`NAME_LIMIT`] characters.
    NameTooLong,
    /// The description is over [`DESCRIPTION_LIMIT`] characters.
    DescriptionTooLong,
    /// The user name is over [`NAME_LIMIT`] characters, or has others than letters, digits, `_`, `-`, `+`, `.`.
    UsernameUnfit,
    /// The end is not acceptable.
    Expiry(ExpiryFault),
    /// No scope is chosen.
    ScopesMissing,
}

impl DraftFault {
    /// Where it belongs.
    pub fn field(self) -> Field {
        match self {
            DraftFault::NameMissing | DraftFault::NameTooLong => Field::Name,
            DraftFault::DescriptionTooLong => Field::Description,
            DraftFault::UsernameUnfit => Field::Username,
            DraftFault::Expiry(_) => Field::Expiry,
            DraftFault::ScopesMissing => Field::Scopes,
        }
    }
}

impl Draft {
    /// One like this token: the same name, scopes, role and length of life. A token without a known beginning keeps its
    /// end as long as that is to come.
    pub fn like(token: &Token, now: DateTime<Utc>) -> Self {
        let default = Self::default();
        let expiry = match (token.lifetime_days(), token.expiry) {
            (Some(days), _) => ExpiryChoice::InDays(days),
            (None, Expiry::Never) => ExpiryChoice::Never,
            (None, Expiry::Instant(instant)) if instant > now => ExpiryChoice::At(instant),
            (None, Expiry::Day(_) | Expiry::Instant(_)) => default.expiry,
        };
        // The name GitLab makes up holds the token's own id.
        let own_name = |name: &&String| !name.starts_with(MADE_UP_USERNAME);
        Self {
            name: token.name.clone(),
            description: token.description.clone().unwrap_or_default(),
            scopes: token.scopes.clone(),
            expiry,
            access_level: token.access_level.unwrap_or(default.access_level),
            username: token.username.as_ref().filter(own_name).cloned().unwrap_or_default(),
        }
    }

    /// Checks the draft as GitLab will for this kind; all faults at once.
    pub fn check(
        &self,
        kind: Kind,
        now: DateTime<Utc>,
        lifetime: Lifetime,
    ) -> Result<NewToken, Vec<DraftFault>> {
        let facts = kind.facts();
        let name = self.name.trim();
        let description = if facts.has_description { self.description.trim() } else { "" };
        let username = if facts.has_username { self.username.trim() } else { "" };
        let expiry = self.expiry.resolve(now, lifetime);
        let mut faults = Vec::new();
        if name.is_empty() {
            faults.push(DraftFault::NameMissing);
        } else if name.chars().count() > NAME_LIMIT {
            faults.push(DraftFault::NameTooLong);
        }
        if description.chars().count() > DESCRIPTION_LIMIT {
            faults.push(DraftFault::DescriptionTooLong);
        }
        if !is_username(username) {
            faults.push(DraftFault::UsernameUnfit);
        }
        if let Err(fault) = expiry {
            faults.push(DraftFault::Expiry(fault));
        }
        if self.scopes.is_empty() {
            faults.push(DraftFault::ScopesMissing);
        }
        match expiry {
            Ok(expiry) if faults.is_empty() => Ok(NewToken {
                name: name.to_owned(),
                description: filled(description),
                scopes: self.scopes.clone(),
                expiry,
                access_level: facts.has_role.then_some(self.access_level),
                username: filled(username),
            }),
            _ => Err(faults),
        }
    }
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// GitLab's rule for the user name of a deploy token (`app/models/deploy_token.rb`); empty is allowed.
pub(super) fn is_username(text: &str) -> bool {
    text.len() <= NAME_LIMIT
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-+.".contains(&byte))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::tokens::date::{parse_day, parse_instant};

    fn now() -> DateTime<Utc> {
        parse_instant("2026-11-21T10:00:00Z").unwrap()
    }

    #[test]
    fn every_fault_of_a_draft_is_named_at_once() {
        let draft = Draft {
            name: String::from("  "),
            description: "é".repeat(256),
            expiry: ExpiryChoice::On(now().date_naive()),
            username: String::from("no spaces"),
            ..Draft::default()
        };
        let common = [DraftFault::Expiry(ExpiryFault::NotInFuture), DraftFault::ScopesMissing];
        for (kind, own) in
            [(Kind::Personal, DraftFault::DescriptionTooLong), (Kind::Deploy, DraftFault::UsernameUnfit)]
        {
            let faults: Vec<_> = [DraftFault::NameMissing, own].into_iter().chain(common).collect();
            assert_eq!(draft.check(kind, now(), kind.lifetime(true)), Err(faults), "{kind:?}");
        }
    }

    #[test]
    fn a_good_draft_is_trimmed_and_dated_and_has_what_its_kind_has() {
        let draft = Draft {
            name: String::from(" laptop "),
            description: String::from(" mine "),
            username: String::from(" ci+bot.1_x-y "),
            scopes: vec![Scope::READ_REPOSITORY],
            ..Draft::default()
        };
        let day = parse_day("2026-12-21").unwrap();
        let personal = NewToken {
            name: String::from("laptop"),
            description: Some(String::from("mine")),
            scopes: vec![Scope::READ_REPOSITORY],
            expiry: Expiry::Day(day),
            access_level: None,
            username: None,
        };
        let project = NewToken { access_level: Some(AccessLevel::DEVELOPER), ..personal.clone() };
        let deploy = NewToken {
            description: None,
            expiry: Expiry::Instant(parse_instant("2026-12-21T00:00:00Z").unwrap()),
            username: Some(String::from("ci+bot.1_x-y")),
            ..personal.clone()
        };
        for (kind, expected) in [
            (Kind::Personal, personal.clone()),
            (Kind::Impersonation, personal.clone()),
            (Kind::ServiceAccount, personal),
            (Kind::Project, project.clone()),
            (Kind::Group, project),
            (Kind::Deploy, deploy),
        ] {
            assert_eq!(draft.check(kind, now(), kind.lifetime(true)), Ok(expected), "{kind:?}");
        }
    }

    #[test]
    fn never_is_for_deploy_tokens_and_for_instances_that_do_not_enforce_an_end() {
        for (kind, is_enforced, allows_never) in [
            (Kind::Personal, true, false),
            (Kind::Personal, false, true),
            (Kind::Impersonation, false, false),
            (Kind::Project, true, false),
            (Kind::Group, false, true),
            (Kind::Deploy, true, true),
            (Kind::ServiceAccount, true, false),
        ] {
            assert_eq!(kind.lifetime(is_enforced).allows_never, allows_never, "{kind:?}");
        }
    }
}
