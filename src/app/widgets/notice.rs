//! A notice: what happened, what is wrong or what is worth knowing, told by colour and mark. Nothing is covered by it.

use super::icon;
use crate::browser::element::{Child, Element, Piece, el};

/// How it is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Said beside something else.
    Plain,
    /// Worth knowing.
    Note,
    /// It was done.
    Good,
    /// Something wants to be looked after.
    Warning,
    /// Something failed.
    Bad,
}

/// The notice. Who shows it says whether it is announced (`role`).
pub fn view(tone: Tone, content: impl Child) -> Element {
    frame(tone, content.into_piece())
}

fn frame(tone: Tone, content: Piece) -> Element {
    let (name, mark) = match tone {
        Tone::Plain => ("plain", icon::INFO),
        Tone::Note => ("note", icon::INFO),
        Tone::Good => ("good", icon::CHECK),
        Tone::Warning => ("warning", icon::WARNING),
        Tone::Bad => ("bad", icon::ERROR),
    };
    el("div")
        .class("notice")
        .attr("data-tone", name)
        .child(icon::view(mark))
        .child(el("div").class("content").child(content))
}
