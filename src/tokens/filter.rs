//! Which tokens are shown and in what order: the page's own filtering, with GitLab's names and bounds.
//!
//! GitLab's list filters are described in `lib/api/helpers/personal_access_tokens_helpers.rb`. An old server ignores
//! those it does not know, so the page always filters again; both must mean the same.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::risk::{Judged, Risk};
use super::row::Key;
use super::{AccessLevel, Kind, LastUsed, Row, Scope, Status, Texts, date};

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
    /// name, the path of where it lives, the id and the scopes.
    pub search: String,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Lives in the project, group or user of this path, or below; empty everywhere.
    pub within: String,
    /// This rule applies to it.
    pub risk: Option<Risk>,
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

impl Filter {
    /// Which rows everything but cards, end and text leaves, by their indexes, looking only among those that were left `before`.
    pub fn left(&self, rows: &[Arc<Row>], before: Option<&[bool]>) -> Vec<bool> {
        let mut left = before.map_or_else(|| vec![true; rows.len()], <[bool]>::to_vec);
        // Where nothing of the kind narrows, no row is looked at: to fetch a hundred thousand takes most of the time.
        if !self.is_about_text() {
            for (is_left, row) in left.iter_mut().zip(rows) {
                *is_left = *is_left && self.admits_facts(row);
            }
        }
        left
    }

    /// Of the rows that are left, leaves those in which each term occurs.
    pub fn search(&self, texts: &Texts, left: &mut [bool]) {
        for term in self.terms() {
            texts.search(&term.to_lowercase(), left);
        }
    }

    /// What the cards narrow by.
    fn admits_card(&self, judged: Judged) -> bool {
        self.state.admits(judged.status) && self.risk.is_none_or(|risk| judged.has(risk))
    }

    fn admits_end(&self, row: &Row) -> bool {
        self.expires.is_open() || admits_expiry(self.expires, row.token.expiry.ends_at())
    }

    /// Whether nothing but text, cards and end narrow.
    fn is_about_text(&self) -> bool {
        let of_row = self.kind.is_none() && self.within.is_empty();
        let of_token = self.revoked.is_none() && self.scope.is_none() && self.role.is_none();
        of_row && of_token && self.created.is_open() && self.last_used.is_open()
    }

    fn admits_facts(&self, row: &Row) -> bool {
        let token = &row.token;
        let used = match token.last_used {
            LastUsed::At(instant) => Some(instant),
            LastUsed::Never | LastUsed::NotTold => None,
        };
        self.kind.is_none_or(|kind| kind == row.place.kind())
            && self.revoked.is_none_or(|revoked| revoked == token.revoked)
            && self.scope.as_ref().is_none_or(|scope| token.scopes.contains(scope))
            && self.role.is_none_or(|role| token.access_level == Some(role))
            && is_within(&row.path, &self.within)
            && admits_instant(self.created, token.created_at)
            && admits_instant(self.last_used, used)
    }

    /// What is looked for, split as GitLab splits it (`lib/gitlab/sql/pattern.rb`): words, and what stands in quotes
    /// as one. Every term must occur somewhere; unlike GitLab's, words of one or two letters count, too.
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

    /// Whether every row that this filter admits was admitted by another one, cards and end apart: more was typed, and nothing else
    /// changed.
    pub fn narrows(&self, other: &Self) -> bool {
        let is_longer = self.search.starts_with(&other.search) && !self.search.contains('"');
        let rest = |filter: &Self| Self {
            search: String::new(),
            state: State::All,
            risk: None,
            expires: Range::default(),
            ..filter.clone()
        };
        is_longer && rest(self) == rest(other)
    }
}

/// Whether a path is another one or lies below it.
fn is_within(path: &str, whole: &str) -> bool {
    whole.is_empty()
        || path.strip_prefix(whole).is_some_and(|below| below.is_empty() || below.starts_with('/'))
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

/// How many rows fall under each card, within everything else that is filtered by.
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
    /// To which each rule applies, in the order of [`Risk::ALL`].
    pub risks: [usize; Risk::ALL.len()],
    /// Of those that work, of which each rule cannot know, in the same order.
    pub untold: [usize; Risk::ALL.len()],
}

impl Counts {
    fn add(&mut self, judged: Judged) {
        match judged.status {
            Status::Active => self.active += 1,
            Status::ExpiringSoon { .. } => {
                self.active += 1;
                self.soon += 1;
            }
            Status::Expired => self.expired += 1,
            Status::Revoked => self.revoked += 1,
        }
        for risk in Risk::ALL {
            self.risks[risk as usize] += usize::from(judged.has(risk));
            self.untold[risk as usize] += usize::from(judged.is_untold(risk));
        }
    }
}

/// What is left of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arranged {
    /// The rows to show, as indexes, in order.
    pub shown: Vec<usize>,
    /// The rows that would be shown, too, if nothing were filtered by end.
    pub beyond: Vec<usize>,
    /// What each card would show of them.
    pub counts: Counts,
}

