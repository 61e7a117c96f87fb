//! What to look at in a list of tokens: one rule a card, each decided from the row, its list and the time alone.
//!
//! A rule that needs what this kind or this release does not tell says so instead of calling a token harmless. Revoked tokens
//! bear no risk; ended ones only that nothing took their place.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Datelike, TimeDelta, Utc};

use super::{AccessLevel, Expiry, Kind, LastUsed, Place, Row, Scope, Status, Token};

/// Days without use from which a token counts as idle, and days of life from which an unused one may go.
pub const IDLE_DAYS: i64 = 90;

/// A rule, which is a card above the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Risk {
    /// It works, and ends within [`super::status::SOON_DAYS`].
    ExpiringSoon,
    /// It works, and has no end.
    NeverExpires,
    /// It works, and was never used.
    NeverUsed,
    /// It works, was used, and has not been for [`IDLE_DAYS`].
    Idle,
    /// It works, and does everything (`api`) as Maintainer or Owner.
    Broad,
    /// It ended, and no working token took its place.
    ExpiredWithoutReplacement,
    /// It works, is older than [`IDLE_DAYS`], and was not used for as long: nothing should miss it.
    SafeToRemove,
}

/// The list a token stands in.
#[derive(Clone, Copy, Debug)]
pub struct List<'a> {
    /// Where it is.
    pub place: Place,
    /// Those of its tokens that bear the same name, as far as they are known; the one in question may be among them.
    pub namesakes: &'a [&'a Token],
    /// Whether these are all: what is not seen may be the replacement.
    pub is_complete: bool,
}

/// What a rule says of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It is so, and why.
    Found(Reason),
    /// It is not so.
    Clear,
    /// It cannot be known.
    NotTold(Missing),
}

/// Why a rule applies; the facts for its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It ends then.
    Ends {
        /// The first instant at which it no longer works.
        at: DateTime<Utc>,
        /// Within [`super::status::URGENT_DAYS`].
        urgent: bool,
    },
    /// It has no end.
    NoEnd,
    /// It was never used since it was made, where that is told.
    Unused(Option<DateTime<Utc>>),
    /// It was last used then.
    IdleSince(DateTime<Utc>),
    /// It has `api` and this role.
    ApiAs(AccessLevel),
    /// It ended then, and nothing took its place.
    EndedAlone(DateTime<Utc>),
}

/// What would have to be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Missing {
    /// When it was last used: deploy tokens and old releases.
    LastUse,
    /// When it was made.
    Creation,
    /// Its role: a personal token acts with whatever role its person has.
    Role,
    /// The rest of the list.
    RestOfList,
    /// Of which project or group it is: the list of an instance's deploy tokens does not tell.
    Place,
}

/// A row as it stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Its status.
    pub status: Status,
    /// Its kind.
    pub kind: Kind,
    /// The day of its end, as [`chrono::Datelike::num_days_from_ce`] counts; none without an end.
    pub end_day: Option<i32>,
    /// A bit for each rule that applies, in the order of [`Risk::ALL`].
    risks: u8,
    /// The same for each rule that cannot know, if it works.
    untold: u8,
}

impl Judged {
    /// A row to which no rule applies.
    pub fn of(row: &Row, now: DateTime<Utc>) -> Self {
        let end_day = match row.token.expiry {
            Expiry::Never => None,
            Expiry::Day(day) => Some(day.num_days_from_ce()),
            Expiry::Instant(at) => Some(at.date_naive().num_days_from_ce()),
        };
        Self { status: Status::of(&row.token, now), kind: row.place.kind(), end_day, risks: 0, untold: 0 }
    }

    /// Whether a rule applies.
    pub fn has(self, risk: Risk) -> bool {
        self.risks & bit(risk) != 0
    }

    /// Whether it works, and a rule cannot know whether it applies.
    pub fn is_untold(self, risk: Risk) -> bool {
        self.untold & bit(risk) != 0
    }
}

fn bit(risk: Risk) -> u8 {
    1 << (risk as u8)
}

/// How each row stands, by the same indexes; rows of one list stand together. `is_complete` says of a list whether all its tokens
/// are among the rows.
pub fn judge(rows: &[Arc<Row>], is_complete: impl Fn(Place) -> bool, now: DateTime<Utc>) -> Vec<Judged> {
    let mut judged: Vec<Judged> = rows.iter().map(|row| Judged::of(row, now)).collect();
    let mut rest = judged.as_mut_slice();
    for rows in rows.chunk_by(|a, b| a.place == b.place) {
        let (of_list, others) = rest.split_at_mut(rows.len());
        rest = others;
        judge_list(rows, of_list, &is_complete, now);
    }
    judged
}

/// The rules of one list: only an ended token is compared with others.
fn judge_list(
    rows: &[Arc<Row>],
    judged: &mut [Judged],
    is_complete: &impl Fn(Place) -> bool,
    now: DateTime<Utc>,
) {
    let mut namesakes: HashMap<&str, Vec<&Token>> = HashMap::new();
    for (row, _) in rows.iter().zip(&*judged).filter(|(_, judged)| judged.status == Status::Expired) {
        namesakes.entry(&row.token.name).or_default();
    }
    if !namesakes.is_empty() {
        for row in rows {
            if let Some(found) = namesakes.get_mut(row.token.name.as_str()) {
                found.push(&row.token);
            }
        }
    }
    for (row, judged) in rows.iter().zip(judged) {
        let is_ended = judged.status == Status::Expired;
        let found = if is_ended { namesakes.get(row.token.name.as_str()) } else { None };
        let list = List {
            place: row.place,
            namesakes: found.map_or(&[], Vec::as_slice),
            is_complete: is_ended && is_complete(row.place),
        };
        for risk in Risk::ALL {
            match risk.of(&row.token, list, now) {
                Finding::Found(_) => judged.risks |= bit(risk),
                Finding::NotTold(_) if !is_ended => judged.untold |= bit(risk),
                Finding::NotTold(_) | Finding::Clear => {}
            }
        }
    }
}

