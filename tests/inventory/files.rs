//! The inventory as JSON, which is read back without loss, and as a table that a spreadsheet does not execute.

use std::sync::Arc;

use crate::{at, day, now};
use keyturn::gitlab::wire;
use keyturn::inventory::export::{Sheet, csv, json};
use keyturn::inventory::scan::{Gap, Source, Standing, What};
use keyturn::tokens::{AccessLevel, LastUsed, Place, Resource, Row, Scope, Token};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

const PROJECT: Resource = Resource::Project(88);
const PLACES: [Place; 12] = [
    Place::User(7),
    Place::AllUsers,
    Place::Impersonation(7),
    Place::Resource(PROJECT),
    Place::Resource(Resource::Group(5)),
    Place::Deploy(PROJECT),
    Place::Deploy(Resource::Group(5)),
    Place::DeployInstance,
    Place::ServiceAccount(PROJECT, 7),
    Place::ServiceAccount(Resource::Group(5), 7),
    Place::User(u64::MAX),
    Place::Impersonation(0),
];

fn sheet<'a>(rows: &'a [Arc<Row>], missing: &'a [Gap<'a>]) -> Sheet<'a> {
    Sheet { server: "https://gitlab.example", taken_at: now(), filters: &[], rows, missing }
}

/// A row as GitLab could send it, with fields that nobody knows.
fn a_token() -> impl Strategy<Value = Token> {
    let instant = || {
        select(vec![
            Value::Null,
            json!("2026-03-01T09:15:22.481Z"),
            json!("2026-03-01T09:15:22.481516Z"),
            json!("2026-03-01T09:15:22.000000001+02:00"),
        ])
    };
    let end = select(vec![
        Value::Null,
        json!("2027-02-28"),
        json!("2027-01-01T00:00:00.000Z"),
        json!("2027-01-01T12:00:00.5Z"),
    ]);
    let other = select(vec![
        json!({ "a": [1, 2.5, null, "=cmd"] }),
        json!("\u{202e}\"\\\n"),
        json!(1e300),
        json!(u64::MAX),
        json!(0.1),
        json!([]),
    ]);
    let texts = (any::<String>(), any::<Option<String>>(), any::<Option<String>>(), any::<String>());
    let rest = (instant(), instant(), end, other, any::<u64>(), any::<bool>(), any::<Option<u32>>());
    (texts, rest).prop_map(|((name, description, username, scope), rest)| {
        let (created, used, expires, other, id, flag, level) = rest;
        let mut object = json!({
            "id": id, "name": name, "description": description, "username": username, "scopes": ["api", scope],
            "created_at": created, "expires_at": expires, "revoked": flag, "access_level": level,
            "last_used_ips": ["::1"], "active": !flag, "resource_type": "project", "x": other,
        });
        if flag {
            object["last_used_at"] = used;
        }
        wire::token(object.as_object().unwrap()).unwrap()
    })
}

/// An answer's object in which each field that has a place in a token is there, empty or not at all.
fn an_answer() -> impl Strategy<Value = Value> {
    let instant = json!("2026-03-01T09:15:22.481Z");
    let fields = [
        ("description", vec![Value::Null, json!(""), json!("for builds")]),
        ("username", vec![Value::Null, json!("gitlab+deploy-token-1")]),
        ("scopes", vec![json!([]), json!(["api", "brand_new"])]),
        ("user_id", vec![Value::Null, json!(9)]),
        ("created_at", vec![Value::Null, instant.clone()]),
        ("last_used_at", vec![Value::Null, instant.clone()]),
        ("last_used_ips", vec![json!([]), json!(["::1", "203.0.113.14"])]),
        ("expires_at", vec![Value::Null, json!("2027-02-28"), instant]),
        ("revoked", vec![json!(false), json!(true)]),
        ("access_level", vec![Value::Null, json!(40)]),
        ("impersonation", vec![json!(false), json!(true)]),
        ("resource_id", vec![Value::Null, json!(7)]),
    ];
    let field = |(name, values): (&'static str, Vec<Value>)| {
        proptest::option::of(select(values))
            .prop_map(move |value| value.map(|value| (name.to_owned(), value)))
    };
    fields.map(field).to_vec().prop_map(|fields| {
        let named = [(String::from("id"), json!(5)), (String::from("name"), json!("ci"))];
        Value::Object(named.into_iter().chain(fields.into_iter().flatten()).collect())
    })
}

