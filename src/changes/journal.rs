//! What was about to be sent, written down before it is: it survives a reload, so that nothing is forgotten whose outcome
//! nobody knows, and no value that nobody stored. It holds names and ids, never a secret.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::place_word::{place_word, read_place};
use super::{Act, Change, GIVE_UP, Settlement};
use crate::gitlab::wire;
use crate::tokens::date::{parse_instant, print_instant};
use crate::tokens::{Expiry, NewToken, Scope, Token};

/// One change, and how far it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its number in this journal.
    pub key: u64,
    /// The address of the GitLab it went to.
    pub server: String,
    /// The name of the place, such as a project's path: for the way to GitLab's own page.
    pub owner: String,
    /// Which run of a bulk change it belongs to, by the key of the run's first entry.
    pub run: Option<u64>,
    /// What was confirmed.
    pub change: Change,
    /// How far it is known.
    pub stage: Stage,
    /// When it was sent last, by this machine's clock; none before.
    pub sent_at: Option<DateTime<Utc>>,
    /// GitLab's request id, where it answered.
    pub request_id: Option<String>,
    /// How long the answer took, in milliseconds.
    pub took: Option<i64>,
}

/// How far a change is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Of a bulk change, and its turn has not come: nothing was sent.
    Planned,
    /// Sent, no answer yet, however long ago. Read from an earlier page, the answer was never seen.
    Sent,
    /// Its answer proves nothing.
    Unknown,
    /// Done; the value of the token of this id waits to be stored.
    Unstored(u64),
    /// The token of this id is stored and takes another's place; the old one still works.
    Replacing(u64),
    /// Done, and the token of this id is not alone, perhaps: whether the browser's repeat made another could not be read.
    Unchecked(u64),
    /// Done; the id of a new token.
    Done(Option<u64>),
    /// Refused, with this status; none where it was not even sent.
    NotDone(Option<u16>),
    /// Found out by reading.
    Settled(Settlement),
}

impl Entry {
    /// One that stands alone, with no answer yet.
    pub fn new(key: u64, server: String, owner: String, change: Change, stage: Stage) -> Self {
        Self { key, server, owner, run: None, change, stage, sent_at: None, request_id: None, took: None }
    }

    /// Whether something is still to be done about it.
    pub fn is_open(&self) -> bool {
        match &self.stage {
            Stage::Planned
            | Stage::Sent
            | Stage::Unknown
            | Stage::Unstored(_)
            | Stage::Unchecked(_)
            | Stage::Replacing(_) => true,
            // A token whose value nobody has seen.
            Stage::Settled(Settlement::Created(ids) | Settlement::Rotated(ids)) => !ids.is_empty(),
            Stage::Done(_) | Stage::NotDone(_) | Stage::Settled(_) => false,
        }
    }

    /// An answer came. Where one came before it was to a repeat at the person's word, to which a no says nothing about
    /// the first sending. No answer takes back that a value came, or that GitLab has ended everything.
    pub fn answer(&mut self, stage: Stage) {
        let counts = match &self.stage {
            Stage::Planned | Stage::Sent => true,
            Stage::Unknown => !matches!(stage, Stage::NotDone(_)),
            Stage::Settled(settlement) => *settlement != Settlement::Ended,
            Stage::Unstored(_)
            | Stage::Unchecked(_)
            | Stage::Replacing(_)
            | Stage::Done(_)
            | Stage::NotDone(_) => false,
        };
        if counts {
            self.stage = stage;
        }
    }

    /// Whether what a list that was asked for at `now`, by this machine's clock, says is so only so far: it says that
    /// nothing was done, and GitLab may still be carrying it out.
    pub fn is_only_yet(&self, settlement: &Settlement, now: DateTime<Utc>) -> bool {
        settlement.is_only_yet() && self.sent_at.is_some_and(|sent_at| now - sent_at < GIVE_UP)
    }

    /// Reading found out what is true for good. While the answer is out, that nothing was done proves nothing: the entry stays
    /// open until it comes, or the page ends.
    pub fn settle(&mut self, settlement: Settlement) {
        if self.stage != Stage::Sent || !settlement.is_only_yet() {
            self.stage = Stage::Settled(settlement);
        }
    }
}

/// What later changes of the same place do to an entry.
impl Entry {
    /// The token of this id was revoked: nothing of it is open any more.
    pub fn token_revoked(&mut self, id: u64) {
        match &mut self.stage {
            Stage::Replacing(new) if *new == id || self.change.replaces() == Some(id) => {
                self.stage = Stage::Done(Some(*new));
            }
            Stage::Unstored(new) if *new == id => self.stage = Stage::Done(Some(id)),
            _ => {
                self.leave_out(id);
            }
        }
    }

