//! Everything the emulated GitLab holds: its tables, its ids, its one-time values.

mod access;
mod index;
mod place;
mod token;
mod user;

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDate, Utc};

pub(crate) use place::{Group, Namespace, Place, Project, Visibility};
pub(crate) use token::{AccessToken, DeployToken, NewToken};
pub(crate) use user::{User, UserKind, UserState};

#[cfg(feature = "oauth")]
use crate::oauth::Registry;
use crate::random::Random;
use crate::secrets::SecretStyle;
use index::Index;

/// The tables. Ids only grow, in every one of them.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) users: BTreeMap<u64, User>,
    pub(crate) groups: BTreeMap<u64, Group>,
    pub(crate) projects: BTreeMap<u64, Project>,
    /// The role of a user directly in a place.
    pub(crate) members: BTreeMap<(Place, u64), u8>,
    pub(crate) tokens: BTreeMap<u64, AccessToken>,
    pub(crate) deploy_tokens: BTreeMap<u64, DeployToken>,
    /// Former paths of projects, and who they lead to now.
    pub(crate) moved: BTreeMap<String, u64>,
    pub(crate) random: Random,
    /// Applications and the tokens they were given.
    #[cfg(feature = "oauth")]
    pub(crate) oauth: Registry,
    /// Grows with every request that may change something, and when the last use of a token is noted.
    pub(crate) revision: u64,
    /// Which token a value opens. The values themselves are never shown again.
    secrets: HashMap<String, u64>,
    index: Index,
    style: SecretStyle,
    last_user: u64,
    last_namespace: u64,
    last_project: u64,
    last_token: u64,
    last_deploy_token: u64,
}

impl World {
    /// A world with nobody in it.
    pub(crate) fn new(random: Random, style: SecretStyle) -> Self {
        Self {
            users: BTreeMap::new(),
            groups: BTreeMap::new(),
            projects: BTreeMap::new(),
            members: BTreeMap::new(),
            tokens: BTreeMap::new(),
            deploy_tokens: BTreeMap::new(),
            moved: BTreeMap::new(),
            random,
            #[cfg(feature = "oauth")]
            oauth: Registry::default(),
            revision: 0,
            secrets: HashMap::new(),
            index: Index::default(),
            style,
            last_user: 0,
            last_namespace: 0,
            last_project: 0,
            last_token: 0,
            last_deploy_token: 0,
        }
    }

    /// Adds a user; the user's own namespace takes an id too.
    pub(crate) fn add_user(
        &mut self,
        username: &str,
        name: &str,
        kind: UserKind,
        created_at: DateTime<Utc>,
    ) -> u64 {
        self.last_user += 1;
        self.last_namespace += 1;
        let user = User::new(self.last_user, self.last_namespace, username, name, kind, created_at);
        self.index.add_user(&user);
        self.users.insert(user.id, user);
        self.last_user
    }

    /// Adds the hidden user of a project or group token, with its role there.
    pub(crate) fn add_bot(&mut self, place: Place, name: &str, role: u8, created_at: DateTime<Utc>) -> u64 {
        let username = format!("{}_{}_bot_{}", place.word(), place.id(), self.random.hex(32));
        let id = self.add_user(&username, name, UserKind::Bot(place), created_at);
        if let Some(bot) = self.users.get_mut(&id) {
            bot.email = format!("{username}@noreply.example.com");
        }
        self.add_member(place, id, role);
        id
    }

    pub(crate) fn add_group(
        &mut self,
        parent: Option<u64>,
        name: &str,
        path: &str,
        created_at: DateTime<Utc>,
    ) -> u64 {
        self.last_namespace += 1;
        let group = Group::new(self.last_namespace, parent, name, path, created_at);
        self.groups.insert(group.id, group);
        let path = self.group_path(self.last_namespace);
        self.index.add_group(&path, self.last_namespace);
        self.last_namespace
    }

    pub(crate) fn add_project(
        &mut self,
        namespace: Namespace,
        name: &str,
        path: &str,
        created_at: DateTime<Utc>,
    ) -> u64 {
        self.last_project += 1;
        let project = Project::new(self.last_project, namespace, name, path, created_at);
        self.index.add_project(&self.project_path(&project), project.id);
        self.projects.insert(project.id, project);
        self.last_project
    }

    /// Stores a token and returns its id and its value, which can be read only here.
    pub(crate) fn add_token(&mut self, new: NewToken, now: DateTime<Utc>) -> (u64, String) {
        self.last_token += 1;
        let secret = self.style.access_token(&mut self.random, new.user_id);
        self.secrets.insert(secret.clone(), self.last_token);
        let token = AccessToken::new(self.last_token, new, now);
        self.index.add_token(&token);
        self.tokens.insert(token.id, token);
        (self.last_token, secret)
    }

    /// Revokes a token and makes its successor: same name, scopes and owner, new id and value.
    pub(crate) fn rotate(
        &mut self,
        id: u64,
        expires_at: Option<NaiveDate>,
        now: DateTime<Utc>,
    ) -> Option<(u64, String)> {
        let old = self.tokens.get_mut(&id)?;
        old.revoked = true;
        old.updated_at = now;
        let successor = NewToken {
            user_id: old.user_id,
            name: old.name.clone(),
            description: old.description.clone(),
            scopes: old.scopes.clone(),
            expires_at,
            impersonation: old.impersonation,
        };
        let granular = old.granular;
        let (new_id, secret) = self.add_token(successor, now);
        if let Some(new) = self.tokens.get_mut(&new_id) {
            new.previous_id = Some(id);
            new.granular = granular;
        }
        Some((new_id, secret))
    }

    pub(crate) fn revoke(&mut self, id: u64, now: DateTime<Utc>) {
        if let Some(token) = self.tokens.get_mut(&id)
            && !token.revoked
        {
            token.revoked = true;
            token.updated_at = now;
        }
    }

    /// Revokes every token that descends from this one by rotation.
    pub(crate) fn revoke_descendants(&mut self, id: u64, now: DateTime<Utc>) {
        let mut ancestor = id;
        while let Some(next) = self.tokens.values().find(|token| token.previous_id == Some(ancestor)) {
            ancestor = next.id;
            self.revoke(ancestor, now);
        }
    }

    pub(crate) fn token_with_secret(&self, secret: &str) -> Option<&AccessToken> {
        self.tokens.get(self.secrets.get(secret)?)
    }

    pub(crate) fn add_deploy_token(&mut self, mut new: DeployToken) -> (u64, String) {
        self.last_deploy_token += 1;
        new.id = self.last_deploy_token;
        self.index.add_deploy_token(&new);
        self.deploy_tokens.insert(new.id, new);
        (self.last_deploy_token, self.style.deploy_token(&mut self.random))
    }
}
