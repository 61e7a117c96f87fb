//! The command line.

use std::net::SocketAddr;
use std::time::Duration;

use chrono::{DateTime, Utc};
use clap::Parser;

use super::host::Start;
use crate::{Application, Iss, Options, Settings, Version, WorldChoice};

/// A GitLab in memory on a socket of this machine, for tests. When it is ready it prints one line of JSON: its
/// address and the users one can sign in as. It ends on SIGTERM or Ctrl-C.
#[expect(clippy::struct_excessive_bools, reason = "each is an independent switch")]
#[derive(Clone, Debug, Parser)]
#[command(name = "gitlab-emulator", version)]
pub struct Command {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    pub listen: SocketAddr,

    /// demo, empty, scale (100,000 tokens), or scale with counts: scale:users=10,projects=50,tokens=250
    #[arg(long, value_name = "WORLD", default_value = "demo")]
    pub world: WorldChoice,

    /// The GitLab release to imitate
    #[arg(long, value_name = "VERSION", default_value_t = Version::default())]
    pub gitlab_version: Version,

    /// HTTPS with a certificate made at the start, and HTTP/2 for clients that ask for it
    #[arg(long)]
    pub tls: bool,

    /// Hold every answer back this long: 30ms, 2s
    #[arg(long, value_name = "DURATION", default_value = "0ms", value_parser = duration)]
    pub latency: Duration,

    /// Above this number of rows a list leaves its totals out, as GitLab does
    #[arg(long, value_name = "ROWS", default_value_t = Settings::default().max_rows_total)]
    pub max_rows_total: usize,

    /// Be GitLab.com: offer the inventory of a group's tokens
    #[arg(long)]
    pub gitlab_com: bool,

    /// Offer /__control: faults, clock, log of requests, reset
    #[arg(long)]
    pub control: bool,

    /// What looks random comes from this number
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,

    /// The address GitLab believes it has, as in `Link`; the one it listens on if not given
    #[arg(long, value_name = "URL")]
    pub external_url: Option<String>,

    /// Serve everything below this path, as a GitLab installed under a relative URL: /gitlab
    #[arg(long, value_name = "PATH", conflicts_with = "external_url", default_value = "", value_parser = relative_url_root, hide_default_value = true)]
    pub relative_url_root: String,

    /// An OAuth application besides the example; repeat it for more of them, or for more addresses of one
    #[arg(long = "application", value_name = "CLIENT_ID=REDIRECT_URI")]
    pub applications: Vec<Application>,

    /// Name the issuer on the way back to an application, as `iss` (RFC 9207)
    #[arg(long)]
    pub iss: bool,

    /// Start the clock at this instant, such as 2026-11-21T08:00:00Z; the machine's time if not given
    #[arg(long, value_name = "INSTANT")]
    pub now: Option<DateTime<Utc>>,
}

impl Command {
    /// The path everything lies below, without a trailing slash; empty for most.
    pub fn root(&self) -> &str {
        let Some(external) = &self.external_url else { return &self.relative_url_root };
        let after_scheme = external.split_once("://").map_or(external.as_str(), |(_, rest)| rest);
        after_scheme.find('/').map_or("", |start| after_scheme[start..].trim_end_matches('/'))
    }

    /// What the host is started with, once the address of the server is known.
    pub fn start(&self, url: &str) -> Start {
        let mut applications = Options::default().applications;
        for application in &self.applications {
            application.clone().join(&mut applications);
        }
        let options = Options {
            world: self.world.clone(),
            version: self.gitlab_version.clone(),
            seed: self.seed,
            settings: Settings {
                max_rows_total: self.max_rows_total,
                is_gitlab_com: self.gitlab_com,
                ..Settings::default()
            },
            external_url: self.external_url.as_deref().unwrap_or(url).trim_end_matches('/').to_owned(),
            started_at: DateTime::UNIX_EPOCH,
            applications,
            iss: if self.iss { Iss::Own } else { Iss::Absent },
        };
        Start { options, clock: self.now, latency: self.latency, control: self.control }
    }
}

/// Reads `30ms`, `2s` or a bare number of milliseconds.
fn duration(text: &str) -> Result<Duration, String> {
    let (number, scale) = match (text.strip_suffix("ms"), text.strip_suffix('s')) {
        (Some(number), _) => (number, 1),
        (None, Some(number)) => (number, 1000),
        (None, None) => (text, 1),
    };
    let count: u64 = number.parse().map_err(|_| format!("`{text}` is no duration: say 30ms or 2s"))?;
    Ok(Duration::from_millis(count.saturating_mul(scale)))
}

/// Reads `/gitlab` or `gitlab/`; an empty text means none.
fn relative_url_root(text: &str) -> Result<String, String> {
    let root = text.trim_matches('/');
    let fits = root.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_./".contains(letter));
    match (root.is_empty(), fits) {
        (true, _) => Ok(String::new()),
        (false, true) => Ok(format!("/{root}")),
        (false, false) => Err(format!("`{text}` is no path such as /gitlab")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_latency_is_read_with_its_unit() {
        let cases = [("30ms", Some(30)), ("2s", Some(2000)), ("7", Some(7)), ("fast", None), ("", None)];
        for (text, milliseconds) in cases {
            assert_eq!(duration(text).ok(), milliseconds.map(Duration::from_millis), "{text}");
        }
    }

    #[test]
    fn a_relative_root_starts_with_one_slash_and_ends_with_none() {
        let cases = [
            ("", Some("")),
            ("/", Some("")),
            ("gitlab/", Some("/gitlab")),
            ("/a/b", Some("/a/b")),
            ("/a?b", None),
        ];
        for (text, root) in cases {
            assert_eq!(relative_url_root(text).ok().as_deref(), root, "{text}");
        }
    }
}
