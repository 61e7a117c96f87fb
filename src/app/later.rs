//! What the first rows do not need: the dialogs that change tokens, the one-time value, the details of a token, the choice
//! of a project, the weeks, Activity. In a release it is a WebAssembly of its own (decision 0011), fetched once the first
//! list is there; `parts` says what is in it.

mod parts;

use super::preferences::words;
use super::widgets::dialog::Modal;
use super::widgets::notice::{self, Tone};
use crate::browser::boot::{self, NotLoaded};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Callback, Memo, RwSignal, StoredValue, untrack};
use crate::browser::task::spawn;
use parts::{Missing, Parts, arrive};

#[derive(Clone, Copy)]
enum Arrival {
    Awaited,
    Here(Parts),
    Missing(Missing),
}

/// What comes later, as a context.
#[derive(Clone, Copy)]
pub struct Later {
    arrival: RwSignal<Arrival>,
    is_asked: StoredValue<bool>,
}

impl Later {
    /// Not asked for yet.
    pub fn new() -> Self {
        Self { arrival: RwSignal::new(Arrival::Awaited), is_asked: StoredValue::new(false) }
    }

    /// Fetches it when the browser has nothing else to do. If that fails, it is tried again when somebody wants it.
    pub fn fetch_when_idle(self) {
        if !self.is_asked.get_value() {
            boot::when_idle(move || self.fetch());
        }
    }

    /// The ways in, where they are there already; tracked.
    pub fn arrived(self) -> Option<Parts> {
        match self.arrival.get() {
            Arrival::Here(parts) => Some(parts),
            Arrival::Awaited | Arrival::Missing(_) => None,
        }
    }

    /// A screen of it; what stands there until it comes is calm, and goes on by itself.
    pub fn screen(self, make: impl Fn(Parts) -> Piece + 'static) -> Piece {
        self.part("stack", make)
    }

    /// What belongs into something that a person opened: it waits there, and says there if it does not come. `class` is
    /// that of the box in which it does.
    pub fn part(self, class: &'static str, make: impl Fn(Parts) -> Piece + 'static) -> Piece {
        self.want();
        let standing = move || {
            let instead = match self.arrival.get() {
                Arrival::Here(parts) => return untrack(|| make(parts)),
                Arrival::Awaited => waiting(),
                Arrival::Missing(missing) => self.missing(missing),
            };
            el("div").class(class).child(instead).into_piece()
        };
        standing.into_piece()
    }

    /// What stands on a screen without being asked for. Its place is kept meanwhile; if it does not come, a line says so
    /// and the rest of the screen is as usable as before.
    pub fn place(
        self,
        make: impl Fn(Parts) -> Piece + 'static,
        meanwhile: impl Fn() -> Piece + 'static,
    ) -> Piece {
        let standing = move || match self.arrival.get() {
            Arrival::Here(parts) => untrack(|| make(parts)),
            Arrival::Awaited => meanwhile(),
            Arrival::Missing(_) => self.left_out().into_piece(),
        };
        standing.into_piece()
    }

    /// A dialog of it. One that is closed before it came does not come.
    pub fn dialog(self, make: impl Fn(Parts) -> Option<Element> + 'static, on_close: Callback) -> Piece {
        self.want();
        let standing = move || match self.arrival.get() {
            Arrival::Here(parts) => untrack(|| make(parts)),
            Arrival::Awaited => Some(frame(words().later.wait_title, on_close, waiting())),
            Arrival::Missing(missing) => {
                Some(frame(words().later.missing_title, on_close, self.missing(missing)))
            }
        };
        standing.into_piece()
    }

    /// Somebody waits for it: what failed before is tried again.
    fn want(self) {
        if matches!(self.arrival.get_untracked(), Arrival::Missing(_)) {
            self.arrival.set(Arrival::Awaited);
        }
        self.fetch();
    }

    fn fetch(self) {
        if self.is_asked.get_value() {
            return;
        }
        self.is_asked.set_value(true);
        spawn(async move {
            match arrive().await {
                Ok(parts) => self.arrival.set(Arrival::Here(parts)),
                Err(missing) => {
                    self.is_asked.set_value(false);
                    self.arrival.set(Arrival::Missing(missing));
                }
            }
        });
    }

    /// In a line what is missing, and a way to try again.
    fn left_out(self) -> Element {
        let words = words();
        let again = el("button").attr("type", "button").class("link").child(words.error.retry);
        el("p")
            .class("quiet small cluster")
            .attr("role", "status")
            .child(words.later.left_out)
            .child(again.on("click", move |_| self.want()))
    }

    /// What is true, and the two ways on.
    fn missing(self, Missing(why): Missing) -> Element {
        let words = words();
        let say = match why {
            NotLoaded::Mismatch => &words.later.mismatch,
            NotLoaded::Unreachable => &words.later.unreachable,
        };
        let button = |label: &'static str| el("button").attr("type", "button").class("button").child(label);
        let again = button(words.error.retry).attr("data-first", true).on("click", move |_| self.want());
        let reload = button(words.later.reload).on("click", move |_| spawn(boot::reload()));
        let what = (el("h2").child(say.headline), el("p").child(say.detail), el("p").child(say.step));
        let ways = el("div").class("cluster").child(again).child(reload);
        notice::view(Tone::Bad, (what, ways)).attr("role", "alert")
    }
}

/// It takes the focus of a dialog, so that it is read out.
fn waiting() -> Element {
    el("p")
        .class("quiet")
        .attr("role", "status")
        .attr("tabindex", "-1")
        .attr("data-first", true)
        .child(words().later.wait)
}

fn frame(title: &'static str, on_close: Callback, inside: Element) -> Element {
    let close = Some(words().shell.close);
    Modal { title: Memo::fixed(title.to_owned()), class: "", close, is_held: Memo::fixed(false), on_close }
        .view(el("div").class("body").child(inside))
}
