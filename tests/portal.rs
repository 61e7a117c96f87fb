//! What a portal and Keyturn say to each other, and when a button in a portal may be pressed (`src/portal`).

use keyturn::deployment::{LANGUAGES, THEMES};
use keyturn::portal::{
    Asked, HIGHEST, Heard, LONGEST, READ_FOR, Refusal, SEEN_FOR, Said, Sight, Subject, VERSION, read,
};
use keyturn::route::Route;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

const PORTAL: &str = "https://portal.example:8443";

fn heard(message: &Value) -> Heard {
    read(&message.to_string(), PORTAL)
}

fn asked(message: &Value) -> Option<Asked> {
    match heard(message) {
        Heard::Asked(asked) => Some(asked),
        Heard::Nothing | Heard::Refused(..) => None,
    }
}

#[test]
fn each_kind_of_message_is_read() {
    for theme in THEMES {
        let message = json!({ "keyturn": 1, "type": "theme", "theme": theme });
        assert_eq!(asked(&message), Some(Asked::Theme(theme)));
    }
    for language in LANGUAGES {
        let message = json!({ "keyturn": 1, "type": "language", "language": language });
        assert_eq!(asked(&message), Some(Asked::Language(language)));
    }
    for to in ["#/", "#", "#/projects/42?state=all", "#/deploy/projects/42?new&name=ci&scopes=read_registry"]
    {
        let message = json!({ "keyturn": 1, "type": "navigate", "to": to });
        assert_eq!(asked(&message), Some(Asked::Navigate(Box::new(Route::parse(to)))));
    }
    for rest in ["", "/", "/team/tokens?x=1#tile", "?x=1", "#tile"] {
        let url = format!("{PORTAL}{rest}");
        assert_eq!(asked(&json!({ "keyturn": 1, "type": "portal", "url": url })), Some(Asked::Portal(url)));
    }
}

#[test]
fn a_value_that_nobody_knows_is_refused_by_name() {
    for (subject, key, value) in [
        (Subject::Theme, "theme", "pink"),
        (Subject::Theme, "theme", "Dark"),
        (Subject::Language, "language", "de"),
        (Subject::Navigate, "to", "#/nowhere"),
        (Subject::Navigate, "to", "/projects/42"),
        (Subject::Navigate, "to", "javascript:alert(1)"),
        (Subject::Navigate, "to", "https://evil.example/#/projects/42"),
        (Subject::Portal, "url", "https://portal.example/"),
        (Subject::Portal, "url", "https://portal.example:84430/"),
        (Subject::Portal, "url", "https://portal.example:8443.evil.example/"),
        (Subject::Portal, "url", "https://portal.example:8443@evil.example/"),
        (Subject::Portal, "url", "https://portal.example:8443\\@evil.example/"),
        (Subject::Portal, "url", "https://portal.example:8443/\\evil.example"),
        (Subject::Portal, "url", "https://portal.example:8443/\t/x"),
        (Subject::Portal, "url", "http://portal.example:8443/"),
        (Subject::Portal, "url", " https://portal.example:8443/"),
        (Subject::Portal, "url", "HTTPS://portal.example:8443/"),
        (Subject::Portal, "url", "javascript:alert(1)"),
        (Subject::Portal, "url", ""),
    ] {
        let message = json!({ "keyturn": 1, "type": subject.name(), key: value });
        assert_eq!(heard(&message), Heard::Refused(Some(subject), Refusal::Value), "{value}");
    }
}

#[test]
fn what_is_not_of_the_form_is_refused_and_what_is_not_ours_is_let_pass() {
    for (message, expected) in [
        (json!({ "keyturn": 2, "type": "theme", "theme": "dark" }), Heard::Refused(None, Refusal::Version)),
        (json!({ "keyturn": "1", "type": "theme", "theme": "dark" }), Heard::Refused(None, Refusal::Version)),
        (json!({ "keyturn": 1 }), Heard::Refused(None, Refusal::Malformed)),
        (json!({ "keyturn": 1, "type": "revoke", "id": 7 }), Heard::Refused(None, Refusal::Malformed)),
        (
            json!({ "keyturn": 1, "type": ["theme"], "theme": "dark" }),
            Heard::Refused(None, Refusal::Malformed),
        ),
        (
            json!({ "keyturn": 1, "type": "theme", "theme": "dark", "to": "#/" }),
            Heard::Refused(Some(Subject::Theme), Refusal::Malformed),
        ),
        (
            json!({ "keyturn": 1, "type": "theme", "theme": { "toString": "dark" } }),
            Heard::Refused(Some(Subject::Theme), Refusal::Malformed),
        ),
        (
            json!({ "keyturn": 1, "type": "navigate", "url": "#/" }),
            Heard::Refused(Some(Subject::Navigate), Refusal::Malformed),
        ),
        (json!({ "type": "theme", "theme": "dark" }), Heard::Nothing),
        (json!(["keyturn", 1]), Heard::Nothing),
        (json!("keyturn"), Heard::Nothing),
        (json!(null), Heard::Nothing),
    ] {
        assert_eq!(heard(&message), expected, "{message}");
    }
    let long = json!({ "keyturn": 1, "type": "portal", "url": format!("{PORTAL}/{}", "x".repeat(LONGEST)) });
    assert_eq!(heard(&long), Heard::Refused(None, Refusal::Malformed));
}

