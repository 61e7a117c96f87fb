//! The filters and orders that the lists of access tokens share.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, Utc};

use crate::check::Check;
use crate::version::Version;
use crate::world::AccessToken;

/// Which of the shared filters a list knows; unknown ones are ignored, as GitLab does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) state: bool,
    /// `revoked`, `search`, `created_*`, `last_used_*`.
    pub(crate) common: bool,
    /// `expires_*` and `sort`.
    pub(crate) expiry_and_sort: bool,
}

/// What a list of access tokens is narrowed to.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filters {
    is_active: Option<bool>,
    is_revoked: Option<bool>,
    created_before: Option<DateTime<Utc>>,
    created_after: Option<DateTime<Utc>>,
    last_used_before: Option<DateTime<Utc>>,
    last_used_after: Option<DateTime<Utc>>,
    expires_before: Option<NaiveDate>,
    expires_after: Option<NaiveDate>,
    search: Option<String>,
    sort: Option<String>,
}

impl Known {
    /// The list of personal tokens.
    pub(crate) fn personal(version: &Version) -> Self {
        Self {
            state: version.at_least(15, 5),
            common: version.at_least(15, 5),
            expiry_and_sort: version.at_least(17, 6),
        }
    }

    /// The lists of project and group tokens.
    pub(crate) fn resource(version: &Version) -> Self {
        Self {
            state: version.at_least(17, 2),
            common: version.at_least(18, 0),
            expiry_and_sort: version.at_least(18, 0),
        }
    }
}

impl Filters {
    pub(crate) fn read(check: &mut Check<'_>, known: Known) -> Self {
        let mut filters = Self::default();
        if known.state {
            filters.is_active = check.one_of("state", &["active", "inactive"]).map(|state| state == "active");
        }
        if known.common {
            filters.is_revoked = check.boolean("revoked");
            filters.created_before = check.moment("created_before");
            filters.created_after = check.moment("created_after");
            filters.last_used_before = check.moment("last_used_before");
            filters.last_used_after = check.moment("last_used_after");
        }
        if known.expiry_and_sort {
            filters.expires_before = check.day("expires_before");
            filters.expires_after = check.day("expires_after");
        }
        if known.common {
            filters.search = check.text("search");
        }
        if known.expiry_and_sort {
            filters.sort = check.text("sort");
        }
        filters
    }

    /// The tokens that pass, in the wanted order; by id when none is asked for.
    pub(crate) fn apply<'a>(
        &self,
        tokens: impl Iterator<Item = &'a AccessToken>,
        now: DateTime<Utc>,
    ) -> Vec<&'a AccessToken> {
        let mut rows: Vec<&AccessToken> = tokens.filter(|token| self.admits(token, now)).collect();
        match self.sort.as_deref().and_then(|sort| sort.rsplit_once('_')) {
            Some((field, "asc")) => sort(&mut rows, field, false),
            Some((field, "desc")) => sort(&mut rows, field, true),
            _ => {}
        }
        rows
    }

    fn admits(&self, token: &AccessToken, now: DateTime<Utc>) -> bool {
        self.is_active.is_none_or(|active| token.is_active(now) == active)
            && self.is_revoked.is_none_or(|revoked| token.revoked == revoked)
            && self.created_before.is_none_or(|limit| token.created_at <= limit)
            && self.created_after.is_none_or(|limit| token.created_at >= limit)
            && self.last_used_before.is_none_or(|limit| token.last_used_at.is_some_and(|used| used <= limit))
            && self.last_used_after.is_none_or(|limit| token.last_used_at.is_some_and(|used| used >= limit))
            && self.expires_before.is_none_or(|limit| token.expires_at.is_some_and(|end| end < limit))
            && self.expires_after.is_none_or(|limit| token.expires_at.is_some_and(|end| end >= limit))
            && self.search.as_deref().is_none_or(|search| name_matches(&token.name, search))
    }
}

/// Orders rows in place; an unknown field leaves them as they are.
fn sort(rows: &mut [&AccessToken], field: &str, is_descending: bool) {
    let by_field: fn(&AccessToken, &AccessToken) -> Ordering = match field {
        "id" => |_, _| Ordering::Equal,
        "created" | "created_at" => |left, right| left.created_at.cmp(&right.created_at),
        "updated" | "updated_at" => |left, right| left.updated_at.cmp(&right.updated_at),
        "name" => |left, right| left.name.to_lowercase().cmp(&right.name.to_lowercase()),
        // GITLAB: a missing date counts as the latest, as PostgreSQL sorts nulls.
        "expires" | "expires_at" => |left, right| nulls_last(left.expires_at, right.expires_at),
        "last_used" | "last_used_at" => |left, right| nulls_last(left.last_used_at, right.last_used_at),
        _ => return,
    };
    rows.sort_by(|left, right| {
        let order = by_field(left, right).then(left.id.cmp(&right.id));
        if is_descending { order.reverse() } else { order }
    });
}

fn nulls_last<T: Ord>(left: Option<T>, right: Option<T>) -> Ordering {
    match (left, right) {
        (Some(left), Some(right)) => left.cmp(&right),
        (left, right) => right.is_some().cmp(&left.is_some()),
    }
}

/// GitLab's search: each word of three or more characters must occur; when there is none, the whole must be equal.
pub(crate) fn name_matches(name: &str, search: &str) -> bool {
    let name = name.to_lowercase();
    let search = search.trim().to_lowercase();
    if search.is_empty() {
        return true;
    }
    let words = words(&search);
    let mut long = words.iter().filter(|word| word.chars().count() >= 3).peekable();
    if long.peek().is_none() {
        return name == search;
    }
    long.all(|word| name.contains(word.as_str()))
}

/// Splits at spaces; what stands in double quotes stays together.
fn words(search: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (index, part) in search.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::name_matches;

    #[test]
    fn a_search_looks_for_every_long_word_and_compares_short_ones_whole() {
        let cases = [
            ("deploy to production", "prod DEPLOY", true),
            ("deploy to production", "to", false),
            ("to", "TO", true),
            ("deploy to production", "to prod", true),
            ("deploy to production", "\"deploy production\"", false),
            ("deploy to production", "\"to production\"", true),
            ("ci", "c", false),
            ("anything", "", true),
        ];
        for (name, search, expected) in cases {
            assert_eq!(name_matches(name, search), expected, "{search} in {name}");
        }
    }
}
