//! What ends when: a bar a week by kind, the days on which many end, what ends later or never, and all of it as a table.
//!
//! It counts the rows that are shown, and those that only the filter by end leaves out: a pressed week narrows the table, and the other
//! weeks stay where they are. It is counted in a pause, so that it never holds a keystroke up.

mod bars;
mod numbers;

pub use numbers::numbers;

use std::sync::Arc;

use crate::app::preferences::all_words as words;
use crate::app::screens::overview::kinds;
use crate::app::token_table::Table;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{RwSignal, StoredValue, effect};
use crate::browser::task::spawn;
use crate::browser::{clock, dates};
use crate::inventory::Horizon;
use crate::inventory::horizon::{Cliff, Tally};
use crate::tokens::filter::Range;
use crate::tokens::{Kind, date};
use crate::words::AllWords;

/// Days on which many end that are told at once; the table has all of them.
const CLIFFS: usize = 3;
/// How long the rows stay as they are before they are counted, in milliseconds.
const PAUSE: i32 = 100;

/// Counted, as the parts share it.
type Counted = RwSignal<Arc<Horizon>>;

/// The chart with everything around it, and what stands below it.
pub fn view(table: Table) -> Piece {
    (chart(table), kinds::view()).into_piece()
}

fn chart(table: Table) -> Element {
    let words = words();
    let say = &words.horizon;
    let horizon = counted(table);
    let (bars, seen) = bars::view(words, table, horizon);
    let told = move || match seen.get() {
        Some(week) => horizon.with(|horizon| sentence(words, horizon, week)),
        None => say.hint.to_owned(),
    };
    let beyond = move || horizon.with(|horizon| beyond(words, table, horizon));
    let legend = move || horizon.with(|horizon| legend(words, &horizon.ends()));
    let head = el("div")
        .class("horizon-head")
        .child(el("h2").id("horizon-title").child(say.title))
        .child(el("ul").class("legend").attr("role", "list").child(legend).child(beyond));
    let foot = el("div")
        .class("horizon-foot")
        .child(move || horizon.with(|horizon| cliffs(words, table, horizon)))
        .child(numbers::view(words, table, horizon));
    // What is told stands below: it is of any length, and a bar must not move away from who presses it.
    let told = el("p").class("told quiet").child(told);
    el("section")
        .class("horizon")
        .attr("aria-labelledby", "horizon-title")
        .child((head, bars, told))
        .child(foot)
}

/// What ends when, again a moment after other rows were shown: whoever types is not held up between two letters.
fn counted(table: Table) -> Counted {
    let horizon = RwSignal::new(Arc::new(Horizon::of([], table.now.get_untracked())));
    let turns = StoredValue::new(0_u64);
    effect(move || {
        table.arranged.track();
        table.now.track();
        turns.update_value(|turn| *turn += 1);
        let turn = turns.get_value();
        spawn(async move {
            clock::wait(PAUSE).await;
            // Other rows were shown meanwhile, or the screen is gone.
            if turns.try_get_value() != Some(turn) {
                return;
            }
            let Some(counted) = count(table) else { return };
            if horizon.try_with_untracked(|shown| **shown != counted) == Some(true) {
                horizon.set(Arc::new(counted));
            }
        });
    });
    horizon
}

/// What ends when, now; not tracked.
pub fn count(table: Table) -> Option<Horizon> {
    let now = table.now.try_get_untracked()?;
    table.judged.try_with_untracked(|judged| {
        table.arranged.try_with_untracked(|arranged| {
            let indexes = arranged.shown.iter().chain(&arranged.beyond);
            Horizon::of(indexes.filter_map(|index| judged.get(*index).copied()), now)
        })
    })?
}

/// The days of a week, as the filter takes them.
fn range_of(horizon: &Horizon, week: usize) -> Range {
    let (first, after) = horizon.days_of(week);
    Range { after: Some(first), before: Some(after) }
}

fn range_on(cliff: &Cliff) -> Range {
    Range { after: Some(cliff.day), before: Some(date::days_after(cliff.day, 1)) }
}