/// Narrows rows that are in order. `judged` says of each how it stands, and `left` whether everything but cards and end admits it
/// ([`Filter::left`], [`Filter::search`]), both by its index; `kept` stay whatever the filter says: those a change has just altered.
pub fn arrange(
    rows: &[Arc<Row>],
    judged: &[Judged],
    order: &[usize],
    left: &[bool],
    filter: &Filter,
    kept: &[Key],
) -> Arranged {
    let mut arranged = Arranged::default();
    for &index in order {
        let is_but_end = left.get(index) == Some(&true);
        // Most rows need not be looked at.
        if !is_but_end && kept.is_empty() {
            continue;
        }
        let (Some(row), Some(judged)) = (rows.get(index), judged.get(index).copied()) else { continue };
        let is_rest = is_but_end && filter.admits_end(row);
        if is_rest {
            arranged.counts.add(judged);
        }
        let is_on_card = filter.admits_card(judged);
        if (is_rest && is_on_card) || kept.iter().any(|key| *key == row.key()) {
            arranged.shown.push(index);
        } else if is_but_end && is_on_card {
            arranged.beyond.push(index);
        }
    }
    arranged
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::tokens::date::{parse_day, parse_instant};
    use crate::tokens::{Expiry, Place, Sort, SortKey, Token};

    fn token(id: u64, name: &str, expires: Option<&str>) -> Token {
        let mut token = Token::named(id, name);
        token.expiry = expires.map_or(Expiry::Never, |day| Expiry::Day(parse_day(day).unwrap()));
        token
    }

    fn shown(tokens: &[Token], sort: Sort) -> Vec<usize> {
        let rows = Row::all(Place::User(1), "", tokens.to_vec());
        let judged = crate::tokens::risk::judge(&rows, |_| true, now());
        let order = sort.order(&rows, &judged);
        narrow(&rows, &order, &Filter::default()).shown
    }

    fn narrow(rows: &[Arc<Row>], order: &[usize], filter: &Filter) -> Arranged {
        let judged = crate::tokens::risk::judge(rows, |_| true, now());
        let mut left = filter.left(rows, None);
        filter.search(&Texts::of(rows), &mut left);
        arrange(rows, &judged, order, &left, filter, &[])
    }

    fn admits(filter: &Filter, token: &Token) -> bool {
        let rows = Row::all(Place::User(1), "acme/web", [token.clone()]);
        !narrow(&rows, &[0], filter).shown.is_empty()
    }

    fn now() -> DateTime<Utc> {
        parse_instant("2026-11-21T10:00:00Z").unwrap()
    }

    #[test]
    fn the_soonest_end_comes_first_and_no_end_last_in_both_directions() {
        let tokens =
            [token(1, "a", None), token(2, "b", Some("2027-01-01")), token(3, "c", Some("2026-12-01"))];
        let sort = Sort::default();
        assert_eq!(shown(&tokens, sort), [2, 1, 0]);
        let sort = Sort { descending: true, ..sort };
        assert_eq!(shown(&tokens, sort), [1, 2, 0]);
    }

    #[test]
    fn ties_are_broken_by_id_in_the_same_direction() {
        let tokens = [token(2, "same", None), token(1, "SAME", None)];
        let sort = Sort { key: SortKey::Name, descending: false };
        assert_eq!(shown(&tokens, sort), [1, 0]);
        let sort = Sort { descending: true, ..sort };
        assert_eq!(shown(&tokens, sort), [0, 1]);
    }

    #[test]
    fn the_bounds_are_gitlabs_own() {
        let expires = token(1, "a", Some("2026-12-01"));
        let bounded = |after: Option<&str>, before: Option<&str>| Filter {
            expires: Range { after: after.and_then(parse_day), before: before.and_then(parse_day) },
            ..Filter::default()
        };
        assert!(admits(&bounded(Some("2026-12-01"), None), &expires));
        assert!(!admits(&bounded(Some("2026-12-02"), None), &expires));
        assert!(!admits(&bounded(None, Some("2026-12-01")), &expires));
        assert!(admits(&bounded(None, Some("2026-12-02")), &expires));
        assert!(!admits(&bounded(None, Some("2999-01-01")), &token(1, "a", None)));
    }

    #[test]
    fn what_only_its_end_leaves_out_is_told_apart() {
        let tokens = [token(1, "ci", Some("2026-12-01")), token(2, "ci", None), token(3, "x", None)];
        let rows = Row::all(Place::User(1), "", tokens.to_vec());
        let expires = Range { after: parse_day("2026-12-01"), before: None };
        let filter = Filter { search: String::from("ci"), expires, ..Filter::default() };
        let arranged = narrow(&rows, &[0, 1, 2], &filter);
        assert_eq!((arranged.shown, arranged.beyond), (vec![0], vec![1]));
        let open = Filter { search: String::from("ci"), ..Filter::default() };
        let arranged = narrow(&rows, &[0, 1, 2], &open);
        assert_eq!((arranged.shown, arranged.beyond), (vec![0, 1], vec![]));
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
            assert_eq!(admits(&filter, &row), shown, "{search}");
        }
    }

    #[test]
    fn a_place_is_itself_and_everything_below_it() {
        let row = token(1, "a", None);
        for (within, expected) in
            [("", true), ("acme", true), ("acme/web", true), ("acme/we", false), ("web", false)]
        {
            let filter = Filter { within: String::from(within), ..Filter::default() };
            assert_eq!(admits(&filter, &row), expected, "{within}");
        }
    }
}
