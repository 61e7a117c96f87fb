//! Netlify, and Cloudflare Pages, which reads the same: the file `_headers` of the published folder.

use super::{CACHE_FOREVER, CACHE_NEVER, Headers, text};
use crate::dist::bundle::{Bundle, Role};

/// All headers for every path, and the caching of each file by its name.
pub fn headers_file(headers: &Headers, bundle: &Bundle) -> String {
    let mut lines = vec!["/*".to_owned()];
    lines.extend(headers.lines(|name, value| format!("  {name}: {value}")));
    lines.extend(["/".to_owned(), format!("  Cache-Control: {CACHE_NEVER}")]);
    for file in bundle.files().iter().filter(|file| file.role != Role::ForTheHost) {
        let cache = if is_hashed(&file.name) { CACHE_FOREVER } else { CACHE_NEVER };
        lines.extend([format!("/{}", file.name), format!("  Cache-Control: {cache}")]);
    }
    text(&lines)
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
}
