//! Places as a few words, in the journal and between tabs.

use crate::tokens::{Place, Resource};

/// A place in a few words, such as `deploy project 42` or `account 7 group 5`.
pub fn place_word(place: Place) -> String {
    let of = |resource: Resource| match resource {
        Resource::Project(id) => format!("project {id}"),
        Resource::Group(id) => format!("group {id}"),
    };
    match place {
        Place::User(id) => format!("user {id}"),
        Place::AllUsers => String::from("users"),
        Place::Impersonation(id) => format!("impersonation {id}"),
        Place::Resource(resource) => of(resource),
        Place::Deploy(resource) => format!("deploy {}", of(resource)),
        Place::DeployInstance => String::from("deploy"),
        Place::ServiceAccount(resource, id) => format!("account {id} {}", of(resource)),
    }
}

/// Reads what [`place_word`] wrote.
pub fn read_place(word: &str) -> Option<Place> {
    let words: Vec<&str> = word.split(' ').collect();
    let of = |kind: &str, id: &str| match kind {
        "project" => id.parse().ok().map(Resource::Project),
        "group" => id.parse().ok().map(Resource::Group),
        _ => None,
    };
    Some(match words.as_slice() {
        ["users"] => Place::AllUsers,
        ["deploy"] => Place::DeployInstance,
        ["user", id] => Place::User(id.parse().ok()?),
        ["impersonation", id] => Place::Impersonation(id.parse().ok()?),
        ["deploy", kind, id] => Place::Deploy(of(kind, id)?),
        ["account", user, kind, id] => Place::ServiceAccount(of(kind, id)?, user.parse().ok()?),
        [kind, id] => Place::Resource(of(kind, id)?),
        _ => return None,
    })
}
