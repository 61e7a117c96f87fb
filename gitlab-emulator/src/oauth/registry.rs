//! What the authorization server keeps: applications, codes that wait to be exchanged, and tokens.

use std::collections::{BTreeMap, HashMap};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};

use super::application::{Application, Iss};
use crate::options::Options;
use crate::random::Random;

/// How long an access token lives.
const LIFETIME: TimeDelta = TimeDelta::seconds(7200);

/// How long a code may wait.
const CODE_LIFETIME: TimeDelta = TimeDelta::minutes(10);

/// The tables of the authorization server.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    pub(crate) applications: Vec<Application>,
    pub(crate) iss: Iss,
    /// By id, which only grows.
    pub(crate) tokens: BTreeMap<u64, Token>,
    codes: HashMap<String, Code>,
    by_access: HashMap<String, u64>,
    by_refresh: HashMap<String, u64>,
    /// Apart from the world's own, so that signing in does not change the values of other tokens.
    random: Random,
}

/// An access token with the refresh token that came with it: one row, which lives and dies as one.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub(crate) id: u64,
    pub(crate) client_id: String,
    pub(crate) user_id: u64,
    pub(crate) scopes: Vec<String>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) revoked: bool,
}

/// What a person approved and an application has yet to fetch.
#[derive(Clone, Debug)]
pub(super) struct Code {
    pub(super) client_id: String,
    pub(super) user_id: u64,
    pub(super) redirect_uri: String,
    pub(super) scopes: Vec<String>,
    pub(super) challenge: Option<Challenge>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) revoked: bool,
}

/// What the application will have to show the origin of.
#[derive(Clone, Debug)]
pub(super) enum Challenge {
    /// The verifier itself.
    Plain(String),
    /// Its SHA-256.
    Sha256(String),
}

/// The two values of a new token, which can be read only here.
#[derive(Debug)]
pub(super) struct Issued {
    pub(super) token: Token,
    pub(super) access: String,
    pub(super) refresh: String,
}

impl Registry {
    pub(crate) fn new(options: &Options) -> Self {
        // Two servers must never give out the same code, or one's would open the other: the address tells them apart.
        let seed = options.external_url.bytes().fold(options.seed ^ 0x0A07_4002, |sum, byte| {
            (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
        });
        Self {
            applications: options.applications.clone(),
            iss: options.iss.clone(),
            random: Random::new(seed),
            ..Self::default()
        }
    }

    pub(crate) fn application(&self, client_id: &str) -> Option<&Application> {
        self.applications.iter().find(|application| application.client_id == client_id)
    }

    /// Keeps the code and gives its value.
    pub(super) fn add_code(&mut self, code: Code) -> String {
        let value = self.random.hex(64);
        self.codes.insert(value.clone(), code);
        value
    }

    pub(super) fn code(&self, value: &str) -> Option<&Code> {
        self.codes.get(value)
    }

    pub(super) fn use_code_up(&mut self, value: &str) {
        if let Some(code) = self.codes.get_mut(value) {
            code.revoked = true;
        }
    }

    /// Makes a token with both its values.
    pub(super) fn issue(
        &mut self,
        client_id: String,
        user_id: u64,
        scopes: Vec<String>,
        now: DateTime<Utc>,
    ) -> Issued {
        let id = self.tokens.last_key_value().map_or(1, |(last, _)| last + 1);
        let (access, refresh) = (self.random.hex(64), self.random.hex(64));
        let token = Token { id, client_id, user_id, scopes, created_at: now, revoked: false };
        self.tokens.insert(id, token.clone());
        self.by_access.insert(access.clone(), id);
        self.by_refresh.insert(refresh.clone(), id);
        Issued { token, access, refresh }
    }

    /// The token with this access value, dead or alive.
    pub(crate) fn by_access(&self, value: &str) -> Option<&Token> {
        self.tokens.get(self.by_access.get(value)?)
    }

    /// The token with this refresh value, dead or alive.
    pub(super) fn by_refresh(&self, value: &str) -> Option<&Token> {
        self.tokens.get(self.by_refresh.get(value)?)
    }

    /// Ends a token with both its values; whether there is such a token.
    pub(crate) fn revoke(&mut self, id: u64) -> bool {
        self.tokens.get_mut(&id).map(|token| token.revoked = true).is_some()
    }
}

impl Token {
    pub(crate) fn ends_at(&self) -> DateTime<Utc> {
        self.created_at + LIFETIME
    }

    /// Whether the access value has ended; the refresh value goes on.
    pub(crate) fn is_expired(&self, now: DateTime<Utc>) -> bool {
        now > self.ends_at()
    }

    /// The seconds the access value has left, rounded.
    pub(super) fn seconds_left(&self, now: DateTime<Utc>) -> i64 {
        let left = (self.ends_at() - now).num_milliseconds();
        (left.max(0) + 500) / 1000
    }
}

impl Code {
    pub(super) fn is_open(&self, now: DateTime<Utc>) -> bool {
        !self.revoked && now <= self.created_at + CODE_LIFETIME
    }
}

impl Challenge {
    pub(super) fn is_met_by(&self, verifier: &str) -> bool {
        match self {
            Self::Plain(challenge) => challenge == verifier,
            Self::Sha256(challenge) => *challenge == URL_SAFE_NO_PAD.encode(Sha256::digest(verifier)),
        }
    }
}
