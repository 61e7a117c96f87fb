//! The rows of a table and how they are read: one place's whole, all users' page by page, everything as the scan finds it.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use crate::app::inventory::Inventory;
use crate::app::session::{Session, WHOLE_PAGES};
use crate::browser::clock;
use crate::browser::reactive::{RwSignal, StoredValue, expect_context};
use crate::browser::task::spawn;
use crate::gitlab::calls::{personal, token};
use crate::gitlab::{Call, Error, Fit, Page, Totals};
use crate::tokens::{Filter, Key, Place, Row, Sort, Token};

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

/// A replacement whose old token still works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Where both live.
    pub place: Place,
    /// The old token.
    pub old: u64,
    /// The one in its place.
    pub new: u64,
}

/// The rows of one table.
#[derive(Clone, Copy)]
pub struct Rows {
    /// As GitLab told them.
    pub all: RwSignal<Vec<Arc<Row>>>,
    /// Where the reading stands.
    pub load: RwSignal<Load>,
    /// Rows that could not be read.
    pub odd: RwSignal<usize>,
    /// Whether rows vanished from it while it was read, so that others may be missing.
    pub is_moving: RwSignal<bool>,
    /// The page to go on from; `None` when the list is whole.
    pub next: RwSignal<Option<u32>>,
    /// Tokens a change has just altered; they stay in sight.
    pub changed: RwSignal<Vec<Key>>,
    /// The one to ask about, once the new value is stored.
    pub to_retire: RwSignal<Option<Replaced>>,
    /// The one place they live in; `None` for everything.
    pub of: Option<Place>,
    session: Session,
    inventory: Inventory,
    read_at: StoredValue<Option<DateTime<Utc>>>,
    asked: StoredValue<Option<(Filter, Sort)>>,
    turn: StoredValue<u32>,
}

impl Rows {
    /// Of one place, and nothing read yet; or everything, as far as it was read.
    pub fn new(session: Session, of: Option<Place>) -> Self {
        let inventory = expect_context::<Inventory>();
        let (all, load, odd) = match of {
            Some(_) => (RwSignal::new(Vec::new()), RwSignal::new(Load::Reading), RwSignal::new(0)),
            None => (inventory.rows, inventory.load, inventory.odd),
        };
        Self {
            all,
            load,
            odd,
            is_moving: RwSignal::new(false),
            next: RwSignal::new(None),
            changed: RwSignal::new(Vec::new()),
            to_retire: RwSignal::new(None),
            of,
            session,
            inventory,
            read_at: StoredValue::new(None),
            asked: StoredValue::new(None),
            turn: StoredValue::new(0),
        }
    }

    /// Whether any token here can be rotated by its kind.
    pub fn rotates(self) -> bool {
        self.of.is_none_or(|place| place.kind().facts().rotates)
    }

    /// Reads the list from its beginning; `asked` is what GitLab narrows and orders by, for the list of all users.
    pub fn reload(self, asked: Option<(Filter, Sort)>) {
        let Some(place) = self.of else { return self.inventory.begin() };
        self.asked.set_value(asked);
        self.load.set(Load::Reading);
        self.is_moving.set(false);
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        spawn(async move {
            self.read_on(place, turn, 1, true).await;
        });
    }

    /// Reads the list again as it was asked for last; of everything every list.
    pub fn again(self) {
        match self.of {
            Some(_) => self.reload(self.asked.get_value()),
            None => self.inventory.again(),
        }
    }

    /// Reads a place again that was changed elsewhere.
    pub fn place_changed(self, place: Place) {
        match self.of {
            Some(of) if of == place => self.again(),
            Some(_) => {}
            None => self.inventory.rescan(place),
        }
    }

    /// Looks at two tokens of a place again, without reading the rest.
    pub fn look_again(self, place: Place, ids: [u64; 2]) {
        if matches!(place, Place::ServiceAccount(..) | Place::Deploy(_)) {
            // GITLAB: a service account's tokens cannot be asked for one by one.
            return self.place_changed(place);
        }
        spawn(async move {
            for id in ids {
                // What could not be read stays as it was seen last.
                if let Ok(seen) = self.session.read(token::get(place, id)).await {
                    self.amend(place, |token| (token.id == id).then(|| seen.clone()));
                }
            }
        });
    }

    /// Whether a place's list was read whole, and so lately that its highest id can be believed.
    pub fn is_fresh(self, place: Place) -> bool {
        // A clock that was set back makes nothing fresh.
        let is_recent = |at: DateTime<Utc>| (TimeDelta::zero()..FRESH).contains(&(clock::here() - at));
        match self.of {
            // The list of all users is narrowed by GitLab, and the place of one of them is another list.
            Some(of) => {
                of == place
                    && self.read_at.get_value().is_some_and(is_recent)
                    && self.load.with_untracked(|load| *load == Load::Ready)
                    && self.next.get_untracked().is_none()
                    && !self.is_moving.get_untracked()
            }
            None => self.inventory.read_at(place).is_some_and(is_recent),
        }
    }

    /// Whether every token of its one place is known; tracked. Of all users' GitLab is asked for a part only.
    pub fn is_whole(self) -> bool {
        self.of.is_some_and(|of| of != Place::AllUsers)
            && self.next.get().is_none()
            && !self.is_moving.get()
            && self.odd.get() == 0
    }

    /// Reads the next pages of a list that is not whole.
    pub fn read_more(self) {
        let (Some(page), Some(place)) = (self.next.get_untracked(), self.of) else { return };
        self.load.set(Load::Reading);
        let turn = self.turn.get_value();
        // From the last page that was read: what left the list since let others slide onto it.
        let page = page.saturating_sub(1).max(1);
        spawn(async move {
            self.read_on(place, turn, page, false).await;
        });
    }

