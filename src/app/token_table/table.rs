//! The table itself: headings that sort, and only those rows that are on screen.

use std::cell::Cell;
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use super::lines::{Drawn, Line, drawn, heading as group_heading, lines};
use super::{Load, Table, row, selection, text};
use crate::app::preferences::words;
use crate::browser::dom;
use crate::browser::element::{Element, el};
use crate::browser::event::on_window;
use crate::browser::reactive::{Memo, RwSignal, effect};
use crate::tokens::{Place, Sort, SortKey};

/// Rows drawn beyond the screen on each side, so that a step of the keyboard always finds its row.
const MARGIN: usize = 8;
/// Rows that a frame draws more than the one before: each takes its time.
const AT_ONCE: usize = 10;
/// Rows drawn before anything was measured.
const FIRST: usize = 24;

/// The columns of the table over all kinds.
const EVERYTHING: [SortKey; 8] = [
    SortKey::Name,
    SortKey::Place,
    SortKey::Role,
    SortKey::Scopes,
    SortKey::Created,
    SortKey::LastUsed,
    SortKey::Expires,
    SortKey::Status,
];

/// The columns of a list.
pub fn columns(of: Option<Place>) -> Vec<SortKey> {
    let Some(place) = of else { return EVERYTHING.to_vec() };
    let mut columns = place.kind().facts().columns.to_vec();
    if place == Place::AllUsers {
        columns.insert(1, SortKey::User);
    }
    columns
}

/// The class of a column.
fn class(key: SortKey) -> &'static str {
    match key {
        SortKey::Name => "name",
        SortKey::Place => "place",
        SortKey::User => "owner",
        SortKey::Role => "role",
        SortKey::Username => "username",
        SortKey::Scopes => "scopes",
        SortKey::Created => "created",
        SortKey::LastUsed => "used",
        SortKey::Expires => "expires",
        SortKey::Status => "status",
    }
}

/// The class of a table: its columns decide its tracks.
fn table_class(of: Option<Place>) -> &'static str {
    let Some(place) = of else { return "token-table with-place" };
    match place {
        Place::AllUsers => "token-table with-owner",
        _ if place.kind().facts().has_role => "token-table with-role",
        _ if place.kind().facts().has_username => "token-table with-username",
        _ => "token-table",
    }
}

/// The table with its rows.
pub fn view(table: Table) -> Element {
    let body = el("tbody").attr("role", "rowgroup");
    let window = RwSignal::new(0..FIRST);
    let row_height = RwSignal::new(0_u32);
    let rest = RwSignal::new(0_u32);
    let lines = lines(table);
    let count = Memo::new(move || {
        lines.with(|lines| match lines {
            Some(lines) => lines.len(),
            None => table.arranged.with(|arranged| arranged.shown.len()),
        })
    });
    let measured = body.clone();
    let measure = move || {
        // The table may be gone by the time the frame is drawn.
        let (Some(rows), Some(now)) = (count.try_with_untracked(|count| *count), window.try_get_untracked())
        else {
            return;
        };
        let known = row_height.try_get_untracked().unwrap_or(0);
        let height = height_of_a_row(dom::height_of(&measured), &now, rows, known);
        if height == 0 {
            return;
        }
        let span = dom::span_on_screen(&measured);
        let (seen, whole) = (on_screen(&span, height, rows, 1), on_screen(&span, height, rows, MARGIN));
        let next = next(&now, &seen, &whole);
        if next != whole {
            rest.update(|turn| *turn += 1);
        }
        if height != known {
            row_height.set(height);
        }
        if now != next {
            window.set(next);
        }
    };
    // Once in a frame, however often it is asked for: to look a second time would lay the page out a second time.
    let is_due = Rc::new(Cell::new(false));
    let look = move || {
        if !is_due.replace(true) {
            let (is_due, measure) = (Rc::clone(&is_due), measure.clone());
            dom::after_drawing(move || {
                is_due.set(false);
                measure();
            });
        }
    };
    for event in ["scroll", "resize"] {
        let look = look.clone();
        on_window(event, move |_| look());
    }
    effect(move || {
        table.arranged.track();
        lines.track();
        rest.track();
        look();
    });
    bring_into_sight(table, lines, window, row_height, body.clone());
    let visible = Memo::new(move || {
        let (window, count) = (window.get(), count.get());
        drawn(table, lines, window.start.min(count)..window.end.min(count))
    });
    effect(move || {
        visible.track();
        if let Some(key) = table.cursor.sought.get() {
            dom::focus_soon(vec![text::row_id(key)]);
        }
    });
    let position = move |number| visible.with(|drawn| find(drawn, number)).map(|line| line.position);
    let make = move |number| line_view(table, visible, number, position);
    let spacer = move |rows: Memo<usize>| {
        el("tr")
            .class("spacer")
            .attr("aria-hidden", "true")
            .attr("hidden", move || rows.get() == 0)
            .style("block-size", move || format!("{}px", rows.get() * row_height.get() as usize))
    };
    let above = Memo::new(move || window.with(|window| window.start));
    let below = Memo::new(move || count.get().saturating_sub(window.with(|window| window.end)));
    let body = body
        .child(spacer(above))
        .rows(move || visible.with(|drawn| drawn.iter().map(|line| line.number).collect()), make)
        .child(spacer(below));
    el("table")
        .class(table_class(table.rows.of))
        .attr("data-selects", table.selection.is_offered)
        .attr("role", "table")
        .attr("aria-label", words().list.table)
        .attr("aria-rowcount", move || count.get() + 1)
        .attr("aria-busy", move || (table.rows.load.get() == Load::Reading).then_some("true"))
        .child(headings(table))
        .child(body)
}

