//! The ends as a calendar, to the letter of RFC 5545.

use crate::{at, day, ends, now};
use keyturn::inventory::export::ics::{Said, ics};
use keyturn::tokens::{Expiry, Place, Resource, Row, Token};
use proptest::prelude::*;

const PROJECT: Place = Place::Resource(Resource::Project(1));
const DEPLOY: Place = Place::Deploy(Resource::Project(1));

fn calendar(rows: &[(Place, &Token)], summary: &str) -> Option<String> {
    let rows: Vec<_> =
        rows.iter().flat_map(|(place, token)| Row::all(*place, "", [(*token).clone()])).collect();
    let said = |_: &Row| Said { summary: summary.to_owned(), description: String::new() };
    ics(&rows, "gitlab.example", now(), "", said)
}

const ALARMS: &str = "BEGIN:VALARM\r
ACTION:DISPLAY\r
DESCRIPTION:ci ends\r
TRIGGER:-P14D\r
END:VALARM\r
BEGIN:VALARM\r
ACTION:DISPLAY\r
DESCRIPTION:ci ends\r
TRIGGER:-P7D\r
END:VALARM\r
BEGIN:VALARM\r
ACTION:DISPLAY\r
DESCRIPTION:ci ends\r
TRIGGER:-P1D\r
END:VALARM\r
";

#[test]
fn a_day_is_a_day_and_an_instant_an_instant() {
    let (token, deploy) = (ends(5, day("2026-12-31")), ends(5, Expiry::Instant(at("2027-01-31T12:30:05Z"))));
    let expected = format!(
        "BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Keyturn//Keyturn//EN\r
CALSCALE:GREGORIAN\r
BEGIN:VEVENT\r
UID:token-5@gitlab.example\r
DTSTAMP:20261121T100000Z\r
DTSTART;VALUE=DATE:20261231\r
SUMMARY:ci ends\r
TRANSP:TRANSPARENT\r
{ALARMS}END:VEVENT\r
BEGIN:VEVENT\r
UID:deploy-token-5@gitlab.example\r
DTSTAMP:20261121T100000Z\r
DTSTART:20270131T123005Z\r
SUMMARY:ci ends\r
TRANSP:TRANSPARENT\r
{ALARMS}END:VEVENT\r
END:VCALENDAR\r
"
    );
    let rows = [(PROJECT, &token), (DEPLOY, &deploy)];
    assert_eq!(calendar(&rows, "ci ends").unwrap(), expected);
}

#[test]
fn the_last_day_that_can_be_written_is_a_day_like_others() {
    let (token, deploy) = (ends(1, day("9999-12-31")), ends(2, Expiry::Instant(at("9999-12-31T23:59:59Z"))));
    let text = calendar(&[(PROJECT, &token), (DEPLOY, &deploy)], "x").unwrap();
    let days: Vec<_> =
        text.lines().filter(|line| line.starts_with("DT") && !line.starts_with("DTSTAMP")).collect();
    assert_eq!(days, ["DTSTART;VALUE=DATE:99991231", "DTSTART:99991231T235959Z"]);
}

#[test]
fn what_is_missing_stands_in_the_calendar_and_in_each_event() {
    let rows = Row::all(PROJECT, "", [ends(1, day("2026-12-31")), ends(2, day("2027-01-01"))]);
    let remark = "Not complete: 2 lists,\nEND:VCALENDAR; and 令牌 more that are missing in here";
    let said = |row: &Row| Said {
        summary: String::from("x"),
        description: if row.token.id == 1 { String::from("Id: 1") } else { String::new() },
    };
    let text = ics(&rows, "gitlab.example", now(), remark, said).unwrap();
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    let unfolded = text.replace("\r\n ", "");
    let lines: Vec<_> = unfolded.lines().filter(|line| line.contains("missing")).collect();
    let escaped = r"Not complete: 2 lists\,\nEND:VCALENDAR\; and 令牌 more that are missing in here";
    let expected = [
        format!("X-WR-CALDESC:{escaped}"),
        format!(r"DESCRIPTION:Id: 1\n{escaped}"),
        format!("DESCRIPTION:{escaped}"),
    ];
    assert_eq!(lines, expected);
    assert_eq!(unfolded.matches("\r\nEND:VCALENDAR\r\n").count(), 1);
}

#[test]
fn what_will_not_end_is_no_event_and_no_event_is_no_calendar() {
    let revoked = Token { revoked: true, ..ends(1, day("2027-01-01")) };
    let (over, never) = (ends(2, day("2026-11-21")), Token::named(3, "ci"));
    assert_eq!(calendar(&[(PROJECT, &revoked), (PROJECT, &over), (PROJECT, &never)], "x"), None);
}

/// Undoes folding and escaping.
fn summary(text: &str) -> String {
    let unfolded = text.replace("\r\n ", "");
    let line = unfolded.split("\r\n").find_map(|line| line.strip_prefix("SUMMARY:")).unwrap();
    let (mut value, mut letters) = (String::new(), line.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => value.extend(letters.next().map(|next| if next == 'n' { '\n' } else { next })),
            ',' | ';' => panic!("not escaped"),
            letter => value.push(letter),
        }
    }
    value
}

proptest! {
    #[test]
    fn every_name_survives_and_no_line_is_too_long(name in "([a-z,;:\\\\ \"\t\r\n😀令é\u{202e}]|\\PC){0,120}") {
        let token = ends(1, day("2026-12-31"));
        let text = calendar(&[(PROJECT, &token)], &name).unwrap();
        prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
        prop_assert_eq!(summary(&text), name.replace("\r\n", "\n").replace('\r', "\n"));
    }
}

#[test]
fn a_name_cannot_begin_a_property_of_its_own() {
    let token = ends(1, day("2026-12-31"));
    let text = calendar(&[(PROJECT, &token)], "x\r\nATTACH:http://evil\u{0}\u{85}").unwrap();
    assert!(text.contains("SUMMARY:x\\nATTACH:http://evil\r\n"), "{text}");
}
