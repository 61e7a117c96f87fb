//! What a server is: the discovery document, the knock without a credential, its version.

use keyturn::gitlab::calls::server;
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::{Error, Version};

use crate::answer;

#[test]
fn only_a_gitlab_is_taken_for_one() {
    let discover = server::discover().read;
    assert_eq!(discover(&answer(200, include_str!("../fixtures/19.5/discovery.json"))), Ok(()));
    let other = Err(Error::Unexpected { status: 200 });
    for body in [
        r#"{"issuer":"https://login.example","scopes_supported":["openid","profile"]}"#,
        r#"{"issuer":"https://login.example"}"#,
        r#"{"scopes_supported":"read_api"}"#,
        "[]",
    ] {
        assert_eq!(discover(&answer(200, body)), other, "{body}");
    }
    assert!(discover(&answer(404, r#"{"error":"404 Not Found"}"#)).is_err());
}

#[test]
fn a_knock_is_answered_by_a_gitlab_with_its_own_refusal_or_its_version() {
    let knock = server::knock().read;
    for (status, body, expected) in [
        (401, r#"{"message":"401 Unauthorized"}"#, Ok(())),
        (200, r#"{"version":"19.5.1-ee","revision":"0a1b2c3d4e5"}"#, Ok(())),
        (401, r#"{"error":"login required"}"#, Err(Error::Unexpected { status: 401 })),
        (401, "[]", Err(Error::Unexpected { status: 401 })),
        (200, r#"{"version":7}"#, Err(Error::Unexpected { status: 200 })),
        (200, r#"{"message":"401 Unauthorized"}"#, Err(Error::Unexpected { status: 200 })),
        (403, r#"{"message":"403 Forbidden"}"#, Err(Error::Unexpected { status: 403 })),
        (404, r#"{"detail":"Not Found"}"#, Err(Error::Unexpected { status: 404 })),
    ] {
        assert_eq!(knock(&answer(status, body)), expected, "{status} {body}");
    }
}

#[test]
fn a_busy_server_is_not_taken_for_a_foreign_one() {
    let mut busy = answer(429, "Retry later\n");
    busy.content_type = String::from("text/plain");
    for (response, reason) in
        [(busy, Reason::TooManyRequests), (answer(503, r#"{"message":"wait"}"#), Reason::ServerFault)]
    {
        for read in [server::knock().read, server::discover().read] {
            let fault = read(&response).unwrap_err();
            assert_eq!(fault.reason(), Some(&reason));
            assert!(fault.is_passing());
        }
    }
}

#[test]
fn the_version_is_read_from_metadata_and_from_version() {
    let at = |major, minor| Some(Version { major, minor });
    for (body, text, version) in [
        (include_str!("../fixtures/18.11/metadata.json"), "18.11.2-ee", at(18, 11)),
        (r#"{"version":"13.12.15","revision":"0a1b2c3d"}"#, "13.12.15", at(13, 12)),
        (r#"{"version":"19.6.0-pre","revision":"0a1b2c3d"}"#, "19.6.0-pre", at(19, 6)),
        (r#"{"version":"master"}"#, "master", None),
    ] {
        for read in [server::metadata().read, server::version().read] {
            let release = read(&answer(200, body)).unwrap();
            assert_eq!((release.text.as_str(), release.version), (text, version));
        }
    }
    let none = (server::metadata().read)(&answer(200, r#"{"revision":"0a1b2c3d"}"#));
    assert_eq!(none, Err(Error::Unexpected { status: 200 }));
}

#[test]
fn a_server_without_metadata_is_told_from_one_that_hides_it() {
    let missing = (server::metadata().read)(&answer(404, r#"{"error":"404 Not Found"}"#)).unwrap_err();
    assert_eq!(missing.reason(), Some(&Reason::NoSuchEndpoint));
    let hidden = (server::metadata().read)(&answer(404, r#"{"message":"404 Not Found"}"#)).unwrap_err();
    assert_eq!(hidden.reason(), Some(&Reason::NotFound));
}
