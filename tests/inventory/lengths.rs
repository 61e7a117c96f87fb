//! Lists that are long, or odd on their way: an incomplete one is never taken for a whole one, whatever came instead of its next page.

use keyturn::gitlab::page::Next;
use keyturn::gitlab::version::{Abilities, Version};
use keyturn::gitlab::{Error, Response};
use keyturn::inventory::Scan;
use keyturn::inventory::scan::{
    Cause, Event, Job, Leads, MOST_PAGES, Named, Question, Source, Standing, State, What, places, users,
};
use keyturn::tokens::Place;

use crate::answers::{OWN, ids, jobs, next, page, scan_of};
use crate::now;

fn cause(scan: &Scan) -> (Standing, Option<Cause>) {
    let gap = scan.gaps();
    (gap[0].standing, scan.cause(gap[0].what).0)
}

fn found(total: Option<u64>, next: Option<u64>) -> Leads {
    Leads { places: Vec::new(), users: Vec::new(), odd_rows: 0, total, next: next.map(Next::Number) }
}

/// An answer with its headers.
fn answer(status: u16, headers: &[(&str, &str)], body: &str) -> Response {
    let mut response = Response::new(status, "application/json", body.to_owned());
    for (name, value) in headers {
        response.take_header(name, value);
    }
    response
}

/// As the page reads it.
fn listed(job: Job, response: &Response) -> Event {
    let Question::Tokens(call) = job.question() else { panic!("{job:?}") };
    Event::Listed(job, (call.read)(response))
}

#[test]
fn a_list_without_totals_is_read_to_its_end() {
    let (mut scan, mut job) = scan_of(OWN);
    for number in 1..=200 {
        let rows: Vec<u64> = (0..100).map(|row| u64::from(number) * 100 + row).collect();
        let more = (number < 200).then_some(number + 1);
        let commands = scan.on(Event::Listed(job, Ok(page(&rows, more, None))), now());
        if number < 200 {
            job = jobs(&commands)[0];
            assert_eq!(job.cursor, u64::from(number + 1));
        }
    }
    assert_eq!((scan.progress().rows, scan.is_whole()), (20_000, true));
}

#[test]
fn a_list_that_never_ends_is_ended_and_says_so() {
    let (mut scan, mut job) = scan_of(OWN);
    for number in 1..MOST_PAGES {
        job = next(&mut scan, Event::Listed(job, Ok(page(&[u64::from(number)], Some(number + 1), None))));
    }
    scan.on(Event::Listed(job, Ok(page(&[0], Some(MOST_PAGES + 1), None))), now());
    assert_eq!(cause(&scan), (Standing::Partial, Some(Cause::TooLong)));
}

#[test]
fn where_gitlab_counts_no_further_the_list_is_partial_and_says_so() {
    let (mut scan, job) = scan_of(What::Find(Source::OwnedGroups));
    let job = next(&mut scan, Event::Found(job, Ok(found(None, Some(502)))));
    let body = "{\"error\":\"Offset pagination has a maximum allowed offset of 50000 for requests that return objects of \
                type Group. Remaining records can be retrieved using keyset pagination.\"}";
    let Question::Places(_, call) = job.question() else { panic!("{job:?}") };
    let error = (call.read)(&answer(405, &[], body)).unwrap_err();
    scan.on(Event::Found(job, Err(error)), now());
    assert_eq!(cause(&scan), (Standing::Partial, Some(Cause::BeyondOffset)));
}

#[test]
fn places_that_shrink_while_they_are_found_are_found_again() {
    let (mut scan, job) = scan_of(What::Find(Source::MaintainedGroups));
    let job = next(&mut scan, Event::Found(job, Ok(found(Some(101), Some(2)))));
    let job = next(&mut scan, Event::Found(job, Ok(found(Some(100), None))));
    assert_eq!(job.cursor, 1, "another one may have slid to the first page");
    scan.on(Event::Found(job, Ok(found(Some(100), None))), now());
    assert!(scan.is_whole());
}

