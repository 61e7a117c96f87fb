//! What GitLab tells about a project or group.

use crate::tokens::{AccessLevel, Resource};

/// A project or group, as far as Keyturn needs one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Which.
    pub resource: Resource,
    /// Its full path, such as `acme/tools/web`.
    pub path: String,
    /// Its name with those of the groups above it.
    pub name: String,
    /// The caller's role there. GitLab tells it of projects; of groups it is asked for ([`super::calls::resource`]).
    pub access_level: Option<AccessLevel>,
}
