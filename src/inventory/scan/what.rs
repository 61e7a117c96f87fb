//! What a scan reads: lists of tokens, and before them the lists that say where tokens may be.

use crate::gitlab::version::Abilities;
use crate::gitlab::{Profile, User};
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
    /// Whether it finds service accounts; there is one such list for each project and group.
    pub fn is_of_accounts(self) -> bool {
        matches!(self, Source::ServiceAccounts(_))
    }

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

/// What a project or group found in a source leads to, on a GitLab that can do this.
pub(super) fn leads(source: Source, profile: &Profile, abilities: Abilities) -> Vec<Named> {
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
    let is_offered = |what: &&What| match what {
        What::Find(_) => abilities.has_service_accounts(of),
        What::List(_) => true,
    };
    leads.iter().filter(is_offered).map(|what| what.named(&profile.path)).collect()
}

/// The tokens of a service account.
pub(super) fn account(of: Resource, user: &User) -> Named {
    What::List(Place::ServiceAccount(of, user.id)).named(&user.username)
}
