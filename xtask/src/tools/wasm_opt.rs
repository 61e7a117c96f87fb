//! wasm-opt, which makes the release smaller: from PATH, from Debian, or from npm.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::Problem;
use crate::project::Project;
use crate::step;
use crate::tools::{self, node, system};

const NPM_VERSION: &str = "132.0.0";

/// The features of WebAssembly that Rust's output uses and that every browser we support has.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// A wasm-opt that runs.
pub enum WasmOpt {
    /// A program.
    Native(PathBuf),
    /// A script for Node.
    Script(PathBuf),
}

/// The wasm-opt that is there.
pub fn find(project: &Project) -> Option<WasmOpt> {
    let script = npm_home(project).join("node_modules/binaryen/bin/wasm-opt");
    tools::on_path("wasm-opt")
        .map(WasmOpt::Native)
        .or_else(|| script.is_file().then_some(WasmOpt::Script(script)))
}

/// A wasm-opt, after installing one where it is missing.
pub fn ensure(project: &Project) -> Result<WasmOpt, Problem> {
    if let Some(found) = find(project) {
        return Ok(found);
    }
    if system::can_install() {
        system::install(&["binaryen"])?;
    } else {
        node::ensure().map_err(|problem| {
            problem.next("wasm-opt comes with Binaryen: put it on PATH, or install Node.js so that it can be taken from npm.")
        })?;
        step::run(
            Command::new(node::program("npm")?)
                .args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
                .arg(npm_home(project))
                .arg(format!("binaryen@{NPM_VERSION}")),
            "Installing wasm-opt from npm",
            "under a minute",
        )?;
    }
    find(project).ok_or_else(|| Problem::new("wasm-opt was installed but cannot be found"))
}

impl WasmOpt {
    /// Its version, for people.
    pub fn version(&self) -> Result<String, Problem> {
        step::read(self.command().arg("--version"))
    }

    /// Shrinks a module in place.
    pub fn shrink(&self, module: &Path) -> Result<(), Problem> {
        let mut command = self.command();
        command.arg("-Os").args(FEATURES).arg(module).arg("-o").arg(module);
        step::read(&mut command).map(drop)
    }

    fn command(&self) -> Command {
        match self {
            Self::Native(program) => Command::new(program),
            Self::Script(script) => {
                let mut command = Command::new("node");
                command.arg(script);
                command
            }
        }
    }
}

fn npm_home(project: &Project) -> PathBuf {
    project.tools.join(format!("binaryen-{NPM_VERSION}"))
}
