//! What is looked for, which filters are on, how many rows are shown.

pub mod dates;

use super::{Load, Table, text};
use crate::app::preferences::words;
use crate::app::widgets::icon;
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::reactive::Memo;
use crate::gitlab::credential::looks_like_a_token;
use crate::route::{state_name, state_named};
use crate::tokens::{AccessLevel, Filter, Kind, Scope, Sort, SortKey, State};
use crate::words::Words;

/// The id of the search field, for the key `/`.
pub const SEARCH: &str = "search";

/// Above the table.
pub fn view(table: Table) -> Piece {
    let words = words();
    let list = &words.list;
    let search = if table.rows.of.is_some() { list.search } else { words.overview.search };
    let input = el("input")
        .id(SEARCH)
        .class("input")
        .attr("type", "search")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", search)
        .attr("aria-label", search)
        .attr("aria-keyshortcuts", "/")
        .value(move || table.list.with(|list| list.filter.search.clone()))
        .on("focus", move |_| table.expect_search())
        .on("input", move |event| table.refine(|filter| filter.search = event.value()));
    let search = el("div")
        .class("search")
        .child(icon::view(icon::SEARCH))
        .child(input)
        .child(el("kbd").attr("aria-hidden", "true").child("/"));
    let again = el("button")
        .attr("type", "button")
        .class("button plain")
        .child(list.refresh)
        .on("click", move |_| table.rows.again());
    let result = move || {
        if table.list.with(|list| looks_like_a_token(&list.filter.search)) {
            return list.token_in_search.to_owned();
        }
        let all = table.rows.all.with(Vec::len);
        match table.rows.load.get() {
            Load::Reading => (list.loading_more)(all),
            // What could not be read has no number.
            Load::Failed(_) if all == 0 => String::new(),
            Load::Ready | Load::Failed(_) => {
                (list.shown)(table.arranged.with(|arranged| arranged.shown.len()), all)
            }
        }
    };
    let toolbar = el("div")
        .class("toolbar")
        .attr("role", "search")
        .child(search)
        .child(state_choice(table))
        .child(table.rows.of.is_none().then(|| kind_choice(table)))
        .child(scope_choice(table))
        .child(table.rows.of.is_none_or(|place| place.kind().facts().has_role).then(|| role_choice(table)))
        .child(sort_choice(table))
        .child(table.rows.of.is_none().then(|| grouping(table)))
        .child(dates::view(table))
        .child(table.rows.of.is_some().then_some(again))
        .child(el("p").class("result").attr("role", "status").child(result));
    let filter = Memo::new(move || table.list.with(|list| list.filter.clone()));
    (toolbar, move || active(words, table, &filter.get())).into_piece()
}

fn state_choice(table: Table) -> Element {
    let words = &words().list;
    let chosen = move || table.list.with(|list| list.filter.state);
    let option = |state: State| {
        el("option")
            .attr("value", state_name(state))
            .flag("selected", move || chosen() == state)
            .child((words.state)(state))
    };
    let choices =
        [State::Active, State::ExpiringSoon, State::Inactive, State::Expired, State::Revoked, State::All];
    el("select")
        .class("select")
        .attr("aria-label", words.state_label)
        .child(choices.into_iter().map(option).collect::<Vec<_>>())
        .on("change", move |event| {
            let state = state_named(&event.value()).unwrap_or_default();
            table.refine(|filter| filter.state = state);
        })
}

fn kind_choice(table: Table) -> Element {
    let words = words();
    let chosen = move || table.list.with(|list| list.filter.kind);
    let any = el("option").attr("value", "").flag("selected", move || chosen().is_none());
    let option = |kind: Kind| {
        el("option")
            .attr("value", kind.word())
            .flag("selected", move || chosen() == Some(kind))
            .child((words.place.kind)(kind))
    };
    // Impersonation tokens are not marked in the list of all users: only a link may ask for them, and finds none.
    let linked = table.list.with_untracked(|list| list.filter.kind);
    let kinds = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Impersonation || linked == Some(*kind));
    el("select")
        .class("select")
        .attr("aria-label", words.overview.kind_label)
        .child(any.child(words.overview.any_kind))
        .child(kinds.map(option).collect::<Vec<_>>())
        .on("change", move |event| {
            let kind = Kind::named(&event.value());
            table.refine(|filter| filter.kind = kind);
        })
}

fn grouping(table: Table) -> Element {
    let is_grouped = Memo::new(move || table.list.with(|list| list.is_grouped));
    el("button")
        .attr("type", "button")
        .class("button")
        .attr("aria-pressed", move || is_grouped.get().to_string())
        .child(words().overview.group)
        .on("click", move |_| table.group(!is_grouped.get_untracked()))
}

/// Each value once, in order. There are few that differ.
fn in_order<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut ordered = Vec::new();
    for value in values {
        if let Err(place) = ordered.binary_search(&value) {
            ordered.insert(place, value);
        }
    }
    ordered
}

