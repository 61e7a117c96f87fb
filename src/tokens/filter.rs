//! Which tokens are shown and in what order: the page's own filtering, with GitLab's names and bounds.
//!
//! GitLab's list filters are described in `lib/api/helpers/personal_access_tokens_helpers.rb`. An old server ignores
//! those it does not know, so the page always filters again; both must mean the same.

use std::cmp::Ordering;

use chrono::{DateTime, NaiveDate, Utc};

use super::{AccessLevel, LastUsed, Scope, Status, Token, date};

/// Which statuses are shown. `Active` and `Inactive` are GitLab's own words; the others are the cards'.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// Not revoked and not expired.
    #[default]
    Active,
    /// Revoked or expired.
    Inactive,
    /// Active, and ends within fourteen days.
    ExpiringSoon,
    /// Expired and not revoked.
    Expired,
    /// Revoked.
    Revoked,
    /// No restriction.
    All,
}

/// Days as bounds, both optional. Days are UTC.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// On or after this day.
    pub after: Option<NaiveDate>,
    /// Created and last used: at or before midnight UTC of this day. Expires: strictly before this day.
    pub before: Option<NaiveDate>,
}

impl Range {
    /// Whether no bound is set.
    pub fn is_open(self) -> bool {
        self == Self::default()
    }
}

/// Everything a list can be narrowed by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Words, or `"several words"` as one, looked for in the name (as GitLab does), the description, the user
    /// name, the id and the scopes.
    pub search: String,
    /// By status.
    pub state: State,
    /// GitLab's own `revoked`: true only revoked ones, false all but revoked ones.
    pub revoked: Option<bool>,
    /// Has this scope.
    pub scope: Option<Scope>,
    /// Has this role.
    pub role: Option<AccessLevel>,
    /// By creation.
    pub created: Range,
    /// By end; tokens without one match no bound.
    pub expires: Range,
    /// By last use; tokens never used match no bound.
    pub last_used: Range,
}

/// What to order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// By name, letters' case ignored.
    Name,
    /// By the number of scopes, then their names.
    Scopes,
    /// By creation.
    Created,
    /// By last use; never used first when ascending.
    LastUsed,
    /// By end; no end is always last.
    Expires,
    /// By status, working ones first.
    Status,
    /// By user id, for lists of several users.
    User,
    /// By role.
    Role,
    /// By user name, letters' case ignored.
    Username,
}

/// An order. Ties are by id, in the same direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sort {
    /// What to order by.
    pub key: SortKey,
    /// Largest first.
    pub descending: bool,
}

impl Default for Sort {
    fn default() -> Self {
        Self { key: SortKey::Expires, descending: false }
    }
}

impl Filter {
    /// Whether a token is shown.
    pub fn admits(&self, token: &Token, now: DateTime<Utc>) -> bool {
        let status = Status::of(token, now);
        self.state.admits(status)
            && self.revoked.is_none_or(|revoked| revoked == token.revoked)
            && self.scope.as_ref().is_none_or(|scope| token.scopes.contains(scope))
            && self.role.is_none_or(|role| token.access_level == Some(role))
            && admits_instant(self.created, token.created_at)
            && admits_expiry(self.expires, token.expiry.ends_at())
            && admits_instant(
                self.last_used,
                match token.last_used {
                    LastUsed::At(instant) => Some(instant),
                    LastUsed::Never | LastUsed::NotTold => None,
                },
            )
            && self.admits_text(token)
    }

    /// What is looked for, split as GitLab splits it (`lib/gitlab/sql/pattern.rb`): words, and what stands in quotes
    /// as one.
    pub fn terms(&self) -> Vec<&str> {
        let mut terms = Vec::new();
        let mut rest = self.search.trim();
        while !rest.is_empty() {
            let (term, after) = next_term(rest);
            terms.push(term);
            rest = after.trim_start();
        }
        terms
    }

    /// Every term must occur somewhere. Unlike GitLab's, words of one or two letters count, too.
    fn admits_text(&self, token: &Token) -> bool {
        if self.search.trim().is_empty() {
            return true;
        }
        let haystack = searchable(token);
        self.terms().iter().all(|term| haystack.contains(&term.to_lowercase()))
    }
}

