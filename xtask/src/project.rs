//! Where things are: the repository, its tools, cargo's target folder, and the versions that Cargo.lock fixes.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;
use crate::step;

/// The triple of every module the page loads.
pub const WASM: &str = "wasm32-unknown-unknown";

/// The repository that a command works on.
#[derive(Debug, Clone)]
pub struct Project {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// Cargo's build folder.
    pub target: PathBuf,
    /// Where tools are installed to.
    pub tools: PathBuf,
    /// The clone that the sources are of; another folder than `root` where they were copied.
    pub clone: PathBuf,
}

impl Project {
    /// The repository that holds this command.
    pub fn find() -> Result<Self, Problem> {
        // At run time, not `env!`: a build folder shared by two clones would remember the wrong one.
        let root = env::var_os("CARGO_MANIFEST_DIR")
            .and_then(|folder| Path::new(&folder).parent().map(Path::to_owned))
            .ok_or_else(|| Problem::new("run this as `cargo xtask …`, inside the repository"))?;
        Self::at(&root)
    }

    /// The repository in this folder.
    pub fn at(root: &Path) -> Result<Self, Problem> {
        let description = step::read(Command::new(cargo()).current_dir(root).args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
        ]))?;
        let target = serde_json::from_str::<serde_json::Value>(&description)
            .ok()
            .and_then(|value| value["target_directory"].as_str().map(PathBuf::from))
            .ok_or_else(|| Problem::new("`cargo metadata` did not name a target folder"))?;
        let tools = env::var_os("KEYTURN_TOOLS").map_or_else(|| root.join(".tools"), PathBuf::from);
        Ok(Self { root: root.to_owned(), target, tools, clone: root.to_owned() })
    }

    /// `cargo`, to be run in this repository.
    pub fn cargo(&self) -> Command {
        let mut command = Command::new(cargo());
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// The version that Cargo.lock fixes for a crate.
    pub fn locked_version(&self, package: &str) -> Result<String, Problem> {
        let lock = self.root.join("Cargo.lock");
        let text = fs::read_to_string(&lock).map_err(Problem::while_doing("reading Cargo.lock"))?;
        version_in(&text, package)
            .ok_or_else(|| Problem::new(format!("Cargo.lock does not contain {package}")))
    }
}

/// The cargo that started this command, or the one on PATH.
pub fn cargo() -> PathBuf {
    env::var_os("CARGO").map_or_else(|| PathBuf::from("cargo"), PathBuf::from)
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines();
    lines.find(|line| *line == format!("name = \"{package}\""))?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_version_is_that_of_the_whole_name() {
        let lock = "name = \"wasm-bindgen-futures\"\nversion = \"0.4.79\"\n\nname = \"wasm-bindgen\"\nversion = \"0.2.129\"\n";
        assert_eq!(version_in(lock, "wasm-bindgen").as_deref(), Some("0.2.129"));
        assert_eq!(version_in(lock, "bindgen"), None);
    }
}
