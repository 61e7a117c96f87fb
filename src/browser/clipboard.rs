//! Copying to the clipboard; never reading it.

use wasm_bindgen_futures::JsFuture;

/// Copies a text. `false` where the browser does not let the page: the caller then selects it for the person.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into());
    if clipboard.map_or(true, |clipboard| clipboard.is_undefined()) {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}
