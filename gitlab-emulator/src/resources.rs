//! The endpoints, a file for each kind of resource.

pub(crate) mod groups;
pub(crate) mod impersonation;
pub(crate) mod metadata;
pub(crate) mod personal;
pub(crate) mod projects;
pub(crate) mod users;
