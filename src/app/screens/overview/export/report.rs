//! The report: what stands beside the page while it is printed. Nothing on it can be pressed, nothing of it is a value.

use std::sync::Arc;

use super::Shown;
use crate::app::screens::overview::{gaps, horizon, scan};
use crate::app::token_table::{cards, columns, filters, text};
use crate::browser::element::{Child, Element, Piece, el};
use crate::browser::{clock, dates};
use crate::tokens::date::print_day;
use crate::tokens::{Expiry, LastUsed, Row, Scope, SortKey, Status};
use crate::words::Words;

/// Rows that are printed: more is a matter for a spreadsheet.
pub const MOST: usize = 2_000;
/// Lists that are not whole and are printed.
const GAPS: usize = 200;
/// By which it is found, to be taken away.
pub const SELECTOR: &str = "body > .report";

/// Everything of it.
pub fn page(shown: &Shown) -> Element {
    let (words, account) = (shown.words(), &shown.account);
    let say = &words.export;
    el("article")
        .class("report stack")
        .child(el("h1").child((say.report)(&account.address)))
        .child(facts(shown))
        .child(missing(shown))
        .child(numbers(shown))
        .child(horizon::count(shown.table).map(|horizon| {
            (
                el("h2").child(words.horizon.title),
                el("div").class("numbers").child(horizon::numbers(words, &horizon, None)),
            )
        }))
        .child(rows(shown))
}

/// When it was made, from what, and what of it is shown.
fn facts(shown: &Shown) -> Element {
    let (words, table) = (shown.words(), shown.table);
    let say = &words.export;
    let instant = |at| dates::instant_utc(at, words.tag);
    let read = shown.inventory.standing.get_untracked().map(|standing| {
        let more = scan::rest(words, &standing).unwrap_or_default();
        let absent = Some(standing.progress.absent).filter(|lists| *lists > 0);
        let absent = absent.map(|lists| format!(" · {}", (words.overview.absent)(lists))).unwrap_or_default();
        format!("{}{more}{absent}", scan::said(&words.overview, &standing))
    });
    let between = shown.inventory.look(|scan| {
        let read = || scan.views().filter_map(|view| view.read_at);
        Some((say.read_between)(&instant(read().min()?), &instant(read().max()?)))
    });
    let all = table.rows.all.with_untracked(Vec::len);
    let count = table.arranged.with_untracked(|arranged| arranged.shown.len());
    let narrowed = table.list.with_untracked(|list| {
        let state = format!("{}: {}", words.list.state_label, (words.list.state)(list.filter.state));
        let rest = filters(words, &list.filter).into_iter().map(|(text, _)| text);
        std::iter::once(state).chain(rest).collect::<Vec<_>>().join(" · ")
    });
    let fact = |label: &'static str, fact: String| {
        (!fact.is_empty()).then(|| (el("dt").child(label), el("dd").child(fact)))
    };
    let read = [read, between.flatten()].into_iter().flatten().collect::<Vec<_>>().join(", ");
    el("dl")
        .class("facts")
        .child(fact(say.made, instant(clock::now())))
        .child(fact(say.read, read))
        .child(fact(say.shown, (words.list.shown)(count, all)))
        .child(fact(say.filters, narrowed))
}

/// The lists that are not whole: paper says so, too.
fn missing(shown: &Shown) -> Piece {
    let words = shown.words();
    let lines = shown.inventory.look(|scan| {
        let line = |gap: &crate::inventory::scan::Gap| {
            let standing = (words.overview.standing)(gap.standing);
            let odd = (gap.odd_rows > 0).then(|| format!(" · {}", (words.list.odd_rows)(gap.odd_rows)));
            let name = gaps::name(words, gap.what, gap.path);
            el("li").child(format!("{name} · {standing}{}", odd.unwrap_or_default()))
        };
        let gaps = scan.gaps();
        let more = gaps.len().saturating_sub(GAPS);
        let more = (more > 0).then(|| el("li").child((words.export.more)(more)));
        gaps.iter().take(GAPS).map(line).chain(more).collect::<Vec<_>>()
    });
    let lines = lines.filter(|lines| !lines.is_empty());
    lines.map(|lines| (el("h2").child(words.export.missing), el("ul").child(lines))).into_piece()
}

/// What the cards count.
fn numbers(shown: &Shown) -> Piece {
    let counts = shown.table.arranged.with_untracked(|arranged| arranged.counts);
    let number = |(word, number): (&'static str, String)| (el("dt").child(word), el("dd").child(number));
    let numbers: Vec<_> = cards::numbers(shown.words(), &counts).into_iter().map(number).collect();
    (el("h2").child(shown.words().list.cards), el("dl").class("facts").child(numbers)).into_piece()
}

/// The rows that are shown, in their order.
fn rows(shown: &Shown) -> Piece {
    let words = shown.words();
    let (rows, now) = (shown.table.shown(), shown.table.now.get_untracked());
    let heading = |key: SortKey| el("th").attr("scope", "col").child((words.list.column)(key));
    let cut = (rows.len() > MOST).then(|| el("p").child((words.export.cut)(MOST, rows.len())));
    let row = |row: &Arc<Row>| {
        let cell = |text: String| el("td").child(text);
        let token = &row.token;
        let scopes: Vec<&str> = token.scopes.iter().map(Scope::as_str).collect();
        let place = format!("{} · {}", text::plain(&row.path), (words.place.kind)(row.place.kind()));
        el("tr")
            .child(el("th").attr("scope", "row").child(text::plain(&token.name)))
            .child((cell(place), cell(token.access_level.map(text::role).unwrap_or_default())))
            .child((
                cell(scopes.join(", ")),
                cell(token.created_at.map(|at| print_day(at.date_naive())).unwrap_or_default()),
            ))
            .child((cell(used(words, token.last_used)), cell(end(words, token.expiry))))
            .child(cell((words.list.status)(Status::of(token, now)).to_owned()))
    };
    let head = el("thead").child(el("tr").child(columns(None).into_iter().map(heading).collect::<Vec<_>>()));
    let body = el("tbody").child(rows.iter().take(MOST).map(row).collect::<Vec<_>>());
    let title = el("h2").child(words.list.table);
    let days = el("p").class("quiet").child(words.export.days);
    ((title, cut), days, el("table").class("rows").child(head).child(body)).into_piece()
}

fn used(words: &Words, last_used: LastUsed) -> String {
    match last_used {
        LastUsed::NotTold => words.list.not_told.to_owned(),
        LastUsed::Never => words.list.never_used.to_owned(),
        LastUsed::At(at) => print_day(at.date_naive()),
    }
}

fn end(words: &Words, expiry: Expiry) -> String {
    expiry.ends_at().map_or_else(|| words.list.never_ends.to_owned(), |at| print_day(at.date_naive()))
}
