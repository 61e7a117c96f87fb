//! The endpoints, a file for each kind of resource.

pub(crate) mod deploy_tokens;
pub(crate) mod groups;
pub(crate) mod impersonation;
pub(crate) mod inventory;
pub(crate) mod members;
pub(crate) mod metadata;
pub(crate) mod personal;
pub(crate) mod place;
pub(crate) mod projects;
pub(crate) mod resource_tokens;
pub(crate) mod service_accounts;
pub(crate) mod users;
