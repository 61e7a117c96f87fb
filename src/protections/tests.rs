//! The tables.

use super::*;

const OWN: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self' https:; \
                   frame-src 'none'; worker-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; \
                   require-trusted-types-for 'script'; trusted-types default";
const LOCKED: &str = "connect-src 'self' https://gitlab.example";

/// The headers of a host that sends all of them.
fn headers() -> Answer {
    let said = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Answer(vec![
        said("content-security-policy", &format!("{OWN}; frame-ancestors 'none'")),
        said("strict-transport-security", "max-age=63072000; includeSubDomains"),
        said("x-content-type-options", "nosniff"),
        said("referrer-policy", "no-referrer"),
        said("cross-origin-opener-policy", "same-origin"),
        said("cross-origin-resource-policy", "same-origin"),
        said(
            "permissions-policy",
            "clipboard-write=(self), clipboard-read=(), camera=(), microphone=(), geolocation=(), display-capture=(), \
             usb=(), serial=(), hid=(), payment=(), browsing-topics=()",
        ),
        said("cache-control", "no-cache"),
    ])
}

/// A release on a host of its own that does everything, with a server named.
fn facts() -> Facts {
    let said = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    Facts {
        page: Some(headers()),
        module: Some(Answer(vec![
            said("content-type", "application/wasm"),
            said("content-encoding", "br"),
            said("cache-control", "public, max-age=31536000, immutable"),
        ])),
        policies: vec![OWN.to_owned(), LOCKED.to_owned()],
        is_policy_first: true,
        referrer: Some("no-referrer".to_owned()),
        markup: Markup::Refused,
        files: vec![File { name: "./boot.js".to_owned(), integrity: "sha384-b".to_owned() }],
        is_wiped: true,
        workers: Some(0),
        way: Way::Https,
        folder: "/".to_owned(),
        strangers: Some(0),
        has_opener: false,
    }
}

fn isolated() -> Deployment {
    Deployment { isolated_origin: true, ..Deployment::default() }
}

fn finding(facts: &Facts, deployment: &Deployment, protection: Protection) -> Option<Finding> {
    judge(facts, deployment).into_iter().find(|finding| finding.protection == protection)
}

/// What is not active, with its state.
fn left(facts: &Facts) -> Vec<(Protection, State)> {
    let judged = judge(facts, &isolated()).into_iter();
    judged.map(|one| (one.protection, one.state)).filter(|(_, state)| *state != State::Active).collect()
}

/// The same facts with a header of the page's answer replaced, or taken away.
fn with_header(name: &str, value: Option<&str>) -> Facts {
    let mut facts = facts();
    if let Some(Answer(headers)) = &mut facts.page {
        headers.retain(|(known, _)| known != name);
        headers.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    }
    facts
}

#[test]
fn where_everything_is_in_place_everything_is_active_and_nobody_is_asked() {
    assert_eq!(left(&facts()), []);
    assert!(judge(&facts(), &isolated()).iter().all(|finding| finding.ask.is_none()));
}

#[test]
fn without_headers_exactly_what_they_carry_is_not_active() {
    let bare = Facts { page: Some(Answer::default()), ..facts() };
    assert_eq!(
        left(&bare),
        [
            (Protection::Hsts, State::Missing),
            (Protection::PolicyHeader, State::Missing),
            // The page itself refuses.
            (Protection::Framing, State::Partly),
            (Protection::Opener, State::Missing),
            (Protection::Resources, State::Missing),
            (Protection::Sniffing, State::Missing),
            (Protection::Permissions, State::Missing),
            (Protection::PageCaching, State::Missing),
        ]
    );
    let asked = judge(&bare, &isolated()).into_iter().filter(|finding| finding.ask.is_some()).count();
    assert_eq!(asked, 8);
}

#[test]
fn an_answer_that_cannot_be_read_is_not_guessed() {
    let unread = Facts { page: None, module: None, ..facts() };
    let left = left(&unread);
    assert!(left.iter().all(|(_, state)| *state == State::Unmeasured), "{left:?}");
    assert_eq!(left.len(), 10);
    assert!(judge(&unread, &isolated()).iter().all(|finding| finding.ask.is_none()));
}

