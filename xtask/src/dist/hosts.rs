//! What a host must send with a release, in the form that each host understands, all from `policy`.
//!
//! `_headers` and `.htaccess` are read by the host from the published folder, so they are files of the release. All others
//! belong to the host's own configuration. They go into `hosts/` beside `dist/`, because `dist/` is published whole.

mod apache;
mod caddy;
mod cloudfront;
mod gitlab_pages;
mod netlify;
mod nginx;

use std::fs;
use std::path::Path;

use super::bundle::{Bundle, Role};
use crate::policy::{CACHE_FOREVER, CACHE_NEVER, Deployment};
use crate::problem::Problem;

/// Every kind of file in a release: its ending, and the type that browsers expect of it. Hosts are told all of them, for
/// their own lists are often older than WebAssembly and manifests.
const TYPES: [(&str, &str); 7] = [
    ("html", "text/html"),
    ("js", "text/javascript"),
    ("css", "text/css"),
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("wasm", "application/wasm"),
    ("webmanifest", "application/manifest+json"),
];

/// The end of a name that changes with the content, as all hosts' regular expressions read it.
const HASHED: &str = r"-[0-9a-f]{16}(_bg)?\.[a-z]+";

/// What is sent with every file of a release.
struct Headers(Vec<(&'static str, String)>);

impl Headers {
    /// The headers of a deployment.
    fn of(deployment: &Deployment) -> Result<Self, Problem> {
        Self::new(deployment.headers())
    }

    /// Checks that each host reads these values as they stand, and opens the files to portals where there are any.
    ///
    /// A portal may frame the page with `sandbox` and without `allow-same-origin`. Such a frame has no origin, so to it
    /// even the page's own files are foreign: it loads them only if they are offered to all. They hold no secret.
    fn new(mut headers: Vec<(&'static str, String)>) -> Result<Self, Problem> {
        let is_framed_by_nobody = headers.iter().any(|(name, _)| *name == "X-Frame-Options");
        if !is_framed_by_nobody {
            headers.retain(|(name, _)| *name != "Cross-Origin-Resource-Policy");
            headers.push(("Cross-Origin-Resource-Policy", "cross-origin".to_owned()));
            headers.push(("Access-Control-Allow-Origin", "*".to_owned()));
        }
        let is_special = |character: char| character.is_control() || "\"\\$%{}`".contains(character);
        match headers.iter().find(|(_, value)| value.contains(is_special)) {
            None => Ok(Self(headers)),
            Some((name, value)) => Err(Problem::new(format!(
                "the value of {name} has a character that some host reads otherwise: {value}"
            ))),
        }
    }

    /// A line for each, made from name and value.
    fn lines(&self, line: impl Fn(&str, &str) -> String) -> impl Iterator<Item = String> {
        self.0.iter().map(move |(name, value)| line(name, value))
    }
}

/// A text of these lines.
fn text(lines: &[String]) -> String {
    lines.join("\n") + "\n"
}

/// Adds what the host reads from the published folder.
pub fn add(bundle: &mut Bundle, deployment: &Deployment) -> Result<(), Problem> {
    let headers = Headers::of(deployment)?;
    let files =
        [("_headers", netlify::headers_file(&headers, bundle)), (".htaccess", apache::htaccess(&headers))];
    for (name, text) in files {
        bundle.add(name, text.into_bytes(), Role::ForTheHost);
    }
    Ok(())
}

/// What belongs to a host's own configuration: path below `hosts/`, and content.
fn configurations(headers: &Headers) -> Vec<(&'static str, String)> {
    vec![
        ("nginx/keyturn-cache.conf", nginx::cache()),
        ("nginx/keyturn.conf", nginx::files(headers)),
        ("caddy/keyturn.caddy", caddy::snippet(headers)),
        ("cloudfront/response-headers-policy.json", cloudfront::policy(headers)),
        ("cloudfront/upload.sh", cloudfront::upload()),
        ("gitlab-pages/.gitlab-ci.yml", gitlab_pages::pipeline()),
    ]
}

/// Replaces the folder by the configurations for a deployment.
pub fn write(folder: &Path, deployment: &Deployment) -> Result<(), Problem> {
    let failed = || Problem::while_doing(format!("writing {}", folder.display()));
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(failed())?;
    }
    for (name, text) in configurations(&Headers::of(deployment)?) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap_or(folder)).map_err(failed())?;
        fs::write(&path, text).map_err(failed())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What `policy` says where a portal may frame the page.
    fn framed() -> Vec<(&'static str, String)> {
        let mut headers = Deployment::default().headers();
        headers.retain(|(name, _)| *name != "X-Frame-Options");
        headers
    }

    #[test]
    fn the_guide_shows_what_is_made() -> Result<(), Problem> {
        let guide = include_str!("../../../docs/DEPLOY.md");
        let headers = Headers::of(&Deployment::default())?;
        let mut made = configurations(&headers);
        made.push((".htaccess", apache::htaccess(&headers)));
        for (name, text) in made {
            assert!(guide.contains(&text), "docs/DEPLOY.md needs this for {name}:\n{text}");
        }
        let listed = text(&headers.lines(|name, value| format!("{name}: {value}")).collect::<Vec<_>>());
        assert!(guide.contains(&listed), "docs/DEPLOY.md needs this list:\n{listed}");
        Ok(())
    }

    #[test]
    fn every_header_reaches_every_host() -> Result<(), Problem> {
        for headers in [Headers::of(&Deployment::default())?, Headers::new(framed())?] {
            let mut made = configurations(&headers);
            made.push((".htaccess", apache::htaccess(&headers)));
            made.push(("_headers", netlify::headers_file(&headers, &Bundle::default())));
            made.retain(|(name, _)| {
                !["nginx/keyturn-cache.conf", "cloudfront/upload.sh", "gitlab-pages/.gitlab-ci.yml"]
                    .contains(name)
            });
            for (host, text) in &made {
                for (name, value) in &headers.0 {
                    let is_a_field =
                        *host == "cloudfront/response-headers-policy.json" && !text.contains(*name);
                    assert!(is_a_field || text.contains(name), "{host} lacks {name}");
                    assert!(is_a_field || text.contains(value.as_str()), "{host} lacks the value of {name}");
                }
            }
        }
        Ok(())
    }

    #[test]
    fn files_are_open_to_sandboxed_frames_only_where_a_portal_may_frame_the_page() -> Result<(), Problem> {
        let value = |headers: &Headers, wanted: &str| {
            headers
                .0
                .iter()
                .filter(|(name, _)| *name == wanted)
                .map(|(_, value)| value.clone())
                .collect::<Vec<_>>()
        };
        let closed = Headers::of(&Deployment::default())?;
        assert_eq!(value(&closed, "Cross-Origin-Resource-Policy"), ["same-origin"]);
        assert_eq!(value(&closed, "Access-Control-Allow-Origin"), [] as [&str; 0]);
        let open = Headers::new(framed())?;
        assert_eq!(value(&open, "Cross-Origin-Resource-Policy"), ["cross-origin"]);
        assert_eq!(value(&open, "Access-Control-Allow-Origin"), ["*"]);
        Ok(())
    }

    #[test]
    fn a_value_that_would_break_out_of_its_quotes_is_refused() {
        for value in ["a\"; add_header X b", "$host", "%{HOST}e", "{http.vars}", "a\nb", "a\\"] {
            assert!(Headers::new(vec![("X-Test", value.to_owned())]).is_err(), "{value}");
        }
    }
}
