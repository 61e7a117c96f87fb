//! The list of keys.

use leptos::prelude::*;

use super::close;
use crate::app::preferences::words;
use crate::app::token_table::Table;
use crate::app::widgets::dialog::Modal;

/// The dialog.
#[component]
pub fn Keys(table: Table) -> impl IntoView {
    let words = &words().shell;
    let on_close = close(table, None);
    view! {
        <Modal title=words.keys_title close=words.close on_close>
            // Nothing in it takes the focus, yet it scrolls on a small screen.
            <div class="body" tabindex="0" role="group" aria-labelledby="dialog-title">
                <dl class="keys">
                    {words
                        .keys
                        .iter()
                        .map(|(key, meaning)| view! { <dt><kbd>{*key}</kbd></dt><dd>{*meaning}</dd> })
                        .collect_view()}
                </dl>
            </div>
        </Modal>
    }
}
