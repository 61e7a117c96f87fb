//! A refusal read from its answer: GitLab's two families of error body (`message` and `error`) in all their shapes.

use serde_json::Value;

use super::error::Reason;
use super::wire::{Object, parse, print};
use super::{Error, Refusal, Response};

/// What an answer outside 2xx means.
pub fn read(response: &Response) -> Error {
    let status = response.status;
    // GITLAB: a request over a limit is answered by Rack::Attack with `text/plain`, before the application.
    if status == 429 {
        return refused(response, Reason::TooManyRequests, String::new());
    }
    match parse(response) {
        Ok(Value::Object(body)) => {
            let (reason, text) = meaning(status, &body);
            refused(response, reason, text)
        }
        Ok(_) if status >= 500 => refused(response, Reason::ServerFault, String::new()),
        Ok(_) => refused(response, Reason::Other, String::new()),
        Err(fault) => fault,
    }
}

fn refused(response: &Response, reason: Reason, text: String) -> Error {
    let (status, retry_after) = (response.status, response.retry_after);
    Error::Refused(Refusal { status, reason, text, request_id: response.request_id.clone(), retry_after })
}

fn meaning(status: u16, body: &Object) -> (Reason, String) {
    let code = body.get("error").and_then(Value::as_str).unwrap_or_default();
    let description = body.get("error_description").and_then(Value::as_str).unwrap_or_default();
    let message = body.get("message").unwrap_or(&Value::Null);
    let text = sentence(status, message, if description.is_empty() { code } else { description });
    let reason = match (status, code) {
        (401, "invalid_token") => return (dead_credential(description), description.to_owned()),
        (403, "insufficient_scope") => {
            let scopes = body.get("scope").and_then(Value::as_str).unwrap_or_default();
            return (
                Reason::MissingScope(scopes.split_whitespace().map(str::to_owned).collect()),
                description.to_owned(),
            );
        }
        (403, "insufficient_granular_scope") => return (Reason::MissingPermission, description.to_owned()),
        (401, _) => Reason::Unauthorized,
        (403, _) if is_about_the_user(&text) => Reason::UserRefused,
        (403, _) => Reason::Forbidden,
        // GITLAB: the router speaks through `error`, the application through `message`.
        (404, "404 Not Found") | (405, "405 Not Allowed") => Reason::NoSuchEndpoint,
        (404, _) => Reason::NotFound,
        (405, _) => Reason::NotAllowed,
        (409, _) => Reason::Conflict,
        (400, _) if text == "Failed to find bot user" => Reason::BotGone,
        // Before the next one: it quotes the token's name, which may say anything.
        (400, _) if is_about_permission(&text) => Reason::NotPermitted,
        (400, _) if text.to_ascii_lowercase().contains("already revoked") => Reason::AlreadyRevoked,
        (400 | 422, _) => Reason::Invalid(match fields(message, code) {
            named if named.is_empty() => field_of_sentence(&text),
            named => named,
        }),
        (500.., _) => Reason::ServerFault,
        _ => Reason::Other,
    };
    (reason, text)
}

/// GitLab's reasons to refuse a user altogether (`lib/gitlab/auth/user_access_denied_reason.rb`): blocked, pending,
/// deactivated, unconfirmed, password expired; terms not accepted; an internal user.
fn is_about_the_user(text: &str) -> bool {
    text.starts_with("Your ")
        || text.contains("must accept the Terms of Service")
        || text == "This action cannot be performed by internal users"
}

/// A 400 that is no complaint about what was sent: creating or deleting a project or group token with too low a role
/// or where creation is switched off, rotating one above one's own
/// role, revoking another person's token.
fn is_about_permission(text: &str) -> bool {
    text.starts_with("User does not have permission to create ")
        || text.contains(" cannot delete ")
        || text == "Not permitted to revoke"
        || text.starts_with("Not eligible to rotate ")
}

/// The services complain in sentences; their first words name the field.
const SENTENCES: [(&str, &str); 9] = [
    ("expires_at ", "expires_at"),
    ("Expiration date ", "expires_at"),
    ("Expires at ", "expires_at"),
    ("Access level ", "access_level"),
    ("Scopes ", "scopes"),
    ("Scope ", "scopes"),
    ("Username ", "username"),
    ("Name ", "name"),
    ("Description ", "description"),
];

fn field_of_sentence(text: &str) -> Vec<(String, String)> {
    let named = |(start, field): &(&str, &str)| {
        text.starts_with(start).then(|| (String::from(*field), text.to_owned()))
    };
    SENTENCES.iter().filter_map(named).collect()
}

/// The order of GitLab's own checks: expired, revoked, impersonation.
fn dead_credential(description: &str) -> Reason {
    if description.contains("expired") {
        Reason::Expired
    } else if description.contains("revoked") {
        Reason::Revoked
    } else if description.contains("impersonation") {
        Reason::ImpersonationOff
    } else {
        Reason::Unauthorized
    }
}

/// GitLab's sentence without the status it repeats in front.
fn sentence(status: u16, message: &Value, code: &str) -> String {
    let text = match message {
        Value::String(text) => text.clone(),
        Value::Object(object) => match object.get("error") {
            Some(Value::String(text)) => text.clone(),
            _ => fields(message, code)
                .iter()
                .map(|(field, text)| format!("{field} {text}"))
                .collect::<Vec<_>>()
                .join(", "),
        },
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        _ => code.to_owned(),
    };
    let Some(rest) = text.strip_prefix(&format!("{status} ")) else { return text };
    match rest.split_once(" - ") {
        Some((_, reason)) => reason.to_owned(),
        None if STATUS_NAMES.contains(&rest) => String::new(),
        // It says what was not found, or what is in conflict.
        None => rest.to_owned(),
    }
}

/// The names of statuses as GitLab writes them: they say nothing beyond the number.
const STATUS_NAMES: [&str; 10] = [
    "Bad request",
    "Unauthorized",
    "Forbidden",
    "Not Found",
    "Not found",
    "Not Allowed",
    "Method Not Allowed",
    "Conflict",
    "Precondition Failed",
    "Internal Server Error",
];

/// `{"name":["can't be blank"]}` and `name is missing, scopes is missing` as (field, sentence) pairs.
fn fields(message: &Value, code: &str) -> Vec<(String, String)> {
    if let Value::Object(object) = message {
        return object
            .iter()
            .map(|(field, faults)| {
                let text = match faults {
                    Value::Array(list) => {
                        list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
                    }
                    Value::String(text) => text.clone(),
                    other => print(other),
                };
                (field.clone(), text)
            })
            .collect();
    }
    code.split(", ")
        .filter_map(|fault| fault.split_once(' '))
        // What does not go on like one of Grape's phrases belongs to the fault before it.
        .filter(|(_, text)| ["is ", "are ", "has ", "does "].iter().any(|verb| text.starts_with(verb)))
        .map(|(field, text)| (field.to_owned(), text.to_owned()))
        .collect()
}
