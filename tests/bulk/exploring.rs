//! Everything that can happen to up to five items: any end of each, with pausing, going on and stopping in between.

use std::collections::HashSet;

use keyturn::changes::bulk::{Bulk, Command, Event, How, Standing, State, Why};

const ENDS: [How; 8] = [
    How::Done,
    How::Refused,
    How::Skipped,
    How::Held(Why::Limit),
    How::Held(Why::Network),
    How::Unknown,
    How::Found,
    How::SignedOut,
];

/// What the world around it holds.
#[derive(Clone, PartialEq, Eq, Hash)]
struct World {
    bulk: Bulk,
    /// The item that was begun and has not ended.
    running: Option<usize>,
    /// Those that were begun, and were not merely held.
    begun: Vec<bool>,
    /// How many pauses are under way.
    pauses: usize,
    /// The person was asked about the sign-in token and agreed.
    is_agreed: bool,
    is_stopped: bool,
    is_closed: bool,
}

impl World {
    fn start(is_self: &[bool]) -> Self {
        let (bulk, commands) = Bulk::start(is_self);
        let mut world = Self {
            bulk,
            running: None,
            begun: vec![false; is_self.len()],
            pauses: 0,
            is_agreed: false,
            is_stopped: false,
            is_closed: false,
        };
        world.obey(commands, is_self);
        world
    }

    fn obey(&mut self, commands: Vec<Command>, is_self: &[bool]) {
        for command in commands {
            match command {
                Command::Begin(item) => {
                    assert_eq!(self.running, None, "two at a time");
                    assert_eq!(self.pauses, 0, "no pause between two");
                    assert!(!self.begun[item], "{item} is begun twice");
                    assert!(!self.is_stopped && !self.is_closed, "begun after the end");
                    assert!(self.begun[..item].iter().all(|begun| *begun), "{item} before its turn");
                    assert!(!is_self[item] || self.is_agreed, "the sign-in token without being asked");
                    assert_eq!(
                        self.bulk.count(Standing::Unknown),
                        0,
                        "before it is known what became of another"
                    );
                    self.running = Some(item);
                    self.begun[item] = true;
                }
                Command::Rest => {
                    self.pauses += 1;
                    assert_eq!(self.pauses, 1, "two pauses at a time");
                }
                Command::Close => {
                    assert!(!self.is_closed, "closed twice");
                    assert_eq!(self.running, None, "closed while one is under way");
                    self.is_closed = true;
                }
            }
        }
        assert_eq!(self.bulk.running(), self.running);
        assert_eq!(self.is_closed, self.bulk.state() == State::Over);
    }

    fn after(&self, event: Event, is_self: &[bool]) -> Self {
        let mut next = self.clone();
        match event {
            Event::Ended(item, how) if next.running == Some(item) => {
                next.running = None;
                next.begun[item] = !matches!(how, How::Held(_) | How::SignedOut);
                next.is_stopped |= how == How::SignedOut;
            }
            Event::Rested => next.pauses -= 1,
            Event::Resume if self.bulk.state() == State::Paused(Why::SignIn) => next.is_agreed = true,
            Event::Stop => next.is_stopped = true,
            _ => {}
        }
        let commands = next.bulk.on(event);
        next.obey(commands, is_self);
        next
    }

    fn events(&self, items: usize) -> Vec<Event> {
        let mut events = vec![Event::Pause, Event::Resume, Event::Stop];
        events.extend((self.pauses > 0).then_some(Event::Rested));
        for item in 0..items {
            let ends: &[How] = match self.bulk.standing(item).unwrap() {
                Standing::Running => &ENDS,
                // The list is read again, or the answer comes after all.
                Standing::Unknown | Standing::Found => &[How::Done, How::Unknown, How::Found],
                _ => &[],
            };
            events.extend(ends.iter().map(|how| Event::Ended(item, *how)));
        }
        events
    }

    /// Whether only the person can let it go on, or it is over.
    fn waits(&self) -> bool {
        self.running.is_none() && self.pauses == 0
    }
}

fn explore(is_self: &[bool]) -> usize {
    let first = World::start(is_self);
    let (mut seen, mut open) = (HashSet::from([first.clone()]), vec![first]);
    while let Some(world) = open.pop() {
        if world.waits() {
            let is_held = matches!(world.bulk.state(), State::Paused(_) | State::Over);
            assert!(is_held, "it goes on, and nothing happens: {:?}", world.bulk);
        }
        for event in world.events(is_self.len()) {
            let next = world.after(event, is_self);
            if seen.insert(next.clone()) {
                open.push(next);
            }
        }
    }
    seen.len()
}

#[test]
fn whatever_happens_one_follows_the_other_and_none_is_begun_that_should_not() {
    for items in 0..=5 {
        explore(&vec![false; items]);
        if items > 0 {
            let mut with_self = vec![false; items];
            with_self[items - 1] = true;
            explore(&with_self);
        }
    }
}

#[test]
fn a_stop_is_never_taken_back() {
    for items in 1..=4 {
        let first = World::start(&vec![false; items]);
        let (mut seen, mut open) = (HashSet::from([first.clone()]), vec![first]);
        while let Some(world) = open.pop() {
            if world.is_stopped {
                assert!(matches!(world.bulk.state(), State::Stopping | State::Over));
            }
            for event in world.events(items) {
                let next = world.after(event, &vec![false; items]);
                if seen.insert(next.clone()) {
                    open.push(next);
                }
            }
        }
    }
}
