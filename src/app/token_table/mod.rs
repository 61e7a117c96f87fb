//! One table of tokens for every kind and place: cards, toolbar, table, details. The facts of the kind differ, not it.

pub mod cards;
pub mod details;
pub mod filter_days;
mod keys;
mod lines;
mod narrowing;
pub mod reason;
mod row;
mod rows;
pub mod selection;
mod states;
mod table;
pub mod text;
mod toolbar;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::Address;
use super::activity::Activity;
use super::inventory::Inventory;
use super::later::Later;
use super::notices::use_notices;
use super::preferences::words;
use super::reveal::Reveal;
use super::session::{Account, use_session};
use super::tabs::Tabs;
use super::token_dialogs::{self, Dialog};
use super::widgets::icon;
use super::widgets::notice::Tone;
use crate::browser::clock;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{
    Memo, RwSignal, effect, expect_context, on_cleanup, set_interval_with_handle, untrack,
};
use crate::route::{Extent, List, Route};
use crate::tokens::filter::Arranged;
use crate::tokens::risk::{Judged, judge};
use crate::tokens::{Draft, Filter, Key, Place, Row, Sort, Texts, Token};

use keys::Cursor;
use reason::no_creation;
pub use rows::{Load, Replaced, Rows, read_apart, read_whole};
use selection::Selection;
pub use table::columns;
pub use toolbar::filters;

/// A table and everything its parts share.
#[derive(Clone, Copy)]
pub struct Table {
    /// The rows and how they are read.
    pub rows: Rows,
    /// How the list is looked at: filter, sort, open token.
    pub list: Memo<List>,
    /// How each row stands now, by its index.
    pub judged: Memo<Vec<Judged>>,
    /// The rows to show, and what the cards count.
    pub arranged: Memo<Arranged>,
    /// The tokens that are selected.
    pub selection: Selection,
    /// The dialog that is open.
    pub dialog: RwSignal<Option<Dialog>>,
    /// Now, to the minute.
    pub now: RwSignal<DateTime<Utc>>,
    /// Whose tokens, as a name for sentences; of everything empty ([`Self::owner_of`]).
    pub owner: RwSignal<String>,
    /// Whether a token can be made here; asked by handlers, which have no context of their own.
    pub can_create: Memo<bool>,
    /// Where one is by keyboard.
    pub cursor: Cursor,
    texts: Memo<Texts>,
    address: Address,
}

impl Table {
    /// Changes the filter; rows that a change has just altered no longer stay.
    pub fn refine(self, change: impl FnOnce(&mut Filter)) {
        self.rows.forget_changed();
        self.look(|list| change(&mut list.filter));
    }

    /// Gets ready for a search: the first letter is to be drawn as soon as the others.
    pub fn expect_search(self) {
        self.texts.with_untracked(|_| ());
    }

    /// Changes the order.
    pub fn sort(self, sort: Sort) {
        self.look(|list| list.sort = sort);
    }

    /// Puts the rows under a heading for each place, or no longer.
    pub fn group(self, is_grouped: bool) {
        self.look(|list| list.is_grouped = is_grouped);
    }

    /// Opens a token's details, or closes them.
    pub fn open(self, key: Option<Key>) {
        self.look(|list| list.open = key);
    }

    /// Takes a form that is closed out of the link: a reload must not open it again.
    pub fn forget_form(self) {
        if self.list.with_untracked(|list| list.create.is_some()) {
            self.look(|_| ());
        }
    }

    fn look(self, change: impl FnOnce(&mut List)) {
        let mut list = self.list.get_untracked();
        list.create = None;
        change(&mut list);
        self.address.refine(Route::List(list));
    }

    /// The link to this list with a token open.
    pub fn link_to(self, key: Key) -> String {
        let mut list = self.list.get_untracked();
        list.open = Some(key);
        list.create = None;
        list.href()
    }

    /// A row of the list; not tracked.
    pub fn row(self, key: Key) -> Option<Arc<Row>> {
        self.rows.all.with_untracked(|rows| find(rows, key))
    }

    /// A row of the list, as it changes; tracked.
    pub fn row_now(self, key: Key) -> Option<Arc<Row>> {
        self.rows.all.with(|rows| find(rows, key))
    }

    /// How a token stands; not tracked.
    pub fn judged(self, key: Key) -> Option<Judged> {
        let is_it = |row: &Arc<Row>| row.key() == key;
        let index = self.rows.all.with_untracked(|rows| rows.iter().position(is_it))?;
        self.judged.with_untracked(|judged| judged.get(index).copied())
    }

    /// A token of the list; not tracked.
    pub fn token(self, key: Key) -> Option<Token> {
        self.row(key).map(|row| row.token.clone())
    }

