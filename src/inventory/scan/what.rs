//! What a scan reads: lists of tokens, and before them the lists that say where tokens may be.

use crate::gitlab::{Page, Profile, User};
use crate::tokens::{Place, Resource};

/// One list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// A list of places.
    Find(Source),
    /// A list of tokens.
    List(Place),
}

/// Where places are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The projects in which one is at least Maintainer. Read by `id_after`: an offset ends at 50,000 rows.
    Projects,
    /// The groups of which one is Owner: their access tokens and service accounts.
    OwnedGroups,
    /// The groups in which one is at least Maintainer: their deploy tokens can be looked at.
    MaintainedGroups,
    /// The service accounts of a project or group.
    ServiceAccounts(Resource),
}

/// A list, and what it is called on GitLab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Which.
    pub what: What,
    /// A full path or a user name.
    pub path: String,
}

impl What {
    fn named(self, path: &str) -> Named {
        Named { what: self, path: path.to_owned() }
    }
}

impl Source {
    /// Its name in files, the same in every language.
    pub fn word(self) -> &'static str {
        match self {
            Source::Projects => "search for projects",
            Source::OwnedGroups => "search for own groups",
            Source::MaintainedGroups => "search for maintained groups",
            Source::ServiceAccounts(_) => "search for service accounts",
        }
    }
}

/// Where a scan begins for this person. An administrator's lists of the whole instance come on top: they hold every personal token,
/// and every deploy token, but not the project and group tokens.
pub fn roots(user: &User) -> Vec<Named> {
    let mut roots = vec![What::List(Place::User(user.id)).named(&user.username)];
    if user.is_admin {
        roots.extend([Place::AllUsers, Place::DeployInstance].map(|place| What::List(place).named("")));
    }
    roots.extend(
        [Source::OwnedGroups, Source::MaintainedGroups, Source::Projects].map(|s| What::Find(s).named("")),
    );
    roots
}

/// What a project or group found in a source leads to.
pub fn leads(source: Source, profile: &Profile) -> Vec<Named> {
    let of = profile.resource;
    let leads: &[What] = match source {
        Source::Projects => &[
            What::List(Place::Resource(of)),
            What::List(Place::Deploy(of)),
            What::Find(Source::ServiceAccounts(of)),
        ],
        Source::OwnedGroups => &[What::List(Place::Resource(of)), What::Find(Source::ServiceAccounts(of))],
        Source::MaintainedGroups => &[What::List(Place::Deploy(of))],
        Source::ServiceAccounts(_) => &[],
    };
    leads.iter().map(|what| what.named(&profile.path)).collect()
}

/// Where the list of projects goes on: after the highest id, until nothing comes.
pub fn next_projects(page: &Page<Profile>) -> Option<u64> {
    page.rows.iter().map(|profile| profile.resource.id()).max()
}

/// The tokens of a service account.
pub fn account(of: Resource, user: &User) -> Named {
    What::List(Place::ServiceAccount(of, user.id)).named(&user.username)
}
