//! The reading of everything, from the first request to the last: planned by the scan, asked of the emulator.

use std::collections::{BTreeSet, VecDeque};

use gitlab_emulator::{Options, Scale, WorldChoice};
use keyturn::gitlab::calls::personal;
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::version::{Abilities, Version};
use keyturn::gitlab::{Error, Refusal, Request};
use keyturn::inventory::Scan;
use keyturn::inventory::scan::{
    Command, Event, Job, Question, Standing, State, Verdict, What, Why, instance, place, places, roots, users,
};
use keyturn::tokens::{Key, Place, Resource};
use serde_json::Value;

use crate::gitlab::GitLab;

/// A person who reads everything.
struct Reader {
    gitlab: GitLab,
    value: String,
    abilities: Abilities,
    scan: Scan,
    open: VecDeque<Job>,
    wakes: VecDeque<chrono::DateTime<chrono::Utc>>,
    is_doubted: bool,
    asked: Vec<String>,
    /// What comes instead of GitLab's answer.
    fault: fn(&Job) -> Option<Error>,
}

impl Reader {
    fn start(gitlab: GitLab, who: &str, version: &str) -> Self {
        let value = gitlab.value_of(who);
        Self::with(gitlab, value, version)
    }

    fn with(mut gitlab: GitLab, value: String, version: &str) -> Self {
        let user = gitlab.ask(&value, &keyturn::gitlab::calls::user::current()).unwrap();
        let (scan, commands) = Scan::start(&roots(&user), 1, gitlab.now);
        let abilities = Abilities::of(Version::parse(version));
        let (open, wakes, asked) = (VecDeque::new(), VecDeque::new(), Vec::new());
        let mut reader =
            Self { gitlab, value, abilities, scan, open, wakes, is_doubted: false, asked, fault: |_| None };
        reader.obey(commands);
        reader
    }

    fn obey(&mut self, commands: Vec<Command>) {
        for command in commands {
            match command {
                Command::Ask(job) => self.open.push_back(job),
                Command::AskCredential => self.is_doubted = true,
                Command::Wake(at) => self.wakes.push_back(at),
            }
        }
    }

    fn tell(&mut self, event: Event) {
        let commands = self.scan.on(event, self.gitlab.now);
        self.obey(commands);
    }

    /// Carries out what is to be done next; `false` where nothing is.
    fn step(&mut self) -> bool {
        if std::mem::take(&mut self.is_doubted) {
            let answer = self.gitlab.ask(&self.value, &personal::get_self());
            let verdict = if answer.is_ok() { Verdict::Alive } else { Verdict::Dead };
            self.tell(Event::Credential(verdict));
        } else if let Some(job) = self.open.pop_front() {
            let event = self.ask(job);
            self.tell(event);
        } else if let Some(at) = self.wakes.pop_front() {
            self.gitlab.now = self.gitlab.now.max(at);
            self.tell(Event::Woke);
        } else {
            return false;
        }
        true
    }

    fn ask(&mut self, job: Job) -> Event {
        let fault = (self.fault)(&job);
        let question = self.scan.question(job, self.abilities);
        let (gitlab, value) = (&mut self.gitlab, &self.value);
        match question {
            Question::Tokens(call) => {
                self.asked.push(call.request.target());
                Event::Listed(job, fault.map_or_else(|| gitlab.ask(value, &call), Err))
            }
            Question::Places(source, call) => {
                self.asked.push(call.request.target());
                let answer = fault.map_or_else(|| gitlab.ask(value, &call), Err);
                Event::Found(job, answer.map(|page| places(source, &page, self.abilities)))
            }
            Question::Place(source, call) => {
                self.asked.push(call.request.target());
                let answer = fault.map_or_else(|| gitlab.ask(value, &call), Err);
                Event::Found(job, answer.map(|found| place(source, &found, self.abilities)))
            }
            Question::Users(source, call) => {
                self.asked.push(call.request.target());
                let answer = fault.map_or_else(|| gitlab.ask(value, &call), Err);
                Event::Found(job, answer.map(|page| users(source, &page)))
            }
        }
    }

    fn run(&mut self) {
        while self.step() {}
    }

    fn keys(&self) -> BTreeSet<Key> {
        self.scan.rows().iter().map(|row| row.key()).collect()
    }

    fn gaps(&self) -> Vec<(What, Standing)> {
        self.scan.gaps().iter().map(|gap| (gap.what, gap.standing)).collect()
    }
}