#[test]
fn an_origin_that_is_none_owns_no_address() {
    for origin in ["", "null", "file://", "data:"] {
        let message = json!({ "keyturn": 1, "type": "portal", "url": format!("{origin}/x") });
        let refused = Heard::Refused(Some(Subject::Portal), Refusal::Value);
        assert_eq!(read(&message.to_string(), origin), refused, "{origin}");
    }
}

#[test]
fn what_is_said_holds_words_of_its_own_alone() {
    let mut all = vec![Said::Ready, Said::Height(0), Said::Height(HIGHEST)];
    all.extend(Subject::ALL.map(Said::Done));
    for why in Refusal::ALL {
        all.push(Said::Refused(None, why));
        all.extend(Subject::ALL.map(|subject| Said::Refused(Some(subject), why)));
    }
    let printed: Vec<String> = all.into_iter().map(Said::print).collect();
    assert_eq!(printed[0], r#"{"keyturn":1,"type":"ready"}"#);
    assert_eq!(printed[2], r#"{"keyturn":1,"type":"height","height":2400}"#);
    assert_eq!(printed[3], r#"{"keyturn":1,"type":"done","what":"theme"}"#);
    assert_eq!(printed[7], r#"{"keyturn":1,"type":"refused","what":null,"why":"version"}"#);
    for text in printed {
        let message: Value = serde_json::from_str(&text).unwrap_or_default();
        assert_eq!(message["keyturn"], VERSION, "{text}");
        let words = ["type", "what", "why"].into_iter().filter_map(|key| message[key].as_str());
        for word in words {
            assert!(GUIDE.contains(&format!("`{word}`")), "docs/PORTAL.md does not explain `{word}`");
        }
    }
}

const GUIDE: &str = include_str!("../docs/PORTAL.md");

#[test]
fn every_link_of_the_guide_leads_somewhere() {
    let mut links = 0;
    for link in GUIDE.split('`').skip(1).step_by(2).filter(|text| text.starts_with("#/")) {
        links += 1;
        assert!(!matches!(Route::parse(link), Route::Unknown(_)), "{link}");
    }
    assert!(links > 20, "{links} links");
}

#[test]
fn the_guide_names_every_parameter_of_a_link() {
    // All that a link can carry; each list is read back as it was made (`src/route.rs`).
    for link in [
        "#/?state=all&revoked=true&search=x&kind=deploy&place=a&risk=idle&scope=api&role=30&created_after=2026-01-01&\
         created_before=2026-01-02&expires_after=2026-01-01&expires_before=2026-01-02&last_used_after=2026-01-01&\
         last_used_before=2026-01-02&sort=name_desc&group=place&token=deploy-7",
        "#/projects/42?new&name=a&description=b&username=c&scopes=api&access_level=20&expires_in=90",
        "#/projects/42?new&expires_at=never",
        "#/connect?server=a",
    ] {
        assert_eq!(Route::parse(link).href().len(), link.len(), "{link}");
        let (_, query) = link.split_once('?').unwrap_or_default();
        for name in query.split('&').map(|pair| pair.split('=').next().unwrap_or_default()) {
            let is_named = ["`", "=place`", "?"].iter().any(|mark| {
                GUIDE.contains(&format!("`{name}{mark}")) || GUIDE.contains(&format!("{mark}{name}="))
            });
            assert!(is_named, "docs/PORTAL.md does not name `{name}`");
        }
    }
}

#[test]
fn no_height_beyond_the_highest_is_asked_for() {
    assert_eq!(Said::height(640), Said::Height(640));
    assert_eq!(Said::height(u32::MAX), Said::Height(HIGHEST));
}

fn a_message() -> impl Strategy<Value = Value> {
    let keys = select(vec!["keyturn", "type", "theme", "language", "to", "url", "what", "__proto__"]);
    let values = prop_oneof![
        4 => Just(json!(1)),
        6 => select(vec!["theme", "language", "navigate", "portal", "dark", "zh-CN", "#/projects/1", "#/x", PORTAL])
            .prop_map(Value::from),
        1 => any::<String>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => Just(Value::Null),
        1 => Just(json!({ "keyturn": 1 })),
    ];
    vec((keys, values), 0..6)
        .prop_map(|pairs| pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

/// What happens to the button: time passes, the browser tells, it is pressed.
#[derive(Clone, Copy, Debug)]
enum Event {
    See(bool),
    Press,
}

fn a_story() -> impl Strategy<Value = Vec<(i64, Event)>> {
    let event = prop_oneof![2 => any::<bool>().prop_map(Event::See), 3 => Just(Event::Press)];
    vec((0_i64..900, event), 0..40).prop_map(|steps| {
        let mut now = 1_000;
        let at = |(passed, event): (i64, Event)| {
            now += passed;
            (now, event)
        };
        steps.into_iter().map(at).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_text_makes_the_reader_panic_or_follow(text in any::<String>(), origin in any::<String>()) {
        prop_assert!(!matches!(read(&text, &origin), Heard::Asked(_)));
    }

    #[test]
    fn only_three_keys_of_this_version_are_ever_followed(message in a_message(), origin in select(vec![PORTAL, "null", ""])) {
        if let Heard::Asked(asked) = read(&message.to_string(), origin) {
            prop_assert_eq!(message.as_object().map(serde_json::Map::len), Some(3));
            prop_assert_eq!(&message["keyturn"], &json!(1));
            prop_assert_eq!(&message["type"], asked.subject().name());
            match asked {
                Asked::Navigate(route) => prop_assert!(!matches!(*route, Route::Unknown(_))),
                Asked::Portal(url) => prop_assert!(url.starts_with(PORTAL) && origin == PORTAL),
                Asked::Theme(name) => prop_assert!(THEMES.contains(&name)),
                Asked::Language(tag) => prop_assert!(LANGUAGES.contains(&tag)),
            }
        }
        if message.get("keyturn").is_none() {
            prop_assert_eq!(read(&message.to_string(), origin), Heard::Nothing);
        }
    }

    #[test]
    fn an_address_is_the_portals_only_if_nothing_can_stand_between(rest in "[a-z0-9.:@/?#\\\\% -]{0,12}") {
        let message = json!({ "keyturn": 1, "type": "portal", "url": format!("{PORTAL}{rest}") });
        if asked(&message).is_some() {
            let host_ends = rest.is_empty() || rest.starts_with(['/', '?', '#']);
            prop_assert!(host_ends && !rest.contains([' ', '\\']), "{}", rest);
        }
    }

    #[test]
    fn a_press_counts_only_after_half_a_second_in_plain_sight(story in a_story()) {
        let mut sight = Sight::new(true);
        for (number, (now, event)) in story.iter().enumerate() {
            match event {
                Event::See(is_visible) => sight.see(*now, *is_visible),
                Event::Press => {
                    // As somebody says it who looks back over everything that was told.
                    let told: Vec<(i64, bool)> = story[..number].iter().filter_map(|(at, event)| match event {
                        Event::See(is_visible) => Some((*at, *is_visible)),
                        Event::Press => None,
                    }).collect();
                    let last_hidden = told.iter().rposition(|(_, is_visible)| !is_visible).map_or(0, |at| at + 1);
                    let since = told.get(last_hidden).map(|(at, _)| *at);
                    let expected = since.is_some_and(|since| now - since >= SEEN_FOR);
                    prop_assert_eq!(sight.is_armed(*now), expected);
                    prop_assert_eq!(sight.press(*now), expected);
                }
            }
        }
    }

    #[test]
    fn where_nobody_can_tell_no_press_counts_without_a_pause_before_it(story in a_story()) {
        let mut sight = Sight::new(false);
        let mut before = None::<i64>;
        for (now, event) in story {
            match event {
                Event::See(is_visible) => sight.see(now, is_visible),
                Event::Press => {
                    let counts = sight.press(now);
                    prop_assert_eq!(counts, before.is_some_and(|before| now - before >= READ_FOR));
                    // What counted is over: the next one begins anew.
                    before = (!counts).then_some(now);
                }
            }
        }
    }
}
