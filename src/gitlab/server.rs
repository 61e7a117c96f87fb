//! The address of a GitLab as typed by a person, and as requests are built from it.
//!
//! The rules: https; http for the machine itself, or from a page that is http itself and after a question; no user
//! name, query or fragment in it; a path is kept, because a GitLab may live below one (relative URL root).

use std::fmt;
use std::net::Ipv4Addr;

use super::credential::looks_like_a_token;

/// A GitLab's base address in its one canonical form: parsing what it prints gives the same server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    is_https: bool,
    host: String,
    typed_host: Option<String>,
    port: Option<u16>,
    path: String,
}

/// Why a text is no usable address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerFault {
    /// Nothing was typed.
    Empty,
    /// A token: as a host it would be told to whoever resolves names.
    Token,
    /// Neither `https://` nor `http://`.
    Scheme,
    /// http to another machine, from a page that is https itself.
    Insecure,
    /// A user name or password in the address.
    UserInfo,
    /// `?` or `#`.
    QueryOrFragment,
    /// White space, control characters, backslashes and the like.
    Character,
    /// No host, or none that can exist.
    Host,
    /// No number between 1 and 65535.
    Port,
    /// A path that is no plain folder path.
    Path,
}

/// How the page itself was loaded; decides whether plain http to another machine can work at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageScheme {
    /// The page is https.
    Https,
    /// The page is http.
    Http,
}

impl Server {
    /// Reads what a person typed. `to_ascii` turns a host with letters beyond ASCII into its punycode form and an IPv6 address in
    /// brackets into its canonical one, or says that it cannot exist (in the browser: the URL parser).
    pub fn parse(
        text: &str,
        page: PageScheme,
        to_ascii: impl Fn(&str) -> Option<String>,
    ) -> Result<Self, ServerFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(ServerFault::Empty);
        }
        if looks_like_a_token(text) {
            return Err(ServerFault::Token);
        }
        if text.chars().any(|c| c.is_whitespace() || c.is_control() || "\\<>\"`{}|^".contains(c)) {
            return Err(ServerFault::Character);
        }
        if text.contains(['?', '#']) {
            return Err(ServerFault::QueryOrFragment);
        }
        let (scheme, rest) = split_scheme(text)?;
        let (authority, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        if authority.contains('@') {
            return Err(ServerFault::UserInfo);
        }
        let (typed, port) = split_port(authority)?;
        let host = canonical_host(typed, to_ascii)?;
        let is_https = scheme.unwrap_or(!is_loopback(&host));
        if !is_https && !is_loopback(&host) && page == PageScheme::Https {
            return Err(ServerFault::Insecure);
        }
        let default_port = if is_https { 443 } else { 80 };
        Ok(Self {
            is_https,
            typed_host: (!typed.is_ascii()).then(|| typed.to_lowercase()),
            host,
            port: port.filter(|port| *port != default_port),
            path: canonical_path(path)?,
        })
    }

    /// Scheme, host and port: what `connect-src` is locked to and what a person must recognise.
    pub fn origin(&self) -> String {
        let scheme = if self.is_https { "https" } else { "http" };
        match self.port {
            Some(port) => format!("{scheme}://{}:{port}", self.host),
            None => format!("{scheme}://{}", self.host),
        }
    }

    /// The base of every address on this GitLab, without a slash at its end.
    pub fn base(&self) -> String {
        self.origin() + &self.path
    }

    /// The host alone, for short mention.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The host as typed, where it differs from its punycode form: both are shown.
    pub fn typed_host(&self) -> Option<&str> {
        self.typed_host.as_deref()
    }

    /// Whether what is sent can be read on the way: http to another machine. Needs the person's word.
    pub fn is_exposed(&self) -> bool {
        !self.is_https && !is_loopback(&self.host)
    }

    /// Whether the browser would refuse it from an https page.
    pub fn is_http(&self) -> bool {
        !self.is_https
    }
}

impl fmt::Display for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.base())
    }
}

/// `Some(true)` for https, `Some(false)` for http, `None` where no scheme was typed.
fn split_scheme(text: &str) -> Result<(Option<bool>, &str), ServerFault> {
    let Some((scheme, rest)) = text.split_once("://") else {
        return Ok((None, text.strip_prefix("//").unwrap_or(text)));
    };
    if scheme.eq_ignore_ascii_case("https") {
        Ok((Some(true), rest))
    } else if scheme.eq_ignore_ascii_case("http") {
        Ok((Some(false), rest))
    } else {
        Err(ServerFault::Scheme)
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), ServerFault> {
    if authority.starts_with('[') && !authority.contains(']') {
        return Err(ServerFault::Host);
    }
    let after_v6 = authority.rfind(']').map_or(0, |bracket| bracket + 1);
    let Some(colon) = authority[after_v6..].find(':').map(|at| at + after_v6) else {
        return Ok((authority, None));
    };
    let digits = &authority[colon + 1..];
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ServerFault::Port);
    }
    match digits.parse::<u16>() {
        Ok(0) | Err(_) => Err(ServerFault::Port),
        Ok(port) => Ok((&authority[..colon], Some(port))),
    }
}

