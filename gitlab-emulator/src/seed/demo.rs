//! A believable company: two top-level groups and a subgroup, forty projects, some 180 tokens in every state.

use chrono::{DateTime, TimeDelta, Utc};

use super::named::People;
use super::names;
use super::plan::{Plan, Planned, deploy_token};
use crate::options::Options;
use crate::world::{Namespace, Place, UserKind, Visibility, World};

struct Groups {
    shop: u64,
    platform: u64,
    field: u64,
}

/// Adds the company and plans its tokens.
pub(super) fn add(world: &mut World, plan: &mut Plan, people: &People, options: &Options) {
    let founded = options.started_at - TimeDelta::days(410);
    let groups = add_groups(world, people, founded);
    let projects = add_projects(world, people, &groups, options);
    let colleagues = add_colleagues(world, people, &groups, founded);
    plan_own(plan, people.ann);
    plan_personal(world, plan, people, &colleagues);
    let can_be_listed_revoked = options.version.at_least(17, 2);
    plan_resources(world, plan, &groups, &projects, founded, can_be_listed_revoked);
    if options.version.at_least(16, 1) {
        add_service_account(world, plan, &groups, founded);
    }
    add_deploy_tokens(world, &groups, &projects, options);
}

fn add_groups(world: &mut World, people: &People, founded: DateTime<Utc>) -> Groups {
    let shop = world.add_group(None, "Northlight", "northlight", founded);
    let platform = world.add_group(Some(shop), "Platform", "platform", founded);
    let field = world.add_group(None, "Fieldwork", "fieldwork", founded);
    for (group, description) in
        [(shop, "The shop and everything around it"), (platform, "What the others stand on"), (field, "")]
    {
        if let Some(group) = world.groups.get_mut(&group) {
            description.clone_into(&mut group.description);
        }
    }
    // Nobody may make tokens in this one: listing and revoking still work.
    if let Some(group) = world.groups.get_mut(&field) {
        group.allows_resource_tokens = false;
    }
    let roles = [
        (shop, people.ann, 50),
        (shop, people.dev, 30),
        (shop, people.guest, 10),
        (shop, people.reader, 40),
        (platform, people.reader, 50),
        (field, people.ann, 40),
        (field, people.dev, 30),
    ];
    for (group, user, role) in roles {
        world.add_member(Place::Group(group), user, role);
    }
    Groups { shop, platform, field }
}

fn add_projects(world: &mut World, people: &People, groups: &Groups, options: &Options) -> Vec<u64> {
    let mut projects = Vec::new();
    let shelves = [
        (Namespace::Group(groups.shop), names::SHOP),
        (Namespace::Group(groups.platform), names::PLATFORM),
        (Namespace::Group(groups.field), names::FIELD),
        (Namespace::User(people.ann), &["Scratchpad"]),
    ];
    for (namespace, titles) in shelves {
        for title in titles {
            let age = i64::try_from(400 - projects.len() * 9).unwrap_or(30);
            let created_at = options.started_at - TimeDelta::days(age);
            let path = title.to_lowercase().replace(' ', "-");
            projects.push(world.add_project(namespace, title, &path, created_at));
        }
    }
    for (index, id) in projects.iter().enumerate() {
        if let Some(project) = world.projects.get_mut(id) {
            let hours = i64::try_from(index * 7 % 200).unwrap_or(0);
            project.last_activity_at = options.started_at - TimeDelta::hours(hours);
            project.description = Some(format!("{} of the company", project.name));
            project.is_archived = matches!(project.path.as_str(), "gift-cards" | "dock-cameras");
            project.visibility = match project.path.as_str() {
                "style-guide" | "docs" => Visibility::Public,
                "ci-templates" => Visibility::Internal,
                _ => Visibility::Private,
            };
            if project.path == "returns" {
                project.marked_for_deletion_on = Some(options.started_at.date_naive());
            }
        }
    }
    if let Some(site) = world.find_project("northlight/site").map(|site| site.id) {
        world.moved.insert("northlight/website".to_owned(), site);
    }
    // The guest has a role of his own in some projects, higher than the inherited one.
    for id in projects.iter().take(3) {
        world.add_member(Place::Project(*id), people.guest, 20);
    }
    projects
}

