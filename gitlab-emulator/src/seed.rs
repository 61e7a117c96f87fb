//! The worlds an emulator can start with. All dates are relative to the start.

mod demo;
mod lifelike;
mod named;
mod names;
mod plan;
mod scale;

use chrono::TimeDelta;

use crate::options::{Options, WorldChoice};
use crate::random::Random;
use crate::secrets::SecretStyle;
use crate::world::World;
use plan::Plan;

/// A token handed out at the start, so that tests and visitors can sign in.
#[derive(Clone, Debug)]
pub(crate) struct Handed {
    /// Its name among the credentials: `root`, `ann`, `reader`, …
    pub(crate) key: &'static str,
    pub(crate) user_id: u64,
    pub(crate) token_id: u64,
    pub(crate) secret: String,
}

/// Builds the chosen world, and what was handed out in it.
pub(crate) fn build(options: &Options) -> (World, Vec<Handed>) {
    let style = SecretStyle::new(&options.settings, &options.version);
    let mut world = World::new(Random::new(options.seed), style);
    #[cfg(feature = "oauth")]
    {
        world.oauth = crate::oauth::Registry::new(options);
    }
    let mut plan = Plan::default();
    let people = named::add(&mut world, &mut plan, options.started_at - TimeDelta::days(420));
    match &options.world {
        WorldChoice::Demo => demo::add(&mut world, &mut plan, &people, options),
        WorldChoice::Empty => {}
        WorldChoice::Scale(scale) => scale::add(&mut world, &mut plan, &people, scale, options),
    }
    let handed = plan.carry_out(&mut world, options);
    (world, handed)
}