/// Ids and paths of a list, as an administrator sees them.
fn listed(gitlab: &mut GitLab, path: &str, name: &str) -> Vec<(u64, String)> {
    let root = gitlab.value_of("root");
    let mut found = Vec::new();
    for page in 1.. {
        let request = Request::get(path).with("per_page", 100).with("page", page);
        let rows: Vec<Value> = serde_json::from_str(&gitlab.send(&root, &request).body).unwrap();
        if rows.is_empty() {
            break;
        }
        found.extend(
            rows.iter().map(|row| (row["id"].as_u64().unwrap(), row[name].as_str().unwrap().to_owned())),
        );
    }
    found
}

fn keys_of(gitlab: &mut GitLab, place: Place) -> BTreeSet<Key> {
    let root = gitlab.value_of("root");
    gitlab.rows(&root, place).iter().map(|token| Key::of(place.kind(), token.id)).collect()
}

/// What a person may see who is Owner of `northlight` with all below it, Maintainer of `fieldwork`, and has projects of one's own:
/// gathered list by list by an administrator.
fn seen_by_ann(gitlab: &mut GitLab, version: &str) -> BTreeSet<Key> {
    let is_hers = |path: &str| ["northlight", "fieldwork", "ann"].contains(&path.split('/').next().unwrap());
    let ann = gitlab.id_of("ann");
    let mut keys = keys_of(gitlab, Place::User(ann));
    for (id, path) in listed(gitlab, "/projects", "path_with_namespace") {
        assert!(is_hers(&path), "somebody else's: {path}");
        keys.extend(keys_of(gitlab, Place::Resource(Resource::Project(id))));
        keys.extend(keys_of(gitlab, Place::Deploy(Resource::Project(id))));
    }
    let since = |major, minor| Version::parse(version).unwrap() >= Version { major, minor };
    for (id, path) in listed(gitlab, "/groups", "full_path") {
        keys.extend(keys_of(gitlab, Place::Deploy(Resource::Group(id))));
        if path.starts_with("northlight") && since(14, 7) {
            keys.extend(keys_of(gitlab, Place::Resource(Resource::Group(id))));
        }
        if path == "northlight" && since(17, 8) {
            let robot = gitlab.id_of("service_account");
            keys.extend(keys_of(gitlab, Place::ServiceAccount(Resource::Group(id), robot)));
        }
    }
    keys
}

#[test]
fn a_person_finds_every_token_that_is_hers_to_look_after_and_no_other() {
    for version in ["13.12.15", "15.11.13", "16.11.10", "17.11.7", "18.1.0-ee", "18.11.5-ee", "19.5.1-ee"] {
        let mut reader = Reader::start(GitLab::demo(version), "ann", version);
        reader.run();
        assert_eq!((reader.scan.state(), reader.gaps()), (State::Over, Vec::new()), "{version}");
        assert!(reader.scan.is_whole(), "{version}");
        let expected = seen_by_ann(&mut reader.gitlab, version);
        assert_eq!(reader.keys(), expected, "{version}");
        let rows = reader.scan.rows();
        assert!(rows.len() > 100 && rows.len() == expected.len(), "each once: {version}");
        assert!(rows.iter().all(|row| !row.path.is_empty()), "each says where it lives: {version}");
    }
}

#[test]
fn an_administrator_finds_every_token_of_the_instance() {
    for version in ["16.11.10", "19.5.1-ee"] {
        let mut reader = Reader::start(GitLab::demo(version), "root", version);
        reader.run();
        assert!(reader.scan.is_whole(), "{version}: {:?}", reader.gaps());
        let mut expected = BTreeSet::new();
        for (id, _) in listed(&mut reader.gitlab, "/users", "username") {
            expected.extend(keys_of(&mut reader.gitlab, Place::User(id)));
        }
        for (id, _) in listed(&mut reader.gitlab, "/projects", "path_with_namespace") {
            expected.extend(keys_of(&mut reader.gitlab, Place::Deploy(Resource::Project(id))));
        }
        for (id, _) in listed(&mut reader.gitlab, "/groups", "full_path") {
            expected.extend(keys_of(&mut reader.gitlab, Place::Deploy(Resource::Group(id))));
        }
        assert_eq!(reader.keys(), expected, "{version}");

        // Where each lives is told for those of projects and groups, and asked only where there are any.
        let is_placed = |reader: &Reader, key| {
            let rows = reader.scan.rows();
            rows.iter().any(|row| row.key() == key && row.place.resource().is_some() && !row.path.is_empty())
        };
        let mut at_home = BTreeSet::new();
        for (id, _) in listed(&mut reader.gitlab, "/projects", "path_with_namespace") {
            at_home.extend(keys_of(&mut reader.gitlab, Place::Resource(Resource::Project(id))));
        }
        for (id, _) in listed(&mut reader.gitlab, "/groups", "full_path") {
            at_home.extend(keys_of(&mut reader.gitlab, Place::Resource(Resource::Group(id))));
        }
        assert!(at_home.iter().all(|key| !is_placed(&reader, *key)), "{version}");
        reader.tell(Event::Add(instance()));
        reader.run();
        assert!(reader.scan.is_whole(), "{version}: {:?}", reader.gaps());
        assert_eq!(reader.keys(), expected, "nothing more, and nothing less: {version}");
        assert!(at_home.iter().all(|key| is_placed(&reader, *key)), "{version}");
    }
}

