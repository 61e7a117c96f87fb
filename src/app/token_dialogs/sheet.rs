//! The frame of a dialog that changes something: its form, or, when the outcome is not known, what is certain.

use super::{outcome, window};
use crate::app::changing::Changing;
use crate::app::preferences::all_words as words;
use crate::app::session::use_session;
use crate::app::shell::told;
use crate::app::sight;
use crate::app::token_table::Table;
use crate::app::widgets::dialog::Modal;
use crate::app::widgets::notice::{self, Tone};
use crate::browser::clock;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::event::Event;
use crate::browser::reactive::{Callback, Memo};
use crate::changes::Phase;
use crate::gitlab::Error;
use crate::gitlab::error::Reason;
use crate::words::{Attempt, Trouble, trouble, trouble_of_change};

/// What differs between these dialogs.
pub struct Sheet {
    /// The heading.
    pub title: Memo<String>,
    /// A class beside the element's own.
    pub class: &'static str,
    /// What is attempted, for the words of a refusal.
    pub attempt: Attempt,
    /// Asks to be closed.
    pub on_close: Callback,
}

impl Sheet {
    /// The dialog: `body` between heading and buttons, `buttons` beside Cancel.
    pub fn view(
        self,
        table: Table,
        changing: Changing,
        submit: impl FnMut(Event) + 'static,
        body: impl Child,
        buttons: impl Child,
    ) -> Element {
        let words = words();
        let Self { title, class, attempt, on_close } = self;
        let phase = changing.phase;
        let is_busy = Memo::new(move || phase.with(Phase::is_busy));
        let is_unknown = Memo::new(move || phase.with(Phase::is_unknown));
        let session = use_session();
        // Whatever was asked for, nothing is sent any more: that is what is true of it.
        let is_locked = Memo::new(move || session.locked().is_some());
        let refused = move || match phase.get() {
            Phase::Refused(_) | Phase::NotSent | Phase::NotLooked(..) | Phase::Editing if is_locked.get() => {
                Some(warning(words.shell.locked_reason, words.act.nothing_changed).into_piece())
            }
            Phase::Refused(error) => Some(failed(&error, trouble_of_change(words, &error, attempt))),
            Phase::NotLooked(before, error) => {
                let why = trouble(words, &error, Attempt::before(before, changing.place()?));
                let detail = format!("{} {}", words.act.not_looked, why.detail);
                Some(failed(&error, Trouble { detail, ..why }))
            }
            Phase::Elsewhere => Some(warning(words.act.elsewhere, "").into_piece()),
            _ => None,
        };
        let cancel = el("button")
            .attr("type", "button")
            .class("button")
            .attr("data-first", class.is_empty())
            .attr("disabled", move || is_busy.get())
            .child(words.shell.cancel)
            .on("click", move |_| on_close.run());
        let form = el("form")
            .attr("novalidate", true)
            .attr("hidden", move || is_unknown.get())
            .on("submit", submit)
            // It scrolls on a small screen, also where nothing in it takes the focus.
            .child(
                el("div")
                    .class("body")
                    .attr("tabindex", "0")
                    .attr("role", "group")
                    .attr("aria-labelledby", "dialog-title")
                    .child(refused)
                    .child(body),
            )
            .child(el("footer").child(progress(changing)).child(cancel).child(buttons));
        let known = move || is_unknown.get().then(|| outcome::view(table, changing, on_close));
        let close = Some(words.shell.close);
        Modal { title, class, close, is_held: is_busy, on_close }.view((known, form))
    }
}

/// What went wrong, and when GitLab's limit is over if that was it.
fn failed(error: &Error, said: Trouble) -> Piece {
    let is_limit = error.reason() == Some(&Reason::TooManyRequests);
    let ends = is_limit.then(|| window::next(clock::now())).flatten();
    (told(said, None), ends.map(window::view)).into_piece()
}

/// Why nothing was done that one confirmed, though GitLab did not refuse it.
pub fn warning(text: &'static str, more: &'static str) -> Element {
    let more = (!more.is_empty()).then(|| el("p").child(more));
    notice::view(Tone::Warning, (el("p").child(text), more)).attr("role", "alert")
}

/// The button that confirms; busy while the change is under way.
pub fn confirm(
    changing: Changing,
    class: &'static str,
    label: &'static str,
    busy_label: &'static str,
) -> Element {
    let session = use_session();
    let is_busy = move || changing.phase.with(Phase::is_busy);
    el("button")
        .class(class)
        .attr("aria-busy", move || is_busy().then_some("true"))
        .attr("disabled", move || is_busy() || session.locked().is_some())
        .child(move || if is_busy() { busy_label } else { label })
}

/// The same for what ends a value.
pub fn confirm_end(
    changing: Changing,
    class: &'static str,
    label: &'static str,
    busy_label: &'static str,
) -> Piece {
    sight::guarded(confirm(changing, class, label, busy_label))
}

/// What stands beside the buttons while a change is under way.
fn progress(changing: Changing) -> Piece {
    let act = &words().act;
    let said = move || match changing.phase.get() {
        Phase::Checking => act.checking_first,
        Phase::Waiting => act.still_waiting,
        _ => "",
    };
    el("p").class("status quiet").attr("role", "status").child(said).into_piece()
}
