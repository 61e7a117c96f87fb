//! What an emulator is started with: a world, a version, the switches an administrator would set.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};

#[cfg(feature = "oauth")]
use crate::oauth::{Application, Iss};
use crate::version::Version;

/// Everything that decides how an [`Emulator`](crate::Emulator) answers. Equal options give equal answers.
#[derive(Clone, Debug)]
pub struct Options {
    /// Who and what exists at the start.
    pub world: WorldChoice,
    /// The GitLab release to imitate.
    pub version: Version,
    /// Secrets, names and ids that look random come from this number alone.
    pub seed: u64,
    /// The switches of the instance.
    pub settings: Settings,
    /// The address GitLab believes it has, without a trailing slash; it may hold a relative root.
    /// It appears in `web_url` and in `Link`, whatever address the request came to.
    pub external_url: String,
    /// The moment the world is made for: all its dates are relative to this.
    pub started_at: DateTime<Utc>,
    /// The applications people may let act for them, by OAuth.
    #[cfg(feature = "oauth")]
    pub applications: Vec<Application>,
    /// Whether the way back to an application names its issuer.
    #[cfg(feature = "oauth")]
    pub iss: Iss,
}

/// The switches an administrator of the instance would set.
#[expect(clippy::struct_excessive_bools, reason = "each is an independent switch of GitLab's own")]
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether every access token must have an end (from 16.0 on; a switch from 17.3 on).
    pub enforce_expiry: bool,
    /// Whether tokens of service accounts must have an end too.
    pub enforce_service_account_expiry: bool,
    /// The longest lifetime of an access token, in days.
    pub maximum_lifetime_days: u32,
    /// What access tokens begin with.
    pub token_prefix: String,
    /// Whether impersonation tokens are accepted and can be made.
    pub impersonation_enabled: bool,
    /// Whether an administrator's token needs the scope `admin_mode` to count as one.
    pub admin_mode: bool,
    /// Above this number of rows a list leaves `X-Total` and `rel="last"` out.
    pub max_rows_total: usize,
    /// Whether this is GitLab.com, which alone offers the inventory of a group's tokens.
    pub is_gitlab_com: bool,
    /// Requests per minute and credential before 429; none by default, as on a self-managed GitLab.
    pub requests_per_minute: Option<u32>,
}

/// Who and what exists at the start. The named users of [`credentials`](crate::Emulator::credentials) exist in all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorldChoice {
    /// A believable company: three groups, forty projects, some 180 tokens in every state.
    Demo,
    /// Only the named users, each with the token it signs in with.
    Empty,
    /// As many of everything as one asks for.
    Scale(Scale),
}

/// How many of everything a world of the kind [`WorldChoice::Scale`] has besides the named users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scale {
    /// Ordinary users.
    pub users: u32,
    /// Groups, in trees of four; projects are spread over them.
    pub groups: u32,
    /// Projects.
    pub projects: u32,
    /// Personal tokens of each user, the named ones included.
    pub tokens_per_user: u32,
    /// Personal tokens of ann on top of these.
    pub tokens_of_ann: u32,
    /// Access tokens of a project: the first has so many, all of them on average.
    pub tokens_per_project: u32,
    /// Access tokens of a group ann owns, on average.
    pub tokens_per_group: u32,
    /// Deploy tokens of a project or group, on average.
    pub deploy_tokens_per_place: u32,
    /// Service accounts of each top-level group ann owns and of each tenth project.
    pub accounts_per_place: u32,
    /// Tokens of each service account.
    pub tokens_per_account: u32,
}

/// The text names no world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotAWorld(pub String);

impl Default for Options {
    fn default() -> Self {
        Self {
            world: WorldChoice::Demo,
            version: Version::default(),
            seed: 1,
            settings: Settings::default(),
            external_url: "http://gitlab.example.com".to_owned(),
            started_at: DateTime::from_timestamp(1_790_000_000, 0).unwrap_or(DateTime::UNIX_EPOCH),
            #[cfg(feature = "oauth")]
            applications: vec![Application::example()],
            #[cfg(feature = "oauth")]
            iss: Iss::default(),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            enforce_expiry: true,
            enforce_service_account_expiry: true,
            maximum_lifetime_days: 365,
            token_prefix: "glpat-".to_owned(),
            impersonation_enabled: true,
            admin_mode: false,
            max_rows_total: 10_000,
            is_gitlab_com: false,
            requests_per_minute: None,
        }
    }
}

impl Default for Scale {
    fn default() -> Self {
        Self {
            users: 10,
            groups: 5,
            projects: 50,
            tokens_per_user: 25,
            tokens_of_ann: 0,
            tokens_per_project: 1,
            tokens_per_group: 1,
            deploy_tokens_per_place: 1,
            accounts_per_place: 0,
            tokens_per_account: 1,
        }
    }
}

impl Scale {
    /// All that one person may be responsible for: 500 groups, 10,000 projects, and 100,000 tokens ann can list.
    pub fn full() -> Self {
        Self {
            users: 100,
            groups: 500,
            projects: 10_000,
            tokens_per_user: 0,
            tokens_of_ann: 579,
            tokens_per_project: 6,
            tokens_per_group: 8,
            deploy_tokens_per_place: 3,
            accounts_per_place: 1,
            tokens_per_account: 4,
        }
    }
}

impl FromStr for WorldChoice {
    type Err = NotAWorld;

    /// Reads `demo`, `empty`, `scale` ([`Scale::full`]), or `scale:` with counts such as `projects=50,tokens=250`; what is
    /// left out then is as in [`Scale::default`].
    fn from_str(text: &str) -> Result<Self, NotAWorld> {
        let wrong = || NotAWorld(text.to_owned());
        match text.split_once(':').unwrap_or((text, "")) {
            ("demo", "") => Ok(Self::Demo),
            ("empty", "") => Ok(Self::Empty),
            ("scale", "") => Ok(Self::Scale(Scale::full())),
            ("scale", counts) => {
                let mut scale = Scale::default();
                for pair in counts.split(',').filter(|pair| !pair.is_empty()) {
                    let (name, count) = pair.split_once('=').ok_or_else(wrong)?;
                    let field = match name.trim() {
                        "users" => &mut scale.users,
                        "groups" => &mut scale.groups,
                        "projects" => &mut scale.projects,
                        "tokens" => &mut scale.tokens_per_user,
                        "ann-tokens" => &mut scale.tokens_of_ann,
                        "project-tokens" => &mut scale.tokens_per_project,
                        "group-tokens" => &mut scale.tokens_per_group,
                        "deploy-tokens" => &mut scale.deploy_tokens_per_place,
                        "accounts" => &mut scale.accounts_per_place,
                        "account-tokens" => &mut scale.tokens_per_account,
                        _ => return Err(wrong()),
                    };
                    *field = count.trim().parse().map_err(|_| wrong())?;
                }
                Ok(Self::Scale(scale))
            }
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for NotAWorld {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "`{}` is no world: say demo, empty, or scale:users=10,projects=50,tokens=250",
            self.0
        )
    }
}

impl std::error::Error for NotAWorld {}
