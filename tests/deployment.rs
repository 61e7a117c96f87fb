//! `config.json`: what is used of it, what is said of the rest, and that its published schema says the same.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use chrono::TimeDelta;
use keyturn::deployment::{
    ABSOLUTE_HOURS, Deployment, Expected, Fault, IDLE_MINUTES, KEYS, LANGUAGES, OAUTH_SCOPES, SERVER_KEYS,
    THEMES, Why,
};
use keyturn::gitlab::server::ServerFault;
use proptest::prelude::*;
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../public/config.schema.json");

fn read(config: &Value) -> (Deployment, Vec<Fault>) {
    Deployment::read(Some(&config.to_string()))
}

/// Members of an object come in any order.
fn by_key(mut faults: Vec<Fault>) -> Vec<Fault> {
    faults.sort_by(|a, b| a.key.cmp(&b.key));
    faults
}

fn fault(key: &str, why: Why, instead: Option<&str>) -> Fault {
    Fault { key: key.to_owned(), why, instead: instead.map(str::to_owned) }
}

#[test]
fn everything_an_operator_may_decide_is_read() {
    let (deployment, faults) = read(&json!({
        "$schema": "./config.schema.json",
        "servers": [
            "https://gitlab.example.com/git",
            { "url": "https://two.example", "label": "Two", "client_id": "abc", "scopes": ["read_api"] },
            { "url": "http://localhost:3000", "client_id": "def" },
        ],
        "other_servers": true,
        "language": "zh-CN",
        "theme": "dark",
        "idle_minutes": 5,
        "absolute_hours": 2,
        "portal_origins": ["https://portal.example.com", "http://localhost:4000"],
        "isolated_origin": true,
        "sandbox": false,
        "properties": { "--accent": "oklch(0.5 0.1 20)" },
        "help": "https://wiki.example.com/keyturn?lang=en#tokens",
    }));
    assert_eq!(faults, []);
    let servers: Vec<String> = deployment.servers.iter().map(|offered| offered.server.base()).collect();
    assert_eq!(servers, ["https://gitlab.example.com/git", "https://two.example", "http://localhost:3000"]);
    assert_eq!(deployment.servers[1].label.as_deref(), Some("Two"));
    let scopes = |at: usize| -> Vec<&str> {
        deployment.servers[at].scopes.iter().map(keyturn::tokens::Scope::as_str).collect()
    };
    assert_eq!((scopes(0), scopes(1), scopes(2)), (vec![], vec!["read_api"], vec!["api", "read_api"]));
    assert!(deployment.other_servers && deployment.isolated_origin && !deployment.sandbox);
    assert_eq!((deployment.language, deployment.theme), (Some("zh-CN"), Some("dark")));
    assert_eq!((deployment.idle, deployment.absolute), (TimeDelta::minutes(5), TimeDelta::hours(2)));
    assert_eq!(deployment.portal_origins, ["https://portal.example.com", "http://localhost:4000"]);
    assert_eq!(deployment.properties, [(String::from("--accent"), String::from("oklch(0.5 0.1 20)"))]);
    assert_eq!(deployment.help.as_deref(), Some("https://wiki.example.com/keyturn?lang=en#tokens"));
}

#[test]
fn with_a_list_of_servers_no_other_may_be_named_unless_that_is_said() {
    assert!(read(&json!({})).0.other_servers);
    assert!(!read(&json!({ "servers": ["https://a.example"] })).0.other_servers);
    assert!(read(&json!({ "servers": ["https://a.example"], "other_servers": true })).0.other_servers);
}

#[test]
fn a_file_that_cannot_be_read_leaves_what_is_safe() {
    for (text, why) in [
        (None, Why::Missing),
        (Some(""), Why::NotJson(1, 0)),
        (Some("{\n  \"sandbox\": tru\n}"), Why::NotJson(3, 0)),
        (Some("<!doctype html>"), Why::NotJson(1, 1)),
        (Some("[]"), Why::Not(Expected::Object)),
    ] {
        let (deployment, faults) = Deployment::read(text);
        assert_eq!(deployment, Deployment::default(), "{text:?}");
        assert_eq!(faults, [fault("", why, None)], "{text:?}");
    }
    assert_eq!(Deployment::read(Some("\u{feff}{}")).1, []);
    assert!(!Deployment::default().isolated_origin && Deployment::default().portal_origins.is_empty());
}

