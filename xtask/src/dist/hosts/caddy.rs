//! Caddy: a snippet to import into the site that serves Keyturn.

use super::{CACHE_FOREVER, CACHE_NEVER, HASHED, Headers, text};

/// Types, compressed files and headers. In a `route`, because Caddy sorts directives elsewhere.
pub fn snippet(headers: &Headers) -> String {
    let mut lines = vec![
        "# Caddy: import this file at the top, and `keyturn` where root is set.".to_owned(),
        "(keyturn) {".to_owned(),
        "\troute {".to_owned(),
        "\t\theader {".to_owned(),
    ];
    lines.extend(headers.lines(|name, value| format!("\t\t\t{name} \"{value}\"")));
    // Forever only where the file is there: the answer that it is missing must not be kept for a year.
    lines.extend([
        format!("\t\t\tCache-Control \"{CACHE_NEVER}\""),
        "\t\t}".to_owned(),
        "\t\t@keyturn_hashed {".to_owned(),
        format!("\t\t\tpath_regexp {HASHED}$"),
        "\t\t\tfile".to_owned(),
        "\t\t}".to_owned(),
        format!("\t\theader @keyturn_hashed Cache-Control \"{CACHE_FOREVER}\""),
    ]);
    // Caddy's own list of types may lack the manifest.
    let rest = [
        "\t\t@keyturn_manifest path *.webmanifest",
        "\t\theader @keyturn_manifest Content-Type application/manifest+json",
        "\t\theader {",
        "\t\t\tVary Accept-Encoding",
        "\t\t\tdefer",
        "\t\t}",
        "\t\tfile_server {",
        "\t\t\tprecompressed br gzip",
        "\t\t}",
        "\t}",
        "}",
    ];
    lines.extend(rest.map(str::to_owned));
    text(&lines)
}
