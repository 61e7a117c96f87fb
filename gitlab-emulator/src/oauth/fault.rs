//! Every way the authorization server says no: a name, a sentence, and whether it may be told to the application.

use http::StatusCode;
use serde_json::json;

use crate::answer::{Answer, Body};

/// Why a request of an application was not granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A parameter that must be there is not.
    Missing(&'static str),
    UnknownClient,
    BadRedirectUri,
    BadResponseType,
    BadScope,
    BadChallengeMethod,
    BadGrant,
    BadGrantType,
    AccessDenied,
    /// The access token of a request is none, or none any more.
    BadToken,
}

impl Fault {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Missing(_) => "invalid_request",
            Self::UnknownClient => "invalid_client",
            Self::BadRedirectUri => "invalid_redirect_uri",
            Self::BadResponseType => "unsupported_response_type",
            Self::BadScope => "invalid_scope",
            Self::BadChallengeMethod => "invalid_code_challenge_method",
            Self::BadGrant => "invalid_grant",
            Self::BadGrantType => "unsupported_grant_type",
            Self::AccessDenied => "access_denied",
            Self::BadToken => "invalid_token",
        }
    }

    pub(super) fn description(self) -> String {
        let text = match self {
            Self::Missing(name) => return format!("Missing required parameter: {name}."),
            Self::UnknownClient => {
                "Client authentication failed due to unknown client, no client authentication included, or unsupported \
                 authentication method."
            }
            Self::BadRedirectUri => "The redirect URI included is not valid.",
            Self::BadResponseType => "The authorization server does not support this response type.",
            Self::BadScope => "The requested scope is invalid, unknown, or malformed.",
            Self::BadChallengeMethod => "The code_challenge_method must be one of plain, S256.",
            Self::BadGrant => {
                "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used \
                 in the authorization request, or was issued to another client."
            }
            Self::BadGrantType => {
                "The authorization grant type is not supported by the authorization server."
            }
            Self::AccessDenied => "The resource owner or authorization server denied the request.",
            Self::BadToken => "The access token is invalid",
        };
        text.to_owned()
    }

    /// Whether the application may be told by sending the person back: only when it is known who that is.
    pub(super) fn is_told_to_application(self) -> bool {
        !matches!(self, Self::Missing("client_id") | Self::UnknownClient | Self::BadRedirectUri)
    }

    /// The answer to an application that asked by itself.
    pub(super) fn answer(self) -> Answer {
        let (name, description) = (self.name(), self.description());
        let status = match self {
            Self::UnknownClient | Self::BadToken => StatusCode::UNAUTHORIZED,
            _ => StatusCode::BAD_REQUEST,
        };
        let mut body = json!({"error": name, "error_description": description});
        if self == Self::BadToken {
            // GITLAB: a slip of doorkeeper's that clients see.
            body["state"] = json!("unauthorized");
        }
        let told = format!(r#"Bearer realm="Doorkeeper", error="{name}", error_description="{description}""#);
        Answer { status, body: Body::Json(body), headers: vec![("www-authenticate", told)] }
    }
}
