//! Which GitLab this is: `/metadata`, `/version`, and the discovery document anybody may read.
//!
//! <https://docs.gitlab.com/api/metadata/>

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::call::{Call, Outcome};
use crate::scopes;
use crate::version::Version;

const REVISION: &str = "7c41e0d95b2";

#[expect(clippy::unnecessary_wraps, reason = "every endpoint in the table has the same form")]
/// `GET /metadata` and `GET /version`, which is the short form before 15.5.
pub(crate) fn read(call: &mut Call<'_>) -> Outcome {
    let mut body = json!({"version": call.version.to_string(), "revision": REVISION});
    let is_short = call.path.ends_with("/version") && !call.since(15, 5);
    if let Value::Object(fields) = &mut body
        && !is_short
    {
        let host = call.external_url.split_once("://").map_or(call.external_url, |(_, host)| host);
        let is_secure = call.external_url.starts_with("https:");
        let (socket, web) = if is_secure { ("wss", "https") } else { ("ws", "http") };
        let mut agent = json!({
            "enabled": true,
            "externalUrl": format!("{socket}://{host}/-/kubernetes-agent/"),
        });
        if call.since(17, 0) {
            agent["externalK8sProxyUrl"] = json!(format!("{web}://{host}/-/kubernetes-agent/k8s-proxy/"));
        }
        agent["version"] = json!(call.version.numbers());
        fields.insert("kas".to_owned(), agent);
        if call.since(15, 6) {
            fields.insert("enterprise".to_owned(), json!(call.version.is_enterprise()));
        }
    }
    Ok(Answer::ok(body))
}

/// `GET /.well-known/openid-configuration`: the proof, without any credential, that this is a GitLab.
pub(crate) fn discovery(external_url: &str, version: &Version) -> Answer {
    Answer::ok(json!({
        "issuer": external_url,
        "authorization_endpoint": format!("{external_url}/oauth/authorize"),
        "token_endpoint": format!("{external_url}/oauth/token"),
        "revocation_endpoint": format!("{external_url}/oauth/revoke"),
        "introspection_endpoint": format!("{external_url}/oauth/introspect"),
        "userinfo_endpoint": format!("{external_url}/oauth/userinfo"),
        "jwks_uri": format!("{external_url}/oauth/discovery/keys"),
        "scopes_supported": scopes::oauth(version),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "grant_types_supported": ["authorization_code", "device_code", "client_credentials", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claim_types_supported": ["normal"],
        "claims_supported": [
            "iss", "sub", "aud", "exp", "iat", "sub_legacy", "name", "nickname", "preferred_username", "email",
            "email_verified", "website", "profile", "picture", "groups", "groups_direct",
        ],
        "code_challenge_methods_supported": ["plain", "S256"],
    }))
}
