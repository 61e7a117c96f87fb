//! Tokens of projects and groups: their life, and every refusal by role, setting and place.

use gitlab_emulator::{Options, Settings, WorldChoice};
use keyturn::changes::{Act, Outcome, Settlement, settle};
use keyturn::gitlab::calls::{personal, token, user};
use keyturn::gitlab::error::Reason;
use keyturn::tokens::{AccessLevel, Expiry, NewToken, Place, Token};
use keyturn::words::Attempt;

use crate::gitlab::{GitLab, headline, revoke, told};

const TOO_LOW: &str = "Your role here is too low";
const NO_CREATE: &str = "GitLab does not let you create it here";
const NO_ROTATE: &str = "GitLab does not let you rotate it";
const NO_REVOKE: &str = "GitLab does not let you revoke it";
const INVALID: &str = "GitLab did not accept it";
const NOT_FOUND: &str = "GitLab finds no such thing";

/// The project and the group that people look at first.
fn both(gitlab: &mut GitLab) -> [Place; 2] {
    [Place::Resource(gitlab.project("northlight/storefront")), Place::Resource(gitlab.group("northlight"))]
}

fn create(gitlab: &GitLab, place: Place, level: AccessLevel) -> Act {
    let new = NewToken { access_level: Some(level), ..gitlab.new_in(place, "ci") };
    Act::Create { new, as_own: false, replaces: None }
}

/// What comes of a change, in one word and as a person reads it first.
fn check(gitlab: &mut GitLab, value: &str, place: Place, act: Act, expected: (&str, &str)) {
    let change = gitlab.change_in(place, act);
    let outcome = gitlab.make(value, &change);
    assert!(told(&outcome).starts_with(expected.0), "{} of {change:?}", told(&outcome));
    let attempt = match change.act {
        Act::Create { .. } => Attempt::Create(place),
        Act::Rotate { .. } => Attempt::Rotate(place),
        Act::Revoke { .. } => Attempt::Revoke(place),
    };
    let cause = match outcome {
        Outcome::Done(_) => return assert_eq!(expected.1, "", "{change:?}"),
        Outcome::NotDone(cause) => cause,
        Outcome::Unknown(doubt) => doubt.cause,
    };
    assert_eq!(headline(&cause, attempt), expected.1, "{change:?}");
}

#[test]
fn a_project_or_group_token_lives_from_create_over_rotate_to_revoke() {
    for version in ["16.11.10", "17.11.7", "18.11.5-ee", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let ann = gitlab.value_of("ann");
        for place in both(&mut gitlab) {
            let (made, value) = gitlab.create_in(&ann, place, "ci");
            assert_eq!((made.name.as_str(), made.access_level), ("ci", Some(AccessLevel::REPORTER)));
            assert_eq!(made.expiry, gitlab.end_in(30), "{version}");
            let own = gitlab.ask(&value, &personal::get_self()).unwrap();
            assert_eq!((own.id, own.user_id, own.access_level), (made.id, made.user_id, None));
            let root = gitlab.value_of("root");
            let bot = gitlab.ask(&root, &user::get(made.user_id.unwrap())).unwrap();
            assert!(bot.is_bot && bot.name == "ci", "{version}");
            let listed = gitlab.rows(&ann, place).into_iter().find(|row| row.id == made.id).unwrap();
            assert_eq!(gitlab.ask(&ann, &token::get(place, made.id)), Ok(listed), "{version}");

            let act = gitlab.rotate(&made, false);
            let change = gitlab.change_in(place, act);
            let (heir, heirs_value) = gitlab.issue(&ann, &change);
            assert!(heir.id > made.id);
            assert_eq!((heir.user_id, heir.access_level), (made.user_id, made.access_level), "{version}");
            assert_eq!(heir.expiry, gitlab.end_in(60), "{version}");
            let dead = gitlab.ask(&value, &personal::get_self()).unwrap_err();
            assert_eq!(dead.reason(), Some(&Reason::Revoked), "{version}");
            let rows = gitlab.rows(&ann, place);
            assert_eq!(settle(&change, &rows), Settlement::Rotated(vec![heir.id]), "{version}");

            let change = gitlab.change_in(place, revoke(&heir));
            assert_eq!(told(&gitlab.make(&ann, &change)), "revoked", "{version}");
            assert!(gitlab.ask(&heirs_value, &personal::get_self()).is_err());
            let rows = gitlab.rows(&ann, place);
            // Before 17.2 the bot is deleted, and its tokens vanish with it.
            let expected = if version == "16.11.10" { Settlement::Gone } else { Settlement::Revoked };
            assert_eq!(settle(&change, &rows), expected, "{version}");
        }
    }
}

