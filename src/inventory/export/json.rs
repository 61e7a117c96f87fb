//! The inventory as JSON, without loss: every field that was received, under GitLab's own names, and back again.
//!
//! Texts are kept to the byte, and a field is there if it was in the answer. Of an instant the instant is kept, in UTC and to the
//! nanosecond; of a number 64 bits. A `null` in the place of a list is an empty one, in the place of yes or no it is no: GitLab sends
//! neither. What the rows were narrowed by is in `filters`, as a link says it. A field named `token` is never written: GitLab calls a value so.

use chrono::{DateTime, Timelike, Utc};
use serde::de::IgnoredAny;
use serde_json::Value;

use super::{Sheet, standing_word};
use crate::gitlab::wire::{self, Object};
use crate::inventory::scan::What;
use crate::tokens::date::{parse_instant, print_day, print_instant};
use crate::tokens::{Expiry, Kind, LastUsed, Place, Resource, Row, Scope, Token};

/// What the file says it is.
pub const FORMAT: &str = "keyturn inventory 1";

/// What was read back.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The GitLab's address.
    pub server: String,
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
    /// The filters by which the rows were chosen, by their names; of files that were written without, none.
    pub filters: Vec<(String, String)>,
    /// Whether every list was whole, and each of its rows could be read.
    pub is_complete: bool,
    /// Each token with its place and what that is called on GitLab.
    pub rows: Vec<(Place, String, Token)>,
    /// Rows that could not be read.
    pub odd_rows: usize,
}

/// A file that grows row by row.
pub struct Json {
    text: String,
    is_first: bool,
}

/// The whole as one text: an object, with a line a token.
pub fn json(sheet: &Sheet) -> String {
    let mut file = Json::begin(sheet);
    for row in sheet.rows {
        file.push(row);
    }
    file.end()
}

impl Json {
    /// Everything of a sheet but its rows.
    pub fn begin(sheet: &Sheet) -> Self {
        let filters: Vec<_> =
            sheet.filters.iter().map(|(name, value)| (name.clone(), quoted(value))).collect();
        let mut narrowed = String::new();
        push_object(&mut narrowed, &filters);
        let mut text = format!(
            "{{\"format\":{},\"server\":{},\"taken_at\":{},\"filters\":{narrowed},\"complete\":{},\n\"missing\":[",
            quoted(FORMAT),
            quoted(sheet.server),
            quoted(&exact(sheet.taken_at)),
            sheet.missing.is_empty()
        );
        for (number, gap) in sheet.missing.iter().enumerate() {
            text += if number == 0 { "\n" } else { ",\n" };
            let mut object = match gap.what {
                What::List(place) => place_members(place, gap.path),
                What::Find(source) => {
                    vec![
                        (String::from("kind"), quoted(source.word())),
                        (String::from("path"), quoted(gap.path)),
                    ]
                }
            };
            object.push((String::from("state"), quoted(&standing_word(gap.standing))));
            if gap.odd_rows > 0 {
                object.push((String::from("odd_rows"), gap.odd_rows.to_string()));
            }
            push_object(&mut text, &object);
        }
        text += "],\n\"rows\":[";
        Self { text, is_first: true }
    }

    /// One more.
    pub fn push(&mut self, row: &Row) {
        self.text += if self.is_first { "\n" } else { ",\n" };
        self.is_first = false;
        let mut object = place_members(row.place, &row.path);
        let mut fields = String::new();
        push_object(&mut fields, &token_members(&row.token));
        object.push((String::from("fields"), fields));
        push_object(&mut self.text, &object);
    }

    /// The text.
    pub fn end(self) -> String {
        self.text + "]}\n"
    }
}

/// Reads what [`json`] wrote; `None` where it is something else.
pub fn read(text: &str) -> Option<Read> {
    let Ok(Value::Object(file)) = serde_json::from_str(text) else { return None };
    if file.get("format")?.as_str()? != FORMAT {
        return None;
    }
    let filters = file.get("filters").and_then(Value::as_object).into_iter().flatten();
    let filter = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
    let values = file.get("rows")?.as_array()?;
    let rows: Vec<_> = values.iter().filter_map(Value::as_object).filter_map(row).collect();
    Some(Read {
        server: file.get("server")?.as_str()?.to_owned(),
        taken_at: parse_instant(file.get("taken_at")?.as_str()?)?,
        filters: filters.filter_map(filter).collect(),
        is_complete: file.get("complete")?.as_bool()?,
        odd_rows: values.len() - rows.len(),
        rows,
    })
}

fn row(object: &Object) -> Option<(Place, String, Token)> {
    let token = wire::token(object.get("fields")?.as_object()?)?;
    Some((place(object)?, object.get("path")?.as_str()?.to_owned(), token))
}

