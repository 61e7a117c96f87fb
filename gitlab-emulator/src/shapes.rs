//! The JSON of each kind of thing: which fields a release sends, in which order.

pub(crate) mod deploy_token;
pub(crate) mod group;
pub(crate) mod project;
pub(crate) mod token;
pub(crate) mod user;
