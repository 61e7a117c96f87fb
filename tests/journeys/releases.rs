//! Which release has which verb for which kind of token.

use keyturn::changes::{Act, Change, Done, Outcome, judge};
use keyturn::gitlab::calls::{resource, token};
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::version::Abilities;
use keyturn::gitlab::{Error, Request, Version};
use keyturn::tokens::{Place, Resource, Token};
use serde_json::json;

use crate::gitlab::{GitLab, revoke};

const VERSIONS: [&str; 7] =
    ["13.12.15", "14.6.7", "14.10.5", "16.11.10", "17.11.7", "18.11.5-ee", "19.5.1-ee"];

/// A letter, or `-` where the release has no such endpoint. Any other refusal is a fault of the test.
fn letter<T>(letter: char, result: &Result<T, Error>) -> char {
    match result {
        Ok(_) => letter,
        Err(error) => {
            assert_eq!(error.reason(), Some(&Reason::NoSuchEndpoint), "{letter}: {error:?}");
            '-'
        }
    }
}

/// Makes a change without looking first, as not every release has a list of every kind.
fn make(gitlab: &mut GitLab, place: Place, act: Act) -> Result<Done, Error> {
    let root = gitlab.value_of("root");
    let change = Change { act, place, highest_known: 0, started_at: gitlab.now, not_before: None };
    let response = gitlab.send(&root, &change.request(gitlab.abilities));
    match judge(&change, Ok(&response)) {
        Outcome::Done(done) => Ok(done),
        Outcome::NotDone(cause) => Err(cause),
        Outcome::Unknown(doubt) => panic!("{place:?}: {:?}", doubt.cause),
    }
}

fn row(done: &Result<Done, Error>) -> Option<Token> {
    match done {
        Ok(Done::Issued(issued)) => Some(issued.token.clone()),
        _ => None,
    }
}

/// What an administrator can do: `L`ist, `C`reate, `G`et one, `R`otate, re`V`oke.
fn verbs(gitlab: &mut GitLab, place: Place) -> String {
    let root = gitlab.value_of("root");
    let listed = letter('L', &gitlab.ask(&root, &token::list(place, 1)));
    let act = Act::Create { new: gitlab.new_in(place, "verbs"), as_own: false, replaces: None };
    let done = make(gitlab, place, act);
    let made = row(&done).unwrap_or(Token::named(9_999_999, "nothing"));
    let created = letter('C', &done);
    let got = letter('G', &gitlab.ask(&root, &token::get(place, made.id)));
    let act = gitlab.rotate(&made, false);
    let done = make(gitlab, place, act);
    let last = row(&done).unwrap_or(made);
    let rotated = letter('R', &done);
    let revoked = letter('V', &make(gitlab, place, revoke(&last)));
    [listed, created, got, rotated, revoked].iter().collect()
}

fn check(place: impl Fn(&mut GitLab) -> Place, expected: [&str; 7]) {
    for (version, expected) in VERSIONS.into_iter().zip(expected) {
        let mut gitlab = GitLab::demo(version);
        let place = place(&mut gitlab);
        assert_eq!(verbs(&mut gitlab, place), expected, "{place:?} at {version}");
        let (major, minor) = place.kind().facts().since;
        let has_list = Version::parse(version).unwrap() >= Version { major, minor };
        if !matches!(place, Place::ServiceAccount(..)) {
            assert_eq!(has_list, expected.starts_with('L'), "its facts say so of {place:?} at {version}");
        }
    }
}

/// A service account of a project or group; any id where the release has none.
fn robot(gitlab: &mut GitLab, of: Resource) -> Place {
    let root = gitlab.value_of("root");
    let path = match of {
        Resource::Project(id) => format!("/projects/{id}/service_accounts"),
        Resource::Group(id) => format!("/groups/{id}/service_accounts"),
    };
    let response = gitlab.send(&root, &Request::post(path, &json!({ "name": "Robot" })));
    let body: serde_json::Value = serde_json::from_str(&response.body).unwrap();
    Place::ServiceAccount(of, body["id"].as_u64().unwrap_or(9_999_999))
}

