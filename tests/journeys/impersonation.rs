//! Impersonation tokens, from an administrator's first to the last.

use gitlab_emulator::{Options, Settings};
use keyturn::changes::{Act, Change};
use keyturn::gitlab::calls::{personal, token, user};
use keyturn::gitlab::error::Reason;
use keyturn::tokens::{Expiry, NewToken, Place};

use crate::gitlab::{GitLab, told};

fn change(gitlab: &GitLab, act: Act) -> Change {
    let place = Place::Impersonation(gitlab.id_of("ann"));
    Change { act, place, highest_known: 0, started_at: gitlab.now, not_before: None }
}

#[test]
fn an_impersonation_token_lives_from_create_over_rotate_to_revoke() {
    for version in ["16.6.0", "17.11.7", "19.5.1-ee"] {
        let mut gitlab = GitLab::of(version);
        let (root, ann) = (gitlab.value_of("root"), gitlab.id_of("ann"));
        let new = gitlab.new_token("support");
        let create = change(&gitlab, Act::Create { new, as_own: false, replaces: None });
        let (token, value) = gitlab.issue(&root, &create);
        assert!(token.impersonation, "{version}");
        assert_eq!(gitlab.ask(&value, &user::current()).unwrap().username, "ann");

        let listed = gitlab.all(&root, |page| token::list(Place::Impersonation(ann), page));
        assert!(listed.iter().any(|row| row.id == token.id && row.impersonation));
        let anns = gitlab.value_of("ann");
        let own = gitlab.tokens(&anns, ann);
        assert!(own.iter().all(|row| row.id != token.id), "not in the person's own list");
        assert_eq!(
            gitlab.ask(&root, &token::get(Place::Impersonation(ann), token.id)).unwrap().name,
            "support"
        );

        let act = gitlab.rotate(&token, false);
        let rotate = change(&gitlab, act);
        let (heir, heirs_value) = gitlab.issue(&root, &rotate);
        assert!(heir.id > token.id);
        assert_eq!(gitlab.ask(&heirs_value, &user::current()).unwrap().username, "ann");
        let row = gitlab.ask(&root, &token::get(Place::Impersonation(ann), heir.id)).unwrap();
        assert!(row.impersonation && !row.revoked);

        let revoke = change(&gitlab, Act::Revoke { token: heir.clone(), is_self: false });
        assert_eq!(told(&gitlab.make(&root, &revoke)), "revoked");
        assert!(gitlab.ask(&root, &token::get(Place::Impersonation(ann), heir.id)).unwrap().revoked);
        let dead = gitlab.ask(&heirs_value, &user::current()).unwrap_err();
        assert_eq!(dead.reason(), Some(&Reason::Revoked));
    }
}

#[test]
fn an_end_is_compulsory_here_and_its_absence_is_named() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let root = gitlab.value_of("root");
    let new = NewToken { expiry: Expiry::Never, ..gitlab.new_token("support") };
    let create = change(&gitlab, Act::Create { new, as_own: false, replaces: None });
    let expected = "not done: Some(Invalid([(\"expires_at\", \"can't be blank\")]))";
    assert_eq!(told(&gitlab.make(&root, &create)), expected);
}

#[test]
fn only_administrators_may_impersonate() {
    let mut gitlab = GitLab::of("19.5.1-ee");
    let (anns, ann) = (gitlab.value_of("ann"), gitlab.id_of("ann"));
    let refused = gitlab.ask(&anns, &token::list(Place::Impersonation(ann), 1)).unwrap_err();
    assert_eq!(refused.reason(), Some(&Reason::Forbidden));
    let new = gitlab.new_token("support");
    let create = change(&gitlab, Act::Create { new, as_own: false, replaces: None });
    assert_eq!(told(&gitlab.make(&anns, &create)), "not done: Some(Forbidden)");
    let root = gitlab.value_of("root");
    let missing = gitlab.ask(&root, &token::list(Place::Impersonation(99_999), 1)).unwrap_err();
    assert_eq!(missing.reason(), Some(&Reason::NotFound));
    let missing = gitlab.ask(&root, &token::get(Place::Impersonation(ann), 99_999)).unwrap_err();
    assert_eq!(missing.reason(), Some(&Reason::NotFound));
}

#[test]
fn where_impersonation_is_switched_off_such_a_credential_says_so() {
    let settings = Settings { impersonation_enabled: false, ..Settings::default() };
    let mut gitlab = GitLab::with(Options { settings, ..Options::default() });
    let value = gitlab.value_of("impersonation");
    let refused = gitlab.ask(&value, &personal::get_self()).unwrap_err();
    assert_eq!(refused.reason(), Some(&Reason::ImpersonationOff));
    assert!(refused.is_dead_credential());
}
