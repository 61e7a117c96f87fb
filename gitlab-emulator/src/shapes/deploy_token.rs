//! The JSON of deploy tokens. There is no `created_at` and no `active` in it.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::dates::timestamp;
use crate::version::Version;
use crate::world::DeployToken;

/// A deploy token; with its value in the answer to creating it.
pub(crate) fn deploy_token(
    token: &DeployToken,
    secret: Option<&str>,
    version: &Version,
    now: DateTime<Utc>,
) -> Value {
    let mut fields = json!({
        "id": token.id,
        "name": token.name,
        "username": token.username(),
        "expires_at": token.expires_at.map(timestamp),
        "scopes": token.scopes,
    });
    if version.at_least(14, 5) {
        fields["revoked"] = json!(token.revoked);
        fields["expired"] = json!(token.is_expired(now));
    }
    if let Some(secret) = secret {
        fields["token"] = json!(secret);
    }
    fields
}
