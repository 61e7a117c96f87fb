//! Every call Keyturn makes, by resource. Each function links the page of GitLab's documentation it follows.

pub mod impersonation;
pub mod personal;
pub mod server;
pub mod user;
