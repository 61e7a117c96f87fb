//! Rows, filters and orders of every sort.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use keyturn::tokens::date::{days_after, parse_day, parse_instant, start_of};
use keyturn::tokens::filter::Range;
use keyturn::tokens::{
    AccessLevel, Expiry, Filter, Kind, LastUsed, Place, Resource, Risk, Row, Scope, Sort, SortKey, State,
    Token,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

pub fn at(text: &str) -> DateTime<Utc> {
    parse_instant(text).unwrap()
}

/// Days near each other, over the ends of a month, a leap day and a year.
pub fn a_day() -> impl Strategy<Value = NaiveDate> {
    (select(vec!["2026-12-31", "2026-12-31", "2027-01-14", "2028-02-28"]), 0_u32..4)
        .prop_map(|(day, later)| days_after(parse_day(day).unwrap(), later))
}

/// Mostly the very moments at which something changes: midnight in UTC and the millisecond on either side of it.
pub fn a_moment() -> impl Strategy<Value = DateTime<Utc>> {
    (a_day(), select(vec![-1_i64, 0, 1, 43_200_000, 86_399_999]))
        .prop_map(|(day, millisecond)| start_of(day) + TimeDelta::milliseconds(millisecond))
}

pub fn a_name() -> impl Strategy<Value = String> {
    let words = vec!["ci", "CI", "deploy", "Deploy-laptop", "ÄRGER", "ärger", "a", "\"q\"", "42", "read_api"];
    vec(select(words), 1..4).prop_map(|words| words.join(" "))
}

/// As GitLab makes them up, and as people choose them.
pub fn a_username() -> impl Strategy<Value = String> {
    let names = vec!["gitlab+deploy-token-42", "Puller", "puller", "deploy.bot", "CI", "z_9", ""];
    select(names).prop_map(str::to_owned)
}

/// Known and unknown ones.
pub fn a_role() -> impl Strategy<Value = AccessLevel> {
    select(vec![
        AccessLevel::GUEST,
        AccessLevel::DEVELOPER,
        AccessLevel::OWNER,
        AccessLevel(7),
        AccessLevel(100),
    ])
}

pub fn a_search() -> impl Strategy<Value = String> {
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
        "acme/WE",
    ];
    vec(select(parts), 0..6).prop_map(|parts| parts.concat())
}

pub fn some_scopes() -> impl Strategy<Value = Vec<Scope>> {
    subsequence(vec![Scope::API, Scope::READ_API, Scope::SUDO, Scope::named("brand_new")], 0..=4)
}

pub fn a_token() -> impl Strategy<Value = Token> {
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

/// Lists that a table may hold at once, with what they are called: names that begin alike, and one below another.
const LISTS: [(Place, &str); 9] = [
    (Place::User(1), "ann"),
    (Place::AllUsers, ""),
    (Place::Impersonation(1), "ann"),
    (Place::Resource(Resource::Project(1)), "acme/web"),
    (Place::Resource(Resource::Group(1)), "acme"),
    (Place::Deploy(Resource::Project(1)), "acme/web"),
    (Place::Deploy(Resource::Group(2)), "acme/we"),
    (Place::DeployInstance, ""),
    (Place::ServiceAccount(Resource::Group(1), 3), "Acme/Bots"),
];

fn a_row(id: impl Strategy<Value = u64>) -> impl Strategy<Value = Arc<Row>> {
    (select(LISTS.to_vec()), a_token(), id).prop_map(|((place, path), token, id)| {
        Arc::new(Row::new(place, &Arc::from(path), Token { id, ..token }))
    })
}

/// Rows of several lists, of different ids, in any order.
pub fn a_list() -> impl Strategy<Value = Vec<Arc<Row>>> {
    vec(a_row(Just(0)), 0..12)
        .prop_map(|rows| {
            let numbered = (1..).zip(rows);
            numbered
                .map(|(id, row)| Arc::new(row.with(Token { id, ..row.token.clone() })))
                .collect::<Vec<_>>()
        })
        .prop_shuffle()
        .prop_map(together)
}

/// The rows of one list stand together, as they do where they come from.
fn together(mut rows: Vec<Arc<Row>>) -> Vec<Arc<Row>> {
    rows.sort_by_key(|row| row.place);
    rows
}

/// Rows of two lists that may stand in for each other: of one name or two, and some of them over.
pub fn some_twins() -> impl Strategy<Value = Vec<Arc<Row>>> {
    let days = select(vec!["2026-12-01", "2029-01-01"]).prop_map(|day| Expiry::Day(parse_day(day).unwrap()));
    let scopes = subsequence(vec![Scope::API, Scope::SUDO], 0..=2);
    let twin = (select(LISTS[1..4].to_vec()), select(vec!["ci", "cd"]), days, scopes, option::of(1_u64..3));
    vec(twin, 0..8).prop_map(|twins| {
        let numbered = (1..).zip(twins);
        let row = |(id, ((place, path), name, expiry, scopes, user_id))| {
            Row::all(place, path, [Token { expiry, scopes, user_id, ..Token::named(id, name) }])
        };
        numbered.flat_map(row).collect()
    })
}

/// Rows of lists that overlap.
pub fn an_overlap() -> impl Strategy<Value = Vec<Arc<Row>>> {
    vec(a_row(1_u64..5), 0..12)
}

pub fn a_range() -> impl Strategy<Value = Range> {
    (option::of(a_day()), option::of(a_day())).prop_map(|(after, before)| Range { after, before })
}

pub fn a_filter() -> impl Strategy<Value = Filter> {
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
    let kind = prop_oneof![3 => Just(None), 1 => select(Kind::ALL.to_vec()).prop_map(Some)];
    let paths = vec!["acme", "acme/web", "acme/we", "Acme", "ann", "web", "acme/"];
    let path = prop_oneof![3 => Just(""), 1 => select(paths)];
    let risk = prop_oneof![3 => Just(None), 1 => select(Risk::ALL.to_vec()).prop_map(Some)];
    let what = (search, state, kind, path, risk);
    (what, revoked, scope, role, range(), range(), range()).prop_map(
        |((search, state, kind, path, risk), revoked, scope, role, created, expires, last_used)| Filter {
            search,
            kind,
            within: path.to_owned(),
            risk,
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

pub fn a_sort() -> impl Strategy<Value = Sort> {
    let keys = vec![
        SortKey::Name,
        SortKey::Place,
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
