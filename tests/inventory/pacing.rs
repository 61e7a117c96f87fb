//! How fast a scan goes: never above the limit, halved by a 429, growing slowly, and few repetitions in a storm.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::{Error, Page, Refusal};
use keyturn::inventory::Scan;
use keyturn::inventory::scan::{Command, Event, FIRST, GROWS_AFTER, Job, MOST, Named, State, What};
use keyturn::tokens::Place;

use crate::answers::{jobs, refused};
use crate::{at, now};

fn lists(count: u64) -> Vec<Named> {
    (0..count).map(|id| Named { what: What::List(Place::User(id)), path: String::new() }).collect()
}

fn good(job: Job) -> Event {
    Event::Listed(job, Ok(Page { rows: Vec::new(), odd_rows: 0, next: None, total: None }))
}

fn limited(job: Job) -> Event {
    Event::Listed(job, Err(refused(429, Reason::TooManyRequests)))
}

#[test]
fn it_begins_with_six_and_grows_slowly_to_ten() {
    let (mut scan, commands) = Scan::start(&lists(1000), 1, now());
    let mut open = jobs(&commands);
    assert_eq!(open.len(), FIRST);
    for answered in 1..=900 {
        let job = open.pop_front().unwrap();
        open.extend(jobs(&scan.on(good(job), now())));
        assert_eq!(scan.limit(), MOST.min(FIRST + answered / GROWS_AFTER));
        assert_eq!(open.len(), scan.limit());
    }
}

#[test]
fn a_limit_halves_once_for_all_that_was_under_way_and_waits_for_the_next_minute() {
    let (mut scan, commands) = Scan::start(&lists(100), 1, at("2026-11-21T10:00:20Z"));
    let mut time = at("2026-11-21T10:00:21Z");
    let mut minute = at("2026-11-21T10:01:00Z");
    let mut jobs = jobs(&commands);
    for (limit, failed) in [(3, 0), (1, 0), (1, 1), (1, 2)] {
        let commands: Vec<Command> = jobs.into_iter().flat_map(|job| scan.on(limited(job), time)).collect();
        let [Command::Wake(wake)] = commands[..] else { panic!("something is asked before: {commands:?}") };
        let beyond = (wake - minute).num_milliseconds();
        assert!((1_000..4_000).contains(&beyond), "not with everybody else: {beyond}");
        assert_eq!((scan.limit(), scan.held_until(time)), (limit, Some(wake)));
        assert_eq!(
            scan.on(Event::Woke, wake - TimeDelta::milliseconds(1)),
            [Command::Wake(wake)],
            "too early"
        );
        (time, minute) = (wake, minute + TimeDelta::minutes(1));
        jobs = self::jobs(&scan.on(Event::Woke, time));
        assert_eq!((jobs.len(), scan.held_until(time)), (limit, None));
        assert_eq!(scan.progress().failed, failed, "after three tries, each in a minute of its own");
    }
}

fn wishes(status: u16, reason: Reason, seconds: u32) -> Error {
    let text = String::new();
    Error::Refused(Refusal { status, reason, text, request_id: None, retry_after: Some(seconds) })
}

#[test]
fn where_gitlab_says_when_to_come_back_that_is_waited_for() {
    let start = at("2026-11-21T10:00:20Z");
    for seconds in [0, 5, 90, 3_600] {
        let (mut scan, commands) = Scan::start(&lists(20), 1, start);
        let limit = wishes(429, Reason::TooManyRequests, seconds);
        let first = Event::Listed(jobs(&commands)[0], Err(limit));
        let [Command::Wake(wake)] = scan.on(first, start)[..] else { panic!("{seconds}") };
        let beyond = (wake - start).num_milliseconds() - i64::from(seconds) * 1_000;
        assert!((1_000..4_000).contains(&beyond), "{seconds}: {beyond}");
        assert_eq!(scan.held_until(start), Some(wake));
        // Another limit that ends earlier shortens nothing.
        scan.on(limited(jobs(&commands)[1]), start);
        assert!(scan.held_until(start) >= Some(wake));
        // A clock that is set back makes no wait of days, and a person need not wait at all.
        assert_eq!(scan.held_until(start - TimeDelta::days(1)), None);
        scan.on(Event::Stop, start);
        scan.on(Event::Resume, start);
        assert_eq!(scan.held_until(start), None, "GitLab says it again if it still holds");
    }
}

