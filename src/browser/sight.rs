//! Whether an element is in plain sight: nothing over it, nothing that makes it pale, also not in the pages around this one.
//! By the second version of the Intersection Observer (<https://w3c.github.io/IntersectionObserver/v2/>); Chromium has it.

use js_sys::{Array, Reflect};
use wasm_bindgen::prelude::*;

use super::element::Element;
use super::reactive::StoredValue;

/// The shortest time between two notices that browsers allow, in milliseconds.
const DELAY: i32 = 100;

/// An observer that ends when it is dropped.
struct Observing {
    observer: web_sys::IntersectionObserver,
    _closure: Closure<dyn Fn(Array)>,
}

impl Drop for Observing {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back with whether an element is in plain sight, whenever that changes, as long as the surrounding part of the page is
/// there. `false` where this browser cannot tell.
pub fn watch(element: &Element, on_change: impl Fn(bool) + 'static) -> bool {
    let closure = Closure::<dyn Fn(Array)>::new(move |entries: Array| {
        let is_visible = |entry: JsValue| Reflect::get(&entry, &"isVisible".into()).ok()?.as_bool();
        on_change(entries.iter().last().and_then(is_visible).unwrap_or_default());
    });
    let options = web_sys::IntersectionObserverInit::new();
    // A sliver may be cut off: edges are seldom whole pixels.
    options.set_threshold(&JsValue::from_f64(0.95));
    let _ = Reflect::set(&options, &"trackVisibility".into(), &JsValue::TRUE);
    let _ = Reflect::set(&options, &"delay".into(), &JsValue::from(DELAY));
    let callback = closure.as_ref().unchecked_ref();
    let Ok(observer) = web_sys::IntersectionObserver::new_with_options(callback, &options) else {
        return false;
    };
    let tracks = Reflect::get(&observer, &"trackVisibility".into()).is_ok_and(|tracks| tracks.is_truthy());
    if tracks {
        observer.observe(element.platform());
        StoredValue::new(Observing { observer, _closure: closure });
    }
    tracks
}

/// Asks before each press of a button, by pointer or key, also as the one that a form is sent by; a press that does not count
/// is none for anybody else.
pub fn guard(button: &Element, counts: impl FnMut() -> bool + 'static) {
    let mut counts = counts;
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        if !counts() {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
    let listener = closure.as_ref().unchecked_ref();
    let _ = button.platform().add_event_listener_with_callback_and_bool("click", listener, true);
    // It lives as long as the surrounding part of the page; the button goes with that, too.
    StoredValue::new(closure);
}
