//! The lines of a table: its rows, and where they are grouped a heading above those of each place.

use std::ops::Range;
use std::sync::Arc;

use super::{Table, row, text};
use crate::app::inventory::Inventory;
use crate::app::preferences::words;
use crate::browser::element::{Element, el};
use crate::browser::reactive::{Memo, expect_context};
use crate::inventory::Standing;
use crate::route::{Extent, List};
use crate::tokens::Row;
use crate::tokens::risk::Judged;

/// A line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The row of this index.
    Row(usize),
    /// The heading above so many rows, the first of which has this index.
    Heading(usize, usize),
}

/// A line that is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// Its number among all lines of this table; it stays while what it shows is the same.
    pub number: u64,
    /// Which of all lines it is.
    pub position: usize,
    /// What it is.
    pub line: Line,
}

/// The lines of a table. Where nothing is grouped they are its rows, and nothing is worked out.
pub fn lines(table: Table) -> Memo<Option<Vec<Line>>> {
    let is_grouped = Memo::new(move || table.list.with(|list| list.is_grouped));
    Memo::new(move || {
        is_grouped.get().then(|| {
            table.rows.all.with(|rows| table.arranged.with(|arranged| grouped(rows, &arranged.shown)))
        })
    })
}

fn grouped(rows: &[Arc<Row>], shown: &[usize]) -> Vec<Line> {
    let place = |index: &usize| rows.get(*index).map(|row| row.group());
    let mut lines = Vec::with_capacity(shown.len() + shown.len() / 4);
    for group in shown.chunk_by(|a, b| place(a) == place(b)) {
        lines.extend(group.first().map(|first| Line::Heading(*first, group.len())));
        lines.extend(group.iter().map(|index| Line::Row(*index)));
    }
    lines
}

/// The lines within a window.
pub fn drawn(table: Table, lines: Memo<Option<Vec<Line>>>, window: Range<usize>) -> Vec<Drawn> {
    let among = |lines: &Option<Vec<Line>>| match lines {
        Some(lines) => lines.get(window.clone()).map(<[Line]>::to_vec),
        None => table.arranged.with(|arranged| {
            let rows = arranged.shown.get(window.clone())?;
            Some(rows.iter().map(|index| Line::Row(*index)).collect())
        }),
    };
    let within = lines.with(among).unwrap_or_default();
    table.rows.all.with(|rows| {
        table.judged.with(|judged| {
            let number = |line| number(rows, judged, line);
            let drawn = |(position, line)| Some(Drawn { number: number(line)?, position, line });
            window.zip(within).filter_map(drawn).collect()
        })
    })
}

/// The number of a line.
fn number(rows: &[Arc<Row>], judged: &[Judged], line: Line) -> Option<u64> {
    let (Line::Row(index) | Line::Heading(index, _)) = line;
    let number = row::number(rows.get(index)?, judged.get(index)?.status);
    Some(number << 1 | u64::from(matches!(line, Line::Heading(..))))
}

/// The heading of a place: how many rows it has, the way to its list, and whether that was read whole.
pub fn heading(
    row: &Row,
    count: Memo<Option<usize>>,
    position: impl Fn() -> Option<usize> + 'static,
) -> Element {
    let words = words();
    let inventory = expect_context::<Inventory>();
    let place = row.place;
    let standing = Memo::new(move || inventory.look_at(place));
    // A list of the whole instance has no path.
    let path = text::plain(&row.path);
    let path = if path.is_empty() { (words.place.title)(place, "") } else { path };
    let name = el("a").attr("href", List::of(Extent::Of(row.group())).href()).child(path.clone());
    let kind = el("span").class("quiet").child((words.place.kind)(place.kind()));
    let said = move || {
        let standing = standing.get().filter(|standing| *standing != Standing::Complete)?;
        Some(el("span").class("badge note").child((words.overview.standing)(standing)))
    };
    let again = el("button")
        .attr("type", "button")
        .class("button plain small")
        .attr("aria-label", (words.overview.rescan)(&path))
        .child(words.overview.rescan_short)
        .on("click", move |_| inventory.rescan(place));
    let head = el("th")
        .attr("role", "rowheader")
        .attr("scope", "rowgroup")
        .child(name)
        .child(kind)
        .child(
            el("span")
                .class("quiet number")
                .child(move || count.get().map(|count| (words.list.shown)(count, count))),
        )
        .child(said)
        .child(again);
    el("tr")
        .attr("role", "row")
        .class("group-heading")
        .attr("aria-rowindex", move || position().map(|position| position + 2))
        .child(head)
}
