//! The choice of scopes, each with what it allows.

use leptos::prelude::*;

use crate::app::preferences::words;
use crate::app::widgets::{fault, icon};
use crate::tokens::Scope;

/// The field. Scopes of the draft that the table does not know are offered, too.
#[component]
pub fn ScopesField(
    offered: &'static [Scope],
    chosen: RwSignal<Vec<Scope>>,
    #[prop(into)] fault: Signal<Option<String>>,
) -> impl IntoView {
    let words = words();
    let act = &words.act;
    let mut all = offered.to_vec();
    all.extend(chosen.get_untracked().into_iter().filter(|scope| !offered.contains(scope)));
    let option = move |scope: Scope| {
        let name = scope.as_str().to_owned();
        let help = (words.scope)(&name).unwrap_or(words.list.unknown_scope);
        let (held, toggled) = (scope.clone(), scope);
        view! {
            <label class="choice">
                <input
                    type="checkbox"
                    name="scopes"
                    value=name.clone()
                    prop:checked=move || chosen.with(|chosen| chosen.contains(&held))
                    on:change=move |_| chosen.update(|chosen| {
                        match chosen.iter().position(|scope| *scope == toggled) {
                            Some(place) => drop(chosen.remove(place)),
                            None => chosen.push(toggled.clone()),
                        }
                    })
                />
                <span>
                    <code>{name.clone()}</code>
                    <span class="hint">{help}</span>
                </span>
            </label>
        }
    };
    view! {
        <fieldset class="group" id="scopes" tabindex="-1">
            <legend>{act.scopes}</legend>
            <p class="hint">{act.scopes_hint}</p>
            {move || fault.get().map(|sentence| view! { <p class="error">{fault::view(sentence)}</p> })}
            <div class="choices">{all.into_iter().map(option).collect_view()}</div>
        </fieldset>
        {move || chosen.with(|chosen| chosen.contains(&Scope::API)).then(|| view! {
            <div class="notice" data-tone="warning">
                {icon::view(icon::WARNING)}
                <div class="content"><p>{act.api_warning}</p></div>
            </div>
        })}
    }
}