proptest! {
    #[test]
    fn every_field_that_was_received_is_written_and_no_other(answer in an_answer()) {
        let token = wire::token(answer.as_object().unwrap()).unwrap();
        let file: Value = serde_json::from_str(&json::json(&sheet(&Row::all(PLACES[3], "", [token]), &[]))).unwrap();
        prop_assert_eq!(&file["rows"][0]["fields"], &answer);
    }

    #[test]
    fn json_is_read_back_as_it_was(
        tokens in proptest::collection::vec(a_token(), 0..6), path in any::<String>(), first in 0..PLACES.len(),
        filters in proptest::collection::btree_map(any::<String>(), any::<String>(), 0..4)
    ) {
        let place = |number: usize| PLACES[(first + number) % PLACES.len()];
        let rows: Vec<_> =
            (0..).zip(tokens).flat_map(|(number, token)| Row::all(place(number), &path, [token])).collect();
        let filters: Vec<_> = filters.into_iter().collect();
        let text = json::json(&Sheet { filters: &filters, ..sheet(&rows, &[]) });
        let read = json::read(&text).unwrap();
        prop_assert_eq!(&read.filters, &filters);
        prop_assert_eq!((read.server.as_str(), read.taken_at), ("https://gitlab.example", now()));
        prop_assert!(read.is_complete && read.odd_rows == 0);
        prop_assert_eq!(read.rows.len(), rows.len());
        for (row, (place, read_path, token)) in rows.iter().zip(&read.rows) {
            prop_assert_eq!((row.place, &*row.path, &row.token), (*place, read_path.as_str(), token));
        }
    }

    #[test]
    fn a_table_is_read_back_and_no_cell_begins_a_formula(tokens in proptest::collection::vec(a_token(), 1..4)) {
        let rows = Row::all(PLACES[3], "acme/web", tokens);
        let lines = parse(&csv::csv(&sheet(&rows, &[])));
        prop_assert_eq!(lines.len(), rows.len() + 1);
        for (row, cells) in rows.iter().zip(&lines[1..]) {
            prop_assert_eq!(cells.len(), csv::COLUMNS.len());
            prop_assert!(!cells.iter().any(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\0'])));
            // Apostrophes are all that is added, one wherever a cell could begin however the line is split.
            let without = |text: &str| text.replace('\'', "");
            prop_assert_eq!(without(&cells[1]), without(&row.token.name));
        }
    }
}

/// By the letter of RFC 4180.
fn parse(text: &str) -> Vec<Vec<String>> {
    let (mut lines, mut line, mut cell, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => line.push(std::mem::take(&mut cell)),
            '\r' if !quoted && letters.peek() == Some(&'\n') => {
                letters.next();
                line.push(std::mem::take(&mut cell));
                lines.push(std::mem::take(&mut line));
            }
            letter => cell.push(letter),
        }
    }
    assert!(cell.is_empty() && line.is_empty(), "the last line ends, too");
    lines
}

#[test]
fn a_line_says_everything_and_a_list_that_is_not_whole_has_its_own() {
    let token = Token {
        description: Some(String::from("for, \"builds\"")),
        scopes: vec![Scope::API, Scope::READ_USER],
        user_id: Some(9),
        created_at: Some(at("2026-01-01")),
        last_used: LastUsed::Never,
        expiry: day("2026-11-25"),
        access_level: Some(AccessLevel::MAINTAINER),
        ..Token::named(501, "=cmd|' /C calc'!A0")
    };
    let rows = Row::all(PLACES[3], "acme/web", [token]);
    let gap = |what, standing, odd_rows| Gap { what, path: "acme/web", standing, odd_rows };
    let missing = [
        gap(What::List(PLACES[3]), Standing::Partial, 1),
        gap(What::List(PLACES[6]), Standing::Refused(403), 0),
        gap(What::Find(Source::Projects), Standing::Failed, 0),
        gap(What::Find(Source::OwnedGroups), Standing::Partial, 2),
    ];
    let expected = "\
token_id,name,description,kind,project_id,group_id,user_id,path,username,role,scopes,created_at,last_used_at,expires_at,revoked,status,list\r
501,'=cmd|' /C calc'!A0,\"for, \"\"builds\"\"\",project,88,,9,acme/web,,40,api read_user,2026-01-01T00:00:00.000Z,never,2026-11-25,false,expiring soon,partial (1 unreadable)\r
,,,project,88,,,acme/web,,,,,,,,,partial (1 unreadable)\r
,,,deploy,,5,,acme/web,,,,,,,,,refused (403)\r
,,,search for projects,,,,acme/web,,,,,,,,,failed\r
,,,search for own groups,,,,acme/web,,,,,,,,,partial (2 unreadable)\r
";
    assert_eq!(csv::csv(&sheet(&rows, &missing)), expected);
    let text = json::json(&sheet(&rows, &missing));
    assert!(!json::read(&text).unwrap().is_complete);
    let file: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        file["missing"],
        json!([
            { "kind": "project", "project": 88, "path": "acme/web", "state": "partial", "odd_rows": 1 },
            { "kind": "deploy", "group": 5, "path": "acme/web", "state": "refused (403)" },
            { "kind": "search for projects", "path": "acme/web", "state": "failed" },
            { "kind": "search for own groups", "path": "acme/web", "state": "partial", "odd_rows": 2 },
        ])
    );
}

#[test]
fn no_value_is_ever_written() {
    let other_fields = vec![
        (String::from("token"), String::from("\"glpat-secret\"")),
        (String::from("a"), String::from("no json")),
    ];
    let token = Token { other_fields, ..Token::named(1, "ci") };
    let rows = Row::all(PLACES[0], "ann", [token]);
    let text = json::json(&sheet(&rows, &[]));
    assert!(!text.contains("glpat-secret") && text.contains("\"a\":\"no json\""), "{text}");
    assert!(!csv::csv(&sheet(&rows, &[])).contains("glpat-secret"));
}

#[test]
fn what_is_no_inventory_is_not_read_as_one() {
    for text in
        ["", "[]", "{}", "{\"format\":\"keyturn inventory 2\"}", "{\"format\":\"keyturn inventory 1\"}"]
    {
        assert_eq!(json::read(text), None, "{text}");
    }
    let rows = "{\"format\":\"keyturn inventory 1\",\"server\":\"s\",\"taken_at\":\"2026-01-01\",\"complete\":true,\"rows\":[{}, 1]}";
    let read = json::read(rows).unwrap();
    assert_eq!((read.rows.len(), read.odd_rows), (0, 2));
    assert_eq!(read.filters, [], "a file from before they were written");
}
