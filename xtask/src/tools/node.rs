//! Node.js and npm: needed for the tests in a real browser, and for wasm-opt where there is no other.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;
use crate::{step, tools};

const OLDEST: u32 = 20;

/// The version of Node, if there is one.
pub fn version() -> Option<String> {
    step::read(Command::new(tools::on_path("node")?).arg("--version")).ok()
}

/// Checks that Node is there and new enough.
pub fn ensure() -> Result<(), Problem> {
    let next = format!("Install Node.js {OLDEST} or newer (it brings npm), then run this again.");
    let Some(version) = version() else {
        return Err(Problem::new("Node.js is not installed").next(next));
    };
    let major =
        version.trim_start_matches('v').split('.').next().and_then(|number| number.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST) {
        return Err(Problem::new(format!("Node.js {version} is too old")).next(next));
    }
    program("npm").map(drop)
}

/// Where `npm` or `npx` is. On Windows these are scripts and need their extension.
pub fn program(name: &str) -> Result<PathBuf, Problem> {
    let windows = format!("{name}.cmd");
    tools::on_path(name)
        .or_else(|| {
            let folders = std::env::var_os("PATH")?;
            std::env::split_paths(&folders).map(|folder| folder.join(&windows)).find(|path| path.is_file())
        })
        .ok_or_else(|| Problem::new(format!("{name} is not installed")).next("It comes with Node.js."))
}

/// Installs what package-lock.json names into this folder, unless that has been done.
pub fn install_packages(folder: &Path) -> Result<(), Problem> {
    let changed = |name: &str| folder.join(name).metadata().and_then(|facts| facts.modified()).ok();
    let (lock, installed) = (changed("package-lock.json"), changed("node_modules/.package-lock.json"));
    if installed.is_some() && installed >= lock {
        return Ok(());
    }
    step::run(
        Command::new(program("npm")?)
            .current_dir(folder)
            .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"),
        &format!("Installing the packages of {}", folder.display()),
        "under a minute",
    )
}
