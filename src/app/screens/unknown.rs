//! A link that leads nowhere.

use leptos::prelude::*;

use crate::app::preferences::words;
use crate::route::List;

/// Says so, and shows the way back.
#[component]
pub fn Unknown() -> impl IntoView {
    let words = &words().shell;
    view! {
        <div class="empty">
            <h1>{words.unknown_title}</h1>
            <p>{words.unknown_text}</p>
            <a class="button primary" href=List::default().href()>{words.unknown_link}</a>
        </div>
    }
}