    /// The place of a token among the rows that are shown; not tracked.
    pub fn position(self, key: Key) -> Option<usize> {
        self.rows.all.try_with_untracked(|rows| {
            let is_it = |&index: &usize| rows.get(index).is_some_and(|row| row.key() == key);
            self.arranged.try_with_untracked(|arranged| arranged.shown.iter().position(is_it)).flatten()
        })?
    }

    /// The row that is shown at a place; not tracked.
    pub fn index_at(self, position: usize) -> Option<usize> {
        self.arranged.try_with_untracked(|arranged| arranged.shown.get(position).copied()).flatten()
    }

    /// The rows that are shown, in order; not tracked.
    pub fn shown(self) -> Vec<Arc<Row>> {
        self.rows.all.with_untracked(|rows| {
            let row = |&index: &usize| rows.get(index).map(Arc::clone);
            self.arranged.with_untracked(|arranged| arranged.shown.iter().filter_map(row).collect())
        })
    }

    /// The keys of the rows that are shown, in order; not tracked.
    pub fn shown_keys(self) -> Vec<Key> {
        self.shown().iter().map(|row| row.key()).collect()
    }

    /// The rows that are selected: those that are shown in their order, then the others; not tracked.
    pub fn selected(self) -> Vec<Arc<Row>> {
        let is_selected = |row: &Arc<Row>| self.selection.has_now(row.key());
        let mut selected: Vec<Arc<Row>> = self.shown().into_iter().filter(is_selected).collect();
        let known: HashSet<Key> = selected.iter().map(|row| row.key()).collect();
        self.rows.all.with_untracked(|rows| {
            let hidden = rows.iter().filter(|row| is_selected(row) && !known.contains(&row.key()));
            selected.extend(hidden.map(Arc::clone));
        });
        selected
    }

    /// Whose a row's token is, as a name for sentences.
    pub fn owner_of(self, row: &Row) -> RwSignal<String> {
        if self.rows.of.is_some() { self.owner } else { RwSignal::new(row.path.to_string()) }
    }

    /// Opens the Create dialog, where one can create.
    pub fn create(self, draft: Draft) {
        if self.can_create.get_untracked() {
            self.dialog.set(Some(Dialog::Create(draft)));
        }
    }

    /// Opens the Create dialog with one like a token; among all kinds in the list it lives in.
    pub fn create_like(self, row: &Row) {
        let draft = Draft::like(&row.token, clock::now());
        if self.rows.of.is_some() {
            return self.create(draft);
        }
        let list = List { create: Some(draft), ..List::of(Extent::Of(row.home())) };
        self.address.go(&Route::List(list));
    }
}

fn find(rows: &[Arc<Row>], key: Key) -> Option<Arc<Row>> {
    rows.iter().find(|row| row.key() == key).map(Arc::clone)
}

/// The button that opens the Create form of a list.
pub fn new_button(list: Memo<List>, account: &Account, place: Place) -> Element {
    let words = &words().list;
    let address = expect_context::<Address>();
    let reason = no_creation(account, place);
    el("button")
        .attr("type", "button")
        .class("button primary")
        .id("new-token")
        .attr("aria-keyshortcuts", "n")
        .attr("aria-disabled", reason.map(|_| "true"))
        .attr("title", reason)
        .child(icon::view(icon::PLUS))
        .child(words.new_token)
        .child(reason.map(|reason| el("span").class("visually-hidden").child(reason)))
        .on("click", move |_| {
            if reason.is_none() {
                let mut list = list.get_untracked();
                list.create = Some(Draft::default());
                address.refine(Route::List(list));
            }
        })
}

/// A list of tokens of one place with everything around it; made anew for each place. `owner` names whose they are, in
/// sentences, and may become known later.
pub fn view(list: Memo<List>, owner: RwSignal<String>, place: Place) -> Piece {
    let table = make(list, owner, Some(place));
    (cards::view(table), beside(table, Piece::Nothing), token_dialogs::view(table)).into_piece()
}

/// The list and the details of the open token. `above` stands between the toolbar and the table.
pub fn beside(table: Table, above: impl Child) -> Element {
    // Rows come and go within the table; only another state draws it anew.
    let state = Memo::new(move || states::State::of(table));
    let session = use_session();
    // With a dead credential nothing can be changed, and every button says so.
    let is_locked = Memo::new(move || session.locked().is_some());
    let body = move || {
        is_locked.track();
        states::body(table, state.get())
    };
    let section = el("section")
        .class("list")
        .attr("aria-label", words().list.table)
        .child(toolbar::view(table))
        .child((states::remarks(table), above))
        .child(el("div").class("token-list").child(body))
        .child(selection::place(table));
    let open = Memo::new(move || table.list.with(|list| list.open));
    el("div")
        .class("with-details")
        .child(section)
        .child(move || open.get().map(|key| details::view(table, key)))
}

