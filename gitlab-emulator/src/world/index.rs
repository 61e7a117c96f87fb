//! Ways into the tables that do not walk through all of them: a world may hold a hundred thousand tokens, and a request
//! must cost no more for that.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{AccessToken, DeployToken, Namespace, Place, User, UserKind, World};

/// Who and what belongs together, by id, oldest first.
#[derive(Debug, Default)]
pub(super) struct Index {
    tokens_of_user: HashMap<u64, Vec<u64>>,
    users_of_kind: HashMap<UserKind, Vec<u64>>,
    deploy_tokens_of_place: HashMap<Place, Vec<u64>>,
    places_of_user: HashMap<u64, BTreeSet<Place>>,
    groups_by_path: HashMap<String, u64>,
    projects_by_path: HashMap<String, u64>,
}

impl Index {
    pub(super) fn add_user(&mut self, user: &User) {
        // People are found by their ids alone.
        if user.kind != UserKind::Human {
            self.users_of_kind.entry(user.kind).or_default().push(user.id);
        }
    }

    pub(super) fn add_token(&mut self, token: &AccessToken) {
        self.tokens_of_user.entry(token.user_id).or_default().push(token.id);
    }

    pub(super) fn add_deploy_token(&mut self, token: &DeployToken) {
        self.deploy_tokens_of_place.entry(token.place).or_default().push(token.id);
    }

    pub(super) fn add_group(&mut self, path: &str, id: u64) {
        self.groups_by_path.entry(path.to_lowercase()).or_insert(id);
    }

    pub(super) fn add_project(&mut self, path: &str, id: u64) {
        self.projects_by_path.entry(path.to_lowercase()).or_insert(id);
    }
}

impl World {
    /// Gives a user a role directly in a place.
    pub(crate) fn add_member(&mut self, place: Place, user_id: u64, role: u8) {
        self.members.insert((place, user_id), role);
        self.index.places_of_user.entry(user_id).or_default().insert(place);
    }

    /// Takes the direct role away.
    pub(crate) fn remove_member(&mut self, place: Place, user_id: u64) {
        self.members.remove(&(place, user_id));
        if let Some(places) = self.index.places_of_user.get_mut(&user_id) {
            places.remove(&place);
        }
    }

    /// Removes an access token as if it had never been; GitLab itself only revokes.
    #[cfg(feature = "server")]
    pub(crate) fn remove_token(&mut self, id: u64) -> bool {
        let Some(token) = self.tokens.remove(&id) else { return false };
        if let Some(ids) = self.index.tokens_of_user.get_mut(&token.user_id) {
            ids.retain(|own| *own != id);
        }
        true
    }

    /// Removes a deploy token.
    pub(crate) fn remove_deploy_token(&mut self, id: u64) -> bool {
        let Some(token) = self.deploy_tokens.remove(&id) else { return false };
        if let Some(ids) = self.index.deploy_tokens_of_place.get_mut(&token.place) {
            ids.retain(|own| *own != id);
        }
        true
    }

    /// Removes a user with all memberships and tokens.
    pub(crate) fn remove_user(&mut self, id: u64) {
        let Some(user) = self.users.remove(&id) else { return };
        if let Some(ids) = self.index.users_of_kind.get_mut(&user.kind) {
            ids.retain(|own| *own != id);
        }
        for place in self.index.places_of_user.remove(&id).unwrap_or_default() {
            self.members.remove(&(place, id));
        }
        for token in self.index.tokens_of_user.remove(&id).unwrap_or_default() {
            self.tokens.remove(&token);
        }
    }

    /// The access tokens of a user, oldest first.
    pub(crate) fn tokens_of_user(&self, user_id: u64) -> impl Iterator<Item = &AccessToken> {
        ids(self.index.tokens_of_user.get(&user_id)).filter_map(|id| self.tokens.get(id))
    }

    /// The users of one kind other than people, oldest first.
    pub(crate) fn users_of_kind(&self, kind: UserKind) -> impl Iterator<Item = &User> {
        ids(self.index.users_of_kind.get(&kind)).filter_map(|id| self.users.get(id))
    }

    /// The access tokens of a place, oldest first.
    pub(crate) fn tokens_of_place(&self, place: Place) -> Vec<&AccessToken> {
        let bots = self.users_of_kind(UserKind::Bot(place));
        let mut tokens: Vec<&AccessToken> = bots.flat_map(|bot| self.tokens_of_user(bot.id)).collect();
        tokens.sort_by_key(|token| token.id);
        tokens
    }

    /// The deploy tokens of a place, oldest first.
    pub(crate) fn deploy_tokens_of_place(&self, place: Place) -> impl Iterator<Item = &DeployToken> {
        ids(self.index.deploy_tokens_of_place.get(&place)).filter_map(|id| self.deploy_tokens.get(id))
    }

    /// The places a user has a role of his own in.
    pub(crate) fn places_of_user(&self, user_id: u64) -> impl Iterator<Item = Place> {
        self.index.places_of_user.get(&user_id).into_iter().flatten().copied()
    }

    /// Everybody with a role in a place, of his own or from above, by id.
    pub(crate) fn people_in(&self, place: Place) -> BTreeSet<u64> {
        let above = self.place_group(place).map(|group| self.lineage(group)).unwrap_or_default();
        let places = above.into_iter().map(|group| Place::Group(group.id)).chain([place]);
        let mut people: BTreeSet<u64> = places.flat_map(|place| self.direct_members(place)).collect();
        if let Place::Project(id) = place
            && let Some(Namespace::User(owner)) = self.projects.get(&id).map(|project| project.namespace)
        {
            people.insert(owner);
        }
        people
    }

    /// Everybody with a role of his own in a place, by id.
    pub(crate) fn direct_members(&self, place: Place) -> impl Iterator<Item = u64> {
        self.members.range((place, 0)..=(place, u64::MAX)).map(|((_, user_id), _)| *user_id)
    }

    /// The groups a user is a member of, those above them, and those above anything he is a member of. What lies below
    /// a group of his is not among them.
    pub(crate) fn groups_around(&self, user_id: u64) -> HashSet<u64> {
        let groups = self.places_of_user(user_id).filter_map(|place| self.place_group(place));
        let mut around = HashSet::new();
        for group in groups.collect::<BTreeSet<u64>>() {
            around.extend(self.lineage(group).into_iter().map(|group| group.id));
        }
        around
    }

    /// Finds a project by its number or its full path; the case of a path does not matter.
    pub(crate) fn find_project(&self, named: &str) -> Option<&super::Project> {
        let id =
            named.parse().ok().or_else(|| self.index.projects_by_path.get(&named.to_lowercase()).copied());
        self.projects.get(&id?)
    }

    /// Finds a group by its number or its full path.
    pub(crate) fn find_group(&self, named: &str) -> Option<&super::Group> {
        let id = named.parse().ok().or_else(|| self.index.groups_by_path.get(&named.to_lowercase()).copied());
        self.groups.get(&id?)
    }
}

fn ids(ids: Option<&Vec<u64>>) -> impl Iterator<Item = &u64> {
    ids.into_iter().flatten()
}
