//! A project or group token as the credential: it sees its siblings, and may do little with them.

use keyturn::changes::Act;
use keyturn::gitlab::calls::{personal, token, user};
use keyturn::gitlab::error::Reason;
use keyturn::tokens::{Place, Token};

use crate::gitlab::{GitLab, revoke};

const VERSIONS: [&str; 4] = ["16.11.10", "17.11.7", "18.11.5-ee", "19.5.1-ee"];

/// The bots, and the place each is at home.
fn bots(gitlab: &mut GitLab) -> [(String, Place); 2] {
    let project = Place::Resource(gitlab.project("northlight/storefront"));
    let group = Place::Resource(gitlab.group("northlight"));
    [(gitlab.value_of("project_bot"), project), (gitlab.value_of("group_bot"), group)]
}

/// A token it may see, and that is not its own.
fn sibling(gitlab: &mut GitLab, place: Place) -> Token {
    let ann = gitlab.value_of("ann");
    gitlab.create_in(&ann, place, "sibling").0
}

#[test]
fn a_bot_is_known_as_one_and_finds_itself_in_the_list() {
    for version in VERSIONS {
        let mut gitlab = GitLab::demo(version);
        for (value, place) in bots(&mut gitlab) {
            let me = gitlab.ask(&value, &user::current()).unwrap();
            assert!(me.is_bot && !me.is_admin, "{version}");
            let own = gitlab.ask(&value, &personal::get_self()).unwrap();
            let rows = gitlab.rows(&value, place);
            assert!(rows.len() > 2 && rows.iter().any(|row| row.id == own.id), "{version}");
            assert!(rows.iter().filter(|row| row.user_id == Some(me.id)).count() == 1, "{version}");
        }
    }
}

#[test]
fn a_bot_cannot_create_or_rotate_others_and_can_revoke_them() {
    for version in VERSIONS {
        let mut gitlab = GitLab::demo(version);
        for (value, place) in bots(&mut gitlab) {
            let other = sibling(&mut gitlab, place);
            let create = Act::Create { new: gitlab.new_in(place, "another"), as_own: false, replaces: None };
            let rotate = gitlab.rotate(&other, false);
            assert_eq!(gitlab.make_in(&value, place, create), "not done: Some(NotPermitted)", "{version}");
            assert_eq!(gitlab.make_in(&value, place, rotate), "not done: Some(Unauthorized)", "{version}");
            assert!(!gitlab.row(place, other.id).unwrap().revoked, "{version}");
            assert_eq!(gitlab.make_in(&value, place, revoke(&other)), "revoked", "{version}");
        }
    }
}

#[test]
fn a_bot_rotates_itself_and_its_heir_has_the_same_place() {
    for version in VERSIONS {
        let mut gitlab = GitLab::demo(version);
        for (value, place) in bots(&mut gitlab) {
            let own = gitlab.ask(&value, &personal::get_self()).unwrap();
            let act = gitlab.rotate(&own, true);
            let change = gitlab.change_in(place, act);
            let (heir, heirs_value) = gitlab.issue(&value, &change);
            assert_eq!((heir.user_id, heir.expiry), (own.user_id, gitlab.end_in(60)), "{version}");
            let rows = gitlab.rows(&heirs_value, place);
            assert!(rows.iter().any(|row| row.id == heir.id && !row.revoked), "{version}");
            assert!(rows.iter().any(|row| row.id == own.id && row.revoked), "{version}");
            let dead = gitlab.ask(&value, &personal::get_self()).unwrap_err();
            assert_eq!(dead.reason(), Some(&Reason::Revoked), "{version}");
        }
    }
}

#[test]
fn a_bot_that_ends_itself_is_dead() {
    for version in VERSIONS {
        let mut gitlab = GitLab::demo(version);
        for (value, place) in bots(&mut gitlab) {
            let own = gitlab.ask(&value, &personal::get_self()).unwrap();
            let act = Act::Revoke { token: own, is_self: true };
            assert_eq!(gitlab.make_in(&value, place, act), "revoked", "{version}");
            let dead = gitlab.ask(&value, &personal::get_self()).unwrap_err();
            assert_eq!(dead.reason(), Some(&Reason::Revoked), "{version}");
        }
    }
}

#[test]
fn a_bot_of_a_project_sees_nothing_of_its_group_and_a_bot_of_a_group_sees_its_projects() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let [(of_project, project), (of_group, group)] = bots(&mut gitlab);
    let refused = gitlab.ask(&of_project, &token::list(group, 1)).unwrap_err();
    assert_eq!(refused.reason(), Some(&Reason::Unauthorized), "it is seen, but without a role");
    assert!(!gitlab.rows(&of_group, project).is_empty());
}