#[test]
fn a_person_without_any_project_has_a_whole_list_of_ones_own() {
    let mut reader = Reader::start(GitLab::of("19.5.1-ee"), "guest", "19.5.1-ee");
    reader.run();
    assert!(reader.scan.is_whole());
    assert_eq!((reader.scan.progress().places, reader.asked.len()), (1, 4), "{:?}", reader.asked);
}

fn refused(status: u16, reason: Reason) -> Error {
    Error::Refused(Refusal { status, reason, text: String::new(), request_id: None, retry_after: None })
}

/// Three lists that are not allowed, and two that fail however often they are asked.
fn five_faults(job: &Job) -> Option<Error> {
    match job.what {
        What::List(Place::Deploy(Resource::Project(id))) => match id % 40 {
            3..6 => Some(refused(403, Reason::Forbidden)),
            6 => Some(refused(500, Reason::ServerFault)),
            7 => Some(Error::NotJson { status: 502, html: true }),
            _ => None,
        },
        _ => None,
    }
}

#[test]
fn five_lists_that_cannot_be_read_stop_no_other_and_are_told_apart() {
    let mut reader = Reader::start(GitLab::demo("19.5.1-ee"), "ann", "19.5.1-ee");
    reader.fault = five_faults;
    reader.run();
    let gaps = reader.gaps();
    let progress = reader.scan.progress();
    assert_eq!((reader.scan.state(), gaps.len()), (State::Over, 5), "{gaps:?}");
    assert_eq!((progress.refused, progress.failed, progress.partial), (3, 2, 0));
    assert_eq!(progress.places - 5, progress.complete);
    let mut expected = seen_by_ann(&mut reader.gitlab, "19.5.1-ee");
    for (what, _) in &gaps {
        let What::List(place) = what else { panic!("{what:?}") };
        for key in keys_of(&mut reader.gitlab, *place) {
            expected.remove(&key);
        }
    }
    assert_eq!(reader.keys(), expected);
    let again = |place| reader.asked.iter().filter(|target| target.contains(place)).count();
    let What::List(Place::Deploy(Resource::Project(failed))) =
        gaps.iter().find(|(_, standing)| *standing == Standing::Failed).unwrap().0
    else {
        panic!("{gaps:?}")
    };
    assert_eq!(again(&format!("/projects/{failed}/deploy_tokens")), 3, "it was tried three times");

    // What was missing is read when GitLab answers again.
    reader.fault = |_| None;
    for (what, _) in gaps {
        reader.tell(Event::Rescan(what));
    }
    reader.run();
    assert!(reader.scan.is_whole());
    assert_eq!(reader.keys(), seen_by_ann(&mut reader.gitlab, "19.5.1-ee"));
}

#[test]
fn a_scan_that_is_stopped_goes_on_where_it_was() {
    let mut straight = Reader::start(GitLab::demo("19.5.1-ee"), "ann", "19.5.1-ee");
    straight.run();
    let mut reader = Reader::start(GitLab::demo("19.5.1-ee"), "ann", "19.5.1-ee");
    for steps in [1, 20, 45] {
        for _ in 0..steps {
            assert!(reader.step());
        }
        reader.tell(Event::Stop);
        reader.run();
        let (state, asked) = (reader.scan.state(), reader.asked.len());
        assert_eq!(state, State::Stopped(Why::Person));
        assert!(!reader.gaps().is_empty(), "what was not read is missing");
        reader.tell(Event::Resume);
        assert_eq!(reader.asked.len(), asked, "nothing was asked meanwhile");
    }
    reader.run();
    assert!(reader.scan.is_whole());
    assert_eq!(reader.keys(), straight.keys());
    assert_eq!(reader.asked.len(), straight.asked.len(), "no list was read twice");
}

