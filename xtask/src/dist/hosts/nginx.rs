//! nginx: a `map`, which can stand at the level of `http` alone, and what goes into a `server` or a `location`.
//!
//! `add_header` is inherited only by levels that have none of their own, so all of them stand together in one file, and the
//! choice between two values is a variable instead of a second `location`.

use super::{CACHE_FOREVER, CACHE_NEVER, HASHED, Headers, TYPES, text};

/// How long a file is kept. By the status, too: the answer that a file is missing must not be kept for a year.
pub fn cache() -> String {
    text(&[
        "# nginx, at the level of http: how long browsers keep a file of Keyturn.".to_owned(),
        "map \"$status $uri\" $keyturn_cache {".to_owned(),
        format!("    default \"{CACHE_NEVER}\";"),
        format!("    \"~^(200|206|304) .*{HASHED}$\" \"{CACHE_FOREVER}\";"),
        "}".to_owned(),
    ])
}

/// Types, compressed files and headers.
pub fn files(headers: &Headers) -> String {
    let before = [
        "# nginx, in the server or the location that serves Keyturn. A location inside it with an add_header of its own",
        "# loses all of these: include this file there, too.",
        "index index.html;",
        "default_type application/octet-stream;",
        "types {",
    ];
    let after =
        ["}", "", "gzip_static on;", "gzip_vary on;", "", "add_header Cache-Control $keyturn_cache always;"];
    let mut lines: Vec<String> = before.map(str::to_owned).to_vec();
    lines.extend(TYPES.map(|(ending, media)| format!("    {media} {ending};")));
    lines.extend(after.map(str::to_owned));
    lines.extend(headers.lines(|name, value| format!("add_header {name} \"{value}\" always;")));
    text(&lines)
}
