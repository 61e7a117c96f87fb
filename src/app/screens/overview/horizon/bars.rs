//! The bars: one stop of the Tab key, arrows from week to week.

use chrono::{Datelike, NaiveDate};

use super::{Counted, ends, of_kinds, press, range_of};
use crate::app::token_table::Table;
use crate::browser::element::{Element, el};
use crate::browser::event::Event;
use crate::browser::reactive::{Memo, RwSignal};
use crate::browser::{dates, dom};
use crate::inventory::Horizon;
use crate::inventory::horizon::{Tally, WEEKS, week_after};
use crate::words::AllWords;

/// The bars with their months, and the week that the pointer or the focus is on.
pub fn view(words: &'static AllWords, table: Table, horizon: Counted) -> (Element, RwSignal<Option<usize>>) {
    let (seen, stop) = (RwSignal::new(None), RwSignal::new(0));
    let first = Memo::new(move || horizon.with(|horizon| horizon.first));
    let most = Memo::new(move || {
        let weeks = |horizon: &Horizon| horizon.weeks.iter().map(Tally::total).max();
        horizon.with(|horizon| weeks(horizon)).unwrap_or(0)
    });
    // Dates are dear to write: each once a day.
    let names = Memo::new(move || {
        let name = |day| (words.horizon.week)(&dates::day(day, words.tag));
        (0..WEEKS).map(|week| name(week_after(first.get(), week))).collect::<Vec<_>>()
    });
    let bar = |week: usize| {
        let drawn = Memo::new(move || horizon.with(|horizon| Drawn::of(horizon, week)));
        let name = move || {
            drawn.track();
            let ends = horizon.with_untracked(|horizon| ends(words, horizon, week));
            let name =
                |names: &Vec<String>| (words.horizon.said)(names.get(week).map_or("", String::as_str), &ends);
            names.with(name)
        };
        let is_pressed = move || {
            first.track();
            let range = horizon.with_untracked(|horizon| range_of(horizon, week));
            table.list.with(|list| list.filter.expires == range).to_string()
        };
        el("button")
            .attr("type", "button")
            .class("week")
            .id(id(week))
            .attr("tabindex", move || if stop.get() == week { "0" } else { "-1" })
            .attr("aria-pressed", is_pressed)
            .attr("aria-label", name)
            .child(move || drawn.with(Drawn::view))
            .on("focus", move |_| {
                stop.set(week);
                seen.set(Some(week));
            })
            .on("blur", move |_| seen.set(None))
            .on("pointerenter", move |_| seen.set(Some(week)))
            .on("pointerleave", move |_| seen.set(None))
            .on("click", move |_| press(table, horizon.with_untracked(|horizon| range_of(horizon, week))))
    };
    let bars = el("div")
        .class("weeks")
        .attr("role", "toolbar")
        .attr("aria-label", words.horizon.bars)
        .style("--most", move || most.get().max(1).to_string())
        .child((0..WEEKS).map(bar).collect::<Vec<_>>())
        .on("keydown", move |event| step(&event, stop.get_untracked()));
    let months =
        el("div").class("months").attr("aria-hidden", "true").child(move || months(words, first.get()));
    let most = el("span").class("most").attr("aria-hidden", "true").child(move || most.get());
    let inner = el("div").class("weeks-inner").child((most, bars, months));
    (el("div").class("weeks-scroll").child(inner), seen)
}

fn id(week: usize) -> String {
    format!("week-{week}")
}

/// From bar to bar. Enter and Space are the button's own.
fn step(event: &Event, stop: usize) {
    let next = match event.key().as_str() {
        _ if event.is_combined() => return,
        "ArrowRight" => (stop + 1).min(WEEKS - 1),
        "ArrowLeft" => stop.saturating_sub(1),
        "Home" => 0,
        "End" => WEEKS - 1,
        _ => return,
    };
    event.prevent_default();
    dom::focus(&id(next));
}

/// What a bar is made of.
#[derive(PartialEq)]
struct Drawn {
    ends: Tally,
    stands_out: bool,
}

impl Drawn {
    fn of(horizon: &Horizon, week: usize) -> Self {
        let ends = horizon.weeks.get(week).copied().unwrap_or_default();
        Self { ends, stands_out: horizon.cliffs_of(week).next().is_some() }
    }

    /// From the bottom up.
    fn view(&self) -> Vec<Element> {
        let part = |(kind, number): (crate::tokens::Kind, usize)| {
            el("span")
                .class("part")
                .attr("data-kind", kind.word())
                .style("--ends", move || number.to_string())
        };
        let mark = self.stands_out.then(|| el("span").class("mark"));
        of_kinds(&self.ends).map(part).chain(mark).collect()
    }
}

/// The months below the weeks in which they begin. The first may have no room.
fn months(words: &AllWords, first: NaiveDate) -> Vec<Element> {
    let mut months: Vec<(usize, NaiveDate)> = Vec::new();
    for week in 0..WEEKS {
        let day = week_after(first, week);
        match months.last() {
            Some((_, last)) if last.month() == day.month() => {}
            Some((0, _)) if week < 3 => months = vec![(week, day)],
            _ => months.push((week, day)),
        }
    }
    let month = |(week, day): (usize, NaiveDate)| {
        let column = (week + 1).to_string();
        el("span").style("grid-column-start", move || column.clone()).child(dates::month(day, words.tag))
    };
    months.into_iter().map(month).collect()
}
