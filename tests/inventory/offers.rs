//! What a GitLab does not have is found out by a few lists, is not asked of thousands, and is no gap.

use keyturn::gitlab::error::Reason;
use keyturn::gitlab::{Error, Refusal};
use keyturn::inventory::Scan;
use keyturn::inventory::scan::{
    Cause, Command, Event, FEW, FIRST, Job, Leads, Named, Source, Standing, State, What,
};
use keyturn::tokens::{Place, Resource};

use crate::answers::{jobs, page, refused};
use crate::now;

fn accounts(of: Resource, path: &str) -> Named {
    Named { what: What::Find(Source::ServiceAccounts(of)), path: path.to_owned() }
}

fn projects(ids: std::ops::Range<u64>, top: &str) -> Vec<Named> {
    ids.map(|id| accounts(Resource::Project(id), &format!("{top}/{id}"))).collect()
}

fn no_plan() -> Error {
    refused(403, Reason::Forbidden)
}

fn some(places: Vec<Named>) -> Leads {
    Leads { places, users: Vec::new(), odd_rows: 0, total: None, next: None }
}

/// Reads all of it, one answer after the other; how many requests there were.
fn read(roots: &[Named], answer: impl Fn(Job) -> Result<Leads, Error>) -> (Scan, usize) {
    let (mut scan, commands) = Scan::start(roots, 1, now());
    let requests = go_on(&mut scan, &commands, answer);
    (scan, requests)
}

fn go_on(scan: &mut Scan, commands: &[Command], answer: impl Fn(Job) -> Result<Leads, Error>) -> usize {
    let (mut open, mut requests) = (jobs(commands), 0);
    while let Some(job) = open.pop_front() {
        requests += 1;
        let event = match job.what {
            What::Find(_) => Event::Found(job, answer(job)),
            What::List(_) => Event::Listed(job, answer(job).map(|_| page(&[1], None, None))),
        };
        open.extend(jobs(&scan.on(event, now())));
    }
    assert_eq!(scan.state(), State::Over);
    requests
}

#[test]
fn a_plan_without_service_accounts_is_no_gap_and_is_not_asked_of_every_project() {
    let (scan, requests) = read(&projects(0..5_000, "acme"), |_| Err(no_plan()));
    assert!(requests <= FIRST + usize::try_from(FEW).unwrap(), "{requests}");
    let progress = scan.progress();
    assert_eq!((progress.absent, progress.refused, progress.places), (5_000, 0, 0));
    assert!(scan.gaps().is_empty() && scan.is_whole());
}

#[test]
fn plans_differ_between_top_level_groups() {
    let mut roots = projects(0..1_000, "free");
    roots.extend(projects(1_000..1_100, "premium"));
    let is_premium =
        |job: Job| matches!(job.what, What::Find(Source::ServiceAccounts(of)) if of.id() >= 1_000);
    let (scan, requests) =
        read(&roots, |job| if is_premium(job) { Ok(some(Vec::new())) } else { Err(no_plan()) });
    assert!((100..120).contains(&requests), "every one of the second group: {requests}");
    assert_eq!((scan.progress().absent, scan.is_whole()), (1_000, true));
    let absent = scan.absent();
    assert_eq!(absent.len(), 1_000, "each can be looked up");
    assert!(absent.iter().all(|list| list.path.starts_with("free/") && list.standing == Standing::Absent));
    let causes: Vec<_> = absent.iter().filter_map(|list| scan.cause(list.what).0).collect();
    assert!(causes.len() >= FEW as usize && causes.len() < 20, "the others were not asked");
    assert!(causes.iter().all(|cause| *cause == Cause::Error(no_plan())), "with what GitLab answered");
}

#[test]
fn where_one_is_answered_a_refusal_is_one() {
    let answer = |job: Job| match job.what {
        What::Find(Source::ServiceAccounts(Resource::Project(id))) if id % 2 == 1 => Ok(some(Vec::new())),
        _ => Err(no_plan()),
    };
    let (scan, requests) = read(&projects(0..20, "acme"), answer);
    assert_eq!((requests, scan.progress().absent), (20, 0));
    assert_eq!(scan.gaps().len(), 10, "those before the first answer, too");
    assert!(scan.gaps().iter().all(|gap| gap.standing == Standing::Refused(403)));
}

