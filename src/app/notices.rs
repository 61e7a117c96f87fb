//! Short results, said once: visible until dismissed, and announced to assistive technology.

use leptos::prelude::*;

use super::preferences::words;
use super::widgets::icon;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something to look after.
    Warning,
}

/// One notice.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Notice {
    key: u32,
    tone: Tone,
    text: String,
}

/// The notices, as a context.
#[derive(Clone, Copy)]
pub struct Notices {
    list: RwSignal<Vec<Notice>>,
    next: StoredValue<u32>,
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
#[component]
pub fn NoticeRegion() -> impl IntoView {
    let notices = use_notices();
    view! {
        <div class="notices" role="status" aria-live="polite">
            <For each=move || notices.list.get() key=|notice| notice.key let:notice>
                <NoticeLine notices notice/>
            </For>
        </div>
    }
}

#[component]
fn NoticeLine(notices: Notices, notice: Notice) -> impl IntoView {
    let key = notice.key;
    let (tone, mark) = match notice.tone {
        Tone::Done => ("good", icon::CHECK),
        Tone::Warning => ("warning", icon::WARNING),
    };
    view! {
        <div class="notice" data-tone=tone>
            {icon::view(mark)}
            <p>{notice.text}</p>
            <button
                type="button"
                class="button plain small square"
                aria-label=words().shell.dismiss
                on:click=move |_| notices.list.update(|list| list.retain(|notice| notice.key != key))
            >
                {icon::view(icon::CLOSE)}
            </button>
        </div>
    }
}