#[test]
fn each_header_is_read_for_what_it_says() {
    use Protection as P;
    use State as S;
    for (protection, name, value, state) in [
        (P::Hsts, "strict-transport-security", "max-age=31536000", S::Active),
        (P::Hsts, "strict-transport-security", "max-age=\"31536000\" ; preload", S::Active),
        (P::Hsts, "strict-transport-security", "max-age=600", S::Partly),
        (P::Hsts, "strict-transport-security", "max-age=0", S::Missing),
        (P::Sniffing, "x-content-type-options", "NoSniff", S::Active),
        (P::Sniffing, "x-content-type-options", "sniff", S::Missing),
        (P::Opener, "cross-origin-opener-policy", "same-origin; report-to=\"x\"", S::Active),
        (P::Opener, "cross-origin-opener-policy", "same-origin-allow-popups", S::Partly),
        (P::Opener, "cross-origin-opener-policy", "unsafe-none", S::Missing),
        (P::Resources, "cross-origin-resource-policy", "same-site", S::Partly),
        (P::Resources, "cross-origin-resource-policy", "cross-origin", S::Missing),
        (P::Permissions, "permissions-policy", "camera=(), microphone=( )", S::Partly),
        (P::Permissions, "permissions-policy", "camera=(self)", S::Missing),
        (P::PageCaching, "cache-control", "no-store", S::Active),
        (P::PageCaching, "cache-control", "public, max-age=0, must-revalidate", S::Active),
        (P::PageCaching, "cache-control", "max-age=3600", S::Missing),
        (P::Framing, "x-frame-options", "DENY", S::Active),
        (P::Framing, "content-security-policy", "frame-ancestors 'none'", S::Active),
        (P::Framing, "content-security-policy", "frame-ancestors *", S::Partly),
        (P::Framing, "content-security-policy", "default-src 'none'", S::Partly),
        (P::PolicyHeader, "content-security-policy", "default-src 'none'", S::Partly),
        (P::PolicyHeader, "content-security-policy", OWN, S::Active),
        // The page's own element does that, too.
        (P::Referrer, "referrer-policy", "unsafe-url", S::Active),
    ] {
        let found = finding(&with_header(name, Some(value)), &isolated(), protection);
        assert_eq!(found.map(|found| found.state), Some(state), "{name}: {value}");
    }
}

#[test]
fn without_the_pages_own_element_the_referrer_is_the_hosts_to_forbid() {
    for (value, state) in [
        (Some("no-referrer"), State::Active),
        (Some("no-referrer, strict-origin"), State::Missing),
        (Some("origin, no-referrer"), State::Active),
        (None, State::Missing),
    ] {
        let facts = Facts { referrer: None, ..with_header("referrer-policy", value) };
        let found = finding(&facts, &isolated(), Protection::Referrer);
        assert_eq!(found.map(|found| found.state), Some(state), "{value:?}");
    }
}

#[test]
fn what_is_asked_of_the_host_is_the_whole_header() {
    let asked = |protection| {
        let bare = Facts { page: Some(Answer::default()), ..facts() };
        finding(&bare, &isolated(), protection).and_then(|finding| finding.ask)
    };
    let send = |name, value: String, with| Some(Ask::Send { name, value, with });
    let policy = format!("{OWN}; frame-ancestors 'none'");
    assert_eq!(asked(Protection::PolicyHeader), send("Content-Security-Policy", policy.clone(), With::All));
    assert_eq!(asked(Protection::Framing), send("Content-Security-Policy", policy, With::All));
    assert_eq!(asked(Protection::PageCaching), send("Cache-Control", "no-cache".to_owned(), With::Standing));
}

#[test]
fn a_portal_of_the_configuration_may_frame_the_page_and_no_other() {
    let portal = "https://portal.example";
    let deployment = Deployment { portal_origins: vec![portal.to_owned()], ..isolated() };
    for (ancestors, state) in [
        (portal.to_owned(), State::Active),
        ("'none'".to_owned(), State::Active),
        (format!("{portal} https://other.example"), State::Partly),
    ] {
        let facts =
            with_header("content-security-policy", Some(&format!("{OWN}; frame-ancestors {ancestors}")));
        let found = finding(&facts, &deployment, Protection::Framing);
        assert_eq!(found.map(|found| found.state), Some(state), "{ancestors}");
    }
}