#[test]
fn a_fault_that_says_when_to_come_back_is_not_asked_again_before() {
    for (seconds, is_repeated) in [(0, true), (60, true), (61, false)] {
        let (mut scan, commands) = Scan::start(&lists(1), 1, now());
        let down = Event::Listed(jobs(&commands)[0], Err(wishes(503, Reason::ServerFault, seconds)));
        match scan.on(down, now())[..] {
            [Command::Wake(wake)] if is_repeated => {
                assert!((wake - now()).num_seconds() >= i64::from(seconds), "{seconds}");
            }
            [] if !is_repeated => assert_eq!(scan.progress().failed, 1),
            ref other => panic!("{seconds}: {other:?}"),
        }
    }
}

#[test]
fn what_failed_is_asked_again_after_random_times_within_bounds_that_double() {
    let mut waits: [Vec<i64>; 2] = Default::default();
    for seed in 0..100 {
        let (mut scan, commands) = Scan::start(&lists(1), seed, now());
        let (mut commands, mut time) = (commands, now());
        for waits in &mut waits {
            let down = refused(500, Reason::ServerFault);
            let told = scan.on(Event::Listed(jobs(&commands)[0], Err(down)), time);
            let [Command::Wake(wake)] = told[..] else { panic!("{told:?}") };
            waits.push((wake - time).num_milliseconds());
            time = wake;
            commands = scan.on(Event::Woke, time);
        }
    }
    for (waits, bound) in waits.iter().zip([2_000, 4_000]) {
        assert!(waits.iter().all(|wait| (1..=bound).contains(wait)), "{waits:?}");
        // Everywhere in between, and not at one place.
        for part in 0..4 {
            let within = (part * bound / 4)..=((part + 1) * bound / 4);
            assert!(waits.iter().any(|wait| within.contains(wait)), "{within:?} {waits:?}");
        }
    }
}

/// Answers everything alike until it is over; how many requests that took.
fn storm(count: u64, answer: impl Fn(Job) -> Event) -> (Scan, usize) {
    let mut time = now();
    let (mut scan, commands) = Scan::start(&lists(count), count, time);
    let (mut open, mut asked, mut wake) = (VecDeque::new(), 0, None);
    let mut take = |commands: Vec<Command>, open: &mut VecDeque<Job>, wake: &mut Option<DateTime<Utc>>| {
        for command in commands {
            match command {
                Command::Ask(job) => {
                    asked += 1;
                    open.push_back(job);
                }
                Command::AskCredential => panic!("nobody doubts it"),
                Command::Wake(at) => *wake = Some(at),
            }
        }
    };
    take(commands, &mut open, &mut wake);
    while scan.state() == State::Going {
        let event = if let Some(job) = open.pop_front() {
            answer(job)
        } else {
            time = wake.take().unwrap();
            Event::Woke
        };
        take(scan.on(event, time), &mut open, &mut wake);
    }
    (scan, asked)
}

#[test]
fn a_storm_of_failures_ends_and_is_not_answered_by_one_of_requests() {
    let down = |job| Event::Listed(job, Err(refused(500, Reason::ServerFault)));
    let (scan, asked) = storm(50, down);
    assert_eq!((scan.progress().failed, asked), (50, 70), "fifty, and what may be repeated at once");
    for (lists, requests) in [(5, 15), (50, 70)] {
        let (scan, asked) = storm(lists, limited);
        let failed = usize::try_from(lists).unwrap();
        assert_eq!((scan.progress().failed, asked), (failed, requests), "a limit that never lifts ends, too");
    }
    // Whatever befalls it, a request is sent three times.
    let fails = |job: Job| if job.number == 0 { limited(job) } else { down(job) };
    let (scan, asked) = storm(1, fails);
    assert_eq!((scan.progress().failed, asked), (1, 3));
}

#[test]
fn the_time_left_follows_from_the_rate_of_the_latest_answers() {
    let (mut scan, commands) = Scan::start(&lists(100), 1, now());
    let (mut open, mut time) = (jobs(&commands), now());
    for answered in 0..60 {
        assert_eq!(scan.time_left(time).is_some(), answered >= 10, "{answered}");
        time += TimeDelta::milliseconds(500);
        let job = open.pop_front().unwrap();
        open.extend(jobs(&scan.on(good(job), time)));
    }
    assert_eq!(scan.time_left(time), Some(TimeDelta::seconds(20)));
    scan.on(Event::Stop, time);
    assert_eq!(scan.time_left(time), None);
    scan.on(Event::Resume, time);
    assert_eq!(scan.time_left(time), None, "what was measured before a pause says nothing");
}
