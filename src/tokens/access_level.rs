//! Roles as GitLab numbers them (`lib/gitlab/access.rb`).

/// A role's number. Numbers this version of Keyturn does not know are kept and shown as "Level N".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccessLevel(pub u32);

impl AccessLevel {
    /// 10
    pub const GUEST: Self = Self(10);
    /// 15, since 17.7
    pub const PLANNER: Self = Self(15);
    /// 20
    pub const REPORTER: Self = Self(20);
    /// 30
    pub const DEVELOPER: Self = Self(30);
    /// 40
    pub const MAINTAINER: Self = Self(40);
    /// 50
    pub const OWNER: Self = Self(50);

    /// GitLab's own word for the role, in English in every language, as its interface and docs use it in the API.
    pub fn name(self) -> Option<&'static str> {
        Some(match self.0 {
            0 => "No access",
            5 => "Minimal access",
            10 => "Guest",
            15 => "Planner",
            20 => "Reporter",
            25 => "Security Manager",
            30 => "Developer",
            40 => "Maintainer",
            50 => "Owner",
            60 => "Admin",
            _ => return None,
        })
    }
}
