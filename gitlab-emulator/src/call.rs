//! One request on its way through an endpoint: who asks, what was sent, and the world it may change.

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::answer::Answer;
use crate::check::Check;
use crate::kept::Kept;
use crate::options::Settings;
use crate::params::Params;
use crate::refusal::Refusal;
use crate::routes::Arguments;
use crate::version::Version;
use crate::world::{AccessToken, User, World};

/// What an endpoint gives back.
pub(crate) type Outcome = Result<Answer, Refusal>;

/// Who asks, after every check of the credential.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller {
    /// Whose rights count: the owner of the token, or the user named by `Sudo`.
    pub(crate) user_id: u64,
    /// What was sent.
    pub(crate) credential: Credential,
    /// Whether the caller counts as an administrator here and now.
    pub(crate) is_admin: bool,
}

/// The token a request was made with, by its table.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Credential {
    /// The access token of this id.
    AccessToken(u64),
    /// A token an application was given.
    #[cfg(feature = "oauth")]
    OauthToken,
}

/// Everything an endpoint needs.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) kept: &'a Kept,
    pub(crate) settings: &'a Settings,
    pub(crate) version: &'a Version,
    pub(crate) external_url: &'a str,
    /// The path below the root, as it was sent.
    pub(crate) path: &'a str,
    /// Whether the request only reads.
    pub(crate) is_read: bool,
    /// `If-Unmodified-Since`: a removal is refused when the thing changed later.
    pub(crate) unmodified_since: Option<DateTime<Utc>>,
    pub(crate) now: DateTime<Utc>,
    pub(crate) caller: Option<Caller>,
    pub(crate) params: Params,
    pub(crate) arguments: Arguments,
}

impl Call<'_> {
    pub(crate) fn check(&self) -> Check<'_> {
        Check::new(&self.params)
    }

    /// A variable part of the path.
    pub(crate) fn argument(&self, name: &str) -> &str {
        self.arguments.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value)
    }

    /// A variable part that GitLab declares to be a number.
    pub(crate) fn number(&self, name: &str) -> Result<u64, Refusal> {
        self.argument(name)
            .parse()
            .map_err(|_| Refusal::Rejected(http::StatusCode::BAD_REQUEST, format!("{name} is invalid")))
    }

    /// The caller, on endpoints that need one.
    pub(crate) fn signed_in(&self) -> Result<Caller, Refusal> {
        self.caller.ok_or(Refusal::Unauthorized)
    }

    pub(crate) fn user(&self) -> Option<&User> {
        self.world.users.get(&self.caller?.user_id)
    }

    pub(crate) fn is_admin(&self) -> bool {
        self.caller.is_some_and(|caller| caller.is_admin)
    }

    /// The access token the request was made with. An OAuth token is not one.
    pub(crate) fn own_token(&self) -> Result<&AccessToken, Refusal> {
        match self.signed_in()?.credential {
            Credential::AccessToken(id) => self.world.tokens.get(&id).ok_or(Refusal::Unauthorized),
            #[cfg(feature = "oauth")]
            Credential::OauthToken => {
                let text = "This endpoint requires token type to be a personal access token";
                Err(Refusal::bad_request(text))
            }
        }
    }

    /// Refuses a removal when the thing was changed after the moment the client knows.
    pub(crate) fn require_unmodified(&self, updated_at: DateTime<Utc>) -> Result<(), Refusal> {
        if self.unmodified_since.is_none_or(|known| updated_at <= known) {
            return Ok(());
        }
        let text = "412 Precondition Failed".to_owned();
        Err(Refusal::Message(http::StatusCode::PRECONDITION_FAILED, text))
    }

    pub(crate) fn since(&self, major: u16, minor: u16) -> bool {
        self.version.at_least(major, minor)
    }

    /// Whether access tokens must end: never before 16.0, always until 17.2, then as the instance is set.
    pub(crate) fn enforces_expiry(&self) -> bool {
        self.since(16, 0) && (!self.since(17, 3) || self.settings.enforce_expiry)
    }

    /// The last day an access token may end on.
    pub(crate) fn last_day(&self) -> NaiveDate {
        let today = self.now.date_naive();
        today.checked_add_days(Days::new(self.settings.maximum_lifetime_days.into())).unwrap_or(today)
    }

    /// The sentence about an end that is too far away; there was no limit before 16.0.
    pub(crate) fn expiry_fault(&self, expires_at: Option<NaiveDate>) -> Option<String> {
        let last = self.last_day();
        (self.since(16, 0) && expires_at.is_some_and(|date| date > last))
            .then(|| format!("must be before {last}"))
    }
}