#[test]
fn a_credential_that_dies_on_the_way_stops_it_and_takes_nothing_away() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let (token, value) = gitlab.create("ann", "short-lived");
    let mut reader = Reader::with(gitlab, value, "19.5.1-ee");
    for _ in 0..30 {
        reader.step();
    }
    let known = reader.keys();
    assert!(!known.is_empty());
    let root = reader.gitlab.value_of("root");
    assert!(
        reader.gitlab.ask(&root, &keyturn::gitlab::calls::token::revoke(Place::AllUsers, token.id)).is_ok()
    );
    reader.run();
    assert_eq!(reader.scan.state(), State::Stopped(Why::Credential));
    assert!(reader.keys().is_superset(&known));
    assert!(reader.gaps().iter().all(|(_, standing)| !standing.is_over()), "no list is blamed");
}

#[test]
fn a_whole_list_stays_until_the_next_one_is_whole() {
    let scale = Scale { users: 1, groups: 1, projects: 1, tokens_per_user: 249, ..Scale::default() };
    let options = Options { world: WorldChoice::Scale(scale), ..Options::default() };
    let mut reader = Reader::start(GitLab::with(options), "ann", "19.5.1-ee");
    reader.run();
    let ann = reader.gitlab.id_of("ann");
    let own = Place::User(ann);
    let count = |reader: &Reader| reader.scan.view(own).unwrap().rows.len();
    assert_eq!(count(&reader), 250);
    let (new, _) = reader.gitlab.create("ann", "new");
    reader.tell(Event::Rescan(What::List(own)));
    for page in 1..=3 {
        assert!(!reader.keys().contains(&Key::Access(new.id)), "before page {page}");
        assert_eq!(count(&reader), 250, "before page {page}");
        reader.step();
        // The next page is asked for as soon as the answer was taken.
        assert_eq!(reader.open.len(), usize::from(page < 3));
    }
    assert_eq!((count(&reader), reader.scan.is_whole()), (251, true));
    // It fails at the second page: the whole one stays, and is called older.
    reader.fault = |job| (job.cursor == 2).then(|| refused(403, Reason::Forbidden));
    reader.tell(Event::Rescan(What::List(own)));
    reader.run();
    let view = reader.scan.view(own).unwrap();
    assert_eq!((view.rows.len(), view.is_older, view.standing), (251, true, Standing::Partial));
}

#[test]
fn all_users_are_found_by_cursors_and_by_pages_alike() {
    let mut found = Vec::new();
    for (version, mark) in [("16.4.5", "&page="), ("16.5.0", "pagination=keyset")] {
        let scale = Scale { users: 250, groups: 2, projects: 5, tokens_per_user: 0, ..Scale::default() };
        let world = WorldChoice::Scale(scale);
        let options = Options { world, version: version.parse().unwrap(), ..Options::default() };
        let mut reader = Reader::start(GitLab::with(options), "root", version);
        reader.tell(Event::Add(instance()));
        reader.run();
        assert!(reader.scan.is_whole(), "{version}: {:?}", reader.gaps());
        let asked: Vec<_> = reader.asked.iter().filter(|target| target.contains("/users?order")).collect();
        assert!(asked.len() == 3 && asked.iter().all(|target| target.contains(mark)), "{asked:?}");
        let rows = reader.scan.rows();
        found.push(rows.iter().map(|row| (row.key(), row.path.clone())).collect::<BTreeSet<_>>());
    }
    assert!(!found[0].is_empty() && found[0] == found[1]);
}

#[test]
fn a_plan_without_service_accounts_costs_few_requests() {
    let mut reader = Reader::start(GitLab::demo("19.5.1-ee"), "ann", "19.5.1-ee");
    reader.fault = |job| match job.what {
        What::Find(source) if source.is_of_one() => Some(refused(403, Reason::Forbidden)),
        _ => None,
    };
    reader.run();
    assert!(reader.scan.is_whole() && reader.gaps().is_empty());
    assert!(reader.scan.progress().absent > 40);
    let asked = reader.asked.iter().filter(|target| target.contains("/service_accounts")).count();
    assert!(asked <= 15, "{asked}");
}

#[test]
fn gitlabs_limit_slows_it_down_and_loses_nothing() {
    let mut options = Options { world: WorldChoice::Demo, ..Options::default() };
    options.settings.requests_per_minute = Some(20);
    let mut reader = Reader::start(GitLab::with(options), "ann", "19.5.1-ee");
    reader.run();
    assert!(reader.scan.is_whole(), "{:?}", reader.gaps());
    let rows = reader.scan.rows().len();
    let mut straight = Reader::start(GitLab::demo("19.5.1-ee"), "ann", "19.5.1-ee");
    straight.run();
    assert_eq!(rows, straight.scan.rows().len());
}
