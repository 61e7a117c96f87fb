//! Which tokens are selected, and the bar that acts on them. It goes by ids, so it outlives filters and sorting.

use super::{Rows, Table};
use crate::app::preferences::words;
use crate::app::token_dialogs::Dialog;
use crate::app::widgets::icon::{self, Icon};
use crate::browser::dom;
use crate::browser::element::{Element, el};
use crate::browser::reactive::{Memo, RwSignal, StoredValue};
use crate::changes::bulk::Work;
use crate::tokens::Token;

use super::reason;

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
    ids: RwSignal<Vec<u64>>,
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
    id: u64,
    before: Vec<u64>,
}

impl Selection {
    /// None. `is_offered` says whether anything here could be changed.
    pub fn new(is_offered: bool, rows: Rows, shown: Memo<Vec<usize>>) -> Self {
        let ids = RwSignal::new(Vec::new());
        let counts = Memo::new(move || {
            let rows_shown = shown.with(Vec::len);
            ids.with(|ids: &Vec<u64>| {
                if ids.is_empty() {
                    return Counts { all: 0, shown: 0, rows: rows_shown };
                }
                rows.tokens.with(|tokens| {
                    let is_in = |token: &&Token| ids.binary_search(&token.id).is_ok();
                    let in_sight = |shown: &Vec<usize>| {
                        shown.iter().filter_map(|index| tokens.get(*index)).filter(is_in).count()
                    };
                    let all = tokens.iter().filter(is_in).count();
                    Counts { all, shown: shown.with(in_sight), rows: rows_shown }
                })
            })
        });
        Self { is_offered, counts, ids, anchor: StoredValue::new(None) }
    }

    /// Whether a token is selected; tracked.
    pub fn has(self, id: u64) -> bool {
        self.ids.with(|ids| ids.binary_search(&id).is_ok())
    }

    /// Whether a token is selected; not tracked.
    pub fn has_now(self, id: u64) -> bool {
        self.ids.with_untracked(|ids| ids.binary_search(&id).is_ok())
    }

    /// Selects a token, or no longer; a range begins here.
    pub fn toggle(self, id: u64) {
        self.ids.update(|ids| match ids.binary_search(&id) {
            Ok(place) => drop(ids.remove(place)),
            Err(place) => ids.insert(place, id),
        });
        self.begin_at(id);
    }

    /// Selects everything between where the range began and this token, in the order shown.
    pub fn extend(self, to: u64, shown: &[u64]) {
        let Some(Anchor { id: from, before }) = self.anchor.get_value() else { return self.toggle(to) };
        let place = |id: u64| shown.iter().position(|known| *known == id);
        let (Some(from), Some(to)) = (place(from), place(to)) else { return self.toggle(to) };
        let range = shown.get(from.min(to)..=from.max(to)).unwrap_or_default();
        self.ids.set(before);
        self.join(range);
    }

    /// A range begins here, if none has begun.
    pub fn begin(self, id: u64) {
        if self.anchor.with_value(Option::is_none) {
            self.begin_at(id);
        }
    }

    fn begin_at(self, id: u64) {
        let before = self.ids.get_untracked();
        self.anchor.set_value(Some(Anchor { id, before }));
    }

    /// Selects these, too.
    pub fn add(self, ids: &[u64]) {
        self.anchor.set_value(None);
        self.join(ids);
    }

    fn join(self, ids: &[u64]) {
        self.ids.update(|all| {
            all.extend_from_slice(ids);
            all.sort_unstable();
            all.dedup();
        });
    }

    /// Does not select these any more.
    pub fn remove(self, ids: &[u64]) {
        self.anchor.set_value(None);
        self.ids.update(|all| all.retain(|id| !ids.contains(id)));
    }

    /// Selects nothing. `false` if nothing was selected.
    pub fn clear(self) -> bool {
        let was_any = self.ids.with_untracked(|ids| !ids.is_empty());
        self.anchor.set_value(None);
        if was_any {
            self.ids.set(Vec::new());
        }
        was_any
    }
}

/// What the ids of the rows' checkboxes begin with.
pub const CHECKBOX: &str = "select-";

/// The checkbox of a row.
pub fn checkbox(table: Table, id: u64, name: &str) -> Element {
    let selection = table.selection;
    checked(el("input").id(format!("{CHECKBOX}{id}")).attr("aria-label", (words().offer.select)(name)))
        .flag("checked", move || selection.has(id))
        .on("click", move |event| {
            if event.is_shifted() {
                selection.extend(id, &table.shown_ids());
            } else {
                selection.toggle(id);
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
            let ids = table.shown_ids();
            if shown == rows { table.selection.remove(&ids) } else { table.selection.add(&ids) }
        })
}

fn checked(input: Element) -> Element {
    input.attr("type", "checkbox").class("above")
}

/// What can be done with the selection; there as long as something is selected.
pub fn bar(table: Table) -> impl Fn() -> Option<Element> {
    let words = &words().offer;
    let counts = table.selection.counts;
    let is_any = Memo::new(move || counts.with(|counts| counts.all > 0));
    move || {
        is_any.get().then(|| {
            let said = move || {
                let Counts { all, shown, .. } = counts.get();
                (words.selected)(all, all - shown.min(all))
            };
            let rotates = table.rows.place.kind().facts().rotates;
            el("div")
                .class("selection")
                .attr("role", "region")
                .attr("aria-label", words.bar)
                .child(el("p").attr("role", "status").child(said))
                .child(rotates.then(|| button(table, icon::ROTATE, Work::Rotate)))
                .child(button(table, icon::REPLACE, Work::Replace))
                .child(button(table, icon::REVOKE, Work::Revoke))
                .child(all_shown(table))
                .child(clear(table))
        })
    }
}

fn button(table: Table, mark: Icon, work: Work) -> Element {
    let label = (words().offer.work)(work);
    let reason = reason::no_work(work, table.rows.place);
    // The first one is where the key leads.
    let is_first = work == Work::Rotate || !table.rows.place.kind().facts().rotates && work == Work::Replace;
    let button = el("button")
        .attr("type", "button")
        .class("button small")
        .id(is_first.then_some(BAR))
        .attr("aria-label", reason.map(|reason| format!("{label} {reason}")))
        .child(icon::view(mark))
        .child(label);
    reason::held(button, reason, move || table.dialog.set(Some(Dialog::Bulk(work))))
}

/// Where there is little room, the headings with their checkbox are not there.
fn all_shown(table: Table) -> Element {
    let counts = table.selection.counts;
    el("button")
        .attr("type", "button")
        .class("button plain small")
        .attr("hidden", move || counts.with(|counts| counts.shown == counts.rows))
        .child(words().offer.select_all)
        .on("click", move |_| table.selection.add(&table.shown_ids()))
}

fn clear(table: Table) -> Element {
    el("button").attr("type", "button").class("button plain small").child(words().offer.clear).on(
        "click",
        move |_| {
            table.selection.clear();
            dom::focus_soon(vec![String::from("main")]);
        },
    )
}
