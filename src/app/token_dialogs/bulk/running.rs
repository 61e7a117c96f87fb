//! How it goes, with its brake; and at the end what came of it, to be kept as a file.

use super::standing;
use crate::app::bulk::{Run, Will};
use crate::app::preferences::all_words as words;
use crate::app::reveal::{Behind, Reveal};
use crate::app::session::use_session;
use crate::app::sight;
use crate::app::token_dialogs::window;
use crate::app::token_table::{Table, text};
use crate::app::widgets::icon;
use crate::app::widgets::notice::{self, Tone};
use crate::browser::dom;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Callback, Memo, RwSignal, effect, expect_context, on_cleanup};
use crate::changes::bulk::{Bulk, Event, Standing, State, Why, Work};
use crate::changes::{Entry, sheet};
use crate::words::AllWords;

/// The button that pauses and goes on.
const GO: &str = "bulk-go";
/// The button that closes.
const CLOSE: &str = "bulk-close";

/// Begins, and shows how it goes.
pub fn view(table: Table, work: Work, will: Will, is_held: RwSignal<bool>, on_close: Callback) -> Piece {
    let words = words();
    let Some(run) = Run::start(table, will, words) else { return Piece::Nothing };
    let items = run.items();
    let all = items.len();
    let state = Memo::new(move || run.bulk.with(Bulk::state));
    let done = Memo::new(move || run.bulk.with(|bulk| bulk.count(Standing::Done)));
    effect(move || is_held.set(state.get() != State::Over));
    // The button that had the focus may be gone.
    effect(move || {
        let next = if state.get() == State::Over { CLOSE } else { GO };
        dom::focus_soon(vec![String::from(next)]);
    });
    behind(run, words, state, done, all);
    let progress =
        el("progress").attr("aria-labelledby", "dialog-title").attr("max", all).attr("value", move || {
            run.bulk.with(|bulk| all - bulk.count(Standing::Waiting) - bulk.count(Standing::Running))
        });
    let now = {
        let items = run.items();
        move || {
            let running = run.bulk.with(Bulk::running).and_then(|number| items.get(number));
            running.map(|item| format!(" · {}", text::plain(&item.row.token.name)))
        }
    };
    let said =
        el("p").attr("role", "status").child(move || (words.bulk.progress)(done.get(), all)).child(now);
    let lines = items.iter().enumerate().map(|(number, item)| standing::view(table, run, number, item));
    let body = el("div")
        .class("body")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-labelledby", "dialog-title")
        .child(el("div").class("stack").child(said).child(progress))
        .child(el("div").attr("role", "status").child(move || standing_still(words, run, state.get())))
        .child(el("ul").class("items").attr("role", "list").child(lines.collect::<Vec<_>>()));
    (body, footer(words, work, run, state, on_close)).into_piece()
}

/// The values that arrive stand above this dialog: the brake goes with them.
fn behind(run: Run, words: &'static AllWords, state: Memo<State>, done: Memo<usize>, all: usize) {
    let reveal = expect_context::<Reveal>();
    reveal.set_behind(Some(Behind {
        said: Memo::new(move || (words.bulk.progress)(done.get(), all)),
        is_going: Memo::new(move || state.get() == State::Going),
        hold: Callback::new(move || run.tell(Event::Pause)),
        label: words.bulk.pause,
    }));
    on_cleanup(move || reveal.set_behind(None));
}

