//! Lists, whole and narrowed.

use std::collections::BTreeSet;

use gitlab_emulator::{Options, Scale, Settings, WorldChoice};
use keyturn::gitlab::calls::{personal, token, user};
use keyturn::gitlab::error::Reason;
use keyturn::tokens::filter::{Range, arrange};
use keyturn::tokens::risk::judge;
use keyturn::tokens::{Filter, Place, Row, Sort, SortKey, State, Texts, Token};

use crate::gitlab::GitLab;

fn many(version: &str, tokens_per_user: u32, max_rows_total: usize) -> GitLab {
    let scale = Scale {
        users: 2,
        groups: 1,
        projects: 2,
        tokens_per_user,
        tokens_per_project: 1,
        tokens_per_group: 1,
        deploy_tokens_per_place: 0,
        ..Scale::default()
    };
    GitLab::with(Options {
        world: WorldChoice::Scale(scale),
        version: version.parse().unwrap(),
        settings: Settings { max_rows_total, ..Settings::default() },
        ..Options::default()
    })
}

fn ids(tokens: &[Token]) -> BTreeSet<u64> {
    tokens.iter().map(|token| token.id).collect()
}

#[test]
fn two_hundred_and_fifty_tokens_come_in_three_pages() {
    for version in ["13.12.15", "16.11.10", "19.5.1-ee"] {
        let mut gitlab = many(version, 249, 10_000);
        let (value, ann) = (gitlab.value_of("ann"), gitlab.id_of("ann"));
        let mut sizes = Vec::new();
        let mut next = Some(1);
        while let Some(number) = next {
            let page = gitlab.ask(&value, &token::list(Place::User(ann), number)).unwrap();
            assert_eq!(page.total, Some(250), "{version}");
            sizes.push(page.rows.len());
            next = page.next;
        }
        assert_eq!(sizes, [100, 100, 50], "{version}");
        let rows = gitlab.tokens(&value, ann);
        assert_eq!(ids(&rows).len(), 250, "no row twice at {version}");
        assert!(rows.iter().all(|token| token.user_id == Some(ann)));
        assert!(rows.iter().any(|token| token.revoked), "revoked ones are part of the list");
    }
}

#[test]
fn a_list_too_long_to_be_counted_is_still_read_to_its_end() {
    let mut gitlab = many("19.5.1-ee", 249, 200);
    let (value, ann) = (gitlab.value_of("ann"), gitlab.id_of("ann"));
    assert_eq!(gitlab.ask(&value, &token::list(Place::User(ann), 1)).unwrap().total, None);
    assert_eq!(gitlab.tokens(&value, ann).len(), 250);
}

#[test]
fn a_token_created_between_two_pages_comes_at_the_end_and_moves_no_other() {
    let mut gitlab = many("19.5.1-ee", 249, 10_000);
    let (value, ann) = (gitlab.value_of("ann"), gitlab.id_of("ann"));
    let before = ids(&gitlab.tokens(&value, ann));
    let first = gitlab.ask(&value, &token::list(Place::User(ann), 1)).unwrap();
    let (created, _) = gitlab.create("ann", "in between");
    let second = gitlab.ask(&value, &token::list(Place::User(ann), 2)).unwrap();
    let third = gitlab.ask(&value, &token::list(Place::User(ann), 3)).unwrap();
    assert_eq!(third.rows.last().map(|token| token.id), Some(created.id));
    let rows = [first.rows, second.rows, third.rows].concat();
    assert_eq!(rows.len(), 251);
    assert!(ids(&rows).is_superset(&before));
}

