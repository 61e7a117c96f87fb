//! Stories of a scan: what stops it, what a reading anew leaves standing, and how an incomplete list is never taken for a whole one.

use std::sync::Arc;

use keyturn::gitlab::error::Reason;
use keyturn::gitlab::page::Next;
use keyturn::gitlab::version::{Abilities, Version};
use keyturn::gitlab::{Page, Profile, Transport, User};
use keyturn::inventory::Scan;
use keyturn::inventory::scan::{
    Cause, Event, Leads, Named, Source, Standing, State, What, Why, place, places, roots, users,
};
use keyturn::tokens::{Place, Resource, Token};

use crate::answers::{OWN, ids, next, page, refused, scan_of};
use crate::now;

#[test]
fn a_whole_list_stands_until_the_next_one_is_whole() {
    let What::List(place) = OWN else { panic!("{OWN:?}") };
    let (mut scan, job) = scan_of(OWN);
    let job = next(&mut scan, Event::Listed(job, Ok(page(&[1, 2], Some(2), None))));
    assert_eq!((ids(&scan), scan.is_whole()), (vec![1, 2], false), "rows appear as they arrive");
    scan.on(Event::Listed(job, Ok(page(&[3], None, None))), now());
    assert_eq!((ids(&scan), scan.state(), scan.is_whole()), (vec![1, 2, 3], State::Over, true));

    let job = next(&mut scan, Event::Rescan(OWN));
    assert!(!scan.is_whole());
    assert!(scan.is_list_whole(place), "what is shown is all of it, as it was");
    let job = next(&mut scan, Event::Listed(job, Ok(page(&[1], Some(2), None))));
    assert_eq!(ids(&scan), [1, 2, 3], "the half list does not replace the whole one");
    scan.on(Event::Listed(job, Err(refused(403, Reason::Forbidden))), now());
    let view = scan.views().next().unwrap();
    assert_eq!((view.standing, view.is_older, view.rows.len()), (Standing::Partial, true, 3));
    assert!(matches!(view.cause, Some(Cause::Error(_))));
    assert_eq!(scan.gaps().len(), 1);

    let job = next(&mut scan, Event::Rescan(OWN));
    scan.on(Event::Listed(job, Ok(page(&[9], None, None))), now());
    assert_eq!((ids(&scan), scan.is_whole()), (vec![9], true));

    let job = next(&mut scan, Event::Rescan(OWN));
    scan.on(Event::Listed(job, Ok(Page { odd_rows: 1, ..page(&[9], None, None) })), now());
    next(&mut scan, Event::Rescan(OWN));
    assert!(!scan.is_list_whole(place), "one of its rows was not understood");
}

/// A token that is made while its list is read anew stays, whether the list was past it or not.
#[test]
fn what_is_made_while_its_list_is_read_is_there_afterwards_once() {
    let What::List(place) = OWN else { panic!("{OWN:?}") };
    for is_again in [false, true] {
        let (mut scan, mut job) = scan_of(OWN);
        if is_again {
            scan.on(Event::Listed(job, Ok(page(&[1, 2], None, None))), now());
            job = next(&mut scan, Event::Rescan(OWN));
        }
        let job = next(&mut scan, Event::Listed(job, Ok(page(&[1], Some(2), None))));
        for id in [8, 9] {
            scan.issue(place, Token::named(id, "new"));
        }
        assert!(ids(&scan).contains(&8) && ids(&scan).contains(&9), "{:?}", ids(&scan));
        scan.on(Event::Listed(job, Ok(page(&[2, 9], None, None))), now());
        let mut all = ids(&scan);
        all.sort_unstable();
        assert_eq!(all, [1, 2, 8, 9]);
    }
}

#[test]
fn an_answer_to_an_earlier_reading_is_let_pass() {
    let (mut scan, first) = scan_of(OWN);
    let second = next(&mut scan, Event::Rescan(OWN));
    assert_eq!(scan.on(Event::Listed(first, Ok(page(&[1], None, None))), now()), []);
    assert_eq!((ids(&scan), scan.state()), (Vec::new(), State::Going));
    scan.on(Event::Listed(second, Ok(page(&[2], None, None))), now());
    assert_eq!(scan.on(Event::Listed(second, Ok(page(&[3], None, None))), now()), [], "answered twice");
    assert_eq!(ids(&scan), [2]);
}

