//! The rows of a list and how they are read: whole for one place, page by page for all users.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::session::{Session, WHOLE_PAGES};
use crate::browser::clock;
use crate::browser::reactive::{RwSignal, StoredValue};
use crate::browser::task::spawn;
use crate::gitlab::calls::{personal, token};
use crate::gitlab::{Call, Error, Page};
use crate::tokens::{Filter, Place, Sort, Token};

/// A list that was read longer ago is read again before a token is made: what stands in it is known not to be new.
const FRESH: TimeDelta = TimeDelta::seconds(60);
/// Pages of the whole instance's list read at a time.
const ALL_USERS_PAGES: u32 = 5;

/// Where the reading of a list stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Load {
    /// Being read.
    Reading,
    /// Read.
    Ready,
    /// Not read, or not read again.
    Failed(Error),
}

/// The rows of one list.
#[derive(Clone, Copy)]
pub struct Rows {
    /// As GitLab told them.
    pub tokens: RwSignal<Vec<Token>>,
    /// Where the reading stands.
    pub load: RwSignal<Load>,
    /// Rows that could not be read.
    pub odd: RwSignal<usize>,
    /// The page to go on from; `None` when the list is whole.
    pub next: RwSignal<Option<u32>>,
    /// Tokens a change has just altered; they stay in sight.
    pub changed: RwSignal<Vec<u64>>,
    /// The old and the new token of a replacement whose old one still works, by id.
    pub to_retire: RwSignal<Option<(u64, u64)>>,
    /// Where they live.
    pub place: Place,
    session: Session,
    read_at: StoredValue<Option<DateTime<Utc>>>,
    asked: StoredValue<Option<(Filter, Sort)>>,
    turn: StoredValue<u32>,
}

