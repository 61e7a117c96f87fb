//! The people every world has, and the tokens they sign in with.

use chrono::{DateTime, Utc};

use super::plan::{Plan, Planned};
use crate::world::{UserKind, UserState, World};

/// The ids of the named people.
#[derive(Clone, Copy, Debug)]
pub(super) struct People {
    pub(super) root: u64,
    pub(super) ann: u64,
    pub(super) dev: u64,
    pub(super) guest: u64,
    pub(super) reader: u64,
}

/// Adds them and plans their tokens.
pub(super) fn add(world: &mut World, plan: &mut Plan, joined: DateTime<Utc>) -> People {
    let mut person = |username, name| world.add_user(username, name, UserKind::Human, joined);
    let root = person("root", "Administrator");
    let ann = person("ann", "Ann Lee");
    let dev = person("dev", "Devin Park");
    let guest = person("guest", "Gus Tanner");
    let reader = person("reader", "Rita Reader");
    let expired = person("expired", "Eve Expired");
    let revoked = person("revoked", "Rob Revoked");
    let blocked = person("blocked", "Bo Blocked");
    let sam = person("sam", "Sam Several");
    let deactivated = person("deactivated", "Dee Deactivated");

    let mut sign_in = |key, user_id, scopes: &[&'static str]| {
        plan.tokens.push(Planned { key: Some(key), ..Planned::new(user_id, "sign-in", scopes) });
    };
    sign_in("root", root, &["api", "sudo", "admin_mode"]);
    sign_in("ann", ann, &["api"]);
    sign_in("dev", dev, &["api"]);
    sign_in("guest", guest, &["api"]);
    sign_in("reader", reader, &["read_api"]);
    sign_in("blocked", blocked, &["api"]);
    sign_in("deactivated", deactivated, &["api"]);
    sign_in("read_user", sam, &["read_user"]);
    sign_in("repository", sam, &["read_repository"]);
    sign_in("self_rotate", sam, &["self_rotate"]);
    let dead = |key, user_id| Planned { key: Some(key), ..Planned::new(user_id, "sign-in", &["api"]) };
    plan.tokens.push(Planned { end: Some(-3), used: Some(90), ..dead("expired", expired) });
    plan.tokens.push(Planned { revoked: true, ..dead("revoked", revoked) });
    plan.tokens.push(Planned { impersonation: true, ..dead("impersonation", sam) });

    if let Some(user) = world.users.get_mut(&root) {
        user.is_admin = true;
    }
    for (user, state) in [(blocked, UserState::Blocked), (deactivated, UserState::Deactivated)] {
        if let Some(user) = world.users.get_mut(&user) {
            user.state = state;
        }
    }
    for user in world.users.values_mut().filter(|user| user.id != root) {
        user.created_by = Some(root);
    }
    People { root, ann, dev, guest, reader }
}
