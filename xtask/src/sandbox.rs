//! The sandbox: the emulator as a module of its own, which the page fetches only when it is asked for.
//!
//! `cargo xtask sandbox` is what Trunk calls after each build (see Trunk.toml); a release builds it through here too.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::no_arguments;
use crate::problem::Problem;
use crate::project::{Project, WASM};
use crate::step;
use crate::tools::{crates, target};

/// How a module is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quickly, while developing.
    Development,
    /// Small, for others to use.
    Release,
}

impl Profile {
    /// The name of cargo's folder for it.
    pub fn folder(self) -> &'static str {
        match self {
            Self::Development => "debug",
            Self::Release => "release",
        }
    }

    /// What cargo is told.
    pub fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Development => &[],
            Self::Release => &["--release"],
        }
    }
}

/// Puts `sandbox.js` and `sandbox_bg.wasm` beside the page that Trunk is making.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), Problem> {
    no_arguments(arguments)?;
    target::ensure(project)?;
    let profile = match env::var("TRUNK_PROFILE").as_deref() {
        Ok("release") => Profile::Release,
        _ => Profile::Development,
    };
    let made = build(project, profile, &[])?;
    let staging =
        env::var_os("TRUNK_STAGING_DIR").map_or_else(|| project.root.join("target/serve"), PathBuf::from);
    for name in ["sandbox.js", "sandbox_bg.wasm"] {
        fs::copy(made.join(name), staging.join(name))
            .map_err(Problem::while_doing(format!("copying {name} to {}", staging.display())))?;
    }
    Ok(())
}

/// Builds the module and its glue, and gives the folder they are in. `arguments` are cargo's.
pub fn build(project: &Project, profile: Profile, arguments: &[String]) -> Result<PathBuf, Problem> {
    let mut cargo = project.cargo();
    cargo
        // As a library for others the crate is no cdylib; only here it is linked as one.
        .args([
            "rustc",
            "--locked",
            "--quiet",
            "--package",
            "gitlab-emulator",
            "--lib",
            "--crate-type",
            "cdylib",
        ])
        .args(["--no-default-features", "--features", "sandbox", "--target", WASM])
        .args(profile.arguments())
        .args(arguments);
    let status = cargo.status().map_err(Problem::while_doing("starting cargo for the sandbox"))?;
    if !status.success() {
        return Err(Problem::new(format!("building the sandbox failed: `{}`", step::shown(&cargo))));
    }
    let module = project.target.join(WASM).join(profile.folder()).join("gitlab_emulator.wasm");
    let out = project.target.join("sandbox").join(profile.folder());
    if !is_newer(&out.join("sandbox_bg.wasm"), &module) {
        bind(project, &module, &out, "sandbox")?;
    }
    Ok(out)
}

/// Runs wasm-bindgen: writes `<name>.js` and `<name>_bg.wasm` for a module that cargo has built.
pub fn bind(project: &Project, module: &Path, out: &Path, name: &str) -> Result<(), Problem> {
    let program = crates::wasm_bindgen(project)?.ensure(project)?.join("wasm-bindgen");
    step::read(
        Command::new(program)
            .args(["--target", "web", "--no-typescript", "--out-name", name])
            // The table of functions, which a second module shares.
            .args((name == "keyturn").then_some("--keep-lld-exports"))
            .arg("--out-dir")
            .arg(out)
            .arg(module),
    )
    .map(drop)
}

fn is_newer(made: &Path, source: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|facts| facts.modified()).ok();
    changed(made).is_some() && changed(made) >= changed(source)
}
