//! What a person is told of each refusal, by what was attempted and where.

use keyturn::gitlab::error::{Reason, Transport};
use keyturn::gitlab::{Error, Response, refusal};
use keyturn::tokens::{Field, Place, Resource};
use keyturn::words::{Attempt, Language, trouble, trouble_of_change};

use crate::answer;

const PROJECT: Place = Place::Resource(Resource::Project(88));
const GROUP: Place = Place::Resource(Resource::Group(12));
const OF_PROJECT: Place = Place::Deploy(Resource::Project(88));
const OF_GROUP: Place = Place::Deploy(Resource::Group(12));
const ROBOT: Place = Place::ServiceAccount(Resource::Group(12), 71);
const PROJECT_ROBOT: Place = Place::ServiceAccount(Resource::Project(88), 71);

const TOO_LOW: &str = "Your role here is too low";
const NO_PLACE: &str = "GitLab finds no such project or group";
const NO_CREATE: &str = "GitLab does not let you create it here";
const NO_ROTATE: &str = "GitLab does not let you rotate it";
const NO_REVOKE: &str = "GitLab does not let you revoke it";
const BOT_GONE: &str = "The bot of this token is no member any more";
const NOT_FOUND: &str = "GitLab finds no such thing";
const INVALID: &str = "GitLab did not accept it";
const REVOKED: &str = "The token is already revoked";
const NO_KIND: &str = "This GitLab has no such tokens";
const NO_ENDPOINT: &str = "This GitLab cannot do that";
const FORBIDDEN: &str = "You may not do this";
const NOT_ALLOWED: &str = "GitLab does not allow this";

fn refused(status: u16, body: &str) -> Error {
    refusal::read(&answer(status, body))
}

/// The headline, and the field it is shown at, if it is about one.
fn check(attempt: Attempt, status: u16, body: &str, headline: &str, field: Option<Field>) {
    let error = refused(status, body);
    let told = trouble_of_change(Language::English.all_words(), &error, attempt);
    assert_eq!(told.headline, headline, "{attempt:?} {body}");
    let named = match error.reason() {
        Some(Reason::Invalid(fields)) => fields.first().and_then(|(name, _)| Field::named(name)),
        _ => None,
    };
    assert_eq!(named, field, "{attempt:?} {body}");
    check_whole(&error, attempt);
}

/// In no language has a sentence a hole or a mark that was not filled in.
fn check_whole(error: &Error, attempt: Attempt) {
    for (language, _) in Language::ALL {
        let told = trouble_of_change(language.all_words(), error, attempt);
        for text in [&told.headline, &told.detail, &told.step] {
            assert!(!text.is_empty() && !text.contains(['{', '}']), "{attempt:?} {error:?}: {text}");
            let has_hole = ["  ", " .", ": 。", "：。", "()"].iter().any(|hole| text.contains(hole));
            assert!(!has_hole, "{attempt:?} {error:?}: {text}");
        }
    }
}

