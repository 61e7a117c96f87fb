//! Holds a button back that ends something, where another page stands around this one, until it has been in plain sight: else
//! that page could have a person press it unawares. Where none does, the button is as it was.

use std::cell::Cell;
use std::rc::Rc;

use super::preferences::all_words as words;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::RwSignal;
use crate::browser::task::spawn;
use crate::browser::{clock, location, sight};
use crate::portal::{SEEN_FOR, Sight};

/// What holds it back is said to be read, not only to be heard, after so many milliseconds.
const SAID_AFTER: i64 = 1_000;
/// Where it is said.
const SAID: &str = "sight";

/// What there is to say of a button.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// Held back for a moment.
    New,
    /// Held back still.
    Unseen,
    /// It works, and was said not to.
    Seen,
    /// It works.
    Free,
    /// Nobody can tell whether it is seen, and it was not pressed.
    Untold,
    /// The same, pressed once.
    Pressed,
}

/// A button that rotates, revokes or begins that for many, with what holds it back.
pub fn guarded(button: Element) -> Piece {
    if !location::is_framed() {
        return button.into_piece();
    }
    let words = &words().portal;
    let state = RwSignal::new(State::New);
    let known = Rc::new(Cell::new(Sight::new(true)));
    let watched = Rc::clone(&known);
    let is_told = sight::watch(&button, move |is_visible| {
        change(&watched, |sight| sight.see(now(), is_visible));
        look(state, &watched);
    });
    if is_told {
        look(state, &known);
    } else {
        known.set(Sight::new(false));
        state.set(State::Untold);
    }
    sight::guard(&button, move || {
        let counts = change(&known, |sight| sight.press(now()));
        if !is_told {
            state.set(if counts { State::Untold } else { State::Pressed });
        }
        counts
    });
    let said = move || match state.get() {
        State::New | State::Unseen => words.unseen,
        State::Seen => words.seen,
        State::Free => "",
        State::Untold => words.press_twice,
        State::Pressed => words.press_again,
    };
    let class = move || match state.get() {
        State::New | State::Free => "visually-hidden",
        State::Unseen | State::Seen | State::Untold | State::Pressed => "sight quiet",
    };
    let is_held = move || matches!(state.get(), State::New | State::Unseen).then_some("true");
    let button = button.attr("aria-disabled", is_held).attr("aria-describedby", SAID);
    (el("p").id(SAID).class(class).attr("role", "status").child(said), button).into_piece()
}

/// What is to be said of it now, and again when that may be something else.
fn look(state: RwSignal<State>, known: &Rc<Cell<Sight>>) {
    let show = move |known: &Cell<Sight>, is_late: bool| {
        let Some(before) = state.try_get_untracked() else { return };
        let was_said = matches!(before, State::Unseen | State::Seen);
        let next = match (known.get().is_armed(now()), was_said || is_late) {
            (true, true) => State::Seen,
            (true, false) => State::Free,
            (false, true) => State::Unseen,
            (false, false) => State::New,
        };
        // What was not said does not become worth saying because it works.
        let next = if next == State::Seen && !was_said { State::Free } else { next };
        if next != before {
            state.set(next);
        }
    };
    show(known, false);
    for (wait, is_late) in [(SEEN_FOR, false), (SAID_AFTER, true)] {
        let known = Rc::clone(known);
        let until = clock::here() + chrono::TimeDelta::milliseconds(wait);
        spawn(async move {
            clock::until(until).await;
            show(&known, is_late);
        });
    }
}

fn change<T>(known: &Cell<Sight>, change: impl FnOnce(&mut Sight) -> T) -> T {
    let mut sight = known.get();
    let result = change(&mut sight);
    known.set(sight);
    result
}

fn now() -> i64 {
    clock::here().timestamp_millis()
}