/// A table of one place, or of everything, that is being read from now on.
pub fn make(list: Memo<List>, owner: RwSignal<String>, of: Option<Place>) -> Table {
    let address = expect_context::<Address>();
    let session = use_session();
    let inventory = expect_context::<Inventory>();
    let rows = Rows::new(session, of);
    let now = RwSignal::new(clock::now());
    if let Ok(ticking) = set_interval_with_handle(move || now.set(clock::now()), Duration::from_mins(1)) {
        on_cleanup(move || ticking.clear());
    }
    let judged = Memo::new(move || {
        let now = now.get();
        let is_whole = rows.is_whole();
        let is_complete = |place| if of.is_some() { is_whole } else { inventory.is_whole(place) };
        rows.all.with(|rows| judge(rows, is_complete, now))
    });
    let sort = Memo::new(move || list.with(|list| (list.sort, list.is_grouped)));
    let order = Memo::new(move || {
        let (sort, is_grouped) = sort.get();
        let order = if is_grouped { Sort::order_by_place } else { Sort::order };
        rows.all.with(|rows| judged.with(|judged| order(sort, rows, judged)))
    });
    let filter = Memo::new(move || list.with(|list| list.filter.clone()));
    let texts = Memo::new(move || rows.all.with(|rows| Texts::of(rows)));
    let arranged = narrowing::arranged(rows, judged, order, filter, texts);
    let dialog = RwSignal::new(None);
    let can_create = Memo::new(move || {
        let account = session.account();
        account.zip(of).is_some_and(|(account, place)| no_creation(&account, place).is_none())
    });
    let can_change = session.account_now().is_some_and(|account| account.can_change());
    let selection = Selection::new(can_change && of != Some(Place::DeployInstance), rows, arranged);
    let cursor = Cursor::new();
    let table = Table {
        rows,
        list,
        judged,
        arranged,
        selection,
        dialog,
        now,
        owner,
        can_create,
        cursor,
        texts,
        address,
    };
    follow(table);
    keys::listen(table);
    table
}

/// Everything that makes the table read, ask or say something by itself.
fn follow(table: Table) {
    let Table { rows, list, dialog, now, .. } = table;
    let (session, reveal) = (use_session(), expect_context::<Reveal>());
    let asked = Memo::new(move || {
        // Only the list of all users is narrowed and ordered by GitLab.
        list.with(|list| (rows.of == Some(Place::AllUsers)).then(|| (list.filter.clone(), list.sort)))
    });
    effect(move || rows.reload(asked.get()));
    // What the dialogs need is fetched once the list is there.
    let later = expect_context::<Later>();
    effect(move || {
        if rows.load.get() != Load::Reading {
            later.fetch_when_idle();
        }
    });
    let tabs = expect_context::<Tabs>();
    effect(move || {
        if let Some(place) = tabs.changed() {
            rows.place_changed(place);
        }
    });
    effect(move || {
        session.skew();
        now.set(clock::now());
    });
    if let Some(place) = rows.of {
        fill_in(table, place);
    }
    // Once the new value is stored, the old one is asked about.
    effect(move || {
        if let Some(replaced) = rows.to_retire.get().filter(|_| !reveal.is_pending()) {
            rows.to_retire.set(None);
            dialog.set(Some(Dialog::Retire(replaced)));
        }
    });
    let activity = expect_context::<Activity>();
    let server = session.account_now().map(|account| account.address).unwrap_or_default();
    // A replacement whose old token is gone by now is complete.
    effect(move || {
        let Some(place) = rows.of else { return };
        if rows.load.get() != Load::Ready || !rows.is_whole() {
            return;
        }
        for (_, old, new) in untrack(|| activity.replacements(&server, place)) {
            for id in [old, new] {
                if table.token(Key::of(place.kind(), id)).is_none_or(|token| token.revoked) {
                    activity.token_revoked(&server, place, id);
                }
            }
        }
    });
}

/// The form that a link asks for.
fn fill_in(table: Table, place: Place) {
    let (session, notices) = (use_session(), use_notices());
    effect(move || {
        let Some(draft) = table.list.with(|list| list.create.clone()) else { return };
        // A link may ask for what cannot be done here.
        match session.account_now().and_then(|account| no_creation(&account, place)) {
            Some(reason) => notices.say(Tone::Warning, reason.to_owned()),
            None => table.create(draft),
        }
    });
}
