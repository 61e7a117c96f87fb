//! Every call Keyturn makes, by resource. Each function links the page of GitLab's documentation it follows.

pub mod personal;
pub mod resource;
pub mod server;
pub mod token;
pub mod user;
