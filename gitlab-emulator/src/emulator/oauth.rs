//! Applications and their tokens beside the protocol: GitLab's own pages register the ones and revoke the others.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Emulator;
use crate::oauth::{Application, Iss, is_address};
use crate::scopes;

/// What to register, what to end, and what to say about the issuer from now on.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct OauthChange {
    /// Applications to register. One with a known client id takes that one's place; its tokens live on.
    applications: Vec<NewApplication>,
    /// Ids of tokens to end.
    revoke: Vec<u64>,
    /// Whether the way back names the issuer, or which one it names.
    iss: Option<NewIss>,
}

/// An application as somebody enters it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NewApplication {
    client_id: String,
    name: Option<String>,
    redirect_uris: Vec<String>,
    scopes: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum NewIss {
    IsNamed(bool),
    Other(String),
}

impl Emulator {
    /// The applications people may let act for them: client id, name, addresses, scopes.
    pub fn applications(&self) -> Value {
        json!(self.world.oauth.applications)
    }

    /// Applications with the number of their tokens that still open something, and all tokens, oldest first; no values.
    pub(crate) fn oauth(&self, now: DateTime<Utc>) -> Value {
        let instant = |at: DateTime<Utc>| at.to_rfc3339_opts(SecondsFormat::Millis, true);
        let registry = &self.world.oauth;
        let applications = registry.applications.iter().map(|application| {
            let own = registry.tokens.values().filter(|token| token.client_id == application.client_id);
            let mut shown = json!(application);
            shown["live_tokens"] = json!(own.filter(|token| !token.revoked).count());
            shown
        });
        let tokens = registry.tokens.values().map(|token| {
            json!({
                "id": token.id,
                "client_id": token.client_id,
                "user": self.world.users.get(&token.user_id).map(|user| &user.username),
                "scopes": token.scopes,
                "created_at": instant(token.created_at),
                "access_expires_at": instant(token.ends_at()),
                "access_expired": token.is_expired(now),
                "revoked": token.revoked,
            })
        });
        let iss = match &registry.iss {
            Iss::Absent => json!(false),
            Iss::Own => json!(true),
            Iss::Other(issuer) => json!(issuer),
        };
        json!({
            "applications": applications.collect::<Vec<_>>(),
            "tokens": tokens.collect::<Vec<_>>(),
            "iss": iss,
        })
    }

    /// Carries a change out, or says what in it cannot be; then nothing was done.
    pub(crate) fn change_oauth(&mut self, change: OauthChange) -> Result<(), String> {
        let known = scopes::oauth(&self.options.version);
        for application in &change.applications {
            let id = &application.client_id;
            if id.is_empty() || application.redirect_uris.is_empty() {
                return Err("an application needs a \"client_id\" and \"redirect_uris\"".to_owned());
            }
            if let Some(address) = application.redirect_uris.iter().find(|address| !is_address(address)) {
                return Err(format!("`{address}` is no address of an application"));
            }
            let mut wanted = application.scopes.iter().flatten();
            if let Some(scope) = wanted.find(|scope| !known.contains(&scope.as_str())) {
                return Err(format!("this release has no scope `{scope}`"));
            }
        }
        let registry = &mut self.world.oauth;
        if let Some(id) = change.revoke.iter().find(|id| !registry.tokens.contains_key(id)) {
            return Err(format!("there is no OAuth token {id}"));
        }
        for new in change.applications {
            let name = new.name.unwrap_or_else(|| new.client_id.clone());
            let mut application = Application::new(new.client_id, name, new.redirect_uris);
            if let Some(scopes) = new.scopes {
                application.scopes = scopes;
            }
            registry.applications.retain(|other| other.client_id != application.client_id);
            registry.applications.push(application);
        }
        for id in change.revoke {
            registry.revoke(id);
        }
        match change.iss {
            None => {}
            Some(NewIss::IsNamed(true)) => registry.iss = Iss::Own,
            Some(NewIss::IsNamed(false)) => registry.iss = Iss::Absent,
            Some(NewIss::Other(issuer)) => registry.iss = Iss::Other(issuer),
        }
        Ok(())
    }
}
