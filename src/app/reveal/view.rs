//! The dialog of the one-time value.

use super::{Behind, Handed, Pending, Reveal, ready_made};
use crate::app::activity::Activity;
use crate::app::preferences::all_words as words;
use crate::app::token_table::text;
use crate::app::widgets::dialog::Modal;
use crate::app::widgets::icon;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::event::on_window;
use crate::browser::reactive::{Callback, Memo, RwSignal, expect_context};
use crate::browser::task::spawn;
use crate::browser::{clipboard, dom};
use crate::tokens::{Key, Kind, SortKey, Token};
use crate::words::AllWords;

/// The oldest waiting value, above everything else.
pub fn dialog() -> Piece {
    let reveal = expect_context::<Reveal>();
    // A second value that arrives does not draw the first one anew.
    let first = Memo::new(move || reveal.pending.with(|pending| pending.first().cloned()));
    let dialog = move || first.get().map(|pending| one(reveal, &pending));
    dialog.into_piece()
}

fn one(reveal: Reveal, pending: &Pending) -> Element {
    let words = words();
    let act = &words.reveal;
    let key = pending.key;
    let handed = RwSignal::new(Handed::Not);
    let is_shown = RwSignal::new(false);
    // Whoever looks away must find it masked.
    on_window("visibilitychange", move |_| is_shown.set(false));
    on_window("blur", move |_| is_shown.set(false));
    let field = value_field(is_shown);
    // The value goes into the field as a property: the markup of the page never holds it.
    if let Some(value) = reveal.value(key) {
        // EXPOSE: the read-only field from which the person takes it.
        dom::set_value(&field, value.expose());
    }
    // Where the page may not copy, the person must take the value by hand.
    let select = {
        let field = field.clone();
        Callback::new(move || {
            is_shown.set(true);
            dom::select_all(&field);
            handed.set(Handed::CopyFailed);
        })
    };
    let copy = move || {
        spawn(async move {
            let Some(value) = reveal.value(key) else { return };
            // EXPOSE: goes to the clipboard at the person's request.
            if clipboard::copy(value.expose()).await {
                handed.set(Handed::Copied);
            } else {
                select.run();
            }
        });
    };
    let shown_field = field.clone().on("copy", move |event| {
        event.prevent_default();
        copy();
    });
    let secret = el("div")
        .class("secret")
        .child(el("label").class("visually-hidden").attr("for", "reveal-value").child(act.value))
        .child(shown_field)
        .child(
            el("div")
                .class("cluster")
                .child(button("button primary", icon::COPY, act.copy).on("click", move |_| copy()))
                .child(show_button(words, is_shown, handed))
                .child(download_button(words, reveal, pending, handed))
                .child(test(reveal, pending)),
        );
    let number = move || {
        let count = reveal.pending.with(Vec::len);
        (count > 1).then(|| el("span").class("number").child(format!(" {}", (act.number)(1, count))))
    };
    let body = el("div")
        .class("body")
        .child(move || reveal.behind.get().map(behind))
        .child(el("p").child(act.once).child(number))
        .child(pending.token.username.as_deref().map(|username| user_name(words, username)))
        .child(secret)
        .child(ready_made::view(reveal, pending, handed, select))
        .child(facts(words, &pending.token));
    Modal {
        title: Memo::fixed((act.title)(&text::plain(&pending.token.name))),
        class: "reveal wide",
        close: None,
        is_held: Memo::fixed(true),
        on_close: Callback::new(|| ()),
    }
    .view_titled("reveal-title", (body, footer(words, reveal, pending, handed, field)))
}

/// What goes on behind, with its brake.
fn behind(behind: Behind) -> Element {
    let Behind { said, is_going, hold, label } = behind;
    let hold = el("button")
        .attr("type", "button")
        .class("button small")
        .attr("hidden", move || !is_going.get())
        .child(label)
        .on("click", move |_| hold.run());
    el("div")
        .class("cluster")
        .child(el("span").class("quiet").attr("role", "status").child(move || said.get()))
        .child(hold)
}

