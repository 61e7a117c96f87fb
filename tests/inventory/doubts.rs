//! A 401 is a question: one for all lists, and only its answer says whether the list or the credential was meant.

use chrono::{DateTime, TimeDelta, Utc};
use keyturn::gitlab::error::Reason;
use keyturn::inventory::Scan;
use keyturn::inventory::scan::{
    Command, Event, Job, Named, Standing, State, TRUSTED_SECONDS, Verdict, What, Why,
};
use keyturn::tokens::{Place, Resource};

use crate::answers::{OWN, ids, jobs, next, page, refused, scan_of};
use crate::now;

fn unauthorized(job: Job) -> Event {
    Event::Listed(job, Err(refused(401, Reason::Unauthorized)))
}

fn standing(scan: &Scan) -> Standing {
    scan.views().next().unwrap().standing
}

#[test]
fn a_401_once_is_forgotten_when_the_credential_lives() {
    let (mut scan, job) = scan_of(OWN);
    assert_eq!(scan.on(unauthorized(job), now()), [Command::AskCredential]);
    assert_eq!((scan.state(), standing(&scan)), (State::Going, Standing::Reading));
    let again = next(&mut scan, Event::Credential(Verdict::Alive));
    assert_eq!((again.what, again.cursor), (job.what, job.cursor));
    scan.on(Event::Listed(again, Ok(page(&[1], None, None))), now());
    assert!(scan.is_whole());
}

#[test]
fn the_question_is_one_of_the_requests_under_way() {
    let place = |id| What::List(Place::Resource(Resource::Project(id)));
    let roots: Vec<_> = (0..20).map(|id| Named { what: place(id), path: String::new() }).collect();
    let (mut scan, commands) = Scan::start(&roots, 1, now());
    let mut open = jobs(&commands);
    assert_eq!(open.len(), scan.limit());
    assert_eq!(scan.on(unauthorized(open.pop_front().unwrap()), now()), [Command::AskCredential]);
    let again = scan.on(Event::Credential(Verdict::Alive), now());
    assert_eq!(jobs(&again).len(), 1, "its place is free again");
}

#[test]
fn a_401_that_stays_is_a_refusal_of_this_list() {
    let (mut scan, job) = scan_of(OWN);
    scan.on(unauthorized(job), now());
    let again = next(&mut scan, Event::Credential(Verdict::Alive));
    assert_eq!(scan.on(unauthorized(again), now()), []);
    assert_eq!((scan.state(), standing(&scan)), (State::Over, Standing::Refused(401)));
}

#[test]
fn each_page_may_be_in_doubt_once() {
    let (mut scan, job) = scan_of(OWN);
    scan.on(unauthorized(job), now());
    let again = next(&mut scan, Event::Credential(Verdict::Alive));
    let second = next(&mut scan, Event::Listed(again, Ok(page(&[1], Some(2), None))));
    let again = next(&mut scan, unauthorized(second));
    scan.on(unauthorized(again), now());
    assert_eq!((standing(&scan), ids(&scan)), (Standing::Partial, vec![1]));
}

#[test]
fn a_dead_credential_stops_everything_and_takes_nothing_away() {
    let (mut scan, job) = scan_of(OWN);
    let job = next(&mut scan, Event::Listed(job, Ok(page(&[1, 2], Some(2), None))));
    scan.on(unauthorized(job), now());
    assert_eq!(scan.on(Event::Credential(Verdict::Dead), now()), []);
    assert_eq!((scan.state(), ids(&scan)), (State::Stopped(Why::Credential), vec![1, 2]));
    assert_eq!(standing(&scan), Standing::Reading, "no list is blamed");
    let job = next(&mut scan, Event::Resume);
    assert_eq!(
        scan.on(unauthorized(job), now()),
        [Command::AskCredential],
        "what was true then is asked again"
    );
}

#[test]
fn a_user_who_may_not_use_gitlab_at_all_is_a_question_too() {
    let (mut scan, job) = scan_of(OWN);
    let blocked = Event::Listed(job, Err(refused(403, Reason::UserRefused)));
    assert_eq!(scan.on(blocked, now()), [Command::AskCredential]);
}

#[test]
fn a_question_that_nobody_answers_is_the_network_at_last() {
    let (mut scan, mut job) = scan_of(OWN);
    for _ in 0..2 {
        assert_eq!(scan.on(unauthorized(job), now()), [Command::AskCredential]);
        let told = scan.on(Event::Credential(Verdict::Unknown), now());
        let [Command::Wake(at)] = told[..] else { panic!("{told:?}") };
        assert!(at > now() && at <= now() + TimeDelta::minutes(1));
        job = jobs(&scan.on(Event::Woke, at))[0];
    }
    scan.on(unauthorized(job), now());
    assert_eq!(scan.on(Event::Credential(Verdict::Unknown), now()), []);
    assert_eq!(scan.state(), State::Stopped(Why::Network));
}

/// Answers every request with 401 for as long as it goes on; how often the credential was asked, and how many requests there were.
fn all_refused(lists: u64, each_takes: TimeDelta) -> (Scan, usize, usize, DateTime<Utc>) {
    let place = |id| What::List(Place::Resource(Resource::Project(id)));
    let roots: Vec<_> = (0..lists).map(|id| Named { what: place(id), path: String::new() }).collect();
    let (mut scan, commands) = Scan::start(&roots, 1, now());
    let (mut open, mut asked, mut requests, mut time) = (jobs(&commands), 0, 0, now());
    while let Some(job) = open.pop_front() {
        time += each_takes;
        requests += 1;
        let mut commands = scan.on(unauthorized(job), time);
        while commands.contains(&Command::AskCredential) {
            asked += 1;
            open.extend(jobs(&commands));
            commands = scan.on(Event::Credential(Verdict::Alive), time);
        }
        open.extend(jobs(&commands));
    }
    (scan, asked, requests, time)
}

#[test]
fn ten_thousand_refusals_are_not_ten_thousand_questions() {
    let (scan, asked, requests, end) = all_refused(10_000, TimeDelta::milliseconds(20));
    assert_eq!((scan.state(), scan.progress().refused), (State::Over, 10_000));
    assert_eq!(requests, 20_000, "each list is asked twice");
    let seconds = (end - now()).num_seconds();
    let most = usize::try_from(seconds / TRUSTED_SECONDS + 1).unwrap();
    assert!((2..=most).contains(&asked), "{asked} in {seconds} s");
}

#[test]
fn a_list_begun_anew_is_in_doubt_anew_and_its_former_doubt_is_let_pass() {
    let (mut scan, job) = scan_of(OWN);
    scan.on(unauthorized(job), now());
    let job = next(&mut scan, Event::Rescan(OWN));
    assert_eq!(
        scan.on(Event::Credential(Verdict::Alive), now()),
        [],
        "the former one does not wait any more"
    );
    let again = next(&mut scan, unauthorized(job));
    scan.on(Event::Listed(again, Ok(page(&[1], None, None))), now());
    assert!(scan.is_whole());
}
