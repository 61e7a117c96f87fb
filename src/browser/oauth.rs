//! What signing in by OAuth needs of the platform: random bits, a digest, and what the browser came back with.

use super::boot::{get, method};
use super::crypto;
use crate::gitlab::oauth::{Callback, base64url};
use crate::tokens::Secret;

/// So many random bytes as base64url; nothing where the browser has none.
pub fn random(bytes: u32) -> Option<String> {
    crypto::random(bytes).map(|bytes| base64url(&bytes))
}

/// base64url of a text's SHA-256 (RFC 7636, S256).
pub async fn challenge(text: &str) -> Option<String> {
    crypto::sha256(text).await.map(|digest| base64url(&digest))
}

/// What the browser came back with; once. boot.js has taken it out of the address by then.
pub fn take_callback() -> Option<Callback> {
    let keyturn = get(&js_sys::global(), "keyturn")?;
    let callback = method(&keyturn, "takeCallback")?.call0(&keyturn).ok()?;
    let text = |name: &str| get(&callback, name)?.as_string();
    let answer = match text("code") {
        Some(code) => Ok(Secret::new(code)),
        None => Err(text("error")?),
    };
    Some(Callback { state: text("state").unwrap_or_default(), answer, issuer: text("iss") })
}
