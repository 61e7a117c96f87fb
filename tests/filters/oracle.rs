//! The slow oracle. A moment is a text such as `2026-12-31T23:59:59.999Z`: in UTC and of one length, texts compare as
//! the moments do. A day is the text of its midnight.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use keyturn::tokens::filter::Range;
use keyturn::tokens::risk::{Finding, List};
use keyturn::tokens::{
    Expiry, Filter, Kind, LastUsed, Place, Resource, Risk, Row, Scope, Sort, SortKey, State, Token,
};

fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn midnight(day: NaiveDate) -> String {
    format!("{day}T00:00:00.000Z")
}

/// "The token stops working at 00:00 UTC at the start of that date."
fn end(token: &Token) -> Option<String> {
    match token.expiry {
        Expiry::Never => None,
        Expiry::Day(day) => Some(midnight(day)),
        Expiry::Instant(at) => Some(moment(at)),
    }
}

/// "Expired" is `expires_at <= now`; of a deploy token, which ends at an instant, it is "date < today".
fn is_expired(token: &Token, now: DateTime<Utc>) -> bool {
    match token.expiry {
        Expiry::Instant(at) => moment(at)[..10] < moment(now)[..10],
        Expiry::Never | Expiry::Day(_) => end(token).is_some_and(|end| end <= moment(now)),
    }
}

fn ends_within(token: &Token, days: i64, now: DateTime<Utc>) -> bool {
    end(token).is_some_and(|end| end <= moment(now + chrono::TimeDelta::days(days)))
}

/// 0 active, 1 soon, 2 urgent, 3 expired, 4 revoked.
fn status(token: &Token, now: DateTime<Utc>) -> u8 {
    if token.revoked {
        4
    } else if is_expired(token, now) {
        3
    } else {
        u8::from(ends_within(token, 14, now)) + u8::from(ends_within(token, 7, now))
    }
}

fn used(token: &Token) -> Option<String> {
    match token.last_used {
        LastUsed::At(at) => Some(moment(at)),
        LastUsed::Never | LastUsed::NotTold => None,
    }
}

/// Whether a row is shown among these, every list being whole.
pub fn is_shown(filter: &Filter, rows: &[Arc<Row>], row: usize, now: DateTime<Utc>) -> bool {
    let row = &rows[row];
    let token = &row.token;
    let in_state = match filter.state {
        State::All => true,
        State::Active => status(token, now) < 3,
        State::Inactive => status(token, now) >= 3,
        State::ExpiringSoon => [1, 2].contains(&status(token, now)),
        State::Expired => status(token, now) == 3,
        State::Revoked => status(token, now) == 4,
    };
    let revoked = match filter.revoked {
        None => true,
        Some(true) => token.revoked,
        Some(false) => !token.revoked,
    };
    let scope = match &filter.scope {
        None => true,
        Some(wanted) => token.scopes.iter().any(|scope| scope.as_str() == wanted.as_str()),
    };
    let role = match filter.role {
        None => true,
        Some(wanted) => token.access_level.is_some_and(|level| level.0 == wanted.0),
    };
    let risk = match filter.risk {
        None => true,
        Some(risk) => finding(risk, row, rows, true, now).is_found(),
    };
    in_state
        && risk
        && filter.kind.is_none_or(|wanted| wanted == kind(row.place))
        && lies_within(&row.path, &filter.within)
        && revoked
        && scope
        && role
        && within(filter.created, token.created_at.map(moment), true)
        && within(filter.last_used, used(token), true)
        && within(filter.expires, end(token), false)
        && is_found(&filter.search, token, &row.path)
}

/// What a rule says of a row, found by comparing it with every other one.
pub fn finding(risk: Risk, row: &Row, rows: &[Arc<Row>], is_complete: bool, now: DateTime<Utc>) -> Finding {
    let same = rows.iter().filter(|other| other.place == row.place && other.token.name == row.token.name);
    let namesakes: Vec<&Token> = same.map(|row| &row.token).collect();
    risk.of(&row.token, List { place: row.place, namesakes: &namesakes, is_complete }, now)
}

/// Deploy tokens are numbered apart; all others are rows of one table.
pub fn is_same_token(row: &Row, other: &Row) -> bool {
    let is_deploy = |row: &Row| kind(row.place) == Kind::Deploy;
    row.token.id == other.token.id && is_deploy(row) == is_deploy(other)
}

fn kind(place: Place) -> Kind {
    match place {
        Place::User(_) | Place::AllUsers => Kind::Personal,
        Place::Impersonation(_) => Kind::Impersonation,
        Place::Resource(Resource::Project(_)) => Kind::Project,
        Place::Resource(Resource::Group(_)) => Kind::Group,
        Place::Deploy(_) | Place::DeployInstance => Kind::Deploy,
        Place::ServiceAccount(..) => Kind::ServiceAccount,
    }
}

/// Itself, or a name more and more behind it.
fn lies_within(path: &str, whole: &str) -> bool {
    let names: Vec<&str> = path.split('/').collect();
    whole.is_empty() || (1..=names.len()).any(|count| names[..count].join("/") == whole)
}

