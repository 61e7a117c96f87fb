//! Who may ask: an application, and the addresses it may be sent back to.

use std::net::IpAddr;
use std::str::FromStr;

use http::Uri;

/// The client id of the application that exists in every world unless the options leave it out.
pub const EXAMPLE_CLIENT_ID: &str = "6f1d9c0a47b2e835c1409ad7e6b3f85210c7de49a2b86f03d5174e9cb80a3f62";

/// A public OAuth application, as somebody would enter it at `/-/user_settings/applications` with "Confidential" unticked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "server", derive(serde::Serialize))]
pub struct Application {
    /// What it calls itself: GitLab's have 64 hexadecimal digits.
    pub client_id: String,
    /// What people read when they are asked.
    pub name: String,
    /// Where people may be sent back to. An address must be one of these to the letter; only the port of a loopback address
    /// (`http://127.0.0.1/…`) is free.
    pub redirect_uris: Vec<String>,
    /// What it may ask for.
    pub scopes: Vec<String>,
}

/// Whether the way back names the issuer in `iss` (RFC 9207). GitLab does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Iss {
    /// There is no such parameter.
    #[default]
    Absent,
    /// The address GitLab believes it has.
    Own,
    /// Somebody else: what an attacker's server would say.
    Other(String),
}

impl Application {
    /// An application with the scopes one would tick for a client of the API.
    pub fn new(client_id: impl Into<String>, name: impl Into<String>, redirect_uris: Vec<String>) -> Self {
        let scopes = ["api", "read_api", "read_user"].map(str::to_owned).to_vec();
        Self { client_id: client_id.into(), name: name.into(), redirect_uris, scopes }
    }

    /// The one that exists in every world.
    pub fn example() -> Self {
        let redirect_uris = ["http://127.0.0.1/", "http://127.0.0.1/callback"].map(str::to_owned).to_vec();
        Self::new(EXAMPLE_CLIENT_ID, "Example client", redirect_uris)
    }

    /// Whether people may be sent back to this address.
    pub(super) fn returns_to(&self, address: &str) -> bool {
        self.redirect_uris.iter().any(|registered| is_same_address(address, registered))
    }

    /// Adds an application to others, or its addresses to those of the one with the same client id.
    pub fn join(self, others: &mut Vec<Self>) {
        match others.iter_mut().find(|other| other.client_id == self.client_id) {
            Some(other) => other.redirect_uris.extend(self.redirect_uris),
            None => others.push(self),
        }
    }
}

impl FromStr for Application {
    type Err = String;

    /// Reads `CLIENT_ID=REDIRECT_URI`.
    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((id, address)) if !id.is_empty() && is_address(address) => {
                Ok(Self::new(id, id, vec![address.to_owned()]))
            }
            _ => Err(format!("`{text}` is no application: say CLIENT_ID=https://app.example/callback")),
        }
    }
}

/// Whether an application may have this as the address people are sent back to.
pub(crate) fn is_address(address: &str) -> bool {
    !address.contains('#')
        && !address.chars().any(char::is_whitespace)
        && address.parse::<Uri>().is_ok_and(|uri| uri.scheme().is_some() && uri.host().is_some())
}

/// Whether two addresses are the same to the letter, or loopback addresses that differ in the port alone.
pub(super) fn is_same_address(asked: &str, known: &str) -> bool {
    is_address(asked)
        && (asked == known || without_port(asked).is_some_and(|asked| Some(asked) == without_port(known)))
}

/// All of a loopback address but its port; `None` where another machine could be meant.
fn without_port(address: &str) -> Option<(String, String, String)> {
    let uri: Uri = address.parse().ok()?;
    let host = uri.host()?;
    let ip: IpAddr = host.trim_start_matches('[').trim_end_matches(']').parse().ok()?;
    let has_user = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    (ip.is_loopback() && !has_user)
        .then(|| (uri.scheme_str().unwrap_or("").to_owned(), host.to_owned(), path.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_the_same_to_the_letter_and_on_the_loopback_on_any_port() {
        for (asked, known, same) in [
            ("https://app.example/callback", "https://app.example/callback", true),
            ("https://app.example/callback", "https://app.example/", false),
            ("https://app.example:444/callback", "https://app.example/callback", false),
            ("https://app.example/callback?x=1", "https://app.example/callback", false),
            ("https://app.example/callback/", "https://app.example/callback", false),
            ("https://app.example/callback#x", "https://app.example/callback#x", false),
            ("http://127.0.0.1:40123/callback", "http://127.0.0.1/callback", true),
            ("http://127.0.0.1:40123/other", "http://127.0.0.1/callback", false),
            ("https://127.0.0.1:40123/callback", "http://127.0.0.1/callback", false),
            ("http://127.0.0.2/callback", "http://127.0.0.1/callback", false),
            ("http://[::1]:7/callback", "http://[::1]/callback", true),
            ("http://ann@127.0.0.1/callback", "http://127.0.0.1/callback", false),
            ("http://localhost:40123/callback", "http://localhost/callback", false),
            ("/callback", "/callback", false),
            ("", "", false),
        ] {
            assert_eq!(is_same_address(asked, known), same, "{asked} {known}");
        }
    }

    #[test]
    fn an_application_is_read_from_its_id_and_address() {
        let read: Result<Application, String> = "abc=https://app.example/?a=b".parse();
        assert_eq!(read.map(|read| read.redirect_uris), Ok(vec!["https://app.example/?a=b".to_owned()]));
        for text in ["", "abc", "=https://app.example/", "abc=callback", "abc=https://app.example/#x"] {
            assert!(text.parse::<Application>().is_err(), "{text}");
        }
    }
}
