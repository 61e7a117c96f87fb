//! What a GitLab has at all. An endpoint that this release does not know, or a feature that the plan of a group does not include, is
//! found out by a few lists and not asked of thousands; it is no gap either, because nothing was kept from this person. A proxy may say the
//! same of a single list, so what was answered once is there: then no list of the kind is left out.
//!
//! Places are found by the role one has in them, and that role is the one GitLab asks for. So where every list of service accounts below one
//! top-level group is refused, it is the plan, or the release, and not the person. Where one of them is answered, the others are
//! refused for a reason of their own.

use super::{Source, What};
use crate::gitlab::Error;
use crate::gitlab::error::Reason;
use crate::tokens::{Kind, Place, Resource};

/// After so many refusals and no answer nothing more is asked of an endpoint, or below one top-level group.
pub const FEW: u32 = 3;

/// What is there for all lists of it, or for none.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Offered {
    /// An endpoint of the release: tokens of a kind, of projects, groups or the whole instance.
    Tokens(Kind, Owner),
    /// The same: service accounts of projects, and of groups.
    ProjectAccounts,
    GroupAccounts,
    /// Service accounts of one level below one top-level group, as its plan has them.
    Plan(Level, Box<str>),
}

/// Each has endpoints of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Instance,
    Project,
    Group,
}

/// Where service accounts are offered or not: releases and plans differ in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// In order: a table of another type would weigh more.
    known: Vec<(Offered, Offer)>,
}

impl Offers {
    /// Whether a list need not be asked for.
    pub(super) fn lacks(&mut self, what: What, path: &str) -> bool {
        let mut is_refused = false;
        for offered in needs(what, path).into_iter().flatten() {
            let offer = self.offer(offered);
            is_refused |= !offer.is_answered && offer.refused >= FEW;
        }
        is_refused
    }

    /// Takes a refusal; whether it says that there is nothing of the kind. Where one list was answered, it is about this one alone.
    pub(super) fn refused(&mut self, what: What, path: &str, error: &Error) -> bool {
        let Some(offered) = missing(what, path, error) else { return false };
        let offer = self.offer(offered);
        offer.refused += 1;
        !offer.is_answered
    }

    /// Takes an answer; whether it is the first one after refusals, which then meant something else.
    pub(super) fn answered(&mut self, what: What, path: &str) -> bool {
        let mut is_news = false;
        for offered in needs(what, path).into_iter().flatten() {
            let offer = self.offer(offered);
            is_news |= !offer.is_answered && offer.refused > 0;
            offer.is_answered = true;
        }
        is_news
    }

    /// Whether a list that was left out still is: because of what it answered, or unasked, because of what others did.
    pub(super) fn leaves_out(&mut self, what: What, path: &str, error: Option<&Error>) -> bool {
        let Some(error) = error else { return self.lacks(what, path) };
        missing(what, path, error).is_none_or(|offered| !self.offer(offered).is_answered)
    }

    /// Asks again: the person wants to know it anew. That it was answered once stays true.
    pub(super) fn forget(&mut self, what: What, path: &str) {
        for offered in needs(what, path).into_iter().flatten() {
            let offer = self.offer(offered);
            // An answer is still news.
            offer.refused = offer.refused.min(1);
        }
    }

    fn offer(&mut self, offered: Offered) -> &mut Offer {
        let found = self.known.binary_search_by(|(known, _)| known.cmp(&offered));
        let at = found.unwrap_or_else(|at| {
            self.known.insert(at, (offered, Offer::default()));
            at
        });
        &mut self.known[at].1
    }
}

/// What must be offered for a list to be there.
fn needs(what: What, path: &str) -> [Option<Offered>; 2] {
    [endpoint(what), plan(what, path)]
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
        // Every release has them: whoever says that there are none is no GitLab.
        What::List(Place::User(_) | Place::AllUsers) => None,
        What::List(place) => Some(Offered::Tokens(place.kind(), owner(place))),
        What::Find(Source::ServiceAccounts(Resource::Project(_))) => Some(Offered::ProjectAccounts),
        What::Find(Source::ServiceAccounts(Resource::Group(_))) => Some(Offered::GroupAccounts),
        What::Find(_) => None,
    }
}

fn owner(place: Place) -> Owner {
    match place {
        Place::Resource(of) | Place::Deploy(of) | Place::ServiceAccount(of, _) => match of {
            Resource::Project(_) => Owner::Project,
            Resource::Group(_) => Owner::Group,
        },
        Place::User(_) | Place::AllUsers | Place::Impersonation(_) | Place::DeployInstance => Owner::Instance,
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