fn scope_choice(table: Table) -> Element {
    let words = &words().list;
    let chosen = Memo::new(move || table.list.with(|list| list.filter.scope.clone()));
    // Every scope that occurs, and the one of the link even if none has it.
    let scopes = Memo::new(move || {
        let linked = chosen.get();
        table.rows.all.with(|rows| {
            let all = rows.iter().flat_map(|row| &row.token.scopes).chain(linked.as_ref());
            in_order(all).into_iter().cloned().collect::<Vec<_>>()
        })
    });
    let chosen = move || chosen.get();
    let option = move |scope: Scope| {
        let name = scope.as_str().to_owned();
        el("option")
            .attr("value", name.clone())
            .flag("selected", move || chosen().as_ref() == Some(&scope))
            .child(text::plain(&name))
    };
    el("select")
        .class("select")
        .attr("aria-label", words.scope_label)
        .child(
            el("option")
                .attr("value", "")
                .flag("selected", move || chosen().is_none())
                .child(words.any_scope),
        )
        .child(move || scopes.get().into_iter().map(option).collect::<Vec<_>>())
        .on("change", move |event| {
            let name = event.value();
            let scope = (!name.is_empty()).then(|| Scope::named(&name));
            table.refine(|filter| filter.scope = scope);
        })
}

fn role_choice(table: Table) -> Element {
    let words = &words().list;
    let chosen = Memo::new(move || table.list.with(|list| list.filter.role));
    // Every role that occurs, and the one of the link even if none has it.
    let roles = Memo::new(move || {
        let linked = chosen.get();
        table
            .rows
            .all
            .with(|rows| in_order(rows.iter().filter_map(|row| row.token.access_level).chain(linked)))
    });
    let chosen = move || chosen.get();
    let option = move |level: AccessLevel| {
        el("option")
            .attr("value", level.0.to_string())
            .flag("selected", move || chosen() == Some(level))
            .child(text::role(level))
    };
    el("select")
        .class("select")
        .attr("aria-label", words.role)
        .child(
            el("option").attr("value", "").flag("selected", move || chosen().is_none()).child(words.any_role),
        )
        .child(move || roles.get().into_iter().map(option).collect::<Vec<_>>())
        .on("change", move |event| {
            let role = AccessLevel::named(&event.value());
            table.refine(|filter| filter.role = role);
        })
}

/// Only seen where the headings, which sort, are not on screen.
fn sort_choice(table: Table) -> Element {
    let words = &words().list;
    // What is new or was used last is looked for first.
    let is_latest_first =
        |key: SortKey| matches!(key, SortKey::Created | SortKey::LastUsed | SortKey::Scopes);
    let columns = super::table::columns(table.rows.of);
    let choices: Vec<(SortKey, bool)> = columns.into_iter().map(|key| (key, is_latest_first(key))).collect();
    let option = |(number, (key, _)): (usize, (SortKey, bool))| {
        el("option")
            .attr("value", number)
            .flag("selected", move || table.list.with(|list| list.sort.key) == key)
            .child((words.column)(key))
    };
    el("select")
        .class("select sort-choice")
        .attr("aria-label", words.sort_by)
        .child(choices.iter().copied().enumerate().map(option).collect::<Vec<_>>())
        .on("change", move |event| {
            let number: usize = event.value().parse().unwrap_or(0);
            if let Some((key, descending)) = choices.get(number) {
                table.sort(Sort { key: *key, descending: *descending });
            }
        })
}

/// The filters that are on, in words, each with what takes it back.
pub fn filters(words: &Words, filter: &Filter) -> Vec<(String, dates::Undo)> {
    let mut on: Vec<(String, dates::Undo)> = Vec::new();
    if !filter.search.trim().is_empty() && !looks_like_a_token(&filter.search) {
        on.push((format!("“{}”", filter.search.trim()), |filter| filter.search.clear()));
    }
    if let Some(risk) = filter.risk {
        on.push(((words.overview.risk)(risk).to_owned(), |filter| filter.risk = None));
    }
    if let Some(kind) = filter.kind {
        on.push(((words.place.kind)(kind).to_owned(), |filter| filter.kind = None));
    }
    if !filter.within.is_empty() {
        let text = (words.overview.within)(&text::plain(&filter.within));
        on.push((text, |filter| filter.within.clear()));
    }
    if let Some(scope) = &filter.scope {
        let text = format!("{}: {}", words.list.scope_label, text::plain(scope.as_str()));
        on.push((text, |filter| filter.scope = None));
    }
    if let Some(role) = filter.role {
        on.push((format!("{}: {}", words.list.role, text::role(role)), |filter| filter.role = None));
    }
    if let Some(revoked) = filter.revoked {
        let text = format!("{}: {revoked}", (words.list.state)(State::Revoked));
        on.push((text, |filter| filter.revoked = None));
    }
    on.extend(dates::active(words, filter));
    on
}

/// Each of them as a chip.
fn active(words: &'static Words, table: Table, filter: &Filter) -> Option<Element> {
    let chip = |(text, undo): (String, dates::Undo)| {
        let remove = el("button")
            .attr("type", "button")
            .attr("aria-label", (words.list.remove_filter)(&text))
            .child(icon::view(icon::CLOSE))
            .on("click", move |_| table.refine(undo));
        el("span").class("filter").child(el("span").child(text)).child(remove)
    };
    let chips: Vec<Element> = filters(words, filter).into_iter().map(chip).collect();
    (!chips.is_empty()).then(|| {
        let clear = el("button").attr("type", "button").class("link small").child(words.list.clear).on(
            "click",
            move |_| {
                table.refine(|filter| *filter = Filter { state: filter.state, ..Filter::default() });
            },
        );
        el("div").class("active-filters").attr("role", "group").child(chips).child(clear)
    })
}
