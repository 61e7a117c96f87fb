//! What an emulator can be told at its start.

use gitlab_emulator::{Options, Scale, Settings, Version, WorldChoice};
use serde_json::json;

use crate::asking::{Lab, options};

#[test]
fn versions_are_read_as_gitlab_writes_them() {
    for (text, shown) in [
        ("19.5.1-ee", "19.5.1-ee"),
        ("13.3.4", "13.3.4"),
        ("19.0.0-pre", "19.0.0-pre"),
        ("18.11", "18.11.0"),
        ("7.14.3", "7.14.3"),
    ] {
        assert_eq!(text.parse::<Version>().map(|version| version.to_string()).as_deref(), Ok(shown));
    }
    for text in ["", "nineteen", "19", "19.x", "-ee"] {
        assert!(text.parse::<Version>().is_err(), "{text}");
    }
}

#[test]
fn worlds_are_read_by_name_and_counts() {
    assert_eq!("demo".parse(), Ok(WorldChoice::Demo));
    assert_eq!("empty".parse(), Ok(WorldChoice::Empty));
    let scale = Scale { users: 3, projects: 7, tokens_per_user: 250, ..Scale::default() };
    assert_eq!("scale:users=3,projects=7,tokens=250".parse(), Ok(WorldChoice::Scale(scale)));
    for text in ["", "Demo", "demo:users=1", "scale:users", "scale:users=many", "scale:llamas=2"] {
        assert!(text.parse::<WorldChoice>().is_err(), "{text}");
    }
}

#[test]
fn a_relative_root_is_part_of_every_path_and_address() {
    let external_url = "https://gitlab.example.com:8443/git/lab/".to_owned();
    let mut lab = Lab::with(Options { external_url, ..options("18.11", WorldChoice::Demo) });
    let secret = lab.secret("ann");
    let signed = [("private-token", secret.as_str())];
    let reply = lab.raw("GET", "/git/lab/api/v4/groups", &signed, "");
    assert_eq!(reply.status, 200);
    let link = reply.header("link").unwrap_or_default();
    assert!(link.starts_with("<https://gitlab.example.com:8443/git/lab/api/v4/groups?"), "{link}");
    let web_url = reply.rows()[0]["web_url"].as_str().unwrap_or_default().to_owned();
    assert!(web_url.starts_with("https://gitlab.example.com:8443/git/lab/groups/"), "{web_url}");
    let outside = lab.raw("GET", "/api/v4/groups", &signed, "");
    assert_eq!((outside.status, outside.header("content-type")), (404, Some("text/html; charset=utf-8")));
    let own = [("origin", "https://gitlab.example.com:8443")];
    let reply = lab.raw("GET", "/git/lab/api/v4/groups", &own, "");
    assert_eq!(reply.header("access-control-allow-credentials"), Some("true"));
}

#[test]
fn the_prefix_and_the_longest_lifetime_can_be_set() {
    let settings =
        Settings { token_prefix: "corp-".to_owned(), maximum_lifetime_days: 30, ..Settings::default() };
    let mut lab = Lab::with(Options { settings, ..options("18.11", WorldChoice::Empty) });
    assert!(lab.secret("ann").starts_with("corp-"));
    let path = format!("/users/{}/personal_access_tokens", lab.id("ann"));
    let wish = json!({"name": "x", "scopes": ["api"], "expires_at": lab.day(31)});
    let text = format!("Expiration date must be before {}", lab.day(30));
    lab.send("root", "POST", &path, &wish).says(422, &text);
}