#[test]
fn a_row_that_came_or_went_between_two_pages_is_neither_lost_nor_doubled() {
    // One was added: it stands at the end.
    let (mut scan, job) = scan_of(OWN);
    let job = next(&mut scan, Event::Listed(job, Ok(page(&[1, 2], Some(2), Some(3)))));
    scan.on(Event::Listed(job, Ok(page(&[3, 4], None, Some(4)))), now());
    assert_eq!((ids(&scan), scan.is_whole()), (vec![1, 2, 3, 4], true));
    // One went: the third slid to the first page, and the second page does not hold it.
    let (mut scan, job) = scan_of(OWN);
    let job = next(&mut scan, Event::Listed(job, Ok(page(&[1, 2], Some(2), Some(4)))));
    let job = next(&mut scan, Event::Listed(job, Ok(page(&[4], None, Some(3)))));
    assert!(!scan.is_whole());
    let job = next(&mut scan, Event::Listed(job, Ok(page(&[2, 3], Some(2), Some(3)))));
    scan.on(Event::Listed(job, Ok(page(&[4], None, Some(3)))), now());
    assert_eq!((ids(&scan), scan.is_whole()), (vec![2, 3, 4], true));
    // A row was moved from one page to the next: it is one row.
    let (mut scan, job) = scan_of(OWN);
    let job = next(&mut scan, Event::Listed(job, Ok(page(&[1, 2], Some(2), Some(3)))));
    scan.on(Event::Listed(job, Ok(page(&[2, 3], None, Some(3)))), now());
    assert_eq!((ids(&scan), scan.is_whole()), (vec![1, 2, 3], true));
}

#[test]
fn of_a_link_to_another_host_only_the_page_is_used() {
    let (mut scan, job) = scan_of(OWN);
    let rows = "[{\"id\":1,\"name\":\"ci\"}]";
    let link = "<http://evil.example/api/v4/x?page=2&private_token=x>; rel=\"next\"";
    let second = next(&mut scan, listed(job, &answer(200, &[("Link", link)], rows)));
    let (Question::Tokens(first), Question::Tokens(call)) = (job.question(), second.question()) else {
        panic!("no tokens")
    };
    let target = first.request.target().replace("&page=1", "&page=2");
    assert_eq!(call.request.target(), target, "the same request but for its page");
}

#[test]
fn what_says_that_it_goes_on_and_not_where_is_not_the_end() {
    for header in [("X-Next-Page", "soon"), ("Link", "<http://x/api/v4/y?cursor=eyJ>; rel=\"next\"")] {
        let (mut scan, job) = scan_of(OWN);
        scan.on(listed(job, &answer(200, &[header], "[{\"id\":1,\"name\":\"ci\"}]")), now());
        assert_eq!(cause(&scan), (Standing::Partial, Some(Cause::Astray)), "{header:?}");
        assert_eq!(ids(&scan), [1]);
    }
}

#[test]
fn what_is_no_list_fails_and_what_is_no_row_is_counted() {
    let html = |status| Response::new(status, "text/html", String::from("<html>"));
    for response in [
        html(200),
        answer(200, &[], ""),
        answer(200, &[], "[{\"id\":1,\"name\":\"ci\"},{\"id\":2"),
        answer(200, &[], "{}"),
        answer(200, &[], "null"),
        Response::new(200, "", String::from("[]")),
        answer(204, &[], ""),
    ] {
        let (mut scan, job) = scan_of(OWN);
        scan.on(listed(job, &response), now());
        let (standing, cause) = cause(&scan);
        assert_eq!((scan.state(), standing), (State::Over, Standing::Failed), "{}", *response.body);
        assert!(matches!(cause, Some(Cause::Error(error)) if !matches!(error, Error::Transport(_))));
    }
    let (mut scan, job) = scan_of(OWN);
    let odd = "[{\"id\":1,\"name\":\"ci\"},{\"id\":\"x\"},7,null,{\"id\":2,\"name\":\"cd\",\"scopes\":[\"brand_new\"]}]";
    scan.on(listed(job, &answer(200, &[], odd)), now());
    assert_eq!((ids(&scan), scan.progress().odd_rows, scan.is_whole()), (vec![1, 2], 3, false));
    let (mut scan, job) = scan_of(OWN);
    scan.on(listed(job, &answer(200, &[], "\u{feff}[]")), now());
    assert!(scan.is_whole(), "a mark in front changes nothing");
}

