//! The line below a field: what helps, or what is wrong.

use super::icon;
use crate::browser::element::{Element, el};

/// The line. A fault is told by colour, shape and word, and is announced.
pub fn view(
    id: &'static str,
    is_fault: impl Fn() -> bool + Copy + 'static,
    said: impl Fn() -> String + 'static,
) -> Element {
    el("p")
        .id(id)
        .attr("role", "status")
        .class(move || if is_fault() { "error" } else { "hint" })
        .child(move || is_fault().then(|| icon::view(icon::WARNING)))
        .child(el("span").child(said))
}
