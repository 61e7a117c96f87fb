//! What the host adds: how it is reached, and the headers of its answers.

use super::{Answer, Ask, Facts, Finding, Policy, Protection, Seen, State, Way, With};
use crate::deployment::Deployment;

/// Abilities of a browser that nothing here needs. `clipboard-write` is not among them.
const UNUSED: [&str; 10] = [
    "clipboard-read",
    "camera",
    "microphone",
    "geolocation",
    "display-capture",
    "usb",
    "serial",
    "hid",
    "payment",
    "browsing-topics",
];
/// A year, in seconds: what is kept so long is as good as kept for ever.
const YEAR: u64 = 31_536_000;

const POLICY: &str = "Content-Security-Policy";
const HSTS: &str = "Strict-Transport-Security";
const REFERRER: &str = "Referrer-Policy";
const CACHING: &str = "Cache-Control";

pub(super) fn origin(facts: &Facts, deployment: &Deployment) -> Finding {
    let of = |state, seen| Finding::new(Protection::Origin, state, seen, Some(Ask::OwnOrigin));
    if !deployment.isolated_origin {
        return of(State::Missing, Seen::NotDeclared);
    }
    let strangers = facts.strangers.unwrap_or(0);
    let seen = Seen::Declared(facts.folder.clone(), strangers);
    if facts.folder == "/" && strangers == 0 {
        return Finding::active(Protection::Origin, seen);
    }
    of(State::Partly, seen)
}

pub(super) fn encryption(facts: &Facts) -> Finding {
    let seen = Seen::Way(facts.way);
    match facts.way {
        Way::Https | Way::Loopback => Finding::active(Protection::Encryption, seen),
        Way::Open => Finding::new(Protection::Encryption, State::Missing, seen, Some(Ask::Encrypt)),
    }
}

pub(super) fn hsts(facts: &Facts) -> Finding {
    // Browsers take it over https only.
    if facts.way != Way::Https {
        return Finding::new(Protection::Hsts, State::Unmeasured, Seen::Way(facts.way), None);
    }
    let value = "max-age=63072000; includeSubDomains";
    header(Protection::Hsts, facts.page.as_ref(), HSTS, value, |said| {
        let age = number(said, "max-age").unwrap_or(0);
        grade(age >= YEAR, age > 0)
    })
}

pub(super) fn policy(facts: &Facts, deployment: &Deployment) -> Finding {
    let own = facts.policies.first().map(String::as_str).unwrap_or_default();
    let whole = with_ancestors(own, deployment);
    let finding = header(Protection::PolicyHeader, facts.page.as_ref(), POLICY, &whole, |_| State::Active);
    let Seen::Header(_, said) = &finding.seen else { return finding };
    let lacking = Policy::read(own).lacking_in(&Policy::read(said));
    if own.is_empty() || lacking.is_empty() {
        return Finding { seen: Seen::Whole, ..finding };
    }
    Finding::new(Protection::PolicyHeader, State::Partly, Seen::Lacks(lacking), Some(send(POLICY, &whole)))
}

pub(super) fn framing(facts: &Facts, deployment: &Deployment) -> Finding {
    let of = |state, seen, ask| Finding::new(Protection::Framing, state, seen, ask);
    let Some(answer) = &facts.page else { return of(State::Unmeasured, Seen::Unreadable, None) };
    let said = answer.header("content-security-policy").map(Policy::read);
    let own = facts.policies.first().map(String::as_str).unwrap_or_default();
    let ask = Some(send(POLICY, &with_ancestors(own, deployment)));
    if let Some(ancestors) = said.as_ref().and_then(|policy| policy.sources("frame-ancestors")) {
        let is_allowed = |source: &String| source == "'none'" || deployment.portal_origins.contains(source);
        let seen = Seen::Header(POLICY, format!("frame-ancestors {}", ancestors.join(" ")));
        return if ancestors.iter().all(is_allowed) {
            of(State::Active, seen, None)
        } else {
            of(State::Partly, seen, ask)
        };
    }
    match answer.header("x-frame-options") {
        Some(said) if ["deny", "sameorigin"].contains(&said.trim().to_ascii_lowercase().as_str()) => {
            of(State::Active, Seen::Header("X-Frame-Options", said.to_owned()), None)
        }
        // The page itself refuses, once its script runs.
        _ => of(State::Partly, Seen::NoHeader("frame-ancestors"), ask),
    }
}

pub(super) fn opener(facts: &Facts) -> Finding {
    let name = "Cross-Origin-Opener-Policy";
    let finding = header(Protection::Opener, facts.page.as_ref(), name, "same-origin", |said| {
        grade(is_first(said, "same-origin"), is_first(said, "same-origin-allow-popups"))
    });
    if facts.has_opener {
        let ask = Some(send(name, "same-origin"));
        return Finding::new(Protection::Opener, State::Missing, Seen::Opener, ask);
    }
    finding
}

pub(super) fn resources(facts: &Facts) -> Finding {
    let name = "Cross-Origin-Resource-Policy";
    header(Protection::Resources, facts.page.as_ref(), name, "same-origin", |said| {
        grade(said == "same-origin", said == "same-site")
    })
}

pub(super) fn sniffing(facts: &Facts) -> Finding {
    header(Protection::Sniffing, facts.page.as_ref(), "X-Content-Type-Options", "nosniff", |said| {
        grade(said.eq_ignore_ascii_case("nosniff"), false)
    })
}

