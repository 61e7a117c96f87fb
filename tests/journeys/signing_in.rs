//! From an address to a session: is it a GitLab, whose credential is it, which version is this.

use gitlab_emulator::{Options, Settings};
use keyturn::gitlab::calls::{personal, server, token, user};
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::{Error, Version};
use keyturn::tokens::{Place, Scope};

use crate::gitlab::GitLab;

const VERSIONS: [&str; 9] = [
    "13.12.15",
    "15.4.6",
    "15.11.13",
    "16.11.10",
    "17.11.7",
    "18.11.5-ee",
    "19.1.1-ee",
    "19.5.1-ee",
    "19.6.0-pre",
];

fn reason<T>(result: Result<T, Error>) -> Option<Reason> {
    result.err().map(|error| error.reason().unwrap().clone())
}

/// What `self` answers, where it is not the token itself.
fn check_self(version: &str, who: &str, expected: Option<&Reason>) {
    let mut gitlab = GitLab::of(version);
    let value = gitlab.value_of(who);
    assert_eq!(reason(gitlab.ask(&value, &personal::get_self())).as_ref(), expected, "{who} at {version}");
    let me = gitlab.ask(&value, &user::current()).unwrap();
    assert_eq!((me.id, me.username.as_str()), (gitlab.id_of(who), who));
    assert_eq!(me.is_admin, who == "root", "{who} at {version}");
}

#[test]
fn every_release_proves_to_be_a_gitlab_without_a_credential() {
    for version in VERSIONS {
        let mut gitlab = GitLab::of(version);
        assert_eq!(gitlab.ask("", &server::discover()), Ok(()), "{version}");
        assert_eq!(gitlab.ask("", &server::knock()), Ok(()), "{version}");
    }
}

#[test]
fn a_token_names_itself_where_the_release_can_and_its_user_always() {
    for version in &VERSIONS[2..] {
        for who in ["root", "ann", "reader"] {
            check_self(version, who, None);
        }
    }
    for who in ["root", "ann"] {
        check_self("13.12.15", who, Some(&Reason::NoSuchEndpoint));
        check_self("15.0.5", who, Some(&Reason::NoSuchEndpoint));
    }
    check_self("15.4.6", "ann", Some(&Reason::Unauthorized));
    check_self("15.4.6", "root", Some(&Reason::NotFound));
}

#[test]
fn the_version_comes_from_metadata_or_from_version() {
    for (text, expected) in VERSIONS.iter().map(|text| (text, Version::parse(text))) {
        let mut gitlab = GitLab::of(text);
        let value = gitlab.value_of("reader");
        let release = match gitlab.ask(&value, &server::metadata()) {
            Err(error) => {
                assert_eq!(error.reason(), Some(&Reason::NoSuchEndpoint));
                assert!(expected < Version::parse("15.2"), "{text}");
                gitlab.ask(&value, &server::version()).unwrap()
            }
            Ok(release) => release,
        };
        assert_eq!((release.text.as_str(), release.version), (*text, expected));
    }
}

#[test]
fn each_credential_that_will_not_do_is_refused_for_its_own_reason() {
    for version in &VERSIONS[2..] {
        let mut gitlab = GitLab::of(version);
        for (who, expected) in [
            ("expired", Reason::Expired),
            ("revoked", Reason::Revoked),
            ("blocked", Reason::UserRefused),
            ("deactivated", Reason::UserRefused),
        ] {
            let value = gitlab.value_of(who);
            assert_eq!(reason(gitlab.ask(&value, &personal::get_self())), Some(expected), "{who} {version}");
        }
        let unknown = "glpat-00000000000000000000";
        assert_eq!(reason(gitlab.ask(unknown, &personal::get_self())), Some(Reason::Unauthorized));
        assert_eq!(reason(gitlab.ask("", &personal::get_self())), Some(Reason::Unauthorized));

        let value = gitlab.value_of("repository");
        let own = gitlab.ask(&value, &personal::get_self()).unwrap();
        assert_eq!(own.scopes, [Scope::READ_REPOSITORY]);
        let Some(Reason::MissingScope(mut scopes)) = reason(gitlab.ask(&value, &user::current())) else {
            panic!("no scope is missing at {version}")
        };
        scopes.sort();
        assert_eq!(scopes, ["api", "read_api", "read_user"], "{version}");
    }
}

#[test]
fn a_read_only_session_reads_everything_and_knows_its_scope() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let value = gitlab.value_of("reader");
    let own = gitlab.ask(&value, &personal::get_self()).unwrap();
    assert_eq!(own.scopes, [Scope::READ_API]);
    let rows = gitlab.tokens(&value, gitlab.id_of("reader"));
    assert!(rows.iter().any(|token| token.id == own.id));
    assert!(gitlab.ask(&value, &user::search("ann")).is_ok());
}

#[test]
fn a_401_for_a_foreign_token_leaves_the_credential_alive() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let (foreign, _) = gitlab.create("ann", "hers");
    let value = gitlab.value_of("dev");
    for refused in [
        reason(gitlab.ask(&value, &token::get(Place::AllUsers, foreign.id))),
        reason(gitlab.ask(&value, &token::get(Place::AllUsers, 9_999_999))),
        reason(gitlab.ask(&value, &token::list(Place::User(foreign.user_id.unwrap()), 1))),
    ] {
        assert_eq!(refused, Some(Reason::Unauthorized));
    }
    assert!(gitlab.ask(&value, &personal::get_self()).is_ok());
}

#[test]
fn too_many_requests_are_a_reason_to_wait_and_not_to_sign_out() {
    let settings = Settings { requests_per_minute: Some(2), ..Settings::default() };
    let mut gitlab = GitLab::with(Options { settings, ..Options::default() });
    let value = gitlab.value_of("ann");
    assert!(gitlab.ask(&value, &personal::get_self()).is_ok());
    assert!(gitlab.ask(&value, &personal::get_self()).is_ok());
    let error = gitlab.ask(&value, &personal::get_self()).unwrap_err();
    assert_eq!(error.reason(), Some(&Reason::TooManyRequests));
    assert!(error.is_passing() && !error.is_dead_credential());
}