#[test]
fn a_list_is_read_by_maintainers_of_a_project_and_owners_of_a_group() {
    for version in ["14.10.5", "16.11.10", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let platform = Place::Resource(gitlab.group("northlight/platform"));
        let field = Place::Resource(gitlab.group("fieldwork"));
        let driver = Place::Resource(gitlab.project("fieldwork/driver-app"));
        let [storefront, northlight] = both(&mut gitlab);
        for (who, place, is_let) in [
            ("ann", storefront, true),
            ("reader", storefront, true),
            ("root", storefront, true),
            ("dev", storefront, false),
            ("guest", storefront, false),
            ("ann", northlight, true),
            ("root", northlight, true),
            ("reader", northlight, false),
            ("reader", platform, true),
            ("ann", driver, true),
            ("ann", field, false),
            ("dev", field, false),
        ] {
            let value = gitlab.value_of(who);
            match gitlab.ask(&value, &token::list(place, 1)) {
                Ok(page) => assert!(is_let && !page.rows.is_empty(), "{who} {place:?} {version}"),
                Err(error) => {
                    assert!(!is_let, "{who} {place:?} {version}");
                    assert_eq!(error.reason(), Some(&Reason::Unauthorized));
                    assert_eq!(headline(&error, Attempt::List(place)), TOO_LOW);
                    let own = gitlab.tokens(&value, gitlab.id_of(who));
                    assert!(!own.is_empty(), "the credential is alive all the same");
                }
            }
        }
    }
}

#[test]
fn creating_is_for_those_who_may_and_not_above_their_own_role() {
    for version in ["16.11.10", "17.11.7", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let (ann, dev, root) = (gitlab.value_of("ann"), gitlab.value_of("dev"), gitlab.value_of("root"));
        let (guest, reader) = (gitlab.value_of("guest"), gitlab.value_of("reader"));
        let maintainer = gitlab.with_api("reader");
        let [storefront, northlight] = both(&mut gitlab);
        let driver = Place::Resource(gitlab.project("fieldwork/driver-app"));
        let field = Place::Resource(gitlab.group("fieldwork"));
        let not_permitted = ("not done: Some(NotPermitted)", NO_CREATE);
        let role = ("not done: Some(Invalid([(\"access_level\", \"Access level of the token ", INVALID);
        for (value, place, level, expected) in [
            (&ann, storefront, AccessLevel::OWNER, ("issued", "")),
            (&ann, northlight, AccessLevel::OWNER, ("issued", "")),
            (&maintainer, storefront, AccessLevel::MAINTAINER, ("issued", "")),
            (&maintainer, storefront, AccessLevel::OWNER, role),
            (&maintainer, northlight, AccessLevel::GUEST, not_permitted),
            (&dev, storefront, AccessLevel::GUEST, not_permitted),
            // Creation is switched off below this group, whoever asks.
            (&ann, driver, AccessLevel::GUEST, not_permitted),
            (&root, driver, AccessLevel::GUEST, not_permitted),
            (&root, field, AccessLevel::GUEST, not_permitted),
            (&guest, driver, AccessLevel::GUEST, ("not done: Some(NotFound)", NOT_FOUND)),
            (
                &reader,
                storefront,
                AccessLevel::GUEST,
                ("not done: Some(MissingScope(", "Your sign-in token lacks a scope"),
            ),
        ] {
            let act = create(&gitlab, place, level);
            check(&mut gitlab, value, place, act, expected);
        }
    }
}

