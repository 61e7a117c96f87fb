//! Measures what protects this page here: its own elements, its host's answers, the browser. What comes of it is judged in
//! `crate::protections`. Nothing is tried that somebody would have to answer, or that a policy would have to report.

use std::hint::black_box;

use futures_util::future::{Either, select};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::boot::{get, method};
use super::{clock, crypto, storage};
use crate::protections::{Answer, Facts, File, Markup, Way, fingerprinted, hexadecimal};

/// How long the host may take for an answer, in milliseconds.
const PATIENCE: i32 = 10_000;
/// The headers that are looked at.
const HEADERS: [&str; 11] = [
    "cache-control",
    "content-encoding",
    "content-security-policy",
    "content-type",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "referrer-policy",
    "strict-transport-security",
    "x-content-type-options",
    "x-frame-options",
];
/// What the boot script's tag names, and where it gives the hash.
const MODULES: [(&str, &str); 5] = [
    ("data-js", "data-js-integrity"),
    ("data-wasm", "data-wasm-integrity"),
    ("data-later-wasm", "data-later-wasm-integrity"),
    ("data-sandbox-js", "data-sandbox-js-integrity"),
    ("data-sandbox-wasm", "data-sandbox-wasm-integrity"),
];

/// Measures. What cannot be had is left out.
pub async fn measure() -> Facts {
    let Some((window, document)) =
        web_sys::window().and_then(|window| Some((window.clone(), window.document()?)))
    else {
        return Facts::default();
    };
    let location = window.location();
    let path = location.pathname().unwrap_or_default();
    let module = boot_tag(&document).and_then(|tag| tag.get_attribute("data-wasm"));
    Facts {
        // Without the query: whatever stands there is none of the host's business.
        page: answer(&window, &path, web_sys::RequestCache::NoStore).await,
        // As it came when the page was loaded, without loading it again.
        module: match module {
            Some(module) => answer(&window, &module, web_sys::RequestCache::ForceCache).await,
            None => None,
        },
        policies: contents(&document, "meta[http-equiv='Content-Security-Policy' i]"),
        is_policy_first: document
            .query_selector("head > meta[http-equiv='Content-Security-Policy' i]:first-child")
            .is_ok_and(|first| first.is_some()),
        referrer: contents(&document, "meta[name='referrer' i]").pop(),
        markup: markup(&window),
        files: files(&document),
        is_wiped: is_wiped(),
        workers: workers(&window).await,
        way: way(&window),
        folder: path.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default(),
        strangers: storage::strangers(),
        has_opener: window.opener().is_ok_and(|opener| !opener.is_null() && !opener.is_undefined()),
    }
}

/// The version and the commit that the page says it was made from; nothing while developing.
pub fn version() -> Option<(String, Option<String>)> {
    let document = web_sys::window()?.document()?;
    let said = contents(&document, "meta[name='version']").pop()?;
    let mut words = said.split(' ').map(str::to_owned);
    let version = words.next().filter(|version| version != "development")?;
    Some((version, words.next()))
}

/// The fingerprint of this release, from the hashes the page checks its files against; nothing while developing, or where
/// the browser computes no hashes, as over http.
pub async fn fingerprint() -> Option<String> {
    let window = web_sys::window()?;
    let text = fingerprinted(&files(&window.document()?))?;
    Some(hexadecimal(&crypto::sha256(&text).await?))
}

/// What the host answers for one of its own files, with the headers that a page may read of its own origin.
async fn answer(window: &web_sys::Window, address: &str, cache: web_sys::RequestCache) -> Option<Answer> {
    // A page without an origin may read next to nothing, and asking would only fail.
    if get(window, "origin")?.as_string().is_none_or(|origin| origin == "null") {
        return None;
    }
    let init = web_sys::RequestInit::new();
    init.set_cache(cache);
    init.set_redirect(web_sys::RequestRedirect::Error);
    init.set_referrer_policy(web_sys::ReferrerPolicy::NoReferrer);
    #[expect(
        clippy::disallowed_methods,
        reason = "a file of this page's own host; it carries no credential of ours"
    )]
    let asked = JsFuture::from(window.fetch_with_str_and_init(address, &init));
    let answered = match select(Box::pin(asked), Box::pin(clock::wait(PATIENCE))).await {
        Either::Left((answered, _)) => answered.ok()?.dyn_into::<web_sys::Response>().ok()?,
        Either::Right(_) => return None,
    };
    let headers = answered.headers();
    let read = |name: &str| Some((name.to_owned(), headers.get(name).ok()??));
    let is_own = answered.ok() && answered.type_() == web_sys::ResponseType::Basic;
    let found = is_own.then(|| Answer(HEADERS.iter().filter_map(|name| read(name)).collect()));
    // The headers are enough: what follows need not be fetched.
    if let Some(body) = get(&answered, "body")
        && let Some(cancel) = method(&body, "cancel")
        && let Some(cancelled) =
            cancel.call0(&body).ok().and_then(|done| done.dyn_into::<js_sys::Promise>().ok())
    {
        let _ = JsFuture::from(cancelled).await;
    }
    found
}