/// A `400 Bad request` with a reason.
fn check_bad(attempt: Attempt, reason: &str, headline: &str, field: Option<Field>) {
    check(attempt, 400, &format!(r#"{{"message":"400 Bad request - {reason}"}}"#), headline, field);
    let error = refused(400, &format!(r#"{{"message":"400 Bad request - {reason}"}}"#));
    let quote = trouble_of_change(Language::English.all_words(), &error, attempt).quote;
    assert_eq!(quote.as_deref(), Some(reason), "GitLab's own sentence is shown as it is");
}

#[test]
fn what_a_project_or_group_refuses_about_its_tokens() {
    let (too_low, role) = (r#"{"message":"401 Unauthorized"}"#, Some(Field::Role));
    for (place, kind, home) in [(PROJECT, "project", "Project"), (GROUP, "group", "Group")] {
        let list = Attempt::List(place);
        let (create, rotate) = (Attempt::Create(place), Attempt::Rotate(place));
        let revoke = Attempt::Revoke(place);

        let unknown = format!(r#"{{"message":"404 {home} Not Found"}}"#);
        check(list, 404, &unknown, NO_PLACE, None);
        for change in [create, rotate, revoke] {
            check(change, 404, &unknown, NOT_FOUND, None);
        }

        check(list, 401, too_low, TOO_LOW, None);
        check_bad(
            create,
            &format!("User does not have permission to create {kind} access token"),
            NO_CREATE,
            None,
        );
        check(rotate, 401, too_low, NO_ROTATE, None);
        check_bad(revoke, "Ann Lee cannot delete ci-deploy", NO_REVOKE, None);

        for missing in [
            format!("404 {kind} Access Token Not Found"),
            format!("404 Could not find {kind} access token with token_id: 99 Not Found"),
            String::from("404 Not Found"),
        ] {
            let missing = format!(r#"{{"message":"{missing}"}}"#);
            for attempt in [Attempt::Read, Attempt::Look(place), rotate, revoke] {
                check(attempt, 404, &missing, NOT_FOUND, None);
            }
        }

        let held = "Access level of the token contains permissions not held by the creating user";
        check_bad(create, held, INVALID, role);
        let older =
            "Access level of the token can't be greater the access level of the user who created the token";
        check_bad(create, older, INVALID, role);
        let rotated = "Not eligible to rotate tokens with permissions not held by the user";
        check_bad(rotate, rotated, NO_ROTATE, None);

        check_bad(create, "Access token limit reached", INVALID, None);
        check_bad(create, "expires_at is missing", INVALID, Some(Field::Expiry));
        let far = "Expiration date must be before 2027-11-21";
        check_bad(create, far, INVALID, Some(Field::Expiry));
        check_bad(rotate, far, INVALID, Some(Field::Expiry));
        for (error, field) in [
            ("scopes does not have a valid value", Field::Scopes),
            ("access_level does not have a valid value", Field::Role),
            ("name is missing", Field::Name),
            ("expires_at is invalid", Field::Expiry),
        ] {
            check(create, 400, &format!(r#"{{"error":"{error}"}}"#), INVALID, Some(field));
        }
        check(rotate, 400, r#"{"error":"expires_at is invalid"}"#, INVALID, Some(Field::Expiry));

        check_bad(rotate, "Token already revoked", REVOKED, None);
        check_bad(revoke, "Failed to find bot user", BOT_GONE, None);
        check(list, 404, r#"{"error":"404 Not Found"}"#, NO_KIND, None);
        check(rotate, 404, r#"{"error":"404 Not Found"}"#, NO_ENDPOINT, None);
    }
}

#[test]
fn what_is_refused_about_deploy_tokens() {
    let forbidden = r#"{"message":"403 Forbidden"}"#;
    let all = Attempt::List(Place::DeployInstance);
    check(all, 403, forbidden, FORBIDDEN, None);
    check(all, 401, r#"{"message":"401 Unauthorized"}"#, NOT_ALLOWED, None);
    check(all, 404, r#"{"error":"404 Not Found"}"#, NO_KIND, None);
    for (place, home) in [(OF_PROJECT, "Project"), (OF_GROUP, "Group")] {
        let (list, create, revoke) = (Attempt::List(place), Attempt::Create(place), Attempt::Revoke(place));
        check(list, 404, &format!(r#"{{"message":"404 {home} Not Found"}}"#), NO_PLACE, None);
        for attempt in [list, create, revoke] {
            check(attempt, 403, forbidden, TOO_LOW, None);
        }
        check(revoke, 404, r#"{"message":"404 Not found"}"#, NOT_FOUND, None);
        for (body, field) in [
            (r#"{"error":"scopes does not have a valid value"}"#, Field::Scopes),
            (r#"{"error":"expires_at is invalid"}"#, Field::Expiry),
            (r#"{"error":"name is missing"}"#, Field::Name),
            (r#"{"message":"Scopes can't be blank"}"#, Field::Scopes),
            (
                r#"{"message":"Username can contain only letters, digits, '_', '-', '+', and '.'"}"#,
                Field::Username,
            ),
            (r#"{"message":"Username is too long (maximum is 255 characters)"}"#, Field::Username),
            (r#"{"message":"Name is too long (maximum is 255 characters)"}"#, Field::Name),
        ] {
            check(create, 400, body, INVALID, Some(field));
        }
    }
}

#[test]
fn what_is_refused_about_a_service_accounts_tokens() {
    for place in [ROBOT, PROJECT_ROBOT] {
        let (list, create) = (Attempt::List(place), Attempt::Create(place));
        let (rotate, revoke) = (Attempt::Rotate(place), Attempt::Revoke(place));
        let user = r#"{"message":"404 User Not Found"}"#;
        check(list, 404, user, NOT_FOUND, None);
        for change in [create, rotate, revoke] {
            check(change, 404, user, NOT_FOUND, None);
            check(change, 404, r#"{"message":"404 Personal Access Token Not Found"}"#, NOT_FOUND, None);
        }
        for attempt in [list, create, rotate, revoke] {
            check(attempt, 403, r#"{"message":"403 Forbidden"}"#, TOO_LOW, None);
        }
        let far = r#"{"message":"Expiration date must be before 2027-11-21"}"#;
        check(create, 422, far, INVALID, Some(Field::Expiry));
        check(create, 400, far, INVALID, Some(Field::Expiry));
        check_bad(rotate, "Expiration date must be before 2027-11-21", INVALID, Some(Field::Expiry));
        check_bad(rotate, "Token already revoked", REVOKED, None);
        check(create, 400, r#"{"error":"scopes does not have a valid value"}"#, INVALID, Some(Field::Scopes));
    }
}

#[test]
fn the_role_that_is_asked_for_is_named() {
    let forbidden = refused(403, r#"{"message":"403 Forbidden"}"#);
    for (attempt, role) in [
        (Attempt::List(PROJECT), "Maintainer"),
        (Attempt::List(GROUP), "Owner"),
        (Attempt::Rotate(PROJECT), "Maintainer"),
        (Attempt::Revoke(GROUP), "Owner"),
        (Attempt::List(OF_PROJECT), "Maintainer"),
        (Attempt::Create(OF_PROJECT), "Maintainer"),
        (Attempt::List(OF_GROUP), "Maintainer"),
        (Attempt::Create(OF_GROUP), "Owner"),
        (Attempt::Revoke(OF_GROUP), "Owner"),
        (Attempt::List(ROBOT), "Owner"),
        (Attempt::Create(PROJECT_ROBOT), "Maintainer"),
    ] {
        for (language, _) in Language::ALL {
            let told = trouble_of_change(language.all_words(), &forbidden, attempt);
            let others = ["Maintainer", "Owner"].into_iter().filter(|other| *other != role);
            assert!(told.detail.contains(role), "{attempt:?}: {}", told.detail);
            assert!(others.into_iter().all(|other| !told.detail.contains(other)), "{attempt:?}");
        }
    }
}

#[test]
fn the_release_a_kind_came_with_is_named() {
    let missing = refused(404, r#"{"error":"404 Not Found"}"#);
    for (place, since) in
        [(PROJECT, "13.9"), (GROUP, "14.7"), (OF_GROUP, "12.9"), (ROBOT, "17.8"), (Place::AllUsers, "13.6")]
    {
        for (language, _) in Language::ALL {
            let told = trouble(language.words(), &missing, Attempt::List(place));
            assert!(told.detail.contains(&format!("GitLab {since}")), "{place:?}: {}", told.detail);
        }
    }
}

#[test]
fn finding_a_place_has_its_own_words() {
    let find = Attempt::FindPlace;
    for home in ["Project", "Group"] {
        check(find, 404, &format!(r#"{{"message":"404 {home} Not Found"}}"#), NO_PLACE, None);
    }
    let words = Language::English.words();
    let moved = Error::Transport(Transport::Redirected);
    assert_eq!(trouble(words, &moved, find).headline, "This path leads elsewhere now");
    for attempt in [Attempt::List(PROJECT), Attempt::Read, Attempt::SignIn] {
        let told = trouble(words, &moved, attempt);
        assert_eq!(told.headline, "A web page answered instead of GitLab's API", "{attempt:?}");
    }
    check_whole(&moved, find);
}

#[test]
fn a_role_is_never_blamed_for_a_credential_a_user_or_a_server_that_fails() {
    let invalid_token = |text| format!(r#"{{"error":"invalid_token","error_description":"{text}"}}"#);
    for place in [PROJECT, GROUP, OF_PROJECT, OF_GROUP, ROBOT, PROJECT_ROBOT] {
        for attempt in
            [Attempt::List(place), Attempt::Create(place), Attempt::Rotate(place), Attempt::Revoke(place)]
        {
            let blocked = r#"{"message":"403 Forbidden - Your account has been blocked."}"#;
            let scope = r#"{"error":"insufficient_scope","error_description":"x","scope":"api"}"#;
            for (status, body, headline) in [
                (401, invalid_token("Token is expired."), "This token has expired"),
                (401, invalid_token("Token was revoked."), "This token was revoked"),
                (401, invalid_token("impersonation was disabled."), "Impersonation is switched off"),
                (403, String::from(blocked), "GitLab does not let this user in"),
                (403, String::from(scope), "Your sign-in token lacks a scope"),
                (
                    403,
                    String::from(r#"{"error":"insufficient_granular_scope"}"#),
                    "Your sign-in token lacks a scope",
                ),
                (
                    409,
                    String::from(r#"{"message":"409 Conflict: Resource lock"}"#),
                    "GitLab was busy with the same thing",
                ),
                (429, String::from("{}"), "Too many requests"),
                (
                    500,
                    String::from(r#"{"message":"500 Internal Server Error"}"#),
                    "GitLab has a fault of its own",
                ),
            ] {
                check(attempt, status, &body, headline, None);
            }
            let page = Response::new(502, "text/html", String::from("<h1>502</h1>"));
            let told = trouble_of_change(Language::English.all_words(), &refusal::read(&page), attempt);
            assert_eq!(told.headline, "A web page answered instead of GitLab's API");
        }
    }
}

#[test]
fn where_no_role_decides_none_is_blamed() {
    let unauthorized = r#"{"message":"401 Unauthorized"}"#;
    for place in [Place::User(318), Place::AllUsers, Place::Impersonation(318)] {
        for attempt in
            [Attempt::List(place), Attempt::Create(place), Attempt::Rotate(place), Attempt::Revoke(place)]
        {
            check(attempt, 401, unauthorized, NOT_ALLOWED, None);
            check(attempt, 403, r#"{"message":"403 Forbidden"}"#, FORBIDDEN, None);
            check(attempt, 404, r#"{"message":"404 User Not Found"}"#, NOT_FOUND, None);
        }
        check(Attempt::Revoke(place), 400, r#"{"message":"400 Bad request"}"#, NO_REVOKE, None);
        check_bad(Attempt::Revoke(place), "Not permitted to revoke", NO_REVOKE, None);
        check(Attempt::Rotate(place), 400, r#"{"message":"400 Bad request"}"#, INVALID, None);
    }
    check(Attempt::Read, 401, unauthorized, NOT_ALLOWED, None);
    check(Attempt::SignIn, 401, unauthorized, "GitLab does not know this token", None);
}