impl Rows {
    /// Nothing read yet.
    pub fn new(session: Session, place: Place) -> Self {
        Self {
            tokens: RwSignal::new(Vec::new()),
            load: RwSignal::new(Load::Reading),
            odd: RwSignal::new(0),
            next: RwSignal::new(None),
            changed: RwSignal::new(Vec::new()),
            to_retire: RwSignal::new(None),
            place,
            session,
            read_at: StoredValue::new(None),
            asked: StoredValue::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// Reads the list from its beginning; `asked` is what GitLab narrows and orders by, for the list of all users.
    pub fn reload(self, asked: Option<(Filter, Sort)>) {
        self.asked.set_value(asked);
        self.load.set(Load::Reading);
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        spawn(async move {
            self.read_on(turn, 1, true).await;
        });
    }

    /// Reads the list again as it was asked for last.
    pub fn again(self) {
        self.reload(self.asked.get_value());
    }

    /// Looks at two of its tokens again, without reading the rest.
    pub fn look_again(self, ids: [u64; 2]) {
        if matches!(self.place, Place::ServiceAccount(..) | Place::Deploy(_)) {
            // GITLAB: a service account's tokens cannot be asked for one by one.
            return self.again();
        }
        spawn(async move {
            for id in ids {
                // What could not be read stays as it was seen last.
                if let Ok(seen) = self.session.read(token::get(self.place, id)).await {
                    self.tokens.update(|tokens| {
                        tokens
                            .iter_mut()
                            .filter(|token| token.id == id)
                            .for_each(|token| *token = seen.clone());
                    });
                }
            }
        });
    }

    /// Whether the list was read whole, and so lately that its highest id can be believed.
    pub fn is_fresh(self) -> bool {
        let is_recent = |at: DateTime<Utc>| clock::here() - at < FRESH;
        self.read_at.get_value().is_some_and(is_recent)
            && self.load.with_untracked(|load| *load == Load::Ready)
            && self.next.get_untracked().is_none()
    }

    /// Reads the next pages of a list that is not whole.
    pub fn read_more(self) {
        let Some(page) = self.next.get_untracked() else { return };
        self.load.set(Load::Reading);
        let turn = self.turn.get_value();
        spawn(async move {
            self.read_on(turn, page, false).await;
        });
    }

    async fn read_on(self, turn: u32, first_page: u32, is_fresh: bool) {
        let limit = if self.place == Place::AllUsers { ALL_USERS_PAGES } else { WHOLE_PAGES };
        let mut page = first_page;
        loop {
            let answer = self.session.read(self.call(page)).await;
            // The place was left, or asked for anew meanwhile.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let answer = match answer {
                Ok(answer) => answer,
                Err(error) => {
                    self.load.set(Load::Failed(error));
                    return;
                }
            };
            self.take_page(&answer, is_fresh && page == 1);
            self.next.set(answer.next);
            match answer.next {
                Some(next) if next > page && next - first_page < limit => page = next,
                _ => break,
            }
        }
        self.tokens.with_untracked(|tokens| self.session.compare_clocks(tokens));
        self.read_at.set_value(Some(clock::here()));
        self.load.set(Load::Ready);
    }

    fn take_page(self, page: &Page<Token>, is_first: bool) {
        self.odd.update(|odd| *odd = if is_first { page.odd_rows } else { *odd + page.odd_rows });
        self.tokens.update(|tokens| {
            if is_first {
                tokens.clear();
            }
            append(tokens, &page.rows);
        });
    }

    fn call(self, page: u32) -> Call<Page<Token>> {
        match self.place {
            Place::AllUsers => {
                let (filter, sort) = self.asked.try_get_value().flatten().unwrap_or_default();
                personal::list_all(&filter, sort, page)
            }
            place => token::list(place, page),
        }
    }

    /// The list a token belongs to: of all users', its own user's.
    pub fn place_of(self, token: &Token) -> Place {
        match (self.place, token.user_id) {
            (Place::AllUsers, Some(user_id)) => Place::User(user_id),
            (place, _) => place,
        }
    }

    /// Shows a list that was read whole.
    pub fn take_list(self, list: Vec<Token>) {
        // The place may have been left meanwhile, and the list of all users shows more than was asked for here.
        if self.place != Place::AllUsers {
            self.read_at.set_value(Some(clock::here()));
            self.tokens.set(list);
        }
    }

    /// The highest id seen so far.
    pub fn highest_id(self) -> u64 {
        self.tokens.with_untracked(|tokens| tokens.iter().map(|token| token.id).max().unwrap_or(0))
    }

    /// Takes a new token in, and marks the one it replaces as revoked.
    pub fn take_issued(self, replaced: Option<u64>, token: Token) {
        self.changed.set(replaced.into_iter().chain([token.id]).collect());
        self.tokens.update(|tokens| {
            for old in tokens.iter_mut().filter(|old| Some(old.id) == replaced) {
                old.revoked = true;
            }
            append(tokens, &[token]);
        });
    }

    /// Marks a token as revoked.
    pub fn mark_revoked(self, id: u64) {
        self.changed.set(vec![id]);
        self.tokens.update(|tokens| {
            for token in tokens.iter_mut().filter(|token| token.id == id) {
                token.revoked = true;
            }
        });
    }

    /// Lets go of the rows that were kept in sight.
    pub fn forget_changed(self) {
        if self.changed.with_untracked(|changed| !changed.is_empty()) {
            self.changed.set(Vec::new());
        }
    }
}

/// Adds rows that are not there yet: a list may shift between two pages.
fn append(tokens: &mut Vec<Token>, page: &[Token]) {
    let mut known: HashSet<u64> = tokens.iter().map(|token| token.id).collect();
    tokens.extend(page.iter().filter(|token| known.insert(token.id)).cloned());
}

/// One whole list, read apart from what is shown and without any filter: to find out what is true.
pub async fn read_whole(session: Session, place: Place) -> Result<Vec<Token>, Error> {
    let mut tokens = Vec::new();
    append(&mut tokens, &session.read_all(|page| token::list(place, page)).await?);
    Ok(tokens)
}
