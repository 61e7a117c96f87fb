//! GitLab Pages: the pipeline that builds and publishes. Pages sends no headers of a project's own; it does send the
//! compressed files.

use super::text;

/// For a repository that holds Keyturn's sources. What Pages publishes is called `public` in every version of GitLab, and
/// so is a folder of the sources; hence the exchange.
pub fn pipeline() -> String {
    let rust = env!("CARGO_PKG_RUST_VERSION");
    text(&[
        "# GitLab Pages: builds Keyturn and publishes it. Tools are kept from one run to the next."
            .to_owned(),
        "pages:".to_owned(),
        format!("  image: rust:{rust}.0"),
        "  variables:".to_owned(),
        "    # The Rust of the image, whatever newer one there is.".to_owned(),
        format!("    RUSTUP_TOOLCHAIN: {rust}.0"),
        "    KEYTURN_TOOLS: $CI_PROJECT_DIR/.tools".to_owned(),
        "  cache:".to_owned(),
        "    key: keyturn-tools".to_owned(),
        "    paths: [.tools]".to_owned(),
        "  script:".to_owned(),
        "    - cargo xtask dist".to_owned(),
        "    - rm -r public".to_owned(),
        "    - mv dist public".to_owned(),
        "  artifacts:".to_owned(),
        "    paths: [public]".to_owned(),
        "  rules:".to_owned(),
        "    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH".to_owned(),
    ])
}