impl State {
    /// Whether a status belongs to this choice.
    pub fn admits(self, status: Status) -> bool {
        match self {
            State::All => true,
            State::Active => status.is_alive(),
            State::Inactive => !status.is_alive(),
            State::ExpiringSoon => matches!(status, Status::ExpiringSoon { .. }),
            State::Expired => status == Status::Expired,
            State::Revoked => status == Status::Revoked,
        }
    }
}

/// The rows to show, as indexes into `tokens`, in order.
pub fn arrange(tokens: &[Token], filter: &Filter, sort: Sort, now: DateTime<Utc>) -> Vec<usize> {
    arrange_keeping(tokens, filter, &[], sort, now)
}

/// The same, with rows that stay whatever the filter says: those a change has just altered.
pub fn arrange_keeping(
    tokens: &[Token],
    filter: &Filter,
    kept: &[u64],
    sort: Sort,
    now: DateTime<Utc>,
) -> Vec<usize> {
    let is_shown = |row: &usize| kept.contains(&tokens[*row].id) || filter.admits(&tokens[*row], now);
    let mut rows: Vec<usize> = (0..tokens.len()).filter(is_shown).collect();
    rows.sort_by(|&a, &b| sort.compare(&tokens[a], &tokens[b], now));
    rows
}

impl Sort {
    fn compare(self, a: &Token, b: &Token, now: DateTime<Utc>) -> Ordering {
        let by_key = match self.key {
            SortKey::Expires => return self.compare_ends(a, b),
            SortKey::Name => compare_names(&a.name, &b.name),
            SortKey::Scopes => a.scopes.len().cmp(&b.scopes.len()).then_with(|| a.scopes.cmp(&b.scopes)),
            SortKey::Created => a.created_at.cmp(&b.created_at),
            SortKey::LastUsed => a.last_used.cmp(&b.last_used),
            SortKey::Status => Status::of(a, now).cmp(&Status::of(b, now)),
            SortKey::User => a.user_id.cmp(&b.user_id),
            SortKey::Role => a.access_level.cmp(&b.access_level),
            SortKey::Username => compare_names(username(a), username(b)),
        };
        self.direct(by_key.then(a.id.cmp(&b.id)))
    }

    /// A missing end is last in both directions.
    fn compare_ends(self, a: &Token, b: &Token) -> Ordering {
        match (a.expiry.ends_at(), b.expiry.ends_at()) {
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (end_a, end_b) => self.direct(end_a.cmp(&end_b).then(a.id.cmp(&b.id))),
        }
    }

    fn direct(self, ordering: Ordering) -> Ordering {
        if self.descending { ordering.reverse() } else { ordering }
    }
}

fn username(token: &Token) -> &str {
    token.username.as_deref().unwrap_or_default()
}

fn compare_names(a: &str, b: &str) -> Ordering {
    a.chars().flat_map(char::to_lowercase).cmp(b.chars().flat_map(char::to_lowercase))
}

fn admits_instant(range: Range, instant: Option<DateTime<Utc>>) -> bool {
    let Some(instant) = instant else { return range.is_open() };
    range.after.is_none_or(|day| instant >= date::start_of(day))
        && range.before.is_none_or(|day| instant <= date::start_of(day))
}

fn admits_expiry(range: Range, end: Option<DateTime<Utc>>) -> bool {
    let Some(end) = end else { return range.is_open() };
    range.after.is_none_or(|day| end >= date::start_of(day))
        && range.before.is_none_or(|day| end < date::start_of(day))
}

/// The first term of a text that starts with one, and what follows it. A quote that is not closed before white
/// space or the end is a letter like any other.
fn next_term(text: &str) -> (&str, &str) {
    let quoted = text.strip_prefix('"').and_then(|inside| inside.split_once('"'));
    match quoted {
        Some((term, after))
            if !term.is_empty() && (after.is_empty() || after.starts_with(char::is_whitespace)) =>
        {
            (term, after)
        }
        _ => text.split_once(char::is_whitespace).unwrap_or((text, "")),
    }
}

