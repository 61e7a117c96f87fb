//! Answers that never arrive, about tokens of projects, groups, service accounts, and deploy tokens.

use keyturn::changes::{Act, Change, Settlement, settle, twins};
use keyturn::gitlab::calls::personal;
use keyturn::tokens::{Place, Token};

use crate::gitlab::{GitLab, revoke, told};
use crate::losing::lose;

/// A place of every kind that a person's own tokens are not in.
fn places(gitlab: &mut GitLab) -> [Place; 5] {
    let (project, group) = (gitlab.project("northlight/storefront"), gitlab.group("northlight"));
    [
        Place::Resource(project),
        Place::Resource(group),
        Place::ServiceAccount(group, gitlab.id_of("service_account")),
        Place::Deploy(project),
        Place::Deploy(group),
    ]
}

/// Ann's value and each place in which a token can be rotated.
fn rotating(gitlab: &mut GitLab) -> (String, Vec<Place>) {
    let places = places(gitlab).into_iter().filter(|place| place.kind().facts().rotates).collect();
    (gitlab.value_of("ann"), places)
}

fn create(gitlab: &mut GitLab, place: Place) -> Change {
    let new = gitlab.new_in(place, "nightly");
    gitlab.change_in(place, Act::Create { new, as_own: false, replaces: None })
}

fn settled(gitlab: &mut GitLab, change: &Change) -> Settlement {
    let root = gitlab.value_of("root");
    let rows = gitlab.rows(&root, change.place);
    settle(change, &rows)
}

#[test]
fn a_create_that_never_arrived_created_nothing_though_an_older_one_has_the_same_name() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let ann = gitlab.value_of("ann");
    for place in places(&mut gitlab) {
        gitlab.create_in(&ann, place, "nightly");
        let change = create(&mut gitlab, place);
        gitlab.create_in(&ann, place, "another");
        assert_eq!(settled(&mut gitlab, &change), Settlement::NotCreated, "{place:?}");
    }
}

#[test]
fn a_create_whose_answer_was_lost_is_found_whatever_bot_it_got() {
    for version in ["17.11.7", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let ann = gitlab.value_of("ann");
        for place in places(&mut gitlab) {
            let change = create(&mut gitlab, place);
            lose(&mut gitlab, &ann, &change);
            let Settlement::Created(ids) = settled(&mut gitlab, &change) else { panic!("{place:?}") };
            assert_eq!(ids.len(), 1, "{place:?} at {version}");
            let orphan = gitlab.row(place, ids[0]).unwrap();
            assert_eq!(orphan.name, "nightly");
            // The orphan gets a value that is seen, or its end.
            if place.kind().facts().rotates {
                let act = gitlab.rotate(&orphan, false);
                let change = gitlab.change_in(place, act);
                let (_, value) = gitlab.issue(&ann, &change);
                assert_eq!(gitlab.ask(&value, &personal::get_self()).unwrap().name, "nightly");
            } else {
                assert_eq!(gitlab.make_in(&ann, place, revoke(&orphan)), "revoked");
            }
        }
    }
}

#[test]
fn a_create_the_browser_sent_twice_leaves_a_twin_that_is_named() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let (ann, root) = (gitlab.value_of("ann"), gitlab.value_of("root"));
    for place in places(&mut gitlab) {
        let change = create(&mut gitlab, place);
        lose(&mut gitlab, &ann, &change);
        let (received, _) = gitlab.issue(&ann, &change);
        let rows = gitlab.rows(&root, place);
        let named = twins(&change, received.id, &rows);
        assert_eq!(named.len(), 1, "{place:?}");
        assert!(named[0] < received.id && named[0] > change.highest_known, "{place:?}");

        let change = create(&mut gitlab, place);
        lose(&mut gitlab, &ann, &change);
        lose(&mut gitlab, &ann, &change);
        let Settlement::Created(ids) = settled(&mut gitlab, &change) else { panic!("{place:?}") };
        assert_eq!(ids.len(), 2, "{place:?}");
    }
}