/// The list of projects, answered page by page; after which ids it was asked for.
fn find_projects(answers: &[&str]) -> (Scan, Vec<u64>) {
    let (mut scan, job) = scan_of(What::Find(Source::Projects));
    let (mut open, mut asked) = (vec![job], Vec::new());
    for body in answers {
        let job = open.pop().unwrap();
        asked.push(job.cursor);
        let Question::Places(source, call) = job.question() else { panic!("{job:?}") };
        // GitLab counts what is left, and names a page that nobody asks for.
        let found = (call.read)(&answer(200, &[("X-Next-Page", "2"), ("X-Total", "9")], body)).unwrap();
        let event = Event::Found(job, Ok(places(source, &found, Abilities::of(None))));
        let commands = scan.on(event, now());
        open.extend(jobs(&commands).into_iter().filter(|job| job.what == What::Find(Source::Projects)));
    }
    assert_eq!(open, [], "{asked:?}");
    (scan, asked)
}

#[test]
fn projects_are_found_by_the_highest_id_until_nothing_comes() {
    let row = |id: u64| format!("{{\"id\":{id},\"path_with_namespace\":\"acme/{id}\"}}");
    let two = format!("[{},{}]", row(9), row(7));
    let (scan, asked) = find_projects(&[&two, &format!("[{}]", row(u64::MAX)), "[]"]);
    assert_eq!((asked, scan.progress().lost), (vec![0, 9, u64::MAX], 0));
}

#[test]
fn a_project_that_cannot_be_read_is_counted_once_and_hides_none_behind_it() {
    // The last one has an id and nothing else that can be read.
    let first = "[{\"id\":1,\"path_with_namespace\":\"acme/1\"},{\"id\":2,\"path_with_namespace\":null}]";
    let (scan, asked) = find_projects(&[first, "[{\"id\":3}]", "[]"]);
    assert_eq!(asked, [0, 2, 3], "on after it");
    assert_eq!((scan.progress().odd_rows, scan.is_whole()), (2, false));
    // Where none has an id, nobody knows where to go on: not the end.
    for rows in ["[null]", "[{\"id\":\"x\"},7]"] {
        let (scan, _) = find_projects(&[first, rows]);
        assert_eq!(cause(&scan), (Standing::Partial, Some(Cause::Astray)), "{rows}");
        let (scan, _) = find_projects(&[rows]);
        assert_eq!(cause(&scan), (Standing::Partial, Some(Cause::Astray)), "{rows}");
    }
}

/// The list of all users of a GitLab, answered page by page with so many rows and this header; what was asked for.
fn find_users(version: &str, answers: &[(usize, &str, &str)]) -> (Scan, Vec<String>) {
    let (mut scan, job) = scan_of(What::Find(Source::Bots));
    let (mut open, mut asked) = (vec![job], Vec::new());
    for (rows, header, value) in answers {
        let job = open.pop().unwrap();
        let question = scan.question(job, Abilities::of(Version::parse(version)));
        let Question::Users(source, call) = question else { panic!("{job:?}") };
        let target = call.request.target();
        asked.push(
            target.strip_prefix("/api/v4/users?order_by=id&sort=asc&per_page=100&").unwrap().to_owned(),
        );
        let body = format!("[{}]", vec!["{\"id\":1,\"username\":\"ann\"}"; *rows].join(","));
        let found = (call.read)(&answer(200, &[(header, value)], &body)).unwrap();
        open.extend(jobs(&scan.on(Event::Found(job, Ok(users(source, &found))), now())));
    }
    assert_eq!((open, scan.state()), (Vec::new(), State::Over), "{asked:?}");
    (scan, asked)
}

