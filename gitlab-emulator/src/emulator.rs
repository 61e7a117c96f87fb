//! The one public thing: a GitLab that answers requests. It reads no clock and touches no network.

use chrono::{DateTime, Utc};
use http::{Request, Response};
use serde_json::{Value, json};

use crate::options::Options;

/// A GitLab in memory.
#[derive(Debug)]
pub struct Emulator {
    options: Options,
}

impl Emulator {
    /// Builds the chosen world.
    pub fn new(options: Options) -> Self {
        Self { options }
    }

    /// Answers one request as GitLab would at the moment `now`.
    pub fn handle(&mut self, request: &Request<Vec<u8>>, now: DateTime<Utc>) -> Response<Vec<u8>> {
        let _ = (request, now, &self.options);
        let mut response = Response::new(br#"{"error":"404 Not Found"}"#.to_vec());
        *response.status_mut() = http::StatusCode::NOT_FOUND;
        response
    }

    /// The named users and the tokens they sign in with, for tests and for a start-up line.
    pub fn credentials(&self) -> Value {
        json!({})
    }
}
