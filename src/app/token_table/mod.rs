//! One table of tokens for every kind and place: cards, toolbar, table, details. The facts of the kind differ, not it.

mod cards;
mod details;
mod keys;
mod row;
mod rows;
mod states;
mod table;
pub mod text;
mod toolbar;

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use super::Address;
use super::preferences::words;
use super::session::{Account, use_session};
use super::token_dialogs::{self, Dialog};
use crate::browser::clock;
use crate::browser::element::{Child, Piece, el};
use crate::route::{List, Route};
use crate::tokens::filter::{Counts, arrange_keeping};
use crate::tokens::{Draft, Filter, Place, Sort, Token};

pub use rows::{Load, Rows};

/// A table and everything its parts share.
#[derive(Clone, Copy)]
pub struct Table {
    /// The rows and how they are read.
    pub rows: Rows,
    /// How the list is looked at: filter, sort, open token.
    pub list: Memo<List>,
    /// The rows to show, as indexes, in order.
    pub shown: Memo<Vec<usize>>,
    /// The dialog that is open.
    pub dialog: RwSignal<Option<Dialog>>,
    /// Now, to the minute.
    pub now: RwSignal<DateTime<Utc>>,
    /// Whose tokens, as a name for sentences.
    pub owner: RwSignal<String>,
    address: Address,
}

impl Table {
    /// Changes the filter; rows that a change has just altered no longer stay.
    pub fn refine(self, change: impl FnOnce(&mut Filter)) {
        self.rows.forget_changed();
        self.look(|list| change(&mut list.filter));
    }

    /// Changes the order.
    pub fn sort(self, sort: Sort) {
        self.look(|list| list.sort = sort);
    }

    /// Opens a token's details, or closes them.
    pub fn open(self, id: Option<u64>) {
        self.look(|list| list.open = id);
    }

    fn look(self, change: impl FnOnce(&mut List)) {
        let mut list = self.list.get_untracked();
        list.create = None;
        change(&mut list);
        self.address.refine(Route::Personal(list));
    }

    /// The link to this list with a token open.
    pub fn link_to(self, id: u64) -> String {
        let mut list = self.list.get_untracked();
        list.open = Some(id);
        list.create = None;
        list.href()
    }

    /// A token of the list; not tracked.
    pub fn token(self, id: u64) -> Option<Token> {
        self.rows.tokens.with_untracked(|tokens| tokens.iter().find(|token| token.id == id).cloned())
    }

    /// The place of a token among the rows that are shown; not tracked.
    pub fn position(self, id: u64) -> Option<usize> {
        self.rows.tokens.try_with_untracked(|tokens| {
            let is_it = |&index: &usize| tokens.get(index).is_some_and(|token| token.id == id);
            self.shown.try_with_untracked(|shown| shown.iter().position(is_it)).flatten()
        })?
    }

    /// Opens the Create dialog.
    pub fn create(self, draft: Draft) {
        self.dialog.set(Some(Dialog::Create(draft)));
    }
}

/// Why a token cannot be rotated; `None` if it can.
pub fn no_rotation(account: &Account, token: &Token) -> Option<&'static str> {
    if account.abilities().rotates() {
        no_change(account, token)
    } else {
        Some(words().list.reason_no_rotation)
    }
}

/// Why a token cannot be changed at all; `None` if it can.
pub fn no_change(account: &Account, token: &Token) -> Option<&'static str> {
    if !account.can_change() {
        Some(words().shell.read_only_reason)
    } else if token.revoked {
        Some(words().list.reason_revoked)
    } else {
        None
    }
}

/// A list of tokens with everything around it; made anew for each place. `owner` names whose they are, in sentences,
/// and may become known later; `user_id` is 0 for all users' tokens.
pub fn view(list: Memo<List>, owner: RwSignal<String>, user_id: u64) -> Piece {
    let address = expect_context::<Address>();
    let session = use_session();
    let first = list.get_untracked();
    let rows = Rows::new(session, first.place, first.kind, user_id);
    let now = RwSignal::new(clock::now());
    if let Ok(ticking) = set_interval_with_handle(move || now.set(clock::now()), Duration::from_mins(1)) {
        on_cleanup(move || ticking.clear());
    }
    let shown = Memo::new(move |_| {
        let (filter, sort) = list.with(|list| (list.filter.clone(), list.sort));
        let kept = rows.changed.get();
        rows.tokens.with(|tokens| arrange_keeping(tokens, &filter, &kept, sort, now.get()))
    });
    let dialog = RwSignal::new(None);
    let table = Table { rows, list, shown, dialog, now, owner, address };

    let asked = Memo::new(move |_| {
        // Only the list of all users is narrowed and ordered by GitLab.
        list.with(|list| (list.place == Place::AllUsers).then(|| (list.filter.clone(), list.sort)))
    });
    Effect::new(move |_| rows.reload(asked.get()));
    Effect::new(move |_| {
        if let Some(draft) = list.with(|list| list.create.clone()) {
            table.create(draft);
        }
    });
    keys::listen(table);
    let counts = Memo::new(move |_| rows.tokens.with(|tokens| Counts::of(tokens, now.get())));
    // Rows come and go within the table; only another state draws it anew.
    let state = Memo::new(move |_| states::State::of(table));
    let body = move || states::body(table, state.get());
    let section = el("section")
        .class("list")
        .attr("aria-label", words().list.table)
        .child(toolbar::view(table))
        .child(states::remarks(table))
        .child(el("div").class("token-list").child(body));
    let open = Memo::new(move |_| list.with(|list| list.open));
    let beside = el("div")
        .class("with-details")
        .child(section)
        .child(move || open.get().map(|id| details::view(table, id)));
    (cards::view(table, counts), beside, token_dialogs::view(table)).into_piece()
}
