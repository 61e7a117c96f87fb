//! What is looked for, which filters are on, how many rows are shown.

use chrono::NaiveDate;
use leptos::prelude::*;

use super::{Load, Table};
use crate::app::preferences::words;
use crate::app::widgets::icon;
use crate::browser::dates;
use crate::route::{state_name, state_named};
use crate::tokens::filter::Range;
use crate::tokens::{Filter, Scope, Sort, SortKey, State, date};
use crate::words::Words;

/// The id of the search field, for the key `/`.
pub const SEARCH: &str = "search";

/// Above the table.
#[component]
pub fn Toolbar(table: Table) -> impl IntoView {
    let words = words();
    let list = &words.list;
    let filter = move || table.list.with(|list| list.filter.clone());
    view! {
        <div class="toolbar" role="search">
            <div class="search">
                {icon::view(icon::SEARCH)}
                <input
                    id=SEARCH
                    class="input"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=list.search
                    aria-label=list.search
                    aria-keyshortcuts="/"
                    prop:value=move || filter().search
                    on:input=move |event| {
                        let text = event_target_value(&event);
                        table.refine(|filter| filter.search = text);
                    }
                />
                <kbd aria-hidden="true">"/"</kbd>
            </div>
            <StateChoice table/>
            <ScopeChoice table/>
            <SortChoice table/>
            <Dates table/>
            <button type="button" class="button plain" on:click=move |_| table.rows.again()>
                {list.refresh}
            </button>
            <p class="result" role="status">
                {move || {
                    let all = table.rows.tokens.with(Vec::len);
                    match table.rows.load.get() {
                        Load::Reading => (list.loading_more)(all),
                        Load::Ready | Load::Failed(_) => (list.shown)(table.shown.with(Vec::len), all),
                    }
                }}
            </p>
        </div>
        {move || active(words, table, &filter())}
    }
}

#[component]
fn StateChoice(table: Table) -> impl IntoView {
    let words = &words().list;
    let choices =
        [State::Active, State::ExpiringSoon, State::Inactive, State::Expired, State::Revoked, State::All];
    view! {
        <select
            class="select"
            aria-label=words.state_label
            prop:value=move || state_name(table.list.with(|list| list.filter.state))
            on:change=move |event| {
                let state = state_named(&event_target_value(&event)).unwrap_or_default();
                table.refine(|filter| filter.state = state);
            }
        >
            {choices
                .map(|state| {
                    let is_chosen = move || table.list.with(|list| list.filter.state) == state;
                    view! {
                        <option value=state_name(state) selected=is_chosen>{(words.state)(state)}</option>
                    }
                })
                .collect_view()}
        </select>
    }
}

#[component]
fn ScopeChoice(table: Table) -> impl IntoView {
    let words = &words().list;
    // Every scope that occurs, and the one of the link even if none has it.
    let scopes = Memo::new(move |_| {
        let mut scopes: Vec<Scope> = table
            .rows
            .tokens
            .with(|tokens| tokens.iter().flat_map(|token| token.scopes.iter().cloned()).collect());
        scopes.extend(table.list.with(|list| list.filter.scope.clone()));
        scopes.sort();
        scopes.dedup();
        scopes
    });
    let chosen = move || table.list.with(|list| list.filter.scope.clone());
    view! {
        <select
            class="select"
            aria-label=words.scope_label
            on:change=move |event| {
                let name = event_target_value(&event);
                let scope = (!name.is_empty()).then(|| Scope::named(&name));
                table.refine(|filter| filter.scope = scope);
            }
        >
            <option value="" selected=move || chosen().is_none()>{words.any_scope}</option>
            {move || {
                scopes
                    .get()
                    .into_iter()
                    .map(|scope| {
                        let name = scope.as_str().to_owned();
                        let is_chosen = move || chosen().as_ref() == Some(&scope);
                        view! { <option value=name.clone() selected=is_chosen>{name.clone()}</option> }
                    })
                    .collect_view()
            }}
        </select>
    }
}

/// Only seen where the headings, which sort, are not on screen.
#[component]
fn SortChoice(table: Table) -> impl IntoView {
    let words = &words().list;
    let choices: [(SortKey, bool); 6] = [
        (SortKey::Expires, false),
        (SortKey::Name, false),
        (SortKey::Created, true),
        (SortKey::LastUsed, true),
        (SortKey::Status, false),
        (SortKey::Scopes, true),
    ];
    view! {
        <select
            class="select sort-choice"
            aria-label=words.sort_by
            on:change=move |event| {
                let number: usize = event_target_value(&event).parse().unwrap_or(0);
                if let Some((key, descending)) = choices.get(number) {
                    table.sort(Sort { key: *key, descending: *descending });
                }
            }
        >
            {choices
                .iter()
                .enumerate()
                .map(|(number, (key, _))| {
                    let key = *key;
                    let is_chosen = move || table.list.with(|list| list.sort.key) == key;
                    view! {
                        <option value=number.to_string() selected=is_chosen>{(words.column)(key)}</option>
                    }
                })
                .collect_view()}
        </select>
    }
}

