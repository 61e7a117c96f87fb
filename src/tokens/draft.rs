//! A token as typed into the Create form, and as GitLab can take it.

use chrono::NaiveDate;

use super::expiry::ExpiryFault;
use super::{ExpiryChoice, Lifetime, Scope};

/// Longest description GitLab accepts, in characters.
pub const DESCRIPTION_LIMIT: usize = 255;
/// Longest name GitLab accepts, in characters.
pub const NAME_LIMIT: usize = 255;

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
}

impl Default for Draft {
    fn default() -> Self {
        Self {
            name: String::new(),
            description: String::new(),
            scopes: Vec::new(),
            expiry: ExpiryChoice::InDays(30),
        }
    }
}

/// A draft that can be sent: the only way to ask GitLab for a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewToken {
    /// Trimmed, not empty.
    pub name: String,
    /// Trimmed; `None` when empty.
    pub description: Option<String>,
    /// Not empty.
    pub scopes: Vec<Scope>,
    /// The last day plus one, in UTC; `None` = never.
    pub expires_at: Option<NaiveDate>,
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
    /// The end is not acceptable.
    Expiry(ExpiryFault),
    /// No scope is chosen.
    ScopesMissing,
}

impl Draft {
    /// Checks the draft as GitLab will; all faults at once.
    pub fn check(&self, today: NaiveDate, lifetime: Lifetime) -> Result<NewToken, Vec<DraftFault>> {
        let name = self.name.trim();
        let description = self.description.trim();
        let expiry = self.expiry.resolve(today, lifetime);
        let mut faults = Vec::new();
        if name.is_empty() {
            faults.push(DraftFault::NameMissing);
        } else if name.chars().count() > NAME_LIMIT {
            faults.push(DraftFault::NameTooLong);
        }
        if description.chars().count() > DESCRIPTION_LIMIT {
            faults.push(DraftFault::DescriptionTooLong);
        }
        if let Err(fault) = expiry {
            faults.push(DraftFault::Expiry(fault));
        }
        if self.scopes.is_empty() {
            faults.push(DraftFault::ScopesMissing);
        }
        match expiry {
            Ok(expires_at) if faults.is_empty() => Ok(NewToken {
                name: name.to_owned(),
                description: (!description.is_empty()).then(|| description.to_owned()),
                scopes: self.scopes.clone(),
                expires_at,
            }),
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::tokens::date::parse_day;

    #[test]
    fn every_fault_of_a_draft_is_named_at_once() {
        let today = parse_day("2026-11-21").unwrap();
        let draft = Draft {
            name: String::from("  "),
            description: "é".repeat(256),
            scopes: Vec::new(),
            expiry: ExpiryChoice::On(today),
        };
        assert_eq!(
            draft.check(today, Lifetime::DEFAULT),
            Err(vec![
                DraftFault::NameMissing,
                DraftFault::DescriptionTooLong,
                DraftFault::Expiry(ExpiryFault::NotInFuture),
                DraftFault::ScopesMissing,
            ])
        );
    }

    #[test]
    fn a_good_draft_is_trimmed_and_dated() {
        let today = parse_day("2026-11-21").unwrap();
        let draft =
            Draft { name: String::from(" laptop "), scopes: vec![Scope::READ_API], ..Draft::default() };
        assert_eq!(
            draft.check(today, Lifetime::DEFAULT),
            Ok(NewToken {
                name: String::from("laptop"),
                description: None,
                scopes: vec![Scope::READ_API],
                expires_at: parse_day("2026-12-21"),
            })
        );
    }
}