#[test]
fn what_cannot_be_used_is_named_and_the_rest_is_used() {
    let (deployment, faults) = read(&json!({
        "server": "https://a.example",
        "servers": [
            "gitlab.example.com",
            { "url": "https://good.example", "labl": "x", "scopes": ["api", "sudo"], "client_id": 7 },
            { "label": "no address" },
            42,
            "https://good.example/",
        ],
        "other_servers": "yes",
        "language": "de",
        "theme": 1,
        "idle_minutes": 0,
        "absolute_hours": "8",
        "portal_origins": ["https://portal.example.com/", "*", 3, "https://b.example"],
        "isolated_origin": 1,
        "properties": { "accent": "red", "--a": "url(https://evil.example)", "--b": "red; color: blue", "--c": "red" },
        "help": "http://wiki.example.com",
    }));
    let expected = vec![
        fault("server", Why::Unknown, None),
        fault("servers[0]", Why::Address(ServerFault::Scheme), None),
        fault("servers[1].labl", Why::Unknown, None),
        fault("servers[1].client_id", Why::Not(Expected::Text), None),
        fault("servers[1].scopes[1]", Why::NotOneOf(&OAUTH_SCOPES), None),
        fault("servers[2].url", Why::Required, None),
        fault("servers[3]", Why::Not(Expected::Server), None),
        fault("servers[4]", Why::Again, None),
        fault("other_servers", Why::Not(Expected::Truth), Some("false")),
        fault("language", Why::NotOneOf(&LANGUAGES), None),
        fault("theme", Why::NotOneOf(&THEMES), None),
        fault("idle_minutes", Why::NotBetween(1, 120), Some("15")),
        fault("absolute_hours", Why::Not(Expected::Number), Some("8")),
        fault("portal_origins[0]", Why::Origin, None),
        fault("portal_origins[1]", Why::Origin, None),
        fault("portal_origins[2]", Why::Not(Expected::Text), None),
        fault("isolated_origin", Why::Not(Expected::Truth), Some("false")),
        fault("properties.--a", Why::PropertyValue, None),
        fault("properties.--b", Why::PropertyValue, None),
        fault("properties.accent", Why::PropertyName, None),
        fault("help", Why::Link, None),
    ];
    assert_eq!(by_key(faults), by_key(expected));
    assert_eq!(deployment.servers.len(), 1);
    assert_eq!(deployment.portal_origins, ["https://b.example"]);
    assert_eq!(deployment.properties, [(String::from("--c"), String::from("red"))]);
}

#[test]
fn the_schema_names_the_keys_and_bounds_that_are_read() {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let names = |object: &Value| {
        let mut names: Vec<String> = object.as_object().unwrap().keys().cloned().collect();
        names.sort();
        names
    };
    let sorted = |names: &[&str]| {
        let mut names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        names.sort();
        names
    };
    let keys = &schema["properties"];
    assert_eq!(names(keys), sorted(&KEYS));
    let server = &keys["servers"]["items"]["anyOf"][1]["properties"];
    assert_eq!(names(server), sorted(&SERVER_KEYS));
    assert_eq!(server["scopes"]["items"]["enum"], json!(OAUTH_SCOPES));
    assert_eq!((&keys["language"]["enum"], &keys["theme"]["enum"]), (&json!(LANGUAGES), &json!(THEMES)));
    for (key, (least, most)) in [("idle_minutes", IDLE_MINUTES), ("absolute_hours", ABSOLUTE_HOURS)] {
        assert_eq!((&keys[key]["minimum"], &keys[key]["maximum"]), (&json!(least), &json!(most)));
    }
    let safe = Deployment::default();
    assert_eq!(keys["idle_minutes"]["default"], json!(safe.idle.num_minutes()));
    assert_eq!(keys["absolute_hours"]["default"], json!(safe.absolute.num_hours()));
    assert_eq!(
        (&keys["isolated_origin"]["default"], &keys["sandbox"]["default"]),
        (&json!(safe.isolated_origin), &json!(safe.sandbox))
    );
}

