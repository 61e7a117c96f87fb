//! Filters, orders and rules against a slow oracle, written from GitLab's documentation with texts instead of dates.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bounds;
mod kinds;
mod oracle;
mod risks;
mod rows;

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use keyturn::gitlab::calls::personal;
use keyturn::tokens::filter::{Arranged, Counts, arrange};
use keyturn::tokens::risk::{Finding, judge};
use keyturn::tokens::row::distinct;
use keyturn::tokens::{Expiry, Filter, Key, Kind, Place, Risk, Row, Sort, State, Texts, Token};
use proptest::collection::vec;
use proptest::prelude::*;

use rows::{a_filter, a_list, a_moment, a_search, a_sort, a_token, an_overlap, some_twins};

/// Narrows and orders, every list being whole.
fn arranged(rows: &[Arc<Row>], filter: &Filter, kept: &[Key], sort: Sort, now: DateTime<Utc>) -> Arranged {
    let judged = judge(rows, |_| true, now);
    arrange(rows, &judged, &sort.order(rows, &judged), &left(rows, filter, None), filter, kept)
}

/// What is left by everything but cards and end, looking among those that were left before.
fn left(rows: &[Arc<Row>], filter: &Filter, before: Option<&[bool]>) -> Vec<bool> {
    let mut left = filter.left(rows, before);
    filter.search(&Texts::of(rows), &mut left);
    left
}

fn shown(rows: &[Arc<Row>], filter: &Filter, sort: Sort, now: DateTime<Utc>) -> Vec<usize> {
    arranged(rows, filter, &[], sort, now).shown
}

fn all() -> Filter {
    Filter { state: State::All, ..Filter::default() }
}

