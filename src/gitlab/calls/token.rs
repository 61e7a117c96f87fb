//! The verbs every kind of token has, on the list it lives in. What only personal tokens have is in
//! [`super::personal`].
//!
//! - Personal: <https://docs.gitlab.com/api/personal_access_tokens/>
//! - Impersonation: <https://docs.gitlab.com/api/user_tokens/#impersonation-tokens>
//! - Project and group: <https://docs.gitlab.com/api/project_access_tokens/>,
//!   <https://docs.gitlab.com/api/group_access_tokens/>
//! - Deploy: <https://docs.gitlab.com/api/deploy_tokens/>
//! - Service accounts: <https://docs.gitlab.com/api/service_accounts/>

use serde_json::{Value, json};

use super::resource;
use crate::gitlab::wire::{self, Issued};
use crate::gitlab::{Call, Page, Request};
use crate::tokens::{Expiry, NewToken, Place, Scope, Token, date};

/// Rows asked for at once; GitLab's largest page.
pub const PAGE_SIZE: u32 = 100;

/// A page of a list, whole: no `state`, because GitLab's two states do not provably cover every token on its last
/// day, and old releases ignore it. Oldest first, so that tokens created meanwhile come at the end.
pub fn list(place: Place, page: u32) -> Call<Page<Token>> {
    let request = match place {
        Place::User(id) => Request::get(folder(place)).with("user_id", id).with("sort", "created_asc"),
        _ => Request::get(folder(place)),
    };
    Call { request: request.with("per_page", PAGE_SIZE).with("page", page), read: wire::tokens }
}

/// One token by id. Of a personal one 401 hides both "not yours" and "no such token"; a service account's cannot be
/// asked for one by one.
pub fn get(place: Place, id: u64) -> Call<Token> {
    Call { request: Request::get(format!("{}/{id}", folder(place))), read: wire::one_token }
}

/// Creates one. An end is always sent: GitLab's own default differs by kind and release. There is no such endpoint for
/// the deploy tokens of an instance.
pub fn create(place: Place, new: &NewToken) -> Call<Issued> {
    let path = match place {
        Place::User(id) => format!("/users/{id}/personal_access_tokens"),
        _ => folder(place),
    };
    Call { request: Request::post(path, &creation(new)), read: wire::issued }
}

/// Rotates one: the old value dies at once. The end is always sent, because GitLab's default is one week. There is no
/// such endpoint for deploy tokens.
pub fn rotate(place: Place, id: u64, expiry: Expiry) -> Call<Issued> {
    let folder = match place {
        Place::Impersonation(user_id) => folder(Place::User(user_id)),
        _ => folder(place),
    };
    Call { request: Request::post(format!("{folder}/{id}/rotate"), &rotation(expiry)), read: wire::issued }
}

/// Revokes one; a deploy token's row is removed. Revoking a revoked one succeeds again, as long as it has a row.
pub fn revoke(place: Place, id: u64) -> Call<()> {
    Call { request: Request::delete(format!("{}/{id}", folder(place))), read: wire::nothing }
}

/// The path of a list.
fn folder(place: Place) -> String {
    match place {
        Place::User(_) | Place::AllUsers => String::from("/personal_access_tokens"),
        Place::Impersonation(user_id) => format!("/users/{user_id}/impersonation_tokens"),
        Place::Resource(of) => format!("{}/access_tokens", resource::path(of)),
        Place::Deploy(of) => format!("{}/deploy_tokens", resource::path(of)),
        Place::DeployInstance => String::from("/deploy_tokens"),
        Place::ServiceAccount(of, user_id) => {
            format!("{}/service_accounts/{user_id}/personal_access_tokens", resource::path(of))
        }
    }
}

/// The body of a creation.
pub(super) fn creation(new: &NewToken) -> Value {
    let scopes: Vec<&str> = new.scopes.iter().map(Scope::as_str).collect();
    let mut body = json!({ "name": new.name, "scopes": scopes, "expires_at": end(new.expiry) });
    let texts = [("description", &new.description), ("username", &new.username)];
    for (name, text) in texts {
        if let Some(text) = text {
            body[name] = Value::String(text.clone());
        }
    }
    if let Some(level) = new.access_level {
        body["access_level"] = Value::from(level.0);
    }
    body
}

/// The body of a rotation.
pub(super) fn rotation(expiry: Expiry) -> Value {
    json!({ "expires_at": end(expiry) })
}

fn end(expiry: Expiry) -> Option<String> {
    match expiry {
        Expiry::Never => None,
        Expiry::Day(day) => Some(date::print_day(day)),
        Expiry::Instant(instant) => Some(date::print_instant(instant)),
    }
}
