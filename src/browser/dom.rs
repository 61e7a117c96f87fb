//! The document: dialogs, focus, scrolling, its language, theme and title, and what the whole page listens to.

use wasm_bindgen::prelude::*;
use web_sys::{Document, HtmlDialogElement, HtmlElement, HtmlInputElement};

use super::element::Element;

/// Opens a native modal dialog; the platform keeps focus inside and makes the rest inert. The focus starts at the
/// element marked `data-first`, else where the platform thinks best.
pub fn show_modal(dialog: &Element) {
    if let Some(dialog) = dialog.of_kind::<HtmlDialogElement>().filter(|dialog| !dialog.open()) {
        let _ = dialog.show_modal();
        let first = dialog.query_selector("[data-first]").ok().flatten();
        if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
            let _ = first.focus();
        }
    }
}

/// Focuses the element of an id after the page has been drawn; the first that exists wins.
pub fn focus_soon(ids: Vec<String>) {
    after_drawing(move || {
        let element = ids.iter().find_map(|id| element(id));
        if let Some(element) = element {
            let _ = give_focus(&element);
        }
    });
}

/// Focuses the element of an id now. `false` where there is none.
pub fn focus(id: &str) -> bool {
    element(id).is_some_and(|element| give_focus(&element).is_ok())
}

/// What has the focus, to give it back later.
#[derive(Clone)]
pub struct Focused(HtmlElement);

impl Focused {
    /// What has it now; nothing where the page as a whole has it.
    pub fn now() -> Option<Self> {
        let element = document()?.active_element().filter(|element| element.tag_name() != "BODY")?;
        element.dyn_into().ok().map(Self)
    }

    /// Gives it back after the page has been drawn. `false` where the element is gone.
    pub fn again_soon(&self) -> bool {
        let Self(element) = self.clone();
        let is_there = element.closest("body").is_ok_and(|body| body.is_some());
        if is_there {
            after_drawing(move || drop(give_focus(&element)));
        }
        is_there
    }
}

/// The page as a whole takes the focus without moving: its top may be far above what is being looked at.
fn give_focus(element: &HtmlElement) -> Result<(), JsValue> {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(element.tag_name() == "MAIN");
    element.focus_with_options(&options)
}

/// The id of the focused element, if it has one.
pub fn focused_id() -> Option<String> {
    let id = document()?.active_element()?.id();
    (!id.is_empty()).then_some(id)
}

/// The id of what a selector names in the row of a table that has the focus.
pub fn id_in_focused_row(selector: &str) -> Option<String> {
    let row = document()?.active_element()?.closest("tr").ok()??;
    Some(row.query_selector(selector).ok()??.id())
}

/// Whether the page is not at its top, or the focus lies within what a selector names: somebody reads there.
pub fn is_scrolled_or_within(selector: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    is_within(selector) || window.scroll_y().is_ok_and(|offset| offset > 0.0)
}

/// Whether the focus lies within what a selector names.
pub fn is_within(selector: &str) -> bool {
    let focused = document().and_then(|document| document.active_element());
    focused.and_then(|element| element.closest(selector).ok().flatten()).is_some()
}

/// Whether keys now belong to a field, a dialog or an open menu.
pub fn is_typing() -> bool {
    let Some(document) = document() else { return false };
    let in_field = document.active_element().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            && element.get_attribute("type").as_deref() != Some("checkbox")
    });
    in_field || is_asking()
}

/// Whether a dialog is open.
pub fn is_asking() -> bool {
    let open = document().and_then(|document| document.query_selector("dialog[open]").ok().flatten());
    open.is_some()
}

/// Selects the whole text of a field, so that a person can copy it by hand.
pub fn select_all(field: &Element) {
    if let Some(field) = field.of_kind::<HtmlInputElement>() {
        field.select();
    }
}

/// What a field holds.
pub fn value_of(field: &Element) -> String {
    field.of_kind::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default()
}

/// Puts a text into a field, as a property: the markup does not hold it.
pub fn set_value(field: &Element, text: &str) {
    if let Some(field) = field.of_kind::<HtmlInputElement>() {
        field.set_value(text);
    }
}

/// The part of an element that lies on the screen, as distances from its top, in CSS pixels.
pub fn span_on_screen(element: &Element) -> std::ops::Range<i32> {
    let top = whole(element.platform().get_bounding_client_rect().top());
    let height = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64()).map_or(0, whole);
    -top..height - top
}

