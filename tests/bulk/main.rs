//! Many changes one after the other: everything the machine can do, what is planned for each token, and the file that says
//! what came of it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod exploring;
mod planning;
mod sheets;
mod stories;