fn add_colleagues(world: &mut World, people: &People, groups: &Groups, founded: DateTime<Utc>) -> Vec<u64> {
    let mut colleagues = Vec::new();
    for (index, (username, name)) in names::COLLEAGUES.iter().enumerate() {
        let id = world.add_user(username, name, UserKind::Human, founded);
        let (group, role) = match index % 4 {
            0 => (groups.shop, 30),
            1 => (groups.platform, 40),
            2 => (groups.field, 50),
            _ => (groups.shop, 20),
        };
        world.add_member(Place::Group(group), id, role);
        colleagues.push(id);
    }
    let kind = UserKind::ServiceAccount(None);
    colleagues.push(world.add_user("service_account_release", "Release robot", kind, founded));
    for id in &colleagues {
        if let Some(user) = world.users.get_mut(id) {
            user.created_by = Some(people.root);
        }
    }
    colleagues
}

/// The list a visitor sees first: every state, ends on all sides of today.
fn plan_own(plan: &mut Plan, ann: u64) {
    let ends = [1, 3, 6, 7, 10, 14, 15, 21, 30, 45, 90, 200, 364];
    for (index, end) in ends.into_iter().enumerate() {
        let used = if index % 4 == 3 { None } else { Some(i64::try_from(index * 17).unwrap_or(1)) };
        let name = names::PERSONAL.get(index).copied().unwrap_or("token");
        let scopes: &[&str] = match index % 3 {
            0 => &["api"],
            1 => &["read_api", "read_repository"],
            _ => &["read_registry", "write_registry"],
        };
        let description = (index % 2 == 0).then(|| format!("Used by {name}; ask in the platform channel."));
        plan.tokens.push(Planned {
            end: Some(end),
            age: 365 - end,
            used,
            description,
            ..Planned::new(ann, name, scopes)
        });
    }
    let ended = |name, end| Planned { end: Some(end), age: 200, ..Planned::new(ann, name, &["api"]) };
    plan.tokens.push(Planned { used: Some(20), ..ended("deploy from home", 0) });
    plan.tokens.push(Planned { used: Some(40), ..ended("ends yesterday", -1) });
    plan.tokens.push(Planned { used: None, ..ended("old laptop", -60) });
    plan.tokens.push(Planned { revoked: true, ..ended("lost phone", 90) });
    plan.tokens.push(Planned { revoked: true, ..ended("revoked and expired", -20) });
    plan.tokens.push(Planned { used: Some(24 * 150), ..ended("idle for months", 120) });
    let forever = Planned { end: None, age: 390, ..Planned::new(ann, "legacy without an end", &["api"]) };
    plan.tokens.push(Planned { used: Some(24 * 100), ..forever });
    let fine = Planned::new(ann, "fine-grained", &["read_api"]);
    plan.tokens.push(Planned { granular: true, end: Some(60), ..fine });
    for (index, name) in names::HOSTILE.iter().enumerate() {
        let end = i64::try_from(index * 19).unwrap_or(0) - 10;
        plan.tokens.push(Planned { end: Some(end), age: 100, ..Planned::new(ann, name, &["read_api"]) });
    }
}

/// Everybody else: a few each, in states that come from the seed.
fn plan_personal(world: &mut World, plan: &mut Plan, people: &People, colleagues: &[u64]) {
    let others = [people.root, people.dev, people.guest, people.reader];
    for user_id in others.iter().chain(colleagues).copied() {
        for _ in 0..5 {
            let name = world.random.pick(names::PERSONAL);
            let scopes = world.random.pick::<&[&str]>(&[
                &["api"],
                &["read_api"],
                &["read_repository", "write_repository"],
                &["read_user"],
                &["k8s_proxy"],
            ]);
            plan.tokens.push(in_some_state(world, Planned::new(user_id, name, scopes)));
        }
    }
    if let Some(robot) = colleagues.last() {
        plan.tokens.push(Planned {
            end: None,
            age: 300,
            ..Planned::new(*robot, "release pipeline", &["api"])
        });
    }
    let helping = Planned::new(people.dev, "support session", &["api"]);
    plan.tokens.push(Planned { impersonation: true, end: Some(2), age: 5, ..helping });
}

