//! One table of tokens for every kind and place: cards, toolbar, table, details. The facts of the kind differ, not it.

mod cards;
mod details;
mod keys;
pub mod reason;
mod row;
mod rows;
pub mod selection;
mod states;
mod table;
pub mod text;
mod toolbar;

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::Address;
use super::activity::Activity;
use super::later::Later;
use super::notices::{Tone, use_notices};
use super::preferences::words;
use super::reveal::Reveal;
use super::session::{Account, use_session};
use super::tabs::Tabs;
use super::token_dialogs::{self, Dialog};
use super::widgets::icon;
use crate::browser::clock;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{
    Memo, RwSignal, effect, expect_context, on_cleanup, set_interval_with_handle, untrack,
};
use crate::route::{List, Route};
use crate::tokens::filter::{Counts, arrange_keeping};
use crate::tokens::{Draft, Filter, Place, Sort, Token};

use reason::no_creation;
pub use rows::{Load, Rows, read_whole};
use selection::Selection;

/// A table and everything its parts share.
#[derive(Clone, Copy)]
pub struct Table {
    /// The rows and how they are read.
    pub rows: Rows,
    /// How the list is looked at: filter, sort, open token.
    pub list: Memo<List>,
    /// The rows to show, as indexes, in order.
    pub shown: Memo<Vec<usize>>,
    /// The tokens that are selected.
    pub selection: Selection,
    /// The dialog that is open.
    pub dialog: RwSignal<Option<Dialog>>,
    /// Now, to the minute.
    pub now: RwSignal<DateTime<Utc>>,
    /// Whose tokens, as a name for sentences.
    pub owner: RwSignal<String>,
    /// Whether a token can be made here; asked by handlers, which have no context of their own.
    can_create: Memo<bool>,
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

    /// The ids of the rows that are shown, in order; not tracked.
    pub fn shown_ids(self) -> Vec<u64> {
        self.rows.tokens.with_untracked(|tokens| {
            let id = |&index: &usize| tokens.get(index).map(|token| token.id);
            self.shown.with_untracked(|shown| shown.iter().filter_map(id).collect())
        })
    }

    /// The tokens that are selected: those that are shown in their order, then the others; not tracked.
    pub fn selected(self) -> Vec<Token> {
        let mut ids = self.shown_ids();
        ids.retain(|id| self.selection.has_now(*id));
        let hidden = |ids: &[u64]| {
            let is_hidden = |id: &u64| self.selection.has_now(*id) && !ids.contains(id);
            let all = |tokens: &Vec<Token>| tokens.iter().map(|token| token.id).filter(is_hidden).collect();
            self.rows.tokens.with_untracked(all)
        };
        let hidden: Vec<u64> = hidden(&ids);
        ids.extend(hidden);
        ids.into_iter().filter_map(|id| self.token(id)).collect()
    }

    /// Opens the Create dialog, where one can create.
    pub fn create(self, draft: Draft) {
        if self.can_create.get_untracked() {
            self.dialog.set(Some(Dialog::Create(draft)));
        }
    }

    /// Opens the Create dialog with one like a token.
    pub fn create_like(self, token: &Token) {
        self.create(Draft::like(token, clock::now()));
    }
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

/// A list of tokens with everything around it; made anew for each place. `owner` names whose they are, in sentences,
/// and may become known later.
pub fn view(list: Memo<List>, owner: RwSignal<String>, place: Place) -> Piece {
    let address = expect_context::<Address>();
    let session = use_session();
    let rows = Rows::new(session, place);
    let now = RwSignal::new(clock::now());
    if let Ok(ticking) = set_interval_with_handle(move || now.set(clock::now()), Duration::from_mins(1)) {
        on_cleanup(move || ticking.clear());
    }
    let shown = Memo::new(move || {
        let (filter, sort) = list.with(|list| (list.filter.clone(), list.sort));
        let kept = rows.changed.get();
        rows.tokens.with(|tokens| arrange_keeping(tokens, &filter, &kept, sort, now.get()))
    });
    let dialog = RwSignal::new(None);
    let can_create =
        Memo::new(move || session.account().is_some_and(|account| no_creation(&account, place).is_none()));
    let can_change = session.account_now().is_some_and(|account| account.can_change());
    let selection = Selection::new(can_change && place != Place::DeployInstance, rows, shown);
    let table = Table { rows, list, shown, selection, dialog, now, owner, can_create, address };
    let (notices, reveal) = (use_notices(), expect_context::<Reveal>());

    let asked = Memo::new(move || {
        // Only the list of all users is narrowed and ordered by GitLab.
        list.with(|list| (place == Place::AllUsers).then(|| (list.filter.clone(), list.sort)))
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
        if tabs.changed() == Some(place) {
            rows.again();
        }
    });
    effect(move || {
        session.skew();
        now.set(clock::now());
    });
    effect(move || {
        let Some(draft) = list.with(|list| list.create.clone()) else { return };
        // A link may ask for what cannot be done here.
        match session.account_now().and_then(|account| no_creation(&account, place)) {
            Some(reason) => notices.say(Tone::Warning, reason.to_owned()),
            None => table.create(draft),
        }
    });
    // Once the new value is stored, the old one is asked about.
    effect(move || {
        if let Some((old, new)) = rows.to_retire.get().filter(|_| !reveal.is_pending()) {
            rows.to_retire.set(None);
            dialog.set(Some(Dialog::Retire { old, new }));
        }
    });
    let activity = expect_context::<Activity>();
    let server = session.account_now().map(|account| account.address).unwrap_or_default();
    // A replacement whose old token is gone by now is complete.
    effect(move || {
        if rows.load.get() != Load::Ready || rows.next.get().is_some() {
            return;
        }
        for (_, old, new) in untrack(|| activity.replacements(&server, place)) {
            for id in [old, new] {
                if table.token(id).is_none_or(|token| token.revoked) {
                    activity.token_revoked(&server, place, id);
                }
            }
        }
    });
    keys::listen(table);
    let counts = Memo::new(move || rows.tokens.with(|tokens| Counts::of(tokens, now.get())));
    // Rows come and go within the table; only another state draws it anew.
    let state = Memo::new(move || states::State::of(table));
    let body = move || states::body(table, state.get());
    let section = el("section")
        .class("list")
        .attr("aria-label", words().list.table)
        .child(toolbar::view(table))
        .child(states::remarks(table))
        .child(el("div").class("token-list").child(body))
        .child(selection::bar(table));
    let open = Memo::new(move || list.with(|list| list.open));
    let beside = el("div")
        .class("with-details")
        .child(section)
        .child(move || open.get().map(|id| details::view(table, id)));
    (cards::view(table, counts), beside, token_dialogs::view(table)).into_piece()
}
