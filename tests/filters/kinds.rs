//! What only some kinds have: roles and user names; and the places of all of them.

use std::sync::Arc;

use chrono::DateTime;
use keyturn::tokens::{AccessLevel, Filter, Kind, Place, Resource, Row, Sort, SortKey, Token};

use crate::shown;

/// A row of a project's list, and one of its deploy tokens.
fn two_kinds() -> Vec<Arc<Row>> {
    let ci = Token { access_level: Some(AccessLevel::DEVELOPER), ..Token::named(1, "ci") };
    let registry = Token { username: Some(String::from("Puller.one")), ..Token::named(2, "registry") };
    let mut rows = Row::all(Place::Resource(Resource::Project(1)), "acme/web", [ci]);
    rows.extend(Row::all(Place::Deploy(Resource::Project(1)), "acme/web", [registry]));
    rows
}

#[test]
fn a_role_that_is_wanted_is_the_very_one_and_no_rung_of_a_ladder() {
    for (role, expected) in [
        (None, &[1, 2][..]),
        (Some(AccessLevel::DEVELOPER), &[1]),
        (Some(AccessLevel::REPORTER), &[]),
        (Some(AccessLevel::MAINTAINER), &[]),
        (Some(AccessLevel(0)), &[]),
    ] {
        let filter = Filter { role, ..Filter::default() };
        let rows = shown(&two_kinds(), &filter, Sort::default(), DateTime::UNIX_EPOCH);
        let shown: Vec<u64> = rows.into_iter().map(|row| two_kinds()[row].token.id).collect();
        assert_eq!(shown, expected, "{role:?}");
    }
}

#[test]
fn a_search_looks_into_the_user_name_in_any_case_but_not_into_the_role() {
    for (search, expected) in
        [("PULLER", &[2][..]), ("\"puller.one\" registry", &[2]), ("puller ci", &[]), ("developer", &[])]
    {
        let filter = Filter { search: String::from(search), ..Filter::default() };
        let rows = shown(&two_kinds(), &filter, Sort::default(), DateTime::UNIX_EPOCH);
        let shown: Vec<u64> = rows.into_iter().map(|row| two_kinds()[row].token.id).collect();
        assert_eq!(shown, expected, "{search}");
    }
}

#[test]
fn roles_are_ordered_by_their_numbers_and_user_names_without_their_case() {
    let tokens = [(1, Some(50), "b"), (2, Some(5), "A"), (3, None, "a"), (4, Some(100), "")].into_iter().map(
        |(id, role, username)| Token {
            access_level: role.map(AccessLevel),
            username: Some(String::from(username)).filter(|text| !text.is_empty()),
            ..Token::named(id, "x")
        },
    );
    let rows = Row::all(Place::User(1), "", tokens);
    for (key, expected) in [(SortKey::Role, [3, 2, 1, 4]), (SortKey::Username, [4, 2, 3, 1])] {
        let ids = |descending| -> Vec<u64> {
            let sort = Sort { key, descending };
            let order = shown(&rows, &Filter::default(), sort, DateTime::UNIX_EPOCH);
            order.into_iter().map(|row| rows[row].token.id).collect()
        };
        assert_eq!(ids(false), expected, "{key:?}");
        let mut back = expected;
        back.reverse();
        assert_eq!(ids(true), back, "{key:?}");
    }
}

#[test]
fn a_kind_and_a_place_are_found_together_and_apart() {
    for (kind, within, expected) in [
        (None, "acme", &[1, 2][..]),
        (Some(Kind::Deploy), "acme", &[2]),
        (Some(Kind::Project), "acme/web", &[1]),
        (Some(Kind::Group), "", &[]),
        (None, "acme/we", &[]),
        (None, "ACME", &[]),
    ] {
        let filter = Filter { kind, within: String::from(within), ..Filter::default() };
        let rows = shown(&two_kinds(), &filter, Sort::default(), DateTime::UNIX_EPOCH);
        let shown: Vec<u64> = rows.into_iter().map(|row| two_kinds()[row].token.id).collect();
        assert_eq!(shown, expected, "{kind:?} {within}");
    }
}
