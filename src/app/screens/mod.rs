//! One file per route.

pub mod connect;
pub mod personal;
pub mod unknown;