/// A place as kind and ids; together they name one list.
fn place_members(place: Place, path: &str) -> Vec<(String, String)> {
    let mut members = vec![(String::from("kind"), quoted(place.kind().word()))];
    match place.resource() {
        Some(Resource::Project(id)) => members.push((String::from("project"), id.to_string())),
        Some(Resource::Group(id)) => members.push((String::from("group"), id.to_string())),
        None => {}
    }
    members.extend(place.user_id().map(|id| (String::from("user"), id.to_string())));
    members.push((String::from("path"), quoted(path)));
    members
}

fn place(object: &Object) -> Option<Place> {
    let id = |name: &str| object.get(name).and_then(Value::as_u64);
    let of = id("project").map(Resource::Project).or(id("group").map(Resource::Group));
    let word = object.get("kind")?.as_str()?;
    let kind = Kind::ALL.into_iter().find(|kind| kind.word() == word)?;
    let place = match kind {
        Kind::Personal => id("user").map_or(Place::AllUsers, Place::User),
        Kind::Impersonation => Place::Impersonation(id("user")?),
        Kind::Project | Kind::Group => Place::Resource(of?),
        Kind::Deploy => of.map_or(Place::DeployInstance, Place::Deploy),
        Kind::ServiceAccount => Place::ServiceAccount(of?, id("user")?),
    };
    (place.kind() == kind).then_some(place)
}

/// GitLab's names with their values as JSON. What was not told is left out.
fn token_members(token: &Token) -> Vec<(String, String)> {
    let optional = |text: &Option<String>| text.as_deref().map(quoted);
    let last_used = match token.last_used {
        LastUsed::NotTold => None,
        LastUsed::Never => Some(String::from("null")),
        LastUsed::At(at) => Some(quoted(&exact(at))),
    };
    let expiry = match token.expiry {
        Expiry::Never => None,
        Expiry::Day(day) => Some(quoted(&print_day(day))),
        Expiry::Instant(at) => Some(quoted(&exact(at))),
    };
    let flag = |is_so: bool| is_so.then(|| is_so.to_string());
    // In the order of their names, each with what it was if it was told and is nothing here.
    let known = [
        (Some(token.id.to_string()), "null"),
        (Some(quoted(&token.name)), "null"),
        (optional(&token.description), "null"),
        (optional(&token.username), "null"),
        (list(token.scopes.iter().map(Scope::as_str)), "[]"),
        (token.user_id.map(|id| id.to_string()), "null"),
        (token.created_at.map(|at| quoted(&exact(at))), "null"),
        (last_used, "null"),
        (list(token.last_used_ips.iter().map(String::as_str)), "[]"),
        (expiry, "null"),
        (flag(token.revoked), "false"),
        (token.access_level.map(|level| level.0.to_string()), "null"),
        (flag(token.impersonation), "false"),
    ];
    let others = token.other_fields.iter().filter(|(name, _)| name != "token");
    let is_other = |name: &str| token.other_fields.iter().any(|(other, _)| other == name);
    let known =
        Token::FIELDS.into_iter().zip(known).enumerate().filter_map(|(at, (name, (value, empty)))| {
            let was_told = token.told & (1 << at) != 0;
            Some((name.to_owned(), value.or_else(|| was_told.then(|| empty.to_owned()))?))
        });
    // A field whose form was not understood stands among the others: that is what was received.
    let known = known.filter(|(name, _)| !is_other(name));
    known.chain(others.map(|(name, value)| (name.clone(), as_json(value)))).collect()
}

fn push_object(text: &mut String, members: &[(String, String)]) {
    let members: Vec<String> =
        members.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
    *text += "{";
    *text += &members.join(",");
    *text += "}";
}

/// Nothing where there is none.
fn list<'a>(texts: impl Iterator<Item = &'a str>) -> Option<String> {
    let texts: Vec<String> = texts.map(quoted).collect();
    (!texts.is_empty()).then(|| format!("[{}]", texts.join(",")))
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// A value as it was received; what is no JSON, as a text.
fn as_json(value: &str) -> String {
    match serde_json::from_str::<IgnoredAny>(value) {
        Ok(_) => value.to_owned(),
        Err(_) => quoted(value),
    }
}

/// As GitLab writes it, with more digits where milliseconds are not all.
fn exact(at: DateTime<Utc>) -> String {
    let (text, nanoseconds) = (print_instant(at), at.nanosecond());
    let Some(seconds) = text.get(..19).filter(|_| nanoseconds % 1_000_000 != 0) else { return text };
    format!("{seconds}.{nanoseconds:09}Z")
}
