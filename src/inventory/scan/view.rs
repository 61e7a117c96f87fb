//! What a scan shows: how far it is, what it read, and what is missing.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::reading::Reading;
use super::{Cause, Scan, Source, Standing, What};
use crate::tokens::{Place, Row};

/// How far it is: how many lists of tokens stand how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Lists of tokens found so far.
    pub places: usize,
    /// Not begun.
    pub waiting: usize,
    /// Begun.
    pub reading: usize,
    /// Read to their end, and each of their rows understood.
    pub complete: usize,
    /// Not to their end, or not every row.
    pub partial: usize,
    /// Not allowed.
    pub refused: usize,
    /// Not readable.
    pub failed: usize,
    /// Lists of places that could not be read whole: what they would have led to is not known.
    pub lost: usize,
    /// Lists, of service accounts too, of which this GitLab has none of the kind: not among the places, and not missing.
    pub absent: usize,
    /// Tokens.
    pub rows: usize,
    /// Rows, of places too, that could not be read.
    pub odd_rows: usize,
    /// Whether more projects and groups may be found yet.
    pub is_finding: bool,
}

/// A list of tokens, as far as it was read.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// Which.
    pub place: Place,
    /// What it is called on GitLab.
    pub path: &'a str,
    /// Where its reading stands.
    pub standing: Standing,
    /// Why it is not whole.
    pub cause: Option<&'a Cause>,
    /// Its tokens.
    pub rows: &'a [Arc<Row>],
    /// Whether these are from an earlier reading, which was complete.
    pub is_older: bool,
    /// When it was read to its end last.
    pub read_at: Option<DateTime<Utc>>,
}

/// A list that is not whole, or not offered: of tokens, or of places, which would have led to more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap<'a> {
    /// Which.
    pub what: What,
    /// What it is called on GitLab.
    pub path: &'a str,
    /// Where its reading stands.
    pub standing: Standing,
    /// Rows of it that could not be read.
    pub odd_rows: usize,
}

fn view(reading: &Reading, place: Place) -> View<'_> {
    View {
        place,
        path: &reading.path,
        standing: reading.standing,
        cause: reading.cause.as_ref(),
        rows: reading.rows(),
        is_older: reading.is_older(),
        read_at: reading.read_at,
    }
}

fn gap(reading: &Reading) -> Gap<'_> {
    let Reading { what, path, standing, odd_rows, .. } = reading;
    Gap { what: *what, path, standing: *standing, odd_rows: *odd_rows }
}

impl Scan {
    /// Whether every list was found and read, and every row understood.
    pub fn is_whole(&self) -> bool {
        self.readings.is_whole()
    }

    /// Whether all tokens of a list are known: it was read to its end once, and each of its rows understood. That counts until it is read
    /// to its end again, as its rows do.
    pub fn is_list_whole(&self, place: Place) -> bool {
        let list = self.readings.at(What::List(place)).map(|at| self.readings.get(at));
        list.is_some_and(Reading::is_known_whole)
    }

    /// Whether it was found where each bot's token lives.
    pub fn knows_bots(&self) -> bool {
        let is_of_bots = |what| matches!(what, What::Find(Source::Bots | Source::Home(_)));
        let mut homes = self.readings.all().iter().filter(|reading| is_of_bots(reading.what)).peekable();
        homes.peek().is_some() && homes.all(|home| home.standing == Standing::Complete)
    }

    /// How far it is. It is counted as it goes: to ask costs nothing.
    pub fn progress(&self) -> Progress {
        self.readings.progress()
    }

    /// Every list of tokens, in the order in which they were found.
    pub fn views(&self) -> impl Iterator<Item = View<'_>> {
        self.readings.all().iter().filter_map(|reading| match reading.what {
            What::Find(_) => None,
            What::List(place) => Some(view(reading, place)),
        })
    }

    /// Every token once, list by list.
    pub fn rows(&self) -> Vec<Arc<Row>> {
        self.readings.rows()
    }

    /// Every list, those of projects and groups first.
    pub fn whats(&self) -> Vec<What> {
        let is_first = |what: &What| matches!(what, What::Find(source) if !source.is_of_one());
        let whats = self.readings.all().iter().map(|reading| reading.what);
        let (mut first, rest): (Vec<What>, Vec<What>) = whats.partition(is_first);
        first.extend(rest);
        first
    }

    /// Whether a list is among them.
    pub fn knows(&self, what: What) -> bool {
        self.readings.at(what).is_some()
    }

    /// The list of a place.
    pub fn view(&self, place: Place) -> Option<View<'_>> {
        let at = self.readings.at(What::List(place))?;
        Some(view(self.readings.get(at), place))
    }

    /// Every list that is not whole, those of places among them: what they would have led to is missing, too.
    pub fn gaps(&self) -> Vec<Gap<'_>> {
        self.lists_that(|standing| !matches!(standing, Standing::Complete | Standing::Absent))
    }

    /// Every list of which this GitLab has none of the kind: nothing is missing there. [`Self::cause`] says what it answered, or nothing
    /// where it was not asked because of what it had answered to others.
    pub fn absent(&self) -> Vec<Gap<'_>> {
        self.lists_that(|standing| standing == Standing::Absent)
    }

    fn lists_that(&self, is_so: impl Fn(Standing) -> bool) -> Vec<Gap<'_>> {
        let lists = self.readings.all().iter().filter(|reading| is_so(reading.standing));
        lists.map(gap).collect()
    }

    /// Why a list is not whole, and whether what is shown of it is from an earlier reading.
    pub fn cause(&self, what: What) -> (Option<Cause>, bool) {
        let reading = self.readings.at(what).map(|at| self.readings.get(at));
        reading.map_or((None, false), |reading| (reading.cause.clone(), reading.is_older()))
    }

    /// How many requests may be under way now.
    pub fn limit(&self) -> usize {
        self.pace.limit()
    }

    /// Until when GitLab's limit holds everything back.
    pub fn held_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.pace.held_until(now)
    }

    /// How long it takes from now at the rate measured so far. `None` while places are still being found, or while too little was measured.
    pub fn time_left(&self, now: DateTime<Utc>) -> Option<TimeDelta> {
        if self.progress().is_finding || self.stopped.is_some() {
            return None;
        }
        // Nobody knows how long the other lists are, or how many accounts are found; nearly all fit on one page.
        self.pace.time_for(self.readings.open(), now)
    }
}