/// Why nothing goes on, or what came of it all.
fn standing_still(words: &'static AllWords, run: Run, state: State) -> Option<Element> {
    let act = &words.bulk;
    let session = use_session();
    let locked = move || {
        let reason = session.locked().map(|_| words.shell.locked_reason)?;
        Some(el("p").child(el("strong").child(reason)))
    };
    let said = |text: &'static str| el("p").child(text);
    match state {
        State::Going => None,
        State::Stopping => Some(notice::view(Tone::Warning, said(act.after_this))),
        State::Paused(why) => {
            let after_this = move || run.bulk.with(|bulk| bulk.running().is_some()).then_some(act.after_this);
            let ends = run.window_ends.get().filter(|_| why == Why::Limit);
            let window = ends.map(window::view);
            Some(notice::view(Tone::Warning, (said((act.paused)(why)), window, el("p").child(after_this))))
        }
        State::Over => {
            let (done, rest, unknown) = run.bulk.with_untracked(|bulk| {
                let unknown = bulk.count(Standing::Unknown) + bulk.count(Standing::Found);
                let done = bulk.count(Standing::Done);
                (done, run.items().len() - done - unknown, unknown)
            });
            let tone = if rest + unknown == 0 { Tone::Good } else { Tone::Warning };
            let later = (unknown > 0).then(|| said(act.open_later));
            let stay = (rest + unknown > 0).then(|| said(act.stay_selected));
            let over = el("p").child((act.over)(done, rest, unknown));
            Some(notice::view(tone, ((locked, over), later, stay)))
        }
    }
}

fn footer(words: &'static AllWords, work: Work, run: Run, state: Memo<State>, on_close: Callback) -> Element {
    let act = &words.bulk;
    let is_over = move || state.get() == State::Over;
    let is_going = move || state.get() == State::Going;
    let is_blocked =
        move || run.bulk.with(|bulk| matches!(bulk.state(), State::Paused(_)) && !bulk.can_resume());
    let reason = move || is_blocked().then_some(act.find_out_first);
    let button = move || {
        el("button").id(GO).attr("type", "button").on("click", move |_| {
            let is_going = run.bulk.with_untracked(Bulk::state) == State::Going;
            run.tell(if is_going { Event::Pause } else { Event::Resume });
        })
    };
    let go = move || {
        button()
            .class(move || if matches!(state.get(), State::Paused(_)) { "button primary" } else { "button" })
            .attr("hidden", move || matches!(state.get(), State::Over | State::Stopping))
            .attr("aria-disabled", move || is_blocked().then_some("true"))
            .attr("title", reason)
            .child(move || if matches!(state.get(), State::Paused(_)) { act.resume } else { act.pause })
    };
    // The token that is signed in with is confirmed once more.
    let go_on_self = move || {
        let class = if work == Work::Revoke { "button danger" } else { "button primary" };
        sight::guarded(button().class(class).child((act.go_on_self)(work)))
    };
    let asks = Memo::new(move || state.get() == State::Paused(Why::SignIn) && !is_blocked());
    let go = move || if asks.get() { go_on_self() } else { go().into_piece() };
    let stop = el("button")
        .attr("type", "button")
        .class("button")
        .attr("hidden", is_over)
        .attr("disabled", move || state.get() == State::Stopping)
        .child(act.stop)
        .on("click", move |_| run.tell(Event::Stop));
    let close = el("button")
        .id(CLOSE)
        .attr("type", "button")
        .class("button")
        .attr("hidden", move || !is_over())
        .child(words.shell.close)
        .on("click", move |_| on_close.run());
    let why_not = el("p").class("status quiet").child(reason);
    let saving = move || (!is_going()).then(|| save(words, move || run.entries()));
    el("footer").child(why_not).child(saving).child(stop).child(go).child(close)
}

/// The buttons that save the result as a file.
pub fn save(words: &'static AllWords, entries: impl Fn() -> Vec<Entry> + Copy + 'static) -> Piece {
    let button = |label: &'static str, name: &'static str, print: fn(&[Entry]) -> String| {
        el("button")
            .attr("type", "button")
            .class("button plain small")
            .child(icon::view(icon::DOWNLOAD))
            .child(label)
            .on("click", move |_| {
                let _ = dom::download(name, &print(&entries()));
            })
    };
    (
        button(words.bulk.save_csv, "keyturn-result.csv", sheet::csv),
        button(words.bulk.save_json, "keyturn-result.json", sheet::json),
    )
        .into_piece()
}