#[test]
fn scopes_that_cannot_be_used_never_widen_what_is_asked_for() {
    for scopes in [json!("read_api"), json!(["read-api"]), json!([])] {
        let config = json!({ "servers": [{ "url": "https://a.example", "client_id": "x", "scopes": scopes }], "isolated_origin": true });
        let (deployment, faults) = read(&config);
        assert_eq!(deployment.servers[0].scopes, [keyturn::tokens::Scope::READ_API], "{config}");
        let expected = fault("servers[0].scopes", Why::NotOneOf(&OAUTH_SCOPES), Some("read_api"));
        assert!(faults.contains(&expected), "{faults:?}");
    }
}

#[test]
fn an_application_wants_an_origin_of_its_own() {
    let (deployment, faults) =
        read(&json!({ "servers": ["https://a.example", { "url": "https://b.example", "client_id": "x" }] }));
    assert_eq!(faults, [fault("servers[1].client_id", Why::Shared, None)]);
    assert_eq!(deployment.servers[1].client_id, None);
}

#[test]
fn a_page_of_a_portal_is_on_its_origin_and_not_one_that_begins_alike() {
    let (deployment, _) =
        read(&json!({ "portal_origins": ["https://portal.example", "http://localhost:40"] }));
    for (page, expected) in [
        ("https://portal.example", true),
        ("https://portal.example/team?a#b", true),
        ("http://localhost:40/", true),
        ("https://portal.example.evil/", false),
        ("https://portal.example@evil/", false),
        ("http://localhost:4000/", false),
        ("javascript:alert(1)", false),
        ("", false),
    ] {
        assert_eq!(deployment.is_of_portal(page), expected, "{page}");
    }
}

#[test]
fn what_is_shipped_is_without_fault() {
    let (deployment, faults) = Deployment::read(Some(include_str!("../public/config.json")));
    assert_eq!(faults, []);
    assert_eq!(deployment, Deployment { isolated_origin: true, ..Deployment::default() });
}

/// Values near what may stand at a key, right and wrong.
fn value() -> impl Strategy<Value = Value> {
    let texts = prop::sample::select(vec![
        "",
        "  ",
        "en",
        "zh-CN",
        "dark",
        "system",
        "api",
        "read_api",
        "red",
        "--x",
        "https://a.example",
        "https://a.example/git",
        "http://localhost:3000",
        "gitlab.example",
        "https://user@a.example",
        "ftp://a.example",
        "https://a.example?x",
        "https://wiki.example/a?b#c",
    ])
    .prop_map(|text| json!(text));
    let plain = prop_oneof![
        texts,
        any::<bool>().prop_map(|truth| json!(truth)),
        (-2..200_i64).prop_map(|number| json!(number)),
        Just(json!(1.5)),
        Just(Value::Null),
    ];
    plain.prop_recursive(2, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|list| json!(list)),
            prop::collection::hash_map(
                prop::sample::select(vec!["url", "label", "client_id", "scopes", "--accent", "other"]),
                inner,
                0..4
            )
            .prop_map(|members| json!(members)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn whatever_the_schema_refuses_is_named_as_a_fault(
        key in prop::sample::select(KEYS.iter().copied().chain(["nonsense"]).collect::<Vec<_>>()),
        value in value(),
    ) {
        let config = json!({ key: value });
        let schema = jsonschema::validator_for(&serde_json::from_str(SCHEMA).unwrap()).unwrap();
        let (_, faults) = read(&config);
        // The reader is stricter: a schema knows neither ports nor what was listed twice.
        if !schema.is_valid(&config) {
            prop_assert!(!faults.is_empty(), "{config}");
        }
    }

    #[test]
    fn any_text_at_all_gives_a_deployment(text in ".{0,200}") {
        let (deployment, faults) = Deployment::read(Some(&text));
        prop_assert!(!faults.is_empty() || deployment.portal_origins.is_empty());
    }
}
