//! Events: what happened, and listening for as long as a part of the page is there.

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Something that happened.
#[derive(Clone)]
pub struct Event(web_sys::Event);

impl Event {
    /// Keeps the platform from doing what it would do.
    pub fn prevent_default(&self) {
        self.0.prevent_default();
    }

    /// What the field it came from now holds.
    pub fn value(&self) -> String {
        let value = self.0.target().and_then(|target| js_sys::Reflect::get(&target, &"value".into()).ok());
        value.and_then(|value| value.as_string()).unwrap_or_default()
    }

    /// Whether what it came from, a `<details>`, is open now.
    pub fn is_open(&self) -> bool {
        let open = self.0.target().and_then(|target| js_sys::Reflect::get(&target, &"open".into()).ok());
        open.is_some_and(|open| open.is_truthy())
    }

    /// Whether what it came from, a popover, is open from now on.
    pub fn is_popover_open(&self) -> bool {
        self.property("newState").and_then(|state| state.as_string()).as_deref() == Some("open")
    }

    /// The key, for a key event; empty for others.
    pub fn key(&self) -> String {
        self.property("key").and_then(|key| key.as_string()).unwrap_or_default()
    }

    /// Whether a key was pressed together with Ctrl, Alt or Meta.
    pub fn is_combined(&self) -> bool {
        ["ctrlKey", "metaKey", "altKey"]
            .iter()
            .any(|name| self.property(name).is_some_and(|held| held.is_truthy()))
    }

    /// Whether Shift was held.
    pub fn is_shifted(&self) -> bool {
        self.property("shiftKey").is_some_and(|held| held.is_truthy())
    }

    /// Whether a key was pressed together with the key for commands: Ctrl, or Meta on a Mac.
    pub fn is_command(&self) -> bool {
        ["ctrlKey", "metaKey"].iter().any(|name| self.property(name).is_some_and(|held| held.is_truthy()))
    }

    fn property(&self, name: &str) -> Option<JsValue> {
        js_sys::Reflect::get(&self.0, &JsValue::from_str(name)).ok()
    }
}

/// Listens on the window as long as the surrounding part of the page is there.
pub fn on_window(event: &'static str, run: impl FnMut(Event) + 'static) {
    if let Some(window) = web_sys::window() {
        listen_on(&window, event, Box::new(run));
    }
}

/// A listener that ends when it is dropped.
struct Listening {
    target: web_sys::EventTarget,
    event: &'static str,
    closure: Closure<dyn FnMut(web_sys::Event)>,
}

impl Drop for Listening {
    fn drop(&mut self) {
        let callback = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback(self.event, callback);
    }
}

pub(super) fn listen_on(target: &web_sys::EventTarget, event: &'static str, mut run: Box<dyn FnMut(Event)>) {
    let listener: Box<dyn FnMut(web_sys::Event)> = Box::new(move |event| run(Event(event)));
    let closure = Closure::wrap(listener);
    let _ = target.add_event_listener_with_callback(event, closure.as_ref().unchecked_ref());
    // The arena of the present owner holds it, and lets it go when that owner ends.
    StoredValue::new_local(Listening { target: target.clone(), event, closure });
}