fn canonical_host(typed: &str, to_ascii: impl Fn(&str) -> Option<String>) -> Result<String, ServerFault> {
    if typed.starts_with('[') {
        let is_address = |host: &String| host.is_ascii() && host.starts_with('[') && host.ends_with(']');
        return to_ascii(typed).filter(is_address).ok_or(ServerFault::Host);
    }
    let host = if typed.is_ascii() {
        typed.to_ascii_lowercase()
    } else {
        to_ascii(typed).filter(|host| host.is_ascii()).ok_or(ServerFault::Host)?
    };
    let host = host.strip_suffix('.').unwrap_or(&host);
    let labels_exist = host.split('.').all(|label| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
            && !label.starts_with('-')
            && !label.ends_with('-')
    });
    if !labels_exist || host.len() > 253 {
        return Err(ServerFault::Host);
    }
    // A browser reads a last label such as `1` or `0x7f` as part of an IPv4 number: only the plain form is taken.
    let last = host.rsplit('.').next().unwrap_or_default();
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit()) || last.starts_with("0x");
    if is_number && host.parse::<Ipv4Addr>().is_err() {
        return Err(ServerFault::Host);
    }
    Ok(host.to_owned())
}

/// Keeps a relative URL root; drops what belongs to a page or to the API behind it.
fn canonical_path(path: &str) -> Result<String, ServerFault> {
    let mut kept = String::new();
    let mut segments = path.split('/').skip(1).filter(|segment| !segment.is_empty()).peekable();
    while let Some(segment) = segments.next() {
        let is_page = match segment {
            "-" => true,
            "api" => segments.peek().is_some_and(|next| matches!(*next, "v3" | "v4")),
            "users" => segments.peek() == Some(&"sign_in"),
            _ => false,
        };
        if is_page {
            break;
        }
        let is_plain = segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte));
        if !is_plain || matches!(segment, "." | "..") {
            return Err(ServerFault::Path);
        }
        kept.push('/');
        kept.push_str(segment);
    }
    Ok(kept)
}

