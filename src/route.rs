//! Every screen and what its link carries. The fragment is the address: `#/personal?state=all&search=ci`.
//!
//! [`Route::parse`] and [`Route::href`] are pure and inverse. What a link carries never holds a secret, and nothing
//! taken from a link is ever sent without a person's confirmation.

use chrono::NaiveDate;

use crate::gitlab::http::push_encoded;
use crate::tokens::filter::Range;
use crate::tokens::{Draft, ExpiryChoice, Filter, Kind, Place, Scope, Sort, SortKey, State, date};

/// A screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Sign in; a server in the link only prefills the field.
    Connect {
        /// The server to suggest.
        server: Option<String>,
    },
    /// Personal tokens, or a user's impersonation tokens.
    Personal(List),
    /// No such screen; the path as it was.
    Unknown(String),
}

/// A list of tokens: which, and how it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Whose tokens.
    pub place: Place,
    /// Which kind.
    pub kind: Kind,
    /// Narrowed by.
    pub filter: Filter,
    /// Ordered by.
    pub sort: Sort,
    /// The token whose details are open.
    pub open: Option<u64>,
    /// The Create form is open, with these values.
    pub create: Option<Draft>,
}

impl Default for List {
    fn default() -> Self {
        Self::of(Place::Myself, Kind::Personal)
    }
}

impl List {
    /// The list of a place as it is first seen: working tokens, soonest end on top.
    pub fn of(place: Place, kind: Kind) -> Self {
        Self { place, kind, filter: Filter::default(), sort: Sort::default(), open: None, create: None }
    }

    /// Whether both are lists of the same tokens, however looked at.
    pub fn is_same_place(&self, other: &List) -> bool {
        self.place == other.place && self.kind == other.kind
    }
}

impl Route {
    /// Reads a fragment, with or without its `#`.
    pub fn parse(fragment: &str) -> Self {
        let fragment = fragment.strip_prefix('#').unwrap_or(fragment);
        let (path, query) = fragment.split_once('?').unwrap_or((fragment, ""));
        let pairs = pairs(query);
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let place_and_kind = match segments.as_slice() {
            [] | ["personal"] => (Place::Myself, Kind::Personal),
            ["personal", "all"] => (Place::AllUsers, Kind::Personal),
            ["personal", "users", id] => match id.parse() {
                Ok(id) => (Place::User(id), Kind::Personal),
                Err(_) => return Route::Unknown(path.to_owned()),
            },
            ["personal", "users", id, "impersonation"] => match id.parse() {
                Ok(id) => (Place::User(id), Kind::Impersonation),
                Err(_) => return Route::Unknown(path.to_owned()),
            },
            ["connect"] => return Route::Connect { server: value(&pairs, "server").map(str::to_owned) },
            _ => return Route::Unknown(path.to_owned()),
        };
        Route::Personal(list(place_and_kind, &pairs))
    }

    /// The fragment of this screen, with its `#`; only what differs from the default is written.
    pub fn href(&self) -> String {
        match self {
            Route::Connect { server: None } => String::from("#/connect"),
            Route::Connect { server: Some(server) } => {
                let mut href = String::from("#/connect");
                push(&mut href, "server", server);
                href
            }
            Route::Personal(list) => list.href(),
            Route::Unknown(path) => format!("#{path}"),
        }
    }
}

impl List {
    /// The link of this list.
    pub fn href(&self) -> String {
        let mut href = match (self.place, self.kind) {
            (Place::Myself, _) => String::from("#/personal"),
            (Place::AllUsers, _) => String::from("#/personal/all"),
            (Place::User(id), Kind::Personal) => format!("#/personal/users/{id}"),
            (Place::User(id), Kind::Impersonation) => format!("#/personal/users/{id}/impersonation"),
        };
        push_filter(&mut href, &self.filter);
        if self.sort != Sort::default() {
            push(&mut href, "sort", &sort_name(self.sort));
        }
        if let Some(id) = self.open {
            push(&mut href, "token", &id.to_string());
        }
        if let Some(draft) = &self.create {
            push_draft(&mut href, draft);
        }
        href
    }
}

fn list((place, kind): (Place, Kind), pairs: &[(String, String)]) -> List {
    let day = |name| value(pairs, name).and_then(date::parse_day);
    let range = |after, before| Range { after: day(after), before: day(before) };
    List {
        filter: Filter {
            search: value(pairs, "search").unwrap_or_default().to_owned(),
            state: value(pairs, "state").and_then(state_named).unwrap_or_default(),
            revoked: value(pairs, "revoked").and_then(|text| text.parse().ok()),
            scope: value(pairs, "scope").filter(|name| !name.is_empty()).map(Scope::named),
            created: range("created_after", "created_before"),
            expires: range("expires_after", "expires_before"),
            last_used: range("last_used_after", "last_used_before"),
        },
        sort: value(pairs, "sort").and_then(sort_named).unwrap_or_default(),
        open: value(pairs, "token").and_then(|text| text.parse().ok()),
        create: value(pairs, "new").map(|_| draft(pairs)),
        ..List::of(place, kind)
    }
}

