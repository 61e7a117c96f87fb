//! The page around this one, a portal: what it says, what it is told, and how much of this page can be seen in it.
//! Which messages there are, `crate::portal` says; here they are JSON.

use std::cell::{Cell, RefCell};

use js_sys::{Array, Function, JSON};
use wasm_bindgen::prelude::*;

use super::boot::{get, method};
use super::observer::{Observer, listen_first};
use super::{clock, dom};

/// Where nothing tells that the height changed, it is looked at so often, in milliseconds.
const LOOK_EVERY: i32 = 500;

const RESIZE: &str = "resize";

thread_local! {
    static PAGE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The origin of the page around this one, as the browser tells; `None` where it does not.
pub fn origin() -> Option<String> {
    let location = web_sys::window()?.location();
    get(&get(&location, "ancestorOrigins")?, "0")?.as_string()
}

/// The address of the portal's own page, where it told: a sign-in that has to leave the frame comes back there.
pub fn page() -> Option<String> {
    PAGE.with_borrow(Clone::clone)
}

/// Keeps the address of the portal's own page.
pub fn set_page(address: String) {
    PAGE.set(Some(address));
}

/// Hears every message of the page around this one that has the key `keyturn`, and of nobody else: who said it, and the
/// message as JSON.
pub fn listen(heard: impl Fn(String, String) + 'static) {
    let Some(window) = web_sys::window() else { return };
    let Some(portal) = parent(&window) else { return };
    let closure = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let is_portal = get(&event, "source").is_some_and(|source| source == portal);
        let data = event.data();
        if !is_portal || !data.is_object() || get(&data, "keyturn").is_none() {
            return;
        }
        // What cannot be written as JSON is none of ours.
        let text = JSON::stringify(&data).ok().and_then(|text| text.as_string());
        if let (Some(text), Some(from)) = (text, get(&event, "origin").and_then(|from| from.as_string())) {
            heard(from, text);
        }
    });
    let _ = window.add_event_listener_with_callback("message", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// Says something, as JSON, to the page around this one, if that is of this origin.
pub fn say(json: &str, origin: &str) {
    let portal = web_sys::window().as_ref().and_then(parent);
    if let (Some(portal), Ok(message)) = (portal, JSON::parse(json))
        && let Some(say) = method(&portal, "postMessage")
    {
        let _ = say.call2(&portal, &message, &JsValue::from_str(origin));
    }
}

/// Calls back with the height of what stands on the page, in CSS pixels, now and whenever it changes.
pub fn follow_height(on_change: impl Fn(u32) + 'static) {
    let Some(body) = body() else { return };
    let measured = body.clone();
    let last = Cell::new(None);
    let measure = move || {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates")]
        let height = measured.get_bounding_client_rect().height().ceil() as u32;
        if last.replace(Some(height)) != Some(height) {
            on_change(height);
        }
    };
    measure();
    let closure = Closure::<dyn Fn()>::new(measure);
    let callback = closure.as_ref().unchecked_ref::<Function>();
    if let Some(observer) = Observer::new("ResizeObserver", callback, &JsValue::UNDEFINED) {
        observer.observe(&body);
    } else {
        let callback = callback.clone();
        clock::every(LOOK_EVERY, move || drop(callback.call0(&JsValue::NULL)));
    }
    closure.forget();
}

/// Keeps known which part of this page can be seen in the portal, as `--seen-start` and `--seen-size`: a frame as high as its
/// content reaches beyond the screen, and a dialog belongs where somebody looks. While one is open it stays
/// where it is, unless the frame gets another size.
pub fn follow_sight() {
    let closure = Closure::<dyn Fn(Array)>::new(|entries: Array| {
        let seen = entries.iter().last().and_then(|entry| get(&entry, "intersectionRect"));
        let length = |name: &str| get(seen.as_ref()?, name)?.as_f64();
        if let (Some(start), Some(size)) = (length("top"), length("height").filter(|size| *size > 0.0)) {
            dom::set_property("--seen-start", &format!("{start}px"));
            dom::set_property("--seen-size", &format!("{size}px"));
        }
    });
    let callback = closure.as_ref().unchecked_ref();
    let observer = Observer::new("IntersectionObserver", callback, &JsValue::UNDEFINED);
    closure.forget();
    let (Some(observer), Some(window)) = (observer, web_sys::window()) else { return };
    let Some(root) = window.document().and_then(|document| document.document_element()) else { return };
    // It tells only of its own changes: begun anew, it tells once what is.
    let look = move || {
        observer.disconnect();
        observer.observe(&root);
    };
    look();
    let closure = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        let is_resized = get(&event, "type").is_some_and(|event| event == RESIZE);
        if is_resized || !dom::is_asking() {
            look();
        }
    });
    for event in ["pointerdown", "keydown", RESIZE] {
        listen_first(&window, event, closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

/// The page directly around this one.
fn parent(window: &web_sys::Window) -> Option<JsValue> {
    let parent = get(window, "parent")?;
    (parent != JsValue::from(window)).then_some(parent)
}

fn body() -> Option<web_sys::Element> {
    Some(web_sys::window()?.document()?.body()?.into())
}
