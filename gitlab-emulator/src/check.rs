//! Typed parameters. All faults of a request are collected and told in one sentence, as GitLab's framework does.

use chrono::{DateTime, NaiveDate, Utc};
use http::StatusCode;
use serde_json::Value;

use crate::dates;
use crate::params::Params;
use crate::refusal::Refusal;

/// Reads parameters and remembers what was wrong with them.
#[derive(Debug)]
pub(crate) struct Check<'a> {
    params: &'a Params,
    faults: Vec<String>,
}

impl<'a> Check<'a> {
    pub(crate) fn new(params: &'a Params) -> Self {
        Self { params, faults: Vec::new() }
    }

    /// Refuses with every fault found, or lets the request go on.
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        if self.faults.is_empty() {
            Ok(())
        } else {
            Err(Refusal::Rejected(StatusCode::BAD_REQUEST, self.faults.join(", ")))
        }
    }

    pub(crate) fn fault(&mut self, name: &str, phrase: &str) {
        self.faults.push(format!("{name} {phrase}"));
    }

    pub(crate) fn is_sent(&self, name: &str) -> bool {
        self.params.get(name).is_some()
    }

    /// A name that must be sent; it may still be empty, which the model then refuses.
    pub(crate) fn required_text(&mut self, name: &str) -> String {
        self.require(name);
        self.text(name).unwrap_or_default()
    }

    pub(crate) fn require(&mut self, name: &str) {
        if !self.is_sent(name) {
            self.fault(name, "is missing");
        }
    }

    pub(crate) fn text(&mut self, name: &str) -> Option<String> {
        match self.params.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Null => None,
            number @ (Value::Number(_) | Value::Bool(_)) => Some(number.to_string()),
            _ => self.invalid(name),
        }
    }

    pub(crate) fn integer(&mut self, name: &str) -> Option<i64> {
        match self.params.get(name)? {
            Value::Null => None,
            Value::String(text) if text.is_empty() => None,
            Value::String(text) => match text.parse() {
                Ok(number) => Some(number),
                Err(_) => self.invalid(name),
            },
            Value::Number(number) => number.as_i64().or_else(|| self.invalid(name)),
            _ => self.invalid(name),
        }
    }

    pub(crate) fn boolean(&mut self, name: &str) -> Option<bool> {
        match self.params.get(name)? {
            Value::Null => None,
            Value::Bool(answer) => Some(*answer),
            Value::String(text) => match text.to_ascii_lowercase().as_str() {
                "" => None,
                "true" | "t" | "1" | "yes" | "y" | "on" => Some(true),
                "false" | "f" | "0" | "no" | "n" | "off" => Some(false),
                _ => self.invalid(name),
            },
            _ => self.invalid(name),
        }
    }

    pub(crate) fn day(&mut self, name: &str) -> Option<NaiveDate> {
        let text = self.filled_text(name)?;
        dates::read_day(&text).or_else(|| self.invalid(name))
    }

    pub(crate) fn moment(&mut self, name: &str) -> Option<DateTime<Utc>> {
        let text = self.filled_text(name)?;
        dates::read_timestamp(&text).or_else(|| self.invalid(name))
    }

    /// A list of strings, or one string with commas.
    pub(crate) fn list(&mut self, name: &str) -> Option<Vec<String>> {
        match self.params.get(name)? {
            Value::String(text) => {
                let values = text.split(',').map(|value| value.trim().to_owned());
                Some(values.filter(|value| !value.is_empty()).collect())
            }
            _ => self.strict_list(name),
        }
    }

    /// A list of strings and nothing else.
    pub(crate) fn strict_list(&mut self, name: &str) -> Option<Vec<String>> {
        match self.params.get(name)? {
            Value::Null => None,
            Value::Array(values) => {
                let texts: Option<Vec<String>> =
                    values.iter().map(|value| value.as_str().map(str::to_owned)).collect();
                texts.or_else(|| self.invalid(name))
            }
            _ => self.invalid(name),
        }
    }

    /// A string that must be one of those given.
    pub(crate) fn one_of(&mut self, name: &str, choices: &[&str]) -> Option<String> {
        let text = self.text(name)?;
        if choices.contains(&text.as_str()) {
            Some(text)
        } else {
            self.fault(name, "does not have a valid value");
            None
        }
    }

    /// The fault of a list that holds something outside of those given.
    pub(crate) fn only(&mut self, name: &str, values: Option<&[String]>, choices: &[&str]) {
        if values.unwrap_or_default().iter().any(|value| !choices.contains(&value.as_str())) {
            self.fault(name, "does not have a valid value");
        }
    }

    fn filled_text(&mut self, name: &str) -> Option<String> {
        self.text(name).filter(|text| !text.trim().is_empty())
    }

    fn invalid<T>(&mut self, name: &str) -> Option<T> {
        self.fault(name, "is invalid");
        None
    }
}