/// A deploy token's value is of no use without its user name.
fn user_name(words: &'static AllWords, username: &str) -> Element {
    let copied = RwSignal::new(false);
    let text = username.to_owned();
    let copy = button("button small", icon::COPY, words.replace.copy_username).on("click", move |_| {
        let text = text.clone();
        spawn(async move {
            let is_copied = clipboard::copy(&text).await;
            copied.set(is_copied);
        });
    });
    let said = move || if copied.get() { words.reveal.copied } else { "" };
    el("div")
        .class("cluster")
        .child(el("span").class("quiet").child(words.replace.username))
        .child(el("code").child(text::plain(username)))
        .child(copy)
        .child(el("span").class("quiet small").attr("role", "status").child(said))
}

/// A deploy token cannot call the API.
fn test(reveal: Reveal, pending: &Pending) -> Piece {
    match pending.place.kind() {
        Kind::Deploy => el("span").class("quiet small").child(words().replace.no_test).into_piece(),
        _ => super::test::view(reveal, pending.key),
    }
}

fn value_field(is_shown: RwSignal<bool>) -> Element {
    el("input")
        .id("reveal-value")
        .class("value")
        .attr("type", move || if is_shown.get() { "text" } else { "password" })
        .attr("readonly", true)
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("translate", "no")
        .attr("data-1p-ignore", "")
        .attr("data-lpignore", "true")
        .attr("data-bwignore", "")
}

fn button(class: &'static str, mark: icon::Icon, label: &'static str) -> Element {
    el("button").attr("type", "button").class(class).child(icon::view(mark)).child(label)
}

fn show_button(words: &'static AllWords, is_shown: RwSignal<bool>, handed: RwSignal<Handed>) -> Element {
    el("button")
        .attr("type", "button")
        .class("button")
        .attr("aria-pressed", move || is_shown.get().to_string())
        .child(icon::view(icon::EYE))
        .child(move || if is_shown.get() { words.reveal.hide } else { words.offer.show })
        .on("click", move |_| {
            is_shown.update(|shown| *shown = !*shown);
            if is_shown.get_untracked() && handed.get_untracked() == Handed::Not {
                handed.set(Handed::Shown);
            }
        })
}

fn download_button(
    words: &'static AllWords,
    reveal: Reveal,
    pending: &Pending,
    handed: RwSignal<Handed>,
) -> Element {
    let (key, file_name) = (pending.key, format!("token-{}.txt", pending.token.id));
    button("button plain", icon::DOWNLOAD, words.reveal.download).on("click", move |_| {
        let saved = reveal.value(key).is_some_and(|value| {
            // EXPOSE: goes into a file at the person's request.
            dom::download(&file_name, value.expose())
        });
        if saved {
            handed.set(Handed::Downloaded);
        }
    })
}

fn facts(words: &'static AllWords, token: &Token) -> Element {
    el("dl")
        .class("facts framed")
        .child(el("dt").child((words.list.column)(SortKey::Expires)))
        .child(el("dd").child(text::end(words, token.expiry)))
        .child(el("dt").child(words.list.scopes))
        .child(el("dd").child(text::chips(&token.scopes)))
}

fn footer(
    words: &'static AllWords,
    reveal: Reveal,
    pending: &Pending,
    handed: RwSignal<Handed>,
    field: Element,
) -> Element {
    let act = &words.reveal;
    let activity = expect_context::<Activity>();
    let (key, entry, return_to) =
        (pending.key, pending.entry, text::row_id(Key::of(pending.place.kind(), pending.token.id)));
    let is_armed = move || handed.get() != Handed::Not;
    let said = move || match handed.get() {
        _ if reveal.leaving.get() => act.leave_stopped,
        Handed::Not => act.store_first,
        Handed::Copied => act.copied,
        Handed::CopyFailed => act.copy_failed,
        Handed::Shown => act.shown,
        Handed::Downloaded => act.downloaded,
    };
    let store = move |_| {
        if handed.get_untracked() != Handed::Not {
            dom::set_value(&field, "");
            reveal.dismiss(key);
            activity.stored(entry);
            // A dialog below, if there is one, else the row.
            dom::focus_soon(vec![String::from("dialog-title"), return_to.clone(), String::from("main")]);
        }
    };
    el("footer")
        .child(el("p").class("status stored").attr("role", "status").attr("data-armed", is_armed).child(said))
        .child(
            el("button")
                .attr("type", "button")
                .class(move || if is_armed() { "button primary" } else { "button" })
                .attr("aria-disabled", move || (!is_armed()).then_some("true"))
                .child(act.stored)
                .on("click", store),
        )
}