    async fn read_on(self, place: Place, turn: u32, first_page: u32, is_fresh: bool) {
        let limit = if place == Place::AllUsers { ALL_USERS_PAGES } else { WHOLE_PAGES };
        let limit = limit + u32::from(!is_fresh);
        let (mut page, mut totals) = (first_page, Totals::default());
        loop {
            let first = (page == 1).then(|| self.session.take_first_page(place)).flatten();
            let answer = match first {
                Some(first) => Ok(first),
                None => self.session.read(self.call(place, page)).await,
            };
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
            match totals.take(answer.total) {
                Fit::Fits => {}
                Fit::Slid if is_fresh => {
                    page = 1;
                    continue;
                }
                Fit::Slid | Fit::Moving => self.is_moving.set(true),
            }
            if !is_fresh && page == first_page && !self.knows_any(&answer.rows) {
                self.is_moving.set(true);
            }
            let next = answer.next;
            self.take_page(place, answer, is_fresh && page == 1);
            self.next.set(next);
            match next {
                Some(next) if next > page && next - first_page < limit => page = next,
                _ => break,
            }
        }
        self.all.with_untracked(|rows| self.session.compare_clocks(rows.iter().map(|row| &row.token)));
        self.read_at.set_value(Some(clock::here()));
        self.load.set(Load::Ready);
    }

    fn knows_any(self, tokens: &[Token]) -> bool {
        self.all
            .with_untracked(|rows| tokens.iter().any(|token| rows.iter().any(|row| row.token.id == token.id)))
    }

    fn take_page(self, place: Place, page: Page<Token>, is_first: bool) {
        self.odd.update(|odd| *odd = if is_first { page.odd_rows } else { *odd + page.odd_rows });
        self.all.update(|rows| {
            if is_first {
                rows.clear();
            }
            append(rows, Row::all(place, "", page.rows));
        });
    }

    fn call(self, place: Place, page: u32) -> Call<Page<Token>> {
        match place {
            Place::AllUsers => {
                let (filter, sort) = self.asked.try_get_value().flatten().unwrap_or_default();
                personal::list_all(&filter, sort, page)
            }
            place => token::list(place, page),
        }
    }

    /// Shows a list that was read whole.
    pub fn take_list(self, place: Place, list: Vec<Token>) {
        match self.of {
            None => self.inventory.put(place, list),
            // The place may have been left meanwhile, and the list of all users shows more than was asked for here.
            Some(of) if of == place && place != Place::AllUsers => {
                self.read_at.set_value(Some(clock::here()));
                self.is_moving.set(false);
                self.all.set(Row::all(place, "", list));
            }
            Some(_) => {}
        }
    }

    /// The highest id seen so far in a place. Of everything more may be read than is shown: what counts is what [`Self::is_fresh`] is about.
    pub fn highest_id(self, place: Place) -> u64 {
        if self.of.is_none() {
            return self.inventory.highest_id(place);
        }
        self.all.with_untracked(|rows| rows.iter().map(|row| row.token.id).max().unwrap_or(0))
    }

    /// Takes a new token in, and marks the one it replaces as revoked.
    pub fn take_issued(self, place: Place, replaced: Option<u64>, token: Token) {
        let key = |id| Key::of(place.kind(), id);
        self.changed.set(replaced.into_iter().chain([token.id]).map(key).collect());
        self.mark(place, replaced);
        match self.of {
            None => self.inventory.issue(place, token),
            Some(of) => self.all.update(|rows| append(rows, Row::all(of, "", [token]))),
        }
    }

    /// Marks a token as revoked.
    pub fn mark_revoked(self, place: Place, id: u64) {
        self.changed.set(vec![Key::of(place.kind(), id)]);
        self.mark(place, Some(id));
    }

    fn mark(self, place: Place, revoked: Option<u64>) {
        self.amend(place, |token| {
            (Some(token.id) == revoked).then(|| Token { revoked: true, ..token.clone() })
        });
    }

    /// Changes the tokens of a place: what is known of them now, or nothing where it is the same.
    fn amend(self, place: Place, change: impl Fn(&Token) -> Option<Token>) {
        if self.of.is_none() {
            return self.inventory.amend(place, change);
        }
        self.all.update(|rows| {
            for row in rows.iter_mut().filter(|row| row.home() == place) {
                if let Some(token) = change(&row.token) {
                    *row = Arc::new(row.with(token));
                }
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
fn append(rows: &mut Vec<Arc<Row>>, page: Vec<Arc<Row>>) {
    let mut known: HashSet<u64> = rows.iter().map(|row| row.token.id).collect();
    rows.extend(page.into_iter().filter(|row| known.insert(row.token.id)));
}

/// One whole list, read apart from what is shown and without any filter: to find out what is true. A row that cannot be read may be
/// the very one that is looked for, so a list with such a row is an error.
pub async fn read_whole(session: Session, place: Place) -> Result<Vec<Token>, Error> {
    match read_apart(session, place).await? {
        Page { rows, odd_rows: 0, .. } => Ok(rows),
        Page { .. } => Err(Error::Unexpected { status: 200 }),
    }
}

/// The same, with as many of its rows as can be read.
pub async fn read_apart(session: Session, place: Place) -> Result<Page<Token>, Error> {
    let mut list = session.read_all(|page| token::list(place, page)).await?;
    let mut known = HashSet::new();
    list.rows.retain(|token| known.insert(token.id));
    Ok(list)
}
