//! The standard library for wasm: the only thing installed outside of the project.

use std::path::PathBuf;
use std::process::Command;

use crate::problem::Problem;
use crate::project::{Project, WASM};
use crate::{step, tools};

/// The folder of the Rust installation that `cargo` uses here.
pub fn sysroot(project: &Project) -> Result<PathBuf, Problem> {
    let printed = step::read(Command::new("rustc").current_dir(&project.root).args(["--print", "sysroot"]))?;
    Ok(PathBuf::from(printed))
}

/// The version of this Rust, whose standard library is in every module: `1.95.0`.
pub fn rust(project: &Project) -> Result<String, Problem> {
    let printed = step::read(Command::new("rustc").current_dir(&project.root).arg("--version"))?;
    printed
        .split(' ')
        .nth(1)
        .map(str::to_owned)
        .ok_or_else(|| Problem::new(format!("`rustc --version` printed {printed}")))
}

/// Whether Rust can compile for the browser.
pub fn is_installed(project: &Project) -> Result<bool, Problem> {
    Ok(sysroot(project)?.join("lib/rustlib").join(WASM).join("lib").is_dir())
}

/// Adds the wasm target where it is missing.
pub fn ensure(project: &Project) -> Result<(), Problem> {
    if is_installed(project)? {
        return Ok(());
    }
    if tools::on_path("rustup").is_none() {
        return Err(Problem::new(format!("this Rust cannot compile for {WASM}, and there is no rustup to add it"))
            .next("Install Rust by rustup, or your distribution's package of the wasm standard library\n(Debian: libstd-rust-dev-wasm32)."));
    }
    step::run(
        Command::new("rustup").current_dir(&project.root).args(["target", "add", WASM]),
        "Adding the wasm target to Rust",
        "seconds",
    )
}
