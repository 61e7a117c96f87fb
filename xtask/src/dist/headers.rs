//! The headers of a release in the form that each host understands, all from `policy`.

use super::bundle::{Bundle, Role};
use crate::policy::{CACHE_FOREVER, CACHE_NEVER, Deployment};

/// Netlify's and Cloudflare's file `_headers`. Other hosts ignore it.
pub fn netlify(deployment: &Deployment, bundle: &Bundle) -> String {
    let mut lines = vec!["/*".to_owned()];
    lines.extend(deployment.headers().iter().map(|(name, value)| format!("  {name}: {value}")));
    lines.extend(["/".to_owned(), format!("  Cache-Control: {CACHE_NEVER}")]);
    for file in bundle.files().iter().filter(|file| file.role != Role::ForTheHost) {
        let cache = if is_hashed(&file.name) { CACHE_FOREVER } else { CACHE_NEVER };
        lines.extend([format!("/{}", file.name), format!("  Cache-Control: {cache}")]);
    }
    lines.join("\n") + "\n"
}

/// Whether a name ends in a fingerprint, so that its content can never change.
fn is_hashed(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.strip_suffix("_bg").unwrap_or(stem);
    let fingerprint = stem.rsplit('-').next().unwrap_or_default();
    stem.contains('-')
        && fingerprint.len() == 16
        && fingerprint.chars().all(|digit| digit.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_change_with_the_content_are_kept_forever() {
        assert!(
            is_hashed("keyturn-0123456789abcdef_bg.wasm") && is_hashed("keyturn-later-0123456789abcdef.wasm")
        );
        assert!(is_hashed("icon-0123456789abcdef.svg"));
        assert!(
            ["index.html", "boot.js", "config.json", "deadbeefdeadbeef.js"]
                .iter()
                .all(|name| !is_hashed(name))
        );
    }

    /// nginx: one server. Every header stands at this level, because a `location` with its own would drop them all.
    fn nginx(deployment: &Deployment) -> String {
        let headers: Vec<String> = deployment
            .headers()
            .iter()
            .map(|(name, value)| format!("    add_header {name} \"{value}\" always;\n"))
            .collect();
        format!(
            "map $uri $keyturn_cache {{\n    default \"{CACHE_NEVER}\";\n    \
             \"~-[0-9a-f]{{16}}(_bg)?\\.[a-z]+$\" \"{CACHE_FOREVER}\";\n}}\n\nserver {{\n    \
             listen 443 ssl;\n    root /srv/keyturn;\n    gzip_static on;\n\n    \
             add_header Cache-Control $keyturn_cache always;\n{}}}\n",
            headers.concat()
        )
    }

    #[test]
    fn the_guide_shows_the_headers_that_are_made() {
        let guide = include_str!("../../../docs/DEPLOY.md");
        let snippet = nginx(&Deployment::default());
        assert!(guide.contains(&snippet), "docs/DEPLOY.md needs this under nginx:\n{snippet}");
        for (name, value) in Deployment::default().headers() {
            assert!(guide.contains(&format!("{name}: {value}")), "docs/DEPLOY.md lacks `{name}: {value}`");
        }
    }
}
