//! The exact request of every call and of every change: verb, path, query, body.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use keyturn::changes::{Act, Change};
use keyturn::gitlab::calls::{impersonation, personal, server, user};
use keyturn::gitlab::{Method, Request};
use keyturn::tokens::date::{parse_day, parse_instant};
use keyturn::tokens::filter::Range;
use keyturn::tokens::{Filter, Kind, NewToken, Scope, Sort, SortKey, State, Token};
use proptest::prelude::*;
use serde_json::{Value, json};

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
        expires_at: parse_day("2027-02-28"),
    }
}

fn bare() -> NewToken {
    NewToken { name: String::from("x"), description: None, scopes: vec![Scope::API], expires_at: None }
}

#[test]
fn every_read_asks_exactly_one_address() {
    for (request, line) in [
        (
            personal::list_of_user(318, 2).request,
            "GET /api/v4/personal_access_tokens?user_id=318&sort=created_asc&per_page=100&page=2",
        ),
        (personal::get(7021).request, "GET /api/v4/personal_access_tokens/7021"),
        (personal::get(u64::MAX).request, "GET /api/v4/personal_access_tokens/18446744073709551615"),
        (personal::get_self().request, "GET /api/v4/personal_access_tokens/self"),
        (
            personal::associations(3).request,
            "GET /api/v4/personal_access_tokens/self/associations?min_access_level=10&per_page=100&page=3",
        ),
        (
            impersonation::list(318, 1).request,
            "GET /api/v4/users/318/impersonation_tokens?per_page=100&page=1",
        ),
        (impersonation::get(318, 9).request, "GET /api/v4/users/318/impersonation_tokens/9"),
        (user::current().request, "GET /api/v4/user"),
        (user::get(318).request, "GET /api/v4/users/318"),
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
fn every_mutation_sends_exactly_one_body() {
    let day = parse_day("2027-02-28");
    let full = json!({
        "name": "laptop \"2\"", "description": "for the train",
        "scopes": ["read_api", "brand_new"], "expires_at": "2027-02-28",
    });
    let least = json!({ "name": "x", "scopes": ["api"], "expires_at": null });
    let dated = json!({ "expires_at": "2027-02-28" });
    for (request, line, body) in [
        (
            personal::create_own(&laptop()).request,
            "POST /api/v4/user/personal_access_tokens",
            Some(full.clone()),
        ),
        (
            personal::create_own(&bare()).request,
            "POST /api/v4/user/personal_access_tokens",
            Some(least.clone()),
        ),
        (
            personal::create_for(318, &laptop()).request,
            "POST /api/v4/users/318/personal_access_tokens",
            Some(full.clone()),
        ),
        (
            impersonation::create(318, &laptop()).request,
            "POST /api/v4/users/318/impersonation_tokens",
            Some(full),
        ),
        (impersonation::create(1, &bare()).request, "POST /api/v4/users/1/impersonation_tokens", Some(least)),
        (
            personal::rotate(7, day).request,
            "POST /api/v4/personal_access_tokens/7/rotate",
            Some(dated.clone()),
        ),
        (
            personal::rotate(7, None).request,
            "POST /api/v4/personal_access_tokens/7/rotate",
            Some(json!({ "expires_at": null })),
        ),
        (personal::rotate_self(day).request, "POST /api/v4/personal_access_tokens/self/rotate", Some(dated)),
        (personal::revoke(7).request, "DELETE /api/v4/personal_access_tokens/7", None),
        (personal::revoke_self().request, "DELETE /api/v4/personal_access_tokens/self", None),
        (impersonation::revoke(318, 9).request, "DELETE /api/v4/users/318/impersonation_tokens/9", None),
    ] {
        check(&request, line, body.as_ref());
    }
}

#[test]
fn a_confirmed_change_is_the_request_of_its_call_and_no_other() {
    let token = Token::named(7, "laptop");
    let expires_at = parse_day("2027-02-28");
    let create = |as_own| Act::Create { new: laptop(), as_own };
    let rotate = |is_self| Act::Rotate { token: token.clone(), expires_at, is_self };
    let revoke = |is_self| Act::Revoke { token: token.clone(), is_self };
    for (kind, act, expected) in [
        (Kind::Personal, create(true), personal::create_own(&laptop()).request),
        (Kind::Personal, create(false), personal::create_for(318, &laptop()).request),
        (Kind::Impersonation, create(false), impersonation::create(318, &laptop()).request),
        (Kind::Personal, rotate(false), personal::rotate(7, expires_at).request),
        (Kind::Personal, rotate(true), personal::rotate_self(expires_at).request),
        (Kind::Impersonation, rotate(false), personal::rotate(7, expires_at).request),
        (Kind::Impersonation, rotate(true), personal::rotate_self(expires_at).request),
        (Kind::Personal, revoke(false), personal::revoke(7).request),
        (Kind::Personal, revoke(true), personal::revoke_self().request),
        (Kind::Impersonation, revoke(false), impersonation::revoke(318, 7).request),
        (Kind::Impersonation, revoke(true), personal::revoke_self().request),
    ] {
        let started_at = parse_instant("2026-11-21T08:00:00Z").unwrap();
        let change = Change { act, kind, user_id: 318, highest_known: 90, started_at };
        assert_eq!(change.request(), expected, "{kind:?} {:?}", change.act);
        assert_eq!(change.target().map_or(7, |token| token.id), 7);
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
}
