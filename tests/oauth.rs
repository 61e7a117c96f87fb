//! Signing in by OAuth as values: what is asked, what is kept, which answers are taken.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::{DateTime, TimeDelta, Utc};
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::oauth::{
    Callback, Client, Form, Mismatch, Pending, base64url, grant, revoked, state_for_portal,
};
use keyturn::gitlab::server::PageScheme;
use keyturn::gitlab::{Credential, Error, Response, Server};
use keyturn::tokens::{Scope, Secret};
use proptest::prelude::*;

fn secret(text: &str) -> Secret {
    Secret::new(text.to_owned())
}

fn begun() -> DateTime<Utc> {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

fn client() -> Client {
    Client {
        server: Server::parse("https://gitlab.example/git", PageScheme::Https, |_| None).unwrap(),
        id: String::from("abc/1"),
        redirect_uri: String::from("https://keyturn.example/app/"),
    }
}

fn pending() -> Pending {
    Pending {
        client: client(),
        scope: Scope::READ_API,
        state: String::from("state-1"),
        verifier: secret("verifier-1"),
        begun: begun(),
        from: String::from("#/projects/42?search=a%20b"),
    }
}

fn callback(state: &str, issuer: Option<&str>) -> Callback {
    Callback { state: state.to_owned(), answer: Ok(secret("code-1")), issuer: issuer.map(str::to_owned) }
}

#[test]
fn the_page_of_consent_is_asked_for_exactly_what_is_wanted() {
    assert_eq!(
        pending().consent("challenge-1"),
        "https://gitlab.example/git/oauth/authorize?client_id=abc%2F1&redirect_uri=https%3A%2F%2Fkeyturn.example%2Fapp%2F\
         &response_type=code&state=state-1&scope=read_api&code_challenge=challenge-1&code_challenge_method=S256"
    );
}

#[test]
fn forms_are_plain_and_hold_what_the_endpoint_wants() {
    let redeem = pending().redeem(&secret("a+b=c&d"));
    assert_eq!(redeem.path, "/oauth/token");
    assert_eq!(
        redeem.body.as_str(),
        "grant_type=authorization_code&client_id=abc%2F1&redirect_uri=https%3A%2F%2Fkeyturn.example%2Fapp%2F\
         &code=a%2Bb%3Dc%26d&code_verifier=verifier-1"
    );
    assert_eq!(
        Form::refresh(&client(), &secret("r1")).body.as_str(),
        "grant_type=refresh_token&client_id=abc%2F1&redirect_uri=https%3A%2F%2Fkeyturn.example%2Fapp%2F&refresh_token=r1"
    );
    let access = Credential::new(secret("a1"));
    for (refresh, token) in [
        (Some("r1"), "token=r1&token_type_hint=refresh_token"),
        (None, "token=a1&token_type_hint=access_token"),
    ] {
        let form = Form::revoke(&client(), &access, refresh.map(secret).as_ref());
        assert_eq!(
            (form.path, form.body.as_str()),
            ("/oauth/revoke", format!("client_id=abc%2F1&{token}").as_str())
        );
    }
}

#[test]
fn base64url_is_what_a_library_makes() {
    use base64::Engine;
    for length in 0..40_u8 {
        let bytes: Vec<u8> = (0..length).map(|byte| byte.wrapping_mul(37).wrapping_add(201)).collect();
        assert_eq!(base64url(&bytes), base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&bytes));
    }
}

#[test]
fn what_is_kept_is_read_back() {
    let read = Pending::read(&pending().print()).unwrap();
    assert_eq!(read.client, client());
    assert_eq!((read.scope, read.state.as_str(), read.begun), (Scope::READ_API, "state-1", begun()));
    assert_eq!((read.from.as_str(), read.verifier.expose()), ("#/projects/42?search=a%20b", "verifier-1"));
    for cut in ["", "https://gitlab.example", "a\nb\nc\nd\ne\nf\ng\nh"] {
        assert!(Pending::read(cut).is_none(), "{cut:?}");
    }
}