impl Finding {
    /// Whether the rule applies.
    pub fn is_found(self) -> bool {
        matches!(self, Finding::Found(_))
    }
}

impl Risk {
    /// Every rule, in the order of the cards.
    pub const ALL: [Risk; 7] = [
        Risk::ExpiringSoon,
        Risk::NeverExpires,
        Risk::NeverUsed,
        Risk::Idle,
        Risk::Broad,
        Risk::ExpiredWithoutReplacement,
        Risk::SafeToRemove,
    ];

    /// What this rule says of a token of a list at an instant.
    pub fn of(self, token: &Token, list: List, now: DateTime<Utc>) -> Finding {
        let status = Status::of(token, now);
        if self == Risk::ExpiredWithoutReplacement {
            return if status == Status::Expired { alone(token, list, now) } else { Finding::Clear };
        }
        if !status.is_alive() {
            return Finding::Clear;
        }
        match self {
            Risk::ExpiringSoon => match (status, token.expiry.ends_at()) {
                (Status::ExpiringSoon { urgent }, Some(at)) => Finding::Found(Reason::Ends { at, urgent }),
                _ => Finding::Clear,
            },
            Risk::NeverExpires if token.expiry == Expiry::Never => Finding::Found(Reason::NoEnd),
            Risk::NeverExpires | Risk::ExpiredWithoutReplacement => Finding::Clear,
            Risk::NeverUsed => never_used(token),
            Risk::Idle => idle(token, now),
            Risk::Broad => broad(token),
            Risk::SafeToRemove => safe_to_remove(token, now),
        }
    }
}

fn never_used(token: &Token) -> Finding {
    match token.last_used {
        LastUsed::NotTold => Finding::NotTold(Missing::LastUse),
        LastUsed::Never => Finding::Found(Reason::Unused(token.created_at)),
        LastUsed::At(_) => Finding::Clear,
    }
}

fn idle(token: &Token, now: DateTime<Utc>) -> Finding {
    match token.last_used {
        LastUsed::NotTold => Finding::NotTold(Missing::LastUse),
        LastUsed::At(at) if is_long_ago(at, now) => Finding::Found(Reason::IdleSince(at)),
        LastUsed::Never | LastUsed::At(_) => Finding::Clear,
    }
}

/// A role that Keyturn does not know by name counts by its number, as GitLab compares it.
fn broad(token: &Token) -> Finding {
    if !token.scopes.contains(&Scope::API) {
        return Finding::Clear;
    }
    match token.access_level {
        Some(level) if level >= AccessLevel::MAINTAINER => Finding::Found(Reason::ApiAs(level)),
        Some(_) => Finding::Clear,
        None => Finding::NotTold(Missing::Role),
    }
}

fn safe_to_remove(token: &Token, now: DateTime<Utc>) -> Finding {
    match (token.last_used, token.created_at) {
        (LastUsed::NotTold, _) => Finding::NotTold(Missing::LastUse),
        (LastUsed::At(at), _) if !is_long_ago(at, now) => Finding::Clear,
        (_, None) => Finding::NotTold(Missing::Creation),
        (_, Some(created)) if !is_long_ago(created, now) => Finding::Clear,
        (LastUsed::At(at), Some(_)) => Finding::Found(Reason::IdleSince(at)),
        (LastUsed::Never, created) => Finding::Found(Reason::Unused(created)),
    }
}

fn alone(token: &Token, list: List, now: DateTime<Utc>) -> Finding {
    if list.namesakes.iter().any(|other| replaces(other, token, list.place, now)) {
        // It may be another project's.
        return if list.place == Place::DeployInstance {
            Finding::NotTold(Missing::Place)
        } else {
            Finding::Clear
        };
    }
    match token.expiry.ends_at() {
        _ if !list.is_complete => Finding::NotTold(Missing::RestOfList),
        Some(at) => Finding::Found(Reason::EndedAlone(at)),
        None => Finding::Clear,
    }
}

/// Whether a token stands in for an ended one: it works, bears the same name, and can do as much. In a list of several
/// users' tokens it must be the same user's; deploy tokens of one project or group act as nobody.
fn replaces(other: &Token, ended: &Token, place: Place, now: DateTime<Utc>) -> bool {
    let is_theirs = place != Place::AllUsers || other.user_id == ended.user_id;
    other.id != ended.id
        && !other.revoked
        && !other.expiry.is_past(now)
        && other.name == ended.name
        && is_theirs
        && ended.scopes.iter().all(|scope| other.scopes.contains(scope))
        && ended.access_level.is_none_or(|level| other.access_level >= Some(level))
}

fn is_long_ago(at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - at >= TimeDelta::days(IDLE_DAYS)
}
