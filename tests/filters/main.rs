//! Filters and orders against a slow oracle, written from GitLab's documentation with texts instead of dates.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod oracle;

use chrono::{DateTime, TimeDelta, Utc};
use keyturn::gitlab::calls::personal;
use keyturn::tokens::date::{days_after, parse_day, parse_instant, start_of};
use keyturn::tokens::filter::{Counts, Range, arrange, arrange_keeping};
use keyturn::tokens::{AccessLevel, Expiry, Filter, LastUsed, Scope, Sort, SortKey, State, Token};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Days near each other, over the ends of a month, a leap day and a year.
fn a_day() -> impl Strategy<Value = chrono::NaiveDate> {
    (select(vec!["2026-12-31", "2026-12-31", "2027-01-14", "2028-02-28"]), 0_u32..4)
        .prop_map(|(day, later)| days_after(parse_day(day).unwrap(), later))
}

/// Mostly the very moments at which something changes: midnight in UTC and the millisecond on either side of it.
fn a_moment() -> impl Strategy<Value = DateTime<Utc>> {
    (a_day(), select(vec![-1_i64, 0, 1, 43_200_000, 86_399_999]))
        .prop_map(|(day, millisecond)| start_of(day) + TimeDelta::milliseconds(millisecond))
}

fn a_name() -> impl Strategy<Value = String> {
    let words = vec!["ci", "CI", "deploy", "Deploy-laptop", "ÄRGER", "ärger", "a", "\"q\"", "42", "read_api"];
    vec(select(words), 1..4).prop_map(|words| words.join(" "))
}

/// As GitLab makes them up, and as people choose them.
fn a_username() -> impl Strategy<Value = String> {
    let names = vec!["gitlab+deploy-token-42", "Puller", "puller", "deploy.bot", "CI", "z_9", ""];
    select(names).prop_map(str::to_owned)
}

/// Known and unknown ones.
fn a_role() -> impl Strategy<Value = AccessLevel> {
    select(vec![
        AccessLevel::GUEST,
        AccessLevel::DEVELOPER,
        AccessLevel::OWNER,
        AccessLevel(7),
        AccessLevel(100),
    ])
}

fn a_search() -> impl Strategy<Value = String> {
    let parts = vec![
        "ci",
        "DEPLOY",
        "laptop",
        "ärg",
        "\"",
        " ",
        " ",
        "a",
        "q",
        "42",
        "\"ci deploy\"",
        "api",
        "\"a\"",
        "pull",
        "token-42",
    ];
    vec(select(parts), 0..6).prop_map(|parts| parts.concat())
}

fn some_scopes() -> impl Strategy<Value = Vec<Scope>> {
    subsequence(vec![Scope::API, Scope::READ_API, Scope::SUDO, Scope::named("brand_new")], 0..=4)
}

fn a_token() -> impl Strategy<Value = Token> {
    let expiry = prop_oneof![
        Just(Expiry::Never),
        a_day().prop_map(Expiry::Day),
        a_day().prop_map(Expiry::Day),
        a_moment().prop_map(Expiry::Instant),
    ];
    let last_used =
        prop_oneof![Just(LastUsed::NotTold), Just(LastUsed::Never), a_moment().prop_map(LastUsed::At)];
    let who = (a_name(), option::of(a_name()), some_scopes(), option::of(1_u64..4));
    let what = (option::of(a_username()), option::of(a_role()));
    let when = (option::of(a_moment()), last_used, expiry, any::<bool>());
    (who, what, when).prop_map(
        |(
            (name, description, scopes, user_id),
            (username, access_level),
            (created_at, last_used, expiry, revoked),
        )| Token {
            username,
            access_level,
            description,
            scopes,
            user_id,
            created_at,
            last_used,
            expiry,
            revoked,
            ..Token::named(0, &name)
        },
    )
}

/// Tokens of different ids, in any order.
fn a_list() -> impl Strategy<Value = Vec<Token>> {
    vec(a_token(), 0..12)
        .prop_map(|mut tokens| {
            (1..).zip(&mut tokens).for_each(|(id, token)| token.id = id);
            tokens
        })
        .prop_shuffle()
}

fn a_range() -> impl Strategy<Value = Range> {
    (option::of(a_day()), option::of(a_day())).prop_map(|(after, before)| Range { after, before })
}

