//! What the compiler cannot keep: the walls between the folders, and the rules for every file.
//! Each rule is a function from a source to its complaints, and each is shown here to find what it looks for.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod manners;
mod proofs;
mod secrets;
mod source;
mod style;
mod walls;

use source::Source;

/// No source breaks the rule.
fn check(sources: &[Source], rule: impl Fn(&Source) -> Vec<String>) {
    assert!(!sources.is_empty(), "nothing was read");
    let complaints: Vec<String> = sources.iter().flat_map(rule).collect();
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

/// The rule finds this to complain about in a file of this name.
fn check_finds(path: &str, text: &str, rule: impl Fn(&Source) -> Vec<String>) {
    assert!(!rule(&Source::new(path, text)).is_empty(), "nothing found in {path}: {text}");
}

/// The rule has nothing to say about this.
fn check_spares(path: &str, text: &str, rule: impl Fn(&Source) -> Vec<String>) {
    assert_eq!(rule(&Source::new(path, text)), [] as [String; 0], "{path}: {text}");
}
