//! What a test may ask of the emulated GitLab beside its API: who a value belongs to, and what is true.

use chrono::{DateTime, SecondsFormat, Utc};
use http::{Request, Response};
use serde_json::{Value, json};

use super::{Emulator, below_root};
use crate::cors;

impl Emulator {
    /// Adds the cross-origin headers GitLab would put on any response to this request, for answers made elsewhere.
    pub fn allow_origins(&self, request: &Request<Vec<u8>>, response: &mut Response<Vec<u8>>) {
        let path = below_root(request.uri().path(), &self.options.external_url).unwrap_or_default();
        cors::decorate(request, path, self.own_origin(), &self.options.version, response);
    }

    /// The name of the user whose access token or OAuth token has this value, dead or alive.
    pub fn owner_of(&self, secret: &str) -> Option<&str> {
        let owner = self.world.token_with_secret(secret).map(|token| token.user_id);
        let owner = owner.or_else(|| self.world.oauth.by_access(secret).map(|token| token.user_id))?;
        self.world.users.get(&owner).map(|user| user.username.as_str())
    }

    /// Every access token of every kind, oldest first, as it truly is at the moment `now`; no values.
    pub fn access_tokens(&self, now: DateTime<Utc>) -> Vec<Value> {
        let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true);
        let tokens = self.world.tokens.values();
        let shown = tokens.map(|token| {
            json!({
                "id": token.id,
                "user": self.world.users.get(&token.user_id).map(|user| &user.username),
                "user_id": token.user_id,
                "name": token.name,
                "scopes": token.scopes,
                "created_at": instant(token.created_at),
                "expires_at": token.expires_at.map(|day| day.to_string()),
                "last_used_at": token.last_used_at.map(instant),
                "revoked": token.revoked,
                "expired": token.is_expired(now),
                "impersonation": token.impersonation,
                "previous_id": token.previous_id,
            })
        });
        shown.collect()
    }
}