/// A row that was just changed, or is to take the focus, may stand far away: it must be drawn for it.
fn bring_into_sight(
    table: Table,
    lines: Memo<Option<Vec<Line>>>,
    window: RwSignal<Range<usize>>,
    row_height: RwSignal<u32>,
    body: Element,
) {
    let mut before = None;
    effect(move || {
        let sought = table.cursor.sought.get();
        let changed = table.rows.changed.with(|changed| changed.last().copied());
        let is_news = changed != std::mem::replace(&mut before, changed);
        let wanted = if is_news { changed } else { sought };
        let Some(key) = wanted else { return };
        let scrolled = body.clone();
        dom::after_drawing(move || {
            let position = table.position(key).map(|position| {
                // Headings stand above it, too.
                let is_it = |line: &Line| matches!(line, Line::Row(index) if table.index_at(position) == Some(*index));
                let among = |lines: &Option<Vec<Line>>| lines.as_ref()?.iter().position(is_it);
                lines.try_with_untracked(among).flatten().unwrap_or(position)
            });
            let (Some(position), Some(window)) = (position, window.try_get_untracked()) else { return };
            if let Some(height) = row_height.try_get_untracked().filter(|_| !window.contains(&position)) {
                dom::scroll_to_middle(&scrolled, u32::try_from(position).unwrap_or(0) * height);
            }
        });
    });
}

fn find(drawn: &[Drawn], number: u64) -> Option<Drawn> {
    drawn.iter().find(|line| line.number == number).copied()
}

/// The line of a number among those that are drawn.
fn line_view(
    table: Table,
    visible: Memo<Vec<Drawn>>,
    number: u64,
    position: impl Fn(u64) -> Option<usize> + 'static,
) -> Element {
    let row = |index| table.rows.all.with_untracked(|rows| rows.get(index).map(Arc::clone));
    let position = move || position(number);
    let line = match visible.with_untracked(|drawn| find(drawn, number)).map(|drawn| drawn.line) {
        Some(Line::Row(index)) => row(index).map(|row| row::view(table, &row, position)),
        Some(Line::Heading(index, _)) => row(index).map(|row| {
            let count = Memo::new(move || match visible.with(|drawn| find(drawn, number))?.line {
                Line::Heading(_, count) => Some(count),
                Line::Row(_) => None,
            });
            group_heading(&row, count, position)
        }),
        None => None,
    };
    line.unwrap_or_else(|| el("tr").attr("role", "row"))
}

/// How high a row is, on average: cards differ a little. Where nothing is drawn, because the window lies beyond what is left, the rows are
/// as high as they were; and what is not drawn above does not grow and shrink with those that happen to be drawn.
fn height_of_a_row(body: u32, window: &Range<usize>, rows: usize, known: u32) -> u32 {
    let whole = |number: usize| u32::try_from(number).unwrap_or(0);
    let drawn = window.end.min(rows).saturating_sub(window.start);
    let undrawn = whole(rows - drawn) * known;
    let mean = body.saturating_sub(undrawn).checked_div(whole(drawn)).unwrap_or(0);
    let is_kept = mean == 0 || window.start > 0 && mean.abs_diff(known) < known / 4;
    if is_kept { known } else { mean }
}