    /// The token of this id was rotated, and another one stands in its place, whose value is handed over. The old token that
    /// it takes the place of, if this goes on with a replacement.
    pub fn token_rotated(&mut self, id: u64, new: u64) -> Option<u64> {
        let replaces = self.change.replaces();
        let goes_on = match &self.stage {
            Stage::Replacing(twin) | Stage::Unstored(twin) => *twin == id,
            _ => self.leave_out(id),
        };
        if goes_on {
            self.stage = if replaces.is_some() { Stage::Replacing(new) } else { Stage::Done(Some(new)) };
        } else if let (Act::Create { replaces: Some(old), .. }, true) =
            (&mut self.change.act, replaces == Some(id))
        {
            // It is the old one that was given a new value.
            *old = new;
        }
        replaces.filter(|_| goes_on)
    }

    /// The token of this id was rotated, and the value of what stands in its place, one of `new`, was lost, which another entry tells
    /// of. A replacement goes on with that one: its old token still works.
    pub fn token_lost(&mut self, id: u64, new: &[u64]) {
        match (&mut self.stage, new.iter().max()) {
            (Stage::Replacing(twin), Some(new)) if *twin == id => *twin = *new,
            _ => {
                self.leave_out(id);
            }
        }
    }

    /// Whether a token that a list showed to have come of it still waits for its value, however late that comes: not once it
    /// was rotated or revoked.
    pub fn awaits(&self, id: u64) -> bool {
        match &self.stage {
            Stage::Settled(Settlement::Created(ids) | Settlement::Rotated(ids)) => ids.contains(&id),
            Stage::Done(_) | Stage::Replacing(_) => false,
            Stage::Planned
            | Stage::Sent
            | Stage::Unknown
            | Stage::Unstored(_)
            | Stage::Unchecked(_)
            | Stage::NotDone(_)
            | Stage::Settled(_) => true,
        }
    }

    /// Of tokens whose value nobody has seen, this one is looked after. Whether it was the last of them.
    fn leave_out(&mut self, id: u64) -> bool {
        let Stage::Settled(Settlement::Created(ids) | Settlement::Rotated(ids)) = &mut self.stage else {
            return false;
        };
        let before = ids.len();
        ids.retain(|known| *known != id);
        let is_last = ids.is_empty() && before > 0;
        if is_last {
            self.stage = Stage::Done(None);
        }
        is_last
    }
}

/// The open entries as text, and with each entry of a bulk change the whole of that change.
pub fn print(entries: &[Entry]) -> String {
    let open = open_runs(entries);
    let kept = entries.iter().filter(|entry| is_kept(entry, &open));
    wire::print(&Value::Array(kept.map(print_entry).collect()))
}

/// Forgets what nothing has to be done about any more: of a bulk change only the whole.
pub fn forget_done(entries: &mut Vec<Entry>) {
    let open = open_runs(entries);
    entries.retain(|entry| is_kept(entry, &open));
}

/// The bulk changes of which something is open.
fn open_runs(entries: &[Entry]) -> Vec<u64> {
    let mut runs: Vec<u64> =
        entries.iter().filter(|entry| entry.is_open()).filter_map(|entry| entry.run).collect();
    runs.dedup();
    runs
}

fn is_kept(entry: &Entry, open_runs: &[u64]) -> bool {
    entry.is_open() || entry.run.is_some_and(|run| open_runs.contains(&run))
}

/// Reads what [`print`] wrote, as an earlier page left it. What cannot be read is left out: it was written by another
/// version.
pub fn read(text: &str) -> Vec<Entry> {
    let Ok(Value::Array(values)) = serde_json::from_str(text) else { return Vec::new() };
    values.iter().filter_map(read_entry).collect()
}

/// All entries, for a file: what was done, to what, and what came of it.
pub fn report(entries: &[Entry]) -> String {
    let values: Vec<Value> = entries.iter().map(print_entry).collect();
    format!("{:#}\n", Value::Array(values))
}

