//! The question to the person and the way back.

use gitlab_emulator::{Application, Iss, Options, WorldChoice};

use super::{CALLBACK, CLIENT, WISH, form, led, target, with};
use crate::asking::{Lab, options};

const PAGE: &str = "/oauth/authorize";

#[test]
fn the_page_names_the_application_and_its_scopes_and_asks_who_is_signed_in() {
    let mut lab = Lab::empty("18.11");
    let wish = with(WISH, &[("scope", "read_user api read_user")]);
    let page = lab.raw("GET", &format!("{PAGE}?{}", form(&wish)), &[], "");
    assert_eq!(page.status, 200);
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    for part in [
        "<h1>Example client is requesting access to your account on GitLab.</h1>",
        "<li><code>read_user</code></li>\n<li><code>api</code></li>\n</ul>",
        "<label for=\"user\">Signed in as</label>",
        "<option value=\"ann\" selected>Ann Lee (@ann)</option>",
        "<button type=\"submit\">Authorize</button>",
        "<button type=\"submit\" name=\"_method\" value=\"delete\">Cancel</button>",
        "name=\"state\" value=\"a b&amp;c=d\"",
    ] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(!page.text.contains("@blocked"), "who cannot sign in is not offered");
    assert!(!page.text.contains("<script"));
}

#[test]
fn the_page_is_never_in_a_frame_and_never_read_from_elsewhere() {
    let mut lab = Lab::empty("18.11");
    let page = lab.raw("GET", &format!("{PAGE}?{}", form(WISH)), &[("origin", "https://page.example")], "");
    assert_eq!(page.header("x-frame-options"), Some("DENY"));
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert_eq!(page.header("access-control-allow-origin"), None);
    assert_eq!(
        page.header("content-security-policy"),
        Some("default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' http:")
    );
}

#[test]
fn whoever_agrees_is_sent_back_with_a_code_and_the_state_as_it_came() {
    let mut lab = Lab::empty("18.11");
    let reply = lab.post(PAGE, &with(WISH, &[("user", "dev")]));
    assert_eq!((reply.status, target(&reply)), (302, CALLBACK));
    assert_eq!(led(&reply, "state").as_deref(), Some("a b&c=d"));
    assert_eq!(led(&reply, "iss"), None);
    let code = led(&reply, "code").unwrap_or_default();
    assert!(code.len() == 64 && code.chars().all(|digit| digit.is_ascii_hexdigit()), "{code}");
    assert_ne!(lab.approved("dev", WISH), code);
}

#[test]
fn whoever_does_not_agree_is_sent_back_without_one() {
    let mut lab = Lab::empty("18.11");
    let query = format!("{PAGE}?{}", form(WISH));
    for reply in [lab.post(PAGE, &with(WISH, &[("_method", "delete")])), lab.raw("DELETE", &query, &[], "")] {
        assert_eq!((reply.status, target(&reply)), (302, CALLBACK));
        assert_eq!(led(&reply, "error").as_deref(), Some("access_denied"));
        let text = "The resource owner or authorization server denied the request.";
        assert_eq!(led(&reply, "error_description").as_deref(), Some(text));
        assert_eq!(led(&reply, "state").as_deref(), Some("a b&c=d"));
        assert_eq!(led(&reply, "code"), None);
    }
}

#[test]
fn nobody_is_sent_to_an_address_that_is_not_the_applications() {
    let mut lab = Lab::empty("18.11");
    for (change, sentence) in [
        (("client_id", "unknown"), "Client authentication failed due to unknown client"),
        (("client_id", ""), "Missing required parameter: client_id."),
        (("redirect_uri", "https://attacker.example/"), "The redirect URI included is not valid."),
        (("redirect_uri", "http://127.0.0.1/callback/"), "The redirect URI included is not valid."),
        (("redirect_uri", "http://127.0.0.1/callback?x=1"), "The redirect URI included is not valid."),
        (("redirect_uri", ""), "The redirect URI included is not valid."),
    ] {
        let wish = with(WISH, &[change, ("user", "ann")]);
        let page = lab.raw("GET", &format!("{PAGE}?{}", form(&wish)), &[], "");
        assert_eq!((page.status, page.header("location")), (200, None), "{change:?}");
        assert!(page.text.contains(sentence), "{change:?}: {}", page.text);
        assert!(!page.text.contains("<form"), "{change:?}");
        for more in [("user", "ann"), ("_method", "delete")] {
            let reply = lab.post(PAGE, &with(&wish, &[more]));
            assert_eq!(reply.header("location"), None, "{change:?} {more:?}");
            assert!(reply.status == 400 || reply.status == 401, "{change:?} {more:?}");
        }
    }
}

