//! `docs/SECURITY.md` says what is kept and what proves it: every requirement has its row, and every proof is there.

use std::path::Path;

/// How many there are that must be, and that should be.
const REQUIREMENTS: [(char, usize); 2] = [('M', 44), ('S', 20)];

fn missing_rows(text: &str) -> Vec<String> {
    let all =
        REQUIREMENTS.iter().flat_map(|&(letter, count)| (1..=count).map(move |n| format!("{letter}{n}")));
    all.filter(|name| text.matches(&format!("\n| {name} |")).count() != 1).collect()
}

/// The files that stand between backticks.
fn named_files(text: &str) -> impl Iterator<Item = &str> {
    let is_file = |name: &&str| {
        let end = name.rsplit('.').next().unwrap_or_default();
        !name.contains([' ', '*', '<'])
            && (name.ends_with('/') || ["rs", "ts", "js", "css", "html", "toml"].contains(&end))
    };
    text.split('`').skip(1).step_by(2).filter(is_file)
}

fn is_there(name: &str) -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // What is not below the root is a journey.
    [root.join(name), root.join("tests/e2e").join(name)].iter().any(|path| path.exists())
}

#[test]
fn every_requirement_has_one_row_and_every_proof_is_there() {
    let text = include_str!("../../docs/SECURITY.md");
    assert_eq!(missing_rows(text), Vec::<String>::new());
    let gone: Vec<&str> = named_files(text).filter(|name| !is_there(name)).collect();
    assert_eq!(gone, Vec::<&str>::new());
}

#[test]
fn a_row_and_a_proof_that_are_not_there_are_seen() {
    let text = include_str!("../../docs/SECURITY.md");
    assert_eq!(missing_rows(&text.replace("| M7 |", "| M8 |")), ["M7", "M8"]);
    let named: Vec<&str> =
        named_files("a `faults/none.spec.ts`, `cargo xtask dist`, `src/`, `Session::prove`").collect();
    assert_eq!(named, ["faults/none.spec.ts", "src/"]);
    assert!(
        is_there("faults/tabs.spec.ts")
            && is_there("src/browser/policy.rs")
            && !is_there("faults/none.spec.ts")
    );
}
