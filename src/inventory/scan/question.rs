//! What is asked for a list, and what its answer leads to.

use std::sync::Arc;

use super::what::{account, home, leads};
use super::{Job, Leads, Scan, Source, What};
use crate::gitlab::calls::{resource, token, user};
use crate::gitlab::page::Next;
use crate::gitlab::version::Abilities;
use crate::gitlab::{Call, Page, Profile, User};
use crate::tokens::{AccessLevel, Token};

/// A request, by what its answer holds.
pub enum Question {
    /// Tokens; the answer is an [`super::Event::Listed`].
    Tokens(Call<Page<Token>>),
    /// Projects or groups, which [`places`] reads.
    Places(Source, Call<Page<Profile, u64>>),
    /// One project or group, which [`place`] reads.
    Place(Source, Call<Profile>),
    /// The service accounts of a project or group, or all users, which [`users`] reads.
    Users(Source, Call<Page<User, Next>>),
}

impl Scan {
    /// What a request asks of a GitLab that can do this.
    pub fn question(&self, job: Job, abilities: Abilities) -> Question {
        let reading = self.readings.at(job.what).map(|at| self.readings.get(at));
        let after = reading.and_then(|reading| reading.after.as_deref());
        let is_first = job.cursor == 1 && abilities.pages_users_by_keyset();
        match job.what {
            What::Find(source @ Source::Bots) if is_first || after.is_some() => {
                Question::Users(source, user::list_after(after))
            }
            _ => job.question(),
        }
    }
}

impl Job {
    /// What it asks by its number.
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
            Source::Home(of) => return Question::Place(source, resource::get(of)),
            Source::ServiceAccounts(of) => {
                let request = resource::service_accounts(of, page).request;
                return Question::Users(source, Call { request, read: user::goes_on });
            }
            Source::Bots => {
                let request = user::list(page).request;
                return Question::Users(source, Call { request, read: user::goes_on });
            }
        };
        Question::Places(source, call)
    }
}

/// What a page of projects or groups leads to, on a GitLab that can do this.
pub fn places(source: Source, page: &Page<Profile, u64>, abilities: Abilities) -> Leads {
    let places = page.rows.iter().flat_map(|profile| leads(source, profile, abilities)).collect();
    Leads {
        places,
        users: Vec::new(),
        odd_rows: page.odd_rows,
        total: page.total,
        next: page.next.map(Next::Number),
    }
}

/// What one project or group leads to.
pub fn place(source: Source, profile: &Profile, abilities: Abilities) -> Leads {
    let places = leads(source, profile, abilities);
    Leads { places, users: Vec::new(), odd_rows: 0, total: None, next: None }
}

/// What a page of users leads to: the tokens of each, or where the bots among them live, and what all of them are called.
pub fn users(source: Source, page: &Page<User, Next>) -> Leads {
    let name = |user: &User| (user.id, Arc::from(user.username.as_str()));
    let (places, users) = match source {
        Source::ServiceAccounts(of) => (page.rows.iter().map(|user| account(of, user)).collect(), Vec::new()),
        _ => (page.rows.iter().filter_map(home).collect(), page.rows.iter().map(name).collect()),
    };
    Leads { places, users, odd_rows: page.odd_rows, total: page.total, next: page.next.clone() }
}
