//! The ends as a calendar (RFC 5545): one event for each end that is still to come, with alarms before it.
//!
//! An access token ends with the start of a UTC day, so its event is that whole day, which a date alone says; a deploy token at an
//! instant. The `UID` is made of
//! the GitLab's host and the token's id alone: taken into a calendar again, an event is updated and not doubled.

use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use crate::tokens::{Expiry, Key, Row};

/// Days before the end on which the calendar reminds.
pub const ALARM_DAYS: [u32; 3] = [14, 7, 1];

/// The longest line, in octets, without its end.
const LONGEST: usize = 75;

/// What an event says, in the person's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Its heading.
    pub summary: String,
    /// What stands below it; may have several lines.
    pub description: String,
}

/// A calendar that grows event by event.
pub struct Ics {
    text: String,
    remark: String,
    is_empty: bool,
    host: String,
    stamp: DateTime<Utc>,
}

/// The calendar, made at `stamp`; what `remark` says of all of it, if it is not empty, every event says, too. `None` where nothing ends, because a calendar without an event is none. Revoked tokens and those
/// that have ended are left out.
pub fn ics(
    rows: &[Arc<Row>],
    host: &str,
    stamp: DateTime<Utc>,
    remark: &str,
    say: impl Fn(&Row) -> Said,
) -> Option<String> {
    let mut calendar = Ics::begin(host, stamp, remark);
    for row in rows {
        calendar.push(row, &say);
    }
    calendar.end()
}

/// Whether a row is an event: its token works, and ends.
pub fn is_event(row: &Row, stamp: DateTime<Utc>) -> bool {
    !row.token.revoked && row.token.expiry.ends_at().is_some_and(|end| end > stamp)
}

impl Ics {
    /// A calendar of a GitLab's host, made at `stamp`, with a remark on all of it; often empty.
    pub fn begin(host: &str, stamp: DateTime<Utc>, remark: &str) -> Self {
        let mut text = String::new();
        for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Keyturn//Keyturn//EN", "CALSCALE:GREGORIAN"]
        {
            push_line(&mut text, line);
        }
        // Few calendars show it, and none that takes the events out of a file.
        if !remark.is_empty() {
            push_line(&mut text, &format!("X-WR-CALDESC:{}", escaped(remark)));
        }
        Self { text, remark: remark.to_owned(), is_empty: true, host: host.to_owned(), stamp }
    }

    /// One more, if it is an event; only then it is asked what to say.
    pub fn push(&mut self, row: &Row, say: impl Fn(&Row) -> Said) {
        if is_event(row, self.stamp) {
            self.is_empty = false;
            let mut said = say(row);
            if !said.description.is_empty() && !self.remark.is_empty() {
                said.description.push('\n');
            }
            said.description.push_str(&self.remark);
            push_event(&mut self.text, row, &self.host, self.stamp, &said);
        }
    }

    /// The text.
    pub fn end(mut self) -> Option<String> {
        push_line(&mut self.text, "END:VCALENDAR");
        (!self.is_empty).then_some(self.text)
    }
}

fn push_event(text: &mut String, row: &Row, host: &str, stamp: DateTime<Utc>, said: &Said) {
    let id = match row.key() {
        Key::Access(id) => format!("token-{id}"),
        Key::Deploy(id) => format!("deploy-token-{id}"),
    };
    let summary = escaped(&said.summary);
    push_line(text, "BEGIN:VEVENT");
    push_line(text, &format!("UID:{}", escaped(&format!("{id}@{host}"))));
    push_line(text, &format!("DTSTAMP:{}", instant(stamp)));
    match row.token.expiry {
        Expiry::Never => {}
        // Without an end an event takes the day, or no time at all where it begins at an instant: which is what they are.
        Expiry::Day(start) => push_line(text, &format!("DTSTART;VALUE=DATE:{}", day(start))),
        Expiry::Instant(at) => push_line(text, &format!("DTSTART:{}", instant(at))),
    }
    push_line(text, &format!("SUMMARY:{summary}"));
    if !said.description.is_empty() {
        push_line(text, &format!("DESCRIPTION:{}", escaped(&said.description)));
    }
    push_line(text, "TRANSP:TRANSPARENT");
    for days in ALARM_DAYS {
        push_line(text, "BEGIN:VALARM");
        push_line(text, "ACTION:DISPLAY");
        push_line(text, &format!("DESCRIPTION:{summary}"));
        push_line(text, &format!("TRIGGER:-P{days}D"));
        push_line(text, "END:VALARM");
    }
    push_line(text, "END:VEVENT");
}

/// A text value. Characters that no text may hold are left out; every form of a line's end is one.
fn escaped(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for letter in value.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => text.extend(['\\', letter]),
            '\n' | '\r' => text.push_str("\\n"),
            '\t' => text.push(letter),
            _ if letter.is_control() => {}
            _ => text.push(letter),
        }
    }
    text
}

/// A content line, folded between letters.
fn push_line(text: &mut String, line: &str) {
    if line.len() <= LONGEST {
        text.push_str(line);
        text.push_str("\r\n");
        return;
    }
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LONGEST {
            text.push_str("\r\n ");
            length = 1;
        }
        text.push(letter);
        length += letter.len_utf8();
    }
    text.push_str("\r\n");
}

fn day(day: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn instant(at: DateTime<Utc>) -> String {
    format!("{}T{:02}{:02}{:02}Z", day(at.date_naive()), at.hour(), at.minute(), at.second())
}
