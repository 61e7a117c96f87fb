//! A GitLab's version and what it can do (`docs/ARCHITECTURE.md`, "Versions").

use chrono::TimeDelta;

use crate::tokens::{AccessLevel, Place, Resource, Scope};

/// `MAJOR.MINOR` of a GitLab; ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// The year's number, such as 19.
    pub major: u32,
    /// The month's number, such as 5.
    pub minor: u32,
}

impl Version {
    /// Reads the leading `MAJOR.MINOR` of texts such as `19.5.1-ee`, `19.0.0-pre`, `13.3.4`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().split(['.', '-', '+']);
        Some(Self { major: parts.next()?.parse().ok()?, minor: parts.next()?.parse().ok()? })
    }

    const fn at(major: u32, minor: u32) -> Self {
        Self { major, minor }
    }
}

/// What a server of a version offers. An unknown version is taken for a current one: the server's own answer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Abilities {
    version: Option<Version>,
}

impl Abilities {
    /// The abilities of a version; `None` where it could not be read.
    pub fn of(version: Option<Version>) -> Self {
        Self { version }
    }

    /// Projects manage service accounts of their own; groups do since 16.1.
    pub fn has_service_accounts(self, of: Resource) -> bool {
        match of {
            Resource::Project(_) => self.since(18, 0),
            Resource::Group(_) => self.since(16, 1),
        }
    }

    /// The list of all users is read by keyset (<https://docs.gitlab.com/api/rest/#supported-resources>).
    pub fn pages_users_by_keyset(self) -> bool {
        self.since(16, 5)
    }

    /// A role can be given to a project or group token.
    pub fn has_role(self, level: AccessLevel) -> bool {
        match level {
            AccessLevel::PLANNER => self.since(17, 7),
            AccessLevel::SECURITY_MANAGER => self.since(19, 0),
            _ => true,
        }
    }

    /// A scope can be given to a token that lives there.
    pub fn has_scope(self, place: Place, scope: &Scope) -> bool {
        match scope.as_str() {
            "read_package_registry" | "write_package_registry" => self.since(13, 0),
            "admin_mode" => self.since(15, 8),
            "create_runner" | "ai_features" => self.since(16, 0),
            "k8s_proxy" => self.since(16, 4),
            "manage_runner" | "read_service_ping" => self.since(17, 1),
            "self_rotate" => self.since(17, 9),
            "read_virtual_registry" | "write_virtual_registry" => match place {
                // The dependency proxy belongs to groups.
                Place::Deploy(Resource::Project(_)) => false,
                Place::Deploy(_) => self.since(18, 0),
                _ => self.since(17, 11),
            },
            _ => true,
        }
    }

    /// Revoked project and group tokens stay in their list.
    pub fn keeps_revoked(self) -> bool {
        self.since(17, 2)
    }

    /// About how often GitLab notes a use of a token, in `last_used_at`.
    pub fn notes_use_every(self) -> TimeDelta {
        if self.since(16, 1) { TimeDelta::minutes(10) } else { TimeDelta::hours(24) }
    }

    fn since(self, major: u32, minor: u32) -> bool {
        self.version.is_none_or(|version| version >= Version::at(major, minor))
    }

    /// `POST /personal_access_tokens/:id/rotate` exists.
    pub fn rotates(self) -> bool {
        self.since(16, 0)
    }

    /// Rotation takes `expires_at`; before, the new token always lives one week.
    pub fn rotates_to_date(self) -> bool {
        self.since(16, 6)
    }

    /// `POST /personal_access_tokens/self/rotate` exists.
    pub fn rotates_self(self) -> bool {
        self.since(16, 10)
    }

    /// Tokens have descriptions.
    pub fn describes(self) -> bool {
        self.since(17, 7)
    }

    /// `GET /personal_access_tokens/self/associations` exists.
    pub fn lists_associations(self) -> bool {
        self.since(17, 4)
    }

    /// The list of personal tokens takes filters and a sort.
    pub fn filters_personal(self) -> bool {
        self.since(15, 5)
    }

    /// A person may create a token for oneself, with few scopes.
    pub fn creates_own(self) -> bool {
        self.since(16, 5)
    }

    /// An end date is compulsory by default.
    pub fn enforces_expiry(self) -> bool {
        self.since(16, 0)
    }

    /// GitLab's own page lives below `/-/user_settings/` (before: `/-/profile/`).
    pub fn has_user_settings_path(self) -> bool {
        self.since(16, 8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_leading_numbers_of_every_version_text_are_read() {
        for (text, expected) in [
            ("19.5.1-ee", Some((19, 5))),
            ("19.0.0-pre", Some((19, 0))),
            ("13.3.4", Some((13, 3))),
            ("18.11", Some((18, 11))),
            (" 16.0.0+x ", Some((16, 0))),
            ("", None),
            ("nineteen", None),
            ("19", None),
        ] {
            let version = Version::parse(text).map(|version| (version.major, version.minor));
            assert_eq!(version, expected, "{text}");
        }
    }

    #[test]
    fn abilities_follow_the_version_and_an_unknown_one_counts_as_current() {
        let at = |text| Abilities::of(Version::parse(text));
        assert!(!at("15.11.13").rotates() && at("16.0.0").rotates());
        assert!(!at("16.9.9").rotates_self() && at("16.10.0").rotates_self());
        assert!(!at("16.4.9").pages_users_by_keyset() && at("16.5.0").pages_users_by_keyset());
        assert!(!at("17.6.0").describes() && at("17.7.0").describes());
        assert!(Abilities::of(None).lists_associations());
    }

    #[test]
    fn only_the_scopes_a_release_and_a_place_know_are_offered() {
        let (project, group) = (Resource::Project(1), Resource::Group(1));
        let offered = |version, place: Place| {
            let abilities = Abilities::of(Version::parse(version));
            let scopes = place.kind().facts().scopes.iter();
            let names = scopes.filter(|scope| abilities.has_scope(place, scope)).map(Scope::as_str);
            names.collect::<Vec<_>>().join(" ")
        };
        for (version, place, expected) in [
            ("12.9.0", Place::Deploy(project), "read_repository read_registry write_registry"),
            (
                "19.5.0",
                Place::Deploy(project),
                "read_repository read_registry write_registry read_package_registry write_package_registry",
            ),
            (
                "17.11.0",
                Place::Deploy(group),
                "read_repository read_registry write_registry read_package_registry write_package_registry",
            ),
            (
                "18.0.0",
                Place::Deploy(group),
                "read_repository read_registry write_registry read_package_registry write_package_registry \
                 read_virtual_registry write_virtual_registry",
            ),
            (
                "13.12.0",
                Place::Resource(project),
                "read_api read_repository write_repository read_registry write_registry api",
            ),
            (
                "16.11.0",
                Place::Resource(group),
                "read_api read_repository write_repository read_registry write_registry create_runner ai_features \
                 k8s_proxy api",
            ),
        ] {
            assert_eq!(offered(version, place), expected, "{version} {place:?}");
        }
        assert_eq!(
            offered("19.5.0", Place::User(1)).split(' ').count(),
            Place::User(1).kind().facts().scopes.len()
        );
    }
}
