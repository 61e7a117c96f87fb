//! What stands in the place of rows: reading, nothing there, nothing matches, not read. And remarks above them.

use leptos::prelude::*;

use super::table::{Rendered, Skeleton};
use super::{Load, Table};
use crate::app::preferences::words;
use crate::app::session::use_session;
use crate::app::shell::TroubleNotice;
use crate::app::widgets::icon;
use crate::tokens::{Draft, Filter, Place, State};
use crate::words::Attempt;

/// The table, or what stands in its place.
pub fn body(table: Table) -> AnyView {
    let words = &words().list;
    let is_empty = table.rows.tokens.with(Vec::is_empty);
    match table.rows.load.get() {
        Load::Reading if is_empty => view! { <Skeleton/> }.into_any(),
        Load::Failed(error) if is_empty => {
            view! { <TroubleNotice error attempt=Attempt::Read on_retry=Callback::new(move |()| table.rows.again())/> }
                .into_any()
        }
        Load::Ready if is_empty && table.list.with(|list| list.place) != Place::AllUsers => view! {
            <div class="empty">
                <h2>{words.empty_title}</h2>
                <p>{words.empty_text}</p>
                <button type="button" class="button primary" on:click=move |_| table.create(Draft::default())>
                    {icon::view(icon::PLUS)}
                    {words.new_token}
                </button>
            </div>
        }
        .into_any(),
        _ if table.shown.with(Vec::is_empty) => view! {
            <div class="empty">
                <h2>{words.none_match}</h2>
                <p>{words.none_match_text}</p>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| table.refine(|filter| *filter = Filter { state: State::All, ..Filter::default() })
                >
                    {words.clear}
                </button>
            </div>
        }
        .into_any(),
        _ => view! { <Rendered table/> }.into_any(),
    }
}

/// What a person must know about the list as it stands.
#[component]
pub fn Remarks(table: Table) -> impl IntoView {
    let words = &words().list;
    let session = use_session();
    let is_old = move || {
        let account = session.account();
        table.rows.place == Place::AllUsers
            && account.is_some_and(|account| !account.abilities().filters_personal())
    };
    view! {
        {move || is_old().then(|| remark(words.old_filters.to_owned(), None))}
        {move || {
            let odd = table.rows.odd_rows.get();
            (odd > 0).then(|| remark((words.odd_rows)(odd), None))
        }}
        {move || {
            let is_partial = table.rows.next.get().is_some() && table.rows.load.get() != Load::Reading;
            let more = (words.load_more, Callback::new(move |()| table.rows.read_more()));
            is_partial.then(|| remark((words.partial)(table.rows.tokens.with(Vec::len)), Some(more)))
        }}
        {move || match table.rows.load.get() {
            Load::Failed(error) if !table.rows.tokens.with(Vec::is_empty) => {
                Some(view! {
                    {remark(words.stale.to_owned(), None)}
                    <TroubleNotice error attempt=Attempt::Read on_retry=Callback::new(move |()| table.rows.again())/>
                })
            }
            _ => None,
        }}
    }
}

fn remark(text: String, act: Option<(&'static str, Callback<()>)>) -> impl IntoView {
    view! {
        <div class="notice" data-tone="note">
            {icon::view(icon::INFO)}
            <div class="content">
                <p>{text}</p>
                {act.map(|(label, act)| view! {
                    <button type="button" class="link" on:click=move |_| act.run(())>{label}</button>
                })}
            </div>
        </div>
    }
}
