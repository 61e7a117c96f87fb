//! What a GitLab has at all. An endpoint that this release does not know, or a feature that the plan of a group does not include, is
//! found out by a few lists and not asked of thousands; it is no gap either, because nothing was kept from this person. A proxy may say the
//! same of a single list, so what was answered once is there: then no list of the kind is left out.
//!
//! Places are found by the role one has in them, and that role is the one GitLab asks for. So where every list of service accounts below one
//! top-level group is refused, it is the plan, or the release, and not the person. Where one of them is answered, the others are
//! refused for a reason of their own.

use std::collections::HashMap;

use super::{Source, What};
use crate::gitlab::Error;
use crate::gitlab::error::Reason;
use crate::tokens::{Kind, Resource};

/// After so many refusals and no answer nothing more is asked of an endpoint, or below one top-level group.
pub const FEW: u32 = 3;

/// What is there for all lists of it, or for none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Offered {
    /// An endpoint of the release: tokens of a kind.
    Tokens(Kind),
    /// The same: service accounts of projects, and of groups.
    ProjectAccounts,
    GroupAccounts,
    /// Service accounts of one level below one top-level group, as its plan has them.
    Plan(Level, Box<str>),
}

/// Where service accounts are offered or not: releases and plans differ in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Level {
    Project,
    TopGroup,
    Subgroup,
}

#[derive(Clone, Copy, Debug, Default)]
struct Offer {
    is_answered: bool,
    refused: u32,
}

/// What was found out.
#[derive(Clone, Debug, Default)]
pub(super) struct Offers {
    known: HashMap<Offered, Offer>,
}

impl Offers {
    /// Whether a list need not be asked for.
    pub(super) fn lacks(&self, what: What, path: &str) -> bool {
        let is_refused = |offer: &Offer| !offer.is_answered && offer.refused >= FEW;
        needs(what, path).any(|offered| self.known.get(&offered).is_some_and(is_refused))
    }

    /// Takes a refusal; whether it says that there is nothing of the kind. Where one list was answered, it is about this one alone.
    pub(super) fn refused(&mut self, what: What, path: &str, error: &Error) -> bool {
        let Some(offered) = missing(what, path, error) else { return false };
        let offer = self.known.entry(offered).or_default();
        offer.refused += 1;
        !offer.is_answered
    }

    /// Takes an answer; whether it is the first one. Refusals before it meant something else.
    pub(super) fn answered(&mut self, what: What, path: &str) -> bool {
        let mut is_first = false;
        for offered in needs(what, path) {
            is_first |= !std::mem::replace(&mut self.known.entry(offered).or_default().is_answered, true);
        }
        is_first
    }

    /// Whether a list that was left out still is: because of what it answered, or unasked, because of what others did.
    pub(super) fn leaves_out(&self, what: What, path: &str, error: Option<&Error>) -> bool {
        let Some(error) = error else { return self.lacks(what, path) };
        let offer = missing(what, path, error).and_then(|offered| self.known.get(&offered));
        offer.is_none_or(|offer| !offer.is_answered)
    }

    /// Asks again: the person wants to know it anew. That it was answered once stays true.
    pub(super) fn forget(&mut self, what: What, path: &str) {
        for offered in needs(what, path) {
            if let Some(offer) = self.known.get_mut(&offered) {
                offer.refused = 0;
            }
        }
    }
}

/// What must be offered for a list to be there.
fn needs(what: What, path: &str) -> impl Iterator<Item = Offered> {
    [endpoint(what), plan(what, path)].into_iter().flatten()
}

/// What is not offered, if this refusal means that.
fn missing(what: What, path: &str, error: &Error) -> Option<Offered> {
    if error.reason() == Some(&Reason::NoSuchEndpoint) {
        return endpoint(what);
    }
    plan(what, path).filter(|_| is_about_plan(error))
}

/// 403 for a plan without it, 404 where it is switched off; a 404 that names what was not found is about that.
fn is_about_plan(error: &Error) -> bool {
    match error {
        Error::Refused(refusal) => match refusal.reason {
            Reason::Forbidden => true,
            Reason::NotFound => refusal.text.is_empty(),
            _ => false,
        },
        _ => false,
    }
}

fn endpoint(what: What) -> Option<Offered> {
    match what {
        What::List(place) => Some(Offered::Tokens(place.kind())),
        What::Find(Source::ServiceAccounts(Resource::Project(_))) => Some(Offered::ProjectAccounts),
        What::Find(Source::ServiceAccounts(Resource::Group(_))) => Some(Offered::GroupAccounts),
        What::Find(_) => None,
    }
}

fn plan(what: What, path: &str) -> Option<Offered> {
    let What::Find(Source::ServiceAccounts(of)) = what else { return None };
    let (top, rest) = path.split_once('/').unwrap_or((path, ""));
    let level = match of {
        Resource::Project(_) => Level::Project,
        Resource::Group(_) if rest.is_empty() => Level::TopGroup,
        Resource::Group(_) => Level::Subgroup,
    };
    Some(Offered::Plan(level, Box::from(top)))
}
