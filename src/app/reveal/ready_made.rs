//! A choice of texts with the value in them: shown with dots, copied whole.

use super::{Handed, Pending, Reveal};
use crate::app::preferences::all_words as words;
use crate::app::session::use_session;
use crate::app::token_table::text;
use crate::app::widgets::icon;
use crate::browser::clipboard;
use crate::browser::element::{Element, el};
use crate::browser::reactive::{Callback, RwSignal};
use crate::browser::task::spawn;
use crate::tokens::Resource;
use crate::tokens::ready::{Around, Ready};

/// Dots in the place of the value.
const MASK: &str = "••••••••••••";

/// The choice, and a button that copies; `on_copy_failed` where the page may not. Nothing where no text would be safe.
pub fn view(
    reveal: Reveal,
    pending: &Pending,
    handed: RwSignal<Handed>,
    on_copy_failed: Callback,
) -> Option<Element> {
    let act = &words().reveal;
    let key = pending.key;
    let around = around(pending);
    let offered = Ready::offered(pending.place.kind(), &around, &*reveal.value(key)?);
    let chosen = RwSignal::new(offered.first()?.0);
    let shown = around.clone();
    let option = |(number, (_, name)): (usize, &(Ready, &'static str))| {
        el("option").attr("value", number).child(*name)
    };
    let choice = el("select")
        .id("reveal-form")
        .class("select")
        .child(offered.iter().enumerate().map(option).collect::<Vec<_>>())
        .on("change", move |event| {
            let number: usize = event.value().parse().unwrap_or(0);
            if let Some((ready, _)) = offered.get(number) {
                chosen.set(*ready);
            }
        });
    let copy = el("button")
        .attr("type", "button")
        .class("button")
        .child(icon::view(icon::COPY))
        .child(act.copy_text)
        .on("click", move |_| {
            let around = around.clone();
            spawn(async move {
                let Some(value) = reveal.value(key) else { return };
                let text = chosen.get_untracked().with_value(&around, &value);
                if clipboard::copy(&text).await {
                    handed.set(Handed::Copied);
                } else {
                    on_copy_failed.run();
                }
            });
        });
    let label = el("label").attr("for", "reveal-form").child(act.ready_for);
    let preview =
        el("pre").attr("tabindex", "0").attr("role", "group").attr("aria-label", act.ready_for).child(
            move || {
                let text = chosen.get().text(&shown, MASK);
                // The ends of lines are ours.
                text.split('\n').map(text::plain).collect::<Vec<_>>().join("\n")
            },
        );
    let line = el("div").class("cluster").child(label).child(choice).child(copy);
    Some(el("div").class("ready").child(line).child(preview))
}

fn around(pending: &Pending) -> Around {
    let project = match pending.place.resource() {
        Some(Resource::Project(_)) if !pending.owner.is_empty() => pending.owner.clone(),
        Some(Resource::Group(_)) if !pending.owner.is_empty() => format!("{}/PROJECT", pending.owner),
        _ => String::from("GROUP/PROJECT"),
    };
    Around {
        address: use_session().account_now().map(|account| account.address).unwrap_or_default(),
        project,
        username: pending.token.username.clone(),
    }
}