#[test]
fn the_page_is_locked_when_every_server_it_may_reach_is_named() {
    let locked = |policies: &[&str]| {
        let policies = policies.iter().map(|&policy| policy.to_owned()).collect();
        let facts = Facts { policies, page: None, ..facts() };
        finding(&facts, &isolated(), Protection::Lock).map(|found| (found.state, found.seen))
    };
    let reach = |servers: &[&str]| Seen::Reach(servers.iter().map(|&server| server.to_owned()).collect());
    for (policies, expected) in [
        (vec![OWN], (State::Partly, Seen::ReachAny)),
        (vec![OWN, LOCKED], (State::Active, reach(&["https://gitlab.example"]))),
        (vec![OWN, "connect-src 'self'"], (State::Active, reach(&[]))),
        (
            vec!["connect-src 'self' https://a.example https://b.example"],
            (State::Active, reach(&["https://a.example", "https://b.example"])),
        ),
        (vec!["connect-src 'self' https://*.example"], (State::Partly, Seen::ReachAny)),
        (vec!["default-src 'none'"], (State::Active, reach(&[]))),
        (vec!["script-src 'self'"], (State::Partly, Seen::ReachAny)),
        (vec![], (State::Missing, Seen::ReachAny)),
    ] {
        assert_eq!(locked(&policies), Some(expected), "{policies:?}");
    }
}

#[test]
fn a_policy_in_the_page_that_allows_more_or_comes_late_is_named() {
    let found = |facts: Facts| {
        finding(&facts, &isolated(), Protection::Policy).map(|found| (found.state, found.seen))
    };
    let stating = |text: String| Facts { policies: vec![text], ..facts() };
    let lacks = |names: &[&str]| Seen::Lacks(names.iter().map(|&name| name.to_owned()).collect());
    let inline = OWN.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
    assert_eq!(found(stating(inline)), Some((State::Partly, lacks(&["style-src"]))));
    let nonce = OWN.replace("'wasm-unsafe-eval'", "'wasm-unsafe-eval' 'nonce-1'");
    assert_eq!(found(stating(nonce)), Some((State::Partly, lacks(&["script-src"]))));
    let open = OWN.replace("base-uri 'none'; ", "");
    assert_eq!(found(stating(open)), Some((State::Partly, lacks(&["base-uri"]))));
    let twice = format!("default-src 'none'; {}", OWN.replace("default-src 'none'", "default-src *"));
    assert_eq!(found(stating(twice)), Some((State::Active, Seen::Whole)), "the first one counts");
    assert_eq!(found(Facts { is_policy_first: false, ..facts() }), Some((State::Partly, Seen::NotFirst)));
    assert_eq!(found(Facts { policies: vec![], ..facts() }), Some((State::Missing, Seen::NoPolicy)));
}

#[test]
fn markup_is_kept_out_only_where_the_policy_asks_for_it_and_the_rule_refuses() {
    let asking = vec![OWN.to_owned()];
    for (markup, policies, state, has_ask) in [
        (Markup::Refused, asking.clone(), State::Active, false),
        (Markup::Refused, vec![], State::Partly, true),
        (Markup::Passes, asking.clone(), State::Missing, true),
        (Markup::Unknown, asking, State::Missing, false),
    ] {
        let facts = Facts { markup, policies, page: None, ..facts() };
        let found = finding(&facts, &isolated(), Protection::TrustedTypes);
        let found = found.map(|found| (found.state, found.ask.is_some()));
        assert_eq!(found, Some((state, has_ask)), "{markup:?}");
    }
}

