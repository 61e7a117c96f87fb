//! Signing in by OAuth, from consent to the end of it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use gitlab_emulator::{EXAMPLE_CLIENT_ID, Options, WorldChoice};
use keyturn::gitlab::calls::{personal, token, user};
use keyturn::gitlab::error::Reason;
use keyturn::gitlab::oauth::{Callback, Client, Form, Grant, Pending, grant, revoked};
use keyturn::gitlab::server::PageScheme;
use keyturn::gitlab::{Credential, Error, Server};
use keyturn::tokens::{Place, Scope, Secret};
use sha2::{Digest, Sha256};

use crate::gitlab::GitLab;

const VERIFIER: &str = "a-verifier-of-forty-three-signs-or-more-than-that";

fn gitlab() -> GitLab {
    GitLab::with(Options { world: WorldChoice::Demo, ..Options::default() })
}

fn pending(gitlab: &GitLab, scope: Scope) -> Pending {
    let server = Server::parse("https://gitlab.example", PageScheme::Https, |_| None).unwrap();
    let redirect_uri = String::from("http://127.0.0.1:1234/");
    Pending {
        client: Client { server, id: EXAMPLE_CLIENT_ID.to_owned(), redirect_uri },
        scope,
        state: String::from("the state"),
        verifier: Secret::new(VERIFIER.to_owned()),
        begun: gitlab.now,
        from: String::from("#/"),
    }
}

/// What the browser comes back with when somebody agreed.
fn agreed(gitlab: &mut GitLab, pending: &Pending, who: &str) -> Callback {
    let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(VERIFIER));
    let consent = pending.consent(&challenge);
    let (_, query) = consent.split_once('?').unwrap();
    let back = gitlab.post_form("/oauth/authorize", &format!("{query}&user={who}"));
    let (_, query) = back.1.split_once('?').unwrap();
    let value = |name: &str| {
        let pair = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='));
        pair.unwrap().replace('+', " ").replace("%20", " ")
    };
    Callback { state: value("state"), answer: Ok(Secret::new(value("code"))), issuer: None }
}

fn redeem(gitlab: &mut GitLab, pending: &Pending, callback: &Callback) -> Result<Grant, Error> {
    let code = callback.answer.as_ref().ok().unwrap();
    let form = pending.redeem(code);
    grant(&gitlab.post_form(form.path, &form.body).0)
}

fn signed_in(gitlab: &mut GitLab, scope: Scope) -> (Pending, Grant) {
    let asked = pending(gitlab, scope);
    let callback = agreed(gitlab, &asked, "ann");
    let now = gitlab.now;
    let pending = callback.check(Some(asked), now).ok().unwrap();
    let grant = redeem(gitlab, &pending, &callback).ok().unwrap();
    (pending, grant)
}

#[test]
fn what_was_granted_opens_the_api_within_its_scope() {
    let mut gitlab = gitlab();
    let (_, grant) = signed_in(&mut gitlab, Scope::READ_API);
    assert_eq!(grant.scopes, [Scope::READ_API]);
    let value = grant.access.expose().to_owned();
    let ann = gitlab.ask(&value, &user::current()).unwrap();
    assert_eq!(ann.username, "ann");
    assert!(!gitlab.tokens(&value, ann.id).is_empty());
    let revoke = gitlab.send(&value, &token::revoke(Place::User(ann.id), 1).request);
    assert_eq!(revoke.status, 403);
}

#[test]
fn it_is_no_token_of_any_list() {
    let mut gitlab = gitlab();
    let (_, grant) = signed_in(&mut gitlab, Scope::API);
    let answer = gitlab.ask(grant.access.expose(), &personal::get_self());
    assert!(matches!(answer.err().unwrap().reason(), Some(Reason::Invalid(_))));
}

#[test]
fn a_code_is_good_for_one_use_and_with_its_proof_only() {
    let mut gitlab = gitlab();
    let asked = pending(&gitlab, Scope::API);
    let callback = agreed(&mut gitlab, &asked, "ann");
    let stolen = Pending { verifier: Secret::new("x".repeat(43)), ..pending(&gitlab, Scope::API) };
    assert!(redeem(&mut gitlab, &stolen, &callback).is_err());
    assert!(redeem(&mut gitlab, &asked, &callback).is_ok());
    let again = redeem(&mut gitlab, &asked, &callback).err().unwrap();
    assert!(matches!(&again, Error::Refused(refusal) if refusal.text == "invalid_grant"), "{again:?}");
}

#[test]
fn the_next_access_token_ends_the_one_before() {
    let mut gitlab = gitlab();
    let (pending, first) = signed_in(&mut gitlab, Scope::API);
    gitlab.now += TimeDelta::hours(3);
    let refused = gitlab.ask(first.access.expose(), &user::current()).err().unwrap();
    assert_eq!(refused.reason(), Some(&Reason::Expired));
    let form = Form::refresh(&pending.client, first.refresh.as_ref().unwrap());
    let second = grant(&gitlab.post_form(form.path, &form.body).0).ok().unwrap();
    assert!(gitlab.ask(second.access.expose(), &user::current()).is_ok());
    let again = grant(&gitlab.post_form(form.path, &form.body).0).err().unwrap();
    assert!(matches!(&again, Error::Refused(refusal) if refusal.text == "invalid_grant"), "{again:?}");
}

#[test]
fn giving_back_ends_both_even_when_the_access_token_has_ended_by_itself() {
    for hours in [0, 3] {
        let mut gitlab = gitlab();
        let (pending, grant_) = signed_in(&mut gitlab, Scope::API);
        gitlab.now += TimeDelta::hours(hours);
        let refresh = grant_.refresh.unwrap();
        let access = Credential::new(Secret::new(grant_.access.expose().to_owned()));
        let form = Form::revoke(&pending.client, &access, Some(&refresh));
        assert!(revoked(&gitlab.post_form(form.path, &form.body).0).is_ok());
        assert!(gitlab.ask(grant_.access.expose(), &user::current()).is_err());
        let form = Form::refresh(&pending.client, &refresh);
        assert!(grant(&gitlab.post_form(form.path, &form.body).0).is_err(), "after {hours} hours");
    }
}
