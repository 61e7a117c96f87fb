//! What a request sends, wherever it sends it: query, form and JSON body become one map, as in GitLab.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};
use serde_json::{Map, Value};

use crate::refusal::Refusal;

/// The parameters of a request. Values from a query or form are strings, lists and maps of strings.
#[derive(Clone, Debug, Default)]
pub(crate) struct Params(Map<String, Value>);

impl Params {
    /// Reads the query, then the body, which wins.
    pub(crate) fn read(query: Option<&str>, headers: &HeaderMap, body: &[u8]) -> Result<Self, Refusal> {
        let mut params = Self::default();
        params.add_form(query.unwrap_or_default().as_bytes());
        if body.is_empty() {
            return Ok(params);
        }
        let content_type =
            headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match media_type.as_str() {
            "application/json" => match serde_json::from_slice(body) {
                Ok(Value::Object(fields)) => params.0.extend(fields),
                Ok(_) => {}
                Err(_) => {
                    let text = "message body does not match declared format".to_owned();
                    return Err(Refusal::Rejected(StatusCode::BAD_REQUEST, text));
                }
            },
            "" | "application/x-www-form-urlencoded" => params.add_form(body),
            "text/plain" | "multipart/form-data" => {}
            _ => {
                let text = format!("The provided content-type '{media_type}' is not supported.");
                return Err(Refusal::Rejected(StatusCode::UNSUPPORTED_MEDIA_TYPE, text));
            }
        }
        Ok(params)
    }

    /// The value as sent; `None` when the name was not sent at all.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        self.0.get(name)
    }

    /// A non-empty string value.
    pub(crate) fn string(&self, name: &str) -> Option<&str> {
        self.get(name).and_then(Value::as_str).filter(|text| !text.is_empty())
    }

    /// All parameters as the flat pairs of a query string.
    pub(crate) fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = Vec::new();
        for (name, value) in &self.0 {
            flatten(name, value, &mut pairs);
        }
        pairs
    }

    fn add_form(&mut self, encoded: &[u8]) {
        for (name, value) in form_urlencoded::parse(encoded) {
            if let Some(list) = name.strip_suffix("[]") {
                let entry = self.0.entry(list).or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(values) = entry {
                    values.push(Value::String(value.into_owned()));
                }
            } else if let Some((outer, inner)) = name.strip_suffix(']').and_then(|name| name.split_once('['))
            {
                let entry = self.0.entry(outer).or_insert_with(|| Value::Object(Map::new()));
                if let Value::Object(fields) = entry {
                    fields.insert(inner.to_owned(), Value::String(value.into_owned()));
                }
            } else {
                self.0.insert(name.into_owned(), Value::String(value.into_owned()));
            }
        }
    }
}

fn flatten(name: &str, value: &Value, pairs: &mut Vec<(String, String)>) {
    match value {
        Value::Null => pairs.push((name.to_owned(), String::new())),
        Value::String(text) => pairs.push((name.to_owned(), text.clone())),
        Value::Array(values) => {
            for value in values {
                flatten(&format!("{name}[]"), value, pairs);
            }
        }
        Value::Object(fields) => {
            for (inner, value) in fields {
                flatten(&format!("{name}[{inner}]"), value, pairs);
            }
        }
        Value::Bool(_) | Value::Number(_) => pairs.push((name.to_owned(), value.to_string())),
    }
}
