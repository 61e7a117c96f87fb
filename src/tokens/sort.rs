//! The orders of a list. A hundred thousand rows are put in order between two frames or so: what is compared is taken out of the
//! rows once, not at each comparison.

use chrono::{DateTime, Utc};
use std::cmp::Ordering;
use std::sync::Arc;

use super::risk::Judged;
use super::{Key, LastUsed, Row, Scope, Status};

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

/// What is compared, one type for all: it is put in order by one piece of code.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Rank<'a> {
    Number(i64),
    Text(&'a str),
    Texts(usize, &'a [Scope]),
}

impl Sort {
    /// All rows as indexes, in this order. `judged` says of each how it stands, by the same indexes.
    pub fn order(self, rows: &[Arc<Row>], judged: &[Judged]) -> Vec<usize> {
        let status = |index: usize| judged.get(index).map(|judged| judged.status);
        let keyed = rows.iter().enumerate();
        let keyed = keyed.map(|(index, row)| (self.rank(row, status(index)), row.key(), index));
        let mut keyed: Vec<(Rank, Key, usize)> = keyed.collect();
        keyed.sort_unstable();
        let mut order: Vec<usize> = keyed.into_iter().map(|(.., index)| index).collect();
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

    /// The same, place by place in the order of their paths.
    pub fn order_by_place(self, rows: &[Arc<Row>], judged: &[Judged]) -> Vec<usize> {
        let mut order = self.order(rows, judged);
        order.sort_by(|a, b| match (rows.get(*a), rows.get(*b)) {
            (Some(a), Some(b)) => (&*a.path, a.place).cmp(&(&*b.path, b.place)),
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
            SortKey::Scopes => Rank::Texts(token.scopes.len(), &token.scopes),
            SortKey::Place => Rank::Text(&row.path),
        }
    }
}
