//! A GitLab user, as far as Keyturn needs one.

/// From `GET /user` or `GET /users`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// GitLab's id.
    pub id: u64,
    /// The login name, without `@`.
    pub username: String,
    /// The display name.
    pub name: String,
    /// `active`, `blocked`, …; empty where not told.
    pub state: String,
    /// Told of oneself by `GET /user` and, to administrators, of everyone.
    pub is_admin: bool,
    /// The hidden user behind a project or group token, or a service account.
    pub is_bot: bool,
}