#[test]
fn a_dead_credential_or_a_lost_network_stops_everything_and_spends_no_list() {
    for (error, why) in [
        (refused(401, Reason::Expired), Why::Credential),
        (refused(401, Reason::Revoked), Why::Credential),
        (Transport::SignedOut.into(), Why::Credential),
        (Transport::Offline.into(), Why::Network),
    ] {
        let (mut scan, job) = scan_of(OWN);
        assert_eq!(scan.on(Event::Listed(job, Err(error)), now()), []);
        assert_eq!(scan.state(), State::Stopped(why));
        let job = next(&mut scan, Event::Resume);
        scan.on(Event::Listed(job, Ok(page(&[1], None, None))), now());
        assert!(scan.is_whole());
    }
}

#[test]
fn a_stop_that_came_with_the_last_answers_is_over_with_them() {
    let more = || vec![named(What::List(Place::User(8)), "ben")];
    for wish in [Event::Rescan(OWN), Event::Add(more())] {
        let (mut scan, job) = scan_of(OWN);
        scan.on(Event::Stop, now());
        scan.on(Event::Listed(job, Ok(page(&[1], None, None))), now());
        assert_eq!((scan.state(), scan.is_whole()), (State::Over, true));
        let job = next(&mut scan, wish);
        assert_eq!(scan.state(), State::Going);
        scan.on(Event::Listed(job, Ok(page(&[2], None, None))), now());
        assert!(scan.is_whole());
    }
    // A stop that holds something back stays one.
    let (mut scan, _) = Scan::start(&[named(OWN, "ann"), more().remove(0)], 1, now());
    scan.on(Event::Stop, now());
    for wish in [Event::Rescan(OWN), Event::Add(vec![named(What::List(Place::User(9)), "cid")])] {
        assert_eq!(scan.on(wish, now()), []);
        assert_eq!(scan.state(), State::Stopped(Why::Person));
    }
}

#[test]
fn a_list_that_shrinks_while_it_is_read_is_begun_again_and_at_last_not_called_whole() {
    let (mut scan, mut job) = scan_of(OWN);
    for _ in 0..2 {
        job = next(&mut scan, Event::Listed(job, Ok(page(&[1, 2], Some(2), Some(4)))));
        job = next(&mut scan, Event::Listed(job, Ok(page(&[4], None, Some(3)))));
        assert_eq!(job.cursor, 1);
    }
    job = next(&mut scan, Event::Listed(job, Ok(page(&[1, 2], Some(2), Some(4)))));
    scan.on(Event::Listed(job, Ok(page(&[4], None, Some(3)))), now());
    let view = scan.views().next().unwrap();
    assert_eq!((view.standing, view.cause), (Standing::Partial, Some(&Cause::Moving)));
    assert_eq!(view.rows.len(), 3);
}

#[test]
fn a_next_page_that_leads_nowhere_ends_the_list_as_partial() {
    let (mut scan, job) = scan_of(OWN);
    scan.on(Event::Listed(job, Ok(page(&[1], Some(1), None))), now());
    let view = scan.views().next().unwrap();
    assert_eq!((view.standing, view.cause), (Standing::Partial, Some(&Cause::Astray)));
}

#[test]
fn a_list_with_rows_that_could_not_be_read_is_a_gap_and_shows_the_others() {
    let (mut scan, job) = scan_of(OWN);
    scan.on(Event::Listed(job, Ok(page(&[1, 2], None, None))), now());
    let job = next(&mut scan, Event::Rescan(OWN));
    scan.on(Event::Listed(job, Ok(Page { odd_rows: 2, ..page(&[1, 3], None, None) })), now());
    assert_eq!((scan.progress().odd_rows, scan.is_whole(), ids(&scan)), (2, false, vec![1, 3]));
    let progress = scan.progress();
    assert_eq!((progress.complete, progress.partial), (0, 1));
    let gap = scan.gaps()[0];
    assert_eq!((gap.what, gap.standing, gap.odd_rows), (OWN, Standing::Partial, 2));

    let job = next(&mut scan, Event::Rescan(OWN));
    scan.on(Event::Listed(job, Ok(page(&[1, 3, 4], None, None))), now());
    assert_eq!((ids(&scan), scan.is_whole()), (vec![1, 3, 4], true));
}

#[test]
fn a_project_that_could_not_be_read_leaves_the_list_of_projects_a_gap() {
    let (mut scan, job) = scan_of(What::Find(Source::Projects));
    let found = Leads { places: Vec::new(), users: Vec::new(), odd_rows: 1, total: None, next: None };
    scan.on(Event::Found(job, Ok(found)), now());
    let gap = scan.gaps()[0];
    assert_eq!((gap.what, gap.standing, gap.odd_rows), (What::Find(Source::Projects), Standing::Partial, 1));
    assert_eq!((scan.progress().lost, scan.state()), (1, State::Over));
}