fn a_filter() -> impl Strategy<Value = Filter> {
    let state = select(vec![
        State::Active,
        State::Inactive,
        State::ExpiringSoon,
        State::Expired,
        State::Revoked,
        State::All,
        State::All,
    ]);
    let range = || prop_oneof![3 => Just(Range::default()), 1 => a_range()];
    let search = prop_oneof![2 => Just(String::new()), 1 => a_search()];
    let revoked = prop_oneof![3 => Just(None), 1 => any::<bool>().prop_map(Some)];
    let scope = prop_oneof![3 => Just(None), 1 => Just(Some(Scope::API))];
    let role = prop_oneof![3 => Just(None), 1 => a_role().prop_map(Some)];
    (search, state, revoked, scope, role, range(), range(), range()).prop_map(
        |(search, state, revoked, scope, role, created, expires, last_used)| Filter {
            search,
            state,
            revoked,
            scope,
            role,
            created,
            expires,
            last_used,
        },
    )
}

fn a_sort() -> impl Strategy<Value = Sort> {
    let keys = vec![
        SortKey::Name,
        SortKey::Scopes,
        SortKey::Created,
        SortKey::LastUsed,
        SortKey::Expires,
        SortKey::Status,
        SortKey::User,
        SortKey::Role,
        SortKey::Username,
    ];
    (select(keys), any::<bool>()).prop_map(|(key, descending)| Sort { key, descending })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn exactly_the_rows_of_the_documentation_are_shown(
        tokens in a_list(), filter in a_filter(), now in a_moment()
    ) {
        let mut shown = arrange(&tokens, &filter, Sort::default(), now);
        shown.sort_unstable();
        let expected: Vec<usize> =
            (0..tokens.len()).filter(|&row| oracle::is_shown(&filter, &tokens[row], now)).collect();
        prop_assert_eq!(shown, expected);
    }

    #[test]
    fn rows_just_changed_stay_in_sight_and_in_order(
        tokens in a_list(), filter in a_filter(), kept in vec(1_u64..12, 0..3), now in a_moment()
    ) {
        let rows = arrange_keeping(&tokens, &filter, &kept, Sort::default(), now);
        let all = Filter { state: State::All, ..Filter::default() };
        let mut expected = arrange(&tokens, &all, Sort::default(), now);
        expected.retain(|&row| {
            kept.contains(&tokens[row].id) || oracle::is_shown(&filter, &tokens[row], now)
        });
        prop_assert_eq!(rows, expected);
    }

    #[test]
    fn every_order_holds_between_any_two_rows(tokens in a_list(), sort in a_sort(), now in a_moment()) {
        let filter = Filter { state: State::All, ..Filter::default() };
        let rows = arrange(&tokens, &filter, sort, now);
        prop_assert_eq!(rows.len(), tokens.len());
        for (place, &first) in rows.iter().enumerate() {
            for &second in &rows[place + 1..] {
                let (first, second) = (&tokens[first], &tokens[second]);
                prop_assert!(oracle::comes_before(sort, first, second, now), "{first:?} {second:?}");
            }
        }
    }

    #[test]
    fn the_cards_count_the_rows_their_filters_show(tokens in a_list(), now in a_moment()) {
        let shown = |state| {
            let filter = Filter { state, ..Filter::default() };
            tokens.iter().filter(|token| oracle::is_shown(&filter, token, now)).count()
        };
        let expected = Counts {
            active: shown(State::Active),
            soon: shown(State::ExpiringSoon),
            expired: shown(State::Expired),
            revoked: shown(State::Revoked),
        };
        prop_assert_eq!(Counts::of(&tokens, now), expected);
        prop_assert_eq!(expected.active + expected.expired + expected.revoked, tokens.len());
        prop_assert_eq!(shown(State::Inactive), expected.expired + expected.revoked);
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
        let token = Token { expiry, ..token };
        let filter = Filter { search: String::new(), ..filter };
        let sent = personal::list_all(&filter, Sort::default(), 1).request.query;
        if oracle::is_shown(&filter, &token, now) {
            prop_assert!(oracle::gitlab_gives(&sent, &token, now), "{sent:?}");
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
    fn a_name_gitlab_finds_by_long_words_the_page_finds_too(search in a_search(), token in a_token()) {
        let filter = Filter { search: search.clone(), state: State::All, ..Filter::default() };
        let all_long = oracle::terms(&search).iter().all(|term| term.chars().count() >= 3);
        if all_long && oracle::gitlab_finds(&search, &token.name) {
            prop_assert!(filter.admits(&token, DateTime::UNIX_EPOCH));
        }
    }
}

/// Whether a token of this moment is shown between two days.
fn check_bounds(at: &str, after: &str, before: &str, instants: bool, ends: bool) {
    let moment = parse_instant(at).unwrap();
    let range = Range { after: parse_day(after), before: parse_day(before) };
    let all = Filter { state: State::All, ..Filter::default() };
    let mut token = Token::named(1, "x");
    token.created_at = Some(moment);
    token.last_used = LastUsed::At(moment);
    token.expiry = Expiry::Instant(moment);
    for (filter, expected) in [
        (Filter { created: range, ..all.clone() }, instants),
        (Filter { last_used: range, ..all.clone() }, instants),
        (Filter { expires: range, ..all }, ends),
    ] {
        assert_eq!(filter.admits(&token, DateTime::UNIX_EPOCH), expected, "{at} {filter:?}");
        assert_eq!(oracle::is_shown(&filter, &token, DateTime::UNIX_EPOCH), expected, "{at} {filter:?}");
        assert!(
            !filter.admits(&Token::named(1, "x"), DateTime::UNIX_EPOCH),
            "without a date it matches no bound"
        );
    }
}

#[test]
fn a_bound_lies_at_midnight_in_utc_and_only_ends_leave_the_later_one_out() {
    check_bounds("2026-12-30T23:59:59.999Z", "2026-12-31", "", false, false);
    check_bounds("2026-12-31T00:00:00.000Z", "2026-12-31", "", true, true);
    check_bounds("2026-12-31T00:00:00.001Z", "2026-12-31", "", true, true);
    check_bounds("2026-12-30T23:59:59.999Z", "", "2026-12-31", true, true);
    check_bounds("2026-12-31T00:00:00.000Z", "", "2026-12-31", true, false);
    check_bounds("2026-12-31T00:00:00.001Z", "", "2026-12-31", false, false);
    check_bounds("2026-12-31T00:00:00.000Z", "2026-12-31", "2026-12-31", true, false);
    check_bounds("2026-12-31T00:30:00.000+01:00", "2026-12-31", "", false, false);
    check_bounds("2026-12-30T23:30:00.000-01:00", "2026-12-31", "", true, true);
}

/// A row of a project's list, and one of its deploy tokens.
fn two_kinds() -> [Token; 2] {
    [
        Token { access_level: Some(AccessLevel::DEVELOPER), ..Token::named(1, "ci") },
        Token { username: Some(String::from("Puller.one")), ..Token::named(2, "registry") },
    ]
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
        let rows = arrange(&two_kinds(), &filter, Sort::default(), DateTime::UNIX_EPOCH);
        let shown: Vec<u64> = rows.into_iter().map(|row| two_kinds()[row].id).collect();
        assert_eq!(shown, expected, "{role:?}");
    }
}

#[test]
fn a_search_looks_into_the_user_name_in_any_case_but_not_into_the_role() {
    for (search, expected) in
        [("PULLER", &[2][..]), ("\"puller.one\" registry", &[2]), ("puller ci", &[]), ("developer", &[])]
    {
        let filter = Filter { search: String::from(search), ..Filter::default() };
        let rows = arrange(&two_kinds(), &filter, Sort::default(), DateTime::UNIX_EPOCH);
        let shown: Vec<u64> = rows.into_iter().map(|row| two_kinds()[row].id).collect();
        assert_eq!(shown, expected, "{search}");
    }
}

#[test]
fn roles_are_ordered_by_their_numbers_and_user_names_without_their_case() {
    let tokens: Vec<Token> = [(1, Some(50), "b"), (2, Some(5), "A"), (3, None, "a"), (4, Some(100), "")]
        .into_iter()
        .map(|(id, role, username)| Token {
            access_level: role.map(AccessLevel),
            username: Some(String::from(username)).filter(|text| !text.is_empty()),
            ..Token::named(id, "x")
        })
        .collect();
    for (key, expected) in [(SortKey::Role, [3, 2, 1, 4]), (SortKey::Username, [4, 2, 3, 1])] {
        let ids = |descending| -> Vec<u64> {
            let sort = Sort { key, descending };
            let rows = arrange(&tokens, &Filter::default(), sort, DateTime::UNIX_EPOCH);
            rows.into_iter().map(|row| tokens[row].id).collect()
        };
        assert_eq!(ids(false), expected, "{key:?}");
        let mut back = expected;
        back.reverse();
        assert_eq!(ids(true), back, "{key:?}");
    }
}

#[test]
fn a_deploy_token_leaves_the_working_ones_only_when_its_last_day_is_over() {
    let at = |text| parse_instant(text).unwrap();
    let token = Token { expiry: Expiry::Instant(at("2026-12-31T10:00:00Z")), ..Token::named(1, "x") };
    for (now, state) in [
        ("2026-12-31T09:59:59Z", State::ExpiringSoon),
        ("2026-12-31T10:00:00Z", State::ExpiringSoon),
        ("2026-12-31T23:59:59.999Z", State::ExpiringSoon),
        ("2027-01-01T00:00:00Z", State::Expired),
    ] {
        for wanted in [State::ExpiringSoon, State::Expired] {
            let filter = Filter { state: wanted, ..Filter::default() };
            assert_eq!(filter.admits(&token, at(now)), wanted == state, "{wanted:?} at {now}");
            assert_eq!(oracle::is_shown(&filter, &token, at(now)), wanted == state, "{wanted:?} at {now}");
        }
    }
}
