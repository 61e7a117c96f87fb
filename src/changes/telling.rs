//! What a tab tells the other tabs of the same browser about a change: ids and places, never a value.

use super::place_word::{place_word, read_place};
use crate::tokens::Place;

/// Something that was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The token of this id was rotated or revoked: whoever is signed in with it must not use its old value again, or
    /// GitLab takes that for theft.
    Ended {
        /// The address of the GitLab.
        server: String,
        /// The token's id.
        id: u64,
    },
    /// The tokens of a place are not what they were.
    Changed {
        /// The address of the GitLab.
        server: String,
        /// The place.
        place: Place,
    },
}

impl Told {
    /// As it is said.
    pub fn print(&self) -> String {
        match self {
            Told::Ended { server, id } => format!("ended {server} {id}"),
            Told::Changed { server, place } => format!("changed {server} {}", place_word(*place)),
        }
    }

    /// Reads what another tab said; `None` if this version does not know it.
    pub fn read(text: &str) -> Option<Self> {
        let (word, rest) = text.split_once(' ')?;
        let (server, rest) = rest.split_once(' ')?;
        let server = server.to_owned();
        match word {
            "ended" => Some(Told::Ended { server, id: rest.parse().ok()? }),
            "changed" => Some(Told::Changed { server, place: read_place(rest)? }),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::Resource;

    #[test]
    fn what_one_tab_says_another_reads() {
        let server = || String::from("https://gitlab.example/gitlab");
        let places = [
            Place::User(1),
            Place::AllUsers,
            Place::Impersonation(7),
            Place::Resource(Resource::Project(1)),
            Place::Resource(Resource::Group(2)),
            Place::Deploy(Resource::Project(3)),
            Place::DeployInstance,
            Place::ServiceAccount(Resource::Group(5), 71),
        ];
        let mut all = places.map(|place| Told::Changed { server: server(), place }).to_vec();
        all.push(Told::Ended { server: server(), id: 9 });
        for told in all {
            assert_eq!(Told::read(&told.print()), Some(told));
        }
        for unknown in
            ["", "ended", "ended https://x", "ended https://x y", "changed https://x elsewhere 1", "new x y"]
        {
            assert_eq!(Told::read(unknown), None, "{unknown}");
        }
    }
}
