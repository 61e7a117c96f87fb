//! A GitLab in memory: the token endpoints of GitLab's REST API, version 4, as a pure function.
//!
//! [`Emulator::handle`] takes a request and the present moment and gives the response a real GitLab of the chosen
//! version would give. It does no input or output, reads no clock and draws secrets from a seed.

mod answer;
mod call;
mod check;
mod cors;
mod dates;
mod emulator;
#[cfg(feature = "server")]
pub mod faults;
mod filters;
mod guard;
mod kept;
#[cfg(feature = "oauth")]
mod oauth;
mod options;
mod paging;
mod params;
mod random;
mod refusal;
mod resources;
mod routes;
#[cfg(feature = "sandbox")]
pub mod sandbox;
mod scopes;
mod secrets;
mod seed;
#[cfg(feature = "server")]
pub mod server;
mod shapes;
mod throttle;
mod version;
mod world;

pub use emulator::Emulator;
#[cfg(feature = "oauth")]
pub use oauth::{Application, EXAMPLE_CLIENT_ID, Iss};
pub use options::{NotAWorld, Options, Scale, Settings, WorldChoice};
pub use version::{NotAVersion, Version};
