//! What came of a bulk change, as a file: one line an item, without any value.

use serde_json::{Map, Value};

use super::place_word::place_word;
use super::{Act, Entry, Settlement, Stage};
use crate::csv::push_row;
use crate::tokens::date::print_instant;

/// The columns, in order.
pub const COLUMNS: [&str; 9] =
    ["token_id", "name", "kind", "place", "act", "outcome", "new_id", "request_id", "started_at"];

/// As comma-separated values (RFC 4180). A spreadsheet takes none of it for a formula.
pub fn csv(entries: &[Entry]) -> String {
    let mut text = String::new();
    push_row(&mut text, &COLUMNS);
    for entry in entries {
        push_row(&mut text, &row(entry));
    }
    text
}

/// As JSON: a list of records with the same columns, every one a text.
pub fn json(entries: &[Entry]) -> String {
    let mut records = Vec::new();
    for entry in entries {
        let mut record = Map::new();
        for (column, text) in COLUMNS.iter().zip(row(entry)) {
            record.insert((*column).to_owned(), Value::String(text));
        }
        records.push(Value::Object(record));
    }
    format!("{:#}\n", Value::Array(records))
}

fn row(entry: &Entry) -> Vec<String> {
    let change = &entry.change;
    let id = change.target().map(|token| token.id).or(change.replaces());
    let act = match &change.act {
        Act::Create { replaces: Some(_), .. } => "replace",
        Act::Create { replaces: None, .. } => "create",
        Act::Rotate { .. } => "rotate",
        Act::Revoke { .. } => "revoke",
    };
    let (outcome, ids) = outcome(&entry.stage);
    let place = place_word(change.place);
    let place = if entry.owner.is_empty() { place } else { format!("{place} ({})", entry.owner) };
    let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
    let is_begun = entry.took.is_some() || !matches!(entry.stage, Stage::Planned | Stage::NotDone(None));
    vec![
        id.map(|id| id.to_string()).unwrap_or_default(),
        change.name().to_owned(),
        change.place.kind().word().to_owned(),
        place,
        act.to_owned(),
        outcome,
        ids.join(" "),
        entry.request_id.clone().unwrap_or_default(),
        if is_begun { print_instant(change.started_at) } else { String::new() },
    ]
}

/// What came of it, and the ids of new tokens.
fn outcome(stage: &Stage) -> (String, Vec<u64>) {
    let (said, ids): (&str, &[u64]) = match stage {
        Stage::Planned => ("not begun", &[]),
        Stage::Sent => ("sent, not answered yet", &[]),
        Stage::Unknown => ("not known", &[]),
        Stage::Unstored(id) => ("done, value not confirmed as stored", std::slice::from_ref(id)),
        Stage::Unchecked(id) => ("done, not looked for twins", std::slice::from_ref(id)),
        Stage::Replacing(id) => ("done, old token still works", std::slice::from_ref(id)),
        Stage::Done(id) => ("done", id.as_slice()),
        Stage::NotDone(Some(status)) => return (format!("refused ({status})"), Vec::new()),
        Stage::NotDone(None) => ("not sent", &[]),
        Stage::Settled(settlement) => settled(settlement),
    };
    (said.to_owned(), ids.to_vec())
}

fn settled(settlement: &Settlement) -> (&'static str, &[u64]) {
    match settlement {
        Settlement::NotCreated => ("answer lost, not created", &[]),
        Settlement::Created(ids) => ("answer lost, created, value lost", ids),
        Settlement::NotRotated => ("answer lost, not rotated", &[]),
        Settlement::Rotated(ids) => ("answer lost, rotated, value lost", ids),
        Settlement::Revoked => ("answer lost, revoked", &[]),
        Settlement::NotRevoked => ("answer lost, not revoked", &[]),
        Settlement::Gone => ("answer lost, not listed any more", &[]),
        Settlement::Ended => ("answer lost, everything revoked", &[]),
    }
}
