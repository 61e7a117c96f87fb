//! Why a request got no answer: a ladder from what is certain to what can be probed. Never sends a credential.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use super::boot::{get, method};
use super::{clock, policy};
use crate::gitlab::Transport;

/// The cause of a rejected fetch to `base`, a server's base address.
pub async fn cause(base: &str, origin: &str) -> Transport {
    let Some(window) = web_sys::window() else { return Transport::Unreachable };
    if !window.navigator().on_line() {
        return Transport::Offline;
    }
    // The violation event comes one task after the rejection.
    clock::wait(0).await;
    if policy::take_blocked(origin) {
        return Transport::Policy;
    }
    let is_https_page = window.location().protocol().is_ok_and(|scheme| scheme == "https:");
    if is_https_page && origin.starts_with("http://") && !is_loopback(origin) {
        return Transport::MixedContent;
    }
    if answers_opaquely(&window, base).await {
        return Transport::Withheld;
    }
    if is_kept_from_networks(&window).await { Transport::Private } else { Transport::Unreachable }
}

/// What browsers call the permission to reach private networks and this machine (Local Network Access); the last one is
/// the older name for both.
const NETWORKS: [&str; 3] = ["local-network", "loopback-network", "local-network-access"];

/// Whether the person told the browser not to let this page reach one of these. A browser that has no such permission, or
/// still asks, has not been told.
async fn is_kept_from_networks(window: &web_sys::Window) -> bool {
    let Some(permissions) = get(&window.navigator(), "permissions") else { return false };
    for name in NETWORKS {
        let ask = || {
            let descriptor = js_sys::Object::new();
            js_sys::Reflect::set(&descriptor, &"name".into(), &name.into()).ok()?;
            let asked = method(&permissions, "query")?.call1(&permissions, &descriptor).ok()?;
            asked.dyn_into::<js_sys::Promise>().ok()
        };
        let Some(asked) = ask() else { continue };
        let status = JsFuture::from(asked).await.ok();
        if status.and_then(|status| get(&status, "state")?.as_string()).as_deref() == Some("denied") {
            return true;
        }
    }
    false
}

/// Whether anything at all answers there: an opaque answer says only that.
async fn answers_opaquely(window: &web_sys::Window, base: &str) -> bool {
    let init = web_sys::RequestInit::new();
    init.set_method("GET");
    init.set_mode(web_sys::RequestMode::NoCors);
    init.set_credentials(web_sys::RequestCredentials::Omit);
    init.set_cache(web_sys::RequestCache::NoStore);
    init.set_referrer_policy(web_sys::ReferrerPolicy::NoReferrer);
    #[expect(clippy::disallowed_methods, reason = "the probe of the ladder; it carries no credential")]
    let answer =
        JsFuture::from(window.fetch_with_str_and_init(&format!("{base}/api/v4/version"), &init)).await;
    answer.is_ok_and(|answer| answer.is_instance_of::<web_sys::Response>())
}

fn is_loopback(origin: &str) -> bool {
    let host = origin.trim_start_matches("http://");
    host.starts_with("localhost") || host.starts_with("127.") || host.starts_with("[::1]")
}