#[test]
fn other_faults_stay_on_the_page_when_asked_and_go_back_when_sent() {
    let mut lab = Lab::empty("18.11");
    for (change, error) in [
        (("response_type", ""), "invalid_request"),
        (("response_type", "token"), "unsupported_response_type"),
        (("scope", "sudo"), "invalid_scope"),
        (("scope", "api llamas"), "invalid_scope"),
        (("scope", " "), "invalid_scope"),
        (("code_challenge_method", ""), "invalid_code_challenge_method"),
        (("code_challenge_method", "S512"), "invalid_code_challenge_method"),
    ] {
        let wish = with(WISH, &[change]);
        let page = lab.raw("GET", &format!("{PAGE}?{}", form(&wish)), &[], "");
        assert_eq!((page.status, page.header("location")), (200, None), "{change:?}");
        assert!(page.text.contains("<h1>An error has occurred</h1>"), "{change:?}: {}", page.text);
        let reply = lab.post(PAGE, &with(&wish, &[("user", "ann")]));
        assert_eq!((reply.status, target(&reply)), (302, CALLBACK), "{change:?}");
        assert_eq!(led(&reply, "error").as_deref(), Some(error), "{change:?}");
        assert_eq!(led(&reply, "state").as_deref(), Some("a b&c=d"), "{change:?}");
    }
}

#[test]
fn without_a_wish_the_scope_is_api_and_an_application_without_it_gets_none() {
    let applications = vec![Application { scopes: vec!["read_api".to_owned()], ..Application::example() }];
    let mut lab = Lab::with(Options { applications, ..options("18.11", WorldChoice::Empty) });
    let reply = lab.post(PAGE, &with(WISH, &[("scope", ""), ("user", "ann")]));
    assert_eq!(led(&reply, "error").as_deref(), Some("invalid_scope"));

    let mut lab = Lab::empty("18.11");
    let code = lab.approved("ann", &with(WISH, &[("scope", "")]));
    assert_eq!(lab.exchanged(&code, &[]).body["scope"], "api");
}

#[test]
fn who_is_not_signed_in_is_led_to_the_sign_in() {
    let mut lab = Lab::empty("18.11");
    for who in ["", "nobody", "blocked"] {
        let reply = lab.post(PAGE, &with(WISH, &[("user", who)]));
        assert_eq!(
            (reply.status, reply.header("location")),
            (302, Some("http://gitlab.example.com/users/sign_in")),
            "{who}"
        );
    }
}

#[test]
fn an_address_keeps_its_own_query_and_names_the_issuer_where_that_is_wanted() {
    let callback = "https://app.example/?page=oauth&code=old".to_owned();
    for (iss, named) in [
        (Iss::Absent, None),
        (Iss::Own, Some("http://gitlab.example.com")),
        (Iss::Other("https://attacker.example".to_owned()), Some("https://attacker.example")),
    ] {
        let applications = vec![Application::new(CLIENT, "<b>App</b>", vec![callback.clone()])];
        let mut lab = Lab::with(Options { applications, iss, ..options("18.11", WorldChoice::Empty) });
        for more in [("user", "ann"), ("_method", "delete")] {
            let reply = lab.post(PAGE, &with(WISH, &[("redirect_uri", &callback), more]));
            assert_eq!(target(&reply), "https://app.example/");
            assert_eq!(led(&reply, "page").as_deref(), Some("oauth"));
            assert_ne!(led(&reply, "code").as_deref(), Some(if more.0 == "user" { "old" } else { "" }));
            assert_eq!(led(&reply, "iss").as_deref(), named);
        }
        let page =
            lab.raw("GET", &format!("{PAGE}?{}", form(&with(WISH, &[("redirect_uri", &callback)]))), &[], "");
        assert!(page.text.contains("&lt;b&gt;App&lt;/b&gt; is requesting"), "{}", page.text);
        assert!(
            page.header("content-security-policy").is_some_and(|policy| policy.ends_with("'self' https:"))
        );
    }
}

#[test]
fn two_servers_never_give_out_the_same_code() {
    let external_url = "http://127.0.0.1:2".to_owned();
    let mut other = Lab::with(Options { external_url, ..options("18.11", WorldChoice::Empty) });
    assert_ne!(Lab::empty("18.11").approved("ann", WISH), other.approved("ann", WISH));
}

#[test]
fn below_a_relative_root_the_page_leads_back_to_itself() {
    let external_url = "https://example.com/git".to_owned();
    let mut lab = Lab::with(Options { external_url, ..options("18.11", WorldChoice::Empty) });
    let page = lab.raw("GET", &format!("/git{PAGE}?{}", form(WISH)), &[], "");
    // Relative to the page, so it leads below the same root.
    assert!(page.text.contains("<form method=\"post\" action=\"authorize\">"), "{}", page.text);
    assert_eq!(lab.post(&format!("/git{PAGE}"), &with(WISH, &[("user", "ann")])).status, 302);
    assert_eq!(lab.raw("GET", &format!("{PAGE}?{}", form(WISH)), &[], "").status, 404);
}
