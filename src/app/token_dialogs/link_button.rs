//! A link to the form as it is filled in: for a runbook, or for somebody else. It holds no secret.

use super::form::Form;
use crate::app::preferences::all_words as words;
use crate::app::widgets::icon;
use crate::browser::element::{Element, el};
use crate::browser::reactive::{Memo, RwSignal, untrack};
use crate::browser::task::spawn;
use crate::browser::{clipboard, location};
use crate::route::List;

/// The button, and what came of it.
pub fn view(list: Memo<List>, form: Form) -> Element {
    let words = &words().replace;
    let said = RwSignal::new(String::new());
    let copy = move |_| {
        let extent = list.with_untracked(|list| list.extent);
        let list = List { create: Some(untrack(|| form.draft())), ..List::of(extent) };
        let link = location::absolute(&list.href());
        spawn(async move {
            let told = if clipboard::copy(&link).await {
                words.link_copied.to_owned()
            } else {
                format!("{} {link}", words.link_not_copied)
            };
            said.set(told);
        });
    };
    el("div")
        .class("cluster")
        .child(
            el("button")
                .attr("type", "button")
                .class("button plain small")
                .child(icon::view(icon::COPY))
                .child(words.copy_link)
                .on("click", copy),
        )
        .child(el("p").class("hint").attr("role", "status").child(move || said.get()))
}