#[test]
fn what_was_left_out_is_asked_after_all_when_a_late_answer_comes() {
    let (mut scan, commands) = Scan::start(&projects(0..50, "acme"), 1, now());
    let mut open = jobs(&commands);
    let last = open.pop_back().unwrap();
    while let Some(job) = open.pop_front() {
        open.extend(jobs(&scan.on(Event::Found(job, Err(no_plan())), now())));
    }
    assert!(scan.progress().absent > 40, "the rest was left out");
    let commands = scan.on(Event::Found(last, Ok(some(Vec::new()))), now());
    let requests = go_on(&mut scan, &commands, |_| Ok(some(Vec::new())));
    let refused = scan.gaps().len();
    assert_eq!((requests + refused + 1, scan.progress().absent), (50, 0));
    assert!(refused >= usize::try_from(FEW).unwrap());
}

#[test]
fn subgroups_have_none_where_only_top_level_groups_do() {
    let mut roots = vec![accounts(Resource::Group(1), "acme")];
    roots.extend((2..500).map(|id| accounts(Resource::Group(id), &format!("acme/{id}"))));
    let is_top = |job: Job| job.what == What::Find(Source::ServiceAccounts(Resource::Group(1)));
    let (scan, requests) =
        read(&roots, |job| if is_top(job) { Ok(some(Vec::new())) } else { Err(no_plan()) });
    assert!(requests < 20 && scan.is_whole(), "{requests}");
    assert_eq!(scan.progress().absent, 498);
}

fn groups(ids: std::ops::Range<u64>) -> Vec<Named> {
    let place = |id| What::List(Place::Resource(Resource::Group(id)));
    ids.map(|id| Named { what: place(id), path: format!("group-{id}") }).collect()
}

/// What a router says, of GitLab or of a proxy in front of it.
fn no_endpoint() -> Error {
    refused(405, Reason::NoSuchEndpoint)
}

#[test]
fn an_endpoint_that_the_release_has_not_is_asked_for_by_a_few() {
    let (scan, requests) = read(&groups(0..1_000), |_| Err(no_endpoint()));
    assert!(requests <= FIRST + FEW as usize, "{requests}");
    assert_eq!((scan.progress().absent, scan.progress().places, scan.is_whole()), (1_000, 0, true));
    assert!(!scan.is_list_whole(Place::Resource(Resource::Group(1))), "nothing was read of it");
}

#[test]
fn an_endpoint_that_was_answered_is_there_and_what_a_proxy_says_is_about_one_list() {
    let odd = What::List(Place::Resource(Resource::Group(500)));
    let answer = |job: Job| if job.what == odd { Err(no_endpoint()) } else { Ok(some(Vec::new())) };
    let (mut scan, requests) = read(&groups(0..1_000), answer);
    assert_eq!((requests, scan.progress().complete, scan.progress().absent), (1_000, 999, 0));
    let expect_the_gap = |scan: &Scan| {
        assert_eq!((scan.gaps().len(), scan.is_whole()), (1, false));
        assert_eq!((scan.gaps()[0].what, scan.gaps()[0].standing), (odd, Standing::Refused(405)));
        assert_eq!(scan.cause(odd).0, Some(Cause::Error(no_endpoint())), "with what it answered");
    };
    expect_the_gap(&scan);
    // Asked again it stays one: what was answered once is not forgotten.
    let commands = scan.on(Event::Rescan(odd), now());
    assert_eq!(go_on(&mut scan, &commands, answer), 1);
    expect_the_gap(&scan);
}

#[test]
fn what_was_left_out_for_want_of_an_endpoint_is_asked_when_one_is_answered() {
    let (mut scan, commands) = Scan::start(&groups(0..100), 1, now());
    let mut open = jobs(&commands);
    let last = open.pop_back().unwrap();
    while let Some(job) = open.pop_front() {
        open.extend(jobs(&scan.on(Event::Listed(job, Err(no_endpoint())), now())));
    }
    assert_eq!((scan.progress().absent, scan.progress().refused), (99, 0));
    let commands = scan.on(Event::Listed(last, Ok(page(&[1], None, None))), now());
    go_on(&mut scan, &commands, |_| Ok(some(Vec::new())));
    let progress = scan.progress();
    assert_eq!((progress.absent, progress.complete + progress.refused), (0, 100));
    assert!(progress.refused >= FEW as usize, "those that were refused say so");
    assert!(!scan.is_whole());
    // Also where the answer comes when one is asked for again.
    let (mut scan, _) = read(&groups(0..100), |_| Err(no_endpoint()));
    let commands = scan.on(Event::Rescan(What::List(Place::Resource(Resource::Group(50)))), now());
    go_on(&mut scan, &commands, |_| Ok(some(Vec::new())));
    assert_eq!(scan.progress().absent, 0);
}

