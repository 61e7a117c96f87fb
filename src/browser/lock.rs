//! Locks between the tabs of this browser, by the Web Locks API (<https://w3c.github.io/web-locks/>).

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A lock that is held until it is dropped; where the browser has no locks, nothing.
pub struct Lock {
    release: Option<Function>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Takes the lock of this name. `None` if another tab, or another part of this one, holds it. Where there are no locks, as
/// in a sandboxed frame, it is given without one.
pub async fn take(name: &str) -> Option<Lock> {
    let free = Some(Lock { release: None });
    let Some((locks, request)) = locks() else { return free };
    let release = Rc::new(RefCell::new(None));
    let options = Object::new();
    let _ = Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE);
    let mut granting = None;
    let granted = Promise::new(&mut |resolve, _| {
        let release = Rc::clone(&release);
        granting = Some(Closure::once(move |lock: JsValue| {
            let is_granted = !lock.is_null();
            let held = Promise::new(&mut |end, _| {
                if is_granted {
                    *release.borrow_mut() = Some(end);
                } else {
                    let _ = end.call0(&JsValue::NULL);
                }
            });
            let _ = resolve.call1(&JsValue::NULL, &JsValue::from_bool(is_granted));
            held
        }));
    });
    let Some(granting) = granting else { return free };
    let asked = request.call3(&locks, &JsValue::from_str(name), &options, granting.as_ref().unchecked_ref());
    let Ok(over) = asked else { return free };
    // What was asked is over at once where the browser refuses locks to this frame, else only when the lock is let go.
    let answer = JsFuture::from(Promise::race(&js_sys::Array::of2(&granted, &over))).await;
    let is_taken = answer.is_ok_and(|granted| granted.as_bool() == Some(false));
    (!is_taken).then(|| Lock { release: release.take() })
}

/// The lock manager and its `request`.
fn locks() -> Option<(JsValue, Function)> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
