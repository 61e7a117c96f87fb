//! Every refusal GitLab documents or was seen to give: what it means, and what of its text is kept.

use keyturn::gitlab::error::Reason;
use keyturn::gitlab::{Error, Refusal, wire};

use crate::answer;

/// What a refusal lets the page do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Sign in again: the credential is dead.
    SignIn,
    /// Read again later.
    Wait,
    /// Neither.
    Tell,
}

fn check(status: u16, body: &str, reason: Reason, text: &str, next: Next) {
    let mut response = answer(status, body);
    response.take_header("X-Request-Id", "01ABC");
    response.take_header("Retry-After", "7");
    let (text, request_id) = (String::from(text), Some(String::from("01ABC")));
    let refusal = Refusal { status, reason, text, request_id, retry_after: Some(7) };
    let expected = Error::Refused(refusal);
    let told = if expected.is_dead_credential() {
        Next::SignIn
    } else if expected.is_passing() {
        Next::Wait
    } else {
        Next::Tell
    };
    assert_eq!(told, next, "{body}");
    assert_eq!(wire::tokens(&response), Err(expected.clone()), "{body}");
    assert_eq!(wire::one_token(&response), Err(expected.clone()), "{body}");
    assert_eq!(wire::nothing(&response), Err(expected.clone()), "{body}");
    assert_eq!(wire::issued(&response).err(), Some(expected), "{body}");
}

fn invalid(fields: &[(&str, &str)]) -> Reason {
    let own = |(field, text): &(&str, &str)| (String::from(*field), String::from(*text));
    Reason::Invalid(fields.iter().map(own).collect())
}

