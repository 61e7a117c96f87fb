//! The scan on random walks: lists of every fate, answered in any order, with stops, drops and new readings in between. Whatever the way
//! was, the same is known at its end.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::page::Next;
use keyturn::gitlab::{Error, Page, Refusal, Transport};
use keyturn::inventory::Scan;
use keyturn::inventory::scan::{
    Command, Event, Job, Leads, MOST, Named, Progress, Source, Standing, State, TRUSTED_SECONDS, Verdict,
    What,
};
use keyturn::tokens::{Place, Resource, Token};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::now;

/// What becomes of a list whenever it is read.
#[derive(Clone, Copy, Debug)]
enum Fate {
    /// So many pages, of two rows each.
    Pages(u32),
    /// The same, after so many passing failures of each page.
    Shaky(u32),
    /// The same, after so many limits of each page.
    Limited(u32),
    /// Refused with this status.
    Refused(u16),
    /// The first page is read, the second refused.
    Broken,
    /// What comes cannot be read.
    Garbage,
    /// A 500, again and again.
    Down,
}

fn refusal(status: u16) -> Error {
    let reason = match status {
        401 => Reason::Unauthorized,
        403 => Reason::Forbidden,
        404 => Reason::NotFound,
        405 => Reason::NotAllowed,
        429 => Reason::TooManyRequests,
        _ => Reason::ServerFault,
    };
    Error::Refused(Refusal { status, reason, text: String::new(), request_id: None, retry_after: None })
}

impl Fate {
    /// The answer to a page that was asked for so many times before.
    fn answer(self, list: u64, page: u32, before: u32) -> Result<Page<Token>, Error> {
        let pages = match self {
            Fate::Pages(pages) => pages,
            Fate::Shaky(times) if before < times => return Err(Transport::Late.into()),
            Fate::Limited(times) if before < times => return Err(refusal(429)),
            Fate::Refused(status) => return Err(refusal(status)),
            Fate::Broken if page > 1 => return Err(refusal(404)),
            Fate::Shaky(_) | Fate::Limited(_) | Fate::Broken => 2,
            Fate::Garbage => return Err(Error::NotJson { status: 200, html: true }),
            Fate::Down => return Err(refusal(500)),
        };
        let rows = ids(list, page).map(|id| Token::named(id, "ci")).to_vec();
        Ok(Page { rows, odd_rows: 0, next: (page < pages).then_some(page + 1), total: None })
    }

    /// What is known in the end.
    fn end(self, list: u64) -> (Standing, Vec<u64>) {
        let rows = |pages| (1..=pages).flat_map(|page| ids(list, page)).collect();
        match self {
            Fate::Pages(pages) => (Standing::Complete, rows(pages)),
            Fate::Shaky(_) | Fate::Limited(_) => (Standing::Complete, rows(2)),
            Fate::Refused(status) => (Standing::Refused(status), Vec::new()),
            Fate::Broken => (Standing::Partial, rows(1)),
            Fate::Garbage | Fate::Down => (Standing::Failed, Vec::new()),
        }
    }
}

/// The second row of a page stands on the next one again, as when a row slid on in between.
fn ids(list: u64, page: u32) -> [u64; 2] {
    [list * 100 + u64::from(page), list * 100 + u64::from(page) + 1]
}

fn a_fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        3 => (1_u32..4).prop_map(Fate::Pages),
        1 => Just(Fate::Shaky(1)),
        1 => Just(Fate::Limited(1)),
        2 => select(vec![401, 403, 404, 405]).prop_map(Fate::Refused),
        1 => select(vec![Fate::Broken, Fate::Garbage, Fate::Down]),
    ]
}

struct World {
    scan: Scan,
    fates: Vec<Fate>,
    now: DateTime<Utc>,
    under_way: Vec<Job>,
    asked: HashMap<(What, u64), u32>,
    wakes: Vec<DateTime<Utc>>,
    is_stopped: bool,
    is_credential_asked: bool,
    alive_at: Option<DateTime<Utc>>,
}

fn place(list: u64) -> What {
    What::List(Place::Resource(Resource::Project(list)))
}

