//! Which crates a module is compiled from, as cargo knows it. Macros and build scripts are left out: they run here and are in
//! no module.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::problem::Problem;
use crate::project::{Project, WASM};
use crate::step;

/// A crate and its version.
pub type Key = (String, String);

/// What is known of one crate.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Crate {
    /// The SPDX expression it states; empty if it states none.
    pub licence: String,
    /// Where its sources are developed; may be empty.
    pub repository: String,
    /// The SHA-256 of what the registry holds; `None` for the crates of this repository.
    pub checksum: Option<String>,
    /// The crates that it calls.
    pub needs: BTreeSet<Key>,
}

/// The crates of one module.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Crates {
    /// The crate that is the module's own.
    pub root: Key,
    /// Everything that is compiled into it, the root among it.
    pub all: BTreeMap<Key, Crate>,
}

/// The crates of the module that cargo builds from a package with these features.
pub fn of(project: &Project, package: &str, features: &[&str]) -> Result<Crates, Problem> {
    let tree = step::read(
        project
            .cargo()
            .args(["tree", "--locked", "--package", package, "--no-default-features"])
            .args(["--features", &features.join(","), "--target", WASM])
            .args(["--edges", "normal,no-proc-macro", "--prefix", "depth", "--format", "{p}|{l}|{r}"]),
    )?;
    let lock = fs::read_to_string(project.root.join("Cargo.lock"))
        .map_err(Problem::while_doing("reading Cargo.lock"))?;
    parse(&tree, &checksums(&lock))
}

/// Reads lines like `2leptos v0.8.23|MIT|https://… (*)`: how deep it hangs, what it is. Below one with a star it goes on as
/// where that crate stood first.
fn parse(tree: &str, checksums: &BTreeMap<Key, String>) -> Result<Crates, Problem> {
    let mut crates = Crates::default();
    let mut path: Vec<Key> = Vec::new();
    for line in tree.lines() {
        let broken = || Problem::new(format!("`cargo tree` has a line that is not understood: {line}"));
        let digits = line.find(|character: char| !character.is_ascii_digit()).unwrap_or_default();
        let depth: usize = line[..digits].parse().map_err(|_| broken())?;
        let mut parts = line[digits..].trim_end_matches(" (*)").split('|');
        let (Some(package), Some(licence), Some(repository)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(broken());
        };
        let mut words = package.split(' ');
        let (Some(name), Some(version)) =
            (words.next(), words.next().and_then(|word| word.strip_prefix('v')))
        else {
            return Err(broken());
        };
        let key = (name.to_owned(), version.to_owned());
        path.truncate(depth);
        match path.last().and_then(|parent| crates.all.get_mut(parent)) {
            Some(parent) => drop(parent.needs.insert(key.clone())),
            None => crates.root = key.clone(),
        }
        crates.all.entry(key.clone()).or_insert_with(|| Crate {
            // The old way to write it, which SPDX does not know.
            licence: licence.replace('/', " OR "),
            repository: repository.to_owned(),
            checksum: checksums.get(&key).cloned(),
            needs: BTreeSet::new(),
        });
        path.push(key);
    }
    Ok(crates)
}

/// The checksums that Cargo.lock fixes.
fn checksums(lock: &str) -> BTreeMap<Key, String> {
    let value = |package: &str, field: &str| {
        let line = package.lines().find_map(|line| line.strip_prefix(field)?.strip_prefix(" = \""))?;
        Some(line.trim_end_matches('"').to_owned())
    };
    let entry = |package: &str| {
        Some(((value(package, "name")?, value(package, "version")?), value(package, "checksum")?))
    };
    lock.split("[[package]]").filter_map(entry).collect()
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn key(name: &str, version: &str) -> Key {
        (name.to_owned(), version.to_owned())
    }

    /// A module of three crates, two of them from the registry.
    pub fn some() -> Result<Crates, Problem> {
        let tree = "0page v0.1.0 (/somewhere)|MIT OR Apache-2.0|\n1left v1.2.0|MIT/Apache-2.0|https://left.example\n\
                    2right v0.3.0|MIT|\n1right v0.3.0|MIT| (*)";
        let lock = "[[package]]\nname = \"left\"\nversion = \"1.2.0\"\nchecksum = \"ab\"\n\n\
                    [[package]]\nname = \"page\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"right\"\nversion = \"0.3.0\"\nchecksum = \"cd\"\n";
        parse(tree, &checksums(lock))
    }

    #[test]
    fn the_tree_is_read_with_who_needs_whom() -> Result<(), Problem> {
        let crates = some()?;
        assert_eq!(crates.root, key("page", "0.1.0"));
        let needs: Vec<_> = crates.all.iter().map(|(name, one)| (&*name.0, one.needs.len())).collect();
        assert_eq!(needs, [("left", 1), ("page", 2), ("right", 0)]);
        let left = &crates.all[&key("left", "1.2.0")];
        assert_eq!((&*left.licence, left.checksum.as_deref()), ("MIT OR Apache-2.0", Some("ab")));
        assert_eq!(crates.all[&crates.root].checksum, None);
        Ok(())
    }

    #[test]
    fn a_line_of_another_kind_is_refused() {
        for tree in ["page v0.1.0|MIT|", "0page|MIT|", "0page v0.1.0"] {
            assert!(parse(tree, &BTreeMap::new()).is_err(), "{tree}");
        }
    }
}
