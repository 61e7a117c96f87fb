//! Observers of the platform, made by their names: a browser may lack any of them.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::prelude::*;

use super::boot::{get, method};

/// An observer that watches one element at a time.
#[derive(Clone)]
pub(super) struct Observer(JsValue);

impl Observer {
    /// Of a class such as `ResizeObserver`; `None` where this browser has none of it, or not with these options.
    pub(super) fn new(class: &str, callback: &Function, options: &JsValue) -> Option<Self> {
        let class = method(&js_sys::global(), class)?;
        Reflect::construct(&class, &Array::of2(callback, options)).ok().map(Self)
    }

    /// Begins, and tells what is now.
    pub(super) fn observe(&self, element: &JsValue) {
        if let Some(observe) = method(&self.0, "observe") {
            let _ = observe.call1(&self.0, element);
        }
    }

    /// Ends.
    pub(super) fn disconnect(&self) {
        if let Some(disconnect) = method(&self.0, "disconnect") {
            let _ = disconnect.call0(&self.0);
        }
    }

    /// Whether it does what an option of this name asked for.
    pub(super) fn has(&self, option: &str) -> bool {
        get(&self.0, option).is_some_and(|value| value.is_truthy())
    }
}

/// Listens before anybody else does, also to what does not go up.
pub(super) fn listen_first(target: &JsValue, event: &str, callback: &Function) {
    if let Some(listen) = method(target, "addEventListener") {
        let _ = listen.call3(target, &JsValue::from_str(event), callback, &JsValue::TRUE);
    }
}
