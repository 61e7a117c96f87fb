//! The guard against leaving: active only while a value waits to be stored or a change is under way.

use std::cell::Cell;

use wasm_bindgen::prelude::*;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Switches the guard on or off.
pub fn set(guarded: bool) {
    GUARDED.set(guarded);
}

/// Whether leaving is held back now.
pub fn is_on() -> bool {
    GUARDED.get()
}

/// Installs the guard once: closing, reloading and Back to another document get the browser's own question; Back and
/// links within the page are stopped where the Navigation API exists, and `on_stopped` may explain.
pub fn install(on_stopped: impl Fn() + 'static) {
    let Some(window) = web_sys::window() else { return };
    let ask = Closure::<dyn Fn(web_sys::BeforeUnloadEvent)>::new(|event: web_sys::BeforeUnloadEvent| {
        if GUARDED.get() {
            event.prevent_default();
            event.set_return_value("unsaved");
        }
    });
    let _ = window.add_event_listener_with_callback("beforeunload", ask.as_ref().unchecked_ref());
    ask.forget();

    let stop = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
        if GUARDED.get() && event.cancelable() && is_within_page(&event) {
            event.prevent_default();
            on_stopped();
        }
    });
    let navigation = js_sys::Reflect::get(&window, &"navigation".into()).ok();
    if let Some(target) = navigation.and_then(|target| target.dyn_into::<web_sys::EventTarget>().ok()) {
        let _ = target.add_event_listener_with_callback("navigate", stop.as_ref().unchecked_ref());
    }
    stop.forget();
}

/// A change of the fragment by a link, Back or Forward; `replaceState` of our own is none.
fn is_within_page(event: &web_sys::Event) -> bool {
    let property = |name: &str| js_sys::Reflect::get(event, &name.into()).ok();
    let kind = property("navigationType").and_then(|kind| kind.as_string()).unwrap_or_default();
    property("hashChange").is_some_and(|value| value.is_truthy()) && kind != "replace"
}
