//! Every way GitLab says no, with its exact status and body. Nothing else in the crate writes an error text's frame.

use http::StatusCode;
use serde_json::{Map, Value, json};

/// Why a request was not carried out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Refusal {
    /// No credential, an unknown one, or (GitLab's habit) a role that is too low.
    Unauthorized,
    /// The credential was alive once; the text says what became of it.
    DeadToken(&'static str),
    /// Two credentials of the bearer kind at once.
    TwoCredentials,
    /// The credential may not do this; the text lists the scopes that may.
    InsufficientScope(String),
    /// A fine-grained token lacks a permission.
    InsufficientPermission,
    /// `403 Forbidden`, with a reason where GitLab gives one.
    Forbidden(Option<String>),
    /// `404 … Not Found`, with the name of what was looked for.
    NotFound(Option<String>),
    /// `404 Not found`, with a small f: a look-up by id failed.
    RecordNotFound,
    /// No such route in this version.
    NoRoute,
    /// The route exists, for another verb.
    WrongVerb,
    /// The endpoint exists but not for this kind of credential.
    MethodNotAllowed,
    /// Refused before the endpoint ran, under the key `error`.
    Rejected(StatusCode, String),
    /// `400 Bad request`, with a reason where GitLab gives one.
    BadRequest(Option<String>),
    /// A text of its own.
    Message(StatusCode, String),
    /// The model refused: faults by field, status 400.
    Faults(Vec<(&'static str, String)>),
    /// Too many requests; not JSON.
    Throttled,
    /// The project has moved; the text is its present address.
    Moved(String),
}

impl Refusal {
    pub(crate) fn not_found(what: &str) -> Self {
        Self::NotFound(Some(what.to_owned()))
    }

    pub(crate) fn bad_request(reason: impl Into<String>) -> Self {
        Self::BadRequest(Some(reason.into()))
    }

    pub(crate) fn unprocessable(text: impl Into<String>) -> Self {
        Self::Message(StatusCode::UNPROCESSABLE_ENTITY, text.into())
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized | Self::DeadToken(_) => StatusCode::UNAUTHORIZED,
            Self::InsufficientScope(_) | Self::InsufficientPermission | Self::Forbidden(_) => {
                StatusCode::FORBIDDEN
            }
            Self::NotFound(_) | Self::RecordNotFound | Self::NoRoute => StatusCode::NOT_FOUND,
            Self::WrongVerb | Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TwoCredentials | Self::BadRequest(_) | Self::Faults(_) => StatusCode::BAD_REQUEST,
            Self::Rejected(status, _) | Self::Message(status, _) => *status,
            Self::Throttled => StatusCode::TOO_MANY_REQUESTS,
            Self::Moved(_) => StatusCode::MOVED_PERMANENTLY,
        }
    }

    /// The JSON body; none where GitLab sends plain text.
    pub(crate) fn body(&self) -> Option<Value> {
        let body = match self {
            Self::Unauthorized => message("401 Unauthorized"),
            Self::DeadToken(text) => json!({"error": "invalid_token", "error_description": text}),
            Self::TwoCredentials => json!({
                "error": "invalid_request",
                "error_description": "Both Authorization header and payload includes access token",
            }),
            Self::InsufficientScope(scopes) => json!({
                "error": "insufficient_scope",
                "error_description":
                    "The request requires higher privileges than provided by the access token.",
                "scope": scopes,
            }),
            Self::InsufficientPermission => json!({
                "error": "insufficient_granular_scope",
                "error_description": "Access denied: the fine-grained token lacks the permission for this request.",
            }),
            Self::Forbidden(reason) => message(&with_reason("403 Forbidden", reason.as_deref())),
            Self::NotFound(None) => message("404 Not Found"),
            Self::NotFound(Some(what)) => message(&format!("404 {what} Not Found")),
            Self::RecordNotFound => message("404 Not found"),
            Self::NoRoute => json!({"error": "404 Not Found"}),
            Self::WrongVerb => json!({"error": "405 Not Allowed"}),
            Self::MethodNotAllowed => message("405 Method Not Allowed"),
            Self::Rejected(_, text) => json!({"error": text}),
            Self::BadRequest(reason) => message(&with_reason("400 Bad request", reason.as_deref())),
            Self::Message(_, text) => message(text),
            Self::Faults(faults) => json!({"message": by_field(faults)}),
            Self::Throttled | Self::Moved(_) => return None,
        };
        Some(body)
    }

    /// The text body where there is no JSON.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Throttled => "Retry later\n".to_owned(),
            Self::Moved(address) => format!("This resource has been moved permanently to {address}"),
            _ => String::new(),
        }
    }

    /// Headers that belong to this refusal alone.
    pub(crate) fn headers(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::DeadToken(text) => vec![(
                "www-authenticate",
                format!(
                    "Bearer realm=\"Protected by OAuth 2.0\", error=\"invalid_token\", error_description=\"{text}\""
                ),
            )],
            Self::Moved(address) => vec![("location", address.clone())],
            _ => Vec::new(),
        }
    }
}

fn message(text: &str) -> Value {
    json!({"message": text})
}

fn with_reason(frame: &str, reason: Option<&str>) -> String {
    reason.map_or_else(|| frame.to_owned(), |reason| format!("{frame} - {reason}"))
}

fn by_field(faults: &[(&'static str, String)]) -> Map<String, Value> {
    let mut fields = Map::new();
    for (field, text) in faults {
        if let Value::Array(texts) = fields.entry(*field).or_insert_with(|| json!([])) {
            texts.push(json!(text));
        }
    }
    fields
}
