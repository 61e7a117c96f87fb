//! The JSON of each kind of thing: which fields a release sends, in which order.

pub(crate) mod deploy_token;
pub(crate) mod group;
pub(crate) mod project;
pub(crate) mod token;
pub(crate) mod user;

use serde_json::{Map, Value};

/// The fields of an answer as a file has them; none where the file is no object.
fn template(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_default()
}