#[test]
fn project_tokens_are_read_one_by_one_since_14_10_and_rotated_since_16_0() {
    let place = |gitlab: &mut GitLab| Place::Resource(gitlab.project("northlight/storefront"));
    check(place, ["LC--V", "LC--V", "LCG-V", "LCGRV", "LCGRV", "LCGRV", "LCGRV"]);
}

#[test]
fn group_tokens_came_with_14_7() {
    let place = |gitlab: &mut GitLab| Place::Resource(gitlab.group("northlight"));
    check(place, ["-----", "-----", "LCG-V", "LCGRV", "LCGRV", "LCGRV", "LCGRV"]);
}

#[test]
fn deploy_tokens_are_older_than_all_of_these_and_never_rotated() {
    let of_project = |gitlab: &mut GitLab| Place::Deploy(gitlab.project("northlight/storefront"));
    check(of_project, ["LC--V", "LC--V", "LCG-V", "LCG-V", "LCG-V", "LCG-V", "LCG-V"]);
    let of_group = |gitlab: &mut GitLab| Place::Deploy(gitlab.group("northlight"));
    check(of_group, ["LC--V", "LC--V", "LCG-V", "LCG-V", "LCG-V", "LCG-V", "LCG-V"]);
}

#[test]
fn tokens_of_service_accounts_are_never_read_one_by_one() {
    let of_group = |gitlab: &mut GitLab| {
        let group = gitlab.group("northlight");
        robot(gitlab, group)
    };
    check(of_group, ["-----", "-----", "-----", "-C-R-", "LC-RV", "LC-RV", "LC-RV"]);
    let of_project = |gitlab: &mut GitLab| {
        let project = gitlab.project("northlight/storefront");
        robot(gitlab, project)
    };
    check(of_project, ["-----", "-----", "-----", "-----", "-----", "LC-RV", "LC-RV"]);
}

#[test]
fn personal_and_impersonation_tokens_are_older_than_all_of_these() {
    check(
        |gitlab| Place::User(gitlab.id_of("dev")),
        ["LC--V", "LC--V", "LC--V", "LCGRV", "LCGRV", "LCGRV", "LCGRV"],
    );
    check(
        |gitlab| Place::Impersonation(gitlab.id_of("dev")),
        ["LCG-V", "LCG-V", "LCG-V", "LCGRV", "LCGRV", "LCGRV", "LCGRV"],
    );
}

#[test]
fn service_accounts_are_listed_where_the_page_offers_their_tab() {
    for (version, of_group, of_project) in [
        ("15.11.13", false, false),
        ("17.11.7", true, false),
        ("18.11.5-ee", true, true),
        ("19.5.1-ee", true, true),
    ] {
        let mut gitlab = GitLab::demo(version);
        let root = gitlab.value_of("root");
        let (group, project) = (gitlab.group("northlight"), gitlab.project("northlight/storefront"));
        let abilities = Abilities::of(Version::parse(version));
        for (of, expected) in [(group, of_group), (project, of_project)] {
            let listed = letter('L', &gitlab.ask(&root, &resource::service_accounts(of, 1)));
            assert_eq!(listed == 'L', expected, "{of:?} at {version}");
            assert_eq!(abilities.has_service_accounts(of), expected, "{of:?} at {version}");
        }
    }
}

#[test]
fn a_revoked_project_or_group_token_stays_in_its_list_since_17_2() {
    for version in ["16.11.10", "17.1.8", "17.2.0", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let ann = gitlab.value_of("ann");
        let (project, group) = (gitlab.project("northlight/storefront"), gitlab.group("northlight"));
        for place in [Place::Resource(project), Place::Resource(group)] {
            let (made, _) = gitlab.create_in(&ann, place, "ci");
            assert_eq!(gitlab.make_in(&ann, place, revoke(&made)), "revoked");
            let keeps = Abilities::of(Version::parse(version)).keeps_revoked();
            assert_eq!(gitlab.row(place, made.id).map(|row| row.revoked), keeps.then_some(true), "{version}");
        }
    }
}
