//! What the page has wherever it lies.

use super::{Ask, Facts, Finding, Markup, Policy, Protection, Seen, State};

/// What the policy in the page must say, whatever else it says.
const NEEDED: [(&str, &[&str]); 9] = [
    ("default-src", &["'none'"]),
    ("script-src", &["'self'", "'wasm-unsafe-eval'"]),
    ("style-src", &["'self'"]),
    ("frame-src", &["'none'"]),
    ("worker-src", &["'none'"]),
    ("object-src", &["'none'"]),
    ("base-uri", &["'none'"]),
    ("form-action", &["'none'"]),
    ("require-trusted-types-for", &["'script'"]),
];

pub(super) fn policy(facts: &Facts) -> Finding {
    let of = |state, seen| Finding::new(Protection::Policy, state, seen, Some(Ask::Release));
    let Some(text) = facts.policies.first() else { return of(State::Missing, Seen::NoPolicy) };
    let policy = Policy::read(text);
    let is_lacking = |(name, allowed): &&(&str, &[&str])| {
        policy
            .sources(name)
            .is_none_or(|sources| sources.iter().any(|source| !allowed.contains(&source.as_str())))
    };
    let lacking: Vec<String> = NEEDED.iter().filter(is_lacking).map(|(name, _)| (*name).to_owned()).collect();
    if !lacking.is_empty() {
        return of(State::Partly, Seen::Lacks(lacking));
    }
    if !facts.is_policy_first {
        return of(State::Partly, Seen::NotFirst);
    }
    Finding::active(Protection::Policy, Seen::Whole)
}

/// Every policy that is in force: those of elements, and the host's.
fn in_force(facts: &Facts) -> impl Iterator<Item = Policy> {
    let header = facts.page.as_ref().and_then(|answer| answer.header("content-security-policy"));
    facts.policies.iter().map(String::as_str).chain(header).map(Policy::read)
}

pub(super) fn lock(facts: &Facts) -> Finding {
    // All policies hold at once: the tightest counts.
    let named = in_force(facts).filter_map(|policy| policy.named_servers()).min_by_key(Vec::len);
    if let Some(servers) = named {
        return Finding::active(Protection::Lock, Seen::Reach(servers));
    }
    // It is tightened once a server is named; where no policy is in force there is nothing to tighten.
    let state = if in_force(facts).next().is_some() { State::Partly } else { State::Missing };
    Finding::new(Protection::Lock, state, Seen::ReachAny, Some(Ask::Servers))
}

pub(super) fn trusted_types(facts: &Facts) -> Finding {
    let is_required = in_force(facts).any(|policy| {
        policy
            .sources("require-trusted-types-for")
            .is_some_and(|sources| sources.iter().any(|source| source == "'script'"))
    });
    let seen = Seen::Markup(facts.markup, is_required);
    let (state, ask) = match facts.markup {
        // Nobody at the host can give a browser what it lacks.
        Markup::Unknown => (State::Missing, None),
        Markup::Refused if is_required => (State::Active, None),
        Markup::Refused => (State::Partly, Some(Ask::Release)),
        Markup::Passes => (State::Missing, Some(Ask::Release)),
    };
    Finding::new(Protection::TrustedTypes, state, seen, ask)
}

pub(super) fn integrity(facts: &Facts) -> Finding {
    let is_unchecked = |file: &&super::File| file.integrity.is_empty();
    let unchecked: Vec<String> =
        facts.files.iter().filter(is_unchecked).map(|file| file.name.clone()).collect();
    if unchecked.is_empty() && !facts.files.is_empty() {
        return Finding::active(Protection::Integrity, Seen::Checked(facts.files.len()));
    }
    let state = if unchecked.len() == facts.files.len() { State::Missing } else { State::Partly };
    Finding::new(Protection::Integrity, state, Seen::Unchecked(unchecked), Some(Ask::Release))
}

pub(super) fn memory(facts: &Facts) -> Finding {
    let seen = Seen::Wiped(facts.is_wiped);
    if facts.is_wiped {
        return Finding::active(Protection::Memory, seen);
    }
    Finding::new(Protection::Memory, State::Missing, seen, Some(Ask::Release))
}

pub(super) fn workers(facts: &Facts) -> Finding {
    let seen = Seen::Workers(facts.workers);
    match facts.workers {
        None | Some(0) => Finding::active(Protection::Workers, seen),
        Some(_) => Finding::new(Protection::Workers, State::Missing, seen, Some(Ask::NoWorkers)),
    }
}