#[test]
fn planner_and_security_manager_are_no_rungs_of_the_ladder() {
    let role = ("not done: Some(Invalid([(\"access_level\", ", INVALID);
    for (version, level, by_owner) in [
        ("17.6.0", AccessLevel::PLANNER, role),
        ("17.7.0", AccessLevel::PLANNER, ("issued", "")),
        ("18.11.5-ee", AccessLevel::SECURITY_MANAGER, role),
        ("19.5.1-ee", AccessLevel::SECURITY_MANAGER, ("issued", "")),
        ("19.5.1-ee", AccessLevel(35), role),
    ] {
        let mut gitlab = GitLab::demo(version);
        let (ann, maintainer) = (gitlab.value_of("ann"), gitlab.with_api("reader"));
        let [storefront, _] = both(&mut gitlab);
        let act = create(&gitlab, storefront, level);
        check(&mut gitlab, &maintainer, storefront, act.clone(), role);
        check(&mut gitlab, &ann, storefront, act, by_owner);
    }
}

#[test]
fn rotating_is_refused_by_role_by_setting_and_by_what_the_token_may_do() {
    for version in ["16.11.10", "17.11.7", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let (ann, dev, root) = (gitlab.value_of("ann"), gitlab.value_of("dev"), gitlab.value_of("root"));
        let maintainer = gitlab.with_api("reader");
        let [storefront, northlight] = both(&mut gitlab);
        let driver = Place::Resource(gitlab.project("fieldwork/driver-app"));
        let act = create(&gitlab, storefront, AccessLevel::OWNER);
        let change = gitlab.change_in(storefront, act);
        let (owners, _) = gitlab.issue(&ann, &change);
        let (plain, _) = gitlab.create_in(&ann, storefront, "plain");
        let old = gitlab.rows(&ann, driver).into_iter().find(|row| !row.revoked).unwrap();
        let unknown = Token::named(9_999_999, "x");
        let (unauthorized, not_found) =
            (("not done: Some(Unauthorized)", NO_ROTATE), ("not done: Some(NotFound)", NOT_FOUND));
        let far = Act::Rotate { token: plain.clone(), expiry: gitlab.end_in(500), is_self: false };
        let too_far = ("not done: Some(Invalid([(\"expires_at\", \"Expiration date must be ", INVALID);
        check(&mut gitlab, &ann, storefront, far, too_far);
        for (value, place, target, expected) in [
            (&dev, storefront, &plain, unauthorized),
            (&ann, driver, &old, unauthorized),
            (&ann, storefront, &unknown, unauthorized),
            (&root, storefront, &unknown, not_found),
            (&ann, northlight, &plain, unauthorized),
            (&root, northlight, &plain, not_found),
            (&maintainer, storefront, &owners, ("not done: Some(NotPermitted)", NO_ROTATE)),
            (&maintainer, storefront, &plain, ("issued", "")),
            (
                &maintainer,
                storefront,
                &plain,
                ("unknown: Some(AlreadyRevoked)", "The token is already revoked"),
            ),
        ] {
            let act = gitlab.rotate(target, false);
            check(&mut gitlab, value, place, act, expected);
        }
        assert!(!gitlab.row(driver, old.id).unwrap().revoked, "{version}");
    }
}

#[test]
fn revoking_works_where_creating_is_switched_off_and_not_below_the_role() {
    for (version, keeps_revoked) in
        [("13.12.15", false), ("16.11.10", false), ("17.11.7", true), ("19.5.1-ee", true)]
    {
        let mut gitlab = GitLab::demo(version);
        let (ann, dev) = (gitlab.value_of("ann"), gitlab.value_of("dev"));
        let storefront = Place::Resource(gitlab.project("northlight/storefront"));
        let checkout = Place::Resource(gitlab.project("northlight/checkout"));
        let driver = Place::Resource(gitlab.project("fieldwork/driver-app"));
        let (made, _) = gitlab.create_in(&ann, storefront, "ci");
        let old = gitlab.rows(&ann, driver).remove(0);
        // Not found is no proof: a first sending may have ended it.
        let not_found = ("unknown: Some(NotFound)", NOT_FOUND);
        let again = if keeps_revoked { ("revoked", "") } else { not_found };
        for (value, place, target, expected) in [
            (&dev, storefront, &made, ("not done: Some(NotPermitted)", NO_REVOKE)),
            (&ann, checkout, &made, not_found),
            (&ann, storefront, &Token::named(9_999_999, "x"), not_found),
            (&ann, driver, &old, ("revoked", "")),
            (&ann, storefront, &made, ("revoked", "")),
            (&ann, storefront, &made, again),
        ] {
            check(&mut gitlab, value, place, revoke(target), expected);
        }
    }
}

