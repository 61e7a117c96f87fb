//! A GitLab user, as far as Keyturn needs one.

use crate::tokens::Resource;

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

impl User {
    /// The project or group whose token this user is the bot of. GitLab tells it only by the name
    /// (`project_42_bot_0a1b…`, in old releases `project_42_bot` and `project_42_bot1`).
    pub fn bot_of(&self) -> Option<Resource> {
        let (sort, rest) = self.username.split_once('_').filter(|_| self.is_bot)?;
        let (id, bot) = rest.split_once('_')?;
        let id = id.parse().ok().filter(|_| bot.starts_with("bot"))?;
        match sort {
            "project" => Some(Resource::Project(id)),
            "group" => Some(Resource::Group(id)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bot_is_known_by_its_name() {
        for (username, is_bot, expected) in [
            ("project_42_bot_0a1b2c", true, Some(Resource::Project(42))),
            ("group_7_bot", true, Some(Resource::Group(7))),
            ("project_42_bot1", true, Some(Resource::Project(42))),
            ("project_42_bot", false, None),
            ("project_x_bot", true, None),
            ("service_account_group_5_ab", true, None),
            ("ann", true, None),
        ] {
            let (name, state) = (String::new(), String::new());
            let user = User { id: 1, username: username.to_owned(), name, state, is_admin: false, is_bot };
            assert_eq!(user.bot_of(), expected, "{username}");
        }
    }
}