fn is_loopback(host: &str) -> bool {
    host == "localhost"
        || host.ends_with(".localhost")
        || host == "[::1]"
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn ascii(host: &str) -> Option<String> {
        match host {
            "gitläb.example" | "GITLÄB.example" => Some(String::from("xn--gitlb-jra.example")),
            "[::1]" => Some(String::from("[::1]")),
            "[2001:DB8::1]" => Some(String::from("[2001:db8::1]")),
            _ => None,
        }
    }

    fn check(text: &str, page: PageScheme, expected: Result<&str, ServerFault>) {
        let server = Server::parse(text, page, ascii).map(|server| server.base());
        assert_eq!(server, expected.map(str::to_owned), "{text:?}");
    }

    #[test]
    fn every_way_to_type_an_address_has_one_meaning() {
        use PageScheme::Https;
        use ServerFault::*;
        for (text, expected) in [
            ("https://gitlab.com", Ok("https://gitlab.com")),
            ("gitlab.com", Ok("https://gitlab.com")),
            ("  gitlab.com  ", Ok("https://gitlab.com")),
            ("GitLab.COM", Ok("https://gitlab.com")),
            ("HTTPS://gitlab.com", Ok("https://gitlab.com")),
            ("//gitlab.com", Ok("https://gitlab.com")),
            ("https://gitlab.com/", Ok("https://gitlab.com")),
            ("https://gitlab.com//", Ok("https://gitlab.com")),
            ("https://gitlab.com.", Ok("https://gitlab.com")),
            ("https://gitlab.com:443", Ok("https://gitlab.com")),
            ("https://gitlab.com:8443", Ok("https://gitlab.com:8443")),
            ("gitlab.com:8443/", Ok("https://gitlab.com:8443")),
            ("https://example.com/gitlab", Ok("https://example.com/gitlab")),
            ("https://example.com/gitlab/", Ok("https://example.com/gitlab")),
            ("https://example.com/tools/gitlab", Ok("https://example.com/tools/gitlab")),
            ("https://gitlab.com/api/v4", Ok("https://gitlab.com")),
            ("https://gitlab.com/api/v4/", Ok("https://gitlab.com")),
            ("https://example.com/gitlab/api/v4", Ok("https://example.com/gitlab")),
            ("https://example.com/api", Ok("https://example.com/api")),
            ("https://gitlab.com/users/sign_in", Ok("https://gitlab.com")),
            ("https://gitlab.com/-/user_settings/personal_access_tokens", Ok("https://gitlab.com")),
            ("https://example.com/gitlab/-/profile", Ok("https://example.com/gitlab")),
            ("https://gitlab_internal.example", Ok("https://gitlab_internal.example")),
            ("https://10.0.0.5", Ok("https://10.0.0.5")),
            ("https://[2001:DB8::1]:8443", Ok("https://[2001:db8::1]:8443")),
            ("https://xn--gitlb-jra.example", Ok("https://xn--gitlb-jra.example")),
            ("https://gitläb.example", Ok("https://xn--gitlb-jra.example")),
            ("GITLÄB.example", Ok("https://xn--gitlb-jra.example")),
            ("http://localhost", Ok("http://localhost")),
            ("localhost:8080", Ok("http://localhost:8080")),
            ("https://localhost:8080", Ok("https://localhost:8080")),
            ("http://127.0.0.1:8080/gitlab", Ok("http://127.0.0.1:8080/gitlab")),
            ("http://[::1]:3000", Ok("http://[::1]:3000")),
            ("http://gdk.localhost:3000", Ok("http://gdk.localhost:3000")),
            ("http://localhost:80", Ok("http://localhost")),
            ("", Err(Empty)),
            ("   ", Err(Empty)),
            ("http://gitlab.example", Err(Insecure)),
            ("http://128.0.0.1", Err(Insecure)),
            ("http://localhost.example", Err(Insecure)),
            ("glpat-abcdefghij0123456789", Err(Token)),
            ("corp-glpat-AbCdEfGhIjKlMnOpQrSt", Err(Token)),
            ("glpat-b9dPXyDk1aBcDeFgHiJkLm86MQp1OjEKdToxCw.01.120a1b2c3", Err(Token)),
            ("https://gldt-abcdefghij0123456789", Err(Token)),
            ("https://gitlab.com/glrt-abcdefghij0123456789", Err(Token)),
            ("https://oauth2:glpat-abcdefghij0123456789@gitlab.com", Err(Token)),
            ("ghp_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789", Err(Token)),
            ("ftp://gitlab.com", Err(Scheme)),
            ("file:///etc/passwd", Err(Scheme)),
            ("javascript:alert(1)", Err(Port)),
            ("data:text/html,x", Err(Port)),
            ("https://user@gitlab.com", Err(UserInfo)),
            ("https://user:pass@gitlab.com", Err(UserInfo)),
            ("https://gitlab.com@evil.example", Err(UserInfo)),
            ("https://gitlab.com?x=1", Err(QueryOrFragment)),
            ("https://gitlab.com/#/x", Err(QueryOrFragment)),
            ("https://gitlab.com\\@evil.example", Err(Character)),
            ("https://git lab.com", Err(Character)),
            ("https://gitlab.com\u{0}", Err(Character)),
            ("https://<gitlab>", Err(Character)),
            ("https://", Err(Host)),
            ("https:///path", Err(Host)),
            ("https://.com", Err(Host)),
            ("https://a..b", Err(Host)),
            ("https://-a.com", Err(Host)),
            ("https://a%2eb.com", Err(Host)),
            ("https://0x7f.1", Err(Host)),
            ("https://2130706433", Err(Host)),
            ("https://1.2.3.256", Err(Host)),
            ("https://[::1", Err(Host)),
            ("https://[gitlab]", Err(Host)),
            ("https://ünknown.example", Err(Host)),
            ("https://gitlab.com:0", Err(Port)),
            ("https://gitlab.com:65536", Err(Port)),
            ("https://gitlab.com:", Err(Port)),
            ("https://gitlab.com:80a", Err(Port)),
            ("https://gitlab.com/../x", Err(Path)),
            ("https://gitlab.com/a%2Fb", Err(Path)),
            ("https://gitlab.com/a;b", Err(Path)),
        ] {
            check(text, Https, expected);
        }
    }

    #[test]
    fn a_page_served_over_http_may_ask_for_plain_http() {
        check("http://gitlab.example", PageScheme::Http, Ok("http://gitlab.example"));
        let server = Server::parse("http://gitlab.example", PageScheme::Http, ascii).unwrap();
        assert!(server.is_exposed());
        assert!(!Server::parse("http://127.0.0.1", PageScheme::Http, ascii).unwrap().is_exposed());
    }

    #[test]
    fn a_host_beyond_ascii_keeps_both_forms() {
        let server = Server::parse("https://gitläb.example", PageScheme::Https, ascii).unwrap();
        assert_eq!((server.host(), server.typed_host()), ("xn--gitlb-jra.example", Some("gitläb.example")));
    }
}
