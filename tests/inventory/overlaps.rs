//! Lists that hold the same tokens: each is shown once, and where it lives.

use std::sync::Arc;

use keyturn::gitlab::Page;
use keyturn::inventory::Scan;
use keyturn::inventory::scan::{Event, Leads, Named, Source, What};
use keyturn::tokens::row::{are_same, distinct};
use keyturn::tokens::{Place, Resource, Row, Token};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use crate::answers::jobs;
use crate::now;

const PROJECT: Resource = Resource::Project(1);
const OWN: u64 = 7;
/// One's own list, which comes first, and all that may hold the same.
const PLACES: [Place; 7] = [
    Place::Resource(PROJECT),
    Place::Resource(Resource::Group(1)),
    Place::Deploy(PROJECT),
    Place::ServiceAccount(PROJECT, OWN),
    Place::ServiceAccount(PROJECT, 8),
    Place::AllUsers,
    Place::DeployInstance,
];

/// Tokens as GitLab tells them: of one's own user only where one is the bot of a project or a service account.
fn tokens(place: Place, ids: &[u64], is_bot: bool) -> Vec<Token> {
    let user_id = match place {
        Place::Deploy(_) | Place::DeployInstance => None,
        Place::ServiceAccount(_, id) => Some(id),
        Place::User(_) | Place::AllUsers => Some(OWN),
        _ => Some(if is_bot { OWN } else { 9 }),
    };
    ids.iter().map(|id| Token { user_id, ..Token::named(*id, "ci") }).collect()
}

proptest! {
    #[test]
    fn each_token_is_shown_once_whatever_the_lists(
        places in subsequence(PLACES.to_vec(), 0..=7).prop_shuffle(), ids in vec(vec(select(vec![1_u64, 2, 3, 4]), 0..4), 8),
        is_bot in any::<bool>()
    ) {
        let mut lists = vec![Place::User(OWN)];
        lists.extend(&places);
        let roots = lists.iter().map(|place| Named { what: What::List(*place), path: String::from("x") });
        let (mut scan, commands) = Scan::start(&roots.collect::<Vec<_>>(), 1, now());
        let mut open = jobs(&commands);
        while let Some(job) = open.pop_front() {
            let What::List(place) = job.what else { panic!("{job:?}") };
            // What is not a person's own lists have ids of their own, unless one is the bot.
            let shift = match place {
                Place::Resource(Resource::Project(_)) if is_bot => 0,
                Place::Resource(Resource::Project(_)) => 10,
                Place::Resource(Resource::Group(_)) => 30,
                Place::ServiceAccount(_, 8) => 20,
                _ => 0,
            };
            let at = lists.iter().position(|list| *list == place).unwrap();
            let mut ids: Vec<u64> = ids[at].iter().map(|id| id + shift).collect();
            ids.dedup();
            let page = Page { rows: tokens(place, &ids, is_bot), odd_rows: 0, next: None, total: None };
            open.extend(jobs(&scan.on(Event::Listed(job, Ok(page)), now())));
        }
        let all = distinct(scan.views().flat_map(|view| view.rows.to_vec()));
        let rows = scan.rows();
        prop_assert_eq!(rows.len(), all.len());
        prop_assert!(rows.iter().zip(&all).all(|(a, b)| Arc::ptr_eq(a, b)));
    }
}

/// The list of all users' tokens names nobody; the list of users, which is asked for the bots' sake, does.
#[test]
fn users_are_called_by_their_names_as_soon_as_these_are_known() {
    let all = What::List(Place::AllUsers);
    let of = |user_id, id| Token { user_id: Some(user_id), ..Token::named(id, "ci") };
    let listed = |job, next| {
        let rows = if next == Some(2) { vec![of(8, 1), of(9, 2)] } else { vec![of(8, 3), of(1, 4)] };
        Event::Listed(job, Ok(Page { rows, odd_rows: 0, next, total: None }))
    };
    let names = |scan: &Scan| -> Vec<String> { scan.rows().iter().map(|row| row.path.to_string()).collect() };
    let (mut scan, commands) = Scan::start(&[Named { what: all, path: String::new() }], 1, now());
    let first = jobs(&commands)[0];
    let second = jobs(&scan.on(listed(first, Some(2)), now()))[0];
    let bots = vec![Named { what: What::Find(Source::Bots), path: String::new() }];
    let bots = jobs(&scan.on(Event::Add(bots), now()))[0];
    let users = vec![(8, Arc::from("ann")), (9, Arc::from("bob"))];
    let found = Leads { places: Vec::new(), users, odd_rows: 0, total: None, next: None };
    scan.on(Event::Found(bots, Ok(found)), now());
    assert_eq!(names(&scan), ["ann", "bob"], "those that were read before");
    scan.on(listed(second, None), now());
    assert_eq!(names(&scan), ["ann", "bob", "ann", ""], "those that come after, and nobody else");
    assert_eq!(scan.rows()[1].group(), Place::User(9));
    assert_eq!(scan.rows()[3].group(), Place::AllUsers);
    // Read again and read for a change, they keep their names.
    scan.put(Place::AllUsers, vec![of(9, 2)], now());
    assert_eq!(names(&scan), ["bob"]);
    let again = jobs(&scan.on(Event::Rescan(all), now()))[0];
    assert_eq!(names(&scan), ["bob"]);
    scan.on(listed(again, None), now());
    assert_eq!(names(&scan), ["ann", ""]);
}

