//! What a GitLab has at all. An endpoint that this release does not know, or a feature that the plan of a group does not include, is
//! found out by a few lists and not asked of thousands; it is no gap either, because nothing was kept from this person.
//!
//! Places are found by the role one has in them, and that role is the one GitLab asks for. So where every list of service accounts below one
//! top-level group is refused, it is the plan, or the release, and not the person. Where one of them is answered, the others are
//! refused for a reason of their own.

use std::collections::{HashMap, HashSet};

use super::{Source, What};
use crate::gitlab::Error;
use crate::gitlab::error::Reason;
use crate::tokens::{Kind, Resource};

/// After so many refusals and no answer nothing more is asked below one top-level group.
pub const FEW: u32 = 3;

/// What one release has or has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Endpoint {
    Tokens(Kind),
    ProjectAccounts,
    GroupAccounts,
}

/// Where service accounts are offered or not: releases and plans differ in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Level {
    Project,
    TopGroup,
    Subgroup,
}

/// Service accounts of one level below one top-level group.
type Feature = (Level, Box<str>);

#[derive(Clone, Copy, Debug, Default)]
struct Offer {
    is_answered: bool,
    refused: u32,
}

/// What was found out.
#[derive(Clone, Debug, Default)]
pub(super) struct Offers {
    missing: HashSet<Endpoint>,
    features: HashMap<Feature, Offer>,
}

impl Offers {
    /// Whether a list need not be asked for.
    pub(super) fn lacks(&self, what: What, path: &str) -> bool {
        let is_refused = |offer: &Offer| !offer.is_answered && offer.refused >= FEW;
        endpoint(what).is_some_and(|endpoint| self.missing.contains(&endpoint))
            || feature(what, path).and_then(|feature| self.features.get(&feature)).is_some_and(is_refused)
    }

    /// Takes a refusal; whether it says that there is nothing of the kind.
    pub(super) fn refused(&mut self, what: What, path: &str, error: &Error) -> bool {
        if error.reason() == Some(&Reason::NoSuchEndpoint) {
            let endpoint = endpoint(what);
            self.missing.extend(endpoint);
            return endpoint.is_some();
        }
        let Some(feature) = feature(what, path).filter(|_| is_about_feature(error)) else { return false };
        let offer = self.features.entry(feature).or_default();
        offer.refused += 1;
        !offer.is_answered
    }

    /// Takes an answer; whether it is the first one after refusals, which then meant something else.
    pub(super) fn answered(&mut self, what: What, path: &str) -> bool {
        let Some(feature) = feature(what, path) else { return false };
        let offer = self.features.entry(feature).or_default();
        let is_news = !offer.is_answered && offer.refused > 0;
        offer.is_answered = true;
        is_news
    }

    /// Whether two lists stand or fall together.
    pub(super) fn is_akin(what: What, path: &str, other: What, other_path: &str) -> bool {
        let feature = feature(what, path);
        feature.is_some() && feature == self::feature(other, other_path)
    }

    /// Asks again: the person wants to know it anew.
    pub(super) fn forget(&mut self, what: What, path: &str) {
        if let Some(endpoint) = endpoint(what) {
            self.missing.remove(&endpoint);
        }
        if let Some(feature) = feature(what, path) {
            self.features.remove(&feature);
        }
    }
}

/// 403 for a plan without it, 404 where it is switched off; a 404 that names what was not found is about that.
fn is_about_feature(error: &Error) -> bool {
    match error {
        Error::Refused(refusal) => match refusal.reason {
            Reason::Forbidden => true,
            Reason::NotFound => refusal.text.is_empty(),
            _ => false,
        },
        _ => false,
    }
}

fn endpoint(what: What) -> Option<Endpoint> {
    match what {
        What::List(place) => Some(Endpoint::Tokens(place.kind())),
        What::Find(Source::ServiceAccounts(Resource::Project(_))) => Some(Endpoint::ProjectAccounts),
        What::Find(Source::ServiceAccounts(Resource::Group(_))) => Some(Endpoint::GroupAccounts),
        What::Find(_) => None,
    }
}

fn feature(what: What, path: &str) -> Option<Feature> {
    let What::Find(Source::ServiceAccounts(of)) = what else { return None };
    let (top, rest) = path.split_once('/').unwrap_or((path, ""));
    let level = match of {
        Resource::Project(_) => Level::Project,
        Resource::Group(_) if rest.is_empty() => Level::TopGroup,
        Resource::Group(_) => Level::Subgroup,
    };
    Some((level, Box::from(top)))
}
