//! What a page of another origin may do.

use crate::asking::Lab;

const PREFLIGHT: &[(&str, &str)] = &[
    ("origin", "https://page.example"),
    ("access-control-request-method", "DELETE"),
    ("access-control-request-headers", "authorization,content-type"),
];

#[test]
fn a_preflight_to_the_api_is_a_200_that_allows_what_was_asked() {
    let mut lab = Lab::empty("18.11");
    let reply = lab.raw("OPTIONS", "/api/v4/personal_access_tokens/1", PREFLIGHT, "");
    assert_eq!((reply.status, reply.text.as_str()), (200, ""));
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("access-control-allow-methods", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
        ("access-control-allow-headers", "authorization,content-type"),
        ("access-control-max-age", "7200"),
        ("vary", "Origin"),
    ] {
        assert_eq!(reply.header(name), Some(value), "{name}");
    }
    assert_eq!(reply.header("access-control-allow-credentials"), None);
}

#[test]
fn every_answer_of_the_api_can_be_read_and_only_some_headers_with_it() {
    let mut lab = Lab::empty("18.11");
    let origin = [("origin", "null")];
    for path in ["/api/v4/user", "/api/v4/nowhere", "/api/v3/projects"] {
        let reply = lab.raw("GET", path, &origin, "");
        assert_eq!(reply.header("access-control-allow-origin"), Some("*"), "{path}");
        let exposed = reply.header("access-control-expose-headers").unwrap_or_default();
        for name in ["Link", "X-Total", "X-Next-Page", "X-Request-Id", "ETag"] {
            assert!(exposed.split(", ").any(|known| known == name), "{name} in {exposed}");
        }
        for name in ["Retry-After", "RateLimit-Remaining", "Location", "WWW-Authenticate", "Date"] {
            assert!(!exposed.contains(name), "{name} in {exposed}");
        }
    }
}

#[test]
fn an_answer_nobody_asked_for_from_elsewhere_only_varies_by_origin() {
    let mut lab = Lab::empty("18.11");
    let reply = lab.get("ann", "/user");
    assert_eq!(reply.header("vary"), Some("Origin"));
    assert_eq!(reply.header("access-control-allow-origin"), None);
}

#[test]
fn its_own_origin_may_send_credentials() {
    let mut lab = Lab::empty("18.11");
    let reply = lab.raw("GET", "/api/v4/user", &[("origin", "http://gitlab.example.com")], "");
    assert_eq!(reply.header("access-control-allow-origin"), Some("http://gitlab.example.com"));
    assert_eq!(reply.header("access-control-allow-credentials"), Some("true"));
}

#[test]
fn the_sign_in_paths_allow_only_their_own_methods_and_headers() {
    let mut lab = Lab::empty("18.11");
    let mut allowed = |path: &str, method: &str, headers: &str| {
        let asked = [
            ("origin", "https://page.example"),
            ("access-control-request-method", method),
            ("access-control-request-headers", headers),
        ];
        let reply = lab.raw("OPTIONS", path, &asked, "");
        assert_eq!(reply.status, 200, "also a refused preflight is a 200");
        reply.header("access-control-allow-origin").is_some()
    };
    assert!(allowed("/oauth/token", "POST", "content-type"));
    assert!(allowed("/oauth/revoke", "POST", "Authorization, X-Requested-With"));
    assert!(!allowed("/oauth/token", "GET", "content-type"));
    assert!(!allowed("/oauth/token", "POST", "private-token"));
    assert!(allowed("/oauth/token/info", "GET", "authorization"));
    assert!(allowed("/.well-known/openid-configuration", "GET", ""));
    assert!(!allowed("/.well-known/openid-configuration", "GET", "authorization"));
    assert!(!allowed("/oauth/authorize", "GET", ""));
    assert!(!allowed("/users/sign_in", "GET", ""));
}

#[test]
fn before_15_1_the_token_endpoint_could_not_be_reached_from_a_page() {
    let mut lab = Lab::empty("13.12");
    let asked = [("origin", "https://page.example"), ("access-control-request-method", "POST")];
    assert_eq!(lab.raw("OPTIONS", "/oauth/token", &asked, "").header("access-control-allow-origin"), None);
}
