//! What each release has and lacks.

use serde_json::json;

use crate::asking::Lab;

const PLAIN: &[&str] = &["id", "name", "revoked", "created_at", "scopes", "user_id", "active", "expires_at"];

#[test]
fn fields_come_and_go_with_the_release_in_its_own_order() {
    let newest = [
        "id",
        "name",
        "active",
        "revoked",
        "expired",
        "granular",
        "created_at",
        "description",
        "scopes",
        "user_id",
        "last_used_at",
        "expires_at",
        "last_used_ips",
    ];
    let middle =
        ["id", "name", "revoked", "created_at", "description", "scopes", "user_id", "last_used_at", "active"];
    let after = |rest: &[&'static str]| [&middle, rest].concat();
    let cases: [(&str, Vec<&str>); 6] = [
        ("13.12", PLAIN.to_vec()),
        (
            "16.11",
            vec![
                "id",
                "name",
                "revoked",
                "created_at",
                "scopes",
                "user_id",
                "last_used_at",
                "active",
                "expires_at",
            ],
        ),
        ("17.11", after(&["expires_at"])),
        ("18.11", after(&["granular", "expires_at"])),
        ("19.1", after(&["granular", "expires_at"])),
        ("19.5", newest.to_vec()),
    ];
    for (version, expected) in cases {
        let mut lab = Lab::empty(version);
        let reply = lab.get("ann", "/personal_access_tokens");
        assert_eq!(crate::asking::keys(&reply.rows()[0]), expected, "{version}");
    }
}

#[test]
fn self_shows_addresses_before_lists_do() {
    for (version, on_self, in_lists) in
        [("17.11", false, false), ("18.11", true, false), ("19.1", true, false), ("19.5", true, true)]
    {
        let mut lab = Lab::empty(version);
        let own = lab.get("ann", "/personal_access_tokens/self");
        assert_eq!(own.body.get("last_used_ips").is_some(), on_self, "{version}");
        let list = lab.get("ann", "/personal_access_tokens");
        assert_eq!(list.rows()[0].get("last_used_ips").is_some(), in_lists, "{version}");
    }
}

#[test]
fn an_absent_endpoint_is_told_from_an_absent_record() {
    // (release, who, method, path, status, body)
    let wrong_verb = json!({"error": "405 Not Allowed"});
    let no_route = json!({"error": "404 Not Found"});
    let unauthorized = json!({"message": "401 Unauthorized"});
    let unknown = json!({"message": "404 Not Found"});
    let cases = [
        ("13.2", "ann", "GET", "/personal_access_tokens", 404, &no_route),
        ("13.12", "ann", "GET", "/personal_access_tokens/self", 405, &wrong_verb),
        ("13.12", "ann", "GET", "/personal_access_tokens/1", 405, &wrong_verb),
        ("13.12", "ann", "DELETE", "/personal_access_tokens/self", 404, &json!({"message": "404 Not found"})),
        ("13.12", "ann", "GET", "/metadata", 404, &no_route),
        ("15.2", "ann", "GET", "/personal_access_tokens/self", 401, &unauthorized),
        ("15.3", "root", "GET", "/personal_access_tokens/self", 404, &unknown),
        ("15.11", "ann", "POST", "/personal_access_tokens/1/rotate", 404, &no_route),
        ("16.9", "ann", "POST", "/personal_access_tokens/self/rotate", 401, &unauthorized),
        ("16.9", "root", "POST", "/personal_access_tokens/self/rotate", 404, &unknown),
        ("16.4", "ann", "POST", "/user/personal_access_tokens", 404, &no_route),
        ("17.3", "ann", "GET", "/personal_access_tokens/self/associations", 404, &no_route),
    ];
    for (version, who, method, path, status, body) in cases {
        let reply = Lab::empty(version).ask(who, method, path);
        assert_eq!((reply.status, &reply.body), (status, body), "{version} {method} {path}");
    }
}

#[test]
fn the_version_endpoint_was_short_before_15_5_and_metadata_grew() {
    assert_eq!(Lab::empty("13.12.15").get("ann", "/version").keys(), ["version", "revision"]);
    assert_eq!(Lab::empty("15.4").get("ann", "/metadata").keys(), ["version", "revision", "kas"]);
    assert_eq!(Lab::empty("15.4").get("ann", "/version").keys(), ["version", "revision"]);
    let kas = Lab::empty("16.11").get("ann", "/metadata").body["kas"].clone();
    assert_eq!(crate::asking::keys(&kas), ["enabled", "externalUrl", "version"]);
}

#[test]
fn every_simulated_release_serves_the_life_of_a_token() {
    for version in ["13.12", "15.11", "16.11", "17.11", "18.11", "19.1", "19.5"] {
        let mut lab = Lab::demo(version);
        let (id, secret) = lab.made("dev", "life", &["api"], 30);
        assert_eq!(lab.send_with(&secret, "GET", "/user", &json!(null)).status, 200, "{version}");
        let listed = lab.get("dev", "/personal_access_tokens?per_page=100");
        assert!(listed.column("id").contains(&json!(id)), "{version}");
        assert_eq!(
            lab.ask("dev", "DELETE", &format!("/personal_access_tokens/{id}")).status,
            204,
            "{version}"
        );
        assert_eq!(lab.send_with(&secret, "GET", "/user", &json!(null)).status, 401, "{version}");
    }
}