impl World {
    fn start(fates: Vec<Fate>) -> Self {
        let root = Named { what: What::Find(Source::Projects), path: String::new() };
        let (scan, commands) = Scan::start(&[root], 1, now());
        let (under_way, asked, wakes) = (Vec::new(), HashMap::new(), Vec::new());
        let (now, alive_at) = (now(), None);
        let (is_stopped, is_credential_asked) = (false, false);
        let mut world =
            Self { scan, fates, now, under_way, asked, wakes, is_stopped, is_credential_asked, alive_at };
        world.obey(commands);
        world
    }

    fn obey(&mut self, commands: Vec<Command>) {
        for command in commands {
            assert!(!self.is_stopped, "something is asked after a stop");
            match command {
                Command::Ask(job) => {
                    self.under_way.push(job);
                    let under_way = self.under_way.len() + usize::from(self.is_credential_asked);
                    assert!(under_way <= self.scan.limit().min(MOST), "too many under way");
                }
                Command::AskCredential => {
                    assert!(!self.is_credential_asked, "it is asked already");
                    let trusted = TimeDelta::seconds(TRUSTED_SECONDS);
                    assert!(
                        self.alive_at.is_none_or(|at| self.now - at >= trusted),
                        "it was found alive just now"
                    );
                    self.is_credential_asked = true;
                }
                Command::Wake(at) => self.wakes.push(at),
            }
        }
        assert_eq!(self.scan.progress(), self.counted());
        let is_going = self.scan.state() == State::Going;
        assert!(
            !is_going || !self.under_way.is_empty() || !self.wakes.is_empty() || self.is_credential_asked,
            "it goes on, and nothing happens"
        );
    }

    fn tell(&mut self, event: Event) {
        match event {
            Event::Stop => self.is_stopped = true,
            Event::Resume => self.is_stopped = false,
            // What there was to stop is over.
            Event::Rescan(_) if self.scan.state() == State::Over => self.is_stopped = false,
            _ => {}
        }
        let commands = self.scan.on(event, self.now);
        self.obey(commands);
    }

    /// Counts everything anew.
    fn counted(&self) -> Progress {
        let (views, gaps) = (self.scan.views(), self.scan.gaps());
        let mut counted = Progress::default();
        for view in views {
            counted.places += 1;
            counted.rows += view.rows.len();
            *match view.standing {
                Standing::Waiting => &mut counted.waiting,
                Standing::Reading => &mut counted.reading,
                Standing::Complete => &mut counted.complete,
                Standing::Partial => &mut counted.partial,
                Standing::Refused(_) => &mut counted.refused,
                Standing::Failed => &mut counted.failed,
                Standing::Absent => &mut counted.absent,
            } += 1;
        }
        let is_finding = |what, standing: Standing| matches!(what, What::Find(_)) && !standing.is_over();
        counted.is_finding = gaps.iter().any(|gap| is_finding(gap.what, gap.standing));
        counted
    }

    fn judge(&mut self, verdict: Verdict) {
        self.is_credential_asked = false;
        self.alive_at = (verdict == Verdict::Alive).then_some(self.now);
        // What is dead stops it: only the person goes on.
        self.is_stopped |= verdict == Verdict::Dead;
        self.tell(Event::Credential(verdict));
    }

    fn answer(&mut self, which: usize) {
        let job = self.under_way.remove(which % self.under_way.len());
        self.now += TimeDelta::milliseconds(200);
        let What::List(Place::Resource(Resource::Project(list))) = job.what else {
            return self.tell(Event::Found(job, Ok(self.found(job.cursor))));
        };
        let before = self.asked.entry((job.what, job.cursor)).or_default();
        let fate = self.fates[usize::try_from(list).unwrap()];
        let answer = fate.answer(list, u32::try_from(job.cursor).unwrap(), *before);
        *before += 1;
        self.tell(Event::Listed(job, answer));
    }

    /// The projects, three at a time; they are called by their number from 0, and found by what comes after an id.
    fn found(&self, after: u64) -> Leads {
        let all = u64::try_from(self.fates.len()).unwrap();
        let end = all.min(after + 3);
        let named = |list| Named { what: place(list), path: format!("acme/{list}") };
        Leads {
            places: (after..end).map(named).collect(),
            users: Vec::new(),
            odd_rows: 0,
            total: None,
            next: (end < all).then_some(Next::Number(end)),
        }
    }

