//! How far the reading of everything is, and what is missing.

use crate::app::inventory::{Inventory, Standing};
use crate::app::later::Later;
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::token_table::Table;
use crate::browser::element::{Child, Element, el};
use crate::browser::event::on_window;
use crate::browser::reactive::{Memo, RwSignal, effect, expect_context, on_cleanup, untrack};
use crate::browser::{dates, dom};
use crate::inventory::scan::{Gap, Progress, Scan, State};
use crate::words::Words;
use crate::words::overview::OverviewWords;

/// The ids of the buttons, only one of which is there.
const STOP: &str = "scan-stop";
const RESUME: &str = "scan-resume";
const AGAIN: &str = "scan-again";

/// The state of the whole, what can be done about it, and the lists that are not whole.
/// `beside` stands among what can be done.
pub fn view(table: Table, beside: impl Child) -> Element {
    let words = words();
    let say = &words.overview;
    let inventory = expect_context::<Inventory>();
    let standing = Memo::new(move || inventory.standing.get());
    let state = Memo::new(move || standing.get().map(|standing| standing.state));
    let said = move || standing.get().map(|standing| said(say, &standing));
    let rest = move || standing.get().and_then(|standing| rest(words, &standing));
    let progress = el("progress")
        .attr("aria-label", say.scan)
        .attr("hidden", move || state.get() == Some(State::Over))
        .attr("max", move || standing.get().map_or(1, |standing| standing.progress.places.max(1)))
        .attr("value", move || standing.get().map_or(0, |standing| over(&standing.progress)));
    let session = use_session();
    let is_locked = Memo::new(move || session.locked().is_some());
    let button = |id: &'static str, label: &'static str, is_shown: fn(State) -> bool, run: fn(Inventory)| {
        el("button")
            .attr("type", "button")
            .class("button small")
            .id(id)
            .attr("hidden", move || is_locked.get() || !state.get().is_some_and(is_shown))
            .child(label)
            .on("click", move |_| {
                run(inventory);
                // The button that was pressed gives way to another one.
                dom::focus_soon([STOP, RESUME, AGAIN].map(String::from).to_vec());
            })
    };
    let can_widen =
        Memo::new(move || state.get() == Some(State::Over) && !is_locked.get() && inventory.can_widen());
    let widen = el("button")
        .attr("type", "button")
        .class("button small")
        .attr("hidden", move || !can_widen.get())
        .child(say.widen)
        .on("click", move |_| inventory.widen());
    let acts = el("div")
        .class("cluster")
        .child(button(STOP, say.stop, |state| state == State::Going, Inventory::stop))
        .child(button(RESUME, say.resume, |state| matches!(state, State::Stopped(_)), Inventory::resume))
        .child(button(AGAIN, say.again, |state| state == State::Over, Inventory::again))
        .child(widen)
        .child(beside);
    // Read out is what came of it, not every step.
    let is_going = move || state.get() == Some(State::Going);
    let status = el("p").attr("role", "status").attr("aria-live", move || is_going().then_some("off"));
    keep_still(table, inventory);
    el("section")
        .class("scan")
        .id("scan")
        .attr("aria-label", say.scan)
        .attr("data-state", move || state.get().map(state_name))
        .child(status.child(said).child(rest))
        .child(progress)
        .child(acts)
        .child(gaps(inventory))
}

fn state_name(state: State) -> &'static str {
    match state {
        State::Going => "going",
        State::Stopped(_) => "stopped",
        State::Over => "over",
    }
}

/// Lists to which nothing more happens by itself.
fn over(progress: &Progress) -> usize {
    progress.places - progress.waiting - progress.reading
}

/// How far it is, in a sentence.
pub fn said(say: &OverviewWords, standing: &Standing) -> String {
    let progress = &standing.progress;
    let read = over(progress);
    match standing.state {
        State::Over if progress.complete == progress.places && progress.lost == 0 => {
            (say.whole)(progress.places)
        }
        State::Over => (say.not_whole)(progress.complete, progress.places),
        _ if progress.is_finding => (say.finding)(read, progress.places),
        _ => (say.progress)(read, progress.places),
    }
}