#[test]
fn a_file_without_a_hash_is_named_and_leaves_no_fingerprint() {
    let file = |name: &str, integrity: &str| File { name: name.to_owned(), integrity: integrity.to_owned() };
    let some = vec![file("./boot.js", "sha384-b"), file("./keyturn.js", ""), file("./a.css", "sha384-a")];
    let none = vec![file("./boot.js", ""), file("./keyturn.js", "")];
    for (files, state) in [(&some, State::Partly), (&none, State::Missing)] {
        let facts = Facts { files: files.clone(), ..facts() };
        let found = finding(&facts, &isolated(), Protection::Integrity);
        assert_eq!(found.as_ref().map(|found| found.state), Some(state));
        assert!(
            matches!(found.map(|found| found.seen), Some(Seen::Unchecked(names)) if names.contains(&"./keyturn.js".to_owned()))
        );
        assert_eq!(fingerprinted(files), None);
        let caching = finding(&facts, &isolated(), Protection::FileCaching);
        assert_eq!(caching.map(|found| found.seen), Some(Seen::Development));
    }
    let all = [file("./b.js", "sha384-b"), file("./a.css", "sha384-a")];
    assert_eq!(fingerprinted(&all).as_deref(), Some("sha384-a\nsha384-b"), "whatever their order");
    assert_eq!(fingerprinted(&[]), None);
}

#[test]
fn an_origin_counts_as_its_own_only_where_that_was_said_and_nothing_speaks_against_it() {
    for (is_declared, folder, strangers, state) in [
        (true, "/", Some(0), State::Active),
        (true, "/", None, State::Active),
        (true, "/", Some(2), State::Partly),
        (true, "/keyturn/", Some(0), State::Partly),
        (false, "/", Some(0), State::Missing),
    ] {
        let facts = Facts { folder: folder.to_owned(), strangers, ..facts() };
        let deployment = Deployment { isolated_origin: is_declared, ..Deployment::default() };
        let found = finding(&facts, &deployment, Protection::Origin);
        assert_eq!(found.map(|found| found.state), Some(state), "{is_declared} {folder} {strangers:?}");
    }
}

#[test]
fn the_way_a_page_came_decides_what_can_be_said_of_encryption() {
    for (way, encryption, hsts) in [
        (Way::Https, State::Active, State::Active),
        (Way::Loopback, State::Active, State::Unmeasured),
        (Way::Open, State::Missing, State::Unmeasured),
    ] {
        let facts = Facts { way, ..facts() };
        let state = |protection| finding(&facts, &isolated(), protection).map(|found| found.state);
        assert_eq!(state(Protection::Encryption), Some(encryption), "{way:?}");
        assert_eq!(state(Protection::Hsts), Some(hsts), "{way:?}");
    }
}

#[test]
fn what_stays_behind_in_the_browser_or_holds_the_window_is_found() {
    let workers = |workers| {
        let found = finding(&Facts { workers, ..facts() }, &isolated(), Protection::Workers);
        found.map(|found| found.state)
    };
    assert_eq!(
        [None, Some(0), Some(1)].map(workers),
        [Some(State::Active), Some(State::Active), Some(State::Missing)]
    );
    let held = finding(&Facts { has_opener: true, ..facts() }, &isolated(), Protection::Opener);
    assert_eq!(held.map(|found| found.seen), Some(Seen::Opener));
    let unwiped = finding(&Facts { is_wiped: false, ..facts() }, &isolated(), Protection::Memory);
    assert_eq!(unwiped.map(|found| found.state), Some(State::Missing));
}

#[test]
fn the_webassembly_is_judged_by_type_and_compression() {
    let answer = |kind: &str, packed: Option<&str>| {
        let mut headers = vec![("content-type".to_owned(), kind.to_owned())];
        headers.extend(packed.map(|packed| ("content-encoding".to_owned(), packed.to_owned())));
        Some(Answer(headers))
    };
    for (module, state) in [
        (answer("application/wasm", Some("br")), State::Active),
        (answer("application/wasm; charset=binary", Some("gzip")), State::Active),
        (answer("application/wasm", None), State::Partly),
        (answer("application/octet-stream", Some("br")), State::Missing),
        (None, State::Unmeasured),
    ] {
        let found = finding(&Facts { module: module.clone(), ..facts() }, &isolated(), Protection::Module);
        assert_eq!(found.map(|found| found.state), Some(state), "{module:?}");
    }
}
