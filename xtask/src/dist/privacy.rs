//! Keeps this machine's paths out of the release, and proves it by searching the bytes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::bundle::Bundle;
use crate::problem::Problem;
use crate::project::{Project, WASM};
use crate::step;
use crate::tools::target;

/// Arguments for cargo under which every path in a panic message is the same on all machines.
pub fn cargo_arguments(project: &Project) -> Result<Vec<String>, Problem> {
    let flags: Vec<String> = replacements(project)?
        .iter()
        .map(|(path, name)| format!("{:?}", format!("--remap-path-prefix={}={name}", path.display())))
        .collect();
    // As a setting, not as RUSTFLAGS: so it adds to what .cargo/config.toml says and spares the native build.
    Ok(vec!["--config".to_owned(), format!("target.{WASM}.rustflags=[{}]", flags.join(","))])
}

/// Folders and what they are called instead. Where several fit, rustc takes the last one.
fn replacements(project: &Project) -> Result<Vec<(PathBuf, String)>, Problem> {
    let sysroot = target::sysroot(project)?;
    let mut all = vec![
        (cargo_home()?, "/cargo".to_owned()),
        (sysroot.clone(), "/rust".to_owned()),
        (sysroot.join("lib/rustlib/src/rust"), format!("/rustc/{}", commit(project)?)),
        (project.root.clone(), "/keyturn".to_owned()),
        (project.target.clone(), "/target".to_owned()),
    ];
    // The folder is named after the registry's address, which may be a mirror.
    let registries = cargo_home()?.join("registry/src");
    if let Ok(folders) = fs::read_dir(registries) {
        all.extend(folders.flatten().map(|folder| (folder.path(), "/crates".to_owned())));
    }
    Ok(all)
}

/// Searches every file for paths of this machine, and for what only machines have.
pub fn check(project: &Project, bundle: &Bundle) -> Result<(), Problem> {
    let own = [project.root.clone(), project.target.clone(), cargo_home()?, target::sysroot(project)?];
    let mut needles: Vec<String> = own.iter().map(|path| path.display().to_string()).collect();
    needles
        .extend(["/home/", "/Users/", r"\Users\", ".cargo/registry", "sourceMappingURL"].map(str::to_owned));
    for file in bundle.files() {
        if let Some(found) = needles.iter().find(|needle| contains(&file.bytes, needle.as_bytes())) {
            return Err(Problem::new(format!(
                "{} contains `{found}`, which is of this machine only",
                file.name
            ))
            .next("Paths are replaced in xtask/src/dist/privacy.rs."));
        }
    }
    Ok(())
}

fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn cargo_home() -> Result<PathBuf, Problem> {
    let home = || env::home_dir().map(|home| home.join(".cargo"));
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(home)
        .ok_or_else(|| Problem::new("there is no home folder"))
}

/// The commit that this Rust was built from: what its own paths are called in official builds.
fn commit(project: &Project) -> Result<String, Problem> {
    let version = step::read(Command::new("rustc").current_dir::<&Path>(&project.root).arg("-vV"))?;
    Ok(version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown").to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_needle_is_found_at_either_end() {
        assert!(contains(b"abc", b"ab") && contains(b"abc", b"bc"));
        assert!(!contains(b"abc", b"ac") && !contains(b"a", b"abc"));
    }
}
