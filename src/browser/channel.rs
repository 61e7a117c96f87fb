//! What the tabs of this browser tell each other, by a broadcast channel
//! (<https://html.spec.whatwg.org/multipage/web-messaging.html>). Any page of the same origin can listen and speak: nothing
//! secret is said, and nothing that is heard is trusted further than a refresh or a sign-out.

use wasm_bindgen::prelude::*;

/// A channel that stays open as long as the page.
pub struct Channel(Option<web_sys::BroadcastChannel>);

impl Channel {
    /// Opens it, and hears what the other tabs say. In a frame without an origin nothing is heard or said.
    pub fn open(name: &str, mut heard: impl FnMut(String) + 'static) -> Self {
        let Ok(channel) = web_sys::BroadcastChannel::new(name) else { return Self(None) };
        let closure =
            Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
                if let Some(text) = event.data().as_string() {
                    heard(text);
                }
            });
        channel.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        closure.forget();
        Self(Some(channel))
    }

    /// Says something to all other tabs. `false` where nobody can hear it.
    pub fn say(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|channel| channel.post_message(&JsValue::from_str(text)).is_ok())
    }
}