fn in_some_state(world: &mut World, planned: Planned) -> Planned {
    let end = world.random.pick(&[2, 5, 9, 13, 20, 28, 60, 120, 200, 330, -1, -15, -80]);
    let used = world.random.pick(&[None, Some(1), Some(30), Some(24 * 20), Some(24 * 95), Some(24 * 170)]);
    let age = (360 - end).min(355) - world.random.pick(&[0, 0, 20, 25]);
    let revoked = world.random.below(6) == 0;
    Planned { end: Some(end), used, age: age.max(1), revoked, ..planned }
}

fn plan_resources(
    world: &mut World,
    plan: &mut Plan,
    groups: &Groups,
    projects: &[u64],
    founded: DateTime<Utc>,
    can_be_revoked: bool,
) {
    let mut places: Vec<Place> = projects.iter().map(|id| Place::Project(*id)).collect();
    // The first project is the one people look at: it has several.
    places.extend(projects.iter().take(1).flat_map(|id| [Place::Project(*id); 5]));
    for group in [groups.shop, groups.platform, groups.field] {
        places.extend([Place::Group(group); 3]);
    }
    for (index, place) in places.into_iter().enumerate() {
        let name = names::RESOURCE.get(index % names::RESOURCE.len()).copied().unwrap_or("token");
        let role = world.random.pick(&[10, 20, 30, 30, 40, 40, 50]);
        let bot = world.add_bot(place, name, role, founded);
        let scopes = world.random.pick::<&[&str]>(&[
            &["api"],
            &["read_api"],
            &["read_repository"],
            &["write_repository"],
            &["read_registry", "write_registry"],
        ]);
        let planned = in_some_state(world, Planned::new(bot, name, scopes));
        plan.tokens.push(Planned { revoked: planned.revoked && can_be_revoked, ..planned });
    }
    // Two credentials of this kind to sign in with: a resource token sees its siblings.
    let signs = [
        ("project_bot", projects.first().map(|id| Place::Project(*id)), 40),
        ("group_bot", Some(Place::Group(groups.shop)), 50),
    ];
    for (key, place, role) in signs {
        if let Some(place) = place {
            let bot = world.add_bot(place, "sign-in", role, founded);
            plan.tokens.push(Planned { key: Some(key), ..Planned::new(bot, "sign-in", &["api"]) });
        }
    }
}

fn add_service_account(world: &mut World, plan: &mut Plan, groups: &Groups, founded: DateTime<Utc>) {
    let home = Place::Group(groups.shop);
    let username = format!("service_account_group_{}_{}", groups.shop, world.random.hex(32));
    let robot = world.add_user(&username, "Rollout robot", UserKind::ServiceAccount(Some(home)), founded);
    world.add_member(home, robot, 30);
    plan.tokens.push(Planned { key: Some("service_account"), ..Planned::new(robot, "sign-in", &["api"]) });
    plan.tokens.push(Planned { end: Some(4), age: 300, ..Planned::new(robot, "rollout", &["read_api"]) });
    plan.tokens.push(Planned { revoked: true, age: 200, ..Planned::new(robot, "trial run", &["read_api"]) });
}

fn add_deploy_tokens(world: &mut World, groups: &Groups, projects: &[u64], options: &Options) {
    let kinds: [(&str, &str, &[&str], Option<i64>); 5] = [
        ("registry pull", "", &["read_registry"], None),
        ("production cluster", "cluster-prod", &["read_repository", "read_registry"], Some(12)),
        ("package publish", "", &["read_package_registry", "write_package_registry"], Some(180)),
        ("old mirror", "mirror", &["read_repository"], Some(-30)),
        ("gitlab-deploy-token", "", &["read_repository", "read_registry"], None),
    ];
    let places = projects.iter().step_by(3).map(|id| Place::Project(*id));
    let places = places.chain([groups.shop, groups.platform, groups.field].map(Place::Group));
    for (index, place) in places.enumerate() {
        for (name, username, scopes, end) in kinds.iter().cycle().skip(index).take(1 + index % 2) {
            world.add_deploy_token(deploy_token(place, name, username, scopes, *end, options));
        }
    }
}
