//! A modal dialog: the platform's own `<dialog>`, with a title, a body that scrolls and buttons that stay.

use leptos::html;
use leptos::prelude::*;

use super::icon;
use crate::browser::dom;

/// A modal dialog. `on_close` is called by Escape and by the cross, unless `is_held`.
#[component]
pub fn Modal(
    /// The heading; it names the dialog.
    #[prop(into)]
    title: Signal<String>,
    /// A class beside the element's own.
    #[prop(optional)]
    class: &'static str,
    /// Label of the cross; none, no cross.
    #[prop(optional)]
    close: Option<&'static str>,
    /// Puts the focus on the heading, not on the first button.
    #[prop(optional)]
    starts_at_title: bool,
    /// While set, Escape and the cross do nothing.
    #[prop(into, default = Signal::stored(false))]
    is_held: Signal<bool>,
    /// Asks to be closed.
    on_close: Callback<()>,
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            dom::show_modal(&dialog);
        }
    });
    let ask_to_close = move || {
        if !is_held.get_untracked() {
            on_close.run(());
        }
    };
    view! {
        <dialog
            node_ref=dialog
            class=class
            aria-labelledby="dialog-title"
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                ask_to_close();
            }
            on:close=move |_| {
                // A second Escape closes a dialog in spite of us: what must stay is shown again.
                if is_held.get_untracked() {
                    if let Some(dialog) = dialog.get_untracked() {
                        dom::show_modal(&dialog);
                    }
                } else {
                    on_close.run(());
                }
            }
        >
            <header>
                <h2 id="dialog-title" tabindex=starts_at_title.then_some("-1") autofocus=starts_at_title>{move || title.get()}</h2>
                {close.map(|close| view! {
                    <button
                        type="button"
                        class="button plain square"
                        aria-label=close
                        aria-disabled=move || is_held.get().then_some("true")
                        on:click=move |_| ask_to_close()
                    >
                        {icon::view(icon::CLOSE)}
                    </button>
                })}
            </header>
            {children()}
        </dialog>
    }
}