fn searchable(token: &Token) -> String {
    let mut text = token.name.to_lowercase();
    for more in [&token.description, &token.username].into_iter().flatten() {
        text.push('\n');
        text.push_str(&more.to_lowercase());
    }
    for scope in &token.scopes {
        text.push('\n');
        text.push_str(scope.as_str());
    }
    text.push('\n');
    text.push_str(&token.id.to_string());
    text
}

/// How many tokens fall under each card, whatever else is filtered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Still working, soon-ending ones included.
    pub active: usize,
    /// Ending within fourteen days.
    pub soon: usize,
    /// Expired, not revoked.
    pub expired: usize,
    /// Revoked.
    pub revoked: usize,
}

impl Counts {
    /// Counts a whole list.
    pub fn of(tokens: &[Token], now: DateTime<Utc>) -> Self {
        let mut counts = Self::default();
        for token in tokens {
            match Status::of(token, now) {
                Status::Active => counts.active += 1,
                Status::ExpiringSoon { .. } => {
                    counts.active += 1;
                    counts.soon += 1;
                }
                Status::Expired => counts.expired += 1,
                Status::Revoked => counts.revoked += 1,
            }
        }
        counts
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::tokens::Expiry;
    use crate::tokens::date::{parse_day, parse_instant};

    fn token(id: u64, name: &str, expires: Option<&str>) -> Token {
        let mut token = Token::named(id, name);
        token.expiry = expires.map_or(Expiry::Never, |day| Expiry::Day(parse_day(day).unwrap()));
        token
    }

    fn now() -> DateTime<Utc> {
        parse_instant("2026-11-21T10:00:00Z").unwrap()
    }

    #[test]
    fn the_soonest_end_comes_first_and_no_end_last_in_both_directions() {
        let tokens =
            [token(1, "a", None), token(2, "b", Some("2027-01-01")), token(3, "c", Some("2026-12-01"))];
        let sort = Sort::default();
        assert_eq!(arrange(&tokens, &Filter::default(), sort, now()), [2, 1, 0]);
        let sort = Sort { descending: true, ..sort };
        assert_eq!(arrange(&tokens, &Filter::default(), sort, now()), [1, 2, 0]);
    }

    #[test]
    fn ties_are_broken_by_id_in_the_same_direction() {
        let tokens = [token(2, "same", None), token(1, "SAME", None)];
        let sort = Sort { key: SortKey::Name, descending: false };
        assert_eq!(arrange(&tokens, &Filter::default(), sort, now()), [1, 0]);
        let sort = Sort { descending: true, ..sort };
        assert_eq!(arrange(&tokens, &Filter::default(), sort, now()), [0, 1]);
    }

    #[test]
    fn the_bounds_are_gitlabs_own() {
        let expires = token(1, "a", Some("2026-12-01"));
        let bounded = |after: Option<&str>, before: Option<&str>| Filter {
            expires: Range { after: after.and_then(parse_day), before: before.and_then(parse_day) },
            ..Filter::default()
        };
        assert!(bounded(Some("2026-12-01"), None).admits(&expires, now()));
        assert!(!bounded(Some("2026-12-02"), None).admits(&expires, now()));
        assert!(!bounded(None, Some("2026-12-01")).admits(&expires, now()));
        assert!(bounded(None, Some("2026-12-02")).admits(&expires, now()));
        assert!(!bounded(None, Some("2999-01-01")).admits(&token(1, "a", None), now()));
    }

    #[test]
    fn every_word_of_a_search_must_occur_somewhere() {
        let mut row = token(77, "Deploy laptop", None);
        row.description = Some(String::from("For the build farm"));
        row.scopes = vec![Scope::READ_API];
        for (search, shown) in [
            ("deploy farm", true),
            ("LAPTOP", true),
            ("read_api 77", true),
            ("deploy mill", false),
            ("  ", true),
            ("\"build farm\" DEPLOY", true),
            ("\"farm build\"", false),
            ("\"build", false),
            ("\"\"", false),
        ] {
            let filter = Filter { search: String::from(search), ..Filter::default() };
            assert_eq!(filter.admits(&row, now()), shown, "{search}");
        }
    }
}
