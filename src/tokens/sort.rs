//! The orders of a list. A hundred thousand rows are put in order while somebody waits: what is compared is taken out of the rows
//! once, not at each comparison.

use chrono::{DateTime, Utc};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::Arc;

use super::risk::Judged;
use super::{Key, LastUsed, Row, Status};

/// What to order by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortKey {
    /// By name, letters' case ignored.
    Name,
    /// By the path of where it lives.
    Place,
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

/// What is compared of a row.
enum Rank<'a> {
    Number(i64),
    Text(&'a str),
}

/// Each text with its place among those that differ. Many are the same, and numbers are compared faster.
fn places_of<'a>(ranks: &[Rank<'a>]) -> HashMap<&'a str, i64> {
    let text = |rank: &Rank<'a>| match rank {
        Rank::Text(text) => Some((*text, 0)),
        Rank::Number(_) => None,
    };
    let mut places: HashMap<&str, i64> = ranks.iter().filter_map(text).collect();
    let mut texts: Vec<&str> = places.keys().copied().collect();
    texts.sort_unstable();
    places.extend(texts.into_iter().zip(0..));
    places
}

impl Sort {
    /// All rows as indexes, in this order. `judged` says of each how it stands, by the same indexes.
    pub fn order(self, rows: &[Arc<Row>], judged: &[Judged]) -> Vec<usize> {
        let mut order = self.ascending(rows, judged);
        if self.descending {
            order.reverse();
            if self.key == SortKey::Expires {
                // A missing end is last in both directions.
                let endless = rows.iter().filter(|row| row.token.expiry.ends_at().is_none()).count();
                order.rotate_left(endless);
            }
        }
        order
    }

    fn ascending(self, rows: &[Arc<Row>], judged: &[Judged]) -> Vec<usize> {
        let ranks: Vec<Rank> = rows
            .iter()
            .enumerate()
            .map(|(index, row)| self.rank(row, judged.get(index).map(|judged| judged.status)))
            .collect();
        let texts = places_of(&ranks);
        let number = |rank: &Rank| match rank {
            Rank::Number(number) => *number,
            Rank::Text(text) => texts.get(text).copied().unwrap_or(0),
        };
        let keyed = ranks.iter().zip(rows).enumerate();
        let mut keyed: Vec<(i64, Key, usize)> =
            keyed.map(|(index, (rank, row))| (number(rank), row.key(), index)).collect();
        keyed.sort_unstable();
        keyed.into_iter().map(|(.., index)| index).collect()
    }

    /// The same, place by place in the order of their paths.
    pub fn order_by_place(self, rows: &[Arc<Row>], judged: &[Judged]) -> Vec<usize> {
        let mut order = self.order(rows, judged);
        order.sort_by(|a, b| match (rows.get(*a), rows.get(*b)) {
            (Some(a), Some(b)) => (&*a.path, a.group()).cmp(&(&*b.path, b.group())),
            _ => Ordering::Equal,
        });
        order
    }

    fn rank(self, row: &Row, status: Option<Status>) -> Rank<'_> {
        let token = &row.token;
        let instant =
            |at: Option<DateTime<Utc>>, missing: i64| at.map_or(missing, |at| at.timestamp_micros());
        let number = |id: Option<u64>| id.map_or(-1, |id| i64::try_from(id).unwrap_or(i64::MAX));
        match self.key {
            SortKey::Expires => Rank::Number(instant(token.expiry.ends_at(), i64::MAX)),
            SortKey::Created => Rank::Number(instant(token.created_at, i64::MIN)),
            SortKey::LastUsed => Rank::Number(match token.last_used {
                LastUsed::NotTold => i64::MIN,
                LastUsed::Never => i64::MIN + 1,
                LastUsed::At(at) => at.timestamp_micros(),
            }),
            SortKey::User => Rank::Number(number(token.user_id)),
            SortKey::Role => Rank::Number(number(token.access_level.map(|level| u64::from(level.0)))),
            SortKey::Status => Rank::Number(match status {
                None => -1,
                Some(Status::Active) => 0,
                Some(Status::ExpiringSoon { urgent }) => 1 + i64::from(urgent),
                Some(Status::Expired) => 3,
                Some(Status::Revoked) => 4,
            }),
            SortKey::Name => Rank::Text(row.folded_name()),
            SortKey::Username => Rank::Text(row.folded_username()),
            SortKey::Scopes => Rank::Text(row.folded_scopes()),
            SortKey::Place => Rank::Text(&row.path),
        }
    }
}
