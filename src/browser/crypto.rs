//! The browser's cryptography: random bits and digests. A page that came by plain http has none.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::boot::{get, method};

/// Whether this page may use it: over https, and on this machine.
pub fn is_there() -> bool {
    subtle().is_some()
}

/// So many random bytes.
pub fn random(bytes: u32) -> Option<Vec<u8>> {
    let crypto = get(&js_sys::global(), "crypto")?;
    let array = Uint8Array::new_with_length(bytes);
    method(&crypto, "getRandomValues")?.call1(&crypto, &array).ok()?;
    Some(array.to_vec())
}

/// A text's SHA-256.
pub async fn sha256(text: &str) -> Option<Vec<u8>> {
    let subtle = subtle()?;
    let bytes = Uint8Array::from(text.as_bytes());
    let promise = method(&subtle, "digest")?.call2(&subtle, &"SHA-256".into(), &bytes).ok()?;
    let digest = JsFuture::from(promise.dyn_into::<js_sys::Promise>().ok()?).await.ok()?;
    Some(Uint8Array::new(&digest).to_vec())
}

fn subtle() -> Option<JsValue> {
    get(&get(&js_sys::global(), "crypto")?, "subtle")
}
