//! Long lists as they were arranged for their first page, so that the others do not filter and sort the whole world again.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use crate::call::Call;

/// How many lists are kept; with one more all are forgotten.
const MOST: usize = 16;

/// Shorter lists are arranged anew for each page, and so do not push long ones out.
const LONG: usize = 200;

/// What does not change which rows a list has, nor their order.
const BESIDE: &[&str] = &["page", "per_page", "private_token", "access_token"];

/// The ids of the rows of lists, by all that decides them.
#[derive(Debug, Default)]
pub(crate) struct Kept(RefCell<HashMap<String, Arc<[u64]>>>);

impl Call<'_> {
    /// The ids of all rows of the list that is asked for. They are arranged only when something changed since, when
    /// the day did, or when another list is asked for; the parameters named in `beside` do not make it another one.
    pub(crate) fn arranged(&self, beside: &[&str], arrange: impl FnOnce() -> Vec<u64>) -> Arc<[u64]> {
        let mut pairs = self.params.pairs();
        pairs.retain(|(name, _)| !BESIDE.contains(&name.as_str()) && !beside.contains(&name.as_str()));
        pairs.sort();
        let who = self.caller.map(|caller| (caller.user_id, caller.is_admin));
        let day = self.now.date_naive();
        let key = format!("{} {who:?} {day} {} {pairs:?}", self.world.revision, self.path);
        let mut kept = self.kept.0.borrow_mut();
        if let Some(ids) = kept.get(&key) {
            return Arc::clone(ids);
        }
        let ids: Arc<[u64]> = arrange().into();
        if ids.len() >= LONG {
            if kept.len() >= MOST {
                kept.clear();
            }
            kept.insert(key, Arc::clone(&ids));
        }
        ids
    }
}
