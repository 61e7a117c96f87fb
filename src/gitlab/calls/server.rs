//! What a server is: asked without a credential first, and its version with one.

use serde_json::Value;

use crate::gitlab::{Call, Error, Method, Request, Response, Version, refusal, wire};

/// Whether a GitLab answers, asked without a credential: `GET /.well-known/openid-configuration`
/// (<https://docs.gitlab.com/integration/openid_connect_provider/>). Open to every origin.
pub fn discover() -> Call<()> {
    Call {
        request: Request {
            method: Method::Get,
            path: String::from("/.well-known/openid-configuration"),
            query: Vec::new(),
            body: None,
        },
        read: |response| {
            // Any OpenID provider publishes an issuer; only GitLab's offers the scope `read_api`.
            let object = wire::object(response)?;
            let scopes = object.get("scopes_supported").and_then(Value::as_array);
            let is_gitlab = scopes.is_some_and(|scopes| scopes.iter().any(|scope| scope == "read_api"));
            if is_gitlab { Ok(()) } else { Err(Error::Unexpected { status: response.status }) }
        },
    }
}

/// The second proof, for servers that hide the discovery document: `GET /api/v4/version` without a credential is
/// answered by a GitLab with 401 and its own JSON body.
pub fn knock() -> Call<()> {
    Call { request: Request::get("/version"), read: read_knock }
}

fn read_knock(response: &Response) -> Result<(), Error> {
    if response.status == 429 {
        return Err(refusal::read(response));
    }
    let body = wire::parse(response)?;
    let is_refusal = response.status == 401
        && body.get("message").and_then(Value::as_str).is_some_and(|message| message.starts_with("401"));
    let is_version = response.status == 200 && body.get("version").is_some_and(Value::is_string);
    match response.status {
        _ if is_refusal || is_version => Ok(()),
        500.. => Err(refusal::read(response)),
        status => Err(Error::Unexpected { status }),
    }
}

/// A server's version in words and numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// As GitLab writes it, such as `19.5.1-ee`.
    pub text: String,
    /// Its leading numbers.
    pub version: Option<Version>,
}

/// `GET /metadata` (15.2): <https://docs.gitlab.com/api/metadata/>.
pub fn metadata() -> Call<Release> {
    Call { request: Request::get("/metadata"), read: release }
}

/// `GET /version` (8.13), for servers without metadata: <https://docs.gitlab.com/api/version/>.
pub fn version() -> Call<Release> {
    Call { request: Request::get("/version"), read: release }
}

fn release(response: &Response) -> Result<Release, Error> {
    let object = wire::object(response)?;
    let text = object.get("version").and_then(Value::as_str);
    text.map(|text| Release { text: text.to_owned(), version: Version::parse(text) })
        .ok_or(Error::Unexpected { status: response.status })
}
