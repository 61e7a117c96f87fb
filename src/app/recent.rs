//! The projects and groups opened last: ids only, of one server, for this tab alone.

use super::session::Account;
use crate::browser::storage::{Remembered, recall, remember};
use crate::tokens::Resource;

/// How many are kept.
const KEPT: usize = 10;

/// Those of this server, the latest first.
pub fn of(account: &Account) -> Vec<Resource> {
    let kept = recall(Remembered::Places).unwrap_or_default();
    let mut words = kept.split(' ');
    if words.next() != Some(account.address.as_str()) {
        return Vec::new();
    }
    words.filter_map(read).collect()
}

/// Puts one on top. The oldest goes.
pub fn opened(account: &Account, resource: Resource) {
    let mut all = of(account);
    all.retain(|known| *known != resource);
    all.insert(0, resource);
    all.truncate(KEPT);
    let mut kept = account.address.clone();
    for resource in all {
        let letter = match resource {
            Resource::Project(_) => 'p',
            Resource::Group(_) => 'g',
        };
        kept += " ";
        kept.push(letter);
        kept += &resource.id().to_string();
    }
    remember(Remembered::Places, &kept);
}

fn read(word: &str) -> Option<Resource> {
    let id = word.get(1..)?.parse().ok()?;
    match word.chars().next()? {
        'p' => Some(Resource::Project(id)),
        'g' => Some(Resource::Group(id)),
        _ => None,
    }
}
