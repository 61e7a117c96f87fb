//! What is said when the outcome of a change is not known from its answer: what is certain, and what to do next.

use leptos::prelude::*;

use super::Dialog;
use crate::app::changing::{Changing, Phase};
use crate::app::preferences::words;
use crate::app::token_table::{Table, text};
use crate::changes::{Doubt, Settlement};
use crate::words::act::ActWords;

/// Takes the place of the form.
#[component]
pub fn Outcome(table: Table, changing: Changing, on_close: Callback<()>) -> impl IntoView {
    let words = words();
    let act = &words.act;
    let doubt = move || match changing.phase.get() {
        Phase::Settling(doubt) | Phase::Unsettled(doubt) | Phase::Settled(doubt, _) => Some(doubt),
        _ => None,
    };
    let settlement = move || match changing.phase.get() {
        Phase::Settled(_, settlement) => Some(settlement),
        _ => None,
    };
    let name = table.rows.doubtful().map(|change| text::plain(change.name())).unwrap_or_default();
    let again = move |_| {
        if let Some(doubt) = doubt() {
            changing.find_out_again(doubt);
        }
    };
    view! {
        <div class="body" role="status">
            <h3>{(act.unknown_title)(&name)}</h3>
            <p>{move || doubt().map(|doubt| cause(act, &doubt))}</p>
            {move || match changing.phase.get() {
                Phase::Settling(_) => Some(view! { <p><span class="spinner"></span>" "{act.settling}</p> }.into_any()),
                Phase::Unsettled(_) => Some(view! { <p>{act.settle_failed}</p> }.into_any()),
                _ => None,
            }}
            {move || settlement().map(|settlement| told(act, &settlement))}
        </div>
        <footer>
            {move || settlement().map(|settlement| offers(table, act, &settlement))}
            <button
                type="button"
                class="button"
                hidden=move || !matches!(changing.phase.get(), Phase::Unsettled(_))
                on:click=again
            >
                {act.settle_again}
            </button>
            <button
                type="button"
                class="button"
                disabled=move || changing.phase.with(Phase::is_busy)
                on:click=move |_| on_close.run(())
            >
                {words.shell.close}
            </button>
        </footer>
    }
}

fn cause(act: &ActWords, doubt: &Doubt) -> &'static str {
    if doubt.accepted { act.unknown_accepted } else { act.unknown_cause }
}

fn told(act: &'static ActWords, settlement: &Settlement) -> impl IntoView + use<> {
    let (certain, step) = match settlement {
        Settlement::NotCreated => (act.not_created.to_owned(), act.do_again),
        Settlement::Created(ids) => ((act.created_lost)(&text::ids(ids)), act.do_orphan),
        Settlement::NotRotated => (act.not_rotated.to_owned(), act.do_again),
        Settlement::Rotated(ids) if ids.is_empty() => (act.rotated_without.to_owned(), ""),
        Settlement::Rotated(ids) => ((act.rotated_lost)(&text::ids(ids)), act.do_orphan),
        Settlement::Revoked => (act.is_revoked.to_owned(), ""),
        Settlement::NotRevoked => (act.not_revoked.to_owned(), act.do_again),
        Settlement::Gone => (act.gone.to_owned(), ""),
    };
    view! {
        <div class="stack">
            <h3>{act.certain}</h3>
            <p>{certain}</p>
        </div>
        {(!step.is_empty()).then(|| view! {
            <div class="stack">
                <h3>{act.to_do}</h3>
                <p>{step}</p>
            </div>
        })}
    }
}

/// For each orphan: a new value of it, or its end.
fn offers(table: Table, act: &'static ActWords, settlement: &Settlement) -> impl IntoView + use<> {
    let ids = match settlement {
        Settlement::Created(ids) | Settlement::Rotated(ids) => ids.clone(),
        _ => Vec::new(),
    };
    ids.into_iter()
        .map(|id| {
            view! {
                <button
                    type="button"
                    class="button"
                    on:click=move |_| table.dialog.set(Some(Dialog::Revoke(id)))
                >
                    {(act.revoke_orphan)(id)}
                </button>
                <button
                    type="button"
                    class="button primary"
                    on:click=move |_| table.dialog.set(Some(Dialog::Rotate(id)))
                >
                    {(act.get_new_secret)(id)}
                </button>
            }
        })
        .collect_view()
}
