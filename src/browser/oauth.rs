//! What signing in by OAuth needs of the platform: random bits, a digest, and what the browser came back with.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::boot::{get, method};
use crate::gitlab::oauth::Callback;
use crate::tokens::Secret;

/// Whether this page may use the browser's cryptography: over https, and on this machine.
pub fn is_possible() -> bool {
    subtle().is_some()
}

/// So many random bytes as base64url; nothing where the browser has none.
pub fn random(bytes: u32) -> Option<String> {
    let crypto = get(&js_sys::global(), "crypto")?;
    let array = Uint8Array::new_with_length(bytes);
    method(&crypto, "getRandomValues")?.call1(&crypto, &array).ok()?;
    Some(base64url(&array))
}

/// base64url of a text's SHA-256 (RFC 7636, S256).
pub async fn challenge(text: &str) -> Option<String> {
    let subtle = subtle()?;
    let bytes = Uint8Array::from(text.as_bytes());
    let digest = method(&subtle, "digest")?.call2(&subtle, &"SHA-256".into(), &bytes).ok()?;
    let digest = JsFuture::from(digest.dyn_into::<js_sys::Promise>().ok()?).await.ok()?;
    Some(base64url(&Uint8Array::new(&digest)))
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
    Some(Callback { state: text("state")?, answer, issuer: text("iss") })
}

fn subtle() -> Option<JsValue> {
    get(&get(&js_sys::global(), "crypto")?, "subtle")
}

/// RFC 4648 5, without padding.
fn base64url(bytes: &Uint8Array) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for three in bytes.to_vec().chunks(3) {
        let number = three.iter().fold(0_u32, |number, byte| (number << 8) | u32::from(*byte))
            << (8 * (3 - three.len()));
        for sign in 0..=three.len() {
            let at = (number >> (18 - 6 * sign)) & 63;
            text.extend(usize::try_from(at).ok().and_then(|at| SIGNS.get(at)).map(|sign| char::from(*sign)));
        }
    }
    text
}
