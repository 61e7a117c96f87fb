//! Apache: `.htaccess` in the published folder, or the same lines in a `<Directory>`.
//!
//! Without `mod_headers` Apache answers 500 to everything: better than a page without its headers. Only sending compressed
//! files is left out where it cannot be done.

use super::{CACHE_FOREVER, CACHE_NEVER, HASHED, Headers, TYPES, text};

/// Types, compressed files and headers.
pub fn htaccess(headers: &Headers) -> String {
    let mut lines = vec![
        "# Apache: needs mod_headers and mod_mime, mod_rewrite to send the compressed files, and AllowOverride FileInfo."
            .to_owned(),
    ];
    lines.extend(TYPES.map(|(ending, media)| format!("AddType {media} .{ending}")));
    let compressed = [
        "",
        "# Some installations call .gz a type of its own, and .br a language.",
        "RemoveType .gz .br",
        "RemoveLanguage .br",
        "AddEncoding gzip .gz",
        "AddEncoding br .br",
        "Header merge Vary Accept-Encoding",
        "<IfModule mod_rewrite.c>",
        "    RewriteEngine On",
    ];
    lines.extend(compressed.map(str::to_owned));
    for (encoding, ending) in [("br", "br"), ("gzip", "gz")] {
        lines.extend([
            format!("    RewriteCond %{{HTTP:Accept-Encoding}} \\b{encoding}\\b"),
            format!("    RewriteCond %{{REQUEST_FILENAME}}.{ending} -f"),
            format!("    RewriteRule ^ %{{REQUEST_URI}}.{ending} [L]"),
        ]);
    }
    // Forever only by the status, too: the answer that a file is missing must not be kept for a year.
    lines.extend([
        "</IfModule>".to_owned(),
        String::new(),
        format!("Header always set Cache-Control \"{CACHE_NEVER}\""),
        format!(
            "Header always set Cache-Control \"{CACHE_FOREVER}\" \"expr=%{{REQUEST_STATUS}} =~ /^(200|206|304)$/ \
             && %{{REQUEST_URI}} =~ /{HASHED}(\\.br|\\.gz)?$/\""
        ),
    ]);
    lines.extend(headers.lines(|name, value| format!("Header always set {name} \"{value}\"")));
    text(&lines)
}
