//! A token and the list it stands in: a row of a table. Lists overlap: an administrator's list of all users holds one's own, too.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::{Kind, Place, Token};

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The list it was read from.
    pub place: Place,
    /// What that place is called on GitLab: a full path or a user name, of a row of all users' that of its own user; empty where
    /// there is only this one, or it was not told.
    pub path: Arc<str>,
    /// The token.
    pub token: Token,
    /// Everything that can be searched for, in small letters: the name, the user name, the scopes, then
    /// the rest, on a line each.
    searchable: Box<str>,
}

/// A token's identity on one GitLab: deploy tokens count their ids apart, all others together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key {
    /// A personal, impersonation, project, group or service account token.
    Access(u64),
    /// A deploy token.
    Deploy(u64),
}

/// How a deploy token's key begins where it is written.
const DEPLOY: &str = "deploy-";

impl Key {
    /// The token of an id in a list of this kind.
    pub fn of(kind: Kind, id: u64) -> Self {
        match kind {
            Kind::Deploy => Key::Deploy(id),
            Kind::Personal | Kind::Impersonation | Kind::Project | Kind::Group | Kind::ServiceAccount => {
                Key::Access(id)
            }
        }
    }

    /// GitLab's id.
    pub fn id(self) -> u64 {
        match self {
            Key::Access(id) | Key::Deploy(id) => id,
        }
    }

    /// The key of a text that [`fmt::Display`] wrote.
    pub fn parse(text: &str) -> Option<Self> {
        match text.strip_prefix(DEPLOY) {
            Some(id) => id.parse().ok().map(Key::Deploy),
            None => text.parse().ok().map(Key::Access),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Key::Access(id) => write!(out, "{id}"),
            Key::Deploy(id) => write!(out, "{DEPLOY}{id}"),
        }
    }
}

impl Row {
    /// A token of a list.
    pub fn new(place: Place, path: &Arc<str>, token: Token) -> Self {
        let searchable = searchable(&token, path).into_boxed_str();
        Self { place, path: Arc::clone(path), token, searchable }
    }

    /// The rows of one list.
    pub fn all(place: Place, path: &str, tokens: impl IntoIterator<Item = Token>) -> Vec<Arc<Self>> {
        let path = Arc::from(path);
        tokens.into_iter().map(|token| Arc::new(Self::new(place, &path, token))).collect()
    }

    /// The same place with what is known of its token now.
    #[must_use]
    pub fn with(&self, token: Token) -> Self {
        Self::new(self.place, &self.path, token)
    }

    /// Which token it is, wherever it was read.
    pub fn key(&self) -> Key {
        Key::of(self.place.kind(), self.token.id)
    }

    /// The list the token belongs to: of all users', its own user's.
    pub fn home(&self) -> Place {
        match (self.place, self.token.user_id) {
            (Place::AllUsers, Some(user_id)) => Place::User(user_id),
            (place, _) => place,
        }
    }

    /// The list under whose name it stands among others: of all users', that of its user where one knows what that is called.
    pub fn group(&self) -> Place {
        if self.path.is_empty() { self.place } else { self.home() }
    }

    /// The name in small letters.
    pub(super) fn folded_name(&self) -> &str {
        self.searchable.split('\n').next().unwrap_or_default()
    }

    /// The user name in small letters.
    pub(super) fn folded_username(&self) -> &str {
        self.searchable.split('\n').nth(1).unwrap_or_default()
    }

    /// The scopes as one text that sorts by their number, then by their names.
    pub(super) fn folded_scopes(&self) -> &str {
        self.searchable.split('\n').nth(2).unwrap_or_default()
    }

    /// Everything that can be searched for, in small letters.
    pub(super) fn searchable(&self) -> &str {
        &self.searchable
    }
}

/// Letters that mean nothing begin here.
const PRIVATE_USE: u32 = 0xe000;

fn searchable(token: &Token, path: &str) -> String {
    // What can be sorted by stays on its line: a line break in it is a blank here.
    let folded = |text: &str| text.to_lowercase().replace('\n', " ");
    let mut text = folded(&token.name);
    text.push('\n');
    text.push_str(&folded(token.username.as_deref().unwrap_or_default()));
    text.push('\n');
    // Nobody searches for this letter, and of two numbers the larger one's is the larger.
    text.extend(char::from_u32(PRIVATE_USE + u32::try_from(token.scopes.len()).unwrap_or(0)));
    for scope in &token.scopes {
        text.push('\u{1}');
        text.push_str(scope.as_str());
    }
    for more in [token.description.as_deref(), Some(path)].into_iter().flatten() {
        text.push('\n');
        text.push_str(&more.to_lowercase());
    }
    text.push('\n');
    text.push_str(&token.id.to_string());
    text
}

/// Each token once, list by list as they come. Of several rows of one token the first from the narrowest list stays: it says where the
/// token lives, and GitLab tells more there.
pub fn distinct(rows: impl IntoIterator<Item = Arc<Row>>) -> Vec<Arc<Row>> {
    let rows: Vec<Arc<Row>> = rows.into_iter().collect();
    let mut widths: HashMap<Key, u8> = HashMap::with_capacity(rows.len());
    for row in &rows {
        let width = widths.entry(row.key()).or_insert(u8::MAX);
        *width = width_of(row.place).min(*width);
    }
    // Its place is taken by the first of the narrowest.
    rows.into_iter()
        .filter(|row| {
            let is_chosen = widths.get(&row.key()) == Some(&width_of(row.place));
            is_chosen && widths.remove(&row.key()).is_some()
        })
        .collect()
}

/// Whether these are the same tokens in the same order, and look the same.
pub fn are_same(a: &[Arc<Row>], b: &[Arc<Row>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b) || a == b)
}

/// How far a list reaches: a user's own holds a bot's token, too, whose project or group says more of it.
fn width_of(place: Place) -> u8 {
    match place {
        Place::AllUsers | Place::DeployInstance => 2,
        Place::User(_) => 1,
        Place::Impersonation(_) | Place::Resource(_) | Place::Deploy(_) | Place::ServiceAccount(..) => 0,
    }
}