/// An administrator acts on the tokens of everybody, whose own lists are not read.
#[test]
fn what_happens_to_the_token_of_another_user_is_seen_among_all_users() {
    let all = What::List(Place::AllUsers);
    let of = |user_id, id| Token { user_id: Some(user_id), ..Token::named(id, "ci") };
    let listed = |job, rows, next| Event::Listed(job, Ok(Page { rows, odd_rows: 0, next, total: None }));
    let ids = |scan: &Scan| scan.rows().iter().map(|row| row.token.id).collect::<Vec<_>>();
    let (mut scan, commands) = Scan::start(&[Named { what: all, path: String::new() }], 1, now());
    scan.on(listed(jobs(&commands)[0], vec![of(8, 1), of(9, 2), of(8, 3)], None), now());
    scan.amend(Place::User(8), |token| (token.id == 1).then(|| Token { revoked: true, ..token.clone() }));
    scan.issue(Place::User(8), of(8, 4));
    assert_eq!(ids(&scan), [1, 2, 3, 4], "the new one stands beside the old one");
    assert!(scan.rows()[0].token.revoked);

    // Their list was read for a change, while all are read anew.
    let job = jobs(&scan.on(Event::Rescan(all), now()))[0];
    let job = jobs(&scan.on(listed(job, vec![of(8, 1), of(9, 2)], Some(2)), now()))[0];
    scan.put(Place::User(8), vec![Token { revoked: true, ..of(8, 1) }, of(8, 5)], now());
    assert_eq!(
        ids(&scan),
        [1, 2, 3, 4, 5],
        "what is in it, and nothing is gone: GitLab keeps what is revoked"
    );
    scan.on(listed(job, vec![of(9, 6), of(8, 5)], None), now());
    let mut read = ids(&scan);
    read.sort_unstable();
    assert_eq!(read, [1, 2, 5, 6]);
    assert!(
        scan.rows().iter().any(|row| row.token.id == 1 && row.token.revoked),
        "nor is it said otherwise again"
    );

    // Another tab has changed something of theirs. Without their name nobody could tell whose list it is.
    let theirs = What::List(Place::User(8));
    assert_eq!(scan.on(Event::Rescan(theirs), now()), []);
    let bots = vec![Named { what: What::Find(Source::Bots), path: String::new() }];
    let job = jobs(&scan.on(Event::Add(bots), now()))[0];
    let users = vec![(8, Arc::from("ann"))];
    let found = Leads { places: Vec::new(), users, odd_rows: 0, total: None, next: None };
    scan.on(Event::Found(job, Ok(found)), now());
    let job = jobs(&scan.on(Event::Rescan(theirs), now()))[0];
    scan.on(listed(job, vec![of(8, 7)], None), now());
    assert!(scan.rows().iter().any(|row| row.token.id == 7 && &*row.path == "ann"));
}

#[test]
fn rows_are_the_same_only_if_nothing_is_new_changed_or_gone() {
    let rows = |tokens: &[(u64, &str)]| {
        let tokens = tokens.iter().map(|(id, name)| Token::named(*id, name)).collect::<Vec<_>>();
        Row::all(Place::User(OWN), "", tokens)
    };
    let shown = rows(&[(1, "a"), (2, "b")]);
    assert!(are_same(&shown, &rows(&[(1, "a"), (2, "b")])), "though they were read again");
    let others: [&[(u64, &str)]; 5] =
        [&[(1, "a"), (2, "b"), (3, "c")], &[(1, "a"), (2, "other")], &[(1, "a")], &[(1, "a"), (3, "b")], &[]];
    assert!(others.iter().all(|others| !are_same(&shown, &rows(others))));
}
