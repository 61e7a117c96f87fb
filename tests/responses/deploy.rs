//! Deploy tokens: a user name, an end to the instant, and in old releases neither `revoked` nor `expired`.

use keyturn::gitlab::calls::token;
use keyturn::tokens::date::parse_instant;
use keyturn::tokens::{Expiry, LastUsed, NewToken, Place, Resource, Scope, Status, Token};
use serde_json::Value;

use crate::{answer, check_lossless, had};

const PLACES: [Place; 3] =
    [Place::Deploy(Resource::Project(88)), Place::Deploy(Resource::Group(12)), Place::DeployInstance];

fn list(body: &str) -> Vec<Token> {
    let sent: Vec<Value> = serde_json::from_str(body).unwrap();
    let [of_project, of_group, of_instance] = PLACES.map(|place| {
        let page = (token::list(place, 1).read)(&answer(200, body)).unwrap();
        assert_eq!((page.rows.len(), page.odd_rows), (sent.len(), 0));
        page.rows.iter().zip(&sent).for_each(|(row, sent)| check_lossless(row, sent));
        page.rows
    });
    assert!(of_project == of_group && of_group == of_instance);
    of_project
}

fn at(text: &str) -> Expiry {
    Expiry::Instant(parse_instant(text).unwrap())
}

#[test]
fn before_14_5_nothing_says_whether_it_is_revoked() {
    let rows = list(include_str!("../fixtures/13.12/deploy_tokens.json"));
    assert_eq!(
        rows[0],
        Token {
            username: Some(String::from("gitlab+deploy-token-3")),
            scopes: vec![Scope::READ_REGISTRY],
            told: had(&["id", "name", "username", "expires_at", "scopes"]),
            ..Token::named(3, "pull")
        }
    );
    assert_eq!(rows[1].expiry, at("2021-12-31T23:00:00Z"));
    let now = parse_instant("2022-01-01T00:00:00Z").unwrap();
    assert_eq!((Status::of(&rows[0], now), Status::of(&rows[1], now)), (Status::Active, Status::Expired));
}

#[test]
fn later_releases_say_what_became_of_it() {
    let rows = list(include_str!("../fixtures/18.11/deploy_tokens.json"));
    let ends: Vec<Expiry> = rows.iter().map(|row| row.expiry).collect();
    assert_eq!(ends, [Expiry::Never, at("2026-02-03T10:30:00.250Z"), at("2027-01-01T00:00:00Z")]);
    assert_eq!(rows.iter().map(|row| row.revoked).collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(rows[1].username.as_deref(), Some("pack.er_1"));
    assert_eq!(rows[2].name, "<b>old</b>");
    assert!(rows.iter().all(|row| row.user_id.is_none() && row.created_at.is_none()));
    assert!(rows.iter().all(|row| row.last_used == LastUsed::NotTold && row.lifetime_days().is_none()));
}

#[test]
fn what_gitlab_calls_expired_is_what_the_page_calls_so() {
    let rows = list(include_str!("../fixtures/18.11/deploy_tokens.json"));
    for (now, expected) in [
        ("2026-02-03T10:30:00.249Z", false),
        ("2026-02-03T23:59:59.999Z", false),
        ("2026-02-04T00:00:00.000Z", true),
    ] {
        let status = Status::of(&rows[1], parse_instant(now).unwrap());
        assert_eq!(status == Status::Expired, expected, "{now}");
    }
}

#[test]
fn the_value_comes_with_the_user_name_it_is_used_with() {
    let body = include_str!("../fixtures/18.11/deploy_token_created.json");
    let new = NewToken {
        name: String::from("registry-pull"),
        description: None,
        scopes: vec![Scope::READ_REGISTRY],
        expiry: Expiry::Never,
        access_level: None,
        username: Some(String::from("puller")),
    };
    for place in &PLACES[..2] {
        let Ok(issued) = (token::create(*place, &new).read)(&answer(201, body)) else { panic!("not read") };
        assert_eq!(issued.value.expose(), "gldt-0123456789abcdefghij");
        assert_eq!(issued.token.username.as_deref(), Some("puller"));
        assert_eq!(issued.token.expiry, at("2027-02-28T12:30:00Z"));
        check_lossless(&issued.token, &serde_json::from_str(body).unwrap());
        assert!(!format!("{:?}", issued.token).contains("gldt-"));
    }
}