    fn step(&mut self, way: Way) {
        match way {
            Way::Credential(verdict) if self.is_credential_asked => self.judge(verdict),
            Way::Answer(which) if !self.under_way.is_empty() => self.answer(which),
            Way::Answer(_) if self.is_credential_asked => self.judge(Verdict::Alive),
            Way::Answer(_) | Way::Wake => {
                if let Some(at) = self.wakes.pop() {
                    self.now = self.now.max(at);
                    self.tell(Event::Woke);
                }
            }
            Way::WakeEarly => self.tell(Event::Woke),
            Way::Stop => self.tell(Event::Stop),
            Way::Resume => self.tell(Event::Resume),
            Way::Drop(which) if !self.under_way.is_empty() => {
                let job = self.under_way.remove(which % self.under_way.len());
                self.tell(Event::Dropped(job));
            }
            Way::Credential(_) | Way::Drop(_) => {}
            Way::Rescan(list) => {
                let list = list % self.fates.len();
                // It would spend the repetitions of the others.
                if !matches!(self.fates[list], Fate::Down) {
                    self.tell(Event::Rescan(place(u64::try_from(list).unwrap())));
                }
            }
        }
    }

    fn known(&self) -> Vec<(Standing, Vec<u64>)> {
        let mut known = vec![(Standing::Waiting, Vec::new()); self.fates.len()];
        for view in self.scan.views() {
            let Place::Resource(Resource::Project(list)) = view.place else { panic!("{:?}", view.place) };
            let ids = view.rows.iter().map(|row| row.token.id).collect();
            known[usize::try_from(list).unwrap()] = (view.standing, ids);
        }
        known
    }
}

#[derive(Clone, Copy, Debug)]
enum Way {
    Answer(usize),
    Wake,
    WakeEarly,
    Stop,
    Resume,
    Drop(usize),
    Rescan(usize),
    Credential(Verdict),
}

fn a_way() -> impl Strategy<Value = Way> {
    prop_oneof![
        8 => any::<usize>().prop_map(Way::Answer),
        3 => Just(Way::Wake),
        1 => Just(Way::WakeEarly),
        1 => Just(Way::Stop),
        2 => Just(Way::Resume),
        1 => any::<usize>().prop_map(Way::Drop),
        1 => any::<usize>().prop_map(Way::Rescan),
        1 => select(vec![Verdict::Alive, Verdict::Alive, Verdict::Dead, Verdict::Unknown]).prop_map(Way::Credential),
    ]
}

/// The rows without those that stand twice, in order.
fn once((standing, mut ids): (Standing, Vec<u64>)) -> (Standing, Vec<u64>) {
    ids.dedup();
    (standing, ids)
}

proptest! {
    #[test]
    fn whatever_the_way_each_list_ends_as_its_fate_says(
        fates in vec(a_fate(), 1..9), ways in vec(a_way(), 0..80), last in vec(any::<usize>(), 1..8)
    ) {
        let mut world = World::start(fates);
        for way in ways {
            world.step(way);
            for ((standing, ids), fate) in world.known().into_iter().zip(world.fates.clone()) {
                let whole = once(fate.end(0)).1.len();
                // A rescan keeps the whole list until the next one is whole.
                prop_assert!(standing != Standing::Complete || ids.len() == whole, "complete, and rows are missing");
            }
            let progress = world.scan.progress();
            let standings = [progress.waiting, progress.reading, progress.complete, progress.partial,
                progress.refused, progress.failed];
            prop_assert_eq!(standings.iter().sum::<usize>(), progress.places);
        }
        world.step(Way::Resume);
        let mut steps = 0;
        while world.scan.state() != State::Over {
            // So many failures in a row are taken for a network that is down.
            let is_going = world.scan.state() == State::Going;
            world.step(if is_going { Way::Answer(last[steps % last.len()]) } else { Way::Resume });
            steps += 1;
            prop_assert!(steps < 2000, "it does not end: {:?}", world.scan.progress());
        }
        prop_assert_eq!(world.scan.state(), State::Over);
        let expected: Vec<_> =
            (0..).zip(&world.fates).map(|(list, fate)| once(fate.end(list))).collect();
        prop_assert_eq!(world.known(), expected.clone());
        let is_whole = expected.iter().all(|(standing, _)| *standing == Standing::Complete);
        prop_assert_eq!(world.scan.is_whole(), is_whole);
        prop_assert_eq!(world.scan.gaps().is_empty(), is_whole);
        prop_assert!(!world.scan.progress().is_finding);
    }
}
