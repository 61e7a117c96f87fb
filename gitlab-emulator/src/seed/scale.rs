//! As many users, groups, projects and tokens as one asks for, and all that lies in groups and projects within ann's reach.

use chrono::TimeDelta;

use super::lifelike::Lifelike;
use super::named::People;
use super::names;
use super::plan::{Plan, Planned};
use crate::options::{Options, Scale};
use crate::world::{Namespace, Place, UserKind, World};

/// Groups come in trees of so many: one on top, the others below each other in turn.
const TREE: u32 = 4;

/// Adds them. Ann owns the trees of groups but for the second of each eight, which she maintains; the other named people
/// have the same role everywhere. She can list every token of a group or project there is.
pub(super) fn add(world: &mut World, plan: &mut Plan, people: &People, scale: &Scale, options: &Options) {
    let start = options.started_at - TimeDelta::days(410);
    let mut users: Vec<u64> = world.users.keys().copied().collect();
    for number in 1..=scale.users {
        let name = format!("User {number:05}");
        users.push(world.add_user(&format!("user-{number:05}"), &name, UserKind::Human, start));
    }
    for user_id in users {
        for number in 1..=scale.tokens_per_user {
            plan.tokens.push(numbered(user_id, number));
        }
    }
    let mut lifelike = Lifelike::new(options);
    for _ in 0..scale.tokens_of_ann {
        plan.tokens.push(lifelike.token(people.ann, names::PERSONAL));
    }
    let groups = add_groups(world, people, scale, options);
    let shelves: Vec<Namespace> = groups.iter().map(|(group, _)| Namespace::Group(*group)).collect();
    let mut homes = shelves.iter().cycle();
    let mut filled = Filled { world, plan, lifelike, scale };
    for (index, (group, is_owned)) in groups.iter().enumerate() {
        let place = Place::Group(*group);
        // Access tokens of a group are its owners' alone to see.
        if *is_owned {
            filled.add_tokens(place, scale.tokens_per_group, options);
        }
        filled.add_deploy_tokens(place, options);
        if *is_owned && index % TREE as usize == 0 {
            filled.add_accounts(place, options);
        }
    }
    for number in 1..=scale.projects {
        let namespace = homes.next().copied().unwrap_or(Namespace::User(people.ann));
        let created_at = start + TimeDelta::minutes(i64::from(number));
        let (title, path) = names::numbered(names::SHOP, number);
        let place = Place::Project(filled.world.add_project(namespace, &title, &path, created_at));
        filled.add_tokens(place, scale.tokens_per_project, options);
        filled.add_deploy_tokens(place, options);
        if number % 10 == 1 {
            filled.add_accounts(place, options);
        }
    }
}

/// The groups, each with whether ann owns it.
fn add_groups(world: &mut World, people: &People, scale: &Scale, options: &Options) -> Vec<(u64, bool)> {
    let start = options.started_at - TimeDelta::days(410);
    let mut groups = Vec::new();
    let mut above = None;
    for number in 1..=scale.groups {
        let is_top = (number - 1) % TREE == 0;
        let is_owned = (number - 1) / TREE % 8 != 1;
        let parent = above.filter(|_| !is_top);
        let (name, path) = names::numbered(names::DEPARTMENTS, number);
        let group = world.add_group(parent, &name, &path, start);
        if is_top {
            let ann = if is_owned { 50 } else { 40 };
            for (user, role) in [(people.ann, ann), (people.dev, 30), (people.guest, 10), (people.reader, 40)]
            {
                world.add_member(Place::Group(group), user, role);
            }
        }
        // The second lies below the first, the third below the second, the last below the first again.
        above = if (number - 1) % TREE == 2 {
            parent.and_then(|parent| top_of(world, parent))
        } else {
            Some(group)
        };
        groups.push((group, is_owned));
    }
    groups
}

fn top_of(world: &World, group: u64) -> Option<u64> {
    world.root_group(Place::Group(group)).map(|root| root.id)
}

/// What is being filled, and from what.
struct Filled<'a> {
    world: &'a mut World,
    plan: &'a mut Plan,
    lifelike: Lifelike,
    scale: &'a Scale,
}

impl Filled<'_> {
    fn add_tokens(&mut self, place: Place, average: u32, options: &Options) {
        for _ in 0..spread(average, place.id()) {
            let token = self.lifelike.token(0, names::RESOURCE);
            let created_at = options.started_at - TimeDelta::days(token.age);
            let role = self.lifelike.role(place);
            let bot = self.world.add_bot(place, &token.name, role, created_at);
            self.plan.tokens.push(Planned { user_id: bot, ..token });
        }
    }

    fn add_deploy_tokens(&mut self, place: Place, options: &Options) {
        for _ in 0..spread(self.scale.deploy_tokens_per_place, place.id() + 2) {
            self.world.add_deploy_token(self.lifelike.deploy_token(place, options));
        }
    }

    fn add_accounts(&mut self, place: Place, options: &Options) {
        let created_at = options.started_at - TimeDelta::days(400);
        for number in 1..=self.scale.accounts_per_place {
            let hex = self.world.random.hex(32);
            let username = format!("service_account_{}_{}_{hex}", place.word(), place.id());
            let kind = UserKind::ServiceAccount(Some(place));
            let id = self.world.add_user(&username, &format!("Robot {number}"), kind, created_at);
            self.world.add_member(place, id, 30);
            for _ in 0..self.scale.tokens_per_account {
                self.plan.tokens.push(self.lifelike.token(id, names::RESOURCE));
            }
        }
    }
}

/// How many a place has where places have so many on average: of each five, the first as many, the others none, twice as
/// many, half of it and half more.
fn spread(average: u32, number: u64) -> u32 {
    match (number + 4) % 5 {
        0 => average,
        1 => 0,
        2 => average * 2,
        3 => average / 2,
        _ => average * 2 - average / 2,
    }
}

/// One of many personal tokens: of each ten, six are active, two have ended, one was revoked, one was never used.
fn numbered(user_id: u64, number: u32) -> Planned {
    let days = i64::from(number % 300);
    let planned = Planned::new(user_id, &format!("token {number:05}"), &["read_api", "read_repository"]);
    let planned = Planned { age: 350 - days, end: Some(days + 1), used: Some(days), ..planned };
    match number % 10 {
        3 | 6 => Planned { end: Some(-days - 1), age: days + 40, ..planned },
        7 => Planned { revoked: true, ..planned },
        9 => Planned { used: None, ..planned },
        _ => planned,
    }
}