/// Created and last used: "inclusive both sides". Expires: "strictly before", "on or after". What has no date matches
/// no bound.
fn within(range: Range, at: Option<String>, before_is_inclusive: bool) -> bool {
    let after = range.after.is_none_or(|day| at.clone().is_some_and(|at| at >= midnight(day)));
    let before = range.before.is_none_or(|day| {
        at.is_some_and(|at| at < midnight(day) || (before_is_inclusive && at == midnight(day)))
    });
    after && before
}

/// Every term somewhere: in the name, the description, the user name, the path, a scope or the id.
fn is_found(search: &str, token: &Token, path: &str) -> bool {
    let mut places = vec![token.name.clone(), token.id.to_string(), path.to_owned()];
    places.extend(token.description.clone());
    places.extend(token.username.clone());
    places.extend(token.scopes.iter().map(|scope| scope.as_str().to_owned()));
    let holds = |term: &&str| places.iter().any(|place| place.to_lowercase().contains(&term.to_lowercase()));
    terms(search).iter().all(holds)
}

/// GitLab's own splitting: cut out `"…"` between spaces or ends, then split the rest at white space.
pub fn terms(search: &str) -> Vec<&str> {
    let quotes: Vec<usize> = search.match_indices('"').map(|(at, _)| at).collect();
    let mut found = Vec::new();
    let mut free = 0;
    let mut rest = Vec::new();
    for pair in quotes.windows(2) {
        let (open, close) = (pair[0], pair[1]);
        let opens = open == 0 || search[..open].ends_with(' ');
        let closes = close + 1 == search.len() || search[close + 1..].starts_with(' ');
        if open >= free && opens && closes && close > open + 1 {
            rest.push(&search[free..open]);
            found.push(&search[open + 1..close]);
            free = close + 1;
        }
    }
    rest.push(&search[free..]);
    found.extend(rest.into_iter().flat_map(str::split_whitespace));
    found
}

/// "Every word of 3+ letters must occur; if no word has 3 letters, the whole query must equal the name."
pub fn gitlab_finds(search: &str, name: &str) -> bool {
    let name = name.to_lowercase();
    let long: Vec<&str> = terms(search).into_iter().filter(|term| term.chars().count() >= 3).collect();
    if search.trim().is_empty() {
        true
    } else if long.is_empty() {
        name == search.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
    } else {
        long.iter().all(|term| name.contains(&term.to_lowercase()))
    }
}

/// Whether GitLab's list, asked with these parameters, has the token in it.
pub fn gitlab_gives(query: &[(&'static str, String)], token: &Token, now: DateTime<Utc>) -> bool {
    query.iter().all(|(name, value)| {
        let bound = format!("{value}T00:00:00.000Z");
        let created = token.created_at.map(moment);
        match (*name, value.as_str()) {
            ("state", "active") => !token.revoked && !is_expired(token, now),
            ("state", "inactive") => token.revoked || is_expired(token, now),
            ("revoked", "true") => token.revoked,
            ("revoked", "false") => !token.revoked,
            ("created_after", _) => created.is_some_and(|at| at >= bound),
            ("created_before", _) => created.is_some_and(|at| at <= bound),
            ("last_used_after", _) => used(token).is_some_and(|at| at >= bound),
            ("last_used_before", _) => used(token).is_some_and(|at| at <= bound),
            ("expires_after", _) => end(token).is_some_and(|at| at >= bound),
            ("expires_before", _) => end(token).is_some_and(|at| at < bound),
            ("sort" | "page" | "per_page", _) => true,
            other => panic!("GitLab has no {other:?}"),
        }
    })
}

/// Whether the first may stand before the second.
pub fn comes_before(sort: Sort, first: &Row, second: &Row, now: DateTime<Utc>) -> bool {
    if sort.key == SortKey::Expires {
        match (end(&first.token), end(&second.token)) {
            (Some(_), None) => return true,
            (None, Some(_)) => return false,
            _ => {}
        }
    }
    let (first, second) = (key(sort.key, first, now), key(sort.key, second, now));
    if sort.descending { first > second } else { first < second }
}

/// A text for each row that compares as the rows do; the id breaks ties.
fn key(sort: SortKey, row: &Row, now: DateTime<Utc>) -> String {
    let token = &row.token;
    let text = match sort {
        SortKey::Name => token.name.to_lowercase(),
        SortKey::Created => token.created_at.map(moment).unwrap_or_default(),
        SortKey::Expires => end(token).unwrap_or_default(),
        SortKey::LastUsed => match token.last_used {
            LastUsed::NotTold => String::from("0"),
            LastUsed::Never => String::from("1"),
            LastUsed::At(at) => moment(at),
        },
        SortKey::Status => status(token, now).to_string(),
        SortKey::User => token.user_id.map(|id| format!("{id:020}")).unwrap_or_default(),
        // No role is below every role, no user name above every other: an empty text.
        SortKey::Role => token.access_level.map(|level| format!("{:010}", level.0)).unwrap_or_default(),
        SortKey::Username => token.username.as_deref().unwrap_or_default().to_lowercase(),
        SortKey::Place => row.path.to_string(),
        SortKey::Scopes => {
            let names: Vec<&str> = token.scopes.iter().map(Scope::as_str).collect();
            format!("{:03}{}", names.len(), names.join("\u{1}"))
        }
    };
    format!("{text}\u{0}{}{:020}", u8::from(kind(row.place) == Kind::Deploy), token.id)
}