#[test]
fn a_token_of_another_place_is_not_found_and_a_role_too_low_is_a_401() {
    for version in ["14.10.5", "16.11.10", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let (ann, dev) = (gitlab.value_of("ann"), gitlab.value_of("dev"));
        let [storefront, northlight] = both(&mut gitlab);
        let id = gitlab.rows(&ann, storefront)[0].id;
        assert_eq!(gitlab.ask(&ann, &token::get(storefront, id)).unwrap().id, id);
        let missing = gitlab.ask(&ann, &token::get(northlight, id)).unwrap_err();
        assert_eq!(missing.reason(), Some(&Reason::NotFound), "{version}");
        let refused = gitlab.ask(&dev, &token::get(storefront, id)).unwrap_err();
        assert_eq!(refused.reason(), Some(&Reason::Unauthorized), "{version}");
    }
}

#[test]
fn a_token_whose_bot_was_removed_is_not_listed_and_cannot_be_revoked_here() {
    for version in ["16.11.10", "17.11.7", "19.5.1-ee"] {
        let mut gitlab = GitLab::demo(version);
        let ann = gitlab.value_of("ann");
        for place in both(&mut gitlab) {
            let (made, value) = gitlab.create_in(&ann, place, "ci");
            gitlab.remove_member(&ann, place, made.user_id.unwrap());
            assert!(gitlab.rows(&ann, place).iter().all(|row| row.id != made.id), "{version}");
            let gone = ("unknown: Some(BotGone)", "The bot of this token is no member any more");
            check(&mut gitlab, &ann, place, revoke(&made), gone);
            assert!(gitlab.ask(&value, &personal::get_self()).is_ok(), "it still signs in");
            let root = gitlab.value_of("root");
            assert_eq!(gitlab.make_in(&root, Place::AllUsers, revoke(&made)), "revoked", "by its id");
            assert!(gitlab.ask(&value, &personal::get_self()).is_err());
        }
    }
}

#[test]
fn no_end_is_an_end_only_where_none_is_enforced() {
    for (version, enforce_expiry, expected) in [
        ("15.11.13", true, "never"),
        ("17.11.7", true, "in a year"),
        ("17.11.7", false, "never"),
        ("19.5.1-ee", true, "not done: Some(Invalid([(\"expires_at\", \"expires_at is missing\")]))"),
        ("19.5.1-ee", false, "never"),
    ] {
        let settings = Settings { enforce_expiry, ..Settings::default() };
        let (world, version) = (WorldChoice::Demo, version.parse().unwrap());
        let mut gitlab = GitLab::with(Options { world, version, settings, ..Options::default() });
        let ann = gitlab.value_of("ann");
        for place in both(&mut gitlab) {
            let new = NewToken { expiry: Expiry::Never, ..gitlab.new_in(place, "ci") };
            let change = gitlab.change_in(place, Act::Create { new, as_own: false, replaces: None });
            let said = told(&gitlab.make(&ann, &change));
            let rows = gitlab.rows(&ann, place);
            let newest = rows.iter().max_by_key(|row| row.id).unwrap();
            match expected {
                "never" => assert_eq!((said.as_str(), newest.expiry), ("issued", Expiry::Never)),
                "in a year" => assert_eq!((said.as_str(), newest.expiry), ("issued", gitlab.end_in(365))),
                refused => assert_eq!((said.as_str(), newest.id), (refused, change.highest_known)),
            }
        }
    }
}
