//! What stands in the place of rows: reading, nothing there, nothing matches, not read. And remarks above them.

use super::reason::no_creation;
use super::{Load, Replaced, Table};
use super::{table, text};
use crate::app::activity::Activity;
use crate::app::inventory::Inventory;
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::shell::trouble_notice;
use crate::app::token_dialogs::Dialog;
use crate::app::widgets::icon;
use crate::app::widgets::notice::{self, Tone};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Callback, expect_context};
use crate::gitlab::Error;
use crate::inventory::Scan;
use crate::tokens::{Draft, Filter, Key, Place};
use crate::words::Attempt;

/// What stands where the rows belong.
#[derive(Clone, PartialEq)]
pub enum State {
    /// Nothing is known yet.
    Reading,
    /// Nothing could be read.
    Failed(Error),
    /// There are no tokens at all.
    Empty,
    /// There are, but none is shown.
    NoneMatch,
    /// Rows.
    Rows,
}

impl State {
    /// The state of a list; tracked.
    pub fn of(table: Table) -> Self {
        let is_empty = table.rows.all.with(Vec::is_empty);
        match table.rows.load.get() {
            Load::Reading if is_empty => State::Reading,
            Load::Failed(error) if is_empty => State::Failed(error),
            Load::Ready if is_empty && table.rows.of != Some(Place::AllUsers) => State::Empty,
            _ if table.arranged.with(|arranged| arranged.shown.is_empty()) => State::NoneMatch,
            _ => State::Rows,
        }
    }
}

/// The table, or what stands in its place.
pub fn body(table: Table, state: State) -> Element {
    let session = use_session();
    let (place_words, overview, words) = (&words().place, &words().overview, &words().list);
    let of = table.rows.of;
    match state {
        State::Reading => table::skeleton(table),
        State::Rows => table::view(table),
        State::Failed(error) => trouble_notice(&error, attempt(table), Some(again(table))),
        State::Empty => {
            let create = el("button")
                .attr("type", "button")
                .class("button primary")
                .child(icon::view(icon::PLUS))
                .child(words.new_token)
                .on("click", move |_| table.create(Draft::default()));
            let account = session.account_now().zip(of);
            let can_create = account.is_some_and(|(account, place)| no_creation(&account, place).is_none());
            let is_whole = expect_context::<Inventory>().look(Scan::is_whole).unwrap_or(true);
            match of {
                Some(place) => {
                    empty(words.empty_title, (place_words.empty)(place.kind()), can_create.then_some(create))
                }
                None if is_whole => empty(words.empty_title, overview.empty, None),
                None => empty(words.none_match, overview.unread, None),
            }
        }
        State::NoneMatch => {
            let all = Filter { state: crate::tokens::State::All, ..Filter::default() };
            let clear = el("button")
                .attr("type", "button")
                .class("button")
                .child(words.clear)
                .on("click", move |_| table.refine(|filter| *filter = all.clone()));
            empty(words.none_match, words.none_match_text, Some(clear))
        }
    }
}

fn empty(title: &'static str, text: &'static str, step: Option<Element>) -> Element {
    el("div").class("empty").child(el("h2").child(title)).child(el("p").child(text)).child(step)
}

/// What is attempted where the rows are read; of everything each list has its own.
fn attempt(table: Table) -> Attempt {
    table.rows.of.map_or(Attempt::Read, Attempt::List)
}

fn again(table: Table) -> Callback {
    Callback::new(move || table.rows.again())
}

/// What a person must know about the list as it stands.
pub fn remarks(table: Table) -> Piece {
    let (place_words, offer, words) = (&words().place, &words().offer, &words().list);
    let session = use_session();
    let is_old = move || {
        let account = session.account();
        table.rows.of == Some(Place::AllUsers)
            && account.is_some_and(|account| !account.abilities().filters_personal())
    };
    let old = move || is_old().then(|| remark(words.old_filters.to_owned(), None));
    let drops = session.account_now().is_some_and(|account| !account.abilities().keeps_revoked());
    let drops = (drops && matches!(table.rows.of, Some(Place::Resource(_))))
        .then(|| remark(place_words.drops_revoked.to_owned(), None));
    let odd = move || {
        let odd = table.rows.odd.get();
        (odd > 0).then(|| remark((words.odd_rows)(odd), None))
    };
    let moving = move || {
        let is_moving = table.rows.is_moving.get() && table.rows.load.get() == Load::Ready;
        is_moving.then(|| remark(words.moving.to_owned(), Some((words.refresh, again(table)))))
    };
    let partial = move || {
        let is_partial = table.rows.next.get().is_some() && table.rows.load.get() != Load::Reading;
        let more = Callback::new(move || table.rows.read_more());
        is_partial
            .then(|| remark((words.partial)(table.rows.all.with(Vec::len)), Some((words.load_more, more))))
    };
    let stale = move || match table.rows.load.get() {
        // That is said above everything.
        Load::Failed(_) if session.locked().is_some() => None,
        Load::Failed(error) if !table.rows.all.with(Vec::is_empty) => Some((
            remark(words.stale.to_owned(), None),
            trouble_notice(&error, attempt(table), Some(again(table))),
        )),
        _ => None,
    };
    let activity = expect_context::<Activity>();
    let server = session.account_now().map(|account| account.address).unwrap_or_default();
    let of = table.rows.of;
    // Another one's end is not waited for here: each has its own line.
    let replacing = move || {
        let line = |(_, old, new): (u64, u64, u64)| {
            let key = |place: Place| Key::of(place.kind(), new);
            let name = of.and_then(|place| table.token(key(place)));
            let name = name.map(|token| text::plain(&token.name)).unwrap_or_default();
            let go_on = Callback::new(move || {
                let replaced = of.map(|place| Replaced { place, old, new });
                table.dialog.set(replaced.map(Dialog::Retire));
            });
            remark((offer.half_replaced)(&name, old, new), Some((offer.go_on, go_on)))
        };
        let is_read = table.rows.load.get() == Load::Ready;
        let open = of.filter(|_| is_read).map(|place| activity.replacements(&server, place));
        let open = open.unwrap_or_default();
        open.into_iter().map(line).collect::<Vec<_>>()
    };
    let skew = move || session.skew().map(|skew| remark((words.skew)(skew.num_minutes()), None));
    ((old, odd, drops), (skew, replacing), (moving, partial, stale)).into_piece()
}

fn remark(text: String, act: Option<(&'static str, Callback)>) -> Element {
    let act = act.map(|(label, act)| {
        el("button").attr("type", "button").class("link").child(label).on("click", move |_| act.run())
    });
    notice::view(Tone::Note, (el("p").child(text), act))
}
