//! A GitLab in memory: the token endpoints of GitLab's REST API, version 4, as a pure function.
//!
//! [`Emulator::handle`] takes a request and the present moment and gives the response a real GitLab of the chosen
//! version would give. It does no input or output, reads no clock and draws secrets from a seed.

mod emulator;
#[cfg(feature = "server")]
pub mod faults;
mod options;
#[cfg(feature = "server")]
pub mod server;
mod version;

pub use emulator::Emulator;
pub use options::{NotAWorld, Options, Scale, Settings, WorldChoice};
pub use version::{NotAVersion, Version};