pub(super) fn referrer(facts: &Facts) -> Finding {
    let finding = header(Protection::Referrer, facts.page.as_ref(), REFERRER, "no-referrer", |said| {
        // Of several the last one that a browser knows counts.
        grade(said.rsplit(',').next().map(str::trim) == Some("no-referrer"), false)
    });
    match &facts.referrer {
        Some(said) if said == "no-referrer" && finding.state != State::Active => {
            Finding::active(Protection::Referrer, Seen::Element(said.clone()))
        }
        _ => finding,
    }
}

pub(super) fn permissions(facts: &Facts) -> Finding {
    let off: Vec<String> = UNUSED.iter().map(|ability| format!("{ability}=()")).collect();
    let value = format!("clipboard-write=(self), {}", off.join(", "));
    header(Protection::Permissions, facts.page.as_ref(), "Permissions-Policy", &value, |said| {
        let said: Vec<String> =
            said.split(',').map(|part| part.split_whitespace().collect::<String>()).collect();
        let count = off.iter().filter(|ability| said.contains(ability)).count();
        grade(count == off.len(), count > 0)
    })
}

pub(super) fn page_caching(facts: &Facts) -> Finding {
    let finding = header(Protection::PageCaching, facts.page.as_ref(), CACHING, "no-cache", |said| {
        let is_asked_again =
            has(said, "no-cache") || has(said, "no-store") || number(said, "max-age") == Some(0);
        grade(is_asked_again, false)
    });
    with(finding, With::Standing)
}

pub(super) fn file_caching(facts: &Facts) -> Finding {
    if facts.files.iter().any(|file| file.integrity.is_empty()) {
        return Finding::new(Protection::FileCaching, State::Unmeasured, Seen::Development, None);
    }
    let value = format!("public, max-age={YEAR}, immutable");
    let finding = header(Protection::FileCaching, facts.module.as_ref(), CACHING, &value, |said| {
        let age = number(said, "max-age").unwrap_or(0);
        grade(age >= YEAR && has(said, "immutable"), age > 0)
    });
    with(finding, With::Hashed)
}

pub(super) fn module(facts: &Facts) -> Finding {
    let of = |state, seen, ask| Finding::new(Protection::Module, state, seen, ask);
    let Some(answer) = &facts.module else { return of(State::Unmeasured, Seen::Unreadable, None) };
    let kind = answer.header("content-type").unwrap_or_default();
    let packed = answer.header("content-encoding").map(str::to_owned);
    let seen = Seen::Module(kind.to_owned(), packed.clone());
    if !is_first(kind, "application/wasm") {
        let ask =
            Ask::Send { name: "Content-Type", value: "application/wasm".to_owned(), with: With::Modules };
        return of(State::Missing, seen, Some(ask));
    }
    // While developing there are no compressed forms to send.
    let is_release = facts.files.iter().all(|file| !file.integrity.is_empty());
    if packed.is_none() && is_release {
        return of(State::Partly, seen, Some(Ask::Compress));
    }
    of(State::Active, seen, None)
}

/// The policy as a header says it: with who may frame the page, which no element can say.
fn with_ancestors(policy: &str, deployment: &Deployment) -> String {
    let portals = &deployment.portal_origins;
    let ancestors = if portals.is_empty() { "'none'".to_owned() } else { portals.join(" ") };
    let own = if policy.is_empty() { String::new() } else { format!("{policy}; ") };
    format!("{own}frame-ancestors {ancestors}")
}

/// Judges one header; `value` is what it should say.
fn header(
    protection: Protection,
    answer: Option<&Answer>,
    name: &'static str,
    value: &str,
    judge: impl Fn(&str) -> State,
) -> Finding {
    let of = |state, seen, ask| Finding::new(protection, state, seen, ask);
    let Some(answer) = answer else { return of(State::Unmeasured, Seen::Unreadable, None) };
    let Some(said) = answer.header(&name.to_ascii_lowercase()) else {
        return of(State::Missing, Seen::NoHeader(name), Some(send(name, value)));
    };
    let state = judge(said.trim());
    let ask = (state != State::Active).then(|| send(name, value));
    of(state, Seen::Header(name, said.to_owned()), ask)
}

fn send(name: &'static str, value: &str) -> Ask {
    Ask::Send { name, value: value.to_owned(), with: With::All }
}

/// The same, to be sent with some files only.
fn with(mut finding: Finding, files: With) -> Finding {
    if let Some(Ask::Send { with, .. }) = &mut finding.ask {
        *with = files;
    }
    finding
}

fn grade(is_active: bool, is_partly: bool) -> State {
    match (is_active, is_partly) {
        (true, _) => State::Active,
        (false, true) => State::Partly,
        (false, false) => State::Missing,
    }
}

/// Whether a value begins with a word, whatever parameters follow.
fn is_first(value: &str, word: &str) -> bool {
    value.split(';').next().is_some_and(|first| first.trim().eq_ignore_ascii_case(word))
}

/// Whether a word stands in a list.
fn has(value: &str, word: &str) -> bool {
    value.split([',', ';']).any(|part| part.trim().eq_ignore_ascii_case(word))
}

/// The number behind `name=` in a list.
fn number(value: &str, name: &str) -> Option<u64> {
    let mut pairs = value.split([',', ';']).filter_map(|part| part.trim().split_once('='));
    pairs.find(|(known, _)| known.eq_ignore_ascii_case(name))?.1.trim_matches('"').parse().ok()
}