/// What elements that a selector names say.
fn contents(document: &web_sys::Document, selector: &str) -> Vec<String> {
    let Ok(found) = document.query_selector_all(selector) else { return Vec::new() };
    let elements = (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<web_sys::Element>().ok());
    elements.filter_map(|element| element.get_attribute("content")).collect()
}

fn boot_tag(document: &web_sys::Document) -> Option<web_sys::Element> {
    document.query_selector("script[data-js]").ok()?
}

/// The files that run or style the page, as the page names them.
fn files(document: &web_sys::Document) -> Vec<File> {
    let of = |element: &web_sys::Element, name: &str, integrity: &str| {
        let integrity = element.get_attribute(integrity).unwrap_or_default();
        element.get_attribute(name).map(|name| File { name, integrity })
    };
    let mut files = Vec::new();
    if let Some(tag) = boot_tag(document) {
        files.extend(of(&tag, "src", "integrity"));
        files.extend(MODULES.iter().filter_map(|(name, integrity)| of(&tag, name, integrity)));
    }
    if let Ok(sheets) = document.query_selector_all("link[rel='stylesheet']") {
        let sheets =
            (0..sheets.length()).filter_map(|at| sheets.get(at)?.dyn_into::<web_sys::Element>().ok());
        files.extend(sheets.filter_map(|sheet| of(&sheet, "href", "integrity")));
    }
    files
}

/// Hands markup to the rule that the boot script made. The document is not touched: that would be reported.
fn markup(window: &web_sys::Window) -> Markup {
    let Some(types) = get(window, "trustedTypes") else { return Markup::Unknown };
    let made = get(&types, "defaultPolicy").and_then(|rule| {
        // A rule may also refuse by throwing.
        let Ok(made) = method(&rule, "createHTML")?.call1(&rule, &"<b>x</b>".into()) else {
            return Some(String::new());
        };
        method(&made, "toString")?.call0(&made).ok()?.as_string()
    });
    if made == Some(String::new()) { Markup::Refused } else { Markup::Passes }
}

/// Lets memory go that holds a pattern, and reads it again: the allocator must have overwritten it. A few bytes it uses
/// for itself, and these may look like anything.
fn is_wiped() -> bool {
    const PATTERN: u8 = 0xA5;
    const LENGTH: u32 = 512;
    let held = black_box(vec![PATTERN; LENGTH as usize]);
    let at = u32::try_from(held.as_ptr() as usize);
    drop(held);
    let (Some(buffer), Ok(at)) = (get(&wasm_bindgen::memory(), "buffer"), at) else { return false };
    let left = js_sys::Uint8Array::new_with_byte_offset_and_length(&buffer, at, LENGTH);
    (0..LENGTH).filter(|index| left.get_index(*index) == PATTERN).count() < 64
}

/// The service workers of this origin; nothing where none can be.
async fn workers(window: &web_sys::Window) -> Option<usize> {
    let container = get(&window.navigator(), "serviceWorker")?;
    let found = method(&container, "getRegistrations")?.call0(&container).ok()?;
    let found = JsFuture::from(found.dyn_into::<js_sys::Promise>().ok()?).await.ok()?;
    usize::try_from(js_sys::Array::from(&found).length()).ok()
}

fn way(window: &web_sys::Window) -> Way {
    let location = window.location();
    if location.protocol().is_ok_and(|scheme| scheme == "https:") {
        return Way::Https;
    }
    // Without encryption a browser trusts this machine alone.
    let is_trusted = get(window, "isSecureContext").is_some_and(|secure| secure.is_truthy());
    if is_trusted { Way::Loopback } else { Way::Open }
}
