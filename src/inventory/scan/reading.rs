//! One list being read, page by page: what was read, what is missing, and which rows count meanwhile.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{Leads, Source, What};
use crate::gitlab::page::Next;
use crate::gitlab::{Error, Fit, Page, Totals};
use crate::tokens::{Row, Token};

/// Pages of one list, at most: 100,000 rows.
pub const MOST_PAGES: u32 = 1_000;

/// Where the reading of one list stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Not begun.
    Waiting,
    /// Begun.
    Reading,
    /// Read to its end.
    Complete,
    /// Read, but not to its end, not each of its rows, or not surely everything.
    Partial,
    /// GitLab refused it, with this status.
    Refused(u16),
    /// It could not be read.
    Failed,
    /// This GitLab has nothing of the kind there: its release or its plan does not offer it. Nothing is missing.
    Absent,
}

/// Why a list is not whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// What came instead of an answer.
    Error(Error),
    /// It has more than [`MOST_PAGES`] pages.
    TooLong,
    /// GitLab counts no further than 50,000 rows in such a list.
    BeyondOffset,
    /// Rows kept vanishing while it was read: others may have slid past.
    Moving,
    /// The answer named a next page that does not lead on.
    Astray,
}

impl Standing {
    /// Whether nothing more happens to it by itself.
    pub fn is_over(self) -> bool {
        !matches!(self, Standing::Waiting | Standing::Reading)
    }
}

/// A list.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    pub(super) what: What,
    pub(super) path: Arc<str>,
    pub(super) standing: Standing,
    pub(super) cause: Option<Cause>,
    /// Counts the readings of this list: an answer to an earlier one is let pass.
    pub(super) run: u32,
    /// What is asked next: a page, or the id after which to go on.
    pub(super) cursor: u64,
    /// What GitLab named to go on after, where it did: then the former only counts pages.
    pub(super) after: Option<Arc<str>>,
    /// Repetitions of the next request so far.
    pub(super) tries: u32,
    /// Whether the next request is the one repetition after a 401 that the credential outlived.
    pub(super) is_trusted: bool,
    pub(super) odd_rows: usize,
    pages: u32,
    totals: Totals,
    /// When it was read to its end last.
    pub(super) read_at: Option<DateTime<Utc>>,
    fresh: Vec<Arc<Row>>,
    ids: HashSet<u64>,
    kept: Vec<Arc<Row>>,
    is_kept_complete: bool,
}

impl Reading {
    pub(super) fn new(what: What, path: &str) -> Self {
        Self {
            what,
            path: Arc::from(path),
            standing: Standing::Waiting,
            cause: None,
            run: 0,
            cursor: first(what),
            after: None,
            tries: 0,
            is_trusted: false,
            odd_rows: 0,
            pages: 0,
            totals: Totals::default(),
            read_at: None,
            fresh: Vec::new(),
            ids: HashSet::new(),
            kept: Vec::new(),
            is_kept_complete: false,
        }
    }

    /// The rows to show: a complete list until the next one is complete; else whichever reading got further.
    pub(super) fn rows(&self) -> &[Arc<Row>] {
        if self.is_kept_complete || self.kept.len() > self.fresh.len() { &self.kept } else { &self.fresh }
    }

    /// Whether the rows shown are all of the list, as it was when it was read whole last: each of them understood.
    pub(super) fn is_known_whole(&self) -> bool {
        self.is_kept_complete
    }

    /// Whether the rows shown were a whole list once, though the latest reading did not end so.
    pub(super) fn is_older(&self) -> bool {
        self.is_kept_complete && self.standing != Standing::Complete
    }

    /// Whether a part of it was read.
    pub(super) fn is_begun(&self) -> bool {
        self.pages > 0 || self.totals.is_begun_again()
    }

    /// Begins anew, and takes no answer to what was asked before.
    pub(super) fn again(&mut self) {
        self.begin();
        self.run += 1;
        self.totals = Totals::default();
        self.standing = Standing::Waiting;
        self.cause = None;
    }

    /// Takes the whole list as somebody else has read it, and no answer to what was asked before.
    pub(super) fn put(&mut self, tokens: Vec<Token>, now: DateTime<Utc>) {
        self.again();
        self.fresh = tokens.into_iter().filter_map(|token| self.row(token)).collect();
        self.end(now);
    }

    /// Changes its rows: what is known of them now, or nothing where it is the same.
    pub(super) fn amend(&mut self, change: impl Fn(&Row) -> Option<Token>) {
        for row in self.fresh.iter_mut().chain(&mut self.kept) {
            if let Some(token) = change(row) {
                *row = Arc::new(row.with(token));
            }
        }
    }

    /// Names the users of its rows, as far as they are known: in the order of their ids.
    pub(super) fn name_users(&mut self, users: &[(u64, Arc<str>)]) {
        for row in self.fresh.iter_mut().chain(&mut self.kept).filter(|row| row.path.is_empty()) {
            let id = row.token.user_id.unwrap_or(0);
            if let Ok(at) = users.binary_search_by_key(&id, |(id, _)| *id) {
                *row = Arc::new(Row::new(row.place, &users[at].1, row.token.clone()));
            }
        }
    }

    /// Adds a token that was made a moment ago: to what is shown, and to what is being read, which may be past it.
    pub(super) fn add(&mut self, token: Token) {
        let Some(row) = self.row(token) else { return };
        let id = row.token.id;
        if self.is_kept_complete && self.kept.iter().all(|known| known.token.id != id) {
            self.kept.push(Arc::clone(&row));
        }
        if (!self.is_kept_complete || self.standing == Standing::Reading) && self.ids.insert(id) {
            self.fresh.push(row);
        }
    }

