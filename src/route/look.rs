//! How a list is looked at, as its link says it: filters, order, the open token, a form filled in. The names are GitLab's
//! own where GitLab has one.

use chrono::NaiveDate;

use super::pairs::{pairs, push, value};
use super::{Extent, List};
use crate::gitlab::credential::looks_like_a_token;
use crate::tokens::filter::Range;
use crate::tokens::{
    AccessLevel, Draft, ExpiryChoice, Filter, Key, Kind, Risk, Scope, Sort, SortKey, State, date,
};

/// A list, looked at as a link says.
pub fn read(extent: Extent, pairs: &[(String, String)]) -> List {
    let day = |name| value(pairs, name).and_then(date::parse_day);
    let range = |after, before| Range { after: day(after), before: day(before) };
    List {
        filter: Filter {
            search: value(pairs, "search").unwrap_or_default().to_owned(),
            kind: value(pairs, "kind").and_then(Kind::named),
            within: value(pairs, "place").unwrap_or_default().to_owned(),
            risk: value(pairs, "risk").and_then(risk_named),
            state: value(pairs, "state").and_then(state_named).unwrap_or_default(),
            revoked: value(pairs, "revoked").and_then(|text| text.parse().ok()),
            scope: value(pairs, "scope").filter(|name| !name.is_empty()).map(Scope::named),
            role: value(pairs, "role").and_then(AccessLevel::named),
            created: range("created_after", "created_before"),
            expires: range("expires_after", "expires_before"),
            last_used: range("last_used_after", "last_used_before"),
        },
        sort: value(pairs, "sort").and_then(sort_named).unwrap_or_default(),
        is_grouped: value(pairs, "group") == Some(PLACE),
        open: value(pairs, "token").and_then(|text| key(extent, text)),
        create: value(pairs, "new").map(|_| draft(pairs)),
        ..List::of(extent)
    }
}

/// Where there is one place, the id says it all.
fn key(extent: Extent, text: &str) -> Option<Key> {
    match extent {
        Extent::Everything => Key::parse(text),
        Extent::Own => text.parse().ok().map(Key::Access),
        Extent::Of(place) => text.parse().ok().map(|id| Key::of(place.kind(), id)),
    }
}

fn draft(pairs: &[(String, String)]) -> Draft {
    let text = |name| value(pairs, name).unwrap_or_default().to_owned();
    let default = Draft::default();
    let in_days = value(pairs, "expires_in").and_then(|days| days.trim_end_matches('d').parse().ok());
    Draft {
        name: text("name"),
        description: text("description"),
        scopes: text("scopes")
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(Scope::named)
            .collect(),
        expiry: value(pairs, "expires_at")
            .and_then(choice)
            .or(in_days.map(ExpiryChoice::InDays))
            .unwrap_or(default.expiry),
        access_level: value(pairs, "access_level")
            .and_then(AccessLevel::named)
            .unwrap_or(default.access_level),
        username: text("username"),
    }
}

/// A day, an instant, or `never`.
fn choice(text: &str) -> Option<ExpiryChoice> {
    match date::parse_day(text) {
        _ if text == NEVER => Some(ExpiryChoice::Never),
        Some(day) => Some(ExpiryChoice::On(day)),
        None => date::parse_instant(text).map(ExpiryChoice::At),
    }
}

/// What rows can be grouped by.
const PLACE: &str = "place";
const NEVER: &str = "never";

/// Writes what differs from the default into a link.
pub fn push_look(href: &mut String, list: &List) {
    push_filter(href, &list.filter);
    if list.sort != Sort::default() {
        push(href, "sort", &sort_name(list.sort));
    }
    if list.is_grouped {
        push(href, "group", PLACE);
    }
    match (list.open, list.extent) {
        (None, _) => {}
        (Some(key), Extent::Everything) => push(href, "token", &key.to_string()),
        (Some(key), _) => push(href, "token", &key.id().to_string()),
    }
    if let Some(draft) = &list.create {
        push_draft(href, draft);
    }
}

fn push_draft(href: &mut String, draft: &Draft) {
    push(href, "new", "");
    let default = Draft::default();
    let scopes: Vec<&str> = draft.scopes.iter().map(Scope::as_str).collect();
    for (name, text) in [
        ("name", &draft.name),
        ("description", &draft.description),
        ("username", &draft.username),
        ("scopes", &scopes.join(",")),
    ] {
        if !text.is_empty() {
            push(href, name, text);
        }
    }
    if draft.access_level != default.access_level {
        push(href, "access_level", &draft.access_level.0.to_string());
    }
    match draft.expiry {
        expiry if expiry == default.expiry => {}
        ExpiryChoice::InDays(days) => push(href, "expires_in", &days.to_string()),
        ExpiryChoice::On(day) => push(href, "expires_at", &date::print_day(day)),
        ExpiryChoice::At(instant) => push(href, "expires_at", &date::print_instant(instant)),
        ExpiryChoice::Never => push(href, "expires_at", NEVER),
    }
}