/// The three ranges of days a filter has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Days {
    Created,
    Expires,
    LastUsed,
}

impl Days {
    fn of(self, filter: &mut Filter) -> &mut Range {
        match self {
            Days::Created => &mut filter.created,
            Days::Expires => &mut filter.expires,
            Days::LastUsed => &mut filter.last_used,
        }
    }

    fn key(self) -> SortKey {
        match self {
            Days::Created => SortKey::Created,
            Days::Expires => SortKey::Expires,
            Days::LastUsed => SortKey::LastUsed,
        }
    }
}

const DAYS: [Days; 3] = [Days::Created, Days::Expires, Days::LastUsed];

/// Ranges of days, in a popover.
#[component]
fn Dates(table: Table) -> impl IntoView {
    let words = &words().list;
    let field = move |days: Days, label: &'static str, get: fn(&mut Range) -> &mut Option<NaiveDate>| {
        let value = move || {
            let mut filter = table.list.with(|list| list.filter.clone());
            get(days.of(&mut filter)).map(date::print_day).unwrap_or_default()
        };
        view! {
            <label class="field">
                <span class="hint">{label}</span>
                <input
                    class="input"
                    type="date"
                    prop:value=value
                    on:change=move |event| {
                        let day = date::parse_day(&event_target_value(&event));
                        table.refine(|filter| *get(days.of(filter)) = day);
                    }
                />
            </label>
        }
    };
    view! {
        <button type="button" class="button" popovertarget="filters">
            {icon::view(icon::FILTER)}
            {words.more_filters}
        </button>
        <div id="filters" popover class="stack">
            {DAYS
                .map(|days| {
                    view! {
                        <fieldset class="group">
                            <legend>{(words.column)(days.key())}</legend>
                            <div class="range">
                                {field(days, words.after, |range| &mut range.after)}
                                {field(days, words.before, |range| &mut range.before)}
                            </div>
                        </fieldset>
                    }
                })
                .collect_view()}
            <p class="hint">{words.filter_hint}</p>
        </div>
    }
}

/// The filters that are on, each with a way to take it back.
fn active(words: &'static Words, table: Table, filter: &Filter) -> impl IntoView + use<> {
    let chip = move |text: String, undo: fn(&mut Filter)| {
        let label = (words.list.remove_filter)(&text);
        view! {
            <span class="filter">
                <span>{text}</span>
                <button type="button" aria-label=label on:click=move |_| table.refine(undo)>
                    {icon::view(icon::CLOSE)}
                </button>
            </span>
        }
    };
    let mut chips = Vec::new();
    if !filter.search.trim().is_empty() {
        chips.push(chip(format!("“{}”", filter.search.trim()), |filter| filter.search.clear()));
    }
    if let Some(scope) = &filter.scope {
        chips.push(chip(format!("{}: {}", words.list.scope_label, scope.as_str()), |filter| {
            filter.scope = None
        }));
    }
    if let Some(revoked) = filter.revoked {
        let word = (words.list.state)(State::Revoked);
        chips.push(chip(format!("{word}: {revoked}"), |filter| filter.revoked = None));
    }
    let undo: [fn(&mut Filter); 3] = [
        |filter| filter.created = Range::default(),
        |filter| filter.expires = Range::default(),
        |filter| filter.last_used = Range::default(),
    ];
    let mut copy = filter.clone();
    for (days, undo) in DAYS.into_iter().zip(undo) {
        let range = *days.of(&mut copy);
        if !range.is_open() {
            chips.push(chip(range_text(words, days, range), undo));
        }
    }
    (!chips.is_empty()).then(|| {
        view! {
            <div class="active-filters" role="group">
                {chips}
                <button
                    type="button"
                    class="link small"
                    on:click=move |_| table.refine(|filter| {
                        *filter = Filter { state: filter.state, ..Filter::default() };
                    })
                >
                    {words.list.clear}
                </button>
            </div>
        }
    })
}

fn range_text(words: &Words, days: Days, range: Range) -> String {
    let mut text = (words.list.column)(days.key()).to_owned();
    for (word, day) in [(words.list.after, range.after), (words.list.before, range.before)] {
        if let Some(day) = day {
            text = format!("{text} {word} {}", dates::day(day, words.tag));
        }
    }
    text
}
