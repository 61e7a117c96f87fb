//! Short results, said once: visible until dismissed, and announced to assistive technology.

use super::preferences::words;
use super::widgets::notice::Tone;
use super::widgets::{icon, notice};
use crate::browser::element::{Element, el};
use crate::browser::reactive::{RwSignal, StoredValue, expect_context};

/// One notice.
#[derive(Clone, PartialEq, Eq)]
struct Notice {
    key: u64,
    tone: Tone,
    text: String,
}

/// The notices, as a context.
#[derive(Clone, Copy)]
pub struct Notices {
    list: RwSignal<Vec<Notice>>,
    next: StoredValue<u64>,
}

impl Notices {
    /// None yet.
    pub fn new() -> Self {
        Self { list: RwSignal::new(Vec::new()), next: StoredValue::new(0) }
    }

    /// Says something. Only the latest three stay.
    pub fn say(self, tone: Tone, text: String) {
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        self.list.update(|list| {
            list.push(Notice { key, tone, text });
            if list.len() > 3 {
                list.remove(0);
            }
        });
    }

    /// Takes all back.
    pub fn clear(self) {
        self.list.update(Vec::clear);
    }
}

/// The context.
pub fn use_notices() -> Notices {
    expect_context()
}

/// The region in which notices appear.
pub fn region() -> Element {
    let notices = use_notices();
    let keys = move || notices.list.with(|list| list.iter().map(|notice| notice.key).collect());
    el("div")
        .class("notices")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .rows(keys, move |key| line(notices, key))
}

fn line(notices: Notices, key: u64) -> Element {
    let said = notices.list.with_untracked(|list| list.iter().find(|notice| notice.key == key).cloned());
    let tone = said.as_ref().map_or(Tone::Plain, |notice| notice.tone);
    let dismiss = el("button")
        .attr("type", "button")
        .class("button plain small square")
        .attr("aria-label", words().shell.dismiss)
        .on("click", move |_| notices.list.update(|list| list.retain(|notice| notice.key != key)))
        .child(icon::view(icon::CLOSE));
    notice::view(tone, el("p").child(said.map(|notice| notice.text))).child(dismiss)
}
