//! The limit of requests per minute, off unless asked for.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use http::Request;

/// Counts requests of each credential in the running minute.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    minute: i64,
    counts: HashMap<Vec<u8>, u32>,
}

/// The headers that tell a throttled client where it stands; a page cannot read them across origins.
pub(crate) type RateHeaders = Vec<(&'static str, String)>;

impl Throttle {
    /// Counts a request; past the limit it gives the headers of the refusal.
    pub(crate) fn count(
        &mut self,
        request: &Request<Vec<u8>>,
        limit: u32,
        now: DateTime<Utc>,
    ) -> Option<RateHeaders> {
        let minute = now.timestamp().div_euclid(60);
        if minute != self.minute {
            self.minute = minute;
            self.counts.clear();
        }
        let headers = request.headers();
        let who = headers.get("private-token").or_else(|| headers.get("authorization"));
        let who = who.map(|value| value.as_bytes().to_vec()).unwrap_or_default();
        let count = self.counts.entry(who).or_default();
        *count += 1;
        if *count <= limit {
            return None;
        }
        let end = (minute + 1) * 60;
        Some(vec![
            ("retry-after", (end - now.timestamp()).to_string()),
            ("ratelimit-limit", limit.to_string()),
            ("ratelimit-name", "throttle_authenticated_api".to_owned()),
            ("ratelimit-observed", count.to_string()),
            ("ratelimit-remaining", "0".to_owned()),
            ("ratelimit-reset", end.to_string()),
        ])
    }
}
