//! Where tokens live: each list Keyturn can show, one kind in one place.

use super::{AccessLevel, Kind};

/// A project or a group, by GitLab's id; the two count their ids apart. GitLab's own word for either.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// A project.
    Project(u64),
    /// A group.
    Group(u64),
}

/// A list of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A user's personal tokens.
    User(u64),
    /// The personal tokens of every user, for an administrator.
    AllUsers,
    /// A user's impersonation tokens, for an administrator.
    Impersonation(u64),
    /// The access tokens of a project or group.
    Resource(Resource),
    /// The deploy tokens of a project or group.
    Deploy(Resource),
    /// Every deploy token of the instance, for an administrator. It can only be read.
    DeployInstance,
    /// The tokens of a service account, and the project or group that manages it.
    ServiceAccount(Resource, u64),
}

impl Resource {
    /// GitLab's id.
    pub fn id(self) -> u64 {
        match self {
            Resource::Project(id) | Resource::Group(id) => id,
        }
    }
}

impl Place {
    /// The kind of token that lives here.
    pub fn kind(self) -> Kind {
        match self {
            Place::User(_) | Place::AllUsers => Kind::Personal,
            Place::Impersonation(_) => Kind::Impersonation,
            Place::Resource(Resource::Project(_)) => Kind::Project,
            Place::Resource(Resource::Group(_)) => Kind::Group,
            Place::Deploy(_) | Place::DeployInstance => Kind::Deploy,
            Place::ServiceAccount(..) => Kind::ServiceAccount,
        }
    }

    /// The project or group it belongs to, if to one.
    pub fn resource(self) -> Option<Resource> {
        match self {
            Place::Resource(resource) | Place::Deploy(resource) | Place::ServiceAccount(resource, _) => {
                Some(resource)
            }
            Place::User(_) | Place::AllUsers | Place::Impersonation(_) | Place::DeployInstance => None,
        }
    }

    /// The user whom every token here acts as; a project or group token has a bot of its own, a deploy token nobody.
    pub fn user_id(self) -> Option<u64> {
        match self {
            Place::User(id) | Place::Impersonation(id) | Place::ServiceAccount(_, id) => Some(id),
            Place::AllUsers | Place::Resource(_) | Place::Deploy(_) | Place::DeployInstance => None,
        }
    }

    /// The role GitLab asks for to look, or to change something, where roles decide. Ultimate's custom roles may grant it
    /// below: it explains a refusal, and never hides what one could try.
    pub fn least_role(self, is_change: bool) -> Option<AccessLevel> {
        match self {
            Place::Resource(Resource::Group(_)) | Place::ServiceAccount(Resource::Group(_), _) => {
                Some(AccessLevel::OWNER)
            }
            Place::Deploy(Resource::Group(_)) if is_change => Some(AccessLevel::OWNER),
            Place::Resource(_) | Place::Deploy(_) | Place::ServiceAccount(..) => {
                Some(AccessLevel::MAINTAINER)
            }
            Place::User(_) | Place::AllUsers | Place::Impersonation(_) | Place::DeployInstance => None,
        }
    }
}
