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
    /// 25, in 19.x and only where that feature is on
    pub const SECURITY_MANAGER: Self = Self(25);
    /// 30
    pub const DEVELOPER: Self = Self(30);
    /// 40
    pub const MAINTAINER: Self = Self(40);
    /// 50
    pub const OWNER: Self = Self(50);

    /// The roles a project or group token can be made with, where the release knows them, lowest first.
    pub const CHOICES: [Self; 7] = [
        Self::GUEST,
        Self::PLANNER,
        Self::REPORTER,
        Self::SECURITY_MANAGER,
        Self::DEVELOPER,
        Self::MAINTAINER,
        Self::OWNER,
    ];

    /// A role by its number or by GitLab's word for it, letters' case ignored.
    pub fn named(text: &str) -> Option<Self> {
        let by_name = |level: &Self| level.name().is_some_and(|name| name.eq_ignore_ascii_case(text));
        text.parse().ok().map(Self).or_else(|| Self::CHOICES.into_iter().find(by_name))
    }

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
