//! Who may see and do what: memberships with everything that is inherited.

use super::{Group, Namespace, Place, Project, User, Visibility, World};

const OWNER: u8 = 50;

impl World {
    /// The role in a group: the highest of its own and those of the groups above. 0 is none.
    pub(crate) fn group_role(&self, user_id: u64, group_id: u64) -> u8 {
        self.lineage(group_id)
            .iter()
            .filter_map(|group| self.members.get(&(Place::Group(group.id), user_id)))
            .copied()
            .max()
            .unwrap_or(0)
    }

    /// The role that comes from what the project belongs to.
    pub(crate) fn namespace_role(&self, user_id: u64, project: &Project) -> u8 {
        match project.namespace {
            Namespace::Group(group_id) => self.group_role(user_id, group_id),
            Namespace::User(owner_id) if owner_id == user_id => OWNER,
            Namespace::User(_) => 0,
        }
    }

    /// The highest role in a project, direct or inherited.
    pub(crate) fn project_role(&self, user_id: u64, project: &Project) -> u8 {
        let direct = self.members.get(&(Place::Project(project.id), user_id)).copied().unwrap_or(0);
        direct.max(self.namespace_role(user_id, project))
    }

    /// The role in either kind of place.
    pub(crate) fn role(&self, user_id: u64, place: Place) -> u8 {
        match place {
            Place::Group(id) => self.group_role(user_id, id),
            Place::Project(id) => {
                self.projects.get(&id).map_or(0, |project| self.project_role(user_id, project))
            }
        }
    }

    pub(crate) fn sees_project(&self, user: Option<&User>, is_admin: bool, project: &Project) -> bool {
        match project.visibility {
            Visibility::Public => true,
            Visibility::Internal => user.is_some(),
            Visibility::Private => {
                is_admin || user.is_some_and(|user| self.project_role(user.id, project) > 0)
            }
        }
    }

    /// A private group is also seen by those who belong to something inside it.
    pub(crate) fn sees_group(&self, user: Option<&User>, is_admin: bool, group: &Group) -> bool {
        match group.visibility {
            Visibility::Public => true,
            Visibility::Internal => user.is_some(),
            Visibility::Private => is_admin || user.is_some_and(|user| self.belongs(user.id, group.id)),
        }
    }

    /// Whether a user is a member of a group, of a group above, or of anything below.
    pub(crate) fn belongs(&self, user_id: u64, group_id: u64) -> bool {
        self.group_role(user_id, group_id) > 0
            || self
                .places_of_user(user_id)
                .any(|place| self.place_group(place).is_some_and(|below| self.is_below(below, group_id)))
    }

    /// The top-level group of a place, which carries the settings of the whole tree.
    pub(crate) fn root_group(&self, place: Place) -> Option<&Group> {
        self.lineage(self.place_group(place)?).last().copied()
    }

    pub(crate) fn is_below(&self, group_id: u64, ancestor_id: u64) -> bool {
        self.lineage(group_id).iter().any(|group| group.id == ancestor_id)
    }

    pub(super) fn place_group(&self, place: Place) -> Option<u64> {
        match place {
            Place::Group(id) => Some(id),
            Place::Project(id) => match self.projects.get(&id)?.namespace {
                Namespace::Group(group_id) => Some(group_id),
                Namespace::User(_) => None,
            },
        }
    }
}
