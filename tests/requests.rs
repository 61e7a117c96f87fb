//! The exact request of every call and of every change: verb, path, query, body.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use keyturn::changes::{Act, Change};
use keyturn::gitlab::calls::{personal, resource, server, token, user};
use keyturn::gitlab::version::{Abilities, Version};
use keyturn::gitlab::{Method, Request};
use keyturn::tokens::date::{parse_day, parse_instant};
use keyturn::tokens::filter::Range;
use keyturn::tokens::{
    AccessLevel, Expiry, Filter, NewToken, Place, Resource, Scope, Sort, SortKey, State, Token,
};
use proptest::prelude::*;
use serde_json::{Value, json};

const WEB: Resource = Resource::Project(88);
const ACME: Resource = Resource::Group(12);

fn check(request: &Request, line: &str, body: Option<&Value>) {
    assert_eq!(format!("{} {}", request.method.as_str(), request.target()), line);
    let sent = request.body.as_deref().map(|text| serde_json::from_str::<Value>(text).unwrap());
    assert_eq!(sent.as_ref(), body, "the body of {line}");
    assert_eq!(request.method.is_safe(), request.method == Method::Get, "{line}");
}

fn laptop() -> NewToken {
    NewToken {
        name: String::from("laptop \"2\""),
        description: Some(String::from("for the train")),
        scopes: vec![Scope::READ_API, Scope::named("brand_new")],
        expiry: the_day(),
        access_level: None,
        username: None,
    }
}

fn bare() -> NewToken {
    NewToken {
        name: String::from("x"),
        description: None,
        scopes: vec![Scope::API],
        expiry: Expiry::Never,
        access_level: None,
        username: None,
    }
}

fn the_day() -> Expiry {
    Expiry::Day(parse_day("2027-02-28").unwrap())
}

#[test]
fn every_read_asks_exactly_one_address() {
    for (request, line) in [
        (personal::get_self().request, "GET /api/v4/personal_access_tokens/self"),
        (
            personal::associations(3).request,
            "GET /api/v4/personal_access_tokens/self/associations?min_access_level=10&per_page=100&page=3",
        ),
        (user::current().request, "GET /api/v4/user"),
        (user::get(318).request, "GET /api/v4/users/318"),
        (user::list(2).request, "GET /api/v4/users?order_by=id&sort=asc&per_page=100&page=2"),
        (
            user::search("ann+lee & co/ü").request,
            "GET /api/v4/users?search=ann%2Blee%20%26%20co%2F%C3%BC&per_page=20",
        ),
        (server::discover().request, "GET /.well-known/openid-configuration"),
        (server::knock().request, "GET /api/v4/version"),
        (server::metadata().request, "GET /api/v4/metadata"),
        (server::version().request, "GET /api/v4/version"),
    ] {
        check(&request, line, None);
    }
}

#[test]
fn projects_and_groups_are_asked_for_by_id_by_path_and_by_what_was_typed() {
    let owner = Some(AccessLevel::OWNER);
    for (request, line) in [
        (resource::get(WEB).request, "GET /api/v4/projects/88"),
        (resource::get(ACME).request, "GET /api/v4/groups/12?with_projects=false"),
        (resource::project_at("acme/tools/web.js").request, "GET /api/v4/projects/acme%2Ftools%2Fweb.js"),
        (resource::project_at("a/b?c#d%2F ü").request, "GET /api/v4/projects/a%2Fb%3Fc%23d%252F%20%C3%BC"),
        (resource::group_at("acme/tools").request, "GET /api/v4/groups/acme%2Ftools?with_projects=false"),
        (
            resource::search_projects("", false).request,
            "GET /api/v4/projects?membership=true&archived=false&order_by=last_activity_at&per_page=20",
        ),
        (
            resource::search_projects("web & co", false).request,
            "GET /api/v4/projects?membership=true&archived=false&order_by=last_activity_at&per_page=20&\
             search=web%20%26%20co&search_namespaces=true",
        ),
        (
            resource::search_projects("", true).request,
            "GET /api/v4/projects?archived=false&order_by=last_activity_at&per_page=20",
        ),
        (resource::search_groups("", None).request, "GET /api/v4/groups?per_page=20"),
        (resource::search_groups("", owner).request, "GET /api/v4/groups?per_page=20&min_access_level=50"),
        (
            resource::search_groups("acme+1", owner).request,
            "GET /api/v4/groups?per_page=20&min_access_level=50&search=acme%2B1",
        ),
        (
            resource::maintained_projects(41).request,
            "GET /api/v4/projects?membership=true&min_access_level=40&simple=true&order_by=id&sort=asc&\
             id_after=41&per_page=100",
        ),
        (
            resource::groups_as(AccessLevel::OWNER, 3).request,
            "GET /api/v4/groups?min_access_level=50&order_by=id&per_page=100&page=3",
        ),
        (
            resource::service_accounts(WEB, 2).request,
            "GET /api/v4/projects/88/service_accounts?order_by=id&sort=asc&per_page=100&page=2",
        ),
        (
            resource::service_accounts(ACME, 1).request,
            "GET /api/v4/groups/12/service_accounts?order_by=id&sort=asc&per_page=100&page=1",
        ),
    ] {
        check(&request, line, None);
    }
}

