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
    /// All users of the instance, for an administrator: the bots among them say which projects and groups have tokens.
    Bots,
    /// The project or group of a bot: what it is called, and then its tokens.
    Home(Resource),
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
    /// Whether there is one such list for each project or group.
    pub fn is_of_one(self) -> bool {
        matches!(self, Source::ServiceAccounts(_) | Source::Home(_))
    }

    /// Its name in files, the same in every language.
    pub fn word(self) -> &'static str {
        match self {
            Source::Projects => "search for projects",
            Source::OwnedGroups => "search for own groups",
            Source::MaintainedGroups => "search for maintained groups",
            Source::ServiceAccounts(_) => "search for service accounts",
            Source::Bots => "search for bots",
            Source::Home(_) => "search for the home of a bot",
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

/// What an administrator may add: the lists of every project and group that has tokens, wherever that is. The tokens themselves are known
/// from the list of all users; what is read here is where they live and with which role, for two requests each.
pub fn instance() -> Vec<Named> {
    vec![What::Find(Source::Bots).named("")]
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
        Source::Home(_) => &[What::List(Place::Resource(of))],
        Source::ServiceAccounts(_) | Source::Bots => &[],
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

/// Where a bot lives.
pub(super) fn home(user: &User) -> Option<Named> {
    user.bot_of().map(|of| What::Find(Source::Home(of)).named(&user.username))
}
