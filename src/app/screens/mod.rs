//! One file per route.

pub mod about;
pub mod activity;
pub mod choose;
pub mod connect;
pub mod find;
pub mod overview;
pub mod personal;
pub mod resource;
pub mod service_accounts;
pub mod unknown;
