//! Groups, which form trees, and projects, which hang in them.

use chrono::{DateTime, NaiveDate, Utc};

use super::World;

/// Where a token of a resource lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Place {
    Project(u64),
    Group(u64),
}

/// Who may see a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Visibility {
    Private,
    Internal,
    Public,
}

/// What a project belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Namespace {
    Group(u64),
    User(u64),
}

/// A group or subgroup.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) id: u64,
    pub(crate) parent: Option<u64>,
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) description: String,
    pub(crate) visibility: Visibility,
    pub(crate) created_at: DateTime<Utc>,
    /// Of a top-level group: whether tokens may be made for it and for what lies below.
    pub(crate) allows_resource_tokens: bool,
}

/// A project.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    pub(crate) id: u64,
    pub(crate) namespace: Namespace,
    pub(crate) name: String,
    pub(crate) path: String,
    pub(crate) description: Option<String>,
    pub(crate) visibility: Visibility,
    pub(crate) is_archived: bool,
    pub(crate) marked_for_deletion_on: Option<NaiveDate>,
    pub(crate) created_at: DateTime<Utc>,
    pub(crate) last_activity_at: DateTime<Utc>,
}

impl Group {
    pub(crate) fn new(
        id: u64,
        parent: Option<u64>,
        name: &str,
        path: &str,
        created_at: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            parent,
            name: name.to_owned(),
            path: path.to_owned(),
            description: String::new(),
            visibility: Visibility::Private,
            created_at,
            allows_resource_tokens: true,
        }
    }
}

impl Project {
    pub(crate) fn new(
        id: u64,
        namespace: Namespace,
        name: &str,
        path: &str,
        created_at: DateTime<Utc>,
    ) -> Self {
        Self {
            id,
            namespace,
            name: name.to_owned(),
            path: path.to_owned(),
            description: None,
            visibility: Visibility::Private,
            is_archived: false,
            marked_for_deletion_on: None,
            created_at,
            last_activity_at: created_at,
        }
    }
}

impl Visibility {
    pub(crate) fn as_text(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::Internal => "internal",
            Self::Public => "public",
        }
    }
}

impl Place {
    /// The word GitLab uses in texts and in `resource_type`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Project(_) => "project",
            Self::Group(_) => "group",
        }
    }

    pub(crate) fn id(self) -> u64 {
        match self {
            Self::Project(id) | Self::Group(id) => id,
        }
    }
}

impl World {
    /// The group and the groups above it, nearest first.
    pub(crate) fn lineage(&self, group_id: u64) -> Vec<&Group> {
        let mut lineage = Vec::new();
        let mut next = self.groups.get(&group_id);
        while let Some(group) = next {
            lineage.push(group);
            next = group.parent.and_then(|parent| self.groups.get(&parent));
        }
        lineage
    }

    /// `acme/platform`.
    pub(crate) fn group_path(&self, group_id: u64) -> String {
        self.joined(group_id, "/", |group| &group.path)
    }

    /// `Acme / Platform`.
    pub(crate) fn group_name(&self, group_id: u64) -> String {
        self.joined(group_id, " / ", |group| &group.name)
    }

    /// The full path and name of what a project belongs to.
    pub(crate) fn namespace_names(&self, namespace: Namespace) -> (String, String) {
        match namespace {
            Namespace::Group(id) => (self.group_path(id), self.group_name(id)),
            Namespace::User(id) => {
                self.users.get(&id).map(|user| (user.username.clone(), user.name.clone())).unwrap_or_default()
            }
        }
    }

    /// `acme/platform/web`.
    pub(crate) fn project_path(&self, project: &Project) -> String {
        format!("{}/{}", self.namespace_names(project.namespace).0, project.path)
    }

    fn joined(&self, group_id: u64, separator: &str, part: impl Fn(&Group) -> &str) -> String {
        let parts: Vec<&str> = self.lineage(group_id).into_iter().rev().map(part).collect();
        parts.join(separator)
    }
}
