//! The sandbox: a GitLab in memory, a second module that is fetched only when it is asked for.
//!
//! The boot script loads and checks it; see `public/boot.js` and `gitlab-emulator/src/sandbox.rs`.

use js_sys::{Array, Function, JSON, Object, Reflect};
use wasm_bindgen::prelude::*;
use zeroize::Zeroizing;

use super::boot::{call, get, method};
use super::clock;
use crate::gitlab::{Request, Response, Transport};
use crate::tokens::Secret;

/// A running sandbox.
#[derive(Clone)]
pub struct Sandbox(JsValue);

impl Sandbox {
    /// Fetches, checks and starts it; `None` where this deployment has none or it does not match.
    pub async fn load() -> Option<Self> {
        let module = call("loadSandbox").await?.ok()?;
        let class = get(&module, "Sandbox")?.dyn_into::<Function>().ok()?;
        let now = JsValue::from_f64(clock::milliseconds());
        Reflect::construct(&class, &Array::of1(&now)).ok().map(Self)
    }

    /// The credential of one of its people.
    pub fn credential(&self, who: &str) -> Option<Secret> {
        let all = method(&self.0, "credentials")?.call0(&self.0).ok()?.as_string()?;
        let all = JSON::parse(&all).ok()?;
        get(&get(&all, who)?, "token")?.as_string().map(Secret::new)
    }

    /// Answers a request as GitLab would.
    pub fn send(&self, request: &Request, authorization: Option<&str>) -> Result<Response, Transport> {
        match self.answer(request, authorization) {
            Some(response) if (300..400).contains(&response.status) => Err(Transport::Redirected),
            Some(response) => Ok(response),
            None => Err(Transport::Unreachable),
        }
    }

    fn answer(&self, request: &Request, authorization: Option<&str>) -> Option<Response> {
        let headers = Object::new();
        Reflect::set(&headers, &"content-type".into(), &"application/json".into()).ok()?;
        if let Some(authorization) = authorization {
            Reflect::set(&headers, &"authorization".into(), &authorization.into()).ok()?;
        }
        let headers = JSON::stringify(&headers).ok()?;
        let body = request.body.as_deref().map_or(JsValue::UNDEFINED, JsValue::from_str);
        let arguments = Array::new();
        arguments.push(&request.method.as_str().into());
        arguments.push(&request.target().into());
        arguments.push(&headers);
        arguments.push(&body);
        arguments.push(&clock::milliseconds().into());
        let answer = Reflect::apply(&method(&self.0, "handle")?, &self.0, &arguments).ok()?.as_string()?;
        read(&JSON::parse(&answer).ok()?)
    }
}

fn read(answer: &JsValue) -> Option<Response> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a status has three digits")]
    let status = get(answer, "status")?.as_f64()? as u16;
    let mut response = Response::new(status, "", String::new());
    response.body = Zeroizing::new(get(answer, "body")?.as_string().unwrap_or_default());
    for header in get(answer, "headers")?.dyn_into::<Array>().ok()?.iter() {
        let pair = header.dyn_into::<Array>().ok()?;
        if let (Some(name), Some(value)) = (pair.get(0).as_string(), pair.get(1).as_string()) {
            response.take_header(&name, &value);
        }
    }
    Some(response)
}
