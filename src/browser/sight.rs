//! Whether an element is in plain sight: nothing over it, nothing that makes it pale, also not in the pages around this one.
//! By the second version of the Intersection Observer (<https://w3c.github.io/IntersectionObserver/v2/>); Chromium has it.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::boot::get;
use super::element::Element;
use super::observer::{Observer, listen_first};
use super::reactive::StoredValue;

/// The shortest time between two notices that browsers allow, in milliseconds.
const DELAY: f64 = 100.0;
/// What the second version adds.
const TRACKED: &str = "trackVisibility";

/// An observer that ends when it is dropped.
struct Observing {
    observer: Observer,
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
        let is_visible = |entry: JsValue| get(&entry, "isVisible")?.as_bool();
        on_change(entries.iter().last().and_then(is_visible).unwrap_or_default());
    });
    let options = Object::new();
    for (name, value) in [
        // A sliver may be cut off: edges are seldom whole pixels.
        ("threshold", JsValue::from_f64(0.95)),
        (TRACKED, JsValue::TRUE),
        ("delay", JsValue::from_f64(DELAY)),
    ] {
        let _ = Reflect::set(&options, &JsValue::from_str(name), &value);
    }
    let callback = closure.as_ref().unchecked_ref();
    let observer = Observer::new("IntersectionObserver", callback, &options);
    let Some(observer) = observer.filter(|observer| observer.has(TRACKED)) else { return false };
    observer.observe(element.platform());
    StoredValue::new(Observing { observer, _closure: closure });
    true
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
    listen_first(button.platform(), "click", closure.as_ref().unchecked_ref());
    // It lives as long as the surrounding part of the page; the button goes with that, too.
    StoredValue::new(closure);
}
