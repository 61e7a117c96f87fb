//! Ready-made texts around a value. They are put together only to be copied, and wiped afterwards.

use zeroize::Zeroizing;

use crate::tokens::{Kind, Secret};

/// The texts a person needs next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// A header for curl.
    Curl,
    /// Signing in to a container registry.
    Docker,
    /// An address for `git remote set-url`, or to clone from.
    Git,
    /// A line of `.netrc`.
    Netrc,
    /// Lines for CI/CD variables.
    Variable,
}

/// What stands around a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// The GitLab's address.
    pub address: String,
    /// The full path of the project; words to be replaced where it is not known.
    pub project: String,
    /// The user name of a deploy token.
    pub username: Option<String>,
}

impl Ready {
    /// The texts for a kind, with the names they go by. A deploy token cannot call the API.
    pub fn of(kind: Kind) -> &'static [(Ready, &'static str)] {
        match kind {
            Kind::Deploy => &[
                (Ready::Docker, "docker login"),
                (Ready::Git, "git clone"),
                (Ready::Netrc, ".netrc"),
                (Ready::Variable, "CI/CD variables"),
            ],
            _ => &[
                (Ready::Curl, "curl"),
                (Ready::Git, "git remote"),
                (Ready::Netrc, ".netrc"),
                (Ready::Variable, "CI/CD variable"),
            ],
        }
    }

    /// The text with `shown` in the value's place.
    pub fn text(self, around: &Around, shown: &str) -> String {
        let Around { address, project, username } = around;
        let (scheme, place) = address.split_once("://").unwrap_or(("https", address));
        let host = place.split(['/', ':']).next().unwrap_or(place);
        let user = username.as_deref().unwrap_or("oauth2");
        match self {
            Ready::Curl => format!("curl --header \"Authorization: Bearer {shown}\" {address}/api/v4/user"),
            // Where a GitLab's registry is, its API does not tell.
            Ready::Docker => {
                format!("printf %s '{shown}' | docker login REGISTRY --username '{user}' --password-stdin")
            }
            Ready::Git if username.is_some() => {
                format!("git clone {scheme}://{user}:{shown}@{place}/{project}.git")
            }
            Ready::Git => {
                format!("git remote set-url origin {scheme}://{user}:{shown}@{place}/{project}.git")
            }
            Ready::Netrc => format!("machine {host} login {user} password {shown}"),
            Ready::Variable if username.is_some() => {
                format!("CI_DEPLOY_USER={user}\nCI_DEPLOY_PASSWORD={shown}")
            }
            Ready::Variable => format!("GITLAB_TOKEN={shown}"),
        }
    }

    /// The text with the value itself, for the clipboard only.
    pub fn with_value(self, around: &Around, value: &Secret) -> Zeroizing<String> {
        // EXPOSE: goes to the clipboard at the person's request.
        Zeroizing::new(self.text(around, value.expose()))
    }
}
