//! Everything that can happen, within limits: a search in depth that goes on from every state once. Nothing goes back
//! (each choice uses something up), so it ends, and the number of ways through a state is the sum of those after it.
//!
//! `cargo test --test operations -- --nocapture every_way` prints states, steps and depth of each work.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use keyturn::changes::{Before, Phase, Settlement};

use crate::gitlab::{Answer, Origin, Row, Scenario, Work};
use crate::shown::Base;
use crate::walk::{Choice, Limits, Walk};

const LIMITS: Limits = Limits { alike: 1, different: 1, again: 1, kill: 0 };
/// Where a rotation of itself may be repeated, other people do less.
const SELF_LIMITS: Limits = Limits { alike: 1, different: 0, again: 0, kill: 2 };
/// No way can be longer: the machine goes round in circles.
const ENDLESS: usize = 60;

/// What is known of the ways on from a state.
#[derive(Clone, Copy)]
struct Ways {
    count: u128,
    longest: usize,
}

#[derive(Default)]
struct Search {
    known: HashMap<u64, Ways>,
    steps: usize,
    path: Vec<Choice>,
}

impl Search {
    fn go(&mut self, walk: &Walk) -> Ways {
        assert!(self.path.len() < ENDLESS, "endless: {:?} {:?}", walk.scenario, self.path);
        self.steps += 1;
        let key = summary(walk);
        if let Some(ways) = self.known.get(&key) {
            return *ways;
        }
        let mut ways = Ways { count: 0, longest: 0 };
        for choice in walk.choices() {
            self.path.push(choice);
            let mut next = walk.clone();
            if let Err(rule) = next.take(choice) {
                panic!("broken: {rule}\nin {:?}\nby {:?}", walk.scenario, self.path);
            }
            let after = self.go(&next);
            self.path.pop();
            ways.count = ways.count.saturating_add(after.count);
            ways.longest = ways.longest.max(after.longest + 1);
        }
        ways.count = ways.count.max(1);
        self.known.insert(key, ways);
        ways
    }
}

/// All that what follows depends on. Tokens are told apart by where they come from, not by their ids.
fn summary(walk: &Walk) -> u64 {
    let mut state = DefaultHasher::new();
    let shown = &walk.shown;
    let highest = walk.operation.change().highest_known;
    let told = |rows: &[Row]| {
        let mut told: Vec<_> = rows
            .iter()
            .map(|row| (row.origin, row.revoked, row.id <= highest, shown.handed.contains(&row.id)))
            .collect();
        told.sort_unstable();
        told
    };
    told(&walk.server.rows).hash(&mut state);
    (walk.server.done, walk.agains, walk.kills, walk.operation.is_under_way()).hash(&mut state);
    (walk.is_credential_asked, walk.is_target_asked, walk.latest, highest == u64::MAX).hash(&mut state);
    for list in &walk.lists {
        (list.number, list.rows.as_deref().map(told)).hash(&mut state);
    }
    for flight in &walk.flights {
        let answer = flight.answer.map(|answer| Answer::FAULTS.contains(&answer));
        let replies: Vec<_> = flight.replies.iter().map(std::mem::discriminant).collect();
        (replies, answer, flight.is_slow, flight.is_overdue).hash(&mut state);
    }
    (shown.closed, shown.lock, shown.is_killing, shown.credential, shown.target).hash(&mut state);
    (shown.asked_before_answer, matches!(shown.base, Base::Unread), shown.is_looked_for).hash(&mut state);
    (shown.reached.len(), shown.handed.len()).hash(&mut state);
    phase(&shown.phase, walk).hash(&mut state);
    state.finish()
}

/// What is shown; the cause of a doubt changes nothing but words.
fn phase(phase: &Phase, walk: &Walk) -> (u8, bool, u8, Vec<Origin>) {
    let of = |ids: &[u64]| {
        let rows = walk.server.rows.iter().filter(|row| ids.contains(&row.id));
        let mut origins: Vec<Origin> = rows.map(|row| row.origin).collect();
        origins.sort_unstable();
        origins
    };
    match phase {
        Phase::Editing => (0, false, 0, Vec::new()),
        Phase::Checking => (1, false, 0, Vec::new()),
        Phase::Sending => (2, false, 0, Vec::new()),
        Phase::Waiting => (3, false, 0, Vec::new()),
        Phase::Done => (8, false, 0, Vec::new()),
        Phase::NotSent => (9, false, 0, Vec::new()),
        Phase::NotLooked(before, _) => (11, before == &Before::List, 0, Vec::new()),
        Phase::Elsewhere => (10, false, 0, Vec::new()),
        Phase::Refused(_) => (4, false, 0, Vec::new()),
        Phase::Settling(doubt) => (5, doubt.accepted, 0, Vec::new()),
        Phase::Unsettled(doubt) => (6, doubt.accepted, 0, Vec::new()),
        Phase::NotYet(doubt, settlement) => (12, doubt.accepted, certain(settlement).0, Vec::new()),
        Phase::Settled(doubt, settlement) => {
            let (kind, ids) = certain(settlement);
            (7, doubt.accepted, kind, of(ids))
        }
    }
}

fn certain(settlement: &Settlement) -> (u8, &[u64]) {
    match settlement {
        Settlement::NotCreated => (0, &[]),
        Settlement::Created(ids) => (1, ids),
        Settlement::NotRotated => (2, &[]),
        Settlement::Rotated(ids) => (3, ids),
        Settlement::Revoked => (4, &[]),
        Settlement::NotRevoked => (5, &[]),
        Settlement::Gone => (6, &[]),
        Settlement::Ended => (7, &[]),
    }
}

fn explore(work: Work) {
    let (mut states, mut steps, mut longest, mut count) = (0, 0, 0, 0_u128);
    for scenario in Scenario::all().into_iter().filter(|scenario| scenario.work == work) {
        let mut search = Search::default();
        let limits = if work == Work::RotateSelf { SELF_LIMITS } else { LIMITS };
        let ways = search.go(&Walk::start(scenario, limits).unwrap());
        states += search.known.len();
        steps += search.steps;
        longest = longest.max(ways.longest);
        count = count.saturating_add(ways.count);
    }
    eprintln!("{work:?}: {states} states, {steps} steps, {count} whole ways of up to {longest} choices");
}

#[test]
fn every_way_of_a_creation_keeps_the_rules() {
    explore(Work::Create);
}

#[test]
fn every_way_of_a_rotation_keeps_the_rules() {
    explore(Work::Rotate);
}

#[test]
fn every_way_of_a_rotation_of_itself_keeps_the_rules() {
    explore(Work::RotateSelf);
}

#[test]
fn every_way_of_a_revocation_keeps_the_rules() {
    explore(Work::Revoke);
}

#[test]
fn every_way_of_a_revocation_of_itself_keeps_the_rules() {
    explore(Work::RevokeSelf);
}
