//! Tokens as they are found in the field: most alive, many about to end on the same few days, some forgotten.

use super::plan::{Planned, deploy_token};
use crate::options::Options;
use crate::random::Random;
use crate::world::{DeployToken, Place};

/// The days from the start on which many end at once: something was rolled out to all on one day.
const CLIFFS: &[i64] = &[9, 41, 120];

const SCOPES: &[&[&str]] = &[
    &["api"],
    &["read_api"],
    &["read_repository"],
    &["read_repository", "write_repository"],
    &["read_registry"],
    &["read_registry", "write_registry"],
    &["read_api", "read_repository"],
    &["api", "write_repository", "read_registry"],
];

const DEPLOY_SCOPES: &[&[&str]] = &[
    &["read_repository"],
    &["read_registry"],
    &["read_registry", "write_registry"],
    &["read_package_registry"],
    &["read_repository", "read_registry"],
];

const DEPLOY_NAMES: &[&str] =
    &["registry pull", "cluster", "gitlab-deploy-token", "mirror", "image builder", "package consumer"];

const PURPOSES: &[&str] = &["", "", " (production)", " (staging)", " nightly", " old"];

const PROJECT_ROLES: &[u8] = &[10, 20, 30, 30, 40, 40];
const GROUP_ROLES: &[u8] = &[20, 30, 40, 50];

/// Draws them; equal seeds draw equal ones.
pub(super) struct Lifelike {
    random: Random,
}

impl Lifelike {
    pub(super) fn new(options: &Options) -> Self {
        Self { random: Random::new(options.seed ^ 0x11FE_11FE) }
    }

    /// An access token: of a hundred, some sixty-five are alive with an end, three without, fourteen revoked, the others
    /// have ended. A quarter of the living ends on a cliff; some were never used or not for long.
    pub(super) fn token(&mut self, user_id: u64, names: &[&str]) -> Planned {
        let name = format!("{}{}", self.random.pick(names), self.random.pick(PURPOSES));
        let planned = Planned::new(user_id, &name, self.random.pick(SCOPES));
        let (age, end) = match self.random.below(100) {
            0..3 => (self.days(400, 900), None),
            3..21 => {
                let age = self.days(30, 400);
                (age, Some(-self.days(0, age.min(200))))
            }
            21..41 => (self.days(1, 240), Some(self.random.pick(CLIFFS))),
            _ => {
                let end = self.days(1, 364);
                (self.days(0, 364 - end), Some(end))
            }
        };
        let used = match self.random.below(20) {
            0 | 1 => None,
            2..5 => Some(age * 24 / 2),
            _ => Some(self.days(0, 72)),
        };
        // What has ended was used while it lived.
        let used = used.map(|hours| hours.max(end.map_or(0, |end| -end * 24)));
        Planned { age, end, used, revoked: self.random.below(100) < 14, ..planned }
    }

    /// A deploy token: half of them without an end.
    pub(super) fn deploy_token(&mut self, place: Place, options: &Options) -> DeployToken {
        let end = match self.random.below(20) {
            0..10 => None,
            10 | 11 => Some(-self.days(1, 200)),
            12..15 => Some(self.random.pick(CLIFFS)),
            _ => Some(self.days(1, 700)),
        };
        let name = format!("{}{}", self.random.pick(DEPLOY_NAMES), self.random.pick(PURPOSES));
        let scopes = self.random.pick(DEPLOY_SCOPES);
        let revoked = self.random.below(20) == 0;
        DeployToken { revoked, ..deploy_token(place, &name, "", scopes, end, options) }
    }

    /// The role of a token's bot.
    pub(super) fn role(&mut self, place: Place) -> u8 {
        self.random.pick(match place {
            Place::Project(_) => PROJECT_ROLES,
            Place::Group(_) => GROUP_ROLES,
        })
    }

    /// A number from the one to the other, both included.
    fn days(&mut self, from: i64, to: i64) -> i64 {
        let span = usize::try_from(to - from).unwrap_or(0) + 1;
        from + i64::try_from(self.random.below(span)).unwrap_or(0)
    }
}