/// Every place in which something can be changed. Behind `/api/v4/`: its list with everything but the page, one token,
/// where one is created, where that one is rotated.
const PLACES: [(Place, &str, &str, &str, &str); 8] = [
    (
        Place::User(318),
        "personal_access_tokens?user_id=318&sort=created_asc&",
        "personal_access_tokens/7",
        "users/318/personal_access_tokens",
        "personal_access_tokens/7/rotate",
    ),
    (
        Place::Impersonation(318),
        "users/318/impersonation_tokens?",
        "users/318/impersonation_tokens/7",
        "users/318/impersonation_tokens",
        "personal_access_tokens/7/rotate",
    ),
    (
        Place::Resource(WEB),
        "projects/88/access_tokens?",
        "projects/88/access_tokens/7",
        "projects/88/access_tokens",
        "projects/88/access_tokens/7/rotate",
    ),
    (
        Place::Resource(ACME),
        "groups/12/access_tokens?",
        "groups/12/access_tokens/7",
        "groups/12/access_tokens",
        "groups/12/access_tokens/7/rotate",
    ),
    // A deploy token is never rotated: its facts say so, and GitLab has no such address.
    (
        Place::Deploy(WEB),
        "projects/88/deploy_tokens?",
        "projects/88/deploy_tokens/7",
        "projects/88/deploy_tokens",
        "projects/88/deploy_tokens/7/rotate",
    ),
    (
        Place::Deploy(ACME),
        "groups/12/deploy_tokens?",
        "groups/12/deploy_tokens/7",
        "groups/12/deploy_tokens",
        "groups/12/deploy_tokens/7/rotate",
    ),
    (
        Place::ServiceAccount(WEB, 71),
        "projects/88/service_accounts/71/personal_access_tokens?",
        "projects/88/service_accounts/71/personal_access_tokens/7",
        "projects/88/service_accounts/71/personal_access_tokens",
        "projects/88/service_accounts/71/personal_access_tokens/7/rotate",
    ),
    (
        Place::ServiceAccount(ACME, 71),
        "groups/12/service_accounts/71/personal_access_tokens?",
        "groups/12/service_accounts/71/personal_access_tokens/7",
        "groups/12/service_accounts/71/personal_access_tokens",
        "groups/12/service_accounts/71/personal_access_tokens/7/rotate",
    ),
];

#[test]
fn every_place_has_exactly_one_address_for_each_verb() {
    let least = json!({ "name": "x", "scopes": ["api"], "expires_at": null });
    let dated = json!({ "expires_at": "2027-02-28" });
    for (place, list, one, create, rotate) in PLACES {
        let line = format!("GET /api/v4/{list}per_page=100&page=2");
        check(&token::list(place, 2).request, &line, None);
        check(&token::get(place, 7).request, &format!("GET /api/v4/{one}"), None);
        check(&token::create(place, &bare()).request, &format!("POST /api/v4/{create}"), Some(&least));
        let line = format!("POST /api/v4/{rotate}");
        check(&token::rotate(place, 7, the_day()).request, &line, Some(&dated));
        check(&token::revoke(place, 7).request, &format!("DELETE /api/v4/{one}"), None);
    }
    for (place, line) in [
        (Place::AllUsers, "GET /api/v4/personal_access_tokens?per_page=100&page=3"),
        (Place::DeployInstance, "GET /api/v4/deploy_tokens?per_page=100&page=3"),
    ] {
        check(&token::list(place, 3).request, line, None);
    }
    let largest = "GET /api/v4/personal_access_tokens/18446744073709551615";
    check(&token::get(Place::AllUsers, u64::MAX).request, largest, None);
}