/// Scrolls the page until the point so many CSS pixels below an element's top stands in the middle of the screen.
pub fn scroll_to_middle(element: &Element, below_top: u32) {
    let Some(window) = web_sys::window() else { return };
    let height = window.inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    let top = element.platform().get_bounding_client_rect().top() + f64::from(below_top);
    window.scroll_by_with_x_and_y(0.0, top - height / 2.0);
}

/// The height of an element, in CSS pixels.
pub fn height_of(element: &Element) -> u32 {
    whole(element.platform().get_bounding_client_rect().height()).unsigned_abs()
}

/// Whole pixels.
#[expect(clippy::cast_possible_truncation, reason = "the cast saturates, and no page is that high")]
fn whole(pixels: f64) -> i32 {
    pixels.round() as i32
}

/// Sets the document's language, for screen readers, hyphenation and fonts.
pub fn set_language(language: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute("lang", language);
    }
}

/// Sets the theme: `light`, `dark`, or another name for what the system says.
pub fn set_theme(theme: &str) {
    if let Some(root) = root() {
        let _ = root.set_attribute("data-theme", theme);
    }
}

/// Gives a custom property of the style sheets another value, for the whole document.
pub fn set_property(name: &str, value: &str) {
    if let Some(root) = root().and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
        let _ = root.style().set_property(name, value);
    }
}

/// Sets the title of the document.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Removes what the page showed before the app was there.
pub fn clear_placeholder() {
    if let Some(placeholder) = element("boot") {
        placeholder.remove();
    }
}

/// Offers a text as a file to keep.
pub fn download(name: &str, text: &str) -> bool {
    // As bytes: a text of many megabytes would be rewritten twice. They are wiped at once, for the text may be a value.
    let bytes = js_sys::Uint8Array::from(text.as_bytes());
    let blob = web_sys::Blob::new_with_u8_array_sequence(&js_sys::Array::of1(&bytes));
    bytes.fill(0, 0, bytes.length());
    let Ok(blob) = blob else { return false };
    let Ok(url) = web_sys::Url::create_object_url_with_blob(&blob) else { return false };
    let anchor = document().and_then(|document| document.create_element("a").ok());
    let Some(anchor) = anchor.and_then(|anchor| anchor.dyn_into::<web_sys::HtmlAnchorElement>().ok()) else {
        return false;
    };
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    let _ = web_sys::Url::revoke_object_url(&url);
    true
}

/// Has the page printed.
pub fn print() {
    if let Some(window) = web_sys::window() {
        let _ = window.print();
    }
}

/// Takes away what a selector names.
pub fn remove(selector: &str) {
    if let Some(found) = document().and_then(|document| document.query_selector(selector).ok().flatten()) {
        found.remove();
    }
}

/// Calls back when a person does anything: keys, pointer, touch.
pub fn on_activity(on_activity: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(on_activity);
    for event in ["keydown", "pointerdown", "pointermove"] {
        listen(event, closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

/// Calls back when the page is shown again from the browser's back-forward cache.
pub fn on_restored(on_restored: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        let persisted =
            js_sys::Reflect::get(&event, &"persisted".into()).is_ok_and(|value| value.is_truthy());
        if persisted {
            on_restored();
        }
    });
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("pageshow", closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

/// Calls back when the page is left for good, or kept aside by the browser.
pub fn on_left(on_left: impl Fn() + 'static) {
    let closure = Closure::<dyn Fn()>::new(on_left);
    if let Some(window) = web_sys::window() {
        let _ = window.add_event_listener_with_callback("pagehide", closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

/// Runs when the next frame is drawn, so that what was just rendered is there. In a handler of scrolling that is the same frame.
pub fn after_drawing(run: impl FnOnce() + 'static) {
    let callback = Closure::once_into_js(run);
    if let Some(window) = web_sys::window() {
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

fn listen(event: &str, callback: &js_sys::Function) {
    if let Some(document) = document() {
        let _ = document.add_event_listener_with_callback(event, callback);
    }
}

fn element(id: &str) -> Option<HtmlElement> {
    document()?.get_element_by_id(id)?.dyn_into().ok()
}

fn root() -> Option<web_sys::Element> {
    document()?.document_element()
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}
