//! Which tokens are selected, and where the bar stands that acts on them. It goes by keys, so it outlives filters and sorting.

pub mod bar;

use std::collections::HashSet;
use std::sync::Arc;

use super::{Rows, Table};
use crate::app::later::Later;
use crate::app::preferences::words;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Memo, RwSignal, StoredValue, expect_context};
use crate::tokens::filter::Arranged;
use crate::tokens::{Key, Row};

/// The id of the first button of the bar, for the key `b`.
pub const BAR: &str = "selection";

/// The tokens of a list that are selected.
#[derive(Clone, Copy)]
pub struct Selection {
    /// Whether there is anything here to select them for.
    pub is_offered: bool,
    /// How many there are.
    pub counts: Memo<Counts>,
    /// In their order.
    keys: RwSignal<Vec<Key>>,
    anchor: StoredValue<Option<Anchor>>,
}

/// How many are selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// In the list.
    pub all: usize,
    /// Of these, shown now.
    pub shown: usize,
    /// Rows that are shown.
    pub rows: usize,
}

/// Where a range begins, and what was selected before.
#[derive(Clone)]
struct Anchor {
    key: Key,
    before: Vec<Key>,
}

impl Selection {
    /// None. `is_offered` says whether anything here could be changed.
    pub fn new(is_offered: bool, rows: Rows, arranged: Memo<Arranged>) -> Self {
        let keys = RwSignal::new(Vec::new());
        let counts = Memo::new(move || {
            let rows_shown = arranged.with(|arranged| arranged.shown.len());
            keys.with(|keys: &Vec<Key>| {
                if keys.is_empty() {
                    return Counts { all: 0, shown: 0, rows: rows_shown };
                }
                rows.all.with(|rows| {
                    let is_in = |row: &&Arc<Row>| keys.binary_search(&row.key()).is_ok();
                    let in_sight = |arranged: &Arranged| {
                        arranged.shown.iter().filter_map(|index| rows.get(*index)).filter(is_in).count()
                    };
                    let all = rows.iter().filter(is_in).count();
                    Counts { all, shown: arranged.with(in_sight), rows: rows_shown }
                })
            })
        });
        Self { is_offered, counts, keys, anchor: StoredValue::new(None) }
    }

    /// Whether a token is selected; tracked.
    pub fn has(self, key: Key) -> bool {
        self.keys.with(|keys| keys.binary_search(&key).is_ok())
    }

    /// Whether a token is selected; not tracked.
    pub fn has_now(self, key: Key) -> bool {
        self.keys.with_untracked(|keys| keys.binary_search(&key).is_ok())
    }

    /// Selects a token, or no longer; a range begins here.
    pub fn toggle(self, key: Key) {
        self.keys.update(|keys| match keys.binary_search(&key) {
            Ok(place) => drop(keys.remove(place)),
            Err(place) => keys.insert(place, key),
        });
        self.begin_at(key);
    }

    /// Selects everything between where the range began and this token, in the order shown.
    pub fn extend(self, to: Key, shown: &[Key]) {
        let Some(Anchor { key: from, before }) = self.anchor.get_value() else { return self.toggle(to) };
        let place = |key: Key| shown.iter().position(|known| *known == key);
        let (Some(from), Some(to)) = (place(from), place(to)) else { return self.toggle(to) };
        let range = shown.get(from.min(to)..=from.max(to)).unwrap_or_default();
        self.keys.set(before);
        self.join(range);
    }

    /// A range begins here, if none has begun.
    pub fn begin(self, key: Key) {
        if self.anchor.with_value(Option::is_none) {
            self.begin_at(key);
        }
    }

    fn begin_at(self, key: Key) {
        let before = self.keys.get_untracked();
        self.anchor.set_value(Some(Anchor { key, before }));
    }

    /// Selects these, too.
    pub fn add(self, keys: &[Key]) {
        self.anchor.set_value(None);
        self.join(keys);
    }

    fn join(self, keys: &[Key]) {
        self.keys.update(|all| {
            all.extend_from_slice(keys);
            all.sort_unstable();
            all.dedup();
        });
    }

    /// Does not select these any more.
    pub fn remove(self, keys: &[Key]) {
        self.anchor.set_value(None);
        let gone: HashSet<&Key> = keys.iter().collect();
        self.keys.update(|all| all.retain(|key| !gone.contains(key)));
    }

    /// Selects nothing. `false` if nothing was selected.
    pub fn clear(self) -> bool {
        let was_any = self.keys.with_untracked(|keys| !keys.is_empty());
        self.anchor.set_value(None);
        if was_any {
            self.keys.set(Vec::new());
        }
        was_any
    }
}

/// What the ids of the rows' checkboxes begin with.
pub const CHECKBOX: &str = "select-";

/// The checkbox of a row.
pub fn checkbox(table: Table, key: Key, name: &str) -> Element {
    let selection = table.selection;
    checked(el("input").id(format!("{CHECKBOX}{key}")).attr("aria-label", (words().offer.select)(name)))
        .flag("checked", move || selection.has(key))
        .on("click", move |event| {
            if event.is_shifted() {
                selection.extend(key, &table.shown_keys());
            } else {
                selection.toggle(key);
            }
        })
}

/// The checkbox of the headings: all that are shown, some of them, none.
pub fn checkbox_of_all(table: Table) -> Element {
    let counts = table.selection.counts;
    checked(el("input").attr("aria-label", words().offer.select_all))
        .flag("checked", move || counts.with(|counts| counts.shown > 0 && counts.shown == counts.rows))
        .flag("indeterminate", move || counts.with(|counts| counts.shown > 0 && counts.shown < counts.rows))
        .on("click", move |_| {
            let Counts { shown, rows, .. } = counts.get_untracked();
            let keys = table.shown_keys();
            if shown == rows { table.selection.remove(&keys) } else { table.selection.add(&keys) }
        })
}

fn checked(input: Element) -> Element {
    input.attr("type", "checkbox").class("above")
}

/// What can be done with the selection; there as long as something is selected.
pub fn place(table: Table) -> impl Fn() -> Option<Piece> {
    let (counts, later) = (table.selection.counts, expect_context::<Later>());
    let is_any = Memo::new(move || counts.with(|counts| counts.all > 0));
    move || is_any.get().then(|| later.place(move |parts| (parts.bar)(table).into_piece(), || Piece::Nothing))
}