/// Shows only what ends then; pressed again, everything.
fn press(table: Table, range: Range) {
    table.refine(|filter| {
        filter.expires = if filter.expires == range { Range::default() } else { range };
    });
}

/// A button that narrows to some days.
fn button(table: Table, range: Range, label: impl Child) -> Element {
    let is_pressed = move || table.list.with(|list| list.filter.expires == range).to_string();
    el("button")
        .attr("type", "button")
        .class("link small")
        .attr("aria-pressed", is_pressed)
        .child(label)
        .on("click", move |_| press(table, range))
}

/// The kinds of which there are any, with how many.
fn of_kinds(tally: &Tally) -> impl Iterator<Item = (Kind, usize)> {
    Kind::ALL.into_iter().map(|kind| (kind, tally.of(kind))).filter(|(_, number)| *number > 0)
}

/// How many end in a week, and of which kinds.
fn ends(words: &AllWords, horizon: &Horizon, week: usize) -> String {
    let say = &words.horizon;
    let Some(tally) = horizon.weeks.get(week) else { return String::new() };
    let kinds: Vec<String> = of_kinds(tally).map(|(kind, number)| (say.of_kind)(kind, number)).collect();
    let mut text = (say.ends)(tally.total(), &kinds);
    for cliff in horizon.cliffs_of(week) {
        text += &(say.among)(&dates::day(cliff.day, words.tag), cliff.ends.total());
    }
    text
}

/// The first and the last day of a week.
fn days(words: &AllWords, horizon: &Horizon, week: usize) -> String {
    let (first, after) = horizon.days_of(week);
    let last = after.pred_opt().unwrap_or(after);
    (words.horizon.days)(&dates::day(first, words.tag), &dates::day(last, words.tag))
}

fn sentence(words: &AllWords, horizon: &Horizon, week: usize) -> String {
    (words.horizon.said)(&days(words, horizon, week), &ends(words, horizon, week))
}

/// Which pattern is which kind, in the order in which they stand on each other.
fn legend(words: &AllWords, ends: &Tally) -> Vec<Element> {
    let entry = |(kind, number): (Kind, usize)| {
        el("li")
            .child(el("span").class("swatch").attr("data-kind", kind.word()).attr("aria-hidden", "true"))
            .child((words.horizon.of_kind)(kind, number))
    };
    of_kinds(ends).map(entry).collect()
}

/// What ends after the last week, and what never ends.
fn beyond(words: &AllWords, table: Table, horizon: &Horizon) -> Piece {
    let (later, never) = (horizon.later.total(), horizon.never.total());
    let after = Range { after: Some(horizon.after()), before: None };
    let later = (later > 0).then(|| el("li").child(button(table, after, (words.horizon.later)(later))));
    let never = (never > 0).then(|| el("li").class("quiet").child((words.horizon.never)(never)));
    (later, never).into_piece()
}

/// The next days on which many end.
fn cliffs(words: &AllWords, table: Table, horizon: &Horizon) -> Option<Element> {
    let say = &words.horizon;
    let all = horizon.cliffs.len();
    let cliff = |cliff: &Cliff| el("li").child(cliff_button(words, table, cliff));
    let more = (all > CLIFFS).then(|| el("li").class("quiet small").child((say.more_cliffs)(all - CLIFFS)));
    (all > 0).then(|| {
        el("ul")
            .class("cliffs")
            .attr("role", "list")
            .attr("aria-label", say.cliffs)
            .child(horizon.cliffs.iter().take(CLIFFS).map(cliff).collect::<Vec<_>>())
            .child(more)
    })
}

fn cliff_button(words: &AllWords, table: Table, cliff: &Cliff) -> Element {
    let mark = el("span").class("mark").attr("aria-hidden", "true");
    button(table, range_on(cliff), (mark, cliff_said(words, cliff)))
}

fn cliff_said(words: &AllWords, cliff: &Cliff) -> String {
    (words.horizon.cliff)(&dates::day(cliff.day, words.tag), cliff.ends.total())
}
