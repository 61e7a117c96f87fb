//! The JSON of users: what everybody sees, what one sees of oneself, what an administrator sees.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::dates::timestamp;
use crate::world::User;

type Fields = Map<String, Value>;

/// A row of a list as everybody sees it.
pub(crate) fn basic(call: &Call<'_>, user: &User) -> Fields {
    object(json!({
        "id": user.id,
        "username": user.username,
        "public_email": null,
        "name": user.name,
        "state": user.state.as_text(),
        "locked": false,
        "avatar_url": avatar(user),
        "web_url": format!("{}/{}", call.external_url, user.username),
    }))
}

/// A single user as everybody signed in sees it.
pub(crate) fn public(call: &Call<'_>, user: &User) -> Fields {
    let mut fields = seen(call, user);
    fields.insert("local_time".to_owned(), Value::Null);
    fields
}

/// What one sees of oneself; an administrator sees that he is one.
pub(crate) fn own(call: &Call<'_>, user: &User, is_admin: bool) -> Fields {
    let mut fields = profile(call, user);
    fields.extend(account(user));
    if is_admin {
        fields.extend(object(
            json!({"is_admin": user.is_admin, "note": "", "namespace_id": user.namespace_id}),
        ));
    }
    fields
}

/// A row or single user as an administrator sees it.
pub(crate) fn for_admin(call: &Call<'_>, user: &User) -> Fields {
    let mut fields = seen(call, user);
    fields.extend(account(user));
    fields.extend(object(json!({"is_admin": user.is_admin, "note": "", "namespace_id": user.namespace_id})));
    let creator = user.created_by.and_then(|id| call.world.users.get(&id));
    let creator = creator.map_or(Value::Null, |creator| Value::Object(basic(call, creator)));
    fields.insert("created_by".to_owned(), creator);
    if call.version.is_enterprise() {
        fields.insert("using_license_seat".to_owned(), json!(false));
    }
    fields
}

/// What a single user has beyond a row, for an administrator.
pub(crate) fn single_for_admin(call: &Call<'_>, user: &User) -> Fields {
    let mut fields = for_admin(call, user);
    fields.extend(object(json!({
        "highest_role": call.world.members.iter()
            .filter(|((_, member), _)| *member == user.id)
            .map(|(_, level)| *level)
            .max()
            .unwrap_or(0),
        "current_sign_in_ip": null,
        "last_sign_in_ip": null,
        "sign_in_count": 0,
        "plan": null,
        "trial": false,
    })));
    fields
}

/// The profile; of others also who follows them.
fn seen(call: &Call<'_>, user: &User) -> Fields {
    let mut fields = profile(call, user);
    if call.caller.is_some_and(|caller| caller.user_id != user.id) {
        fields.extend(object(json!({"followers": 0, "following": 0, "is_followed": false})));
    }
    fields
}

fn profile(call: &Call<'_>, user: &User) -> Fields {
    let mut fields = basic(call, user);
    fields.extend(object(json!({
        "created_at": timestamp(user.created_at),
        "bio": "",
        "location": "",
        "linkedin": "",
        "twitter": "",
        "discord": "",
        "website_url": "",
        "github": "",
        "job_title": "",
        "pronouns": null,
        "organization": "",
        "bot": user.is_bot(),
        "work_information": null,
    })));
    fields
}

fn account(user: &User) -> Fields {
    object(json!({
        "local_time": null,
        "last_sign_in_at": null,
        "confirmed_at": timestamp(user.created_at),
        "last_activity_on": user.last_activity_on.map(|moment| moment.date_naive().to_string()),
        "email": user.email,
        "theme_id": 3,
        "color_scheme_id": 1,
        "projects_limit": 0,
        "current_sign_in_at": null,
        "identities": [],
        "can_create_group": false,
        "can_create_project": false,
        "two_factor_enabled": false,
        "external": false,
        "private_profile": false,
        "commit_email": user.email,
        "preferred_language": "en",
        "shared_runners_minutes_limit": null,
        "extra_shared_runners_minutes_limit": null,
        "scim_identities": [],
    }))
}

/// An address of the right form; it holds no digest of a real address.
fn avatar(user: &User) -> String {
    let digest = user.id.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    format!("https://www.gravatar.com/avatar/{digest:064x}?s=80&d=identicon")
}

pub(crate) fn object(value: Value) -> Fields {
    match value {
        Value::Object(fields) => fields,
        _ => Fields::new(),
    }
}