#[test]
fn places_that_could_not_be_found_are_a_gap() {
    let (mut scan, job) = scan_of(What::Find(Source::Projects));
    scan.on(Event::Found(job, Err(refused(403, Reason::Forbidden))), now());
    let gaps = scan.gaps();
    assert_eq!((gaps.len(), gaps[0].standing), (1, Standing::Refused(403)));
    assert!(!scan.is_whole() && scan.state() == State::Over);
}

#[test]
fn a_place_that_is_found_twice_is_read_once() {
    let (mut scan, job) = scan_of(What::Find(Source::Projects));
    let named = Named { what: OWN, path: String::from("ann") };
    let found =
        Leads { places: vec![named.clone(), named], users: Vec::new(), odd_rows: 0, total: None, next: None };
    let commands = scan.on(Event::Found(job, Ok(found)), now());
    assert_eq!((commands.len(), scan.progress().places), (1, 1));
}

#[test]
fn a_person_and_an_administrator_begin_with_what_they_may_see() {
    assert_eq!(roots(&user(7, false)).len(), 4);
    let of_admin = roots(&user(7, true));
    for place in [Place::User(7), Place::AllUsers, Place::DeployInstance] {
        assert!(of_admin.iter().any(|root| root.what == What::List(place)));
    }
}

#[test]
fn a_place_leads_to_the_lists_that_the_release_has() {
    let group = Resource::Group(5);
    let profile =
        Profile { resource: group, path: String::from("acme"), name: String::new(), access_level: None };
    let page = |rows, next| Page { rows, odd_rows: 1, next, total: Some(1) };
    let found = |source, version: &str| {
        let leads =
            places(source, &page(vec![profile.clone()], Some(2)), Abilities::of(Version::parse(version)));
        assert!(leads.places.iter().all(|named| named.path == "acme"));
        let whats: Vec<What> = leads.places.iter().map(|named| named.what).collect();
        (whats, (leads.odd_rows, leads.total, leads.next))
    };
    let (tokens, deploy) = (What::List(Place::Resource(group)), What::List(Place::Deploy(group)));
    let accounts_of = What::Find(Source::ServiceAccounts(group));
    assert_eq!(found(Source::OwnedGroups, "16.0"), (vec![tokens], (1, Some(1), Some(Next::Number(2)))));
    assert_eq!(found(Source::OwnedGroups, "16.1").0, [tokens, accounts_of]);
    assert_eq!(
        found(Source::OwnedGroups, "").0,
        [tokens, accounts_of],
        "an unknown release decides by itself"
    );
    assert_eq!(found(Source::MaintainedGroups, "19.5").0, [deploy]);
    assert_eq!(found(Source::Projects, "19.5").0, [tokens, deploy, accounts_of]);

    let robot = user(7, false);
    let leads = users(
        Source::ServiceAccounts(group),
        &Page { rows: vec![robot], odd_rows: 0, next: Some(Next::Number(3)), total: Some(101) },
    );
    assert_eq!(leads.places, [named(What::List(Place::ServiceAccount(group, 7)), "user-7")]);
    assert_eq!((leads.total, leads.next), (Some(101), Some(Next::Number(3))));
    let bot = User { username: String::from("group_5_bot_0a"), is_bot: true, ..user(8, false) };
    let leads = users(Source::Bots, &page_of(vec![user(7, false), bot]));
    assert_eq!(leads.places, [named(What::Find(Source::Home(group)), "group_5_bot_0a")]);
    assert_eq!(leads.users, [(7, Arc::from("user-7")), (8, Arc::from("group_5_bot_0a"))]);
    let leads = place(Source::Home(group), &profile, Abilities::of(None));
    assert_eq!((leads.places, leads.next), (vec![named(tokens, "acme")], None));
}

fn page_of(rows: Vec<User>) -> Page<User, Next> {
    Page { rows, odd_rows: 0, next: None, total: None }
}

fn named(what: What, path: &str) -> Named {
    Named { what, path: path.to_owned() }
}

fn user(id: u64, is_admin: bool) -> User {
    let (name, state) = (String::new(), String::new());
    User { id, username: format!("user-{id}"), name, state, is_admin, is_bot: false }
}