/// A token in a list of which nothing else is known.
fn alone(place: Place, token: Token) -> Vec<Arc<Row>> {
    Row::all(place, "", [token])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn exactly_the_rows_of_the_documentation_are_shown(
        rows in a_list(), filter in a_filter(), now in a_moment()
    ) {
        let mut shown = shown(&rows, &filter, Sort::default(), now);
        shown.sort_unstable();
        let expected: Vec<usize> =
            (0..rows.len()).filter(|&row| oracle::is_shown(&filter, &rows, row, now)).collect();
        prop_assert_eq!(shown, expected);
    }

    #[test]
    fn rows_just_changed_stay_in_sight_and_in_order(
        rows in a_list(), filter in a_filter(), kept in vec(0_usize..12, 0..3), now in a_moment()
    ) {
        let kept: Vec<Key> = kept.into_iter().filter_map(|row| rows.get(row)).map(|row| row.key()).collect();
        let arranged = arranged(&rows, &filter, &kept, Sort::default(), now);
        let mut expected = shown(&rows, &all(), Sort::default(), now);
        expected.retain(|&row| {
            kept.contains(&rows[row].key()) || oracle::is_shown(&filter, &rows, row, now)
        });
        prop_assert_eq!(arranged.shown, expected);
        let without = self::arranged(&rows, &filter, &[], Sort::default(), now);
        prop_assert_eq!(arranged.counts, without.counts, "what only stays in sight is not counted");
    }

    #[test]
    fn every_order_holds_between_any_two_rows(rows in a_list(), sort in a_sort(), now in a_moment()) {
        let order = shown(&rows, &all(), sort, now);
        prop_assert_eq!(order.len(), rows.len());
        for (place, &first) in order.iter().enumerate() {
            for &second in &order[place + 1..] {
                let (first, second) = (&rows[first], &rows[second]);
                prop_assert!(oracle::comes_before(sort, first, second, now), "{first:?} {second:?}");
            }
        }
    }

    #[test]
    fn grouped_by_place_each_group_is_in_one_piece_and_in_order(
        rows in a_list(), sort in a_sort(), now in a_moment()
    ) {
        let judged = judge(&rows, |_| true, now);
        let order = sort.order_by_place(&rows, &judged);
        prop_assert_eq!(order.len(), rows.len());
        for (place, &first) in order.iter().enumerate() {
            for &second in &order[place + 1..] {
                let (first, second) = (&rows[first], &rows[second]);
                prop_assert!(first.path <= second.path);
                if first.place == second.place {
                    prop_assert!(oracle::comes_before(sort, first, second, now), "{first:?} {second:?}");
                }
            }
        }
        let mut places: Vec<Place> = order.iter().map(|&row| rows[row].place).collect();
        places.dedup();
        let count = places.len();
        places.sort_unstable();
        places.dedup();
        prop_assert_eq!(places.len(), count, "no place twice");
    }

    #[test]
    fn a_card_counts_what_it_would_show_within_everything_else(
        rows in a_list(), filter in a_filter(), now in a_moment()
    ) {
        let shown = |state, risk| {
            let filter = Filter { state, risk, ..filter.clone() };
            (0..rows.len()).filter(|&row| oracle::is_shown(&filter, &rows, row, now)).count()
        };
        let working = Filter { state: State::Active, risk: None, ..filter.clone() };
        let untold = |risk| {
            let finding = |row: usize| oracle::finding(risk, &rows[row], &rows, true, now);
            let works = |row: &usize| oracle::is_shown(&working, &rows, *row, now);
            (0..rows.len()).filter(works).filter(|&row| matches!(finding(row), Finding::NotTold(_))).count()
        };
        let expected = Counts {
            active: shown(State::Active, None),
            soon: shown(State::ExpiringSoon, None),
            expired: shown(State::Expired, None),
            revoked: shown(State::Revoked, None),
            risks: Risk::ALL.map(|risk| shown(State::All, Some(risk))),
            untold: Risk::ALL.map(untold),
        };
        prop_assert_eq!(arranged(&rows, &filter, &[], Sort::default(), now).counts, expected);
        prop_assert_eq!(expected.active + expected.expired + expected.revoked, shown(State::All, None));
        prop_assert_eq!(shown(State::Inactive, None), expected.expired + expected.revoked);
    }

    #[test]
    fn rows_judged_together_are_judged_as_one_by_one(
        rows in prop_oneof![a_list(), some_twins()], whole in any::<[bool; 2]>(), now in a_moment()
    ) {
        let mut rows = rows;
        rows.sort_by_key(|row| row.place);
        let is_complete = |place: Place| whole[usize::from(place.kind() == Kind::Personal)];
        for (row, judged) in rows.iter().zip(judge(&rows, is_complete, now)) {
            for risk in Risk::ALL {
                let alone = oracle::finding(risk, row, &rows, is_complete(row.place), now);
                prop_assert_eq!(judged.has(risk), alone.is_found(), "{:?} {:?}", risk, row);
            }
        }
    }

    #[test]
    fn each_token_stands_once_and_where_it_lives(rows in an_overlap()) {
        let is_chosen = |row: &&Arc<Row>| {
            let same: Vec<_> = rows.iter().filter(|other| oracle::is_same_token(row, other)).collect();
            let is_wide = |row: &Row| matches!(row.place, Place::AllUsers | Place::DeployInstance);
            let of_place = same.iter().find(|row| !is_wide(row) && !matches!(row.place, Place::User(_)));
            let narrow = of_place.or_else(|| same.iter().find(|row| !is_wide(row)));
            Arc::ptr_eq(row, narrow.unwrap_or(&same[0]))
        };
        let expected: Vec<Arc<Row>> = rows.iter().filter(is_chosen).map(Arc::clone).collect();
        let found = distinct(rows.iter().map(Arc::clone));
        prop_assert_eq!(found.len(), expected.len());
        prop_assert!(found.iter().zip(&expected).all(|(a, b)| Arc::ptr_eq(a, b)), "{:?} {:?}", found, expected);
    }

    #[test]
    fn a_key_is_read_back_as_it_was_written(id in any::<u64>(), text in any::<String>()) {
        for key in [Key::Access(id), Key::Deploy(id)] {
            prop_assert_eq!(Key::parse(&key.to_string()), Some(key));
            prop_assert_eq!(key.id(), id);
        }
        if let Some(key) = Key::parse(&text) {
            prop_assert_eq!(Key::parse(&key.to_string()), Some(key));
        }
    }

    #[test]
    fn gitlab_never_leaves_out_a_row_that_the_page_would_show(
        token in a_token(), filter in a_filter(), now in a_moment()
    ) {
        // What an administrator lists ends on a day: deploy tokens have lists of their own.
        let expiry = match token.expiry {
            Expiry::Instant(at) => Expiry::Day(at.date_naive()),
            expiry => expiry,
        };
        let rows = alone(Place::AllUsers, Token { expiry, ..token });
        let filter = Filter { search: String::new(), ..filter };
        let sent = personal::list_all(&filter, Sort::default(), 1).request.query;
        if oracle::is_shown(&filter, &rows, 0, now) {
            prop_assert!(oracle::gitlab_gives(&sent, &rows[0].token, now), "{sent:?}");
        }
    }

    #[test]
    fn a_search_is_split_into_terms_as_gitlab_splits_it(search in a_search()) {
        let filter = Filter { search: search.clone(), ..Filter::default() };
        let mut terms = filter.terms();
        terms.sort_unstable();
        let mut expected = oracle::terms(&search);
        expected.sort_unstable();
        prop_assert_eq!(terms, expected);
    }

    #[test]
    fn whoever_types_on_sees_what_a_new_search_would_find(
        rows in a_list(), filter in a_filter(), cut in 0_usize..8, state in any::<bool>()
    ) {
        let typed: String = filter.search.chars().take(cut).collect();
        let card = if state { State::All } else { filter.state };
        let before = Filter { search: typed, state: card, risk: None, ..filter.clone() };
        let known = left(&rows, &before, None);
        if filter.narrows(&before) {
            prop_assert_eq!(left(&rows, &filter, Some(&known)), left(&rows, &filter, None));
        }
    }

    #[test]
    fn a_name_gitlab_finds_by_long_words_the_page_finds_too(search in a_search(), token in a_token()) {
        let filter = Filter { search: search.clone(), ..all() };
        let all_long = oracle::terms(&search).iter().all(|term| term.chars().count() >= 3);
        if all_long && oracle::gitlab_finds(&search, &token.name) {
            let rows = alone(Place::User(1), token);
            prop_assert_eq!(shown(&rows, &filter, Sort::default(), DateTime::UNIX_EPOCH), [0]);
        }
    }
}

#[test]
fn what_is_no_key_is_not_taken_for_one() {
    for text in ["", "x", "-1", "deploy-", "deploy-x", "deploy-deploy-1", "18446744073709551616", " 1"] {
        assert_eq!(Key::parse(text), None, "{text}");
    }
}

/// The card of a state and the card of a rule.
#[test]
fn expiring_soon_is_one_rule_by_two_names() {
    let now = rows::at("2026-12-31T10:00:00Z");
    for days in 0..20 {
        let end = now.date_naive() + TimeDelta::days(days);
        let rows = alone(Place::User(1), Token { expiry: Expiry::Day(end), ..Token::named(1, "ci") });
        let by_state = Filter { state: State::ExpiringSoon, ..Filter::default() };
        let by_risk = Filter { risk: Some(Risk::ExpiringSoon), ..all() };
        let shown = |filter| shown(&rows, filter, Sort::default(), now);
        assert_eq!(shown(&by_state), shown(&by_risk), "{days}");
    }
}
