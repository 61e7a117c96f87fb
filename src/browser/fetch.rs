//! The one function that sends to a GitLab, with fixed options.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use zeroize::Zeroizing;

use super::{clock, diagnosis};
use crate::gitlab::oauth::Form;
use crate::gitlab::{Request, Response, Server, Transport};

/// How long an OAuth endpoint may take, in milliseconds: what it grants is good for one answer only.
const FORM_DEADLINE: i32 = 60_000;

/// When to give up waiting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Patience {
    /// Abort after so many milliseconds: reads only.
    Abort(i32),
    /// Never abort: a change that was sent may still be done.
    Endless,
}

/// Sends a request and reads the whole answer. The credential goes into `Authorization` and nowhere else; cookies,
/// redirects, caches and referrers are off.
pub async fn send(
    server: &Server,
    request: &Request,
    authorization: Option<&str>,
    patience: Patience,
) -> Result<Response, Transport> {
    let body = request.body.as_deref().map(|body| ("application/json", body));
    let init = options(request.method.as_str(), body, authorization).ok_or(Transport::Unreachable)?;
    let url = server.base() + &request.target();
    let answer = perform(server, &url, &init, patience).await;
    // GitLab redirects only what is asked for by a path: the path may be a former one.
    let may_be_moved = matches!(answer, Err(Transport::Withheld))
        && request.method.is_safe()
        && request.path.contains("%2F");
    if may_be_moved && is_redirected(&url, &init).await { Err(Transport::Redirected) } else { answer }
}

/// Sends what was put together, reads the whole answer, and finds out why there is none.
async fn perform(
    server: &Server,
    url: &str,
    init: &web_sys::RequestInit,
    patience: Patience,
) -> Result<Response, Transport> {
    let Some(window) = web_sys::window() else { return Err(Transport::Unreachable) };
    if !window.navigator().on_line() {
        return Err(Transport::Offline);
    }
    let abort = deadline(&window, init, patience);
    let is_late = || abort.as_ref().is_some_and(Deadline::has_passed);
    #[expect(clippy::disallowed_methods, reason = "the one place from which a credential is sent")]
    let answer = JsFuture::from(window.fetch_with_str_and_init(url, init)).await;
    let result = match answer {
        Ok(answer) => read(&answer.unchecked_into()).await,
        Err(_) if is_late() => Err(Transport::Late),
        Err(_) => {
            let cause = diagnosis::cause(&server.base(), &server.origin()).await;
            // The network went after a change was sent: that it is gone now says nothing about what became of it.
            let is_lost = cause == Transport::Offline && patience == Patience::Endless;
            return Err(if is_lost { Transport::Unreachable } else { cause });
        }
    };
    if result.is_err() && is_late() { Err(Transport::Late) } else { result }
}

/// Whether a read failed because it was answered with a redirect. It is asked once more without following: nothing is
/// sent to where it leads.
async fn is_redirected(url: &str, init: &web_sys::RequestInit) -> bool {
    let Some(window) = web_sys::window() else { return false };
    init.set_redirect(web_sys::RequestRedirect::Manual);
    #[expect(clippy::disallowed_methods, reason = "the same read once more, to the same server only")]
    let answer = JsFuture::from(window.fetch_with_str_and_init(url, init)).await;
    answer.is_ok_and(|answer| {
        answer.unchecked_into::<web_sys::Response>().type_() == web_sys::ResponseType::Opaqueredirect
    })
}

/// Posts a form to one of OAuth's endpoints, without a credential and without any header that would have to be asked for
/// first. It is sent even if the page goes meanwhile.
pub async fn post_form(server: &Server, form: &Form) -> Result<Response, Transport> {
    let body = Some(("application/x-www-form-urlencoded", form.body.as_str()));
    let init = options("POST", body, None).ok_or(Transport::Unreachable)?;
    let _ = js_sys::Reflect::set(&init, &"keepalive".into(), &true.into());
    perform(server, &(server.base() + form.path), &init, Patience::Abort(FORM_DEADLINE)).await
}

fn options(
    method: &str,
    body: Option<(&str, &str)>,
    authorization: Option<&str>,
) -> Option<web_sys::RequestInit> {
    let headers = web_sys::Headers::new().ok()?;
    headers.set("Accept", "application/json").ok()?;
    if let Some(authorization) = authorization {
        headers.set("Authorization", authorization).ok()?;
    }
    let init = web_sys::RequestInit::new();
    if let Some((of_type, body)) = body {
        headers.set("Content-Type", of_type).ok()?;
        init.set_body(&body.into());
    }
    init.set_headers(&headers);
    init.set_method(method);
    init.set_mode(web_sys::RequestMode::Cors);
    init.set_credentials(web_sys::RequestCredentials::Omit);
    init.set_redirect(web_sys::RequestRedirect::Error);
    init.set_cache(web_sys::RequestCache::NoStore);
    init.set_referrer_policy(web_sys::ReferrerPolicy::NoReferrer);
    Some(init)
}

async fn read(answer: &web_sys::Response) -> Result<Response, Transport> {
    let status = answer.status();
    let cut = Transport::Cut { status };
    let text = JsFuture::from(answer.text().map_err(|_| cut)?).await.map_err(|_| cut)?;
    let mut response = Response::new(status, "", String::new());
    response.body = Zeroizing::new(text.as_string().unwrap_or_default());
    for name in Response::HEADERS {
        if let Ok(Some(value)) = answer.headers().get(name) {
            // Only of `Retry-After` a date is a number of seconds (RFC 9110 10.2.3); no other header read here ends so.
            let seconds = value.ends_with("GMT").then(|| clock::seconds_until(&value).to_string());
            response.take_header(name, &seconds.unwrap_or(value));
        }
    }
    Ok(response)
}

struct Deadline(web_sys::AbortController);

impl Deadline {
    fn has_passed(&self) -> bool {
        self.0.signal().aborted()
    }
}

fn deadline(window: &web_sys::Window, init: &web_sys::RequestInit, patience: Patience) -> Option<Deadline> {
    let Patience::Abort(milliseconds) = patience else { return None };
    let controller = web_sys::AbortController::new().ok()?;
    init.set_signal(Some(&controller.signal()));
    let aborted = controller.clone();
    let abort = wasm_bindgen::closure::Closure::once_into_js(move || aborted.abort());
    let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(abort.unchecked_ref(), milliseconds);
    Some(Deadline(controller))
}
