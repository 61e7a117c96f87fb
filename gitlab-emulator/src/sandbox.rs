//! The emulator as a module for a web page: plain strings in and out, the page's clock comes as an argument.

use chrono::{DateTime, Utc};
use http::{HeaderName, HeaderValue, Method, Request, Response};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::emulator::Emulator;
use crate::options::Options;

/// A GitLab inside the page, with the demo world in it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Sandbox {
    emulator: Emulator,
}

#[wasm_bindgen]
impl Sandbox {
    /// Builds the demo world for a moment in milliseconds since 1970.
    #[wasm_bindgen(constructor)]
    pub fn new(now_ms: f64) -> Self {
        let options = Options {
            external_url: "https://gitlab.sandbox.example".to_owned(),
            started_at: moment(now_ms),
            ..Options::default()
        };
        Self { emulator: Emulator::new(options) }
    }

    /// Answers a request. `headers_json` is an object or a list of pairs; the answer is
    /// `{"status":200,"headers":[["content-type","application/json"],…],"body":"…"}`.
    pub fn handle(
        &mut self,
        method: &str,
        path_and_query: &str,
        headers_json: &str,
        body: Option<String>,
        now_ms: f64,
    ) -> String {
        match request(method, path_and_query, headers_json, body) {
            Some(request) => told(&self.emulator.handle(&request, moment(now_ms))),
            None => json!({"status": 400, "headers": [], "body": ""}).to_string(),
        }
    }

    /// The tokens one can sign in with, as JSON.
    pub fn credentials(&self) -> String {
        self.emulator.credentials().to_string()
    }
}

fn request(
    method: &str,
    path_and_query: &str,
    headers_json: &str,
    body: Option<String>,
) -> Option<Request<Vec<u8>>> {
    let mut request = Request::new(body.unwrap_or_default().into_bytes());
    *request.method_mut() = Method::from_bytes(method.as_bytes()).ok()?;
    *request.uri_mut() = path_and_query.parse().ok()?;
    let headers: Value = serde_json::from_str(headers_json).unwrap_or_default();
    for (name, value) in pairs(&headers) {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        request.headers_mut().append(name, HeaderValue::from_str(value).ok()?);
    }
    Some(request)
}

fn pairs(headers: &Value) -> Vec<(&str, &str)> {
    let by_name = headers.as_object().into_iter().flatten();
    let listed = headers.as_array().map(Vec::as_slice).unwrap_or_default();
    let by_name = by_name.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    let listed = listed.iter().filter_map(|pair| Some((pair.get(0)?.as_str()?, pair.get(1)?.as_str()?)));
    by_name.chain(listed).collect()
}

fn told(response: &Response<Vec<u8>>) -> String {
    let headers: Vec<[&str; 2]> = response
        .headers()
        .iter()
        .filter_map(|(name, value)| Some([name.as_str(), value.to_str().ok()?]))
        .collect();
    json!({
        "status": response.status().as_u16(),
        "headers": headers,
        "body": String::from_utf8_lossy(response.body()),
    })
    .to_string()
}

#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 fit by far")]
fn moment(now_ms: f64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(now_ms as i64).unwrap_or_default()
}
