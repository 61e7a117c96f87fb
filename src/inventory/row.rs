//! A token and where it lives. Lists overlap: an administrator's list of all users holds one's own, too.

use std::collections::HashMap;

use crate::tokens::{Kind, Place, Token};

/// A row of the table over all kinds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<'a> {
    /// The list it was read from.
    pub place: Place,
    /// What that place is called on GitLab: a full path or a user name; empty where it is not known.
    pub path: &'a str,
    /// The token.
    pub token: &'a Token,
}

/// A token's identity on one GitLab: deploy tokens count their ids apart, all others together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A personal, impersonation, project, group or service account token.
    Access(u64),
    /// A deploy token.
    Deploy(u64),
}

impl Row<'_> {
    /// Which token it is, wherever it was read.
    pub fn key(&self) -> Key {
        match self.place.kind() {
            Kind::Deploy => Key::Deploy(self.token.id),
            Kind::Personal | Kind::Impersonation | Kind::Project | Kind::Group | Kind::ServiceAccount => {
                Key::Access(self.token.id)
            }
        }
    }
}

/// Each token once, in order. Of several rows of one token the one from the narrower list stays: it says where the token
/// lives, and GitLab tells more there.
pub fn distinct<'a>(rows: &[Row<'a>]) -> Vec<Row<'a>> {
    let mut found: Vec<Row<'a>> = Vec::with_capacity(rows.len());
    let mut at: HashMap<Key, usize> = HashMap::with_capacity(rows.len());
    for row in rows {
        match at.get(&row.key()) {
            Some(known) if is_wide(found[*known].place) && !is_wide(row.place) => found[*known] = *row,
            Some(_) => {}
            None => {
                at.insert(row.key(), found.len());
                found.push(*row);
            }
        }
    }
    found
}

/// Whether a list is one over many places.
fn is_wide(place: Place) -> bool {
    matches!(place, Place::AllUsers | Place::DeployInstance)
}
