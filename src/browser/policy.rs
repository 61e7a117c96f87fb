//! The content security policy as a ratchet: once a server is named, the page can reach it and nothing else.
//!
//! A second policy in the document only ever tightens the first, and removing its element does not undo it. It is not
//! inherited by a same-origin page opened in a new window, and does not stop navigation.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

/// Where the page may connect from now on.
#[derive(Clone, Copy, Debug)]
pub enum Reach<'a> {
    /// Its own origin and this one.
    Server(&'a str),
    /// Its own origin only.
    Nowhere,
}

/// Tightens the policy. `false` where the document could not be changed; then no credential may be asked for.
#[must_use]
pub fn lock(reach: Reach) -> bool {
    let connect = match reach {
        Reach::Server(origin) => format!("connect-src 'self' {origin}"),
        Reach::Nowhere => String::from("connect-src 'self'"),
    };
    let policy = format!("{connect}; frame-src 'none'; worker-src 'none'; form-action 'none'");
    insert(&policy).is_some()
}

fn insert(policy: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let meta = document.create_element("meta").ok()?;
    meta.set_attribute("http-equiv", "Content-Security-Policy").ok()?;
    meta.set_attribute("content", policy).ok()?;
    document.head()?.append_child(&meta).ok()?;
    Some(())
}

thread_local! {
    static BLOCKED: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Starts to note which addresses the policy refused; the event comes after the rejected request.
pub fn watch() {
    let closure = Closure::<dyn Fn(JsValue)>::new(|event: JsValue| {
        let address = js_sys::Reflect::get(&event, &"blockedURI".into()).ok().and_then(|uri| uri.as_string());
        BLOCKED.with_borrow_mut(|blocked| blocked.extend(address));
    });
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        let listener = closure.as_ref().unchecked_ref();
        let _ = document.add_event_listener_with_callback("securitypolicyviolation", listener);
    }
    closure.forget();
}

/// Whether an address on this origin was refused since the last time this was asked.
pub fn take_blocked(origin: &str) -> bool {
    BLOCKED.with_borrow_mut(|blocked| {
        let hit = blocked.iter().any(|address| address.starts_with(origin));
        blocked.clear();
        hit
    })
}