#[test]
fn every_mutation_sends_exactly_one_body() {
    let full = json!({
        "name": "laptop \"2\"", "description": "for the train",
        "scopes": ["read_api", "brand_new"], "expires_at": "2027-02-28",
    });
    let mut guest = full.clone();
    guest["access_level"] = json!(10);
    let least = json!({ "name": "x", "scopes": ["api"], "expires_at": null });
    let mut puller = least.clone();
    puller["username"] = json!("puller");
    puller["expires_at"] = json!("2027-02-28T12:30:00.250Z");
    let instant = Expiry::Instant(parse_instant("2027-02-28T13:30:00.25+01:00").unwrap());
    let as_guest = NewToken { access_level: Some(AccessLevel::GUEST), ..laptop() };
    let to_pull = NewToken { username: Some(String::from("puller")), expiry: instant, ..bare() };
    for (new, body) in [(laptop(), &full), (bare(), &least), (as_guest, &guest), (to_pull, &puller)] {
        for (place, _, _, path, _) in PLACES {
            check(&token::create(place, &new).request, &format!("POST /api/v4/{path}"), Some(body));
        }
        check(&personal::create_own(&new).request, "POST /api/v4/user/personal_access_tokens", Some(body));
    }
    for (expiry, text) in [
        (the_day(), json!("2027-02-28")),
        (Expiry::Never, Value::Null),
        (instant, json!("2027-02-28T12:30:00.250Z")),
    ] {
        let body = json!({ "expires_at": text });
        let line = "POST /api/v4/personal_access_tokens/self/rotate";
        check(&personal::rotate_self(expiry).request, line, Some(&body));
        let line = "POST /api/v4/personal_access_tokens/7/rotate";
        check(&token::rotate(Place::AllUsers, 7, expiry).request, line, Some(&body));
        let line = "POST /api/v4/groups/12/access_tokens/7/rotate";
        check(&token::rotate(Place::Resource(ACME), 7, expiry).request, line, Some(&body));
    }
    check(&personal::revoke_self().request, "DELETE /api/v4/personal_access_tokens/self", None);
    let line = "DELETE /api/v4/personal_access_tokens/7";
    check(&token::revoke(Place::AllUsers, 7).request, line, None);
}

#[test]
fn a_confirmed_change_is_the_request_of_its_call_and_no_other() {
    let row = Token::named(7, "laptop");
    let expiry = the_day();
    let create = |as_own| Act::Create { new: laptop(), as_own, replaces: None };
    let rotate = |is_self| Act::Rotate { token: row.clone(), expiry, is_self };
    let revoke = |is_self| Act::Revoke { token: row.clone(), is_self };
    let started_at = parse_instant("2026-11-21T08:00:00Z").unwrap();
    let confirmed = |act, place| Change { act, place, highest_known: 90, started_at, not_before: None };
    for place in PLACES.map(|(place, ..)| place) {
        for (act, expected) in [
            (create(true), personal::create_own(&laptop()).request),
            (create(false), token::create(place, &laptop()).request),
            (rotate(true), personal::rotate_self(expiry).request),
            (rotate(false), token::rotate(place, 7, expiry).request),
            (revoke(true), personal::revoke_self().request),
            (revoke(false), token::revoke(place, 7).request),
        ] {
            let change = confirmed(act, place);
            assert_eq!(change.request(Abilities::of(None)), expected, "{place:?} {:?}", change.act);
            assert_eq!(change.target().map_or(7, |token| token.id), 7);
        }
        let by_id = token::rotate(place, 7, expiry).request;
        for (version, expected) in [("16.9.11", by_id), ("16.10.0", personal::rotate_self(expiry).request)] {
            let asked = confirmed(rotate(true), place).request(Abilities::of(Version::parse(version)));
            assert_eq!(asked, expected, "{place:?} at {version}");
        }
    }
}

/// What an administrator's list of all users sends after the page's number.
fn check_filter(filter: &Filter, key: SortKey, descending: bool, expected: &str) {
    let request = personal::list_all(filter, Sort { key, descending }, 4).request;
    let line = format!("GET /api/v4/personal_access_tokens?per_page=100&page=4{expected}");
    check(&request, &line, None);
}

#[test]
fn a_status_is_asked_for_with_the_two_filters_gitlab_has() {
    for (state, expected) in [
        (State::Active, "&state=active"),
        (State::ExpiringSoon, "&state=active"),
        (State::Inactive, "&state=inactive"),
        (State::Expired, "&state=inactive&revoked=false"),
        (State::Revoked, "&state=inactive&revoked=true"),
        (State::All, ""),
    ] {
        check_filter(&Filter { state, ..Filter::default() }, SortKey::User, false, expected);
    }
    for (revoked, expected) in [(true, "&revoked=true"), (false, "&revoked=false")] {
        let filter = Filter { state: State::All, revoked: Some(revoked), ..Filter::default() };
        check_filter(&filter, SortKey::User, false, expected);
    }
}