#[test]
fn an_endpoint_that_is_there_says_nothing_about_a_plan() {
    let mut roots = projects(0..10, "free");
    roots.extend(projects(10..20, "premium"));
    let (mut scan, commands) = Scan::start(&roots, 1, now());
    let (mut open, mut premium) = (jobs(&commands), Vec::new());
    // All of the first group are refused, then one of the second by a proxy, and then another one is answered.
    while let Some(job) = open.pop_front() {
        let What::Find(Source::ServiceAccounts(of)) = job.what else { panic!("{job:?}") };
        if of.id() < 10 {
            open.extend(jobs(&scan.on(Event::Found(job, Err(no_plan())), now())));
        } else {
            premium.push(job);
        }
    }
    assert_eq!(scan.progress().absent, 10);
    let proxied = premium.pop().unwrap();
    let mut commands = scan.on(Event::Found(proxied, Err(no_endpoint())), now());
    for job in premium {
        commands.extend(scan.on(Event::Found(job, Ok(some(Vec::new()))), now()));
    }
    go_on(&mut scan, &commands, |_| Ok(some(Vec::new())));
    assert_eq!(scan.progress().absent, 10, "the first group's plan has none");
    assert_eq!(scan.gaps().iter().map(|gap| gap.what).collect::<Vec<_>>(), [proxied.what]);
}

#[test]
fn a_project_that_is_gone_says_nothing_about_the_plan() {
    let text = String::from("Project Not Found");
    let gone = Refusal { status: 404, reason: Reason::NotFound, text, request_id: None, retry_after: None };
    let (scan, requests) = read(&projects(0..20, "acme"), |_| Err(Error::Refused(gone.clone())));
    assert_eq!((requests, scan.gaps().len(), scan.progress().absent), (20, 20, 0));
    // Switched off by a flag, it is said without a name.
    let (scan, requests) = read(&projects(0..20, "acme"), |_| Err(refused(404, Reason::NotFound)));
    assert!(requests < 20 && scan.is_whole());
}

#[test]
fn what_is_wanted_again_is_asked_again() {
    let (mut scan, _) = read(&projects(0..1_000, "acme"), |_| Err(no_plan()));
    let place = What::List(Place::ServiceAccount(Resource::Project(0), 9));
    let found = vec![Named { what: place, path: String::from("robot") }];
    let mut commands = Vec::new();
    for what in scan.whats() {
        commands.extend(scan.on(Event::Rescan(what), now()));
    }
    go_on(&mut scan, &commands, |job| match job.what {
        What::Find(Source::ServiceAccounts(Resource::Project(0))) => Ok(some(found.clone())),
        _ => Ok(some(Vec::new())),
    });
    assert_eq!((scan.progress().complete, scan.progress().absent, scan.is_whole()), (1, 0, true));
}

#[test]
fn a_list_that_every_release_has_is_missing_whoever_says_that_there_is_none() {
    let own = Named { what: What::List(Place::User(7)), path: String::from("ann") };
    let (scan, _) = read(&[own], |_| Err(no_endpoint()));
    assert_eq!((scan.is_whole(), scan.gaps()[0].standing), (false, Standing::Refused(405)));
}

#[test]
fn what_is_asked_of_projects_and_of_groups_are_different_endpoints() {
    let deploy = |of: fn(u64) -> Resource, id| Named {
        what: What::List(Place::Deploy(of(id))),
        path: format!("acme/{id}"),
    };
    let mut roots: Vec<_> = (1..20).map(|id| deploy(Resource::Project, id)).collect();
    roots.extend((1..20).map(|id| deploy(Resource::Group, id)));
    let is_of_group = |job: Job| matches!(job.what, What::List(Place::Deploy(Resource::Group(_))));
    let (scan, _) =
        read(&roots, |job| if is_of_group(job) { Err(no_endpoint()) } else { Ok(some(Vec::new())) });
    assert_eq!((scan.progress().absent, scan.is_whole()), (19, true));
}
