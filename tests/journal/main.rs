//! What the journal keeps of a change, and what it finds again after a reload.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod late;

use keyturn::changes::journal::{print, read, report};
use keyturn::changes::{Act, Change, Entry, Settlement, Stage, settle};
use keyturn::tokens::date::parse_instant;
use keyturn::tokens::{AccessLevel, Expiry, NewToken, Place, Resource, Scope, Token};
use serde_json::Value;

const PLACES: [Place; 7] = [
    Place::User(318),
    Place::Impersonation(7),
    Place::Resource(Resource::Project(88)),
    Place::Resource(Resource::Group(12)),
    Place::Deploy(Resource::Project(88)),
    Place::Deploy(Resource::Group(12)),
    Place::ServiceAccount(Resource::Group(12), 71),
];

fn new() -> NewToken {
    NewToken {
        name: String::from("ci \"deploy\" — ü"),
        description: Some(String::from("for the pipeline")),
        scopes: vec![Scope::READ_API, Scope::named("brand_new")],
        expiry: Expiry::Never,
        access_level: Some(AccessLevel::DEVELOPER),
        username: None,
    }
}

fn target() -> Token {
    Token { user_id: Some(9144), scopes: vec![Scope::API], ..Token::named(501, "ci") }
}

fn acts() -> [Act; 6] {
    [
        Act::Create { new: new(), as_own: false, replaces: None },
        Act::Create { new: new(), as_own: true, replaces: None },
        Act::Rotate { token: target(), expiry: Expiry::Never, is_self: false },
        Act::Rotate { token: target(), expiry: Expiry::Never, is_self: true },
        Act::Revoke { token: target(), is_self: false },
        Act::Revoke { token: target(), is_self: true },
    ]
}

fn entry(place: Place, act: Act, stage: Stage) -> Entry {
    Entry {
        key: 3,
        server: String::from("https://gitlab.example/gitlab"),
        owner: String::from("northlight/site"),
        run: None,
        change: Change {
            act,
            place,
            highest_known: 490,
            started_at: parse_instant("2026-11-21T08:00:00.125Z").unwrap(),
            not_before: None,
        },
        stage,
        sent_at: parse_instant("2026-11-21T08:00:02.250Z"),
        request_id: Some(String::from("01ABC")),
        took: Some(1250),
    }
}

#[test]
fn what_is_open_is_found_again_after_a_reload() {
    for place in PLACES {
        for act in acts() {
            for (stage, found) in [
                // Whatever answer came, the page that waited for it is gone.
                (Stage::Sent, Stage::Unknown),
                (Stage::Unknown, Stage::Unknown),
                (Stage::Unstored(502), Stage::Unstored(502)),
                (
                    Stage::Settled(Settlement::Created(vec![502, 503])),
                    Stage::Settled(Settlement::Created(vec![502, 503])),
                ),
                (
                    Stage::Settled(Settlement::Rotated(vec![502])),
                    Stage::Settled(Settlement::Rotated(vec![502])),
                ),
            ] {
                let written = entry(place, act.clone(), stage);
                let again = read(&print(std::slice::from_ref(&written)));
                let [again] = again.as_slice() else { panic!("{written:?}") };
                assert_eq!(again.stage, found, "{written:?}");
                assert_eq!((again.key, &again.server), (3, &written.server));
                assert_eq!((&again.request_id, again.took), (&written.request_id, written.took));
                assert_eq!((again.sent_at, again.change.place), (written.sent_at, place));
                assert_eq!(again.change.name(), written.change.name());
                assert_eq!(again.change.is_self(), written.change.is_self());
                assert_eq!(again.change.user_id(), written.change.user_id());
                assert_eq!(again.change.highest_known, 490);
                assert_eq!(again.change.started_at, written.change.started_at);
                assert_eq!(
                    again.change.target().map(|token| token.id),
                    written.change.target().map(|token| token.id)
                );
            }
        }
    }
}

