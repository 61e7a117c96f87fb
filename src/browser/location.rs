//! The address bar: the fragment, how the page was loaded, and the URL parser's view of a host.

use wasm_bindgen::prelude::*;

use crate::gitlab::server::PageScheme;

/// The fragment with its `#`, or empty.
pub fn fragment() -> String {
    window_location().and_then(|location| location.hash().ok()).unwrap_or_default()
}

/// Goes to a fragment; Back returns.
pub fn push(fragment: &str) {
    if let Some(location) = window_location() {
        let _ = location.set_hash(fragment);
    }
}

/// Changes the fragment without a step in the history. Fires no `hashchange`.
pub fn replace(fragment: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}

/// The whole address of a fragment, to hand to somebody else.
pub fn absolute(fragment: &str) -> String {
    let page = window_location().and_then(|location| location.href().ok()).unwrap_or_default();
    format!("{}{fragment}", page.split('#').next().unwrap_or_default())
}

/// Calls `on_change` with the new fragment whenever it changes.
pub fn on_change(on_change: impl Fn(String) + 'static) {
    let closure = Closure::<dyn Fn()>::new(move || on_change(fragment()));
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("hashchange", closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

/// Loads the page anew: the only way to name another server, because the policy cannot be loosened again.
pub fn reload(fragment: &str) {
    replace(fragment);
    if let Some(location) = window_location() {
        let _ = location.reload();
    }
}

/// The page's own address, without what stands behind a `?` or `#`, and without the name of its file: where it is registered
/// as an application.
pub fn page() -> String {
    let page = window_location().and_then(|location| location.href().ok()).unwrap_or_default();
    let page = page.split(['?', '#']).next().unwrap_or_default();
    page.strip_suffix("index.html").unwrap_or(page).to_owned()
}

/// Leaves for another page in the whole window, of which this page may be a part.
pub fn leave_whole_for(address: &str) {
    if let Some(window) = web_sys::window() {
        let _ = window.open_with_url_and_target(address, "_top");
    }
}

/// Goes on to another page in the place of this one.
pub fn go_on_to(address: &str) {
    if let Some(location) = window_location() {
        let _ = location.replace(address);
    }
}

/// Whether the page stands inside another one.
pub fn is_framed() -> bool {
    let Some(window) = web_sys::window() else { return false };
    window.top().ok().flatten().is_none_or(|top| top != window)
}

/// Whether the page came over https.
pub fn page_scheme() -> PageScheme {
    let is_http = window_location()
        .and_then(|location| location.protocol().ok())
        .is_some_and(|scheme| scheme == "http:");
    if is_http { PageScheme::Http } else { PageScheme::Https }
}

/// A host with letters beyond ASCII in its punycode form, or an IPv6 address in its canonical one, by the browser's own URL parser.
pub fn ascii_host(host: &str) -> Option<String> {
    let url = web_sys::Url::new(&format!("https://{host}/")).ok()?;
    Some(url.hostname()).filter(|host| !host.is_empty())
}

/// The languages the person asked the browser for, best first.
pub fn languages() -> Vec<String> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    window.navigator().languages().iter().filter_map(|language| language.as_string()).collect()
}

fn window_location() -> Option<web_sys::Location> {
    web_sys::window().map(|window| window.location())
}
