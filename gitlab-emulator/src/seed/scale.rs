//! As many users, groups, projects and tokens as one asks for, all of them alike.

use chrono::TimeDelta;

use super::named::People;
use super::plan::{Plan, Planned, deploy_token};
use crate::options::{Options, Scale};
use crate::world::{Namespace, Place, UserKind, World};

/// Adds them. The named people have the same role everywhere: ann owns the first group and maintains the others.
pub(super) fn add(world: &mut World, plan: &mut Plan, people: &People, scale: &Scale, options: &Options) {
    let start = options.started_at - TimeDelta::days(410);
    let mut users: Vec<u64> = world.users.keys().copied().collect();
    for number in 1..=scale.users {
        let name = format!("User {number:05}");
        users.push(world.add_user(&format!("user-{number:05}"), &name, UserKind::Human, start));
    }
    let mut places = Vec::new();
    for number in 1..=scale.groups {
        let group =
            world.add_group(None, &format!("Group {number:05}"), &format!("group-{number:05}"), start);
        let ann = if number == 1 { 50 } else { 40 };
        for (user, role) in [(people.ann, ann), (people.dev, 30), (people.guest, 10), (people.reader, 40)] {
            world.add_member(Place::Group(group), user, role);
        }
        places.push(Place::Group(group));
    }
    let groups = places.clone();
    for number in 1..=scale.projects {
        let shelf = groups.iter().cycle().nth(usize::try_from(number - 1).unwrap_or(0) % groups.len().max(1));
        let namespace = match shelf {
            Some(Place::Group(group)) => Namespace::Group(*group),
            _ => Namespace::User(people.ann),
        };
        let created_at = start + TimeDelta::minutes(i64::from(number));
        let title = format!("Project {number:05}");
        places.push(Place::Project(world.add_project(
            namespace,
            &title,
            &format!("project-{number:05}"),
            created_at,
        )));
    }
    for user_id in users {
        for number in 1..=scale.tokens_per_user {
            plan.tokens.push(numbered(user_id, number));
        }
    }
    for place in places {
        let tokens = match place {
            Place::Group(_) => scale.tokens_per_group,
            Place::Project(_) => scale.tokens_per_project,
        };
        for number in 1..=tokens {
            let bot = world.add_bot(place, &format!("token {number:05}"), 30, start);
            plan.tokens.push(numbered(bot, number));
        }
        for number in 1..=scale.deploy_tokens_per_place {
            let name = format!("deploy {number:05}");
            let end = (number % 2 == 0).then_some(i64::from(number));
            world.add_deploy_token(deploy_token(place, &name, "", &["read_repository"], end, options));
        }
    }
}

/// One of many: of each ten, six are active, two have ended, one was revoked, one was never used.
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