#[test]
fn a_dead_credential_is_told_from_an_unknown_or_unfitting_one() {
    let expired = "Token is expired. You can either do re-authorization or token refresh.";
    let revoked = "Token was revoked. You have to re-authorize from the user.";
    let off = "Token is an impersonation token but impersonation was disabled.";
    for (description, reason) in
        [(expired, Reason::Expired), (revoked, Reason::Revoked), (off, Reason::ImpersonationOff)]
    {
        let body = format!(r#"{{"error":"invalid_token","error_description":"{description}"}}"#);
        check(401, &body, reason, description, Next::SignIn);
    }
    check(401, r#"{"error":"invalid_token"}"#, Reason::Unauthorized, "", Next::Tell);
    check(401, r#"{"message":"401 Unauthorized"}"#, Reason::Unauthorized, "", Next::Tell);
    let body = r#"{"message":"401 Unauthorized - reason - and more"}"#;
    check(401, body, Reason::Unauthorized, "reason - and more", Next::Tell);
    let body = r#"{"error":"dpop_error","error_description":"DPoP header is missing"}"#;
    check(401, body, Reason::Unauthorized, "DPoP header is missing", Next::Tell);
}

#[test]
fn a_missing_scope_names_the_scopes_that_would_do() {
    let text = "The request requires higher privileges than provided by the access token.";
    for (scope, scopes) in [
        (r#","scope":"api read_api""#, vec!["api", "read_api"]),
        (r#","scope":"sudo""#, vec!["sudo"]),
        ("", vec![]),
    ] {
        let body = format!(r#"{{"error":"insufficient_scope","error_description":"{text}"{scope}}}"#);
        let scopes = scopes.into_iter().map(String::from).collect();
        check(403, &body, Reason::MissingScope(scopes), text, Next::Tell);
    }
    let body =
        r#"{"error":"insufficient_granular_scope","error_description":"Permission read_job is missing"}"#;
    check(403, body, Reason::MissingPermission, "Permission read_job is missing", Next::Tell);
}

#[test]
fn a_user_who_may_not_use_the_api_is_told_from_one_who_may_not_do_this() {
    for text in [
        "Your account has been blocked.",
        "Your account is pending approval from your administrator and hence blocked.",
        "Your account has been deactivated by your administrator. Please log back in from a web browser to \
         reactivate your account at https://gitlab.example",
        "Your primary email address is not confirmed. Please check your inbox for the confirmation instructions.",
        "Your password expired. Please access GitLab from a web browser to update your password.",
        "You (@ann) must accept the Terms of Service in order to perform this action. To accept these terms, \
         please access GitLab from a web browser at https://gitlab.example.",
        "This action cannot be performed by internal users",
    ] {
        let body = format!(r#"{{"message":"403 Forbidden - {text}"}}"#);
        check(403, &body, Reason::UserRefused, text, Next::Tell);
    }
    check(403, r#"{"message":"403 Forbidden"}"#, Reason::Forbidden, "", Next::Tell);
    for text in ["Must be admin to use sudo", "Only group owners may manage a service account"] {
        let body = format!(r#"{{"message":"403 Forbidden - {text}"}}"#);
        check(403, &body, Reason::Forbidden, text, Next::Tell);
    }
}

#[test]
fn a_missing_record_is_told_from_a_missing_endpoint() {
    let missing = "404 Not Found";
    check(404, &format!(r#"{{"error":"{missing}"}}"#), Reason::NoSuchEndpoint, "", Next::Tell);
    check(405, r#"{"error":"405 Not Allowed"}"#, Reason::NoSuchEndpoint, "", Next::Tell);
    for (message, text) in [
        ("404 Not Found", ""),
        ("404 Not found", ""),
        ("404 User Not Found", "User Not Found"),
        ("404 Project Not Found", "Project Not Found"),
        ("404 Impersonation Token Not Found", "Impersonation Token Not Found"),
        ("404 project Access Token Not Found", "project Access Token Not Found"),
        ("404 User with ID or username 'x' Not Found", "User with ID or username 'x' Not Found"),
    ] {
        check(404, &format!(r#"{{"message":"{message}"}}"#), Reason::NotFound, text, Next::Tell);
    }
    check(405, r#"{"message":"405 Method Not Allowed"}"#, Reason::NotAllowed, "", Next::Tell);
    let text = "Non GET methods are not allowed for moved projects";
    check(405, &format!(r#"{{"message":"{text}"}}"#), Reason::NotAllowed, text, Next::Tell);
    let text = "Keyset pagination is not yet available for this type of request";
    check(405, &format!(r#"{{"error":"{text}"}}"#), Reason::NotAllowed, text, Next::Tell);
}

#[test]
fn what_the_parameters_lack_is_named_field_by_field() {
    for (error, fields) in [
        ("name is missing", invalid(&[("name", "is missing")])),
        ("name is missing, scopes is missing", invalid(&[("name", "is missing"), ("scopes", "is missing")])),
        ("expires_at is invalid", invalid(&[("expires_at", "is invalid")])),
        ("scopes does not have a valid value", invalid(&[("scopes", "does not have a valid value")])),
        ("per_page has a value not allowed", invalid(&[("per_page", "has a value not allowed")])),
        ("name is empty", invalid(&[("name", "is empty")])),
        (
            "scopes, granular_scopes are mutually exclusive",
            invalid(&[("granular_scopes", "are mutually exclusive")]),
        ),
        (
            "scopes, granular_scopes are missing, exactly one parameter must be provided",
            invalid(&[("granular_scopes", "are missing")]),
        ),
        ("invalid_request", invalid(&[])),
    ] {
        check(400, &format!(r#"{{"error":"{error}"}}"#), fields, error, Next::Tell);
    }
    let body = r#"{"error":"invalid_request","error_description":"Two credentials were sent"}"#;
    check(400, body, invalid(&[]), "Two credentials were sent", Next::Tell);
}

#[test]
fn what_the_model_refuses_is_named_field_by_field() {
    for (message, fields, text) in [
        (r#"{"scopes":["can't be blank"]}"#, &[("scopes", "can't be blank")][..], "scopes can't be blank"),
        (
            r#"{"expires_at":["can't be blank","is too late"]}"#,
            &[("expires_at", "can't be blank, is too late")],
            "expires_at can't be blank, is too late",
        ),
        (
            r#"{"name":["can't be blank"],"scopes":["can only contain available scopes"]}"#,
            &[("name", "can't be blank"), ("scopes", "can only contain available scopes")],
            "name can't be blank, scopes can only contain available scopes",
        ),
        (r#"{"name":"too long"}"#, &[("name", "too long")], "name too long"),
        (r#"{"name":7}"#, &[("name", "7")], "name 7"),
    ] {
        for status in [400, 422] {
            check(status, &format!(r#"{{"message":{message}}}"#), invalid(fields), text, Next::Tell);
        }
    }
}

#[test]
fn a_sentence_is_kept_without_the_status_in_front() {
    let legacy = "Rotation of legacy personal access tokens is disabled. Use a fine-grained token instead.";
    for text in [legacy, "Access token limit reached", "one - two - three"] {
        let body = format!(r#"{{"message":"400 Bad request - {text}"}}"#);
        check(400, &body, invalid(&[]), text, Next::Tell);
    }
    check(400, r#"{"message":"400 Bad request"}"#, invalid(&[]), "", Next::Tell);
    check(400, r#"{"message":["one","two",3]}"#, invalid(&[]), "one, two", Next::Tell);
    check(
        400,
        r#"{"message":"4000 tokens are too many"}"#,
        invalid(&[]),
        "4000 tokens are too many",
        Next::Tell,
    );
}

#[test]
fn a_sentence_names_its_field_by_its_first_words() {
    for (text, field) in [
        ("Expiration date must be before 2027-11-21", "expires_at"),
        ("Expires at can't be blank", "expires_at"),
        ("expires_at is missing", "expires_at"),
        ("Access level of the token contains permissions not held by the creating user", "access_level"),
        (
            "Access level of the token can't be greater the access level of the user who created the token",
            "access_level",
        ),
        ("Scopes can't be blank", "scopes"),
        ("Scopes can only contain available scopes", "scopes"),
        ("Scope sudo can only be enabled for administrators", "scopes"),
        ("Username can contain only letters, digits, '_', '-', '+', and '.'", "username"),
        ("Name is too long (maximum is 255 characters)", "name"),
        ("Name can't be blank, Scopes can't be blank, and Expiration date must be before 2027-11-21", "name"),
        ("Description is too long (maximum is 255 characters)", "description"),
    ] {
        let named = invalid(&[(field, text)]);
        let framed = format!(r#"{{"message":"400 Bad request - {text}"}}"#);
        check(400, &framed, named.clone(), text, Next::Tell);
        for status in [400, 422] {
            check(status, &format!(r#"{{"message":"{text}"}}"#), named.clone(), text, Next::Tell);
        }
    }
    for text in ["Named tokens are too many", "The name is taken", "Scoped", "Usernames differ"] {
        check(400, &format!(r#"{{"message":"{text}"}}"#), invalid(&[]), text, Next::Tell);
    }
}

#[test]
fn what_this_caller_may_not_do_here_is_told_from_what_cannot_be_done() {
    for text in [
        "User does not have permission to create project access token",
        "User does not have permission to create group access token",
        "Ann Lee cannot delete ci-deploy",
        "Ann - Lee cannot delete ci - deploy",
        "Ann Lee cannot delete the already revoked one",
        "Not permitted to revoke",
        "Not eligible to rotate tokens with permissions not held by the user",
    ] {
        let body = format!(r#"{{"message":"400 Bad request - {text}"}}"#);
        check(400, &body, Reason::NotPermitted, text, Next::Tell);
    }
    let text = "Failed to find bot user";
    let body = format!(r#"{{"message":"400 Bad request - {text}"}}"#);
    check(400, &body, Reason::BotGone, text, Next::Tell);
}

#[test]
fn a_token_revoked_before_is_its_own_refusal_in_every_wording() {
    for text in ["Token already revoked", "token already revoked"] {
        let body = format!(r#"{{"message":"400 Bad request - {text}"}}"#);
        check(400, &body, Reason::AlreadyRevoked, text, Next::Tell);
        check(400, &format!(r#"{{"message":"{text}"}}"#), Reason::AlreadyRevoked, text, Next::Tell);
    }
}

#[test]
fn conflicts_limits_and_faults_of_the_server_are_told_apart() {
    check(409, r#"{"message":"409 Conflict"}"#, Reason::Conflict, "", Next::Tell);
    let body = r#"{"message":"409 Conflict: Resource lock"}"#;
    check(409, body, Reason::Conflict, "Conflict: Resource lock", Next::Tell);
    let body = r#"{"message":{"error":"This endpoint has been requested too many times. Try again later."}}"#;
    check(429, body, Reason::TooManyRequests, "", Next::Wait);
    check(500, r#"{"message":"500 Internal Server Error"}"#, Reason::ServerFault, "", Next::Wait);
    check(500, r#"{"message":"a reason"}"#, Reason::ServerFault, "a reason", Next::Wait);
    check(503, "[]", Reason::ServerFault, "", Next::Wait);
    check(412, r#"{"message":"412 Precondition Failed"}"#, Reason::Other, "", Next::Tell);
    check(
        410,
        r#"{"error":"API V3 is no longer supported. Use API V4 instead."}"#,
        Reason::Other,
        "API V3 is no longer supported. Use API V4 instead.",
        Next::Tell,
    );
}

#[test]
fn a_refusal_of_no_known_shape_still_has_its_status() {
    check(400, "{}", invalid(&[]), "", Next::Tell);
    check(418, "{}", Reason::Other, "", Next::Tell);
    check(400, "[]", Reason::Other, "", Next::Tell);
    check(400, "\"no\"", Reason::Other, "", Next::Tell);
    check(404, r#"{"message":null,"error":null}"#, Reason::NotFound, "", Next::Tell);
    check(401, r#"{"message":{"a":{"b":1}}}"#, Reason::Unauthorized, "a {\"b\":1}", Next::Tell);
    check(304, "{}", Reason::Other, "", Next::Tell);
}