/// Which rows lie on the screen, with a margin. Heights and distances in CSS pixels.
fn on_screen(span: &Range<i32>, height: u32, rows: usize, margin: usize) -> Range<usize> {
    let row = |offset: i32| (offset.max(0).unsigned_abs() / height) as usize;
    row(span.start).min(rows).saturating_sub(margin)..(row(span.end) + margin + 1).min(rows.max(FIRST))
}

/// What is drawn next of the whole: what is seen comes before its margin, and a frame draws no more than a few rows more. What was
/// drawn and is still of use stays.
fn next(now: &Range<usize>, seen: &Range<usize>, whole: &Range<usize>) -> Range<usize> {
    let kept = now.start.max(whole.start)..now.end.min(whole.end);
    let is_seen = kept.start <= seen.start && seen.end <= kept.end;
    let is_near = kept.start <= seen.end && seen.start <= kept.end;
    let wanted = if is_seen { whole } else { seen };
    let begun = if is_seen || is_near { kept } else { seen.start..seen.start };
    let end = begun.end.max(wanted.end.min(begun.end + AT_ONCE));
    let left = AT_ONCE.saturating_sub(end - begun.end);
    let start = begun.start.min(wanted.start.max(begun.start.saturating_sub(left)));
    start..end
}

fn headings(table: Table) -> Element {
    let words = &words().list;
    let columns = columns(table.rows.of).into_iter();
    let headings = columns.map(|key| heading(table, key, class(key), (words.column)(key)));
    let select =
        table.selection.is_offered.then(|| column_heading("pick").child(selection::checkbox_of_all(table)));
    let headings = headings.collect::<Vec<_>>();
    let row = el("tr").attr("role", "row").attr("aria-rowindex", "1").child(select).child(headings);
    el("thead").attr("role", "rowgroup").child(row.child(actions_heading()))
}

fn heading(table: Table, key: SortKey, class: &'static str, word: &'static str) -> Element {
    let sort = move || table.list.with(|list| list.sort);
    let direction = move || match sort() {
        Sort { key: sorted, descending } if sorted == key => {
            Some(if descending { "descending" } else { "ascending" })
        }
        _ => None,
    };
    let button = el("button").attr("type", "button").class("sort").child(word).on("click", move |_| {
        let now = table.list.with_untracked(|list| list.sort);
        table.sort(Sort { key, descending: now.key == key && !now.descending });
    });
    column_heading(class).attr("aria-sort", direction).child(button)
}

fn column_heading(class: &'static str) -> Element {
    el("th").attr("role", "columnheader").attr("scope", "col").class(class)
}

fn actions_heading() -> Element {
    column_heading("actions").child(el("span").class("visually-hidden").child(words().list.actions))
}

/// The table while nothing is known yet: the same places, so that nothing jumps.
pub fn skeleton(table: Table) -> Element {
    let (words, offer) = (&words().list, &words().offer);
    let (of, selects) = (table.rows.of, table.selection.is_offered);
    let columns = columns(of);
    let row = |_| {
        let select = selects.then(|| el("td").attr("role", "cell").class("pick"));
        let cell = |key: &SortKey| {
            let bone = if matches!(key, SortKey::Scopes | SortKey::Status) { "bone short" } else { "bone" };
            el("td").attr("role", "cell").class(class(*key)).child(el("span").class(bone))
        };
        let actions = el("td").attr("role", "cell").class("actions");
        el("tr")
            .attr("role", "row")
            .class("skeleton")
            .child(select)
            .child(columns.iter().map(cell).collect::<Vec<_>>())
            .child(actions)
    };
    let headings = columns.iter().map(|key| column_heading(class(*key)).child((words.column)(*key)));
    let select = selects
        .then(|| column_heading("pick").child(el("span").class("visually-hidden").child(offer.select_all)));
    let headings = headings.collect::<Vec<_>>();
    let headings = el("tr").attr("role", "row").child(select).child(headings).child(actions_heading());
    el("table")
        .class(table_class(of))
        .attr("data-selects", selects)
        .attr("role", "table")
        .attr("aria-label", words.table)
        .attr("aria-busy", "true")
        .child(el("thead").attr("role", "rowgroup").child(headings))
        .child(el("tbody").attr("role", "rowgroup").child((0..8).map(row).collect::<Vec<_>>()))
}
