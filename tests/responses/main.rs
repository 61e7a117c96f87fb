//! Every documented answer, in the form of every release, and what Keyturn reads from it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod deploy;
mod issued;
mod odd;
mod paging;
mod places;
mod refusals;
mod resources;
mod server;
mod tokens;
mod told;
mod users;

use keyturn::gitlab::Response;
use keyturn::tokens::date::print_day;
use keyturn::tokens::{Expiry, LastUsed, Scope, Token};
use serde_json::{Value, json};

/// An answer in JSON.
fn answer(status: u16, body: &str) -> Response {
    Response::new(status, "application/json", body.to_owned())
}

/// That an answer had these fields.
fn had(names: &[&str]) -> u16 {
    let bit = |name: &&str| 1 << Token::FIELDS.iter().position(|field| field == name).unwrap();
    names.iter().map(bit).sum()
}

/// What Keyturn kept of a token, told again in GitLab's words under the name of one field.
fn retold(token: &Token, field: &str) -> Value {
    let instant = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(chrono::SecondsFormat::Millis, true);
    match field {
        "id" => json!(token.id),
        "name" => json!(token.name),
        "description" => json!(token.description),
        "username" => json!(token.username),
        "scopes" => json!(token.scopes.iter().map(Scope::as_str).collect::<Vec<_>>()),
        "user_id" => json!(token.user_id),
        "created_at" => json!(token.created_at.map(instant)),
        "last_used_at" => match token.last_used {
            LastUsed::At(at) => json!(instant(at)),
            LastUsed::Never => Value::Null,
            LastUsed::NotTold => json!("not told"),
        },
        "last_used_ips" => json!(token.last_used_ips),
        "expires_at" => match token.expiry {
            Expiry::Never => Value::Null,
            Expiry::Day(day) => json!(print_day(day)),
            Expiry::Instant(at) => json!(instant(at)),
        },
        "revoked" => json!(token.revoked),
        "access_level" => json!(token.access_level.map(|level| level.0)),
        "impersonation" => json!(token.impersonation),
        other => {
            let kept = token.other_fields.iter().find(|(name, _)| name == other);
            serde_json::from_str(&kept.unwrap().1).unwrap()
        }
    }
}

/// Every field GitLab sent is found again, with the same value. The one-time value is no part of the row.
fn check_lossless(token: &Token, sent: &Value) {
    for (field, value) in sent.as_object().unwrap().iter().filter(|(field, _)| *field != "token") {
        assert_eq!(retold(token, field), *value, "{field} of {sent}");
    }
    for (field, text) in &token.other_fields {
        assert_eq!(serde_json::from_str::<Value>(text).unwrap(), sent[field], "{field} was not sent");
    }
}