fn print_entry(entry: &Entry) -> Value {
    let Change { act, place, highest_known, started_at, not_before } = &entry.change;
    let (word, name, scopes, is_self) = match act {
        Act::Create { new, as_own, .. } => {
            (if *as_own { "create_own" } else { "create" }, &new.name, &new.scopes, false)
        }
        Act::Rotate { token, is_self, .. } => ("rotate", &token.name, &token.scopes, *is_self),
        Act::Revoke { token, is_self } => ("revoke", &token.name, &token.scopes, *is_self),
    };
    let (stage, ids) = match &entry.stage {
        Stage::Planned => ("planned", Vec::new()),
        Stage::Sent => ("sent", Vec::new()),
        Stage::Unknown => ("unknown", Vec::new()),
        Stage::Unstored(id) => ("unstored", vec![*id]),
        Stage::Replacing(id) => ("replacing", vec![*id]),
        Stage::Unchecked(id) => ("unchecked", vec![*id]),
        Stage::Done(id) => ("done", id.iter().copied().collect()),
        Stage::NotDone(status) => ("not_done", status.iter().map(|status| u64::from(*status)).collect()),
        Stage::Settled(settlement) => settled(settlement),
    };
    json!({
        "key": entry.key,
        "server": entry.server,
        "owner": entry.owner,
        "run": entry.run,
        "act": word,
        "place": place_word(*place),
        "name": name,
        "scopes": scopes.iter().map(Scope::as_str).collect::<Vec<_>>(),
        "id": entry.change.target().map(|token| token.id),
        "user_id": entry.change.target().and_then(|token| token.user_id),
        "username": match act {
            Act::Create { new, .. } => new.username.as_deref(),
            Act::Rotate { .. } | Act::Revoke { .. } => None,
        },
        "self": is_self,
        "replaces": entry.change.replaces(),
        "highest_known": highest_known,
        "started_at": print_instant(*started_at),
        "sent_at": entry.sent_at.map(print_instant),
        "not_before": not_before.map(print_instant),
        "stage": stage,
        "ids": ids,
        "request_id": entry.request_id,
        "took": entry.took,
    })
}

fn settled(settlement: &Settlement) -> (&'static str, Vec<u64>) {
    match settlement {
        Settlement::NotCreated => ("not_created", Vec::new()),
        Settlement::Created(ids) => ("created", ids.clone()),
        Settlement::NotRotated => ("not_rotated", Vec::new()),
        Settlement::Rotated(ids) => ("rotated", ids.clone()),
        Settlement::Revoked => ("revoked", Vec::new()),
        Settlement::NotRevoked => ("not_revoked", Vec::new()),
        Settlement::Gone => ("gone", Vec::new()),
        Settlement::Ended => ("ended", Vec::new()),
    }
}

fn read_entry(value: &Value) -> Option<Entry> {
    let text = |name: &str| value.get(name)?.as_str();
    let number = |name: &str| value.get(name)?.as_u64();
    let is_self = value.get("self")?.as_bool()?;
    let scopes: Vec<Scope> =
        value.get("scopes")?.as_array()?.iter().filter_map(Value::as_str).map(Scope::named).collect();
    let name = text("name")?.to_owned();
    let token = |id| Token { scopes: scopes.clone(), user_id: number("user_id"), ..Token::named(id, &name) };
    let act = match text("act")? {
        word @ ("create" | "create_own") => Act::Create {
            // Only name, scopes and user name tell what may have come of it.
            new: NewToken {
                name: name.clone(),
                description: None,
                scopes: scopes.clone(),
                expiry: Expiry::Never,
                access_level: None,
                username: text("username").map(str::to_owned),
            },
            as_own: word == "create_own",
            replaces: number("replaces"),
        },
        "rotate" => Act::Rotate { token: token(number("id")?), expiry: Expiry::Never, is_self },
        "revoke" => Act::Revoke { token: token(number("id")?), is_self },
        _ => return None,
    };
    let ids: Vec<u64> = value.get("ids")?.as_array()?.iter().filter_map(Value::as_u64).collect();
    let stage = match text("stage")? {
        "planned" => Stage::Planned,
        "sent" | "unknown" => Stage::Unknown,
        "unstored" => Stage::Unstored(*ids.first()?),
        "replacing" => Stage::Replacing(*ids.first()?),
        "unchecked" => Stage::Unchecked(*ids.first()?),
        "done" => Stage::Done(ids.first().copied()),
        "not_done" => Stage::NotDone(ids.first().and_then(|status| u16::try_from(*status).ok())),
        "not_created" => Stage::Settled(Settlement::NotCreated),
        "not_rotated" => Stage::Settled(Settlement::NotRotated),
        "revoked" => Stage::Settled(Settlement::Revoked),
        "not_revoked" => Stage::Settled(Settlement::NotRevoked),
        "gone" => Stage::Settled(Settlement::Gone),
        "ended" => Stage::Settled(Settlement::Ended),
        "created" => Stage::Settled(Settlement::Created(ids)),
        "rotated" => Stage::Settled(Settlement::Rotated(ids)),
        _ => return None,
    };
    Some(Entry {
        key: number("key")?,
        server: text("server")?.to_owned(),
        owner: text("owner")?.to_owned(),
        run: number("run"),
        change: Change {
            act,
            place: read_place(text("place")?)?,
            highest_known: number("highest_known")?,
            started_at: parse_instant(text("started_at")?)?,
            not_before: text("not_before").and_then(parse_instant),
        },
        stage,
        sent_at: text("sent_at").and_then(parse_instant),
        request_id: text("request_id").map(str::to_owned),
        took: value.get("took").and_then(Value::as_i64),
    })
}
