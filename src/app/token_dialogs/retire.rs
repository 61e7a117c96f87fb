//! A replacement goes on: both tokens work, the page watches how they are used, and the person says when the old one may go.

use super::{Dialog, close};
use crate::app::preferences::all_words as words;
use crate::app::session::use_session;
use crate::app::token_table::{Replaced, Table, text};
use crate::app::widgets::dialog::Modal;
use crate::browser::clock;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::{Memo, RwSignal, on_cleanup};
use crate::browser::task::spawn;
use crate::changes::Proof;
use crate::tokens::{Key, Place, Row, Token};
use crate::words::AllWords;

/// The page looks again this often, in milliseconds, as long as the dialog is open.
const LOOK_EVERY: i32 = 30_000;

/// The dialog of an old token and of the one in its place. Revoking has its own.
pub fn view(table: Table, old: &Row, replaced: Replaced) -> Element {
    let words = words();
    let say = &words.replace;
    let Replaced { place, old: id, new } = replaced;
    let key = move |id| Key::of(place.kind(), id);
    let on_close = close(table, Some(key(new)));
    let noted_every = use_session().abilities().notes_use_every();
    let both = Memo::new(move || Some((table.row_now(key(id))?, table.row_now(key(new))?)));
    let proof = Memo::new(move || {
        both.with(|both| both.as_ref().map(|(old, new)| Proof::of(&old.token, &new.token, noted_every)))
    });
    watch(table, replaced, proof);
    let facts = move || both.get().map(|(old, new)| facts(words, &old.token, &new.token));
    let verdict = move || proof.get().map(|proof| verdict(words, proof));
    let look = el("button")
        .attr("type", "button")
        .class("button small")
        .child(say.look)
        .on("click", move |_| table.rows.look_again(place, [id, new]));
    let look =
        move || (proof.get() != Some(Proof::NotTold)).then(|| el("div").class("cluster").child(look.clone()));
    let bot = matches!(place, Place::Resource(_)).then(|| el("p").class("hint").child(say.bot));
    let body = el("div")
        .class("body")
        .child(el("p").child((say.retire_text)(id, new)))
        .child(facts)
        .child(el("div").attr("role", "status").child(verdict))
        .child(bot)
        .child(look);
    let keep = el("button")
        .attr("type", "button")
        .class("button")
        .attr("data-first", true)
        .child(say.keep)
        .on("click", move |_| on_close.run());
    let retire = el("button")
        .attr("type", "button")
        .class("button danger")
        .child(say.retire)
        .on("click", move |_| table.dialog.set(Some(Dialog::Revoke(key(id)))));
    Modal {
        title: Memo::fixed((say.retire_title)(&text::plain(&old.token.name))),
        class: "",
        close: Some(words.shell.close),
        is_held: Memo::fixed(false),
        on_close,
    }
    .view((body, el("footer").child(keep).child(retire)))
}

/// Looks again now and then, until the old one is quiet or nobody can tell.
fn watch(table: Table, Replaced { place, old, new }: Replaced, proof: Memo<Option<Proof>>) {
    let is_open = RwSignal::new(true);
    on_cleanup(move || is_open.set(false));
    spawn(async move {
        loop {
            clock::wait(LOOK_EVERY).await;
            match (is_open.try_get_untracked(), proof.try_with_untracked(|proof| *proof).flatten()) {
                (Some(true), Some(Proof::Unused | Proof::Both)) => {
                    table.rows.look_again(place, [old, new]);
                }
                _ => return,
            }
        }
    });
}

fn facts(words: &'static AllWords, old: &Token, new: &Token) -> Element {
    let fact = |name: String, token: &Token| {
        (el("dt").child(name), el("dd").child(text::used(words, token.last_used)))
    };
    el("dl")
        .class("facts framed")
        .child(fact((words.replace.new_used)(new.id), new))
        .child(fact((words.replace.old_used)(old.id), old))
}

fn verdict(words: &'static AllWords, proof: Proof) -> Piece {
    let said = match proof {
        Proof::NotTold => words.replace.not_told,
        Proof::Unused => words.replace.unused,
        Proof::Both => words.replace.both_used,
        Proof::OldQuiet(_) => words.replace.old_quiet,
    };
    let tone = if matches!(proof, Proof::OldQuiet(_)) { "good" } else { "warning" };
    el("p").class("consequence").attr("data-tone", tone).child(said).into_piece()
}
