//! The file that says what came of a bulk change.

use keyturn::changes::sheet::{COLUMNS, csv, json};
use keyturn::changes::{Act, Change, Entry, Settlement, Stage};
use keyturn::tokens::date::parse_instant;
use keyturn::tokens::{Expiry, NewToken, Place, Resource, Token};
use serde_json::Value;

fn entry(act: Act, stage: Stage) -> Entry {
    let is_begun = !matches!(stage, Stage::Planned | Stage::NotDone(None));
    Entry {
        key: 3,
        server: String::from("https://gitlab.example"),
        owner: String::from("northlight/site"),
        run: Some(3),
        change: Change {
            act,
            place: Place::Resource(Resource::Project(88)),
            highest_known: 490,
            started_at: parse_instant("2026-11-21T08:00:00Z").unwrap(),
            not_before: None,
        },
        stage,
        sent_at: None,
        request_id: is_begun.then(|| String::from("01ABC")),
        took: is_begun.then_some(250),
    }
}

fn rotate(name: &str, stage: Stage) -> Entry {
    entry(Act::Rotate { token: Token::named(501, name), expiry: Expiry::Never, is_self: false }, stage)
}

#[test]
fn each_item_is_a_line() {
    let new = NewToken {
        name: String::from("twin"),
        description: None,
        scopes: Vec::new(),
        expiry: Expiry::Never,
        access_level: None,
        username: None,
    };
    let entries = [
        rotate("ci", Stage::Done(Some(502))),
        rotate("ci", Stage::Unstored(503)),
        rotate("ci", Stage::NotDone(Some(403))),
        rotate("ci", Stage::NotDone(None)),
        rotate("ci", Stage::Settled(Settlement::Rotated(vec![504, 505]))),
        entry(Act::Revoke { token: Token::named(7, "ci"), is_self: false }, Stage::Done(None)),
        entry(Act::Create { new, as_own: false, replaces: Some(9) }, Stage::Replacing(506)),
    ];
    let expected = "\
token_id,name,kind,place,act,outcome,new_id,request_id,started_at\r
501,ci,project,project 88 (northlight/site),rotate,done,502,01ABC,2026-11-21T08:00:00.000Z\r
501,ci,project,project 88 (northlight/site),rotate,\"done, value not confirmed as stored\",503,01ABC,2026-11-21T08:00:00.000Z\r
501,ci,project,project 88 (northlight/site),rotate,refused (403),,01ABC,2026-11-21T08:00:00.000Z\r
501,ci,project,project 88 (northlight/site),rotate,not sent,,,\r
501,ci,project,project 88 (northlight/site),rotate,\"answer lost, rotated, value lost\",504 505,01ABC,2026-11-21T08:00:00.000Z\r
7,ci,project,project 88 (northlight/site),revoke,done,,01ABC,2026-11-21T08:00:00.000Z\r
9,twin,project,project 88 (northlight/site),replace,\"done, old token still works\",506,01ABC,2026-11-21T08:00:00.000Z\r
";
    assert_eq!(csv(&entries), expected);

    let records: Value = serde_json::from_str(&json(&entries)).unwrap();
    for (line, record) in expected.lines().skip(1).zip(records.as_array().unwrap()) {
        let fields: Vec<&str> = COLUMNS.iter().map(|column| record[column].as_str().unwrap()).collect();
        let quoted =
            |field: &&str| if field.contains(',') { format!("\"{field}\"") } else { (*field).to_owned() };
        assert_eq!(fields.iter().map(quoted).collect::<Vec<_>>().join(","), line);
    }
}

#[test]
fn a_name_stays_one_field_and_is_no_formula() {
    for (name, field) in [
        ("a,b", "\"a,b\""),
        ("say \"ci\"", "\"say \"\"ci\"\"\""),
        ("two\nlines", "\"two\nlines\""),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "\"'\r'=1\""),
        ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
        ("ci=1", "ci=1"),
        ("令牌", "令牌"),
    ] {
        let sheet = csv(&[rotate(name, Stage::Planned)]);
        let body = sheet.split_once("\r\n").unwrap().1;
        assert_eq!(body, format!("501,{field},project,project 88 (northlight/site),rotate,not begun,,,\r\n"));
    }
}
