//! All lists of a scan, and how many stand how: counted as they change, because there may be thirty thousand of them and somebody looks
//! at the numbers all the time.

use std::collections::HashMap;
use std::sync::Arc;

use super::reading::Reading;
use super::view::Progress;
use super::{Named, Source, Standing, What};
use crate::tokens::row::distinct;
use crate::tokens::{Place, Row, Token};

/// The lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Readings {
    all: Vec<Reading>,
    known: HashMap<What, usize>,
    progress: Progress,
    /// Lists of places that are not over, and those of which there is one for each place.
    finding: usize,
    single: usize,
    /// Lists of places that are over and not whole.
    lost: usize,
    /// Whether a token may stand in two lists, and whose own list there is.
    overlaps: bool,
    own: Option<u64>,
    /// What users are called, in the order of their ids: the list of all users' tokens does not tell it.
    users: Vec<(u64, Arc<str>)>,
}

impl Readings {
    pub(super) fn all(&self) -> &[Reading] {
        &self.all
    }

    pub(super) fn get(&self, at: usize) -> &Reading {
        &self.all[at]
    }

    pub(super) fn at(&self, what: What) -> Option<usize> {
        self.known.get(&what).copied()
    }

    /// Adds a list that is not known yet.
    pub(super) fn add(&mut self, named: &Named) -> Option<usize> {
        let at = self.all.len();
        if *self.known.entry(named.what).or_insert(at) != at {
            return None;
        }
        if let What::List(place) = named.what {
            self.overlaps |= match place {
                Place::AllUsers | Place::DeployInstance => true,
                Place::ServiceAccount(_, id) => self.own == Some(id),
                _ => false,
            };
            if let Place::User(id) = place {
                self.own.get_or_insert(id);
            }
        }
        self.all.push(Reading::new(named.what, &named.path));
        self.count(at, |number, by| *number += by);
        Some(at)
    }

    /// Changes a list, and counts it as it stands then.
    pub(super) fn change<R>(&mut self, at: usize, change: impl FnOnce(&mut Reading) -> R) -> R {
        self.count(at, |number, by| *number -= by);
        let result = change(&mut self.all[at]);
        self.count(at, |number, by| *number += by);
        result
    }

    /// Changes rows and no numbers.
    pub(super) fn amend(&mut self, change: impl Fn(&Row) -> Option<Token>) {
        for reading in &mut self.all {
            reading.amend(&change);
        }
    }

    /// Takes what users are called. They come oldest first, and again from the first when they are read anew.
    pub(super) fn learn_users(&mut self, users: Vec<(u64, Arc<str>)>) {
        let last = self.users.last().map_or(0, |(id, _)| *id);
        if users.first().is_some_and(|(id, _)| *id <= last) {
            self.users.clear();
        }
        self.users.extend(users);
    }

    /// What a user is called, if that is known.
    pub(super) fn user_name(&self, id: u64) -> Option<String> {
        let at = self.users.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(self.users[at].1.to_string())
    }

    /// Names the users in the list of all users' tokens: as soon as that list, or the one that names them, is over.
    pub(super) fn name_users(&mut self, what: What) {
        let all = What::List(Place::AllUsers);
        let is_over = self.at(what).is_some_and(|at| self.all[at].standing.is_over());
        if is_over
            && (what == all || what == What::Find(Source::Bots))
            && let Some(at) = self.at(all)
        {
            self.all[at].name_users(&self.users);
        }
    }

    /// Notes whose tokens were read: one's own may stand in a list of a project, too, when one is its bot.
    pub(super) fn note(&mut self, place: Place, tokens: &[Token]) {
        let is_own = |token: &Token| token.user_id.is_some() && token.user_id == self.own;
        self.overlaps |= !matches!(place, Place::User(_)) && tokens.iter().any(is_own);
    }

    /// Every token once, list by list.
    pub(super) fn rows(&self) -> Vec<Arc<Row>> {
        let rows = self.all.iter().flat_map(Reading::rows).map(Arc::clone);
        if self.overlaps {
            return distinct(rows);
        }
        let mut all = Vec::with_capacity(self.progress.rows);
        all.extend(rows);
        all
    }

    pub(super) fn progress(&self) -> Progress {
        Progress { is_finding: self.finding > 0, lost: self.lost, ..self.progress }
    }

    /// Lists that are not over.
    pub(super) fn open(&self) -> usize {
        self.progress.waiting + self.progress.reading + self.finding + self.single
    }

    /// Whether each list was found and read, and each row understood.
    pub(super) fn is_whole(&self) -> bool {
        let progress = &self.progress;
        let gaps = progress.partial + progress.refused + progress.failed + self.lost;
        gaps + self.open() == 0
    }

    /// Adds a list's share to the numbers, or takes it away.
    fn count(&mut self, at: usize, step: fn(&mut usize, usize)) {
        let reading = &self.all[at];
        let progress = &mut self.progress;
        step(&mut progress.odd_rows, reading.odd_rows);
        step(&mut progress.rows, reading.rows().len());
        let is_list = matches!(reading.what, What::List(_));
        let number = match (reading.standing, reading.what) {
            (Standing::Absent, _) => &mut progress.absent,
            (Standing::Waiting, What::List(_)) => &mut progress.waiting,
            (Standing::Reading, What::List(_)) => &mut progress.reading,
            (Standing::Complete, What::List(_)) => &mut progress.complete,
            (Standing::Partial, What::List(_)) => &mut progress.partial,
            (Standing::Refused(_), What::List(_)) => &mut progress.refused,
            (Standing::Failed, What::List(_)) => &mut progress.failed,
            (Standing::Waiting | Standing::Reading, What::Find(source)) if source.is_of_one() => {
                &mut self.single
            }
            (Standing::Waiting | Standing::Reading, What::Find(_)) => &mut self.finding,
            (Standing::Complete, What::Find(_)) => return,
            (Standing::Partial | Standing::Refused(_) | Standing::Failed, What::Find(_)) => &mut self.lost,
        };
        step(number, 1);
        if is_list && reading.standing != Standing::Absent {
            step(&mut progress.places, 1);
        }
    }
}
