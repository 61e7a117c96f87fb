//! JSON as GitLab sends it, turned into values: strict about the outside, lenient about the inside.
//!
//! A list must be an array and an object an object. Within, unknown fields and scopes are kept, missing optional ones
//! are tolerated, and a row that cannot be a token is counted instead of failing the list. Read by hand rather than
//! derived: one code path for every version's form, and half the bytes.

use serde_json::{Map, Value};

use super::calls::token::PAGE_SIZE;
use super::page::next_page;
use super::{Error, Page, Response, User, refusal};
use crate::tokens::{AccessLevel, Expiry, LastUsed, Scope, Secret, Token, date};

/// A JSON object.
pub type Object = Map<String, Value>;

/// A token just created or rotated, with the value that is never told again.
pub struct Issued {
    /// The row as it stands in lists.
    pub token: Token,
    /// The one-time value.
    pub value: Secret,
}

/// The JSON of a 2xx answer.
pub fn json(response: &Response) -> Result<Value, Error> {
    if !response.is_success() {
        return Err(refusal::read(response));
    }
    parse(response)
}

/// The JSON of an answer of any status.
pub fn parse(response: &Response) -> Result<Value, Error> {
    let status = response.status;
    if response.content_type != "application/json" {
        return Err(Error::NotJson { status, html: response.content_type.contains("html") });
    }
    let text = response.body.strip_prefix('\u{feff}').unwrap_or(&response.body);
    serde_json::from_str(text).map_err(|fault| Error::Malformed {
        status,
        line: fault.line(),
        column: fault.column(),
    })
}

/// An answer that is one object.
pub fn object(response: &Response) -> Result<Object, Error> {
    match json(response)? {
        Value::Object(object) => Ok(object),
        _ => Err(Error::Unexpected { status: response.status }),
    }
}

/// An answer that is a list; rows that `read` refuses are counted.
pub fn page<T>(response: &Response, read: fn(&Object) -> Option<T>) -> Result<Page<T>, Error> {
    let Value::Array(values) = json(response)? else {
        return Err(Error::Unexpected { status: response.status });
    };
    let count = values.len();
    let rows: Vec<T> = values.iter().filter_map(Value::as_object).filter_map(read).collect();
    let (header, link) = (response.next_page.as_deref(), response.link.as_deref());
    // A proxy may keep both from this page; then a full one is not known to be the last.
    let is_cut = header.is_none() && link.is_none() && count >= PAGE_SIZE as usize;
    Ok(Page {
        odd_rows: count - rows.len(),
        rows,
        next: if is_cut { Some(0) } else { next_page(header, link) },
        total: response.total,
    })
}

/// An answer without a body: 204 and nothing else.
pub fn nothing(response: &Response) -> Result<(), Error> {
    match response.status {
        204 => Ok(()),
        status => json(response).and(Err(Error::Unexpected { status })),
    }
}

/// A list of tokens of any kind.
pub fn tokens(response: &Response) -> Result<Page<Token>, Error> {
    page(response, token)
}

/// One token.
pub fn one_token(response: &Response) -> Result<Token, Error> {
    token(&object(response)?).ok_or(Error::Unexpected { status: response.status })
}

/// The answer to a create or rotate.
pub fn issued(response: &Response) -> Result<Issued, Error> {
    let mut object = object(response)?;
    let unexpected = Error::Unexpected { status: response.status };
    let Some(Value::String(value)) = object.remove("token").filter(|value| value.as_str() != Some("")) else {
        return Err(unexpected);
    };
    let value = Secret::new(value);
    token(&object).or_else(|| bare_token(&object)).map(|token| Issued { token, value }).ok_or(unexpected)
}

/// A token of which only id and name could be read: better than to lose a value that is told only once.
fn bare_token(object: &Object) -> Option<Token> {
    let mut token = Token::named(object.get("id")?.as_u64()?, object.get("name")?.as_str()?);
    (token.told, token.other_fields) = fields(object, &["id", "name"]);
    Some(token)
}

/// A list of users.
pub fn users(response: &Response) -> Result<Page<User>, Error> {
    page(response, user)
}

/// One user.
pub fn one_user(response: &Response) -> Result<User, Error> {
    user(&object(response)?).ok_or(Error::Unexpected { status: response.status })
}

