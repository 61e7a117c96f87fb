//! Everything that can come back instead of what was asked for: a closed set, without any text of ours.
//!
//! `words::trouble` turns an error and what was attempted into headline, detail and next step. Response bodies are
//! never kept whole: only what GitLab says in its `message` or `error` member, which holds no secret.

/// Why there is no usable answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// No answer could be read at all.
    Transport(Transport),
    /// The server answered, and refused.
    Refused(Refusal),
    /// Something answered that does not speak JSON: a proxy, a sign-in portal, an error page.
    NotJson {
        /// The status code.
        status: u16,
        /// Whether it was a web page.
        html: bool,
    },
    /// JSON that could not be read. `serde_json`'s message may quote a value, so only the place is kept.
    Malformed {
        /// The status code.
        status: u16,
        /// Line of the first fault, from 1.
        line: usize,
        /// Column of the first fault.
        column: usize,
    },
    /// JSON of another shape than this call's.
    Unexpected {
        /// The status code.
        status: u16,
    },
}

/// Why a request had no readable answer; found by the ladder in `browser::diagnosis`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transport {
    /// The machine says it is offline.
    Offline,
    /// An https page may not call an http address.
    MixedContent,
    /// The page's own content security policy refused it.
    Policy,
    /// The address answers, but not to this page: CORS, a sign-in portal, a firewall, a limit at the edge.
    Withheld,
    /// The address answers with a redirect, which is never followed: a sign-in portal, or a former path.
    Redirected,
    /// Nothing answers: name, port, certificate, or the browser's private-network permission.
    Unreachable,
    /// Nothing answers, and the browser was told to keep this page from private networks. It may be the other causes, too.
    Private,
    /// The answer broke off after its head; the status is known.
    Cut {
        /// The status code that did arrive.
        status: u16,
    },
    /// No answer within the deadline.
    Late,
    /// It was not sent: the session had ended.
    SignedOut,
}

/// A refusal as GitLab worded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The status code.
    pub status: u16,
    /// What it means.
    pub reason: Reason,
    /// GitLab's own sentence, with its "400 Bad request - " front removed; may be empty.
    pub text: String,
    /// GitLab's `X-Request-Id`.
    pub request_id: Option<String>,
    /// After how many seconds GitLab asks to come back, where that can be read.
    pub retry_after: Option<u32>,
}

/// The meaning of a refusal (<https://docs.gitlab.com/api/rest/troubleshooting/>).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// 401 for an unknown credential, or for a right one that may not do this: `self` tells which.
    Unauthorized,
    /// 401: the credential has expired.
    Expired,
    /// 401: the credential was revoked.
    Revoked,
    /// 401: impersonation is switched off.
    ImpersonationOff,
    /// 403: the credential lacks a scope; those GitLab names.
    MissingScope(Vec<String>),
    /// 403: a fine-grained credential lacks a permission.
    MissingPermission,
    /// 403: the user may not use the API (blocked, deactivated, terms, …); the text says why.
    UserRefused,
    /// 403: role or administrator rights are missing.
    Forbidden,
    /// 400 or 422: what was sent is not acceptable; (field, sentence) pairs where GitLab names fields.
    Invalid(Vec<(String, String)>),
    /// 400: what was asked is well formed, but this caller may not do it here.
    NotPermitted,
    /// 400: the bot behind a project or group token is no member any more.
    BotGone,
    /// 400: the token to rotate is already revoked.
    AlreadyRevoked,
    /// 404: no such record, or it is hidden.
    NotFound,
    /// 404 or 405 from the router: this version has no such endpoint.
    NoSuchEndpoint,
    /// 405 from the endpoint: not with this kind of credential.
    NotAllowed,
    /// 400, 401 or 403 of OAuth's endpoints; the text is the code of RFC 6749 5.2, such as `invalid_grant`.
    Grant,
    /// 409.
    Conflict,
    /// 429.
    TooManyRequests,
    /// 5xx.
    ServerFault,
    /// Any other status.
    Other,
}

impl Error {
    /// The refusal's meaning, if it is one.
    pub fn reason(&self) -> Option<&Reason> {
        match self {
            Error::Refused(refusal) => Some(&refusal.reason),
            _ => None,
        }
    }

    /// After how many seconds GitLab asks to come back, where that can be read.
    pub fn retry_after(&self) -> Option<u32> {
        match self {
            Error::Refused(refusal) => refusal.retry_after,
            _ => None,
        }
    }

    /// Whether the credential is dead beyond doubt.
    pub fn is_dead_credential(&self) -> bool {
        matches!(self.reason(), Some(Reason::Expired | Reason::Revoked | Reason::ImpersonationOff))
    }

    /// Whether GitLab does not take the credential, for whatever reason.
    pub fn is_unauthorized(&self) -> bool {
        self.is_dead_credential() || matches!(self.reason(), Some(Reason::Unauthorized | Reason::UserRefused))
    }

    /// Whether the list is longer than GitLab counts: a page beyond the 50,000th row of projects, groups or users.
    pub fn is_beyond_offset(&self) -> bool {
        let begins = "Offset pagination has a maximum allowed offset";
        matches!(self, Error::Refused(refusal) if refusal.status == 405 && refusal.text.starts_with(begins))
    }

    /// Whether reading again later may help.
    pub fn is_passing(&self) -> bool {
        match self {
            Error::Transport(cause) => {
                matches!(
                    cause,
                    Transport::Unreachable | Transport::Withheld | Transport::Late | Transport::Cut { .. }
                )
            }
            Error::Refused(refusal) => {
                matches!(refusal.reason, Reason::TooManyRequests | Reason::ServerFault)
            }
            Error::NotJson { status, .. } => *status >= 500,
            Error::Malformed { .. } | Error::Unexpected { .. } => false,
        }
    }
}

impl From<Transport> for Error {
    fn from(cause: Transport) -> Self {
        Error::Transport(cause)
    }
}
