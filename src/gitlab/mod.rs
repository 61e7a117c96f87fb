//! GitLab's REST API (v4) as values: builds requests and reads answers, and sends nothing.
//!
//! A [`Call`] is a request with the reader of its answer, so a test is one line: ask the emulator, read the answer.
//! The credential is not part of a request; whoever sends it adds `Authorization: Bearer` (see `app::connection`).

pub mod call;
pub mod calls;
pub mod credential;
pub mod error;
pub mod http;
pub mod oauth;
pub mod page;
pub mod pages;
pub mod profile;
pub mod refusal;
pub mod server;
pub mod user;
pub mod version;
pub mod wire;

pub use call::Call;
pub use credential::Credential;
pub use error::{Error, Refusal, Transport};
pub use http::{Method, Request, Response};
pub use page::{Fit, Page, Totals};
pub use profile::Profile;
pub use server::Server;
pub use user::User;
pub use version::Version;