#[test]
fn what_is_settled_is_not_kept() {
    let done = [
        Stage::Done(None),
        Stage::Done(Some(502)),
        Stage::NotDone(Some(403)),
        Stage::NotDone(None),
        Stage::Settled(Settlement::NotCreated),
        Stage::Settled(Settlement::Created(Vec::new())),
        Stage::Settled(Settlement::NotRotated),
        Stage::Settled(Settlement::Rotated(Vec::new())),
        Stage::Settled(Settlement::Revoked),
        Stage::Settled(Settlement::NotRevoked),
        Stage::Settled(Settlement::Gone),
        Stage::Settled(Settlement::Ended),
    ];
    for stage in done {
        let entry = entry(PLACES[2], acts()[0].clone(), stage);
        assert!(!entry.is_open(), "{entry:?}");
        assert_eq!(print(&[entry]), "[]");
    }
}

#[test]
fn a_change_from_before_a_reload_is_settled_like_any_other() {
    let again = |act: Act| {
        let written = entry(PLACES[2], act, Stage::Sent);
        read(&print(&[written])).remove(0).change
    };
    let created_at = parse_instant("2026-11-21T08:00:01Z");
    let made = |id, name: &str, scopes: &[Scope], user_id| Token {
        scopes: scopes.to_vec(),
        user_id: Some(user_id),
        created_at,
        ..Token::named(id, name)
    };
    let orphan = made(502, &new().name, &new().scopes, 9200);
    let older = made(480, &new().name, &new().scopes, 9100);
    let list = [older, orphan, Token { revoked: true, ..target() }, made(503, "ci", &[Scope::API], 9144)];
    let [create, _, rotate, _, revoke, _] = acts();
    assert_eq!(settle(&again(create), &list), Settlement::Created(vec![502]));
    assert_eq!(settle(&again(rotate), &list), Settlement::Rotated(vec![503]));
    assert_eq!(settle(&again(revoke), &list), Settlement::Revoked);
}

#[test]
fn what_a_list_denies_is_so_only_so_far_while_gitlab_may_be_at_it() {
    let written = entry(PLACES[0], acts()[0].clone(), Stage::Unknown);
    let again = read(&print(std::slice::from_ref(&written))).remove(0);
    let unsent = Entry { sent_at: None, ..written.clone() };
    let noes = [Settlement::NotCreated, Settlement::NotRotated, Settlement::NotRevoked, Settlement::Gone];
    let found = [
        Settlement::Created(vec![502]),
        Settlement::Rotated(Vec::new()),
        Settlement::Revoked,
        Settlement::Ended,
    ];
    // It was sent two seconds and a quarter after it was confirmed. A clock that was set back tells nothing.
    for (at, is_yet) in
        [("08:00:03Z", true), ("08:01:17.249Z", true), ("08:01:17.250Z", false), ("07:00:00Z", true)]
    {
        let now = parse_instant(&format!("2026-11-21T{at}")).unwrap();
        for entry in [&written, &again] {
            assert!(noes.iter().all(|no| entry.is_only_yet(no, now) == is_yet), "{at}");
            assert!(!found.iter().any(|found| entry.is_only_yet(found, now)), "{at}");
        }
        assert!(!noes.iter().any(|no| unsent.is_only_yet(no, now)), "{at}");
    }
}

