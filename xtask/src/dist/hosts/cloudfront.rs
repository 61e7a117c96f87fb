//! S3 with `CloudFront`: the commands that give each object its type and caching, and the policy for the other headers as
//! `aws cloudfront create-response-headers-policy` takes it.

use serde_json::{Value, json};

use super::{CACHE_FOREVER, CACHE_NEVER, Headers, TYPES, text};

/// The argument of `--response-headers-policy-config`.
pub fn policy(headers: &Headers) -> String {
    let mut security = serde_json::Map::new();
    let mut custom = Vec::new();
    let mut cors = None;
    for (name, value) in &headers.0 {
        match field(name, value) {
            Some((field, content)) => drop(security.insert(field.to_owned(), content)),
            // CloudFront takes this one in a field of its own alone.
            None if *name == "Access-Control-Allow-Origin" => cors = Some(everybody(value)),
            None => custom.push(json!({ "Header": name, "Value": value, "Override": true })),
        }
    }
    let mut policy = json!({
        "Name": "keyturn",
        "Comment": "Made by cargo xtask dist",
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": { "Quantity": custom.len(), "Items": custom },
    });
    if let Some(cors) = cors {
        policy["CorsConfig"] = cors;
    }
    // Some crate beside this one may have the order of maps kept; the text must not depend on it.
    policy.sort_all_objects();
    format!("{policy:#}\n")
}

/// The headers that `CloudFront` has fields for.
fn field(name: &str, value: &str) -> Option<(&'static str, Value)> {
    let field = match name {
        "Content-Security-Policy" => "ContentSecurityPolicy",
        "X-Frame-Options" => "FrameOptions",
        "X-Content-Type-Options" => "ContentTypeOptions",
        "Referrer-Policy" => "ReferrerPolicy",
        "Strict-Transport-Security" => "StrictTransportSecurity",
        _ => return None,
    };
    let mut content = match field {
        "FrameOptions" => json!({ "FrameOption": value }),
        "ContentTypeOptions" => json!({}),
        "StrictTransportSecurity" => {
            let seconds = value.split([';', '=']).find_map(|part| part.trim().parse::<u32>().ok());
            json!({ "AccessControlMaxAgeSec": seconds?, "IncludeSubdomains": value.contains("includeSubDomains") })
        }
        _ => json!({ field: value }),
    };
    content["Override"] = json!(true);
    Some((field, content))
}

/// Every origin may read the files.
fn everybody(origin: &str) -> Value {
    let list = |items: &[&str]| json!({ "Quantity": items.len(), "Items": items });
    json!({
        "AccessControlAllowOrigins": list(&[origin]),
        "AccessControlAllowHeaders": list(&["*"]),
        "AccessControlAllowMethods": list(&["GET", "HEAD"]),
        "AccessControlAllowCredentials": false,
        "OriginOverride": true,
    })
}

/// A script that puts a release into a bucket. What is named by its content goes first and the page last, so that no page
/// ever names a file that is not there yet. Nothing is removed.
pub fn upload() -> String {
    let before = [
        "#!/bin/sh",
        "# S3: puts dist/ into a bucket, from the folder above it. Usage: sh upload.sh BUCKET [FOLDER/]",
        "set -eu",
        "to=\"s3://$1/${2:-}\"",
        "put() {",
        "    aws s3 cp dist/ \"$to\" --recursive --exclude '*' --include \"$1\" --content-type \"$2\" --cache-control \"$3\"",
        "}",
    ];
    let mut lines: Vec<String> = before.map(str::to_owned).to_vec();
    let has_hash = |ending: &str| !["html", "json"].contains(&ending);
    let hashed = TYPES.iter().filter(|(ending, _)| has_hash(ending));
    lines.extend(hashed.map(|(ending, media)| format!("put '*-*.{ending}' {media} '{CACHE_FOREVER}'")));
    let named = [("*.json", "application/json"), ("boot.js", "text/javascript"), ("index.html", "text/html")];
    lines.extend(named.map(|(name, media)| format!("put '{name}' {media} {CACHE_NEVER}")));
    text(&lines)
}
