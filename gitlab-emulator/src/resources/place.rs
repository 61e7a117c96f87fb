//! The place an endpoint is about, and what the caller may do there: endpoints of projects and groups share both.

use super::{groups, projects};
use crate::call::Call;
use crate::refusal::Refusal;
use crate::world::Place;

pub(crate) const MAINTAINER: u8 = 40;
pub(crate) const OWNER: u8 = 50;

/// The project or group in the path, if the caller may see it.
pub(crate) fn find(call: &Call<'_>) -> Result<Place, Refusal> {
    if call.path.starts_with("/api/v4/projects/") {
        projects::find(call).map(|project| Place::Project(project.id))
    } else {
        groups::find(call).map(|group| Place::Group(group.id))
    }
}

/// The caller's role in a place; an administrator counts as an owner everywhere.
pub(crate) fn role(call: &Call<'_>, place: Place) -> u8 {
    match call.caller {
        Some(caller) if caller.is_admin => OWNER,
        Some(caller) => call.world.role(caller.user_id, place),
        None => 0,
    }
}

/// Whether a holder of one role may hand out another.
// GITLAB: Planner and Security Manager are no rungs of the ladder: only an owner, or who holds the very role, may.
pub(crate) fn encompasses(held: u8, wanted: u8) -> bool {
    match wanted {
        15 | 25 => held == wanted || held >= OWNER,
        _ => held >= wanted,
    }
}
