//! What is wrong with a field: the mark and the sentence, for an element of class `error`.

use leptos::prelude::*;

use super::icon;

/// The mark and the sentence.
pub fn view(sentence: impl Into<String>) -> AnyView {
    view! {
        {icon::view(icon::WARNING)}
        <span>{sentence.into()}</span>
    }
    .into_any()
}
