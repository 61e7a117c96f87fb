//! Which version a release is: what its page says of itself, and the fingerprint by which two releases are compared.

use std::process::Command;

use keyturn::protections::{File, fingerprinted, hexadecimal};
use sha2::{Digest, Sha256};

use crate::markup;
use crate::project::Project;
use crate::step;

/// Where a page gives the hashes that its files are checked against.
const HASHES: [&str; 6] = [
    "integrity",
    "data-js-integrity",
    "data-wasm-integrity",
    "data-later-wasm-integrity",
    "data-sandbox-js-integrity",
    "data-sandbox-wasm-integrity",
];

/// The version, and the commit where git knows it: `0.1.0 1a2b…`. It stands in the page alone, so that no other file
/// changes with each commit.
pub fn said(project: &Project) -> String {
    let version = env!("CARGO_PKG_VERSION");
    commit(project).map_or_else(|| version.to_owned(), |commit| format!("{version} {commit}"))
}

/// The commit, with `-dirty` where files differ from it; none outside of a clone.
fn commit(project: &Project) -> Option<String> {
    let git =
        |arguments: &[&str]| step::read(Command::new("git").current_dir(&project.clone).args(arguments)).ok();
    // A copy of the sources inside another repository is not of its commit.
    git(&["rev-parse", "--show-prefix"]).filter(String::is_empty)?;
    let commit = git(&["rev-parse", "HEAD"])?;
    let changes = git(&["status", "--porcelain", "--untracked-files=no"])?;
    Some(if changes.is_empty() { commit } else { format!("{commit}-dirty") })
}

/// The fingerprint of the release with this page, as the page itself computes it: of the files that run and style it, not
/// of the page and its configuration, which differ from one deployment to the other.
pub fn fingerprint(page: &str) -> Option<String> {
    let hashes = markup::tags(page).flat_map(|tag| HASHES.map(|name| tag.attribute(name).map(str::to_owned)));
    let files: Vec<File> =
        hashes.flatten().map(|integrity| File { name: String::new(), integrity }).collect();
    Some(hexadecimal(&Sha256::digest(fingerprinted(&files)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<link rel="stylesheet" href="./a.css" integrity="sha384-c">
        <script src="./boot.js" integrity="sha384-a" data-js="./k.js" data-js-integrity="sha384-b"></script>"#;

    #[test]
    fn the_fingerprint_is_of_all_hashes_in_their_order() {
        // printf 'sha384-a\nsha384-b\nsha384-c' | sha256sum
        let expected = "333d6a42aa09bc0a2c0516505dc7c06c52a119ecc37a32e037254db94dcdb904";
        assert_eq!(fingerprint(PAGE).as_deref(), Some(expected));
        assert_eq!(fingerprint("<meta name=\"version\" content=\"0.1.0\">"), None);
    }

    #[test]
    fn whatever_else_the_page_says_does_not_change_it() {
        assert_eq!(fingerprint(PAGE), fingerprint(&format!("<meta name=\"version\" content=\"2\">{PAGE}")));
        assert_ne!(fingerprint(PAGE), fingerprint(&PAGE.replace("sha384-b", "sha384-d")));
    }
}