#[test]
fn only_the_answer_to_what_was_begun_is_taken() {
    let soon = begun() + TimeDelta::minutes(2);
    let own = "https://gitlab.example/git";
    for (callback, pending, now, expected) in [
        (callback("state-1", None), Some(pending()), soon, None),
        (callback("state-1", Some(own)), Some(pending()), soon, None),
        (callback("state-1", Some("https://gitlab.example/git/")), Some(pending()), soon, None),
        (callback("state-1", None), Some(pending()), begun() + TimeDelta::minutes(10), None),
        (callback("state-1", None), None, soon, Some(Mismatch::NotBegun)),
        (callback("state-2", None), Some(pending()), soon, Some(Mismatch::OtherState)),
        (callback("", None), Some(pending()), soon, Some(Mismatch::OtherState)),
        (
            callback("state-1", Some("https://gitlab.example")),
            Some(pending()),
            soon,
            Some(Mismatch::OtherIssuer),
        ),
        (callback("state-1", Some("")), Some(pending()), soon, Some(Mismatch::OtherIssuer)),
        (callback("state-1", None), Some(pending()), begun() + TimeDelta::seconds(601), Some(Mismatch::Late)),
        (callback("state-1", None), Some(pending()), begun() - TimeDelta::seconds(1), Some(Mismatch::Late)),
    ] {
        assert_eq!(callback.check(pending, now).err(), expected, "{} {:?}", callback.state, callback.issuer);
    }
}

#[test]
fn what_a_frame_asked_for_is_handed_to_its_portal_and_names_where() {
    let plain = |state| callback(state, None);
    let callback = |answer| Callback {
        state: state_for_portal("random", "https://portal.example/team#tokens"),
        answer,
        issuer: Some(String::from("https://gitlab.example")),
    };
    let agreed = callback(Ok(secret("a&b")));
    assert_eq!(agreed.portal(), Some("https://portal.example/team#tokens"));
    assert_eq!(
        agreed.handed_to("https://portal.example/team#tokens").as_str(),
        "https://portal.example/team#tokens&keyturn=code%3Da%2526b%26state%3Drandom~https%253A%252F%252Fportal.example%252Fteam\
         %2523tokens%26iss%3Dhttps%253A%252F%252Fgitlab.example"
    );
    let declined = callback(Err(String::from("access_denied")));
    assert!(
        declined
            .handed_to("https://portal.example/")
            .starts_with("https://portal.example/#keyturn=error%3Daccess_denied%26")
    );
    assert_eq!(plain("state-1").portal(), None);
}

fn answer(status: u16, body: &str) -> Response {
    Response::new(status, "application/json", body.to_owned())
}

#[test]
fn a_grant_is_read_in_every_form() {
    let full = r#"{"access_token":"aa","token_type":"Bearer","expires_in":7200,"refresh_token":"rr","scope":"api read_api","created_at":1}"#;
    let read = grant(&answer(200, full)).ok().unwrap();
    assert_eq!((read.access.expose(), read.refresh.unwrap().expose()), ("aa", "rr"));
    assert_eq!(read.lifetime, TimeDelta::seconds(7200));
    assert_eq!(read.scopes, [Scope::API, Scope::READ_API]);
    let least = grant(&answer(200, r#"{"access_token":"aa","token_type":"bearer"}"#)).ok().unwrap();
    assert!(least.refresh.is_none() && least.scopes.is_empty());
    assert_eq!(least.lifetime, TimeDelta::hours(2));
}

#[test]
fn a_lifetime_that_no_clock_has_room_for_is_not_believed() {
    for seconds in [i64::MAX, 9_000_000_000_000, 31_536_001, -1, i64::MIN] {
        let text = format!(r#"{{"access_token":"aa","token_type":"bearer","expires_in":{seconds}}}"#);
        assert_eq!(grant(&answer(200, &text)).ok().unwrap().lifetime, TimeDelta::hours(2), "{seconds}");
    }
}

#[test]
fn what_grants_nothing_is_an_error_that_holds_no_secret() {
    for (status, body, reason) in [
        (400, r#"{"error":"invalid_grant","error_description":"aa"}"#, Some("invalid_grant")),
        (401, r#"{"error":"invalid_client","error_description":"aa"}"#, Some("invalid_client")),
        (200, r#"{"refresh_token":"aa"}"#, None),
        (200, r#"{"access_token":"aa","token_type":"mac"}"#, None),
        (200, r#"{"access_token":""}"#, None),
        (200, r#"{"access_token":"aa"#, None),
        (502, "<html>aa", None),
    ] {
        let error = grant(&answer(status, body)).err().unwrap();
        let said = match &error {
            Error::Refused(refusal) if refusal.reason == Reason::Grant => Some(refusal.text.as_str()),
            _ => None,
        };
        assert_eq!(said, reason, "{body}");
        assert!(!format!("{error:?}").contains("aa"), "{error:?}");
    }
    assert!(revoked(&answer(200, "{}")).is_ok());
    assert!(revoked(&answer(403, r#"{"error":"unauthorized_client"}"#)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn whatever_is_kept_never_gives_another_sign_in(text in "[ -~\n]{0,120}") {
        // Something else in its place gives nothing, or what it says.
        if let Some(read) = Pending::read(&text) {
            prop_assert_eq!(Pending::read(&read.print()).map(|again| again.state), Some(read.state));
        }
    }
}
