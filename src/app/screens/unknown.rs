//! A link that leads nowhere.

use crate::app::preferences::words;
use crate::browser::element::{Element, el};
use crate::route::List;

/// Says so, and shows the way back.
pub fn screen() -> Element {
    let words = &words().shell;
    let back = el("a").class("button primary").attr("href", List::default().href()).child(words.unknown_link);
    el("div")
        .class("empty")
        .child(el("h1").child(words.unknown_title))
        .child(el("p").child(words.unknown_text))
        .child(back)
}