fn user(object: &Object) -> Option<User> {
    Some(User {
        id: object.get("id")?.as_u64()?,
        username: object.get("username")?.as_str()?.to_owned(),
        name: text(object, "name"),
        state: text(object, "state"),
        is_admin: flag(object, "is_admin"),
        is_bot: flag(object, "bot"),
    })
}

/// A role by its number.
pub fn level(value: Option<&Value>) -> Option<AccessLevel> {
    value?.as_u64().and_then(|level| u32::try_from(level).ok()).map(AccessLevel)
}

fn text(object: &Object, name: &str) -> String {
    object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn flag(object: &Object, name: &str) -> bool {
    object.get(name).and_then(Value::as_bool).unwrap_or(false)
}

/// One row. `None` where it cannot be a token: no id, no name, or a known field of the wrong type.
pub fn token(object: &Object) -> Option<Token> {
    let (told, other_fields) = fields(object, &Token::FIELDS);
    Some(Token {
        id: object.get("id")?.as_u64()?,
        name: object.get("name")?.as_str()?.to_owned(),
        description: optional(object, "description", |value| value.as_str().map(str::to_owned))?,
        username: optional(object, "username", |value| value.as_str().map(str::to_owned))?,
        scopes: strings(object, "scopes")?.iter().map(|name| Scope::named(name)).collect(),
        user_id: optional(object, "user_id", Value::as_u64)?,
        created_at: optional(object, "created_at", instant)?,
        last_used: last_used(object)?,
        last_used_ips: strings(object, "last_used_ips")?,
        expiry: optional(object, "expires_at", expiry)?.unwrap_or(Expiry::Never),
        revoked: optional(object, "revoked", Value::as_bool)?.unwrap_or(false),
        access_level: optional(object, "access_level", |value| level(Some(value)))?,
        impersonation: optional(object, "impersonation", Value::as_bool)?.unwrap_or(false),
        other_fields,
        told,
    })
}

/// JSON in one line. (`Value`'s own `Display` can lay it out over many, too, and brings the code for both.)
pub fn print(value: &Value) -> String {
    // No text, number or key in a `Value` fails to print.
    let mut text = serde_json::to_string(value).unwrap_or_default();
    // It begins with room for 128 bytes, and there are some hundred thousand of a few.
    text.shrink_to_fit();
    text
}

/// Which of the known fields there are, a bit for each, and all others as they are: but never a token's value.
fn fields(object: &Object, known: &[&str]) -> (u16, Vec<(String, String)>) {
    let (mut told, mut others) = (0, Vec::new());
    for (name, value) in object {
        match known.iter().position(|known| known == name) {
            Some(at) => told |= 1 << at,
            None if name == "token" => {}
            None => others.push((name.clone(), print(value))),
        }
    }
    (told, others)
}

/// `Some(None)` where the field is absent or null, `None` where it has the wrong type.
#[expect(clippy::option_option, reason = "absent and wrong are different answers here, and `?` reads well")]
fn optional<T>(object: &Object, name: &str, read: impl Fn(&Value) -> Option<T>) -> Option<Option<T>> {
    match object.get(name) {
        None | Some(Value::Null) => Some(None),
        Some(value) => read(value).map(Some),
    }
}

fn strings(object: &Object, name: &str) -> Option<Vec<String>> {
    let list = optional(object, name, |value| value.as_array().cloned())?.unwrap_or_default();
    list.iter().map(|value| value.as_str().map(str::to_owned)).collect()
}

fn instant(value: &Value) -> Option<chrono::DateTime<chrono::Utc>> {
    date::parse_instant(value.as_str()?)
}

fn last_used(object: &Object) -> Option<LastUsed> {
    match object.get("last_used_at") {
        None => Some(LastUsed::NotTold),
        Some(Value::Null) => Some(LastUsed::Never),
        Some(value) => instant(value).map(LastUsed::At),
    }
}

/// A day for access tokens, an instant for deploy tokens.
fn expiry(value: &Value) -> Option<Expiry> {
    let text = value.as_str()?;
    match date::parse_day(text) {
        Some(day) => Some(Expiry::Day(day)),
        None => date::parse_instant(text).map(Expiry::Instant),
    }
}
