//! What the boot script offers: the page's one global, `keyturn`. See `public/boot.js`.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::location;

/// Why files could not be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotLoaded {
    /// A file is missing, or is not the one that was promised.
    Mismatch,
    /// The host does not answer.
    Unreachable,
}

/// Fetches, checks and starts what is not in the first module. Where all is one module, nothing is to be done.
pub async fn load_later() -> Result<(), NotLoaded> {
    match call("loadLater").await {
        Some(Ok(_)) => Ok(()),
        Some(Err(failure)) if said(&failure) == Some(String::from("unreachable")) => {
            Err(NotLoaded::Unreachable)
        }
        _ => Err(NotLoaded::Mismatch),
    }
}

/// Loads the page again, its files past the browser's cache.
pub async fn reload() {
    if call("reload").await.is_none() {
        location::reload(&location::fragment());
    }
}

/// Runs when the browser has nothing better to do; where it cannot tell, soon.
pub fn when_idle(run: impl FnOnce() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let callback = Closure::once_into_js(run);
    let callback = callback.unchecked_ref::<Function>();
    if window.request_idle_callback(callback).is_err() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(callback, 200);
    }
}

/// What the operator decided, as the text of `config.json`; nothing where it could not be fetched.
pub fn configuration() -> Option<String> {
    let keyturn = get(&js_sys::global(), "keyturn")?;
    method(&keyturn, "configuration")?.call0(&keyturn).ok()?.as_string()
}

/// Whether the browser came back from a page of consent.
pub fn has_callback() -> bool {
    get(&js_sys::global(), "keyturn")
        .and_then(|keyturn| get(&keyturn, "isBack"))
        .is_some_and(|is| is.is_truthy())
}

/// Calls a function of `keyturn` and waits; nothing where there is no such function.
pub(super) async fn call(name: &str) -> Option<Result<JsValue, JsValue>> {
    let keyturn = get(&js_sys::global(), "keyturn")?;
    let promise = method(&keyturn, name)?.call0(&keyturn).ok()?.dyn_into::<Promise>().ok()?;
    Some(JsFuture::from(promise).await)
}

fn said(failure: &JsValue) -> Option<String> {
    get(failure, "message")?.as_string()
}

pub(super) fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name))
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

pub(super) fn method(object: &JsValue, name: &str) -> Option<Function> {
    get(object, name)?.dyn_into().ok()
}
