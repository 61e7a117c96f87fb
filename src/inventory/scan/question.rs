//! What is asked for a list, and what its answer leads to.

use super::what::{account, leads};
use super::{Job, Leads, Source, What};
use crate::gitlab::calls::{resource, token};
use crate::gitlab::version::Abilities;
use crate::gitlab::{Call, Page, Profile, User};
use crate::tokens::{AccessLevel, Resource, Token};

/// A request, by what its answer holds.
pub enum Question {
    /// Tokens; the answer is an [`super::Event::Listed`].
    Tokens(Call<Page<Token>>),
    /// Projects or groups, which [`places`] reads.
    Places(Source, Call<Page<Profile>>),
    /// The service accounts of a project or group, which [`accounts`] reads.
    Accounts(Resource, Call<Page<User>>),
}

impl Job {
    /// What it asks.
    pub fn question(&self) -> Question {
        let page = u32::try_from(self.cursor).unwrap_or(u32::MAX);
        let source = match self.what {
            What::List(place) => return Question::Tokens(token::list(place, page)),
            What::Find(source) => source,
        };
        let call = match source {
            Source::Projects => resource::maintained_projects(self.cursor),
            Source::OwnedGroups => resource::groups_as(AccessLevel::OWNER, page),
            Source::MaintainedGroups => resource::groups_as(AccessLevel::MAINTAINER, page),
            Source::ServiceAccounts(of) => {
                return Question::Accounts(of, resource::service_accounts(of, page));
            }
        };
        Question::Places(source, call)
    }
}

/// What a page of projects or groups leads to, on a GitLab that can do this.
pub fn places(source: Source, page: &Page<Profile>, abilities: Abilities) -> Leads {
    let places = page.rows.iter().flat_map(|profile| leads(source, profile, abilities)).collect();
    let (total, next) = match source {
        // Read on after the highest id, until nothing comes; what GitLab counts is only the rest.
        Source::Projects => (None, page.rows.iter().map(|profile| profile.resource.id()).max()),
        _ => (page.total, page.next.map(u64::from)),
    };
    Leads { places, odd_rows: page.odd_rows, total, next }
}

/// What a page of service accounts leads to.
pub fn accounts(of: Resource, page: &Page<User>) -> Leads {
    let places = page.rows.iter().map(|user| account(of, user)).collect();
    Leads { places, odd_rows: page.odd_rows, total: page.total, next: page.next.map(u64::from) }
}