#[test]
fn gitlabs_filters_and_the_pages_own_agree_even_where_gitlab_ignores_them() {
    for version in ["13.12.15", "16.11.10", "19.5.1-ee"] {
        let mut gitlab = many(version, 60, 10_000);
        let root = gitlab.value_of("root");
        let (today, now) = (gitlab.today(), gitlab.now);
        let everything = Filter { state: State::All, ..Filter::default() };
        let by_age = Sort { key: SortKey::Created, descending: false };
        let whole = gitlab.all(&root, |page| personal::list_all(&everything, by_age, page));
        let range = |after: Option<u64>, before: Option<u64>| Range {
            after: after.map(|days| today - chrono::Days::new(days)),
            before: before.map(|days| today - chrono::Days::new(days)),
        };
        for filter in [
            Filter::default(),
            Filter { state: State::Inactive, ..Filter::default() },
            Filter { state: State::ExpiringSoon, ..Filter::default() },
            Filter { state: State::Expired, ..Filter::default() },
            Filter { state: State::Revoked, ..Filter::default() },
            Filter { search: String::from("token 0001"), ..everything.clone() },
            Filter { search: String::from("\"token 00012\""), ..everything.clone() },
            Filter { created: range(Some(340), Some(320)), ..everything.clone() },
            Filter { last_used: range(Some(20), Some(3)), ..everything.clone() },
            Filter { expires: range(Some(5), None), ..everything.clone() },
            Filter { expires: range(None, Some(1)), ..everything.clone() },
        ] {
            let narrowed = gitlab.all(&root, |page| personal::list_all(&filter, by_age, page));
            let shown = |rows: &[Token]| -> Vec<u64> {
                let rows = Row::all(Place::AllUsers, "", rows.to_vec());
                let judged = judge(&rows, |_| true, now);
                let order = by_age.order(&rows, &judged);
                let mut left = filter.left(&rows, None);
                filter.search(&Texts::of(&rows), &mut left);
                let shown = arrange(&rows, &judged, &order, &left, &filter, &[]).shown;
                shown.into_iter().map(|row| rows[row].token.id).collect()
            };
            assert_eq!(shown(&narrowed), shown(&whole), "{version} {filter:?}");
            // The old release does not tell when a token was last used.
            assert!(
                version == "13.12.15" || !shown(&whole).is_empty(),
                "the filter says nothing: {filter:?}"
            );
            match version {
                "13.12.15" => assert_eq!(narrowed.len(), whole.len(), "no filter is known yet"),
                "19.5.1-ee" => assert!(narrowed.len() < whole.len(), "all are known: {filter:?}"),
                _ => {}
            }
        }
    }
}

#[test]
fn an_administrator_sees_the_bots_of_projects_and_groups_among_all_tokens() {
    let mut gitlab = many("19.5.1-ee", 1, 10_000);
    let root = gitlab.value_of("root");
    let all = Filter { state: State::All, ..Filter::default() };
    let rows = gitlab.all(&root, |page| personal::list_all(&all, Sort::default(), page));
    let mut bots = 0;
    for id in rows.iter().filter_map(|token| token.user_id).collect::<BTreeSet<_>>() {
        bots += usize::from(gitlab.ask(&root, &user::get(id)).unwrap().is_bot);
    }
    assert_eq!(bots, 3, "one of each project and group");
}

#[test]
fn a_user_is_found_by_name_and_a_missing_one_is_not() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let root = gitlab.value_of("root");
    let found = gitlab.ask(&root, &user::search("Ann Lee")).unwrap();
    assert_eq!(found.rows[0].username, "ann");
    assert!(gitlab.ask(&root, &user::search("nobody at all")).unwrap().rows.is_empty());
    let missing = gitlab.ask(&root, &user::get(99_999)).unwrap_err();
    assert_eq!(missing.reason(), Some(&Reason::NotFound));
}

#[test]
fn what_a_token_reaches_is_told_from_17_4_on() {
    for (version, expected) in
        [("17.3.7", Some(Reason::NoSuchEndpoint)), ("17.4.0", None), ("19.5.1-ee", None)]
    {
        let mut gitlab = many(version, 1, 10_000);
        let value = gitlab.value_of("ann");
        match gitlab.ask(&value, &personal::associations(1)) {
            Ok(reached) => {
                assert_eq!(expected, None, "{version}");
                let roles: Vec<_> =
                    reached.groups.iter().map(|group| group.access_level.unwrap().0).collect();
                assert_eq!((roles, reached.projects.len()), (vec![50], 2), "{version}");
                let end = gitlab.ask(&value, &personal::associations(2)).unwrap();
                assert_eq!(end, personal::Associations::default());
            }
            Err(error) => assert_eq!(error.reason(), expected.as_ref(), "{version}"),
        }
    }
}