    fn row(&self, token: Token) -> Option<Arc<Row>> {
        match self.what {
            What::List(place) => Some(Arc::new(Row::new(place, &self.path, token))),
            What::Find(_) => None,
        }
    }

    /// Takes a page of tokens; whether there is more to ask for.
    pub(super) fn take(&mut self, page: Page<Token>, now: DateTime<Utc>) -> bool {
        if self.has_slid(page.total) {
            return true;
        }
        for token in page.rows {
            if self.ids.insert(token.id) {
                self.fresh.extend(self.row(token));
            }
        }
        self.go_on(page.odd_rows, page.next.map(u64::from), now)
    }

    /// Takes what a list of places led to, but not the places; whether there is more to ask for.
    pub(super) fn find(&mut self, leads: &Leads, now: DateTime<Utc>) -> bool {
        if self.has_slid(leads.total) {
            return true;
        }
        let next = match &leads.next {
            Some(Next::Cursor(cursor)) => Some(self.leads_on(cursor)),
            // A full page that says nothing: after one that named a cursor it is the last, and the very first may be.
            Some(Next::Number(0)) if self.after.is_some() => None,
            Some(Next::Number(0)) if self.what == What::Find(Source::Bots) && self.cursor == 1 => Some(2),
            Some(Next::Number(next)) => Some(*next),
            None => None,
        };
        self.go_on(leads.odd_rows, next, now)
    }

    /// Takes the next cursor; which page it is. One that cannot be read, or the same again, leads nowhere.
    fn leads_on(&mut self, cursor: &Arc<str>) -> u64 {
        let is_new = !cursor.is_empty() && self.after.as_ref() != Some(cursor);
        self.after = Some(Arc::clone(cursor));
        if is_new { self.cursor + 1 } else { 0 }
    }

    /// Whether it is begun again because rows vanished; at last it is not called whole.
    fn has_slid(&mut self, total: Option<u64>) -> bool {
        let fit = self.totals.take(total);
        match fit {
            Fit::Fits => {}
            Fit::Slid => self.begin(),
            Fit::Moving => self.cause = Some(Cause::Moving),
        }
        fit == Fit::Slid
    }

    /// Goes on to where the answer leads, or ends; whether there is more to ask for.
    fn go_on(&mut self, odd_rows: usize, next: Option<u64>, now: DateTime<Utc>) -> bool {
        (self.tries, self.is_trusted) = (0, false);
        self.odd_rows += odd_rows;
        self.pages += 1;
        match next {
            None => self.end(now),
            Some(next) if next <= self.cursor => self.end_early(Cause::Astray),
            Some(_) if self.pages >= most_pages(self.what) => self.end_early(Cause::TooLong),
            Some(next) => {
                self.cursor = next;
                return true;
            }
        }
        false
    }

    /// Ends for good with what came instead of an answer.
    pub(super) fn fail(&mut self, error: Error) {
        let is_beyond = error.is_beyond_offset();
        let standing = match &error {
            _ if is_beyond || self.is_begun() => Standing::Partial,
            Error::Refused(refusal) if (400..500).contains(&refusal.status) && refusal.status != 429 => {
                Standing::Refused(refusal.status)
            }
            _ => Standing::Failed,
        };
        self.end_early(if is_beyond { Cause::BeyondOffset } else { Cause::Error(error) });
        self.standing = standing;
    }

    /// Ends for good: there is nothing of the kind here, as an answer said, or those to others like it.
    pub(super) fn leave_out(&mut self, error: Option<Error>) {
        self.cause = error.map(Cause::Error);
        self.standing = Standing::Absent;
    }

    /// What was said meant something else: others like it are answered. Whether it is to be asked for, because nothing was said of it.
    pub(super) fn reconsider(&mut self) -> bool {
        let status = match &self.cause {
            _ if self.standing != Standing::Absent => return false,
            Some(Cause::Error(Error::Refused(refusal))) => refusal.status,
            _ => {
                self.again();
                return true;
            }
        };
        self.standing = Standing::Refused(status);
        false
    }

    fn end_early(&mut self, cause: Cause) {
        self.cause = Some(cause);
        self.standing = Standing::Partial;
    }

    fn end(&mut self, now: DateTime<Utc>) {
        if self.cause.is_some() {
            self.standing = Standing::Partial;
            return;
        }
        self.read_at = Some(now);
        if self.odd_rows > 0 {
            // What could be read is the latest there is.
            self.standing = Standing::Partial;
            self.is_kept_complete = false;
            self.kept.clear();
            return;
        }
        self.standing = Standing::Complete;
        self.kept = std::mem::take(&mut self.fresh);
        self.is_kept_complete = true;
    }

    /// Back to the first page. What was read is kept until more is.
    fn begin(&mut self) {
        let fresh = std::mem::take(&mut self.fresh);
        if !self.is_kept_complete && fresh.len() > self.kept.len() {
            self.kept = fresh;
        }
        self.ids.clear();
        (self.cursor, self.after) = (first(self.what), None);
        (self.tries, self.pages, self.odd_rows) = (0, 0, 0);
        self.is_trusted = false;
    }
}

/// Pages of a list, at most. The ids of projects lead on by themselves; a cursor could lead round and round.
fn most_pages(what: What) -> u32 {
    match what {
        What::List(_) => MOST_PAGES,
        What::Find(Source::Bots) => 100 * MOST_PAGES,
        What::Find(_) => u32::MAX,
    }
}

/// The first page, or the id below all.
fn first(what: What) -> u64 {
    u64::from(what != What::Find(Source::Projects))
}