#[test]
fn every_bound_goes_to_gitlab_as_a_day() {
    let range = Range { after: parse_day("2026-01-31"), before: parse_day("2026-12-01") };
    let all = Filter { state: State::All, ..Filter::default() };
    for (filter, expected) in [
        (Filter { created: range, ..all.clone() }, "&created_after=2026-01-31&created_before=2026-12-01"),
        (Filter { expires: range, ..all.clone() }, "&expires_after=2026-01-31&expires_before=2026-12-01"),
        (
            Filter { last_used: range, ..all.clone() },
            "&last_used_after=2026-01-31&last_used_before=2026-12-01",
        ),
        (
            Filter { expires: Range { before: range.before, ..Range::default() }, ..all.clone() },
            "&expires_before=2026-12-01",
        ),
        (Filter { scope: Some(Scope::API), ..all.clone() }, ""),
        (Filter { role: Some(AccessLevel::GUEST), ..all.clone() }, ""),
    ] {
        check_filter(&filter, SortKey::Status, false, expected);
    }
}

#[test]
fn a_search_is_sent_unless_gitlab_would_match_whole_names_only() {
    for (search, expected) in [
        ("deploy", "&search=deploy"),
        ("ci deploy", "&search=ci%20deploy"),
        ("\"my laptop\"", "&search=%22my%20laptop%22"),
        ("größe", "&search=gr%C3%B6%C3%9Fe"),
        ("glpat-abcdefghij0123456789", ""),
        ("mine glpat-abcdefghij0123456789", ""),
        ("ci", ""),
        ("a b", ""),
        ("\"ci\"", ""),
        ("  ", ""),
        ("", ""),
    ] {
        let filter = Filter { state: State::All, search: String::from(search), ..Filter::default() };
        check_filter(&filter, SortKey::Scopes, true, expected);
    }
}

#[test]
fn every_order_gitlab_knows_is_asked_of_it() {
    for (key, name) in [
        (SortKey::Name, "name"),
        (SortKey::Created, "created"),
        (SortKey::LastUsed, "last_used"),
        (SortKey::Expires, "expires"),
    ] {
        for (descending, direction) in [(false, "asc"), (true, "desc")] {
            let filter = Filter { state: State::All, ..Filter::default() };
            check_filter(&filter, key, descending, &format!("&sort={name}_{direction}"));
        }
    }
    for key in [SortKey::Scopes, SortKey::Status, SortKey::User, SortKey::Role, SortKey::Username] {
        check_filter(&Filter { state: State::All, ..Filter::default() }, key, true, "");
    }
}

proptest! {
    #[test]
    fn any_text_survives_the_way_into_a_query(text in any::<String>()) {
        let target = user::search(&text).request.target();
        prop_assert!(target.bytes().all(|byte| byte.is_ascii_graphic()), "{target}");
        let sent = target.strip_prefix("/api/v4/users?search=").unwrap();
        let sent = sent.strip_suffix("&per_page=20").unwrap();
        let mut bytes = Vec::new();
        let mut rest = sent.bytes();
        while let Some(byte) = rest.next() {
            prop_assert!(!b"&=+#?/".contains(&byte), "{sent}");
            bytes.push(match byte {
                b'%' => {
                    let digits = [rest.next().unwrap(), rest.next().unwrap()];
                    u8::from_str_radix(str::from_utf8(&digits).unwrap(), 16).unwrap()
                }
                plain => plain,
            });
        }
        prop_assert_eq!(String::from_utf8(bytes).unwrap(), text);
    }

    #[test]
    fn any_path_of_a_project_or_group_stays_one_segment(path in "[^\u{0}]{1,40}") {
        for (target, front, end) in [
            (resource::project_at(&path).request.target(), "/api/v4/projects/", ""),
            (resource::group_at(&path).request.target(), "/api/v4/groups/", "?with_projects=false"),
        ] {
            let segment = target.strip_prefix(front).unwrap().strip_suffix(end).unwrap();
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"%-_.~".contains(&byte);
            prop_assert!(!segment.is_empty() && segment.bytes().all(is_plain), "{}", segment);
        }
    }
}