#[test]
fn a_rotation_sent_twice_is_refused_by_gitlab_and_never_called_a_failure() {
    for version in ["17.11.7", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let (ann, places) = rotating(&mut gitlab);
        for place in places {
            let (made, _) = gitlab.create_in(&ann, place, "nightly");
            let act = gitlab.rotate(&made, false);
            let change = gitlab.change_in(place, act);
            assert_eq!(settled(&mut gitlab, &change), Settlement::NotRotated, "nothing arrived yet");
            lose(&mut gitlab, &ann, &change);
            assert_eq!(told(&gitlab.make(&ann, &change)), "unknown: Some(AlreadyRevoked)", "{version}");
            let Settlement::Rotated(ids) = settled(&mut gitlab, &change) else { panic!("{place:?}") };
            assert_eq!(ids.len(), 1, "{place:?} at {version}");
            let heir = gitlab.row(place, ids[0]).unwrap();
            assert_eq!((heir.user_id, heir.access_level), (made.user_id, made.access_level));
        }
    }
}

#[test]
fn what_somebody_else_made_meanwhile_is_no_heir_of_a_rotated_token() {
    let mut gitlab = GitLab::demo("19.5.1-ee");
    let ann = gitlab.value_of("ann");
    for place in places(&mut gitlab).into_iter().take(2) {
        let (made, _) = gitlab.create_in(&ann, place, "nightly");
        let act = gitlab.rotate(&made, false);
        let change = gitlab.change_in(place, act);
        // Of the same name and scopes, for another bot.
        let (other, _) = gitlab.create_in(&ann, place, "nightly");
        lose(&mut gitlab, &ann, &change);
        let Settlement::Rotated(ids) = settled(&mut gitlab, &change) else { panic!("{place:?}") };
        assert!(ids.len() == 1 && ids[0] != other.id, "{place:?}");
    }
}

#[test]
fn a_revocation_whose_answer_was_lost_is_proven_by_the_row_or_by_its_absence() {
    for version in ["17.11.7", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let ann = gitlab.value_of("ann");
        for place in places(&mut gitlab) {
            let (made, _) = gitlab.create_in(&ann, place, "nightly");
            let change = gitlab.change_in(place, revoke(&made));
            assert_eq!(settled(&mut gitlab, &change), Settlement::NotRevoked, "{place:?}");
            lose(&mut gitlab, &ann, &change);
            assert_eq!(settled(&mut gitlab, &change), Settlement::Revoked, "{place:?} at {version}");
        }
    }
}

#[test]
fn a_revocation_sent_twice_is_done_again_or_finds_nothing() {
    for (version, resource_again, resource_settled) in [
        ("16.11.10", "unknown: Some(NotFound)", Settlement::Gone),
        ("17.11.7", "revoked", Settlement::Revoked),
        ("19.5.1-ee", "revoked", Settlement::Revoked),
    ] {
        let mut gitlab = GitLab::demo(version);
        let ann = gitlab.value_of("ann");
        let [project, group, _, of_project, of_group] = places(&mut gitlab);
        for (place, again, proven) in [
            (project, resource_again, &resource_settled),
            (group, resource_again, &resource_settled),
            (of_project, "unknown: Some(NotFound)", &Settlement::Revoked),
            (of_group, "unknown: Some(NotFound)", &Settlement::Revoked),
        ] {
            let (made, _) = gitlab.create_in(&ann, place, "nightly");
            let change = gitlab.change_in(place, revoke(&made));
            lose(&mut gitlab, &ann, &change);
            assert_eq!(told(&gitlab.make(&ann, &change)), again, "{place:?} at {version}");
            assert_eq!(settled(&mut gitlab, &change), *proven, "{place:?} at {version}");
        }
    }
}

#[test]
fn a_bot_whose_self_rotation_was_sent_twice_loses_its_whole_family() {
    for version in ["16.11.10", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let [project, group, ..] = places(&mut gitlab);
        for (who, place) in [("project_bot", project), ("group_bot", group)] {
            let value = gitlab.value_of(who);
            let own: Token = gitlab.ask(&value, &personal::get_self()).unwrap();
            let act = gitlab.rotate(&own, true);
            let change = gitlab.change_in(place, act);
            lose(&mut gitlab, &value, &change);
            assert_eq!(told(&gitlab.make(&value, &change)), "unknown: Some(Revoked)", "{version}");
            assert_eq!(settled(&mut gitlab, &change), Settlement::Rotated(vec![]), "{who} at {version}");
        }
    }
}