#[test]
fn no_answer_takes_back_what_an_earlier_one_proved() {
    let ended = Stage::Settled(Settlement::Ended);
    let settled = Stage::Settled(Settlement::Created(vec![502]));
    let no = Stage::NotDone(Some(403));
    for (stage, answer, expected) in [
        (Stage::Sent, no.clone(), no.clone()),
        (Stage::Sent, Stage::Unknown, Stage::Unknown),
        (Stage::Sent, Stage::Unstored(502), Stage::Unstored(502)),
        (settled.clone(), Stage::Unstored(502), Stage::Unstored(502)),
        (settled, no.clone(), no.clone()),
        // A repeat at the person's word was refused: the first may have been done all the same.
        (Stage::Unknown, no.clone(), Stage::Unknown),
        (Stage::Unknown, Stage::Unstored(502), Stage::Unstored(502)),
        // A value came, and waits; the other request's answer is another matter.
        (Stage::Unstored(502), no.clone(), Stage::Unstored(502)),
        (Stage::Unstored(502), Stage::Unknown, Stage::Unstored(502)),
        (Stage::Replacing(502), Stage::Unknown, Stage::Replacing(502)),
        (Stage::Done(Some(502)), Stage::Unknown, Stage::Done(Some(502))),
        (no.clone(), Stage::Unknown, no.clone()),
        // Whatever value comes now is dead.
        (ended.clone(), Stage::Unstored(502), ended.clone()),
        (ended.clone(), no, ended),
    ] {
        let mut entry = entry(PLACES[0], acts()[3].clone(), stage.clone());
        entry.answer(answer.clone());
        assert_eq!(entry.stage, expected, "{stage:?}, then {answer:?}");
    }
}

#[test]
fn a_run_is_kept_whole_as_long_as_one_of_its_changes_is_open() {
    let of = |key, run, stage| Entry { key, run, ..entry(PLACES[2], acts()[2].clone(), stage) };
    let mut entries = vec![
        of(1, None, Stage::Done(Some(502))),
        of(2, Some(2), Stage::Done(Some(503))),
        of(3, Some(2), Stage::NotDone(Some(403))),
        of(4, Some(2), Stage::Settled(Settlement::NotRotated)),
        of(5, Some(2), Stage::Planned),
        of(6, Some(6), Stage::Done(Some(505))),
    ];
    let again = read(&print(&entries));
    let kept: Vec<_> = again.iter().map(|entry| (entry.key, entry.run, &entry.stage)).collect();
    let expected: Vec<_> = entries[1..5].iter().map(|entry| (entry.key, entry.run, &entry.stage)).collect();
    assert_eq!(kept, expected);
    assert!(again.iter().all(|entry| entry.owner == "northlight/site"));
    entries[4].stage = Stage::NotDone(None);
    assert_eq!(print(&entries), "[]");
}

#[test]
fn every_stage_of_a_run_is_found_again_as_it_was() {
    let stages = [
        Stage::Planned,
        Stage::Unknown,
        Stage::Unstored(502),
        Stage::Replacing(502),
        Stage::Done(None),
        Stage::Done(Some(502)),
        Stage::NotDone(None),
        Stage::NotDone(Some(429)),
        Stage::Settled(Settlement::NotCreated),
        Stage::Settled(Settlement::Created(vec![502, 503])),
        Stage::Settled(Settlement::NotRotated),
        Stage::Settled(Settlement::Rotated(Vec::new())),
        Stage::Settled(Settlement::Revoked),
        Stage::Settled(Settlement::NotRevoked),
        Stage::Settled(Settlement::Gone),
        Stage::Settled(Settlement::Ended),
    ];
    let entries: Vec<Entry> = stages
        .into_iter()
        .map(|stage| Entry { run: Some(3), ..entry(PLACES[2], acts()[4].clone(), stage) })
        .collect();
    let again: Vec<Stage> = read(&print(&entries)).into_iter().map(|entry| entry.stage).collect();
    assert_eq!(again, entries.into_iter().map(|entry| entry.stage).collect::<Vec<_>>());
}

#[test]
fn what_takes_anothers_place_and_since_when_is_found_again() {
    let act = Act::Create { new: new(), as_own: false, replaces: Some(480) };
    for not_before in [None, parse_instant("2026-11-21T07:59:30.5Z")] {
        let mut written = entry(PLACES[0], act.clone(), Stage::Unstored(502));
        written.change.not_before = not_before;
        let again = read(&print(&[written])).remove(0);
        assert_eq!((again.change.replaces(), again.change.not_before), (Some(480), not_before));
    }
}