/// What else there is to know, with dots between.
pub fn rest(words: &Words, standing: &Standing) -> Option<String> {
    let (say, progress) = (&words.overview, &standing.progress);
    let some = |number: usize, say: fn(usize) -> String| (number > 0).then(|| say(number));
    let left = standing.time_left.filter(|_| standing.state == State::Going);
    let stopped = match standing.state {
        State::Stopped(why) => Some((say.stopped)(why).to_owned()),
        State::Going | State::Over => None,
    };
    let held = |until| (say.held)(&dates::instant_local(until, words.tag));
    let parts = [
        some(progress.refused, say.refused),
        some(progress.failed, say.failed),
        some(progress.partial, say.partial),
        some(progress.lost, say.lost),
        left.map(|left| (say.time_left)(left.num_seconds())),
        standing.held_until.filter(|_| standing.state == State::Going).map(held),
        stopped,
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!(" · {}", parts.join(" · ")))
}

/// The rows do not move under somebody who reads them.
fn keep_still(table: Table, inventory: Inventory) {
    let is_any_selected = Memo::new(move || table.selection.counts.with(|counts| counts.all > 0));
    let look = move || {
        let is_reading = dom::is_scrolled_or_within(".token-list")
            || table.list.with_untracked(|list| list.open.is_some())
            || table.dialog.with_untracked(Option::is_some)
            || is_any_selected.get_untracked();
        inventory.keep_still(is_reading);
    };
    on_window("scroll", move |_| look());
    on_window("focusin", move |_| look());
    effect(move || {
        table.list.track();
        table.dialog.track();
        is_any_selected.track();
        look();
    });
    on_cleanup(move || inventory.keep_still(false));
}

/// What was read meanwhile and is not shown, because somebody reads.
pub fn unseen() -> impl Child {
    let say = &words().overview;
    let inventory = expect_context::<Inventory>();
    let unseen = Memo::new(move || inventory.unseen.get());
    let button = move || {
        unseen.get().is_some().then(|| {
            el("button")
                .attr("type", "button")
                .class("button small")
                .child(say.show_unseen)
                .on("click", move |_| inventory.show_all())
        })
    };
    let said = move || unseen.get().map(say.unseen);
    let inside = el("div")
        .class("cluster")
        .attr("data-any", move || unseen.get().is_some())
        .child(el("p").attr("role", "status").child(said))
        .child(button);
    el("div").class("unseen").child(inside)
}

/// While the scan goes on by itself, what it has not come to is no gap yet.
pub fn gap_is_told(scan: &Scan, gap: &Gap) -> bool {
    gap.standing.is_over() || matches!(scan.state(), State::Stopped(_))
}

/// How many lists were not read whole, and how many are not offered; which, and why, is told where it is opened.
fn gaps(inventory: Inventory) -> impl Child {
    let say = &words().overview;
    let later = expect_context::<Later>();
    let listed = |label: fn(usize) -> String, count: fn(&Scan) -> usize, are_offered: bool| {
        let number = Memo::new(move || inventory.look(count).unwrap_or(0));
        let is_open = RwSignal::new(false);
        let inside = move || {
            is_open.get().then(|| untrack(|| later.screen(move |parts| (parts.gaps)(inventory, are_offered))))
        };
        el("details")
            .attr("hidden", move || number.get() == 0)
            .child(el("summary").child(move || label(number.get())))
            .child(inside)
            .on("toggle", move |event| is_open.set(event.is_open()))
    };
    let missing = |scan: &Scan| scan.gaps().iter().filter(|gap| gap_is_told(scan, gap)).count();
    (listed(say.gaps, missing, true), listed(say.absent, |scan| scan.progress().absent, false))
}