const AFTER_A: &str = "<http://other/api/v4/users?cursor=a%3D&page=9>; rel=\"next\"";

#[test]
fn all_users_are_read_by_cursors_where_gitlab_has_them() {
    let (a, b) = ("<http://x/?cursor=a%3D>; rel=\"next\"", "<http://x/?cursor=b>; rel=\"next\"");
    // The last page may be full: after one that named the next, it is the end.
    for last in [0, 7, 100] {
        let (scan, asked) = find_users("16.5", &[(100, "Link", a), (100, "Link", b), (last, "X", "")]);
        assert_eq!(
            asked,
            ["pagination=keyset", "pagination=keyset&cursor=a%3D", "pagination=keyset&cursor=b"],
            "nothing of the address but the cursor"
        );
        assert!(scan.is_whole());
    }
    // Where there is none, or GitLab does not take the hint, by pages.
    let (scan, asked) = find_users("16.4", &[(100, "X-Next-Page", "2"), (1, "X-Next-Page", "")]);
    assert_eq!((asked, scan.is_whole()), (vec![String::from("page=1"), String::from("page=2")], true));
    let (scan, asked) = find_users("", &[(100, "X-Next-Page", "2"), (1, "X-Next-Page", "")]);
    assert_eq!(
        (asked, scan.is_whole()),
        (vec![String::from("pagination=keyset"), String::from("page=2")], true)
    );
}

#[test]
fn a_cursor_that_leads_nowhere_is_not_the_end() {
    let odd = "<http://x/?cursor=a%26b>; rel=\"next\"";
    for answers in [
        // The same again, and what is none.
        vec![(100, "Link", AFTER_A), (100, "Link", AFTER_A)],
        vec![(100, "Link", odd)],
        // Nothing that says where it goes on, of the first page and of the next one, which is asked for by its number.
        vec![(100, "X", ""), (100, "X", "")],
    ] {
        let (scan, asked) = find_users("19.5", &answers);
        assert_eq!(cause(&scan), (Standing::Partial, Some(Cause::Astray)), "{asked:?}");
    }
    // A hundred users, and no other.
    let (scan, asked) = find_users("19.5", &[(100, "X", ""), (0, "X-Next-Page", "")]);
    assert_eq!((asked[1].as_str(), scan.is_whole()), ("page=2", true));
}

#[test]
fn what_came_before_garbage_is_kept() {
    let (mut scan, job) = scan_of(OWN);
    let job = next(&mut scan, Event::Listed(job, Ok(page(&[1], Some(2), None))));
    scan.on(Event::Listed(job, Err(Error::NotJson { status: 200, html: true })), now());
    assert_eq!((cause(&scan).0, ids(&scan)), (Standing::Partial, vec![1]));
}

#[test]
fn a_list_put_by_somebody_else_is_not_asked_for_any_more() {
    let (mut scan, job) = scan_of(What::Find(Source::Projects));
    let named = |id| Named { what: What::List(Place::User(id)), path: String::from("ann") };
    let places = (0..20).map(named).collect();
    let under_way = jobs(&scan.on(Event::Found(job, Ok(Leads { places, ..found(None, None) })), now()));
    for id in 0..20 {
        scan.put(Place::User(id), Vec::new(), now());
    }
    for job in under_way {
        assert_eq!(
            scan.on(Event::Listed(job, Ok(page(&[1], None, None))), now()),
            [],
            "nothing is left to ask"
        );
    }
    assert_eq!((scan.state(), scan.progress().rows), (State::Over, 0));
}
