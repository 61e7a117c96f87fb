//! A modal dialog: the platform's own `<dialog>`, with a title, a body that scrolls and buttons that stay.

use super::icon;
use crate::browser::dom;
use crate::browser::element::{Child, Element, el};
use crate::browser::reactive::{Callback, Memo};

/// How a dialog looks and closes.
pub struct Modal {
    /// The heading; it names the dialog.
    pub title: Memo<String>,
    /// A class beside the element's own.
    pub class: &'static str,
    /// Label of the cross; none, no cross.
    pub close: Option<&'static str>,
    /// While set, Escape and the cross do nothing.
    pub is_held: Memo<bool>,
    /// Asks to be closed.
    pub on_close: Callback,
}

impl Modal {
    /// The dialog with what stands below its heading. It opens as soon as it is in the page.
    pub fn view(self, inside: impl Child) -> Element {
        self.view_titled("dialog-title", inside)
    }

    /// The same with another id of its heading: for one that may stand above another.
    pub fn view_titled(self, title_id: &'static str, inside: impl Child) -> Element {
        let Self { title, class, close, is_held, on_close } = self;
        let ask_to_close = move || {
            if !is_held.get_untracked() {
                on_close.run();
            }
        };
        let cross = close.map(|close| {
            el("button")
                .attr("type", "button")
                .class("button plain square")
                .attr("aria-label", close)
                .attr("aria-disabled", move || is_held.get().then_some("true"))
                .on("click", move |_| ask_to_close())
                .child(icon::view(icon::CLOSE))
        });
        // Without a cross there is nothing to leave by yet: reading begins at the heading.
        let heading = el("h2")
            .id(title_id)
            .attr("tabindex", "-1")
            .attr("data-first", close.is_none())
            .child(move || title.get());
        let dialog = el("dialog").class(class).attr("aria-labelledby", title_id);
        let shown_again = dialog.clone();
        let dialog = dialog
            .on("cancel", move |event| {
                event.prevent_default();
                ask_to_close();
            })
            .on("close", move |_| {
                // A second Escape closes a dialog in spite of us: what must stay is shown again.
                if is_held.get_untracked() {
                    dom::show_modal(&shown_again);
                } else {
                    on_close.run();
                }
            })
            .child(el("header").child(heading).child(cross))
            .child(inside);
        let opened = dialog.clone();
        dom::after_drawing(move || dom::show_modal(&opened));
        dialog
    }
}
