//! Ready-made texts around a value. They are put together only to be copied, and wiped afterwards.

use zeroize::Zeroizing;

use crate::tokens::Secret;

/// The texts a person needs next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ready {
    /// A header for curl.
    Curl,
    /// An address for `git remote set-url`.
    GitRemote,
    /// A line of `.netrc`.
    Netrc,
    /// A line for a CI/CD variable.
    Variable,
}

impl Ready {
    /// All of them, with the names they go by.
    pub const ALL: [(Ready, &'static str); 4] = [
        (Ready::Curl, "curl"),
        (Ready::GitRemote, "git remote"),
        (Ready::Netrc, ".netrc"),
        (Ready::Variable, "CI/CD variable"),
    ];

    /// The text with `shown` in the value's place.
    pub fn text(self, address: &str, shown: &str) -> String {
        let (scheme, place) = address.split_once("://").unwrap_or(("https", address));
        let host = place.split(['/', ':']).next().unwrap_or(place);
        match self {
            Ready::Curl => format!("curl --header \"Authorization: Bearer {shown}\" {address}/api/v4/user"),
            Ready::GitRemote => {
                format!("git remote set-url origin {scheme}://oauth2:{shown}@{place}/GROUP/PROJECT.git")
            }
            Ready::Netrc => format!("machine {host} login oauth2 password {shown}"),
            Ready::Variable => format!("GITLAB_TOKEN={shown}"),
        }
    }

    /// The text with the value itself, for the clipboard only.
    pub fn with_value(self, address: &str, value: &Secret) -> Zeroizing<String> {
        // EXPOSE: goes to the clipboard at the person's request.
        Zeroizing::new(self.text(address, value.expose()))
    }
}
