//! The JSON of access tokens.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use crate::dates::{day, timestamp};
use crate::version::Version;
use crate::world::{AccessToken, Place, UserKind, World};

/// Which answer a token is part of: the fields differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form<'a> {
    /// A row of a list.
    Row,
    /// A single token that was asked for.
    Single,
    /// The answer to creating or rotating, with the value.
    Revealed(&'a str),
}

/// A personal token; also what `self` and rotation by id show of every other kind.
pub(crate) fn personal(token: &AccessToken, form: Form<'_>, version: &Version, now: DateTime<Utc>) -> Value {
    let mut fields = common(token, form, version, now);
    reveal(&mut fields, form);
    Value::Object(fields)
}

/// An impersonation token.
pub(crate) fn impersonation(
    token: &AccessToken,
    form: Form<'_>,
    version: &Version,
    now: DateTime<Utc>,
) -> Value {
    // GITLAB: the addresses came to impersonation tokens with the lists, not with `self`.
    let as_row = if form == Form::Single { Form::Row } else { form };
    let mut fields = common(token, as_row, version, now);
    fields.insert("impersonation".to_owned(), json!(true));
    reveal(&mut fields, form);
    Value::Object(fields)
}

/// A project or group token: the same and where it belongs.
pub(crate) fn resource(
    world: &World,
    token: &AccessToken,
    form: Form<'_>,
    version: &Version,
    now: DateTime<Utc>,
) -> Value {
    let as_row = if form == Form::Single { Form::Row } else { form };
    let mut fields = common(token, as_row, version, now);
    let place = world.users.get(&token.user_id).and_then(|user| match user.kind {
        UserKind::Bot(place) => Some(place),
        UserKind::Human | UserKind::ServiceAccount(_) => None,
    });
    if version.at_least(14, 5) {
        let level = place.and_then(|place| world.members.get(&(place, token.user_id)));
        fields.insert("access_level".to_owned(), json!(level));
    }
    if version.at_least(17, 10) {
        fields.insert("resource_type".to_owned(), json!(place.map_or("group", Place::word)));
        fields.insert("resource_id".to_owned(), json!(place.map(Place::id)));
    }
    reveal(&mut fields, form);
    Value::Object(fields)
}

fn reveal(fields: &mut Map<String, Value>, form: Form<'_>) {
    if let Form::Revealed(secret) = form {
        fields.insert("token".to_owned(), json!(secret));
    }
}

fn common(token: &AccessToken, form: Form<'_>, version: &Version, now: DateTime<Utc>) -> Map<String, Value> {
    let is_newest = version.at_least(19, 2);
    let mut fields = Map::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("id", json!(token.id));
    put("name", json!(token.name));
    if is_newest {
        put("active", json!(token.is_active(now)));
        put("revoked", json!(token.revoked));
        put("expired", json!(token.is_expired(now)));
        put("granular", json!(token.granular));
    } else {
        put("revoked", json!(token.revoked));
    }
    put("created_at", json!(timestamp(token.created_at)));
    if version.at_least(17, 7) {
        put("description", json!(token.description));
    }
    put("scopes", json!(token.scopes));
    put("user_id", json!(token.user_id));
    if version.at_least(14, 6) {
        put("last_used_at", json!(token.last_used_at.map(timestamp)));
    }
    if !is_newest {
        put("active", json!(token.is_active(now)));
        if version.at_least(18, 9) {
            put("granular", json!(token.granular));
        }
    }
    put("expires_at", json!(token.expires_at.map(day)));
    let with_addresses = match form {
        Form::Single => version.at_least(18, 0),
        Form::Row | Form::Revealed(_) => version.at_least(19, 4),
    };
    if with_addresses {
        put("last_used_ips", json!(token.last_used_ips));
    }
    if token.granular && is_newest && form == Form::Row {
        put("granular_scopes", granular_scopes());
    }
    fields
}

fn granular_scopes() -> Value {
    json!([{
        "access": "personal_projects",
        "permissions": ["read_job", "read_pipeline"],
        "project_id": null,
        "group_id": null,
    }])
}