fn draft(pairs: &[(String, String)]) -> Draft {
    let text = |name| value(pairs, name).unwrap_or_default().to_owned();
    let default = Draft::default();
    let in_days = value(pairs, "expires_in").and_then(|days| days.trim_end_matches('d').parse().ok());
    let on = value(pairs, "expires_at").and_then(date::parse_day);
    Draft {
        name: text("name"),
        description: text("description"),
        scopes: text("scopes")
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(Scope::named)
            .collect(),
        expiry: on.map(ExpiryChoice::On).or(in_days.map(ExpiryChoice::InDays)).unwrap_or(default.expiry),
    }
}

fn push_draft(href: &mut String, draft: &Draft) {
    push(href, "new", "");
    let scopes: Vec<&str> = draft.scopes.iter().map(Scope::as_str).collect();
    for (name, text) in
        [("name", &draft.name), ("description", &draft.description), ("scopes", &scopes.join(","))]
    {
        if !text.is_empty() {
            push(href, name, text);
        }
    }
    match draft.expiry {
        expiry if expiry == Draft::default().expiry => {}
        ExpiryChoice::InDays(days) => push(href, "expires_in", &days.to_string()),
        ExpiryChoice::On(day) => push(href, "expires_at", &date::print_day(day)),
        ExpiryChoice::Never => push(href, "expires_at", "never"),
    }
}

fn push_filter(href: &mut String, filter: &Filter) {
    if filter.state != State::default() {
        push(href, "state", state_name(filter.state));
    }
    if let Some(revoked) = filter.revoked {
        push(href, "revoked", if revoked { "true" } else { "false" });
    }
    if !filter.search.is_empty() {
        push(href, "search", &filter.search);
    }
    if let Some(scope) = &filter.scope {
        push(href, "scope", scope.as_str());
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

const SORT_KEYS: [(SortKey, &str); 7] = [
    (SortKey::Name, "name"),
    (SortKey::Scopes, "scopes"),
    (SortKey::Created, "created"),
    (SortKey::LastUsed, "last_used"),
    (SortKey::Expires, "expires"),
    (SortKey::Status, "status"),
    (SortKey::User, "user"),
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

fn push(href: &mut String, name: &str, text: &str) {
    href.push(if href.contains('?') { '&' } else { '?' });
    href.push_str(name);
    if !text.is_empty() {
        href.push('=');
        push_encoded(href, text);
    }
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

fn pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name), decode(text))
        })
        .collect()
}

/// Percent-decodes, `+` as a space; bytes that are no UTF-8 become replacement characters.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        let escaped = || u8::from_str_radix(std::str::from_utf8(tail.get(..2)?).ok()?, 16).ok();
        match (byte, escaped()) {
            (b'%', Some(value)) => {
                bytes.push(value);
                rest = &tail[2..];
            }
            (b'+', _) => bytes.push(b' '),
            _ => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_is_read_back_as_the_screen_it_was_made_from() {
        for href in [
            "#/connect",
            "#/connect?server=https%3A%2F%2Fgitlab.example",
            "#/personal",
            "#/personal/all",
            "#/personal/users/42",
            "#/personal/users/42/impersonation",
            "#/personal?state=all&search=ci%20deploy%20%2B%26%23&sort=name_desc&token=77",
            "#/personal?state=expiring_soon&revoked=false&scope=read_api&created_after=2026-01-01&created_before=\
             2026-02-01&expires_after=2026-03-01&expires_before=2026-04-01&last_used_after=2026-05-01&\
             last_used_before=2026-06-01&sort=last_used_asc",
            "#/personal/users/42?new&name=ci&description=for%20CI&scopes=api%2Cread_user&expires_in=90",
            "#/personal?new&expires_at=2027-01-31",
            "#/nowhere/else",
        ] {
            assert_eq!(Route::parse(href).href(), href);
        }
    }

    #[test]
    fn a_link_that_says_nothing_means_ones_own_tokens() {
        for fragment in ["", "#", "#/", "#/personal", "#/personal?state=nonsense&sort=nonsense&token=x"] {
            assert_eq!(Route::parse(fragment), Route::Personal(List::default()), "{fragment}");
        }
    }

    #[test]
    fn broken_escapes_are_taken_as_they_stand() {
        let Route::Personal(list) = Route::parse("#/personal?search=100%&x=%zz+%e4") else {
            panic!("a list")
        };
        assert_eq!(list.filter.search, "100%");
    }
}
