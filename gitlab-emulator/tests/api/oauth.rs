//! Signing in by OAuth, from the question to the person to the last refresh.

mod authorize;
mod bearer;
mod exchange;
mod revoke;

use form_urlencoded::{Serializer, parse};
use serde_json::Value;

use crate::asking::{Lab, Reply};

/// A verifier and its challenge, as GitLab's documentation prints them.
pub const VERIFIER: &str = "ks02i3jdikdo2k0dkfodf3m39rjfjsdk0wk349rj3jrhf";
pub const CHALLENGE: &str = "2i0WFA-0AerkjQm4X4oDEhqA17QIAKNjXpagHBXmO_U";

pub const CLIENT: &str = gitlab_emulator::EXAMPLE_CLIENT_ID;
pub const CALLBACK: &str = "http://127.0.0.1/callback";

/// What a well-behaved page asks for.
pub const WISH: &[(&str, &str)] = &[
    ("client_id", CLIENT),
    ("redirect_uri", CALLBACK),
    ("response_type", "code"),
    ("state", "a b&c=d"),
    ("scope", "api"),
    ("code_challenge", CHALLENGE),
    ("code_challenge_method", "S256"),
];

/// The same pairs with some set otherwise, added, or left out where the value is empty.
pub fn with<'a>(pairs: &[(&'a str, &'a str)], changes: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = pairs.iter().filter(|(name, _)| !changes.iter().any(|(changed, _)| changed == name));
    kept.chain(changes).copied().filter(|(_, value)| !value.is_empty()).collect()
}

pub fn form(pairs: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// Where an answer leads: the address without its query, and a member of the query.
pub fn target(reply: &Reply) -> &str {
    reply.header("location").map_or("", |location| location.split('?').next().unwrap_or_default())
}

pub fn led(reply: &Reply, name: &str) -> Option<String> {
    let query = reply.header("location")?.split_once('?')?.1;
    parse(query.as_bytes()).find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
}

impl Lab {
    pub fn post(&mut self, path: &str, pairs: &[(&str, &str)]) -> Reply {
        self.raw("POST", path, &[("content-type", "application/x-www-form-urlencoded")], &form(pairs))
    }

    /// Somebody presses "Authorize" on the page of this wish: the code.
    pub fn approved(&mut self, who: &str, wish: &[(&str, &str)]) -> String {
        let reply = self.post("/oauth/authorize", &with(wish, &[("user", who)]));
        assert_eq!(reply.status, 302, "{}", reply.text);
        led(&reply, "code").unwrap_or_else(|| panic!("no code: {:?}", reply.header("location")))
    }

    /// A page exchanges a code for a token.
    pub fn exchanged(&mut self, code: &str, changes: &[(&str, &str)]) -> Reply {
        let pairs = [
            ("grant_type", "authorization_code"),
            ("client_id", CLIENT),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
            ("code", code),
        ];
        self.post("/oauth/token", &with(&pairs, changes))
    }

    pub fn refreshed(&mut self, refresh: &str, changes: &[(&str, &str)]) -> Reply {
        let pairs = [("grant_type", "refresh_token"), ("client_id", CLIENT), ("refresh_token", refresh)];
        self.post("/oauth/token", &with(&pairs, changes))
    }

    /// All of it: access and refresh value of a token with these scopes.
    pub fn signed_in(&mut self, who: &str, scope: &str) -> (String, String) {
        let code = self.approved(who, &with(WISH, &[("scope", scope)]));
        values(&self.exchanged(&code, &[]))
    }

    /// The status of an answer to a call with this access value.
    pub fn with_access(&mut self, access: &str, method: &str, path: &str) -> Reply {
        self.send_with(access, method, path, &Value::Null)
    }
}

pub fn values(reply: &Reply) -> (String, String) {
    assert_eq!(reply.status, 200, "{}", reply.text);
    let value = |name: &str| reply.body[name].as_str().unwrap_or_default().to_owned();
    (value("access_token"), value("refresh_token"))
}

pub const BAD_GRANT: &str = "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.";
pub const BAD_CLIENT: &str = "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.";
