//! The table itself: headings that sort, and only those rows that are on screen.

use std::ops::Range;

use leptos::html;
use leptos::prelude::*;

use super::{Table, row};
use crate::app::preferences::words;
use crate::browser::dom;
use crate::tokens::{Place, Sort, SortKey};

/// Rows drawn beyond the screen on each side, so that a step of the keyboard always finds its row.
const MARGIN: usize = 12;
/// Rows drawn before anything was measured.
const FIRST: usize = 60;

/// The columns of a list, with their class.
fn columns(place: Place) -> Vec<(SortKey, &'static str)> {
    let mut columns = vec![
        (SortKey::Name, "name"),
        (SortKey::Scopes, "scopes"),
        (SortKey::Created, "created"),
        (SortKey::LastUsed, "used"),
        (SortKey::Expires, "expires"),
        (SortKey::Status, "status"),
    ];
    if place == Place::AllUsers {
        columns.insert(1, (SortKey::User, "owner"));
    }
    columns
}

/// The table with its rows.
#[component]
pub fn Rendered(table: Table) -> impl IntoView {
    let body = NodeRef::<html::Tbody>::new();
    let window = RwSignal::new(0..FIRST);
    let row_height = RwSignal::new(0.0_f64);
    let measure = move || {
        let Some(body) = body.get_untracked() else { return };
        let Some(height) = dom::height_within(&body, "tr:not(.spacer)") else { return };
        let next = on_screen(&dom::span_on_screen(&body), height, table.shown.with_untracked(Vec::len));
        if row_height.get_untracked().to_bits() != height.to_bits() {
            row_height.set(height);
        }
        if window.get_untracked() != next {
            window.set(next);
        }
    };
    let scroll = window_event_listener(leptos::ev::scroll, move |_| measure());
    let resize = window_event_listener(leptos::ev::resize, move |_| measure());
    on_cleanup(move || {
        scroll.remove();
        resize.remove();
    });
    Effect::new(move |_| {
        table.shown.track();
        dom::after_drawing(move || {
            if !body.is_disposed() {
                measure();
            }
        });
    });
    // A row that was just changed may stand far away: it must be drawn to be seen, and to take the focus.
    Effect::new(move |_| {
        let Some(id) = table.rows.changed.with(|changed| changed.last().copied()) else { return };
        dom::after_drawing(move || {
            let Some(body) = body.try_get_untracked().flatten() else { return };
            let Some(position) = table.position(id) else { return };
            if !window.get_untracked().contains(&position) {
                #[expect(clippy::cast_precision_loss, reason = "a number of rows is exact in a double")]
                let offset = position as f64 * row_height.get_untracked();
                dom::scroll_to_middle(&body, offset);
            }
        });
    });
    let visible = Memo::new(move |_| {
        let window = window.get();
        table.shown.with(|shown| {
            let range = window.start.min(shown.len())..window.end.min(shown.len());
            table.rows.tokens.with(|tokens| {
                let row = |&index: &usize| tokens.get(index).map(|token| (token.id, token.revoked));
                shown[range].iter().filter_map(row).collect::<Vec<_>>()
            })
        })
    });
    let spacer = move |rows: usize| {
        #[expect(clippy::cast_precision_loss, reason = "a number of rows is exact in a double")]
        let height = rows as f64 * row_height.get();
        format!("{height}px")
    };
    let above = move || window.with(|window| window.start);
    let below = move || table.shown.with(Vec::len).saturating_sub(window.with(|window| window.end));
    view! {
        <table
            class="token-table"
            class:with-owner=table.rows.place == Place::AllUsers
            role="table"
            aria-label=words().list.table
            aria-rowcount=move || table.shown.with(Vec::len) + 1
            aria-busy=move || (table.rows.load.get() == super::Load::Reading).then_some("true")
        >
            <Headings table/>
            <tbody node_ref=body role="rowgroup">
                <tr class="spacer" aria-hidden="true" hidden=move || above() == 0 style:block-size=move || spacer(above())></tr>
                <For each=move || visible.get() key=|row| *row let:row>
                    {row::row(table, row.0)}
                </For>
                <tr class="spacer" aria-hidden="true" hidden=move || below() == 0 style:block-size=move || spacer(below())></tr>
            </tbody>
        </table>
    }
}

/// Which rows lie on the screen, with a margin.
fn on_screen(span: &Range<f64>, height: f64, rows: usize) -> Range<usize> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the number of rows"
    )]
    let row = |offset: f64| ((offset / height).max(0.0) as usize).min(rows);
    row(span.start).saturating_sub(MARGIN)..(row(span.end) + MARGIN + 1).min(rows.max(FIRST))
}

#[component]
fn Headings(table: Table) -> impl IntoView {
    let words = &words().list;
    view! {
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">
                {columns(table.rows.place)
                    .into_iter()
                    .map(|(key, class)| heading(table, key, class, (words.column)(key)))
                    .collect_view()}
                <th role="columnheader" scope="col" class="actions">
                    <span class="visually-hidden">{words.actions}</span>
                </th>
            </tr>
        </thead>
    }
}

fn heading(table: Table, key: SortKey, class: &'static str, word: &'static str) -> impl IntoView {
    let sort = move || table.list.with(|list| list.sort);
    let direction = move || match sort() {
        Sort { key: sorted, descending } if sorted == key => {
            Some(if descending { "descending" } else { "ascending" })
        }
        _ => None,
    };
    view! {
        <th role="columnheader" scope="col" class=class aria-sort=direction>
            <button
                type="button"
                class="sort"
                on:click=move |_| {
                    let now = sort();
                    table.sort(Sort { key, descending: now.key == key && !now.descending });
                }
            >
                {word}
            </button>
        </th>
    }
}

/// The table while nothing is known yet: the same places, so that nothing jumps.
#[component]
pub fn Skeleton() -> impl IntoView {
    let words = &words().list;
    let bones = [
        ("name", "bone"),
        ("scopes", "bone short"),
        ("created", "bone"),
        ("used", "bone"),
        ("expires", "bone"),
        ("status", "bone short"),
        ("actions", ""),
    ];
    let row = move || {
        let cells =
            bones.map(|(class, bone)| view! { <td role="cell" class=class><span class=bone></span></td> });
        view! { <tr role="row" class="skeleton">{cells.into_iter().collect_view()}</tr> }
    };
    view! {
        <table class="token-table" role="table" aria-label=words.table aria-busy="true">
            <thead role="rowgroup">
                <tr role="row">
                    {columns(Place::Myself)
                        .into_iter()
                        .map(|(key, class)| view! {
                            <th role="columnheader" scope="col" class=class>{(words.column)(key)}</th>
                        })
                        .collect_view()}
                    <th role="columnheader" scope="col" class="actions">
                        <span class="visually-hidden">{words.actions}</span>
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">{(0..8).map(|_| row()).collect_view()}</tbody>
        </table>
    }
}
