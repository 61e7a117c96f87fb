//! Tokens to be made, sorted so that, as in life, an older token has a smaller id.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Timelike, Utc};

use super::Handed;
use crate::options::Options;
use crate::scopes;
use crate::world::{DeployToken, NewToken, Place, World};

/// An access token of a seeded world. Days count from the start of the world.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) user_id: u64,
    pub(super) name: String,
    pub(super) description: Option<String>,
    pub(super) scopes: Vec<&'static str>,
    /// How many days ago it was made.
    pub(super) age: i64,
    /// In how many days it ends; negative has ended.
    pub(super) end: Option<i64>,
    /// How many hours ago it was last used.
    pub(super) used: Option<i64>,
    pub(super) revoked: bool,
    pub(super) impersonation: bool,
    pub(super) granular: bool,
    /// The key under which its value is handed out.
    pub(super) key: Option<&'static str>,
}

/// What a world is to hold.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) tokens: Vec<Planned>,
}

impl Planned {
    /// An active token that was made a month ago and used today.
    pub(super) fn new(user_id: u64, name: &str, scopes: &[&'static str]) -> Self {
        Self {
            user_id,
            name: name.to_owned(),
            description: None,
            scopes: scopes.to_vec(),
            age: 30,
            end: Some(300),
            used: Some(5),
            revoked: false,
            impersonation: false,
            granular: false,
            key: None,
        }
    }
}

impl Plan {
    /// Makes all tokens, oldest first, and returns those that are handed out.
    pub(super) fn carry_out(mut self, world: &mut World, options: &Options) -> Vec<Handed> {
        self.tokens.sort_by_key(|planned| -planned.age);
        let mut handed = Vec::new();
        for planned in self.tokens {
            if let Some(token) = carry_out(world, planned, options) {
                handed.push(token);
            }
        }
        handed.sort_by_key(|token| (token.user_id, token.token_id));
        handed
    }
}

fn carry_out(world: &mut World, planned: Planned, options: &Options) -> Option<Handed> {
    let start = options.started_at;
    let known = scopes::personal(&options.version);
    let mut scopes: Vec<String> = planned
        .scopes
        .iter()
        .filter(|scope| known.contains(scope))
        .map(|scope| (*scope).to_owned())
        .collect();
    if scopes.is_empty() {
        scopes.push("read_repository".to_owned());
    }
    // Made on the day that its age says, whatever the hour is now: GitLab counts a life by days.
    let minutes = i64::try_from(world.random.below(600))
        .unwrap_or(0)
        .min(i64::from(start.hour() * 60 + start.minute()));
    let created_at = start - TimeDelta::days(planned.age) - TimeDelta::minutes(minutes);
    let new = NewToken {
        user_id: planned.user_id,
        name: planned.name,
        description: planned.description,
        scopes,
        expires_at: planned.end.map(|end| shifted(start, end)),
        impersonation: planned.impersonation,
    };
    let (token_id, secret) = world.add_token(new, created_at);
    let address = format!("192.0.2.{}", world.random.below(250) + 1);
    let token = world.tokens.get_mut(&token_id)?;
    token.revoked = planned.revoked;
    token.granular = planned.granular && options.version.at_least(18, 9);
    if token.granular {
        token.scopes = vec!["granular".to_owned()];
    }
    if let Some(hours) = planned.used {
        token.last_used_at = Some((start - TimeDelta::hours(hours)).max(created_at));
        token.last_used_ips.push(address);
    }
    planned.key.map(|key| Handed { key, user_id: planned.user_id, token_id, secret })
}

/// A deploy token of a seeded world; `end` counts days from the start.
pub(super) fn deploy_token(
    place: Place,
    name: &str,
    username: &str,
    scopes: &[&str],
    end: Option<i64>,
    options: &Options,
) -> DeployToken {
    DeployToken {
        id: 0,
        place,
        name: name.to_owned(),
        username: username.to_owned(),
        scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
        expires_at: end.map(|end| crate::dates::midnight(shifted(options.started_at, end))),
        revoked: false,
    }
}

fn shifted(start: DateTime<Utc>, days: i64) -> NaiveDate {
    let today = start.date_naive();
    let distance = Days::new(days.unsigned_abs());
    let moved = if days < 0 { today.checked_sub_days(distance) } else { today.checked_add_days(distance) };
    moved.unwrap_or(today)
}