/// The filters that are on, by the names and values of a link, decoded. The state is always among them: without a word it is `active`.
pub fn filters(filter: &Filter) -> Vec<(String, String)> {
    let mut query = String::new();
    push_filter(&mut query, filter);
    let mut filters = pairs(query.trim_start_matches('?'));
    if filter.state == State::default() {
        filters.insert(0, (String::from("state"), state_name(filter.state).to_owned()));
    }
    filters
}

fn push_filter(href: &mut String, filter: &Filter) {
    if filter.state != State::default() {
        push(href, "state", state_name(filter.state));
    }
    if let Some(revoked) = filter.revoked {
        push(href, "revoked", if revoked { "true" } else { "false" });
    }
    // A token that was pasted by mistake stays out of addresses: they are kept, synchronised and handed on.
    if !filter.search.is_empty() && !looks_like_a_token(&filter.search) {
        push(href, "search", &filter.search);
    }
    if let Some(kind) = filter.kind {
        push(href, "kind", kind.word());
    }
    if !filter.within.is_empty() {
        push(href, "place", &filter.within);
    }
    if let Some(risk) = filter.risk {
        push(href, "risk", risk_name(risk));
    }
    if let Some(scope) = &filter.scope {
        push(href, "scope", scope.as_str());
    }
    if let Some(role) = filter.role {
        push(href, "role", &role.0.to_string());
    }
    let mut push_day = |name, day: Option<NaiveDate>| {
        if let Some(day) = day {
            push(href, name, &date::print_day(day));
        }
    };
    push_day("created_after", filter.created.after);
    push_day("created_before", filter.created.before);
    push_day("expires_after", filter.expires.after);
    push_day("expires_before", filter.expires.before);
    push_day("last_used_after", filter.last_used.after);
    push_day("last_used_before", filter.last_used.before);
}

const STATES: [(State, &str); 6] = [
    (State::Active, "active"),
    (State::Inactive, "inactive"),
    (State::ExpiringSoon, "expiring_soon"),
    (State::Expired, "expired"),
    (State::Revoked, "revoked"),
    (State::All, "all"),
];

/// A state's name in links; also the value of its option in the toolbar.
pub fn state_name(state: State) -> &'static str {
    STATES.iter().find(|(known, _)| *known == state).map_or("all", |(_, name)| name)
}

/// The state of a name.
pub fn state_named(name: &str) -> Option<State> {
    STATES.iter().find(|(_, known)| *known == name).map(|(state, _)| *state)
}

const RISKS: [(Risk, &str); 7] = [
    (Risk::ExpiringSoon, "expiring_soon"),
    (Risk::NeverExpires, "never_expires"),
    (Risk::NeverUsed, "never_used"),
    (Risk::Idle, "idle"),
    (Risk::Broad, "broad"),
    (Risk::ExpiredWithoutReplacement, "expired_without_replacement"),
    (Risk::SafeToRemove, "safe_to_remove"),
];

/// A rule's name in links.
pub fn risk_name(risk: Risk) -> &'static str {
    RISKS.iter().find(|(known, _)| *known == risk).map_or("", |(_, name)| name)
}

fn risk_named(name: &str) -> Option<Risk> {
    RISKS.iter().find(|(_, known)| *known == name).map(|(risk, _)| *risk)
}

const SORT_KEYS: [(SortKey, &str); 10] = [
    (SortKey::Name, "name"),
    (SortKey::Place, "place"),
    (SortKey::Scopes, "scopes"),
    (SortKey::Created, "created"),
    (SortKey::LastUsed, "last_used"),
    (SortKey::Expires, "expires"),
    (SortKey::Status, "status"),
    (SortKey::User, "user"),
    (SortKey::Role, "role"),
    (SortKey::Username, "username"),
];

fn sort_name(sort: Sort) -> String {
    let key = SORT_KEYS.iter().find(|(known, _)| *known == sort.key).map_or("expires", |(_, name)| name);
    format!("{key}_{}", if sort.descending { "desc" } else { "asc" })
}

fn sort_named(name: &str) -> Option<Sort> {
    let (key, direction) = name.rsplit_once('_')?;
    let descending = match direction {
        "asc" => false,
        "desc" => true,
        _ => return None,
    };
    SORT_KEYS.iter().find(|(_, known)| *known == key).map(|(key, _)| Sort { key: *key, descending })
}