#[test]
fn what_cannot_be_read_is_left_out_and_the_rest_is_kept() {
    let good = print(&[entry(PLACES[0], acts()[0].clone(), Stage::Unknown)]);
    let mut values: Vec<Value> = serde_json::from_str(&good).unwrap();
    for (field, value) in [
        ("act", Value::from("explode")),
        ("place", Value::from("moon 1")),
        ("stage", Value::from("lost")),
        ("key", Value::from("three")),
        ("started_at", Value::from("yesterday")),
        ("scopes", Value::Null),
    ] {
        let mut odd = values[0].clone();
        odd[field] = value;
        values.push(odd);
    }
    values.push(Value::Null);
    assert_eq!(read(&Value::Array(values).to_string()).len(), 1);
    for text in ["", "{}", "null", "[", "[[]]", "\u{0}"] {
        assert_eq!(read(text), [], "{text:?}");
    }
}

#[test]
fn a_report_names_everything_and_no_entry_has_a_place_for_a_value() {
    let entries: Vec<Entry> =
        acts().into_iter().map(|act| entry(PLACES[3], act, Stage::NotDone(Some(403)))).collect();
    let told: Vec<Value> = serde_json::from_str(&report(&entries)).unwrap();
    assert_eq!(told.len(), entries.len());
    for value in told {
        let mut fields: Vec<&String> = value.as_object().unwrap().keys().collect();
        fields.sort();
        assert_eq!(
            fields,
            [
                "act",
                "highest_known",
                "id",
                "ids",
                "key",
                "name",
                "not_before",
                "owner",
                "place",
                "replaces",
                "request_id",
                "run",
                "scopes",
                "self",
                "sent_at",
                "server",
                "stage",
                "started_at",
                "took",
                "user_id",
                "username",
            ]
        );
    }
}

#[test]
fn what_a_later_change_looks_after_is_open_no_more() {
    let create = |replaces| Act::Create { new: new(), as_own: false, replaces };
    let place = PLACES[2];
    let lost = |ids: &[u64]| Stage::Settled(Settlement::Created(ids.to_vec()));
    let after_revoking = |act: Act, stage: Stage, id| {
        let mut entry = entry(place, act, stage);
        entry.token_revoked(id);
        entry.stage
    };
    assert_eq!(after_revoking(create(None), lost(&[502, 503]), 502), lost(&[503]));
    assert_eq!(after_revoking(create(None), lost(&[502]), 502), Stage::Done(None));
    assert_eq!(after_revoking(create(None), lost(&[502]), 9), lost(&[502]));
    assert_eq!(after_revoking(create(None), Stage::Unstored(502), 502), Stage::Done(Some(502)));
    assert_eq!(after_revoking(create(Some(87)), Stage::Replacing(502), 87), Stage::Done(Some(502)));
    assert_eq!(after_revoking(create(Some(87)), Stage::Replacing(502), 502), Stage::Done(Some(502)));
    assert_eq!(after_revoking(create(Some(87)), Stage::Replacing(502), 9), Stage::Replacing(502));

    let after_rotating = |act: Act, stage: Stage, id| {
        let mut entry = entry(place, act, stage);
        let goes_on = entry.token_rotated(id, 600);
        (entry.stage, entry.change.replaces(), goes_on)
    };
    assert_eq!(after_rotating(create(None), lost(&[502]), 502), (Stage::Done(Some(600)), None, None));
    assert_eq!(after_rotating(create(None), lost(&[502, 503]), 502), (lost(&[503]), None, None));
    assert_eq!(after_rotating(create(None), Stage::Unstored(502), 502), (Stage::Done(Some(600)), None, None));
    for stage in [lost(&[502]), Stage::Replacing(502), Stage::Unstored(502)] {
        let goes_on = (Stage::Replacing(600), Some(87), Some(87));
        assert_eq!(after_rotating(create(Some(87)), stage, 502), goes_on, "the twin was rotated");
    }
    let old_rotated = (Stage::Replacing(502), Some(600), None);
    assert_eq!(after_rotating(create(Some(87)), Stage::Replacing(502), 87), old_rotated);
}
