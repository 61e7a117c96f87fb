//! Links: whatever a person types or keeps is read without a panic, and what a screen writes is read as that screen.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{DateTime, NaiveDate, Utc};
use keyturn::route::{Extent, List, Route, Section};
use keyturn::tokens::filter::Range;
use keyturn::tokens::{
    AccessLevel, Draft, ExpiryChoice, Filter, Key, Kind, Place, Resource, Risk, Scope, Sort, SortKey, State,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

fn a_resource() -> impl Strategy<Value = Resource> {
    prop_oneof![any::<u64>().prop_map(Resource::Project), any::<u64>().prop_map(Resource::Group)]
}

fn a_place() -> impl Strategy<Value = Place> {
    prop_oneof![
        Just(Place::AllUsers),
        Just(Place::DeployInstance),
        any::<u64>().prop_map(Place::User),
        any::<u64>().prop_map(Place::Impersonation),
        a_resource().prop_map(Place::Resource),
        a_resource().prop_map(Place::Deploy),
        (a_resource(), any::<u64>()).prop_map(|(of, id)| Place::ServiceAccount(of, id)),
    ]
}

fn an_extent() -> impl Strategy<Value = Extent> {
    prop_oneof![1 => Just(Extent::Everything), 1 => Just(Extent::Own), 8 => a_place().prop_map(Extent::Of)]
}

/// A token that may stand in such a list: of one place the place says which kind of id it is.
fn a_key(extent: Extent) -> impl Strategy<Value = Key> {
    (any::<u64>(), any::<bool>()).prop_map(move |(id, is_deploy)| match extent {
        Extent::Everything if is_deploy => Key::Deploy(id),
        Extent::Everything | Extent::Own => Key::Access(id),
        Extent::Of(place) => Key::of(place.kind(), id),
    })
}

fn a_day() -> impl Strategy<Value = NaiveDate> {
    (0_i32..2_932_896).prop_map(|days| NaiveDate::from_epoch_days(days).unwrap())
}

fn an_instant() -> impl Strategy<Value = DateTime<Utc>> {
    (0_i64..253_402_300_800_000).prop_map(|at| DateTime::from_timestamp_millis(at).unwrap())
}

fn a_filter() -> impl Strategy<Value = Filter> {
    let range =
        || (option::of(a_day()), option::of(a_day())).prop_map(|(after, before)| Range { after, before });
    let state = select(vec![
        State::Active,
        State::Inactive,
        State::ExpiringSoon,
        State::Expired,
        State::Revoked,
        State::All,
    ]);
    let scope = option::of(select(vec![Scope::API, Scope::named("brand new&=#?%,+ü")]));
    let role = option::of(any::<u32>().prop_map(AccessLevel));
    let kind = option::of(select(Kind::ALL.to_vec()));
    let risk = option::of(select(Risk::ALL.to_vec()));
    let what = (any::<String>(), kind, any::<String>(), risk);
    (what, state, any::<Option<bool>>(), scope, role, range(), range(), range()).prop_map(
        |((search, kind, within, risk), state, revoked, scope, role, created, expires, last_used)| Filter {
            search,
            kind,
            within,
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

fn a_draft() -> impl Strategy<Value = Draft> {
    let expiry = prop_oneof![
        any::<u32>().prop_map(ExpiryChoice::InDays),
        a_day().prop_map(ExpiryChoice::On),
        an_instant().prop_map(ExpiryChoice::At),
        Just(ExpiryChoice::Never),
    ];
    let scopes = vec(select(vec![Scope::API, Scope::READ_REGISTRY, Scope::named("new:*")]), 0..4);
    (any::<String>(), any::<String>(), scopes, expiry, any::<u32>(), any::<String>()).prop_map(
        |(name, description, scopes, expiry, level, username)| Draft {
            name,
            description,
            scopes,
            expiry,
            access_level: AccessLevel(level),
            username,
        },
    )
}

fn a_list() -> impl Strategy<Value = List> {
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
    let sort = (select(keys), any::<bool>()).prop_map(|(key, descending)| Sort { key, descending });
    let rest = (a_filter(), sort, any::<bool>(), option::of(a_draft()));
    (an_extent().prop_flat_map(|extent| (Just(extent), option::of(a_key(extent)))), rest).prop_map(
        |((extent, open), (filter, sort, is_grouped, create))| List {
            extent,
            filter,
            sort,
            is_grouped,
            open,
            create,
        },
    )
}

/// Pieces of links, put together rightly and wrongly.
fn a_link() -> impl Strategy<Value = String> {
    let pieces = vec![
        "#",
        "/",
        "//",
        "?",
        "&",
        "=",
        "+",
        "%",
        "%2F",
        "%34",
        "%ff",
        "personal",
        "all",
        "users",
        "impersonation",
        "projects",
        "groups",
        "deploy",
        "instance",
        "service-accounts",
        "connect",
        "server",
        "42",
        "-1",
        "acme",
        "18446744073709551616",
        "state",
        "search",
        "sort",
        "role",
        "new",
        "name",
        "username",
        "scopes",
        "expires_at",
        "expires_in",
        "access_level",
        "token",
        "kind",
        "place",
        "risk",
        "group",
        "deploy-7",
        "never",
        "2027-01-31",
        "2027-01-31T12:00:00Z",
        "role_desc",
        "Owner",
        ",",
        "ü",
        " ",
        "..",
    ];
    vec(select(pieces), 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_list_is_read_back_from_its_link_as_it_was(list in a_list()) {
        let route = Route::List(list);
        let href = route.href();
        prop_assert!(href.bytes().all(|byte| byte.is_ascii_graphic()), "{}", href);
        prop_assert_eq!(Route::parse(&href), route, "{}", href);
    }

    #[test]
    fn a_screen_says_where_it_is_in_one_way_only(link in prop_oneof![a_link(), any::<String>()]) {
        for text in [link.clone(), format!("#/{link}"), format!("#/projects/{link}"), format!("#/deploy/groups/{link}")] {
            let href = Route::parse(&text).href();
            prop_assert!(href.starts_with('#'), "{}", href);
            prop_assert_eq!(Route::parse(&href).href(), href, "{}", text);
        }
    }

    #[test]
    fn a_path_that_was_typed_is_looked_up_as_it_was_typed(path in "[a-z_][a-z0-9_.-]{0,8}(/[a-zA-Z0-9_.-]{1,9}){0,4}") {
        for section in [Section::Projects, Section::Groups, Section::DeployProjects, Section::DeployGroups] {
            let route = Route::Find { section, path: path.clone(), look: String::from("state=all") };
            prop_assert_eq!(Route::parse(&route.href()), route);
        }
    }
}

#[test]
fn what_was_chosen_is_looked_at_as_the_link_said() {
    let look = "state=all&role=40&sort=username_desc&new&name=ci&access_level=owner&expires_at=never";
    for (section, place) in [
        (Section::Projects, Place::Resource(Resource::Project(42))),
        (Section::Groups, Place::Resource(Resource::Group(42))),
        (Section::DeployProjects, Place::Deploy(Resource::Project(42))),
        (Section::DeployGroups, Place::Deploy(Resource::Group(42))),
    ] {
        let Route::List(list) = Route::chosen(section, 42, look) else { panic!("no list") };
        assert_eq!((list.extent, list.filter.state), (Extent::Of(place), State::All));
        assert_eq!(list.filter.role, Some(AccessLevel::MAINTAINER));
        assert_eq!(list.sort, Sort { key: SortKey::Username, descending: true });
        let draft = list.create.unwrap();
        assert_eq!((draft.access_level, draft.expiry), (AccessLevel::OWNER, ExpiryChoice::Never));
        let Route::List(plain) = Route::chosen(section, 42, "") else { panic!("no list") };
        assert_eq!(plain, List::of(Extent::Of(place)));
    }
}

#[test]
fn an_id_is_one_however_it_is_written() {
    for link in ["#/projects/42", "#/projects/42/", "#/projects/%34%32", "#/projects/042"] {
        assert_eq!(
            Route::parse(link),
            Route::List(List::of(Extent::Of(Place::Resource(Resource::Project(42)))))
        );
    }
    for (link, path) in [("#/groups/42/tools", "42/tools"), ("#/groups/-42", "-42"), ("#/groups/42a", "42a")]
    {
        let Route::Find { section: Section::Groups, path: read, .. } = Route::parse(link) else {
            panic!("{link}")
        };
        assert_eq!(read, path);
    }
}

#[test]
fn an_open_token_of_everything_says_whether_it_is_a_deploy_token() {
    for (link, open) in [
        ("#/?token=7", Some(Key::Access(7))),
        ("#/?token=deploy-7", Some(Key::Deploy(7))),
        ("#/?token=deploy-", None),
        ("#/personal?token=deploy-7", None),
        ("#/deploy/projects/42?token=7", Some(Key::Deploy(7))),
        ("#/deploy/projects/42?token=deploy-7", None),
        ("#/projects/42?token=7", Some(Key::Access(7))),
    ] {
        let Route::List(list) = Route::parse(link) else { panic!("{link}") };
        assert_eq!(list.open, open, "{link}");
    }
}
